"""Spending files: every row an action or a problem, every value with the cell it came from."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.model.award import Action, award_of
from onrecord.model.ids import artefact_id
from onrecord.read import usaspending
from onrecord.read.usaspending_actions import action_of, sheet_of
from onrecord.read.usaspending_columns import header_of
from onrecord.read.usaspending_values import decimal_of, iso_date, order_of_dates
from tables_read import Table, read_table

AWARDS = Path(__file__).parents[3] / "shared" / "data" / "awards"
ICE = "tornapart/ice_awards_fy13_fy18.csv"
needs_shared = pytest.mark.skipif(not AWARDS.is_dir(), reason="../shared is absent")

OLD = [
    "award_id_piid", "modification_number", "parent_award_agency_id", "parent_award_id", "federal_action_obligation",
    "current_total_value_of_award", "potential_total_value_of_award", "action_date", "awarding_agency_name",
    "awarding_sub_agency_code", "awarding_sub_agency_name", "recipient_duns", "recipient_name", "award_or_idv_flag",
    "award_type_code", "award_description",
]  # fmt: skip
OLD_ROW = [
    "X17J1", "P00001", "7001", "V15A1", "-10.5", "0", "39.08", "15/06/2018", "DEPARTMENT", "7012", "BUREAU",
    "74108176", "EXAMPLE, INC.", "AWARD", "C", "LICENCES",
]  # fmt: skip


def with_values(**values: str) -> list[str]:
    return [values.get(name, cell) for name, cell in zip(OLD, OLD_ROW, strict=True)]


def write(path: Path, rows: list[list[str]], *, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def read(path: Path) -> Table:
    return read_table(usaspending.rows, path)


def codes(reading: Table) -> list[str]:
    return [problem.code for problem in reading.problems]


def field_text(action: Action, name: str) -> str | None:
    field = action.field(name)
    return field.text if field else None


def test_a_row_of_2018_becomes_an_action_with_a_built_key(tmp_path: Path) -> None:
    """Award and vehicle keys are built as USAspending builds them; dates are D/M/Y; dropped zeros come back."""
    reading = read(write(tmp_path / "a.csv", [OLD, OLD_ROW]))
    (action,) = reading.actions
    assert reading.problems == ()
    assert action.award == "CONT_AWD_X17J1_7012_V15A1_7001"
    assert action.parent == "CONT_IDV_V15A1_7001"
    assert (action.kind, action.acted_on, action.modification) == ("order", "2018-06-15", "P00001")
    assert action.obligated == Decimal("-10.5")
    assert action.recipient_identifiers == (("us-duns", "074108176"),)
    assert (action.buyer, action.buyer_code, action.department) == ("BUREAU", "7012", "DEPARTMENT")


def test_blank_zero_and_negative_sums_are_three_things(tmp_path: Path) -> None:
    """A blank is absent, a zero is a sum, a negative obligation stays negative."""
    blank = with_values(federal_action_obligation="", current_total_value_of_award=" ")
    first, second = read(write(tmp_path / "a.csv", [OLD, OLD_ROW, blank])).actions
    assert [(one.notion, one.amount) for one in first.money] == [
        ("current", Decimal(0)),
        ("potential", Decimal("39.08")),
    ]
    assert [(one.notion, one.basis) for one in second.money] == [("potential", "potential_total_value_of_award")]
    assert (first.obligated, second.obligated) == (Decimal("-10.5"), None)


def test_fields_point_at_the_cells_they_came_from(tmp_path: Path) -> None:
    """Every field's raw text is found again at its pointer, and blank cells have no field."""
    rows = [OLD, OLD_ROW, with_values(recipient_name="  B  &\nC ", award_description="")]
    path = write(tmp_path / "a.csv", rows)
    actions = read(path).actions
    fields = [field for action in actions for _, field in action.fields]
    assert usaspending.field_texts(path, [one.pointer for one in fields]) == {one.pointer: one.text for one in fields}
    assert field_text(actions[1], "recipient") == "  B  &\nC "
    assert field_text(actions[1], "description") is None
    assert {name for name, _ in actions[0].fields} == {
        "description", "recipient", "buyer", "department", "obligated", "action_obligated", "current", "potential",
        "acted_on", "piid", "parent",
    }  # fmt: skip


