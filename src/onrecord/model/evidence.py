"""What was collected and read: bytes, text, and the places words stand at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.errors import AnchorError
from onrecord.model.ids import ArtefactId, DocumentId, content_id

Label = Literal["body", "title", "meta", "furniture", "uncertain"]
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the bytes of an artefact were found, and what a person wrote beside them.

    Attributes:
        path: The path as given to `add`, or the name inside a container.
        url, title, publisher, published: From the sidecar file `NAME.meta.yaml`; None when it says nothing.
        authors: From the sidecar.
        collected_at: ISO 8601 with offset, UTC.
        parent: The artefact it was found inside, None for what was added by a person.
        part: Its place in the parent, as in `Child`.
        depth: Containers around it; 0 for what was added by a person.
    """

    artefact: ArtefactId
    path: str
    collected_at: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    parent: ArtefactId | None = None
    part: str = ""
    depth: int = 0

    def meta_key(self) -> str:
        """Name what the sidecar says, so that a changed sidecar is read again."""
        return content_id("origin", self.path, self.url, self.title, self.publisher, self.published, list(self.authors))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Some words of a document, and where they stand.

    Attributes:
        document: The document whose text is cut.
        start, end: Offsets in Unicode code points (Python `len`), half-open.
        text: The words themselves, so that a span can be checked and read alone.
    """

    document: DocumentId
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise AnchorError(f"span {self.start}:{self.end} does not fit its {len(self.text)} characters")


def cut(document: DocumentId, text: str, start: int, end: int) -> Span:
    """Cut a span out of a document's text.

    Raises:
        AnchorError: The offsets are empty, reversed or outside the text.
    """
    if end > len(text):
        raise AnchorError(f"span {start}:{end} ends after the text ({len(text)} characters)")
    return Span(document=document, start=start, end=end, text=text[start:end])


def check_span(text: str, span: Span) -> None:
    """Hold a span against the text of its document.

    Raises:
        AnchorError: Other words stand at its offsets. Nothing is searched for and nothing is moved.
    """
    found = text[span.start : span.end]
    if found != span.text:
        raise AnchorError(
            f"span {span.start}:{span.end} of document {span.document} says {span.text!r}, text says {found!r}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value of a structured artefact.

    Attributes:
        pointer: `row=N;column=NAME` (data rows count from 1, the header is not counted) or a JSON Pointer (RFC 6901),
            `line=N` before it in JSON lines; in FPDS feeds `entry=N;element=PATH`; in files of edges `edge=LINE;member=NAME`.
        text: The value as it stands in the artefact, not trimmed, not converted.
    """

    artefact: ArtefactId
    pointer: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a document's text and what it is.

    Attributes:
        start, end: Code points of the text, half-open, without the line break.
        label: What it is taken for; only `body` lines are read for statements.
        rule: The rule that decided, in a word or two.
    """

    start: int
    end: int
    label: Label
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of a document's text and where it stands in the artefact.

    Attributes:
        start, end: Code points of the document's text, half-open.
        part: Which piece of the artefact: `` for the whole, `page=3` (pages count from 1), `header=Subject`, `body`.
        source_start, source_end: Code points of that piece once decoded, half-open. A run of equal length is
            verbatim; any other was folded (white space, an entity) as a whole; an empty one was put in by the reader.
    """

    start: int
    end: int
    part: str
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """A fact about a document and where it came from.

    Attributes:
        basis: The tag, header, line or sidecar that says so, for people to read: `meta property=og:title`, `line 3`.
    """

    value: str
    basis: str

    @property
    def grade(self) -> Literal["declared", "found"]:
        """Say how far it carries: `declared` in a field made for the fact, or `found` in words, by rules or a search.

        Measured on dates of pages (docs/accuracy.md): declared ones are right to the day far more often.
        """
        return "found" if self.basis.startswith(FOUND) else "declared"


FOUND = ("line ", "first line", "htmldate: found", "h1")
"""How the basis of a fact begins that no field declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text read from an artefact, nothing cut away.

    Attributes:
        part: Which document of the artefact: `` for the only one, `message=2` in a mailbox (counted from 1).
        reader: Reader and version, `html/1`; the same bytes and the same reader give the same text.
        lines: In order, without overlap; together they hold every character that is not a line break.
        segments: In order, without gaps: every character is mapped.
        published, updated: Values are ISO 8601 dates or date-times.
        site: Whose pages it is one of, as far as known: they share their furniture.
    """

    id: DocumentId
    artefact: ArtefactId
    part: str
    reader: str
    media_type: str
    text: str
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]
    title: Meta | None = None
    publisher: Meta | None = None
    authors: tuple[Meta, ...] = ()
    published: Meta | None = None
    updated: Meta | None = None
    url: Meta | None = None
    language: str | None = None
    site: str | None = None


def document_id(artefact: ArtefactId, part: str) -> DocumentId:
    """Name a document by its bytes and its place in them; a better reader keeps the name."""
    return DocumentId(content_id("document", artefact, part))


def body_ranges(document: Document) -> list[tuple[int, int]]:
    """List the runs of lines labelled body, adjoining lines joined."""
    ranges: list[tuple[int, int]] = []
    joins = False
    for line in document.lines:
        if line.label != "body":
            joins = joins and not document.text[line.start : line.end].strip()
            continue
        if joins:
            ranges[-1] = (ranges[-1][0], line.end)
        else:
            ranges.append((line.start, line.end))
        joins = True
    return ranges


def source_ranges(document: Document, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Say where some characters of a document stand in its artefact.

    Yields:
        `(part, start, end)` as in `Segment`; runs that lie next to each other are joined, runs that the reader put in are left out.
    """
    pending: tuple[str, int, int] | None = None
    for segment in document.segments:
        if segment.end <= start or segment.start >= end or segment.source_start == segment.source_end:
            continue
        low, high = segment.source_start, segment.source_end
        if segment.end - segment.start == high - low:  # verbatim: cut to the characters asked for
            low, high = low + max(0, start - segment.start), high - max(0, segment.end - end)
        if pending and pending[0] == segment.part and pending[2] == low:
            pending = (segment.part, pending[1], high)
            continue
        if pending:
            yield pending
        pending = (segment.part, low, high)
    if pending:
        yield pending
