"""Absolute dates in a text, as intervals; what needs another day to be understood is left to time_expressions.py."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from onrecord.extract import time_calendar
from onrecord.extract.time_context import DateOrder, Stretch, order_of, stretches
from onrecord.extract.time_grammar import Match, month_number
from onrecord.extract.time_readings import sense_of
from onrecord.extract.time_sense import Known
from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import When

_STORED: dict[str, Literal["day", "month", "year"]] = {"day": "day", "month": "month", "year": "year"}
_FORMS = frozenset(("year-month-day", "numeric day", "day", "named day", "month of a year", "year"))
"""Forms that mean one day, month or calendar year by themselves."""


def whens(document: DocumentId, text: str, ranges: Sequence[tuple[int, int]]) -> Iterator[When]:
    """Find absolute dates in some stretches of a text (see `dates_in`), code points, half-open."""
    return dates_in(document, text, stretches(text, ranges), order_of(text))


def dates_in(document: DocumentId, text: str, scanned: Iterable[Stretch], order: DateOrder | None) -> Iterator[When]:
    """Find absolute dates, in order; `04/05/2018` is left out unless the order of day and month is known."""
    known = Known(order=order)
    for match in _of_forms(scanned):
        sense = sense_of(match, known)
        if sense is None or sense.unit not in _STORED or len(sense.readings) != 1:
            continue
        first, last = sense.readings[0]
        if first is not None and last is not None:
            span = cut(document, text, match.start, match.end)
            yield When(span=span, rule=match.form, granularity=_STORED[sense.unit], readings=((first, last),))


def yearless(text: str, low: int, high: int) -> Iterator[tuple[int, int, int, str]]:
    """Find days of a stretch of text that are written without a year.

    Yields:
        `(start, end, month, day)`: code points, half-open; the month from 1, the day as written.
    """
    for match in _of_forms(stretches(text, [(low, high)])):
        one = match.groups.groupdict()
        if match.form == "day" and not (one["year"] or one["y2"] or one["which"] or one["which2"]):
            yield match.start, match.end, month_number(one["month"] or one["m2"] or ""), one["day"] or one["d2"] or ""


def only_year(found: Sequence[When]) -> int | None:
    """Give the year of all full days among some dates, None when they are of several years or when there is none."""
    years = {when.first.year for when in found if when.granularity == "day" and when.first}
    return years.pop() if len(years) == 1 else None


def day_of(year: int, month: int, day: str) -> date | None:
    """Make a date, None when the calendar has no such day."""
    return time_calendar.day_of(year, month, int(day))


def _of_forms(scanned: Iterable[Stretch]) -> Iterator[Match]:
    return (match for one in scanned for match in one.found if match.form in _FORMS)
