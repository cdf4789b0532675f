"""The words of a copy are found in the other text where they stand unchanged, and nowhere else."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.lineage.copies import Text, copy_of
from onrecord.connect.lineage.same_words import all_places, same_passage, same_words, stretches
from onrecord.model.evidence import Span, check_span, cut
from onrecord.model.lineage import Copy

from .texts import HARBOUR, SCHOOL, prepared

LEFT = prepared(1, *HARBOUR, day="2018-06-01")
RIGHT = prepared(2, SCHOOL[0], HARBOUR[3].replace("a new", "one new"), *HARBOUR[:3], *HARBOUR[4:], day="2018-06-02")


def copied(left: Text, right: Text) -> Copy:
    copy = copy_of(left, right)
    assert copy is not None
    return copy


def words(text: Text, some: str) -> Span:
    start = text.text.index(some)
    return cut(text.fingerprint.document, text.text, start, start + len(some))


@pytest.mark.parametrize(
    "some", ["for the pair and will move them by barge", "Both had stood idle", "barge", HARBOUR[0]]
)
def test_unchanged_words_are_found_from_either_side(some: str) -> None:
    copy = copied(LEFT, RIGHT)
    there = same_passage(copy, words(LEFT, some))
    assert there is not None
    check_span(RIGHT.text, there)
    assert some.rstrip(".") == there.text
    assert same_passage(copy, there) == words(LEFT, some.rstrip("."))


@pytest.mark.parametrize(
    "some",
    [
        "spend the money on a new quay wall",  # a word is another
        "for since the flood.\nFishing crews",  # neighbours in one text only
    ],
)
def test_changed_words_are_never_guessed(some: str) -> None:
    assert same_passage(copied(LEFT, RIGHT), words(LEFT, some)) is None


def test_words_outside_every_passage_have_no_place() -> None:
    copy = copied(LEFT, RIGHT)
    assert same_passage(copy, words(RIGHT, SCHOOL[0])) is None
    assert same_passage(copy, Span(document=LEFT.fingerprint.document, start=0, end=1, text=".")) is None
    assert same_passage(copy, words(prepared(9, *HARBOUR), HARBOUR[0])) is None


def test_words_are_followed_over_several_copies() -> None:
    texts = [prepared(number, SCHOOL[number], *HARBOUR) for number in range(1, 5)]
    chain = [stretches(copied(one, other)) for one, other in pairwise(texts)]
    found = all_places(chain, words(texts[0], "will move them by barge"))
    assert [words(one, "will move them by barge") for one in texts[1:]] == list(found)


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(1, 60))
def test_what_is_found_says_the_same_words(start: int, size: int) -> None:
    copy = copied(LEFT, RIGHT)
    span = cut(LEFT.fingerprint.document, LEFT.text, start, start + size)
    there = same_words(stretches(copy), span)
    if there is not None:
        check_span(RIGHT.text, there)
        assert there.text.split() == span.text.strip(" .,\n").split()
