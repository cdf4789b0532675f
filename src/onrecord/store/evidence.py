"""The bytes as they came: kept once under their sha256, never changed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from onrecord.errors import UserError
from onrecord.model.ids import ArtefactId

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """The folder of evidence files of one record."""

    folder: Path

    def path(self, artefact: ArtefactId) -> Path:
        """Say where the bytes of an artefact are, whether they are there or not."""
        return self.folder / artefact[:2] / artefact

    def keep(self, stream: BinaryIO) -> tuple[ArtefactId, int]:
        """Copy bytes in, and give their id and size.

        The bytes are on disk (fsync of file and folders) before this returns; the same bytes are kept once.

        Raises:
            OSError: The stream cannot be read.
            UserError: The record's folder cannot be written.
        """
        incoming = self.folder / "incoming"
        with _writing(self.folder):
            incoming.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=incoming)
        copy = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                artefact, size = _copy(stream, file, self.folder)
                target = self.path(artefact)
                if self.digest(artefact) == artefact:
                    return artefact, size  # kept already; damaged bytes are replaced by these good ones
                with _writing(self.folder):
                    file.flush()
                    os.fsync(file.fileno())
            with _writing(self.folder):
                _take_in(copy, target)
        finally:
            copy.unlink(missing_ok=True)
        return artefact, size

    def spool(self, artefact: ArtefactId) -> Path:
        """Say where files found inside an artefact may be put until they are taken in; the folder may not be there."""
        return self.folder / "incoming" / f"inside-{artefact}"

    def digest(self, artefact: ArtefactId) -> str | None:
        """Hash the bytes as they are now; None when they are gone or cannot be read."""
        try:
            with self.path(artefact).open("rb") as file:
                digest = sha256()
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except OSError:
            return None
        return digest.hexdigest()

    def sweep(self) -> None:
        """Remove files that a crash left on their way in."""
        incoming = self.folder / "incoming"
        if incoming.is_dir():
            for left_over in incoming.iterdir():
                if left_over.is_dir() and not left_over.is_symlink():
                    rmtree(left_over, ignore_errors=True)
                else:
                    left_over.unlink(missing_ok=True)


def _copy(stream: BinaryIO, file: BinaryIO, folder: Path) -> tuple[ArtefactId, int]:
    """Copy a stream to the disk, hashing it on the way."""
    digest, size = sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        with _writing(folder):
            file.write(chunk)
    return ArtefactId(digest.hexdigest()), size


def _take_in(copy: Path, target: Path) -> None:
    """Give a complete copy its name, in a folder made for it where needed, and put the names on disk."""
    made = not target.parent.exists()
    copy.chmod(0o444)
    target.parent.mkdir(parents=True, exist_ok=True)
    copy.replace(target)
    _sync_folder(target.parent)
    if made:
        _sync_folder(target.parent.parent)  # a new folder is on disk when the folder above it is


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell trouble with the record from trouble with what is being collected."""
    try:
        yield
    except OSError as error:
        raise UserError(
            f"{folder}: cannot be written ({error.strerror}); make room or make it writable, then run it again"
        ) from error


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder for syncing; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
