"""What spending data a record holds, answered from indexes: it is asked with every question, also over millions of rows."""

from dataclasses import dataclass

from onrecord.model.ids import ArtefactId, PartyId
from onrecord.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A spending file held.

    Attributes:
        first, last: ISO dates of its first and last action or subaward, None where none is dated.
    """

    artefact: ArtefactId
    path: str
    first: str | None
    last: str | None
    actions: int
    subawards: int
    authorisations: int


def sources(view: View) -> list[Source]:
    """List the spending files that rows were read from, by path."""
    query = """SELECT s.artefact,
                      coalesce((SELECT path FROM origins o WHERE o.artefact = s.artefact ORDER BY o.rowid LIMIT 1), s.artefact),
                      nullif(min(ifnull((SELECT min(acted_on) FROM actions a WHERE a.sheet = s.number), '~'),
                                 ifnull((SELECT min(acted_on) FROM subawards b WHERE b.sheet = s.number), '~')), '~'),
                      nullif(max(ifnull((SELECT max(acted_on) FROM actions a WHERE a.sheet = s.number), ''),
                                 ifnull((SELECT max(acted_on) FROM subawards b WHERE b.sheet = s.number), '')), ''),
                      (SELECT count(*) FROM actions a WHERE a.sheet = s.number),
                      (SELECT count(*) FROM subawards b WHERE b.sheet = s.number),
                      (SELECT count(*) FROM authorisations c WHERE c.sheet = s.number)
               FROM sheets s
               WHERE EXISTS (SELECT 1 FROM actions a WHERE a.sheet = s.number)
                  OR EXISTS (SELECT 1 FROM subawards b WHERE b.sheet = s.number)
                  OR EXISTS (SELECT 1 FROM authorisations c WHERE c.sheet = s.number)
               ORDER BY 2"""
    return [
        Source(
            artefact=ArtefactId(row[0]),
            path=row[1],
            first=row[2],
            last=row[3],
            actions=row[4],
            subawards=row[5],
            authorisations=row[6],
        )
        for row in view.db.execute(query)
    ]


def has_part(view: View, party: PartyId) -> bool:
    """Say whether a field of a spending row names a party."""
    query = """SELECT EXISTS (SELECT 1 FROM namings n JOIN mentions m ON m.id = n.mention
                              WHERE n.party = ? AND m.artefact IS NOT NULL AND m.rule LIKE 'award %')"""
    return bool(view.db.execute(query, (party,)).fetchone()[0])
