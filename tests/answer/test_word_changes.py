"""Two wordings held against each other word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.answer.word_changes import LONGEST, Wording, Words, changes

Marked = list[tuple[str, str]]


def marked(left: str, right: str) -> tuple[Marked, Marked]:
    found = changes(Wording(((left, False),)), Wording(((right, False),)))
    left_side, right_side = (
        [(one.text.strip(), str(one.change)) for one in side if one.change != "same"] for side in found
    )
    return left_side, right_side


@pytest.mark.parametrize(
    ("left", "right", "here", "there"),
    [
        ("We will sell the ferry", "We will not sell the ferry", [], [("not", "only")]),
        ("four of ten ships", "five of ten ships", [("four", "changed")], [("five", "changed")]),
        ("We open in May, if it rains", "We open in May", [("if it rains", "only")], []),
        ("We OPEN in ‘May’", "we open in 'May'!", [], []),
        ("$5 million", "$6 million", [("5", "changed")], [("6", "changed")]),
    ],
)
def test_words_that_differ_are_marked_and_marks_and_capitals_are_not(
    left: str, right: str, here: Marked, there: Marked
) -> None:
    found = marked(left, right)
    assert found == (here, there)


def test_the_reporters_words_are_not_compared() -> None:
    ours = Wording((("We open", False), (",” she told the paper, “", True), ("in May", False)))
    left, right = changes(ours, Wording((("We open in May", False),)))
    assert [one.change for one in left] == ["same", "aside", "same"]
    assert right == (Words("We open in May", "same"),)


def test_what_is_very_long_is_shown_whole_and_not_compared() -> None:
    words = " ".join(f"w{number}" for number in range(LONGEST + 1))
    assert changes(Wording(((words, False),)), Wording((("other", False),))) == (
        (Words(words, "same"),),
        (Words("other", "same"),),
    )


SOME = st.text(alphabet="ab cA'’.\n$", max_size=30)


@given(st.lists(st.tuples(SOME, st.booleans()), max_size=4), st.lists(st.tuples(SOME, st.booleans()), max_size=4))
def test_no_word_is_lost_on_either_side(left: list[tuple[str, bool]], right: list[tuple[str, bool]]) -> None:
    sides = changes(Wording(tuple(left)), Wording(tuple(right)))
    for given_, found in zip((left, right), sides, strict=True):
        assert "".join(one.text for one in found).split() == "".join(text for text, _ in given_).split()


@given(SOME)
def test_a_wording_differs_in_nothing_from_itself(text: str) -> None:
    one = Wording(((text, False),))
    assert {words.change for side in changes(one, one) for words in side} <= {"same"}
