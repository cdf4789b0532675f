"""Hold the whole record against the bytes it came from.

Always: every evidence file still has the bytes its name says; every document is whole; every span has its words at its
offsets; every field of a spending row still says what was taken from it; the database is sound. With `deep`, every
artefact is also read again: the same reader must give the same text.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.config import Config
from onrecord.engine import Progress
from onrecord.errors import AnchorError
from onrecord.model.evidence import Document, Field, Span, check_span
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.model.statement import Extraction
from onrecord.read.reader import READ_VERSION, read_file
from onrecord.read.usaspending import field_texts
from onrecord.store import Record, View
from onrecord.store.writer import check_document, spans_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be.

    Attributes:
        kind: `evidence`, `document`, `span`, `field`, `reading` or `database`.
        id: What it is about.
    """

    kind: str
    id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was checked and what was found wrong."""

    artefacts: int
    documents: int
    spans: int
    fields: int
    reread: int
    findings: tuple[Finding, ...]


def verify(record: Record, config: Config, progress: Progress, *, deep: bool = False) -> Verification:
    """Check a record; bad rows become findings, never an exception."""
    findings: list[Finding] = []
    counts: dict[str, int] = defaultdict(int)
    with View.open(record) as view:
        findings += [Finding(kind="database", id="onrecord.db", message=message) for message in view.damage()]
        artefacts = view.artefacts()
        for number, (artefact, _) in enumerate(artefacts, 1):
            findings += _artefact(view, artefact)
            findings += _documents(view, artefact, counts)
            if deep and view.reading_version(artefact) == READ_VERSION:
                findings += _read_again(view, artefact, config)
                counts["reread"] += 1
            progress("verify", number, len(artefacts))
        findings += _fields(view, counts)
        findings += _ties(view, counts)
    return Verification(
        artefacts=len(artefacts),
        documents=counts["documents"],
        spans=counts["spans"],
        fields=counts["fields"],
        reread=counts["reread"],
        findings=tuple(findings),
    )


def _artefact(view: View, artefact: ArtefactId) -> Iterator[Finding]:
    digest = view.evidence.digest(artefact)
    if digest is None:
        yield Finding(
            kind="evidence",
            id=artefact,
            message=f"{view.evidence.path(artefact)}: the evidence file is gone or cannot be read",
        )
    elif digest != artefact:
        yield Finding(
            kind="evidence",
            id=artefact,
            message=f"{view.evidence.path(artefact)}: its bytes have changed (sha256 is now {digest})",
        )


def _documents(view: View, artefact: ArtefactId, counts: dict[str, int]) -> Iterator[Finding]:
    for document_id in view.document_ids(artefact):
        counts["documents"] += 1
        try:
            document = view.document(document_id)
            if document is not None:
                check_document(document)
                yield from _spans(view, document, counts)
        except (
            ValueError,
            TypeError,
            KeyError,
        ) as error:  # AnchorError is a ValueError; the others: columns that are not what we wrote
            yield Finding(kind="document", id=document_id, message=f"document {document_id}: {error}")


def _spans(view: View, document: Document, counts: dict[str, int]) -> Iterator[Finding]:
    extraction = Extraction(
        document=document.id,
        statements=tuple(view.statements(document.id)),
        mentions=tuple(view.mentions(document.id)),
        amounts=tuple(view.amounts(document.id)),
        whens=tuple(view.whens(document.id)),
        supplies=tuple(view.supplies(document.id)),
    )
    for span in spans_of(extraction):
        counts["spans"] += 1
        yield from _check(document.text, span)


def _check(text: str, span: Span) -> Iterator[Finding]:
    try:
        check_span(text, span)
    except AnchorError as error:
        yield Finding(kind="span", id=span.document, message=str(error))


def _fields(view: View, counts: dict[str, int]) -> Iterator[Finding]:
    """Read every spending file once and compare all fields taken from it."""
    fields: dict[ArtefactId, list[Field]] = defaultdict(list)
    for action in view.actions():
        for _, field in action.fields:
            fields[field.artefact].append(field)
    for artefact, taken in fields.items():
        found = field_texts(view.evidence.path(artefact), {field.pointer for field in taken})
        for field in taken:
            counts["fields"] += 1
            if found.get(field.pointer) != field.text:
                message = f"artefact {artefact[:12]}, {field.pointer}: says {found.get(field.pointer)!r}, the record says {field.text!r}"
                yield Finding(kind="field", id=artefact, message=message)


def _ties(view: View, counts: dict[str, int]) -> Iterator[Finding]:
    """Check the spans of relations and echoes."""
    spans = [one.evidence for one in view.all_relations() if isinstance(one.evidence, Span)]
    spans += [member.span for echo in view.echoes() for member in echo.members]
    texts: dict[DocumentId, str] = {}
    for span in spans:
        counts["spans"] += 1
        text = texts.setdefault(span.document, view.text(span.document))
        yield from _check(text, span)


def _read_again(view: View, artefact: ArtefactId, config: Config) -> Iterator[Finding]:
    origin = next(view.origins(artefact))
    again = {one.id: one.text for one in read_file(view.evidence.path(artefact), origin, config).documents}
    for document in view.documents(artefact):
        if again.get(document.id) != document.text:
            message = f"document {document.id}: reading {origin.path} again gives another text"
            yield Finding(kind="reading", id=document.id, message=message)