def test_pointers_that_lead_nowhere_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [OLD, OLD_ROW])
    wanted = [
        "row=1;column=award_id_piid",
        "row=2;column=award_id_piid",
        "row=1;column=nothing",
        "row=x",
        "",
        "row=0;column=x",
    ]
    assert usaspending.field_texts(path, wanted) == {"row=1;column=award_id_piid": "X17J1"}


NEW = [
    "contract_award_unique_key", "award_id_piid", "parent_award_id_piid", "total_obligated_amount", "total_outlayed_amount",
    "award_base_action_date", "award_latest_action_date", "period_of_performance_start_date",
    "period_of_performance_potential_end_date", "awarding_sub_agency_code", "recipient_uei", "recipient_name",
    "recipient_name_raw", "recipient_parent_uei", "recipient_parent_name", "award_type_code", "last_modified_date",
]  # fmt: skip
NEW_ROW = [
    "CONT_AWD_N1_7012_-NONE-_-NONE-", "N1", "", "20250.00", "7.5", "2022-06-29", "2022-07-30", "2022-07-01",
    "2023-06-30 00:00:00", "7012", "MMT4LGM4H9Z5", "", "AS ON THE PAPER", "UEIOFPARENT1", "PARENT", "B", "2022-08-01",
]  # fmt: skip


def test_a_summary_of_today_gives_totals_and_dates(tmp_path: Path) -> None:
    """The unique key is taken as it is; totals are dated by the latest action; a blank name falls back to the raw one."""
    (action,) = read(write(tmp_path / "a.csv", [NEW, NEW_ROW], encoding="utf-8-sig")).actions
    assert (action.award, action.parent, action.kind) == ("CONT_AWD_N1_7012_-NONE-_-NONE-", None, "purchase")
    assert [(one.notion, str(one.amount), one.as_of, one.basis) for one in action.money] == [
        ("obligated", "20250.00", "2022-07-30", "total_obligated_amount"),
        ("outlayed", "7.5", "2022-07-30", "total_outlayed_amount"),
    ]
    assert action.dates == (("start", "2022-07-01"), ("potential_end", "2023-06-30"), ("signed", "2022-06-29"))
    assert action.recipient == "AS ON THE PAPER"
    assert action.recipient_identifiers == (("us-uei", "MMT4LGM4H9Z5"),)
    assert action.recipient_parent_identifiers == (("us-uei", "UEIOFPARENT1"),)
    assert field_text(action, "obligated") == "20250.00"


def test_sums_without_an_action_date_are_dated_by_the_last_change(tmp_path: Path) -> None:
    """The basis says that the date is that of the last modification."""
    row = ["" if name == "award_latest_action_date" else cell for name, cell in zip(NEW, NEW_ROW, strict=True)]
    (action,) = read(write(tmp_path / "a.csv", [NEW, row])).actions
    assert action.acted_on is None
    assert (action.money[0].as_of, action.money[0].basis) == (
        "2022-08-01",
        "total_obligated_amount; dated by last_modified_date",
    )


@pytest.mark.parametrize(
    ("number", "agency", "expected"),
    [
        ("V1", "", "CONT_IDV_V1_4732"),
        ("", "", "CONT_IDV_V1_4732"),
        ("V1", "7001", "CONT_IDV_V1_7001"),
        ("V2", "", "CONT_IDV_V2_-NONE-"),
    ],
)
def test_the_key_names_the_parent_s_agency_where_the_row_does_not(
    tmp_path: Path, number: str, agency: str, expected: str
) -> None:
    """What the row states goes first, and a key that names another parent helps out with nothing."""
    header = [*("contract_award_unique_key", "recipient_name", "awarding_agency_name"), "parent_award_id_piid"]
    cells = ["CONT_AWD_N1_7012_V1_4732", "A", "D", number]
    for names, row in ((["parent_award_agency_id"], [agency]), ([], [])):
        if row or not agency:
            (action,) = read(write(tmp_path / "a.csv", [header + names, cells + row])).actions
            assert action.parent == expected


