"""Who said what on which day, as light rows: enough to order, count and cut into pages without loading the words."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.model.evidence import Line
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.store import rows
from onrecord.store.view import View

PARTS_MOST = 240
"""Parties of which each is asked about by itself; SQLite takes 500 parts of a compound. Of more all rows are sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A statement without its words.

    Attributes:
        said_on: ISO day it was said on, else the day its document was published; None where neither is known.
        published: `said_on` is that of the document.
        position: What it does with its matter (`model.thread.PositionKind`); empty where no rule reads one.
    """

    id: StatementId
    document: DocumentId
    start: int
    form: str
    said_on: str | None
    published: bool
    position: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days from and until, both included: ISO years, months or days; empty for an open end."""

    since: str = ""
    until: str = ""

    @property
    def open(self) -> bool:
        """Neither end is set."""
        return not self.since and not self.until

    def condition(self, day: str) -> tuple[str, tuple[str, ...]]:
        """Write the period as SQL on an expression that gives a day; what has none (the empty one) lies in no set period."""
        bounds = [] if self.open else [(f" AND {day} >= ?", self.since or "0")]
        if self.until:  # what begins with the bound lies before what sorts after every digit and sign of a day
            bounds.append((f" AND {day} < ?", f"{self.until}~"))
        return "".join(sql for sql, _ in bounds), tuple(bound for _, bound in bounds)


_LIGHT = """SELECT s.id, s.document, s.start, s.form, nullif(t.day, ''), s.said_on IS NULL AND t.day <> '',
                   coalesce((SELECT p.value ->> '$.kind' FROM positions p WHERE p.statement = s.id), '')
            FROM ({chosen}) t JOIN statements s ON s.number = t.statement JOIN speakers k ON k.statement = s.id
            WHERE k.party = t.party ORDER BY t.day = '', t.day, s.document, s.start"""


def spoken_by(view: View, parties: Collection[PartyId], period: Period, limit: int) -> tuple[list[Spoken], int]:
    """List the newest statements of some parties by day, undated last, and count the others of the period."""
    bound, values = period.condition("day")
    held = f"FROM days_said WHERE party IN (SELECT value FROM json_each(?)){bound}"
    ours = rows.dump(sorted(parties))
    total = int(view.db.execute(f"SELECT count(*) {held}", (ours, *values)).fetchone()[0])
    newest, given = newest_sql(
        parties, f"SELECT day, statement, party FROM days_said WHERE party = ?{bound}", limit, values
    )
    chosen = f"SELECT * FROM ({newest}) ORDER BY day DESC, statement DESC LIMIT ?"
    return _light(view, chosen, (*given, limit)), max(0, total - limit)


def spoken_in(view: View, parties: Collection[PartyId], period: Period, documents: Collection[int]) -> list[Spoken]:
    """List the statements of some parties in documents of some numbers, by day, undated last."""
    bound, values = period.condition("day")
    chosen = f"""SELECT party, day, statement FROM days_said WHERE party IN (SELECT value FROM json_each(?)){bound}
                 AND document IN (SELECT value FROM json_each(?))"""
    return _light(view, chosen, (rows.dump(sorted(parties)), *values, rows.dump(sorted(documents))))


def _light(view: View, chosen: str, values: tuple[object, ...]) -> list[Spoken]:
    return [
        Spoken(
            id=StatementId(row[0]),
            document=DocumentId(row[1]),
            start=row[2],
            form=row[3],
            said_on=row[4],
            published=bool(row[5]),
            position=row[6],
        )
        for row in view.db.execute(_LIGHT.format(chosen=chosen), values)
    ]


def statements_of(view: View, parties: Collection[PartyId]) -> int:
    """Count the statements of some parties."""
    query = "SELECT ifnull(sum(statements), 0) FROM party_counts WHERE party IN (SELECT value FROM json_each(?))"
    return int(view.db.execute(query, (rows.dump(sorted(parties)),)).fetchone()[0])


def newest_of(view: View, parties: Collection[PartyId], limit: int, offset: int) -> list[StatementId]:
    """List some of the statements of some parties, newest first, undated last."""
    newest, values = newest_sql(parties, "SELECT day, statement FROM days_said WHERE party = ?", limit + offset)
    query = f"""SELECT s.id FROM ({newest} ORDER BY 1 DESC, 2 DESC LIMIT ? OFFSET ?) t
                JOIN statements s ON s.number = t.statement ORDER BY t.day DESC, t.statement DESC"""
    return [StatementId(row[0]) for row in view.db.execute(query, (*values, limit, offset))]


def newest_sql(
    parties: Collection[PartyId], each: str, limit: int, values: Sequence[object] = ()
) -> tuple[str, list[object]]:
    """Write SQL for the newest rows of some parties, party by party so that an index gives each its newest without sorting all.

    Args:
        parties: Whose rows.
        each: SQL for the rows of one (`party = ?`), a day and a number first.
        limit: Rows of each.
        values: What `each` binds beside the party.
    """
    part = f"SELECT * FROM ({each} ORDER BY 1 DESC, 2 DESC LIMIT ?)"
    held = sorted(parties)
    if len(held) > PARTS_MOST:
        return part.replace("party = ?", "party IN (SELECT value FROM json_each(?))"), [rows.dump(held), *values, limit]
    return " UNION ".join([part] * len(held)), [value for one in held for value in (one, *values, limit)]


def documents_with(view: View, speakers: Collection[PartyId], named: Collection[PartyId], period: Period) -> list[int]:
    """List the numbers of the documents that hold words some parties said in a period and name one of others, newest first."""
    bound, values = period.condition("day")
    query = f"""SELECT document FROM days_said WHERE party IN (SELECT value FROM json_each(?)){bound}
                AND document IN (SELECT document FROM documents_naming WHERE party IN (SELECT value FROM json_each(?)))
                GROUP BY document ORDER BY max(day) DESC, document"""
    found = view.db.execute(query, (rows.dump(sorted(speakers)), *values, rows.dump(sorted(named))))
    return [int(row[0]) for row in found]


def places_naming(
    view: View, parties: Collection[PartyId], documents: Collection[DocumentId]
) -> dict[DocumentId, list[tuple[int, int]]]:
    """Map those of some documents that name one of some parties to the places, in order; code points, half-open."""
    query = """SELECT m.document, m.start, m."end" FROM mentions m JOIN namings n ON n.mention = m.id
               WHERE m.document IN (SELECT value FROM json_each(?)) AND n.party IN (SELECT value FROM json_each(?))
               ORDER BY m.document, m.start"""
    places: dict[DocumentId, list[tuple[int, int]]] = defaultdict(list)
    for row in view.db.execute(query, (rows.dump(sorted(documents)), rows.dump(sorted(parties)))):
        places[DocumentId(row[0])].append((row[1], row[2]))
    return dict(places)


def lines_of(view: View, document: DocumentId) -> tuple[tuple[Line, ...], str]:
    """Load the lines of a document with the labels in force, and its text; nothing where it is not held."""
    query = "SELECT coalesce(relabelled, lines), text FROM documents WHERE id = ?"
    row = view.db.execute(query, (document,)).fetchone()
    return ((), "") if row is None else (rows.lines_in(row[0]), row[1])
