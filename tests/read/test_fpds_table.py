"""Flat files of FPDS records: the meanings of the ATOM feed, every value with the cell it came from."""

import csv
import gzip
import io
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from itertools import islice
from pathlib import Path
from shutil import copyfileobj

import pytest

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.award import Action
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.problem import Problem
from onrecord.read import fpds, fpds_table, usaspending
from onrecord.read.contact_data import masked
from onrecord.read.reader import read_file
from onrecord.read.usaspending_rows import field_texts
from onrecord.store.sheets import read_frames
from tables_read import Table, read_table

AWARDS = Path(__file__).parents[3] / "shared" / "data" / "awards"
needs_shared = pytest.mark.skipif(not AWARDS.is_dir(), reason="../shared is absent")
ORIGIN = Origin(artefact=artefact_id(b""), path="a.csv", collected_at="2026-01-01T00:00:00+00:00")

COLUMNS = [name for names in fpds_table.COLUMNS.values() for name in names] + ["office", "modified"]
ORDER = {
    "doc_type": "award", "agency_id": "9700", "piid": "X17J1", "mod": "P00001", "txn": "0", "ref_agency_id": "4732",
    "ref_piid": "V15A1", "signed_date": "2018-06-15", "effective_date": "2018-06-16", "current_completion": "2019-06-15",
    "ultimate_completion": "2022-06-15", "obligated": "-10.50", "base_exercised": "5.00", "base_all": "6.00",
    "tot_obligated": "89.50", "tot_base_exercised": "105.00", "tot_base_all": "206.00",
    "contracting_agency": "DEPT OF THE NAVY", "contracting_agency_id": "1700", "contracting_dept": "DEPT OF DEFENSE",
    "funding_agency": "PAYER", "funding_agency_id": "7022", "action_type": "C", "action_type_desc": "DELIVERY ORDER",
    "reason_mod": "NOVATION AGREEMENT", "description": "LICENCES & SUPPORT", "psc": "7030", "naics": "541519",
    "vendor_name": "EXAMPLE, INC.", "uei": "ABCDEFGH1234", "duns": "74108176", "cage": "0AB12",
    "parent_uei": "PARENTPAREN1", "parent_uei_name": "PARENT CORP",
}  # fmt: skip
BASE = {"mod": "0", "signed_date": "2018-01-05", "effective_date": "2018-02-01", "reason_mod": "", "obligated": "100.00",
        "base_exercised": "100", "base_all": "200"}  # fmt: skip
VEHICLE = {"doc_type": "IDV", "agency_id": "4732", "piid": "V15A1", "ref_agency_id": "", "ref_piid": "",
           "action_type": "C", "action_type_desc": "FSS"}  # fmt: skip


def line(**values: str) -> list[str]:
    """Write the order, with some values changed, as cells under `COLUMNS`."""
    return [(ORDER | values).get(name, "") for name in COLUMNS]


def written(*lines: Sequence[str], columns: Sequence[str] = COLUMNS, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *lines])
    return text.getvalue().encode(encoding)


def read(tmp_path: Path, *lines: Sequence[str], columns: Sequence[str] = COLUMNS, encoding: str = "utf-8") -> Table:
    """Read rows by way of the reader of CSV files, which finds this one by the header."""
    path = tmp_path / "a.csv"
    path.write_bytes(written(*lines, columns=columns, encoding=encoding))
    return read_table(usaspending.rows, path)


def messages(table: Table) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in table.problems]


