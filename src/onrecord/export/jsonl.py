"""The public contract: one JSON Lines file for each kind; fields are only ever added (docs/export.md lists them)."""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from onrecord.errors import UserError
from onrecord.export import jsonl_meetings as met
from onrecord.export.jsonl_rows import Row, field_row, place_row, span_row
from onrecord.model.award import Award, Identifiers, Subaward
from onrecord.model.evidence import Span, body_ranges
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Amount
from onrecord.store import View
from onrecord.store.verdicts import verdicts

STATEMENTS_A_TIME = 500


def _spans(spans: tuple[Span, ...]) -> list[Row]:
    return [row for span in spans if (row := span_row(span))]


def documents(view: View) -> Iterator[Row]:
    """Write documents with their text and which ranges of it are body."""
    paths = {head.id: head.path for head in view.heads().values()}
    for one in view.documents():
        yield {
            "id": one.id,
            "sha256": one.artefact,
            "part": one.part,
            "path": paths[one.id],
            "url": one.url.value if one.url else None,
            "title": one.title.value if one.title else None,
            "publisher": one.publisher.value if one.publisher else None,
            "authors": [author.value for author in one.authors],
            "published": one.published.value if one.published else None,
            "published_basis": one.published.basis if one.published else None,
            "published_grade": one.published.grade if one.published else None,
            "language": one.language,
            "reader": one.reader,
            "text": one.text,
            "body": [list(pair) for pair in body_ranges(one)],
            "lines": [[line.start, line.end, line.label, line.rule] for line in one.lines],
        }


def statements(view: View) -> Iterator[Row]:
    """Write statements with their speakers; `review` is what people have found of it, null while nobody has said."""
    names = view.party_names()
    heads = view.heads()
    reviews = {one: found.verdict for one, found in verdicts(view).items()}
    every = list(view.statements())
    for first in range(0, len(every), STATEMENTS_A_TIME):
        chunk = every[first : first + STATEMENTS_A_TIME]
        speakers = view.speakers([one.id for one in chunk])
        for one in chunk:
            speaker = speakers.get(one.id)
            published = heads[one.document].published
            said_on = one.said_on or (published[:10] if published else None)
            party = speaker.party if speaker else None
            yield {
                "id": one.id,
                "document": one.document,
                "form": one.form,
                "source": _spans(one.source) or None,
                "source_kind": one.source_kind,
                "cue": _spans(one.cue) or None,
                "content": _spans(one.content),
                "speaker": {
                    "party": party,
                    "name": names[party][0] if party else speaker.name,
                    "kind": names[party][1] if party else "unknown",
                }
                if speaker
                else None,
                "speaker_as_written": speaker.name if speaker else None,
                "speaker_rule": speaker.rule if speaker else None,
                "speaker_candidates": list(speaker.candidates) if speaker else [],
                "said_on": said_on,
                "said_on_basis": one.said_on_basis if one.said_on else "published" if said_on else None,
                "negated": one.negated,
                "via": [span.text for span in one.via],
                "confidence": one.confidence,
                "extractor": one.extractor,
                "review": reviews.get(one.id),
            }


def parties(view: View) -> Iterator[Row]:
    """Write parties."""
    counts = view.mention_counts()
    for one in view.parties():
        yield {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "aliases": [alias.name for alias in one.aliases],
            "alias_basis": [alias.basis for alias in one.aliases],
            "identifiers": _identifiers(one.identifiers),
            "public_role": one.public_role,
            "mentions": counts.get(one.id, 0),
        }


def _identifiers(identifiers: Identifiers) -> list[Row]:
    return [{"scheme": scheme, "id": value} for scheme, value in identifiers]


def _amount(amount: Amount | None) -> tuple[str | None, str | None]:
    return (None, None) if amount is None else (str(amount.value), amount.currency)


def supplies(view: View) -> Iterator[Row]:
    """Write supply relations read from text; amounts are decimal text."""
    namings = view.namings()
    mentions: dict[tuple[DocumentId, int, int], str] = {}
    for document in view.heads():
        for mention in view.mentions(document):
            if mention.span and mention.id in namings:
                mentions[(document, mention.span.start, mention.span.end)] = namings[mention.id].party

    def end(span: Span | None) -> Row | None:
        return (
            None
            if span is None
            else {"party": mentions.get((span.document, span.start, span.end)), "name": " ".join(span.text.split())}
        )

    for one in view.supplies():
        amount, currency = _amount(one.amount)
        spans = {"evidence": one.evidence, "supplier": one.supplier, "customer": one.customer, "product": one.product}
        spans["when"] = one.when
        yield {
            "id": one.id,
            "document": one.document,
            "supplier": end(one.supplier),
            "customer": end(one.customer),
            "product": end(one.product),
            "amount": amount,
            "currency": currency,
            "status": one.status,
            "modality": one.modality,
            "on": one.on,
            "spans": {name: span_row(span) for name, span in spans.items()},
        }


