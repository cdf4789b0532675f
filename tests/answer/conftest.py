"""Records of a few made sentences."""

from collections.abc import Callable
from pathlib import Path

import pytest

from answer.spending_sources import write_sources
from onrecord.store import Record


@pytest.fixture(scope="session")
def two_smiths(build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build a record of two people of one name, each with an office at another company."""
    folder = tmp_path_factory.mktemp("smiths")
    for name, company in (("one", "Microsoft"), ("two", "Apple")):
        text = f"A {name} of news\n\nThe firm was asked in June. John Smith, the president of {company}, said that it was so.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return build_record(folder / "record", [folder / "one.txt", folder / "two.txt"])


@pytest.fixture(scope="session")
def spending(build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build a record of the example's awards with sums, subawards and permissions of tests' own."""
    folder = tmp_path_factory.mktemp("spending")
    return build_record(folder / "record", write_sources(folder))
