"""The command line: arguments in, answers out; nothing is worked out here.

Exit codes: 0 done; 1 done, and problems were found (`verify`); 2 the user's error; 3 a bug.
"""

import contextlib
import io
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import click
from rich.text import Text

from onrecord import __version__, terminal
from onrecord.config import Config
from onrecord.errors import OnrecordError, UserError
from onrecord.extract import EXTRACTORS
from onrecord.model.ids import DocumentId
from onrecord.store import View, create_record, open_record

FOLDER = click.Path(path_type=Path)
TYPED = click.Path()  # text as typed: `Path` folds `https://x` to `https:/x`, which no message should say
TEXT_KINDS = frozenset({"text/plain", "text/html", "text/csv", "message/rfc822", "application/mbox"})
"""Media types that `extract` takes as text; other kinds are named and left alone."""
Function = TypeVar("Function", bound=Callable[..., Any])
KEY_VARIABLE = "ONRECORD_ENDPOINT_KEY"
shown = partial(click.option, show_default=True)
as_json = click.option("--json", "json", is_flag=True, help="Print one JSON object a line.")


def reads_statements(command: Function) -> Function:
    """Give a command the options that say who reads statements; `_config` takes them."""
    who = "Who reads statements: the model in the package, rules, or a server of yours."
    cores, most = "Processor cores the model may use in one process.", click.IntRange(1, 256)
    options = (
        shown("--extractor", type=click.Choice(EXTRACTORS), default=Config().extractor, help=who),
        click.option(
            "--endpoint", default="", metavar="URL", help="The server: http://127.0.0.1:8080/v1, for instance."
        ),
        click.option("--endpoint-model", default="", metavar="NAME", help="The model to ask that server for."),
        shown("--threads", default=Config().threads, type=most, help=cores),
    )
    for option in reversed(options):
        command = option(command)
    return command


def builds(command: Function) -> Function:
    """Give a command the options of a build; `_config` takes them."""
    engine = shown("--engine", default=Config().engine, help="Where to run: inline, or local:N with N processes.")
    how = "Read web pages three times as fast, a little less exactly."
    fast = click.option("--fast", "reading", flag_value="fast", default=Config().reading, help=how)
    return engine(fast(reads_statements(command)))


record_argument = click.argument("record", type=FOLDER, metavar="RECORD")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
@click.option("--debug", is_flag=True, help="Show the full trace of an error.")
def cli(debug: bool) -> None:
    """Said and done, side by side: from articles, mail, PDFs and spending data to the record."""


@cli.command()
@click.argument("record", type=TYPED, metavar="RECORD")
def init(record: str) -> None:
    """Make an empty record in a new folder."""
    _refuse_address(record, "records are folders of this machine so far; name a folder")
    create_record(Path(record))
    click.echo(f"{record}: an empty record. Next: onrecord add {record} FILES...")


allow_private = click.option(
    "--allow-private", is_flag=True, help="Also fetch from this machine and from private networks."
)


@cli.command()
@record_argument
@click.argument("sources", nargs=-1, required=True, type=TYPED, metavar="SOURCE...")
@allow_private
@click.option(
    "--awards-limit",
    default=10_000,
    show_default=True,
    type=click.IntRange(1),
    help="With usaspending: a search that finds more awards fetches none.",
)
@click.option(
    "--fresh-for",
    default="7d",
    show_default=True,
    metavar="TIME",
    help="With usaspending: answers no older than this are not asked for again.",
)
@as_json
def add(record: Path, sources: tuple[str, ...], json: bool, **settings: Any) -> None:
    """Put files, folders, pages of the web and public spending into the record, bytes as they came.

    An address (https://...) is fetched politely and kept as a web archive; a feed or sitemap with the pages it lists.
    usaspending:SEARCH fetches contracts: usaspending:azure agency:"Department of Homeland Security" from:2018-01-01.
    """
    from onrecord.pipeline import collect

    announce = partial(terminal.say, error=True)  # beside the rows of --json
    with terminal.progress_bars() as progress:
        reports = collect(open_record(record), sources, Config(**settings), progress, announce)
    if json:
        terminal.print_json(reports)
        return
    for report in reports:
        terminal.print_counts("collected", [(name, str(count)) for name, count in report.made], terminal.console())
    if failed := sum(report.problems for report in reports):
        click.echo(f"{failed} could not be collected; see: onrecord problems {record}")
    click.echo(f"Next: onrecord build {record}")


