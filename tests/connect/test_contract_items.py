"""Which lines of a contract are its items and its description."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connect.contracts import FORM
from onrecord.connect.contract_items import descriptions, has_items, item_rows


def rows(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in item_rows(text)]


HEADER = "ITEM NO. DESCRIPTION QUANTITY UNIT AMOUNT\n"


def test_items_are_the_rows_between_the_columns_and_the_next_section() -> None:
    assert rows(FORM) == [
        "0001 Azure Government consumption, 12 months 1 LO 500,000.00 500,000.00",
        "0002 Support for the above 1 LO 10,000.00 10,000.00",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("0001 Azure\n  in the cloud\n  1 LO\n\nOther words", ["0001 Azure in the cloud 1 LO"]),
        ("0001\nAzure\n1\nLO\n500.00\nOracle", ["0001 Azure 1 LO 500.00"]),
        (
            "CLIN 0001AA Azure (b)(4)\nCLIN 0002 Oracle (b) (4)",
            ["CLIN 0001AA Azure (b)(4)", "CLIN 0002 Oracle (b) (4)"],
        ),
        ("1 Azure 12 MONTHS $5\n2 Oracle 1 EA $7", ["1 Azure 12 MONTHS $5", "2 Oracle 1 EA $7"]),
        ("0001 Azure 1.00\nTOTAL 1.00\nOPTION YEAR\n0002 Oracle 2.00", ["0001 Azure 1.00", "0002 Oracle 2.00"]),
        ("0001 Azure, to be priced\n0002 Oracle 2.00", ["0002 Oracle 2.00"]),
        ("18. SHIPPING POINT 1.00\n1. The contractor shall know Oracle for $5", []),
        ("SECTION C\n0001 Oracle 2.00", []),
        ("TERMS AND CONDITIONS\n0001 Oracle 2.00", []),
        ("2018-06-28 Azure 1.00", []),
    ],
)
def test_a_row_has_a_number_of_an_item_and_a_price_a_quantity_or_a_redaction(lines: str, expected: list[str]) -> None:
    assert rows(HEADER + lines) == expected


def test_columns_may_stand_below_each_other_and_a_heading_will_do() -> None:
    assert rows("ITEM NO.\nSUPPLIES OR SERVICES\nQUANTITY\nUNIT\nAMOUNT\n0001\nAzure\n5.00\n") == ["0001 Azure 5.00"]
    assert rows("SCHEDULE OF SUPPLIES/SERVICES\n0001 Azure 5.00") == ["0001 Azure 5.00"]
    assert rows("20. Schedule of items\n0001 Azure 5.00") == ["0001 Azure 5.00"]


@pytest.mark.parametrize(
    "text",
    [
        "0001 Azure 5.00",
        "Items and prices\n0001 Azure 5.00",
        "ITEM\nwords of prose that go on and on and on\nUNIT\nPRICE\n0001 Azure 5.00",
    ],
)
def test_without_a_table_there_are_no_items(text: str) -> None:
    assert rows(text) == []
    assert not has_items(text)


def test_a_row_that_goes_on_and_on_is_no_row() -> None:
    assert rows(HEADER + "0001 Azure\n" + "words and words\n" * 200 + "5.00") == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Description: Azure licences\nfor the office\n\nOther", ["Azure licences for the office"]),
        (
            "14. DESCRIPTION OF AMENDMENT/MODIFICATION (Organized by section)\nAdds Azure.\n15. NAME\nOracle",
            ["Adds Azure."],
        ),
        ("Purpose of this modification: to add Azure\nPrice: 5", ["to add Azure"]),
        ("SUBJECT: Azure", ["Azure"]),
        ("DESCRIPTION\nQUANTITY\nUNIT\n0001 Azure", []),
        ("The description of Azure", []),
        ("Description:", []),
    ],
)
def test_a_description_stands_behind_a_label_that_says_so(head: str, expected: list[str]) -> None:
    assert [" ".join(head[start:end].split()) for start, end in descriptions(head)] == expected


@settings(deadline=None)
@given(st.text(alphabet="ITEM NOQUANTITYUNITPRICE\n0123456789.,$ \tDescription:", max_size=300))
def test_rows_and_descriptions_lie_in_the_text_in_order(text: str) -> None:
    for found in (list(item_rows(HEADER + text)), list(descriptions(HEADER + text))):
        assert all(0 <= start < end <= len(HEADER + text) for start, end in found)
        assert found == sorted(found)
