"""The rows a search finds: by words, by fields, by both; never more than `LOOKED_AT` are ranked, and it is said when there are more.

An index of words gives the numbers of all rows that hold a common word in some milliseconds; ranking them, or reading each
row's fields, takes a hundred times as long. So up to `LOOKED_AT` rows are ranked or held against the fields; of a word that
more rows hold the latest added are taken, unless a field names few rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.ids import PartyId
from onrecord.store import rows
from onrecord.store.conditions import Condition, drivers, row_test
from onrecord.store.search import MARKS, TABLES
from onrecord.store.view import View

LOOKED_AT = 1_500
DEAR = {"party": 750}
"""Fields that take a hundred microseconds a row to test, and how many rows are looked at for them."""
WALKED = 2
"""How many times as many rows a field alone is followed to: an index gives more than match the other fields."""
DAYS = {
    "statement": "coalesce(t.said_on, (SELECT d.published FROM documents d WHERE d.id = t.document))",
    "document": "t.published",
    "award": "t.acted_on",
}
"""The day of a row of each kind, as SQL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The numbers of the rows found, in the order asked for.

    Attributes:
        complete: Every row that matches is among them; else `numbers` are some of more.
        least: Rows that hold the words, at least; with `complete` exactly those found.
    """

    kind: str
    numbers: tuple[int, ...]
    complete: bool
    least: int


def hits(view: View, kind: str, words: str, conditions: Sequence[Condition], order: str = "") -> Hits:
    """Find rows of one kind.

    Args:
        view: The record.
        kind: `statement`, `document` or `award`.
        words: Expression of the index of words; empty for none.
        conditions: What else is true of them.
        order: `newest`, `oldest`, or empty for the best first (without words: newest).
    """
    found, complete, least = _by_words(view, kind, words, conditions) if words else _by_fields(view, kind, conditions)
    if order or not words:
        found = _by_day(view, kind, found, oldest=order == "oldest")
    return Hits(kind=kind, numbers=tuple(found), complete=complete, least=least)


def _by_words(view: View, kind: str, words: str, conditions: Sequence[Condition]) -> tuple[list[int], bool, int]:
    """Give the best first, whether they are all, and how many hold the words at least."""
    index = TABLES[kind][0]
    query = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?"
    reach = _reach(conditions)
    latest = [row[0] for row in view.db.execute(query, (words, reach + 1))]
    if len(latest) <= reach:
        found = _ranked(view, kind, words, 0) if latest else []
        if not conditions:
            return found, True, len(found)
        kept = _kept(view, kind, found, conditions)
        return kept, True, len(kept)
    few = _few(view, kind, conditions)
    if few is not None:
        query = f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
        both = [row[0] for row in view.db.execute(query, (words, rows.dump(few)))]
        kept = _kept(view, kind, both, conditions)
        return _ranked_of(view, kind, words, kept), True, len(kept)
    found = _ranked(view, kind, words, latest[reach - 1])
    if not conditions:
        return found, False, len(latest)
    kept = _kept(view, kind, found, conditions)
    return kept, False, len(kept)


def _ranked(view: View, kind: str, words: str, first: int) -> list[int]:
    index = TABLES[kind][0]
    query = f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid >= ? ORDER BY rank, rowid"
    return [row[0] for row in view.db.execute(query, (words, first))]


def _ranked_of(view: View, kind: str, words: str, numbers: list[int]) -> list[int]:
    index = TABLES[kind][0]
    query = f"""SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid IN (SELECT value FROM json_each(?))
                ORDER BY rank, rowid"""
    return [row[0] for row in view.db.execute(query, (words, rows.dump(numbers)))]


def _kept(view: View, kind: str, numbers: list[int], conditions: Sequence[Condition]) -> list[int]:
    """Leave out the rows of which a condition is not true; the order stays."""
    where, values = row_test(kind, conditions)
    query = f"""SELECT t.number FROM json_each(?) j CROSS JOIN {TABLES[kind][1]} t ON t.number = j.value
                WHERE {where}"""
    kept = {row[0] for row in view.db.execute(query, (rows.dump(numbers), *values))}
    return [one for one in numbers if one in kept]


def _few(view: View, kind: str, conditions: Sequence[Condition]) -> list[int] | None:
    """List the rows that one of the conditions leads to, where they are few enough to look at each; None where they are not."""
    most = WALKED * _reach(conditions)
    for query, values in drivers(kind, conditions):
        found = _walk(view, query, values, most)
        if len(found) <= most:
            return list(dict.fromkeys(found))
    return None


def _reach(conditions: Sequence[Condition]) -> int:
    """Say how many rows are looked at."""
    return min((DEAR.get(one.field, LOOKED_AT) for one in conditions), default=LOOKED_AT)


def _walk(view: View, query: str, values: tuple[str, ...], most: int) -> list[int]:
    """Follow a field to its rows, one more than `most` of them."""
    return [row[0] for row in view.db.execute(f"SELECT number FROM ({query}) LIMIT ?", (*values, most + 1))]


def _by_fields(view: View, kind: str, conditions: Sequence[Condition]) -> tuple[list[int], bool, int]:
    leading = drivers(kind, conditions) or [(f"SELECT number FROM {TABLES[kind][1]} ORDER BY number DESC", ())]
    reach = _reach(conditions)
    walked: list[int] = []
    for query, values in leading:
        walked = _walk(view, query, values, WALKED * reach)
        if len(walked) <= WALKED * reach:
            break
    kept = _kept(view, kind, list(dict.fromkeys(walked[: WALKED * reach])), conditions)
    complete = len(walked) <= WALKED * reach and len(kept) <= reach
    return kept[:reach], complete, len(kept)


def _by_day(view: View, kind: str, numbers: list[int], *, oldest: bool) -> list[int]:
    """Put rows in the order of their days, undated last; of one day in the order given."""
    query = f"""SELECT j.value, {DAYS[kind]} FROM json_each(?) j CROSS JOIN {TABLES[kind][1]} t ON t.number = j.value"""
    days = {row[0]: row[1] or "" for row in view.db.execute(query, (rows.dump(numbers),))}
    if oldest:
        return sorted(numbers, key=lambda one: days.get(one) or "~")
    return sorted(numbers, key=lambda one: days.get(one, ""), reverse=True)


def excerpts(view: View, kind: str, words: str, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Give of some rows `(id, words around the hits)`, each hit between `MARKS`; without `words` no excerpt."""
    index, table, column = TABLES[kind]
    wanted = rows.dump(numbers)
    if not words:
        query = f"SELECT number, id, '' FROM {table} WHERE number IN (SELECT value FROM json_each(?))"
        return {row[0]: (row[1], row[2]) for row in view.db.execute(query, (wanted,))}
    query = f"""SELECT t.number, t.id, snippet({index}, {column}, ?, ?, '…', 32)
                FROM {index} JOIN {table} t ON t.number = {index}.rowid
                WHERE {index} MATCH ? AND {index}.rowid IN (SELECT value FROM json_each(?))"""
    return {row[0]: (row[1], row[2] or "") for row in view.db.execute(query, (*MARKS, words, wanted))}


def ids_beginning(view: View, start: str) -> list[PartyId]:
    """Give up to five ids of parties that begin so."""
    bounds = (start, start + "\U0010ffff")
    rows = view.db.execute("SELECT id FROM parties WHERE id >= ? AND id < ? ORDER BY id LIMIT 5", bounds)
    return [PartyId(one) for (one,) in rows]
