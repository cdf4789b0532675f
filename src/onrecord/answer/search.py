"""Search over statements, documents, awards and parties."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.answer.rows import AwardRow, StatementRow, award_row, statement_rows
from onrecord.model.ids import AwardId, DocumentId, StatementId
from onrecord.model.party import Party
from onrecord.store import View
from onrecord.store.search import Hit, match_expression, search
from onrecord.store.view import Head

KINDS = ("statement", "document", "award", "party")
PARTIES_MOST = 5
"""Parties found by their names: more are no answer to a question of words."""


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


def query_of(arguments: Iterable[str]) -> str:
    """Write the arguments of a command as one query: a shell takes the marks of "a phrase", so they are put back.

    An argument with a space that carries quotation marks or a minus of its own is a query already.
    """
    return " ".join(map(_term, arguments))


def _term(argument: str) -> str:
    if " " not in argument.strip() or re.search(r'"|\s-', argument):
        return argument
    minus = "-" if argument.startswith("-") else ""
    return f'{minus}"{argument.removeprefix("-")}"'


def find(view: View, query: str, kinds: tuple[str, ...] = KINDS, limit: int = 20) -> list[Found]:
    """Find rows by words, a "phrase" or -without; parties first, then statements, awards, documents, each best first.

    Raises:
        UserError: The query holds no word.
    """
    match_expression(query)  # a query without a word is the user's error for every kind
    found: list[Found] = []
    hits = {kind: search(view, query, kind, limit) for kind in ("statement", "award", "document") if kind in kinds}
    if "party" in kinds:
        plain = re.sub(r"(?<!\S)-(?:\"[^\"]*\"|\S+)", " ", query).replace(
            '"', " "
        )  # names are looked for without what is excluded
        found += [
            Found(kind="party", id=party.id, excerpt=party.name, party=party)
            for party in view.parties_like(plain, min(limit, PARTIES_MOST))
        ]
    if "statement" in hits:
        found += _statements(view, hits["statement"])
    if "award" in hits:
        names = view.party_names()
        for hit in hits["award"]:
            award = view.award(AwardId(hit.id))
            if award is not None:
                found.append(Found(kind="award", id=hit.id, excerpt=hit.excerpt, award=award_row(view, award, names)))
    if "document" in hits:
        heads = view.heads({DocumentId(hit.id) for hit in hits["document"]})
        found += [
            Found(kind="document", id=hit.id, excerpt=hit.excerpt, document=heads[DocumentId(hit.id)])
            for hit in hits["document"]
        ]
    return found


def cut_short(found: list[Found], limit: int) -> str:
    """Say of which kinds there may be more than the rows found; empty where none was cut."""
    cut = [one for one in ("statement", "award", "document") if sum(row.kind == one for row in found) >= limit]
    return f"There may be more {' and '.join(f'{one}s' for one in cut)}: these are the best {limit:,}" if cut else ""


def _statements(view: View, hits: list[Hit]) -> list[Found]:
    statements = [one for hit in hits if (one := view.statement(StatementId(hit.id)))]
    excerpts = {hit.id: hit.excerpt for hit in hits}
    rows = statement_rows(view, statements)
    return [Found(kind="statement", id=row.id, excerpt=excerpts[row.id], statement=row) for row in rows]
