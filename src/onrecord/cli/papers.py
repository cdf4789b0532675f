"""The command that makes a paper to hand in: dossier."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from onrecord import terminal
from onrecord.cli.options import record_argument
from onrecord.errors import UserError
from onrecord.store import View, open_record


@click.command()
@record_argument
@click.argument("party")
@click.option("--about", metavar="PARTY", help="The other party; without it everything the party said and did.")
@click.option(
    "--format", "form", type=click.Choice(["html", "pdf", "docx", "md", "timeline.json", "claims.jsonld"]), default="html", show_default=True,
    help="What kind of paper; timeline.json is for TimelineJS, claims.jsonld holds drafts of fact checks (ClaimReview), unrated.",
)  # fmt: skip
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file; else its name is made from the parties'.",
)
@click.option("--since", metavar="DATE", help="Only from this day on, YYYY-MM-DD.")
@click.option("--until", metavar="DATE", help="Only to this day, YYYY-MM-DD.")
@click.option(
    "--sources", type=click.Choice(["bibtex", "csl"]), multiple=True,
    help="Also write the list of sources beside it, as BibTeX (.bib) or CSL JSON (.csl.json); may be given twice.",
)  # fmt: skip
@click.option(
    "--unmask", metavar="REASON", default=None,
    help="Name private people too. Your reason, name and the time are kept in the record.",
)  # fmt: skip
def dossier(
    record: Path, party: str, about: str | None, form: str, file: Path | None, *, unmask: str | None, **others: Any
) -> None:
    """Write a numbered report on one party about another: statements, awards, tensions, each with its source.

    Private people are masked: docs/privacy.md says how, and what is not.
    """
    from onrecord.answer.dossier import Asked
    from onrecord.answer.dossier import dossier as put_together
    from onrecord.answer.parties import find_party
    from onrecord.answer.reviewer import reviewer
    from onrecord.export.dossier.editions import EDITIONS, SOURCE_LISTS, file_name
    from onrecord.model.masks import Unmasking
    from onrecord.store.sharing import shared_view

    period = {name: _day(others[name], f"--{name}") for name in ("since", "until")}
    opened = open_record(record)
    with View.open(opened) as view:
        known = frozenset(artefact for artefact, _ in view.artefacts())
        target = file or Path(
            file_name(find_party(view, party).name, find_party(view, about).name if about else "", form)
        )
    unmasking = None
    if unmask is not None:
        now = datetime.now(tz=UTC).isoformat(timespec="seconds")
        place = {"format": f"dossier {form}", "folder": str(target.absolute())}
        unmasking = Unmasking(made_at=now, user=reviewer(), reason=unmask, **place)
    with shared_view(opened, unmasking) as view:
        about_whom = find_party(view, about) if about else None
        asked = Asked(party=find_party(view, party), about=about_whom, masked=unmask is None, known=known, **period)
        made = put_together(view, asked)
    _write(target, EDITIONS[form].write(made))
    for name in dict.fromkeys(others["sources"]):
        ending, write = SOURCE_LISTS[name]
        _write(target.with_name(target.stem + ending), write(made))


def _day(value: str | None, option: str) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UserError(f"{option} {value}: give a day as YYYY-MM-DD") from error


def _write(target: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    part = target.with_name(f"{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        raise UserError(f"{target}: cannot be written ({error.strerror}); choose another file with --to") from error
    terminal.say(f"{target}: written, {len(content):,} bytes")
