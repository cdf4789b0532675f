"""Values of the model to database columns and back; JSON columns are written and checked by msgspec."""

import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from onrecord.model.evidence import Document, Field, Line, Meta, Origin, Segment, Span
from onrecord.model.fetch import Fetch
from onrecord.model.ids import ArtefactId, AwardId, DocumentId, PartyId
from onrecord.model.judgement import Judgement
from onrecord.model.party import Alias, Link, Party, Relation
from onrecord.model.problem import Problem
from onrecord.model.statement import Amount, Interval, Mention, Statement, Supply, When

Row = sqlite3.Row
Values = tuple[Any, ...]


def dump(value: object) -> str:
    """Write JSON text."""
    return msgspec.json.encode(value).decode()


def load(text: str | bytes) -> Any:
    """Read JSON text."""
    return msgspec.json.decode(text)


def spans_out(spans: Iterable[Span]) -> str:
    """Write spans of one document."""
    return dump([[span.start, span.end, span.text] for span in spans])


def spans_in(document: DocumentId, text: str) -> tuple[Span, ...]:
    """Read spans of one document."""
    return tuple(Span(document=document, start=start, end=end, text=words) for start, end, words in load(text))


def span_out(span: Span | None) -> str | None:
    """Write one span, or nothing."""
    return None if span is None else dump([span.start, span.end, span.text])


def span_in(document: DocumentId, text: str | None) -> Span | None:
    """Read one span, or nothing."""
    if text is None:
        return None
    start, end, words = load(text)
    return Span(document=document, start=start, end=end, text=words)


# --- origins and documents


def origin_in(row: Row) -> Origin:
    """Read an origin."""
    return Origin(
        artefact=ArtefactId(row["artefact"]),
        path=row["path"],
        collected_at=row["collected_at"],
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        authors=tuple(load(row["authors"])),
        parent=row["parent"],
        part=row["part"],
        depth=row["depth"],
    )


FETCH_COLUMNS = tuple(field.name for field in fields(Fetch))


def fetch_out(one: Fetch) -> Values:
    """Write what is remembered of an address."""
    return tuple(getattr(one, name) for name in FETCH_COLUMNS)


def fetch_in(row: Row) -> Fetch:
    """Read what is remembered of an address."""
    return Fetch(**{name: row[name] for name in FETCH_COLUMNS})


META = ("title", "publisher", "published", "updated", "url")


def document_out(document: Document) -> Values:
    """Write a document, in the order of `DOCUMENT_COLUMNS`."""
    meta: dict[str, Any] = {}
    for name in META:
        value: Meta | None = getattr(document, name)
        if value is not None:
            meta[name] = [value.value, value.basis]
    meta["authors"] = [[one.value, one.basis] for one in document.authors]
    segments = [[one.start, one.end, one.part, one.source_start, one.source_end] for one in document.segments]
    return (
        document.id,
        document.artefact,
        document.part,
        document.reader,
        document.media_type,
        document.title.value if document.title else None,
        document.published.value if document.published else None,
        document.publisher.value if document.publisher else None,
        document.language,
        dump(meta),
        document.text,
        lines_out(document.lines),
        zlib.compress(msgspec.json.encode(segments), 6),
        document.site,
    )


DOCUMENT_COLUMNS = (
    "id, artefact, part, reader, media_type, title, published, publisher, language, meta, text, lines, segments, site"
)


def lines_out(lines: Iterable[Line]) -> str:
    """Write labelled lines."""
    return dump([[line.start, line.end, line.label, line.rule] for line in lines])


def lines_in(text: str) -> tuple[Line, ...]:
    """Read labelled lines."""
    return tuple(Line(start=a, end=b, label=label, rule=rule) for a, b, label, rule in load(text))


class Labelled(NamedTuple):
    """The lines of a document as its reader labelled them, and with the labels in force."""

    id: DocumentId
    text: str
    as_read: tuple[Line, ...]
    in_force: tuple[Line, ...]


def labelled_in(row: Row) -> Labelled:
    """Read the lines of a document."""
    lines = lines_in(row["lines"])
    in_force = lines if row["relabelled"] is None else lines_in(row["relabelled"])
    return Labelled(DocumentId(row["id"]), row["text"], lines, in_force)