def awards(view: View) -> Iterator[Row]:
    """Write awards; sums are decimal text, each notion apart, with its date and the column it was read from."""
    for one in view.awards():
        yield _award(one)


def _award(one: Award) -> Row:
    latest = one.latest
    money = {notion.notion: notion for notion in one.money}
    notions = ("obligated", "current", "potential", "outlayed")
    return {
        "id": one.id,
        "kind": one.kind,
        "piid": latest.piid,
        "parent": latest.parent,
        "buyer": latest.buyer,
        "funder": latest.funder,
        "department": latest.department,
        "recipient": latest.recipient,
        "recipient_parent": latest.recipient_parent,
        "description": latest.description,
        "money": {name: str(money[name].amount) if name in money else None for name in notions},
        "money_basis": {name: money[name].basis for name in notions if name in money},
        "money_as_of": {name: money[name].as_of for name in notions if name in money},
        "money_stated": {name: money[name].stated for name in notions if name in money},
        "currency": latest.currency,
        "as_of": latest.acted_on,
        "dates": dict(latest.dates),
        "actions": one.actions,
        "fields": {name: field_row(field) for name, field in latest.fields},
    }


def subawards(view: View) -> Iterator[Row]:
    """Write reported subcontracts, each once with the ids of the rows that report it; the sum is decimal text."""
    for _, found in groupby(view.subawards(), key=lambda one: (one.prime, one.same)):
        first, *others = found
        yield _subaward(first, [first.id, *(one.id for one in others)])


def _subaward(one: Subaward, reports: list[str]) -> Row:
    return {
        "id": one.same,
        "reports": reports,
        "prime": one.prime,
        "number": one.number,
        "acted_on": one.acted_on,
        "description": one.description,
        "amount": None if one.amount is None else str(one.amount),
        "currency": one.currency,
        "prime_amount": None if one.prime_amount is None else str(one.prime_amount),
        "prime_recipient": one.prime_recipient,
        "prime_recipient_identifiers": _identifiers(one.prime_recipient_identifiers),
        "recipient": one.recipient,
        "recipient_identifiers": _identifiers(one.recipient_identifiers),
        "recipient_parent": one.recipient_parent,
        "recipient_parent_identifiers": _identifiers(one.recipient_parent_identifiers),
        "fields": {name: field_row(field) for name, field in one.fields},
    }


def authorisations(view: View) -> Iterator[Row]:
    """Write public bodies' permissions to use products."""
    for one in view.authorisations():
        yield {
            "id": one.id,
            "number": one.number,
            "product": one.product,
            "provider": one.provider,
            "body": one.body,
            "department": one.department,
            "level": one.level,
            "kind": one.kind,
            "status": one.status,
            "authorised_on": one.authorised_on,
            "expires_on": one.expires_on,
            "fields": {name: field_row(field) for name, field in one.fields},
        }


def links(view: View) -> Iterator[Row]:
    """Write parties' parts in awards."""
    for one in view.links():
        evidence = [place_row(place) for place in one.evidence]
        yield {
            "award": one.award,
            "party": one.party,
            "role": one.role,
            "label": one.label,
            "evidence": evidence,
            "because": one.because,
        }


def problems(view: View) -> Iterator[Row]:
    """Write what was not read or understood."""
    for one in view.problems():
        yield {"artefact": one.artefact, "path": one.path, "stage": one.stage, "code": one.code, "message": one.message}


FILES: tuple[tuple[str, Callable[[View], Iterator[Row]]], ...] = (
    ("documents", documents),
    ("statements", statements),
    ("parties", parties),
    ("supplies", supplies),
    ("awards", awards),
    ("subawards", subawards),
    ("authorisations", authorisations),
    ("links", links),
    ("echoes", met.echoes),
    ("copies", met.copies),
    ("credits", met.credited),
    ("threads", met.threads),
    ("tensions", met.tensions),
    ("award_matches", met.award_matches),
    ("revisions", met.revisions),
    ("problems", problems),
)


def export(view: View, folder: Path) -> list[tuple[Path, int]]:
    """Write one file for each kind into a folder and give each file's number of rows.

    A file is complete or not there: it is written beside its place and then renamed.

    Raises:
        UserError: The folder cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in FILES:
            target = folder / f"{name}.jsonl"
            part = target.with_suffix(".part")
            count = 0
            with part.open("wb") as file:
                for row in rows(view):
                    file.write(msgspec.json.encode(row) + b"\n")
                    count += 1
            part.replace(target)
            written.append((target, count))
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return written
