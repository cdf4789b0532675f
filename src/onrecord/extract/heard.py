"""Statements as the network hears them, set at quotation marks and followed into the next paragraphs.

The network reads paragraph by paragraph. What reaches over their borders is added here: a quotation that goes on, and by
the rules of statements.py words announced with a colon, signed lines and transcripts.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from onrecord.extract.paragraphs import paragraphs, sentences
from onrecord.extract.statements import Found, Place, statements
from onrecord.extract.tagger.confidence import confidence, evidence
from onrecord.extract.tagger.decoding import Heard
from onrecord.model.quotations import MARK, Quotation, quotations

RULE = "network"
REACHING = frozenset({"introduced", "signed", "transcript"})
"""Rules whose statements stand in two paragraphs, or in one that has no sentence: beyond what the network was shown."""
MOST_BETWEEN = 5
"""Words between two pieces of one content when neither its source nor its cue stands there; of PolNeAR train's contents in
two pieces 4 in 100 have more."""
_WORD = re.compile(r"\w+")
_LOOSE = " \t\n\r\xa0,;:.!?…–—-"
"""What may stand between words and the mark that closes them."""
_OPENING = "\"“„«'`‘ "
_CLOSING = "\"”»'’"
_CLOSE_BY = 4
"""Characters, at most, from words to the mark that they are set at, or of another's mark that they are cut off from."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in a text.

    Attributes:
        blocks: Its paragraphs, in order.
        quoted: Its quotations.
        pieces: Every piece of a quotation, in order, none overlapping another.
    """

    text: str
    blocks: Sequence[Place]
    quoted: Sequence[Quotation]
    pieces: Sequence[Place]


def layout_of(text: str, ranges: Sequence[Place]) -> Layout:
    """Find paragraphs and quotations."""
    blocks = paragraphs(text, ranges)
    quoted = quotations(text, blocks)
    return Layout(text, blocks, quoted, sorted(piece for one in quoted for piece in one.pieces))


def heard_statements(
    layout: Layout, ranges: Sequence[Place], heard: Sequence[Heard], weights: Mapping[str, float], least: float
) -> list[Found]:
    """Make statements of what the network hears, by their first character.

    Args:
        layout: Of the text.
        ranges: Its body.
        heard: By the network.
        weights: Of the evidence, for the confidence (see `confidence`).
        least: Confidence below which a statement is left out.
    """
    spoken = _sentences(layout, (one.cue[0][0] for one in heard))
    weighed = (_found(layout, one, spoken[one.cue[0][0]], weights) for one in heard)
    kept = sorted((one for one in weighed if one.confidence >= least), key=_start)
    taken = sorted(place for one in kept for place in (*one.source, *one.cue, *one.content))
    reaching = [
        one
        for one in statements(layout.text, ranges)
        if one.rule in REACHING and not any(_overlaps(taken, place) for place in (*one.cue, *one.content))
    ]
    taken = sorted((*taken, *(place for one in reaching for place in (*one.cue, *one.content))))
    return sorted([*_continued(layout, kept, taken), *reaching], key=_start)


def _start(found: Found) -> int:
    return min(start for start, _ in (*found.source, *found.cue, *found.content))


def weighed_evidence(layout: Layout, heard: Heard) -> dict[str, float]:
    """Name the evidence for what the network hears."""
    return evidence(heard, quoted=any(MARK.search(layout.text, start, end) for start, end in heard.content))


def _found(layout: Layout, heard: Heard, sentence: Place, weights: Mapping[str, float]) -> Found:
    return Found(
        source=heard.source,
        cue=heard.cue,
        content=tuple(_joined(_set_at_marks(layout, place) for place in _together(layout.text, heard))),
        confidence=round(confidence(weighed_evidence(layout, heard), weights), 3),
        rule=RULE,
        sentence=sentence,
    )


def _together(text: str, heard: Heard) -> list[Place]:
    """Leave out pieces of a content that other words part from the rest; what parts them is source and cue, mostly.

    Of two pieces the one nearer to the cue stays.
    """
    said, until = heard.cue[0]
    own = sorted((*heard.source, *heard.cue))
    kept = [*heard.content]
    number = 1
    while number < len(kept):
        (start, end), (following, close) = kept[number - 1], kept[number]
        between = any(end <= low < following for low, _ in own)
        if between or len(_WORD.findall(text, end, following)) <= MOST_BETWEEN:
            number += 1
            continue
        nearer = min(abs(said - end), abs(start - until)) <= min(abs(said - close), abs(following - until))
        del kept[number if nearer else number - 1]
        number = max(1, number - 1)
    return kept


def _set_at_marks(layout: Layout, place: Place) -> Place:
    """Take in the marks of a quotation that the words begin or end in, and leave out marks that belong to other words."""
    text, (start, end) = layout.text, place
    low, high = _piece_before(layout, start + 1)
    if start < high:
        if _only(text, low, start, _OPENING + _CLOSING):
            start = low
        elif high < end and _only(text, start, high, _LOOSE + _CLOSING):
            start = high  # began with the mark that closes the words before
    low, high = _piece_before(layout, end)
    if end < high:
        if _only(text, end, high, _LOOSE + _CLOSING):
            end = high
        elif start < low and _only(text, low, end, _OPENING):
            end = low  # ended with the mark that opens the words behind
    inner = text[start:end]
    start, end = start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())
    return (start, end) if start < end else place


def _only(text: str, start: int, end: int, marks: str) -> bool:
    """Say whether nothing but some of the marks stands somewhere, and not many of them."""
    return end - start <= _CLOSE_BY and not text[start:end].strip(marks)


def _piece_before(layout: Layout, end: int) -> Place:
    """Find the last piece of a quotation that begins before a place, an empty one at 0 when there is none."""
    number = bisect_left(layout.pieces, (end, 0)) - 1
    return layout.pieces[number] if number >= 0 else (0, 0)


def _joined(places: Iterable[Place]) -> Iterator[Place]:
    """Join places that share characters, as those may that were set at the same mark."""
    start, end = 0, 0
    for low, high in sorted(places):
        if low >= end and start < end:
            yield start, end
        start, end = (start, max(end, high)) if low < end else (low, high)
    yield start, end


def _sentences(layout: Layout, cues: Iterable[int]) -> dict[int, Place]:
    """Find the sentence that holds each cue; each paragraph is cut once."""
    found: dict[int, Place] = {}
    for number, own in groupby(sorted(cues), key=lambda cue: bisect_left(layout.blocks, (cue + 1, 0)) - 1):
        block = layout.blocks[number]
        low, high = (bisect_left(layout.pieces, (border, 0)) for border in block)
        cut = sentences(layout.text, block, [Quotation((piece,)) for piece in layout.pieces[low:high]])
        for cue in own:
            holding = bisect_right(cut, cue, key=lambda one: one.start) - 1
            found[cue] = (cut[holding].start, cut[holding].end)
    return found


def _continued(layout: Layout, kept: Sequence[Found], taken: Sequence[Place]) -> list[Found]:
    """Let a quotation go on: into the pieces it has in later paragraphs, and into paragraphs that are all quotation.

    Args:
        layout: Of the text.
        kept: What is heard, by its first character.
        taken: Places that are somebody's, in order; a paragraph that holds one is not added to anything.
    """
    owners = _owners(layout, kept, taken)
    added: list[list[Place]] = [[] for _ in kept]
    for piece, owner in owners.items():
        added[owner].append(piece)
    last: int | None = None
    position = 0
    for block in layout.blocks:
        first = position
        while position < len(kept) and _start(kept[position]) < block[1]:
            position += 1
        if position > first:
            last = next((n for n in range(position - 1, first - 1, -1) if _ends_quoted(layout, kept[n])), None)
            continue
        pieces = _all_quotation(layout, block)
        if last is None or not pieces or _overlaps(taken, block):
            last = None
            continue
        last = owners.get(pieces[0], last)
        rest = [piece for piece in pieces if piece not in owners]
        if rest:
            added[last].append((rest[0][0], rest[-1][1]))
    return [
        replace(one, content=(*one.content, *sorted(more))) if more else one
        for one, more in zip(kept, added, strict=True)
    ]


def _owners(layout: Layout, kept: Sequence[Found], taken: Sequence[Place]) -> dict[Place, int]:
    """Say whose the pieces are that a quotation has in later paragraphs: theirs whose words end last in its first one.

    Pieces in which somebody else is heard are left out.
    """
    later = {one.pieces[0]: one.pieces[1:] for one in layout.quoted if len(one.pieces) > 1}
    owners: dict[Place, int] = {}
    for number in sorted(range(len(kept)), key=lambda number: kept[number].content[-1][1]):
        start, end = kept[number].content[-1]
        reached = _piece_before(layout, end)
        if start < reached[1]:
            owners.update((piece, number) for piece in later.get(reached, ()) if not _overlaps(taken, piece))
    return owners


def _ends_quoted(layout: Layout, found: Found) -> bool:
    """Say whether the words of a statement end in a quotation."""
    end = found.content[-1][1]
    return end <= _piece_before(layout, end)[1]


def _all_quotation(layout: Layout, block: Place) -> Sequence[Place]:
    """Give the pieces of quotations in a paragraph, none when words stand beside them."""
    first, last = (bisect_left(layout.pieces, (border, 0)) for border in block)
    pieces = layout.pieces[first:last]
    between = zip((block[0], *(end for _, end in pieces)), (*(start for start, _ in pieces), block[1]), strict=True)
    return () if any(layout.text[low:high].strip(_LOOSE) for low, high in between) else pieces


def _overlaps(taken: Sequence[Place], place: Place) -> bool:
    """Say whether any of the places, in order, shares a character with one."""
    number = bisect_left(taken, (place[1], 0))
    return any(end > place[0] for _, end in taken[max(0, number - 3) : number])
