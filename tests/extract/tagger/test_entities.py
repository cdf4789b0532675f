"""Names stand inside their paragraph, none over another, each with a type and a probability."""

import math
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.tagger.entities import (
    _GROUPS,
    BEGINNING,
    BESIDE,
    ENTITY_TYPES,
    _grouped,
    _path,
    entities,
)
from onrecord.extract.tagger.lattice import Doubles, Floats
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


def all_paths(words: int) -> Iterator[tuple[tuple[int, bool], ...]]:
    """List the ways to read some words: of each, its group (-1 outside), and whether it begins a name."""
    states = [(-1, False), *product(range(len(_GROUPS)), (True, False))]
    for path in product(states, repeat=words):
        before = ((-1, False), *path)
        if all(group < 0 or begun or before[place][0] == group for place, (group, begun) in enumerate(path)):
            yield path


def path_score(path: Sequence[tuple[int, bool]], likely: Doubles) -> float:
    """Score a way to read some words, one by one."""
    total, named = 0.0, False
    for word, (group, begun) in zip(likely, path, strict=True):
        total += math.log(1e-9 + (word[0] if group < 0 else sum(word[2 - begun + 2 * kind] for kind in _GROUPS[group])))
        total -= begun * (BEGINNING + BESIDE * named)
        named = group >= 0
    return total


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_the_path_is_the_best_of_all(words: int, seed: int) -> None:
    """No other reading scores more: names begin where they begin, cost something, and cost more beside another."""
    scores = np.random.default_rng(seed).normal(0, 1.5, (words, TAGS))
    likely = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    found = tuple(_path(_grouped(likely)))
    paths = set(all_paths(words))
    assert found in paths
    assert path_score(found, likely) == pytest.approx(max(path_score(path, likely) for path in paths))


def test_surely_outside_parts_names() -> None:
    """A word that is surely outside is in no name and ends the one before it, however its neighbours are tagged."""
    scores = tagged("B-law", "I-law", "O", "I-law", "I-law")
    found = entities(words_in([5]), scores)
    assert [(one.start, one.end) for one in found] == [(0, 7), (12, 19)]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-person I-person O", [(0, 7, "person")]),
        ("B-person B-person O", [(0, 3, "person"), (4, 7, "person")]),
        ("B-person B-law I-law", [(0, 3, "person"), (4, 11, "law")]),
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


def test_an_organisation_and_a_public_body_count_together() -> None:
    """A name is not lost because it is unclear which of the two it is; the likelier one names it."""
    scores = np.full((1, TAGS), -9, dtype=np.float32)
    scores[0, 0] = np.log(0.3)
    for kind, share in (("organisation", 0.3), ("public_body", 0.4)):
        scores[0, 1 + 2 * ENTITY_TYPES.index(kind)] = np.log(share)
    (one,) = entities(words_in([1]), scores)
    assert (one.start, one.end, one.kind) == (0, 3, "public_body")
    assert one.probability == pytest.approx(0.7, abs=0.01)


def test_no_words() -> None:
    """An empty text names nobody."""
    assert entities(words_in([]), np.zeros((0, TAGS), dtype=np.float32)) == []


def test_the_shipped_model_has_these_types() -> None:
    """The types stand in the order the model was trained with."""
    assert tuple(manifest().entity_types) == ENTITY_TYPES
