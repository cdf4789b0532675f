"""Words and word pieces of any text: their places, their cases, and the quotation marks they stand in."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.paragraphs import paragraphs
from onrecord.extract.tagger.pieces import (
    CASES,
    CHUNK,
    LONGEST_WORD,
    QUOTE_STATES,
    Pieces,
    pieces_of,
    tokenizer,
    vocabulary_text,
)
from onrecord.model.quotations import quotations

ODD = st.sampled_from(
    [
        *("👩‍👩‍👧", "😀", "e\u0301", "\u0301", "Z\u0351\u036b\u0343", "İ", "İSTANBUL", "ß", "ﬁ", "\u00ad", "ａ"),
        *("שלום", "مرحبا", "\u202e", "\u200b", "\u200d", "\ufeff", "漢字", "한국어", "ไทย", "देवनागरी"),
        *("\x00", "\x01", "\x0b", "\x1c", "\x7f", "\x85", "\ufffd", "\ufffe", "\U0010ffff", "\ue000"),
        *('"', "“", "”", "''", "``", "'", "don't", "$19.4m", "...", " ", "\t", "\n", "\n\n", "\r\n", "\xa0"),
        *("Ana Lopez", "said", "unbelievableness", "x" * 101),
    ]
)
TEXTS = st.lists(ODD | st.text(max_size=6), max_size=30).map("".join)
"""No lone surrogates: no reader gives them (read/decode.py)."""


def read(text: str) -> tuple[list[tuple[int, int]], Pieces]:
    """Cut a text as the extractor does."""
    blocks = paragraphs(text, [(0, len(text))] if text else [])
    return blocks, pieces_of(text, blocks, quotations(text, blocks))


def words(text: str, pieces: Pieces) -> list[str]:
    """List the words as they stand in the text."""
    return [text[low:high] for low, high in zip(pieces.start.tolist(), pieces.end.tolist(), strict=True)]


def states(pieces: Pieces) -> list[str]:
    """Name the quote state of each word."""
    return [QUOTE_STATES[state] for state in pieces.quote.tolist()]


def spelt(pieces: Pieces, number: int) -> str:
    """Spell a word from the vocabulary's pieces."""
    listed = vocabulary_text().split("\n")
    ids = pieces.ids[pieces.first[number] : pieces.first[number + 1]].tolist()
    return "".join(listed[one].removeprefix("##") if place else listed[one] for place, one in enumerate(ids))


@settings(deadline=None)
@given(TEXTS)
def test_words_are_cut_out_of_their_paragraphs(text: str) -> None:
    """Words follow one another without overlap, inside their paragraph, none of them empty or with white space at its ends."""
    blocks, pieces = read(text)
    place, paragraph = 0, 0
    for word, low, high, number in zip(
        words(text, pieces), pieces.start.tolist(), pieces.end.tolist(), pieces.paragraph.tolist(), strict=True
    ):
        assert place <= low < high
        assert paragraph <= number
        assert blocks[number][0] <= low
        assert high <= blocks[number][1]
        assert word == word.strip()
        place, paragraph = high, number


@settings(deadline=None)
@given(TEXTS)
def test_every_letter_and_figure_is_in_a_word(text: str) -> None:
    """What is left out between words is white space, marks over letters, and characters that show nothing."""
    _, pieces = read(text)
    inside = np.zeros(len(text), dtype=bool)
    for low, high in zip(pieces.start.tolist(), pieces.end.tolist(), strict=True):
        inside[low:high] = True
    left_out = [character for character, held in zip(text, inside.tolist(), strict=True) if not held]
    assert [character for character in left_out if character.isalnum()] == []


