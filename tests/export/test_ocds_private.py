"""Private people: told apart from firms by their names as registers write them, and never exported."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from export.spending_values import (
    DAY,
    FIRM,
    LINKS,
    ORIGIN,
    PARTIES,
    action,
    changed,
    link,
    party,
    view,
)
from onrecord.export.ocds import export
from onrecord.export.ocds_private import MASK, is_private, masked
from onrecord.model.statement import PartyKind
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


def test_a_name_is_masked_in_words_in_every_order() -> None:
    words = "SERVICES OF JOHN M FEATHERBY; J. FEATHERBY; Featherby, John M.: JOHN  FEATHERBY. JOHN FEATHERBYSON"
    assert masked(words, ("FEATHERBY, JOHN M",)) == (
        f"SERVICES OF {MASK}; J. FEATHERBY; {MASK}.: {MASK}. JOHN FEATHERBYSON"
    )
    assert masked(words, ()) == words
    assert masked("KEVIN M. DRAYCOTTE, KEVIN DRAYCOTTE", ("DRAYCOTTE KEVIN M",)) == f"{MASK}, {MASK}"


def test_a_name_of_one_word_is_masked_too_and_a_name_of_none_or_of_an_initial_masks_nothing() -> None:
    assert masked("HELD BY BANKSY, NOT BANKSYS", ("BANKSY",)) == f"HELD BY {MASK}, NOT BANKSYS"
    assert masked("A B. C.", (",. ,", "", "A", "-")) == "A B. C."


@pytest.mark.parametrize(
    "work",
    [
        lambda size: masked("JOHN " * size, ("FEATHERBY, JOHN M", "JOHN JOHN JOHN DOE")),
        lambda size: masked("- " * size + "JOHN", ("FEATHERBY, JOHN M",)),
        lambda size: is_private("SMITH, " + "A" * size, "company"),
        lambda size: is_private("A " * size, "company"),
    ],
)
def test_long_texts_and_names_take_linear_time(work: Callable[[int], object]) -> None:
    short, long = (best(lambda size=size: work(size)) for size in (20_000, 80_000))
    assert long < 12 * short + 0.01


def test_nobody_private_is_exported(tmp_path: Path) -> None:
    known = (*PARTIES, party(FIRM, "FEATHERBY, JOHN M"))[1:]
    held = view(
        action(
            recipient="FEATHERBY, JOHN M",
            description="COUNSELLING BY JOHN FEATHERBY",
            recipient_parent="FEATHERBY, JOHN M",
            co_recipients=(("PELLBROOK, PAUL", (("us-uei", "ZZZZZZZZZZZ9"),)),),
        ),
        known=known,
        linked=(*LINKS, link("PARENT_AT_TIME", FIRM)),
    )
    ((path, _),) = export(held, tmp_path, DAY)
    text = path.read_text("utf-8")
    for secret in ("FEATHERBY", "PELLBROOK", "ABCDEFGHJKL1", "123456789", "1ABC2", "ZZZZZZZZZZZ9", FIRM):
        assert secret not in text
    (one,) = json.loads(text)["releases"]
    assert one["awards"][0]["suppliers"] == [{"id": "private-person", "name": MASK}]
    assert one["awards"][0]["description"] == f"COUNSELLING BY {MASK}"
    assert {"id": "private-person", "name": MASK, "roles": ["supplier"]} in one["parties"]


def test_a_private_name_is_kept_out_of_every_row_of_the_award(tmp_path: Path) -> None:
    """Also of rows that name nobody, and out of the reasons for changes."""
    known = (*PARTIES, party(FIRM, "FEATHERBY, JOHN M"))[1:]
    silent = {"recipient": None, "buyer": None, "funder": None, "money": ()}
    held = view(
        changed(3, description="JOHN FEATHERBY IS PAID", reason="WISH OF JOHN M FEATHERBY", **silent),
        action(acted_on="2018-07-01", recipient="FEATHERBY, JOHN M", description="COUNSELLING"),
        known=known,
    )
    ((path, _),) = export(held, tmp_path, DAY)
    first, _ = json.loads(path.read_bytes())["releases"]
    assert first["awards"][0]["description"] == f"{MASK} IS PAID"
    assert first["contracts"][0]["amendments"][0]["rationale"] == f"WISH OF {MASK}"
    assert "JOHN" not in path.read_text("utf-8")


def test_no_path_of_the_machine_is_exported(tmp_path: Path) -> None:
    ((path, _),) = export(view(), tmp_path, DAY)
    assert "somebody" not in path.read_text("utf-8")
    (one,) = json.loads(path.read_bytes())["releases"]
    assert one["awards"][0]["onRecord"]["sources"] == [
        {"id": ORIGIN.artefact, "url": ORIGIN.url, "publisher": ORIGIN.publisher, "collectedAt": ORIGIN.collected_at}
    ]