def test_a_row_becomes_an_action_with_the_keys_of_usaspending(tmp_path: Path) -> None:
    """The award goes by the agency in its own number, for defence the department, not by the one that buys."""
    table = read(tmp_path, line())
    (action,) = table.actions
    assert table.problems == ()
    assert (action.award, action.parent) == ("CONT_AWD_X17J1_9700_V15A1_4732", "CONT_IDV_V15A1_4732")
    assert (action.kind, action.acted_on, action.modification) == ("order", "2018-06-15", "P00001")
    assert (action.transaction, action.reason, action.reason_code) == ("0", "NOVATION AGREEMENT", None)
    assert (action.buyer, action.buyer_code, action.department) == ("DEPT OF THE NAVY", "1700", "DEPT OF DEFENSE")
    assert (action.funder, action.funder_code) == ("PAYER", "7022")
    assert (action.obligated, action.currency) == (Decimal("-10.50"), "USD")
    assert (action.recipient, action.recipient_parent) == ("EXAMPLE, INC.", "PARENT CORP")
    assert action.recipient_identifiers == (
        ("us-uei", "ABCDEFGH1234"), ("us-duns", "074108176"), ("us-cage", "0AB12"),
    )  # fmt: skip
    assert action.recipient_parent_identifiers == (("us-uei", "PARENTPAREN1"),)
    assert action.categories == (("psc", "7030"), ("naics", "541519"))


def test_a_modification_has_its_own_effective_date_so_only_the_award_itself_says_when_it_starts(tmp_path: Path) -> None:
    base, change = read(tmp_path, line(**BASE), line()).actions
    ends = (("end", "2019-06-15"), ("potential_end", "2022-06-15"))
    assert base.dates == (("start", "2018-02-01"), *ends, ("signed", "2018-01-05"))
    assert change.dates == ends
    assert (base.field("start") is None, change.field("start") is None) == (False, True)


def test_totals_that_the_rows_add_up_to_are_of_the_last_day(tmp_path: Path) -> None:
    """89.50 is 100 less 10.50: so it is known up to which day; the totals stand in each row alike."""
    for action in read(tmp_path, line(**BASE), line()).actions:
        assert [(one.notion, str(one.amount), one.as_of, one.basis) for one in action.money] == [
            ("obligated", "89.50", "2018-06-15", "tot_obligated"),
            ("current", "105.00", "2018-06-15", "tot_base_exercised"),
            ("potential", "206.00", "2018-06-15", "tot_base_all"),
        ]


def test_totals_of_a_day_nobody_knows_have_none(tmp_path: Path) -> None:
    """They count modifications that the file does not hold, or the award itself is not among them."""
    for lines in ([line(**BASE), line(obligated="-11.50")], [line()]):
        for action in read(tmp_path, *lines).actions:
            assert (action.money[0].as_of, action.money[0].basis) == (
                None,
                "tot_obligated, of the day the file was made",
            )


def test_totals_of_a_transaction_number_are_none_of_the_award(tmp_path: Path) -> None:
    assert [len(one.money) for one in read(tmp_path, line(txn="15"), line(txn="0"), line(txn="")).actions] == [0, 3, 3]


def test_a_total_is_not_dated_by_rows_of_another_award(tmp_path: Path) -> None:
    """Rows of two awards in turn: each is dated by its own."""
    other = {"piid": "X17J2", "tot_obligated": "1.00"}
    found = read(
        tmp_path,
        line(**BASE),
        line(**(BASE | other | {"obligated": "1.00"})),
        line(),
        line(**(other | {"obligated": "0.00", "signed_date": "2019-01-01"})),
    )
    assert [(one.piid, str(one.money[0].amount), one.money[0].as_of) for one in found.actions] == [
        ("X17J1", "89.50", "2018-06-15"),
        ("X17J2", "1.00", "2019-01-01"),
        ("X17J1", "89.50", "2018-06-15"),
        ("X17J2", "1.00", "2019-01-01"),
    ]


