"""What a person needs to see of a thread to decide whether it and another are one matter."""

from dataclasses import dataclass

from onrecord.answer.rows import StatementRow, statement_rows
from onrecord.model.ids import content_id
from onrecord.model.judgement import THREAD, parts_of_thread_key
from onrecord.model.thread import PositionKind
from onrecord.store import View, meetings
from onrecord.store.kin import names_of
from onrecord.store.meeting_pages import statements_of

SAMPLES = 4
"""Utterances of a thread that are shown: a proposal is of few, each near each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadCard:
    """A thread as a person decides about it.

    Attributes:
        id: Of its page.
        key: As a judgement names it.
        counterpart: Name of whom it is about; empty where nobody is named.
        said: Its first utterances, each with the position read in it, or None.
        more: How many others there are.
    """

    id: str
    key: str
    speaker: str
    counterpart: str
    name: str
    said: tuple[tuple[StatementRow, PositionKind | None], ...]
    more: int


def thread_cards(view: View, *keys: str) -> tuple[ThreadCard, ...]:
    """Describe the threads among some keys of a judgement; those that are not in the record as it is now are left out."""
    return tuple(card for key in keys if key.startswith(THREAD) and (card := _card(view, key)))


def _card(view: View, key: str) -> ThreadCard | None:
    parts = parts_of_thread_key(key)
    if parts is None:
        return None
    speaker, counterpart, matter = parts
    parties = [view.party_of_key(one) if one else None for one in (speaker, counterpart)]
    held = meetings.threads(view, whole_id=content_id("thread", parties[0] or "", parties[1] or "", matter))
    if not held or parties[0] is None:
        return None
    (thread,) = held
    names = names_of(view, [one for one in parties if one])
    shown = thread.utterances[:SAMPLES]
    statements = statements_of(view, [one.statement for one in shown])
    rows = {row.id: row for row in statement_rows(view, list(statements.values()))}
    return ThreadCard(
        id=thread.id,
        key=key,
        speaker=names[parties[0]][0],
        counterpart=names[parties[1]][0] if parties[1] else "",
        name=thread.name,
        said=tuple((rows[one.statement], one.position.kind if one.position else None) for one in shown),
        more=len(thread.utterances) - len(shown),
    )
