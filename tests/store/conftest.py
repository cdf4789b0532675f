"""Records to write to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store import Record, Writer, create_record


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make an empty record."""
    return create_record(tmp_path / "record")


@pytest.fixture
def writer(record: Record) -> Iterator[Writer]:
    """Open the record for writing."""
    with Writer(record) as opened:
        yield opened
