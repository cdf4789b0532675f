"""Numbers of a sentence: what they are worth, what they measure, and which are none."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.figures.quantities import quantities
from onrecord.connect.figures.quantity import Quantity


def only(text: str) -> Quantity:
    found = quantities(text, 0, len(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They signed 4,000 letters.", 4000),
        ("They signed four thousand letters.", 4000),
        ("They signed six hundred and four letters.", 604),
        ("They signed twenty-seven letters.", 27),
        ("They signed half a million letters.", 500_000),
        ("They signed two and a half million letters.", 2_500_000),
        ("They signed a dozen letters.", 12),
        ("They signed half a dozen letters.", 6),
        ("They signed two score letters.", 40),
        ("They signed 2.4 crore letters.", 24_000_000),
        ("They signed no letters.", 0),
        ("They signed a single letter.", 1),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, value: int) -> None:
    assert (only(text).value, only(text).noun) == (value, "let")


@pytest.mark.parametrize(
    ("words", "kind", "unit", "value"),
    [
        ("$19.4 million", "money", "USD", Decimal(19_400_000)),
        ("€2bn", "money", "EUR", Decimal(2_000_000_000)),
        ("40 pounds sterling", "money", "GBP", Decimal(40)),
        ("58.3 per cent", "percent", "%", Decimal("58.3")),
        ("three percentage points", "points", "points", Decimal(3)),
        ("2 kilometres", "measure", "m", Decimal(2000)),
        ("two hours and ten minutes", "measure", "s", Decimal(7800)),
        ("56 square miles", "measure", "m2", Decimal(145_037_368)),
        ("two thirds", "percent", "%", Decimal(200) / 3),
        ("six in ten", "percent", "%", Decimal(60)),
    ],
)
def test_units_are_turned_into_one(words: str, kind: str, unit: str, value: Decimal) -> None:
    found = only(f"It came in at {words}.")
    assert (found.kind, found.unit) == (kind, unit)
    assert found.value is not None
    assert abs(found.value - value) <= abs(value) / 1000


@pytest.mark.parametrize(
    ("words", "bound", "low", "high"),
    [
        ("more than 300 beds", "at_least", 300, None),
        ("no more than 300 beds", "at_most", None, 300),
        ("up to 300 beds", "at_most", None, 300),
        ("at least 320 beds", "at_least", 320, None),
        ("320 or more beds", "at_least", 320, None),
        ("nearly 2,000 beds", "nearly", 1700, 2000),
        ("just over 1,000 beds", "just_over", 1000, 1150),
        ("226,119 beds", "exactly", Decimal("226118.5"), Decimal("226119.5")),
        ("226,000 beds", "exactly", 225_500, 226_500),
        ("114 beds", "exactly", 114, 114),
        ("between 130,000 and 150,000 beds", "range", 125_000, 155_000),
        ("thousands of beds", "vague", 1000, 100_000),
    ],
)
def test_hedges_and_written_digits_make_an_interval(words: str, bound: str, low: object, high: object) -> None:
    found = only(f"It has {words}.")
    assert (found.bound, found.low, found.high) == (bound, low, high)


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("doubled", 2),
        ("rose threefold", 3),
        ("rose by 40 per cent", Decimal("1.4")),
        ("fell by a tenth", Decimal("0.9")),
        ("halved", Decimal("0.5")),
        ("was up 8 per cent", Decimal("1.08")),
    ],
)
def test_changes_are_factors(words: str, factor: object) -> None:
    found = only(f"The backlog {words}.")
    assert (found.kind, found.unit, found.value) == ("growth", "factor", factor)


def test_a_level_that_something_rose_to_is_no_change() -> None:
    assert only("The share rose to 22 per cent.").kind == "percent"


@pytest.mark.parametrize(
    "text",
    [
        "It was so in 2016.",
        "The letter of 18 June was long.",
        "They met on June 18.",
        "The third reading passed.",
        "He came in 2nd.",
        "The vote was 7 to 2 for it.",
        "They won 3-1 at home.",
        "See Section 230 of it.",
        "It ran on Windows 10.",
        "At 9:30 it began, and at 6pm it ended.",
        "COVID-19 came.",
        "That was five years ago.",
        "One of them left.",
        "She is a 42-year-old.",
        "No longer is it so, and no one knows.",
    ],
)
def test_dates_scores_names_and_ordinals_are_no_quantities(text: str) -> None:
    assert quantities(text, 0, len(text)) == []


def test_a_rate_and_a_length_of_time_go_with_the_sum() -> None:
    a_month = only("The county pays $5,000 a month.")
    assert (a_month.value, a_month.per) == (5000, "month")
    spread = only("It will cost $300,000 over five years.")
    assert (spread.value, spread.seconds) == (300_000, 5 * Decimal(31_557_600))


def test_over_that_belongs_to_the_verb_bounds_nothing() -> None:
    assert only("They handed over 412 people.").bound == "exactly"


def test_two_units_of_a_range_are_one_quantity_and_two_ends_are_two() -> None:
    text = "Sales rose from $40 million to $52 million."
    assert [one.role for one in quantities(text, 0, len(text))] == ["from", "to"]
    found = only("It costs $2 to 3 million.")
    assert (found.bound, found.unit) == ("range", "USD")


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.integers(1, 10**12), st.text(max_size=60))
def test_spans_lie_in_the_stretch_and_low_is_never_above_high(before: str, number: int, after: str) -> None:
    text = f"{before} {number:,} {after}"
    for one in quantities(text, 0, len(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert one.low is None or one.high is None or one.low <= one.high
