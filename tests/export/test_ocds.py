"""Release packages: valid, exact, every sum under its own notion, nobody private, the same bytes each time."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from export.spending_values import (
    DAY,
    ORDER,
    Held,
    action,
    changed,
    members,
    money,
    peak,
    releases,
    vehicle,
    view,
    written,
)
from onrecord.config import Config
from onrecord.errors import UserError
from onrecord.export import ocds
from onrecord.export.ocds import Publication, export
from onrecord.export.ocds_money import CURRENCIES
from onrecord.model.award import Action
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId, AwardId
from onrecord.model.problem import Problem
from onrecord.read.ocds import rows
from onrecord.store import Record, View

SHARED = Path(__file__).parents[3] / "shared" / "data" / "awards" / "ocds" / "standard_examples"


# --- form


def test_a_package_and_its_releases_have_what_the_standard_requires(tmp_path: Path) -> None:
    (package,) = written(tmp_path, view(action(), changed(2), vehicle()))
    assert {"uri", "publisher", "publishedDate", "releases", "version"} <= package.keys()
    assert package["version"] == "1.1"
    assert package["publishedDate"] == "2026-11-23T00:00:00Z"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", package["uri"])
    for one in package["releases"]:
        assert {"ocid", "id", "date", "tag", "initiationType"} <= one.keys()
        assert one["initiationType"] == "tender"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", one["date"])
        assert all(award["id"] for award in one["awards"])
        assert all(contract["awardID"] == one["awards"][0]["id"] for contract in one.get("contracts", ()))
    every = [(one["ocid"], one["id"]) for one in package["releases"]]
    assert len(every) == len(set(every)) == 3


def test_every_reference_names_a_party_of_its_release(tmp_path: Path) -> None:
    for one in releases(tmp_path, action(), changed(2), vehicle()):
        parties = {party["id"]: party["name"] for party in one["parties"]}
        assert len(parties) == len(one["parties"])
        for reference in (one["buyer"], *one["awards"][0].get("suppliers", ())):
            assert parties[reference["id"]] == reference["name"]


def test_nothing_is_null_or_empty_since_null_deletes_what_an_earlier_release_said(tmp_path: Path) -> None:
    bare = action(
        buyer=None, funder=None, recipient=None, recipient_parent=None, department=None, description="", dates=(), money=(),
        obligated=None, categories=(), parent=None,
    )  # fmt: skip
    (one,) = releases(tmp_path, bare, linked=(), found=())
    assert [name for name, found in members(one) if found in (None, "", [], {})] == []
    assert "buyer" not in one
    assert "value" not in one["awards"][0]


@pytest.mark.shared
def test_packages_validate_against_the_saved_schemas(tmp_path: Path, example_record: Record) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    if not SHARED.is_dir():
        pytest.skip("no ../shared")
    schemas = {
        name: json.loads((SHARED / f"{name}_1.1.5.json").read_bytes())
        for name in ("release-package-schema", "release-schema")
    }
    registry = referencing.Registry().with_resources(
        (one["id"], referencing.Resource.from_contents(one)) for one in schemas.values()
    )
    checker = jsonschema.Draft4Validator(
        schemas["release-package-schema"], registry=registry, format_checker=jsonschema.FormatChecker()
    )
    odd = (
        action(
            award=AwardId("0" * 32), parent=None, money=(money("-0.10", currency="QQQ"), money("1E+3", "potential"))
        ),
        action(award=AwardId("1" * 32), acted_on=None, money=(), piid="", status="Cancelled", recipient="SMITH, JOHN"),
    )
    held = view(action(), changed(2), changed(2, modification="P00009"), vehicle(), *odd)
    with View.open(example_record) as real:
        for source in (held, real):
            for path, _ in export(
                source, tmp_path, replace(DAY, uri="https://example.org", license="https://example.org/l")
            ):
                assert [one.message for one in checker.iter_errors(json.loads(path.read_bytes()))] == []


@pytest.mark.shared
def test_the_currencies_are_those_of_the_schema() -> None:
    if not SHARED.is_dir():
        pytest.skip("no ../shared")
    schema = json.loads((SHARED / "release-schema_1.1.5.json").read_bytes())
    assert {one for one in schema["definitions"]["Value"]["properties"]["currency"]["enum"] if one} == CURRENCIES


# --- read again


def test_our_own_reader_finds_in_a_package_what_was_put_into_it(tmp_path: Path) -> None:
    ((path, _),) = export(
        view(action(), changed(2, money=(money("250.05", as_of="2018-06-02"),)), vehicle()), tmp_path, DAY
    )
    origin = Origin(artefact=ArtefactId("e" * 64), path=path.name, collected_at="2026-11-23T00:00:00+00:00")
    found = list(rows(path, origin, Config()))
    read = [one for one in found if isinstance(one, Action)]
    assert [one for one in found if isinstance(one, Problem)] == []
    assert [(one.piid, one.kind, one.modification, one.acted_on) for one in read] == [
        ("A1", "order", "", "2018-05-01"),
        ("A1", "order", "P00002", "2018-06-02"),
        ("V1", "idv", "", "2018-05-01"),
    ]
    first, second, frame = read
    assert {(one.notion, one.amount, one.currency) for one in first.money} == {
        ("current", Decimal("200.00"), "USD"),
        ("potential", Decimal("300.50"), "USD"),
    }
    assert [(one.notion, one.amount) for one in second.money] == [("current", Decimal("250.05"))]
    assert [(one.notion, one.amount) for one in frame.money] == [("potential", Decimal("2840238077721.00"))]
    assert (first.recipient, first.buyer, first.funder) == ("ACME CORP", "The Agency", "The Agency")
    assert {"ABCDEFGHJKL1", "123456789"} <= {number for _, number in first.recipient_identifiers}
    assert dict(first.dates)["signed"] == "2018-04-30"


# --- packages


def many(count: int) -> tuple[Action, ...]:
    """Make one action each for many awards."""
    return tuple(action(number, award=AwardId(f"CONT_AWD_{number:06}"), parent=None) for number in range(1, count + 1))


def test_packages_hold_whole_awards_and_stay_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocds, "RELEASES_A_PACKAGE", 3)
    found = export(view(*many(4), action(), changed(2), changed(3), changed(4)), tmp_path, DAY)
    assert [(path.name, rows) for path, rows in found] == [
        ("release-package-00001.json", 3),
        ("release-package-00002.json", 5),
    ]
    processes = [{one["ocid"] for one in json.loads(path.read_bytes())["releases"]} for path, _ in found]
    assert not processes[0] & processes[1]
    assert len({json.loads(path.read_bytes())["uri"] for path, _ in found}) == 2


def test_an_export_leaves_no_package_of_an_earlier_one_and_no_other_file_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocds, "RELEASES_A_PACKAGE", 1)
    other = tmp_path / "release-package-notes.json"
    other.write_text("mine", "utf-8")
    export(view(*many(3)), tmp_path, DAY)
    export(view(*many(1)), tmp_path, DAY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["release-package-00001.json", other.name]


def test_the_same_record_and_day_give_the_same_bytes_and_another_day_another_name(tmp_path: Path) -> None:
    held = view(action(), changed(2), vehicle())
    ((first, _),) = export(held, tmp_path / "a", DAY)
    ((second, _),) = export(held, tmp_path / "b", DAY)
    ((third, _),) = export(held, tmp_path / "c", Publication(published=date(2026, 11, 24)))
    assert first.read_bytes() == second.read_bytes()
    one, other = json.loads(first.read_bytes()), json.loads(third.read_bytes())
    assert one["uri"] != other["uri"]
    assert one["releases"] == other["releases"]


def test_more_held_of_a_day_makes_another_release_of_it(tmp_path: Path) -> None:
    (one,) = releases(tmp_path, action())
    (more,) = releases(tmp_path, action(), changed(2, acted_on="2018-05-01"))
    assert one["ocid"] == more["ocid"]
    assert one["id"] != more["id"]


def test_a_package_says_whether_its_prefix_is_registered_and_who_publishes(tmp_path: Path) -> None:
    (plain,) = written(tmp_path, view())
    assert plain["onRecord"] == {"ocidPrefix": "ocds-xxxxxx", "ocidPrefixIsPlaceholder": True}
    assert "license" not in plain
    own = Publication(
        published=date(2026, 11, 23), publisher="Ann's Desk", uri="https://ann.example", license="https://l.example", prefix="ocds-a1b2c3"
    )  # fmt: skip
    (named,) = written(tmp_path, view(), own)
    assert named["publisher"] == {"name": "Ann's Desk", "uri": "https://ann.example"}
    assert named["license"] == "https://l.example"
    assert named["onRecord"]["ocidPrefixIsPlaceholder"] is False
    assert named["releases"][0]["ocid"] == f"ocds-a1b2c3-{ORDER}"


def test_a_prefix_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no OCID prefix"):
        export(view(), tmp_path, replace(DAY, prefix="ocds-ABC"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [{"license": "CC0"}, {"uri": "spending office"}, {"uri": "file:///home/somebody"}])
def test_an_address_that_is_none_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    """The schema wants addresses there."""
    with pytest.raises(UserError, match=f"{next(iter(wrong.values()))}: no web address"):
        export(view(), tmp_path, replace(DAY, **wrong))
    assert list(tmp_path.iterdir()) == []


def test_a_record_without_awards_gives_no_package(tmp_path: Path) -> None:
    assert export(Held(held=()), tmp_path, DAY) == []  # type: ignore[arg-type]  # a stand-in


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", "utf-8")
    with pytest.raises(UserError, match="choose another folder"):
        export(view(), blocked, DAY)


def test_memory_does_not_grow_with_awards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocds, "RELEASES_A_PACKAGE", 20)
    taken = peak(1_500, lambda held: export(held, tmp_path, DAY))
    assert taken < sum(path.stat().st_size for path in tmp_path.iterdir()) / 4
