"""Releases of an award: each sum under its own notion, a state for each day, who takes part."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from export.spending_values import (
    BODY,
    DAY,
    FIRM,
    PARENT,
    VEHICLE,
    action,
    changed,
    members,
    money,
    places,
    releases,
    vehicle,
    view,
)
from onrecord.export.ocds import export
from onrecord.export.ocds_money import number, value
from onrecord.model.ids import AwardId

# --- money


def test_current_and_potential_have_their_places_and_the_other_notions_only_their_names(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action())
    award, contract = one["awards"][0], one["contracts"][0]
    assert award["value"] == {"amount": Decimal("300.50"), "currency": "USD"}
    assert contract["value"] == {"amount": Decimal("200.00"), "currency": "USD"}
    told = {
        each["id"]: (each["amount"], each["asOf"], each["pointer"])
        for each in award["onRecord"]["money"]
        if each["id"] != "outlayed"
    }
    assert told == {
        "obligated": (Decimal("150.25"), "2018-05-01", "row=1;column=obligated"),
        "current": (Decimal("200.00"), "2018-05-01", "row=1;column=current"),
        "potential": (Decimal("300.50"), "2018-05-01", "row=1;column=potential"),
    }  # fmt: skip
    assert award["onRecord"]["actions"][0]["obligated"] == {"amount": Decimal("100.10"), "currency": "USD"}
    assert "implementation" not in {name for name, _ in members(one)}  # a total paid out is no payment


def test_no_notion_stands_in_for_another(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action(money=(money("5", "obligated"), money("6", "outlayed"))))
    assert "value" not in one["awards"][0]
    assert "value" not in one["contracts"][0]


def test_a_sum_of_the_actions_held_is_not_said_to_be_stated(tmp_path: Path) -> None:
    *_, last = releases(tmp_path, action(money=()), changed(2, money=(), obligated=Decimal("-0.10")))
    (total,) = last["awards"][0]["onRecord"]["money"]
    assert (total["id"], total["amount"], total["stated"]) == ("obligated", Decimal("100.00"), False)
    assert "pointer" not in total
    assert "2 action(s)" in total["basis"]


def test_a_vehicle_is_a_framework_without_a_contract_and_its_orders_name_it(tmp_path: Path) -> None:
    first, second = releases(tmp_path, action(), vehicle())
    assert first["relatedProcesses"] == [
        {"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": second["ocid"]}
    ]
    assert second["ocid"] == f"ocds-xxxxxx-{VEHICLE}"
    assert "contracts" not in second
    assert "relatedProcesses" not in second
    assert second["tender"]["techniques"] == {"hasFrameworkAgreement": True}
    assert second["tag"] == ["award"]
    assert second["awards"][0]["value"]["amount"] == Decimal("2840238077721.00")
    assert second["awards"][0]["contractPeriod"] == {"endDate": "2020-01-01T00:00:00Z"}


def test_the_award_of_an_ocds_contract_is_no_framework_but_a_named_one_is(tmp_path: Path) -> None:
    other = {"award": AwardId("2" * 32), "parent": AwardId("3" * 32)}
    (plain,) = releases(tmp_path, action(**other, kind="unknown"))
    assert "relatedProcesses" not in plain
    (named,) = releases(tmp_path, action(**other, places=places(1, framework="ocds-abc123-7")))
    assert named["relatedProcesses"][0]["identifier"] == "ocds-abc123-7"
    assert named["relatedProcesses"][0]["scheme"] == "ocid"
    (loose,) = releases(tmp_path, action(**other, places=places(1, framework="F-7")))
    assert loose["relatedProcesses"] == [{"id": "1", "relationship": ["framework"], "identifier": "F-7"}]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18))
@settings(deadline=None)
def test_a_sum_is_a_plain_number_with_all_its_digits(amount: Decimal) -> None:
    text = msgspec.json.encode(number(amount)).decode()
    assert re.fullmatch(r"-?\d+(?:\.\d+)?", text)
    assert amount == Decimal(text)


def test_sums_are_written_as_recorded(tmp_path: Path) -> None:
    ((path, _),) = export(view(action(money=(money("19705037.30"),)), vehicle()), tmp_path, DAY)
    text = path.read_text("utf-8")
    assert '"amount":19705037.30,' in text
    assert '"amount":2840238077721.00,' in text


def test_a_currency_that_the_schema_does_not_know_gives_no_value_but_is_told(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action(currency="QQQ", money=(money("5", currency="QQQ"),)))
    assert "value" not in one["contracts"][0]
    assert one["awards"][0]["onRecord"]["actions"][0]["obligated"] == {"amount": Decimal("100.10"), "currency": "QQQ"}
    told = {each["id"]: (each["amount"], each["currency"]) for each in one["awards"][0]["onRecord"]["money"]}
    assert told["current"] == (5, "QQQ")
    assert value(None, "USD") is None


# --- states in time


def test_a_release_for_each_day_and_an_amendment_for_each_modification(tmp_path: Path) -> None:
    first, second, third = releases(
        tmp_path,
        action(),
        changed(2, reason="EXERCISE AN OPTION", money=(money("250", as_of="2018-06-02"),)),
        changed(3, acted_on="2018-06-02", reason_code="C", money=(money("260", as_of="2018-06-02"),)),
        changed(4, money=(money("270", as_of="2018-06-04"),)),
    )
    assert [one["date"][:10] for one in (first, second, third)] == ["2018-05-01", "2018-06-02", "2018-06-04"]
    assert [one["tag"] for one in (first, second)] == [["award", "contract"], ["awardUpdate", "contractAmendment"]]
    assert "amendments" not in first["contracts"][0]
    assert second["contracts"][0]["amendments"] == [
        {
            "id": "P00002",
            "date": "2018-06-02T00:00:00Z",
            "rationale": "EXERCISE AN OPTION",
            "amendsReleaseID": first["id"],
            "releaseID": second["id"],
        },
        {
            "id": "P00003",
            "date": "2018-06-02T00:00:00Z",
            "rationale": "reason code C",
            "amendsReleaseID": first["id"],
            "releaseID": second["id"],
        },
    ]
    assert second["contracts"][0]["value"]["amount"] == 260
    assert third["contracts"][0]["amendments"][0]["amendsReleaseID"] == second["id"]


def test_the_same_change_in_two_files_is_one_amendment(tmp_path: Path) -> None:
    again = replace(changed(2), artefact=type(action().artefact)("cd" * 32), row=7)
    *_, last = releases(tmp_path, action(), changed(2), again)
    assert [one["id"] for one in last["contracts"][0]["amendments"]] == ["P00002"]
    assert len(last["awards"][0]["onRecord"]["actions"]) == 1


def test_one_number_on_two_days_is_two_amendments_and_a_transaction_is_part_of_the_number(tmp_path: Path) -> None:
    found = releases(tmp_path, changed(2), changed(3, modification="P00002"), changed(4, transaction="2"))
    ids = [[each["id"] for each in one["contracts"][0]["amendments"]] for one in found]
    assert ids == [["P00002"], ["P00002@2018-06-03"], ["P00004/2"]]


def test_a_row_that_numbers_no_change_updates_without_an_amendment(tmp_path: Path) -> None:
    _, second = releases(tmp_path, action(modification=""), changed(2, modification=""))
    assert second["tag"] == ["awardUpdate", "contractUpdate"]
    assert "amendments" not in second["contracts"][0]


def test_a_value_of_another_day_is_told_in_the_last_release_only(tmp_path: Path) -> None:
    late = (money("500", as_of=None),)
    first, last = releases(tmp_path, action(money=late), changed(2, money=late))
    assert "value" not in first["contracts"][0]
    assert last["contracts"][0]["value"]["amount"] == 500


def test_an_award_without_a_day_is_dated_by_its_sums_then_by_its_collecting_then_by_the_export(tmp_path: Path) -> None:
    bare = action(acted_on=None, money=())
    (by_sum,) = releases(tmp_path, action(acted_on=None, money=(money("5", as_of="2017-03-02"),)))
    (by_collecting,) = releases(tmp_path, bare)
    (by_export,) = releases(tmp_path, bare, found=())
    assert [one["date"][:10] for one in (by_sum, by_collecting, by_export)] == [
        "2017-03-02",
        "2026-01-02",
        "2026-11-23",
    ]


def test_an_undated_row_is_no_state_beside_dated_ones(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action(), changed(2, acted_on=None))
    assert one["date"][:10] == "2018-05-01"


def test_a_row_that_names_nobody_hides_no_row_that_does(tmp_path: Path) -> None:
    """The spending API's actions say only what they obligated; they may be of the same day as the award's state, or later."""
    nobody = dict.fromkeys(("buyer", "buyer_code", "funder", "recipient"))
    flow = {
        **nobody,
        "money": (),
        "dates": (),
        "description": "A CHANGE",
        "places": places(2, obligated="7", piid="A1"),
    }
    same_day, later = changed(2, acted_on="2018-05-01", **flow), changed(3, **flow)
    for held in ((action(), same_day), (action(), later)):
        *_, last = releases(tmp_path, *held)
        assert {party["id"] for party in last["parties"]} == {BODY, FIRM}
        assert last["awards"][0]["description"] == "CLOUD LICENCES"
        assert last["contracts"][0]["value"]["amount"] == 200
        pointers = {one["id"]: one.get("pointer") for one in last["awards"][0]["onRecord"]["money"]}
        assert (pointers["obligated"], pointers["current"]) == ("row=1;column=obligated", "row=1;column=current")


def test_the_same_change_in_two_files_is_told_by_the_row_that_names_somebody(tmp_path: Path) -> None:
    twin = type(action().artefact)("ff" * 32)
    silent = replace(action(), artefact=twin, buyer=None, recipient=None, funder=None, money=())
    (one,) = releases(tmp_path, action(), silent)
    assert one["awards"][0]["suppliers"] == [{"id": FIRM, "name": "ACME CORP"}]


def test_rows_without_a_day_are_told_in_the_last_release(tmp_path: Path) -> None:
    """No flow is lost; an undated modification has no date."""
    first, last = releases(tmp_path, action(), changed(2), changed(3, acted_on=None, obligated=Decimal("-7.5")))
    flows = [[one["obligated"]["amount"] for one in each["awards"][0]["onRecord"]["actions"]] for each in (first, last)]
    assert flows == [[Decimal("100.10")], [Decimal("-7.5"), Decimal("100.10")]]
    amendments = {one["id"]: one.get("date") for one in last["contracts"][0]["amendments"]}
    assert amendments == {"P00002": "2018-06-02T00:00:00Z", "P00003": None}


def test_dates_codes_and_states_have_their_places(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action(status="Active"))
    award, contract = one["awards"][0], one["contracts"][0]
    assert contract["period"] == {
        "startDate": "2018-05-02T00:00:00Z",
        "endDate": "2019-05-01T00:00:00Z",
        "maxExtentDate": "2021-05-01T00:00:00Z",
    }
    assert contract["dateSigned"] == award["date"] == "2018-04-30T00:00:00Z"
    assert (award["status"], contract["status"]) == ("active", "active")
    assert award["items"] == [
        {
            "id": "1",
            "classification": {"scheme": "PSC", "id": "7030"},
            "additionalClassifications": [{"scheme": "NAICS", "id": "541519"}],
        }
    ]
    (other,) = releases(tmp_path, action(status="closed out"))
    assert "status" not in other["awards"][0]
    assert "status" not in other["contracts"][0]


# --- parties


def test_parties_have_their_roles_and_the_identifiers_of_registers(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action())
    parties = {party["id"]: party for party in one["parties"]}
    assert parties[BODY] == {
        "id": BODY,
        "name": "The Agency",
        "roles": ["buyer", "procuringEntity", "funder"],
        "identifier": {"scheme": "US-AGENCY", "id": "7012"},
        "details": {"department": "The Department"},
    }
    assert parties[FIRM]["roles"] == ["supplier"]
    assert parties[FIRM]["identifier"] == {"scheme": "US-SAM", "id": "ABCDEFGHJKL1"}
    assert parties[FIRM]["additionalIdentifiers"] == [
        {"scheme": "XI-DUNS", "id": "123456789"},
        {"scheme": "US-CAGE", "id": "1ABC2"},
    ]
    assert parties[FIRM]["details"]["parentAsRecorded"] == {
        "id": PARENT,
        "name": "ACME HOLDINGS",
        "identifier": {"scheme": "US-SAM", "id": "ABCDEFGHJKL2"},
    }
    assert PARENT not in parties  # no part in the process


def test_a_procuring_entity_that_is_named_takes_the_role_and_a_register_comes_before_duns(tmp_path: Path) -> None:
    (one,) = releases(
        tmp_path,
        action(
            procuring_entity="Central Purchasing",
            recipient_identifiers=(("us-duns", "123456789"), ("gb-coh", "01624297")),
        ),
    )
    roles = {party["name"]: party["roles"] for party in one["parties"]}
    assert roles["Central Purchasing"] == ["procuringEntity"]
    assert "procuringEntity" not in roles["The Agency"]
    supplier = next(party for party in one["parties"] if party["id"] == FIRM)
    assert supplier["identifier"] == {"scheme": "GB-COH", "id": "01624297"}


def test_a_party_keeps_its_id_when_its_name_changes_and_has_the_name_of_the_day(tmp_path: Path) -> None:
    first, second = releases(tmp_path, action(recipient="ACME CORPORATION"), changed(2, recipient="Acme  Corp."))
    assert [one["awards"][0]["suppliers"] for one in (first, second)] == [
        [{"id": FIRM, "name": "ACME CORPORATION"}],
        [{"id": FIRM, "name": "Acme  Corp."}],
    ]


def test_co_recipients_are_suppliers_too(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action(co_recipients=(("Beta Systems Ltd", (("gb-coh", "7"),)), ("ACME CORP", ()))))
    assert [each["name"] for each in one["awards"][0]["suppliers"]] == ["ACME CORP", "Beta Systems Ltd"]


def test_a_stand_in_for_nobody_is_no_supplier(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action(recipient="MULTIPLE RECIPIENTS"))  # resolve/ makes no party of it
    assert "suppliers" not in one["awards"][0]
    assert "MULTIPLE" not in json.dumps(one, default=str)
