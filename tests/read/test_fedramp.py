"""FedRAMP marketplace data: each permission a row, each value with its JSON Pointer, no contact data."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.award import Authorisation
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.problem import Problem
from onrecord.read import fedramp
from onrecord.read.decode import decode
from onrecord.read.fedramp_sniff import is_fedramp
from timing import best

MARKETPLACE = Path(__file__).parents[3] / "shared" / "data" / "awards" / "fedramp" / "marketplace_test.json"
needs_shared = pytest.mark.skipif(not MARKETPLACE.is_file(), reason="../shared is absent")

Json = dict[str, Any]
Found = list[Authorisation | Problem]


def product(number: str = "F1", **changed: object) -> Json:
    whole = {
        "id": number,
        "name": "Example",
        "csp": "Example Corp",
        "cso": "Example Cloud",
        "status": "FedRAMP Authorized",
        "impact_level": "High",
        "sales_email": "sales@example.com",
        "security_email": "security@example.com",
    }
    return whole | changed


def permission(number: str | None = "F1", **changed: object) -> Json:
    whole = {
        "id": number,
        "agency_id": "22-002",
        "parent": "Department",
        "sub_id": "22-002-04",
        "sub": "Bureau",
        "ato_date": "2023-11-22T20:00:00.000Z",
        "auth_date": "",
        "exp_date": "2026-09-25T20:00:00.000Z",
    }
    return whole | changed


def agency(**changed: object) -> Json:
    whole = {"id": "22-002-04", "parent": "Department", "sub": "Bureau", "email": "poc@example.gov", "auths": []}
    return whole | changed


def market(**lists: object) -> Json:
    whole: Json = {
        "Products": [product()],
        "Agencies": [agency()],
        "Assessors": [{"id": 1, "name": "Assessor", "poc": "Jane Doe", "email": "jane@example.com"}],
        "AtoMapping": [],
        "ReuseMapping": [permission()],
    }
    return {"meta": {"produced_by": "Administration"}, "data": whole | lists}


def read(path: Path, config: Config | None = None) -> Found:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    return list(fedramp.rows(path, origin, config or Config()))


def read_json(folder: Path, value: object) -> Found:
    (folder / "a.json").write_text(json.dumps(value), encoding="utf-8")
    return read(folder / "a.json")


def given_by(found: Found) -> list[Authorisation]:
    return [one for one in found if isinstance(one, Authorisation)]


def said(found: Found) -> list[tuple[str, str]]:
    return [(one.code, one.message.removeprefix("a.json: ")) for one in found if isinstance(one, Problem)]


def texts(found: Iterable[Authorisation]) -> dict[str, str]:
    return {field.pointer: field.text for one in found for _, field in one.places.fields(one.artefact)}


def test_a_permission_is_told_with_its_product_and_its_body(tmp_path: Path) -> None:
    (one,) = given_by(read_json(tmp_path, market()))
    assert (one.kind, one.row, one.number, one.product, one.provider) == (
        *("reuse", 1, "F1", "Example Cloud", "Example Corp"),
    )
    assert (one.body, one.department, one.level, one.status) == ("Bureau", "Department", "High", "FedRAMP Authorized")
    assert (one.authorised_on, one.expires_on) == ("2023-11-22", "2026-09-25")


def test_fields_point_at_the_values_they_came_from(tmp_path: Path) -> None:
    found = given_by(read_json(tmp_path, market(AtoMapping=[permission()])))
    assert texts(found[:1]) == {
        "/data/AtoMapping/0/id": "F1",
        "/data/Products/0/cso": "Example Cloud",
        "/data/Products/0/csp": "Example Corp",
        "/data/AtoMapping/0/sub": "Bureau",
        "/data/AtoMapping/0/parent": "Department",
        "/data/Products/0/impact_level": "High",
        "/data/Products/0/status": "FedRAMP Authorized",
        "/data/AtoMapping/0/ato_date": "2023-11-22T20:00:00.000Z",
        "/data/AtoMapping/0/exp_date": "2026-09-25T20:00:00.000Z",
    }
    assert fedramp.field_texts(tmp_path / "a.json", list(texts(found))) == texts(found)


def test_ids_are_compared_without_space_and_bodies_without_a_part_stand_alone(tmp_path: Path) -> None:
    entries = [permission(" F1", sub=""), permission(sub="Department "), permission(parent="", sub="")]
    found = given_by(read_json(tmp_path, market(ReuseMapping=entries)))
    assert [(one.number, one.body, one.department) for one in found] == [
        ("F1", "Department", None),
        ("F1", "Department", None),
        ("F1", "Bureau", "Department"),  # as the agency of that id is called
    ]


def test_what_only_the_agencies_list_is_read_from_there(tmp_path: Path) -> None:
    """Without dates; what a mapping says too is not told again, products in process are none of it."""
    listed = [product(), product("F2", cso="Other", csp="Other Inc")]
    whole = market(Agencies=[agency(auths=listed, reuses=[product()], procs=[product("F3")])])
    first, second = given_by(read_json(tmp_path, whole))
    assert (first.number, first.authorised_on) == ("F1", "2023-11-22")
    assert (second.number, second.product, second.kind, second.body) == ("F2", "Other", "authorisation", "Bureau")
    assert (second.authorised_on, texts([second])["/data/Agencies/0/auths/1/cso"]) == (None, "Other")
    del whole["data"]["ReuseMapping"]
    found = read_json(tmp_path, whole)
    assert [one.number for one in given_by(found)] == ["F1", "F2"]
    assert said(found) == [
        ("missing_columns", "lacks ReuseMapping, so what only stands there is missing; fetch the whole file")
    ]


def test_ids_that_match_nothing_are_named_once_each(tmp_path: Path) -> None:
    entries = [permission("F9"), permission("F9 "), permission("F8"), permission(None), permission(parent="", sub="")]
    found = read_json(tmp_path, market(ReuseMapping=entries, Agencies=[]))
    assert given_by(found) == []
    assert said(found) == [
        ("bad_row", "/data/ReuseMapping/3 names no product; left out"),
        ("bad_row", "/data/ReuseMapping/4 names no body; left out"),
        ("bad_row", "/data/ReuseMapping/0/id 'F9' is no product of the list; 2 permissions left out"),
        ("bad_row", "/data/ReuseMapping/2/id 'F8' is no product of the list; 1 permission left out"),
    ]


def test_only_a_hundred_are_named(tmp_path: Path) -> None:
    found = read_json(tmp_path, market(ReuseMapping=[permission(f"G{one}") for one in range(130)]))
    assert (len(found), said(found)[-1][1]) == (101, "30 more values or entries not understood, not named")


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        ({"ReuseMapping": [permission(ato_date="7/72023")]}, "/data/ReuseMapping/0/ato_date '7/72023' is no date"),
        (
            {"ReuseMapping": [permission(exp_date="2023-02-30")]},
            "/data/ReuseMapping/0/exp_date '2023-02-30' is no date",
        ),
        ({"ReuseMapping": [permission(), 5]}, "/data/ReuseMapping/1 is no object; left out"),
        ({"Products": [product(csp=["x"])]}, "/data/Products/0/csp is no text; left out"),
        ({"Products": [product(), product(cso="Twin")]}, "/data/Products/1/id 'F1' stands twice in Products"),
        ({"Agencies": {"id": 1}}, "/data/Agencies is no array; left out"),
    ],
)
def test_a_bad_value_costs_only_itself(tmp_path: Path, lists: Json, message: str) -> None:
    found = read_json(tmp_path, market(**lists))
    assert [one.product for one in given_by(found)] == ["Example Cloud"]
    assert [text.startswith(message) for _, text in said(found)] == [True]


def test_a_product_without_a_name_is_said(tmp_path: Path) -> None:
    found = read_json(tmp_path, market(Products=[product(cso="", name=None)]))
    assert said(found) == [("bad_row", "/data/Products/0 has no name; its authorisations were left out")]


def test_contacts_are_not_taken_over(tmp_path: Path) -> None:
    found = read_json(tmp_path, market(Agencies=[agency(auths=[product("F2")])]))
    words = msgspec.json.encode(found).decode()
    assert ("example.com" in words, "example.gov" in words, "Jane" in words) == (False, False, False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (json.dumps(market()).encode()[:-90], "damaged"),
        (b'{"data":' + b"[" * 10_000, "damaged"),
        (b'{"data":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001, "damaged"),
        (b'{"when": 1}', "unsupported_format"),
        (b"[1]", "unsupported_format"),
        (b'{"data": []}', "unsupported_format"),
        (b'{"data": {}}', "missing_columns"),
        (b'{"data": {"Products": [], "AtoMapping": [], "ReuseMapping": []}}', "empty"),
    ],
)
def test_files_that_give_nothing_say_why(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.json").write_bytes(content)
    found = read(tmp_path / "a.json")
    assert (given_by(found), [code for code, _ in said(found)]) == ([], [code])


def test_larger_files_and_lost_files_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(market()), encoding="utf-8")
    assert [code for code, _ in said(read(path, Config(text_bytes_limit=100)))] == ["too_large"]
    origin = Origin(artefact=artefact_id(b""), path="a.json", collected_at="2026-01-01T00:00:00+00:00")
    assert [one.code for one in fedramp.rows(tmp_path / "no", origin, Config()) if isinstance(one, Problem)] == [
        "unreadable"
    ]


def test_daily_states_on_lines_are_read_one_by_one(tmp_path: Path) -> None:
    """Each line is a file of its own; bytes that are no UTF-8 are read as Windows-1252 and said."""
    lines = [
        json.dumps(market(Products=[product(cso="Nuée")]), ensure_ascii=False).encode(code)
        for code in ("utf-8", "cp1252")
    ]
    (tmp_path / "a.json").write_bytes(b"\n".join([*lines, b"{", b""]))
    found = read(tmp_path / "a.json")
    assert [(one.row, one.product) for one in given_by(found)] == [(1, "Nuée"), (2, "Nuée")]
    assert [code for code, _ in said(found)] == ["encoding_guessed", "bad_row"]
    assert fedramp.field_texts(tmp_path / "a.json", list(texts(given_by(found)))) == texts(given_by(found))


def test_time_grows_with_the_file(tmp_path: Path) -> None:
    def attempt(size: int) -> float:
        entries = [permission(str(one % 7), sub=f"B{one}") for one in range(size)]
        agencies = [agency(id=str(one), sub=f"B{one}", auths=[product(str(one % 9))]) for one in range(size)]
        text = json.dumps(market(ReuseMapping=entries, Agencies=agencies, Products=[product(str(n)) for n in range(5)]))
        (tmp_path / "a.json").write_text(text, encoding="utf-8")
        return best(lambda: (is_fedramp(text), read(tmp_path / "a.json")), runs=1)

    assert attempt(8000) < 50 * max(attempt(1000), 0.005)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (json.dumps(market()), True),
        ("\ufeff \n" + json.dumps(market(), indent=1), True),
        ('{"data": {"ReuseMapping": [{"id": "F1", "agency_id": "22-1", "ato_date": "2024-01-01"', True),
        ('{"data": {"Products": [{"id": 1, "price": 2}]}}', False),
        ('{"csp": "x", "cso": "y"}', False),
        ("[" + json.dumps(market()), False),
        ("<p>" + json.dumps(market()), False),
        ("", False),
    ],
)
def test_what_is_taken_for_fedramp(text: str, *, is_one: bool) -> None:
    assert is_fedramp(text) == is_one


def holds(path: Path) -> None:
    """Whatever a file says, its rows can be stored, have numbers of their own, and their fields are found again."""
    found = read(path)
    rows = given_by(found)
    assert msgspec.json.encode(rows)
    assert len({one.id for one in rows}) == len(rows)
    assert fedramp.field_texts(path, list(texts(rows))) == texts(rows)
    assert found


MEMBERS = ["id", "cso", "csp", "parent", "sub", "agency_id", "ato_date", "auths", "name", "Products", "data"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["F1", "2024-01-01", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=5),
    max_leaves=30,
)


@settings(deadline=None)
@given(value=VALUES, changed=st.sampled_from(["Products", "Agencies", "AtoMapping", "ReuseMapping"]))
def test_no_types_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, value: object, changed: str) -> None:
    path = tmp_path_factory.getbasetemp() / "market.json"
    for one in (market(**{changed: value}), market(**{changed: [value]}), {"data": value}, value):
        path.write_text(json.dumps(one), encoding="utf-8")
        holds(path)


@pytest.mark.fuzz
def test_broken_files_end_in_problems(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"

    def attempt(content: bytes) -> None:
        path.write_bytes(content)
        holds(path)
        is_fedramp(decode(content).text)

    rich = market(Agencies=[agency(auths=[product("F2")])], AtoMapping=[permission()])
    assert fuzz(attempt, [json.dumps(rich).encode(), json.dumps(market(), indent=1).encode()]) >= 100


@needs_shared
@pytest.mark.shared
def test_the_real_marketplace() -> None:
    """2,563 permissions: 43 name products that are not listed, six dates are none; golden case of the agency's clouds."""
    found = read(MARKETPLACE)
    rows = given_by(found)
    assert Counter(one.kind for one in rows) == {"reuse": 2178, "authorisation": 342}
    assert Counter(code for code, _ in said(found)) == {"bad_row": 9}
    assert fedramp.field_texts(MARKETPLACE, list(texts(rows))) == texts(rows)
    assert "@" not in "".join(texts(rows).values())
    clouds = {
        (one.product.split(" (")[0], one.level, one.authorised_on)
        for one in rows
        if one.body == "Immigration and Customs Enforcement" and one.provider in {"Microsoft", "Google"}
    }
    assert clouds == {
        ("Azure Government", "High", "2023-11-22"),
        ("Office 365 Multi-Tenant & Supporting Services", "Moderate", "2024-03-04"),
        ("Google Services", "High", "2023-11-22"),
    }
