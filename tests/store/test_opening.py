"""Making and finding records, and what is refused."""

import os
import sqlite3
import subprocess
import sys
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from onrecord.errors import RecordBusy, RecordDamaged, RecordExists, RecordMissing, RecordTooNew, UserError
from onrecord.store import SCHEMA_VERSION, Record, View, Writer, create_record, open_record
from onrecord.store import record as record_module
from store.record_values import TEXT, add_document, fill, judgement

NAMES = ["record", "a record", "rec#1?x=%41&mode=memory", "öffentlich", "a/b/c", "rec;'\"--"]


@pytest.mark.parametrize("name", NAMES)
def test_a_record_can_be_made_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    """Made, found again, written to and read; the database is opened by a URI, so names must be escaped."""
    folder = tmp_path / name
    made = create_record(folder)
    assert open_record(folder) == made
    with Writer(made) as writer:
        add_document(writer)
    with View.open(made) as view:
        assert [one.text for one in view.documents()] == [TEXT]
    assert (folder / "onrecord.db").is_file()


def test_a_record_in_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    """File systems hold bytes."""
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xff\xfe"))
    with Writer(create_record(folder)) as writer:
        add_document(writer)
    with View.open(open_record(folder)) as view:
        assert view.counts()["documents"] == 1


def test_a_new_record_is_empty_and_sound(record: Record) -> None:
    """Nothing in it, nothing wrong with it, nothing left over beside it."""
    assert sorted(path.name for path in record.folder.iterdir()) == ["evidence", "onrecord.db"]
    with View.open(record) as view:
        assert set(view.counts().values()) == {0}
        assert view.damage() == []


def test_init_may_use_an_empty_folder(tmp_path: Path) -> None:
    """One that a person made first."""
    (tmp_path / "empty").mkdir()
    assert create_record(tmp_path / "empty").database.is_file()


