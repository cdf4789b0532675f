"""Spans hold the words that stand at their offsets, or do not exist."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import AnchorError, OnrecordError
from onrecord.model.evidence import Span, check_span, cut
from onrecord.model.ids import DocumentId

DOCUMENT = DocumentId("d" * 32)
AWKWARD = "a\u0301é\u200d😀👩\u200d💻\x00\u202eאב\u202c\r\n\t　ﬀİ"
TEXTS = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(codec="utf-8")), min_size=1)


@st.composite
def cuts(draw: st.DrawFn) -> tuple[str, int, int]:
    """Draw a text and two offsets with at least one character between them."""
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(cuts())
def test_any_cut_of_any_text_holds_its_words(place: tuple[str, int, int]) -> None:
    """Offsets are code points: emoji, combining marks, NUL and right-to-left text count one for each code point."""
    text, start, end = place
    span = cut(DOCUMENT, text, start, end)
    assert (span.start, span.end, span.text) == (start, end, "".join(list(text)[start:end]))
    check_span(text, span)


@given(cuts(), TEXTS)
def test_a_span_is_refused_when_other_words_stand_there(place: tuple[str, int, int], other: str) -> None:
    """Nothing is searched for: the same words one place further are other words."""
    text, start, end = place
    span = cut(DOCUMENT, text, start, end)
    moved = other + text
    if moved[start:end] == span.text:
        check_span(moved, span)
    else:
        with pytest.raises(AnchorError, match="text says"):
            check_span(moved, span)


def test_words_cut_off_by_the_end_of_the_text_are_refused() -> None:
    """A text that became shorter does not hold the span any more, even where it begins with the same words."""
    span = cut(DOCUMENT, "said and done", 9, 13)
    with pytest.raises(AnchorError, match="'don'"):
        check_span("said and don", span)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-2, 2), (0, 6), (5, 6), (6, 9)])
def test_a_cut_outside_the_text_is_refused(start: int, end: int) -> None:
    """Empty, reversed, negative and overlong cuts are errors, never something shorter."""
    with pytest.raises(AnchorError):
        cut(DOCUMENT, "words", start, end)


@pytest.mark.parametrize(("start", "end", "text"), [(0, 5, "word"), (0, 3, "word"), (-1, 3, "word"), (2, 2, "")])
def test_a_span_fits_its_words(start: int, end: int, text: str) -> None:
    """Offsets and number of characters agree, or the span cannot be made."""
    with pytest.raises(AnchorError, match="does not fit"):
        Span(document=DOCUMENT, start=start, end=end, text=text)


def test_an_anchor_error_is_ours_and_a_value_error() -> None:
    """Code that does not know onrecord can catch it as what it is."""
    assert issubclass(AnchorError, OnrecordError)
    assert issubclass(AnchorError, ValueError)


def test_a_span_cannot_be_changed() -> None:
    """Values are frozen: what was checked stays so."""
    span = cut(DOCUMENT, "said and done", 0, 4)
    with pytest.raises(FrozenInstanceError):
        span.start = 1  # type: ignore[misc]  # the error is the point
    with pytest.raises((AttributeError, TypeError)):
        span.note = "x"  # type: ignore[attr-defined]  # slots: no new attributes either
    assert span == Span(document=DOCUMENT, start=0, end=4, text="said")
