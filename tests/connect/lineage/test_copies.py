"""Copies are proven by passages; shared speeches, editor's notes and idioms are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.lineage import copies as module
from onrecord.connect.lineage.copies import METHOD, copy_of, text_of
from onrecord.connect.lineage.passages import Passage, Run, Side, align, in_order
from onrecord.connect.words import shingles
from onrecord.model.evidence import check_span
from onrecord.model.lineage import Copy

from .texts import HARBOUR, SCHOOL, STORM, document, prepared

SPEECH = (
    '"We have waited nine years for this wall and the sea has waited for none of us, not for one single night," she said.',
    '"Whoever votes against the money in March votes for sandbags, and I will carry none of them a tenth year," she said.',
    '"There are houses on the lower street whose doors have been painted four times since the flood came through," she said.',
)


def found(*texts: module.Text) -> Copy:
    copy = copy_of(*texts)
    assert copy is not None
    return copy


def test_a_whole_copy_under_another_headline() -> None:
    copy = found(
        prepared(1, *HARBOUR, day="2018-06-19"),
        prepared(2, "Cranes go, wall comes", *HARBOUR, "More from the coast in our letter.", day="2018-06-20"),
    )
    assert (copy.kind, copy.document, copy.of, copy.ordered) == ("whole", f"{2:032x}", f"{1:032x}", True)
    assert copy.containment == 1.0
    assert copy.method == METHOD
    words = sum(len(one.split()) for one in HARBOUR)
    assert copy.because == (
        f"one passage with {words} equal words stand in both texts; they make up 100% of the shorter text"
    )


def test_the_earlier_day_is_the_source_whatever_the_ids_say() -> None:
    late, early = prepared(1, *HARBOUR, day="2018-06-20T08:00:00Z"), prepared(2, *HARBOUR, day="2018-06-19")
    assert found(late, early).of == early.fingerprint.document
    assert found(late, early).ordered


@pytest.mark.parametrize("day", [None, "2018-06-19"])
def test_without_two_days_the_second_id_is_named_the_copy(day: str | None) -> None:
    copy = found(prepared(2, *HARBOUR, day=day), prepared(1, *HARBOUR, day=day))
    assert (copy.document, copy.ordered) == (f"{2:032x}", False)


def test_a_stretch_is_a_part() -> None:
    assert found(prepared(1, *HARBOUR), prepared(2, *HARBOUR[:3], *SCHOOL)).kind == "part"


def test_moved_sentences_are_scrambled() -> None:
    moved = [HARBOUR[place] for place in (4, 1, 5, 0, 3, 2)]
    copy = found(prepared(1, *HARBOUR), prepared(2, *moved))
    assert copy.kind == "scrambled"
    assert "in another order" in copy.because


def test_changed_words_do_not_hide_a_copy() -> None:
    """Every ninth word is another; the runs between are joined to passages again."""
    words = " ".join(HARBOUR).split()
    spun = " ".join("changed" if place % 9 == 8 else word for place, word in enumerate(words))
    copy = found(prepared(1, *HARBOUR), prepared(2, spun))
    assert copy.kind == "whole"
    assert copy.containment < 0.7


def test_two_reports_of_one_speech_are_no_copies() -> None:
    assert copy_of(prepared(1, *SPEECH, *HARBOUR), prepared(2, *SCHOOL, *SPEECH)) is None


def test_who_drops_the_marks_repeats_and_who_quotes_does_not() -> None:
    """The same words stand quoted in one text and bare in the other; dates say which of the two is the later."""
    bare = [line.replace('"', "").replace(" she said.", "") for line in SPEECH]
    quoting, release = (*HARBOUR[:2], *SPEECH), (*bare, *SCHOOL[:2])
    later_bare = copy_of(prepared(1, *quoting, day="2018-06-19"), prepared(2, *release, day="2018-06-20"))
    assert later_bare is not None
    assert later_bare.document == f"{2:032x}"
    assert copy_of(prepared(1, *release, day="2018-06-19"), prepared(2, *quoting, day="2018-06-20")) is None


def test_statements_without_marks_are_told_as_quoted() -> None:
    """Words known to be another's count as quoted, as in a text that sets quotations in lines of their own."""
    bare = "\n".join(line.replace('"', "").replace(" she said.", "") for line in SPEECH)
    one, other = (document(number, f"{bare}\n{line}") for number, line in ((1, HARBOUR[0]), (2, SCHOOL[0])))
    assert copy_of(text_of(one), text_of(other)) is not None
    assert copy_of(text_of(one, [(0, len(bare))]), text_of(other, [(0, len(bare))])) is None


