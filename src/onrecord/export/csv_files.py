"""The record as CSV files that open clean in a spreadsheet."""

import csv
from pathlib import Path

from onrecord.errors import UserError
from onrecord.export.sheets import TABLES, Cell, cells
from onrecord.store import View

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet would run, or would swallow (OWASP, CSV injection; with its full-width forms)."""


def as_text(cell: Cell) -> str:
    """Write a cell; a text that a spreadsheet would take for a formula begins with an apostrophe, which keeps it a text."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    clean = cell.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{clean}" if clean.startswith(FORMULA) else clean


def export(view: View, folder: Path) -> list[tuple[Path, int]]:
    """Write one CSV file a table (RFC 4180, UTF-8 with a mark, as spreadsheets expect) and give each with its rows.

    A file is complete or not there: it is written beside its place and then renamed.

    Raises:
        UserError: The folder cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            target = folder / f"{table.name}.csv"
            part = target.with_suffix(".part")
            count = 0
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow([heading for heading, _, _ in table.columns])
                for row in cells(table, view):
                    writer.writerow(map(as_text, row))
                    count += 1
            part.replace(target)
            written.append((target, count))
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return written
