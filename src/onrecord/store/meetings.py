"""What connect/ has found: parts in awards, echoes, copies, threads, tensions, matches with awards, versions of pages.

Whole as JSON of the model's values, beside what is looked up. Everything is worked out again from the record at any time;
what is kept of single documents and of pairs of documents (fingerprints, pairs) only saves doing so.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from onrecord.model.evidence import Span, check_span
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.lineage import Copy, Credit, Revision
from onrecord.model.meeting import Connections
from onrecord.model.pair import Pair
from onrecord.model.statement import PartyKind
from onrecord.model.thread import AwardMatch, Position, Thread
from onrecord.store import meeting_rows, rows
from onrecord.store.meeting_rows import decoded

if TYPE_CHECKING:
    from onrecord.store.view import View

REPLACED = ("links", "echoes", "tensions", "copies", "threads", "award_matches", "revisions")
"""Tables that are worked out whole by every run."""
TEXTS_REMEMBERED = 256


def spans_within(value: object) -> Iterator[Span]:
    """List the spans of a value of the model, at any depth."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans_within(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_within(getattr(value, field.name))


def check_spans(db: sqlite3.Connection, values: Iterable[object]) -> None:
    """Hold every span of some values against the texts.

    Raises:
        AnchorError: A text has other words there.
    """
    texts: dict[DocumentId, str] = {}
    for span in spans_within(tuple(values)):
        if span.document not in texts:
            if len(texts) >= TEXTS_REMEMBERED:
                texts.clear()
            found = db.execute("SELECT text FROM documents WHERE id = ?", (span.document,)).fetchone()
            texts[span.document] = found[0] if found else ""
        check_span(texts[span.document], span)


# --- what is kept of single documents and of pairs


def forget(db: sqlite3.Connection, document: DocumentId) -> None:
    """Forget what was found in a document and in its pairs: its text or its statements change."""
    for table, column in (("fingerprints", "document"), ("credits", "document")):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (document,))
    db.execute("DELETE FROM positions WHERE statement IN (SELECT id FROM statements WHERE document = ?)", (document,))
    db.execute("DELETE FROM pairs WHERE left_document = ? OR right_document = ?", (document, document))
    db.execute("DELETE FROM work WHERE stage = 'meet' AND input = ?", (document,))


def unmet(db: sqlite3.Connection, version: str) -> list[DocumentId]:
    """List the documents that this version has not looked at, in the order of their ids.

    All of them once a document is gone: words that it made common may be rare again, and pairs appear.
    """
    gone = "DELETE FROM work WHERE stage = 'meet' AND input NOT IN (SELECT id FROM documents)"
    if db.execute(gone).rowcount:
        db.execute("DELETE FROM work WHERE stage = 'meet'")
    query = """
        SELECT id FROM documents d
        WHERE NOT EXISTS (SELECT 1 FROM work w WHERE w.stage = 'meet' AND w.input = d.id AND w.version = ?)
           OR NOT EXISTS (SELECT 1 FROM fingerprints f WHERE f.document = d.id)
        ORDER BY id"""
    return [DocumentId(row[0]) for row in db.execute(query, (version,))]


def put_met(
    db: sqlite3.Connection,
    document: DocumentId,
    fingerprint: bytes,
    *,
    credited: Iterable[Credit],
    positions: Iterable[Position],
) -> None:
    """Replace what was found in one document."""
    forget(db, document)
    found = (tuple(credited), tuple(positions))
    check_spans(db, found)
    db.execute("INSERT INTO fingerprints VALUES (?, ?)", (document, fingerprint))
    db.executemany(
        "INSERT OR IGNORE INTO credits VALUES (?, ?, ?)", [(one.id, document, rows.dump(one)) for one in found[0]]
    )
    db.executemany(
        "INSERT OR IGNORE INTO positions VALUES (?, ?)", [(one.statement, rows.dump(one)) for one in found[1]]
    )


def put_pairs(db: sqlite3.Connection, pairs: Iterable[Pair]) -> None:
    """Write what two documents share."""
    for one in pairs:
        check_spans(db, (one,))
        db.execute("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?)", (one.left, one.right, rows.dump(one)))


def fingerprints(view: "View") -> Iterator[tuple[DocumentId, bytes]]:
    """Load the fingerprints of all documents that have one, in the order of their ids."""
    for row in view.db.execute("SELECT document, value FROM fingerprints ORDER BY document"):
        yield DocumentId(row[0]), row[1]


def pairs(view: "View") -> Iterator[Pair]:
    """Load what pairs of documents share."""
    return decoded(view.db.execute("SELECT value FROM pairs ORDER BY left_document, right_document"), Pair)


def named_in(view: "View", document: DocumentId) -> list[tuple[int, int, PartyId, PartyKind]]:
    """List `(start, end, party, kind)` of the names in a document, in order; code points, half-open."""
    query = """SELECT m.start, m."end", n.party, p.kind FROM mentions m JOIN namings n ON n.mention = m.id
               JOIN parties p ON p.id = n.party WHERE m.document = ? ORDER BY m.start"""
    return [(row[0], row[1], PartyId(row[2]), row[3]) for row in view.db.execute(query, (document,))]


def represented(view: "View") -> dict[PartyId, tuple[PartyId, ...]]:
    """Map people to the bodies they speak for."""
    found: dict[PartyId, list[PartyId]] = {}
    query = "SELECT left_party, right_party FROM relations WHERE kind = 'speaks_for' ORDER BY left_party, right_party"
    for left, right in view.db.execute(query):
        found.setdefault(PartyId(left), []).append(PartyId(right))
    return {party: tuple(bodies) for party, bodies in found.items()}


