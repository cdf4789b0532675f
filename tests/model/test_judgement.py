"""Which of people's decisions stand."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.judgement import Judgement, Verdict, standing


def _made(verdict: Verdict, left: str, minute: int = 0, user: str = "ann") -> Judgement:
    return Judgement(
        left=left, right="", verdict=verdict, user=user, made_at=f"2026-01-01T00:{minute:02}:00+00:00", reason=""
    )


@given(st.integers(0, 40))
def test_every_second_undoing_of_the_one_before_brings_the_first_back(count: int) -> None:
    """`wrong`, undone, that undone, ...: it stands where the number of undoings is even."""
    first = _made("wrong", "statement:d:k")
    chain = [first]
    for minute in range(1, count + 1):
        chain.append(_made("undone", f"judgement:{chain[-1].id}", minute))
    assert standing(chain) == ([] if count % 2 else [first])


def test_one_of_two_undoings_is_enough_and_neither_order_nor_clocks_matter() -> None:
    """Ann and Bo both take it back; Ann takes her undoing back, by a clock that is late: Bo's still holds."""
    first = _made("wrong", "statement:d:k", 9)
    by_ann, by_bo = (_made("undone", f"judgement:{first.id}", 5, user) for user in ("ann", "bo"))
    again = _made("undone", f"judgement:{by_ann.id}", 1)
    for order in permutations((first, by_ann, by_bo, again)):
        assert standing(order) == []
    for order in permutations((first, by_ann, again)):
        assert standing(order) == [first]


@pytest.mark.parametrize("later", ["right", "unsure"])
def test_what_is_brought_back_gives_way_to_what_its_maker_said_since(later: Verdict) -> None:
    first, now = _made("wrong", "statement:d:k"), _made(later, "statement:d:k", 2)
    undone = _made("undone", f"judgement:{first.id}", 1)
    again = _made("undone", f"judgement:{undone.id}", 3)
    assert standing([first, undone, now, again]) == [now]
