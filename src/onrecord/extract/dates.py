"""Absolute dates in a text, as intervals; "on Tuesday" and "last year" are left alone."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import When

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_DAY = r"(?:[0-3]?\d)"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<y1>{_YEAR})-(?P<m1>[01]\d)-(?P<d1>[0-3]\d)"
    rf"|(?P<a>{_DAY})(?P<sep>[/.])(?P<b>{_DAY})(?P=sep)(?P<y2>{_YEAR})"
    rf"|(?P<d3>{_DAY})(?:st|nd|rd|th)?(?:\sof)?\s(?P<m3>{_MONTH}),?\s(?P<y3>{_YEAR})"
    rf"|(?P<m4>{_MONTH})\s(?P<d4>{_DAY})(?:st|nd|rd|th)?,?\s(?P<y4>{_YEAR})"
    rf"|(?P<m5>{_MONTH}),?\s(?:of\s)?(?P<y5>{_YEAR})"
    rf"|(?<=\b[Ii]n\s)(?P<y6>{_YEAR})"
    r")(?![\w/]|-\d|\.\d)"
)
_YEARLESS = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<d1>{_DAY})(?:st|nd|rd|th)?(?:\sof)?\s(?P<m1>{_MONTH})"
    rf"|(?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:st|nd|rd|th)?"
    rf")(?![\w/]|-\d|[.:]\d|,?\s(?:of\s)?{_YEAR})"
)


def whens(document: DocumentId, text: str, ranges: Sequence[tuple[int, int]]) -> Iterator[When]:
    """Find absolute dates, in order; `04/05/2018` is left out because it may mean two days."""
    for low, high in ranges:
        for match in _DATE.finditer(text, low, high):
            found = _interval(match)
            if found is None:
                continue
            first, last = found
            days = (last - first).days
            yield When(
                span=cut(document, text, match.start(), match.end()),
                first=first,
                last=last,
                granularity="day" if days == 0 else "month" if days < 32 else "year",
            )


def yearless(text: str, low: int, high: int) -> Iterator[tuple[int, int, int, str]]:
    """Find days of a stretch of text that are written without a year.

    Yields:
        `(start, end, month, day)`: code points, half-open; the month from 1, the day as written.
    """
    for match in _YEARLESS.finditer(text, low, high):
        month, day = (match["m1"], match["d1"]) if match["m1"] else (match["m2"], match["d2"])
        yield match.start(), match.end(), _month(month), day


def only_year(found: Sequence[When]) -> int | None:
    """Give the year of all full days among some dates, None when they are of several years or when there is none."""
    years = {when.first.year for when in found if when.granularity == "day"}
    return years.pop() if len(years) == 1 else None


def day_of(year: int, month: int, day: str) -> date | None:
    """Make a date, None when the calendar has no such day."""
    return _day(str(year), month, day)


def _interval(match: re.Match[str]) -> tuple[date, date] | None:
    if match["y6"]:
        year = int(match["y6"])
        return date(year, 1, 1), date(year, 12, 31)
    if match["y5"]:
        year, month = int(match["y5"]), _month(match["m5"])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if match["y1"]:
        day = _day(match["y1"], int(match["m1"]), match["d1"])
    elif match["y2"]:
        day = _numeric(match["y2"], int(match["a"]), int(match["b"]))
    elif match["y3"]:
        day = _day(match["y3"], _month(match["m3"]), match["d3"])
    else:
        day = _day(match["y4"], _month(match["m4"]), match["d4"])
    return (day, day) if day else None


def _month(name: str) -> int:
    return next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name.rstrip(".").lower()[:3]))


def _day(year: str, month: int, day: str) -> date | None:
    """Make a date, None when the calendar has no such day."""
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _numeric(year: str, first: int, second: int) -> date | None:
    """Read day/month/year or month/day/year where only one of the two can be meant."""
    if first > 12 or first == second:
        return _day(year, second, str(first))
    if second > 12:
        return _day(year, first, str(second))
    return None
