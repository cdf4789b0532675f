"""Private people among recipients: told apart from firms by their names as registers write them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from export.spending_values import DAY, ORIGIN, view
from onrecord.export.ocds import export
from onrecord.model.statement import PartyKind
from onrecord.store.private_names import is_private
from timing import best

# --- private people


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("FEATHERBY, JOHN M", "company"),
        ("OKONJI, ANTHONY", "company"),
        ("JEREMY TANFIELD", "company"),
        ("SHARON A. QUILLBY", "company"),
        ("MARIA DE LA CRUZ", "company"),
        ("ZZARO, THANH M", "company"),
        ("JENNIFER ULLMOR, LMFT", "company"),
        ("O'TARN-WYKE, MEGHAN", "company"),
        ("HOLMWAY, NEIL S PHD ABBP", "company"),
        ("DRAYCOTTE KEVIN M", "company"),
        ("GREYMOOR  MICHAEL", "company"),
        ("WREN  FELICIA", "company"),
        ("WELLDECK  JOHN DAVID", "company"),
        ("JOANIE E MARLOCK", "company"),
        ("RAVENOR BETH R MD", "company"),
        ("Dr. Kirthi Kadlam", "company"),
        ("ARROYABO JR, JOSÉ", "company"),
        ("SALES, MARIA J", "company"),
        ("MARINE  JOHN DAVID", "company"),
        ("WELLDECK JANE D.D.S.", "company"),
        ("Acme", "unknown"),
        ("Acme", None),
        ("Acme Systems Inc", "person"),
    ],
)
def test_a_name_that_may_be_a_persons_is_private(name: str, kind: PartyKind | None) -> None:
    assert is_private(name, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ACME CORP", "company"),
        ("KELLY SAMPLE SERVICES", "company"),
        ("JORDAN SAMPLE SUPPLY", "company"),
        ("TROVELL SALES, INC.", "company"),
        ("SERVICES, ANYWORD", "company"),
        ("AUSTIN, CITY OF", "company"),
        ("MADISON COUNTY SHERIFF'S DEPARTMENT", "company"),
        ("SANTA CLARA, COUNTY OF", "company"),
        ("QXN, INC.", "company"),
        ("SMITH, JONES & CO", "company"),
        ("PAUL JONES L.L.C.", "company"),
        ("TODD 3D PRINTS", "company"),
        ("SANTA CLARA", "company"),
        ("QXN  INC.", "company"),
        ("MUESTRA, SOCIEDAD ANONIMA", "company"),
        ("A B DICK", "company"),
        ("ATTORNEY GENERAL, PENNSYLVANIA", "company"),
        ("JOHNSON CONTROLS", "company"),
        ("MICROSOFT", "company"),
        ("FEATHERBY, JOHN M", "public_body"),
        ("Beta Systems", "unknown"),
        ("Beta Ltd", None),
    ],
)
def test_a_name_that_is_an_organisations_is_not(name: str, kind: PartyKind | None) -> None:
    assert not is_private(name, kind)


def test_a_firm_of_the_tables_is_none_whatever_it_is_called() -> None:
    assert is_private("JOHN DEERE", "company")
    assert not is_private("JOHN DEERE", "company", tabled=True)


@pytest.mark.parametrize(
    "work",
    [
        lambda size: is_private("SMITH, " + "A" * size, "company"),
        lambda size: is_private("A " * size, "company"),
    ],
)
def test_long_names_take_linear_time(work: Callable[[int], object]) -> None:
    short, long = (best(lambda size=size: work(size)) for size in (20_000, 80_000))
    assert long < 12 * short + 0.01


def test_no_path_of_the_machine_is_exported(tmp_path: Path) -> None:
    ((path, _),) = export(view(), tmp_path, DAY)
    assert "somebody" not in path.read_text("utf-8")
    (one,) = json.loads(path.read_bytes())["releases"]
    assert one["awards"][0]["onRecord"]["sources"] == [
        {"id": ORIGIN.artefact, "url": ORIGIN.url, "publisher": ORIGIN.publisher, "collectedAt": ORIGIN.collected_at}
    ]
