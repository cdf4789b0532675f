"""What is sent to a server at once: whole paragraphs of the body, each character's place in the text remembered."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.extract.paragraphs import paragraphs, sentences
from onrecord.model.quotations import Quotation, quotations

Place = tuple[int, int]

BREAK = 2
"""Characters between two paragraphs: a blank line."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, or a part of one too long to be sent whole; code points, half-open."""

    start: int
    end: int
    sentences: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Paragraphs that are sent together.

    Attributes:
        words: Their words with each run of white space folded into one space, between paragraphs too.
        origins: Place in the whole text of each character of `words`, code points; -1 between paragraphs.
        starts: Index in `words` at which each paragraph begins.
        sentence_starts: The same for sentences.
    """

    paragraphs: tuple[Paragraph, ...]
    words: str
    origins: tuple[int, ...]
    starts: tuple[int, ...]
    sentence_starts: tuple[int, ...]

    @property
    def sent(self) -> str:
        """The words as the server gets them: a blank line between paragraphs."""
        edges = (*self.starts, len(self.words) + 1)
        return "\n\n".join(self.words[low : high - 1] for low, high in pairwise(edges))

    def paragraph_at(self, index: int) -> int:
        """Number of the paragraph that holds a character of `words`."""
        return bisect_right(self.starts, index) - 1

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Give the places in the whole text of `words[start:end]`, one for each paragraph it runs through."""
        inner = [edge for edge in self.starts if start < edge < end]
        pieces = pairwise((start, *inner, end + 1))  # between paragraphs stands one space that belongs to neither
        return tuple((self.origins[low], self.origins[high - 2] + 1) for low, high in pieces)

    def sentence_at(self, index: int) -> Place:
        """Give the place in the whole text of the sentence that holds a character of `words`."""
        paragraph = self.paragraphs[self.paragraph_at(index)]
        number = bisect_right(paragraph.sentences, self.origins[index], key=lambda sentence: sentence[0]) - 1
        return paragraph.sentences[number]


def packed(text: str, ranges: Sequence[Place], limit: int) -> list[list[Paragraph]]:
    """Part the body of a text into what fits into a window each.

    Paragraphs that one quotation runs through stay together where they fit.

    Args:
        text: The whole text.
        ranges: Its body, code points, half-open.
        limit: Most characters in a window; a longer paragraph is cut at a sentence's end, a longer sentence at a space.
    """
    found: list[list[Paragraph]] = []
    room = 0
    for unit in _units(text, ranges, limit):
        size = _size(unit)
        if size > room:
            found.append([])
            room = limit
        found[-1].extend(unit)
        room -= size + BREAK
    return found


def _size(some: Sequence[Paragraph]) -> int:
    return sum(one.end - one.start + BREAK for one in some) - BREAK


def _units(text: str, ranges: Sequence[Place], limit: int) -> Iterator[list[Paragraph]]:
    """List the paragraphs, those of one quotation together unless they are too long for it."""
    unit: list[Paragraph] = []
    for paragraph, goes_on in _paragraphs(text, ranges):
        if unit and not goes_on:
            yield from _fitting(text, unit, limit)
            unit = []
        unit.append(paragraph)
    yield from _fitting(text, unit, limit)


def _paragraphs(text: str, ranges: Sequence[Place]) -> Iterator[tuple[Paragraph, bool]]:
    """List the paragraphs with their sentences; say of each whether a quotation of the one before goes on in it."""
    blocks = paragraphs(text, ranges)
    quoted = quotations(text, blocks)
    going = {start for quotation in quoted for start, _ in quotation.pieces[1:]}
    pieces = sorted(piece for quotation in quoted for piece in quotation.pieces)
    position = 0
    for start, end in blocks:
        first = position
        while position < len(pieces) and pieces[position][0] < end:
            position += 1
        inside = [Quotation((piece,)) for piece in pieces[first:position]]
        parts = tuple((one.start, one.end) for one in sentences(text, (start, end), inside))
        yield Paragraph(start, end, parts), start in going


def _fitting(text: str, unit: list[Paragraph], limit: int) -> Iterator[list[Paragraph]]:
    if unit and _size(unit) <= limit:
        yield unit
        return
    for paragraph in unit:
        yield from ([part] for part in _cut(text, paragraph, limit))


def _cut(text: str, paragraph: Paragraph, limit: int) -> Iterator[Paragraph]:
    held: list[Place] = []
    for sentence in paragraph.sentences:
        for part in _parts(text, sentence, limit):
            if held and part[1] - held[0][0] > limit:
                yield Paragraph(held[0][0], held[-1][1], tuple(held))
                held = []
            held.append(part)
    if held:
        yield Paragraph(held[0][0], held[-1][1], tuple(held))


def _parts(text: str, sentence: Place, limit: int) -> Iterator[Place]:
    """Cut a sentence longer than the limit behind its last word that fits; a longer word is cut itself."""
    start = stop = sentence[0]
    for match in _WORD.finditer(text, *sentence):
        if stop > start and match.end() - start > limit:
            yield start, stop
            start = match.start()
        while match.end() - start > limit:
            yield start, start + limit
            start += limit
        stop = match.end()
    yield start, stop


def window(text: str, some: Sequence[Paragraph]) -> Window:
    """Join the words of some paragraphs, each character's place kept."""
    words: list[str] = []
    origins: list[int] = []
    starts: list[int] = []
    sentence_starts: list[int] = []
    for paragraph in some:
        if origins:
            origins.append(-1)
        starts.append(len(origins))
        openings = {start for start, _ in paragraph.sentences}
        for match in _WORD.finditer(text, paragraph.start, paragraph.end):
            if match.start() > paragraph.start:
                origins.append(match.start() - 1)
            sentence_starts.extend(
                len(origins) + place - match.start() for place in range(*match.span()) if place in openings
            )
            words.append(match.group())
            origins.extend(range(*match.span()))
    return Window(tuple(some), " ".join(words), tuple(origins), tuple(starts), tuple(sentence_starts))
