"""Hold the whole record against the bytes it came from.

Always: every evidence file still has the bytes its name says; every document is whole; every span has its words at its
offsets; every field of a spending row still says what was taken from it; the database is sound. With `deep`, every
artefact is also read again: the same reader must give the same text.
"""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import msgspec

from onrecord.config import Config
from onrecord.engine import Progress
from onrecord.errors import AnchorError
from onrecord.model.award import Action
from onrecord.model.evidence import Document, Field, Span, check_span
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.model.statement import Extraction
from onrecord.read.reader import READ_VERSION, read_file
from onrecord.read.usaspending import field_texts
from onrecord.store import Record, View
from onrecord.store.writer import check_document, spans_of

Loaded = TypeVar("Loaded")
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    msgspec.MsgspecError,
    zlib.error,
)
"""What loading a column raises that somebody else has written into; AnchorError is a ValueError."""


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
            if document is None:
                continue
            check_document(document)
        except BROKEN as error:
            yield _broken("document", document_id, f"document {document_id}", error)
            continue
        for part in (_statements, _mentions, _amounts, _whens, _supplies):
            try:
                extraction = part(view, document_id)
            except BROKEN as error:
                what = part.__name__.strip("_")
                yield _broken("document", document_id, f"document {document_id}, its {what}", error)
            else:
                yield from _spans(document, extraction, counts)


def _broken(kind: str, about: str, what: str, error: BaseException) -> Finding:
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return Finding(kind=kind, id=about, message=f"{what}: not as it was written ({reason})")


def _statements(view: View, document: DocumentId) -> Extraction:
    return Extraction(document=document, statements=tuple(view.statements(document)))


def _mentions(view: View, document: DocumentId) -> Extraction:
    return Extraction(document=document, mentions=tuple(view.mentions(document)))


def _amounts(view: View, document: DocumentId) -> Extraction:
    return Extraction(document=document, amounts=tuple(view.amounts(document)))


def _whens(view: View, document: DocumentId) -> Extraction:
    return Extraction(document=document, whens=tuple(view.whens(document)))


def _supplies(view: View, document: DocumentId) -> Extraction:
    return Extraction(document=document, supplies=tuple(view.supplies(document)))


def _spans(document: Document, extraction: Extraction, counts: dict[str, int]) -> Iterator[Finding]:
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
    actions, broken = _all(view.actions, lambda: _actions_by_award(view))
    yield from broken
    for action in actions:
        for _, field in action.fields:
            fields[field.artefact].append(field)
    for artefact, taken in fields.items():
        counts["fields"] += len(taken)
        try:
            found = field_texts(view.evidence.path(artefact), {field.pointer for field in taken})
        except (OSError, *BROKEN) as error:
            yield _broken("field", artefact, f"artefact {artefact[:12]}, {len(taken)} fields taken from it", error)
            continue
        for field in taken:
            if found.get(field.pointer) != field.text:
                message = f"artefact {artefact[:12]}, {field.pointer}: says {found.get(field.pointer)!r}, the record says {field.text!r}"
                yield Finding(kind="field", id=artefact, message=message)


Parts = Iterable[tuple[str, Callable[[], Iterable[Loaded]]]]


def _all(
    whole: Callable[[], Iterable[Loaded]], parts: Callable[[], Parts[Loaded]]
) -> tuple[list[Loaded], list[Finding]]:
    """Load things at one go or, where one of them is not as it was written, part by part to say which."""
    try:
        return list(whole()), []
    except BROKEN:
        loaded: list[Loaded] = []
        findings = []
        for name, part in parts():
            try:
                loaded += part()
            except BROKEN as error:
                findings.append(_broken("database", name, name, error))
        return loaded, findings


def _actions_by_award(view: View) -> Parts[Action]:
    every = view.counts()["actions"]
    ids = [one for kind, one in view.find_ids("", limit=every) if kind == "actions"]
    awards = sorted({award for one in ids if (award := view.award_by_action(one))})
    return [(f"actions of award {award}", partial(view.actions, award)) for award in awards]


def _ties(view: View, counts: dict[str, int]) -> Iterator[Finding]:
    """Check the spans of relations and echoes."""
    parties, documents = sorted(view.party_names()), sorted(view.heads())
    relations, broken = _all(
        view.all_relations, lambda: [(f"relations of party {one}", partial(view.relations, one)) for one in parties]
    )
    yield from broken
    echoes, broken = _all(
        view.echoes, lambda: [(f"echoes of document {one}", partial(view.echoes, document=one)) for one in documents]
    )
    yield from broken
    spans = [one.evidence for one in {one.id: one for one in relations}.values() if isinstance(one.evidence, Span)]
    spans += [member.span for echo in {one.id: one for one in echoes}.values() for member in echo.members]
    texts: dict[DocumentId, str] = {}
    for span in spans:
        counts["spans"] += 1
        text = texts.setdefault(span.document, view.text(span.document))
        yield from _check(text, span)


def _read_again(view: View, artefact: ArtefactId, config: Config) -> Iterator[Finding]:
    origins = list(view.origins(artefact))
    if not origins:
        yield Finding(
            kind="reading", id=artefact, message=f"artefact {artefact[:12]}: where it was found is lost; not read again"
        )
        return
    # The origin that says most, as Writer.unread picks it: its name tells kinds of text apart.
    origin = min(origins, key=lambda one: one.url is None and one.published is None and one.title is None)
    again = {one.id: one.text for one in read_file(view.evidence.path(artefact), origin, config).documents}
    for document_id in view.document_ids(artefact):
        if again.get(document_id) != view.text(document_id):
            message = f"document {document_id}: reading {origin.path} again gives another text"
            yield Finding(kind="reading", id=document_id, message=message)
