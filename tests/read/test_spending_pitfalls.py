"""Mistakes that beginners make with federal spending data, each through the product; numbers are those of the README of evaluation/spending."""

from decimal import Decimal
from pathlib import Path

import pytest

from onrecord.store import View, open_record
from read.table_files import COLUMNS, Loaded, load, row, said, table

MORE = (*COLUMNS, "modification_number", "funding_sub_agency_code", "funding_sub_agency_name", "recipient_uei")
OLD = tuple(name for name in MORE if name != "contract_award_unique_key")


def names(found: Loaded, role: str) -> set[str]:
    return {found.parties[one.party] for one in found.links if one.role == role}


def test_the_same_change_in_two_files_is_one_flow(tmp_path: Path) -> None:
    """P5: files of several years and portals repeat changes; sums of actions must not."""
    first = row(1, modification_number="0", federal_action_obligation="100.00")
    second = row(1, modification_number="P00001", action_date="2018-03-01", federal_action_obligation="-40.00")
    again = second | {"federal_action_obligation": "-40"}
    found = load(
        tmp_path,
        {"2018.csv": table(first, second, columns=MORE), "2019.csv": table(again, columns=(*MORE, "naics_code"))},
    )
    (award,) = found.awards.values()
    obligated = next(one for one in award.money if one.notion == "obligated")
    assert (award.actions, len(found.actions)) == (2, 3)
    assert (obligated.amount, obligated.basis) == (Decimal(60), "sum of the 2 action(s) held; others may exist")


def test_an_order_hangs_on_its_vehicle_though_another_agency_made_that(tmp_path: Path) -> None:
    """P7: the vehicle's agency is not the buyer's; zeros that a spreadsheet dropped come back."""
    vehicle = {
        "award_id_piid": "LC09D7012",
        "awarding_sub_agency_code": "300",
        "awarding_sub_agency_name": "LIBRARY",
        "award_or_idv_flag": "IDV",
        "recipient_name": "QUAY WORKS",
        "action_date": "2017-01-01",
    }
    order = row(1, parent_award_id_piid="LC09D7012", parent_award_agency_id="300")
    found = load(tmp_path, {"old.csv": table(vehicle, order, columns=(*OLD, "award_or_idv_flag"))})
    assert set(found.awards) == {"CONT_IDV_LC09D7012_0300", "CONT_AWD_P1_7012_LC09D7012_0300"}
    with View.open(open_record(found.folder)) as view:
        vehicles = [one.id for one in found.awards.values() if one.kind == "idv"]
        assert [one.latest.piid for one in view.orders(vehicles[0])] == ["P1"]


@pytest.mark.parametrize("stand_in", ["MULTIPLE RECIPIENTS", "REDACTED DUE TO PII", "MISCELLANEOUS FOREIGN AWARDEES"])
def test_a_stand_in_for_nobody_receives_nothing(tmp_path: Path, stand_in: str) -> None:
    """P11: it is kept as recorded and is no party; the award keeps its other parts."""
    found = load(tmp_path, {"rows.csv": table(row(1, recipient_name=stand_in), columns=MORE)})
    assert found.actions[0].recipient == stand_in
    assert names(found, "RECIPIENT") == set()
    assert stand_in.casefold() not in {name.casefold() for name in found.parties.values()}
    assert names(found, "BUYER") == {"U.S. Immigration and Customs Enforcement"}


def test_who_buys_and_who_pays_are_two_links(tmp_path: Path) -> None:
    """P18: neither stands in for the other."""
    paid = row(1, funding_sub_agency_code="7009", funding_sub_agency_name="U.S. SECRET SERVICE")
    found = load(tmp_path, {"rows.csv": table(paid, columns=MORE)})
    assert (names(found, "BUYER"), names(found, "FUNDER")) == (
        {"U.S. Immigration and Customs Enforcement"},
        {"U.S. Secret Service"},
    )


def test_contact_data_is_masked_where_it_is_shown_and_kept_in_the_bytes(tmp_path: Path) -> None:
    """P20: descriptions hold addresses and numbers of staff."""
    words = "ROPE, POC A.CLERK@EXAMPLE.GOV 202-555-0100"
    content = table(row(1, transaction_description=words), columns=MORE)
    found = load(tmp_path, {"rows.csv": content})
    action = found.actions[0]
    assert action.description == "ROPE, POC [e-mail] [telephone]"
    shown = said(["show", str(found.folder), action.award, "--json"]) + said(
        ["search", str(found.folder), "rope", "--json"]
    )
    assert ("EXAMPLE.GOV" in shown, "555-0100" in shown) == (False, False)
    with View.open(open_record(found.folder)) as view:
        assert view.evidence.path(action.artefact).read_bytes() == content
