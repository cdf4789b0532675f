"""Resolve the record, when anything it rests on has changed."""

from onrecord.engine import Progress, Report
from onrecord.resolve import RESOLVE_VERSION
from onrecord.store import View, Writer
from onrecord.tables import tables_version


def run(writer: Writer, progress: Progress) -> Report:
    """Work out who is who, unless nothing it rests on has changed."""
    version = f"{RESOLVE_VERSION}+{tables_version()}|{writer.fingerprint(('read', 'extract'))}"
    if writer.is_done("resolve", "record", version):
        return Report(stage="resolve", done=0)
    from onrecord.resolve.record import resolve_record  # noqa: PLC0415  # a build with nothing new needs none of it

    with View.open(writer.record) as view:
        resolution, mentions, documents = resolve_record(view, progress)
    with writer.transaction():
        writer.put_resolution(resolution, mentions)
        writer.done("resolve", "record", version)
        writer.note_applied()
    made = (
        ("parties", len(resolution.parties)),
        ("speakers named", sum(1 for one in resolution.speakers if one.party)),
    )
    return Report(stage="resolve", done=documents, made=made)
