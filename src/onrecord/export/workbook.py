"""The record as one workbook (XLSX): a sheet a table, days as days, sums as numbers, and no text that runs."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from onrecord import __version__
from onrecord.errors import UserError
from onrecord.export.sheets import TABLES, Cell, Table, cells
from onrecord.store import View

FILE = "record.xlsx"
ROWS_MOST = 1_048_575
"""Rows a sheet holds under its heading; what is more goes on in the next sheet."""

TEXT_MOST = 32_767
"""Characters a cell holds; a longer text is cut, and says so."""

CUT = " […]"
EXACT_DIGITS = 15
"""Digits a spreadsheet's number keeps: a sum with more is written as text, so that none is lost."""

ABOUT = (
    "Said and done, side by side: what the texts and the spending rows say, and where they say it.",
    "Obligated, current, potential and outlayed are four different things; they are never added to each other.",
    "A tension says that two texts differ, not that anybody was wrong. No machine has confirmed anything.",
    "A cell that ends in […] was cut: the JSON Lines export has it whole.",
)


def export(view: View, folder: Path) -> list[tuple[Path, int]]:
    """Write the workbook and give it with the number of rows of all its sheets.

    The file is complete or not there: it is written beside its place and then renamed.

    Raises:
        UserError: The folder cannot be written.
    """
    target = folder / FILE
    part = target.with_suffix(".part")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        book = xlsxwriter.Workbook(str(part), options)
        counts = _fill(book, view)
        book.close()
        part.replace(target)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise UserError(f"{target}: cannot be written ({error}); choose another folder with --to") from error
    return [(target, sum(counts))]


def _fill(book: Any, view: View) -> list[int]:
    about = book.add_worksheet("about")
    about.set_column(0, 0, 110)
    for number, line in enumerate((*ABOUT, f"Made with onrecord {__version__}.")):
        about.write_string(number, 0, line)
    styles = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "sum": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
    }
    return [_write(book, styles, table, view) for table in TABLES]


def _write(book: Any, styles: dict[str, Any], table: Table, view: View) -> int:
    sheet, count = None, 0
    for row in cells(table, view):
        place = count % ROWS_MOST
        if place == 0:
            sheet = _sheet(book, styles, table, 1 + count // ROWS_MOST)
        for column, cell in enumerate(row):
            _put(sheet, styles, (place + 1, column), cell)
        count += 1
    if sheet is None:
        _sheet(book, styles, table, 1)
    return count


def _sheet(book: Any, styles: dict[str, Any], table: Table, number: int) -> Any:
    sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
    for column, (heading, width, _) in enumerate(table.columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles["head"])
    sheet.freeze_panes(1, 0)
    return sheet


def _put(sheet: Any, styles: dict[str, Any], place: tuple[int, int], cell: Cell) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        sheet.write_datetime(*place, cell, styles["day"])
    elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= EXACT_DIGITS:
        sheet.write_number(*place, cell, styles["sum"])
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell)
    else:
        text = str(cell)
        sheet.write_string(
            *place, text if len(text) <= TEXT_MOST else text[: TEXT_MOST - len(CUT)] + CUT, styles["text"]
        )
