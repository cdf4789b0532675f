"""Runs of equal words in two documents, and which of them lie together as one passage."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.connect.echo.sources import OUTSIDE, Source
from onrecord.connect.words import SHINGLE, Shingles

PLACES_LIMIT = 6
"""A run of four words at more places of a document than this is its refrain and proposes nothing."""
GAP = 6
"""Words that may stand differently between two runs; more only where the runs hold more."""
GAP_MOST = 25
BETWEEN = 40
"""Words of the reporter that may stand between two quotations of one utterance."""
CUE_WORDS = 15
"""The same where nothing else shows that they are one: a cue, in the same paragraph."""
LEAST_RUN = 3
RUNS_LIMIT = 400
"""Runs of two documents that are looked at, longest first: two copies of one long text share more."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Equal words: `size` of them from word `left` of one document and word `right` of the other."""

    left: int
    right: int
    size: int

    @property
    def left_end(self) -> int:
        """The word after the last, on the left."""
        return self.left + self.size

    @property
    def right_end(self) -> int:
        """The word after the last, on the right."""
        return self.right + self.size


def runs(left: Source, right: Source) -> list[Run]:
    """Find runs of equal words of which each word stands in marks, or is reported, on a side; by place."""
    found: list[Run] = []
    reached: dict[int, int] = {}  # diagonal: first word on the left that no run holds yet
    for i, j in _seeds(left, right):
        if i < reached.get(j - i, 0):
            continue
        run = _grown(left, right, i, j)
        reached[j - i] = max(i + 1, run.left_end if run else 0)
        if run is not None:
            found += _clipped(left, right, run)
    found = sorted(set(found), key=lambda one: (-one.size, one))[:RUNS_LIMIT]
    return sorted(found)


def _seeds(left: Source, right: Source) -> list[tuple[int, int]]:
    """List the places of shared runs of four words of which a word is worth looking for on a side, in order."""
    shared = np.intersect1d(left.sorted_runs, right.sorted_runs, assume_unique=True)
    if not len(shared):
        return []
    ours, theirs = _places(left, shared), _places(right, shared)
    return sorted(
        (i, j)
        for number, places in ours.items()
        if len(places) <= PLACES_LIMIT and len(theirs[number]) <= PLACES_LIMIT
        for i in places
        for j in theirs[number]
        if left.sought[i : i + SHINGLE].any() or right.sought[j : j + SHINGLE].any()
    )


def _places(source: Source, shared: Shingles) -> dict[int, list[int]]:
    """Map each shared number of four words to its places in a document."""
    places: dict[int, list[int]] = defaultdict(list)
    for place in np.flatnonzero(np.isin(source.runs, shared)).tolist():
        places[int(source.runs[place])].append(place)
    return places


def _grown(left: Source, right: Source, i: int, j: int) -> Run | None:
    """Grow a seed to both sides as long as the words are equal; None where only the numbers were."""
    ours, theirs = left.words.words, right.words.words
    if ours[i : i + SHINGLE] != theirs[j : j + SHINGLE]:
        return None
    start, end = 0, SHINGLE
    while i + start > 0 and j + start > 0 and ours[i + start - 1] == theirs[j + start - 1]:
        start -= 1
    while i + end < len(ours) and j + end < len(theirs) and ours[i + end] == theirs[j + end]:
        end += 1
    return Run(i + start, j + start, end - start)


def _clipped(left: Source, right: Source, run: Run) -> Iterator[Run]:
    """Cut a run to the words that stand in marks on a side; without marks on either, to those reported on a side."""
    here, there = slice(run.left, run.left_end), slice(run.right, run.right_end)
    inside = (left.marked[here] != OUTSIDE) | (right.marked[there] != OUTSIDE)
    reported = (left.said[here] != OUTSIDE) & (right.said[there] != OUTSIDE)
    if reported.sum() > 2 * inside.sum():  # paraphrase, perhaps with a word or two in marks
        inside |= reported
    # Where marks begin or end on both sides at once, one utterance ends and another begins.
    turns = np.flatnonzero((np.diff(left.marked[here]) != 0) & (np.diff(right.marked[there]) != 0)) + 1
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8))).reshape(-1, 2)
    for low, high in edges.tolist():
        cuts = [low, *(turn for turn in turns.tolist() if low < turn < high), high]
        for start, end in pairwise(cuts):
            if end - start >= LEAST_RUN:
                yield Run(run.left + start, run.right + start, end - start)


