"""Which award a document is the contract of, and which words of a document are about which award."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connect.contracts import FORM, INDEX, ORDER, places, said
from onrecord.connect.contract_documents import NEAR, own_award
from onrecord.model.award_numbers import numbers_in
from onrecord.model.evidence import Line, Meta
from onrecord.model.ids import AwardId
from resolve.build import document

CALL_ITEMS = [
    ("70CTD018FC0000038", "item", "0001 Azure Government consumption, 12 months 1 LO 500,000.00 500,000.00"),
    ("70CTD018FC0000038", "item", "0002 Support for the above 1 LO 10,000.00 10,000.00"),
]
ITEMS = "\n\nITEM DESCRIPTION QUANTITY AMOUNT\n0001 Azure 5.00\n"


def own(text: str, **values: object) -> str | None:
    """Name the award whose contract a text is."""
    made = replace(document(text), **values)  # type: ignore[arg-type]  # the tests give what it takes
    found = own_award(made, numbers_in(text, INDEX))
    return found.number if found else None


def test_an_order_beside_its_agreement_is_the_orders_document_and_only_its_items_are_about_it() -> None:
    assert places(FORM) == CALL_ITEMS


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("PURCHASE ORDER\nOrder number: HSCETE-16-J-00325", "HSCETE16J00325"),
        ("AWARD/CONTRACT\n2. CONTRACT (Proc. Inst. Ident.) NO.\nHSCETE16J00325", "HSCETE16J00325"),
        ("STANDARD FORM 1449\nContract No. HSCETE16J00325", "HSCETE16J00325"),
        (
            "AMENDMENT OF SOLICITATION/MODIFICATION OF CONTRACT\n10A. MODIFICATION OF CONTRACT/ORDER NO.\nHSCETE16J00325",
            "HSCETE16J00325",
        ),
        (f"Contract No. HSCETE16J00325{ITEMS}", "HSCETE16J00325"),
        (f"Contract No. HSHQDC15A00017{ITEMS}", "HSHQDC15A00017"),
        (f"Contract No. HSHQDC13D00008\nOrder No. 0001{ITEMS}", "0001"),
        # No title of a form and no items; no label; too far down.
        ("Contract No. HSCETE16J00325\nwas signed in May.", None),
        (f"HSCETE16J00325{ITEMS}", None),
        ("PURCHASE ORDER\n" + "words and words\n" * 300 + "Order number: HSCETE16J00325", None),
        # Two awards; an order that is not held; the predecessor; papers that are no contract.
        (f"Contract No. HSCETE16J00325\nContract No. 70CTD018FC0000038{ITEMS}", None),
        (f"Contract No. HSHQDC-15-A-00017\nOrder No. 70CTD0-19-F-C0000099{ITEMS}", None),
        (f"Contract No. HSHQDC-15-A-00017\nOrder No. 0002{ITEMS}", None),
        (f"Solicitation\nIncumbent contract no. HSCETE16J00325{ITEMS}", None),
        (f"QUOTATION NO. 5\nContract No. HSHQDC15A00017{ITEMS}", None),
        (f"Request for quotations\nContract No. HSHQDC15A00017{ITEMS}", None),
        (f"INVOICE\nContract No. HSCETE16J00325{ITEMS}", None),
    ],
)
def test_a_document_is_an_awards_own_by_its_form_and_the_number_at_a_label(head: str, expected: str | None) -> None:
    assert own(head) == expected


def test_a_page_with_a_byline_is_nobodys_contract() -> None:
    author = (Meta(value="A. Writer", basis="meta author"),)
    assert own(FORM, media_type="text/html") == "70CTD018FC0000038"
    assert own(FORM, media_type="text/html", authors=author) is None
    assert own(FORM, media_type="application/pdf", authors=author) == "70CTD018FC0000038"


def test_the_title_and_the_description_of_an_own_document_count_and_its_other_words_do_not() -> None:
    text = (
        "Purchase order for Azure\nPURCHASE ORDER\nOrder number: HSCETE16J00325\nDescription: AWS hosting\n\n"
        "Oracle is named in the background of HSCETE16J00325."
    )
    assert places(text, title="Purchase order for Azure") == [
        ("HSCETE16J00325", "description", "Purchase order for Azure"),
        ("HSCETE16J00325", "description", "AWS hosting"),
    ]


def test_another_award_in_a_contract_is_only_named_there() -> None:
    text = FORM + "\nThe work goes on under order HSCETE16J00325 with Oracle."
    assert places(text) == [
        *CALL_ITEMS,
        ("HSCETE16J00325", "sentence", "The work goes on under order HSCETE16J00325 with Oracle."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Order HSCETE16J00325 bought Azure. Oracle was asked too.",
            [("sentence", "Order HSCETE16J00325 bought Azure."), ("paragraph", "Oracle was asked too.")],
        ),
        ("Azure was bought.\n\nOrder HSCETE16J00325 was signed.", [("sentence", "Order HSCETE16J00325 was signed.")]),
        ("Contract No. HSCETE16J00325 is for Azure.", [("sentence", "Contract No. HSCETE16J00325 is for Azure.")]),
        ("HSCETE16J00325\tAzure\t5.00", [("row", "HSCETE16J00325 Azure 5.00")]),
        ("HSCETE16J00325 | Azure | 5.00", [("row", "HSCETE16J00325 | Azure | 5.00")]),
    ],
)
def test_beside_a_number_are_its_row_its_sentence_and_its_paragraph(text: str, expected: list[tuple[str, str]]) -> None:
    assert places(text) == [("HSCETE16J00325", *one) for one in expected]


def test_wrapped_lines_are_one_paragraph_and_lines_of_a_list_are_not() -> None:
    wrapped = (
        "The agency signed the order of which this newspaper has a copy in\n"
        "May, and the order, HSCETE16J00325, was for licences that it needed\n"
        "for Azure Government. Nobody at the agency would say any more of it.\n"
    )
    assert [place for _, place, _ in places(wrapped)] == ["sentence", "paragraph"]
    assert "Azure Government." in places(wrapped)[0][2]
    listed = "A list of what was bought\nOrder HSCETE16J00325\nAzure Government\n"
    assert places(listed) == [("HSCETE16J00325", "sentence", "Order HSCETE16J00325")]


def test_of_several_awards_each_has_its_own_row_and_sentence() -> None:
    rows = "HSCETE16J00325 Azure 5.00\n70CTD0-18-F-C0000038 AWS hosting 4.00\n"
    assert places(rows) == [
        ("HSCETE16J00325", "row", "HSCETE16J00325 Azure 5.00"),
        ("70CTD018FC0000038", "row", "70CTD0-18-F-C0000038 AWS hosting 4.00"),
    ]
    sentences = "Order HSCETE16J00325 bought Azure. Order 70CTD018FC0000038 bought AWS. Oracle was asked."
    assert [(number, place) for number, place, _ in places(sentences)] == [
        ("HSCETE16J00325", "sentence"),
        ("70CTD018FC0000038", "sentence"),
    ]
    assert places("Orders HSCETE16J00325 and 70CTD018FC0000038 bought Azure.") == []
    assert places("HSCETE16J00325\t70CTD018FC0000038\tAzure") == []


def test_an_agreement_beside_its_order_leaves_the_words_to_the_order() -> None:
    text = "Under HSHQDC-15-A-00017, order 70CTD018FC0000038 bought Azure."
    assert places(text) == [("70CTD018FC0000038", "sentence", text)]


@pytest.mark.parametrize("order", ["order 70CTD0-19-F-C0000099", "order no. 0002"])
def test_an_agreement_beside_an_order_that_is_not_held_has_no_words(order: str) -> None:
    assert places(f"Under HSHQDC-15-A-00017, {order} bought Azure. So it was said.") == []
    assert places(f"HSHQDC-15-A-00017\t{order}\tAzure") == []
    assert len(places("Under HSHQDC-15-A-00017, an order bought Azure.")) == 1


def test_furniture_says_nothing_of_awards() -> None:
    made = document("Order HSCETE16J00325 bought Azure.")
    line = Line(start=0, end=len(made.text), label="furniture", rule="test")
    grey = replace(made, lines=(line,))
    assert said(grey) == []
    assert len(said(made)) == 1


def test_a_name_in_a_row_or_sentence_without_end_is_not_near() -> None:
    words = "and words " * (NEAR // 10)
    assert places(f"Order HSCETE16J00325 {words} Azure") == []
    assert places(f"HSCETE16J00325\t{words}\tAzure") == []


def test_every_passage_is_cut_from_the_text_at_its_number() -> None:
    made = document(f"{FORM}\nOrder HSCETE-16-J-00325 bought Azure. So it was said.")
    found = said(made)
    assert {one.place for one in found} == {"item", "sentence", "paragraph"}
    for one in found:
        for span in (one.words, one.number):
            assert made.text[span.start : span.end] == span.text
            assert span.text == span.text.strip()


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "HSCETE16J00325",
                "HSHQDC15A00017",
                "HSHQDC13D00008/0001",
                "Azure.",
                "ORDER NO.",
                "\n",
                "\n\n",
                "\t",
                "; ",
                " | ",
                "ITEM QUANTITY PRICE\n",
                "0001 Azure 5.00\n",
                "é",
            ]
        ),
        max_size=25,
    )
)
def test_any_order_of_pieces_gives_passages_that_stand_in_the_text(pieces: list[str]) -> None:
    made = document(" ".join(pieces))
    for one in said(made):
        assert made.text[one.words.start : one.words.end] == one.words.text
        assert made.text[one.number.start : one.number.end] == one.number.text


@pytest.mark.parametrize("separator", ["\n", " ", "\n\n", "\t"])
def test_time_grows_with_the_text_only(separator: str) -> None:
    def took(times: int) -> float:
        made = document(separator.join(["Order HSCETE16J00325 bought Azure."] * times))
        start = time.perf_counter()
        list(said(made))
        return time.perf_counter() - start

    once = min(took(1_000) for _ in range(3))
    assert took(8_000) < 40 * once


def test_the_award_is_told_by_its_key() -> None:
    assert [one.of.award for one in said(document("Order HSCETE16J00325 bought Azure."))] == [AwardId(ORDER)]
