"""Which lines an extractor kept, white space and invisible characters aside."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.anchors import covered_shares

LONG = [f"Sentence number {number} of the story is long enough to stand alone." for number in range(5)]


def test_white_space_and_invisible_characters_do_not_count() -> None:
    lines = ["A co\u00adoperative of  thirty fishermen\xa0met on the quay", "Menu"]
    assert covered_shares(lines, ["A cooperative of thirty fishermen met on the quay"]) == [1.0, 0.0]


def test_a_teaser_that_repeats_the_opening_is_not_the_article() -> None:
    lines = [LONG[0], "Menu", LONG[0], LONG[1], LONG[2]]
    assert covered_shares(lines, LONG[:3]) == [0.0, 0.0, 1.0, 1.0, 1.0]


def test_a_short_passage_counts_as_a_whole_line_in_its_place_only() -> None:
    lines = ["Yes.", LONG[0], "Yes. But no.", "Yes.", LONG[1], "Yes."]
    assert covered_shares(lines, [LONG[0], "Yes.", LONG[1]]) == [0.0, 1.0, 0.0, 1.0, 1.0, 0.0]


def test_a_passage_over_two_lines_covers_both_and_an_unknown_one_none() -> None:
    assert covered_shares([LONG[0], LONG[1], LONG[2]], [LONG[0] + " " + LONG[1], "Never written anywhere at all."]) == [
        *(1.0, 1.0, 0.0)
    ]


def test_part_of_a_line_is_a_share_of_it() -> None:
    (share,) = covered_shares(["x" * 60 + "y" * 20], ["x" * 60])
    assert share == 0.75


@given(st.lists(st.sampled_from([*LONG, "Yes.", "No.", ""]), max_size=8), st.data())
def test_lines_kept_in_order_are_covered_and_shares_stay_within_bounds(lines: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from([*LONG, "Yes.", "Maybe."]), max_size=8))
    shares = covered_shares(lines, kept)
    assert len(shares) == len(lines)
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert all(share == 0.0 for line, share in zip(lines, shares, strict=True) if line not in kept)
    distinct = list(dict.fromkeys(line for line in lines if line in LONG))
    assert sum(covered_shares(distinct, distinct)) == len(distinct)
