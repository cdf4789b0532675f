"""Which words belong to which attribution: one path through the words of a paragraph.

Every word is outside, or has a role (source, cue, content) in the attribution of one of the paragraph's candidate cues;
no word has two. The score of a path is the sum of the words' scores and of the changes between neighbours, so that a
content is not cut for one doubtful word (a linear-chain conditional random field: Lafferty, McCallum & Pereira 2001).

Many paragraphs are walked side by side, one numpy operation for all of them. What a paragraph gets must not depend on its
neighbours, to the last bit; therefore the shared operations are only those whose result in one cell cannot depend on the
size of the array (elementwise arithmetic, maxima, and `accumulate`, which adds in order, where `sum` and matrix products
do not). Exponentials and sums are taken of one paragraph at a time, where the shape is always the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Integers = NDArray[np.int64]

ROLES = ("source", "cue", "content")
OUTSIDE = 0
DISTANCES = (1, 2, 3, 4, 6, 9, 14, 22, 35, 60)
"""Borders of the distance classes between a word and a cue, in words, each side."""
CLASSES = 2 * (len(DISTANCES) + 1) + 1
NEVER = np.float32(-1e4)
CELLS = 1 << 19
"""Words x states x units of one group at most, padding included: 4 MiB an array, some 50 MiB in all."""
FEW_CELLS = CELLS // 8
"""Up to this size a group may be mostly padding: a step then costs more for being made than for what it handles."""
LEAST_WEIGHT = -100.0
"""For probabilities, a score this far below the best one of its word counts as this far: e**-100 is nothing, and a trained
network's scores of a word lie within 20 of each other. With `STEEPEST_CHANGE` it keeps the least weight of a state above
e**-410, where the least double is e**-708, so that no word is left without a state however odd the scores are."""
STEEPEST_CHANGE = 50.0
"""For probabilities, a change scores this at most and the negative of it at least."""

_FURTHEST = DISTANCES[-1] + 1
_AWAY = np.arange(-_FURTHEST, _FURTHEST + 1)
_BUCKET = np.searchsorted(DISTANCES, np.abs(_AWAY), side="left") + 1
_CLASS: Integers = np.where(_AWAY == 0, 0, 2 * _BUCKET - (_AWAY < 0)).astype(np.int64)
"""Class of a distance in words, negative before the cue, from `-_FURTHEST` to `_FURTHEST`."""


@dataclass(frozen=True, slots=True)
class Transitions:
    """Scores of changes from one word to the next.

    Attributes:
        change: From type to type (outside and the roles, 4 x 4), where the state changes.
        stay: By type, where it does not.
        distance: By link (see links.py) and distance class.
        between: By link, what each cue between a word and its cue adds.
    """

    change: Floats
    stay: Floats
    distance: Floats
    between: Floats


@dataclass(frozen=True, slots=True)
class Lattice:
    """The scores of one unit: a paragraph, or a part of one.

    Attributes:
        scores: Of each state at each word: words x (1 + 3 * cues), at least one word.
        enter: What it adds to come into a state of each type at each word: words x 4.
    """

    scores: Doubles
    enter: Doubles


@dataclass(frozen=True, slots=True)
class Path:
    """The best path through one unit.

    Attributes:
        state: Of each word: 0 outside, else `1 + 3 * cue + role`; of equally good ones the lowest, last word first.
        marginal: Probability of each state at each word, all paths considered: words x states.
    """

    state: Integers
    marginal: Doubles


@dataclass(frozen=True, slots=True)
class _Semiring:
    """How paths are compared: by the best of them, or by the sum of all."""

    plus: np.ufunc
    times: np.ufunc
    zero: float


_BEST = _Semiring(np.maximum, np.add, -np.inf)
_SUM = _Semiring(np.add, np.multiply, 0.0)


@dataclass(frozen=True, slots=True)
class _Change:
    """The table of changes, split: between two types (4 x 4 x chains, or x 1), and from cue to cue of one role (3 x 1)."""

    between: Doubles
    within: Doubles


@dataclass(frozen=True, slots=True)
class _Grid:
    """Chains of words side by side, longest first: words x states x chains, `zero` where one has no such word or state.

    Attributes:
        entering, staying: Weight of a word in a state, by how the state was reached.
        active: At each word, how many chains are that long.
    """

    entering: Doubles
    staying: Doubles
    active: list[int]


def distance_classes(words: int, cues: Integers) -> Integers:
    """Class of the distance from each word to each cue: words x cues; 0 is inside, before odd, behind even."""
    place = np.arange(words)[:, None]
    away = np.minimum(place - cues[None, :, 0], 0) + np.maximum(place - cues[None, :, 1] + 1, 0)
    found: Integers = _CLASS[np.clip(away, -_FURTHEST, _FURTHEST) + _FURTHEST]
    return found


def candidate_cues(cue: Floats, begins: Floats, least: float) -> list[tuple[int, int]]:
    """Find runs of words that may be a cue.

    Args:
        cue: Probability of each word to belong to a cue.
        begins: Probability of each word to be the first of one.
        least: Probability from which a word is a candidate.
    """
    likely = cue >= least
    cut = begins > cue / 2
    first, last = likely.copy(), likely.copy()
    first[1:] &= ~likely[:-1] | cut[1:]
    last[:-1] &= ~likely[1:] | cut[1:]
    return list(zip(np.flatnonzero(first).tolist(), (np.flatnonzero(last) + 1).tolist(), strict=True))


def groups(sizes: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Say which units are to be decoded together; a group's padding is at most half of it, or little.

    Args:
        sizes: Words and cues of each unit.

    Returns:
        Indices into `sizes`, each once; a group has at most `CELLS` cells, or one unit.
    """
    found: list[list[int]] = []
    used = widest = longest = 0
    for number in sorted(range(len(sizes)), key=lambda each: (-sizes[each][1], -sizes[each][0])):
        words, states = sizes[number][0], 1 + 3 * sizes[number][1]
        padded = widest * max(longest, words) * (len(found[-1]) + 1) if found else 0
        if not found or padded > min(CELLS, max(FEW_CELLS, 2 * (used + words * states))):
            found.append([])
            used, widest, longest = 0, states, words
        found[-1].append(number)
        used, longest = used + words * states, max(longest, words)
    return found


