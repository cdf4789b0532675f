"""Intervals of the calendar: whole units, parts of them, and moves that never leave years 1 to 9999."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.time_calendar import (
    Part,
    Unit,
    day_of,
    later,
    months_from,
    part_of,
    part_of_months,
    unit_around,
    week_days,
)

UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year", "decade")
WEDNESDAY = date(2018, 6, 20)


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("day", date(2018, 6, 20), date(2018, 6, 20)),
        ("week", date(2018, 6, 18), date(2018, 6, 24)),
        ("month", date(2018, 6, 1), date(2018, 6, 30)),
        ("quarter", date(2018, 4, 1), date(2018, 6, 30)),
        ("year", date(2018, 1, 1), date(2018, 12, 31)),
        ("decade", date(2010, 1, 1), date(2019, 12, 31)),
    ],
)
def test_the_unit_that_holds_a_day(unit: Unit, first: date, last: date) -> None:
    """A week is Monday to Sunday."""
    assert unit_around(WEDNESDAY, unit) == (first, last)


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (-1, "day", date(2018, 6, 19)),
        (2, "week", date(2018, 7, 4)),
        (-6, "month", date(2017, 12, 20)),
        (1, "quarter", date(2018, 9, 20)),
        (-10, "year", date(2008, 6, 20)),
        (-2, "decade", date(1998, 6, 20)),
        (-2019, "year", None),
        (9999, "decade", None),
        (10**12, "day", None),
    ],
)
def test_moving_a_day(count: int, unit: Unit, expected: date | None) -> None:
    assert later(WEDNESDAY, count, unit) == expected


def test_the_31st_becomes_the_last_day_of_a_shorter_month() -> None:
    assert later(date(2020, 3, 31), -1, "month") == date(2020, 2, 29)


def test_no_such_day() -> None:
    assert (day_of(2019, 2, 29), day_of(0, 1, 1), months_from(2018, 13, 1), months_from(9999, 12, 2)) == (None,) * 4


@pytest.mark.parametrize(
    ("part", "month", "year"),
    [
        ("early", (date(2018, 6, 1), date(2018, 6, 15)), (date(2018, 1, 1), date(2018, 6, 30))),
        ("mid", (date(2018, 6, 8), date(2018, 6, 22)), (date(2018, 4, 1), date(2018, 9, 30))),
        ("late", (date(2018, 6, 16), date(2018, 6, 30)), (date(2018, 7, 1), date(2018, 12, 31))),
    ],
)
def test_parts_are_halves(part: Part, month: tuple[date, date], year: tuple[date, date]) -> None:
    assert part_of((date(2018, 6, 1), date(2018, 6, 30)), part) == month
    assert part_of_months((date(2018, 1, 1), date(2018, 12, 31)), part) == year


def test_the_weekdays_next_to_a_day() -> None:
    """A day is its own nearest weekday on both sides."""
    assert week_days(WEDNESDAY, 1) == (date(2018, 6, 19), date(2018, 6, 26))
    assert week_days(WEDNESDAY, 2) == (WEDNESDAY, WEDNESDAY)


@given(st.dates(), st.sampled_from(UNITS), st.integers(-(10**6), 10**6), st.sampled_from(("early", "mid", "late")))
def test_no_day_of_the_calendar_breaks_it(day: date, unit: Unit, count: int, part: Part) -> None:
    """Every unit holds its day, every part lies in its whole, a move has a way back or leaves the calendar."""
    whole = unit_around(day, unit)
    if whole is not None:
        assert whole[0] <= day <= whole[1]
        assert whole[0] <= part_of(whole, part)[0] <= part_of(whole, part)[1] <= whole[1]
    moved = later(day, count, unit)
    if moved is not None and unit in ("day", "week"):
        assert later(moved, -count, unit) == day
    assert all(one is None or abs((one - day).days) < 7 for one in week_days(day, count % 7))
