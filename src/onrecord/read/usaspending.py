"""USAspending contract files (CSV) to actions: one action a row, found by column name, never by position."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from onrecord.config import Config
from onrecord.model.award import Row
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import TablePart
from onrecord.read import usaspending_subawards
from onrecord.read.contact_data import masked
from onrecord.read.files import problem
from onrecord.read.usaspending_actions import AMBIGUOUS, BAD, action_of, sheet_of
from onrecord.read.usaspending_columns import (
    DATE_MEANINGS,
    IDENTITY_MEANINGS,
    Header,
    header_of,
    kind_of_file,
    missing_columns,
)
from onrecord.read.usaspending_rows import PART_BYTES, WINDOWS, encoding_of, numbered_records, parts_of
from onrecord.read.usaspending_rows import field_texts as cells_again
from onrecord.read.usaspending_values import SLASHED_DATE, DateOrder, order_of_dates

READER = "usaspending/2"
BAD_ROWS_NAMED = 100
ROWS_LOOKED_AT = 1_000
"""Rows from which a large file's way of writing dates is taken: where they are ISO dates nothing is to be settled."""


@dataclass(slots=True)
class Said:
    """What is wrong with a file's rows, so far.

    Attributes:
        bad: The first of them in words.
        more: How many more there are.
        ambiguous: How many dates cannot be understood, and where the first is.
    """

    bad: list[str] = field(default_factory=list)
    more: int = 0
    ambiguous: int = 0
    first_ambiguous: str = ""

    def take(self, kind: str, text: str) -> None:
        """Note a complaint."""
        if kind == AMBIGUOUS:
            self.ambiguous += 1
            self.first_ambiguous = self.first_ambiguous or text
        elif len(self.bad) < BAD_ROWS_NAMED:
            self.bad.append(text)
        else:
            self.more += 1


def parts(path: Path) -> tuple[TablePart, ...]:
    """Cut a large file into stretches that can be read by themselves; none where it is to be read whole."""
    if path.stat().st_size <= PART_BYTES:
        return ()
    encoding = encoding_of(path)
    header = _header(path, encoding)
    if header is None or kind_of_file(header) != "contract" or missing_columns(header) or _slashed(path, header):
        return ()
    return parts_of(path, encoding)


def rows(path: Path, origin: Origin, config: Config, part: TablePart | None = None) -> Iterator[Row | Problem]:
    """Read a file of prime awards or of their transactions, or a stretch of one."""
    encoding = part.encoding if part else encoding_of(path)
    header = _header(path, encoding)
    if header is None:
        yield problem(origin, "empty", "no header row: nothing to read")
        return
    if (kind := kind_of_file(header)) == "subaward":
        yield from usaspending_subawards.rows(path, origin, config)
        return
    if kind != "contract":
        message = f"a USAspending {kind} file: only contracts, their transactions and their subawards are read"
        yield problem(origin, "unsupported_format", message)
        return
    if missing := missing_columns(header):
        yield problem(origin, "missing_columns", f"not read as spending data, lacks {'; '.join(missing)}")
        return
    if encoding == WINDOWS and (part is None or part.first == 1):
        yield problem(origin, "encoding_guessed", "not UTF-8: read as Windows-1252, check names with accents")
    order = order_of_dates(_dates(path, encoding, header)) if part is None else "unsettled"
    if order == "unsettled" and part is None and "key" in header.places:
        order = "month_first"  # files with a unique-key column are downloads of 2018 and later: American dates
    records = numbered_records(path, encoding, part)
    yield from _rows(_counted(records, part) if part else records, header, order, origin)


def field_texts(path: Path, pointers: Collection[str]) -> dict[str, str]:
    """Look cells up again, contact data in them masked as on reading; see `usaspending_rows.field_texts`."""
    free: dict[int, frozenset[str]] = {}

    def shown(names: list[str], column: str, text: str) -> str:
        if not free:
            header = header_of(names)
            found = usaspending_subawards.free_text(names) if kind_of_file(header) == "subaward" else header.masked()
            free[0] = found
        return masked(text) if column in free[0] else text

    return cells_again(path, pointers, shown)


