"""Full-text search: the questions that need SQLite's FTS5."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.errors import UserError
from onrecord.store.view import View

MARKS = ("\x02", "\x03")
"""Stand around each hit in an excerpt; the page and the terminal replace them. A text that holds them itself shows a hit too many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One row found.

    Attributes:
        kind: `statement`, `document` or `award`.
        excerpt: Some words around the hits, each hit between `MARKS`.
        rank: SQLite's bm25: smaller is better.
    """

    kind: str
    id: str
    excerpt: str
    rank: float


TABLES = {
    "statement": ("statement_words", "statements", 0),
    "document": ("document_words", "documents", 1),
    "award": ("award_words", "awards", 0),
}


def match_expression(query: str) -> str:
    """Turn what a person types into an FTS5 expression: words, "a phrase", -without.

    Raises:
        UserError: Nothing to look for is left.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"|([^\s"]+))', unicodedata.normalize("NFC", query)):
        terms = re.findall(r"[^\W_]+", phrase or word)
        if terms:
            (unwanted if minus else wanted).append('"' + " ".join(terms) + '"')
    if not wanted:
        raise UserError(f"{query!r}: nothing to search for; give at least one word")
    return _joined(wanted, unwanted)


def fts_expression(wanted: Iterable[str], unwanted: Iterable[str]) -> str:
    """Write words and phrases as an FTS5 expression; each holds at least one letter or digit."""
    return _joined([_quoted(one) for one in wanted], [_quoted(one) for one in unwanted])


def _quoted(words: str) -> str:
    return '"' + " ".join(re.findall(r"[^\W_]+", words)) + '"'


def _joined(wanted: list[str], unwanted: list[str]) -> str:
    expression = f"({' AND '.join(wanted)})"
    # One NOT over all of them: a chain of NOTs would nest as deep as a person can paste.
    return f"{expression} NOT ({' OR '.join(unwanted)})" if unwanted else expression


def search(view: View, query: str, kind: str, limit: int, offset: int = 0) -> list[Hit]:
    """Find statements, documents or awards by their words, best first.

    Raises:
        UserError: The query holds no word.
    """
    words, table, column = TABLES[kind]
    found: list[sqlite3.Row] = view.db.execute(
        f"""SELECT t.id, snippet({words}, {column}, ?, ?, '…', 32) AS excerpt, bm25({words}) AS rank
            FROM {words} JOIN {table} t ON t.number = {words}.rowid
            WHERE {words} MATCH ? ORDER BY rank LIMIT ? OFFSET ?""",
        (*MARKS, match_expression(query), limit, offset),
    ).fetchall()
    return [Hit(kind=kind, id=row["id"], excerpt=row["excerpt"] or "", rank=row["rank"]) for row in found]
