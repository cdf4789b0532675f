"""Threads, echoes and copies a page at a time, by the lists that `meeting_lists` makes, and one of them with what is around it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.lineage import Copy, Credit
from onrecord.model.meeting import Echo
from onrecord.model.statement import Statement
from onrecord.model.thread import PositionKind
from onrecord.store import meeting_rows, rows
from onrecord.store.meeting_rows import decoded
from onrecord.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine:
    """A thread in a list.

    Attributes:
        first, last: ISO dates of the first and the last dated utterance; None where none is dated.
        positions: How many utterances take each position.
        changes: Tensions between statements of the thread, whatever their score.
    """

    id: str
    speaker: PartyId
    counterpart: PartyId | None
    name: str
    utterances: int
    first: str | None
    last: str | None
    positions: dict[PositionKind, int]
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Echoes of one utterance, or copies of one text.

    Attributes:
        number: Its place in the list, from 1.
        lead: The echo or the copy that stands for it.
        size: Places where the words stand, or documents of the text.
        kinds: How many of its echoes or copies are of each kind.
    """

    number: int
    lead: str
    size: int
    kinds: dict[str, int]


def thread_lines(
    view: View, *, party: PartyId | None = None, changed: bool = False, first: int = 0, limit: int
) -> tuple[list[ThreadLine], int]:
    """Load some threads, those with the most utterances first, and say how many there are.

    Args:
        view: The record.
        party: Only those it speaks in or is spoken of in.
        changed: Only those with a tension between their own statements.
        first: How many to pass over.
        limit: How many at most.
    """
    conditions = ["changes > 0"] if changed else []
    values: list[Any] = []
    if party:
        conditions.append("thread IN (SELECT thread FROM thread_lines WHERE speaker = ? UNION "
                          "SELECT thread FROM thread_lines WHERE counterpart = ?)")  # fmt: skip
        values += [party, party]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    (total,) = view.db.execute(f"SELECT count(*) FROM thread_lines {where}", values).fetchone()
    query = f"""SELECT l.*, t.name FROM (
                  SELECT * FROM thread_lines {where} ORDER BY utterances DESC, thread LIMIT ? OFFSET ?) l
                JOIN threads t ON t.id = l.thread ORDER BY l.utterances DESC, l.thread"""
    return [_thread_line(row) for row in view.db.execute(query, (*values, limit, first))], int(total)


def _thread_line(row: rows.Row) -> ThreadLine:
    return ThreadLine(
        id=row["thread"],
        speaker=row["speaker"],
        counterpart=row["counterpart"],
        name=row["name"],
        utterances=row["utterances"],
        first=row["first"],
        last=row["last"],
        positions=rows.load(row["positions"]),
        changes=row["changes"],
    )


def echo_groups(
    view: View, *, party: PartyId | None = None, kind: str = "", first: int = 0, limit: int
) -> tuple[list[Group], int]:
    """Load some groups of echoes, the widest spread first, and say how many there are.

    Args:
        view: The record.
        party: Only those that name it as the speaker of a place.
        kind: Only those with an echo of this kind.
        first: How many to pass over.
        limit: How many at most.
    """
    conditions, values = [], []
    if kind:
        conditions.append("number IN (SELECT number FROM echo_kinds WHERE kind = ?)")
        values.append(kind)
    if party:
        conditions.append(
            "number IN (SELECT l.number FROM echo_members m JOIN echo_lines l ON l.echo = m.echo WHERE m.speaker = ?)"
        )
        values.append(str(party))
    return _groups(view, "echo_groups", "places", _Asked(conditions, values, first, limit))


def copy_groups(view: View, *, first: int = 0, limit: int) -> tuple[list[Group], int]:
    """Load some groups of copies, the largest first, and say how many there are."""
    return _groups(view, "copy_groups", "documents", _Asked([], [], first, limit))


@dataclass(frozen=True, slots=True)
class _Asked:
    conditions: Sequence[str]
    values: Sequence[str]
    first: int
    limit: int


def _groups(view: View, table: str, size: str, asked: _Asked) -> tuple[list[Group], int]:
    where = f"WHERE {' AND '.join(asked.conditions)}" if asked.conditions else ""
    (total,) = view.db.execute(f"SELECT count(*) FROM {table} {where}", asked.values).fetchone()
    query = f"SELECT number, lead, {size} AS size, kinds FROM {table} {where} ORDER BY number LIMIT ? OFFSET ?"
    found = view.db.execute(query, (*asked.values, asked.limit, asked.first))
    return [
        Group(number=row["number"], lead=row["lead"], size=row["size"], kinds=rows.load(row["kinds"])) for row in found
    ], int(total)


def kind_counts(view: View) -> dict[str, int]:
    """Say how many groups have an echo of each kind."""
    return dict(tuple(row) for row in view.db.execute("SELECT kind, count(*) FROM echo_kinds GROUP BY kind"))


def echoes_of(view: View, echoes: Iterable[str]) -> dict[str, Echo]:
    """Load some echoes by their ids."""
    ids = (rows.dump(sorted(echoes)),)
    members: dict[str, list[rows.Row]] = defaultdict(list)
    query = "SELECT * FROM echo_members WHERE echo IN (SELECT value FROM json_each(?)) ORDER BY echo, ordinal"
    for row in view.db.execute(query, ids):
        members[row["echo"]].append(row)
    query = "SELECT * FROM echoes WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: meeting_rows.echo_in(row, members[row["id"]]) for row in view.db.execute(query, ids)}


def echoes_beside(view: View, echo: str, limit: int) -> tuple[list[Echo], int]:
    """Load the echoes of the same utterance as one echo, that one among them, and say how many there are."""
    ids, total = _beside(view, "echo", echo, limit)
    return list(echoes_of(view, ids).values()), total


def copies_of(view: View, copies: Iterable[str]) -> dict[str, Copy]:
    """Load some copies by their ids."""
    query = "SELECT value FROM copies WHERE id IN (SELECT value FROM json_each(?))"
    return {one.id: one for one in decoded(view.db.execute(query, (rows.dump(sorted(copies)),)), Copy)}


def copies_beside(view: View, copy: str, limit: int) -> tuple[list[Copy], int]:
    """Load the copies of the same text as one copy, that one among them, and say how many there are."""
    ids, total = _beside(view, "copy", copy, limit)
    return list(copies_of(view, ids).values()), total


def _beside(view: View, noun: str, one: str, limit: int) -> tuple[list[str], int]:
    number = f"SELECT number FROM {noun}_lines WHERE {noun} = ?"
    (total,) = view.db.execute(f"SELECT count(*) FROM {noun}_lines WHERE number = ({number})", (one,)).fetchone()
    query = f"SELECT {noun} FROM {noun}_lines WHERE number = ({number}) ORDER BY {noun} = ? DESC, {noun} LIMIT ?"
    return [row[0] for row in view.db.execute(query, (one, one, limit))], int(total)


def credits_in(view: View, documents: Collection[DocumentId]) -> dict[DocumentId, list[Credit]]:
    """Load whom some documents say they have their text or news from."""
    query = "SELECT value FROM credits WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, id"
    found: dict[DocumentId, list[Credit]] = defaultdict(list)
    for one in decoded(view.db.execute(query, (rows.dump(sorted(documents)),)), Credit):
        found[one.name.document].append(one)
    return found


def statements_of(view: View, statements: Collection[StatementId]) -> dict[StatementId, Statement]:
    """Load some statements by their ids."""
    query = "SELECT * FROM statements WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: rows.statement_in(row) for row in view.db.execute(query, (rows.dump(sorted(statements)),))}