@cli.command()
@record_argument
@click.option("--every", default="6h", show_default=True, metavar="TIME", help="How often: 30m, 6h, 2d.")
@click.option("--once", is_flag=True, help="One round, then end.")
@allow_private
@builds
def watch(record: Path, every: str, once: bool, **settings: Any) -> None:
    """Fetch the record's addresses again and again, keep each version, and build what is new; Ctrl-C ends it."""
    from onrecord.pipeline import watch as rounds

    config = _config(**settings)
    with terminal.progress_bars() as progress:
        for report in rounds(open_record(record), config, progress, every="" if once else every):
            said = ", ".join(f"{count} {name}" for name, count in report.made)
            terminal.say(f"{datetime.now().astimezone():%Y-%m-%d %H:%M} {said}")


@cli.command()
@record_argument
@builds
@as_json
def build(record: Path, json: bool, **settings: Any) -> None:
    """Read, extract, resolve and connect what is new; goes on where it was stopped."""
    from onrecord.pipeline import build as run

    config = _config(**settings)
    opened = open_record(record)
    with terminal.progress_bars() as progress:
        reports = run(opened, config, progress)
    if json:
        terminal.print_json(reports)
        return
    screen = terminal.console()
    if not any(report.done for report in reports):
        screen.print("Nothing new.")
    else:
        new = [
            (f"{report.stage}: {name}", str(count)) for report in reports for name, count in report.made if report.done
        ]
        terminal.print_counts("new in this build", new, screen)
    with View.open(opened) as view:
        counts = view.counts()
    held = [(kind, f"{counts[kind]:,}") for kind in HELD if counts[kind] or kind not in {"subawards", "authorisations"}]
    terminal.print_counts("the record holds", held, screen)
    if counts["problems"]:
        click.echo(f"What was not read, or not wholly, and why: onrecord problems {record}")


HELD = ("documents", "statements", "awards", "subawards", "authorisations", "parties", "echoes", "tensions", "problems")


@cli.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})  # -h begins -house
@record_argument
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Rows of each kind at most.")
@as_json
def search(record: Path, query: tuple[str, ...], limit: int, json: bool) -> None:
    """Find statements, awards, documents and parties by words, "a phrase" or -without.

    An argument with a space is a phrase. With --json, each hit in an `excerpt` stands between U+0002 and U+0003, written as escapes.
    """
    from onrecord.answer.coverage import coverage, searched
    from onrecord.answer.search import cut_short, find, query_of

    mistyped = next((one for one in query if one.startswith("--")), None)
    if mistyped is not None:  # one minus leaves a word out, two begin an option
        raise click.NoSuchOption(mistyped)
    with View.open(open_record(record)) as view:
        found = find(view, query_of(query), limit=limit)
        looked = "" if found else searched(coverage(view))
    if json:
        terminal.print_json(found)
    elif found:
        terminal.print_found(found, terminal.console(), cut_short(found, limit))
    else:
        terminal.say(f"Nothing found. Searched: {looked}.")


@cli.command()
@record_argument
@click.argument("item", metavar="ID")
@as_json
def show(record: Path, item: str, json: bool) -> None:
    """Show anything the record holds by its id, or an award by its number, with its words in their context."""
    from onrecord.answer.show import show as look_up

    with View.open(open_record(record)) as view:
        shown = look_up(view, item)
    if json:
        terminal.print_json([shown])
    else:
        terminal.print_shown(shown, terminal.console())


@cli.command()
@record_argument
@click.argument("party")
@click.option("--about", metavar="PARTY", help="Only what is about this party.")
@as_json
def timeline(record: Path, party: str, about: str | None, json: bool) -> None:
    """List a party's statements and awards by date."""
    from onrecord.answer.parties import find_party
    from onrecord.answer.rows import StatementRow
    from onrecord.answer.timeline import said_and_done as ask

    with View.open(open_record(record)) as view:
        answer = ask(view, find_party(view, party), find_party(view, about) if about else None)
    rows = terminal.one_a_line(answer)
    if json:
        terminal.print_json(
            terminal.tagged("statement" if isinstance(one, StatementRow) else "award", one) for one in rows
        )
        return
    screen = terminal.console()
    for one in rows:
        said = isinstance(one, StatementRow)
        text = terminal.statement_text(one) if isinstance(one, StatementRow) else terminal.award_text(one)
        head = f"{terminal.dated(one)}  {'said' if said else 'done'}  "
        screen.print(Text(head, "bold") + text + Text("\n"))
    if answer.missing:
        terminal.say(answer.missing)
    screen.print(Text(f"Searched: {answer.searched}.", "dim"))


