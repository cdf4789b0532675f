"""How one thing of the record is shown: facts, and passages with the words it rests on."""

from dataclasses import dataclass

from onrecord.answer.amounts import Answer
from onrecord.answer.named import NamedAt
from onrecord.answer.paragraphs import around, paragraphs
from onrecord.model.evidence import Document, Field, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words in their context.

    Attributes:
        where: What and where it is, for people.
        document: Id of the document, None for a field of a table.
        start: Offset of the first piece, code points; 0 for a field.
        pieces: `(words, role)`: role is `source`, `cue`, `content`, `via`, `words` or empty for context.
    """

    where: str
    document: str | None
    start: int
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing of the record: facts in a line each, passages, and what the record says to its sums of money.

    Attributes:
        named: Of a party, places in texts that name it, so many at most.
        named_more: How many more there are.
    """

    kind: str
    id: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...] = ()
    sums: tuple[Answer, ...] = ()
    named: tuple[NamedAt, ...] = ()
    named_more: int = 0


def in_context(document: Document, spans: list[tuple[Span, str]]) -> Passage:
    """Cut the paragraphs around some spans into pieces, each span marked with its role."""
    low, high = min(span.start for span, _ in spans), max(span.end for span, _ in spans)
    start, end = around(paragraphs(document.lines, document.text), low, high)
    title = document.title.value if document.title else document.id
    pieces = cut_pieces(document.text, start, end, spans)
    return Passage(where=f"{title}, characters {low}-{high}", document=document.id, start=start, pieces=pieces)


def cut_pieces(text: str, start: int, end: int, spans: list[tuple[Span, str]]) -> tuple[tuple[str, str], ...]:
    """Cut a stretch of text into `(words, role)`; where spans overlap the later one gives way."""
    pieces: list[tuple[str, str]] = []
    place = start
    for span, role in sorted(spans, key=lambda one: (one[0].start, -one[0].end)):
        if span.end <= place:
            continue
        if span.start > place:
            pieces.append((text[place : span.start], ""))
        pieces.append((text[max(place, span.start) : span.end], role))
        place = span.end
    if place < end:
        pieces.append((text[place:end], ""))
    return tuple(pieces)


def at_field(field: Field) -> Passage:
    """Show a field of a table."""
    return Passage(
        where=f"artefact {field.artefact[:12]}, {field.pointer}",
        document=None,
        start=0,
        pieces=((field.text, "words"),),
    )
