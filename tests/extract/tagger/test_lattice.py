"""The path through a lattice is the best of all paths, its probabilities count them all, and neighbours change nothing."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from onrecord.extract.tagger import lattice
from onrecord.extract.tagger.lattice import (
    CLASSES,
    DISTANCES,
    NEVER,
    Lattice,
    Path,
    Transitions,
    best_paths,
    candidate_cues,
    distance_classes,
    groups,
)

MOST_PATHS = 3000
WORDS_BY_CUES = (6, 5, 4, 3, 3)
"""Words of a lattice with so many cues whose paths can be counted out."""


def quarters(shape: tuple[int, ...], most: int) -> st.SearchStrategy[NDArray[np.float64]]:
    """Scores that are added without rounding, so that equal paths are exactly equal."""
    return arrays(np.float64, shape, elements=st.integers(-4 * most, 4 * most).map(lambda value: value / 4))


def tables_of(change: NDArray[np.float64], stay: NDArray[np.float64]) -> Transitions:
    """The tables that the path depends on; the others have gone into the scores."""
    nothing = np.zeros((0, CLASSES), dtype=np.float32)
    return Transitions(change.astype(np.float32), stay.astype(np.float32), distance=nothing, between=nothing[:, 0])


@st.composite
def transition_tables(draw: st.DrawFn, most: int = 6) -> Transitions:
    change, stay = draw(quarters((4, 4), most)), draw(quarters((4,), most))
    return tables_of(change, stay)


@st.composite
def small_lattices(draw: st.DrawFn, most: int = 6) -> Lattice:
    cues = draw(st.integers(0, 4))
    words = draw(st.integers(1, WORDS_BY_CUES[cues]))
    return Lattice(draw(quarters((words, 1 + 3 * cues), most)), draw(quarters((words, 4), most)))


def random_lattice(chance: np.random.Generator, words: int, cues: int) -> Lattice:
    return Lattice(chance.normal(0, 4, (words, 1 + 3 * cues)), chance.normal(0, 2, (words, 4)))


def random_tables(chance: np.random.Generator) -> Transitions:
    return tables_of(chance.normal(-1, 2, (4, 4)), chance.normal(0, 2, 4))


def kind(state: int) -> int:
    """The type of a state: outside, or one of the three roles."""
    return 0 if state == 0 else 1 + (state - 1) % 3


def path_score(path: tuple[int, ...], one: Lattice, tables: Transitions) -> float:
    """What a path scores, word by word, as the training counts it."""
    total = 0.0
    for place, state in enumerate(path):
        total += float(one.scores[place, state])
        if place and path[place - 1] == state:
            total += float(tables.stay[kind(state)])
            continue
        total += float(one.enter[place, kind(state)])
        if place:
            total += float(tables.change[kind(path[place - 1]), kind(state)])
    return total


def all_paths(one: Lattice, tables: Transitions) -> dict[tuple[int, ...], float]:
    """Every path with its score."""
    words, states = one.scores.shape
    assert states**words <= MOST_PATHS
    return {path: path_score(path, one, tables) for path in product(range(states), repeat=words)}


def counted_marginals(one: Lattice, tables: Transitions) -> NDArray[np.float64]:
    """The share of each state at each word in all paths."""
    scored = all_paths(one, tables)
    best = max(scored.values())
    found = np.zeros(one.scores.shape)
    for path, score in scored.items():
        found[np.arange(len(path)), path] += np.exp(score - best)
    found /= found.sum(1, keepdims=True)
    return found


def full_tables(one: Lattice, tables: Transitions) -> NDArray[np.float64]:
    """Scores of getting from each state to each other at each word but the first: places x from x to."""
    types = [kind(state) for state in range(one.scores.shape[1])]
    table = tables.change.astype(np.float64)[np.ix_(types, types)] + one.enter[1:, None, types]
    own = np.arange(len(types))
    table[:, own, own] = tables.stay[types]
    found: NDArray[np.float64] = table + one.scores[1:, None, :]
    return found


def slow_marginals(one: Lattice, tables: Transitions) -> NDArray[np.float64]:
    """Forward and backward over the whole table of states, in logarithms."""
    table = full_tables(one, tables)
    forward = [one.scores[0] + one.enter[0, [kind(state) for state in range(one.scores.shape[1])]]]
    for step in table:
        forward.append(np.logaddexp.reduce(forward[-1][:, None] + step, axis=0))
    backward = [np.zeros(one.scores.shape[1])]
    for step in table[::-1]:
        backward.append(np.logaddexp.reduce(step + backward[-1][None, :], axis=1))
    joint = np.array(forward) + np.array(backward[::-1])
    found: NDArray[np.float64] = np.exp(joint - np.logaddexp.reduce(joint, axis=1)[:, None])
    return found


def slow_best(one: Lattice, tables: Transitions) -> float:
    """The best path's score over the whole table of states."""
    best = one.scores[0] + one.enter[0, [kind(state) for state in range(one.scores.shape[1])]]
    for step in full_tables(one, tables):
        best = (best[:, None] + step).max(0)
    return float(best.max())