def _config(*, extractor: str, endpoint: str, endpoint_model: str, **others: Any) -> Config:
    """Make the settings of a run; what belongs to a server must be given with it and not without it."""
    if (extractor == "endpoint") != bool(endpoint) or bool(endpoint) != bool(endpoint_model):
        raise UserError("to ask a server give all three: --extractor endpoint --endpoint URL --endpoint-model NAME")
    key = os.environ.get(KEY_VARIABLE) if endpoint else None
    config = Config(extractor=extractor, endpoint=endpoint, endpoint_model=endpoint_model, endpoint_key=key, **others)
    if endpoint:
        from onrecord.extract.endpoint import Endpoint

        Endpoint(url=endpoint, model=endpoint_model, key=key)  # says now what is wrong with them, not once a document
    return config


def _refuse_address(typed: str, advice: str) -> None:
    # A colon behind a word of letters is an address or a query on every system we run on.
    if re.match(r"[A-Za-z]{3,}:", typed) and not Path(typed).exists():
        raise UserError(f"{typed}: {advice}")


@cli.command("said-and-done")
@record_argument
@click.argument("party")
@click.option("--about", required=True, metavar="PARTY", help="The other party.")
@as_json
def said_and_done(record: Path, party: str, about: str, json: bool) -> None:
    """Put a party's statements and awards about another side by side."""
    from onrecord.answer.parties import find_party
    from onrecord.answer.timeline import said_and_done as ask

    with View.open(open_record(record)) as view:
        answer = ask(view, find_party(view, party), find_party(view, about))
    if json:
        rows = [("statement", row) for row in answer.statements] + [("award", row) for row in answer.awards]
        terminal.print_json(
            terminal.tagged(kind, row) for kind, row in [*rows, *(("tension", one) for one in answer.tensions)]
        )
    else:
        terminal.print_side_by_side(answer, terminal.console())


@cli.command("export")
@record_argument
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "ocds", "ftm"]), default="jsonl", show_default=True,
    help="Everything as JSON lines; awards as OCDS 1.1 releases; awards and parties as FollowTheMoney entities.",
)  # fmt: skip
@click.option("--to", "folder", required=True, type=FOLDER, help="Folder for the files.")
@click.option("--publisher", default="", help="With ocds: who publishes the files.")
@click.option("--publisher-uri", default="", help="With ocds: where the publisher is found.")
@click.option("--license", default="", help="With ocds: address of the licence you give the files.")
@click.option("--ocid-prefix", default="", help="With ocds: the publisher's registered prefix, ocds-...")
@as_json
def export_(record: Path, form: str, folder: Path, json: bool, **publication: str) -> None:
    """Write the record, or what it holds of public spending, as files that others can read."""
    from onrecord.export import ftm, jsonl, ocds

    given = {name: value for name, value in publication.items() if value}
    if given and form != "ocds":
        raise UserError(f"--{next(iter(given)).replace('_', '-')} goes with --format ocds")
    members = {name.removeprefix("publisher_").removeprefix("ocid_"): value for name, value in given.items()}
    with View.open(open_record(record)) as view:
        if form == "ocds":
            written = ocds.export(view, folder, ocds.Publication(published=datetime.now(tz=UTC).date(), **members))
        else:
            written = (jsonl if form == "jsonl" else ftm).export(view, folder)
    if json:
        terminal.print_json({"file": str(path), "rows": rows} for path, rows in written)
    else:
        terminal.print_counts("written", [(str(path), f"{rows:,}") for path, rows in written], terminal.console())


@cli.command()
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


@cli.command()
@record_argument
@as_json
def problems(record: Path, json: bool) -> None:
    """List what was not read, or not wholly, and why."""
    with View.open(open_record(record)) as view:
        found = view.problems()
        places = {one.artefact: [origin.path for origin in view.origins(one.artefact)] for one in found if one.artefact}
    if json:
        terminal.print_json(found)
        return
    for problem in found:
        others = [path for path in (places[problem.artefact] if problem.artefact else ()) if path != problem.path]
        also = f" (the same bytes: {', '.join(others)})" if others else ""
        terminal.say(f"{problem.stage} · {problem.code} · {problem.message}{also}")
    click.echo(f"{len(found)} problem{'' if len(found) == 1 else 's'}" if found else "No problems.")


