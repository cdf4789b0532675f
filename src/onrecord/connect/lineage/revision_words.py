"""The words of statements and pages, and how alike two of them are."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.connect.words import Tokens, tokens
from onrecord.model.evidence import Document, Span, body_ranges, cut
from onrecord.model.statement import Statement

LEAST_WORDS = 3
"""Statements of fewer words ("No.") are too alike to be followed."""
EVERYWHERE = 100
"""Places of a word in a page above which it does not show where a sentence stands."""
BESIDE = 200
"""Characters beside its content up to which the words that attribute a statement are told with it."""
LEAST_EQUAL = 3
"""Equal words that two versions of a statement share at least."""
LONGER_SHARE, SHORTER_SHARE = 0.35, 0.85
"""Of a statement that was cut or drawn out: equal words as a share of the longer and of the shorter one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """What a statement, or a sentence of the page, says word by word.

    Attributes:
        statement: None for words of the page itself.
        words: Folded, those of the content alone; `written` as they stand, `count` how often each.
        parts: The words of each stretch of the content.
        span: The whole of it: of a statement also whom it is attributed to and by which words, where they stand beside it.
    """

    statement: Statement | None
    words: tuple[str, ...]
    count: Counter[str]
    written: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a page's body.

    Attributes:
        joined: All of them with a space between and at both ends.
        places: Of each word, in order.
    """

    document: Document
    tokens: Tokens
    joined: str
    places: Mapping[str, Sequence[int]]

    def holds(self, words: Sequence[str]) -> bool:
        """Say whether some words stand here in a row."""
        return f" {' '.join(words)} " in self.joined


def words_of(document: Document) -> Body:
    """Cut a page's body into words."""
    found = tokens(document.text, body_ranges(document))
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(found.words):
        places[word].append(place)
    return Body(document, found, f" {' '.join(found.words)} ", places)


def units(document: Document, statements: Sequence[Statement]) -> list[Words]:
    """Give what is compared of a page, in order: its statements (one inside another is told with it), and its other sentences."""
    found: list[Words] = []
    said: list[tuple[int, int]] = []
    for one in sorted(statements, key=lambda one: (one.content[0].start, -one.content[-1].end)):
        low, high = min(span.start for span in one.content), max(span.end for span in one.content)
        unit = _unit(document, [(span.start, span.end) for span in one.content], one)
        if len(unit.words) >= LEAST_WORDS and not any(start <= low and high <= end for start, end in said):
            found.append(unit)
            said.append((low, high))
    told = [(one.statement.start, one.statement.end) for one in found if one.statement]
    for low, high in _sentences(document):
        if not any(start < high and low < end for start, end in told):
            found.append(_unit(document, [(low, high)], None))
    return sorted((one for one in found if len(one.words) >= LEAST_WORDS), key=lambda one: one.span.start)


def _unit(document: Document, ranges: Sequence[tuple[int, int]], statement: Statement | None) -> Words:
    parts = [tokens(document.text, [one]) for one in ranges]
    low, high = min(start for start, _ in ranges), max(end for _, end in ranges)
    if statement and (low - statement.start) + (statement.end - high) <= BESIDE:
        low, high = statement.start, statement.end
    words = tuple(word for part in parts for word in part.words)
    return Words(
        statement=statement,
        words=words,
        count=Counter(words),
        written=_written(document.text, parts),
        parts=tuple(part.words for part in parts if part.words),
        span=cut(document.id, document.text, low, high),
    )


def _sentences(document: Document) -> Iterator[tuple[int, int]]:
    """Cut the body into sentences, white space around them left out; an empty line or one that is no body ends one too."""
    for start, end in body_ranges(document):
        low = start
        for match in SENTENCE_END.finditer(document.text, start, end):
            if not ABBREVIATED.search(document.text, max(start, match.start() - 12), match.start() + 1):
                yield from _trimmed(document.text, low, match.end())
                low = match.end()
        yield from _trimmed(document.text, low, end)


SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\s*\n\s*\n\s*")
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Inc|Corp|Co|Ltd|Jr|Sr|St|Gen|Gov|Sen|Rep|Prof|No|vs|e\.g|i\.e)\.\Z")
"""What ends in a full stop without ending a sentence."""


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    low, high = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if low < high:
        yield low, high


def _written(text: str, parts: Sequence[Tokens]) -> tuple[str, ...]:
    places = (place for part in parts for place in zip(part.starts, part.ends, strict=True))
    return tuple(text[start:end] for start, end in places)


def likeness(one: Words, other: Words) -> float:
    """Say how alike two runs of words are: equal words in order as a share of the longer run, 0 to 1.

    Where one is nearly all in the other, as of a statement that was cut, the share of the shorter one counts.
    """
    ours, theirs = len(one.words), len(other.words)
    most = (one.count & other.count).total()
    if not _enough(most, ours, theirs):
        return 0.0
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    equal = sum(block.size for block in matcher.get_matching_blocks())
    return equal / (min(ours, theirs) if _was_cut(equal, ours, theirs) else max(ours, theirs))


def _enough(equal: int, ours: int, theirs: int) -> bool:
    return equal >= LEAST_EQUAL and equal >= LONGER_SHARE * max(ours, theirs)


def _was_cut(equal: int, ours: int, theirs: int) -> bool:
    return _enough(equal, ours, theirs) and equal >= SHORTER_SHARE * min(ours, theirs)


def stands_in(one: Words, body: Body) -> bool:
    """Say whether the words of a statement still stand in a page, stretch by stretch and without a change."""
    return all(body.holds(part) for part in one.parts)


def stands_whole(one: Words, body: Body) -> bool:
    """Say the same of the whole statement, the words that attribute it among them."""
    return body.holds(tokens(one.span.text, [(0, len(one.span.text))]).words)


def closest(one: Words, body: Body) -> tuple[float, Words] | None:
    """Find the stretch of a page that is likest to a statement."""
    size, there, document = len(one.words), body.tokens, body.document
    at = _densest(one, body)
    low, high = max(0, at - size // 2), min(len(there.words), at + size + size // 2)
    matcher = SequenceMatcher(None, one.words, there.words[low:high], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    first, last = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
    found = _unit(document, [(there.starts[first], there.ends[last - 1])], None)
    return likeness(one, found), found


def _densest(one: Words, body: Body) -> int:
    """Find where a window as long as some words holds most of them; words that stand everywhere do not count."""
    held = (body.places.get(word, ()) for word in one.count)
    places = sorted(place for some in held if len(some) <= EVERYWHERE for place in some)
    best, at, first = 0, 0, 0
    for last, place in enumerate(places):
        while place - places[first] >= len(one.words):
            first += 1
        if last - first + 1 > best:
            best, at = last - first + 1, places[first]
    return at


def differences_of(one: Words, other: Words) -> tuple[tuple[str, str], ...]:
    """List `(words before, words after)` of each place where two runs of words differ, as written."""
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    return tuple(
        (" ".join(one.written[a:b]), " ".join(other.written[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


def overlaps(one: Span, others: Sequence[Span]) -> bool:
    """Say whether half of a span lies in one of some spans of the same document."""
    size = one.end - one.start
    return any(2 * (min(one.end, each.end) - max(one.start, each.start)) >= size for each in others)
