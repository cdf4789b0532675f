"""The passages that two documents share, word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from onrecord.connect.echo.appearances import FEW, Stretch, appearance_of, beyond
from onrecord.connect.echo.edits import SEAM, Gap, gap_between, same_spelling, written
from onrecord.connect.echo.everyday import is_rarer
from onrecord.connect.echo.runs import GAP, Run, passages
from onrecord.connect.echo.sources import OUTSIDE, Source
from onrecord.model.alignment import Alignment

METHOD = "echo/1"
LEAST = 5
"""Equal words; fewer are never an echo."""
AGAIN = 8
"""The same where one side of it is part of a longer passage already."""
TAIL = 30
"""Words beyond the outermost runs that are laid on each other, too."""
STEM, ENDING = 4, 3
"""Letters that two forms of one word share at least, and have beyond them at most."""
EDGE = 2
"""Words at the end of both utterances that were exchanged for each other; with more, each side goes on by itself."""


Differences = tuple[tuple[str, str], ...]


def align(left: Source, right: Source) -> list[Alignment]:
    """Find the passages that two documents share, those with most words first.

    A passage needs five equal words, of which four run on, and in that run a word that stands in quotation marks or is
    reported at length, on a side.
    """
    if left.document == right.document:
        return []
    kept: list[_Passage] = []
    for chain in passages(left, right):
        core = _Passage(tuple(chain), ())
        if any(all(core.meets(one)) for one in kept):
            continue  # laid out further on both sides it would meet that passage, too
        found = _passage(left, right, chain)
        least = AGAIN if any(any(found.meets(one)) for one in kept) else LEAST
        if found.equal >= least and not any(all(found.meets(one)) for one in kept):
            kept.append(found)
    return [_alignment(left, right, one) for one in kept]


@dataclass(frozen=True, slots=True)
class _Passage:
    """Runs laid on each other, with what lies between."""

    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]

    @property
    def equal(self) -> int:
        return sum(run.size for run in self.runs) + sum(gap.equal for gap in self.gaps)

    def meets(self, other: "_Passage") -> tuple[bool, bool]:
        """Say on which sides two passages share words."""
        first, last, others = self.runs[0], self.runs[-1], (other.runs[0], other.runs[-1])
        left = first.left < others[1].left_end and others[0].left < last.left_end
        return left, first.right < others[1].right_end and others[0].right < last.right_end


def _passage(left: Source, right: Source, chain: Sequence[Run]) -> _Passage:
    whole = (*reversed([*_before(left, right, chain[0])]), *chain, *_after(left, right, chain[-1]))
    gaps = (
        gap_between(left, right, (one.left_end, one.right_end), (other.left, other.right))
        for one, other in pairwise(whole)
    )
    return _Passage(tuple(whole), tuple(gaps))


def _after(left: Source, right: Source, last: Run) -> Iterator[Run]:
    """Yield the shorter runs that go on behind the last one, in the same utterance on both sides."""
    yield from _tail((left, last.left_end - 1), (right, last.right_end - 1), 1)


def _before(left: Source, right: Source, first: Run) -> Iterator[Run]:
    """Yield the shorter runs that go before the first one, the nearest first."""
    for run in _tail((left, first.left), (right, first.right), -1):
        yield Run(run.left - run.size + 1, run.right - run.size + 1, run.size)


def _next(source: Source, word: int, step: int, most: int = TAIL) -> list[int]:
    """List the words beside a run: of its utterance, and of the reporter where the utterance has no more."""
    found = beyond(source, word, step, most)
    at = (found[-1] if found else word) + step
    low, high = source.paragraph_at(word)
    marked = source.marks
    while low <= at < high and len(found) < most and marked[at] == OUTSIDE:
        found.append(at)
        at += step
    return found


def _tail(ours_at: tuple[Source, int], theirs_at: tuple[Source, int], step: Literal[-1, 1]) -> Iterator[Run]:
    """Lay the words beside two words on each other outwards, as long as more are equal than differ."""
    (left, _), (right, _) = sides = ours_at, theirs_at
    nearest = [{source.words.words[word] for word in _next(source, at, step, GAP + 2)} for source, at in sides]
    if nearest[0].isdisjoint(nearest[1]):
        return  # more would be lost before the first equal word than may be
    ours, theirs = (_next(source, at, step) for source, at in sides)
    words = [left.words.words[word] for word in ours], [right.words.words[word] for word in theirs]
    a = b = 0
    for block in SequenceMatcher(None, *words, autojunk=False).get_matching_blocks():
        lost = max(block.a - a, block.b - b)
        single = block.size == 1 and (lost > 1 or not is_rarer(words[0][block.a]))
        here, there = ours[block.a : block.a + block.size], theirs[block.b : block.b + block.size]
        if not block.size or lost > min(GAP, 2 * block.size) + 1:
            return
        if not single and _neighbours(here) and _neighbours(there) and _quoted(left, here, right, there):
            yield Run(here[0], there[0], block.size)
            a, b = block.a + block.size, block.b + block.size


def _quoted(left: Source, here: Sequence[int], right: Source, there: Sequence[int]) -> bool:
    """Say whether each of some words stands in marks on a side: what both reporters say themselves is nobody's utterance."""
    ours, theirs = left.marks, right.marks
    return all(ours[one] != OUTSIDE or theirs[other] != OUTSIDE for one, other in zip(here, there, strict=True))


