"""Written dates to ISO 8601: a closed grammar, because a guessed date is worse than none.

Numeric dates are taken only when they can be read one way: 19/06/2018 is a day, 03/04/2018 is left alone.
"""

import re
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ORDINAL = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAMED = (
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_ORDINAL},?\s+{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_ORDINAL}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}(?!\d)", re.IGNORECASE),
)
_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)"
    r"(?:[T ](?P<time>[0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?)\s?(?P<zone>Z|[+-][0-2]\d:?[0-5]\d)?(?![\d:]))?"
)
_NUMERIC = re.compile(r"(?P<first>[0-3]?\d)[/.](?P<second>[0-3]?\d)[/.](?P<year>(?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d)[/.](?P<month>[01]?\d)[/.](?P<day>[0-3]?\d)(?!\d)")


def written_days(text: str) -> set[str]:
    """List the days that a line writes out with the month's name or in ISO 8601, as ISO dates."""
    named = (
        _day(int(match["year"]), _MONTHS[match["month"].lower()], int(match["day"]))
        for pattern in _NAMED
        for match in pattern.finditer(text)
    )
    plain = (_day(int(match["year"]), int(match["month"]), int(match["day"])) for match in _ISO.finditer(text))
    return {day for day in (*named, *plain) if day}


def iso_date(text: str) -> str | None:
    """Read the date that a text begins with, as an ISO 8601 date, or a date-time where the text is one.

    Returns:
        None when there is no date, when it does not exist, or when day and month cannot be told apart.
    """
    text = text.strip()[:80]
    for pattern in _NAMED:
        if match := pattern.match(text):
            return _day(int(match["year"]), _MONTHS[match["month"].lower()], int(match["day"]))
    if match := _ISO.match(text):
        return _iso(match)
    if match := _YEAR_FIRST.match(text):
        return _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _NUMERIC.match(text):
        return _numeric(int(match["first"]), int(match["second"]), int(match["year"]))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(match: re.Match[str]) -> str | None:
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None or match["time"] is None:
        return day
    try:
        moment = datetime.fromisoformat(f"{day}T{match['time'].replace(',', '.')}{match['zone'] or ''}")
    except ValueError:
        return day
    return moment.isoformat()


def _numeric(first: int, second: int, year: int) -> str | None:
    """Read day and month in the order that exists; both orders possible and different: no answer."""
    if first == second:
        return _day(year, first, second)
    if first > 12:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None