@settings(deadline=None)
@given(TEXTS)
def test_columns_fit_one_another(text: str) -> None:
    """A word has a place, a paragraph, a case, a state and one or more pieces of the vocabulary."""
    _, pieces = read(text)
    count = len(pieces)
    for column in (pieces.start, pieces.end, pieces.paragraph, pieces.case, pieces.quote, pieces.ids, pieces.first):
        assert column.dtype == np.int32
    assert [len(one) for one in (pieces.start, pieces.end, pieces.paragraph, pieces.case, pieces.quote)] == [count] * 5
    assert len(pieces.first) == count + 1
    assert (int(pieces.first[0]), int(pieces.first[-1])) == (0, len(pieces.ids))
    assert (np.diff(pieces.first) > 0).all()
    assert set(pieces.ids.tolist()) <= set(range(tokenizer().get_vocab_size()))
    assert set(pieces.case.tolist()) <= set(range(len(CASES)))
    assert set(pieces.quote.tolist()) <= set(range(len(QUOTE_STATES)))


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_part_keeps_its_words_as_they_are(text: str, data: st.DataObject) -> None:
    """Some of the words have the same places, pieces, cases and states as among all."""
    _, pieces = read(text)
    first = data.draw(st.integers(0, len(pieces)))
    last = data.draw(st.integers(first, len(pieces)))
    part = pieces.part(first, last)
    assert len(part) == last - first
    for name in ("start", "end", "paragraph", "case", "quote"):
        assert getattr(part, name).tolist() == getattr(pieces, name)[first:last].tolist()
    assert [spelt(part, number) for number in range(len(part))] == [
        spelt(pieces, number) for number in range(first, last)
    ]


def test_offsets_count_code_points() -> None:
    """Characters outside the basic plane, marks over letters and right-to-left words count one a code point."""
    text = "👩‍👩‍👧 cafe\u0301 שלום Ana"
    _, pieces = read(text)
    assert words(text, pieces) == ["👩‍👩‍👧", "cafe\u0301", "שלום", "Ana"]
    assert pieces.end[-1] == len(text)


def test_marks_over_a_letter_stay_with_it() -> None:
    """The vocabulary knows no accents, but no word ends between a letter and its marks."""
    text = "Zoe\u0308, cafe\u0301\u0323. ❤\ufe0f ไม่"
    _, pieces = read(text)
    assert words(text, pieces) == ["Zoe\u0308", ",", "cafe\u0301\u0323", ".", "❤\ufe0f", "ไม่"]
    assert [spelt(pieces, number) for number in (0, 2)] == ["zoe", "cafe"]


def test_a_letter_whose_small_form_is_longer() -> None:
    """`İ` is two code points in lower case; the words after it still stand where they stand."""
    text = "İİİ İSTANBUL İzmir said"
    _, pieces = read(text)
    assert words(text, pieces) == ["İİİ", "İSTANBUL", "İzmir", "said"]
    assert [spelt(pieces, number) for number in (1, 3)] == ["istanbul", "said"]


