"""Releases of the Open Contracting Data Standard: each contract and award an action, each value with its JSON Pointer."""

import json
import re
import tracemalloc
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.award import Action, award_of
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.problem import Problem
from onrecord.read import ocds
from onrecord.read.decode import decode
from onrecord.read.ocds_money import decimal_of
from onrecord.read.ocds_sniff import is_ocds
from onrecord.store.rows import dump
from timing import best

AWARDS = Path(__file__).parents[3] / "shared" / "data" / "awards"
needs_shared = pytest.mark.skipif(not AWARDS.is_dir(), reason="../shared is absent")

Json = dict[str, Any]


def pounds(amount: object) -> Json:
    return {"amount": amount, "currency": "GBP"}


def award(**changed: object) -> Json:
    whole: Json = {
        "id": "a1",
        "title": "Bridges",
        "status": "active",
        "date": "2023-12-01T10:00:00Z",
        "value": pounds(900),
        "suppliers": [{"id": "S1", "name": "Stone Ltd"}],
        "contractPeriod": {"startDate": "2024-01-01T00:00:00Z"},
    }
    return whole | changed


def contract(**changed: object) -> Json:
    whole: Json = {
        "id": "c1",
        "awardID": "a1",
        "title": "Bridge over the Lea",
        "description": "Repair of a bridge",
        "status": "active",
        "value": pounds(800),
        "dateSigned": "2024-01-02T00:00:00Z",
        "period": {"startDate": "2024-02-01", "endDate": "2025-02-01", "maxExtentDate": "2026-02-01"},
    }
    return whole | changed


def release(**changed: object) -> Json:
    whole: Json = {
        "ocid": "ocds-zzzzzz-1",
        "id": "1-01",
        "date": "2024-03-01T09:00:00Z",
        "tag": ["contract"],
        "initiationType": "tender",
        "parties": [
            {"id": "B1", "name": "Borough", "roles": ["buyer"], "identifier": {"scheme": "GB-LAC", "id": "E09"}},
            {
                "id": "S1",
                "name": "Stone Limited",
                "roles": ["supplier"],
                "identifier": {"scheme": "GB-COH", "id": "77"},
            },
        ],
        "buyer": {"id": "B1", "name": "Borough"},
        "awards": [award()],
        "contracts": [contract()],
    }
    return {name: value for name, value in (whole | changed).items() if value is not None}


def package(*releases: object, **changed: object) -> Json:
    return {"version": "1.1", "publishedDate": "2024-03-02T00:00:00Z", "releases": list(releases)} | changed


def write(path: Path, *documents: object) -> Path:
    """Write one document, or several as lines."""
    path.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Read:
    """What a file gave."""

    actions: list[Action]
    problems: list[Problem]


def read(path: Path, config: Config | None = None) -> Read:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    found = list(ocds.rows(path, origin, config or Config()))
    actions = [one for one in found if isinstance(one, Action)]
    return Read(actions, [one for one in found if isinstance(one, Problem)])


def read_json(folder: Path, *documents: object) -> Read:
    return read(write(folder / "a.json", *documents))


def read_bytes(folder: Path, content: bytes, config: Config | None = None) -> Read:
    (folder / "a.json").write_bytes(content)
    return read(folder / "a.json", config)


def said(reading: Read) -> list[tuple[str, str]]:
    return [(one.code, one.message.removeprefix("a.json: ")) for one in reading.problems]


def sums(action: Action) -> dict[str, tuple[str, str]]:
    return {one.notion: (str(one.amount), one.currency) for one in action.money}


def texts(action: Action) -> dict[str, tuple[str, str]]:
    assert len({name for name, _ in action.fields}) == len(action.fields)  # the export has them by name
    return {name: (field.pointer, field.text) for name, field in action.fields}


def test_a_contract_is_told_with_its_award(tmp_path: Path) -> None:
    """Sums, parties and dates of a contract and of the award it alone hangs on, each in its own notion."""
    reading = read_json(tmp_path, package(release()))
    (action,) = reading.actions
    assert reading.problems == []
    assert (action.piid, action.kind, action.modification, action.acted_on) == ("c1", "unknown", "", "2024-03-01")
    assert (action.description, action.currency, action.obligated) == ("Repair of a bridge", "GBP", None)
    assert [(one.notion, one.amount, one.as_of, one.basis, one.stated) for one in action.money] == [
        ("current", Decimal(800), "2024-03-01", "contracts/value", True),
        ("potential", Decimal(900), "2024-03-01", "awards/value", True),
    ]
    assert (action.buyer, action.buyer_code, action.funder, action.recipient) == ("Borough", None, None, "Stone Ltd")
    assert action.recipient_identifiers == (("gb-coh", "77"),)
    assert action.dates == (
        ("start", "2024-02-01"),
        ("end", "2025-02-01"),
        ("potential_end", "2026-02-01"),
        ("signed", "2024-01-02"),
        ("awarded", "2023-12-01"),
    )