def best_paths(lattices: Sequence[Lattice], transitions: Transitions) -> list[Path]:
    """Find the best path through each unit and the probabilities of its states.

    Memory goes with the longest and the widest unit (see `groups`); a unit's result depends on no other unit.
    """
    order = sorted(range(len(lattices)), key=lambda number: -len(lattices[number].scores))
    chosen = [lattices[number] for number in order]
    if not chosen:
        return []
    states = _best(chosen, transitions)
    marginals = _marginals(chosen, transitions)
    found = {number: Path(*each) for number, each in zip(order, zip(states, marginals, strict=True), strict=True)}
    return [found[number] for number in range(len(lattices))]


def _best(lattices: Sequence[Lattice], transitions: Transitions) -> list[Integers]:
    """Find the best path of each unit (Viterbi's algorithm)."""
    grid = _packed([_scores(lattice, transitions) for lattice in lattices], _BEST)
    change = transitions.change.astype(np.float64)
    best = _forward(grid, _split(change, _BEST), _BEST)
    states = _followed_back(best, grid, change)
    return [states[: len(lattice.scores), column].copy() for column, lattice in enumerate(lattices)]


def _marginals(lattices: Sequence[Lattice], transitions: Transitions) -> list[Doubles]:
    """Find the probability of each state at each word: what leads to it, times what follows from it.

    Both are sums over paths, made in one go: what follows is what leads there when the words are read backwards.
    """
    scores = [_bounded(*_scores(lattice, transitions)) for lattice in lattices]
    weights = [(np.exp(entering), np.exp(staying)) for one in scores for entering, staying in (one, _backwards(*one))]
    change = np.exp(transitions.change.astype(np.float64).clip(-STEEPEST_CHANGE, STEEPEST_CHANGE))
    ways = _split(change, _SUM), _split(change.T, _SUM)
    both = np.tile(np.concatenate([way.between for way in ways], 2), len(lattices))
    sums = _forward(_packed(weights, _SUM), _Change(both, ways[0].within), _SUM)
    sums = np.ascontiguousarray(sums.transpose(2, 0, 1))
    found = []
    for number, (entering, _) in enumerate(weights[::2]):
        words, states = entering.shape
        leading, following = (sums[2 * number + way, :words, :states] for way in (0, 1))
        joint = np.ascontiguousarray(leading * following[::-1] / entering)  # in both, but it counts once
        found.append(joint / joint.sum(1, keepdims=True))
    return found


def _types(states: int) -> Integers:
    return np.concatenate([[0], 1 + np.arange(states - 1) % 3])


def _scores(lattice: Lattice, transitions: Transitions) -> tuple[Doubles, Doubles]:
    """Give the score of each state at each word where it is entered and where it is kept."""
    types = _types(lattice.scores.shape[1])
    return lattice.scores + lattice.enter[:, types], lattice.scores + transitions.stay.astype(np.float64)[types]