def same(left: Path, right: Path) -> bool:
    """Whether two results are the same to the last bit."""
    return left.state.tolist() == right.state.tolist() and left.marginal.tobytes() == right.marginal.tobytes()


@settings(deadline=None, max_examples=150)
@given(small_lattices(), transition_tables())
def test_the_path_is_the_best_of_all(one: Lattice, tables: Transitions) -> None:
    """Of all paths none scores more; of equal ones the one with the lowest state at the last word, then before it."""
    scored = all_paths(one, tables)
    best = max(scored.values())
    expected = min((path for path, score in scored.items() if score == best), key=lambda path: path[::-1])
    assert tuple(best_paths([one], tables)[0].state.tolist()) == expected


@settings(deadline=None, max_examples=150)
@given(small_lattices(), transition_tables())
def test_probabilities_are_shares_of_all_paths(one: Lattice, tables: Transitions) -> None:
    """The probability of a state at a word is the weight of the paths through it by the weight of all."""
    found = best_paths([one], tables)[0].marginal
    np.testing.assert_allclose(found, counted_marginals(one, tables), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("words", "cues"), [(1, 5), (2, 24), (40, 1), (60, 8), (400, 3)])
def test_long_and_wide_lattices(words: int, cues: int) -> None:
    """What holds for the lattices that can be counted out holds for large ones, beside a slow and plain reckoning."""
    chance = np.random.default_rng(words)
    one, tables = random_lattice(chance, words, cues), random_tables(chance)
    found = best_paths([one], tables)[0]
    assert path_score(tuple(found.state.tolist()), one, tables) == pytest.approx(slow_best(one, tables), rel=1e-12)
    np.testing.assert_allclose(found.marginal, slow_marginals(one, tables), rtol=1e-7, atol=1e-12)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 9)), min_size=1, max_size=14), st.integers(0, 2**32 - 1))
def test_neighbours_change_nothing(sizes: list[tuple[int, int]], seed: int) -> None:
    """Alone or among others of any size, and in any order, a unit gets the same path and probabilities to the last bit."""
    chance = np.random.default_rng(seed)
    tables = random_tables(chance)
    units = [random_lattice(chance, *size) for size in sizes]
    together = best_paths(units, tables)
    assert [same(found, best_paths([unit], tables)[0]) for found, unit in zip(together, units, strict=True)] == [
        True
    ] * len(units)
    turned = best_paths(units[::-1], tables)[::-1]
    assert [same(*pair) for pair in zip(together, turned, strict=True)] == [True] * len(units)


@settings(deadline=None, max_examples=60)
@given(small_lattices(), transition_tables(), st.integers(0, 40), st.integers(0, 12), st.integers(0, 33))
def test_padding_changes_nothing(one: Lattice, tables: Transitions, words: int, cues: int, count: int) -> None:
    """Rows and columns that a unit gets beside longer, wider and many units leave its result as it is."""
    longer = Lattice(np.full((len(one.scores) + words, 1 + 3 * cues), 50.0), np.full((len(one.scores) + words, 4), 9.0))
    assert same(best_paths([longer] * count + [one], tables)[-1], best_paths([one], tables)[0])


