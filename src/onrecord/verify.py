"""Hold the whole record against the bytes it came from.

Always: every evidence file still has the bytes its name says; every document is whole; every span has its words at its
offsets; every field of a spending row still says what was taken from it; the database is sound. With `deep`, every
artefact is also read again: the same reader must give the same text.
"""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TypeVar

import msgspec

from onrecord.config import Config
from onrecord.engine import Outcome, Progress, open_runner
from onrecord.errors import AnchorError
from onrecord.model.award import Action, Award
from onrecord.model.evidence import Document, Field, Span, check_span
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.model.reading import Reading
from onrecord.model.statement import Extraction
from onrecord.read.field_texts import field_texts
from onrecord.read.reader import read_version
from onrecord.read.stage import ReadTask, read_task, seconds_of
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
            progress("verify", number, len(artefacts))
        if deep:
            findings += _read_again(view, config, counts)
        findings += _fields(view, counts)
        findings += _awards(view)
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
    for document_id, _ in view.document_ids(artefact):
        counts["documents"] += 1
        try:
            document = view.document(document_id)
            if document is None:
                continue
            check_document(document)
        except BROKEN as error:
            yield _broken("document", document_id, f"document {document_id}", error)
            continue
        for part in (_statements, _mentions, _amounts, _whens, _supplies, _references):
            try:
                spans = part(view, document_id)
            except BROKEN as error:
                what = part.__name__.strip("_")
                yield _broken("document", document_id, f"document {document_id}, its {what}", error)
            else:
                yield from _spans(document, spans, counts)


def _broken(kind: str, about: str, what: str, error: BaseException) -> Finding:
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return Finding(kind=kind, id=about, message=f"{what}: not as it was written ({reason})")


def _statements(view: View, document: DocumentId) -> list[Span]:
    return list(spans_of(Extraction(document=document, statements=tuple(view.statements(document)))))


def _mentions(view: View, document: DocumentId) -> list[Span]:
    return list(spans_of(Extraction(document=document, mentions=tuple(view.mentions(document)))))


def _amounts(view: View, document: DocumentId) -> list[Span]:
    return list(spans_of(Extraction(document=document, amounts=tuple(view.amounts(document)))))


def _whens(view: View, document: DocumentId) -> list[Span]:
    return list(spans_of(Extraction(document=document, whens=tuple(view.whens(document)))))


def _supplies(view: View, document: DocumentId) -> list[Span]:
    return list(spans_of(Extraction(document=document, supplies=tuple(view.supplies(document)))))


def _references(view: View, document: DocumentId) -> list[Span]:
    return [one.span for one in view.references(document)]


def _spans(document: Document, spans: Iterable[Span], counts: dict[str, int]) -> Iterator[Finding]:
    for span in spans:
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
    taken_from = [field for action in actions for _, field in action.fields]
    for load in (_subaward_fields, _authorisation_fields, _named_fields, _linked_fields, _edge_fields):
        try:
            taken_from += load(view)
        except BROKEN as error:
            yield _broken("database", load.__name__, load.__name__.strip("_").replace("_", " "), error)
    for field in set(taken_from):
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


def _subaward_fields(view: View) -> list[Field]:
    return [field for one in view.subawards() for _, field in one.fields]


def _authorisation_fields(view: View) -> list[Field]:
    return [field for one in view.authorisations() for _, field in one.fields]


def _named_fields(view: View) -> list[Field]:
    return [one.field for one in view.field_mentions() if one.field]


def _edge_fields(view: View) -> list[Field]:
    return [field for one in view.edges() for _, field in one.fields]


def _linked_fields(view: View) -> list[Field]:
    relations = [one.evidence for one in view.all_relations() if isinstance(one.evidence, Field)]
    relations += [field for one in view.all_relations() for field in one.shown_by]
    return relations + [one for link in view.links() for one in link.evidence if isinstance(one, Field)]


def _awards(view: View) -> Iterator[Finding]:
    """Derive each award again from its actions: what is stored must be the same."""
    try:
        stored = {award: (latest, values) for award, latest, values in view.derived_awards()}
        for award in view.awards():
            if stored.pop(award.id, None) != (award.latest.id, _kept_of(award)):
                message = f"award {award.id}: is not what its actions make of it"
                yield Finding(kind="database", id=award.id, message=message)
    except BROKEN:
        return  # named by _fields already
    for left in stored:
        yield Finding(kind="database", id=left, message=f"award {left}: no action makes it")


def _kept_of(award: Award) -> tuple[object, ...]:
    one = award.latest
    shown = (one.buyer, one.recipient, one.description)
    return (award.actions, award.kind, one.piid, one.parent, one.acted_on, *shown)


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
    return [(f"actions of award {award}", partial(view.actions, award)) for award in view.awards_acted_on()]


def _ties(view: View, counts: dict[str, int]) -> Iterator[Finding]:
    """Check the spans of relations, echoes and parts in awards."""
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
    with suppress(*BROKEN):  # named by _fields already
        spans += [one for link in view.links() for one in link.evidence if isinstance(one, Span)]
    texts: dict[DocumentId, str] = {}
    for span in spans:
        counts["spans"] += 1
        text = texts.setdefault(span.document, view.text(span.document))
        yield from _check(text, span)


def _read_again(view: View, config: Config, counts: dict[str, int]) -> Iterator[Finding]:
    """Read every artefact again that these readers have read, in workers and with their time limit, and compare the text.

    What the engine set aside when it was read first is not tried again: it would only be set aside again.
    """
    aside = {one.artefact for one in view.problems() if one.code in {"timed_out", "engine_died"}}
    ways = (replace(config, reading=reading) for reading in ("full", "fast"))
    settings_by_version = {read_version(way): way for way in ways}
    tasks = []
    for artefact, _ in view.artefacts():
        settings = settings_by_version.get(view.reading_version(artefact) or "")
        if artefact in aside or settings is None:
            continue
        origins = list(view.origins(artefact))
        if not origins:
            message = f"artefact {artefact[:12]}: where it was found is lost; not read again"
            yield Finding(kind="reading", id=artefact, message=message)
            continue
        # The origin that says most, as Writer.unread picks it: its name tells kinds of text apart.
        origin = min(origins, key=lambda one: one.url is None and one.published is None and one.title is None)
        tasks.append((view.evidence.path(artefact), origin, settings))
    with open_runner(config.engine) as runner, TemporaryDirectory() as spool:
        asked = (ReadTask(path, origin, one, Path(spool) / origin.artefact) for path, origin, one in tasks)
        for outcome in runner.map(read_task, asked, seconds_of):
            counts["reread"] += 1
            rmtree(outcome.task.spool, ignore_errors=True)
            yield from _same_text(view, outcome)


def _same_text(view: View, outcome: Outcome[ReadTask, Reading]) -> Iterator[Finding]:
    origin = outcome.task.origin
    if outcome.value is None:
        message = f"{origin.path}: could not be read again ({outcome.message})"
        yield Finding(kind="reading", id=origin.artefact, message=message)
        return
    again = {one.id: one for one in outcome.value.documents}
    for document_id, reader in view.document_ids(origin.artefact):
        now = again.get(document_id)
        if "+tesseract" in reader and (now is None or now.reader != reader):
            continue  # recognised by a tesseract that is no longer here: nothing can be said of it
        if now is None or now.text != view.text(document_id):
            message = f"document {document_id}: reading {origin.path} again gives another text"
            yield Finding(kind="reading", id=document_id, message=message)
