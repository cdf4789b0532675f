"""Stretches of a large table: together they are the table, row for row, or they are not taken."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import usaspending_rows
from onrecord.read.usaspending_rows import encoding_of, numbered_records, parts_of

CELLS = st.text(st.sampled_from('ab ",\n\r;é0'), max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=30)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut after every few bytes, and look at the file in small blocks, so that borders fall everywhere."""
    monkeypatch.setattr(usaspending_rows, "PART_BYTES", 40)
    monkeypatch.setattr(usaspending_rows, "CHUNK_BYTES", 16)


def records(path: Path) -> list[tuple[int, list[str] | None]]:
    """List the rows of a file, its header left out."""
    return list(numbered_records(path, encoding_of(path)))[1:]


def in_parts(path: Path) -> list[tuple[int, list[str] | None]] | None:
    """List the rows of a file as its stretches give them; None where a stretch is not what it should be."""
    found: list[tuple[int, list[str] | None]] = []
    for part in parts_of(path, encoding_of(path)):
        rows = list(numbered_records(path, part.encoding, part))
        if len(rows) != part.rows:
            return None
        found += rows
    return found


@pytest.mark.usefixtures("small")
@given(table=TABLES, quoting=st.sampled_from((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)))
def test_the_stretches_of_a_table_are_the_table(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], quoting: int
) -> None:
    """Quoted commas, quotation marks and line breaks and all; a header and its rows, as the csv module writes them."""
    path = tmp_path_factory.mktemp("table") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=quoting, lineterminator="\n").writerows([["first", "second"], *table])  # type: ignore[arg-type]  # one of its constants
    found = in_parts(path)
    assert found is None or found == records(path)
    if quoting == csv.QUOTE_ALL:
        assert found is not None


@pytest.mark.usefixtures("small")
@given(content=st.text(st.sampled_from('ab",\n\r'), max_size=300))
def test_what_is_hardly_a_table_is_read_alike_or_not_in_stretches(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    """Stray quotation marks and empty lines: the numbers of rows tell where the stretches are not the table."""
    path = tmp_path_factory.mktemp("table") / "a.csv"
    path.write_bytes(content.encode())
    found = in_parts(path)
    if found and sum(part.rows for part in parts_of(path, "utf-8")) == len(records(path)):
        assert found == records(path)


@pytest.mark.usefixtures("small")
def test_a_table_is_cut_into_several_stretches(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("first,second\n" + "".join(f'{number},"a, b\nc"\n' for number in range(100)))
    parts = parts_of(path, "utf-8")
    assert len(parts) > 10
    assert parts[0].first == 1
    assert sum(one.rows for one in parts) == 100
    assert [one.end for one in parts[:-1]] == [one.start for one in parts[1:]]
    assert parts[-1].end == path.stat().st_size
