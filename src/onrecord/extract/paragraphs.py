"""Where paragraphs and sentences begin and end."""

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.lexicon import vocabulary
from onrecord.model.quotations import Quotation

_LINE = re.compile(r"\S(?:[^\r\n\u2028\u2029\x0b\x0c\x85]*[^\s])?")
LEAST_WRAP, WIDEST_WRAP = 45, 120
"""Lines are taken for wrapped only when the longest of their block has a width in this range, in characters."""
SENTENCE_LIMIT = 3_000
"""Characters after which a sentence is cut at the next space, so that text without full stops stays linear."""

_ABBREVIATIONS = vocabulary(
    "mr mrs ms dr prof rev hon sen sens rep reps gov govs lt gen col maj capt sgt cmdr adm st jr sr inc corp co ltd "
    "llc vs no nos art sec fig vol pp ed est dept univ assn bros jan feb mar apr jun jul aug sept sep oct nov dec "
    "mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass "
    "mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ave blvd rd etc approx e.g i.e cf al "
    "a.m p.m u.s u.k u.n d.c n.y n.j n.c s.c n.h n.m r.i u.s.a ph.d messrs supt det insp atty"
)
_MAY_END = vocabulary("inc corp co ltd llc jr sr etc a.m p.m u.s u.k u.n d.c ph.d no u.s.a al mass")
_END = re.compile(r"(?<![.!?…])[.!?…]+[)\]]?(?=[\s\"“”'’‘]|$)")
_BEFORE = re.compile(r"[\w.&]*\Z")
_UNFINISHED = re.compile(r"\b(?:while|although|though|when|if|because|whether)\s(?:the|its|their|an?)\s[A-Z]{2}\Z")
"""A clause that has no verb yet, before the full stop of two capital letters."""
_STARTER = re.compile(
    r"\s+[\"“‘'(\[]*(?:The|A|An|He|She|It|They|We|I|You|This|That|These|Those|In|On|At|But|And|If|As|When|After|For|His|"
    r"Her|Its|Their|There|What|Who|Why|How|Mr|Mrs|Ms)\b"
)
_TAG = re.compile(
    r"\s+[A-Z][^.!?\"“”\n]{0,120}?\b(?:said|says|asked|asks|wrote|writes|tweeted|added|shouted|exclaimed|replied|responded|continued|told|declared|wondered|concluded|joked|quipped|insisted)\b[^.!?\"“”\n]{0,80}(?:[.,:]|$)"
)
"""`"Really?" Smith asked.`: the question mark does not end the sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text between full stops that stand outside quotation marks; code points, half-open."""

    start: int
    end: int


def paragraphs(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find paragraphs: lines, joined where they were wrapped to a fixed width."""
    found: list[tuple[int, int]] = []
    for low, high in ranges:
        block: list[tuple[int, int]] = []
        for match in _LINE.finditer(text, low, high):
            if block and text.count("\n", block[-1][1], match.start()) > 1:
                found.extend(_unwrapped(text, block))
                block = []
            block.append(match.span())
        found.extend(_unwrapped(text, block))
    return found


def _unwrapped(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join lines of a block where the next line's first word would not have fitted any more."""
    if not block:
        return
    widest = max(end - start for start, end in block)
    wrapped = LEAST_WRAP <= widest <= WIDEST_WRAP
    start, end = block[0]
    line = end - start
    for low, high in block[1:]:
        word = text.find(" ", low, high)
        if wrapped and line + 1 + (word if word > 0 else high) - low > widest:
            end = high
        else:
            yield start, end
            start, end = low, high
        line = high - low
    yield start, end


def sentences(text: str, block: tuple[int, int], quotations: Sequence[Quotation]) -> list[Sentence]:
    """Split a paragraph into sentences.

    A full stop inside quotation marks ends a sentence only when the mark closes right after it and a new sentence begins.

    Args:
        text: The whole text.
        block: Where the paragraph begins and ends.
        quotations: Those of the paragraph, in order, each in one piece.
    """
    start, end = block
    stops = heapq.merge(_outer_stops(text, start, end, quotations), _quoted_stops(text, end, quotations), [end])
    found: list[Sentence] = []
    position = 0
    for stop in stops:
        if stop <= start:
            continue
        first = position
        while position < len(quotations) and quotations[position].start < stop:
            position += 1
        found.extend(_limited(text, start, stop, quotations[first:position]))
        start = stop
    return found


def _outer_stops(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[int]:
    for low, high in _outside(start, end, quotations):
        for match in _END.finditer(text, low, high):
            if match.group() != "." or _ends_sentence(text, match.start(), end):
                yield match.end()


def _outside(start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    """List the stretches of a paragraph that stand outside quotation marks."""
    for quotation in quotations:
        yield start, quotation.start
        start = quotation.end
    yield start, end


def _ends_sentence(text: str, stop: int, end: int) -> bool:
    """Say whether a lone full stop ends a sentence and not an abbreviation, an initial or a brand (`while the ID. Buzz`)."""
    if _UNFINISHED.search(text, max(0, stop - 40), stop):
        return False
    word = _BEFORE.search(text, max(0, stop - 12), stop)
    before = word.group().lower() if word else ""
    following = text[stop + 1 : stop + 20].lstrip(" \t\"“”‘'([—–")
    if following and following[0].islower() and text[stop + 1 : stop + 2].isspace():
        return len(before) > 3 and before not in _ABBREVIATIONS
    if before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", before):
        return (before in _MAY_END or "." in before) and (not following or bool(_STARTER.match(text, stop + 1, end)))
    return True


def _quoted_stops(text: str, end: int, quotations: Sequence[Quotation]) -> Iterator[int]:
    """End a sentence after a closing mark that follows a full stop, when a new sentence begins there."""
    for quotation in quotations:
        close = quotation.end
        inner = text[max(quotation.start, close - 4) : close].rstrip("\"”»'’ ")
        if close >= end or not inner or inner[-1] not in ".!?…":
            continue
        following = text[close : close + 4].lstrip()
        if (
            text[close].isspace()
            and following
            and not following[0].islower()
            and not (inner[-1] != "." and _TAG.match(text, close, min(end, close + 200)))
        ):
            yield close


def _limited(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[Sentence]:
    """Trim a sentence, and cut it where the words outside quotation marks are more than any sentence has."""
    low = start
    if end - start > SENTENCE_LIMIT:
        room = SENTENCE_LIMIT
        for left, right in _outside(start, end, quotations):
            position = left
            while right - position > room:
                space = text.rfind(" ", position, position + room)
                cut = space + 1 if space >= position else position + room
                yield from _trimmed(text, low, cut)
                low = position = cut
                room = SENTENCE_LIMIT
            room -= max(0, right - position)
    yield from _trimmed(text, low, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Sentence(start, end)
