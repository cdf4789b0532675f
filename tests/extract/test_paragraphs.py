"""Paragraphs and sentences end where a reader would end them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.paragraphs import SENTENCE_LIMIT, paragraphs, sentences
from onrecord.model.quotations import quotations


def split(text: str) -> list[str]:
    """Give the sentences of a text of one paragraph."""
    block = (0, len(text))
    return [text[one.start : one.end] for one in sentences(text, block, quotations(text, [block]))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith of the U.S. Treasury met Dr. J. R. Lee at 5 p.m. on Monday.",
        "It cost $19.4 million, i.e. twice the price.",
        'He said "No. Never. Go away" and left.',
        "Acme Inc. said it would appeal.",
        '"Is that all?" Grant asked.',
    ],
)
def test_abbreviations_numbers_and_quotations_end_no_sentence(text: str) -> None:
    """A full stop inside them does not split."""
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed!", ["He left.", "She stayed!"]),
        ('He said "no." She said yes.', ['He said "no."', "She said yes."]),
        ('"A," he said. "B."', ['"A," he said.', '"B."']),
        ("They work for Acme Inc. The firm is old.", ["They work for Acme Inc.", "The firm is old."]),
    ],
)
def test_sentences_end_at_full_stops(text: str, expected: list[str]) -> None:
    """Also after a closing mark, and after an abbreviation when a new sentence clearly begins."""
    assert split(text) == expected


def test_lines_wrapped_to_a_width_are_one_paragraph() -> None:
    """Mail and plain text break lines inside a paragraph; a blank line ends it."""
    wrapped = (
        "The ministry said on Tuesday that it would publish the report in\n"
        "full before the end of the month, and that the costs, which had\n"
        "risen again, would be met.\n\nA second one."
    )
    found = [wrapped[start:end] for start, end in paragraphs(wrapped, [(0, len(wrapped))])]
    assert [len(one.splitlines()) for one in found] == [3, 1]


def test_lines_of_an_article_are_paragraphs_each() -> None:
    """A heading over a long line is not joined to it."""
    text = "A Heading of the Article in Capitals and More\n" + "The minister spoke at length. " * 10
    assert len(paragraphs(text, [(0, len(text))])) == 2


@given(st.text(alphabet="ab .!?\"“”'\n", max_size=200))
def test_no_word_is_lost(text: str) -> None:
    """Paragraphs and their sentences hold every character that is not white space, once and in order."""
    blocks = paragraphs(text, [(0, len(text))])
    marks = quotations(text, blocks)
    pieces = []
    for block in blocks:
        inside = [type(one)((piece,)) for one in marks for piece in one.pieces if block[0] <= piece[0] < block[1]]
        pieces += [text[one.start : one.end] for one in sentences(text, block, inside)]
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_text_without_full_stops_is_cut() -> None:
    """No sentence outside quotation marks is longer than the limit, so that every rule stays linear."""
    text = "word " * 5_000
    assert max(len(one) for one in split(text)) <= SENTENCE_LIMIT
