"""Rule E7: whose products an award buys, by documents that name its number."""

import pytest

from connect.contracts import (
    AWARDS,
    CALL,
    DELL,
    FORM,
    ORDER,
    changed,
    labels,
    said,
)
from onrecord.connect.owners import product_owners
from onrecord.connect.owners_documents import DOCUMENTS_KEPT, names_a_maker
from onrecord.connect.owners_recipients import Recipients
from onrecord.model.evidence import Field, Span
from resolve.build import document

NUMBER = "HSCETE16J00325"


def contract(item: str) -> str:
    return f"PURCHASE ORDER\nOrder number: {NUMBER}\n\nITEM DESCRIPTION QUANTITY AMOUNT\n0001 {item} 5.00\n"


def test_the_items_of_an_awards_own_contract_say_what_it_buys_and_its_clauses_do_not() -> None:
    assert labels(FORM) == {"70CTD018FC0000038": {"org:microsoft": "SUPPLIED_VIA"}}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Azure Government consumption", {"org:microsoft": "SUPPLIED_VIA"}),
        ("MICROSOFT LICENSES AND AWS HOSTING", {"org:microsoft": "SUPPLIED_VIA", "org:amazon": "SUPPLIED_VIA"}),
        ("Microsoft Azure training course", {"org:microsoft": "MENTION_ONLY"}),
        ("Laptops with Windows 10", {"org:microsoft": "MENTION_ONLY"}),
        ("MS license", {"org:microsoft": "LIKELY_VIA"}),
        ("Azure licences, option not exercised", {"org:microsoft": "MENTION_ONLY"}),
        ("Azure licences (deleted)", {"org:microsoft": "MENTION_ONLY"}),
        ("Azure licences, not to exceed", {"org:microsoft": "SUPPLIED_VIA"}),
        ("Azure blue paint", {}),
    ],
)
def test_an_item_is_read_as_a_description_is(item: str, expected: dict[str, str]) -> None:
    assert labels(contract(item)).get(NUMBER, {}) == expected


def test_the_makers_own_firm_is_direct_by_an_item_and_nothing_by_the_words_that_address_it() -> None:
    microsoft = Recipients(keys=frozenset({"org:microsoft"}))
    assert labels(contract("Azure licences"), recipients=microsoft) == {NUMBER: {"org:microsoft": "DIRECT"}}
    addressed = contract("Desks").replace("\n\n", "\nDescription: this order to Microsoft\n\n", 1)
    assert labels(addressed, recipients=microsoft) == {NUMBER: {}}


def test_people_s_work_is_not_the_product_whatever_an_item_names() -> None:
    labour = {"categories": (("psc", "R408"),)}
    assert labels(contract("Oracle Database"), **labour) == {NUMBER: {"org:oracle": "MENTION_ONLY"}}


@pytest.mark.parametrize(
    "text",
    [
        f"The agency placed order {NUMBER} with Four Points Technology, L.L.C. for Azure Government.",
        "It paid $19.4 million for Microsoft Azure under order HSCETE-16-J-00325.",
        f"{NUMBER}\tFour Points\tAzure Government",
        f"{NUMBER}\tFour Points\tMicrosoft licences",
        f"{NUMBER} Azure Government 5.00\n70CTD018FC0000038 Desks 4.00",
        "GS-35F-0119Y / HSCETE16J00325 bought SharePoint licences, the paper says.",
        f"The agency placed an order ({NUMBER}) for Microsoft licences, to be delivered in May.",
    ],
)
def test_a_row_or_a_sentence_of_buying_makes_the_maker_likely(text: str) -> None:
    assert labels(text)[NUMBER] == {"org:microsoft": "LIKELY_VIA"}


