"""A fingerprint says what runs of words a text has and which of them are quoted, and comes back from its bytes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.lineage.fingerprints import Fingerprint, fingerprint, from_bytes, quoted_words, to_bytes
from onrecord.connect.lineage.quotations import marked
from onrecord.connect.words import shingles, tokens
from onrecord.model.ids import DocumentId

ONE = DocumentId("a" * 32)


def made(text: str, quoted: list[tuple[int, int]]) -> Fingerprint:
    return fingerprint(ONE, tokens(text, [(0, len(text))]), quoted)


def test_a_run_is_quoted_when_all_its_words_are() -> None:
    text = 'He said "we sold both old cranes today" and left'
    one = made(text, marked(text, [(0, len(text))]))
    assert shingles(text.casefold().replace('"', "").split()).tolist() == one.shingles.tolist()
    assert one.quoted.tolist() == [False, False, True, True, True, False, False]


def test_a_word_cut_by_the_border_of_a_quotation_is_not_in_it() -> None:
    text = "one two three four"
    words = tokens(text, [(0, len(text))])
    assert quoted_words(words, [(2, 14)]).tolist() == [False, True, True, False]


def test_it_counts_the_words_of_its_text() -> None:
    assert [made(text, []).words for text in ("too short here", "four words are here", "a b c d e f g h i")] == [
        0,
        4,
        9,
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.booleans()), max_size=50))
def test_bytes_give_the_same_fingerprint(rows: list[tuple[int, bool]]) -> None:
    one = Fingerprint(
        ONE, np.array([run for run, _ in rows], np.uint32), np.array([flag for _, flag in rows], np.bool_)
    )
    back = from_bytes(ONE, to_bytes(one))
    assert one.shingles.tolist() == back.shingles.tolist()
    assert one.quoted.tolist() == back.quoted.tolist()
    assert back.shingles.dtype == np.uint32
    assert len(to_bytes(one)) == 4 + 4 * len(rows) + (len(rows) + 7) // 8


def test_bytes_of_another_length_are_refused() -> None:
    packed = to_bytes(made("some words that make three runs", []))
    with pytest.raises(ValueError, match="not those of 3 runs"):
        from_bytes(ONE, packed[:-1])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"One," he said, "two."', ['"One,"', '"two."']),
        ("“One,” he said.", ["“One,”"]),
        ("He said ''one two'' twice", ["''one two''"]),
        ('"An open one\nand the next line', ['"An open one']),
        ('A stray one" ends', []),
        ("Peter’s dogs' house", []),
        ('The 6" pipe broke', []),
    ],
)
def test_quotations_end_with_their_mark_or_their_line(text: str, quoted: list[str]) -> None:
    assert quoted == [text[start:end] for start, end in marked(text, [(0, len(text))])]
