"""Parties' parts in the awards of the example: recipients as recorded, makers beside them, the amount trap."""

import pytest

from onrecord.connect.parts import PartiesNamed, link_awards
from onrecord.model.award import Action
from onrecord.model.ids import AwardId, PartyId
from onrecord.store import Record, View
from resolve.build import ARTEFACT, action

ICE = "U.S. Immigration and Customs Enforcement"
EXPECTED = {
    "70CTD018FC0000038": {("Dell", "RECIPIENT", "DIRECT"), ("Microsoft", "PRODUCT_OWNER", "SUPPLIED_VIA")},
    "HSCETE17J00341": {("Dell", "RECIPIENT", "DIRECT"), ("Microsoft", "PRODUCT_OWNER", "LIKELY_VIA")},
    "HSCETC16J00017": {("Microsoft", "RECIPIENT", "DIRECT"), ("Microsoft", "PRODUCT_OWNER", "DIRECT")},
    "HSCETC16J00040": {("Microsoft", "RECIPIENT", "DIRECT"), ("Microsoft", "PRODUCT_OWNER", "DIRECT")},
    "70CMSW18FACR00003": {("LinkedIn", "RECIPIENT", "DIRECT"), ("Microsoft", "PARENT_AT_TIME", "SUBSIDIARY")},
    "70CMSD18FR0000022": {
        ("Four Points Technology", "RECIPIENT", "DIRECT"),
        ("Amazon", "PRODUCT_OWNER", "SUPPLIED_VIA"),
    },
    "HSCEMD17F00008": {
        ("West Publishing", "RECIPIENT", "DIRECT"),
        ("Thomson Reuters", "PRODUCT_OWNER", "SUBSIDIARY"),
    },
}
"""Number of each award of ICE to the parts in it, the agency's own left out."""


@pytest.fixture(scope="module")
def parts(example_record: Record) -> dict[str, set[tuple[str, str, str | None]]]:
    """Map award numbers to `(party, role, label)`."""
    with View.open(example_record) as view:
        names = {party: name for party, (name, _) in view.party_names().items()}
        found: dict[str, set[tuple[str, str, str | None]]] = {one.latest.piid: set() for one in view.awards()}
        numbers = {one.id: one.latest.piid for one in view.awards()}
        for link in view.links():
            found[numbers[link.award]].add((names[link.party], link.role, link.label))
    return found


@pytest.mark.parametrize("piid", EXPECTED)
def test_every_award_has_its_recipient_its_buyer_and_its_maker(
    parts: dict[str, set[tuple[str, str, str | None]]], piid: str
) -> None:
    assert parts[piid] == EXPECTED[piid] | {(ICE, "BUYER", None), (ICE, "FUNDER", None)}


def test_a_sum_alone_links_nobody(parts: dict[str, set[tuple[str, str, str | None]]]) -> None:
    """The ceiling of West Publishing's order rounds to the press's $19.4 million: that makes it nobody's at Microsoft."""
    assert "Microsoft" not in {name for name, _, _ in parts["HSCEMD17F00008"]}


def test_makers_never_take_the_recipients_place(example_record: Record) -> None:
    with View.open(example_record) as view:
        award = view.award(AwardId("CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"))
    assert award is not None
    assert award.latest.recipient == "DELL FEDERAL SYSTEMS L.P."


def test_every_link_shows_a_field_of_the_spending_file(example_record: Record) -> None:
    with View.open(example_record) as view:
        links = view.links()
        texts = {(f.artefact, f.pointer): f.text for one in view.actions() for _, f in one.fields}
    assert len(links) > 20
    for link in links:
        assert link.evidence
        assert link.because
        assert {texts[(field.artefact, field.pointer)] for field in link.evidence} == {
            field.text for field in link.evidence
        }


def test_the_vehicle_lends_its_words_but_is_an_award_of_its_own_once(example_record: Record) -> None:
    with View.open(example_record) as view:
        vehicles = [one for one in view.awards() if one.kind == "idv"]
        owners = [one.label for one in view.links(award=vehicles[0].id) if one.role == "PRODUCT_OWNER"]
        orders = [one for one in view.awards() if one.latest.parent == vehicles[0].id]
    assert [one.latest.piid for one in vehicles] == ["HSHQDC15A00017"]
    assert owners == ["SUPPLIED_VIA"]
    assert sorted(one.latest.piid for one in orders) == ["70CTD018FC0000038", "HSCETE17J00341"]


def no_vehicle(_: AwardId) -> tuple[Action, ...]:
    """Hold no vehicle."""
    return ()


def test_a_parent_that_is_also_the_recipient_says_nothing() -> None:
    row = action(recipient="Harbour Works", recipient_parent="HARBOUR WORKS INC")
    works = PartyId("works")
    places = {(ARTEFACT, f"row=1;column={name}"): works for name in ("recipient", "recipient_parent")}
    assert [(one.role, one.label) for one in link_awards([row], no_vehicle, PartiesNamed(places), {}, {})] == [
        ("RECIPIENT", "DIRECT")
    ]


def test_a_recipient_that_changed_its_name_keeps_both_as_recorded() -> None:
    rows = [action(1, recipient="Old Works"), action(2, recipient="New Works")]
    places = {
        (ARTEFACT, "row=1;column=recipient"): PartyId("old"),
        (ARTEFACT, "row=2;column=recipient"): PartyId("new"),
    }
    assert {(one.party, one.role) for one in link_awards(rows, no_vehicle, PartiesNamed(places), {}, {})} == {
        ("old", "RECIPIENT"),
        ("new", "RECIPIENT"),
    }
