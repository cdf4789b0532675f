"""Expressions of time are found whole, and what only begins like one is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.times import time_end
from onrecord.extract.words import words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this month employees", "this month"),
        ("yesterday he", "yesterday"),
        ("Tuesday that", "Tuesday"),
        ("June 19 that", "June 19"),
        ("19 June 2018 Ana", "19 June 2018"),
        ("Tuesday, June 19, 2018, that", "Tuesday, June 19, 2018"),
        ("the same evening he", "the same evening"),
        ("three days later he", "three days later"),
        ("earlier on Tuesday he", "earlier on Tuesday"),
        ("last week's debate", ""),
        ("this month is over", ""),
        ("this mill", ""),
        ("19 tenants", ""),
        ("march on", ""),
        ("", ""),
    ],
)
def test_the_end_of_an_expression(text: str, expected: str) -> None:
    words = words_of(text, 0, len(text))
    last = time_end(words, 0, len(words))
    assert text[: words.ends[last - 1] if last else 0] == expected


@given(st.text(alphabet="TuesdayJn 19,thlw", max_size=40))
def test_it_never_reaches_past_the_words(text: str) -> None:
    """Whatever stands there, the end lies between the start and the last word."""
    words = words_of(text, 0, len(text))
    for first in range(len(words)):
        assert first <= time_end(words, first, len(words)) <= len(words)
