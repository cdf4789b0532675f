"""Search over statements, documents, awards and parties; its language is that of answer/query.py."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.answer.query import KINDS, Filter, Query, parse_query
from onrecord.answer.rows import AwardRow, StatementRow, award_rows, statement_rows
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.party import Party
from onrecord.store import View
from onrecord.store.conditions import Condition
from onrecord.store.facets import publishers
from onrecord.store.hits import Hits, excerpts, hits
from onrecord.store.view import Head

PARTIES_MOST = 5
"""Parties found by their names: more are no answer to a question of words."""
PARTIES_SEARCHED = 100
ROWS_OF_WORDS = ("statement", "award", "document")
"""Kinds found by their words, in the order they are shown."""
PARTY_FIELDS = frozenset({"speaker", "party", "buyer", "recipient"})
ID_DIGITS_LEAST = 8
HEAD = 240
"""Characters of a row that is shown without a hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One row found: `excerpt` has each hit between `store.search.MARKS`; one of the others is set, as `kind` says."""

    kind: str
    id: str
    excerpt: str
    statement: StatementRow | None = None
    document: Head | None = None
    award: AwardRow | None = None
    party: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a query leads to, before its rows are loaded.

    Attributes:
        hits: By kind, for statements, documents and awards.
        parties: Those that the words name.
        notes: What a reader has to know: a name that nobody goes by.
    """

    query: Query
    hits: dict[str, Hits]
    parties: tuple[Party, ...]
    notes: tuple[str, ...]


def query_of(arguments: Iterable[str]) -> str:
    """Write the arguments of a command as one query: a shell takes the marks of "a phrase", so they are put back.

    An argument with a space that carries quotation marks or a minus of its own is a query already.
    """
    return " ".join(map(_term, arguments))


def _term(argument: str) -> str:
    if " " not in argument.strip() or re.search(r'"|\s-', argument):
        return argument
    minus, field, words = re.fullmatch(r"(-?)([A-Za-z]+:(?=\S))?(.*)", argument, re.DOTALL).groups()  # type: ignore[union-attr]  # matches any text
    return f'{minus}{field or ""}"{words}"'


def look(view: View, query: Query, kinds: Iterable[str] = KINDS, order: str = "") -> Looked:
    """Find what a query leads to.

    Args:
        view: The record.
        query: As read by `parse_query`.
        kinds: Of these kinds only.
        order: As `store.hits.hits` takes it.
    """
    wanted = [kind for kind in kinds if kind in query.kinds]
    conditions, notes = _conditions(view, query.filters)
    found = {
        kind: hits(view, kind, query.words, conditions, order)
        for kind in ROWS_OF_WORDS
        if kind in wanted and (query.words or conditions)
    }
    return Looked(
        query=query, hits=found, parties=_parties(view, query) if "party" in wanted else (), notes=tuple(notes)
    )


def _conditions(view: View, filters: Sequence[Filter]) -> tuple[list[Condition], list[str]]:
    conditions: list[Condition] = []
    notes: list[str] = []
    for one in filters:
        values: tuple[str, ...] = (one.value,)
        if one.field in PARTY_FIELDS:
            values = tuple(party.id for party in parties_meant(view, one.value))
            if not values:
                notes.append(f"No party in this record goes by “{one.value}” ({one.field}:).")
        elif one.field == "publisher":
            values = _publishers_meant(view, one.value)
            if not values:
                notes.append(f"No document in this record names “{one.value}” as its publisher.")
        elif one.field == "lang":
            values = (one.value.lower(),)
        conditions.append(
            Condition(field=one.field, values=values, first=one.first, below=one.below, excluded=one.excluded)
        )
    return conditions, notes


def parties_meant(view: View, name: str) -> list[Party]:
    """List the parties a field's value may mean: those that go by it, or have it for their id; else those whose name holds it."""
    found = view.parties_named(name)
    if not found and len(name) >= ID_DIGITS_LEAST and re.fullmatch(r"[0-9a-f]+", name):
        ids = [PartyId(one) for kind, one in view.find_ids(name) if kind == "parties"]
        found = [party for one in ids if (party := view.party(one))]
    return found or (view.parties_like(name) if re.search(r"\w", name) else [])


def _publishers_meant(view: View, name: str) -> tuple[str, ...]:
    wanted, held = name.casefold(), publishers(view)
    return tuple(one for one in held if one.casefold() == wanted) or tuple(
        one for one in held if wanted in one.casefold()
    )


def _parties(view: View, query: Query) -> tuple[Party, ...]:
    """Find parties by the words, or by `party:`; of both, those that both mean."""
    named = [party for one in query.filters if not one.excluded for party in parties_meant(view, one.value)]
    without = {party.id for one in query.filters if one.excluded for party in parties_meant(view, one.value)}
    if query.plain:
        like = view.parties_like(query.plain, PARTIES_SEARCHED) if re.search(r"[^\W_]", query.plain) else []
        ids = {party.id for party in named}
        found = [one for one in like if not ids or one.id in ids]
    else:
        found = named
    return tuple(one for one in found if one.id not in without)


def load(view: View, looked: Looked, kind: str, first: int, limit: int) -> list[Found]:
    """Load some of the rows of one kind, in their order."""
    if kind == "party":
        chosen = looked.parties[first : first + limit]
        return [Found(kind="party", id=party.id, excerpt=party.name, party=party) for party in chosen]
    if kind not in looked.hits:
        return []
    numbers = looked.hits[kind].numbers[first : first + limit]
    known = excerpts(view, kind, looked.query.words, numbers)
    shown = {known[number][0]: known[number][1] for number in numbers if number in known}
    return {"statement": _statements, "award": _awards, "document": _documents}[kind](view, shown)


def _statements(view: View, shown: dict[str, str]) -> list[Found]:
    statements = [one for name in shown if (one := view.statement(StatementId(name)))]
    return [
        Found(kind="statement", id=row.id, excerpt=shown[row.id] or _head(row.content), statement=row)
        for row in statement_rows(view, statements)
    ]


def _awards(view: View, shown: dict[str, str]) -> list[Found]:
    found = award_rows(view, [AwardId(name) for name in shown])
    return [Found(kind="award", id=row.id, excerpt=shown[row.id] or _head(row.description), award=row) for row in found]


def _documents(view: View, shown: dict[str, str]) -> list[Found]:
    heads = view.heads([DocumentId(name) for name in shown])
    return [
        Found(kind="document", id=name, excerpt=excerpt, document=heads[DocumentId(name)])
        for name, excerpt in shown.items()
    ]


def _head(words: str) -> str:
    return words if len(words) <= HEAD else f"{words[:HEAD].rpartition(' ')[0] or words[:HEAD]} …"


def find(view: View, query: str, kinds: tuple[str, ...] = KINDS, limit: int = 20) -> list[Found]:
    """Find rows; parties first, then statements, awards, documents, each best first.

    Raises:
        UserError: As `parse_query`.
    """
    looked = look(view, parse_query(query), kinds)
    found = load(view, looked, "party", 0, min(limit, PARTIES_MOST))
    for kind in ROWS_OF_WORDS:
        found += load(view, looked, kind, 0, limit)
    return found


def cut_short(found: list[Found], limit: int) -> str:
    """Say of which kinds there may be more than the rows found; empty where none was cut."""
    cut = [one for one in ("statement", "award", "document") if sum(row.kind == one for row in found) >= limit]
    return f"There may be more {' and '.join(f'{one}s' for one in cut)}: these are the best {limit:,}" if cut else ""
