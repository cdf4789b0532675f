"""What stands in a stretch of a document, and when documents were seen at their addresses: enough for one page of one."""

from collections import defaultdict
from collections.abc import Collection

from onrecord.model.ids import DocumentId, MentionId, PartyId, StatementId
from onrecord.model.party import Naming
from onrecord.model.statement import Amount, Mention, When
from onrecord.store import rows
from onrecord.store.view import View

Stretch = tuple[DocumentId, int, int]
"""A document, and the code points between which something begins, half-open."""


def mentions_within(view: View, stretch: Stretch) -> list[tuple[Mention, Naming | None]]:
    """Load the mentions that begin in a stretch, in order, each with the party it is taken for where there is one."""
    query = """SELECT m.*, n.party AS party, n.rule AS naming_rule FROM mentions m LEFT JOIN namings n ON n.mention = m.id
               WHERE m.document = ? AND m.start >= ? AND m.start < ? ORDER BY m.start"""
    return [
        (
            rows.mention_in(row),
            Naming(mention=MentionId(row["id"]), party=row["party"], rule=row["naming_rule"]) if row["party"] else None,
        )
        for row in view.db.execute(query, stretch)
    ]


def amounts_within(view: View, stretch: Stretch) -> list[Amount]:
    """Load the sums of money that begin in a stretch, in order."""
    query = "SELECT * FROM amounts WHERE document = ? AND start >= ? AND start < ? ORDER BY start"
    return [rows.amount_in(row) for row in view.db.execute(query, stretch)]


def whens_within(view: View, stretch: Stretch) -> list[When]:
    """Load the dates that begin in a stretch, in order."""
    query = "SELECT * FROM whens WHERE document = ? AND start >= ? AND start < ? ORDER BY start"
    return [rows.when_in(row) for row in view.db.execute(query, stretch)]


def names_of(view: View, parties: Collection[PartyId]) -> dict[PartyId, tuple[str, str]]:
    """Map some parties to `(name, kind)`."""
    query = "SELECT id, name, kind FROM parties WHERE id IN (SELECT value FROM json_each(?))"
    return {PartyId(row[0]): (row[1], row[2]) for row in view.db.execute(query, (rows.dump(sorted(parties)),))}


def threads_of(view: View, statements: Collection[StatementId]) -> dict[StatementId, tuple[tuple[str, str], ...]]:
    """Map statements to the threads that hold them, each as `(id, name of its matter)`."""
    query = """SELECT s.statement, t.id, t.name FROM thread_statements s JOIN threads t ON t.id = s.thread
               WHERE s.statement IN (SELECT value FROM json_each(?)) ORDER BY t.name, t.id"""
    found: dict[StatementId, list[tuple[str, str]]] = defaultdict(list)
    for statement, thread, name in view.db.execute(query, (rows.dump(sorted(statements)),)):
        found[StatementId(statement)].append((thread, name))
    return {statement: tuple(held) for statement, held in found.items()}


VERSIONS_MOST = 500
"""Sightings of one address that are listed, the latest ones: a page asked for every six hours has as many in four months."""


def seen_with(view: View, document: DocumentId) -> list[tuple[str, DocumentId, str]]:
    """List `(address, document, collected at)` of what was seen where a document was, itself included, oldest first.

    The part of a container is part of the address, as in `store.meetings.seen_again`.
    """
    query = """
      SELECT s.address || CASE d.part WHEN '' THEN '' ELSE ' ' || d.part END, d.id, s.collected_at
      FROM documents mine
      JOIN sightings own ON own.artefact = mine.artefact
      JOIN sightings s ON s.address = own.address
      JOIN documents d ON d.artefact = s.artefact AND d.part = mine.part
      WHERE mine.id = ? GROUP BY 1, 2, 3 ORDER BY s.collected_at DESC, d.id LIMIT ?"""
    found = [(row[0], DocumentId(row[1]), row[2]) for row in view.db.execute(query, (document, VERSIONS_MOST))]
    return found[::-1]


def versions_count(view: View, document: DocumentId) -> int:
    """Count the documents that were seen where a document was, itself included."""
    query = """SELECT count(DISTINCT d.id) FROM documents mine
               JOIN sightings own ON own.artefact = mine.artefact
               JOIN sightings s ON s.address = own.address
               JOIN documents d ON d.artefact = s.artefact AND d.part = mine.part WHERE mine.id = ?"""
    return int(view.db.execute(query, (document,)).fetchone()[0])
