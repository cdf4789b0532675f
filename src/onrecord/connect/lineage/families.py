"""What copies say together: a text put together from several, and which texts go back to one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from onrecord.connect.lineage.copies import MOST
from onrecord.connect.words import WORD
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId
from onrecord.model.lineage import Copy

SHARE, WORDS = 0.1, 25
"""What a source adds to a stitched text at least: this share of it, and so many words."""
STITCHED = 0.6
"""Share of a stitched text that its sources hold together."""
SAME = 0.4
"""Share of the longer text from which on two texts are one text with changes: a first half is, a report inside a survey of the
week is not."""


def settle(copies: Iterable[Copy], sizes: Mapping[DocumentId, int]) -> tuple[Copy, ...]:
    """Find the stitched texts among all copies; their copies get that kind, all others stay as they are.

    A text is stitched when several texts, none of them later and none a copy of another, each hold words of it that the
    others do not hold.

    Args:
        copies: All copies of the record, as `copy_of` gives them.
        sizes: Words of the body of each document in them (`Fingerprint.words`).

    Returns:
        All copies, by id.
    """
    found = sorted(copies, key=lambda one: one.id)
    linked = {frozenset((one.document, one.of)) for one in found}
    stitched: dict[str, tuple[DocumentId, int]] = {}
    for document, taken in sorted(_taken(found, sizes).items()):
        sources = _sources(document, taken, sizes[document], linked)
        if len(sources) > 1:
            large = [one for one in taken if len(one.words) >= _least(sizes[document])]
            stitched |= {one.copy.id: (document, len(sources)) for one in large}
    return tuple(_stitched(one, stitched[one.id]) if one.id in stitched else one for one in found)


def families(copies: Iterable[Copy], sizes: Mapping[DocumentId, int]) -> dict[DocumentId, DocumentId]:
    """Map each document that is one text with others to the one it counts with: the earliest, as far as dates tell.

    Only texts that are nearly the same belong to a family: of the shorter most stands in the other, of the longer not
    much less than half. Of other copies only the words that stand in a passage count once, see `same_words`.

    Args:
        copies: Copies, settled or not.
        sizes: As for `settle`.
    """
    root: dict[DocumentId, DocumentId] = {}
    later: set[DocumentId] = set()

    def top(document: DocumentId) -> DocumentId:
        while root.setdefault(document, document) != document:
            root[document] = root[root[document]]
            document = root[document]
        return document

    for copy in copies:
        if _one_text(copy, sizes):
            root[top(copy.document)] = top(copy.of)
            if copy.ordered:
                later.add(copy.document)
    members: dict[DocumentId, list[DocumentId]] = defaultdict(list)
    for document in root:
        members[top(document)].append(document)
    return {
        document: min(family, key=lambda one: (one in later, one))
        for family in members.values()
        for document in sorted(family)
    }


@dataclass(frozen=True, slots=True)
class _Taken:
    """The places of the words of one text that a copy says stand in another."""

    copy: Copy
    words: frozenset[int]


def _taken(copies: Sequence[Copy], sizes: Mapping[DocumentId, int]) -> dict[DocumentId, list[_Taken]]:
    """List by document what it may have taken from others: from earlier ones, or where dates do not tell.

    Without dates a text that stands whole in another is left out: the other may be the source.
    """
    several = Counter(document for copy in copies for document in (copy.document, copy.of))
    taken: dict[DocumentId, list[_Taken]] = defaultdict(list)
    for copy in copies:
        for document, source, ours, theirs in _directions(copy):
            # Only what has two copies can be stitched, and counting words takes time.
            if several[document] > 1 and (copy.ordered or _count(theirs) < MOST * sizes[source]):
                taken[document].append(_Taken(copy, _places(ours)))
    return taken


def _directions(copy: Copy) -> Iterator[tuple[DocumentId, DocumentId, Sequence[Span], Sequence[Span]]]:
    """Give the text that may have taken from the other, the other, and the passages in each; both ways without dates."""
    here, there = zip(*copy.passages, strict=True)
    yield copy.document, copy.of, here, there
    if not copy.ordered:
        yield copy.of, copy.document, there, here


def _count(spans: Iterable[Span]) -> int:
    return sum(len(WORD.findall(span.text)) for span in spans)


def _places(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(span.start + word.start() for span in spans for word in WORD.finditer(span.text))


def _least(size: int) -> float:
    return max(WORDS, SHARE * size)


def _sources(
    document: DocumentId, taken: Sequence[_Taken], size: int, linked: AbstractSet[frozenset[DocumentId]]
) -> list[DocumentId]:
    """Choose sources by what they add, most first; none unless together they hold most of the text."""
    left, held = list(taken), frozenset[int]()
    chosen: list[DocumentId] = []
    while left:
        best = max(left, key=lambda one: (len(one.words - held), one.copy.id))
        left.remove(best)
        if len(best.words - held) < _least(size):
            break
        source = best.copy.of if best.copy.document == document else best.copy.document
        if not any(frozenset((source, one)) in linked for one in chosen):
            chosen.append(source)
            held |= best.words
    return chosen if len(held) >= STITCHED * size else []


def _stitched(copy: Copy, of: tuple[DocumentId, int]) -> Copy:
    document, sources = of
    which = "the later text" if copy.ordered else "one text" if document == copy.document else "the other text"
    return replace(copy, kind="stitched", because=f"{copy.because}; {which} is put together from {sources} texts")


def _one_text(copy: Copy, sizes: Mapping[DocumentId, int]) -> bool:
    if copy.kind in ("part", "stitched"):
        return False
    here, there = (_count(side) for side in zip(*copy.passages, strict=True))
    shares = sorted((here / sizes[copy.document], there / sizes[copy.of]))
    return shares[0] >= SAME and shares[1] >= MOST
