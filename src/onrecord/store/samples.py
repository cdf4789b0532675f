"""A few of many: places that name a party, judgements by their ids."""

from onrecord.model.ids import PartyId
from onrecord.model.statement import Mention
from onrecord.store import rows
from onrecord.store.view import View


def sample_mentions(view: View, party: PartyId, limit: int) -> list[Mention]:
    """Load a few mentions of a party: the first of each of as many documents, names in texts before fields of tables."""
    query = """SELECT m.*, min(m.start) FROM namings n JOIN mentions m ON m.id = n.mention
               WHERE n.party = ? GROUP BY m.document ORDER BY m.document IS NULL, m.document LIMIT ?"""
    return [rows.mention_in(row) for row in view.db.execute(query, (party, limit))]


def mention_count(view: View, party: PartyId) -> int:
    """Count the mentions of a party."""
    return int(view.db.execute("SELECT count(*) FROM namings WHERE party = ?", (party,)).fetchone()[0])


def judgement_ids(view: View, prefix: str, limit: int = 6) -> list[str]:
    """List the ids of judgements that begin so."""
    query = "SELECT id FROM judgements WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
    return [str(row[0]) for row in view.db.execute(query, (prefix, prefix + "\U0010ffff", limit))]


def heirs(view: View, prefix: str, limit: int = 6) -> list[PartyId]:
    """List the parties that have what parties with ids that begin so, and that are gone, were made of."""
    query = "SELECT DISTINCT new FROM redirects WHERE old >= ? AND old < ? ORDER BY new LIMIT ?"
    return [PartyId(row[0]) for row in view.db.execute(query, (prefix, prefix + "\U0010ffff", limit))]
