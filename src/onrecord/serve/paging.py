"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.errors import UserError

ROWS_A_PAGE = 100

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """Some rows of a longer list.

    Attributes:
        number: Of this page, from 1; an empty list has one page.
        first: Number of its first row, from 1; 0 when there is none.
        total: Rows of the whole list.
    """

    rows: Sequence[Row]
    number: int
    pages: int
    first: int
    total: int


def page_of(rows: Sequence[Row], number: int, size: int = ROWS_A_PAGE) -> Page[Row]:
    """Cut one page out of a list; a number past the end gives the last page."""
    pages = max(1, -(-len(rows) // size))
    number = max(1, min(number, pages))
    first = (number - 1) * size
    shown = rows[first : first + size]
    return Page(rows=shown, number=number, pages=pages, first=first + 1 if shown else 0, total=len(rows))


def page_from(rows: Callable[[int, int], Sequence[Row]], total: int, number: int, size: int = ROWS_A_PAGE) -> Page[Row]:
    """Load one page of a list; a number past the end gives the last page.

    Args:
        rows: Loads rows: how many at most, how many to pass over.
        total: Rows of the whole list.
        number: Of the page, from 1.
        size: Rows of a page.
    """
    pages = max(1, -(-total // size))
    number = max(1, min(number, pages))
    first = (number - 1) * size
    shown = rows(size, first)
    return Page(rows=shown, number=number, pages=pages, first=first + 1 if shown else 0, total=total)


def whole_number(value: str | None, name: str, most: int, otherwise: int) -> int:
    """Read a number from 1 to `most` out of a query.

    Raises:
        UserError: It is none.
    """
    if value is None or not value.strip():
        return otherwise
    if not (value.isascii() and value.isdecimal()) or len(value) > len(str(most)) or not 1 <= int(value) <= most:
        raise UserError(f"{name}={value[:20]!r}: give a whole number from 1 to {most}")
    return int(value)
