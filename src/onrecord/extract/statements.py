"""Statements of a text: sentences read one by one, quotations joined over sentences and paragraphs."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.attributions import attributions
from onrecord.extract.cues import cues
from onrecord.extract.frames import SPEECH
from onrecord.extract.lexicon import QUOTE, vocabulary
from onrecord.extract.paragraphs import Sentence, paragraphs, sentences
from onrecord.extract.phrases import Phrase
from onrecord.extract.subjects import subject_before
from onrecord.extract.tags import Attribution
from onrecord.extract.words import Words, words_of
from onrecord.model.quotations import Quotation, quotations

Place = tuple[int, int]

BARE_CONFIDENCE = 0.5
"""Of a quotation that nobody is named for: it is a quotation, whose is open."""
INTRODUCED_CONFIDENCE = 0.9
TRANSCRIPT_CONFIDENCE = 0.4
SIGNED_CONFIDENCE = 0.7
SHORTEST_BARE = 30
"""Characters; a shorter quotation that stands alone is a title, a slogan or a word used with distance."""

_BETWEEN = frozenset((QUOTE, ".", ",", "…", "..."))
_SPEAKER = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}):\s(?=\S+\s\S+\s\S)")
_SIGNATURE = re.compile(
    r"\s*(?P<dash>[—―–]|--?)\s?(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})"
    r"(?=[.,;:(\n]|\s(?:in|at|on|to|from|during|after|before|when|speaking|via|by)\b|\s?\Z)"
)
_NUMBERED = re.compile(r"(?:\W*\d{1,3}[.):]?\s)?[\s•*·>-]*")
"""What may stand before a quotation in a list of them."""
_LABELS = vocabulary(
    "latest contributing twitter breaking revealed byline note update video photo correction exclusive related watch "
    "published updated more previously source sources credit email phone contact tags topics read look wow poll "
    "question answer warning example result name date time place subject from to cc re location price"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as places in the text, code points, half-open.

    Attributes:
        sentence: The sentence that holds the cue; when and through whom the words came stands in it.
    """

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    confidence: float
    rule: str
    sentence: Place = (0, 0)


@dataclass(slots=True)
class _Reading:
    """Where the reading of a text stands.

    Attributes:
        placed: Where pieces of quotations begin that belong to a statement already found.
        counts: How often each word stands in the text; counted when first needed.
        carried: Index in `found` of the statement that a quotation standing next would go on with.
        quotes: Whether that statement holds a quotation itself; only then the next paragraph may go on with it.
        waiting: A source and a cue with a colon whose words have not come yet.
    """

    text: str
    quoted: dict[int, Quotation]
    found: list[Found] = field(default_factory=list)
    carried: int | None = None
    quotes: bool = False
    placed: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    waiting: Found | None = None


def statements(text: str, ranges: Sequence[Place]) -> list[Found]:
    """Find the statements of the body of a text, by their first character."""
    blocks = paragraphs(text, ranges)
    quoted = quotations(text, blocks)
    reading = _Reading(text, {quotation.pieces[0][1]: quotation for quotation in quoted if len(quotation.pieces) > 1})
    for block, inside in zip(blocks, _by_paragraph(blocks, quoted), strict=True):
        _read_paragraph(reading, block, inside)
    return sorted(reading.found, key=_start)


def _start(found: Found) -> int:
    return min(start for start, _ in (*found.source, *found.cue, *found.content))


def _by_paragraph(blocks: Sequence[Place], quoted: Sequence[Quotation]) -> Iterator[list[Quotation]]:
    """List the quotations of each paragraph; one that runs through several is listed with its piece in each."""
    pieces = sorted(piece for quotation in quoted for piece in quotation.pieces)
    position = 0
    for _, end in blocks:
        first = position
        while position < len(pieces) and pieces[position][0] < end:
            position += 1
        yield [Quotation((piece,)) for piece in pieces[first:position]]


