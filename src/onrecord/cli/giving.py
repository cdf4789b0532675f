"""Commands that give a record to others, and hold it against its evidence: export, serve, verify."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from onrecord import terminal
from onrecord.cli.options import FOLDER, as_json, record_argument
from onrecord.config import Config
from onrecord.errors import UserError
from onrecord.store import Record, open_record

FORMATS = ("jsonl", "csv", "xlsx", "ocds", "ftm", "gexf", "annotations", "site")


@click.command("export")
@record_argument
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True,
    help="Everything as JSON lines, as CSV files or as one workbook; awards as OCDS 1.1 releases; awards and parties as FollowTheMoney entities; who supplies whom as a GEXF network; statements as W3C Web Annotations; the pages as a site to publish.",
)  # fmt: skip
@click.option("--to", "folder", type=FOLDER, help="Folder for the files.")
@click.option("--publisher", default="", help="With ocds: who publishes the files.")
@click.option("--publisher-uri", default="", help="With ocds: where the publisher is found.")
@click.option("--license", default="", help="With ocds: address of the licence you give the files.")
@click.option("--ocid-prefix", default="", help="With ocds: the publisher's registered prefix, ocds-...")
@click.option(
    "--unmask", metavar="REASON", default=None,
    help="Name private people too. Your reason, name and the time are kept in the record.",
)  # fmt: skip
@click.option("--list-unmaskings", "listed", is_flag=True, help="Only list the exports made with --unmask, and why.")
@as_json
def export_(
    record: Path, form: str, folder: Path | None, unmask: str | None, listed: bool, json: bool, **publication: str
) -> None:
    """Write the record, or what it holds of public spending, as files that others can read.

    Private people are masked: docs/privacy.md says how, and what is not.
    """
    from onrecord.answer.reviewer import reviewer
    from onrecord.export import csv_files, ftm, gexf, jsonl, ocds, web_annotation, workbook
    from onrecord.export.manifest import refuse_mixture, write_manifest
    from onrecord.model.masks import Unmasking
    from onrecord.store.sharing import shared_view

    if listed:
        return _list_unmaskings(record, json=json)
    if folder is None:
        raise UserError("export needs --to FOLDER: where the files are written")
    given = {name: value for name, value in publication.items() if value}
    if given and form != "ocds":
        raise UserError(f"--{next(iter(given)).replace('_', '-')} goes with --format ocds")
    members = {name.removeprefix("publisher_").removeprefix("ocid_"): value for name, value in given.items()}
    now = datetime.now(tz=UTC)
    if form == "site":
        return _publish(record, folder, now, unmask)
    unmasking = None
    if unmask is None:
        refuse_mixture(folder)
    else:
        place = {"format": form, "folder": str(folder.absolute())}
        unmasking = Unmasking(made_at=now.isoformat(timespec="seconds"), user=reviewer(), reason=unmask, **place)
    with shared_view(open_record(record), unmasking) as view:
        if unmasking:
            write_manifest(folder, form, now, masked=False)  # first: what is cut off names people too
        if form == "ocds":
            written = ocds.export(view, folder, ocds.Publication(published=now.date(), **members))
        else:
            formats = {
                "jsonl": jsonl,
                "csv": csv_files,
                "xlsx": workbook,
                "ftm": ftm,
                "gexf": gexf,
                "annotations": web_annotation,
            }
            written = formats[form].export(view, folder)
    write_manifest(folder, form, now, masked=unmask is None)
    if json:
        terminal.print_json({"file": str(path), "rows": rows} for path, rows in written)
    else:
        terminal.print_counts("written", [(str(path), f"{rows:,}") for path, rows in written], terminal.console())
    return None


def _publish(record: Path, folder: Path, now: datetime, unmask: str | None) -> None:
    from tempfile import TemporaryDirectory

    from onrecord.export.manifest import write_manifest
    from onrecord.serve.published import publish
    from onrecord.store.sharing import masked_copy

    if unmask is not None:
        raise UserError("--unmask does not go with --format site: what is published names no private people")
    with TemporaryDirectory(prefix="onrecord-") as place, terminal.progress_bars() as progress:
        copy = masked_copy(open_record(record), Path(place) / "copy")
        written = publish(copy, folder, now.date(), lambda done, known: progress("publish", done, known))
    write_manifest(folder, "site", now, masked=True)
    terminal.print_counts("written", [(str(path), f"{pages:,}") for path, pages in written], terminal.console())


def _list_unmaskings(record: Path, *, json: bool) -> None:
    from onrecord.store import View

    with View.open(open_record(record)) as view:
        found = view.unmaskings()
    if json:
        terminal.print_json(asdict(one) for one in found)
        return
    for one in found:
        terminal.say(f"{one.made_at}  {one.user}  {one.format}  {one.folder}: {one.reason}")
    if not found:
        terminal.say("No export of this record names private people.")


@click.command()
@record_argument
@click.option("--deep", is_flag=True, help="Also read every artefact again and compare the text.")
@as_json
def verify(record: Path, deep: bool, json: bool) -> int:
    """Hold the record against the bytes it came from."""
    from onrecord.verify import verify as check

    opened = open_record(record)
    with terminal.progress_bars() as progress:
        result = check(opened, Config(), progress, deep=deep)
    if json:
        terminal.print_json([result])
    else:
        for finding in result.findings:
            terminal.say(f"{finding.kind}: {finding.message}")
        again = f", {result.reread} artefacts read again" if deep else ""
        number = len(result.findings)
        wrong = "1 thing is not as it should be" if number == 1 else f"{number} things are not as they should be"
        verdict = wrong if number else "all is well"
        click.echo(
            f"{result.artefacts} artefacts, {result.documents} documents, {result.spans:,} spans, {result.fields:,} fields checked{again}: {verdict}"
        )
    return 1 if result.findings else 0


@click.command()
@record_argument
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; another than this machine only with tokens, or --masked.",
)
@click.option(
    "--port",
    default=8420,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option("--masked", is_flag=True, help="Show the record as it is now to others: private people masked.")
def serve(record: Path, host: str, port: int, masked: bool) -> None:
    """Show the record as web pages: to you on this machine; to others who have a token, or with --masked."""
    from onrecord.cli.working import add_and_build
    from onrecord.pipeline import apply_judgements
    from onrecord.serve.app import run

    def apply(opened: Record) -> None:
        apply_judgements(opened, lambda _stage, _done, _total: None)

    run(open_record(record), host, port, masked=masked, apply=apply, work=add_and_build)