@pytest.mark.parametrize(
    ("values", "kind", "award"),
    [
        (VEHICLE, "idv", "CONT_IDV_V15A1_4732"),
        (VEHICLE | {"doc_type": "OtherTransactionIDV"}, "idv", "CONT_IDV_V15A1_4732"),
        (VEHICLE | {"doc_type": ""}, "idv", "CONT_IDV_V15A1_4732"),
        ({"action_type": "A", "action_type_desc": "BPA CALL"}, "bpa_call", "CONT_AWD_X17J1_9700_V15A1_4732"),
        ({"action_type": "", "action_type_desc": "PURCHASE ORDER"}, "purchase", "CONT_AWD_X17J1_9700_V15A1_4732"),
        ({"doc_type": "OtherTransactionAward"}, "order", "CONT_AWD_X17J1_9700_V15A1_4732"),
        (
            {"doc_type": "OtherTransactionAward", "ref_piid": "", "ref_agency_id": ""},
            "unknown",
            "CONT_AWD_X17J1_9700_-NONE-_-NONE-",
        ),
        ({"doc_type": "", "action_type": "C", "action_type_desc": ""}, "unknown", "CONT_AWD_X17J1_9700_V15A1_4732"),
        ({"agency_id": "97"}, "order", "CONT_AWD_X17J1_0097_V15A1_4732"),
    ],
)
def test_the_record_says_what_the_letter_of_a_kind_means(
    tmp_path: Path, values: dict[str, str], kind: str, award: str
) -> None:
    """C is an order among awards and a schedule among vehicles; without the record's name a letter says nothing."""
    (action,) = read(tmp_path, line(**values)).actions
    assert (action.kind, action.award) == (kind, award)


def test_without_the_agency_in_its_number_an_award_gets_no_key_of_usaspending(tmp_path: Path) -> None:
    one, same, other = read(
        tmp_path, line(agency_id=""), line(agency_id="", mod="P00002"), line(agency_id="", contracting_agency="ARMY")
    ).actions
    assert not one.award.startswith("CONT_")
    assert (one.award == same.award, one.award == other.award) == (True, False)


def test_a_vendor_without_a_name_is_no_recipient_and_keeps_its_identifier(tmp_path: Path) -> None:
    """Old records have such; the name of the identifier's holder stands in where the file has one."""
    nobody, named = read(tmp_path, line(vendor_name="", uei_name=""), line(vendor_name=" ", uei_name="HOLDER")).actions
    assert (nobody.recipient, nobody.recipient_identifiers[0]) == (None, ("us-uei", "ABCDEFGH1234"))
    assert [role for role, _, _ in nobody.names] == ["recipient_parent", "buyer", "funder", "department"]
    place = named.field("recipient")
    assert (named.recipient, place.pointer if place else "") == ("HOLDER", "row=2;column=uei_name")


def test_columns_may_stand_in_any_order_under_names_in_any_case(tmp_path: Path) -> None:
    columns = [name.upper() for name in reversed(COLUMNS)]
    (turned,) = read(tmp_path, line()[::-1], columns=columns).actions
    (plain,) = read(tmp_path, line()).actions
    unlike = {one.name for one in fields(Action) if getattr(turned, one.name) != getattr(plain, one.name)}
    assert unlike == {"artefact", "places", "money"}  # another file, and its names of columns
    assert turned.money[0].basis.startswith("TOT_OBLIGATED")


def test_every_field_is_found_again_at_its_cell(tmp_path: Path) -> None:
    table = read(tmp_path, line(vendor_name="  B  &\nC "), line(description="CALL 202-555-0143 OR a.b@example.gov"))
    found = {one.pointer: one.text for action in table.actions for _, one in action.fields}
    assert usaspending.field_texts(tmp_path / "a.csv", found) == found
    assert table.actions[1].description == "CALL [telephone] OR [e-mail]"
    assert found["row=2;column=description"] == "CALL [telephone] OR [e-mail]"
    assert found["row=1;column=vendor_name"] == "  B  &\nC "


def test_values_that_are_none_are_named_and_the_others_kept(tmp_path: Path) -> None:
    table = read(
        tmp_path, line(obligated="1.2E+07", signed_date="soon"), line(piid=" "), line(tot_base_all="x"), line(piid="\0")
    )
    assert [(one.row, one.obligated, one.acted_on) for one in table.actions] == [
        (1, None, None),
        (3, Decimal("-10.50"), "2018-06-15"),
    ]
    assert messages(table) == [
        ("bad_row", "a.csv: row 1: signed_date 'soon' is no date; left out"),
        ("bad_row", "a.csv: row 1: obligated '1.2E+07' is no sum; left out"),
        ("bad_row", "a.csv: row 2: no award number; left out"),
        ("bad_row", "a.csv: row 3: tot_base_all 'x' is no sum; left out"),
        ("bad_row", "a.csv: row 4: a zero character in the award's number; left out"),
    ]


