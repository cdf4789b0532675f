"""USAspending subaward files: every row a subcontract or a problem, found by column name; officers' pay is never read."""

import csv
import io
import tracemalloc
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.award import Subaward
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.problem import Problem
from onrecord.read import usaspending, usaspending_subawards
from timing import best

FILES = Path(__file__).parents[3] / "shared" / "data" / "awards" / "mn_ice"
REAL = FILES / "all_after_2020__Contracts_Subawards_2025-03-28_H03M23S17_1.csv"
needs_shared = pytest.mark.skipif(not REAL.is_file(), reason="../shared is absent")

ROW = {
    "prime_award_unique_key": "CONT_AWD_X17J1_7012_V15A1_7001",
    "prime_award_piid": "X17J1",
    "prime_award_amount": "1000.00",
    "prime_award_base_action_date": "2019-01-01",
    "prime_awardee_uei": "PRIMEPRIME12",
    "prime_awardee_name": "PRIME, INC.",
    "prime_award_base_transaction_description": "CLOUD",
    "subaward_type": "sub-contract",
    "subaward_fsrs_report_id": "A7AF25C8",
    "subaward_number": "0000000877",
    "subaward_amount": "532.50",
    "subaward_action_date": "2020-06-15",
    "subawardee_uei": "SUBSUBSUBSU1",
    "subawardee_duns": "74108176",
    "subawardee_name": "SUB, LLC",
    "subawardee_dba_name": "SUB",
    "subawardee_parent_uei": "PARENTPAREN1",
    "subawardee_parent_name": "PARENT CORP",
    "subaward_description": "HOSTING",
    "subawardee_highly_compensated_officer_1_name": "JANE DOE",
    "subawardee_highly_compensated_officer_1_amount": "987654.32",
}


@dataclass(frozen=True)
class Read:
    """What a file gave."""

    subawards: list[Subaward]
    problems: list[tuple[str, str]]


def table(*rows: dict[str, str], names: tuple[str, ...] = tuple(ROW)) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([names, *([row.get(name, "") for name in names] for row in rows)])
    return out.getvalue()


def read(path: Path) -> Read:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    found = list(usaspending_subawards.rows(path, origin, Config()))
    subawards = [one for one in found if isinstance(one, Subaward)]
    problems = [one for one in found if isinstance(one, Problem)]
    return Read(subawards, [(one.code, one.message.removeprefix("a.csv: ")) for one in problems])


def reading_of(folder: Path, content: str | bytes) -> Read:
    path = folder / "a.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path)


def texts(subawards: list[Subaward]) -> dict[str, str]:
    return {field.pointer: field.text for one in subawards for _, field in one.places.fields(one.artefact)}


def test_a_row_is_a_subaward(tmp_path: Path) -> None:
    """Who works for whom under which award, for how much: names, identifiers and sums as recorded in the row."""
    reading = reading_of(tmp_path, table(ROW))
    (one,) = reading.subawards
    assert reading.problems == []
    assert (one.prime, one.number, one.row, one.acted_on) == (
        ROW["prime_award_unique_key"],
        "0000000877",
        1,
        "2020-06-15",
    )
    assert (one.amount, one.prime_amount, one.currency) == (Decimal("532.50"), Decimal(1000), "USD")
    assert (one.prime_recipient, one.prime_recipient_identifiers) == ("PRIME, INC.", (("us-uei", "PRIMEPRIME12"),))
    assert (one.recipient, one.recipient_parent, one.description) == ("SUB, LLC", "PARENT CORP", "HOSTING")
    assert one.recipient_identifiers == (("us-uei", "SUBSUBSUBSU1"), ("us-duns", "074108176"))
    assert one.recipient_parent_identifiers == (("us-uei", "PARENTPAREN1"),)


