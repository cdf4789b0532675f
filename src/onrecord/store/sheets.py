"""Rows of spending tables to database columns and back, and the files in which they travel from a reader to the record.

A table may have millions of rows, so nothing here holds all of them: a reader's process writes them, as the columns the
database takes, in frames of some hundreds; the one process that writes to the record takes them in frame by frame.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from onrecord.errors import AnchorError
from onrecord.model.award import (
    TIE,
    Action,
    Authorisation,
    Layout,
    Money,
    Places,
    Row,
    Subaward,
    sequence_of,
)
from onrecord.model.edge_row import EdgeRow
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import RowFile

COLUMNS: dict[str, tuple[str, ...]] = {
    "actions": (
        "row", "award", "parent", "kind", "piid", "acted_on", "sequence", "state", "named", "buyer", "recipient",
        "description", "layout", "rest",
    ),
    "subawards": ("row", "prime", "same", "acted_on", "recipient", "description", "value"),
    "authorisations": ("row", "body", "product", "value"),
    "edges": ("row", "left_key", "right_key", "score", "because"),
    "layouts": ("number", "value"),
}  # fmt: skip
"""Tables that rows go into and the columns they bring; `sheet`, the artefact's number, is added on the way in."""

FRAME_ROWS = 500
FRAME_CHARACTERS = 4 << 20
"""Rows of a frame, and characters from which one has fewer: cells may be long, and frames are held whole."""
_LENGTH_BYTES = 4
_LAYOUT_DIGITS = 15

Values = tuple[object, ...]
Frame = tuple[str, list[Values]]


def write_rows(
    path: Path, rows: Iterable[Row | EdgeRow], refused: Callable[[Row | EdgeRow, ValueError], None]
) -> RowFile:
    """Write rows to a file; those the record cannot hold (half a surrogate pair) are handed to `refused`."""
    counts = dict.fromkeys(COLUMNS, 0)
    waiting: dict[str, list[Values]] = {table: [] for table in COLUMNS}
    layouts: set[int] = set()
    characters = 0
    with path.open("wb") as file:
        for row in rows:
            try:
                table, values = _values_out(row, waiting["layouts"], layouts)
            except ValueError as error:  # UnicodeEncodeError is one
                refused(row, error)
                continue
            waiting[table].append(values)
            counts[table] += 1
            characters += sum(len(one) for one in values if isinstance(one, str))
            if len(waiting[table]) == FRAME_ROWS or characters >= FRAME_CHARACTERS:
                _write_frames(file, waiting)
                characters = 0
        _write_frames(file, waiting)
    kinds = (("actions", counts["actions"]), ("subawards", counts["subawards"]))
    edges = (("edges", counts["edges"]),) if counts["edges"] else ()
    return RowFile(path=path, counts=(*kinds, ("authorisations", counts["authorisations"]), *edges))


def read_frames(file: RowFile) -> Iterator[Frame]:
    """Give what a row file holds, frame by frame: a table and rows for it."""
    with file.path.open("rb") as stream:
        while length := stream.read(_LENGTH_BYTES):
            frame = msgspec.msgpack.decode(stream.read(int.from_bytes(length, "big")))
            yield frame[0], frame[1]


def _write_frames(file: BinaryIO, waiting: dict[str, list[Values]]) -> None:
    for table in reversed(tuple(waiting)):  # layouts before the rows that have them
        if waiting[table]:
            frame = msgspec.msgpack.encode((table, waiting[table]))
            file.write(len(frame).to_bytes(_LENGTH_BYTES, "big") + frame)
            waiting[table].clear()


def _values_out(row: Row | EdgeRow, new_layouts: list[Values], layouts: set[int]) -> tuple[str, Values]:
    if isinstance(row, Action):
        values = action_out(row)
        number = values[12]
        if number not in layouts:
            layouts.add(_int(number))
            new_layouts.append((number, _dump(row.places.layout)))
        return "actions", values
    if isinstance(row, Subaward):
        found = (row.row, row.prime, row.same, row.acted_on, row.recipient, row.description, _dump(row))
        return "subawards", found
    if isinstance(row, EdgeRow):
        f"{row.left}{row.right}{row.because}".encode()  # or ValueError
        return "edges", (row.row, row.left, row.right, row.score, row.because)
    return "authorisations", (row.row, row.body, row.product, _dump(row))


def _int(number: object) -> int:
    assert isinstance(number, int)  # noqa: S101  # for mypy: a column of mixed values
    return number


def _dump(value: object) -> str:
    return msgspec.json.encode(value).decode()


@lru_cache(maxsize=1_000)
def layout_number(layout: Layout) -> int:
    """Number a layout by its content, 60 bits of its sha256."""
    return int(sha256(msgspec.json.encode(layout)).hexdigest()[:_LAYOUT_DIGITS], 16)


def action_out(one: Action) -> Values:
    """Write an action as the columns of its table."""
    f"{one.award}{one.parent}{one.piid}{one.buyer}{one.recipient}{one.description}".encode()  # or ValueError
    same = {one.description: 0, one.buyer or "": 1, one.recipient or "": 2, "": ""}
    rest = (
        one.modification,
        one.transaction,
        one.reason,
        one.reason_code,
        one.status,
        one.currency,
        one.obligated,
        [(m.notion, m.amount, m.currency, m.as_of, m.basis, m.stated) for m in one.money],
        one.buyer_code,
        one.buyer_identifiers,
        one.procuring_entity,
        one.department,
        one.funder,
        one.funder_code,
        one.recipient_identifiers,
        one.co_recipients,
        one.recipient_parent,
        one.recipient_parent_identifiers,
        one.categories,
        one.dates,
        one.places.start,
        [same.get(text, text) for text in one.places.texts],  # words that stand in a column already are not repeated
    )
    return (
        one.row,
        one.award,
        one.parent,
        one.kind,
        one.piid,
        one.acted_on,
        sequence_of(one),
        one.is_state,
        one.is_named,
        one.buyer,
        one.recipient,
        one.description,
        layout_number(one.places.layout),
        msgspec.json.encode(rest).decode(),
    )


