"""A sum as a sentence writes it, held against the sums an award holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from onrecord.model.award import Notion
from onrecord.model.statement import Amount

NEAR = 0.05
"""Share that "about" and "nearly" leave on either side, as the guidelines of evaluation/said_and_done have it."""
BEYOND = 0.1
"""Share beyond a bound within which "more than" and "up to" are still taken to mean the sum."""
CENT = 0.005
NOTIONS: tuple[Notion, ...] = ("obligated", "current", "potential", "outlayed")


@dataclass(frozen=True, slots=True)
class Range:
    """The sums that a figure may stand for, both ends included."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """Give how wide it is beside its middle."""
        return (self.high - self.low) / max(1.0, (self.high + self.low) / 2)

    def holds(self, value: float) -> bool:
        """Say whether a sum lies in it."""
        return self.low <= value <= self.high


def range_of(figure: Amount) -> Range:
    """Say which sums a figure may stand for, at the precision it is written with."""
    value, half = float(figure.value), float(_step(figure)) / 2 + CENT
    if figure.comparator == "about":
        return Range(value * (1 - NEAR), value * (1 + NEAR))
    if figure.comparator == "at_least":
        return Range(value - CENT, value * (1 + BEYOND))
    return Range(value - half, value + half)


def _step(figure: Amount) -> Decimal:
    """Give the unit a figure is rounded to: noughts at the end of one written out (`$691,000`) are taken for rounding."""
    if figure.precision != 1:
        return figure.precision
    digits = str(int(figure.value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if figure.value else Decimal(1)


def notions_that_hold(wanted: Range, sums: Iterable[tuple[Notion, float, int | None]]) -> tuple[Notion, ...]:
    """List the notions under which some sums hold a figure."""
    found = {notion for notion, value, _ in sums if wanted.holds(value)}
    return tuple(notion for notion in NOTIONS if notion in found)
