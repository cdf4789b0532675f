"""What expressions mean that are reckoned from another day: `on Tuesday`, `last month`, `two years ago`, `in March`."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from onrecord.extract.time_calendar import Days, Unit, later, months_from, unit_around, week_days
from onrecord.extract.time_grammar import Match, month_number, number_of, weekday_number
from onrecord.extract.time_sense import Known, Sense, days_sense, in_near_year, open_sense

NEAR_FUTURE_MONTHS = 3
"""A month without a year that begins so soon may be the next or the last one of its name."""
_UNITS: dict[str, Unit] = {
    "minute": "day",
    "hour": "day",
    "day": "day",
    "week": "week",
    "weekend": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
}
Groups = Mapping[str, str | None]


def _near_day(match: Match, known: Known) -> Sense | None:
    if known.base is None or known.quoted:
        return open_sense("day")
    word = match.groups["word"].lower()
    shift = -1 if word == "yesterday" or (word.endswith("night") and word != "tonight") else int(word == "tomorrow")
    return days_sense("day", later(known.base, shift, "day"), relative=True)


def _weekday_of_week(match: Match, known: Known) -> Sense | None:
    if known.base is None or known.quoted:
        return open_sense("day")
    shift = {"this": 0, "last": -7, "next": 7}[match.groups["which"]]
    move = weekday_number(match.groups["weekday"]) - known.base.weekday() + shift
    return days_sense("day", later(known.base, move, "day"), relative=True)


def _weekday(match: Match, known: Known) -> Sense | None:
    base = known.base
    if base is None or known.quoted:
        return open_sense("day")
    number = weekday_number(match.groups["weekday"])
    which = " ".join((match.groups["which"] or "").lower().split())
    past, ahead = week_days(base, number)
    gone, coming = (
        later(base, -((base.weekday() - number - 1) % 7) - 1, "day"),
        later(base, (number - base.weekday() - 1) % 7 + 1, "day"),
    )
    if which == "":
        # the day after the text came out: its date may be a day off, and nobody writes "Friday" six days later
        tomorrow = ahead is not None and (ahead - base).days == 1
        either = past != base and (known.tense is None or (tomorrow and known.tense == "past"))
        found = [past, ahead] if either else [ahead if known.tense == "ahead" else past]
    elif which == "last":
        found = [gone, *_other(gone, base, -7)]
    elif which == "next":
        found = [coming, *_other(coming, base, 7)]
    elif which == "this":
        found = [ahead] if known.tense == "ahead" or number >= base.weekday() else [past, ahead]
    else:
        found = [gone if which.endswith("past") else coming]
    return days_sense("day", *found, relative=True)


def _other(day: date | None, base: date, shift: int) -> list[date | None]:
    """Give the day a week on, which `last Tuesday` may mean too when the nearest is in the same week as the text."""
    if day is None or day.isocalendar()[:2] != base.isocalendar()[:2]:
        return []
    return [later(day, shift, "day")]


def _span_of_units(match: Match, known: Known) -> Sense | None:
    """Read `the last two weeks`, `the past year`, `the next 30 days`."""
    groups: Groups = match.groups.groupdict()
    unit, which = _UNITS[str(groups["unit"])], str(groups["which"]).lower()
    if groups.get("vague") or known.base is None or (known.quoted and unit in ("day", "week")):
        return open_sense(unit)
    if (
        "count" not in groups
        and which == "next"
        and not _REACHES_ON.search(match.groups.string, max(0, match.start - 12), match.start)
    ):
        return open_sense(unit)
    count = number_of(groups.get("count") or "one")
    if groups["unit"] in ("minute", "hour"):
        count = -(-count // (24 if groups["unit"] == "hour" else 1440))
    end = later(known.base, count if which == "next" else -count, unit)
    if end is None:
        return open_sense(unit)
    return days_sense(unit, (known.base, end) if which == "next" else (end, known.base), relative=True)


_REACHES_ON = re.compile(r"\b(?:over|within|in)\s\Z", re.IGNORECASE)


def _near_unit(match: Match, known: Known) -> Sense | None:
    which = " ".join(match.groups["which"].lower().split())
    name = match.groups["unit"]
    unit = _UNITS[name]
    base = known.base
    if base is None or (known.quoted and unit == "week"):
        return open_sense("day" if name == "weekend" else unit)
    if name == "weekend":
        return _weekend(which, base, ahead=known.tense == "ahead")
    if which == "this past":
        start = later(base, -1, unit)
        return days_sense(unit, (start, base) if start else None, relative=True)
    moved = later(base, {"this": 0, "last": -1, "next": 1}[which], unit)
    return days_sense(unit, unit_around(moved, unit) if moved else None, relative=True)


def _weekend(which: str, base: date, *, ahead: bool) -> Sense | None:
    """Read a Saturday and Sunday; early in a week `this weekend` may be the last or the next."""
    now = base.weekday() >= 5
    shifts = {
        "last": [-1],
        "this past": [-1],
        "next": [1] if now else [0, 1],
        "this": [0] if now or ahead or base.weekday() >= 2 else [-1, 0],
    }[which]
    weeks = [moved and unit_around(moved, "week") for moved in (later(base, shift, "week") for shift in shifts)]
    return days_sense("day", *[(later(week[0], 5, "day") or week[0], week[1]) for week in weeks if week], relative=True)


def _anaphoric(_: Match, __: Known) -> Sense | None:
    return open_sense(None)


def _ago(match: Match, known: Known) -> Sense | None:
    one, base = match.groups, known.base
    unit = _UNITS.get(one["unit"])
    if unit is None or base is None or one["vague"] or (known.quoted and unit in ("day", "week")):
        return open_sense(unit)
    count = number_of(" ".join(one["count"].split()))
    if one["unit"] in ("minute", "hour"):
        start = later(base, (-count) // 24 if one["unit"] == "hour" else 0, "day")
        return days_sense("day", (start, base) if start else None, relative=True)
    point = later(base, -count, unit)
    if point is None:
        return open_sense(unit)
    bound = " ".join((one["bound"] or "").lower().split())
    if bound in _AT_LEAST:
        return Sense(unit, ((None, point),), relative=True)
    if bound and bound != "some":
        return _bounded(bound, count, unit, base)
    anchor = _ANCHORS.get(" ".join((one["anchor"] or "").split()))
    return days_sense(anchor or unit, _around(point, anchor or unit), relative=True)


_AT_LEAST = frozenset(("more than", "at least", "over", "just over", "well over"))
_AT_MOST = frozenset(("less than", "fewer than", "under", "just under", "up to", "as many as"))
_ANCHORS: dict[str, Unit] = {"today": "day", "this week": "week", "this month": "month"}


def _around(point: date, unit: Unit) -> Days | None:
    """Give the calendar unit that holds a day; for a decade the ten years around it."""
    return months_from(point.year - 5, 1, 120) if unit == "decade" else unit_around(point, unit)


def _bounded(bound: str, count: int, unit: Unit, base: date) -> Sense | None:
    """Read `nearly two years ago`: less than two and more than one; `about ten years ago`: nine to eleven."""
    point = later(base, -count, unit)
    if bound in _AT_MOST:
        return days_sense(unit, (point, base) if point else None, relative=True)
    low = later(base, -count - (bound not in ("nearly", "almost")), unit)
    high = later(base, 1 - count, unit)
    return days_sense(unit, (low, high) if low and high else None, relative=True)


def _long_ago(match: Match, _: Known) -> Sense | None:
    return open_sense(_UNITS[match.groups["unit"].lower().removesuffix("s")])


def _month(match: Match, known: Known) -> Sense | None:
    one, base = match.groups, known.base
    month = month_number(one["month"])
    if one["ofyear"]:
        return in_near_year(one["ofyear"], known, lambda year: days_sense("month", months_from(year, month, 1)))
    if known.year is not None:
        return days_sense("month", months_from(known.year, month, 1))
    if base is None:
        return open_sense("month")
    years = _month_years(" ".join((one["which"] or "").lower().split()), month, known, base)
    return days_sense("month", *[months_from(year, month, 1) for year in years], relative=True)


def _month_years(which: str, month: int, known: Known, base: date) -> list[int]:
    """Give the years that a month without one may be of."""
    year, now = base.year, base.month
    gone, coming = year - (month >= now), year + (month <= now)
    if which == "this":
        return [year]
    if which == "this past":
        return [gone]
    if which == "last":
        return [gone] if gone < year else [gone, gone - 1]
    if which == "next":
        return [coming] if coming > year else [coming, coming + 1]
    if month == now:
        return [year]
    if known.tense == "ahead":
        return [coming]
    soon = (month - now) % 12 <= NEAR_FUTURE_MONTHS
    return [gone, coming] if soon or known.attributive else [gone]


RELATIVE_SENSES: dict[str, Callable[[Match, Known], Sense | None]] = {
    "near day": _near_day,
    "hour of a near day": _near_day,
    "weekday of a week": _weekday_of_week,
    "weekday": _weekday,
    "some units back or on": _span_of_units,
    "the unit back or on": _span_of_units,
    "recent units": lambda match, _: open_sense(_UNITS[match.groups["unit"]]),
    "near unit": _near_unit,
    "relative to another day": _anaphoric,
    "some units ago": _ago,
    "long ago": _long_ago,
    "month": _month,
}
