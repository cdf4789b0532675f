"""The public contract: one JSON Lines file for each kind; fields are only ever added (docs/export.md lists them)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

import msgspec

from onrecord.errors import UserError
from onrecord.export import jsonl_meetings as met
from onrecord.export import jsonl_spending as spent
from onrecord.export.contract import (
    DocumentRow,
    EndRow,
    PartyRow,
    ProblemRow,
    SpeakerRow,
    StatementRow,
    SupplyRow,
)
from onrecord.export.jsonl_rows import identifier_rows, span_row, words_row
from onrecord.model.evidence import Document, Span, body_ranges
from onrecord.model.ids import DocumentId, PartyId
from onrecord.model.party import Party, Speaker
from onrecord.model.problem import Problem
from onrecord.model.statement import PartyKind, Statement, Supply
from onrecord.store import View, meetings
from onrecord.store.verdicts import verdicts

STATEMENTS_A_TIME = 500
Names = Mapping[PartyId, tuple[str, str]]
"""Names and kinds of parties."""


def documents(view: View) -> Iterator[DocumentRow]:
    """Write documents with their text and which ranges of it are body."""
    paths = {head.id: head.path for head in view.heads().values()}
    return (document_row(one, paths[one.id]) for one in view.documents())


def document_row(one: Document, path: str) -> DocumentRow:
    """Write a document that was found at a path."""
    return {
        "id": one.id,
        "sha256": one.artefact,
        "part": one.part,
        "path": path,
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


def statements(view: View) -> Iterator[StatementRow]:
    """Write statements with their speakers; `review` is what people have found of it, null while nobody has said."""
    names = view.party_names()
    published = {head.id: head.published for head in view.heads().values()}
    reviews = {one: found.verdict for one, found in verdicts(view).items()}
    every = list(view.statements())
    for first in range(0, len(every), STATEMENTS_A_TIME):
        chunk = every[first : first + STATEMENTS_A_TIME]
        speakers = view.speakers([one.id for one in chunk])
        for one in chunk:
            told = {"published": published[one.document], "review": reviews.get(one.id)}
            yield statement_row(one, speakers.get(one.id), names, **told)


def statement_row(
    one: Statement, speaker: Speaker | None, names: Names, *, published: str | None, review: str | None
) -> StatementRow:
    """Write a statement of a document that was published then; `names` holds at least its speaker's party."""
    said_on = one.said_on or (published[:10] if published else None)
    return {
        "id": one.id,
        "document": one.document,
        "form": one.form,
        "source": [words_row(span) for span in one.source] or None,
        "source_kind": one.source_kind,
        "cue": [words_row(span) for span in one.cue] or None,
        "content": [words_row(span) for span in one.content],
        "speaker": _speaker(speaker, names) if speaker else None,
        "speaker_as_written": speaker.name if speaker else None,
        "speaker_rule": speaker.rule if speaker else None,
        "speaker_candidates": list(speaker.candidates) if speaker else [],
        "said_on": said_on,
        "said_on_basis": one.said_on_basis if one.said_on else "published" if said_on else None,
        "negated": one.negated,
        "via": [span.text for span in one.via],
        "confidence": one.confidence,
        "extractor": one.extractor,
        "review": review,
    }


def _speaker(speaker: Speaker, names: Names) -> SpeakerRow:
    name, kind = names[speaker.party] if speaker.party else (speaker.name, "unknown")
    return {"party": speaker.party, "name": name, "kind": cast("PartyKind", kind)}


def parties(view: View) -> Iterator[PartyRow]:
    """Write parties."""
    counts = view.mention_counts()
    return (party_row(one, counts.get(one.id, 0)) for one in view.parties())


def party_row(one: Party, mentions: int) -> PartyRow:
    """Write a party that is named so many times."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "aliases": [alias.name for alias in one.aliases],
        "alias_basis": [alias.basis for alias in one.aliases],
        "identifiers": identifier_rows(one.identifiers),
        "public_role": one.public_role,
        "mentions": mentions,
    }


Named = Mapping[tuple[DocumentId, int, int], PartyId]
"""Whom words stand for: document, start and end."""


def named_in(view: View, documents: Iterable[DocumentId]) -> dict[tuple[DocumentId, int, int], PartyId]:
    """Map the names in some documents to whom they stand for."""
    return {
        (document, start, end): party
        for document in documents
        for start, end, party, _ in meetings.named_in(view, document)
    }


def supplies(view: View) -> Iterator[SupplyRow]:
    """Write supply relations read from text; amounts are decimal text."""
    named = named_in(view, view.heads())
    return (supply_row(one, named) for one in view.supplies())


def supply_row(one: Supply, named: Named) -> SupplyRow:
    """Write a supply relation."""
    spans = {"evidence": one.evidence, "supplier": one.supplier, "customer": one.customer, "product": one.product}
    return {
        "id": one.id,
        "document": one.document,
        "supplier": _end(one.supplier, named),
        "customer": _end(one.customer, named),
        "product": _end(one.product, named),
        "amount": str(one.amount.value) if one.amount else None,
        "currency": one.amount.currency if one.amount else None,
        "status": one.status,
        "modality": one.modality,
        "on": one.on,
        "spans": {name: span_row(span) for name, span in {**spans, "when": one.when}.items()},
    }


def _end(span: Span | None, named: Named) -> EndRow | None:
    if span is None:
        return None
    return {"party": named.get((span.document, span.start, span.end)), "name": " ".join(span.text.split())}


def problems(view: View) -> Iterator[ProblemRow]:
    """Write what was not read or understood."""
    return map(problem_row, view.problems())


def problem_row(one: Problem) -> ProblemRow:
    """Write what was not read or understood."""
    return {"artefact": one.artefact, "path": one.path, "stage": one.stage, "code": one.code, "message": one.message}


FILES: tuple[tuple[str, Callable[[View], Iterator[Mapping[str, object]]]], ...] = (
    ("documents", documents),
    ("statements", statements),
    ("parties", parties),
    ("supplies", supplies),
    ("awards", spent.awards),
    ("subawards", spent.subawards),
    ("authorisations", spent.authorisations),
    ("links", spent.links),
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
