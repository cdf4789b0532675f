"""What connects some statements and awards, or two groups of parties: looked up, never all loaded to choose from."""

from collections.abc import Collection

from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.meeting import Tension
from onrecord.model.thread import AwardMatch, Thread
from onrecord.store import meeting_rows, rows
from onrecord.store.meeting_rows import decoded
from onrecord.store.view import View


def tensions_among(view: View, items: Collection[str]) -> list[Tension]:
    """Load the tensions both of whose ends are among some statements and awards, strongest first."""
    query = """WITH items AS MATERIALIZED (SELECT value FROM json_each(?))
               SELECT t.* FROM tensions t WHERE t.left_item IN items AND t.right_item IN items
               ORDER BY t.score DESC, t.id"""
    return [meeting_rows.tension_in(row) for row in view.db.execute(query, (rows.dump(sorted(items)),))]


def threads_between(
    view: View, speaker: PartyId, counterparts: Collection[PartyId] | None, limit: int
) -> tuple[list[Thread], int]:
    """Load the threads of a party with some others, those with the most statements first; and count all."""
    where, values = "speaker = ?", [str(speaker)]
    if counterparts is not None:
        where += " AND counterpart IN (SELECT value FROM json_each(?))"
        values.append(rows.dump(sorted(counterparts)))
    total = view.db.execute(f"SELECT count(*) FROM threads WHERE {where}", values).fetchone()[0]
    query = f"""SELECT t.value FROM threads t WHERE {where} ORDER BY
                (SELECT count(*) FROM thread_statements s WHERE s.thread = t.id) DESC, t.matter = '', t.id LIMIT ?"""
    return list(decoded(view.db.execute(query, (*values, limit)), Thread)), int(total)


def parts_between(
    view: View, suppliers: Collection[PartyId], customers: Collection[PartyId], limit: int
) -> tuple[dict[AwardId, list[tuple[PartyId, str, str | None]]], int]:
    """Load the suppliers' parts in the awards that some parties supplied to some others, and count these awards.

    Awards that only mention a party, and subcontracts under them, are none of its own.

    Args:
        view: The record.
        suppliers: Parties, whoever belongs to them included.
        customers: Likewise.
        limit: Awards at most, those acted on last.

    Returns:
        `(party, role, label)` of each part, by award in the order of ids; and how many awards there are.
    """
    query = """WITH parts AS MATERIALIZED (
                 SELECT s.award, s.party, s.role, s.label FROM links s
                 WHERE s.party IN (SELECT value FROM json_each(?)) AND s.role IN ('RECIPIENT', 'PARENT_AT_TIME', 'PRODUCT_OWNER')
                   AND s.label IS NOT 'MENTION_ONLY'
                   AND EXISTS (SELECT 1 FROM links b WHERE b.award = s.award AND b.role IN ('BUYER', 'FUNDER')
                               AND b.party IN (SELECT value FROM json_each(?)))),
               latest AS MATERIALIZED (
                 SELECT p.award, count(*) OVER () AS total FROM (SELECT DISTINCT award FROM parts) p
                 JOIN awards a ON a.id = p.award ORDER BY a.acted_on DESC, p.award LIMIT ?)
               SELECT p.award, p.party, p.role, p.label, l.total FROM latest l JOIN parts p ON p.award = l.award
               ORDER BY p.award, p.party, p.role"""
    found: dict[AwardId, list[tuple[PartyId, str, str | None]]] = {}
    total = 0
    for award, party, role, label, total in view.db.execute(  # noqa: B007  # the same in every row
        query, (rows.dump(sorted(suppliers)), rows.dump(sorted(customers)), limit)
    ):
        found.setdefault(AwardId(award), []).append((PartyId(party), role, label))
    return found, total


def matches_of(
    view: View,
    statements: Collection[StatementId],
    awards: Collection[AwardId],
    named: tuple[Collection[PartyId], Collection[PartyId] | None],
) -> list[AwardMatch]:
    """Load what the award data says to some statements, by some awards, and to sentences of documents that name parties of both groups."""
    query = """SELECT value FROM award_matches WHERE statement IN (SELECT value FROM json_each(?))
               UNION SELECT value FROM award_matches WHERE award IN (SELECT value FROM json_each(?))"""
    values = [rows.dump(sorted(one)) for one in (statements, awards)]
    values.extend(rows.dump(sorted(group)) for group in named if group is not None)
    naming = """EXISTS (SELECT 1 FROM documents_naming n WHERE n.document = d.number
                        AND n.party IN (SELECT value FROM json_each(?)))"""
    conditions = " AND ".join([naming] * (len(values) - 2))
    query += f" UNION SELECT a.value FROM award_matches a JOIN documents d ON d.id = a.document WHERE {conditions}"
    return list(decoded(view.db.execute(query, values), AwardMatch))


def judged_documents(view: View) -> set[DocumentId]:
    """List the documents of which people have judged a statement."""
    query = "SELECT DISTINCT left_key FROM judgements WHERE left_key >= 'statement:' AND left_key < 'statement;'"
    return {DocumentId(str(row[0]).split(":")[1]) for row in view.db.execute(query)}
