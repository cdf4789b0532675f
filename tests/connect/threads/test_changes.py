"""What is offered as a change of position, and what never is."""

import pytest

from connect.threads.build import PORT, RIVAL, labelled, said
from onrecord.connect.threads.changes import all_changes
from onrecord.connect.threads.said import Said
from onrecord.connect.threads.satire import satire_mark
from onrecord.connect.threads.threads import make_threads
from onrecord.model.ids import PartyId
from onrecord.model.meeting import Tension

DENIED, AFFIRMED = "We do not run the mail of the port.", "We run the mail of the port."
BEFORE, AFTER = "2020-01-10", "2021-06-01"


def changes(*statements: Said) -> list[Tension]:
    return all_changes(make_threads(statements).threads, {one.statement: one for one in statements})


def test_a_denial_and_a_later_affirmation_are_offered() -> None:
    earlier, later = said(DENIED, BEFORE), said(AFFIRMED, AFTER)
    (found,) = changes(later, earlier)
    assert (found.kind, found.left, found.right) == ("position_change", earlier.statement, later.statement)
    assert found.evidence == (*earlier.content, *later.content)
    assert "reversal" in found.because
    assert "changed between the two dates" in found.both_true_if
    assert found.method == "positions/1"


def test_a_promise_taken_back_is_offered() -> None:
    (found,) = changes(
        said("We will keep the mail of the port running.", BEFORE), said("We will not keep the mail running.", AFTER)
    )
    assert found.kind == "position_change"


def test_a_limit_added_is_a_partial_change_and_ranks_lower() -> None:
    (partial,) = changes(
        said("We have no contract with the port.", BEFORE), said("We have no direct contract with the port.", AFTER)
    )
    (whole,) = changes(said(DENIED, BEFORE), said(AFFIRMED, AFTER))
    assert "partial" in partial.because
    assert "direct" in partial.because
    assert partial.score < whole.score


def test_opposed_statements_of_one_day_are_a_polarity() -> None:
    (found,) = changes(said(DENIED, BEFORE), said(AFFIRMED, BEFORE))
    assert found.kind == "polarity"
    assert "one time" in found.because


def test_after_a_reversal_the_new_position_is_what_counts() -> None:
    again = said("We run the mail of the port, and its calendars.", "2022-01-01")
    assert len(changes(said(DENIED, BEFORE), said(AFFIRMED, AFTER), again)) == 1


def test_one_pair_in_two_threads_is_offered_once() -> None:
    both: dict[PartyId, object] = {PORT: "public_body", PartyId("second port"): "public_body"}
    found = changes(said(DENIED, BEFORE, about=both), said(AFFIRMED, AFTER, about=both))  # type: ignore[arg-type]
    assert len(found) == 1


NOT_OFFERED = {
    "opinion": ("We do not run the mail of the port.", "We think we run the mail of the port well."),
    "prediction": ("We do not run the mail of the port.", "The port will probably run the mail."),
    "question": ("We do not run the mail of the port.", "Do we run the mail of the port?"),
    "demand": ("We run the mail of the port.", "The port should not run the mail."),
    "not aware, then later knowledge": (
        "We are not aware of running the mail of the port.",
        "We run the mail of the port.",
    ),
    "silence, then a word": ("We do not comment on the port.", "We do not run the mail of the port."),
    "a word, then silence": ("We run the mail of the port.", "We do not comment on the mail of the port."),
    "no longer": ("We run the mail of the port.", "Since May we no longer run the mail of the port."),
    "begun since": ("We do not run the mail of the port.", "In March 2021 we started to run the mail of the port."),
    "the same again": ("We do not run the mail of the port.", "As we have said, we do not run the mail of the port."),
    "the same in other words": ("We do not run the mail of the port.", "None of the port's mail is run by us."),
}


@pytest.mark.parametrize("words", NOT_OFFERED.values(), ids=NOT_OFFERED.keys())
def test_never_offered_by_what_is_said(words: tuple[str, str]) -> None:
    assert changes(said(words[0], BEFORE), said(words[1], AFTER)) == []


def test_never_offered_of_different_speakers() -> None:
    assert changes(said(DENIED, BEFORE), said(AFFIRMED, AFTER, speaker=RIVAL)) == []


def test_never_offered_of_one_statement_and_its_echo_or_hearsay() -> None:
    """A repeat counts as the statement it repeats, whatever its words have become."""
    first = said(DENIED, BEFORE)
    assert changes(first, said(AFFIRMED, AFTER, same_as=first.statement)) == []


@pytest.mark.parametrize("doubtful", [{"confidence": 0.5}, {"settled": False}])
def test_never_offered_on_a_doubtful_speaker(doubtful: dict[str, object]) -> None:
    assert changes(said(DENIED, BEFORE), said(AFFIRMED, AFTER, **doubtful)) == []  # type: ignore[arg-type]


def test_never_offered_of_satire() -> None:
    mark = satire_mark(labelled("Satire\nWe run the mail of the port."))
    assert mark is not None
    assert changes(said(DENIED, BEFORE), said(AFFIRMED, AFTER, satire=mark)) == []


def test_never_offered_without_a_date() -> None:
    assert changes(said(DENIED, None), said(AFFIRMED, AFTER)) == []


def test_never_offered_across_counterparts() -> None:
    other: dict[PartyId, object] = {PartyId("second port"): "public_body"}
    assert changes(said(DENIED, BEFORE), said(AFFIRMED, AFTER, about=other)) == []  # type: ignore[arg-type]


def test_the_words_are_neutral() -> None:
    for one in changes(said(DENIED, BEFORE), said(AFFIRMED, AFTER)):
        assert not {"lie", "lied", "false", "contradiction", "contradicts"} & set(
            f"{one.because} {one.both_true_if}".split()
        )


def test_a_long_thread_costs_little() -> None:
    """Each statement is held against the last dozen that stand, not against all."""
    many = [
        said(f"We run the mail of the port, number {number}.", f"20{number % 20:02}-01-01", number=number)
        for number in range(400)
    ]
    assert changes(*many) == []