def test_parent_is_read_out_of_the_key_where_no_parent_column_is(tmp_path: Path) -> None:
    header = ["contract_award_unique_key", "recipient_name", "awarding_agency_name"]
    rows = [header, ["CONT_AWD_N1_7012_V1_4732", "A", "D"], ["CONT_IDV_V1_4732", "A", "D"]]
    first, second = read(write(tmp_path / "a.csv", rows)).actions
    assert (first.piid, first.parent) == ("N1", "CONT_IDV_V1_4732")
    assert (second.piid, second.parent, second.kind) == ("V1", None, "idv")


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"award_type_code": "A"}, "bpa_call"),
        ({"award_type_code": "B"}, "purchase"),
        ({"award_type_code": "D"}, "definitive"),
        ({"award_type_code": "IDV_B_A"}, "idv"),
        ({"award_type_code": "", "award_or_idv_flag": "IDV"}, "idv"),
        ({"award_type_code": ""}, "unknown"),
    ],
)
def test_kind_of_award(tmp_path: Path, changed: dict[str, str], kind: str) -> None:
    (action,) = read(write(tmp_path / "a.csv", [OLD, with_values(**changed)])).actions
    assert action.kind == kind
    assert action.award.startswith("CONT_IDV_" if kind == "idv" else "CONT_AWD_")


def test_an_award_of_the_department_of_defence_is_numbered_by_the_department(tmp_path: Path) -> None:
    """As USAspending and FPDS key it, whichever of its agencies signed; where a key is given, the key holds."""
    path = write(tmp_path / "a.csv", [[*OLD, "awarding_agency_code"], [*OLD_ROW, "097"], [*OLD_ROW, "070"]])
    assert [one.award for one in read(path).actions] == [
        "CONT_AWD_X17J1_9700_V15A1_7001",
        "CONT_AWD_X17J1_7012_V15A1_7001",
    ]


def test_two_agencies_without_a_code_never_share_an_award(tmp_path: Path) -> None:
    """Without an agency code no key can be built: the award is named by what the row says."""
    rows = [with_values(awarding_sub_agency_code="", awarding_sub_agency_name=name) for name in ("ONE", "TWO")]
    first, second = read(write(tmp_path / "a.csv", [OLD, *rows])).actions
    assert first.award != second.award
    assert not first.award.startswith("CONT_")


def test_unsettled_dates_are_left_out_and_said_once(tmp_path: Path) -> None:
    """3/4/2018 stays unread when no date of the file tells day from month; 5/5/2018 is the same either way."""
    rows = [with_values(action_date=text) for text in ("3/4/2018", "4/3/2018", "5/5/2018")]
    reading = read(write(tmp_path / "a.csv", [OLD, *rows]))
    assert [action.acted_on for action in reading.actions] == [None, None, "2018-05-05"]
    (problem,) = reading.problems
    assert "2 dates left out, the first in row 1: action_date '3/4/2018'" in problem.message


def test_contradictory_dates_are_never_guessed(tmp_path: Path) -> None:
    """Days above 12 in both places: those dates are read, the ambiguous ones are not."""
    rows = [with_values(action_date=text) for text in ("25/4/2018", "4/25/2018", "3/4/2018")]
    reading = read(write(tmp_path / "a.csv", [OLD, *rows]))
    assert [action.acted_on for action in reading.actions] == ["2018-04-25", "2018-04-25", None]
    assert "both places" in reading.problems[0].message


