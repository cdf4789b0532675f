"""A record to collect into, and a folder to collect from."""

from pathlib import Path

import pytest

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
