"""The day, month or year of a supply, as the words of a date mean it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.statement import When


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of a text in order, and where they start."""

    whens: Sequence[When]
    starts: Sequence[int]

    def at(self, start: int, end: int) -> When | None:
        """Give the date that begins in a stretch of the text."""
        index = bisect_left(self.starts, start)
        return self.whens[index] if index < len(self.whens) and self.starts[index] < end else None


def day_of_words(when: When) -> str | None:
    """Write the day, month or year that a date means as ISO 8601; None when it means another stretch or more than one."""
    first, last = when.first, when.last
    if first is None or last is None:
        return None
    if first == last:
        return first.isoformat()
    if when.granularity == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if when.granularity == "year" and first.year == last.year else None