def test_unsettled_dates_beside_a_unique_key_are_american(tmp_path: Path) -> None:
    row = ["3/4/22" if name == "award_latest_action_date" else cell for name, cell in zip(NEW, NEW_ROW, strict=True)]
    (action,) = read(write(tmp_path / "a.csv", [NEW, row])).actions
    assert action.acted_on == "2022-03-04"


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Bad dates and sums lose their value only; a second header, shifted or nameless rows are left out."""
    rows = [
        OLD,
        with_values(action_date="soon", current_total_value_of_award="1.2E+07"),
        OLD,
        [*OLD_ROW, "", ""],
        [*OLD_ROW, "shifted"],
        OLD_ROW[:13],
        OLD_ROW[:2],
        with_values(award_id_piid=""),
        [""] * len(OLD),
        with_values(action_date="15/06/2018"),
        with_values(award_id_piid="X\0"),
    ]
    reading = read(write(tmp_path / "a.csv", rows))
    assert [action.row for action in reading.actions] == [1, 3, 5, 9]
    assert reading.actions[0].acted_on is None
    assert [one.notion for one in reading.actions[0].money] == ["potential"]
    assert (reading.actions[2].award, reading.actions[2].recipient) == ("CONT_AWD_X17J1_7012_V15A1_7001", None)
    assert [problem.message.removeprefix("a.csv: ") for problem in reading.problems] == [
        "row 1: action_date 'soon' is no date; left out",
        "row 1: current_total_value_of_award '1.2E+07' is no sum; left out",
        "row 2: the header again; left out",
        "row 4: 17 cells under 16 columns, so values stand under wrong names; left out",
        "row 5: 13 cells under 16 columns; only the first 12 were used",
        "row 6: 2 cells under 16 columns, cut off before the award is named; left out",
        "row 7: no award number; left out",
        "row 10: a zero character in the award's number; left out",
    ]
    assert set(codes(reading)) == {"bad_row"}


def test_only_a_hundred_bad_rows_are_named(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "a.csv", [OLD, *[with_values(action_date="soon")] * 130]))
    assert len(reading.actions) == 130
    assert len(reading.problems) == 101
    assert "30 more" in reading.problems[-1].message


def test_a_quotation_mark_never_closed_costs_its_cell_not_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write(path, [OLD, OLD_ROW])
    with path.open("a", newline="") as file:
        file.write('X2,"' + "x" * 140_000 + "\r\n")
        csv.writer(file).writerow(OLD_ROW)
    reading = read(path)
    assert reading.actions[0].row == 1
    assert "row 2: a quotation mark is never closed; left out" in reading.problems[0].message


def test_rows_swallowed_by_a_quotation_mark_are_said(tmp_path: Path) -> None:
    """Two rows end up in one cell; the message says over how many lines it runs."""
    path = write(tmp_path / "a.csv", [OLD, OLD_ROW])
    with path.open("a", newline="") as file:
        file.write('X2,"0\r\n' + "x,y\r\n" * 2)
    reading = read(path)
    assert [action.row for action in reading.actions] == [1]
    assert "row 2: 2 cells under 16 columns, the last over 4 lines (a quotation mark never closed?)" in (
        reading.problems[0].message
    )


@pytest.mark.parametrize(
    ("header", "code", "word"),
    [
        (["prime_award_unique_key", "subaward_amount"], "missing_columns", "subcontracts"),
        (["assistance_award_unique_key", "recipient_name"], "unsupported_format", "assistance"),
        (["award_id_piid", "recipient_name"], "missing_columns", "awarding agency"),
        (["recipient_name", "awarding_agency_name"], "missing_columns", "award number"),
        (["award_id_piid", "awarding_agency_name"], "missing_columns", "description or a recipient"),
        (["when", "what"], "missing_columns", "award number"),
        (["award_id_piid;recipient_name"], "missing_columns", "no commas between its cells"),
        (["award_id_piid\trecipient_name"], "missing_columns", "no commas between its cells"),
        (["award_id_piid\0", "recipient_name\0"], "missing_columns", "save it as CSV in UTF-8"),
    ],
)
def test_files_that_are_not_read_say_why(tmp_path: Path, header: list[str], code: str, word: str) -> None:
    reading = read(write(tmp_path / "a.csv", [header, ["x"] * len(header)]))
    assert (reading.actions, codes(reading)) == ((), [code])
    assert word in reading.problems[0].message


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_bytes(b"")
    assert codes(read(tmp_path / "none.csv")) == ["empty"]
    assert codes(read(write(tmp_path / "header.csv", [OLD]))) == ["empty"]


@pytest.mark.parametrize(("mark", "accents"), [("\ufeff", "utf-8"), ("ï»¿", "cp1252")])
def test_a_byte_order_mark_inside_a_file_is_no_part_of_a_name(tmp_path: Path, mark: str, accents: str) -> None:
    """Files glued together have one before each header; one in front stays one where other bytes are no UTF-8."""
    one = write(tmp_path / "one.csv", [OLD, with_values(recipient_name="Société")], encoding=accents).read_bytes()
    (tmp_path / "a.csv").write_bytes(2 * (mark.encode(accents) + one))
    reading = read(tmp_path / "a.csv")
    assert [(action.row, action.recipient, action.piid) for action in reading.actions] == [
        (row, "Société", "X17J1") for row in (1, 3)
    ]
    assert reading.problems[-1].message == "a.csv: row 2: the header again; left out"


def test_a_file_that_breaks_off_inside_a_character_is_still_utf_8(tmp_path: Path) -> None:
    """Else its last byte would spoil the accents of all rows before."""
    content = write(tmp_path / "a.csv", [OLD, with_values(recipient_name="Société")]).read_bytes()
    (tmp_path / "a.csv").write_bytes(content + "Café".encode()[:-1])
    reading = read(tmp_path / "a.csv")
    assert [action.recipient for action in reading.actions] == ["Société"]
    assert codes(reading) == ["bad_row"]


def test_problems_quote_no_contact_data(tmp_path: Path) -> None:
    """Free text may stand under a wrong name."""
    wrong = with_values(current_total_value_of_award="ann@quay.example, 202-555-0100", action_date="ann@quay.example")
    reading = read(write(tmp_path / "a.csv", [OLD, wrong]))
    assert [problem.message.removeprefix("a.csv: ") for problem in reading.problems] == [
        "row 1: action_date '[e-mail]' is no date; left out",
        "row 1: current_total_value_of_award '[e-mail], [telephone]' is no sum; left out",
    ]


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [OLD, with_values(recipient_name="Société “X”")], encoding="cp1252")
    reading = read(path)
    assert (reading.actions[0].recipient, codes(reading)) == ("Société “X”", ["encoding_guessed"])
    assert usaspending.field_texts(path, ["row=1;column=recipient_name"]) == {
        "row=1;column=recipient_name": "Société “X”"
    }


@given(content=st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever follows a good header becomes actions or problems, never an exception."""
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(",".join(OLD).encode() + b"\n" + content)
    reading = read(path)
    fields = {field.pointer: field.text for action in reading.actions for _, field in action.fields}
    assert usaspending.field_texts(path, fields) == fields


