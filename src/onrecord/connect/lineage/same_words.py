"""Which words of a copy are which of the other text: a statement in both is one statement."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.connect.lineage.passages import Side, align
from onrecord.connect.words import Tokens, shingles, tokens
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId
from onrecord.model.lineage import Copy


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand in both texts without a change.

    Attributes:
        here, there: `(start, end)` of each word in its document: code points, half-open.
        text: The words in the other document, as they stand there from the first to the last.
        document: The other document.
    """

    here: tuple[tuple[int, int], ...]
    there: tuple[tuple[int, int], ...]
    text: str
    document: DocumentId


Stretches = dict[DocumentId, list[Stretch]]


def stretches(copy: Copy) -> Stretches:
    """List the unchanged words of a copy from either document, by their place there. Worth keeping: each call aligns anew."""
    found: Stretches = defaultdict(list)
    for one, other in copy.passages:
        ours, theirs = (tokens(span.text, [(0, len(span.text))]) for span in (one, other))
        for passage in align(_side(ours), _side(theirs)):
            for run in passage.runs:
                here = _places(one, ours, run.here, run.size)
                there = _places(other, theirs, run.there, run.size)
                found[one.document].append(_stretch(here, there, other))
                found[other.document].append(_stretch(there, here, one))
    return {document: sorted(some, key=lambda one: one.here) for document, some in found.items()}


def same_words(found: Stretches, span: Span) -> Span | None:
    """Find the words of a span in the other document of a copy; None where not all of them stand there unchanged.

    Args:
        found: The copy's `stretches`.
        span: Words of either document. Marks and spaces around them are not looked for: the answer begins and ends with a word.
    """
    words = tokens(span.text, [(0, len(span.text))])
    if not words.words:
        return None
    places = _places(span, words, 0, len(words.words))
    for one in found.get(span.document, ()):
        first = bisect_right(one.here, places[0]) - 1
        if first >= 0 and one.here[first : first + len(places)] == places:
            start, end = one.there[first][0], one.there[first + len(places) - 1][1]
            begin = one.there[0][0]
            return Span(document=one.document, start=start, end=end, text=one.text[start - begin : end - begin])
    return None


def same_passage(copy: Copy, span: Span) -> Span | None:
    """Find the words of one span in the other document; for many spans of a copy take `stretches` once."""
    return same_words(stretches(copy), span)


def all_places(copies: Iterable[Stretches], span: Span) -> tuple[Span, ...]:
    """Find the words of a span in every document that copies lead to, over any number of steps; by document and place.

    A text that went round is linked in a chain (see `candidates`): the third document may be reached by the second only.

    Args:
        copies: The `stretches` of all copies, or of those of one family.
        span: Words of one document.

    Returns:
        The places found, that of the span not among them.
    """
    by_document: dict[DocumentId, list[Stretches]] = defaultdict(list)
    for found in copies:
        for document in found:
            by_document[document].append(found)
    reached: dict[tuple[DocumentId, int], Span] = {}
    waiting = [span]
    while waiting:
        one = waiting.pop()
        places = [same_words(found, one) for found in by_document[one.document]]
        for place in places:
            if place and place.document != span.document and (place.document, place.start) not in reached:
                reached[place.document, place.start] = place
                waiting.append(place)
    return tuple(reached[key] for key in sorted(reached))


def _side(words: Tokens) -> Side:
    return Side(words.words, shingles(words.words))


def _places(span: Span, words: Tokens, first: int, size: int) -> tuple[tuple[int, int], ...]:
    pairs = zip(words.starts[first : first + size], words.ends[first : first + size], strict=True)
    return tuple((span.start + start, span.start + end) for start, end in pairs)


def _stretch(here: tuple[tuple[int, int], ...], there: tuple[tuple[int, int], ...], other: Span) -> Stretch:
    text = other.text[there[0][0] - other.start : there[-1][1] - other.start]
    return Stretch(here, there, text, other.document)