def test_characters_that_show_nothing_move_no_word() -> None:
    """NULs and control characters are no words; those inside a word stay inside."""
    text = "\x00Ana\x00 sa\x01id\u200b no\x00"
    _, pieces = read(text)
    assert [spelt(pieces, number) for number in range(3)] == ["ana", "said", "no"]
    assert [word.strip("\x00\u200b") for word in words(text, pieces)] == ["Ana", "sa\x01id", "no"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\u200b\u200d", "\u0301"])
def test_texts_without_words(text: str) -> None:
    """No words is an empty column each, and no piece."""
    _, pieces = read(text)
    assert (len(pieces), pieces.first.tolist(), pieces.ids.tolist()) == (0, [0], [])


def test_punctuation_stands_alone() -> None:
    """Each mark is a word of its own, so that a content can end before it."""
    text = "“No,” U.S. don't $5."
    _, pieces = read(text)
    assert words(text, pieces) == ["“", "No", ",", "”", "U", ".", "S", ".", "don", "'", "t", "$", "5", "."]


def test_cases() -> None:
    """How a word is written is kept beside the pieces, which are in small letters."""
    text = "said Ana NASA McCabe A ann's 25 İzmir שלום iPhone"
    _, pieces = read(text)
    found = dict(zip(words(text, pieces), (CASES[case] for case in pieces.case.tolist()), strict=True))
    assert found == {
        **dict.fromkeys(("said", "ann", "'", "s", "25", "שלום"), "lower"),
        **dict.fromkeys(("Ana", "A", "İzmir"), "title"),
        "NASA": "upper",
        **dict.fromkeys(("McCabe", "iPhone"), "mixed"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('No "yes, yes" no', "outside opening inside inside inside closing outside"),
        ("“Yes” no", "opening inside closing outside"),
        ("``Yes'' no", "opening opening inside closing closing outside"),
        ("„Yes” no", "opening inside closing outside"),
        ("5 ” no", "outside stray outside"),
        ('He said "no', "outside outside stray outside"),
        ('"a "b" c" d', "opening inside inside inside inside inside closing outside"),
        ("He said no", "outside outside outside"),
    ],
)
def test_quote_states(text: str, expected: str) -> None:
    """Each word stands outside, in a mark that opens or closes, inside, or is a mark without a partner."""
    _, pieces = read(text)
    assert states(pieces) == expected.split()


def test_quote_states_over_paragraphs() -> None:
    """A quotation that goes on opens in each of its paragraphs and closes in the last."""
    _, pieces = read('"One.\n\n"Two." She')
    assert states(pieces) == ["opening", "inside", "inside", "opening", "inside", "inside", "closing", "outside"]


def test_a_word_longer_than_the_vocabulary_takes() -> None:
    """A word of more than 100 characters is one unknown piece; one of 100 is still spelt."""
    long, spelt_out = "x" * (LONGEST_WORD + 1), "x" * LONGEST_WORD
    text = f"{long} {spelt_out} said"
    _, pieces = read(text)
    assert words(text, pieces) == [long, spelt_out, "said"]
    assert [spelt(pieces, number) for number in range(3)] == ["[UNK]", spelt_out, "said"]


@pytest.mark.parametrize("unit", ["word ", "unbelievably, ", "漢字", "👍 ", "e\u0301a "])
def test_a_paragraph_longer_than_a_chunk(unit: str) -> None:
    """A paragraph that is cut for the tokenizer has the words it has in one piece: the cuts lie between words."""
    count = 2 * CHUNK // len(unit) + 7
    text = unit * count
    pieces = pieces_of(text, [(0, len(text))], [])
    one = pieces_of(unit, [(0, len(unit))], [])
    assert words(text, pieces) == words(unit, one) * count
    assert pieces.ids.tolist() == one.ids.tolist() * count
    assert set(pieces.paragraph.tolist()) == {0}


def test_a_word_longer_than_a_chunk() -> None:
    """A word without an end is cut at the chunk; no character is lost."""
    text = "x" * (2 * CHUNK + 5)
    pieces = pieces_of(text, [(0, len(text))], [])
    assert words(text, pieces) == ["x" * CHUNK, "x" * CHUNK, "x" * 5]


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 3 * CHUNK), max_size=4), st.integers(1, CHUNK))
def test_chunks(spaces: Sequence[int], low: int) -> None:
    """Chunks follow one another without a gap, none longer than `CHUNK`, however far apart the spaces are."""
    from onrecord.extract.tagger.pieces import _chunks  # noqa: PLC0415  # white-box

    high = 3 * CHUNK
    text = "".join(" " if place in spaces else "x" for place in range(high))
    chunks = list(_chunks(text, low, high))
    assert [left for left, _ in chunks] == [low, *(right for _, right in chunks[:-1])]
    assert chunks[-1][1] == high
    assert max(right - left for left, right in chunks) <= CHUNK


def test_only_paragraphs_are_read() -> None:
    """What stands between paragraphs is no word, and paragraphs keep the numbers they are given by."""
    text = "one [two] three"
    pieces = pieces_of(text, [(0, 3), (10, 15)], [])
    assert (words(text, pieces), pieces.paragraph.tolist()) == (["one", "three"], [0, 1])