def test_dates_with_slashes_are_american_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    american = read(tmp_path, line(signed_date="3/4/2018"))
    european = read(tmp_path, line(signed_date="3/4/2018"), line(signed_date="25/12/2018"))
    both = read(tmp_path, line(signed_date="12/25/2018"), line(signed_date="25/12/2018"), line(signed_date="3/4/2018"))
    assert [one.acted_on for one in american.actions] == ["2018-03-04"]
    assert [one.acted_on for one in european.actions] == ["2018-04-03", "2018-12-25"]
    assert [one.acted_on for one in both.actions] == ["2018-12-25", "2018-12-25", None]
    assert [code for code, _ in messages(both)] == ["bad_row"]


def test_a_header_that_names_nobody_is_refused(tmp_path: Path) -> None:
    table = read(tmp_path, ["1", "0", "2020-01-01"], columns=["piid", "mod", "signed_date"])
    assert (table.rows, [one.code for one in table.problems]) == ((), ["missing_columns"])


def test_rows_that_do_not_fit_the_header_are_told_as_in_other_tables(tmp_path: Path) -> None:
    table = read(tmp_path, line()[:2], [*line(), "more"], COLUMNS, [""] * len(COLUMNS), line()[:20])
    assert [one.row for one in table.actions] == [5]
    assert [text.split("; ")[-1] for _, text in messages(table)] == [
        *["left out"] * 3,
        "only the first 19 were used",
    ]


def test_a_header_alone_is_empty(tmp_path: Path) -> None:
    assert [one.code for one in read(tmp_path).problems] == ["empty"]


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    table = read(tmp_path, line(vendor_name="CAFÉ SÀRL"), encoding="cp1252")
    assert ([one.recipient for one in table.actions], [one.code for one in table.problems]) == (
        ["CAFÉ SÀRL"],
        ["encoding_guessed"],
    )


