"""Where two texts have the same words: runs of equal words, joined to passages."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from onrecord.connect.words import SHINGLE, Shingles

PLACES = 16
"""Places at which a run of four words is looked at in the other text; more have only lists that repeat themselves."""
GAP = 10
"""Words between two runs of equal words of one passage, at most."""
WIDE_GAP = 30
"""The same where as many words, but for `DRIFT`, lie between on both sides: words put for others."""
DRIFT = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Some equal words, as places among the words of each text.

    Attributes:
        here, there: Place of the first in one text and in the other.
        size: How many.
    """

    here: int
    there: int
    size: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Runs that follow each other in both texts; between them stand other words."""

    runs: tuple[Run, ...]

    @property
    def equal(self) -> int:
        """Count the equal words."""
        return sum(run.size for run in self.runs)

    @property
    def here(self) -> tuple[int, int]:
        """Give its first word in one text and the place after its last."""
        return self.runs[0].here, self.runs[-1].here + self.runs[-1].size

    @property
    def there(self) -> tuple[int, int]:
        """Give the same for the other text."""
        return self.runs[0].there, self.runs[-1].there + self.runs[-1].size


@dataclass(frozen=True, slots=True)
class Side:
    """The words of a text, folded, and their runs."""

    words: Sequence[str]
    shingles: Shingles


def align(one: Side, other: Side) -> list[Passage]:
    """Find the passages of one text in another, by their order in the first; no word of the first stands in two."""
    passages: list[list[Run]] = []
    for run in _runs(one, other):
        if passages and _joins(passages[-1][-1], run):
            passages[-1].append(run)
        else:
            passages.append([run])
    return [Passage(tuple(runs)) for runs in passages]


def _runs(one: Side, other: Side) -> list[Run]:
    """Cut equal words out, from left to right: what goes on where the run before ended, else the longest."""
    shared = np.intersect1d(one.shingles, other.shingles)
    there = np.flatnonzero(np.isin(other.shingles, shared))
    numbered = sorted(zip(other.shingles[there].tolist(), there.tolist(), strict=True))
    places = {number: [place for _, place in some] for number, some in groupby(numbered, key=lambda pair: pair[0])}
    found: list[Run] = []
    end = 0
    for here in np.flatnonzero(np.isin(one.shingles, shared)).tolist():
        if here < end:
            continue
        options = _near(places[int(one.shingles[here])], found[-1] if found else None)
        runs = [Run(here, place, _equal(one.words, other.words, here, place)) for place in options]
        best = max(runs, key=lambda run: (run.size + GAP * bool(found and _joins(found[-1], run)), -run.there))
        if best.size >= SHINGLE:  # else two runs share a number, not their words
            found.append(best)
            end = here + best.size
    return found


def _near(places: list[int], before: Run | None) -> list[int]:
    """Take the places to look at: of very many those that follow the run before."""
    if len(places) <= PLACES or before is None:
        return places[:PLACES]
    first = bisect_left(places, before.there + before.size)
    return places[first : first + PLACES] or places[:PLACES]


def _equal(one: Sequence[str], other: Sequence[str], here: int, there: int) -> int:
    """Count the words that are equal from two places on."""
    size = 0
    longest = min(len(one) - here, len(other) - there)
    while size < longest and one[here + size] == other[there + size]:
        size += 1
    return size


def _joins(before: Run, run: Run) -> bool:
    """Say whether a run goes on with the passage of the one before."""
    here, there = run.here - before.here - before.size, run.there - before.there - before.size
    if here < 0 or there < 0:
        return False
    return max(here, there) <= GAP or (max(here, there) <= WIDE_GAP and abs(here - there) <= DRIFT)


def in_order(passages: Sequence[Passage]) -> float:
    """Give the share of the equal words that stand in one order in both texts: 1 where none was moved."""
    total = sum(one.equal for one in passages)
    # Heaviest rising row of passages; `best` keeps only steps at which weight grows with the place.
    best: list[tuple[int, int]] = []  # (place in the other text, weight up to there)
    for one in passages:
        place = bisect_left(best, (one.there[0], 0))
        weight = one.equal + (best[place - 1][1] if place else 0)
        after = place
        while after < len(best) and best[after][1] <= weight:
            after += 1
        best[place:after] = [(one.there[0], weight)]
    return best[-1][1] / total if total else 1.0