def _neighbours(words: Sequence[int]) -> bool:
    return abs(words[-1] - words[0]) == len(words) - 1


def _alignment(left: Source, right: Source, passage: _Passage) -> Alignment:
    runs, gaps = passage.runs, passage.gaps
    ours, theirs = (_stretch(passage, side) for side in ((left, 0), (right, 1)))
    head, ours, theirs = _exchanged(ours, theirs, -1)
    tail, ours, theirs = _exchanged(ours, theirs, 1)
    rarer = dict(_rarer(left, right, runs))
    return Alignment(
        left=appearance_of(ours, right),
        right=appearance_of(theirs, left),
        equal=passage.equal,
        runs=tuple(run.size for run in runs),
        rarer=len(rarer),
        names=sum(rarer.values()),
        differences=(*head, *(difference for gap in gaps for difference in gap.differences), *tail),
        method=METHOD,
    )


def _rarer(left: Source, right: Source, runs: Sequence[Run]) -> Iterator[tuple[str, bool]]:
    """List the equal words that are not everyday words, and whether both sides write them with a capital."""
    for run in runs:
        for step in range(run.size):
            word = left.words.words[run.left + step]
            if is_rarer(word):
                yield word, _capital(left, run.left + step) and _capital(right, run.right + step)


def _capital(source: Source, word: int) -> bool:
    return source.text[source.words.starts[word]].isupper()


def _stretch(passage: _Passage, side: tuple[Source, Literal[0, 1]]) -> Stretch:
    source, number = side
    pieces = tuple((run.right, run.right_end) if number else (run.left, run.left_end) for run in passage.runs)
    return Stretch(
        source=source,
        pieces=pieces,
        before=beyond(source, pieces[0][0], -1),
        after=beyond(source, pieces[-1][1] - 1, 1),
        licensed=tuple(sign for gap in passage.gaps for sign in gap.licensed[number]),
        joined=("left", "right")[number] in {gap.joined for gap in passage.gaps},
    )


def _exchanged(ours: Stretch, theirs: Stretch, step: Literal[-1, 1]) -> tuple[Differences, Stretch, Stretch]:
    """Read words at an end of both as exchanged for each other: the last of both utterances, or one word in two forms."""
    sides = [(one.source, list(one.before if step < 0 else one.after)) for one in (ours, theirs)]
    if all(1 <= len(words) <= EDGE for _, words in sides):
        folded = [[source.words.words[word] for word in sorted(words)] for source, words in sides]
        if same_spelling(*folded) or any(set(words) <= SEAM for words in folded):
            return (), ours, theirs
    else:
        edges = [one.first if step < 0 else one.last for one in (ours, theirs)]
        beside = [_next(source, edge, step, 1) for (source, _), edge in zip(sides, edges, strict=True)]
        forms = [[source.words.words[word] for word in words] for (source, _), words in zip(sides, beside, strict=True)]
        told = all(_told(one, words, step) for one, words in zip((ours, theirs), beside, strict=True))
        if not all(beside) or not told or not _one_word(forms[0][0], forms[1][0]):
            return (), ours, theirs
        sides = [(source, word) for (source, _), word in zip(sides, beside, strict=True)]
    (before, after) = (written(source, sorted(words)) for source, words in sides)
    shorter = [_without(one, words, step) for one, (_, words) in zip((ours, theirs), sides, strict=True)]
    return ((before, after),), shorter[0], shorter[1]


def _told(stretch: Stretch, words: Sequence[int], step: Literal[-1, 1]) -> bool:
    """Say whether a word beside a passage is told as part of it, not a reporter's word before a fragment in marks."""
    edge = stretch.words()[:FEW] if step < 0 else stretch.words()[-FEW:]
    marked = stretch.source.marks
    return all(marked[word] == OUTSIDE for word in edge) or all(marked[word] != OUTSIDE for word in words)


def _without(stretch: Stretch, words: Sequence[int], step: Literal[-1, 1]) -> Stretch:
    if step < 0:
        return replace(stretch, before=[word for word in stretch.before if word not in words])
    return replace(stretch, after=[word for word in stretch.after if word not in words])


def _one_word(one: str, other: str) -> bool:
    """Say whether two words are forms of one: "bring", "bringing"."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one != other and shared >= STEM and max(len(one), len(other)) - shared <= ENDING
