"""The kinds of the public contract in the orders that the API lists them in, and what each can be narrowed by."""

from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from typing import TypeVar

from onrecord.model.award import Authorisation, Award, Subaward
from onrecord.model.evidence import Document
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.lineage import Copy, Credit, Revision
from onrecord.model.meeting import Echo, Tension
from onrecord.model.party import Link, Party
from onrecord.model.problem import Problem
from onrecord.model.statement import Mention, Statement, Supply
from onrecord.model.thread import AwardMatch, Thread
from onrecord.store import meeting_rows, rows, sheets
from onrecord.store.keysets import Order
from onrecord.store.meeting_pages import echoes_of
from onrecord.store.meeting_rows import decoded
from onrecord.store.view import View

Value = TypeVar("Value")
Reader = Callable[[View, Sequence[rows.Row]], list[Value]]


def _each(read: Callable[[rows.Row], Value]) -> Reader[Value]:
    """Read each row by itself."""
    return lambda _, found: [read(row) for row in found]


def _json(kind: type[Value]) -> Reader[Value]:
    """Read the JSON that each row has."""
    return lambda _, found: list(decoded(([row["value"]] for row in found), kind))


def _awards(view: View, found: Sequence[rows.Row]) -> list[Award]:
    return list(view.awards([AwardId(row["id"]) for row in found])) if found else []


def _parties(view: View, found: Sequence[rows.Row]) -> list[Party]:
    return [party for row in found if (party := view.party(PartyId(row["id"])))]


def _echoes(view: View, found: Sequence[rows.Row]) -> list[Echo]:
    held = echoes_of(view, [row["id"] for row in found])
    return [held[row["id"]] for row in found]


def _subawards(_: View, found: Sequence[rows.Row]) -> list[tuple[Subaward, ...]]:
    grouped = groupby(found, key=lambda row: (row["prime"], row["same"]))
    return [tuple(sheets.subaward_in(row["value"]) for row in reports) for _, reports in grouped]


