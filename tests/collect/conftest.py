"""A record to collect into, and a folder to collect from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from collect.server import Memory, Server, serving
from onrecord.store import Record, create_record


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make an empty record beside, not inside, what is collected."""
    return create_record(tmp_path / "record")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Make an empty folder to collect from."""
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


@pytest.fixture
def server() -> Iterator[Server]:
    """Run a server on this machine."""
    with serving() as running:
        yield running


@pytest.fixture
def memory(record: Record) -> Memory:
    """Remember fetches in the record."""
    return Memory(record)