@given(amount=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_sums_come_back_from_every_way_of_writing_them(amount: Decimal) -> None:
    size = abs(amount)
    assert decimal_of(f"{amount}") == decimal_of(f" {amount:,} ") == amount
    assert decimal_of(f"${size:,}") == size
    assert decimal_of(f"({size})") == -size


@pytest.mark.parametrize(
    "text", ["", "-", "$", "1,23", "12,34,567", "1.2E+07", "nan", "Infinity", "--5", "-$-5", "5 USD", "1" * 16]
)
def test_other_texts_are_no_sums(text: str) -> None:
    with pytest.raises(ValueError, match="is no sum"):
        decimal_of(text)


@given(day=st.dates(), hour=st.integers(0, 23))
def test_dates_come_back_when_the_order_is_known(day: date, hour: int) -> None:
    assert iso_date(day.isoformat(), "unsettled") == day.isoformat()
    assert iso_date(f"{day.day}/{day.month}/{day.year:04} {hour}:05", "day_first") == day.isoformat()
    assert iso_date(f"{day.month:02}/{day.day:02}/{day.year:04}", "month_first") == day.isoformat()
    unsettled = iso_date(f"{day.day}/{day.month}/{day.year:04}", "unsettled")
    assert unsettled == (day.isoformat() if day.day > 12 or day.day == day.month else None)


def test_two_digit_years_turn_at_1969() -> None:
    assert [iso_date(text, "month_first") for text in ("1/2/69", "1/2/68")] == ["1969-01-02", "2068-01-02"]


@pytest.mark.parametrize("text", ["31/31/2018", "2018-02-30", "0/1/2018", "1/2", "June 2018"])
def test_impossible_dates_raise(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        iso_date(text, "unsettled")


def test_order_of_dates() -> None:
    assert order_of_dates(["1/2/2018", "2018-03-13"]) == "unsettled"
    assert order_of_dates(["1/2/2018", "13/2/18 00:00"]) == "day_first"
    assert order_of_dates(["1/13/2018", "x"]) == "month_first"
    assert order_of_dates(["1/13/2018", "13/1/2018"]) == "contradictory"


@pytest.fixture(scope="module")
def ice() -> Table:
    return read(AWARDS / ICE)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (ICE, 5672),
        ("mn_ice/mn_all__Contracts_PrimeAwardSummaries_2025-03-21_H19M57S23_1.csv", 1369),
        ("mn_ice/umn__Contracts_PrimeAwardSummaries_2025-03-28_H02M59S08_1.csv", 5),
        ("sierrawells/us-local-gov-ice-contracts.csv", 720),
        ("sierrawells/us-reg-state-gov-ice-contracts.csv", 331),
    ],
)
def test_real_files_load_whole(name: str, rows: int) -> None:
    """Every row of the three vintages becomes an action with a date, without a problem."""
    reading = read(AWARDS / name)
    assert (len(reading.actions), reading.problems) == (rows, ())
    assert [action.row for action in reading.actions if action.acted_on is None] == []


