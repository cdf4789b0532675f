"""What a page shows of one thing is what the record holds of it."""

import pytest

from onrecord.answer.page import (
    Choices,
    award_page,
    document_page,
    most_said,
    most_supplied,
    names_offered,
    party_or_choices,
    party_page,
    statement_page,
    tension_rows,
)
from onrecord.answer.parties import find_party, with_representatives
from onrecord.errors import NotFound
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.meeting import Tension
from onrecord.store import Record, View

AZURE_ORDER = AwardId("CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001")
VEHICLE = AwardId("CONT_IDV_HSHQDC15A00017_7001")


def test_speakers_are_counted_most_first(example_record: Record) -> None:
    with View.open(example_record) as view:
        counted = most_said(view)
        assert counted
        for one in counted:
            assert one.count == len(view.statements_by([one.id]))
        assert [one.count for one in counted] == sorted((one.count for one in counted), reverse=True)
        assert len(most_said(view, 2)) == 2


def test_suppliers_are_counted_by_award_and_buyers_are_none(example_record: Record) -> None:
    with View.open(example_record) as view:
        counted = {one.name: one for one in most_supplied(view)}
        awards = {link.award for link in view.links(party=counted["Dell"].id)}
    assert (counted["Dell"].count, counted["Dell"].direct) == (len(awards), len(awards))
    assert counted["Microsoft"].count > counted["Microsoft"].direct > 0
    assert "U.S. Immigration and Customs Enforcement" not in counted


def test_a_party_lists_its_own_words_and_those_of_its_office_newest_first(example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft").id
        page = party_page(view, party)
        speakers = with_representatives(view, party)
    assert {row.party for row in page.statements} <= set(speakers)
    dates = [row.said_on or "" for row in page.statements]
    assert dates == sorted(dates, reverse=True)
    assert all(link.party == party for award in page.awards for link in award.links)
    spoken = next(one for one in page.relations if one.way == "is spoken for by" and one.other_name == "Tom Keane")
    assert spoken.passage is not None
    assert [words for words, role in spoken.passage.pieces if role] == ["a general manager at Microsoft"]


def test_a_tie_reads_from_both_sides(example_record: Record) -> None:
    with View.open(example_record) as view:
        ways = {
            name: {(one.way, one.other_name) for one in party_page(view, find_party(view, name).id).relations}
            for name in ("Microsoft", "LinkedIn")
        }
    assert ("owns", "LinkedIn") in ways["Microsoft"]
    assert ("is owned by", "Microsoft") in ways["LinkedIn"]


def test_an_order_names_its_vehicle_and_a_vehicle_its_orders(example_record: Record) -> None:
    with View.open(example_record) as view:
        order, vehicle = award_page(view, AZURE_ORDER), award_page(view, VEHICLE)
    assert order.vehicle is not None
    assert order.vehicle.id == VEHICLE
    assert order.orders == ()
    assert AZURE_ORDER in vehicle.orders
    assert [link.role for link, _ in order.links] == ["RECIPIENT", "PRODUCT_OWNER", "BUYER", "FUNDER"]


def test_a_statement_stands_in_its_paragraph(example_record: Record) -> None:
    with View.open(example_record) as view:
        for statement in view.statements():
            page = statement_page(view, statement.id)
            assert page.passage is not None
            whole = "".join(words for words, _ in page.passage.pieces)
            text = view.text(statement.document)
            assert text[page.passage.start :].startswith(whole)
            assert all(span.text in whole for span in statement.content)


def test_a_name_is_one_party_or_several_or_none(example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft")
        assert party_or_choices(view, party.id) == party
        none = party_or_choices(view, "Micros")
    assert isinstance(none, Choices)
    assert none.near
    assert party in none.parties


def test_a_name_without_a_letter_is_near_nobody(example_record: Record) -> None:
    with View.open(example_record) as view:
        assert party_or_choices(view, "!!!") == Choices(asked="!!!", parties=(), near=True)


def test_names_offered_lead_to_parties(example_record: Record) -> None:
    with View.open(example_record) as view:
        names = names_offered(view)
        assert len(names_offered(view, 3)) <= 3
        assert all(not getattr(party_or_choices(view, name), "near", False) for name in names)
    assert list(names) == sorted(names)


def test_a_tension_keeps_its_place_when_a_side_is_gone(example_record: Record) -> None:
    with View.open(example_record) as view:
        statement = next(view.statements())
        gone = Tension(
            kind="polarity", left="gone", right=statement.id, score=0.1, because="words", both_true_if="words"
        )
        (row,) = tension_rows(view, [gone])
    assert row.left is None
    assert row.right is not None
    assert row.right.id == statement.id


def test_what_is_not_held_is_not_found(example_record: Record) -> None:
    with View.open(example_record) as view:
        for ask in (
            lambda: document_page(view, DocumentId("0")),
            lambda: statement_page(view, StatementId("0")),
            lambda: party_page(view, PartyId("0")),
            lambda: award_page(view, AwardId("0")),
        ):
            with pytest.raises(NotFound, match="no such"):
                ask()