def test_fields_point_at_the_values_they_came_from(tmp_path: Path) -> None:
    """Pointers are JSON Pointers; numbers and times stand as they are written."""
    content = json.dumps(package(release())).replace('"amount": 800', '"amount": 800.00')
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    found = texts(read(path).actions[0])
    assert found["current"] == ("/releases/0/contracts/0/value/amount", "800.00")
    assert found["acted_on"] == ("/releases/0/date", "2024-03-01T09:00:00Z")
    assert found["recipient"] == ("/releases/0/awards/0/suppliers/0/name", "Stone Ltd")
    assert found["parent"] == ("/releases/0/contracts/0/awardID", "a1")
    assert found["title"] == ("/releases/0/contracts/0/title", "Bridge over the Lea")
    assert ocds.field_texts(path, [pointer for pointer, _ in found.values()]) == dict(found.values())


def test_each_line_is_a_document_of_its_own(tmp_path: Path) -> None:
    """Lines count from 1, empty ones too; a pointer names its line; a cut line costs only itself."""
    path = tmp_path / "a.json"
    lines = [json.dumps(release(ocid=f"ocds-zzzzzz-{number}")) for number in range(3)]
    path.write_text(f"\ufeff{lines[0]}\r\n\r\n{lines[1]}\n[1]\n{lines[2][:200]}", encoding="utf-8")
    reading = read(path)
    assert [texts(one)["piid"] for one in reading.actions] == [
        ("line=1/contracts/0/id", "c1"),
        ("line=3/contracts/0/id", "c1"),
    ]
    assert [one.row for one in reading.actions] == [1, 2]
    assert said(reading)[0] == ("bad_row", "line=4/0 is no object; left out")
    assert re.fullmatch(r"line=5 is cut off or no JSON at column \d+ \(.*\); left out", said(reading)[-1][1])
    fields = {field.pointer: field.text for one in reading.actions for _, field in one.fields}
    assert ocds.field_texts(path, fields) == fields


def test_a_package_with_a_release_on_each_line_is_one_document(tmp_path: Path) -> None:
    releases = ",\n".join(json.dumps(release(id=f"1-0{number}")) for number in (1, 2))
    reading = read_bytes(tmp_path, b'{"releases": [\n' + releases.encode() + b"\n]}")
    assert [texts(one)["piid"][0] for one in reading.actions] == [
        "/releases/0/contracts/0/id",
        "/releases/1/contracts/0/id",
    ]


def test_pointers_that_lead_nowhere_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", package(release(), **{"a/b": {"m~n": "deep", "": "nameless"}}))
    wanted = [
        *("/releases/0/id", "/a~1b/m~0n", "/a~1b/"),
        *("", "/", "/releases", "/releases/1/id", "/releases/00/id", "/releases/-/id", "/releases/0/id/x"),
        *("/a~2b", "line=1/releases/0/id", "row=1;column=x", "releases", "/releases/9999999999999999999/id"),
    ]
    assert ocds.field_texts(path, wanted) == {"/releases/0/id": "1-01", "/a~1b/m~0n": "deep", "/a~1b/": "nameless"}


def test_an_award_with_several_contracts_is_told_once_by_itself(tmp_path: Path) -> None:
    """The value of a framework is never multiplied, and nobody knows which of its suppliers a contract is with."""
    joint = award(suppliers=[{"name": "Stone Ltd"}, {"name": "Brick plc"}])
    named = contract(id="c3", suppliers=[{"name": "Brick plc"}])  # an extension
    (whole, *parts) = read_json(
        tmp_path, release(awards=[joint], contracts=[contract(), contract(id="c2"), named])
    ).actions
    assert sums(whole) == {"potential": ("900", "GBP")}
    assert [sums(one) for one in parts] == [{"current": ("800", "GBP")}] * 3
    assert [one.parent for one in parts] == [whole.award] * 3
    assert [one.recipient for one in (whole, *parts)] == ["Stone Ltd", None, None, "Brick plc"]
    assert len({one.award for one in (whole, *parts)}) == 4


def test_a_contract_hangs_on_the_award_of_an_earlier_release(tmp_path: Path) -> None:
    """Award and contract are named by ocid and id: the same in every file, different in every process."""
    first, second, other = read_json(
        tmp_path,
        package(
            release(contracts=None),
            release(id="1-02", awards=None),
            release(ocid="ocds-zzzzzz-2", awards=None),
        ),
    ).actions
    assert (first.piid, first.parent, dict(first.dates)["start"]) == ("a1", None, "2024-01-01")
    assert second.parent == first.award
    assert second.award not in {first.award, other.award}
    assert second.recipient == "Stone Limited"  # the one party that is a supplier
    assert texts(second)["recipient"][0] == "/releases/1/parties/1/name"


def test_the_only_supplier_among_the_parties_is_not_that_of_each_contract(tmp_path: Path) -> None:
    actions = read_json(tmp_path, release(awards=None, contracts=[contract(), contract(id="c2")])).actions
    assert [one.recipient for one in actions] == [None, None]
    whole, part = read_json(tmp_path, release(contracts=[contract(awardID="elsewhere")])).actions
    assert (whole.piid, whole.recipient, part.piid, part.recipient) == ("a1", "Stone Ltd", "c1", None)


