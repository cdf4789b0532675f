"""What has come into a record since a moment: for the page that says what adding brought."""

from dataclasses import dataclass

from onrecord.model.ids import DocumentId
from onrecord.model.problem import Problem
from onrecord.store import rows
from onrecord.store.view import View


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the numbering of documents and problems stood; what is written later has higher numbers."""

    document: int
    problem: int


def mark(view: View) -> Mark:
    """Note where the numbering stands."""
    query = "SELECT (SELECT coalesce(max(number), 0) FROM documents), (SELECT coalesce(max(rowid), 0) FROM problems)"
    return Mark(*view.db.execute(query).fetchone())


def documents_since(view: View, since: Mark, limit: int) -> tuple[int, list[tuple[DocumentId, str]]]:
    """Count the documents read since, and give the first few with their titles, or paths."""
    query = """SELECT id, coalesce(title, (SELECT path FROM origins o WHERE o.artefact = d.artefact ORDER BY rowid LIMIT 1), id)
               FROM documents d WHERE number > ? ORDER BY number LIMIT ?"""
    count = view.db.execute("SELECT count(*) FROM documents WHERE number > ?", (since.document,)).fetchone()[0]
    found = view.db.execute(query, (since.document, limit))
    return int(count), [(DocumentId(one), str(title)) for one, title in found]


def problems_since(view: View, since: Mark, limit: int) -> tuple[int, list[Problem]]:
    """Count the problems met since, and give the first few."""
    count = view.db.execute("SELECT count(*) FROM problems WHERE rowid > ?", (since.problem,)).fetchone()[0]
    found = view.db.execute("SELECT * FROM problems WHERE rowid > ? ORDER BY rowid LIMIT ?", (since.problem, limit))
    return int(count), [rows.problem_in(row) for row in found]