def document_in(row: Row) -> Document:
    """Read a document, with the labels in force."""
    meta = load(row["meta"])
    known = {name: Meta(value=meta[name][0], basis=meta[name][1]) for name in META if name in meta}
    return Document(
        id=DocumentId(row["id"]),
        artefact=ArtefactId(row["artefact"]),
        part=row["part"],
        reader=row["reader"],
        media_type=row["media_type"],
        text=row["text"],
        lines=lines_in(row["lines"] if row["relabelled"] is None else row["relabelled"]),
        segments=tuple(
            Segment(start=a, end=b, part=part, source_start=c, source_end=d)
            for a, b, part, c, d in load(zlib.decompress(row["segments"]))
        ),
        authors=tuple(Meta(value=value, basis=basis) for value, basis in meta["authors"]),
        language=row["language"],
        site=row["site"],
        **known,
    )


# --- what is read out of documents


def statement_out(one: Statement) -> Values:
    """Write a statement, in the order of `STATEMENT_COLUMNS`."""
    return (
        one.id,
        one.document,
        one.start,
        one.form,
        spans_out(one.source),
        spans_out(one.cue),
        spans_out(one.content),
        spans_out(one.via),
        " … ".join(span.text for span in one.source),
        " … ".join(span.text for span in one.content),
        one.confidence,
        one.said_on,
        one.said_on_basis,
        one.extractor,
        one.source_kind,
    )


STATEMENT_COLUMNS = (
    "id, document, start, form, source, cue, content, via, source_text, content_text, "
    "confidence, said_on, said_on_basis, extractor, source_kind"
)


def statement_in(row: Row) -> Statement:
    """Read a statement."""
    document = DocumentId(row["document"])
    return Statement(
        document=document,
        form=row["form"],
        source=spans_in(document, row["source"]),
        cue=spans_in(document, row["cue"]),
        content=spans_in(document, row["content"]),
        via=spans_in(document, row["via"]),
        confidence=row["confidence"],
        said_on=row["said_on"],
        said_on_basis=row["said_on_basis"],
        extractor=row["extractor"],
        source_kind=row["source_kind"],
    )


def mention_out(one: Mention) -> Values:
    """Write a mention, in the order of `MENTION_COLUMNS`."""
    span, field = one.span, one.field
    return (
        one.id,
        span.document if span else None,
        field.artefact if field else None,
        span.start if span else None,
        span.end if span else None,
        span.text if span else field.text if field else None,
        field.pointer if field else None,
        one.name,
        one.kind,
        one.rule,
        span_out(one.role),
    )


MENTION_COLUMNS = 'id, document, artefact, start, "end", text, pointer, name, kind, rule, role'


def mention_in(row: Row) -> Mention:
    """Read a mention."""
    span = field = role = None
    if row["document"] is not None:
        document = DocumentId(row["document"])
        span = Span(document=document, start=row["start"], end=row["end"], text=row["text"])
        role = span_in(document, row["role"])
    else:
        field = Field(artefact=ArtefactId(row["artefact"]), pointer=row["pointer"], text=row["text"])
    return Mention(name=row["name"], kind=row["kind"], rule=row["rule"], span=span, field=field, role=role)


def amount_out(one: Amount) -> Values:
    """Write an amount."""
    span = one.span
    return (
        span.document,
        span.start,
        span.end,
        span.text,
        str(one.value),
        str(one.precision),
        one.currency,
        one.comparator,
    )


def amount_in(row: Row) -> Amount:
    """Read an amount."""
    return Amount(
        span=Span(document=DocumentId(row["document"]), start=row["start"], end=row["end"], text=row["text"]),
        value=Decimal(row["value"]),
        precision=Decimal(row["precision"]),
        currency=row["currency"],
        comparator=row["comparator"],
    )


def when_out(one: When) -> Values:
    """Write a date in a text."""
    span = one.span
    return (
        span.document,
        span.start,
        span.end,
        span.text,
        one.rule,
        one.granularity,
        dump(one.readings),
        one.base,
        one.base_day.isoformat() if one.base_day else None,
    )


def when_in(row: Row) -> When:
    """Read a date in a text."""
    return When(
        span=Span(document=DocumentId(row["document"]), start=row["start"], end=row["end"], text=row["text"]),
        rule=row["rule"],
        granularity=row["granularity"],
        readings=msgspec.json.decode(row["readings"], type=tuple[Interval, ...]),
        base=row["base"],
        base_day=date.fromisoformat(row["base_day"]) if row["base_day"] else None,
    )


def supply_out(one: Supply) -> Values:
    """Write a supply relation."""
    amount = None
    if one.amount is not None:
        span = one.amount.span
        amount = dump(
            [
                span.start,
                span.end,
                span.text,
                str(one.amount.value),
                str(one.amount.precision),
                one.amount.currency,
                one.amount.comparator,
            ]
        )
    ends = (span_out(one.supplier), span_out(one.customer), span_out(one.product))
    when = (one.modality, span_out(one.when), one.on)
    return (one.id, one.document, *ends, amount, one.status, span_out(one.evidence), one.rule, *when)


