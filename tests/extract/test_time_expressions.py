"""Expressions of time are reckoned from the day a text came out or its section; what is open stays open."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.time_calendar import Interval
from onrecord.extract.time_context import DateOrder
from onrecord.extract.time_expressions import TimeExpression, time_expressions

WEDNESDAY = date(2018, 6, 20)


def read(text: str, published: date | None = WEDNESDAY, order: DateOrder | None = None) -> list[TimeExpression]:
    return time_expressions(text, [(0, len(text))], published, order)


def one(text: str, published: date | None = WEDNESDAY) -> TimeExpression:
    found = read(text, published)
    assert len(found) == 1, [text[some.start : some.end] for some in found]
    return found[0]


def day(text: str) -> tuple[Interval, ...]:
    """Write `2018-06-19` as the readings of one day, `a..b` as an interval, `a | b` as two readings."""
    readings = []
    for piece in text.split(" | ") if text else ():
        first, _, last = piece.partition("..")
        ends = [date.fromisoformat(end) if end else None for end in (first, last if ".." in piece else first)]
        readings.append((ends[0], ends[1]))
    return tuple(readings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said on Tuesday it failed.", "2018-06-19"),
        ("He spoke on Wednesday.", "2018-06-20"),
        ("It will vote on Tuesday.", "2018-06-26"),
        ("On Tuesday the board met.", "2018-06-19"),
        ("Tuesday's meeting", "2018-06-19 | 2018-06-26"),
        ("ahead of Tuesday's vote", "2018-06-26"),
        ("The two meet Tuesday in Rome.", "2018-06-19 | 2018-06-26"),
        ("He spoke on Thursday.", "2018-06-14 | 2018-06-21"),
        ("last Tuesday", "2018-06-19 | 2018-06-12"),
        ("last Friday", "2018-06-15"),
        ("next Friday", "2018-06-22 | 2018-06-29"),
        ("next Monday", "2018-06-25"),
        ("this Friday", "2018-06-22"),
        ("this past Friday", "2018-06-15"),
        ("this coming Wednesday", "2018-06-27"),
        ("Tuesday of last week", "2018-06-12"),
        ("yesterday", "2018-06-19"),
        ("last night", "2018-06-19"),
        ("this morning", "2018-06-20"),
        ("tomorrow", "2018-06-21"),
        ("tonight", "2018-06-20"),
    ],
)
def test_days(text: str, expected: str) -> None:
    """A weekday is the nearest one past, the day itself included, unless the sentence looks ahead.

    The weekday of the morrow is left open: a text may carry the date of the day before.
    """
    found = one(text)
    assert (found.readings, found.granularity, found.base, found.base_day) == (
        day(expected),
        "day",
        "published",
        WEDNESDAY,
    )


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("last week", "week", "2018-06-11..2018-06-17"),
        ("this weekend", "day", "2018-06-23..2018-06-24"),
        ("last weekend", "day", "2018-06-16..2018-06-17"),
        ("next weekend", "day", "2018-06-23..2018-06-24 | 2018-06-30..2018-07-01"),
        ("this month", "month", "2018-06-01..2018-06-30"),
        ("next quarter", "quarter", "2018-07-01..2018-09-30"),
        ("last year", "year", "2017-01-01..2017-12-31"),
        ("this decade", "decade", "2010-01-01..2019-12-31"),
        ("earlier this year", "year", "2018-01-01..2018-06-20"),
        ("later this month", "month", "2018-06-20..2018-06-30"),
        ("late last month", "month", "2018-05-16..2018-05-31"),
        ("early next year", "year", "2019-01-01..2019-06-30"),
        ("this past month", "month", "2018-05-20..2018-06-20"),
        ("in the last couple of days", "day", "2018-06-18..2018-06-20"),
        ("over the past year", "year", "2017-06-20..2018-06-20"),
        ("the past 36 hours", "day", "2018-06-18..2018-06-20"),
        ("within the next two weeks", "week", "2018-06-20..2018-07-04"),
        ("this April", "month", "2018-04-01..2018-04-30"),
        ("last April", "month", "2018-04-01..2018-04-30 | 2017-04-01..2017-04-30"),
        ("last November", "month", "2017-11-01..2017-11-30"),
        ("in March", "month", "2018-03-01..2018-03-31"),
        ("in August", "month", "2017-08-01..2017-08-31 | 2018-08-01..2018-08-31"),
        ("He will resign in August.", "month", "2018-08-01..2018-08-31"),
        ("the November election", "month", "2017-11-01..2017-11-30 | 2018-11-01..2018-11-30"),
        ("in June of last year", "month", "2017-06-01..2017-06-30"),
        ("ten years ago", "year", "2008-01-01..2008-12-31"),
        ("two weeks ago", "week", "2018-06-04..2018-06-10"),
        ("a couple of days ago", "day", "2018-06-18"),
        ("ten years ago today", "day", "2008-06-20"),
        ("two decades ago", "decade", "1993-01-01..2002-12-31"),
        ("five hours ago", "day", "2018-06-19..2018-06-20"),
        ("over 10 years ago", "year", "..2008-06-20"),
        ("Over 10 years ago today", "year", "..2008-06-20"),
        ("less than a year ago", "year", "2017-06-20..2018-06-20"),
        ("nearly two years ago", "year", "2016-06-20..2017-06-20"),
        ("about ten years ago", "year", "2007-06-20..2009-06-20"),
        ("June 19", "day", "2018-06-19"),
        ("Nov. 8", "day", "2017-11-08"),
        ("Sept. 19", "day", "2018-09-19"),
        ("Saturday, Nov. 8", "day", "2014-11-08"),
        ("March 11-13", "day", "2018-03-11..2018-03-13"),
        ("since Monday", "day", "2018-06-18.."),
        ("between March and May", "month", "2018-03-01..2018-05-31"),
        ("on Sept. 11", "day", "2018-09-11 | 2001-09-11"),
    ],
)
def test_near_times(text: str, unit: str, expected: str) -> None:
    """Weeks run from Monday; a bound is open on its side; this and that year stay two readings where both may be meant."""
    found = one(text)
    assert (found.readings, found.granularity, found.base) == (day(expected), unit, "published")


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("19 June 2018", "day", "2018-06-19"),
        ("06/19/2018", "day", "2018-06-19"),
        ("03/04/2018", "day", "2018-04-03 | 2018-03-04"),
        ("May Day 2006", "day", "2006-05-01"),
        ("since June 2018", "month", "2018-06-01.."),
        ("from 1993 to 2001", "year", "1993-01-01..2001-12-31"),
        ("between March and May 2016", "month", "2016-03-01..2016-05-31"),
        ("mid-2015", "year", "2015-04-01..2015-09-30"),
        ("the early 1990s", "decade", "1990-01-01..1994-12-31"),
        ("the third quarter of 2018", "quarter", "2018-07-01..2018-09-30"),
        ("the federal budget for fiscal 2019", "year", "2018-10-01..2019-09-30"),
        ("the Pentagon in Q1 FY2019", "quarter", "2018-10-01..2018-12-31"),
        ("a loss in fiscal 2019", "year", ""),
        ("(1993-2001)", "year", "1993-01-01..2001-12-31"),
    ],
)
def test_times_that_need_no_other_day(text: str, unit: str, expected: str) -> None:
    """They have no base, and read the same without a day of publication; a company's fiscal year is not known."""
    assert one(text) == one(text, None)
    assert (one(text).readings, one(text).granularity, one(text).base) == (day(expected), unit, "none")