def _read_paragraph(reading: _Reading, block: Place, inside: list[Quotation]) -> None:
    start, end = block
    if (
        _signed(reading, start, end)
        or _signed_in_place(reading, block, inside)
        or (not inside and _transcript(reading, start, end))
    ):
        return
    carried, reading.carried = reading.carried if reading.quotes else None, None
    starts = [quotation.start for quotation in inside]
    for number, sentence in enumerate(sentences(reading.text, block, inside)):
        held = inside[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        words = sentence_words(reading.text, sentence, held)
        if not words:
            continue
        if QUOTE in words.lower and _BETWEEN.issuperset(words.lower):
            if number == 0:
                reading.carried = carried
            _read_quotation(reading, words)
        else:
            _read_sentence(reading, words)


def _read_quotation(reading: _Reading, words: Words) -> None:
    """Read a sentence that is all quotation: it goes on with what stands before, or nobody is named for it."""
    last = len(words)
    while words.lower[last - 1] in {".", ","}:
        last -= 1
    content = _places(reading, words, 0, last)
    reading.quotes = True
    if words.starts[0] in reading.placed:
        reading.carried = len(reading.found) - 1
        return
    if reading.waiting is not None:
        reading.found.append(replace(reading.waiting, content=content))
        reading.waiting = None
        reading.carried = len(reading.found) - 1
    elif reading.carried is not None:
        before = reading.found[reading.carried]
        reading.found[reading.carried] = replace(before, content=(*before.content, *content))
    elif sum(end - start for start, end in content) >= SHORTEST_BARE:
        reading.found.append(Found((), (), content, BARE_CONFIDENCE, "bare"))
    else:
        reading.placed.difference_update(start for start, _ in content[1:])  # they belong to no statement


def _read_sentence(reading: _Reading, words: Words) -> None:
    reading.waiting = None
    high = len(words)
    while high and words.lower[high - 1] in {".", ",", ";"}:
        high -= 1
    some = attributions(words, high)
    first = len(reading.found)
    reading.found.extend(_found(reading, words, one) for one in some)
    quoting = [number for number, one in enumerate(some) if _holds_quotation(words, one)]
    reading.carried = first + (quoting[-1] if quoting else len(some) - 1) if some else None
    reading.quotes = bool(quoting)
    if words.lower[-1] == ":":
        reading.waiting = _introduction(words, high)


def _holds_quotation(words: Words, one: Attribution) -> bool:
    return any(QUOTE in words.lower[phrase.first : phrase.last] for phrase in one.content)


def _introduction(words: Words, high: int) -> Found | None:
    """Read a sentence that ends in a colon and whose words stand in the next paragraph."""
    for cue in reversed(list(cues(words, high))):
        if cue.lemma in SPEECH and cue.tense in {"past", "s", "base"}:
            source = subject_before(words, cue.first, low=0)
            if source is not None:
                return Found(
                    (_place(words, source),),
                    (_place(words, Phrase(cue.first, cue.last)),),
                    (),
                    INTRODUCED_CONFIDENCE,
                    "introduced",
                    (words.starts[0], words.ends[-1]),
                )
    return None


def _signed(reading: _Reading, start: int, end: int) -> bool:
    """Read a line `— NAME` under a quotation that nobody else is named for."""
    match = _SIGNATURE.match(reading.text, start, end)
    if match is None or not reading.found or reading.found[-1].rule != "bare":
        return False
    last = reading.found[-1]
    if reading.text[last.content[-1][1] : start].strip():
        return False
    signature = replace(last, source=(match.span("name"),), cue=(match.span("dash"),))
    reading.found[-1] = replace(signature, confidence=SIGNED_CONFIDENCE, rule="signed")
    return True


def _signed_in_place(reading: _Reading, block: Place, inside: list[Quotation]) -> bool:
    """Read a paragraph that is a quotation and who said it: `1. "We will pay." — Ana Lopez, in May`."""
    head = _NUMBERED.match(reading.text, *block)
    if not inside or head is None or head.end() != inside[0].start:
        return False
    quotation = inside[0]
    match = _SIGNATURE.match(reading.text, quotation.end, block[1])
    whole = reading.text[quotation.end - 3 : quotation.end].strip("\"“”»'’ ")[-1:] in {".", "!", "?", "…"}
    if match is None or not (whole or quotation.end - quotation.start >= SHORTEST_BARE):
        return False
    content = (quotation.start, quotation.end)
    signature = (match.span("name"),)
    reading.found.append(Found(signature, (match.span("dash"),), (content,), SIGNED_CONFIDENCE, "signed"))
    reading.carried = None
    return True


def _transcript(reading: _Reading, start: int, end: int) -> bool:
    """Read a paragraph `NAME: words`; the name must stand elsewhere in the text as well."""
    match = _SPEAKER.match(reading.text, start, end)
    if match is None or match[1].split()[-1].lower() in _LABELS:
        return False
    if not reading.counts:
        reading.counts = Counter(re.findall(r"\w+", reading.text.lower()))
    if reading.counts[match[1].split()[-1].lower()] < 2:
        return False
    stop = end
    while stop > match.end() and reading.text[stop - 1] in ". ":
        stop -= 1
    colon = match.end(1)
    reading.found.append(
        Found((match.span(1),), ((colon, colon + 1),), ((match.end(), stop),), TRANSCRIPT_CONFIDENCE, "transcript")
    )
    reading.carried = None
    return True


def sentence_words(text: str, sentence: Sentence, quoted: Sequence[Quotation]) -> Words:
    """Cut a sentence into words, each whole quotation standing as one."""
    columns = Words(text, [], [], [], [])
    low = sentence.start
    for quotation in quoted:
        start, end = max(quotation.start, low), min(quotation.end, sentence.end)
        if end <= low or start >= sentence.end:
            continue
        columns.extend(words_of(text, low, start))
        columns.append(start, end, QUOTE)
        low = end
    columns.extend(words_of(text, low, sentence.end))
    return columns


def _place(words: Words, phrase: Phrase) -> Place:
    return words.starts[phrase.first], words.ends[phrase.last - 1]


def _places(reading: _Reading, words: Words, first: int, last: int) -> tuple[Place, ...]:
    """Give the places of some words; a quotation that goes on in later paragraphs brings its other pieces."""
    place = (words.starts[first], words.ends[last - 1])
    quotation = reading.quoted.get(place[1]) if words.lower[last - 1] == QUOTE else None
    if quotation is None:
        return (place,)
    reading.placed.update(start for start, _ in quotation.pieces[1:])
    return (place, *quotation.pieces[1:])


def _found(reading: _Reading, words: Words, one: Attribution) -> Found:
    return Found(
        source=tuple(_place(words, phrase) for phrase in one.source),
        cue=(_place(words, one.cue),),
        content=tuple(place for phrase in one.content for place in _places(reading, words, phrase.first, phrase.last)),
        confidence=one.confidence,
        rule=one.rule,
        sentence=(words.starts[0], words.ends[-1]),
    )
