"""Words of documents that stand for somebody without being a name of theirs."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import groupby

from onrecord.model.evidence import Span, check_span
from onrecord.model.ids import DocumentId
from onrecord.model.party import PartyReference


def put_references(db: sqlite3.Connection, references: Iterable[PartyReference]) -> None:
    """Replace all references; they come document by document, so that each text is loaded once.

    Raises:
        AnchorError: Other words stand at the offsets of one.
    """
    db.execute("DELETE FROM party_references")
    for document, found in groupby(references, key=lambda one: one.span.document):
        listed = list(found)
        row = db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        for one in listed:
            check_span(row[0] if row else "", one.span)
        db.executemany("INSERT INTO party_references VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_values, listed))


def _values(one: PartyReference) -> tuple[str | int | None, ...]:
    span = one.span
    candidates = json.dumps(one.candidates)
    return (span.document, span.start, span.end, span.text, one.form, one.party, one.rule, candidates)


def references_in(db: sqlite3.Connection, document: DocumentId) -> list[PartyReference]:
    """List a document's references in order of place."""
    found = db.execute("SELECT * FROM party_references WHERE document = ? ORDER BY start", (document,))
    return [
        PartyReference(
            span=Span(document=row["document"], start=row["start"], end=row["end"], text=row["text"]),
            form=row["form"],
            party=row["party"],
            rule=row["rule"],
            candidates=tuple(json.loads(row["candidates"])),
        )
        for row in found
    ]