def test_officers_and_their_pay_are_not_taken_over(tmp_path: Path) -> None:
    (one,) = reading_of(tmp_path, table(ROW)).subawards
    words = msgspec.json.encode(one).decode()
    assert ("DOE" in words, "987654" in words, "officer" in words) == (False, False, False)


def test_fields_point_at_the_cells_they_came_from(tmp_path: Path) -> None:
    """Texts as they stand, found again by the reader of USAspending's tables."""
    reading = reading_of(tmp_path, table(ROW, ROW | {"subaward_amount": " 5 ", "subawardee_name": " "}))
    found = texts(reading.subawards)
    assert found["row=1;column=subawardee_name"] == "SUB, LLC"
    assert found["row=2;column=subaward_amount"] == " 5 "
    assert found["row=2;column=subawardee_dba_name"] == "SUB"
    assert found["row=1;column=subaward_fsrs_report_id"] == "A7AF25C8"
    assert ("row=2;column=subawardee_name" in found, "row=1;column=subawardee_dba_name" in found) == (False, False)
    assert usaspending.field_texts(tmp_path / "a.csv", list(found)) == found


def test_contact_data_is_masked_on_reading_and_on_verifying(tmp_path: Path) -> None:
    words = " HOSTING, CALL (202) 555-0100 X12 OR JANE.DOE@EXAMPLE.COM "
    (one,) = reading_of(tmp_path, table(ROW | {"subaward_description": words})).subawards
    assert one.description == "HOSTING, CALL [telephone] OR [e-mail]"
    pointer = "row=1;column=subaward_description"
    assert texts([one])[pointer] == f" {one.description} "
    assert usaspending.field_texts(tmp_path / "a.csv", [pointer]) == {pointer: f" {one.description} "}
    assert usaspending_subawards.free_text(list(ROW)) == {"subaward_description"}


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    """In any order, in capitals and with space around, and reports under the name they have since 2025."""
    names = tuple(reversed(ROW))
    shouted = [name.upper() + " " for name in names]
    lines = table(ROW, names=names).split("\r\n", 1)
    header = ",".join(shouted).replace("FSRS", "SAM")
    (one,) = reading_of(tmp_path, f"{header}\r\n{lines[1]}").subawards
    assert (one.recipient, one.amount, one.acted_on) == ("SUB, LLC", Decimal("532.50"), "2020-06-15")
    assert texts([one])["row=1;column=SUBAWARD_SAM_REPORT_ID "] == "A7AF25C8"


@pytest.mark.parametrize(
    ("gone", "code", "message", "rows"),
    [
        ("prime_award_unique_key", "missing_columns", "not read as subcontracts, lacks prime_award_unique_key", 0),
        ("subaward_amount", "missing_columns", "lacks subaward_amount; the other columns were read", 1),
        ("subaward_action_date", "missing_columns", "lacks subaward_action_date; the other columns were read", 1),
    ],
)
def test_a_column_that_vanished_is_said(tmp_path: Path, gone: str, code: str, message: str, rows: int) -> None:
    reading = reading_of(tmp_path, table(ROW, names=tuple(name for name in ROW if name != gone)))
    assert (reading.problems, len(reading.subawards)) == ([(code, message)], rows)


