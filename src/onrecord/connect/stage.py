"""Connect the record, when anything it rests on has changed."""

from onrecord.connect import CONNECT_VERSION, MEET_VERSION
from onrecord.engine import Progress, Report
from onrecord.store import View, Writer
from onrecord.tables import tables_version


def run(writer: Writer, progress: Progress) -> Report:
    """Work out what connects, unless nothing it rests on has changed."""
    version = f"{CONNECT_VERSION}+{tables_version()}|{writer.fingerprint(('read', 'extract', 'resolve'))}"
    if writer.is_done("connect", "record", version):
        return Report(stage="connect", done=0)
    from onrecord.connect.meet import meet  # noqa: PLC0415  # a build with nothing new needs none of it
    from onrecord.connect.record import connect_record  # noqa: PLC0415

    meet(writer, MEET_VERSION, progress)
    with View.open(writer.record) as view:
        connections, documents = connect_record(view, progress)
    with writer.transaction():
        writer.put_connections(connections)
        writer.done("connect", "record", version)
    made = (
        ("links", len(connections.links)),
        ("copies", len(connections.copies)),
        ("echoes", len(connections.echoes)),
        ("threads", len(connections.threads)),
        ("tensions", len(connections.tensions)),
    )
    return Report(stage="connect", done=documents, made=made)
