"""Statements that give different figures: which are set side by side, and which are not."""

from dataclasses import replace

import pytest

from onrecord.connect.figures.tensions import NEIGHBOURS, Told, figure_tensions
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, PartyId, StatementId


def told(number: int, text: str, *, start: int = 0, said_on: str | None = "2018-06-01") -> Told:
    return Told(
        statement=StatementId(f"s{number}"),
        document=DocumentId(f"d{number}"),
        text=text,
        start=start,
        end=len(text),
        speaker=PartyId("halden"),
        said_on=said_on,
        matters=frozenset({"product:lens"}),
        family=f"d{number}",
        utterance=f"s{number}",
        confidence=0.9,
    )


LEFT = told(1, "The agency searches 200 phones a day.")
RIGHT = told(2, "The agency searches 20 phones a day.")


def test_two_figures_of_one_speaker_on_one_matter_are_set_side_by_side() -> None:
    (tension,) = figure_tensions([LEFT, RIGHT])
    assert (tension.kind, {tension.left, tension.right}) == ("figures", {"s1", "s2"})
    assert [span.text for span in tension.evidence if isinstance(span, Span)] == ["200", "20"]
    assert tension.both_true_if
    assert tension.probability is not None
    assert "differs from" in tension.because


def test_no_word_accuses() -> None:
    (tension,) = figure_tensions([LEFT, RIGHT])
    words = f"{tension.because} {tension.both_true_if}".lower()
    assert not any(word in words for word in ("lie", "false", "contradict", "wrong"))


def test_the_sentence_is_cut_out_of_its_document() -> None:
    far = "Much else was said. "
    (tension,) = figure_tensions([LEFT, told(2, far + RIGHT.text, start=len(far))])
    assert [(span.document, span.start) for span in tension.evidence if isinstance(span, Span)] == [
        ("d1", LEFT.text.index("200")),
        ("d2", len(far) + RIGHT.text.index("20")),
    ]


@pytest.mark.parametrize(
    "other",
    [
        replace(RIGHT, speaker=PartyId("norvale")),
        replace(RIGHT, speaker=None),
        replace(RIGHT, matters=frozenset({"product:other"})),
        replace(RIGHT, family="d1"),
        replace(RIGHT, utterance="s1"),
        replace(RIGHT, statement=LEFT.statement),
        replace(RIGHT, confidence=0.5),
        replace(RIGHT, satire=True),
        replace(RIGHT, said_on="2018-06-09"),
    ],
    ids=["speaker", "nobody", "matter", "copy", "echo", "same statement", "unsure", "satire", "another day"],
)
def test_not_held_against_each_other(other: Told) -> None:
    """Different speakers disagree; copies and echoes are one utterance; figures of two days are two figures."""
    assert list(figure_tensions([LEFT, other])) == []


@pytest.mark.parametrize(
    "text",
    [
        "Does the agency search 20 phones a day?",
        "We believe the agency searches 20 phones a day.",
        "The agency probably searches 20 phones a day.",
        "The agency should search 20 phones a day.",
        "The agency is expected to search 20 phones a day.",
        "The agency will search 20 phones a day.",
        "The agency could search 20 phones a day.",
        "The agency wants to search 20 phones a day.",
        "The agency searches about 210 phones a day.",
    ],
    ids=["question", "opinion", "hedge", "demand", "prediction", "plan", "possible", "wish", "rounding"],
)
def test_only_what_is_told_as_a_fact_is_compared(text: str) -> None:
    assert list(figure_tensions([LEFT, told(2, text)])) == []


def test_the_cost_does_not_grow_with_the_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each statement is held against a bounded number of others, however many there are."""
    from onrecord.connect.figures import tensions  # noqa: PLC0415  # patched here only

    counted = []
    inner = tensions.compare_read
    monkeypatch.setattr(tensions, "compare_read", lambda left, right: counted.append(1) or inner(left, right))
    many = [told(number, f"The agency searches {200 + number} phones a day.") for number in range(120)]
    list(figure_tensions(many))
    assert len(counted) <= len(many) * NEIGHBOURS
