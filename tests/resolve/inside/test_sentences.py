"""Where sentences begin, and what part a name plays in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.inside.sentences import part_of, sentences_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ann came. She left.", 2),
        ("Mr. Clarke came. He left.", 2),
        ("Harbour Works Inc. Chairman Carl Moss came.", 1),
        ("John R. Smith of the U.S. Navy came.", 1),
        ('"It is old." She left.', 2),
        ("Why? Nobody knows! Ann left.", 3),
        ("One line\nanother line\n\nand a third", 3),
        ("It cost 3.5 million.", 1),
        ("", 1),
    ],
)
def test_sentences_end_at_marks_and_lines_and_not_at_abbreviations(text: str, count: int) -> None:
    assert len(sentences_of(text).starts) == count


@given(st.text(alphabet='Ab. !?\n"’)1', max_size=60))
def test_every_place_lies_in_the_sentence_it_is_counted_to(text: str) -> None:
    sentences = sentences_of(text)
    assert list(sentences.starts) == sorted(set(sentences.starts))
    for place in range(len(text)):
        assert sentences.start(sentences.number(place)) <= place


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("NAME left.", "subject"),
        ("On Monday NAME left.", "subject"),
        ("NAME, the chief executive, also said so.", "subject"),
        ("It is old, said NAME.", "subject"),
        ("Carl met NAME there.", "object"),
        ("Carl wrote to NAME.", "oblique"),
        ("Carl wrote about the late NAME.", "oblique"),
        ("NAME's boat sank.", "possessor"),
        ("Carl saw NAME’s boat.", "possessor"),
    ],
)
def test_the_words_around_a_name_tell_its_part(text: str, part: str) -> None:
    start = text.index("NAME")
    assert part_of(text, start, start + 4, 0) == part
