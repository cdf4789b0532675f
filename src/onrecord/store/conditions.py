"""Fields of a search as SQL: what tests one row, and what leads to the rows by an index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.store import rows

Sql = tuple[str, tuple[str, ...]]
"""A piece of SQL and the values of its marks."""
PARTY_ROLES = {"buyer": ("BUYER", "FUNDER"), "recipient": ("RECIPIENT",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One field.

    Attributes:
        field: `speaker`, `party`, `buyer`, `recipient`, `publisher`, `lang`, `form`, `position`, `via` or `date`.
        values: Any of these: ids of parties, names of publishers, or the one value.
        first, below: Of a date; ISO text, compared as text.
        excluded: Rows of which it is true are left out.
    """

    field: str
    values: tuple[str, ...] = ()
    first: str = ""
    below: str = ""
    excluded: bool = False


def row_test(kind: str, conditions: Sequence[Condition]) -> Sql:
    """Write what holds a row `t` against all conditions."""
    pieces: list[str] = ["1"]
    values: list[str] = []
    for one in conditions:
        sql, found = _tests()[kind, one.field](one)
        # A condition that cannot be told of a row (no date) is not true of it, so excluding it keeps the row.
        pieces.append(f"NOT coalesce(({sql}), 0)" if one.excluded else f"({sql})")
        values += found
    return " AND ".join(pieces), tuple(values)


def drivers(kind: str, conditions: Sequence[Condition]) -> list[Sql]:
    """List, the likely shortest first, queries that give the `number` of every row of which a condition may be true."""
    known = _leads()
    order = [field for one, field in known if one == kind]
    chosen = sorted(
        (one for one in conditions if not one.excluded and one.field in order), key=lambda one: order.index(one.field)
    )
    return [known[kind, one.field](one) for one in chosen]


def _any(one: Condition) -> tuple[str]:
    return (rows.dump(one.values),)


def _between(column: str, one: Condition) -> Sql:
    ends = ((f"{column} >= ?", one.first), (f"{column} < ?", one.below))
    given = [(sql, value) for sql, value in ends if value]
    return " AND ".join(sql for sql, _ in given), tuple(value for _, value in given)


_GIVEN = "(SELECT value FROM json_each(?))"
_DOCUMENT = "(SELECT d.{} FROM documents d WHERE d.id = t.document)"


def _tests() -> dict[tuple[str, str], Callable[[Condition], Sql]]:
    """Map kind and field to what tests a row `t`."""
    day = f"coalesce(t.said_on, {_DOCUMENT.format('published')})"
    speaker = f"EXISTS (SELECT 1 FROM speakers p WHERE p.statement = t.id AND p.party IN {_GIVEN})"
    # Whether its document names the party at all is one step in an index: most rows need no look at their mentions.
    within = f"""EXISTS (SELECT 1 FROM documents d JOIN documents_naming o ON o.document = d.number
                         WHERE d.id = t.document AND o.party IN {_GIVEN})
                 AND EXISTS (SELECT 1 FROM json_each(t.content) c JOIN mentions m ON m.document = t.document
                  AND m.start >= json_extract(c.value, '$[0]') AND m.start < json_extract(c.value, '$[1]')
                  JOIN namings n ON n.mention = m.id WHERE n.party IN {_GIVEN})"""
    named = f"EXISTS (SELECT 1 FROM documents_naming o WHERE o.document = t.number AND o.party IN {_GIVEN})"
    position = "EXISTS (SELECT 1 FROM positions x WHERE x.statement = t.id AND json_extract(x.value, '$.kind') = ?)"

    def has_part(one: Condition) -> Sql:
        roles = PARTY_ROLES.get(one.field)
        role = f" AND l.role IN ({', '.join('?' * len(roles))})" if roles else ""
        sql = f"EXISTS (SELECT 1 FROM links l WHERE l.award = t.id AND l.party IN {_GIVEN}{role})"
        return sql, (*_any(one), *(roles or ()))

    return {
        ("statement", "speaker"): lambda one: (speaker, _any(one)),
        ("statement", "party"): lambda one: (f"{speaker} OR {within}", _any(one) * 3),
        ("statement", "publisher"): lambda one: (f"{_DOCUMENT.format('publisher')} IN {_GIVEN}", _any(one)),
        ("statement", "lang"): lambda one: (f"{_DOCUMENT.format('language')} = ?", one.values),
        ("statement", "form"): lambda one: ("t.form = ?", one.values),
        ("statement", "position"): lambda one: (position, one.values),
        ("statement", "via"): lambda one: ("t.via <> '[]' AND instr(lower(t.via), lower(?))", one.values),
        ("statement", "date"): lambda one: _between(day, one),
        ("document", "party"): lambda one: (named, _any(one)),
        ("document", "publisher"): lambda one: (f"t.publisher IN {_GIVEN}", _any(one)),
        ("document", "lang"): lambda one: ("t.language = ?", one.values),
        ("document", "date"): lambda one: _between("t.published", one),
        ("award", "party"): has_part,
        ("award", "buyer"): has_part,
        ("award", "recipient"): has_part,
        ("award", "date"): lambda one: _between("t.acted_on", one),
    }


