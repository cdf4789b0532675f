"""Whether a record has changed, told from the files of its database without reading a row."""

from pathlib import Path

from onrecord.store.record import Record

INDEX_HEADER = 48
"""Bytes: the first copy of the header of SQLite's WAL-index, which counts transactions (walformat.html of SQLite, 2.3.1)."""


def state_of(record: Record) -> tuple[int | str, ...]:
    """Give what differs after every change to a record, and may differ without one: SQLite tidies up.

    Ask before a view is opened: what it shows is then of this state or of a later one, never of an earlier one.
    """
    database = record.database
    log, index = (database.with_name(database.name + end) for end in ("-wal", "-shm"))
    written = _stat(log)
    if not written or not written[1]:  # readers make an empty log and an index, and remove them: these say nothing
        return _stat(database)
    return (*_stat(database), *written, _head(index))


def _stat(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(INDEX_HEADER).hex()
    except FileNotFoundError:
        return ""
