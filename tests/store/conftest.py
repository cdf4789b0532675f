"""Records to write to, and a way to do without the rights of root."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from onrecord.store import Record, Writer, create_record

NOBODY = 65534


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make an empty record."""
    return create_record(tmp_path / "record")


@pytest.fixture
def writer(record: Record) -> Iterator[Writer]:
    """Open the record for writing."""
    with Writer(record) as opened:
        yield opened


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that every user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-test-"))
    folder.chmod(0o755)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(folder)


@contextmanager
def _as_nobody() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def unprivileged() -> AbstractContextManager[None]:
    """Give a block in which permissions count: root's rights are laid down for it (they pass over every chmod)."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no user ids here")
    return _as_nobody()
