"""Names stand inside their paragraph, none over another, each with a type and a probability."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.tagger.entities import ENTITY_TYPES, Entity, entities
from onrecord.extract.tagger.lattice import Floats
from onrecord.extract.tagger.network import manifest
from onrecord.extract.tagger.pieces import Pieces

TAGS = 1 + 2 * len(ENTITY_TYPES)


def words_in(sizes: list[int]) -> Pieces:
    """Make paragraphs of words of three characters, one space between them."""
    words = np.arange(sum(sizes), dtype=np.int32)
    return Pieces(
        start=4 * words,
        end=4 * words + 3,
        paragraph=np.repeat(np.arange(len(sizes)), sizes).astype(np.int32),
        case=0 * words,
        quote=0 * words,
        first=np.arange(sum(sizes) + 1, dtype=np.int32),
        ids=words,
    )


def tagged(*tags: str, sure: float = 9.0) -> Floats:
    """Score words with one tag each: `O`, or `B-` or `I-` and a type."""
    scores = np.zeros((len(tags), TAGS), dtype=np.float32)
    for word, tag in enumerate(tags):
        kind = tag.partition("-")[2]
        scores[word, 1 + 2 * ENTITY_TYPES.index(kind) + (tag[0] == "I") if kind else 0] = sure
    return scores


@settings(deadline=None)
@given(st.lists(st.integers(1, 20), max_size=6), st.integers(0, 2**32 - 1), st.sampled_from([0.1, 2.0, 1000.0]))
def test_any_scores(sizes: list[int], seed: int, spread: float) -> None:
    """Spans are whole words of one paragraph, in order, without overlap; probabilities lie between 0 and 1."""
    pieces = words_in(sizes)
    scores = np.random.default_rng(seed).normal(0, spread, (len(pieces), TAGS)).astype(np.float32)
    starts, ends, place = pieces.start.tolist(), pieces.end.tolist(), 0
    for one in entities(pieces, scores):
        assert place <= one.start < one.end
        place = one.end
        assert one.kind in ENTITY_TYPES
        assert 0 < one.probability <= 1
        first, last = starts.index(one.start), ends.index(one.end)
        assert pieces.paragraph[first] == pieces.paragraph[last]


@settings(deadline=None)
@given(st.lists(st.integers(1, 20), max_size=6), st.integers(0, 2**32 - 1))
def test_every_word_likelier_in_a_name_is_in_one(sizes: list[int], seed: int) -> None:
    """A word is in a name where some type, beginning or going on, is likelier than to be outside all."""
    pieces = words_in(sizes)
    scores = np.random.default_rng(seed).normal(0, 2, (len(pieces), TAGS)).astype(np.float32)
    likely = np.exp(scores.astype(np.float64))
    named = likely[:, 0] < (likely[:, 1::2] + likely[:, 2::2]).max(1, initial=0)
    covered = [start for one in entities(pieces, scores) for start in range(one.start, one.end, 4)]
    assert covered == pieces.start[named].tolist()


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-person I-person O", [(0, 7, "person")]),
        ("B-person B-person O", [(0, 3, "person"), (4, 7, "person")]),
        ("B-person I-organisation", [(0, 3, "person"), (4, 7, "organisation")]),
        ("O I-law I-law", [(4, 11, "law")]),
        ("O O O", []),
        ("B-money O B-money", [(0, 3, "money"), (8, 11, "money")]),
    ],
)
def test_tags(tags: str, expected: list[tuple[int, int, str]]) -> None:
    """A name begins where a type begins or changes, and ends before the next or before a word outside."""
    scores = tagged(*tags.split())
    assert [(one.start, one.end, one.kind) for one in entities(words_in([len(scores)]), scores)] == expected


def test_a_name_ends_with_its_paragraph() -> None:
    """A name that seems to go on in the next paragraph is two names."""
    found = entities(words_in([2, 2]), tagged("O", "B-place", "I-place", "O"))
    assert [(one.start, one.end) for one in found] == [(4, 7), (8, 11)]


def test_a_type_counts_however_it_is_split() -> None:
    """Beginning and going on count together: a name is not lost because both are half as likely as outside."""
    scores = np.full((1, TAGS), -9, dtype=np.float32)
    scores[0, :3] = np.log([0.4, 0.3, 0.29])
    (one,) = entities(words_in([1]), scores)
    assert one == Entity(0, 3, "person", pytest.approx(0.59, abs=0.01))


def test_no_words() -> None:
    """An empty text names nobody."""
    assert entities(words_in([]), np.zeros((0, TAGS), dtype=np.float32)) == []


def test_the_shipped_model_has_these_types() -> None:
    """The types stand in the order the model was trained with."""
    assert tuple(manifest().entity_types) == ENTITY_TYPES
