"""Records that tests share, folders that every user can reach, and a way to do without the rights of root."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.pipeline import build
from onrecord.store import Record, Writer, create_record

ROOT = Path(__file__).parents[1]
INLINE = Config(engine="inline")
NOBODY = 65534
# The same examples each time, so that a change is judged by what it changes; `make fuzz` draws others.
settings.register_profile("same", derandomize=True)
settings.register_profile("drawn", derandomize=False, print_blob=True)
settings.load_profile("same")


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
