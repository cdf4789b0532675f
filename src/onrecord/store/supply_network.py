"""Who supplies whom via whom, counted over awards."""

from collections.abc import Collection
from dataclasses import dataclass

from onrecord.model.award import LinkLabel, LinkRole
from onrecord.model.ids import AwardId, PartyId
from onrecord.store import rows
from onrecord.store.awarded import newest_done
from onrecord.store.view import View

AWARDS_COUNTED = 1_000
"""Awards of a party that are counted, the newest; a large buyer has hundreds of thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyEdge:
    """A step of supply between two parties: from who buys to who receives the award, or from there to whose part is behind.

    Attributes:
        role, label: The part of the supplier of this step, and how close it is.
        awards: In how many awards it is so.
        example: One of them.
    """

    buyer: PartyId
    supplier: PartyId
    role: LinkRole
    label: LinkLabel | None
    awards: int
    example: AwardId


def supply_edges(view: View, parties: Collection[PartyId]) -> tuple[list[SupplyEdge], bool]:
    """Count the steps of supply in the awards that some parties have a part in; say whether all of them were counted."""
    newest, values = newest_done(parties, AWARDS_COUNTED + 1)
    query = f"SELECT DISTINCT award, day FROM ({newest}) ORDER BY day DESC, award LIMIT ?"
    numbers = [row[0] for row in view.db.execute(query, (*values, AWARDS_COUNTED + 1))]
    query = """WITH mine AS MATERIALIZED (
                 SELECT id AS award FROM awards WHERE number IN (SELECT value FROM json_each(?)))
               SELECT a.party, b.party, b.role, b.label, count(*) AS held, min(a.award)
               FROM mine JOIN links a ON a.award = mine.award JOIN links b ON b.award = a.award AND b.party <> a.party
               WHERE (a.role = 'BUYER' AND b.role = 'RECIPIENT')
                  OR (a.role = 'RECIPIENT' AND b.role IN ('PRODUCT_OWNER', 'SUBCONTRACTOR', 'PARENT_AT_TIME'))
               GROUP BY 1, 2, 3, 4 ORDER BY held DESC, 1, 2, 3, 4"""
    found = [
        SupplyEdge(
            buyer=PartyId(row[0]),
            supplier=PartyId(row[1]),
            role=row[2],
            label=row[3],
            awards=row[4],
            example=AwardId(row[5]),
        )
        for row in view.db.execute(query, (rows.dump(numbers[:AWARDS_COUNTED]),))
    ]
    return found, len(numbers) <= AWARDS_COUNTED
