"""What each form of expression of time means: a unit and the intervals it may stand for."""

import re
from collections.abc import Callable
from datetime import date

from onrecord.extract.time_calendar import day_of, months_from
from onrecord.extract.time_context import numeric_days
from onrecord.extract.time_grammar import Match, month_number, weekday_number
from onrecord.extract.time_relative import RELATIVE_SENSES
from onrecord.extract.time_sense import Known, Sense, days_sense, in_near_year, open_sense

NEAR_FUTURE_DAYS, NEARER_FUTURE_DAYS = 120, 60
"""A day without a year (`Nov. 8`) is taken for one to come when it is at most so near, in a sentence about the past much
nearer (`announced the Oct. 9 debate`); else for one gone by."""
_GOVERNMENT = re.compile(
    r"\b(?:federal|government|Congress\w*|budget|agency|agencies|Department|[Aa]ppropriat\w+|ICE|DHS|Pentagon|Treasury|"
    r"deficit|GAO|CBO|Army|Navy|Air Force|Defense|Senate|House|customs|Customs|U\.S\.)(?!\w)"
)
_GOVERNMENT_REACH = 150
_NAMED_DAYS = {
    "day": (1, 1),
    "chr": (12, 25),
    "may": (5, 1),
    "fou": (7, 4),
    "the": (7, 4),
    "hal": (10, 31),
    "val": (2, 14),
}


def sense_of(match: Match, known: Known) -> Sense | None:
    """Give what an expression means, None when the calendar has no such day."""
    return _SENSES[match.form](match, known)


def _iso(match: Match, _: Known) -> Sense | None:
    one = match.groups
    return days_sense("day", day_of(int(one["year"]), int(one["month"] or one["m2"]), int(one["day"] or one["d2"])))


def _numeric(match: Match, known: Known) -> Sense | None:
    one = match.groups
    if one["one"] != one["two"]:
        return None
    return days_sense("day", *numeric_days(int(one["a"]), int(one["b"]), int(one["year"]), known.order))


def _day_range(match: Match, known: Known) -> Sense | None:
    one = match.groups
    month, year = month_number(one["month"] or one["m2"]), one["year"] or one["y2"]
    low, high = int(one["day"] or one["d2"]), int(one["to"] or one["t2"])
    if low >= high:
        return None
    first = _dated(month, low, int(year) if year else None, known)
    if first is None or not first.readings:
        return first
    ends = [(start, day_of(start.year, month, high)) for start, _ in first.readings if start]
    return days_sense("day", *[(start, end) for start, end in ends if end], relative=first.relative)


def _day(match: Match, known: Known) -> Sense | None:
    one = match.groups
    month, number = month_number(one["month"] or one["m2"]), int(one["day"] or one["d2"])
    year, which = one["year"] or one["y2"], one["which"] or one["which2"]
    if which:
        return in_near_year(which, known, lambda year: days_sense("day", day_of(year, month, number)))
    weekday = weekday_number(one["weekday"]) if one["weekday"] else None
    return _dated(month, number, int(year) if year else None, known, weekday=weekday)


def _dated(month: int, number: int, year: int | None, known: Known, *, weekday: int | None = None) -> Sense | None:
    """Read a day of a month: in its year, else in the year its weekday or its nearness asks for."""
    year = year or known.year
    if year is not None:
        return days_sense("day", day_of(year, month, number))
    if day_of(2000, month, number) is None:  # a leap year has every day there is
        return None
    base = known.base
    if base is None:
        return open_sense("day")
    around = [day_of(base.year + shift, month, number) for shift in range(-6, 7)]
    found = sorted((day for day in around if day), key=lambda day: abs((day - base).days))
    if weekday is not None:
        return days_sense("day", *[day for day in found if day.weekday() == weekday][:1], relative=True) or open_sense(
            "day"
        )
    past = next((day for day in found if day <= base), None)
    ahead = next((day for day in found if day > base), None)
    reach = {"ahead": 366, "past": NEARER_FUTURE_DAYS, None: NEAR_FUTURE_DAYS}[known.tense]
    nearest = ahead if ahead and past != base and (ahead - base).days <= reach else past
    if (month, number) == (9, 11):  # named for the attacks of 2001 more often than not
        return days_sense("day", nearest, date(2001, 9, 11), relative=True)
    return days_sense("day", nearest, relative=True)


def _quarter(match: Match, _: Known) -> Sense | None:
    one = match.groups
    number = int(re.sub(r"\D", "", one["q"])) if one["q"] else _ORDINALS[one["word"].lower()]
    year = int(one["year"])
    if not one["fiscal"]:
        return days_sense("quarter", months_from(year, 3 * number - 2, 3))
    if not _of_government(match):
        return open_sense("quarter")
    return days_sense("quarter", months_from(year - 1, 10, 3) if number == 1 else months_from(year, 3 * number - 5, 3))


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def _fiscal(match: Match, _: Known) -> Sense | None:
    one = match.groups
    year = int(one["year"] or one["y2"])
    year = year + 2000 if year < 100 else year
    return days_sense("year", months_from(year - 1, 10, 12)) if _of_government(match) else open_sense("year")


def _of_government(match: Match) -> bool:
    """Say whether a fiscal year is that of the United States government: companies have their own."""
    text = match.groups.string
    around = text[max(0, match.start - _GOVERNMENT_REACH) : match.end + _GOVERNMENT_REACH]
    return _GOVERNMENT.search(around) is not None


def _month_of_year(match: Match, _: Known) -> Sense | None:
    return days_sense("month", months_from(int(match.groups["year"]), month_number(match.groups["month"]), 1))


def _named_day(match: Match, known: Known) -> Sense | None:
    name, year = match.groups["name"].lower(), match.groups["year"]
    month, day = _NAMED_DAYS["day" if name.startswith("new") else name[:3]]
    if name.endswith("eve"):
        month, day = (12, 31) if name.startswith("new") else (12, 24)
    return _dated(month, day, int(year) if year else None, known)


def _years(match: Match, _: Known) -> Sense | None:
    first, to = int(match.groups["year"]), match.groups["to"]
    last = int(to) if len(to) == 4 else first + 1
    if not first < last <= first + 100 or (len(to) == 2 and int(to) != last % 100):
        return None
    return days_sense("year", months_from(first, 1, 12 * (last - first + 1)))


def _decade(match: Match, _: Known) -> Sense | None:
    year = int(match.groups["decade"] or f"19{match.groups['short']}")
    return days_sense("decade", months_from(year, 1, 120))


def _year(match: Match, _: Known) -> Sense | None:
    return days_sense("year", months_from(int(match.groups["year"]), 1, 12))


_SENSES: dict[str, Callable[[Match, Known], Sense | None]] = {
    "year-month-day": _iso,
    "numeric day": _numeric,
    "day range": _day_range,
    "day": _day,
    "quarter": _quarter,
    "fiscal year": _fiscal,
    "month of a year": _month_of_year,
    "named day": _named_day,
    "years": _years,
    "decade": _decade,
    "year": _year,
    **RELATIVE_SENSES,
}