def _counted(
    records: Iterable[tuple[int, list[str] | None]], part: TablePart
) -> Iterator[tuple[int, list[str] | None]]:
    """Hold a stretch's records against the number it must have: else its rows have wrong numbers, and all after it."""
    found = 0
    for record in records:
        found += 1
        yield record
    if found != part.rows:
        raise ValueError(f"{found} rows from row {part.first} on, not {part.rows}")


def _header(path: Path, encoding: str) -> Header | None:
    _, names = next(numbered_records(path, encoding), (0, None))
    return header_of(names) if names else None


def _rows(
    records: Iterable[tuple[int, list[str] | None]], header: Header, order: DateOrder, origin: Origin
) -> Iterator[Row | Problem]:
    sheet = sheet_of(header, order, origin.artefact)
    said = Said()
    found = False
    width = len(header.names)
    for number, record in records:
        if number == 0:
            continue
        cells, complaint = record, ""
        if record is None or len(record) != width or header.may_repeat(record):
            cells, complaint = _row(record, header)
        if complaint:
            said.take(BAD, f"row {number}: {complaint}")
            found = True
        if cells is None:
            continue
        action, complaints = action_of(number, cells, sheet)
        for kind, text in complaints:
            said.take(kind, f"row {number}: {text}")
        found = found or action is not None or bool(complaints)
        if action is not None:
            yield action
    yield from _problems(origin, order, said)
    if not found:
        yield problem(origin, "empty", "a header and no rows below it: nothing to read")


def _row(cells: list[str] | None, header: Header) -> tuple[list[str] | None, str]:
    """Give the cells of a data row, as many as there are columns, None where it is none; and say what is wrong."""
    if cells is None:
        return None, "a quotation mark is never closed; left out"
    if not any(cell.strip() for cell in cells):
        return None, ""
    if header.repeats(cells):
        return None, "the header again; left out"
    return _fitted(cells, header)


def _fitted(cells: list[str], header: Header) -> tuple[list[str] | None, str]:
    """Take the cells that stand under their column for certain, and say what is wrong with the others."""
    width = len(header.names)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return None, f"{len(cells)} cells under {width} columns, so values stand under wrong names; left out"
    if len(cells) >= width:
        return cells[:width], ""
    certain = cells[:-1]  # the last cell of a row cut short may itself be cut: 1234 of 12345.67
    what = f"{len(cells)} cells under {width} columns"
    if breaks := cells[-1].count("\n"):
        what += f", the last over {breaks + 1} lines (a quotation mark never closed?)"
    if any(place >= len(certain) for one in IDENTITY_MEANINGS for place in header.places.get(one, ())):
        return None, f"{what}, cut off before the award is named; left out"
    return certain + [""] * (width - len(certain)), f"{what}; only the first {len(certain)} were used"


def _dates(path: Path, encoding: str, header: Header) -> Iterator[str]:
    places = [place for meaning in DATE_MEANINGS for place in header.places.get(meaning, ())]
    for number, cells in numbered_records(path, encoding):
        if number and cells is not None and len(cells) == len(header.names):
            yield from (cells[place] for place in places)


def _slashed(path: Path, header: Header) -> bool:
    """Tell whether a file's first rows have dates with slashes, whose order only the whole file can settle."""
    first = islice(numbered_records(path, "latin-1"), ROWS_LOOKED_AT)
    places = [place for meaning in DATE_MEANINGS for place in header.places.get(meaning, ())]
    return any(
        SLASHED_DATE.fullmatch(cells[place].strip())
        for _, cells in first
        if cells is not None
        for place in places
        if place < len(cells)
    )


def _problems(origin: Origin, order: DateOrder, said: Said) -> Iterator[Problem]:
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
        yield problem(origin, "bad_row", f"{said.more} more values or rows not understood, not named")