@settings(deadline=None, max_examples=100)
@given(small_lattices(most=10**6), transition_tables(most=10**5))
@example(Lattice(np.array([[0.0, NEVER, NEVER, NEVER]] * 3), np.zeros((3, 4))), random_tables(np.random.default_rng(0)))
def test_scores_of_any_size(one: Lattice, tables: Transitions) -> None:
    """Scores far apart give the best path all the same, and probabilities that are finite and sum to one."""
    found = best_paths([one], tables)[0]
    scored = all_paths(one, tables)
    assert scored[tuple(found.state.tolist())] == max(scored.values())
    assert np.isfinite(found.marginal).all()
    assert ((found.marginal >= 0) & (found.marginal <= 1)).all()
    np.testing.assert_allclose(found.marginal.sum(1), 1, rtol=1e-12)


def test_every_word_against_the_one_before() -> None:
    """Where all paths are poor, and get poorer at each of many words, their shares are still told apart."""
    chance = np.random.default_rng(11)
    one = random_lattice(chance, 400, 2)
    one.scores[np.arange(400), np.arange(400) % 7] += 30
    tables = tables_of(np.full((4, 4), -30.0), np.zeros(4))
    np.testing.assert_allclose(
        best_paths([one], tables)[0].marginal, slow_marginals(one, tables), rtol=1e-7, atol=1e-12
    )


def test_a_state_that_is_never_taken_has_no_probability() -> None:
    """`NEVER` keeps a state out, at every length of the unit."""
    chance = np.random.default_rng(3)
    one = random_lattice(chance, 50, 3)
    one.scores[:, 5] = NEVER
    found = best_paths([one], random_tables(chance))[0]
    assert 5 not in found.state
    assert found.marginal[:, 5].max() < 1e-20


def test_no_units() -> None:
    """Nothing comes of nothing."""
    assert best_paths([], random_tables(np.random.default_rng(0))) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 24)), max_size=300))
def test_groups_hold_each_unit_once_and_little_padding(sizes: list[tuple[int, int]]) -> None:
    """A group stays within its memory, and is at most half padding where it is not small."""
    found = groups(sizes)
    assert sorted(number for group in found for number in group) == list(range(len(sizes)))
    for group in found:
        longest, widest = max(sizes[number][0] for number in group), max(1 + 3 * sizes[number][1] for number in group)
        padded = longest * widest * len(group)
        used = sum(sizes[number][0] * (1 + 3 * sizes[number][1]) for number in group)
        assert len(group) == 1 or padded <= min(lattice.CELLS, max(lattice.FEW_CELLS, 2 * used))


def test_like_units_share_few_groups() -> None:
    """Two hundred paragraphs of like size are not decoded one by one."""
    sizes = [(40 + number % 20, 1 + number % 3) for number in range(200)]
    assert len(groups(sizes)) <= 2


@settings(deadline=None)
@given(st.integers(1, 200), st.data())
def test_distance_classes(words: int, data: st.DataObject) -> None:
    """0 inside a cue; from there the first border not below the distance, odd before the cue and even behind it."""
    first = data.draw(st.integers(0, words - 1))
    last = data.draw(st.integers(first + 1, words))
    expected = []
    for place in range(words):
        far = max(first - place, place - last + 1, 0)
        border = sum(limit < far for limit in DISTANCES)
        expected.append(0 if far == 0 else 2 * border + (1 if place < first else 2))
    found = distance_classes(words, np.array([[first, last], [0, words]]))
    assert found[:, 0].tolist() == expected
    assert found[:, 1].tolist() == [0] * words
    assert max(expected) < CLASSES


def test_distance_classes_of_no_cue() -> None:
    """A unit without cues has a class for nothing."""
    assert distance_classes(7, np.zeros((0, 2), dtype=np.int64)).shape == (7, 0)


def walked_cues(cue: list[float], begins: list[float], least: float) -> list[tuple[int, int]]:
    """The runs of likely words, cut where one more likely begins a cue than goes on with it."""
    found: list[tuple[int, int]] = []
    for place, probability in enumerate(cue):
        if probability < least:
            continue
        if found and found[-1][1] == place and begins[place] <= probability / 2:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30), st.integers(0, 9))
def test_candidate_cues(words: list[tuple[int, int]], least: int) -> None:
    """Candidates are what a walk over the words finds."""
    cue, begins = [both / 8 for both, _ in words], [both * share / 64 for both, share in words]
    found = candidate_cues(np.array(cue, dtype=np.float32), np.array(begins, dtype=np.float32), least / 8)
    assert found == walked_cues(cue, begins, least / 8)
