"""Where a party is called what: each name as written, how often, from when to when, and the first place."""

import re
from dataclasses import dataclass

from onrecord.model.ids import PartyId
from onrecord.model.statement import Mention
from onrecord.store.view import View

PLACES_MOST = 1_500
"""Places of a party that are counted; some are named in hundreds of thousands."""
ROW = re.compile(r"row=([0-9]{1,12})(?:;|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasUse:
    """A name as texts or fields have it.

    Attributes:
        places: How many places have it, of those counted.
        first, last: ISO days of the documents, or of the rows; None where none is dated.
        example: The earliest place.
    """

    name: str
    places: int
    first: str | None
    last: str | None
    example: Mention


def alias_uses(view: View, party: PartyId, limit: int) -> tuple[list[AliasUse], int, bool]:
    """List the names a party goes by, those with most places first; count the others, and say whether all places were counted."""
    query = """SELECT m.name, count(*) AS places, min(substr(d.published, 1, 10)), max(substr(d.published, 1, 10)),
                      min(coalesce(d.published, '~') || '|' || m.id)
               FROM (SELECT mention FROM namings WHERE party = ? LIMIT ?) n JOIN mentions m ON m.id = n.mention
               LEFT JOIN documents d ON d.id = m.document
               GROUP BY m.name, m.document IS NULL ORDER BY m.document IS NULL, places DESC, m.name"""
    found = view.db.execute(query, (party, PLACES_MOST + 1)).fetchall()
    uses = []
    for name, places, first, last, earliest in found[:limit]:
        example = view.mention(earliest.rpartition("|")[2])
        if example is None:
            continue
        days = (first, last) if example.field is None else (_acted_on(view, example),) * 2
        uses.append(AliasUse(name=name, places=places, first=days[0], last=days[1], example=example))
    return uses, max(0, len(found) - limit), sum(row[1] for row in found) <= PLACES_MOST


def _acted_on(view: View, example: Mention) -> str | None:
    """Give the day of the row a field stands in, where it is an action."""
    row = ROW.match(example.field.pointer) if example.field else None
    if row is None or example.field is None:
        return None
    query = "SELECT a.acted_on FROM actions a JOIN sheets s ON s.number = a.sheet WHERE s.artefact = ? AND a.row = ?"
    found = view.db.execute(query, (example.field.artefact, int(row[1]))).fetchone()
    return found[0] if found else None