def confidences(view: "View", statements: Collection[StatementId]) -> dict[StatementId, float]:
    """Say how sure the attribution of some statements is, 0 to 1."""
    query = "SELECT id, confidence FROM statements WHERE id IN (SELECT value FROM json_each(?))"
    return {StatementId(row[0]): row[1] for row in view.db.execute(query, (rows.dump(sorted(statements)),))}


def seen_again(view: "View") -> Iterator[tuple[str, DocumentId, str]]:
    """List `(address, document, collected at)` of what was collected from an address or path more than once.

    The part of a container is part of the address: messages of one mailbox are no versions of each other.
    """
    query = """
      SELECT s.address || CASE d.part WHEN '' THEN '' ELSE ' ' || d.part END, d.id, s.collected_at
      FROM sightings s JOIN documents d ON d.artefact = s.artefact
      WHERE s.address IN (SELECT address FROM sightings GROUP BY address HAVING count(DISTINCT artefact) > 1)
      ORDER BY 1, s.collected_at, d.id"""
    return ((row[0], DocumentId(row[1]), row[2]) for row in view.db.execute(query))


# --- what is worked out whole


def put_connections(db: sqlite3.Connection, found: Connections) -> None:
    """Replace what connects."""
    for table in REPLACED:
        db.execute(f"DELETE FROM {table}")
    check_spans(db, (one.evidence for one in found.links))
    check_spans(db, (found.echoes, found.tensions, found.copies, found.threads, found.matches, found.revisions))
    put = db.executemany
    links = (
        (one.award, one.party, one.role, one.label, rows.evidences_out(one.evidence), one.because)
        for one in found.links
    )
    put("INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?, ?, ?)", links)
    put("INSERT INTO echoes VALUES (?, ?, ?, ?)", map(meeting_rows.echo_out, found.echoes))
    members = (meeting_rows.member_out(one, ordinal) for one in found.echoes for ordinal in range(len(one.members)))
    put("INSERT INTO echo_members VALUES (?, ?, ?, ?, ?, ?)", members)
    put(
        "INSERT OR IGNORE INTO tensions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        map(meeting_rows.tension_out, found.tensions),
    )
    put("INSERT OR IGNORE INTO copies VALUES (?, ?, ?, ?)", map(meeting_rows.copy_out, found.copies))
    put("INSERT INTO threads VALUES (?, ?, ?, ?, ?, ?)", map(meeting_rows.thread_out, found.threads))
    held = ((one.id, each) for one in found.threads for each in meeting_rows.statements_of(one))
    put("INSERT INTO thread_statements VALUES (?, ?)", held)
    put("INSERT OR IGNORE INTO award_matches VALUES (?, ?, ?, ?, ?)", map(meeting_rows.match_out, found.matches))
    put("INSERT OR IGNORE INTO revisions VALUES (?, ?, ?, ?)", map(meeting_rows.revision_out, found.revisions))


def copies(view: "View", document: DocumentId | None = None) -> list[Copy]:
    """Load copies, all or those of one document."""
    where, values = ("WHERE ? IN (document, of_document)", (document,)) if document else ("", ())
    return list(decoded(view.db.execute(f"SELECT value FROM copies {where} ORDER BY id", values), Copy))


def credits_of(view: "View", document: DocumentId | None = None) -> list[Credit]:
    """Load whom documents say they have their text or news from, all or those of one."""
    where, values = ("WHERE document = ?", (document,)) if document else ("", ())
    return list(decoded(view.db.execute(f"SELECT value FROM credits {where} ORDER BY document, id", values), Credit))


def positions(view: "View", statements: Collection[StatementId] | None = None) -> dict[StatementId, Position]:
    """Map statements, all or some, to the position they take, where a rule reads one."""
    if statements is None:
        found = view.db.execute("SELECT value FROM positions")
    else:
        query = "SELECT value FROM positions WHERE statement IN (SELECT value FROM json_each(?))"
        found = view.db.execute(query, (rows.dump(sorted(statements)),))
    return {one.statement: one for one in decoded(found, Position)}


def threads(
    view: "View", *, party: PartyId | None = None, statement: StatementId | None = None, whole_id: str | None = None
) -> list[Thread]:
    """Load threads: all, those a party speaks in or is spoken of in, those that hold a statement, or the one of an id."""
    conditions, values = [], []
    if party:
        conditions.append("? IN (speaker, counterpart)")
        values.append(str(party))
    if statement:
        conditions.append("id IN (SELECT thread FROM thread_statements WHERE statement = ?)")
        values.append(str(statement))
    if whole_id:
        conditions.append("id = ?")
        values.append(whole_id)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return list(decoded(view.db.execute(f"SELECT value FROM threads {where} ORDER BY id", values), Thread))


def matches(
    view: "View",
    *,
    statements: Collection[StatementId] | None = None,
    award: AwardId | None = None,
    whole_id: str | None = None,
) -> list[AwardMatch]:
    """Load what the award data says to statements: to all, to some, all that one award says, or the one of an id."""
    conditions, values = [], []
    if statements is not None:
        conditions.append("statement IN (SELECT value FROM json_each(?))")
        values.append(rows.dump(sorted(statements)))
    if award:
        conditions.append("award = ?")
        values.append(str(award))
    if whole_id:
        conditions.append("id = ?")
        values.append(whole_id)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    found = view.db.execute(f"SELECT value FROM award_matches {where} ORDER BY document, id", values)
    return list(decoded(found, AwardMatch))


def revisions(view: "View", document: DocumentId | None = None) -> list[Revision]:
    """Load what changed between versions of pages, all or those of one version."""
    where, values = ('WHERE ? IN ("before", "after")', (document,)) if document else ("", ())
    return list(decoded(view.db.execute(f"SELECT value FROM revisions {where} ORDER BY id", values), Revision))
