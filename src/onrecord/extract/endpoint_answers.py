"""What a server answers, held against the text: words that do not stand there verbatim count for nothing."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from onrecord.extract.endpoint_windows import Window
from onrecord.extract.statements import Found

CONFIDENCE = 0.5
"""Of every statement of a server. It is no measured probability: a server does not say how sure it is, and which model
answers is the user's choice, so nothing could be calibrated."""
RULE = "endpoint"
STATEMENTS_LIMIT = 300
"""Statements of one answer that are looked at; a window holds fewer, so that more are a server gone astray."""
PIECES_LIMIT = 30
"""Pieces that the content of one statement may have."""
CHAINS_LIMIT = 100
"""Places of a content that are tried, from the beginning of the window; words worth quoting stand there once or twice."""
NEAR = 2
"""Places on either side that are tried for a cue and a source, the nearest ones."""

_DASHES = ("—", "–", "―", "-")
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)
"""Letters of scripts in which words are not parted by spaces, or carry their particles."""
_JOINER = "\u200d"
_MODIFIERS = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""Zero-width joiner, variation selectors, skin tones: they belong to the character before."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement as answered, white space folded; source and cue are empty where the answer has none."""

    source: str
    cue: str
    content: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Spot:
    """Where some words stand, as indices into the words of a window, half-open.

    Attributes:
        first, last: Numbers of the paragraphs it begins and ends in.
    """

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, order=True)
class _Placing:
    """Places for all pieces of a statement; the least is the best.

    Attributes:
        paragraphs: Borders of paragraphs that it crosses.
        sentences: Borders of sentences between source, cue and the content next to them.
        parted: The content stands between source and cue.
        apart: Characters that stand between its pieces.
        head: Cue and source, or the one of them that the statement has.
    """

    paragraphs: int
    sentences: int
    parted: bool
    apart: int
    content: tuple[_Spot, ...]
    head: tuple[_Spot, ...]


@dataclass(slots=True)
class _Taken:
    """Places that earlier answers in the same words have."""

    cue: set[_Spot] = field(default_factory=set)
    content: set[_Spot] = field(default_factory=set)


def placed(window: Window, items: Sequence[object]) -> tuple[list[Found], int]:
    """Find the places of answered statements in a window; say how many were dropped.

    Dropped is what is malformed or has a piece that does not stand in the window, or only where it cannot belong to
    the others. White space is compared folded, everything else exactly. What was answered twice is taken once.
    """
    spots: dict[str, list[_Spot]] = {}
    taken: dict[_Claim, _Taken] = {}
    found: dict[tuple[object, ...], Found] = {}
    dropped = max(0, len(items) - STATEMENTS_LIMIT)
    for item in items[:STATEMENTS_LIMIT]:
        claim = _claim(item)
        if claim is None:
            dropped += 1
            continue
        for piece in (claim.source, claim.cue, *claim.content):
            if piece not in spots:
                spots[piece] = list(_spots(window, piece))
        earlier = taken.get(claim, _Taken())
        best = min(_placings(window, claim, spots, earlier), default=None)
        if best is not None:
            one = _found(window, claim, best)
            found.setdefault((one.source, one.cue, one.content), one)
            earlier.content.update(best.content)
            earlier.cue.update(best.head[: bool(claim.cue)])
            taken[claim] = earlier
        elif claim not in taken:
            dropped += 1
    return list(found.values()), dropped


def _claim(item: object) -> _Claim | None:
    """Read one answered statement; None when it is malformed, attributes nothing or attributes it to nothing."""
    if not isinstance(item, dict):
        return None
    content = item.get("content")
    pieces = content if isinstance(content, list) else [content]
    heads = ["" if item.get(role) is None else item[role] for role in ("source", "cue")]
    if not all(isinstance(piece, str) for piece in (*heads, *pieces)):
        return None
    source, cue, *folded = (" ".join(piece.split()) for piece in (*heads, *pieces))
    claim = _Claim(source, cue, tuple(filter(None, folded)))
    return claim if 0 < len(claim.content) <= PIECES_LIMIT and (source or cue) else None


def _spots(window: Window, piece: str) -> Iterator[_Spot]:
    """Find whole words in a window."""
    start = window.words.find(piece) if piece else -1
    while start >= 0:
        end = start + len(piece)
        if not _joined(window.words, start) and not _joined(window.words, end):
            yield _Spot(start, end, window.paragraph_at(start), window.paragraph_at(end - 1))
        start = window.words.find(piece, start + 1)


def _joined(words: str, border: int) -> bool:
    """Say whether the characters on both sides of a border belong to one word or one visible character."""
    if not 0 < border < len(words):
        return False
    before, after = words[border - 1], words[border]
    if before == _JOINER or after in _MODIFIERS or _is_mark(after):
        return True
    letters = (before.isalnum() or _is_mark(before)) and after.isalnum()
    return letters and not (_UNPARTED.match(before) or _UNPARTED.match(after))


def _is_mark(character: str) -> bool:
    """Say whether a character combines with the one before."""
    return unicodedata.category(character).startswith("M")


