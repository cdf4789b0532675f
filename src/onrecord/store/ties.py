"""A party's ties, a page at a time: each once, however many places show it."""

from dataclasses import dataclass

from onrecord.model.ids import PartyId
from onrecord.model.judgement import Judgement
from onrecord.model.party import Relation
from onrecord.store import rows
from onrecord.store.view import View

PLACES_LISTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie between two parties.

    Attributes:
        relations: What shows it: the first few.
        places: How many show it.
    """

    relations: tuple[Relation, ...]
    places: int


def ties_of(view: View, party: PartyId, limit: int, offset: int) -> tuple[list[Tie], int]:
    """List some of a party's ties on either side, by kind, those with most places first; and count all."""
    held = "FROM relations WHERE left_party = ? OR right_party = ? GROUP BY kind, left_party, right_party"
    total = int(view.db.execute(f"SELECT count(*) FROM (SELECT 1 {held})", (party, party)).fetchone()[0])
    query = f"SELECT kind, left_party, right_party, count(*) AS places {held} ORDER BY kind, places DESC, min(id) LIMIT ? OFFSET ?"
    each = """SELECT * FROM relations WHERE kind = ? AND left_party = ? AND right_party = ?
              ORDER BY since IS NULL, since, id LIMIT ?"""
    ties = []
    for kind, left, right, places in view.db.execute(query, (party, party, limit, offset)).fetchall():
        found = view.db.execute(each, (kind, left, right, PLACES_LISTED))
        ties.append(Tie(relations=tuple(rows.relation_in(row) for row in found), places=places))
    return ties, total


def member_count(view: View, party: PartyId) -> int:
    """Count the bodies and firms that are part of a party or owned by it themselves."""
    query = """SELECT count(DISTINCT left_party) FROM relations
               WHERE right_party = ? AND kind IN ('part_of', 'owned_by')"""
    return int(view.db.execute(query, (party,)).fetchone()[0])


def judgements_on_party(view: View, party: PartyId, limit: int) -> list[Judgement]:
    """Load the latest decisions of people that name a party by one of its keys, newest first."""
    query = """WITH keys AS MATERIALIZED (SELECT value FROM json_each(?))
               SELECT * FROM judgements WHERE left_key IN keys OR right_key IN keys ORDER BY made_at DESC, id LIMIT ?"""
    return [rows.judgement_in(row) for row in view.db.execute(query, (rows.dump(view.keys_of(party)), limit))]
