"""Making, finding, locking, opening and migrating a record."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from filelock import FileLock, Timeout

from onrecord.errors import RecordBusy, RecordDamaged, RecordExists, RecordMissing, RecordTooNew, UserError
from onrecord.store.evidence import Evidence

APPLICATION_ID = 0x6F6E7263  # "onrc": tells our file from any other SQLite file
SCHEMA_VERSION = 1
BUSY_MILLISECONDS = 10_000
CACHE_KIBIBYTES = 64_000
OUTER_TROUBLE = ("disk is full", "readonly database", "disk I/O error", "unable to open", "database is locked")
"""What SQLite says when the machine, not our SQL, is at fault."""
DAMAGE = ("malformed", "not a database")
"""What SQLite says of a file that is broken, or never was a database."""
OTHER_LAYOUT = ("no such table", "no such column", "has no column named")
"""What SQLite says of the tables of another version, made before formats were numbered anew for every change."""


@dataclass(frozen=True, slots=True)
class Record:
    """Where a record's files are."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "onrecord.db"

    @property
    def lock(self) -> Path:
        """The file whose lock the one Writer holds."""
        return self.folder / "writer.lock"

    @property
    def evidence(self) -> Evidence:
        """The kept bytes."""
        return Evidence(self.folder / "evidence")


def create_record(folder: Path) -> Record:
    """Make an empty record in a new or empty folder.

    Raises:
        RecordExists: There is a record, or the folder holds other things.
        UserError: The folder cannot be made or written.
    """
    record = Record(folder)
    if record.database.exists():
        raise RecordExists(f"{folder}: there is a record already; use it, or choose another folder")
    made = record.database.with_suffix(".new")  # renamed when complete: a crash leaves no half-made record
    try:
        _remove_half_made(record, made)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RecordExists(f"{folder}: is not an empty folder; choose a new one")
        folder.mkdir(parents=True, exist_ok=True)
        record.evidence.folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder}: cannot be made ({error.strerror}); choose a folder you may write to") from error
    with _in_words(record), closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(connection, 0)
        connection.execute("COMMIT")
    made.replace(record.database)
    return record


def _remove_half_made(record: Record, made: Path) -> None:
    """Remove what a killed `create_record` left, so that it can be run again; touches nothing else."""
    if not made.is_file():
        return
    for left_over in (made, Path(f"{made}-wal"), Path(f"{made}-shm"), Path(f"{made}-journal")):
        left_over.unlink(missing_ok=True)
    if record.evidence.folder.is_dir() and not any(record.evidence.folder.iterdir()):
        record.evidence.folder.rmdir()


def open_record(folder: Path) -> Record:
    """Find the record in a folder and make sure this version can read it.

    Raises:
        RecordMissing: No record there.
        RecordTooNew: Made by a later version.
        RecordDamaged: The database is not readable as one of ours.
    """
    record = Record(folder)
    if not record.database.is_file():
        hint = f"make one with: onrecord init {folder}"
        raise RecordMissing(
            f"{folder}: no record here; {hint}" if folder.exists() else f"{folder}: does not exist; {hint}"
        )
    with connect(record, write=False) as connection:
        version = _version(connection, record)
    if version > SCHEMA_VERSION:
        raise RecordTooNew(
            f"{folder}: made by a later version of onrecord (format {version}, this one reads up to {SCHEMA_VERSION}); upgrade onrecord"
        )
    return record


def _version(connection: sqlite3.Connection, record: Record) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise RecordDamaged(f"{record.database}: is a database, but not a record of onrecord")
    return int(version)


def _open(record: Record, *, write: bool) -> sqlite3.Connection:
    uri = record.database.absolute().as_uri()
    if write:  # not created when it is missing, as a plain path would be
        return sqlite3.connect(f"{uri}?mode=rw", uri=True, isolation_level=None)
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        # A record on read-only media: WAL needs its -shm file, which cannot be made there, and nobody can be writing.
        # Not with anything in the -wal file, which this way of opening would leave out without a word.
        no_access = "unable to open" in str(error) or "readonly database" in str(error)  # and not: locked
        if not no_access or _size(Path(f"{record.database}-wal")):
            raise
        connection = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return connection


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


@contextmanager
def connect(record: Record, *, write: bool) -> Iterator[sqlite3.Connection]:
    """Open the database, read-only or for writing, and close it in the end.

    Raises:
        UserError: The machine is at fault: a full disk, a file that may not be read or written.
        RecordDamaged: It is no database, or a broken one.
    """
    with _in_words(record), closing(_open(record, write=write)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


@contextmanager
def locked(record: Record) -> Iterator[None]:
    """Hold the record's lock; the system frees it when this process ends, however it ends.

    Raises:
        RecordBusy: Another process holds it.
        UserError: The record cannot be written.
    """
    lock = FileLock(record.lock)
    try:
        held = lock.acquire(timeout=0)
    except Timeout as error:
        raise RecordBusy(
            f"{record.folder}: another onrecord process is writing to this record; wait until it has finished"
        ) from error
    except OSError as error:
        raise UserError(
            f"{record.lock}: cannot be written ({error.strerror}); only a record in a folder you may write to can be changed"
        ) from error
    with held:
        yield


@contextmanager
def _in_words(record: Record) -> Iterator[None]:
    """Tell the machine's trouble and a damaged file from a bug of ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if any(words in str(error) for words in OUTER_TROUBLE):
            raise UserError(
                f"{record.database}: {error}; make room or make it readable and writable, then run it again"
            ) from error
        if any(words in str(error) for words in DAMAGE):
            raise RecordDamaged(f"{record.database}: {error}; restore it from a backup") from error
        if any(words in str(error) for words in OTHER_LAYOUT):
            raise RecordDamaged(
                f"{record.database}: not laid out as this version of onrecord needs it ({error}); an early version made "
                "it, or somebody changed it: make a new record and add the sources again"
            ) from error
        raise


def migrate(connection: sqlite3.Connection, record: Record) -> None:
    """Bring the database to this version's format, in one transaction.

    Raises:
        RecordTooNew: It is ahead of this version.
    """
    version = _version(connection, record)
    if version > SCHEMA_VERSION:
        raise RecordTooNew(f"{record.folder}: made by a later version of onrecord (format {version}); upgrade onrecord")
    if version < SCHEMA_VERSION:
        connection.execute("BEGIN IMMEDIATE")
        _migrate(connection, version)
        connection.execute("COMMIT")


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    for number in range(version + 1, SCHEMA_VERSION + 1):
        script = files("onrecord.store").joinpath(f"migrations/{number:04}.sql").read_text(encoding="utf-8")
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements; `executescript` would end our transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
