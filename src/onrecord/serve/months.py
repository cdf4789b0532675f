"""Two lists on one axis: statements and awards of the same month stand in one row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

MONTHS_A_YEAR = 12


class HasSaidOn(Protocol):
    """Something said, maybe on a known day."""

    @property
    def said_on(self) -> str | None:
        """ISO date; None where unknown."""


class HasDate(Protocol):
    """Something done, maybe on a known day."""

    @property
    def date(self) -> str | None:
        """ISO date; None where unknown."""


Said = TypeVar("Said", bound=HasSaidOn)
Done = TypeVar("Done", bound=HasDate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Generic[Said, Done]):
    """One row of the axis.

    Attributes:
        month: `YYYY-MM`; None for what has no date, which comes last.
        empty_before: How many months without anything lie between this row and the one before.
    """

    month: str | None
    statements: tuple[Said, ...]
    awards: tuple[Done, ...]
    empty_before: int = 0


def by_month(statements: Sequence[Said], awards: Sequence[Done]) -> list[Month[Said, Done]]:
    """Put rows that are in order of date into their months; a date without a month counts as none."""
    said: dict[str | None, list[Said]] = defaultdict(list)
    done: dict[str | None, list[Done]] = defaultdict(list)
    for statement in statements:
        said[month_of(statement.said_on)].append(statement)
    for award in awards:
        done[month_of(award.date)].append(award)
    months = sorted({*said, *done}, key=lambda month: month or "~")  # what has no date comes last
    rows = [
        Month(month=month, statements=tuple(said.get(month, ())), awards=tuple(done.get(month, ()))) for month in months
    ]
    return rows[:1] + [replace(row, empty_before=_between(before.month, row.month)) for before, row in pairwise(rows)]


def pages_of(months: Sequence[Month[Said, Done]], most: int) -> list[list[Month[Said, Done]]]:
    """Cut the axis into pages of about `most` rows of either side; a fuller month goes on on the next page."""
    pages: list[list[Month[Said, Done]]] = [[]]
    room = most
    for month in (piece for one in months for piece in _pieces(one, most)):
        if room <= 0:
            pages.append([])
            room = most
        pages[-1].append(month)
        room -= max(len(month.statements), len(month.awards))
    return pages


def _pieces(month: Month[Said, Done], most: int) -> Iterator[Month[Said, Done]]:
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
