"""Pieces of a text with their places in the source, put together to lines and joined: mail, calendars, chats."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.model.evidence import Document, Label, Line, Origin, Segment, document_id
from onrecord.read.metadata import Metadata, document_fields, from_sidecar, merge

_BREAK = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of the text to be.

    Attributes:
        words: As they will stand.
        part: Which piece of the artefact they are from; None when the reader puts them in.
        start, end: Where they stand there; as long as the words when verbatim, of another length when written otherwise.
    """

    words: str
    part: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of the text to be; offsets of lines and segments count from its own start."""

    text: str
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]


def verbatim(words: str, part: str, start: int = 0) -> Piece:
    """Take words as they stand in a part, from an offset on."""
    return Piece(words, part, start, start + len(words))


def unbroken(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Put spaces of the reader's own for line breaks in verbatim pieces, so that they fit one line."""
    for piece in pieces:
        start = 0
        for match in _BREAK.finditer(piece.words):
            yield Piece(
                piece.words[start : match.start()], piece.part, piece.start + start, piece.start + match.start()
            )
            yield Piece(" ")
            start = match.end()
        yield Piece(piece.words[start:], piece.part, piece.start + start, piece.end) if start else piece


def put_together(pieces: Iterable[Piece]) -> tuple[str, tuple[Segment, ...]]:
    """Join pieces to a text and its map; what the reader puts in points to where the words before it end."""
    texts: list[str] = []
    segments: list[Segment] = []
    place = reached = 0
    part = ""
    for piece in pieces:
        if not piece.words:
            continue
        if piece.part is not None:
            part, reached = piece.part, piece.start
        end = reached if piece.part is None else piece.end
        texts.append(piece.words)
        segments.append(
            Segment(start=place, end=place + len(piece.words), part=part, source_start=reached, source_end=end)
        )
        place += len(piece.words)
        reached = end
    return "".join(texts), tuple(segments)


def one_line(pieces: Iterable[Piece], label: Label, rule: str) -> Passage:
    """Make a line and the break after it; its pieces hold no line break."""
    text, segments = put_together((*pieces, Piece("\n")))
    lines = (Line(start=0, end=len(text) - 1, label=label, rule=rule),) if len(text) > 1 else ()
    return Passage(text=text, lines=lines, segments=segments)


def breaks(count: int, part: str) -> Passage:
    """Make line breaks that stand before a part."""
    segment = Segment(start=0, end=count, part=part, source_start=0, source_end=0)
    return Passage(text="\n" * count, lines=(), segments=(segment,) if count else ())


def join(passages: Iterable[Passage]) -> Passage:
    """Join passages to one; runs of the reader's own that lie side by side become one."""
    texts: list[str] = []
    lines: list[Line] = []
    segments: list[Segment] = []
    offset = 0
    for passage in passages:
        lines.extend(replace(line, start=line.start + offset, end=line.end + offset) for line in passage.lines)
        for one in passage.segments:
            moved = replace(one, start=one.start + offset, end=one.end + offset)
            if segments and _are_put_in_together(segments[-1], moved):
                moved = replace(segments.pop(), end=moved.end)
            segments.append(moved)
        texts.append(passage.text)
        offset += len(passage.text)
    return Passage(text="".join(texts), lines=tuple(lines), segments=tuple(segments))


def _are_put_in_together(first: Segment, second: Segment) -> bool:
    return (
        first.source_start == first.source_end == second.source_start == second.source_end and first.part == second.part
    )


def document_of(
    origin: Origin, part: str, *, reader: str, media_type: str, passages: Iterable[Passage], own: Metadata
) -> Document:
    """Make a document of passages; what a sidecar says goes before what the message says of itself."""
    joined = join(passages)
    return Document(
        id=document_id(origin.artefact, part),
        artefact=origin.artefact,
        part=part,
        reader=reader,
        media_type=media_type,
        text=joined.text,
        lines=joined.lines,
        segments=joined.segments,
        **document_fields(merge(from_sidecar(origin), own)),
    )
