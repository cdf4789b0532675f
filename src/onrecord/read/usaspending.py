"""USAspending contract files (CSV) to actions: one action a row, found by column name, never by position."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from onrecord.config import Config
from onrecord.model.award import Row
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import TablePart
from onrecord.read import fpds_table, usaspending_subawards
from onrecord.read.contact_data import masked
from onrecord.read.files import problem
from onrecord.read.usaspending_actions import action_of, sheet_of
from onrecord.read.usaspending_columns import (
    DATE_MEANINGS,
    EXPECTED,
    IDENTITY_MEANINGS,
    Header,
    header_of,
    kind_of_file,
    missing_columns,
)
from onrecord.read.usaspending_rows import PART_BYTES, encoding_of, numbered_records, parts_of
from onrecord.read.usaspending_rows import field_texts as cells_again
from onrecord.read.usaspending_table import Said, dates_in, encoding_notes, made_rows, problems_of
from onrecord.read.usaspending_values import SLASHED_DATE, DateOrder, order_of_dates

READER = "usaspending/4"
ROWS_LOOKED_AT = 1_000
"""Rows from which a large file's way of writing dates is taken: where they are ISO dates nothing is to be settled."""


def parts(path: Path) -> tuple[TablePart, ...]:
    """Cut a large file into stretches that can be read by themselves; none where it is to be read whole."""
    if path.stat().st_size <= PART_BYTES:
        return ()
    encoding = encoding_of(path)
    header = _header(path, encoding)
    if header is None or kind_of_file(header) != "contract" or missing_columns(header) or _slashed(path, header):
        return ()
    found = parts_of(path, encoding)
    return found if found and _only_header_before(found[0], path) else ()


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
    if kind == "fpds":
        yield from fpds_table.rows(path, origin, config)
        return
    if kind != "contract":
        message = f"a USAspending {kind} file: only contracts, their transactions and their subawards are read"
        yield problem(origin, "unsupported_format", message)
        return
    if missing := missing_columns(header):
        why = (
            f"lacks {'; '.join(missing)}" if header.is_csv() else "no commas between its cells: save it as CSV in UTF-8"
        )
        yield problem(origin, "missing_columns", f"not read as spending data, {why}")
        return
    if part is None or part.first == 1:
        yield from _notes(origin, encoding, header)
    order = _order(path, encoding, header) if part is None else "iso_only"
    records = numbered_records(path, encoding, part)
    # A stretch without a good row is no empty file.
    said = Said(found=True, first=part.first) if part else Said()
    make = partial(action_of, sheet=sheet_of(header, order, origin.artefact))
    counted = _counted(records, part) if part else records
    yield from made_rows(counted, header, make, identity=IDENTITY_MEANINGS, said=said)
    yield from problems_of(origin, order, said)


def field_texts(path: Path, pointers: Collection[str]) -> dict[str, str]:
    """Look cells up again, contact data in them masked as on reading; see `usaspending_rows.field_texts`."""
    free: dict[int, frozenset[str]] = {}

    def shown(names: list[str], column: str, text: str) -> str:
        if not free:
            header = header_of(names)
            others = {"subaward": usaspending_subawards.free_text, "fpds": fpds_table.free_text}
            found = others.get(kind_of_file(header))
            free[0] = found(names) if found else header.masked()
        return masked(text) if column in free[0] else text

    return cells_again(path, pointers, shown)


def _notes(origin: Origin, encoding: str, header: Header) -> Iterator[Problem]:
    """Say what holds for the file as a whole."""
    yield from encoding_notes(origin, encoding)
    if lacking := missing_columns(header, EXPECTED):
        yield problem(origin, "missing_columns", f"lacks {'; '.join(lacking)}; the other columns were read")


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


def _only_header_before(first: TablePart, path: Path) -> bool:
    """Tell whether the first line is the header: behind an empty one all rows would have wrong numbers."""
    before = TablePart(start=0, end=first.start, first=0, rows=1, encoding=first.encoding)
    try:
        return sum(1 for _ in numbered_records(path, first.encoding, before)) == 1
    except ValueError:  # it ends inside quotation marks
        return False


def _order(path: Path, encoding: str, header: Header) -> DateOrder:
    order = order_of_dates(dates_in(path, encoding, header, DATE_MEANINGS))
    if order == "unsettled" and "key" in header.places:
        return "month_first"  # files with a unique-key column are downloads of 2018 and later: American dates
    return order


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
