"""What waits for a person's decision, some at a time: reviews that resolve/ has made, and statements of low confidence."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from onrecord.model.ids import PartyId, StatementId
from onrecord.model.judgement import Review
from onrecord.store import rows
from onrecord.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of them are asked for.

    Attributes:
        party: Only those about this party; of statements, those that are its words.
        since: ISO date, or empty: only those on a text that is dated then or later; pairs, which are on no one text, are left out.
    """

    party: PartyId | None = None
    since: str = ""


ANY = Wanted()
COUNT_MOST = 100_000
"""Nobody decides on more; counting on would hold every page of review up."""

_ABOUT = """(:party IS NULL OR instr(items, json_quote(:party)))
            AND (:since = '' OR EXISTS (
              SELECT 1 FROM documents d WHERE d.published >= :since AND d.id =
                substr(left_key, 11, instr(substr(left_key, 11), ':') - 1) AND left_key LIKE 'statement:%'))"""
"""`statement:` has ten characters; a document's id and a colon follow it."""


def reviews_of(view: View, kind: str, limit: int, left_out: Collection[str] = (), wanted: Wanted = ANY) -> list[Review]:
    """Load the first reviews of a kind, the likeliest first.

    Args:
        view: The record.
        kind: A `ReviewKind`.
        limit: How many at most; -1 for all.
        left_out: Ids of reviews that are decided since.
        wanted: Which of them.
    """
    query = f"""SELECT r.* FROM (
                  SELECT id, score FROM reviews WHERE kind = :kind AND {_ABOUT}
                    AND id NOT IN (SELECT value FROM json_each(:left_out))
                  ORDER BY score DESC, id LIMIT :limit) f
                JOIN reviews r ON r.id = f.id ORDER BY f.score DESC, f.id"""
    return [_review(row) for row in view.db.execute(query, _values(wanted, kind, left_out) | {"limit": limit})]


def count_reviews(view: View, kind: str, left_out: Collection[str] = (), wanted: Wanted = ANY) -> int:
    """Count them."""
    query = f"""SELECT count(*) FROM reviews WHERE kind = :kind AND {_ABOUT}
                AND id NOT IN (SELECT value FROM json_each(:left_out))"""
    return int(view.db.execute(query, _values(wanted, kind, left_out)).fetchone()[0])


def _values(wanted: Wanted, kind: str, left_out: Collection[str]) -> dict[str, str | None]:
    out = rows.dump(sorted(left_out))
    return {"kind": kind, "left_out": out, "party": wanted.party, "since": wanted.since}


def _review(row: rows.Row) -> Review:
    return Review(
        kind=row["kind"],
        left=row["left_key"],
        right=row["right_key"],
        score=row["score"],
        because=row["because"],
        items=tuple(json.loads(row["items"])),
    )


_LEAST_SURE = """FROM statements s WHERE s.confidence < :below AND s.extractor NOT LIKE 'endpoint%'
                 AND s.id NOT IN (SELECT value FROM json_each(:left_out))
                 AND (:since = '' OR EXISTS (SELECT 1 FROM documents d WHERE d.id = s.document AND d.published >= :since))
                 AND (:party IS NULL OR EXISTS (SELECT 1 FROM speakers p WHERE p.statement = s.id AND p.party = :party))"""


def least_sure(
    view: View, below: float, limit: int, left_out: Collection[StatementId] = (), wanted: Wanted = ANY
) -> list[tuple[StatementId, float]]:
    """List the statements whose confidence lies below a bar, with it, least sure first; not those that are decided.

    Those that a server gave are left out too: it says nothing of how sure it is.
    """
    query = f"SELECT s.id, s.confidence {_LEAST_SURE} ORDER BY s.confidence, s.document, s.start LIMIT :limit"
    values = _values(wanted, "", left_out) | {"below": below, "limit": limit}
    return [(StatementId(one), float(confidence)) for one, confidence in view.db.execute(query, values)]


def count_least_sure(view: View, below: float, left_out: Collection[StatementId] = (), wanted: Wanted = ANY) -> int:
    """Count those statements, up to `COUNT_MOST`."""
    values = _values(wanted, "", left_out) | {"below": below, "most": COUNT_MOST}
    query = f"SELECT count(*) FROM (SELECT 1 {_LEAST_SURE} LIMIT :most)"
    return int(view.db.execute(query, values).fetchone()[0])
