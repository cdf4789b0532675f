"""Copies and matches with awards that a rule is not sure of and nobody has decided on: a few at a time, and how many."""

from collections.abc import Collection

from onrecord.model.lineage import Copy
from onrecord.model.thread import AwardMatch
from onrecord.store.meeting_rows import decoded
from onrecord.store.verdicts import copy_keys, match_keys
from onrecord.store.view import View

SURE = 0.9
"""Probability from which nobody is asked."""
_SURE = "coalesce(json_extract(value, '$.probability.value'), 0)"
_COPIES = f"FROM copies WHERE {_SURE} < {SURE}"
_MATCHES = f"FROM award_matches WHERE award IS NOT NULL AND {_SURE} < {SURE}"


def copies_waiting(view: View, judged: Collection[str], limit: int) -> list[Copy]:
    """Load some copies nobody has decided on, the least sure first.

    Args:
        view: The record.
        judged: Keys of those that are decided.
        limit: How many at most.
    """
    found = view.db.execute(f"SELECT value {_COPIES} ORDER BY {_SURE}, id LIMIT ?", (limit + len(judged),))
    held = list(decoded(found, Copy))
    keys = copy_keys(view, held)
    return [one for one in held if keys[one.id] not in judged][:limit]


def matches_waiting(view: View, judged: Collection[str], limit: int) -> list[AwardMatch]:
    """Load some matches of sentences with awards nobody has decided on, the least sure first; the same arguments."""
    found = view.db.execute(f"SELECT value {_MATCHES} ORDER BY {_SURE}, id LIMIT ?", (limit + len(judged),))
    held = list(decoded(found, AwardMatch))
    keys = match_keys(view, held)
    return [one for one in held if keys[one.id] not in judged][:limit]


def count_waiting(view: View, judged: Collection[str], kind: str) -> int:
    """Count those of a kind, `copy` or `match`; of the decided ones only those that are asked about are taken off."""
    (total,) = view.db.execute(f"SELECT count(*) {_COPIES if kind == 'copy' else _MATCHES}").fetchone()
    if not judged:
        return int(total)
    return len((copies_waiting if kind == "copy" else matches_waiting)(view, judged, int(total)))