DOCUMENTS: Order[Document] = Order(
    table="documents",
    key=("number",),
    read=_each(rows.document_in),
    filters={
        "artefact": "t.artefact = :artefact",
        "publisher": "t.publisher = :publisher",
        "language": "t.language = :language",
        "naming": "t.number IN (SELECT document FROM documents_naming WHERE party = :naming)",
    },
)
STATEMENTS: Order[Statement] = Order(
    table="statements",
    key=("number",),
    read=_each(rows.statement_in),
    filters={
        "document": "t.document = :document",
        "speaker": "t.number IN (SELECT statement FROM days_said WHERE party = :speaker)",
    },
)
PARTIES: Order[Party] = Order(
    table="parties",
    key=("id",),
    read=_parties,
    filters={
        "kind": "t.kind = :kind",
        "name": "t.id IN (SELECT party FROM aliases WHERE folded = :name)",
    },
)
SUPPLIES: Order[Supply] = Order(
    table="supplies", key=("id",), read=_each(rows.supply_in), filters={"document": "t.document = :document"}
)
AWARDS: Order[Award] = Order(
    table="awards",
    key=("id",),
    read=_awards,
    filters={
        "parent": "t.parent = :parent",
        "party": "t.id IN (SELECT award FROM links WHERE party = :party)",
    },
)
SUBAWARDS: Order[tuple[Subaward, ...]] = Order(
    table="subawards",
    key=("prime", "same"),
    within="number",
    read=_subawards,
    # No index begins with `same`; the one that ends with it is read through, which is a tenth of the table.
    by_id="(t.prime, t.same) IN (SELECT prime, same FROM subawards INDEXED BY subawards_prime WHERE same = :id)",
    filters={"prime": "t.prime = :prime"},
)
AUTHORISATIONS: Order[Authorisation] = Order(
    table="authorisations",
    key=("number",),
    read=_json(Authorisation),
    # The id is the beginning of the artefact's, a hyphen and the row (model.award.row_id).
    by_id="""t.row = CAST(substr(:id, instr(:id, '-') + 1) AS INTEGER) AND substr(:id, instr(:id, '-') + 1) = t.row || ''
             AND t.sheet IN (SELECT number FROM sheets WHERE length(substr(:id, 1, instr(:id, '-') - 1)) = 32
                             AND artefact >= substr(:id, 1, instr(:id, '-') - 1)
                             AND artefact < substr(:id, 1, instr(:id, '-') - 1) || char(1114111))""",
)
LINKS: Order[Link] = Order(
    table="links",
    key=("award", "party", "role"),
    read=_each(rows.link_in),
    by_id="",
    filters={"award": "t.award = :award", "party": "t.party = :party"},
)
ECHOES: Order[Echo] = Order(
    table="echoes",
    key=("id",),
    read=_echoes,
    filters={
        "document": "t.id IN (SELECT echo FROM echo_members WHERE document = :document)",
        "statement": "t.id IN (SELECT echo FROM echo_members WHERE statement = :statement)",
        "speaker": "t.id IN (SELECT echo FROM echo_members WHERE speaker = :speaker)",
    },
)
COPIES: Order[Copy] = Order(
    table="copies",
    key=("id",),
    read=_json(Copy),
    filters={"document": ":document IN (t.document, t.of_document)"},
)
CREDITS: Order[Credit] = Order(
    table="credits", key=("id",), read=_json(Credit), filters={"document": "t.document = :document"}
)
THREADS: Order[Thread] = Order(
    table="threads",
    key=("id",),
    read=_json(Thread),
    filters={
        "party": ":party IN (t.speaker, t.counterpart)",
        "statement": "t.id IN (SELECT thread FROM thread_statements WHERE statement = :statement)",
    },
)
TENSIONS: Order[Tension] = Order(
    table="tensions",
    key=("id",),
    read=_each(meeting_rows.tension_in),
    filters={"side": "(t.left_item = :side OR t.right_item = :side)"},
)
AWARD_MATCHES: Order[AwardMatch] = Order(
    table="award_matches",
    key=("id",),
    read=_json(AwardMatch),
    filters={
        "document": "t.document = :document",
        "statement": "t.statement = :statement",
        "award": "t.award = :award",
    },
)
REVISIONS: Order[Revision] = Order(
    table="revisions",
    key=("id",),
    read=_json(Revision),
    filters={"document": ':document IN (t."before", t."after")'},
)
PROBLEMS: Order[Problem] = Order(
    table="problems",
    key=("id",),
    read=_each(rows.problem_in),
    by_id="",
    filters={"code": "t.code = :code", "stage": "t.stage = :stage", "artefact": "t.artefact = :artefact"},
)


def mention_counts_of(view: View, parties: Collection[PartyId]) -> dict[PartyId, int]:
    """Say how often some parties are named."""
    query = "SELECT party, mentions FROM party_counts WHERE party IN (SELECT value FROM json_each(?))"
    return {PartyId(row[0]): row[1] for row in view.db.execute(query, (rows.dump(sorted(parties)),))}


def mentions_in_texts(view: View, party: PartyId, after: int, limit: int) -> tuple[list[Mention], int | None]:
    """Load the mentions of a party in some documents, and say after which document the next ones stand; None at the end.

    Args:
        view: The record.
        party: Whose.
        after: Number of the last document seen; 0 to begin.
        limit: Documents at most.
    """
    query = "SELECT document FROM documents_naming WHERE party = ? AND document > ? ORDER BY document LIMIT ?"
    numbers = [row[0] for row in view.db.execute(query, (party, after, limit + 1))]
    query = """SELECT m.* FROM json_each(?) j JOIN documents d ON d.number = j.value JOIN mentions m ON m.document = d.id
               JOIN namings n ON n.mention = m.id WHERE n.party = ? ORDER BY d.number, m.start"""
    found = view.db.execute(query, (rows.dump(numbers[:limit]), party))
    return [rows.mention_in(row) for row in found], numbers[limit - 1] if len(numbers) > limit else None
