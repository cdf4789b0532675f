"""Which documents share words: pairs with a run of four words in common that few others have.

A run in at most `RARE` documents is shared by every pair of them, and each such pair is a candidate. A run in more is an
idiom, or the words of a text that went round. It counts for neighbours only, each document with the next by id, and makes
a candidate of two that share `CHAINED` runs: idioms make few such pairs, a text that went round links all that carry
it into a chain. So what one run proposes grows with the documents that hold it, never with their square.

What is said of a pair depends on the pair, on how many documents hold its runs, and on which stand between the two by id.
When documents are added, runs get more common and neighbours part, so the counts of a pair held before (`runs`, and
`runs + common`) can only fall: a candidate may fall away, none appears. Hence documents may be added in any order: pairs
found with each addition, then passed through `still_candidates`, are exactly those of one pass over all, as long as what
is kept of a pair before that depends on its two texts alone or on a least number of `runs + common` (tests hold it).
When a document is taken away pairs may appear: work them out anew.

Nothing depends on the order of documents or on the size of a piece of the work.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

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
    wanted = None if new is None else _runs_of(one for one in ordered if one.document in new)
    pieces = [_pairs(keys, fresh, len(ordered)) for keys in _pieces(ordered, wanted)]
    table = _summed(np.concatenate(pieces)) if pieces else _NOTHING
    return _named(table[(table[:, 1] > 0) | (table[:, 2] >= CHAINED)], ordered)


def still_candidates(pairs: Iterable[tuple[DocumentId, DocumentId]], held: Sequence[Fingerprint]) -> list[Candidate]:
    """Give those of some pairs that are candidates among the documents held now, with what they share now."""
    asked = {(min(pair), max(pair)) for pair in pairs}
    involved = {document for pair in asked for document in pair}
    return [one for one in candidates(held, involved) if (one.left, one.right) in asked]


def _runs_of(some: Iterable[Fingerprint]) -> Shingles:
    runs = [one.shingles for one in some]
    return np.unique(np.concatenate(runs)) if runs else np.empty(0, dtype=np.uint32)


def _pieces(ordered: Sequence[Fingerprint], wanted: Shingles | None) -> Iterator[Wide]:
    """Cut the runs into pieces by their numbers; each holds all places of its runs, as sorted keys.

    Yields:
        Keys `run << 32 | document << 1 | quoted`, each run of a document once.
    """
    total = sum(len(one.shingles) for one in ordered)
    count = 1 if wanted is not None else max(1, -(-total // PIECE))
    borders = [number * 2**32 // count for number in range(count + 1)]
    sieve = None if wanted is None else _sieve(wanted)
    for low, high in pairwise(borders):
        found = [_keys(number, one, (low, high), sieve) for number, one in enumerate(ordered)]
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


def _keys(number: int, one: Fingerprint, borders: tuple[int, int], sieve: NDArray[np.bool_] | None) -> Wide:
    runs, quoted = one.shingles, one.quoted
    if sieve is not None:
        chosen = sieve[runs >> np.uint32(32 - _FILTER_BITS)]
        runs, quoted = runs[chosen], quoted[chosen]
    elif borders != (0, 2**32):
        chosen = (runs >= borders[0]) & (runs <= borders[1] - 1)
        runs, quoted = runs[chosen], quoted[chosen]
    return (runs.astype(np.uint64) << np.uint64(32)) | np.uint64(number << 1) | quoted.astype(np.uint64)


def _first_of(values: Wide) -> NDArray[np.bool_]:
    """Mark the first of each group of equal values that stand together."""
    first = np.ones(len(values), dtype=np.bool_)
    first[1:] = values[1:] != values[:-1]
    return first


_NOTHING = np.empty((0, 5), dtype=np.int64)
"""Columns: pair (left * documents + right), rare runs, common runs, quoted on a side, quoted on both."""


def _pairs(keys: Wide, fresh: NDArray[np.bool_], documents: int) -> Places:
    """Give a row for each pair that the runs of a piece propose."""
    begins = np.flatnonzero(_first_of(keys >> np.uint64(32)))
    sizes = np.diff(np.append(begins, len(keys)))
    document = ((keys & np.uint64(0xFFFFFFFF)) >> np.uint64(1)).astype(np.int64)
    quoted = (keys & np.uint64(1)).astype(np.int64)
    rows = []
    for size in range(2, RARE + 1):
        groups = begins[sizes == size]
        if not len(groups):
            continue
        one, other = (np.add.outer(groups, side).ravel() for side in np.triu_indices(size, 1))
        rows.append(_rows(document, quoted, (one, other), (fresh, documents)))
    common = np.repeat(sizes > RARE, sizes)
    follows = np.flatnonzero(common[1:] & ~_first_of(keys >> np.uint64(32))[1:]) if len(keys) else np.empty(0, np.int64)
    chained = _rows(document, quoted, (follows, follows + 1), (fresh, documents))
    chained[:, 1], chained[:, 2] = 0, 1
    return _summed(np.concatenate([*rows, chained]))


def _rows(document: Places, quoted: Places, ends: tuple[Places, Places], of: tuple[NDArray[np.bool_], int]) -> Places:
    fresh, documents = of
    one, other = ends
    chosen = fresh[document[one]] | fresh[document[other]]
    one, other = one[chosen], other[chosen]
    rows = np.zeros((len(one), 5), dtype=np.int64)
    rows[:, 0] = document[one] * documents + document[other]
    rows[:, 1] = 1
    rows[:, 3], rows[:, 4] = quoted[one] | quoted[other], quoted[one] & quoted[other]
    return rows


def _summed(rows: Places) -> Places:
    """Join the rows of one pair."""
    if not len(rows):
        return _NOTHING.copy()
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    begins = np.flatnonzero(np.append(True, rows[1:, 0] != rows[:-1, 0]))
    summed = np.add.reduceat(rows, begins, axis=0)
    summed[:, 0] = rows[begins, 0]
    return summed


def _named(table: Places, ordered: Sequence[Fingerprint]) -> list[Candidate]:
    return [
        Candidate(ordered[pair // len(ordered)].document, ordered[pair % len(ordered)].document, *counts)
        for pair, *counts in table.tolist()
    ]
