"""Runs of equal words in two documents, and which of them lie together as one passage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


Link = tuple[int, float]
"""An earlier run by its number, and what is lost between it and the later one."""


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
    (ours, here), (theirs, there) = _places(left, shared), _places(right, shared)
    few = (here <= PLACES_LIMIT) & (there <= PLACES_LIMIT)
    ours, here, theirs, there = ours[few], here[few], theirs[few], there[few]
    # Each place of a run on the left with each on the right: numbered through, run by run.
    together = here * there
    within = np.arange(together.sum()) - np.repeat(np.cumsum(together) - together, together)
    width = np.repeat(there, together)
    i = left.in_order[1][np.repeat(ours, together) + within // width]
    j = right.in_order[1][np.repeat(theirs, together) + within % width]
    worth = left.seeding[i] | right.seeding[j]
    return sorted(zip(i[worth].tolist(), j[worth].tolist(), strict=True))


def _places(source: Source, shared: Shingles) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find each shared number of four words among those of a document, in order: the first place, and how many."""
    numbers, _ = source.in_order
    first = np.searchsorted(numbers, shared, "left")
    return first, np.searchsorted(numbers, shared, "right") - first


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
    ours, theirs = left.marks[run.left : run.left_end], right.marks[run.right : run.right_end]
    start: int | None = None
    for at, inside in enumerate((*_inside(left, right, run), False)):
        if start is None:
            start = at if inside else None
            continue
        # Where marks begin or end on both sides at once, one utterance ends and another begins.
        turns = inside and ours[at] != ours[at - 1] and theirs[at] != theirs[at - 1]
        if turns or not inside:
            if at - start >= LEAST_RUN:
                yield Run(run.left + start, run.right + start, at - start)
            start = at if inside else None


def _inside(left: Source, right: Source, run: Run) -> list[bool]:
    """Say of each word of a run whether it stands in marks on a side, or is reported on both where few words are."""
    ours, theirs = left.marks[run.left : run.left_end], right.marks[run.right : run.right_end]
    inside = [one != OUTSIDE or other != OUTSIDE for one, other in zip(ours, theirs, strict=True)]
    if 2 * sum(inside) >= run.size:
        return inside
    here, there = left.said[run.left : run.left_end], right.said[run.right : run.right_end]
    reported: list[bool] = ((here != OUTSIDE) & (there != OUTSIDE)).tolist()
    if sum(reported) > 2 * sum(inside):  # paraphrase, perhaps with a word or two in marks
        return [one or other for one, other in zip(inside, reported, strict=True)]
    return inside


def passages(left: Source, right: Source) -> Iterator[list[Run]]:
    """Put runs together that lie in one passage of both documents, in order, the passage with most words first."""
    found = runs(left, right)
    links = _links(left, right, found)
    waiting = list(range(len(found)))
    while waiting:
        chain = [found[at] for at in _best_chain(found, links, waiting)]
        yield chain
        waiting = [at for at in waiting if not any(_taken(found[at], other) for other in chain)]


def _taken(one: Run, other: Run) -> bool:
    """Say whether two runs are of one place on both sides; the same words at two places of a document are two passages."""
    ours = one.left < other.left_end and other.left < one.left_end
    return ours and one.right < other.right_end and other.right < one.right_end


def _best_chain(found: Sequence[Run], links: Sequence[Sequence[Link]], waiting: Sequence[int]) -> list[int]:
    """Find the runs in the same order on both sides, near each other, that hold most words; of those that wait."""
    score: dict[int, float] = {}
    before: dict[int, int] = {}
    last, most = waiting[0], 0.0
    for at in waiting:
        size = found[at].size
        best = float(size)
        for back, lost in links[at]:
            if back in score and score[back] + size - lost > best:
                best, before[at] = score[back] + size - lost, back
        score[at] = best
        if best > most:
            last, most = at, best
    chain = [last]
    while chain[-1] in before:
        chain.append(before[chain[-1]])
    return chain[::-1]


def _links(left: Source, right: Source, found: Sequence[Run]) -> list[list[Link]]:
    """List for each run the ones before it that may lie in one passage with it, in order."""
    links: list[list[Link]] = [[] for _ in found]
    ours, theirs, sizes = np.array([(one.left, one.right, one.size) for one in found], dtype=np.int64).reshape(-1, 3).T
    far = BETWEEN + GAP_MOST
    here, there = ours - (ours + sizes)[:, None], theirs - (theirs + sizes)[:, None]
    near = (here >= 0) & (here <= far) & (there >= 0) & (there <= far)
    for back, at in np.argwhere(near).tolist():
        lost = _distance(left, right, found[back], found[at])
        if lost is not None:
            links[at].append((back, lost))
    return links


def _distance(left: Source, right: Source, earlier: Run, later: Run) -> float | None:
    """Measure how far two runs lie apart, in tenths of a word; None where they are no one passage."""
    ours = between(left, earlier.left_end, later.left)
    theirs = None if ours is None else between(right, earlier.right_end, later.right)
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
    marked = source.marks
    if marked[start - 1] == OUTSIDE or marked[end] == OUTSIDE:
        return list(range(start, end))
    if marked[start - 1] == marked[end]:
        return [word for word in range(start, end) if marked[word] == marked[end]]
    inside = [word for word in range(start, end) if marked[word] != OUTSIDE]
    reporter = end - start - len(inside)
    beside = reporter <= CUE_WORDS and source.parts[start - 1] == source.parts[end]
    return inside if beside or (reporter <= BETWEEN and one_speaker(source, start - 1, end)) else None


def one_speaker(source: Source, one: int, other: int) -> bool:
    """Say whether two quotations may be one person's: of one statement, or not each with a source of other words."""
    first, second = source.statement_of(one), source.statement_of(other)
    if first is None or second is None or first is second:
        return True
    names = [" ".join(span.text for span in each.source).split() for each in (first, second)]
    pronoun = "pronoun" in {first.source_kind, second.source_kind}
    one_name = pronoun or not all(names) or names[0][-1].casefold() == names[1][-1].casefold()
    return one_name or first.id == second.id
