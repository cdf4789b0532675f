"""Only what is in English is read for statements, and nothing that was not to be read before."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.extractors import extract_text
from onrecord.extract.paragraphs import paragraphs
from onrecord.extract.passages import Passages, english
from onrecord.model.ids import DocumentId

ENGLISH = "The mayor said on Monday that the bridge would be closed to all traffic until the end of the year."
MORE = "She told the council that the work had cost more than it should, and that there was no other way."
FRENCH = "Le maire a déclaré lundi que le pont serait fermé à toute circulation jusqu'à la fin de l'année prochaine."
GERMAN = "Der Bürgermeister sagte am Montag, dass die Brücke bis zum Ende des Jahres für den Verkehr gesperrt bleibt."
RUSSIAN = "Мэр заявил в понедельник, что мост будет закрыт для движения до конца года, и другого пути нет."


def text_of(*passages: str) -> str:
    """Make a text of paragraphs."""
    return "\n\n".join(passages)


def whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))] if text else []


def kept(text: str, ranges: Sequence[tuple[int, int]]) -> list[str]:
    """List what is read of some ranges."""
    return [text[low:high] for low, high in english(text, ranges).ranges]


def test_english_is_read_as_it_is_given() -> None:
    """Ranges of an English text stay as they are."""
    text = text_of(ENGLISH, MORE, ENGLISH)
    ranges = [(0, len(ENGLISH)), (len(text) - len(ENGLISH), len(text))]
    assert english(text, ranges) == Passages(ranges)


@pytest.mark.parametrize(
    ("passage", "code"), [(FRENCH, "fr"), (GERMAN, "de"), (RUSSIAN, "ru")], ids=["French", "German", "Russian"]
)
def test_another_language_is_named(passage: str, code: str) -> None:
    """Of a text that is not in English nothing is read, and its language and paragraphs are told."""
    text = text_of(passage, passage, passage)
    assert english(text, whole(text)) == Passages((), code, 3)


def test_paragraphs_in_another_language_are_left_out() -> None:
    """What is English is read, neighbouring paragraphs in one range; the others are counted."""
    text = text_of(ENGLISH, MORE, FRENCH, FRENCH, ENGLISH)
    read = english(text, whole(text))
    assert kept(text, whole(text)) == [text_of(ENGLISH, MORE), ENGLISH]
    assert (read.language, read.others) == (None, 2)


def test_what_lies_between_ranges_stays_out() -> None:
    """Where a paragraph is left out, a menu between two ranges of English is not taken in."""
    text = text_of(ENGLISH, "Buy now! The best offers of the week", MORE, FRENCH)
    ranges = [(0, len(ENGLISH)), (text.index(MORE), len(text))]
    assert kept(text, ranges) == [ENGLISH, MORE]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "No.", "25 %", "😀", "Ana Lopez"])
def test_in_doubt_a_text_is_english(text: str) -> None:
    """What is too short to judge is read."""
    assert english(text, whole(text)) == Passages(whole(text))


def test_a_short_line_follows_its_neighbours() -> None:
    """Between foreign paragraphs a line too short to judge is foreign, between English ones it is English."""
    foreign, own = text_of(FRENCH, "OK !", FRENCH, ENGLISH), text_of(ENGLISH, "OK !", MORE, FRENCH)
    assert kept(foreign, whole(foreign)) == [ENGLISH]
    assert kept(own, whole(own)) == [text_of(ENGLISH, "OK !", MORE)]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from([ENGLISH, MORE, FRENCH, GERMAN, RUSSIAN, "No.", "He added:", "", "\x00", "שלום"]), max_size=8),
    st.lists(st.integers(0, 900), max_size=8, unique=True),
)  # fmt: skip
def test_any_ranges(passages: list[str], borders: list[int]) -> None:
    """What is read lies inside what was given, in order, and whole paragraphs of it; every paragraph is read or counted."""
    text = text_of(*passages)
    edges = sorted(min(border, len(text)) for border in borders)
    ranges = [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=False) if low < high]
    blocks = paragraphs(text, ranges)
    read = english(text, ranges)
    assert [before[1] <= after[0] for before, after in pairwise(read.ranges)] == [True] * (len(read.ranges) - 1)
    for low, high in read.ranges:
        assert [(first, last) for first, last in ranges if first <= low < high <= last] != []
    inside = [block for block in blocks if any(low <= block[0] and block[1] <= high for low, high in read.ranges)]
    assert len(inside) + read.others == len(blocks)
    assert (read.language is not None) == (bool(blocks) and not inside)


def test_problems_say_what_was_not_read() -> None:
    """One line names the language, or counts the paragraphs that are not English."""
    foreign = extract_text(DocumentId("d"), text_of(FRENCH, FRENCH))
    assert [one.code for one in foreign.problems] == ["other_language"]
    assert "(fr)" in foreign.problems[0].message
    mixed = extract_text(DocumentId("d"), text_of(ENGLISH, MORE, FRENCH))
    assert [one.message.split(";")[0] for one in mixed.problems] == ["1 paragraph is not in English"]
    assert extract_text(DocumentId("d"), text_of(ENGLISH, MORE)).problems == ()
