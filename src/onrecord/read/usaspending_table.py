"""The rows of a USAspending table one by one: what is a data row, what is wrong with it, and how much of that is told."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.read.files import problem
from onrecord.read.usaspending_actions import AMBIGUOUS, BAD, Complaint
from onrecord.read.usaspending_columns import Header
from onrecord.read.usaspending_rows import WINDOWS, numbered_records
from onrecord.read.usaspending_values import DateOrder

BAD_ROWS_NAMED = 100

Made = TypeVar("Made")
MakeRow = Callable[[int, Sequence[str]], tuple[Made | None, list[Complaint]]]
"""From a number and one cell for each column to the row, and what is wrong with it."""


@dataclass(slots=True)
class Said:
    """What is wrong with a file's rows, so far.

    Attributes:
        found: Whether there was any row, good or bad.
        first: Number of the first row, where they are a stretch of a table; else 0.
        bad: The first of the bad ones in words.
        more: How many more there are.
        ambiguous: How many dates cannot be understood, and where the first is.
    """

    found: bool = False
    first: int = 0
    bad: list[str] = field(default_factory=list)
    more: int = 0
    ambiguous: int = 0
    first_ambiguous: str = ""

    def take(self, kind: str, text: str) -> None:
        """Note a complaint."""
        self.found = True
        if kind == AMBIGUOUS:
            self.ambiguous += 1
            self.first_ambiguous = self.first_ambiguous or text
        elif len(self.bad) < BAD_ROWS_NAMED:
            self.bad.append(text)
        else:
            self.more += 1


def made_rows(
    records: Iterable[tuple[int, list[str] | None]],
    header: Header,
    make: MakeRow[Made],
    *,
    identity: Collection[str],
    said: Said,
) -> Iterator[Made]:
    """Make the rows of a table.

    Args:
        records: Numbered, the header being 0.
        header: The table's.
        make: Makes a row.
        identity: Meanings that say what a row is about: one cut off before them is left out.
        said: Takes what is wrong.
    """
    width = len(header.names)
    last = max((header.places[one][0] for one in identity if one in header.places), default=-1)
    for number, cells in records:
        if number == 0:
            continue
        is_plain = cells is not None and len(cells) == width and not header.may_repeat(cells)
        whole, complaint = (cells, "") if is_plain else _row(cells, header, last)
        if complaint:
            said.take(BAD, f"row {number}: {complaint}")
        if whole is None:
            continue
        row, complaints = make(number, whole)
        for kind, text in complaints:
            said.take(kind, f"row {number}: {text}")
        if row is not None:
            said.found = True
            yield row


def dates_in(path: Path, encoding: str, header: Header, meanings: Collection[str]) -> Iterator[str]:
    """Give the dates of a table as they are written, of rows that are as wide as the header."""
    places = [place for meaning in meanings for place in header.places.get(meaning, ())]
    for number, cells in numbered_records(path, encoding):
        if number and cells is not None and len(cells) == len(header.names):
            yield from (cells[place] for place in places)


def encoding_notes(origin: Origin, encoding: str) -> Iterator[Problem]:
    """Say that a table is not in UTF-8."""
    if encoding == WINDOWS:
        yield problem(origin, "encoding_guessed", "not UTF-8: read as Windows-1252, check names with accents")


def problems_of(origin: Origin, order: DateOrder, said: Said) -> Iterator[Problem]:
    """Tell what was wrong with a table's rows: the first of them one by one, then how many more."""
    if said.ambiguous:
        why = "no day above 12 settles it" if order == "unsettled" else "days above 12 stand in both places"
        message = (
            f"day and month cannot be told apart ({why}): {said.ambiguous} dates left out, the first in "
            f"{said.first_ambiguous}; give the file with ISO dates"
        )
        yield problem(origin, "bad_row", message)
    for text in said.bad:
        yield problem(origin, "bad_row", text)
    if said.more:
        where = f" from row {said.first} on" if said.first else ""  # two stretches may say the same number
        yield problem(origin, "bad_row", f"{said.more} more values or rows{where} not understood, not named")
    if not said.found:
        yield problem(origin, "empty", "a header and no rows below it: nothing to read")


def _row(cells: list[str] | None, header: Header, last: int) -> tuple[list[str] | None, str]:
    """Give the cells of a data row, as many as there are columns, None where it is none; and say what is wrong."""
    if cells is None:
        return None, "a quotation mark is never closed; left out"
    if not any(cell.strip() for cell in cells):
        return None, ""
    if header.repeats(cells):
        return None, "the header again; left out"
    return _fitted(cells, len(header.names), last)


def _fitted(cells: list[str], width: int, last: int) -> tuple[list[str] | None, str]:
    """Take the cells that stand under their column for certain, and say what is wrong with the others."""
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return None, f"{len(cells)} cells under {width} columns, so values stand under wrong names; left out"
    if len(cells) >= width:
        return cells[:width], ""
    certain = cells[:-1]  # the last cell of a row cut short may itself be cut: 1234 of 12345.67
    what = f"{len(cells)} cells under {width} columns"
    if breaks := cells[-1].count("\n"):
        what += f", the last over {breaks + 1} lines (a quotation mark never closed?)"
    if last >= len(certain):
        return None, f"{what}, cut off before the award is named; left out"
    return certain + [""] * (width - len(certain)), f"{what}; only the first {len(certain)} were used"
