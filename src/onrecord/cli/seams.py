"""Commands that need no record: extract, match and read."""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from onrecord import terminal
from onrecord.cli.options import FOLDER, config_of, reads_statements, shown
from onrecord.config import Config
from onrecord.errors import UserError
from onrecord.model.ids import DocumentId

TEXT_KINDS = frozenset({"text/plain", "text/html", "text/csv", "message/rfc822", "application/mbox"})
"""Media types that `extract` takes as text; other kinds are named and left alone."""


@click.command()
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

    listen = listener(config_of(**reader))
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


@click.command()
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


@click.command()
@click.argument("files", nargs=-1, required=True, type=FOLDER, metavar="FILE...")
@click.option("--to", "target", required=True, type=FOLDER, metavar="EDGES.jsonl", help="File for the edges.")
@shown(
    "--on", default="duckdb", metavar="WHERE", help="Where to compare: duckdb, on this machine, or spark://HOST:PORT."
)
@click.option("--name", default="", metavar="COLUMN", help="The column of names, where its heading does not say so.")
@click.option("--also", multiple=True, metavar="COLUMN", help="A further column to compare; may be given again.")
@click.option(
    "--id", "identifiers", multiple=True, metavar="COLUMN:SCHEME",
    help="A column of identifiers and the register they are of, uei:us-uei; may be given again.",
)  # fmt: skip
@shown("--least", default=0.5, type=click.FloatRange(0, 1), help="Leave out edges that are less likely.")
def match(files: tuple[Path, ...], target: Path, on: str, least: float, **columns: Any) -> None:
    """Compare organisations in tables with several columns (CSV, Parquet) and write which names may be one; no record needed.

    Needs the extra onrecord[splink]. `onrecord add RECORD EDGES.jsonl` puts what was found into a record: docs/matching.md.
    """
    if any(target.resolve() == file.resolve() for file in files):
        raise UserError(f"{target}: is one of the files to read; name another with --to")
    from onrecord.read.files import files_named
    from onrecord.read.register import registrations
    from onrecord.read.register_columns import Asked
    from onrecord.resolve import matching
    from onrecord.resolve.matching_edges import edges, write_edges
    from onrecord.resolve.matching_rows import entries

    pairs = [(heading, scheme) for one in columns.pop("identifiers") for heading, _, scheme in [one.rpartition(":")]]
    if any(not heading or not scheme for heading, scheme in pairs):
        raise UserError("--id takes a column and a scheme: --id recipient_uei:us-uei")
    logging.getLogger("splink").addHandler(logging.NullHandler())  # what was not learnt it says at length
    asked = Asked(identifiers=tuple(pairs), **columns)
    rows = (row for file in files_named(list(files), ".csv") for row in registrations(file, asked))
    found = entries(rows, asked.also)
    made = edges(found, matching.match(found, on=on, least=least))
    write_edges(target, made)
    number = "1 edge" if len(made) == 1 else f"{len(made):,} edges"
    names = len({one.key for one in found})
    click.echo(f"{target}: {number} between {names:,} names. Next: onrecord add RECORD {target}")