@needs_shared
@pytest.mark.shared
def test_built_keys_equal_the_given_ones() -> None:
    """With the unique-key column hidden, the keys built from the other columns are the same.

    Two vehicles of another office of the department are the known exception: their key holds a code no column has.
    """
    path = AWARDS / "mn_ice" / "mn_all__Contracts_PrimeAwardSummaries_2025-03-21_H19M57S23_1.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        names, *rows = csv.reader(file)
    hidden = header_of(["" if name == "contract_award_unique_key" else name for name in names])
    place = names.index("contract_award_unique_key")
    different = []
    sheet = sheet_of(hidden, "month_first", artefact_id(b""))
    for number, cells in enumerate(rows, start=1):
        action, _ = action_of(number, cells, sheet)
        if action is None or action.award != cells[place]:
            different.append(cells[place])
    assert sorted(different) == ["CONT_IDV_HSCEC509A00005_7001", "CONT_IDV_HSCEC710A00002_7001"]


def golden_cases() -> list[dict[str, object]]:
    if not AWARDS.is_dir():
        return []
    cases = json.loads((AWARDS / "golden_cases.json").read_text(encoding="utf-8"))["cases"]
    return [case for case in cases if case["id"] in {"G1", "G2", "G3", "G4", "G5", "G6", "G7"}]


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("case", golden_cases(), ids=lambda case: str(case["id"]))
def test_golden_awards_are_found_with_their_sums(ice: Table, case: dict[str, object]) -> None:
    """The built key finds the award; its latest action says who, what and how much."""
    award = award_of([action for action in ice.actions if action.award == case["award"]])
    snapshots = case.get("snapshots")
    expected = snapshots[-1] if isinstance(snapshots, list) else case
    money = {one.notion: one.amount for one in award.money}
    for notion in ("current", "potential"):
        if notion in expected:
            assert money[notion] == Decimal(str(expected[notion]))
    if "obligated_this_action" in expected:
        assert award.latest.obligated == Decimal(str(expected["obligated_this_action"]))
    if "as_of" in expected:
        assert award.latest.acted_on == expected["as_of"]
    assert award.latest.recipient == case["recipient"]
    assert award.latest.recipient_parent == case.get("parent", award.latest.recipient_parent)
    assert str(case.get("description_has", "")) in award.latest.description


@needs_shared
@pytest.mark.shared
def test_golden_snapshots_keep_every_state_of_an_award(ice: Table) -> None:
    """G2 and G4: each yearly row stands as its own action, so that a ceiling can be seen to move."""
    for case in golden_cases():
        for snapshot in case.get("snapshots", []):  # type: ignore[attr-defined]  # a list of objects
            found = [one for one in ice.actions if one.award == case["award"] and one.acted_on == snapshot["as_of"]]
            assert [{money.notion: float(money.amount) for money in one.money} for one in found] == [
                {"current": snapshot["current"], "potential": snapshot["potential"]}
            ]


@needs_shared
@pytest.mark.shared
def test_every_field_of_the_ice_file_is_verbatim(ice: Table) -> None:
    """Looked up again in the file, all values read the same."""
    fields = {field.pointer: field.text for action in ice.actions for _, field in action.fields}
    assert len(fields) > 60_000
    assert usaspending.field_texts(AWARDS / ICE, fields) == fields


@pytest.mark.fuzz
def test_broken_tables_never_break_us(tmp_path: Path) -> None:
    """Whatever the bytes: rows or problems, and every field has its cell."""
    seeds = [write(tmp_path / "seed.csv", [OLD, OLD_ROW, with_values(award_id_piid="X2")]).read_bytes()]

    def attempt(content: bytes) -> None:
        path = tmp_path / "broken.csv"
        path.write_bytes(content)
        reading = read(path)
        assert reading.actions or reading.problems
        for action in reading.actions:
            assert all(field.pointer.startswith(f"row={action.row};column=") for _, field in action.fields)

    assert fuzz(attempt, seeds) >= 100
