"""The last look at a masked copy: no whole name of a private person in any of its columns."""

import sqlite3
import zlib
from collections.abc import Iterator

import msgspec

from onrecord.model.masks_names import NameIndex

APART = "\n\n\n"
"""Stands between texts that are searched together: no name goes over it."""
SHORTEST = 3
OURS = frozenset({("layouts", "value"), ("mentions", "rule")})
"""Columns of words that are onrecord's own or headings of registers: `recipient_name` is nobody, though a form's
`Recipient Name` may have been taken for somebody."""


MEANWHILE = (
    "Until it is mended: onrecord serve RECORD shows you the record on this machine, and onrecord export RECORD --unmask "
    "REASON writes files for yourself alone, since they name everybody"
)


class NamesLeft(RuntimeError):
    """Raised when a copy still names somebody private, which is a bug of ours: it is not shared."""


def check_copy(db: sqlite3.Connection, index: NameIndex) -> None:
    """Search every text of a database for names; each text is gone through once.

    Raises:
        NamesLeft: There is one; the message says where and never what.
    """
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_words\\_%' ESCAPE '\\'"
    for (table,) in db.execute(query).fetchall():
        if table.endswith("_words"):
            continue  # the words stand in the table they are of
        for number, row in enumerate(db.execute(f"SELECT * FROM {table}"), 1):
            held = {name: row[name] for name in row.keys() if (table, name) not in OURS}  # noqa: SIM118  # a Row iterates over values
            texts = [text for value in held.values() for text in _texts(value) if len(text) >= SHORTEST]
            if not index.find(APART.join(texts)):
                continue
            columns = [name for name, value in held.items() if any(map(index.find, _texts(value)))]
            if columns:  # by itself: a folded name of a body is known by standing alone
                raise NamesLeft(
                    f"the masked copy still holds the name of a private person (row {number} of {table}, column "
                    f"{', '.join(columns)}); nothing was shared. {MEANWHILE}"
                )


def _texts(value: object) -> Iterator[str]:
    """List the texts in a column: itself, or those in its JSON one by one, since two neighbours are no name."""
    if isinstance(value, bytes):
        yield from _within(msgspec.json.decode(zlib.decompress(value)))
    elif isinstance(value, str):
        if value[:1] in {"[", "{"}:
            try:
                decoded = msgspec.json.decode(value)
            except msgspec.DecodeError:
                yield value
                return
            yield from _within(decoded)
        else:
            yield value


def _within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _within(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _within(one)
