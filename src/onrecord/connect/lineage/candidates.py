"""Which documents share words: pairs with a run of four words in common that few others have.

A run in at most `RARE` documents is shared by every pair of them, and such a pair is a candidate, unless they share no other
run and this one is not quoted: so short a stretch of a writer's own words says nothing. A run in more is an idiom, or the words of a text that went round. It counts for neighbours only, each document with the next by id, and makes
a candidate of two that share `CHAINED` runs: idioms make few such pairs, a text that went round links all that carry
it into a chain. So what one run proposes grows with the documents that hold it, never with their square.

What is said of a pair depends on the pair, on how many documents hold its runs, and on which stand between the two by id.
When documents are added, runs get more common and neighbours part, so the counts of a pair held before (`runs`, `quoted`, and
`runs + common`) can only fall: a candidate may fall away, none appears. Hence documents may be added in any order: pairs
found with each addition, then passed through `still_candidates`, are exactly those of one pass over all, as long as what
is kept of a pair before that depends on its two texts alone or on a least number of `runs + common` (tests hold it).
When a document is taken away pairs may appear: work them out anew.

Nothing depends on the order of documents or on the size of a piece of the work.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.connect.lineage.fingerprints import Fingerprint
from onrecord.connect.words import Shingles
from onrecord.model.ids import DocumentId

RARE = 20
"""Documents that may hold a run which proposes all pairs. Of runs that two or more of 840 articles of one campaign share,
99 % are held by fewer."""
CHAINED = 12
"""Runs that two documents must share where none of them is rare: a sentence's worth."""
PIECE = 4_000_000
"""Runs worked on at a time: some 200 MB while they are sorted."""
TOGETHER = 1_000
"""Documents whose runs are put side by side at a time."""
_FILTER_BITS = 24