def test_several_suppliers_of_one_award_are_all_named(tmp_path: Path) -> None:
    """One action, one sum: the first is the recipient, the others are beside it with their identifiers."""
    brick = {"name": "Brick plc", "identifier": {"scheme": "GB-COH", "id": "5"}}
    joint = award(suppliers=[{"id": "?"}, {"name": "Stone Ltd"}, brick, {"name": "Sand AG"}])
    (action,) = read_json(tmp_path, release(awards=[joint])).actions
    assert action.recipient == "Stone Ltd"
    assert action.co_recipients == (("Brick plc", (("gb-coh", "5"),)), ("Sand AG", ()))
    assert {name: one for name, one in texts(action).items() if "recipient" in name} == {
        "recipient": ("/awards/0/suppliers/1/name", "Stone Ltd"),
        "co_recipient_2": ("/awards/0/suppliers/2/name", "Brick plc"),
        "co_recipient_3": ("/awards/0/suppliers/3/name", "Sand AG"),
    }


def test_ids_are_compared_as_text_without_space_around(tmp_path: Path) -> None:
    (action,) = read_json(tmp_path, release(awards=[award(id=5)], contracts=[contract(awardID=" 5")])).actions
    assert list(sums(action)) == ["current", "potential"]


@pytest.mark.parametrize(("status", "ended"), [("cancelled", True), ("Unsuccessful", True), ("terminated", False)])
def test_what_came_to_nothing_has_no_recipient_and_only_what_was_paid(
    tmp_path: Path, *, status: str, ended: bool
) -> None:
    payments = {"transactions": [{"id": "1", "value": pounds(5)}]}
    (action,) = read_json(tmp_path, release(contracts=[contract(status=status, implementation=payments)])).actions
    assert list(sums(action)) == (["outlayed"] if ended else ["current", "potential", "outlayed"])
    assert (action.recipient is None, action.status) == (ended, status)
    assert texts(action)["status"] == ("/contracts/0/status", status)


def test_each_sum_keeps_its_own_currency(tmp_path: Path) -> None:
    """Values of a contract and its award in two currencies stay two; nothing is converted."""
    dear = award(value={"amount": 1000000.10, "currency": "mxn"})
    (action,) = read_json(tmp_path, release(awards=[dear], contracts=[contract(value={"amount": None})])).actions
    assert (sums(action), action.currency) == ({"potential": ("1000000.1", "MXN")}, "MXN")
    (both,) = read_json(tmp_path, release(awards=[dear])).actions
    assert (sums(both), both.currency) == ({"current": ("800", "GBP"), "potential": ("1000000.1", "MXN")}, "GBP")
    (bare,) = read_json(tmp_path, release(awards=None, contracts=[{"id": "c1"}])).actions
    assert (bare.money, bare.currency, bare.parent) == ((), "XXX", None)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1500000.00", "1500000.00"),
        ('"1500000.00"', "1500000.00"),
        ("-3", "-3"),
        ("0", "0"),
        ("-0.0e9", "0"),
        ("1.5E3", "1500"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("12345678901234567.89", "12345678901234567.89"),
    ],
)
def test_amounts_are_exact(tmp_path: Path, written: str, read_as: str) -> None:
    content = json.dumps(release()).replace('"amount": 800', f'"amount": {written}')
    assert sums(read_bytes(tmp_path, content.encode()).actions[0])["current"] == (read_as, "GBP")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1e400", "1e400"),
        ("1e999999999", "1e999999999"),
        ("1e-400", "1e-400"),
        ("1" * 5000, "1" * 40),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
        ('"1,500"', "1,500"),
        ('"£5"', "£5"),
    ],
)
def test_other_amounts_are_left_out(tmp_path: Path, written: str, shown: str) -> None:
    content = json.dumps(release()).replace('"amount": 800', f'"amount": {written}')
    reading = read_bytes(tmp_path, content.encode())
    assert list(sums(reading.actions[0])) == ["potential"]
    assert said(reading) == [("bad_row", f"/contracts/0/value/amount {shown!r} is no sum; left out")]


def test_an_amount_without_a_currency_says_nothing(tmp_path: Path) -> None:
    contracts = [contract(value={"amount": 5}), contract(id="c2", value={"amount": 6, "currency": "pounds"})]
    reading = read_json(tmp_path, release(contracts=contracts))
    assert [sums(one) for one in reading.actions] == [{"potential": ("900", "GBP")}, {}, {}]
    assert said(reading) == [
        ("bad_row", "/contracts/0/value/amount '5' has no currency; left out"),
        ("bad_row", "/contracts/1/value/amount '6' has no currency; left out"),
    ]