@pytest.mark.parametrize(
    "text",
    [
        f"Microsoft said nothing of order {NUMBER}.",
        f"Order {NUMBER} was signed. The agency uses Azure Government.",
        f"Order {NUMBER} may buy Azure Government.",
        f"Order {NUMBER} did not buy Azure Government.",
        f"Order {NUMBER} bought desks with Azure Government in use elsewhere, a rival protested.",
        f"The number {NUMBER} stands beside Azure Government.",
        f"Order {NUMBER} buys training in SharePoint.",
        f"Order {NUMBER} buys a backup tool for SharePoint.",
    ],
)
def test_what_only_names_both_is_a_mention(text: str) -> None:
    assert labels(text)[NUMBER] == {"org:microsoft": "MENTION_ONLY"}


def test_two_makers_in_a_sentence_are_both_only_named() -> None:
    text = f"Order {NUMBER} bought Azure Government, which Amazon sells too."
    assert labels(text)[NUMBER] == {"org:microsoft": "MENTION_ONLY", "org:amazon": "MENTION_ONLY"}


@pytest.mark.parametrize(
    "text",
    [
        f"Order {NUMBER} was about a word on the surface of the azure sea.",
        f"Order {NUMBER} went to a box of an apple a day.",
        f"Order {NUMBER} was renewed, MS and ELA say.",
        f"Order {NUMBER} was signed.\n\nAzure Government is elsewhere.",
        f"Orders {NUMBER} and 70CTD018FC0000038 bought Azure Government.",
        "It paid $180,691.50 for Azure Government.",
    ],
)
def test_plain_words_other_paragraphs_two_awards_and_sums_tie_nothing(text: str) -> None:
    assert not any(labels(text).values())


def test_the_recipient_named_in_a_text_is_not_what_is_bought() -> None:
    text = "The agency placed order 70CTD018FC0000038 with Dell for licences."
    assert labels(text) == {"70CTD018FC0000038": {}}
    assert labels(text, recipients=Recipients(keys=frozenset({"org:four-points"}))) == {"70CTD018FC0000038": {}}


def test_the_contract_outranks_the_description_and_the_description_a_report() -> None:
    described = {"description": "MICROSOFT AZURE TRAINING"}
    assert labels(contract("Azure licences"), **described)[NUMBER] == {"org:microsoft": "SUPPLIED_VIA"}
    assert labels(f"Order {NUMBER} bought Azure Government.", **described)[NUMBER] == {"org:microsoft": "MENTION_ONLY"}


def test_one_link_has_the_evidence_of_all_and_says_what_each_shows() -> None:
    rows = [changed(CALL, description="AZURE CONSUMPTION")]
    report = document("Order 70CTD018FC0000038 bought Azure Government through Dell.")
    (one,) = product_owners(rows, [], DELL, documents=[*said(document(FORM)), *said(report)])
    assert [type(place) for place in one.evidence] == [Field, Span, Span, Span]
    assert [place.text.split()[0] for place in one.evidence] == ["AZURE", "0001", "70CTD0-18-F-C0000038", "Order"]
    assert one.label == "SUPPLIED_VIA"
    assert one.because == (
        "its description says 'Azure', and the recipient is recorded under another name; an item of its contract "
        "document says 'Azure Government'; a document says 'Azure Government' in the sentence that names its number"
    )


def test_of_many_documents_some_are_kept_and_all_are_counted() -> None:
    many = [one for number in range(30) for one in said(document(f"Order {NUMBER} bought Azure. {number}"))]
    sentences = [one for one in many if one.place == "sentence"]
    (one,) = product_owners([AWARDS[ORDER]], [], Recipients(), documents=sentences)
    assert len(one.evidence) == DOCUMENTS_KEPT
    assert "(and so in 29 more passages)" in one.because


def test_only_passages_that_name_a_maker_are_kept() -> None:
    found = said(document(FORM))
    assert [names_a_maker(one) for one in found] == [True, False]


def test_a_maker_is_who_made_the_product_when_the_award_was_signed() -> None:
    rows = [changed(ORDER, description="SYMANTEC BACKUP EXEC", acted_on="2010-01-01")]
    text = document(f"Order {NUMBER} bought Backup Exec.")
    owners = {one.owner for one in product_owners(rows, [], Recipients(), documents=said(text))}
    assert owners == {one.owner for one in product_owners(rows, [], Recipients())}