@cli.command()
@record_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; this machine only.")
@click.option(
    "--port",
    default=8420,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
def serve(record: Path, host: str, port: int) -> None:
    """Show the record as web pages on this machine."""
    from onrecord.serve.app import run

    run(open_record(record), host, port)


@cli.command()
@click.option(
    "--text",
    "texts",
    multiple=True,
    type=FOLDER,
    metavar="PATH",
    help="A text file, or a folder of .txt files; may be given again, and --text may be left out.",
)
@click.argument("more", nargs=-1, type=FOLDER, metavar="[PATH...]")
@reads_statements
def extract(texts: tuple[Path, ...], more: tuple[Path, ...], **reader: Any) -> None:
    """Print the attributions and mentions of plain texts, one JSON object a file; no record needed.

    Offsets are code points of the file's text exactly as it stands. A file that is no text gives empty lists.
    """
    if not texts and not more:
        raise UserError("extract: name files or folders: onrecord extract PATH... or --text PATH")
    from onrecord.export.seams import attributions_row
    from onrecord.extract.extractors import extract_text
    from onrecord.extract.listening import listener
    from onrecord.model.statement import Extraction
    from onrecord.read.decode import decode
    from onrecord.read.files import bytes_of, files_named
    from onrecord.read.sniff import media_type

    listen = listener(_config(**reader))
    for path in files_named([*texts, *more], ".txt"):
        content, document = bytes_of(path), DocumentId(path.stem)
        kind = media_type(content, path.name)
        readable = kind in TEXT_KINDS
        found = extract_text(document, decode(content).text, listen) if readable else Extraction(document=document)
        terminal.print_json([attributions_row(path.stem, found)])
        for problem in found.problems:
            terminal.say(f"onrecord: {path}: {problem.message}", error=True)
        if not readable:
            advice = "save its text first, for instance with: onrecord read PATH"
            terminal.say(f"onrecord: {path}: no text but {kind}; nothing was extracted; {advice}", error=True)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=FOLDER, metavar="PATH...")
def read(paths: tuple[Path, ...]) -> None:
    """Print what is read from files and files inside them, one JSON object a document; no record needed."""
    from onrecord.export.seams import document_row, problem_row
    from onrecord.model.evidence import Origin
    from onrecord.model.ids import artefact_id
    from onrecord.read.files import files_named
    from onrecord.read.reader import read_through

    for path in files_named(list(paths), ""):
        whole = Origin(artefact=artefact_id(str(path).encode()), path=str(path), collected_at="")
        with TemporaryDirectory() as spool:
            for origin, reading in read_through(path, whole, Config(), Path(spool)):
                terminal.print_json(document_row(origin.path, document) for document in reading.documents)
                if not reading.documents and not (reading.children and not reading.problems):
                    terminal.print_json([problem_row(origin.path, reading.problems)])
                for problem in reading.problems:
                    terminal.say(f"onrecord: {problem.message}", error=True)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code; no trace reaches the user unless `--debug` asks for it."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    ordered = (
        ["--debug", *(one for one in given if one != "--debug")] if debug else given
    )  # so that it may stand anywhere
    try:
        code = cli.main(args=ordered, prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped; run the same command again to go on", 130)
    except BrokenPipeError:
        return _reader_left()
    except SystemExit as error:
        if error.code != 1:
            raise
        return _reader_left()  # click and rich end so when nobody reads their output any more
    except (OnrecordError, OSError) as error:
        if debug:
            traceback.print_exc()
        return _say(str(error), 2)
    except Exception as error:  # noqa: BLE001  # the last resort: a bug, said in one line
        if debug:
            traceback.print_exc()
        return _say(f"a bug: {type(error).__name__}: {error}. Please report it with what --debug shows", 3)
    return int(code or 0)


def _say(message: str, code: int) -> int:
    terminal.say(f"onrecord: {message}", error=True)
    return code


def _reader_left() -> int:
    """End quietly, as `onrecord problems RECORD | head` asks for: what is still to be written goes nowhere."""
    with contextlib.suppress(OSError, ValueError):  # no real output to turn away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def start() -> None:
    """Run as a program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an old console or LANG must not end a command over one character
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    logging.getLogger("stamina").addHandler(logging.NullHandler())  # a repeated call is no news to the user
    sys.exit(main())


if __name__ == "__main__":
    start()