def _bounded(entering: Doubles, staying: Doubles) -> tuple[Doubles, Doubles]:
    """Put the best score of each word at 0 and none too low."""
    best = np.maximum(entering, staying).max(1, keepdims=True)
    return np.maximum(entering - best, LEAST_WEIGHT), np.maximum(staying - best, LEAST_WEIGHT)


def _backwards(entering: Doubles, staying: Doubles) -> tuple[Doubles, Doubles]:
    """Give the scores for reading from the last word to the first.

    A state is then left where it was entered: its word has been counted as entered, and where it was kept the difference
    is made good one word later.
    """
    back = entering[::-1]
    kept = np.zeros(entering.shape)
    kept[1:] = back[1:] + (staying - entering)[:0:-1]
    best = np.maximum(back, kept).max(1, keepdims=True)
    return back - best, kept - best


def _split(change: Doubles, ring: _Semiring) -> _Change:
    between = change.copy()
    np.fill_diagonal(between, ring.zero)
    return _Change(between[:, :, None], np.diagonal(change)[1:, None])


def _packed(chains: Sequence[tuple[Doubles, Doubles]], ring: _Semiring) -> _Grid:
    """Lay chains side by side, the longest first; there is room for one cue at least."""
    lengths = np.array([len(entering) for entering, _ in chains])
    shape = (len(chains), lengths[0], max(4, *(entering.shape[1] for entering, _ in chains)))
    grids = []
    for part in (0, 1):
        rows = np.full(shape, ring.zero)
        for row, chain in zip(rows, chains, strict=True):
            row[: chain[part].shape[0], : chain[part].shape[1]] = chain[part]
        grids.append(np.ascontiguousarray(rows.transpose(1, 2, 0)))
    return _Grid(grids[0], grids[1], (lengths[None, :] > np.arange(lengths[0])[:, None]).sum(1).tolist())


def _forward(grid: _Grid, change: _Change, ring: _Semiring) -> Doubles:
    """Sum for each state at each word the paths that lead there; where weights multiply, each word's best is made 1."""
    values = np.full(grid.entering.shape, ring.zero)
    values[0] = _scaled(grid.entering[0], ring)
    for place, chains in enumerate(grid.active[1:], 1):
        before = values[place - 1, :, :chains]
        now = _changed(before, change, ring)
        ring.times(now, grid.entering[place, :, :chains], out=now)
        ring.plus(now, ring.times(before, grid.staying[place, :, :chains]), out=now)
        values[place, :, :chains] = _scaled(now, ring)
    return values


def _scaled(values: Doubles, ring: _Semiring) -> Doubles:
    return np.divide(values, np.maximum.reduce(values)) if ring is _SUM else values


def _changed(values: Doubles, change: _Change, ring: _Semiring) -> Doubles:
    """Sum for each state what comes from all other states: states x chains.

    A change depends on types alone, so states are summed by type first. Where a role is kept and the cue is not, the
    state itself is left out by summing those before and those behind it; to subtract it would leave rounding errors.
    """
    chains = values.shape[1]
    roles = values[1:].reshape(-1, len(ROLES), chains)
    before = ring.plus.accumulate(roles)
    behind = ring.plus.accumulate(roles[::-1])[::-1]
    totals = ring.times(np.concatenate((values[:1], before[-1]))[:, None], change.between[:, :, :chains])
    total = ring.plus(ring.plus(ring.plus(totals[0], totals[1]), totals[2]), totals[3])
    rivals = np.empty(roles.shape)
    rivals[0] = ring.zero
    rivals[1:] = before[:-1]
    ring.plus(rivals[:-1], behind[1:], out=rivals[:-1])
    ring.times(rivals, change.within, out=rivals)
    found = np.empty(values.shape)
    found[0] = total[0]
    ring.plus(total[1:], rivals, out=found[1:].reshape(roles.shape))
    return found


def _followed_back(best: Doubles, grid: _Grid, change: Doubles) -> Integers:
    """Follow the best paths back: at each word the lowest state from which the next one has its score.

    The same additions in the same order as in `_forward`: rounding keeps order, so the maximum is met exactly.
    """
    types = _types(best.shape[1])
    into = change[types]
    states = np.zeros((len(best), best.shape[2]), dtype=np.int64)
    for place, chains in reversed(list(enumerate(grid.active))):
        ending = grid.active[place + 1] if place + 1 < len(best) else 0
        states[place, ending:chains] = best[place, :, ending:chains].argmax(0)
        if not place:
            break
        state, column = states[place, :chains], np.arange(chains)
        before = best[place - 1, :, :chains]
        options = before + into[:, types[state]] + grid.entering[place, state, column]
        options[state, column] = before[state, column] + grid.staying[place, state, column]
        states[place - 1, :chains] = options.argmax(0)
    return states