def test_a_file_of_sub_grants_is_refused(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, table(ROW, names=(*ROW, "prime_award_FAIN")))
    assert reading.problems == [("unsupported_format", "a USAspending file of sub-grants: only subcontracts are read")]


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Bad dates and sums lose their value only; blank rows count but say nothing; quoted line breaks are kept."""
    header = ",".join(ROW)
    content = table(
        ROW | {"subaward_action_date": "soon", "subaward_amount": "1.2E+07"},
        ROW | {"prime_award_unique_key": " "},
        ROW | {"subaward_description": "TWO\nLINES"},
    )
    content += f"{header}\r\n{',' * (len(ROW) - 1)}\r\n{table(ROW).split(chr(10), 1)[1].strip()},more\r\n"
    content += ",".join(list(ROW.values())[:4]) + "\r\n" + ",".join(["CONT_AWD_CUT", *["1"] * 15])
    content += "\r\n" + table(ROW | {"prime_award_unique_key": "CONT_AWD_\0"}).split(chr(10), 1)[1]
    reading = reading_of(tmp_path, content)
    assert [(one.row, one.prime[:12], one.acted_on, one.amount) for one in reading.subawards] == [
        (1, "CONT_AWD_X17", None, None),
        (3, "CONT_AWD_X17", "2020-06-15", Decimal("532.50")),
        (8, "CONT_AWD_CUT", None, Decimal(1)),
    ]
    assert reading.subawards[1].description == "TWO\nLINES"
    assert reading.problems == [
        ("bad_row", "row 1: subaward_action_date 'soon' is no date; left out"),
        ("bad_row", "row 1: subaward_amount '1.2E+07' is no sum; left out"),
        ("bad_row", "row 2: no prime award; left out"),
        ("bad_row", "row 4: the header again; left out"),
        ("bad_row", "row 6: 22 cells under 21 columns, so values stand under wrong names; left out"),
        ("bad_row", "row 7: 4 cells under 21 columns, cut off before the award is named; left out"),
        ("bad_row", "row 8: 16 cells under 21 columns; only the first 15 were used"),
        ("bad_row", "row 8: subaward_action_date '1' is no date; left out"),
        ("bad_row", "row 9: a zero character in the award's number; left out"),
    ]


def test_only_a_hundred_bad_rows_are_named(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, table(*[ROW | {"subaward_amount": "much"}] * 130))
    assert (len(reading.subawards), len(reading.problems)) == (130, 101)
    assert reading.problems[-1] == ("bad_row", "30 more values or rows not understood, not named")


def test_dates_of_a_spreadsheet_are_settled_by_the_whole_file(tmp_path: Path) -> None:
    def days(*written: str) -> Read:
        return reading_of(tmp_path, table(*(ROW | {"subaward_action_date": one} for one in written)))

    assert [one.acted_on for one in days("3/4/2020", "25/4/2020").subawards] == ["2020-04-03", "2020-04-25"]
    assert [one.acted_on for one in days("3/4/2020", "5/6/2020").subawards] == ["2020-03-04", "2020-05-06"]
    torn = days("3/4/2020", "25/4/2020", "4/25/2020")
    assert [one.acted_on for one in torn.subawards] == [None, "2020-04-25", "2020-04-25"]
    assert "the first in row 1: subaward_action_date '3/4/2020'" in torn.problems[0][1]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (table().encode(), "empty"),
        (b"\0" * 100, "missing_columns"),
        (b"<html><script>x</script></html>", "missing_columns"),
        (b'"' + b"x" * 200_000, "empty"),
        (b"a,b\n1,2\n", "missing_columns"),
    ],
)
def test_other_files_say_what_is_wrong(tmp_path: Path, content: bytes, code: str) -> None:
    reading = reading_of(tmp_path, content)
    assert (reading.subawards, [code for code, _ in reading.problems]) == ([], [code])


def test_a_quotation_mark_never_closed_costs_what_follows_it(tmp_path: Path) -> None:
    content = table(ROW, ROW) + '"' + "x" * 200_000
    reading = reading_of(tmp_path, content)
    assert (len(reading.subawards), reading.problems) == (
        2,
        [("bad_row", "row 3: a quotation mark is never closed; left out")],
    )


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, table(ROW | {"subawardee_name": "SOCIÉTÉ"}).encode("cp1252"))
    assert ([one.recipient for one in reading.subawards], [code for code, _ in reading.problems]) == (
        ["SOCIÉTÉ"],
        ["encoding_guessed"],
    )
    assert usaspending.field_texts(tmp_path / "a.csv", list(texts(reading.subawards))) == texts(reading.subawards)


def test_a_report_made_twice_is_told_twice_and_known_as_the_same(tmp_path: Path) -> None:
    """The rows stay two; `same` says that one thing was reported."""
    first, second, other = reading_of(
        tmp_path, table(ROW, ROW | {"subaward_fsrs_report_id": "B"}, ROW | {"subaward_amount": "1"})
    ).subawards
    assert (first.id == second.id, first.same == second.same, first.same == other.same) == (False, True, False)


def test_the_reader_of_usaspending_gives_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(ROW, ROW), encoding="utf-8", newline="")
    origin = Origin(artefact=artefact_id(b""), path="a.csv", collected_at="2026-01-01T00:00:00+00:00")
    assert [type(one) for one in usaspending.rows(path, origin, Config())] == [Subaward, Subaward]


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    origin = Origin(artefact=artefact_id(b""), path="a.csv", collected_at="2026-01-01T00:00:00+00:00")
    peaks = []
    for number in (500, 500, 5_000):
        path = tmp_path / "a.csv"
        path.write_text(table(*[ROW] * number), encoding="utf-8", newline="")
        tracemalloc.start()
        assert sum(1 for _ in usaspending_subawards.rows(path, origin, Config())) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 3 * peaks[1]


def test_one_long_line_takes_linear_time(tmp_path: Path) -> None:
    def attempt(size: int) -> float:
        content = table(ROW | {"subaward_description": "x@" * (size // 20)}) + ",".join(["1"] * size)
        return best(lambda: reading_of(tmp_path, content), runs=1)

    assert attempt(800_000) < 50 * max(attempt(100_000), 0.005)


@settings(deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=40),
    column=st.sampled_from(list(ROW)[:-2]),
)
def test_any_text_comes_back_as_it_stands(tmp_path_factory: pytest.TempPathFactory, text: str, column: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(table(ROW | {column: text}), encoding="utf-8", newline="")
    found = texts(read(path).subawards)
    assert usaspending.field_texts(path, list(found)) == found


@pytest.mark.fuzz
def test_broken_files_never_make_the_reader_fail(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"

    def attempt(content: bytes) -> None:
        path.write_bytes(content)
        reading = read(path)
        found = texts(reading.subawards)
        assert usaspending_subawards.free_text(list(ROW))
        assert msgspec.json.encode(reading.subawards)
        assert len({one.id for one in reading.subawards}) == len(reading.subawards)
        assert reading.subawards or reading.problems
        assert usaspending.field_texts(path, list(found)) == found

    seeds = [table(ROW, ROW | {"subaward_description": 'A "B"\nC 202-555-0100'}).encode(), table(ROW).encode("utf-16")]
    assert fuzz(attempt, seeds) >= 100


@needs_shared
@pytest.mark.shared
def test_the_real_file() -> None:
    """482 rows, all understood: 39 repeat another report, 3 are above the amount of their award; a known link of the cases."""
    reading = read(REAL)
    assert (len(reading.subawards), reading.problems) == (482, [])
    assert len({one.prime for one in reading.subawards}) == 159
    repeats = sum(number - 1 for number in Counter(one.same for one in reading.subawards).values())
    assert repeats == 39
    above = [one for one in reading.subawards if (one.amount or 0) > (one.prime_amount or 0)]
    assert len(above) == 3
    known = [one for one in reading.subawards if "THOMSON REUTERS" in (one.recipient or "")]
    assert Decimal("9205427.00") in {one.amount for one in known if (one.prime_recipient or "").startswith("CACI")}
    assert usaspending.field_texts(REAL, list(texts(reading.subawards))) == texts(reading.subawards)


@needs_shared
@pytest.mark.shared
def test_no_officer_of_the_real_file_is_taken_over() -> None:
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        pay = {cell for row in csv.DictReader(file) for name, cell in row.items() if "officer" in name and cell}
    kept = {text.strip() for text in texts(read(REAL).subawards).values()}
    assert len(pay) > 100
    assert pay & kept == set()
