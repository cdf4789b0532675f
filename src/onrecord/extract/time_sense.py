"""What is known where an expression of time stands, and what it comes to mean."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onrecord.extract.time_calendar import Days, Interval, Unit
from onrecord.extract.time_context import DateOrder, Tense


@dataclass(frozen=True, slots=True)
class Known:
    """What is known where an expression stands.

    Attributes:
        base: The day it is reckoned from.
        order: The order of day and month in numeric dates.
        tense: What its sentence speaks of, where it can be told.
        attributive: It stands before a noun (`the November election`), so that no verb is about it.
        quoted: It stands in quotation marks: its days and weeks are reckoned from the day of the saying, not of the text.
        year: The year of a date it is joined to (`May and June 2015`).
    """

    base: date | None = None
    order: DateOrder | None = None
    tense: Tense | None = None
    attributive: bool = False
    quoted: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """The unit an expression is counted in, and its readings; relative when they are reckoned from another day."""

    unit: Unit | None
    readings: tuple[Interval, ...] = ()
    relative: bool = False


def days_sense(unit: Unit, *found: Days | date | None, relative: bool = False) -> Sense | None:
    """Make a sense of the intervals there are; None when there are none."""
    some = [(one, one) if isinstance(one, date) else one for one in found if one is not None]
    return Sense(unit, tuple(some), relative=relative) if some else None


def open_sense(unit: Unit | None) -> Sense:
    """Make a sense without readings: the words say when, but from a day that is not known."""
    return Sense(unit)


def in_near_year(which: str, known: Known, dated: Callable[[int], Sense | None]) -> Sense | None:
    """Read a date `of this year`, `last year`, `next year`."""
    if known.base is None:
        return open_sense("day")
    found = dated(known.base.year + {"this": 0, "last": -1, "next": 1}[which.lower()])
    return Sense(found.unit, found.readings, relative=True) if found else None