def test_an_editors_note_makes_no_copy() -> None:
    note = "Note to readers: our reporters pay for their own meals, take no gifts and never hold shares of any firm that they write about here."
    assert copy_of(prepared(1, *HARBOUR[:3], note), prepared(2, *SCHOOL[:3], note)) is None


def test_menus_are_not_compared() -> None:
    menu = "\n".join(HARBOUR)
    one, other = (
        document(number, f"{line}\n{menu}", labels=("body", *["furniture"] * 6))
        for number, line in ((1, SCHOOL[0]), (2, STORM[0]))
    )
    assert copy_of(text_of(one), text_of(other)) is None


def test_texts_of_no_words_are_no_copies() -> None:
    assert copy_of(prepared(1), prepared(2)) is None
    assert copy_of(prepared(1, "One two."), prepared(2, "One two.")) is None


sentences = st.lists(st.sampled_from((*HARBOUR, *SCHOOL, *SPEECH)), max_size=9)


@settings(deadline=None)
@given(sentences, sentences, st.sampled_from((None, "2018-06-19", "2018-06-20")))
def test_either_side_first_gives_the_same_and_passages_hold(left: list[str], right: list[str], day: str | None) -> None:
    one, other = prepared(1, *left, day="2018-06-19"), prepared(2, *right, day=day)
    copy = copy_of(one, other)
    assert copy == copy_of(other, one)
    if copy is None:
        return
    texts = {text.fingerprint.document: text.text for text in (one, other)}
    ends = [0]
    for here, there in copy.passages:
        check_span(texts[copy.document], here)
        check_span(texts[copy.of], there)
        assert here.start >= ends[-1]
        ends.append(here.end)


def aligned(one: str, other: str) -> list[Passage]:
    sides = [Side(text.split(), shingles(text.split())) for text in (one, other)]
    return align(*sides)


def test_a_passage_goes_over_words_put_for_others() -> None:
    one = "a b c d e X X X X X X X X X X X X f g h i"
    other = "a b c d e Y Y Y Y Y Y Y Y Y Y Y f g h i"
    assert [Passage((Run(0, 0, 5), Run(17, 16, 4)))] == aligned(one, other)


def test_of_words_that_stand_twice_those_that_go_on_are_taken() -> None:
    one = "p q r s t u m n o p0 a b c d e"
    other = "a b c d z z z z z z z z z z z z z z z p q r s t u m n k a b c d y"
    (first, second), *_ = [one.runs for one in aligned(one, other)]
    assert (first.here, first.there, second.here, second.there) == (0, 19, 10, 28)


def test_a_text_that_repeats_itself_is_aligned_in_time() -> None:
    """Ten thousand times the same word: each run is looked at in a few places only."""
    (passage,) = aligned("the " * 10_000, "the " * 10_000)
    assert passage.equal == 10_000


@pytest.mark.parametrize(
    ("places", "share"), [([0, 10, 20], 1.0), ([20, 10, 0], 1 / 3), ([10, 20, 0], 2 / 3), ([], 1.0)]
)
def test_order_is_the_heaviest_rising_row(places: list[int], share: float) -> None:
    passages = [Passage((Run(10 * here, there, 5),)) for here, there in enumerate(places)]
    assert in_order(passages) == pytest.approx(share)
