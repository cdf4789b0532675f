"""Records that tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.pipeline import build
from onrecord.store import Record, Writer, create_record

ROOT = Path(__file__).parents[1]
INLINE = Config(engine="inline")


def _build(folder: Path, sources: list[Path]) -> Record:
    def quiet(stage: str, done: int, total: int) -> None:
        """Report progress to nobody."""

    record = create_record(folder)
    with Writer(record) as writer:
        collect(writer, sources, INLINE, quiet)
    build(record, INLINE, quiet)
    return record


@pytest.fixture(scope="session")
def build_record() -> Callable[[Path, list[Path]], Record]:
    """Give the function that makes a record in a new folder, collects sources and runs every stage in this process."""
    return _build


@pytest.fixture(scope="session")
def example_record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build the example of the documentation; tests read it and must not write to it."""
    return _build(tmp_path_factory.mktemp("example") / "record", [ROOT / "examples" / "azure-ice"])
