"""Answers of the USAspending API: each read alone, each value with its JSON Pointer, nothing counted twice."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.award import Action, Money, Subaward, award_of
from onrecord.model.problem import Problem
from onrecord.read import usaspending_api
from onrecord.read.contact_data import masked
from onrecord.read.decode import decode
from onrecord.read.sniff import HEAD_BYTES
from onrecord.read.usaspending_api_sniff import is_usaspending
from tables_read import Table, read_table, row_file
from timing import best

RECORDED = Path(__file__).parents[3] / "shared" / "data" / "awards" / "usaspending_api_json"
needs_shared = pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared is absent")
ORDER = "CONT_AWD_ORD1_7012_BPA1_7001"
Json = dict[str, Any]


def agency(name: str, code: str) -> Json:
    return {
        "toptier_agency": {"name": "Department of Examples", "code": "070"},
        "subtier_agency": {"name": name, "code": code},
    }


def state(**changed: object) -> Json:
    whole: Json = {
        "id": 1,
        "generated_unique_award_id": ORDER,
        "piid": "ORD1",
        "category": "contract",
        "type": "C",
        "description": "OFFICE SOFTWARE",
        "total_obligation": 1200.50,
        "base_exercised_options": 1500,
        "base_and_all_options": -0.0,
        "total_outlay": 900.25,
        "date_signed": "2016-01-02",
        "parent_award": {"generated_unique_award_id": "CONT_IDV_BPA1_7001", "piid": "BPA1"},
        "latest_transaction_contract_data": {"product_or_service_code": "7030", "naics": "541519"},
        "awarding_agency": agency("Bureau of Examples", "7012"),
        "funding_agency": agency("Office of Samples", "7001"),
        "period_of_performance": {
            "start_date": "2016-01-03",
            "end_date": "2019-01-02",
            "potential_end_date": "2020-01-02 00:00:00",
            "last_modified_date": "2018-06-15",
        },
        "recipient": {
            "recipient_name": "EXAMPLE RESELLER, INC.",
            "recipient_uei": "EXAMPLE00001",
            "recipient_unique_id": "12345678",
            "parent_recipient_name": "EXAMPLE HOLDINGS",
            "parent_recipient_uei": "EXAMPLE00002",
            "parent_recipient_unique_id": None,
        },
        "executive_details": {"officers": [{"name": "JANE DOE", "amount": 1000000.0}]},
    }
    return whole | changed


def action(number: int = 0, **changed: object) -> Json:
    modification = f"P{number:05}" if number else "0"
    whole: Json = {
        "id": f"CONT_TX_7012_7001_ORD1_{modification}_BPA1_0",
        "type": "C",
        "type_description": "DELIVERY ORDER",
        "action_date": f"2016-01-{number + 2:02}",
        "action_type": "C" if number else None,
        "action_type_description": "FUNDING ONLY ACTION" if number else None,
        "modification_number": modification,
        "description": "MORE SOFTWARE",
        "federal_action_obligation": 600.25,
        "face_value_loan_guarantee": 0.0,
    }
    return whole | changed


def subaward(**changed: object) -> Json:
    whole: Json = {
        "internal_id": None,
        "prime_award_generated_internal_id": ORDER,
        "Prime Award ID": "ORD1",
        "Prime Recipient Name": "EXAMPLE RESELLER, INC.",
        "Prime Award Recipient UEI": "EXAMPLE00001",
        "Sub-Award ID": "S-1",
        "Sub-Award Date": "2017-02-03",
        "Sub-Award Amount": "10.50",
        "Sub-Award Description": "INSTALLATION",
        "Sub-Awardee Name": "EXAMPLE INSTALLERS LLC",
        "Sub-Recipient UEI": "EXAMPLE00003",
    }
    return whole | changed


def page(*results: object) -> Json:
    return {"page_metadata": {"page": 1, "hasNext": False}, "results": list(results)}


def read(folder: Path, content: object, name: str = "answer.json", config: Config | None = None) -> Table:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read_table(usaspending_api.rows, path, config)


def messages(table: Table) -> list[str]:
    return [f"{one.code}: {one.message.removeprefix(f'{one.path}: ')}" for one in table.problems]


def texts(row: Action | Subaward) -> dict[str, tuple[str, str]]:
    return {name: (field.pointer, field.text) for name, field in row.fields}


# --- what an award is


def test_the_state_of_an_award_is_one_action(tmp_path: Path) -> None:
    """Its own values, its sums as written, nothing obligated by itself."""
    table = read(tmp_path, state())
    (found,) = table.actions
    assert table.problems == ()
    assert (found.award, found.parent, found.kind, found.piid) == (ORDER, "CONT_IDV_BPA1_7001", "order", "ORD1")
    assert (found.modification, found.transaction, found.obligated, found.currency) == ("", "", None, "USD")
    assert (found.buyer, found.buyer_code, found.department) == ("Bureau of Examples", "7012", "Department of Examples")
    assert (found.funder, found.funder_code) == ("Office of Samples", "7001")
    assert found.recipient == "EXAMPLE RESELLER, INC."
    assert found.recipient_identifiers == (("us-uei", "EXAMPLE00001"), ("us-duns", "012345678"))
    assert found.recipient_parent == "EXAMPLE HOLDINGS"
    assert found.recipient_parent_identifiers == (("us-uei", "EXAMPLE00002"),)
    assert found.categories == (("psc", "7030"), ("naics", "541519"))
    assert found.dates == (
        ("start", "2016-01-03"),
        ("end", "2019-01-02"),
        ("potential_end", "2020-01-02"),
        ("signed", "2016-01-02"),
    )
    assert found.description == "OFFICE SOFTWARE"


def test_the_sums_of_an_award_have_the_day_it_was_last_changed(tmp_path: Path) -> None:
    """What was paid comes from the accounts, of which no day is said."""
    (found,) = read(tmp_path, state()).actions
    assert found.acted_on == "2018-06-15"
    assert [(one.notion, one.amount, one.as_of, one.basis) for one in found.money] == [
        ("obligated", Decimal("1200.5"), "2018-06-15", "total_obligation; dated by last_modified_date"),
        ("current", Decimal(1500), "2018-06-15", "base_exercised_options; dated by last_modified_date"),
        ("potential", Decimal(0), "2018-06-15", "base_and_all_options; dated by last_modified_date"),
        ("outlayed", Decimal("900.25"), None, "total_outlay; from the agencies' accounts, their day not stated"),
    ]
    undated = state(period_of_performance={"start_date": "2016-01-03"})
    (found,) = read(tmp_path, undated).actions
    assert (found.acted_on, found.money[0].as_of) == (None, None)


def test_a_vehicle_ends_with_its_last_order(tmp_path: Path) -> None:
    """Its ceiling is its own, its orders are other awards."""
    vehicle = {"generated_unique_award_id": "CONT_IDV_BPA1_7001", "piid": "BPA1", "category": "idv", "type": "IDV_B_B"}
    (found,) = read(tmp_path, state(**vehicle, parent_award=None, base_exercised_options=None)).actions
    assert (found.award, found.parent, found.kind) == ("CONT_IDV_BPA1_7001", None, "idv")
    assert ("last_order", "2019-01-02") in found.dates
    assert [one.notion for one in found.money] == ["obligated", "potential", "outlayed"]


def test_a_number_is_read_as_it_is_written(tmp_path: Path) -> None:
    """No digit is lost, as a float would lose it."""
    content = json.dumps(state(total_obligation="X")).replace('"X"', "2840238077721.123456789012345678")
    (found,) = read(tmp_path, content.encode()).actions
    assert found.money[0].amount == Decimal("2840238077721.123456789012345678")


@pytest.mark.parametrize("amount", ["1e400", '"much"', "true", "[1]", "9" * 40, "1e-400", "NaN", "Infinity"])
def test_what_is_no_sum_is_left_out(tmp_path: Path, amount: str) -> None:
    """With a complaint; the rest of the award is taken."""
    table = read(tmp_path, json.dumps(state(total_obligation="X")).replace('"X"', amount).encode())
    (found,) = table.actions
    assert [one.notion for one in found.money] == ["current", "potential", "outlayed"]
    (said,) = messages(table)
    assert said.startswith("bad_row: /total_obligation")


def test_officers_are_not_read(tmp_path: Path) -> None:
    """Nor is anything else of persons."""
    (found,) = read(tmp_path, state()).actions
    assert "JANE DOE" not in str(found)
    assert "1000000" not in str(found)


def test_contact_data_in_descriptions_is_masked_on_reading_and_verifying(tmp_path: Path) -> None:
    """The artefact keeps the bytes."""
    words = "CALL 202-555-0100 OR jane.doe@example.gov"
    for content in (state(description=words), page(action(description=words))):
        (found,) = read(tmp_path, content).actions
        assert found.description == "CALL [telephone] OR [e-mail]"
        assert texts(found)["description"][1] == found.description
        pointer = texts(found)["description"][0]
        again = usaspending_api.field_texts(tmp_path / "answer.json", {pointer})
        assert again == {pointer: found.description}
    (sub,) = read(tmp_path, page(subaward(**{"Sub-Award Description": words}))).subawards
    assert sub.description == "CALL [telephone] OR [e-mail]"


@pytest.mark.parametrize("category", ["grant", "loans", None])
def test_awards_of_assistance_are_refused(tmp_path: Path, category: str | None) -> None:
    """Grants and loans are no contracts."""
    table = read(tmp_path, state(category=category))
    assert table.rows == ()
    (said,) = messages(table)
    assert said.startswith(f"unsupported_format: an award of {repr(category) if category else 'no category'}: only")


# --- actions


def test_an_action_names_its_award_by_its_key(tmp_path: Path) -> None:
    """Agency, vehicle and number stand in it; nothing is said of the award as a whole."""
    table = read(tmp_path, page(action(), action(7, federal_action_obligation=-5.25)))
    first, second = table.actions
    assert table.problems == ()
    assert {one.award for one in table.actions} == {ORDER}
    assert {one.parent for one in table.actions} == {"CONT_IDV_BPA1_7001"}
    assert (first.modification, first.acted_on, first.obligated, first.reason) == (
        "0",
        "2016-01-02",
        Decimal("600.25"),
        None,
    )
    assert (second.modification, second.acted_on, second.obligated) == ("P00007", "2016-01-09", Decimal("-5.25"))
    assert (second.reason, second.reason_code, second.kind) == ("FUNDING ONLY ACTION", "C", "order")
    assert (second.recipient, second.buyer, second.buyer_code, second.money) == (None, None, "7012", ())
    assert [one.row for one in table.actions] == [1, 2]


@pytest.mark.parametrize("amount", [0, 0.0, -0.01, -250000.0])
def test_negative_and_zero_flows_are_kept(tmp_path: Path, amount: float) -> None:
    """Each counts as what it is."""
    (found,) = read(tmp_path, page(action(federal_action_obligation=amount))).actions
    assert found.obligated == Decimal(str(amount))


@pytest.mark.parametrize(
    ("key", "kind", "award", "parent", "modification", "transaction"),
    [
        ("CONT_TX_8000_-NONE-_X1_P1_-NONE-_0", "D", "CONT_AWD_X1_8000_-NONE-_-NONE-", None, "P1", ""),
        ("CONT_TX_8000_9700_X1_P1_Y1_12", "C", "CONT_AWD_X1_8000_Y1_9700", "CONT_IDV_Y1_9700", "P1", "12"),
        ("CONT_TX_7001_4730_B1_0_GS1_0", "IDV_B_A", "CONT_IDV_B1_7001", "CONT_IDV_GS1_4730", "0", ""),
        ("CONT_TX_7001_-NONE-_B1_-NONE-_-NONE-_-NONE-", "IDV_E", "CONT_IDV_B1_7001", None, "", ""),
        ("cont_tx_7001_-none-_b1_0_-none-_0", "A", "CONT_AWD_B1_7001_-NONE-_-NONE-", None, "0", ""),
    ],
)
def test_keys_of_actions_and_awards_have_the_same_parts(  # noqa: PLR0913, PLR0917  # a table of keys and their parts
    tmp_path: Path, key: str, kind: str, award: str, parent: str | None, modification: str, transaction: str
) -> None:
    """In another order; that of a vehicle leaves out what it hangs on."""
    (found,) = read(tmp_path, page(action(id=key, type=kind, modification_number=None))).actions
    assert (found.award, found.parent) == (award, parent)
    assert (found.modification, found.transaction) == (modification, transaction)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"id": 5}, "bad_row: /results/0/id '5' is nothing that says which award it is of; left out"),
        (
            {"id": "CONT_TX_1_2"},
            "bad_row: /results/0/id 'CONT_TX_1_2' is nothing that says which award it is of; left out",
        ),
        ({"id": "CONT_TX_1_2_A_B_C_D_E_F"}, "bad_row: /results/0/id 'CONT_TX_1_2_A_B_C_D_E_F' is nothing that says"),
        ({"type": None}, "bad_row: /results/0/type is nothing that says which award it is of; left out"),
        ({"id": "ASST_TX_1"}, "unsupported_format: 1 actions of grants or loans: only those of contracts"),
    ],
)
def test_an_action_of_no_known_award_is_left_out(tmp_path: Path, changed: Json, message: str) -> None:
    """With its place; the other rows are taken."""
    table = read(tmp_path, page(action() | changed, action(1)))
    assert len(table.actions) == 1
    assert messages(table)[0].startswith(message)


def test_no_more_than_a_hundred_bad_rows_are_named(tmp_path: Path) -> None:
    """The others are counted."""
    table = read(tmp_path, page(*(action(id=f"x{one}") for one in range(150))))
    assert len(table.problems) == 101
    assert messages(table)[-1] == "bad_row: 50 more values or rows not understood, not named"


# --- subawards


def test_a_subaward_names_its_award(tmp_path: Path) -> None:
    """Both parties with their identifiers, and what was reported."""
    table = read(tmp_path, page(subaward()) | {"spending_level": "subawards"})
    (found,) = table.subawards
    assert table.problems == ()
    assert (found.prime, found.number, found.acted_on, found.description) == (
        ORDER,
        "S-1",
        "2017-02-03",
        "INSTALLATION",
    )
    assert (found.amount, found.currency) == (Decimal("10.50"), "USD")
    assert (found.recipient, found.recipient_identifiers) == ("EXAMPLE INSTALLERS LLC", (("us-uei", "EXAMPLE00003"),))
    assert found.prime_recipient == "EXAMPLE RESELLER, INC."
    assert found.prime_recipient_identifiers == (("us-uei", "EXAMPLE00001"),)
    assert texts(found)["amount"] == ("/results/0/Sub-Award Amount", "10.50")


def test_subawards_of_grants_are_passed_over(tmp_path: Path) -> None:
    """Those of no award at all are complained of."""
    rows = [subaward(prime_award_generated_internal_id=one) for one in ("ASST_NON_1_2", None, "CONT_AWD_", ORDER)]
    table = read(tmp_path, page(*rows))
    assert [one.row for one in table.subawards] == [4]
    assert [one.split(" is ")[0] for one in messages(table)] == [
        "bad_row: /results/1/prime_award_generated_internal_id",
        "bad_row: /results/2/prime_award_generated_internal_id 'CONT_AWD_'",
    ]


def test_subawards_without_their_award_are_refused(tmp_path: Path) -> None:
    """As the call `subawards` gives them: its rows do not say what they are of."""
    row = {"id": 1, "subaward_number": "Z1", "description": "X", "action_date": "2011-10-27", "amount": 5.0}
    table = read(tmp_path, page(row))
    assert table.rows == ()
    assert messages(table)[0].startswith("missing_columns: subawards that do not name the award")


# --- together


def test_an_award_and_its_actions_make_one_award(tmp_path: Path) -> None:
    """Values from its state, and its stated total, not the sum of the actions again."""
    found = [*read(tmp_path, state()).actions, *read(tmp_path, page(action(), action(1)), "b.json").actions]
    award = award_of(found)
    assert award.latest == found[0]
    assert [(one.notion, one.amount, one.stated) for one in award.money] == [
        ("obligated", Decimal("1200.5"), True),
        ("current", Decimal(1500), True),
        ("potential", Decimal(0), True),
        ("outlayed", Decimal("900.25"), True),
    ]


def test_actions_alone_are_summed(tmp_path: Path) -> None:
    """With how many there were; the same page fetched twice counts once."""
    pages = [page(action(), action(1)), page(action(), action(1)) | {"messages": []}]
    found = [one for number, each in enumerate(pages) for one in read(tmp_path, each, f"{number}.json").actions]
    (money,) = award_of(found).money
    assert money == Money(
        notion="obligated",
        amount=Decimal("1200.50"),
        currency="USD",
        as_of="2016-01-03",
        basis="sum of the 2 action(s) held; others may exist",
        stated=False,
    )


@pytest.mark.parametrize(
    "content",
    [
        page({"internal_id": 1, "Award ID": "ORD1", "Award Amount": 5.0, "generated_internal_id": ORDER}),
        page({"award_id": 1, "generated_unique_award_id": ORDER, "obligated_amount": 5.0}),
        page(),
        {"results": {"contracts": 5, "idvs": 1}, "spending_level": "awards"},
    ],
)
def test_what_an_award_says_itself_is_not_read_from_lists(tmp_path: Path, content: Json) -> None:
    """A list says in short what the award says; it stays as evidence, without a problem."""
    table = read(tmp_path, content)
    assert (table.rows, table.problems) == ((), ())
    assert is_usaspending(json.dumps(content))


# --- places


@pytest.mark.parametrize(
    "content",
    [state(), page(action(), action(3)), page(subaward(), subaward()), page(action(description=" é \U0001f600 "))],
)
def test_every_value_is_found_again_at_its_pointer(tmp_path: Path, content: Json) -> None:
    """Word for word."""
    table = read(tmp_path, content)
    for row in table.rows:
        fields = texts(row)  # type: ignore[arg-type]  # no permissions among them
        assert len(fields) > 5
        found = usaspending_api.field_texts(tmp_path / "answer.json", {pointer for pointer, _ in fields.values()})
        assert found == dict(fields.values())
    assert row_file(*table.rows).counts[0][1] == len(table.actions)


def test_several_answers_stand_on_lines(tmp_path: Path) -> None:
    """Rows are numbered through, pointers begin with the line."""
    lines = [state(), page(action(), action(1)), page(subaward())]
    table = read(tmp_path, "\n".join(map(json.dumps, [*lines, {"x": 1}, 7])).encode() + b"\n{")
    assert [one.row for one in table.rows] == [1, 2, 3, 4]
    assert texts(table.actions[2])["acted_on"] == ("line=2/results/1/action_date", "2016-01-03")
    assert texts(table.actions[0])["piid"][0] == "line=1/piid"
    assert [one.split(" is ")[0] for one in messages(table)] == [
        "unsupported_format: line=4",
        "unsupported_format: line=5",
        "bad_row: line=6",
    ]


# --- bad input


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "damaged: cut off or no JSON at line 1"),
        (json.dumps(state()).encode()[:-9], "damaged: cut off or no JSON at line 1"),
        (json.dumps(state()).encode() * 2, "damaged: there is more behind the end"),
        (b"[" * 10_000, "damaged: "),
        (b'{"results":' * 10_000, "damaged: nested too deeply"),
        (b"\0" * 100, "damaged: cut off or no JSON"),
        (b"PK\x03\x04 a zip with a wrong name", "damaged: cut off or no JSON"),
        (b"<html><script>1</script><iframe></iframe></html>", "damaged: cut off or no JSON"),
        (b"[]", "unsupported_format: JSON that is no answer"),
        (b'{"name": "x"}', "unsupported_format: JSON that is no answer"),
        (b'{"results": 5}', "unsupported_format: JSON that is no answer"),
        (b'{"results": [{"code": "1"}]}', "unsupported_format: JSON of USAspending without awards"),
        (b'{"results": [5, "x"]}', "bad_row: /results/0 is no object"),
        (
            b'{"generated_unique_award_id": 5, "category": "contract"}',
            "bad_row: /generated_unique_award_id '5' is no key",
        ),
    ],
)
def test_bad_input_is_a_problem(tmp_path: Path, content: bytes, message: str) -> None:
    """In one line, and no row."""
    table = read(tmp_path, content)
    assert table.rows == ()
    assert messages(table)[0].startswith(message)
    assert all(len(one.splitlines()) == 1 for one in messages(table))


def test_bytes_that_are_no_utf8_are_read_with_a_problem(tmp_path: Path) -> None:
    """The API sends UTF-8; a file saved otherwise is still read."""
    content = json.dumps(state(description="CAFÉ"), ensure_ascii=False).encode("cp1252")
    table = read(tmp_path, content)
    assert [one.description for one in table.actions] == ["CAFÉ"]
    assert messages(table)[0].startswith("encoding_guessed")


def test_half_a_character_is_left_out(tmp_path: Path) -> None:
    """JSON can write what no file can hold."""
    table = read(tmp_path, json.dumps(state(description="\ud800")).encode())
    assert table.actions[0].description == ""
    assert messages(table) == ["bad_row: /description '\\ud800' is no whole text (half of a surrogate pair); left out"]


def test_a_file_too_large_or_gone_is_a_problem(tmp_path: Path) -> None:
    """An answer is held whole, so it has a limit."""
    table = read(tmp_path, state(), config=Config(text_bytes_limit=100))
    assert messages(table)[0].startswith("too_large: ")
    path = tmp_path / "gone.json"
    path.touch()
    table = read_table(lambda gone, origin, config: usaspending_api.rows(gone / "x", origin, config), path)
    assert messages(table)[0].startswith("unreadable: ")


def test_reading_takes_linear_time(tmp_path: Path) -> None:
    """Also of one very long line, and of one very long value."""

    def seconds(number: int) -> float:
        many = page(*(action(one % 20) for one in range(number)), action(description="word " * 20 * number))
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(many))
        return best(lambda: read_table(usaspending_api.rows, path))

    assert seconds(4_000) < 12 * seconds(1_000)


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda one: (
            st.lists(one)
            | st.dictionaries(
                st.sampled_from([*state(), *action(), *subaward(), "results", "name", "code", "subtier_agency"])
                | st.text(),
                one,
            )
        ),
        max_leaves=30,
    )
)
def test_any_json_is_rows_and_problems(tmp_path_factory: pytest.TempPathFactory, content: object) -> None:
    """Nothing is raised; each value taken is found again."""
    path = tmp_path_factory.getbasetemp() / "any.json"
    for one in (
        content,
        {"results": content},
        {"generated_unique_award_id": ORDER, "category": "idv", "piid": content},
    ):
        path.write_text(json.dumps(one))
        check(path)


def check(path: Path) -> None:
    """Read a file; its values must be where they are said to be, and storable."""
    table = read_table(usaspending_api.rows, path)
    assert all(isinstance(one, Problem) for one in table.problems)
    fields = {pointer: text for row in table.rows for pointer, text in texts(row).values()}  # type: ignore[arg-type]  # as above
    found = usaspending_api.field_texts(path, set(fields))
    assert {pointer: masked(text) for pointer, text in found.items()} == {p: masked(text) for p, text in fields.items()}
    row_file(*table.rows)


@pytest.mark.fuzz
def test_broken_answers_are_rows_and_problems(tmp_path: Path) -> None:
    """Whatever is cut, repeated or put into them."""
    path = tmp_path / "fuzz.json"

    def attempt(content: bytes) -> None:
        path.write_bytes(content)
        check(path)

    seeds = [json.dumps(one).encode() for one in (state(), page(action(), action(1)), page(subaward()))]
    assert fuzz(attempt, [*seeds, b"\n".join(seeds)]) > 0


# --- what it is


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(state()), True),
        ("\ufeff\n " + json.dumps(page(action()), indent=4), True),
        (json.dumps(page(subaward()) | {"spending_level": "subawards"}), True),
        (json.dumps({"results": [], "page_metadata": {"page": 1, "hasNext": False}}), True),
        ("[" + json.dumps(state()) + "]", False),
        ('{"results": []}', False),
        ('{"results": [], "hasNext": "false"}', False),
        ('{"ocid": "ocds-1", "awards": [{"id": 1}]}', False),
        ("plain words", False),
        ("", False),
    ],
)
def test_answers_are_told_by_their_members(text: str, expected: bool) -> None:  # noqa: FBT001  # a table
    """Whatever their order."""
    assert is_usaspending(text) is expected


@pytest.mark.parametrize("piece", ['"id" : ', '"results"' + " " * 30, "{" * 50, '"idvs": ', " "])
def test_telling_takes_linear_time(piece: str) -> None:
    """Of whatever fills the head of a file."""
    small, large = "{" + piece * (HEAD_BYTES // 4 // len(piece)), "{" + piece * (HEAD_BYTES // len(piece))
    assert best(lambda: is_usaspending(large)) < 20 * best(lambda: is_usaspending(small)) + 0.01


# --- the real thing, recorded


@pytest.mark.shared
@needs_shared
def test_recorded_answers_are_read() -> None:
    """29 answers of 2025: two awards, three actions, three subawards; the others hold none, or are grants and loans."""
    found = {path.name: read_table(usaspending_api.rows, path) for path in sorted(RECORDED.glob("*.json"))}
    rows = {name: len(table.rows) for name, table in found.items() if table.rows}
    assert rows == {
        "awards__contract.json": 1,
        "awards__idv.json": 1,
        "awards__search_results_subawards.json": 3,
        "awards__transactions.json": 3,
    }
    assert len(found) == 29
    assert {one.code for table in found.values() for one in table.problems} == {"unsupported_format"}
    for name in rows:
        check(RECORDED / name)
        assert found[name].problems == ()
        assert is_usaspending(decode((RECORDED / name).read_bytes()).text[:HEAD_BYTES])


@pytest.mark.shared
@needs_shared
def test_a_recorded_contract_is_read_exactly() -> None:
    """Its sums and names as the API has them."""
    (contract,) = read_table(usaspending_api.rows, RECORDED / "awards__contract.json").actions
    assert {one.notion: str(one.amount) for one in contract.money} == {
        "obligated": "172213419.67",
        "current": "172272419.67",
        "potential": "172272419.67",
        "outlayed": "154805291.75",
    }
    assert (contract.award, contract.acted_on) == ("CONT_AWD_80GSFC18C0008_8000_-NONE-_-NONE-", "2025-08-19")
    actions = read_table(usaspending_api.rows, RECORDED / "awards__transactions.json").actions
    assert {one.award for one in actions} == {contract.award}
    assert [str(one.obligated) for one in actions] == ["1600000.0", "1200000.0", "282046.29"]
    subawards = read_table(usaspending_api.rows, RECORDED / "awards__search_results_subawards.json").subawards
    assert {one.prime for one in subawards} == {contract.award}
    assert award_of([contract, *actions]).latest == contract
