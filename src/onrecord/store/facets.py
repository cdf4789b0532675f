"""How the rows of a search spread over years, speakers, publishers and so on; and the names a field's value may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.store import rows
from onrecord.store.hits import DAYS
from onrecord.store.search import TABLES
from onrecord.store.view import View

FACETED = 1_000
"""Rows that are counted; reading one costs some microseconds."""
VALUES_LISTED = 8
YEARS_LISTED = 12


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a field and how many rows have it; of a party its id, and the name that is shown."""

    value: str
    shown: str
    count: int


_DOCUMENT = "(SELECT d.{} FROM documents d WHERE d.id = t.document)"
_YEAR = "substr({}, 1, 4)"
_PART = "(SELECT l.party FROM links l WHERE l.award = t.id AND l.role = '{}' LIMIT 1)"
FACETS: dict[str, tuple[tuple[str, str], ...]] = {
    "statement": (
        ("date", _YEAR.format(DAYS["statement"])),
        ("speaker", "(SELECT p.party FROM speakers p WHERE p.statement = t.id)"),
        ("form", "t.form"),
        ("position", "(SELECT json_extract(x.value, '$.kind') FROM positions x WHERE x.statement = t.id)"),
        ("publisher", _DOCUMENT.format("publisher")),
    ),
    "document": (("date", _YEAR.format(DAYS["document"])), ("publisher", "t.publisher"), ("lang", "t.language")),
    "award": (
        ("date", _YEAR.format(DAYS["award"])),
        ("recipient", _PART.format("RECIPIENT")),
        ("buyer", _PART.format("BUYER")),
    ),
}
"""Fields counted of each kind, and the value of a row `t` as SQL."""
OF_PARTIES = frozenset({"speaker", "recipient", "buyer"})


def count_facets(view: View, kind: str, numbers: Sequence[int]) -> dict[str, list[Count]]:
    """Count the values of every field among the first `FACETED` rows: years latest first, others commonest first."""
    fields = FACETS[kind]
    columns = ", ".join(f"{sql} AS v{place}" for place, (_, sql) in enumerate(fields))
    query = f"""CREATE TEMP TABLE counted AS
                SELECT {columns} FROM json_each(?) j CROSS JOIN {TABLES[kind][1]} t ON t.number = j.value"""
    view.db.execute("DROP TABLE IF EXISTS temp.counted")
    view.db.execute(query, (rows.dump(numbers[:FACETED]),))
    found = {field: _counted(view, field, f"v{place}") for place, (field, _) in enumerate(fields)}
    view.db.execute("DROP TABLE temp.counted")
    return found


def _counted(view: View, field: str, column: str) -> list[Count]:
    order, limit = ("1 DESC", YEARS_LISTED) if field == "date" else ("2 DESC, 1", VALUES_LISTED)
    query = (
        f"SELECT {column}, count(*) FROM temp.counted WHERE {column} <> '' GROUP BY 1 ORDER BY {order} LIMIT {limit}"
    )
    found = view.db.execute(query).fetchall()
    names = {}
    if field in OF_PARTIES:
        query = "SELECT id, name FROM parties WHERE id IN (SELECT value FROM json_each(?))"
        names = dict(tuple(row) for row in view.db.execute(query, (rows.dump([row[0] for row in found]),)))
    return [Count(row[0], names.get(row[0], row[0]), row[1]) for row in found]


def publishers(view: View) -> list[str]:
    """List the publishers of documents, each found by one step in the index."""
    query = """WITH RECURSIVE held(name) AS (
                 SELECT min(publisher) FROM documents
                 UNION ALL SELECT (SELECT min(publisher) FROM documents WHERE publisher > held.name)
                 FROM held WHERE held.name IS NOT NULL)
               SELECT name FROM held WHERE name IS NOT NULL"""
    return [row[0] for row in view.db.execute(query)]
