"""Stretches of a large table: together they are the table, row for row, or they are not taken."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.read import usaspending, usaspending_rows
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
    parts = parts_of(path, encoding_of(path))
    before = [replace(one, start=0, end=one.start, first=0, rows=1) for one in parts[:1]]
    for part in (*before, *parts):
        try:
            rows = list(numbered_records(path, part.encoding, part))
        except ValueError:
            return None
        if len(rows) != part.rows:
            return None
        found += rows
    return found[1:]


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
@example(content='a"\r"\na')
@example(content='a\na"""\r"')
@example(content=f'a\n{"b" * 40}\n\nb"\r"\nb\n')
@given(content=st.text(st.sampled_from('ab",\n\r'), max_size=300))
def test_what_is_hardly_a_table_is_read_alike_or_not_in_stretches(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    """Stray quotation marks and empty lines: numbers of rows and ends tell where the stretches are not the table."""
    path = tmp_path_factory.mktemp("table") / "a.csv"
    path.write_bytes(content.encode())
    if found := in_parts(path):
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


@pytest.mark.usefixtures("small")
def test_a_table_whose_header_is_not_its_first_line_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty line before it, or a stray quotation mark in it that a cut would fall behind."""
    monkeypatch.setattr(usaspending, "PART_BYTES", 40)
    header, rows = "award_id_piid,awarding_sub_agency_code,recipient_name", "\nP1,7012,Quay Works" * 9
    path = tmp_path / "a.csv"
    for content, comes_apart in ((header, True), ("\n" + header, False), (header + ',x"\r"', False)):
        path.write_bytes((content + rows).encode())
        assert bool(usaspending.parts(path)) == comes_apart
