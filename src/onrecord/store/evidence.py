"""The bytes as they came: kept once under their sha256, never changed."""

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from onrecord.model.ids import ArtefactId

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """The folder of evidence files of one record."""

    folder: Path

    def path(self, artefact: ArtefactId) -> Path:
        """Say where the bytes of an artefact are, whether they are there or not."""
        return self.folder / artefact[:2] / artefact[2:4] / artefact

    def keep(self, stream: BinaryIO) -> tuple[ArtefactId, int]:
        """Copy bytes in, and give their id and size.

        The bytes are on disk (fsync of file and folder) before this returns; the same bytes are kept once.
        """
        incoming = self.folder / "incoming"
        incoming.mkdir(parents=True, exist_ok=True)
        digest, size = sha256(), 0
        with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as file:
            try:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                artefact = ArtefactId(digest.hexdigest())
                target = self.path(artefact)
                if target.exists():
                    Path(file.name).unlink()
                    return artefact, size
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        Path(file.name).chmod(0o444)
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(file.name).replace(target)
        _sync_folder(target.parent)
        return artefact, size

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
                left_over.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder for syncing; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
