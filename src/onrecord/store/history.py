"""From when to when a record's texts are, when it was added to, and which versions read it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.store.view import View

VERSIONS_LISTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of how a record came to be.

    Attributes:
        first_dated, last_dated: ISO dates of the first and last dated document; `undated` counts those without a date.
        first_collected, last_collected: ISO 8601, when the first and last source was taken in.
        written: ISO 8601, when the record was last written to, as the file system has it.
        versions: `(stage, version, pieces of work)` that what is held was made by.
    """

    first_dated: str | None
    last_dated: str | None
    undated: int
    first_collected: str | None
    last_collected: str | None
    written: str
    versions: tuple[tuple[str, str, int], ...]


def history(view: View, written: float) -> History:
    """Say what is known of how a record came to be.

    Args:
        view: The record.
        written: When its file was last changed, seconds since 1970.
    """
    # Each end by itself is one step in an index; both in one query would read the whole of it.
    query = """SELECT (SELECT min(published) FROM documents), (SELECT max(published) FROM documents),
                      (SELECT count(*) FROM documents WHERE published IS NULL),
                      (SELECT min(collected_at) FROM origins), (SELECT max(collected_at) FROM origins)"""
    first, last, undated, *collected = view.db.execute(query).fetchone()
    made_by = """SELECT stage, CASE instr(version, '|') WHEN 0 THEN version ELSE substr(version, 1, instr(version, '|') - 1) END,
                        sum(pieces)
                 FROM (SELECT stage, version, count(*) AS pieces FROM work WHERE stage IN ('read', 'extract') GROUP BY stage, version)
                 GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC LIMIT ?"""
    return History(
        first_dated=first,
        last_dated=last,
        undated=int(undated),
        first_collected=collected[0],
        last_collected=collected[1],
        written=datetime.fromtimestamp(written, tz=UTC).isoformat(timespec="minutes"),
        versions=tuple(
            (stage, version, int(count)) for stage, version, count in view.db.execute(made_by, (VERSIONS_LISTED,))
        ),
    )
