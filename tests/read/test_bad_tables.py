"""Spending tables as they come in the wild, through the product: each fault a problem with its file and place, the rest loaded."""

import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from onrecord.model.ids import AwardId
from read.table_files import COLUMNS, load, row, said, table

FIXTURES = Path(__file__).parents[1] / "fixtures/spending"
CARAHSOFT = AwardId("CONT_IDV_GS35F0119Y_4732")
CEILING = Decimal("2840238077721.00")


def package(*releases: dict[str, Any]) -> bytes:
    whole = {
        "uri": "https://quay.example/package",
        "version": "1.1",
        "publishedDate": "2020-01-01T00:00:00Z",
        "publisher": {"name": "Quay Council"},
        "releases": list(releases),
    }
    return json.dumps(whole, indent=1).encode()


def release(number: int, **changed: Any) -> dict[str, Any]:
    award = {
        "id": "1",
        "title": "Rope",
        "status": "active",
        "suppliers": [{"name": "Quay Works"}],
        "value": {"amount": 10 * number, "currency": "GBP"},
    }
    found = {
        "ocid": f"ocds-213czf-{number}",
        "id": f"r{number}",
        "date": f"2020-01-0{number}T00:00:00Z",
        "tag": ["award"],
        "initiationType": "tender",
        "buyer": {"name": "Quay Council"},
        "awards": [award | changed.pop("award", {})],
    }
    return found | changed


