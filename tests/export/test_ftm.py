"""Entities: valid for their schemas, tied to each other, each sum under its notion, nobody private, the same each time."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from export.spending_values import (
    BODY,
    FIRM,
    LINKS,
    MAKER,
    ORDER,
    ORIGIN,
    PARENT,
    PARTIES,
    ROWS,
    VEHICLE,
    action,
    link,
    money,
    party,
    peak,
    vehicle,
    view,
)
from onrecord.errors import UserError
from onrecord.export.ftm import FILE, entities, export
from onrecord.export.ftm_contracts import contract_name
from onrecord.export.ftm_parties import organisation, party_name
from onrecord.model.award import Action
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import ArtefactId, AwardId, DocumentId, PartyId
from onrecord.store import Record, View

Row = dict[str, Any]

THING = {"name", "alias", "country", "summary", "notes", "description", "sourceUrl", "publisher", "retrievedAt"}
LEGAL_ENTITY = THING | {"registrationNumber", "leiCode", "dunsCode", "uniqueEntityId"}
ORGANISATION = LEGAL_ENTITY | {"cageCode"}
INTERVAL = {
    "startDate", "endDate", "date", "summary", "description", "recordId", "sourceUrl", "publisher", "retrievedAt", "role", "status",
}  # fmt: skip
VALUE = {"amount", "currency"}
ALLOWED = {
    "LegalEntity": LEGAL_ENTITY,
    "Organization": ORGANISATION,
    "PublicBody": ORGANISATION,
    "Company": ORGANISATION | VALUE,
    "Contract": THING
    | VALUE
    | {"title", "authority", "type", "contractDate", "procedureNumber", "noticeId", "status", "classification"},
    "ContractAward": INTERVAL | VALUE | {"supplier", "contract", "documentNumber", "documentType"},
    "Ownership": INTERVAL | {"owner", "asset", "ownershipType"},
    "UnknownLink": INTERVAL | {"subject", "object"},
}
"""Properties of the schemas of followthemoney 4.11 that we use, or may: a check that needs no package."""
REQUIRED = {
    "LegalEntity": {"name"},
    "Organization": {"name"},
    "PublicBody": {"name"},
    "Company": {"name"},
    "Contract": {"title"},
    "ContractAward": {"supplier", "contract"},
    "Ownership": {"owner", "asset"},
    "UnknownLink": {"subject", "object"},
}
LEGAL = {"LegalEntity", "Organization", "PublicBody", "Company"}
REFERENCES = {
    ("Contract", "authority"): LEGAL,
    ("ContractAward", "supplier"): LEGAL,
    ("ContractAward", "contract"): {"Contract"},
    ("Ownership", "owner"): LEGAL,
    ("Ownership", "asset"): {"Company"},
    ("UnknownLink", "subject"): LEGAL | {"Contract"},
    ("UnknownLink", "object"): {"Contract"},
}


def found(*held: Action, **said: Any) -> list[Row]:
    """Give the entities of some actions."""
    return list(entities(view(*held, **said)))


def of(schema: str, rows: list[Row]) -> list[dict[str, list[str]]]:
    """Give the properties of the entities of one schema."""
    return [row["properties"] for row in rows if row["schema"] == schema]


def check(rows: list[Row]) -> None:
    """Hold entities against the facts of their schemas."""
    schemas = {row["id"]: row["schema"] for row in rows}
    assert len(schemas) == len(rows)
    for row in rows:
        assert row.keys() == {"id", "schema", "properties"}
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", row["id"])
        assert REQUIRED[row["schema"]] <= row["properties"].keys() <= ALLOWED[row["schema"]]
        for name, values in row["properties"].items():
            assert values
            assert all(isinstance(one, str) and one == " ".join(one.split()) != "" for one in values)
            if wanted := REFERENCES.get((row["schema"], name)):
                assert {schemas[one] for one in values} <= wanted


def test_entities_are_valid_for_their_schemas_and_point_to_entities_that_are_there(example_record: Record) -> None:
    check(found(action(), action(2, modification="P00001", acted_on="2018-06-01"), vehicle()))
    with View.open(example_record) as real:
        rows = list(entities(real))
    check(rows)
    assert {row["schema"] for row in rows} >= {"Contract", "ContractAward", "Company", "PublicBody", "UnknownLink"}


def test_they_load_with_the_package_and_lose_nothing(example_record: Record) -> None:
    followthemoney = pytest.importorskip("followthemoney", exc_type=ImportError)
    with View.open(example_record) as real:
        rows = [*entities(real), *entities(view(action(), vehicle()))]
    for row in rows:
        followthemoney.model.get(row["schema"]).validate(row)
        proxy = followthemoney.model.get_proxy(row, cleaned=False)  # as data from strangers: every value is cleaned
        loaded = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert {name: sorted(values) for name, values in row["properties"].items()} == loaded


def test_an_award_is_a_contract_with_its_authority_and_the_words_it_was_read_from() -> None:
    (contract,) = of("Contract", found())
    assert contract["title"] == ["A1: CLOUD LICENCES"]
    assert contract["authority"] == [party_name(BODY)]
    assert contract["procedureNumber"] == ["A1"]
    assert contract["noticeId"] == [ORDER]
    assert contract["contractDate"] == ["2018-04-30"]
    assert contract["classification"] == ["PSC 7030", "NAICS 541519"]
    assert contract["sourceUrl"] == [ORIGIN.url]
    assert contract["publisher"] == [ORIGIN.publisher]
    assert contract["retrievedAt"] == ["2026-01-02"]
    assert f"recorded in artefact {ROWS}, row=1;column=piid" in contract["notes"]


def test_the_amount_is_the_current_value_and_every_notion_is_noted_by_name() -> None:
    rows = found()
    (contract,), (awarded,) = of("Contract", rows), of("ContractAward", rows)
    assert (contract["amount"], contract["currency"]) == (["200.00"], ["USD"])
    assert awarded["amount"] == ["200.00"]
    assert contract["notes"][:4] == [
        f"obligated: USD 150.25 as of 2018-05-01 (obligated_total; artefact {ROWS}, row=1;column=obligated)",
        f"current: USD 200.00 as of 2018-05-01 (current_total; artefact {ROWS}, row=1;column=current)",
        f"potential: USD 300.50 as of 2018-05-01 (potential_total; artefact {ROWS}, row=1;column=potential)",
        "outlayed: USD 9 as of 2018-05-01 (outlayed_total)",
    ]


def test_without_a_current_value_there_is_no_amount() -> None:
    (contract,) = of("Contract", found(action(money=(money("5", "potential"), money("6", "obligated")))))
    assert "amount" not in contract
    assert contract["notes"][1].startswith("potential: USD 5 ")


def test_a_vehicle_has_no_amount_and_orders_are_placed_under_it() -> None:
    rows = found(action(), vehicle(money=(money("7"),)))
    assert [one.get("amount") for one in of("Contract", rows)] == [["200.00"], None]
    placed = [one for one in of("UnknownLink", rows) if one["role"] == ["placed under"]]
    assert [(one["subject"], one["object"]) for one in placed] == [([contract_name(ORDER)], [contract_name(VEHICLE)])]


def test_nothing_points_to_a_vehicle_that_the_record_does_not_hold() -> None:
    assert not any(one["role"] == ["placed under"] for one in of("UnknownLink", found()))


def test_the_recipient_is_the_supplier_and_the_maker_is_tied_to_the_contract_only() -> None:
    rows = found()
    (awarded,) = of("ContractAward", rows)
    assert awarded["supplier"] == [party_name(FIRM)]
    ties = {one["subject"][0]: one for one in of("UnknownLink", rows)}
    assert ties[party_name(MAKER)]["role"] == ["maker of what is supplied (SUPPLIED_VIA)"]
    assert ties[party_name(MAKER)]["summary"] == ["recorded as product_owner"]
    assert ties[party_name(MAKER)]["description"] == [f"artefact {ROWS}, row=1;column=product_owner"]
    assert ties[party_name(BODY)]["role"] == ["funding agency"]


def test_a_product_that_is_only_named_ties_nobody() -> None:
    rows = found(linked=(link("RECIPIENT", FIRM), link("PRODUCT_OWNER", MAKER, label="MENTION_ONLY")))
    assert of("UnknownLink", rows) == []
    assert party_name(MAKER) not in {row["id"] for row in rows}


def test_several_suppliers_hold_the_value_jointly() -> None:
    rows = found(linked=(*LINKS, link("RECIPIENT", MAKER)))
    assert [("amount" in one) for one in of("ContractAward", rows)] == [False, False]
    assert of("Contract", rows)[0]["amount"] == ["200.00"]


def test_an_organisation_has_its_names_and_the_numbers_that_are_well_formed() -> None:
    properties = organisation(PARTIES[0])["properties"]
    assert properties["name"] == ["ACME CORP"]
    assert properties["alias"] == ["ACME CORPORATION"]
    assert properties["uniqueEntityId"] == ["ABCDEFGHJKL1"]
    assert properties["dunsCode"] == ["123456789"]
    assert properties["cageCode"] == ["1ABC2"]
    other = party(FIRM, "Beta Ltd", identifiers=(("gb-coh", "01624297"), ("onrecord", "org:beta")))
    assert organisation(other)["properties"]["registrationNumber"] == ["01624297"]
    assert organisation(PARTIES[2]) == {
        "id": party_name(BODY),
        "schema": "PublicBody",
        "properties": {"name": ["The Agency"], "country": ["us"]},
    }
    assert organisation(party(FIRM, "Beta", "organisation"))["schema"] == "Organization"


def test_the_code_of_a_department_is_no_number_of_a_register() -> None:
    found = organisation(party(BODY, "The Department", "public_body", identifiers=(("us-cgac", "080"),)))
    assert found["properties"] == {"name": ["The Department"], "country": ["us"]}


def test_a_parent_is_the_registers_word_on_the_days_of_its_rows() -> None:
    rows = found(
        action(),
        action(2, modification="P00001", acted_on="2018-06-01"),
        action(3, modification="P00002", acted_on=None),
    )
    (owned,) = of("Ownership", rows)
    assert (owned["owner"], owned["asset"]) == ([party_name(PARENT)], [party_name(FIRM)])
    assert owned["date"] == ["2018-05-01", "2018-06-01"]
    assert not owned.keys() & {"startDate", "endDate"}
    assert owned["summary"] == ["recorded as the recipient's parent in 3 spending row(s) from 2018-05-01 to 2018-06-01"]


def test_only_a_company_is_owned() -> None:
    known = (party(FIRM, "County of Somewhere", "public_body"), *PARTIES[1:])
    assert of("Ownership", found(action(recipient="County of Somewhere"), known=known)) == []


@pytest.mark.parametrize("kind", ["person", "unknown"])
def test_of_a_party_that_is_no_organisation_for_sure_no_kind_is_said(kind: Any) -> None:
    """Nor a code that FollowTheMoney has for organisations only."""
    known = (party(FIRM, "a private person (2)", kind, identifiers=(("us-cage", "1ABC2"),)), *PARTIES[1:])
    rows = found(action(recipient="a private person (2)"), known=known)
    check(rows)
    assert of("LegalEntity", rows) == [{"name": ["a private person (2)"]}]
    assert of("Ownership", rows) == []


def test_a_subcontractor_is_told_from_the_file_that_names_it() -> None:
    """Not from the file of the award."""
    reports = ArtefactId("cd" * 32)
    place = Field(artefact=reports, pointer="row=3;column=subawardee_name", text="Cloudmaker")
    origin = replace(ORIGIN, artefact=reports, url="https://spending.example/subawards.csv")
    linked = (*LINKS[:1], replace(link("SUBCONTRACTOR", MAKER), evidence=(place,)))
    rows = found(linked=linked, found=(ORIGIN, origin))
    (tie,) = of("UnknownLink", rows)
    assert tie["sourceUrl"] == ["https://spending.example/subawards.csv"]
    assert of("Contract", rows)[0]["sourceUrl"] == [ORIGIN.url]


def test_a_maker_that_a_document_shows_is_told_from_that_document() -> None:
    """Its address stands at the tie, not at the contract."""
    file, name = ArtefactId("ef" * 32), DocumentId("d" * 32)
    place = Span(document=name, start=3, end=8, text="Cloud")
    origin = replace(ORIGIN, artefact=file, url="https://requests.example/order.pdf")
    linked = (*LINKS[:1], replace(link("PRODUCT_OWNER", MAKER, label="SUPPLIED_VIA"), evidence=(place,)))
    rows = found(linked=linked, found=(ORIGIN, origin), read={name: file})
    check(rows)
    (tie,) = of("UnknownLink", rows)
    assert tie["sourceUrl"] == ["https://requests.example/order.pdf"]
    assert tie["description"] == [f"document {name}, characters 3-8"]
    assert of("Contract", rows)[0]["sourceUrl"] == [ORIGIN.url]


def test_only_web_addresses_are_sources() -> None:
    (contract,) = of("Contract", found(found=(replace(ORIGIN, url="file:///home/somebody/a.csv", publisher=None),)))
    assert "sourceUrl" not in contract
    assert "somebody" not in json.dumps(contract)


def test_a_description_is_cut_at_a_word_for_the_title_and_kept_whole_beside_it() -> None:
    words = "LICENCES " * 40
    (contract,) = of("Contract", found(action(description=words)))
    assert contract["title"][0].endswith("LICENCES…")
    assert len(contract["title"][0]) < 140
    assert contract["description"] == [words.strip()]
    (bare,) = of("Contract", found(action(description="", piid="")))
    assert bare["title"] == [ORDER]


def test_an_award_without_links_is_a_contract_alone() -> None:
    assert [row["schema"] for row in found(linked=(), known=())] == ["Contract"]


def test_each_entity_is_written_once_and_in_the_same_way_each_time(tmp_path: Path) -> None:
    held = tuple(action(number, award=AwardId(f"CONT_AWD_{number}"), parent=None) for number in range(1, 4))
    linked = tuple(link(one.role, one.party, each.award, one.label) for each in held for one in LINKS)
    ((path, count),) = export(view(*held, linked=linked), tmp_path)
    lines = path.read_bytes().splitlines()
    assert path.name == FILE
    assert count == len(lines) == len({json.loads(line)["id"] for line in lines})
    ((again, _),) = export(view(*held, linked=linked), tmp_path / "b")
    assert again.read_bytes() == path.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b", FILE]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", "utf-8")
    with pytest.raises(UserError, match="choose another folder"):
        export(view(), blocked)


def test_party_ids_become_ids_that_every_reader_of_the_format_accepts() -> None:
    assert re.fullmatch(r"onrecord-[0-9a-f]{32}", party_name(PartyId("a/b c_d")))


def test_memory_does_not_grow_with_awards(tmp_path: Path) -> None:
    taken = peak(2_000, lambda held: export(held, tmp_path))
    assert taken < (tmp_path / FILE).stat().st_size / 5
