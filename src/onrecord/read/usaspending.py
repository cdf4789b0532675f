"""USAspending contract files (CSV) to actions: one action a row, found by column name, never by position."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.config import Config
from onrecord.model.award import Action
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read.files import problem
from onrecord.read.usaspending_actions import AMBIGUOUS, BAD, Complaint, action_of
from onrecord.read.usaspending_columns import (
    DATE_MEANINGS,
    IDENTITY_MEANINGS,
    Header,
    Row,
    header_of,
    kind_of_file,
    missing_columns,
)
from onrecord.read.usaspending_rows import WINDOWS, encoding_of, field_texts, numbered_records
from onrecord.read.usaspending_values import DateOrder, order_of_dates

__all__ = ["READER", "field_texts", "read"]

READER = "usaspending/1"
BAD_ROWS_NAMED = 100


def read(path: Path, origin: Origin, _config: Config) -> Reading:
    """Read a file of prime awards or of their transactions; one pass settles encoding and dates, one makes the actions."""
    encoding = encoding_of(path)
    _, names = next(numbered_records(path, encoding), (0, None))
    if not names:
        return _refused(origin, "empty", "no header row: nothing to read")
    header = header_of(names)
    if (kind := kind_of_file(header)) != "contract":
        message = f"a USAspending {kind} file: only prime contract awards and transactions are read so far"
        return _refused(origin, "unsupported_format", message)
    if missing := missing_columns(header):
        return _refused(origin, "missing_columns", f"not read as spending data, lacks {'; '.join(missing)}")
    order = order_of_dates(_dates(path, encoding, header))
    if order == "unsettled" and "key" in header.places:
        order = "month_first"  # files with a unique-key column are downloads of 2018 and later: American dates
    actions, complaints = _actions(numbered_records(path, encoding), header, order, origin.artefact)
    problems = [*_notes(origin, encoding, order, complaints), *_bad_rows(origin, complaints)]
    if not actions and not complaints:
        problems.append(problem(origin, "empty", "a header and no rows below it: nothing to read"))
    return Reading(actions=tuple(actions), problems=tuple(problems))


def _actions(
    records: Iterable[tuple[int, list[str] | None]], header: Header, order: DateOrder, artefact: ArtefactId
) -> tuple[list[Action], list[Complaint]]:
    actions: list[Action] = []
    complaints: list[Complaint] = []
    for number, cells in records:
        if number == 0:
            continue
        row, complaint = _row(number, cells, header)
        if complaint:
            complaints.append((BAD, f"row {number}: {complaint}"))
        if row is None:
            continue
        action, said = action_of(row, order, artefact)
        if action is not None:
            actions.append(action)
        complaints.extend((kind, f"row {number}: {text}") for kind, text in said)
    return actions, complaints


def _row(number: int, cells: list[str] | None, header: Header) -> tuple[Row | None, str]:
    """Tell a data row from what is none, and say what is wrong."""
    if cells is None:
        return None, "a quotation mark is never closed; left out"
    if not any(cell.strip() for cell in cells):
        return None, ""
    if header.repeats(cells):
        return None, "the header again; left out"
    return _fitted(number, cells, header)


def _fitted(number: int, cells: list[str], header: Header) -> tuple[Row | None, str]:
    """Take the cells that stand under their column for certain, and say what is wrong with the others."""
    width = len(header.names)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return None, f"{len(cells)} cells under {width} columns, so values stand under wrong names; left out"
    if len(cells) >= width:
        return Row(number=number, cells=cells[:width], header=header), ""
    certain = cells[:-1]  # the last cell of a row cut short may itself be cut: 1234 of 12345.67
    what = f"{len(cells)} cells under {width} columns"
    if breaks := cells[-1].count("\n"):
        what += f", the last over {breaks + 1} lines (a quotation mark never closed?)"
    if any(place >= len(certain) for one in IDENTITY_MEANINGS for place in header.places.get(one, ())):
        return None, f"{what}, cut off before the award is named; left out"
    return Row(number=number, cells=certain, header=header), f"{what}; only the first {len(certain)} were used"


def _dates(path: Path, encoding: str, header: Header) -> Iterator[str]:
    places = [place for meaning in DATE_MEANINGS for place in header.places.get(meaning, ())]
    for number, cells in numbered_records(path, encoding):
        if number and cells is not None and len(cells) == len(header.names):
            yield from (cells[place] for place in places)


def _notes(origin: Origin, encoding: str, order: DateOrder, complaints: list[Complaint]) -> Iterator[Problem]:
    """Say what holds for the file as a whole."""
    if encoding == WINDOWS:
        yield problem(origin, "encoding_guessed", "not UTF-8: read as Windows-1252, check names with accents")
    ambiguous = [text for kind, text in complaints if kind == AMBIGUOUS]
    if ambiguous:
        why = "no day above 12 settles it" if order == "unsettled" else "days above 12 stand in both places"
        message = (
            f"day and month cannot be told apart ({why}): {len(ambiguous)} dates left out, the first in {ambiguous[0]}; "
            "give the file with ISO dates"
        )
        yield problem(origin, "bad_row", message)


def _bad_rows(origin: Origin, complaints: list[Complaint]) -> Iterator[Problem]:
    bad = [text for kind, text in complaints if kind == BAD]
    for text in bad[:BAD_ROWS_NAMED]:
        yield problem(origin, "bad_row", text)
    if len(bad) > BAD_ROWS_NAMED:
        yield problem(origin, "bad_row", f"{len(bad) - BAD_ROWS_NAMED} more values or rows not understood, not named")


def _refused(origin: Origin, code: str, message: str) -> Reading:
    return Reading(problems=(problem(origin, code, message),))