def passages(left: Source, right: Source) -> Iterator[list[Run]]:
    """Put runs together that lie in one passage of both documents, in order, the passage with most words first."""
    waiting = runs(left, right)
    while waiting:
        chain = _best_chain(left, right, waiting)
        yield chain
        waiting = [one for one in waiting if not any(_taken(one, other) for other in chain)]


def _taken(one: Run, other: Run) -> bool:
    """Say whether two runs are of one place on both sides; the same words at two places of a document are two passages."""
    ours = one.left < other.left_end and other.left < one.left_end
    return ours and one.right < other.right_end and other.right < one.right_end


def _best_chain(left: Source, right: Source, found: Sequence[Run]) -> list[Run]:
    """Find the runs in the same order on both sides, near each other, that hold most words."""
    score = [float(one.size) for one in found]
    before: list[int | None] = [None] * len(found)
    for at, run in enumerate(found):
        for back in range(at):
            earlier = found[back]
            lost = _distance(left, right, earlier, run)
            if lost is not None and score[back] + run.size - lost > score[at]:
                score[at], before[at] = score[back] + run.size - lost, back
    last: int | None = max(range(len(found)), key=lambda one: (score[one], -one))
    chain: list[Run] = []
    while last is not None:
        chain.append(found[last])
        last = before[last]
    return chain[::-1]


def _distance(left: Source, right: Source, earlier: Run, later: Run) -> float | None:
    """Measure how far two runs lie apart, in tenths of a word; None where they are no one passage."""
    if later.left < earlier.left_end or later.right < earlier.right_end:
        return None
    if later.left - earlier.left_end > BETWEEN + GAP_MOST or later.right - earlier.right_end > BETWEEN + GAP_MOST:
        return None
    ours, theirs = (
        between(left, earlier.left_end, later.left),
        between(right, earlier.right_end, later.right),
    )
    if ours is None or theirs is None:
        return None
    gap = max(len(ours), len(theirs))
    allowed = min(GAP_MOST, max(GAP, 2 * min(earlier.size, later.size) - 1))
    return gap / 10 if gap <= allowed else None


def between(source: Source, start: int, end: int) -> list[int] | None:
    """List the words between two runs, without those of a reporter who interrupts a quotation.

    Args:
        source: The document.
        start: The word after the first run.
        end: The first word of the second run.

    Returns:
        None where the runs are of two quotations that nothing joins.
    """
    marked = source.marked
    if marked[start - 1] == OUTSIDE or marked[end] == OUTSIDE:
        return list(range(start, end))
    if marked[start - 1] == marked[end]:
        return [word for word in range(start, end) if marked[word] == marked[end]]
    inside = [word for word in range(start, end) if marked[word] != OUTSIDE]
    reporter = end - start - len(inside)
    beside = reporter <= CUE_WORDS and source.paragraphs[start - 1] == source.paragraphs[end]
    return inside if beside or (reporter <= BETWEEN and one_speaker(source, start - 1, end)) else None


def one_speaker(source: Source, one: int, other: int) -> bool:
    """Say whether two quotations may be one person's: of one statement, or not each with a source of other words."""
    first, second = source.statement_of(one), source.statement_of(other)
    if first is None or second is None or first.id == second.id:
        return True
    names = [" ".join(span.text for span in each.source).split() for each in (first, second)]
    pronoun = "pronoun" in {first.source_kind, second.source_kind}
    return pronoun or not all(names) or names[0][-1].casefold() == names[1][-1].casefold()
