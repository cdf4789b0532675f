"""Which parties have which parts in which awards, as light rows: to order, count, page and draw them."""

from collections.abc import Collection
from dataclasses import dataclass

from onrecord.model.ids import AwardId, PartyId
from onrecord.model.statement import Mention
from onrecord.store import rows
from onrecord.store.spoken import Period, newest_sql
from onrecord.store.view import View


@dataclass(frozen=True, slots=True)
class Awarded:
    """An award without what its rows say.

    Attributes:
        date: ISO date of its latest action.
    """

    id: AwardId
    date: str | None


def awarded(
    view: View, ours: Collection[PartyId], theirs: Collection[PartyId] | None, period: Period, limit: int
) -> tuple[list[Awarded], int]:
    """List the newest awards some parties have a part in, by their latest action, undated last; and count the others.

    Where others are named, the awards in which one side supplies and the other buys, either way round.
    """
    bound, values = period.condition("day")
    mine = f"SELECT day, award FROM days_done WHERE party IN (SELECT value FROM json_each(?)){bound}"
    held = rows.dump(sorted(ours))
    if theirs is None:
        (total,) = view.db.execute(f"SELECT count(DISTINCT award) FROM ({mine})", (held, *values)).fetchone()
        newest, given = newest_done(ours, limit, (bound, values))
        found = view.db.execute(f"{newest} ORDER BY 1 DESC, 2 DESC LIMIT ?", (*given, limit)).fetchall()
    else:
        both = f"{mine} AND supplies = {{}} INTERSECT {mine} AND supplies = {{}}"
        query = f"SELECT * FROM ({both.format(1, 0)}) UNION SELECT * FROM ({both.format(0, 1)})"
        sides = (held, *values, rows.dump(sorted(theirs)), *values) * 2
        found = view.db.execute(f"{query} ORDER BY 1 DESC, 2", sides).fetchall()
        total = len(found)
    numbers = rows.dump([row[1] for row in found[:limit]])
    query = """SELECT id, acted_on FROM awards WHERE number IN (SELECT value FROM json_each(?))
               ORDER BY acted_on IS NULL, acted_on, id"""
    kept = [Awarded(AwardId(row[0]), row[1]) for row in view.db.execute(query, (numbers,))]
    return kept, max(0, int(total) - limit)


def parts_in(
    view: View, awards: Collection[AwardId], parties: Collection[PartyId]
) -> list[tuple[AwardId, str, str | None, PartyId]]:
    """List `(award, role, label, party)` of the parts of some parties in some awards."""
    query = """SELECT award, role, label, party FROM links
               WHERE party IN (SELECT value FROM json_each(?)) AND award IN (SELECT value FROM json_each(?))"""
    found = view.db.execute(query, (rows.dump(sorted(parties)), rows.dump(sorted(awards))))
    return [(AwardId(row[0]), row[1], row[2], PartyId(row[3])) for row in found]


def newest_awards(view: View, party: PartyId, limit: int, offset: int) -> tuple[list[AwardId], int]:
    """List some of the awards a party has a part in, newest first, undated last; and count all."""
    total = view.db.execute("SELECT count(DISTINCT award) FROM days_done WHERE party = ?", (party,)).fetchone()[0]
    newest, values = newest_done({party}, limit + offset)
    query = f"""SELECT w.id FROM ({newest} ORDER BY 1 DESC, 2 DESC LIMIT ? OFFSET ?) t
                JOIN awards w ON w.number = t.award ORDER BY t.day DESC, t.award DESC"""
    return [AwardId(row[0]) for row in view.db.execute(query, (*values, limit, offset))], int(total)


def newest_done(
    parties: Collection[PartyId], limit: int, condition: tuple[str, tuple[str, ...]] = ("", ())
) -> tuple[str, list[object]]:
    """Write SQL for the day and the number of the newest awards of some parties, on either side; `condition` is a period's."""
    bound, given = condition
    each = f"SELECT day, award FROM days_done WHERE party = ?{bound} AND supplies = "
    sides = [newest_sql(parties, f"{each}{side}", limit, given) for side in (0, 1)]
    return " UNION ".join(sql for sql, _ in sides), [value for _, values in sides for value in values]


def holds_subawards(view: View) -> bool:
    """Say whether any subaward is held."""
    return view.db.execute("SELECT 1 FROM subawards LIMIT 1").fetchone() is not None


def fields_naming(view: View, party: PartyId, rule: str) -> list[Mention]:
    """Load the mentions of a party in fields of spending rows that rules beginning so have found."""
    query = """SELECT m.* FROM namings n JOIN mentions m ON m.id = n.mention
               WHERE n.party = ? AND m.artefact IS NOT NULL AND substr(m.rule, 1, ?) = ? ORDER BY m.artefact, m.pointer"""
    return [rows.mention_in(row) for row in view.db.execute(query, (party, len(rule), rule))]


def holds_reports(view: View) -> tuple[bool, bool]:
    """Say whether any subaward, and any permission to use a product, is held."""
    permission = view.db.execute("SELECT 1 FROM authorisations LIMIT 1").fetchone()
    return holds_subawards(view), permission is not None
