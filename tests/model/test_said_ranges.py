"""Which words of a passage are somebody's, and which are the reporter's between them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.said_ranges import said_ranges


@pytest.mark.parametrize(
    ("passage", "content", "said"),
    [
        ("We open in May", (), ["We open in May"]),
        ("“We open,” she told the paper, “in May", (), ["We open,", "in May"]),
        ("We open,” she told the paper, “in May", (), ["We open,", "in May"]),
        ('We open," she told the paper, "in May', (), ["We open,", "in May"]),
        ("it opens, she told the paper, in May", ((100, 109), (130, 136)), ["it opens,", "in May"]),
        ("In the end it opens in May", ((111, 126),), ["In the end it opens in May"]),
        ("We open,” she said. “We close", ((100, 107),), ["We open,", "We close"]),
    ],
)
def test_words_in_marks_and_words_of_the_statement_are_said(
    passage: str, content: tuple[tuple[int, int], ...], said: list[str]
) -> None:
    assert [passage[low:high] for low, high in said_ranges(passage, 100, content)] == said


@given(
    st.text(alphabet="ab “”\"«»'", max_size=40).filter(bool),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3),
)
def test_ranges_are_within_the_passage_in_order_and_apart(passage: str, content: list[tuple[int, int]]) -> None:
    found = said_ranges(passage, 10, content)
    assert found
    limits = [offset for one in found for offset in one]
    assert limits == sorted(limits)
    assert 0 <= limits[0] <= limits[-1] <= len(passage)
    assert all(before[1] < after[0] for before, after in pairwise(found))
