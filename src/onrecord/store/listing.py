"""Long lists a page at a time: the order comes from an index, and only the rows of the page are loaded."""

from collections.abc import Iterator

from onrecord.model.ids import AwardId, DocumentId
from onrecord.model.meeting import Tension, TensionKind
from onrecord.store import meeting_rows, rows
from onrecord.store.view import View


def count_of(view: View, table: str) -> int:
    """Count the rows of one of the tables of a record."""
    return int(view.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def latest_documents(view: View, limit: int, first: int = 0) -> list[DocumentId]:
    """List documents, the latest published first, undated last.

    Args:
        view: The record.
        limit: Documents at most.
        first: How many to pass over.
    """
    # The order is that of the index backwards, so nothing is sorted; the rows passed over are not loaded.
    query = """SELECT id FROM documents JOIN
                 (SELECT number AS n FROM documents ORDER BY published DESC, number DESC LIMIT ? OFFSET ?) ON number = n
               ORDER BY published DESC, number DESC"""
    return [DocumentId(row[0]) for row in view.db.execute(query, (limit, first))]


def latest_awards(view: View, limit: int, first: int = 0) -> list[AwardId]:
    """List awards, the latest action first, undated last; as `latest_documents`."""
    query = """SELECT id FROM awards JOIN
                 (SELECT number AS n FROM awards ORDER BY acted_on DESC, number DESC LIMIT ? OFFSET ?) ON number = n
               ORDER BY acted_on DESC, number DESC"""
    return [AwardId(row[0]) for row in view.db.execute(query, (limit, first))]


def each_tension(view: View) -> Iterator[Tension]:
    """Load tensions one after the other, strongest first."""
    yield from map(meeting_rows.tension_in, view.db.execute("SELECT * FROM tensions ORDER BY score DESC, id"))


def strongest_tensions(view: View, bars: dict[TensionKind, float], limit: int) -> tuple[list[Tension], int, int]:
    """Load the strongest tensions that reach the bar of their kind, count those that do, and count the others.

    Args:
        view: The record.
        bars: Least probability of a kind; kinds without one are all loaded.
        limit: Tensions at most.
    """
    reached = """(SELECT value FROM json_each(:bars) WHERE key = t.kind) IS NULL
                 OR json_extract(t.rest, '$.probability.value') >= (SELECT value FROM json_each(:bars) WHERE key = t.kind)"""
    values = {"bars": rows.dump(bars), "limit": limit}
    query = f"SELECT count(*), ifnull(sum(coalesce({reached}, 0)), 0) FROM tensions t"
    total, shown = view.db.execute(query, values).fetchone()
    query = f"SELECT t.* FROM tensions t WHERE {reached} ORDER BY t.score DESC, t.id LIMIT :limit"
    return [meeting_rows.tension_in(row) for row in view.db.execute(query, values)], shown, total - shown
