"""What lists of threads, echoes and copies are paged by: made whole from those tables, whenever they were written."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from onrecord.model.said_ranges import said_ranges
from onrecord.model.thread import Thread
from onrecord.store import rows
from onrecord.store.meeting_rows import decoded

CHANGES = ("position_change", "polarity")
"""Kinds of tension between statements of one thread."""
TABLES = ("thread_lines", "echo_groups", "echo_lines", "echo_kinds", "copy_groups", "copy_lines")


def note_lists(db: sqlite3.Connection) -> None:
    """Make the lists anew."""
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")
    _note_threads(db)
    _note_echoes(db)
    _note_copies(db)


def _note_threads(db: sqlite3.Connection) -> None:
    changed = _changes(db)
    threads = decoded(db.execute("SELECT value FROM threads"), Thread)
    values = (_thread_line(one, changed[one.id]) for one in threads)
    db.executemany("INSERT INTO thread_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def _thread_line(one: Thread, changes: int) -> rows.Values:
    days = [said.said_on[:10] for said in one.utterances if said.said_on]
    positions = Counter(said.position.kind for said in one.utterances if said.position)
    number = len(one.utterances)
    first, last = min(days, default=None), max(days, default=None)
    return (one.id, one.speaker, one.counterpart, number, first, last, rows.dump(dict(positions)), changes)


def _changes(db: sqlite3.Connection) -> Counter[str]:
    """Count the tensions whose sides both stand in one thread."""
    query = f"""SELECT l.thread, count(*) FROM tensions t
                JOIN thread_statements l ON l.statement = t.left_item
                JOIN thread_statements r ON r.statement = t.right_item AND r.thread = l.thread
                WHERE t.kind IN ({",".join("?" * len(CHANGES))}) GROUP BY l.thread"""
    return Counter(dict(tuple(row) for row in db.execute(query, CHANGES)))


class Groups:
    """Things that are one with others, and those with others in turn (union-find)."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}

    def top(self, one: str) -> str:
        """Give the one that stands for its group."""
        root = self._root
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    def join(self, one: str, other: str) -> None:
        """Make two groups one."""
        first, second = sorted((self.top(one), self.top(other)))
        self._root[second] = first


Place = tuple[int, int, str]
"""Start and end of words, code points, and the echo they belong to."""


def _note_echoes(db: sqlite3.Connection) -> None:
    """Group echoes whose places overlap: the same words, wherever they stand."""
    groups = Groups()
    places: Counter[str] = Counter()
    by_document = list(_places(db))
    for held in by_document:
        for one, other in _overlapping(held):
            groups.join(one, other)
    for held in by_document:
        places.update({groups.top(echo) for _, _, echo in held})
    members: dict[str, list[tuple[float, str, list[str]]]] = defaultdict(list)
    for echo, kind, rest in db.execute("SELECT id, kind, rest FROM echoes"):
        found = rows.load(rest)
        members[groups.top(echo)].append((-found["score"], echo, found["kinds"] or [kind]))
    _put_groups(db, "echo", members, places)


def _places(db: sqlite3.Connection) -> Iterator[list[Place]]:
    """Give the places of echoes document by document, in order."""
    query = """SELECT m.document, m.span, m.echo, s.content FROM echo_members m
               LEFT JOIN statements s ON s.id = m.statement ORDER BY m.document"""
    for _, found in groupby(db.execute(query), key=itemgetter(0)):
        yield sorted(_place(row) for row in found)


def _place(row: rows.Row) -> Place:
    """Give the longest stretch of a passage that is one quotation or one statement: a passage may run over several."""
    start, _, text = rows.load(row[1])[0]
    content = [(low, high) for low, high, _ in rows.load(row[3])] if row[3] else []
    low, high = max(said_ranges(text, start, content), key=lambda one: one[1] - one[0])
    return start + low, start + high, row[2]


def _overlapping(held: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """Give the echoes that share more than half of the shorter of two places in one document."""
    near: list[Place] = []
    for start, end, echo in held:
        near = [one for one in near if one[1] > start]
        for low, high, other in near:
            if 2 * (min(end, high) - start) > min(end - start, high - low):
                yield echo, other
        if (start, end) not in {one[:2] for one in near}:  # a passage that many texts have is held against once
            near.append((start, end, echo))


def _note_copies(db: sqlite3.Connection) -> None:
    """Group documents of which nearly the whole text is one; a passage that two texts share stands alone."""
    groups = Groups()
    found = [
        (row[0], row[1], row[2], rows.load(row[3]))
        for row in db.execute("SELECT id, document, of_document, value FROM copies ORDER BY id")
    ]
    for _, document, of, value in found:
        if value["kind"] != "part":
            groups.join(document, of)
    members: dict[str, list[tuple[float, str, list[str]]]] = defaultdict(list)
    documents: dict[str, set[str]] = defaultdict(set)
    for copy, document, of, value in found:
        both = (groups.top(document), groups.top(of))
        key = both[0] if both[0] == both[1] else copy
        rank = (value["kind"] == "part") * 2 + (not value["ordered"]) - value["containment"]
        members[key].append((rank, copy, [value["kind"]]))
        documents[key] |= {document, of}
    _put_groups(db, "copy", members, Counter({key: len(held) for key, held in documents.items()}))


def _put_groups(
    db: sqlite3.Connection,
    noun: str,
    members: dict[str, list[tuple[float, str, list[str]]]],
    size: Counter[str],
) -> None:
    """Number groups in the order of their list: the largest first, then the best."""
    for held in members.values():
        held.sort()
    order = sorted(members, key=lambda one: (-size[one], members[one][0]))
    for number, key in enumerate(order, 1):
        held = members[key]
        kinds = Counter(kind for _, _, its in held for kind in its)
        values: list[Any] = [
            number,
            held[0][1],
            size[key],
            *([len(held)] if noun == "echo" else []),
            rows.dump(dict(kinds)),
        ]
        db.execute(f"INSERT INTO {noun}_groups VALUES ({','.join('?' * len(values))})", values)
        db.executemany(f"INSERT INTO {noun}_lines VALUES (?, ?)", [(one, number) for _, one, _ in held])
        if noun == "echo":
            _put_kinds(db, kinds, number)


def _put_kinds(db: sqlite3.Connection, kinds: Iterable[str], number: int) -> None:
    db.executemany("INSERT INTO echo_kinds VALUES (?, ?)", [(kind, number) for kind in sorted(kinds)])
