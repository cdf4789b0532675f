"""Names and quantities as the network reads them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onrecord.extract.tagger.lattice import Doubles, Floats
from onrecord.extract.tagger.pieces import Pieces

ENTITY_TYPES = ("person", "organisation", "public_body", "product", "law", "place", "money", "quantity", "date")
_GROUPS = ((0,), (1, 2), (3,), (4,), (5,), (6,), (7,), (8,))
"""Types between which a path is sought: a public body is an organisation, and which of the two is asked afterwards."""
SURELY_OUTSIDE = 0.995
"""Probability from which a word belongs to no name without looking at its neighbours."""
BEGINNING = 0.8
"""What a name costs for being one, natural logarithm: a little doubt is not enough for it."""
BESIDE = 1.0
"""What a name costs that follows another without a word between, the same: names are cut too often rather than too seldom."""
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Entity:
    """A name or quantity, in code points, half-open.

    Attributes:
        kind: One of `ENTITY_TYPES`.
        probability: That a word of it belongs to a name of this kind, mean over its words; an organisation and a public
            body count as one kind for this.
    """

    start: int
    end: int
    kind: str
    probability: float


def entities(pieces: Pieces, scores: Floats) -> list[Entity]:
    """Read tags (outside, then begin and inside of each type) as spans; a span never crosses a paragraph.

    The likeliest path through the words is taken on which no name goes on that has not begun (Viterbi).
    """
    if not len(pieces):
        return []
    likely = np.exp(scores.astype(np.float64) - scores.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    doubtful = np.flatnonzero(likely[:, 0] < SURELY_OUTSIDE)
    if not len(doubtful):
        return []
    cuts = np.flatnonzero((np.diff(doubtful) > 1) | (np.diff(pieces.paragraph[doubtful]) != 0)) + 1
    return [
        entity for run in np.split(doubtful, cuts) for entity in _names(pieces, likely, int(run[0]), int(run[-1]) + 1)
    ]


def _names(pieces: Pieces, likely: Doubles, low: int, high: int) -> Iterator[Entity]:
    """Read the names in a run of words."""
    outside, begin, goes_on = _grouped(likely[low:high])
    begin[0] = np.logaddexp(begin[0], goes_on[0] - BEGINNING)  # there is nothing here for the first word to go on with
    path = _path((outside, begin, goes_on))
    inside = likely[low:high, 1::2] + likely[low:high, 2::2]
    begins = [place for place, (group, begun) in enumerate(path) if group >= 0 and begun]
    for first in begins:
        group = path[first][0]
        last = first + 1
        while last < len(path) and path[last] == (group, False):
            last += 1
        shares = inside[first:last, _GROUPS[group]].mean(0)
        yield Entity(
            start=int(pieces.start[low + first]),
            end=int(pieces.end[low + last - 1]),
            kind=ENTITY_TYPES[_GROUPS[group][int(shares.argmax())]],
            probability=min(1.0, float(shares.sum())),
        )


def _grouped(likely: Doubles) -> tuple[Doubles, Doubles, Doubles]:
    """Give the scores of each word: outside, to begin a name of each group, and to go on with one."""
    begin, inside = (np.zeros((len(likely), len(_GROUPS))) for _ in range(2))
    for number, group in enumerate(_GROUPS):
        for kind in group:
            begin[:, number] += likely[:, 1 + 2 * kind]
            inside[:, number] += likely[:, 2 + 2 * kind]
    outside, begin, inside = (np.log(values + _LEAST) for values in (likely[:, 0], begin, inside))
    return outside, begin - BEGINNING, inside


def _path(scores: tuple[Doubles, Doubles, Doubles]) -> list[tuple[int, bool]]:
    """Find the likeliest path: for each word the group of its name, -1 for none, and whether it begins one."""
    outside, begin, inside = scores
    count = begin.shape[1]
    states = np.concatenate([outside[:1], begin[0], np.full(count, -np.inf)])
    back = np.zeros((len(outside), len(states)), dtype=np.int64)
    for place in range(1, len(outside)):
        named = int(states[1:].argmax()) + 1
        best = 0 if states[0] >= states[named] else named
        before = 0 if states[0] >= states[named] - BESIDE else named
        entered = states[0] if before == 0 else states[named] - BESIDE
        goes_on = states[1 + count :] > states[1 : 1 + count]
        back[place, 0] = best
        back[place, 1 : 1 + count] = before
        back[place, 1 + count :] = np.arange(1, 1 + count) + np.where(goes_on, count, 0)
        states = np.concatenate(
            [
                states[best : best + 1] + outside[place],
                entered + begin[place],
                np.maximum(states[1 : 1 + count], states[1 + count :]) + inside[place],
            ]
        )
    return _traced(int(states.argmax()), back, count)


def _traced(state: int, back: np.ndarray[tuple[int, ...], np.dtype[np.int64]], count: int) -> list[tuple[int, bool]]:
    """Follow a path back from its last state."""
    found: list[tuple[int, bool]] = []
    for before in back[::-1].tolist():
        found.append(((state - 1) % count if state else -1, 0 < state <= count))
        state = before[state]
    return found[::-1]
