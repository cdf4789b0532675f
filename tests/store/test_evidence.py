"""Evidence: the bytes as they came, once, for good."""

import os
import stat
from contextlib import AbstractContextManager
from hashlib import sha256
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest

from onrecord.errors import UserError
from onrecord.model.ids import ArtefactId, artefact_id
from onrecord.store import Record, Writer, create_record
from onrecord.store.evidence import CHUNK, Evidence


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """Open an evidence folder."""
    return Evidence(tmp_path / "evidence")


def files(evidence: Evidence) -> list[Path]:
    """List the files of an evidence folder."""
    return sorted(path for path in evidence.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("content", [b"", b"words", b"\x00\xff" * 10, b"x" * (2 * CHUNK + 1)])
def test_bytes_are_kept_as_they_came(evidence: Evidence, content: bytes) -> None:
    """Under their sha256, in folders of its first digits, with their size."""
    artefact, size = evidence.keep(BytesIO(content))
    name = sha256(content).hexdigest()
    assert (artefact, size) == (name, len(content))
    assert files(evidence) == [evidence.folder / name[:2] / name]
    assert evidence.path(artefact).read_bytes() == content
    assert evidence.digest(artefact) == artefact


def test_the_same_bytes_are_kept_once(evidence: Evidence) -> None:
    """The first file stays, to the very inode, and nothing is left on its way in."""
    artefact, _ = evidence.keep(BytesIO(b"words"))
    before = evidence.path(artefact).stat()
    assert evidence.keep(BytesIO(b"words")) == (artefact, 5)
    after = evidence.path(artefact).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert files(evidence) == [evidence.path(artefact)]


def test_good_bytes_mend_a_damaged_file(evidence: Evidence) -> None:
    """Collecting the same file again puts back what a disk or a person has changed."""
    artefact, _ = evidence.keep(BytesIO(b"words"))
    path = evidence.path(artefact)
    path.chmod(0o644)
    path.write_bytes(b"other")
    assert evidence.keep(BytesIO(b"words")) == (artefact, 5)
    assert path.read_bytes() == b"words"
    assert files(evidence) == [path]


def test_a_kept_file_cannot_be_written(evidence: Evidence) -> None:
    """Read-only for everybody: an editor's save does not change evidence."""
    artefact, _ = evidence.keep(BytesIO(b"words"))
    assert stat.S_IMODE(evidence.path(artefact).stat().st_mode) == 0o444


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to name what is synced")
def test_file_and_folders_are_on_disk_in_this_order(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes before the name; then the folder of the name, and above each new folder the one that names it."""
    synced: list[Path] = []
    real = os.fsync

    def noted(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    artefact, _ = evidence.keep(BytesIO(b"words"))
    target = evidence.path(artefact)
    assert synced[0].parent == evidence.folder / "incoming"
    assert synced[1:] == [target.parent, evidence.folder]
    synced.clear()
    evidence.keep(BytesIO(b"words"))
    assert synced == []


class Broken(RawIOBase):
    """A stream that fails after some bytes, as a file on a dying disk does."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, size: int = -1) -> bytes:
        """Give some bytes, then fail."""
        self.reads += 1
        if self.reads > 1:
            raise OSError(5, "Input/output error")
        return b"x" * min(size, 100)


def test_a_source_that_cannot_be_read_leaves_nothing(evidence: Evidence) -> None:
    """The error is the source's, and half a file is no evidence."""
    with pytest.raises(OSError, match="Input/output error"):
        evidence.keep(Broken())  # type: ignore[arg-type]  # as much of a stream as is used
    assert files(evidence) == []


def test_an_evidence_folder_that_cannot_be_written_is_not_the_sources_fault(
    open_folder: Path, unprivileged: AbstractContextManager[None]
) -> None:
    """A full or read-only record stops the run: else every source would be noted as unreadable."""
    record = create_record(open_folder / "record")
    record.evidence.folder.chmod(0o555)
    with unprivileged, pytest.raises(UserError, match="evidence: cannot be written"):
        record.evidence.keep(BytesIO(b"words"))


def test_a_changed_file_shows(evidence: Evidence) -> None:
    """Its digest is no longer its name."""
    artefact, _ = evidence.keep(BytesIO(b"words"))
    evidence.path(artefact).chmod(0o644)
    evidence.path(artefact).write_bytes(b"other")
    assert evidence.digest(artefact) == sha256(b"other").hexdigest()


def test_a_missing_file_has_no_digest(evidence: Evidence) -> None:
    """Nor has a folder in its place."""
    artefact = artefact_id(b"words")
    assert evidence.digest(artefact) is None
    evidence.path(artefact).mkdir(parents=True)
    assert evidence.digest(ArtefactId(artefact)) is None


def test_the_next_writer_sweeps_away_what_a_crash_left(record: Record) -> None:
    """Left-overs on the way in go, kept files stay."""
    with Writer(record) as writer:
        artefact, _ = writer.evidence.keep(BytesIO(b"words"))
    left_over = record.evidence.folder / "incoming" / "tmp123"
    left_over.write_bytes(b"wor")
    with Writer(record):
        assert not left_over.exists()
    assert record.evidence.digest(artefact) == artefact


def test_sweeping_a_record_without_evidence(evidence: Evidence) -> None:
    """Nothing to do."""
    evidence.sweep()
    assert not evidence.folder.exists()
