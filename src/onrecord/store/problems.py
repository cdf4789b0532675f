"""Problems a page at a time, counted by kind; and their work forgotten, so that the next build does it again."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from onrecord.model.problem import Problem
from onrecord.store import rows
from onrecord.store.view import View

RECORD_STAGES = ("resolve", "connect")
"""Stages over the whole record: their work is one piece, whatever a problem's input names."""

PASSING = frozenset(
    {
        "cannot_fetch",
        "endpoint_failed",
        "engine_died",
        "not_fetched",
        "not_recognised",
        "reader_failed",
        "stage_failed",
        "timed_out",
        "unreadable",
    }
)
"""Kinds of problems that another try may not meet: something outside the bytes was at fault, or may have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What is to be done again.

    Attributes:
        pieces: Pieces of work that the next build does again.
        sources: What was to be collected and was not, to be given to `collect` again: addresses, and absolute paths.
    """

    pieces: int
    sources: tuple[str, ...]


def problem_counts(view: View) -> dict[str, int]:
    """Count the problems of each kind."""
    found = view.db.execute("SELECT code, count(*) FROM problems GROUP BY code ORDER BY code")
    return {str(code): int(count) for code, count in found}


def problems_from(view: View, code: str, first: int, limit: int) -> list[Problem]:
    """Load some problems, of one kind or of all (``), by stage and path.

    Args:
        view: The record.
        code: A problem's code; empty for all.
        first: How many to pass over.
        limit: How many at most.
    """
    query = "SELECT * FROM problems WHERE ? IN ('', code) ORDER BY stage, path, id LIMIT ? OFFSET ?"
    return [rows.problem_in(row) for row in view.db.execute(query, (code, limit, first))]


def forget_work(db: sqlite3.Connection, codes: Collection[str], ids: Collection[str]) -> Again:
    """Forget that work which met problems was done; the problems stay until it is done again.

    Args:
        db: The record's, in a transaction.
        codes: Kinds of problems.
        ids: Single problems.
    """
    query = """SELECT DISTINCT stage, input, path FROM problems
               WHERE code IN (SELECT value FROM json_each(?)) OR id IN (SELECT value FROM json_each(?))"""
    found = db.execute(query, (rows.dump(sorted(codes)), rows.dump(sorted(ids)))).fetchall()
    inputs = {(stage, work_input) for stage, work_input, _ in found if stage not in {"collect", *RECORD_STAGES}}
    pieces = db.executemany("DELETE FROM work WHERE stage = ? AND input = ?", sorted(inputs)).rowcount if inputs else 0
    if found:
        db.execute("DELETE FROM work WHERE stage IN ('resolve', 'connect')")
    pieces += sum(any(stage == one for stage, *_ in found) for one in RECORD_STAGES)
    # A file's place is absolute and its path as it was typed; of an address the path is what was asked for.
    sources = dict.fromkeys(
        path if "://" in path else work_input for stage, work_input, path in found if stage == "collect"
    )
    return Again(pieces=max(pieces, 0), sources=tuple(sources))
