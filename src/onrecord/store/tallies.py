"""How often things are true of parties: worked out when parties or their parts in awards are written, so that no page counts them."""

import sqlite3
from dataclasses import dataclass

from onrecord.model.ids import PartyId
from onrecord.model.statement import PartyKind
from onrecord.store.view import View

_SUPPLY = "('RECIPIENT', 'PARENT_AT_TIME', 'PRODUCT_OWNER', 'SUBCONTRACTOR')"
_BUY = "('BUYER', 'FUNDER')"
ORDERS = ("mentions", "statements", "awards")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A party and its numbers.

    Attributes:
        statements: Of which it is the speaker.
        awards: With a supplier's part, whatever its label.
        received: Of these, as the recipient.
    """

    id: PartyId
    name: str
    kind: PartyKind
    mentions: int
    statements: int
    awards: int
    received: int


def tally_parties(db: sqlite3.Connection) -> None:
    """Work the numbers of all parties out anew."""
    db.execute("DELETE FROM party_counts")
    db.execute(
        f"""INSERT INTO party_counts
            SELECT p.id, ifnull(n.number, 0), ifnull(s.number, 0),
                   ifnull(l.awards, 0), ifnull(l.received, 0), ifnull(l.bought, 0)
            FROM parties p
            LEFT JOIN (SELECT party, count(*) AS number FROM namings GROUP BY party) n ON n.party = p.id
            LEFT JOIN (SELECT party, count(*) AS number FROM speakers WHERE party IS NOT NULL GROUP BY party) s
              ON s.party = p.id
            LEFT JOIN (SELECT party, count(DISTINCT iif(role IN {_SUPPLY}, award, NULL)) AS awards,
                              count(DISTINCT iif(role = 'RECIPIENT', award, NULL)) AS received,
                              count(DISTINCT iif(role IN {_BUY}, award, NULL)) AS bought
                       FROM links GROUP BY party) l ON l.party = p.id"""
    )


def most(view: View, by: str, limit: int, first: int = 0) -> list[Tally]:
    """List the parties with the highest numbers of one kind, those with none left out but for `mentions`.

    Args:
        view: The record.
        by: One of `ORDERS`.
        limit: Parties at most.
        first: How many to pass over.
    """
    some = "" if by == "mentions" else f"WHERE c.{by} > 0"
    query = f"""SELECT p.id, p.name, p.kind, c.mentions, c.statements, c.awards, c.received
                FROM (SELECT party FROM party_counts c {some} ORDER BY c.{by} DESC, c.party DESC LIMIT ? OFFSET ?) o
                JOIN party_counts c ON c.party = o.party JOIN parties p ON p.id = o.party
                ORDER BY c.{by} DESC, c.party DESC"""
    return [
        Tally(id=row[0], name=row[1], kind=row[2], mentions=row[3], statements=row[4], awards=row[5], received=row[6])
        for row in view.db.execute(query, (limit, first))
    ]


def named_statements(view: View) -> int:
    """Count the statements whose speaker is a party."""
    return int(view.db.execute("SELECT ifnull(sum(statements), 0) FROM party_counts").fetchone()[0])


def buyer_count(view: View) -> int:
    """Count the parties that awards were bought or funded by."""
    return int(view.db.execute("SELECT count(*) FROM party_counts WHERE bought > 0").fetchone()[0])


def bearers(view: View, names: list[str]) -> dict[str, int]:
    """Count the parties that go by each of some names."""
    marks = ",".join("?" * len(names))
    query = f"SELECT name, count(*) FROM parties WHERE name IN ({marks}) GROUP BY name"
    return {row[0]: row[1] for row in view.db.execute(query, names)}