@pytest.mark.parametrize("text", ["on Tuesday", "last year", "ten years ago", "in March", "June 19", "the past year"])
def test_without_a_base_there_is_no_interval(text: str) -> None:
    assert (one(text, None).readings, one(text, None).base, one(text, None).base_day) == ((), "none", None)


@pytest.mark.parametrize(
    "text", ["a decade later", "the next day", "the following week", "a few years ago", "recent weeks"]
)
def test_words_that_need_another_day_have_no_interval(text: str) -> None:
    assert (one(text).readings, one(text).base) == ((), "none")


@pytest.mark.parametrize(
    "text", ["“We go tomorrow,” he said.", '"We met on Monday," he said.', "''Last week was bad.''"]
)
def test_days_and_weeks_in_quotation_marks_have_none(text: str) -> None:
    """They are reckoned from the day of the saying, which is not known here; a year holds for both."""
    assert one(text).readings == ()
    assert one('"We won last year," he said.').readings == day("2017-01-01..2017-12-31")


@pytest.mark.parametrize(
    "text",
    [
        "the same day",
        "2019 employees",
        "march on",
        "you may go",
        "an august body",
        "the second time",
        "The Sunday Times",
        "Theresa May and April Reed",
        "in March on Washington",
        "for two years",
        "the 34-year-old",
        "at 10:30",
        "a score of 6-4",
        "Every Tuesday",
        "Saturday nights",
        "the last week of the race",
        "the Today show",
        "read “1984” and 'The Year 3000'",
        "31 February 2018",
        "June 31",
        "2018-13-01",
        "3 out of 2018 people",
        "1/2-3.2018",
        "from 2018 people",
        "March 15 miles",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert [text[some.start : some.end] for some in read(text)] == []


def test_other_dates_of_the_text_settle_the_order_of_day_and_month() -> None:
    """All of the text counts, also outside what is read; dates of both orders settle nothing."""
    text = "25/03/2018 or 03/04/2018"
    assert [some.day for some in time_expressions(text, [(14, len(text))], None)] == [date(2018, 4, 3)]
    assert [some.day for some in read("03/25/2018 or 03/04/2018")] == [date(2018, 3, 25), date(2018, 3, 4)]
    assert [some.day for some in read("25/03/2018, 03/25/2018, 03/04/2018")][-1] is None


def test_the_declared_order_settles_it_too() -> None:
    assert [some.day for some in read("03/04/2018", order="day first")] == [date(2018, 4, 3)]
    assert [some.day for some in read("03/25/2018", order="day first")] == [date(2018, 3, 25)]


def test_the_date_at_the_head_of_a_section_is_the_base_of_what_follows() -> None:
    """`19/06/2018: ...` at the beginning of a line; a head that can be read two ways takes the base away."""
    text = "He left yesterday.\n13/06/2017: Old story\nHe came yesterday.\n"
    found = [(some.day, some.base) for some in read(text)]
    assert found == [
        (date(2018, 6, 19), "published"),
        (date(2017, 6, 13), "none"),
        (date(2017, 6, 12), "section"),
    ]
    assert read("03/04/2017: Old\nHe came yesterday.")[-1].readings == ()


def test_a_weekday_is_the_same_day_all_over_a_text() -> None:
    """`Tuesday's debate` alone may be past or to come; another Tuesday of the text settles it."""
    found = read("He won Tuesday's debate.\nThe two met on Tuesday in Rome.")
    assert [(some.day, some.rule) for some in found] == [
        (date(2018, 6, 19), "weekday as elsewhere"),
        (date(2018, 6, 19), "weekday"),
    ]


def test_months_share_the_year_of_the_last() -> None:
    found = read("in May and June 2015")
    assert [some.readings for some in found] == [day("2015-05-01..2015-05-31"), day("2015-06-01..2015-06-30")]


def test_stretches_are_read_apart() -> None:
    """No expression reaches over the border of two stretches."""
    text = "June 19, 2018"
    found = time_expressions(text, [(0, 7), (7, 13)], WEDNESDAY)
    assert [text[some.start : some.end] for some in found] == ["June 19"]


WORDS = (
    *(
        "June",
        "March",
        "May",
        "Tuesday",
        "Sun",
        "last",
        "this",
        "next",
        "the",
        "past",
        "since",
        "between",
        "from",
        "and",
    ),
    *(
        "to",
        "of",
        "in",
        "year",
        "week",
        "ago",
        "later",
        "early",
        "two",
        "over",
        "2018",
        "19",
        "03/04/2018",
        "2018-06-19",
    ),
    *(
        "13/06/2017:",
        "1990s",
        "FY19",
        "Q3",
        "“",
        "”",
        '"',
        "''",
        "\n",
        ".",
        ",",
        "-",
        "–",
        "will",
        "said",
        "'s",
        "\0",
        "9999",
    ),
)
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=30).map(" ".join)


@settings(deadline=None)
@given(texts, st.none() | st.dates(), st.integers(0, 60))
def test_whatever_the_text(text: str, published: date | None, cut: int) -> None:
    """Expressions stand in order, do not overlap, stay in their stretch, and their intervals run forwards."""
    low = min(cut, len(text))
    found = time_expressions(text, [(0, low), (low, len(text))], published)
    ends = [place for some in found for place in (some.start, some.end)]
    assert ends == sorted(ends)
    assert all(some.start < some.end and not some.start < low < some.end for some in found)
    assert all(not (first and last) or first <= last for some in found for first, last in some.readings)
    assert all((some.base == "none") == (some.base_day is None) for some in found)
    assert all(len(some.readings) <= 2 for some in found)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar(published: date) -> None:
    text = "Last year, on Tuesday, June 19, in March, ten decades ago, next week, this weekend, a year ago, tomorrow."
    assert all(
        first is None or last is None or first <= last
        for some in read(text, published)
        for first, last in some.readings
    )


@pytest.mark.parametrize("text", ["1/2/" * 1_250_000, "2018/06/" * 600_000, "9" * 5_000_000])
def test_five_megabytes_of_digits_and_slashes(text: str) -> None:
    """Digits without meaning are passed in seconds."""
    begun = time.process_time()
    assert read(text) == []
    assert time.process_time() - begun < 20