def _placings(window: Window, claim: _Claim, spots: dict[str, list[_Spot]], taken: _Taken) -> Iterator[_Placing]:
    """List the places a statement may have, the best for each place its content may have."""
    sources = [spot for spot in spots[claim.source] if spot.first == spot.last]
    cues = [spot for spot in spots[claim.cue] if spot.first == spot.last and spot not in taken.cue]
    contents = [[spot for spot in spots[piece] if spot not in taken.content] for piece in claim.content]
    heads = [some for piece, some in ((claim.cue, cues), (claim.source, sources)) if piece]
    if not all((*heads, *contents)):
        return
    chains = list(islice(_chains(contents), CHAINS_LIMIT)) or islice(_chains(sorted(contents)), CHAINS_LIMIT)
    for chain in chains:
        best = min(_headed(window, chain, heads), default=None)
        if best is not None:
            yield best


def _chains(contents: Sequence[list[_Spot]]) -> Iterator[tuple[_Spot, ...]]:
    """String the pieces of a content together in their order, each in the paragraph of the one before or the next."""
    for spot in contents[0]:
        chain = [spot]
        for spots in contents[1:]:
            position = bisect_left(spots, chain[-1].end, key=_start)
            if position == len(spots) or spots[position].first > chain[-1].last + 1:
                break
            chain.append(spots[position])
        else:
            yield tuple(chain)


def _headed(window: Window, chain: tuple[_Spot, ...], heads: Sequence[list[_Spot]]) -> Iterator[_Placing]:
    """Set cue and source beside each piece of a content.

    Args:
        window: What was sent.
        chain: Places of the content.
        heads: Places that the cue may have and the source may have; of one only, where the statement has no other.
    """
    crossed = chain[-1].last - chain[0].first
    apart = sum(other.start - one.end for one, other in pairwise(chain))
    for piece in chain:
        homes = _homes(window, piece)
        for head in _heads(heads, piece, chain):
            if head[0].first in homes and head[0].first == head[-1].first:
                some = sorted((piece, *head))
                yield _Placing(
                    crossed + homes[head[0].first],
                    sum(_sentence_ends(window, one, other) for one, other in pairwise(some)),
                    some.index(piece) == 1 and len(some) == 3,
                    apart + sum(other.start - one.end for one, other in pairwise(some)),
                    chain,
                    head,
                )


def _heads(heads: Sequence[list[_Spot]], piece: _Spot, chain: tuple[_Spot, ...]) -> Iterator[tuple[_Spot, ...]]:
    """List the nearest places of cue and source that overlap neither the content nor each other."""
    leads, *rest = heads
    for lead in _free(_near(leads, piece), chain):
        if not rest:
            yield (lead,)
        for partners in rest:
            near = dict.fromkeys((*_near(partners, piece), *_near(partners, lead)))
            yield from ((lead, partner) for partner in _free(near, (*chain, lead)))


def _homes(window: Window, piece: _Spot) -> dict[int, int]:
    """Number the paragraphs in which the source and cue of a content may stand; 1 for those next to it.

    Outside its own they may stand before it, where they end in a colon, and behind it, where they sign it with a dash.
    """
    homes = dict.fromkeys(range(piece.first, piece.last + 1), 0)
    if piece.first and window.words.endswith(":", 0, window.starts[piece.first] - 1):
        homes[piece.first - 1] = 1
    if piece.last + 1 < len(window.starts) and window.words.startswith(_DASHES, window.starts[piece.last + 1]):
        homes[piece.last + 1] = 1
    return homes


def _near(spots: Sequence[_Spot], piece: _Spot) -> Iterator[_Spot]:
    """Give the places next to a piece, on both sides."""
    before = bisect_left(spots, piece.start, key=_start)
    behind = bisect_left(spots, piece.end, key=_start)
    yield from spots[max(0, before - NEAR) : before]
    yield from spots[behind : behind + NEAR]


def _start(spot: _Spot) -> int:
    return spot.start


def _free(spots: Iterable[_Spot], others: Sequence[_Spot]) -> Iterator[_Spot]:
    """Leave out what overlaps another piece of the statement."""
    for spot in spots:
        if all(spot.end <= other.start or other.end <= spot.start for other in others):
            yield spot


def _sentence_ends(window: Window, one: _Spot, other: _Spot) -> int:
    """Count the sentences that begin between two pieces, or with the second."""
    starts = window.sentence_starts
    return bisect_right(starts, other.start) - bisect_left(starts, one.end)


def _found(window: Window, claim: _Claim, placing: _Placing) -> Found:
    def places(spots: Sequence[_Spot]) -> tuple[tuple[int, int], ...]:
        return tuple(place for spot in spots for place in window.places(spot.start, spot.end))

    cues = bool(claim.cue)
    return Found(
        source=places(placing.head[cues:]),
        cue=places(placing.head[:cues]),
        content=places(placing.content),
        confidence=CONFIDENCE,
        rule=RULE,
        sentence=window.sentence_at(placing.head[0].start),
    )