@pytest.mark.parametrize(
    "content",
    [
        written()[:9],
        written(line())[:-90],
        written(line(description="\0\0")),
        written(line(description="x" * 2_000_000)),
        b"piid,mod,signed_date,vendor_name,agency_id\n" + b"," * 1_000_000,
        b'piid,mod,signed_date,vendor_name,agency_id\n1,"' + b"a,\n" * 100_000,
        b"piid,mod,signed_date,vendor_name,agency_id\n\xff\xfe,\xff,\xff,\xff,\xff\n",
    ],
    ids=["cut header", "cut row", "NUL", "long cell", "many cells", "open quotation mark", "no text"],
)
def test_broken_files_give_problems_or_rows_in_linear_time(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    start = time.perf_counter()
    table = read_table(usaspending.rows, path)
    assert table.rows or table.problems
    assert time.perf_counter() - start < 5


def test_memory_does_not_grow_with_rows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So many rows are held as one award may have, and of one that never ends no more."""
    monkeypatch.setattr(fpds_table, "ROWS_HELD", 250)
    monkeypatch.setattr(fpds_table, "MOST_ROWS_HELD", 500)

    def peak(rows: int) -> int:
        path = tmp_path / "a.csv"
        path.write_bytes(written(*(line(mod=str(one)) for one in range(rows))))
        tracemalloc.start()
        try:
            assert sum(isinstance(one, Action) for one in fpds_table.rows(path, ORIGIN, Config())) == rows
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(4_000) < 1.2 * peak(1_000)


def test_the_rows_of_one_award_are_not_parted_where_others_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fpds_table, "ROWS_HELD", 2)
    other = line(piid="X17J0", tot_obligated="0", obligated="0", mod="0")
    found = read(tmp_path, other, line(**BASE), line(), line(piid="X17J3")).actions
    assert [(one.piid, one.money[0].as_of) for one in found] == [
        ("X17J0", "2018-06-15"),
        ("X17J1", "2018-06-15"),
        ("X17J1", "2018-06-15"),
        ("X17J3", None),
    ]


def test_whatever_a_file_holds_every_field_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    def shown(names: list[str], column: str, text: str) -> str:
        return masked(text) if column in fpds_table.free_text(names) else text

    def attempt(content: bytes) -> None:
        path.write_bytes(content)
        found = {
            one.pointer: one.text
            for row in fpds_table.rows(path, ORIGIN, Config())
            if isinstance(row, Action)
            for _, one in row.fields
        }
        assert field_texts(path, found, shown) == found

    assert fuzz(attempt, [written(line(**BASE), line(), line(**VEHICLE))]) >= 100


def test_the_reader_of_files_takes_such_a_file_into_the_record(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(written(line(**BASE), line()))
    reading = read_file(path, ORIGIN, Config(), tmp_path / "spool")
    (file,) = reading.rows
    assert dict(file.counts)["actions"] == 2
    assert sum(len(rows) for table, rows in read_frames(file) if table == "actions") == 2


# --- real data


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the extract of 91,817 records."""
    path = tmp_path_factory.mktemp("flat") / "fpds.csv"
    with gzip.open(AWARDS / "fpds_atom" / "fpds_transactions.csv.gz") as packed, path.open("wb") as file:
        copyfileobj(packed, file)
    return path


def _actions(path: Path) -> Iterator[Action]:
    for row in usaspending.rows(path, ORIGIN, Config()):
        assert isinstance(row, Action), row
        yield row


def _change(action: Action) -> tuple[str, str, str]:
    return action.award, action.modification, action.transaction or "0"


@pytest.mark.shared
@needs_shared
def test_records_of_the_extract_say_what_their_pages_say(flat: Path) -> None:
    """All 430 records of the stored pages; a flat file has no codes of reasons, no effective date, other bases of sums.

    Days of totals differ since a page holds ten records of an award and the file all of them.
    """
    pages = {
        _change(action): action
        for path in sorted((AWARDS / "fpds_atom" / "raw_xml").glob("*.xml"))
        for action in fpds.rows(path, ORIGIN, Config())
        if isinstance(action, Action)
    }
    unlike = {"artefact", "row", "places", "reason_code", "money", "dates"}
    same = [one.name for one in fields(Action) if one.name not in unlike]
    compared: set[tuple[str, str, str]] = set()
    unnamed = rows = 0
    for row in _actions(flat):
        rows += 1
        unnamed += row.recipient is None
        page = pages.get(_change(row))
        if page is None:
            continue
        compared.add(_change(row))
        assert [getattr(row, name) for name in same] == [getattr(page, name) for name in same]
        assert [(one.notion, one.amount) for one in row.money] == [(one.notion, one.amount) for one in page.money]
        assert row.dates == tuple(one for one in page.dates if one[0] != "start")
    assert (rows, unnamed, len(compared), len(pages)) == (91_817, 148, 430, 430)


@pytest.mark.shared
@needs_shared
def test_orders_join_their_vehicles(flat: Path) -> None:
    """456 orders of ICE hang on 52 vehicles of the extract: the one file says so in 2018, the other in 2026."""
    vehicles = {row.award for row in _actions(flat) if row.kind == "idv"}
    ice = usaspending.rows(AWARDS / "tornapart" / "ice_awards_fy13_fy18.csv", ORIGIN, Config())
    joined = {(row.award, row.parent) for row in ice if isinstance(row, Action) and row.parent in vehicles}
    assert (len({award for award, _ in joined}), len({parent for _, parent in joined})) == (456, 52)


@pytest.mark.shared
@needs_shared
def test_real_fields_are_found_again(flat: Path) -> None:
    found = {one.pointer: one.text for row in islice(_actions(flat), 2_000) for _, one in row.fields}
    assert usaspending.field_texts(flat, found) == found


def test_problems_of_a_file_are_bounded(tmp_path: Path) -> None:
    table = read(tmp_path, *[line(signed_date="soon")] * 150)
    assert (len(table.actions), len(table.problems)) == (150, 101)
    assert all(isinstance(one, Problem) for one in table.problems)