def action_in(row: sqlite3.Row, layout: Layout) -> Action:
    """Read an action from its columns and its artefact's id."""
    rest: Any = msgspec.json.decode(row["rest"])
    shown = (row["description"], row["buyer"], row["recipient"])
    texts = tuple(shown[text] if isinstance(text, int) else text for text in rest[21])
    return Action(
        award=row["award"],
        parent=row["parent"],
        kind=row["kind"],
        artefact=ArtefactId(row["artefact"]),
        row=row["row"],
        piid=row["piid"],
        modification=rest[0],
        transaction=rest[1],
        acted_on=row["acted_on"],
        reason=rest[2],
        reason_code=rest[3],
        status=rest[4],
        description=row["description"],
        currency=rest[5],
        obligated=None if rest[6] is None else Decimal(rest[6]),
        money=tuple(_money_in(one) for one in rest[7]),
        buyer=row["buyer"],
        buyer_code=rest[8],
        buyer_identifiers=_pairs(rest[9]),
        procuring_entity=rest[10],
        department=rest[11],
        funder=rest[12],
        funder_code=rest[13],
        recipient=row["recipient"],
        recipient_identifiers=_pairs(rest[14]),
        co_recipients=tuple((name, _pairs(identifiers)) for name, identifiers in rest[15]),
        recipient_parent=rest[16],
        recipient_parent_identifiers=_pairs(rest[17]),
        categories=_pairs(rest[18]),
        dates=_pairs(rest[19]),
        places=Places(start=rest[20], layout=layout, texts=texts),
    )


def _money_in(one: Any) -> Money:
    notion, amount, currency, as_of, basis, stated = one
    return Money(notion=notion, amount=Decimal(amount), currency=currency, as_of=as_of, basis=basis, stated=stated)


def _pairs(found: Any) -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in found)


def layout_in(text: str) -> Layout:
    """Read a layout."""
    return _pairs(msgspec.json.decode(text))


def subaward_in(text: str) -> Subaward:
    """Read a subaward."""
    return msgspec.json.decode(text, type=Subaward)


def authorisation_in(text: str) -> Authorisation:
    """Read a permission."""
    return msgspec.json.decode(text, type=Authorisation)


def replace_rows(db: sqlite3.Connection, artefact: ArtefactId, files: Iterable[RowFile]) -> None:
    """Take rows in, frame by frame, and derive the awards they or the former rows of the artefact belong to."""
    found = db.execute("SELECT number FROM sheets WHERE artefact = ?", (artefact,)).fetchone()
    db.execute("CREATE TEMP TABLE IF NOT EXISTS touched (award TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute("DELETE FROM touched")
    if found:
        _touch(db, found[0])
        db.execute("DELETE FROM sheets WHERE number = ?", found)
    sheet = None
    for file in files:
        if sheet is None:
            sheet = db.execute("INSERT INTO sheets (artefact) VALUES (?)", (artefact,)).lastrowid
        for table, values in read_frames(file):
            _put_rows(db, sheet, table, values)
    _derive_awards(db)


def _put_rows(db: sqlite3.Connection, sheet: int | None, table: str, values: list[Values]) -> None:
    columns = COLUMNS[table]
    marks = ", ".join("?" * len(columns))
    if table == "layouts":
        db.executemany(f"INSERT OR IGNORE INTO layouts VALUES ({marks})", values)
        for number, value in values:
            held = db.execute("SELECT value FROM layouts WHERE number = ?", (number,)).fetchone()
            if held[0] != value:
                raise AnchorError(f"two layouts have the number {number}")
        return
    db.executemany(
        f"INSERT INTO {table} (sheet, {', '.join(columns)}) VALUES ({sheet}, {marks})",
        values,
    )
    if table == "actions":
        # Now, while they are at hand: afterwards all the wide rows would be read again, and the readers would wait.
        award = columns.index("award")
        db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", {(one[award],) for one in values})


def _touch(db: sqlite3.Connection, sheet: int) -> None:
    db.execute("INSERT OR IGNORE INTO touched SELECT award FROM actions WHERE sheet = ?", (sheet,))


def _derive_awards(db: sqlite3.Connection) -> None:
    """Make the touched awards anew from their actions; verify holds the result against `award_of`."""
    change = f"substr(sequence, 1, length(sequence) - {TIE})"
    db.execute("DELETE FROM awards WHERE id IN touched")
    db.execute(
        f"""INSERT INTO awards (id, latest, actions, kind, piid, parent, acted_on, buyer, recipient, description)
           SELECT a.award, a.number, w.changes, a.kind, a.piid, a.parent, a.acted_on, a.buyer, a.recipient, a.description
           FROM (SELECT award,
                   coalesce(max(iif(named, sequence, NULL)), max(sequence)) AS last,
                   coalesce(nullif(count(DISTINCT iif(state, NULL, {change})), 0),
                            count(DISTINCT iif(state, {change}, NULL))) AS changes
                 FROM actions WHERE award IN touched GROUP BY award) w
           JOIN actions a ON a.award = w.award AND a.sequence = w.last
           ORDER BY a.award"""
    )
    db.execute("DELETE FROM touched")