@given(amount=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_decimals_come_back_as_they_were_written(amount: Decimal) -> None:
    assert decimal_of(str(amount)) == amount
    assert "E" not in str(decimal_of(f"{amount:e}"))


def paid_contract(*transactions: object) -> Json:
    return contract(implementation={"transactions": list(transactions)})


def test_payments_are_added_and_never_said_to_be_all(tmp_path: Path) -> None:
    """One transaction id counts once, refunds count; the sum says from how many of those listed."""
    payments = [
        {"id": 1, "value": pounds("50.10")},
        {"id": "1", "value": pounds(50.10)},
        {"id": "2", "value": pounds(-10)},
        {"id": "3", "amount": pounds(1)},  # as 1.0 had it
        {"id": "4", "value": pounds("much")},
        {"value": pounds(0.2)},
        {"value": pounds(0.2)},
    ]
    (action,) = read_json(tmp_path, release(contracts=[paid_contract(*payments)])).actions
    money = next(one for one in action.money if one.notion == "outlayed")
    assert (str(money.amount), money.currency, money.stated) == ("41.50", "GBP", False)
    assert money.basis == (
        "sum of the 5 of 6 transaction(s) listed in contracts/implementation/transactions; others may exist"
    )
    assert [text for name, (_, text) in texts(action).items() if name.startswith("outlayed")] == [
        *("50.10", "-10", "1", "0.2", "0.2")
    ]


def test_payments_in_several_currencies_are_not_added(tmp_path: Path) -> None:
    payments = [{"id": "1", "value": pounds(1)}, {"id": "2", "value": {"amount": 1, "currency": "EUR"}}]
    reading = read_json(tmp_path, release(contracts=[paid_contract(*payments)]))
    assert list(sums(reading.actions[0])) == ["current", "potential"]
    assert said(reading) == [
        ("bad_row", "/contracts/0/implementation/transactions are in several currencies; not added up")
    ]


def test_identifiers_are_those_of_named_registers(tmp_path: Path) -> None:
    """Numbers and spaces are taken as they are meant; without a scheme an identifier would join strangers."""
    supplier = {
        "id": 7,
        "name": "Stone Ltd",
        "identifier": {"scheme": "GB-COH", "id": 1234567},
        "additionalIdentifiers": [
            {"scheme": "GB-VAT", "id": " 217 967 235"},
            {"id": "BSM971107ME6"},
            {"scheme": "XI-LEI", "id": "N/A"},
            {"scheme": "GB-CHC", "id": "000"},
            {"scheme": "GB-VAT", "id": "217967235"},
        ],
    }
    (action,) = read_json(tmp_path, release(parties=[supplier], awards=[award(suppliers=[{"id": "7"}])])).actions
    assert action.recipient == "Stone Ltd"
    assert action.recipient_identifiers == (("gb-coh", "1234567"), ("gb-vat", "217967235"))
    assert texts(action)["recipient"][0] == "/parties/0/name"


def test_release_of_1_0_has_everything_in_place(tmp_path: Path) -> None:
    """No parties, identifiers where the names are, one amendment without a list, a legal name alone."""
    old = release(
        parties=None,
        buyer={"name": "Borough", "identifier": {"scheme": "GB-LAC", "id": "E09"}},
        awards=[award(suppliers=[{"identifier": {"scheme": "GB-COH", "id": "77", "legalName": "Stone Limited"}}])],
        contracts=[contract(amendment={"id": "A-1", "date": "2024-02-28T00:00:00Z"})],
    )
    (action,) = read_json(tmp_path, old).actions
    assert (action.buyer, action.recipient, action.modification) == ("Borough", "Stone Limited", "A-1")
    assert action.recipient_identifiers == (("gb-coh", "77"),)
    assert texts(action)["modification"] == ("/contracts/0/amendment/id", "A-1")


def test_who_buys_and_who_runs_the_procedure(tmp_path: Path) -> None:
    """The buyer's identifiers are those of its party; who runs the procedure is named where it is another."""
    tender = {"procuringEntity": {"name": "Purchasing Agency"}}
    first, second = read_json(
        tmp_path, package(release(tender=tender), release(id="1-02", tender={"procuringEntity": {"name": "Borough"}}))
    ).actions
    assert (first.buyer, first.buyer_identifiers) == ("Borough", (("gb-lac", "E09"),))
    assert (first.procuring_entity, second.procuring_entity) == ("Purchasing Agency", None)
    assert texts(first)["procuring_entity"][0] == "/releases/0/tender/procuringEntity/name"
    (alone,) = read_json(tmp_path, release(tender=tender, buyer=None, parties=None)).actions
    assert (alone.buyer, alone.buyer_identifiers, alone.procuring_entity) == ("Purchasing Agency", (), None)


def test_what_is_bought(tmp_path: Path) -> None:
    """Classes of the contract's items, else of its award's, each once, the first of a scheme with its place; then the kind."""
    item = {
        "classification": {"scheme": "CPV", "id": 45221111},
        "additionalClassifications": [
            {"scheme": "CPV", "id": "8"},
            {"scheme": "UNSPSC", "id": "1"},
            {"scheme": "CPV", "id": "45221111"},
            {"id": "2"},
        ],
    }
    other = award(items=[{"classification": {"scheme": "CPV", "id": "9"}}, {}])
    tender = {"mainProcurementCategory": "Works"}
    first, second = read_json(
        tmp_path,
        package(
            release(contracts=[contract(items=[item, item])], awards=[other], tender=tender),
            release(id="1-02", awards=[other]),
        ),
    ).actions
    assert first.categories == (
        *(("cpv", "45221111"), ("cpv", "8"), ("unspsc", "1")),
        ("procurement-category", "works"),
    )
    assert second.categories == (("cpv", "9"),)
    assert {name: one for name, one in texts(first).items() if name.startswith("category")} == {
        "category": ("/releases/0/contracts/0/items/0/classification/id", "45221111"),
        "category_2": ("/releases/0/contracts/0/items/0/additionalClassifications/1/id", "1"),
        "category_3": ("/releases/0/tender/mainProcurementCategory", "Works"),
    }


def test_contact_data_in_free_text_is_masked_on_reading_and_on_verifying(tmp_path: Path) -> None:
    """Titles, descriptions and rationales; names and ids stay as they stand."""
    words = "Ask Jane Doe, (202) 555-0100 or jane@example.org"
    amendment = {"id": "202-555-0100", "rationale": f"{words}!"}
    changed = contract(title=f" {words}", description=words, amendments=[amendment])
    (action,) = read_json(tmp_path, release(contracts=[changed])).actions
    masked = "Ask Jane Doe, [telephone] or [e-mail]"
    assert (action.description, action.reason, action.modification) == (masked, f"{masked}!", "202-555-0100")
    assert (texts(action)["title"][1], texts(action)["description"][1]) == (f" {masked}", masked)
    fields = dict(texts(action).values())
    assert ocds.field_texts(tmp_path / "a.json", fields) == fields
    assert "example.org" not in dump(action)


def test_releases_of_one_id_are_told_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a long file of lines only so many ids are remembered: memory must not grow with it."""
    monkeypatch.setattr(ocds, "RELEASES_REMEMBERED", 2)
    ids = ["1", "2", "2", "3", "4", "1"]
    reading = read_json(tmp_path, *(release(id=one) for one in ids))
    assert [field.pointer for one in reading.actions if (field := one.field("piid"))] == [
        f"line={number}/contracts/0/id" for number in (1, 2, 4, 5, 6)
    ]
    assert said(reading) == [("bad_row", "line=3 has the id '2' of an earlier release of its process; left out")]


def test_the_latest_amendment_listed_is_the_modification(tmp_path: Path) -> None:
    amendments = [
        {"id": "1", "date": "2024-01-05"},
        {"id": "3", "date": "2024-02-05"},
        {"id": "2"},
        {"date": "2025-01-01"},
    ]
    (action,) = read_json(tmp_path, release(contracts=[contract(amendments=amendments)])).actions
    assert (action.modification, texts(action)["modification"][0]) == ("3", "/contracts/0/amendments/1/id")
    undated = [{"id": "1"}, {"id": "2"}]
    (action,) = read_json(tmp_path, release(contracts=[contract(amendments=undated)])).actions
    assert action.modification == "2"


PROCURING = {"id": "P1", "name": "Purchasing Agency", "roles": ["procuringEntity"]}
FUNDER = {"id": "F1", "name": "Ministry", "roles": ["funder"]}
BUYERS = [{"id": "B1", "name": "Borough", "roles": ["buyer"]}, {"id": "B2", "name": "Shire", "roles": "buyer"}]


@pytest.mark.parametrize(
    ("changed", "buyer", "procuring", "funder"),
    [
        ({}, "Borough", None, None),
        ({"buyer": None}, "Borough", None, None),
        ({"buyer": None, "parties": [*BUYERS, PROCURING]}, "Purchasing Agency", None, None),
        ({"buyer": None, "parties": BUYERS}, None, None, None),
        ({"buyer": {"id": "B2"}, "parties": [*BUYERS, PROCURING, FUNDER]}, "Shire", "Purchasing Agency", "Ministry"),
        (
            {"buyer": {"id": "B9"}, "parties": [], "tender": {"procuringEntity": {"name": "Office"}}},
            "Office",
            None,
            None,
        ),
        ({"contracts": [contract(buyer={"name": "Edinburgh"})]}, "Edinburgh", None, None),
    ],
)
def test_who_buys_and_who_pays(
    tmp_path: Path, changed: Json, buyer: str | None, procuring: str | None, funder: str | None
) -> None:
    """The nearest buyer stated counts; a role helps out when one party alone has it; a second procuring body is named."""
    (action,) = read_json(tmp_path, release(**changed)).actions
    found = texts(action)
    assert (action.buyer, action.funder) == (buyer, funder)
    assert found.get("procuring_entity", (None, None))[1] == procuring


def test_frameworks_and_what_is_called_off_from_them(tmp_path: Path) -> None:
    """Only where the release says so; the award of an agreement is a vehicle, its own contract is not."""
    agreed = {"tender": {"techniques": {"hasFrameworkAgreement": True}}}
    process = {"relationship": ["framework"], "scheme": "ocid", "identifier": "ocds-zzzzzz-9"}
    (vehicle,) = read_json(tmp_path, release(contracts=None, **agreed)).actions
    (signed,) = read_json(tmp_path, release(**agreed)).actions
    (called,) = read_json(tmp_path, release(relatedProcesses=[{"relationship": ["prior"]}, process])).actions
    assert (vehicle.kind, signed.kind, called.kind) == ("idv", "unknown", "order")
    assert texts(called)["framework"] == ("/relatedProcesses/1/identifier", "ocds-zzzzzz-9")


def test_a_release_id_that_stands_twice_counts_once(tmp_path: Path) -> None:
    """The same id in another process is another release; releases without an id cannot be told apart."""
    reading = read_json(
        tmp_path,
        package(release(), release(), release(ocid="ocds-zzzzzz-2"), release(id=None), release(id=None)),
    )
    assert len(reading.actions) == 4
    assert said(reading) == [
        ("bad_row", "/releases/1 has the id '1-01' of an earlier release of its process; left out")
    ]


def test_two_contracts_of_one_id_are_said(tmp_path: Path) -> None:
    reading = read_json(tmp_path, release(contracts=[contract(), contract(value=pounds(1)), contract(id=None)]))
    assert [sums(one)["current"] for one in reading.actions] == [("800", "GBP")]
    assert [message for _, message in said(reading)] == [
        "/contracts/1/id 'c1' stands twice in its release; the first was taken",
        "/contracts/2 has no id; left out",
    ]


def test_a_compiled_release_is_the_last_state_of_its_record(tmp_path: Path) -> None:
    """Beside its releases it is not counted again; links to releases elsewhere are passed over."""
    later = release(id="1-02", date="2024-05-01", contracts=[contract(value=pounds(850))])
    compiled = later | {"id": "1-01", "tag": ["compiled"]}
    record = {
        "ocid": "ocds-zzzzzz-1",
        "releases": [release(ocid=None), later, {"url": "https://example.org/1", "date": "2024-01-01"}],
        "compiledRelease": compiled,
    }
    reading = read_json(tmp_path, {"version": "1.1", "records": [record]})
    whole = award_of(reading.actions)
    assert reading.problems == []
    assert (len(reading.actions), whole.actions, str(whole.money[0].amount)) == (3, 2, "850")
    assert texts(whole.latest)["piid"][0] == "/records/0/compiledRelease/contracts/0/id"
    assert read_json(tmp_path, record).actions[-1].award == whole.id
    assert [one.award for one in read_json(tmp_path, [package(release()), release(id="1-02")]).actions] == [
        whole.id
    ] * 2


HALF = "/contracts/0/title 'half \\ud800' is no whole text (half of a surrogate pair); left out"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            {"records": [{"ocid": "ocds-zzzzzz-1", "releases": [{"url": "https://example.org/1"}]}]},
            "/records/0 holds no release, only links or versions, which are not read; add the releases",
        ),
        (
            {"ocid": "ocds-zzzzzz-1", "versionedRelease": {}},
            "the document holds no release, only links or versions, which are not read; add the releases",
        ),
        (
            release(initiationType=[{"releaseID": "1", "value": "tender"}]),
            "the document is a versioned release, which is not read; add the releases",
        ),
        (package(release(ocid=None)), "/releases/0 has no ocid; left out"),
        (package(release(ocid={"id": 1})), "/releases/0/ocid is no text; left out"),
    ],
)
def test_releases_that_cannot_be_read_are_named(tmp_path: Path, document: object, message: str) -> None:
    reading = read_json(tmp_path, document)
    assert (reading.actions, said(reading)[0]) == ([], ("bad_row", message))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (package(release(), version="2.0"), "/version '2.0' is not known: read as 1.1"),
        (package(release(), 5, "x"), "/releases/1 is no object; left out"),
        (package(release(awards={"id": "a1"})), "/releases/0/awards is no array; left out"),
        (package(release(buyer="Borough")), "/releases/0/buyer 'Borough' is no object; left out"),
        (release(awards=[award(suppliers={"name": "Stone"})]), "/awards/0/suppliers is no array; left out"),
        (release(awards=[award(value="900 GBP")]), "/awards/0/value '900 GBP' is no object; left out"),
        (release(contracts=[contract(title=["Bridges"])]), "/contracts/0/title is no text; left out"),
        (release(contracts=[contract(awardID={"id": 1})]), "/contracts/0/awardID is no text; left out"),
        (release(date="01/02/2024"), "/date '01/02/2024' is no date as YYYY-MM-DD; left out"),
        (release(date="2024-02-30T00:00:00Z"), "/date '2024-02-30T00:00:00Z' is no date as YYYY-MM-DD; left out"),
        (release(contracts=[contract(title="half \ud800")]), HALF),
    ],
)
def test_a_bad_value_costs_only_itself(tmp_path: Path, document: object, message: str) -> None:
    """It is named with its place; whatever else the release says is kept and can be stored."""
    reading = read_json(tmp_path, document)
    assert ("bad_row", message) in said(reading)
    assert all(dump(one) for one in reading.actions)
    assert reading.actions[-1].piid == "c1"
    assert sums(reading.actions[-1])["current"] == ("800", "GBP")


def test_only_a_hundred_bad_values_are_named(tmp_path: Path) -> None:
    reading = read_json(tmp_path, package(*(release(id=str(one), date="soon") for one in range(130))))
    assert (len(reading.actions), len(reading.problems)) == (130, 101)
    assert reading.problems[-1].message == "a.json: 30 more values or releases not understood, not named"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "damaged", "line 1, column 1"),
        (b"not json", "damaged", "cut off or no JSON"),
        (json.dumps(package(release())).encode()[:-40], "damaged", "fetch it again"),
        (json.dumps(package(release()), indent=1).encode() * 2, "damaged", "behind the end"),
        (b'{"releases": [' + b"[" * 10_000 + b"]" * 10_000 + b"]}", "damaged", "too deeply"),
        (b'{"ocid": "1", "tender": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001, "damaged", "too deeply"),
        (b'{"when": 1}', "unsupported_format", "without releases"),
        (b"5", "unsupported_format", "without releases"),
        (b'{"releases": []}', "empty", "no releases"),
        (json.dumps(package(release(awards=None, contracts=None))).encode(), "empty", "1 release(s), none with"),
    ],
)
def test_files_that_give_nothing_say_why(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    reading = read_bytes(tmp_path, content)
    assert (reading.actions, [one.code for one in reading.problems]) == ([], [code])
    assert words in reading.problems[0].message


def test_a_line_nested_too_deeply_costs_only_itself(tmp_path: Path) -> None:
    good = json.dumps(release()).encode()
    reading = read_bytes(tmp_path, good + b"\n" + b'{"a":' * 10_000 + b"\n" + b"[" * 100_000 + b"\n" + b"\0\n")
    assert len(reading.actions) == 1
    assert [message.split(" is ")[0] for _, message in said(reading)] == ["line=2", "line=3", "line=4"]


def test_larger_documents_are_left_out(tmp_path: Path) -> None:
    """A package is held whole up to the limit; in lines the limit is for each of them."""
    small, large = json.dumps(release()), json.dumps(release(id="1-02", language="x" * 5000))
    config = Config(text_bytes_limit=len(small) + 10)
    reading = read_bytes(tmp_path, f"{small}\n{large}\n{small.replace('1-01', '1-03')}".encode(), config)
    assert [texts(one)["piid"][0] for one in reading.actions] == ["line=1/contracts/0/id", "line=3/contracts/0/id"]
    assert said(reading) == [
        (
            "bad_row",
            f"line=2 has more than {config.text_bytes_limit:,} bytes; left out, raise text_bytes_limit to have it read",
        )
    ]
    assert [one.code for one in read_bytes(tmp_path, large.encode(), config).problems] == ["too_large"]


@pytest.mark.parametrize("lines", [1, 2])
def test_other_encodings_are_read_and_said(tmp_path: Path, lines: int) -> None:
    """Bytes that are no UTF-8 are read as Windows-1252, and the fields are found again."""
    documents = [release(id=str(one), buyer={"name": "Secretaría de Educación"}) for one in range(lines)]
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in documents)
    reading = read_bytes(tmp_path, text.encode("latin-1"))
    assert [one.buyer for one in reading.actions] == ["Secretaría de Educación"] * lines
    assert [one.code for one in reading.problems] == ["encoding_guessed"]
    fields = {field.pointer: field.text for one in reading.actions for _, field in one.fields}
    assert ocds.field_texts(tmp_path / "a.json", fields) == fields
    wide = read_bytes(tmp_path, json.dumps(documents, ensure_ascii=False).encode("utf-16"))
    assert ([one.buyer for one in wide.actions], wide.problems) == (["Secretaría de Educación"] * lines, [])


def test_nul_and_line_breaks_in_strings_are_kept(tmp_path: Path) -> None:
    content = json.dumps(release(contracts=[contract(description="two@lines")])).replace("@", "\n\0")
    reading = read_bytes(tmp_path, content.encode())
    assert ([one.description for one in reading.actions], reading.problems) == (["two\n\0lines"], [])


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    origin = Origin(artefact=artefact_id(b""), path="a.json", collected_at="2026-01-01T00:00:00+00:00")
    found = ocds.rows(tmp_path / "none", origin, Config())
    assert [one.code for one in found if isinstance(one, Problem)] == ["unreadable"]


def test_of_lines_one_is_held_at_a_time(tmp_path: Path) -> None:
    """What reading holds does not grow with the number of lines."""
    origin = Origin(artefact=artefact_id(b""), path="a.json", collected_at="2026-01-01T00:00:00+00:00")

    def peak(lines: int) -> int:
        write(tmp_path / "a.json", *(release(id=str(one), language="x" * 20_000) for one in range(lines)))
        tracemalloc.start()
        assert sum(1 for _ in ocds.rows(tmp_path / "a.json", origin, Config())) == lines
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(2)
    assert peak(200) < 2 * peak(20)


def test_time_grows_with_the_size_of_one_line(tmp_path: Path) -> None:
    """A package without a line break, one long string and one long number: eight times as much takes no fifty times."""

    def attempt(size: int) -> float:
        long = release(language="\u00e9" * size, tender={"title": "{" * size, "value": pounds(0)})
        content = json.dumps(package(*(release(id=str(one)) for one in range(size // 2000)), long))
        path = tmp_path / "a.json"
        path.write_text(content.replace('"amount": 0,', f'"amount": {"9" * size},'), encoding="utf-8")
        return best(lambda: (is_ocds(content[:64_000]), read(path)))

    assert attempt(400_000) < 50 * max(attempt(50_000), 0.005)


@pytest.mark.parametrize("has_award", [True, False])
def test_time_grows_with_the_parts_of_one_release(tmp_path: Path, *, has_award: bool) -> None:
    """Many contracts, parties, suppliers and related processes: eight times as many take no fifty times as long."""

    def attempt(size: int) -> float:
        many = release(
            awards=[award(suppliers=[{"name": "Stone"}] * size)] if has_award else None,
            contracts=[contract(id=str(one)) for one in range(size)],
            parties=[{"id": str(one), "name": "P", "roles": ["buyer", "supplier"]} for one in range(size)],
            relatedProcesses=[{"relationship": ["prior"]}] * size,
        )
        path = write(tmp_path / "a.json", many)
        return best(lambda: read(path), runs=1)

    assert attempt(4000) < 50 * max(attempt(500), 0.005)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (json.dumps(release()), True),
        (json.dumps(release(awards=None, contracts=None, parties=None), indent=2), True),
        (json.dumps([release()]), True),
        (json.dumps(package(release())), True),
        ("\ufeff \n" + json.dumps({"ocid": "1", "compiledRelease": {}}), True),
        ('{"uri": "x", "publishedDate": "2024-01-01", "packages": ["https://example.org/1", "https://exa', True),
        (json.dumps(release())[:600], True),
        ('{"ocid": "1", "title": "x"}', False),
        ('{"releases": [{"tag_name": "v1.0", "name": "First"}]}', False),
        ('{"properties": {"ocid": {"type": "string"}, "releases": {"type": "array"}, "tag": {}}}', False),
        ('{"text": "\\"ocid\\": \\"1\\", \\"awards\\": []"}', False),
        ('"ocid": "1", "awards": []', False),
        ("<p>" + json.dumps(release()), False),
        ("", False),
    ],
)
def test_what_is_taken_for_ocds(text: str, *, is_one: bool) -> None:
    assert is_ocds(text) == is_one


MEMBERS = [
    *("ocid", "id", "awards", "contracts", "value", "amount", "currency", "suppliers", "parties", "identifier", "name"),
    *("tag", "amendments", "awardID", "releases", "records", "compiledRelease", "tender", "buyer", "implementation"),
    *("transactions", "relatedProcesses", "relationship", "roles", "date", "status"),
]
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2024-01-01"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(MEMBERS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=40,
)


def holds(path: Path) -> None:
    """Whatever a file says, its actions can be stored, have rows of their own, and their fields are found again."""
    reading = read(path)
    assert all(dump(one) for one in reading.actions)
    assert [one.row for one in reading.actions] == list(range(1, len(reading.actions) + 1))
    fields = {field.pointer: field.text for action in reading.actions for _, field in action.fields}
    assert ocds.field_texts(path, fields) == fields
    assert reading.actions or reading.problems


@settings(deadline=None)
@given(value=JSON_VALUES, changed=st.sampled_from(["awards", "contracts", "parties", "buyer", "tender", "id", "date"]))
def test_no_types_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, value: object, changed: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    holds(write(path, package(release(**{changed: value}), value)))
    holds(write(path, value))


@pytest.mark.fuzz
def test_broken_files_end_in_problems(tmp_path: Path) -> None:
    """Broken packages and lines: no exception, and what is read stands where it says."""
    path = tmp_path / "broken.json"
    rich = release(
        contracts=[paid_contract({"id": "1", "value": pounds(5.5)}), contract(id="c2", amendments=[{"id": "1"}])]
    )
    lines = b"\n".join(json.dumps(release(id=str(one))).encode() for one in range(3))
    record = {"version": "1.1", "records": [{"ocid": "1", "releases": [rich], "compiledRelease": release()}]}

    def attempt(content: bytes) -> None:
        path.write_bytes(content)
        holds(path)
        is_ocds(decode(content).text)

    seeds = [json.dumps(package(rich)).encode(), lines, json.dumps(record, indent=1).encode()]
    assert fuzz(attempt, seeds) >= 100


def real_files() -> list[Path]:
    return sorted(path for path in (AWARDS / "ocds").rglob("*.json") if "schema" not in path.name)


@needs_shared
@pytest.mark.shared
def test_real_files_load_whole() -> None:
    """Every action of the files held can be stored and its fields are found again; each other file says why it is empty."""
    actions: list[Action] = []
    for path in real_files():
        holds(path)
        actions += read(path).actions
    assert (len(actions), len({one.award for one in actions})) == (105, 30)
    assert {money.currency for one in actions for money in one.money} == {"MXN", "USD", "GBP", "PYG", "CLP"}
    assert {one.acted_on is not None for one in actions} == {True}


@needs_shared
@pytest.mark.shared
def test_only_files_with_releases_are_taken_for_ocds() -> None:
    """Extension lists, organisations and schemas beside them are not, nor is any other JSON of the awards held."""
    taken = {path for path in AWARDS.rglob("*.json") if is_ocds(decode(path.read_bytes()[:64_000]).text)}
    left = {path.name for path in real_files() if path not in taken}
    assert taken <= set(real_files())
    assert {name.partition("__")[0] for name in left} == {"example_data", "extensions", "extensions_block.json"}


@needs_shared
@pytest.mark.shared
def test_packages_and_lines_of_the_same_releases_agree() -> None:
    """Real releases in packages of their own, in one record package, and line by line: the same states of the same awards."""
    folder = AWARDS / "ocds" / "ocdskit_realdata"

    def states(*names: str) -> set[tuple[object, ...]]:
        actions = [action for name in names for action in read(folder / name).actions]
        return {
            (one.award, one.acted_on, *((money.notion, money.amount, money.currency) for money in one.money))
            for one in actions
        }

    expected = states("record-package_package.json")
    assert len(expected) == 4
    assert states("release-package-1.json", "release-package-2.json") == expected
    assert states("record-package_package_1.1.json") >= expected
    assert states("record-package_split.json") >= expected