Wide = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two documents that share words.

    Attributes:
        left, right: The smaller id first.
        runs: Rare runs that both hold.
        common: Runs held by many in which the two are neighbours.
        quoted: How many of both kinds stand in quotations only, on one side at least.
        quoted_twice: How many of both kinds stand in quotations only, on both sides.
    """

    left: DocumentId
    right: DocumentId
    runs: int
    common: int = 0
    quoted: int = 0
    quoted_twice: int = 0

    @property
    def unquoted(self) -> int:
        """Count the runs that are not quoted on both sides."""
        return self.runs + self.common - self.quoted_twice


def candidates(held: Sequence[Fingerprint], new: AbstractSet[DocumentId] | None = None) -> list[Candidate]:
    """List the pairs of documents that share a rare run or many common ones, by their ids.

    Args:
        held: All documents of the record, each once, in any order.
        new: Give only the pairs with one of these at least; None for all.
    """
    ordered = sorted(held, key=lambda one: one.document)
    fresh = np.array([new is None or one.document in new for one in ordered], dtype=np.bool_)
    wanted = None if new is None else _joined(one.shingles for one in ordered if one.document in new)
    return _named(_found(ordered, fresh, wanted), ordered)


def still_candidates(pairs: Iterable[tuple[DocumentId, DocumentId]], held: Sequence[Fingerprint]) -> list[Candidate]:
    """Give those of some pairs that are candidates among the documents held now, with what they share now."""
    ordered = sorted(held, key=lambda one: one.document)
    number = {one.document: place for place, one in enumerate(ordered)}
    asked = {tuple(sorted((number[left], number[right]))) for left, right in pairs}
    shared = (np.intersect1d(ordered[left].shingles, ordered[right].shingles) for left, right in asked)
    fresh = np.zeros(len(ordered), dtype=np.bool_)
    fresh[[place for pair in asked for place in pair]] = True
    found = _found(ordered, fresh, _joined(shared))
    keys = np.array([left * len(ordered) + right for left, right in asked], dtype=np.int64)
    return _named(found[:, np.isin(found[0], keys)], ordered)


def _joined(some: Iterable[Shingles]) -> Shingles:
    runs = list(some)
    return np.unique(np.concatenate(runs)) if runs else np.empty(0, dtype=np.uint32)


def _found(ordered: Sequence[Fingerprint], fresh: NDArray[np.bool_], wanted: Shingles | None) -> Places:
    """Sum up what each pair with a fresh document shares, of the wanted runs."""
    found = _NOTHING
    for keys in _pieces(ordered, wanted):
        found = _summed(found, _pairs(keys, fresh, len(ordered)))
    return found


def _pieces(ordered: Sequence[Fingerprint], wanted: Shingles | None) -> Iterator[Wide]:
    """Cut the runs into pieces by their numbers; each holds all places of its runs, as sorted keys.

    Yields:
        Keys `run << 32 | document << 1 | quoted`, each run of a document once.
    """
    total = sum(len(one.shingles) for one in ordered)
    count = 1 if wanted is not None else max(1, -(-total // PIECE))
    sieve = None if wanted is None else _sieve(wanted)
    for low, high in pairwise(number * 2**32 // count for number in range(count + 1)):
        found = [
            _keys(ordered[first : first + TOGETHER], first, (low, high - 1), sieve)
            for first in range(0, len(ordered), TOGETHER)
        ]
        keys = np.concatenate(found) if found else np.empty(0, dtype=np.uint64)
        if wanted is not None and len(wanted):
            runs = (keys >> np.uint64(32)).astype(np.uint32)
            place = np.minimum(np.searchsorted(wanted, runs), len(wanted) - 1)
            keys = keys[wanted[place] == runs]
        keys.sort()
        # Where a run stands quoted and not quoted in a document, the key without the mark comes first and stays.
        yield keys[_first_of(keys >> np.uint64(1))]


def _sieve(wanted: Shingles) -> NDArray[np.bool_]:
    """Mark the leading bits of some runs: most others are told apart by one look."""
    sieve = np.zeros(2**_FILTER_BITS, dtype=np.bool_)
    sieve[wanted >> np.uint32(32 - _FILTER_BITS)] = True
    return sieve


def _keys(some: Sequence[Fingerprint], first: int, borders: tuple[int, int], sieve: NDArray[np.bool_] | None) -> Wide:
    """Give the keys of some documents, the first of which has the number given, for the runs of a piece or of a sieve."""
    runs = np.concatenate([one.shingles for one in some])
    if sieve is None:
        chosen = (runs >= borders[0]) & (runs <= borders[1])
    else:
        chosen = sieve[runs >> np.uint32(32 - _FILTER_BITS)]
    numbers = np.repeat(np.arange(first, first + len(some), dtype=np.uint64), [len(one.shingles) for one in some])
    quoted = np.concatenate([one.quoted for one in some])
    wide = runs[chosen].astype(np.uint64) << np.uint64(32)
    # The parts share no bit, so that adding joins them.
    return wide + (numbers[chosen] << np.uint64(1)) + quoted[chosen].astype(np.uint64)


def _first_of(values: Wide) -> NDArray[np.bool_]:
    """Mark the first of each group of equal values that stand together."""
    first = np.ones(len(values), dtype=np.bool_)
    first[1:] = values[1:] != values[:-1]
    return first


_NOTHING = np.empty((3, 0), dtype=np.int64)
"""Rows: the pair as `left * documents + right`; rare runs, and above 32 bits common runs; those quoted on a side, and above 32
bits those quoted on both."""
_HALF = 32


def _pairs(keys: Wide, fresh: NDArray[np.bool_], documents: int) -> Places:
    """Sum up for each pair what the runs of a piece propose."""
    first = _first_of(keys >> np.uint64(32))
    begins = np.flatnonzero(first)
    sizes = np.diff(np.append(begins, len(keys)))
    ends = []
    for size in range(2, RARE + 1):
        groups = begins[sizes == size]
        ends += [np.stack((groups + one, groups + other)) for one, other in combinations(range(size), 2) if len(groups)]
    chained = np.flatnonzero(np.repeat(sizes > RARE, sizes) & ~first)
    rare = sum(one.shape[1] for one in ends)
    one, other = np.concatenate([*ends, np.stack((chained - 1, chained))], axis=1)
    number = ((keys & np.uint64(0xFFFFFFFF)) >> np.uint64(1)).astype(np.int64)
    quoted = (keys & np.uint64(1)).astype(np.int64)
    counts = np.ones(len(one), dtype=np.int64)
    counts[rare:] <<= _HALF
    sides = (quoted[one] | quoted[other]) + ((quoted[one] & quoted[other]) << _HALF)
    chosen = fresh[number[one]] | fresh[number[other]]
    return np.stack((number[one] * documents + number[other], counts, sides))[:, chosen]


def _summed(*tables: Places) -> Places:
    """Join the columns of one pair."""
    table = np.concatenate(tables, axis=1)
    if not table.shape[1]:
        return table
    table = table[:, np.argsort(table[0], kind="stable")]
    begins = np.flatnonzero(np.append(True, table[0, 1:] != table[0, :-1]))
    summed = np.add.reduceat(table, begins, axis=1)
    summed[0] = table[0, begins]
    return summed


def _named(found: Places, ordered: Sequence[Fingerprint]) -> list[Candidate]:
    """Give the pairs that are candidates."""
    pairs, counts, sides = found
    mask = (1 << _HALF) - 1
    rare, common, quoted, twice = counts & mask, counts >> _HALF, sides & mask, sides >> _HALF
    kept = ((rare > 0) & ((rare + common > 1) | (quoted > 0))) | (common >= CHAINED)
    lefts, rights = np.divmod(pairs[kept], max(1, len(ordered)))
    names = [one.document for one in ordered]
    columns = (one[kept].tolist() for one in (rare, common, quoted, twice))
    return [
        Candidate(names[left], names[right], *of)
        for left, right, *of in zip(lefts.tolist(), rights.tolist(), *columns, strict=True)
    ]
