"""The words of statements and pages, and how alike two of them are."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.connect.words import Tokens, tokens
from onrecord.model.evidence import Document, Span, body_ranges, cut
from onrecord.model.statement import Statement

LEAST_WORDS = 3
"""Statements of fewer words ("No.") are too alike to be followed."""
LEAST_EQUAL = 3
"""Equal words that two versions of a statement share at least."""
LONGER_SHARE, SHORTER_SHARE = 0.35, 0.85
"""Of a statement that was cut or drawn out: equal words as a share of the longer and of the shorter one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """What a statement, or a sentence of the page, says word by word.

    Attributes:
        statement: None for words of the page itself.
        words: Folded; `written` as they stand.
        parts: The words of each stretch of the content.
        span: From its first to its last word; the words that attribute, where they stand between, included.
    """

    statement: Statement | None
    words: tuple[str, ...]
    written: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    span: Span


def words_of(document: Document) -> Tokens:
    """Cut a page's body into words."""
    return tokens(document.text, body_ranges(document))


def units(document: Document, statements: Sequence[Statement]) -> list[Words]:
    """Give what is compared of a page, in order: its statements (one inside another is told with it), and its other sentences."""
    found: list[Words] = []
    for one in sorted(statements, key=lambda one: (one.content[0].start, -one.content[-1].end)):
        unit = _unit(document, [(span.start, span.end) for span in one.content], one)
        inside = any(each.span.start <= unit.span.start and unit.span.end <= each.span.end for each in found)
        if len(unit.words) >= LEAST_WORDS and not inside:
            found.append(unit)
    told = [(one.statement.start, one.statement.end) for one in found if one.statement]
    for low, high in _sentences(document):
        if not any(start < high and low < end for start, end in told):
            found.append(_unit(document, [(low, high)], None))
    return sorted((one for one in found if len(one.words) >= LEAST_WORDS), key=lambda one: one.span.start)


def _unit(document: Document, ranges: Sequence[tuple[int, int]], statement: Statement | None) -> Words:
    parts = [tokens(document.text, [one]) for one in ranges]
    low, high = min(start for start, _ in ranges), max(end for _, end in ranges)
    return Words(
        statement=statement,
        words=tuple(word for part in parts for word in part.words),
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


def likeness(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Say how alike two runs of words are: equal words in order as a share of the longer run, 0 to 1.

    Where one is nearly all in the other, as of a statement that was cut, the share of the shorter one counts.
    """
    most = (Counter(ours) & Counter(theirs)).total()
    if not _enough(most, len(ours), len(theirs)):
        return most / max(len(ours), len(theirs), 1)
    equal = sum(block.size for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks())
    return (
        equal / min(len(ours), len(theirs))
        if _was_cut(equal, len(ours), len(theirs))
        else equal / max(len(ours), len(theirs))
    )


def _enough(equal: int, ours: int, theirs: int) -> bool:
    return equal >= LEAST_EQUAL and equal >= LONGER_SHARE * max(ours, theirs)


def _was_cut(equal: int, ours: int, theirs: int) -> bool:
    return _enough(equal, ours, theirs) and equal >= SHORTER_SHARE * min(ours, theirs)


def stands_in(one: Words, body: Tokens) -> bool:
    """Say whether the words of a statement still stand in a page, stretch by stretch and without a change."""
    text = f" {' '.join(body.words)} "
    return all(f" {' '.join(part)} " in text for part in one.parts)


def closest(one: Words, body: Tokens, document: Document) -> tuple[float, Words] | None:
    """Find the stretch of a page that is likest to a statement."""
    size = len(one.words)
    at = _densest(one.words, body.words)
    low, high = max(0, at - size // 2), min(len(body.words), at + size + size // 2)
    matcher = SequenceMatcher(None, one.words, body.words[low:high], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    first, last = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
    words = body.words[first:last]
    span = cut(document.id, document.text, body.starts[first], body.ends[last - 1])
    written = tuple(document.text[body.starts[each] : body.ends[each]] for each in range(first, last))
    found = Words(statement=None, words=words, written=written, parts=(words,), span=span)
    return likeness(one.words, words), found


def _densest(words: Sequence[str], body: Sequence[str]) -> int:
    """Find where a window as long as some words holds most of them."""
    wanted, size = Counter(words), len(words)
    held: Counter[str] = Counter()
    best, at, score = -1, 0, 0
    for place, word in enumerate(body):
        held[word] += 1
        score += held[word] <= wanted[word]
        if place >= size:
            gone = body[place - size]
            score -= held[gone] <= wanted[gone]
            held[gone] -= 1
        if score > best:
            best, at = score, max(0, place - size + 1)
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
