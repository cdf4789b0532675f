"""Days, weeks, months and decades as intervals: arithmetic of the calendar, nothing of language."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "year", "decade"]
Part = Literal["early", "mid", "late"]
Interval = tuple[date | None, date | None]
"""First and last day, both included; None where an end is open."""
Days = tuple[date, date]
"""First and last day, both included."""

_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def day_of(year: int, month: int, day: int) -> date | None:
    """Make a date, None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_from(year: int, month: int, count: int) -> Days | None:
    """Give some whole months from a month on, None outside the calendar (years 1 to 9999)."""
    end = year * 12 + month - 1 + count - 1
    last_year, last_month = end // 12, end % 12 + 1
    if not (1 <= year <= 9999 and 1 <= month <= 12 and last_year <= 9999):
        return None
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def unit_around(day: date, unit: Unit) -> Days | None:
    """Give the day, week (Monday to Sunday), month, quarter, year or decade that holds a day."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = later(day, -day.weekday(), "day")
        sunday = later(day, 6 - day.weekday(), "day")
        return (monday, sunday) if monday and sunday else None
    if unit == "month":
        return months_from(day.year, day.month, 1)
    if unit == "quarter":
        return months_from(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    return months_from(day.year, 1, 12) if unit == "year" else months_from(day.year // 10 * 10, 1, 120)


def later(day: date, count: int, unit: Unit) -> date | None:
    """Move a day by some units, back when negative; the 31st becomes the last day of a shorter month.

    Returns:
        None outside the calendar.
    """
    if unit in ("day", "week"):
        try:
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        except OverflowError:
            return None
    months = day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit]
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def part_of(days: Days, part: Part) -> Days:
    """Cut an interval to its first, middle or last half, rounded to more days; nobody says where "early" ends."""
    first, last = days
    length = (last - first).days + 1
    half = (length + 1) // 2
    start = {"early": 0, "mid": (length - half) // 2, "late": length - half}[part]
    return first + timedelta(days=start), first + timedelta(days=start + half - 1)


def part_of_months(days: Days, part: Part) -> Days:
    """Cut a year or a decade to its first, middle or last half, in whole months."""
    first, last = days
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.month - 1 + {"early": 0, "mid": months // 4, "late": months // 2}[part]
    found = months_from(first.year + start // 12, start % 12 + 1, months // 2)
    return found or days


def week_days(around: date, weekday: int) -> tuple[date | None, date | None]:
    """Give the nearest such weekday up to a day, and the nearest from it on; Monday is 0."""
    back = (around.weekday() - weekday) % 7
    return later(around, -back, "day"), later(around, (7 - back) % 7, "day")