def _leads() -> dict[tuple[str, str], Callable[[Condition], Sql]]:
    """Map kind and field to a query by an index; of one kind those that mostly lead to few rows come first."""
    said = f"SELECT s.number FROM speakers p JOIN statements s ON s.id = p.statement WHERE p.party IN {_GIVEN}"
    naming = f"FROM documents_naming o JOIN documents d ON d.number = o.document {{}} WHERE o.party IN {_GIVEN}"
    of_document = "FROM documents d JOIN statements s ON s.document = d.id WHERE"

    def dated(one: Condition) -> Sql:
        own, values = _between("s.said_on", one)
        shown, _ = _between("d.published", one)
        sql = f"""SELECT s.number FROM statements s WHERE {own} UNION ALL
                  SELECT s.number {of_document} s.said_on IS NULL AND {shown}"""
        return sql, values * 2

    def has_part(one: Condition) -> Sql:
        roles = PARTY_ROLES.get(one.field)
        role = f" AND l.role IN ({', '.join('?' * len(roles))})" if roles else ""
        sql = f"SELECT w.number FROM links l JOIN awards w ON w.id = l.award WHERE l.party IN {_GIVEN}{role}"
        return sql, (*_any(one), *(roles or ()))

    def published(one: Condition) -> Sql:
        sql, values = _between("d.published", one)
        return f"SELECT d.number FROM documents d WHERE {sql} ORDER BY d.published DESC", values

    def acted(one: Condition) -> Sql:
        sql, values = _between("w.acted_on", one)
        return f"SELECT w.number FROM awards w WHERE {sql} ORDER BY w.acted_on DESC", values

    in_statements = naming.format("JOIN statements s ON s.document = d.id")
    in_documents = naming.format("")
    return {
        ("statement", "speaker"): lambda one: (said, _any(one)),
        ("statement", "via"): lambda _: ("SELECT number FROM statements WHERE via <> '[]'", ()),
        ("statement", "position"): lambda one: (
            """SELECT s.number FROM positions x JOIN statements s ON s.id = x.statement
               WHERE json_extract(x.value, '$.kind') = ?""",
            one.values,
        ),
        ("statement", "party"): lambda one: (f"{said} UNION ALL SELECT s.number {in_statements}", _any(one) * 2),
        ("statement", "publisher"): lambda one: (
            f"SELECT s.number {of_document} d.publisher IN {_GIVEN} ORDER BY d.published DESC",
            _any(one),
        ),
        ("statement", "date"): dated,
        ("statement", "lang"): lambda one: (f"SELECT s.number {of_document} d.language = ?", one.values),
        ("document", "party"): lambda one: (f"SELECT d.number {in_documents}", _any(one)),
        ("document", "publisher"): lambda one: (
            f"SELECT d.number FROM documents d WHERE d.publisher IN {_GIVEN} ORDER BY d.published DESC",
            _any(one),
        ),
        ("document", "date"): published,
        ("document", "lang"): lambda one: ("SELECT number FROM documents WHERE language = ?", one.values),
        ("award", "recipient"): has_part,
        ("award", "buyer"): has_part,
        ("award", "party"): lambda one: (
            f"SELECT w.number FROM links l JOIN awards w ON w.id = l.award WHERE l.party IN {_GIVEN}",
            _any(one),
        ),
        ("award", "date"): acted,
    }