def supply_in(row: Row) -> Supply:
    """Read a supply relation."""
    document = DocumentId(row["document"])
    evidence = span_in(document, row["evidence"])
    assert evidence is not None  # noqa: S101  # the column is NOT NULL
    amount = None
    if row["amount"] is not None:
        start, end, words, value, precision, currency, comparator = load(row["amount"])
        amount = Amount(
            span=Span(document=document, start=start, end=end, text=words),
            value=Decimal(value),
            precision=Decimal(precision),
            currency=currency,
            comparator=comparator,
        )
    return Supply(
        document=document,
        supplier=span_in(document, row["supplier"]),
        customer=span_in(document, row["customer"]),
        product=span_in(document, row["product"]),
        amount=amount,
        status=row["status"],
        evidence=evidence,
        rule=row["rule"],
        modality=row["modality"],
        when=span_in(document, row["when"]),
        on=row["on"],
    )


# --- parties and what connects


def party_in(row: Row, aliases: Iterable[Row]) -> Party:
    """Read a party with its aliases."""
    return Party(
        id=PartyId(row["id"]),
        name=row["name"],
        kind=row["kind"],
        aliases=tuple(Alias(name=one["name"], basis=one["basis"]) for one in aliases),
        identifiers=tuple((scheme, value) for scheme, value in load(row["identifiers"])),
        public_role=row["public_role"],
        role_evidence=evidence_in(row["role_evidence"]),
        private=bool(row["private"]),
    )


def party_out(one: Party) -> Values:
    """Write a party as its row."""
    evidence = evidence_out(one.role_evidence)
    return (one.id, one.name, one.kind, dump(one.identifiers), one.public_role, evidence, int(one.private))


def evidence_out(evidence: Span | Field | None) -> str | None:
    """Write the place that shows a relation."""
    if evidence is None:
        return None
    if isinstance(evidence, Field):
        return dump({"artefact": evidence.artefact, "pointer": evidence.pointer, "text": evidence.text})
    return dump(_words_out(evidence))


def _words_out(one: Span) -> dict[str, str | int]:
    return {"document": one.document, "start": one.start, "end": one.end, "text": one.text}


def evidence_in(text: str | None) -> Span | Field | None:
    """Read the place that shows a relation."""
    if text is None:
        return None
    value = load(text)
    return Field(**value) if "pointer" in value else Span(**value)


def evidences_out(evidence: Iterable[Span | Field]) -> str:
    """Write the places that show a part in an award: fields, of which there are most, as `[artefact, pointer, text]`."""
    return dump([[e.artefact, e.pointer, e.text] if isinstance(e, Field) else _words_out(e) for e in evidence])


def evidences_in(text: str) -> tuple[Span | Field, ...]:
    """Read the places that show a part in an award."""
    places = load(text)
    return tuple(Span(**e) if isinstance(e, dict) else Field(artefact=e[0], pointer=e[1], text=e[2]) for e in places)


def relation_out(one: Relation) -> Values:
    """Write a relation as its row."""
    shown_by = dump([[field.artefact, field.pointer, field.text] for field in one.shown_by])
    place = evidence_out(one.evidence)
    return (one.id, one.left, one.kind, one.right, one.basis, place, one.since, one.reason, shown_by)


def relation_in(row: Row) -> Relation:
    """Read a relation."""
    return Relation(
        left=PartyId(row["left_party"]),
        kind=row["kind"],
        right=PartyId(row["right_party"]),
        basis=row["basis"],
        evidence=evidence_in(row["evidence"]),
        since=row["since"],
        reason=row["reason"],
        shown_by=tuple(Field(artefact=a, pointer=p, text=t) for a, p, t in load(row["shown_by"])),
    )


def link_in(row: Row) -> Link:
    """Read a party's part in an award."""
    return Link(
        award=AwardId(row["award"]),
        party=PartyId(row["party"]),
        role=row["role"],
        label=row["label"],
        evidence=evidences_in(row["evidence"]),
        because=row["because"],
    )


def problem_in(row: Row) -> Problem:
    """Read a problem."""
    return Problem(
        artefact=ArtefactId(row["artefact"]) if row["artefact"] else None,
        path=row["path"],
        stage=row["stage"],
        code=row["code"],
        message=row["message"],
    )


def judgement_in(row: Row) -> Judgement:
    """Read a judgement."""
    return Judgement(
        left=row["left_key"],
        right=row["right_key"],
        verdict=row["verdict"],
        user=row["user"],
        made_at=row["made_at"],
        reason=row["reason"],
        words=row["words"],
    )
