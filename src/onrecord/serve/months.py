"""Two lists on one axis: statements and awards of the same month stand in one row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.answer.rows import AwardRow, StatementRow

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One row of the axis.

    Attributes:
        month: `YYYY-MM`; None for what has no date, which comes last.
        empty_before: How many months without anything lie between this row and the one before.
    """

    month: str | None
    statements: tuple[StatementRow, ...]
    awards: tuple[AwardRow, ...]
    empty_before: int = 0


def by_month(statements: Sequence[StatementRow], awards: Sequence[AwardRow]) -> list[Month]:
    """Put rows that are in order of date into their months; a date without a month counts as none."""
    months = sorted(
        {month for one in statements if (month := month_of(one.said_on))}
        | {month for one in awards if (month := month_of(one.date))}
    )
    rows = [
        Month(
            month=month,
            statements=tuple(one for one in statements if month_of(one.said_on) == month),
            awards=tuple(one for one in awards if month_of(one.date) == month),
        )
        for month in [*months, None]
    ]
    rows = [row for row in rows if row.statements or row.awards]
    return rows[:1] + [replace(row, empty_before=_between(before.month, row.month)) for before, row in pairwise(rows)]


def pages_of(months: Sequence[Month], most: int) -> list[list[Month]]:
    """Cut the axis into pages of about `most` rows of either side; a fuller month goes on on the next page."""
    pages: list[list[Month]] = [[]]
    room = most
    for month in (piece for one in months for piece in _pieces(one, most)):
        if room <= 0:
            pages.append([])
            room = most
        pages[-1].append(month)
        room -= max(len(month.statements), len(month.awards))
    return pages


def _pieces(month: Month, most: int) -> Iterator[Month]:
    for first in range(0, max(len(month.statements), len(month.awards)), most):
        yield replace(
            month,
            statements=month.statements[first : first + most],
            awards=month.awards[first : first + most],
            empty_before=month.empty_before if first == 0 else 0,
        )


def month_of(date: str | None) -> str | None:
    """Take the month out of an ISO date."""
    if date is None or len(date) < len("2018-06") or not (date[:4] + date[5:7]).isdecimal():
        return None
    return date[:7]


def _between(before: str | None, after: str | None) -> int:
    if before is None or after is None:
        return 0
    return _count(after) - _count(before) - 1


def _count(month: str) -> int:
    return int(month[:4]) * MONTHS_A_YEAR + int(month[5:7]) - 1