def test_init_refuses_a_record_and_other_peoples_folders(record: Record, tmp_path: Path) -> None:
    """Nothing is written over, not even a hidden file beside."""
    with pytest.raises(RecordExists, match="there is a record already"):
        create_record(record.folder)
    with pytest.raises(RecordExists, match="not an empty folder"):
        create_record(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(RecordExists, match="not an empty folder"):
        create_record(tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_a_killed_init_can_be_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it left is removed; there is no record until it is complete."""
    with monkeypatch.context() as patch:
        patch.setattr(record_module, "_migrate", _die)
        with pytest.raises(RuntimeError, match="killed"):
            create_record(tmp_path / "record")
    assert [path.name for path in (tmp_path / "record").glob("onrecord.*")] == ["onrecord.new"]
    with pytest.raises(RecordMissing):
        open_record(tmp_path / "record")
    create_record(tmp_path / "record")
    assert open_record(tmp_path / "record").database.is_file()


def _die(connection: sqlite3.Connection, version: int) -> None:
    raise RuntimeError(f"killed at {version} of {connection}")


def test_a_missing_record_is_missed_with_a_hint(tmp_path: Path) -> None:
    """No folder, an empty folder, a file."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(RecordMissing, match=r"does not exist; make one with: onrecord init"):
        open_record(tmp_path / "none")
    with pytest.raises(RecordMissing, match=r"no record here; make one with: onrecord init"):
        open_record(tmp_path)
    with pytest.raises(RecordMissing):
        open_record(tmp_path / "file")


def test_opening_a_missing_record_for_writing_makes_none(tmp_path: Path) -> None:
    """A record that was moved away meanwhile is not replaced by an empty one."""
    record = create_record(tmp_path / "record")
    record.database.unlink()
    with pytest.raises(UserError), Writer(record):
        pass
    assert not record.database.exists()


def _set_version(record: Record, version: int) -> None:
    with closing(sqlite3.connect(record.database)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def test_a_record_of_a_later_version_is_refused(record: Record) -> None:
    """By reading and by writing, and it stays as it is."""
    _set_version(record, SCHEMA_VERSION + 1)
    with pytest.raises(RecordTooNew, match="upgrade onrecord"):
        open_record(record.folder)
    with pytest.raises(RecordTooNew), Writer(record):
        pass
    with closing(sqlite3.connect(record.database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all, just words " * 50, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_what_is_no_database_is_damaged(record: Record, content: bytes) -> None:
    """An empty file, words, a header and garbage."""
    record.database.write_bytes(content)
    with pytest.raises(RecordDamaged):
        open_record(record.folder)
    with pytest.raises(RecordDamaged), Writer(record):
        pass
    assert record.database.read_bytes() == content


def test_a_database_with_pages_overwritten_is_damaged(record: Record) -> None:
    """Found when the pages are read, and said as damage, not as a bug."""
    with Writer(record) as writer:
        fill(writer)
    content = bytearray(record.database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    record.database.write_bytes(content)
    with pytest.raises(RecordDamaged, match="restore it from a backup"), View.open(open_record(record.folder)) as view:
        view.counts()
    with pytest.raises(RecordDamaged), Writer(record) as writer:
        add_document(writer)


def test_another_programs_database_is_refused_and_left_alone(record: Record) -> None:
    """It may be somebody's browser history; not even its journal mode is changed."""
    record.database.unlink()
    with closing(sqlite3.connect(record.database)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = record.database.read_bytes()
    with pytest.raises(RecordDamaged, match="not a record of onrecord"):
        open_record(record.folder)
    with pytest.raises(RecordDamaged, match="not a record of onrecord"), Writer(record):
        pass
    assert record.database.read_bytes() == before


def test_a_record_holds_one_writer(record: Record) -> None:
    """A second one is told so; when the first is done, the next may write."""
    with Writer(record), pytest.raises(RecordBusy, match="another onrecord process is writing"), Writer(record):
        pass
    with Writer(record) as writer:
        add_document(writer)


SECOND = """
import sys
from pathlib import Path
from onrecord.errors import RecordBusy
from onrecord.store import Writer, open_record
try:
    with Writer(open_record(Path(sys.argv[1]))):
        print("writing")
except RecordBusy as error:
    print("busy:", error)
"""


def _second_process(record: Record) -> str:
    command = [sys.executable, "-c", SECOND, str(record.folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_another_process_is_kept_out_too(record: Record) -> None:
    """The lock is the system's: it holds between processes and ends with them."""
    with Writer(record):
        assert _second_process(record).startswith(f"busy: {record.folder}: another onrecord process is writing")
    assert _second_process(record) == "writing\n"
    with Writer(record):
        pass


def test_a_writer_that_could_not_open_leaves_no_lock(record: Record) -> None:
    """The next attempt fails for its own reason, not as busy."""
    _set_version(record, SCHEMA_VERSION + 1)
    for _ in range(2):
        with pytest.raises(RecordTooNew), Writer(record):
            pass
    _set_version(record, SCHEMA_VERSION)
    with Writer(record):
        pass


def test_a_record_on_read_only_media_can_be_read(open_folder: Path, unprivileged: AbstractContextManager[None]) -> None:
    """No -shm file can be made there; everything is answered all the same, and writing is refused in plain words."""
    record = create_record(open_folder / "record")
    with Writer(record) as writer:
        fill(writer)
    for path in [record.folder, *record.folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    with unprivileged:
        with View.open(open_record(record.folder)) as view:
            assert view.counts()["documents"] == 2
            assert view.damage() == []
        with pytest.raises(UserError, match="only a record in a folder you may write to"), Writer(record):
            pass


def test_a_read_only_record_with_unfinished_business_is_not_read_without_it(
    open_folder: Path, unprivileged: AbstractContextManager[None]
) -> None:
    """A -wal file that cannot be taken in holds committed rows: leaving them out would answer with less than was said."""
    record = create_record(open_folder / "record")
    copy = open_folder / "copy"
    with Writer(record) as writer:
        add_document(writer)
        copy.mkdir()
        for name in ("onrecord.db", "onrecord.db-wal"):
            (copy / name).write_bytes((record.folder / name).read_bytes())
            (copy / name).chmod(0o444)
    copy.chmod(0o555)
    with unprivileged, pytest.raises(UserError, match="make it readable and writable"):
        open_record(copy)
    copy.chmod(0o755)
    with View.open(open_record(copy)) as view:
        assert view.counts()["documents"] == 1


def test_a_database_nobody_lets_us_read_is_not_called_damaged(
    open_folder: Path, unprivileged: AbstractContextManager[None]
) -> None:
    """Restoring a backup would not help."""
    record = create_record(open_folder / "record")
    record.database.chmod(0o000)
    with unprivileged, pytest.raises(UserError, match="make it readable") as caught:
        open_record(record.folder)
    assert not isinstance(caught.value, RecordDamaged)


def test_judging_needs_a_writer_that_may_write(open_folder: Path, unprivileged: AbstractContextManager[None]) -> None:
    """What SQLite says of a read-only file reaches the person as something to put right, also from inside a Writer."""
    record = create_record(open_folder / "record")
    record.folder.chmod(0o777)
    record.database.chmod(0o444)
    record.lock.touch()
    record.lock.chmod(0o666)
    with unprivileged, pytest.raises(UserError, match="readable and writable"), Writer(record) as writer:
        writer.judge(judgement())


def test_an_init_where_nothing_may_be_made(open_folder: Path, unprivileged: AbstractContextManager[None]) -> None:
    """Says which folder, and to choose another."""
    with unprivileged, pytest.raises(UserError, match="choose a folder you may write to"):
        create_record(open_folder / "record")


@pytest.mark.parametrize("change", ["DROP TABLE sheets", "ALTER TABLE actions RENAME COLUMN rest TO value"])
def test_a_record_of_another_layout_is_said_to_be_one(record: Record, change: str) -> None:
    """Records made before the first release have no number of their own; that is no bug to report."""
    with closing(sqlite3.connect(record.database)) as connection, connection:
        connection.execute(change)
    with pytest.raises(RecordDamaged, match="an early version made it"), Writer(record) as writer:
        fill(writer)
