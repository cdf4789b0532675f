"""The forms of expressions of time: bounded patterns, and a first look at each word that loses none of them."""

import re
import time

import pytest

from onrecord.extract import time_grammar
from onrecord.extract.time_grammar import FORMS, matches, month_number, number_of, weekday_number

EXAMPLES = {
    "year-month-day": ("2018-06-19", "2018/6/19"),
    "numeric day": ("19/06/2018", "6.2.2018", "06-19-2018"),
    "day range": ("June 3-8", "June 3–8, 2018", "3-8 June 2018", "June 3 to 8"),
    "day": ("19 June 2018", "Tuesday, June 19", "Sept. 19", "JUNE 19, 2018", "June 19 last year", "Wed, June 20, 2018"),
    "quarter": ("the fourth quarter of 2018", "Q4 2018", "4Q 2018", "second quarter of fiscal 2019"),
    "fiscal year": ("fiscal year 2019", "Fiscal 2019", "FY2019", "FY19"),
    "month of a year": ("June 2018", "Jan. 2018", "March of 2018"),
    "named day": ("May Day 2006", "New Year’s Eve", "the Fourth of July", "Christmas Day, 2018"),
    "years": ("1993-2001", "2015–16"),
    "decade": ("1990s", "’90s", "1990's"),
    "year": ("2018",),
    "near day": ("yesterday", "Today", "tomorrow morning", "later today"),
    "hour of a near day": ("this morning", "last night", "late last night"),
    "weekday of a week": ("Tuesday of last week", "Friday next week"),
    "weekday": ("Tuesday", "last Tuesday night", "This past Friday", "coming Monday"),
    "some units back or on": ("the last two weeks", "past 24 hours", "the next few days", "the last couple of days"),
    "the unit back or on": ("the past year", "The next day"),
    "recent units": ("recent weeks", "Recent years"),
    "near unit": ("last month", "This week", "next year", "this past weekend"),
    "relative to another day": ("a decade later", "two days earlier", "Years later", "the following week"),
    "some units ago": ("ten years ago", "Over 10 years ago today", "Seventy-four years ago", "a couple of days ago"),
    "long ago": ("years ago", "Decades ago"),
    "month": ("March", "this April", "Last June", "June of last year"),
}  # fmt: skip


def test_each_form_has_examples() -> None:
    assert list(EXAMPLES) == [form.name for form in FORMS]


@pytest.mark.parametrize(("form", "words"), [(form, words) for form, some in EXAMPLES.items() for words in some])
def test_an_example_is_found_whole(form: str, words: str) -> None:
    """The first look at a word lets every example pass, and no earlier form takes a part of it."""
    text = f"so {words} so"
    assert [(one.form, one.groups[0]) for one in matches(text, 0, len(text))] == [(form, words)]


@pytest.mark.parametrize(
    "text",
    [
        "2018abc",
        "x2018",
        "555-2018",
        "1/2/3/2018",
        "$2018",
        "2018.5",
        "3.12.2018.1",
        "25%",
        "1/2",
        "24/7",
        "9/11",
        "4/20",
        "Marching",
        "Mondays",
        "Mayor",
        "Sun",
        "1,984",
        "last words",
    ],
)
def test_words_without_a_form(text: str) -> None:
    assert [one.groups[0] for one in matches(text, 0, len(text))] == []


def test_an_expression_does_not_leave_its_stretch() -> None:
    """`June 19, 2018` cut before its year is a day without a year."""
    assert [one.groups[0] for one in matches("on June 19, 2018", 0, 10)] == ["June 19"]


def test_no_form_reaches_over_an_empty_line() -> None:
    assert [one.groups[0] for one in matches("June\n\n2018", 0, 10)] == ["June", "2018"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("7", 7), ("one", 1), ("Twelve", 12), ("twenty", 20), ("Seventy-four", 74), ("a", 1), ("a couple of", 2)],
)
def test_counts(words: str, number: int) -> None:
    assert number_of(words) == number


def test_numbers_of_names() -> None:
    assert [month_number(name) for name in ("Jan.", "MAY", "Sept.", "december")] == [1, 5, 9, 12]
    assert [weekday_number(name) for name in ("Mon,", "Thurs.", "Sunday")] == [0, 3, 6]


def test_no_pattern_repeats_without_a_bound() -> None:
    """Time stays linear in the text because nothing in a pattern can go on for ever."""
    assert [form.name for form in FORMS if re.search(r"(?<!\\)[*+]", form.pattern.pattern)] == []
    assert re.search(r"(?<!\\)[*+]", time_grammar._SCAN.pattern) is None


@pytest.mark.parametrize("piece", ["1/2/", "12/06/", "9", "2018-", "a ", "June 1", "last ", "over "])
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    """Eight times the text takes not much more than eight times as long."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        assert sum(1 for _ in matches(text, 0, len(text))) >= 0
        return time.process_time() - begun

    short = max(min(seconds(40_000) for _ in range(3)), 0.002)
    assert seconds(320_000) < 8 * short * 4