def test_a_zip_that_is_cut_off_gives_the_rows_that_are_there(tmp_path: Path) -> None:
    """The archive says it is cut off, the row that the cut went through is named, rows before it are loaded."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("awards.csv", table(*map(row, range(1, 9))))
    content = packed.getvalue()
    cut = content.index(b"QUAY WORKS,ROPE 6") + 4
    found = load(tmp_path, {"cut.zip": content[:cut], "good.csv": table(row(20))})
    assert [code for code, _ in found.problems] == ["damaged", "damaged", "bad_row"]
    assert [message for _, message in found.problems if message.startswith("cut.zip/awards.csv: row 6: ")]
    assert {one.piid for one in found.actions} == {f"P{number}" for number in (1, 2, 3, 4, 5, 6, 20)}
    assert (found.counts["problems"], found.counts["read: spending rows"]) == (3, 7)
    assert all(message in found.printed for _, message in found.problems)


def test_a_second_header_is_left_out_and_named(tmp_path: Path) -> None:
    found = load(tmp_path, {"glued.csv": table(row(1), row(2)) + table(row(3))})
    assert found.one_problem() == ("bad_row", "glued.csv: row 3: the header again; left out")
    assert [one.row for one in found.actions] == [1, 2, 4]
    assert (found.counts["problems"], found.counts["awards"]) == (1, 3)


def test_a_quoted_line_break_is_part_of_its_cell(tmp_path: Path) -> None:
    """Rows are records, not lines: what follows keeps its number, and the words keep their breaks."""
    found = load(tmp_path, {"breaks.csv": table(row(1, transaction_description="ROPE\nAND\r\nWIRE"), row(2))})
    assert found.problems == ()
    assert [(one.row, one.description) for one in found.actions] == [(1, "ROPE\nAND\r\nWIRE"), (2, "ROPE 2")]


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    content = table(row(1, recipient_name="CAFÉ DU QUAI – SIÈGE"), encoding="cp1252")
    found = load(tmp_path, {"old.csv": content})
    code, message = found.one_problem()
    assert (code, message) == (
        "encoding_guessed",
        "old.csv: not UTF-8: read as Windows-1252, check names with accents",
    )
    assert found.actions[0].recipient == "CAFÉ DU QUAI – SIÈGE"


def test_a_column_without_which_rows_mean_nothing_is_named(tmp_path: Path) -> None:
    """The file is not read and the message says which columns would do; another file beside it is."""
    without = tuple(name for name in COLUMNS if "awarding" not in name)
    found = load(tmp_path, {"nobody.csv": table(row(1), columns=without), "good.csv": table(row(2))})
    code, message = found.one_problem()
    assert (code, message.partition(":")[0]) == ("missing_columns", "nobody.csv")
    assert "awarding_sub_agency_name" in message
    assert [one.piid for one in found.actions] == ["P2"]


def test_a_column_of_sums_that_vanished_is_named_and_leaves_that_notion_out(tmp_path: Path) -> None:
    """Nothing is put in its place: no zero, no other sum."""
    without = tuple(name for name in COLUMNS if not name.startswith("potential"))
    found = load(tmp_path, {"no-ceiling.csv": table(row(1), columns=without)})
    assert found.one_problem() == (
        "missing_columns",
        "no-ceiling.csv: lacks the potential value (potential_total_value_of_award); the other columns were read",
    )
    (award,) = found.awards.values()
    assert [(one.notion, one.amount) for one in award.money] == [("obligated", Decimal("1.50"))]


def test_a_row_that_lost_its_last_columns_keeps_what_stands_under_its_name(tmp_path: Path) -> None:
    lines = table(row(1), row(2), row(3)).splitlines(keepends=True)
    lines[2] = b",".join(lines[2].split(b",")[:10]) + b"\n"
    found = load(tmp_path, {"short.csv": b"".join(lines)})
    code, message = found.one_problem()
    assert (code, message) == ("bad_row", "short.csv: row 2: 10 cells under 12 columns; only the first 9 were used")
    assert [(one.piid, one.recipient) for one in found.actions] == [
        ("P1", "QUAY WORKS"),
        ("P2", None),
        ("P3", "QUAY WORKS"),
    ]


@pytest.mark.parametrize("name", ["ocds", "fedramp"])
def test_json_cut_in_the_middle_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    """One JSON text is whole or nothing; other files are loaded."""
    whole = package(*map(release, range(1, 5))) if name == "ocds" else (FIXTURES / "fedramp.json").read_bytes()
    content = whole[: len(whole) * 2 // 3]
    found = load(tmp_path, {f"{name}.json": content, "good.csv": table(row(1))})
    code, message = found.one_problem()
    line = content.count(b"\n") + 1
    assert (code, message.startswith(f"{name}.json: cut off or no JSON at line {line}, column ")) == ("damaged", True)
    assert [one.piid for one in found.actions] == ["P1"]


def test_an_award_without_a_value_is_an_award_without_money(tmp_path: Path) -> None:
    nothing = release(1)
    del nothing["awards"][0]["value"]
    half = release(2, award={"value": {"currency": "GBP"}})
    blank = row(3, federal_action_obligation="", potential_total_value_of_award="")
    found = load(tmp_path, {"releases.json": package(nothing, half), "rows.csv": table(blank)})
    assert [one.money for one in found.awards.values()] == [(), (), ()]
    assert found.problems == ()


def test_a_release_id_that_stands_twice_in_a_process_counts_once(tmp_path: Path) -> None:
    again = release(2, id="r1", ocid="ocds-213czf-1", award={"value": {"amount": 99, "currency": "GBP"}})
    found = load(tmp_path, {"twice.json": package(release(1), again, release(3))})
    code, message = found.one_problem()
    assert (code, message) == (
        "bad_row",
        "twice.json: /releases/1 has the id 'r1' of an earlier release of its process; left out",
    )
    assert sorted(str(money.amount) for one in found.awards.values() for money in one.money) == ["10", "30"]


def test_a_nonsense_ceiling_is_kept_as_recorded_and_added_to_nothing(
    tmp_path: Path,
) -> None:
    """Carahsoft's schedule is recorded with 2.84 trillion dollars: shown as what it is, in no total, on no order."""
    orders = [
        row(
            number,
            contract_award_unique_key=f"CONT_AWD_P{number}_7012_GS35F0119Y_4732",
            parent_award_id_piid="GS35F0119Y",
            parent_award_agency_id="4732",
            recipient_name="CARAHSOFT TECHNOLOGY CORPORATION",
        )
        for number in (1, 2)
    ]
    found = load(tmp_path, {"GS35F0119Y.xml": (FIXTURES / "GS35F0119Y.xml").read_bytes(), "orders.csv": table(*orders)})
    assert found.problems == ()
    money = {one.notion: one.amount for one in found.awards[CARAHSOFT].money}
    assert money["potential"] == CEILING
    sums = [one.amount for award in found.awards.values() for one in award.money if award.id != CARAHSOFT]
    assert max(sums) == Decimal(1000)
    printed = said(["show", str(found.folder), CARAHSOFT]) + said(["timeline", str(found.folder), "Carahsoft"])
    numbers = {Decimal(one.replace(",", "")) for one in re.findall(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", printed)}
    assert max(numbers) == CEILING


def test_a_file_that_changes_to_other_dates_half_way_is_not_guessed(tmp_path: Path) -> None:
    """Where days above 12 stand in both places, a date that could be either is left out; its row is kept."""
    days = ["2018-01-05", "13/02/2018", "02/14/2018", "03/04/2018", "2018-05-06"]
    rows = [row(number, action_date=day) for number, day in enumerate(days, 1)]
    found = load(tmp_path, {"changed.csv": table(*rows)})
    code, message = found.one_problem()
    assert (code, "changed.csv: day and month cannot be told apart" in message) == ("bad_row", True)
    assert "1 dates left out, the first in row 4: action_date '03/04/2018'" in message
    assert [one.acted_on for one in found.by_row()] == [
        *("2018-01-05", "2018-02-13", "2018-02-14", None, "2018-05-06"),
    ]
