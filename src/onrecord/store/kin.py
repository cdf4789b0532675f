"""Parties by their ids: names, and those that belong to them; of some, never of all."""

from collections.abc import Collection

from onrecord.model.ids import PartyId
from onrecord.store import rows
from onrecord.store.view import View


def names_of(view: View, parties: Collection[PartyId]) -> dict[PartyId, tuple[str, str]]:
    """Map some parties to `(name, kind)`."""
    query = "SELECT id, name, kind FROM parties WHERE id IN (SELECT value FROM json_each(?))"
    return {PartyId(row[0]): (row[1], row[2]) for row in view.db.execute(query, (rows.dump(sorted(parties)),))}


def members(view: View, party: PartyId) -> set[PartyId]:
    """List a body and the bodies that are part of it or owned by it, at any depth."""
    query = """WITH RECURSIVE held(party) AS (
                 VALUES (?) UNION SELECT r.left_party FROM held JOIN relations r
                 ON r.right_party = held.party AND r.kind IN ('part_of', 'owned_by'))
               SELECT party FROM held"""
    return {PartyId(row[0]) for row in view.db.execute(query, (party,))}
