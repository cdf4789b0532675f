"""Sums of money are read with their unit, their precision and what is said before them."""

from decimal import Decimal

import pytest

from onrecord.extract.amounts import amounts
from onrecord.model.ids import DocumentId


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $19.4 million contract", [("19400000", "100000", "USD", "exactly")]),
        ("a goal of $180,000 to", [("180000", "1", "USD", "exactly")]),
        ("worth 19.4m dollars now", [("19400000", "100000", "USD", "exactly")]),
        ("more than $22 million", [("22000000", "1000000", "USD", "at_least")]),
        ("nearly €3bn was", [("3000000000", "1000000000", "EUR", "about")]),
        ("up to £250", [("250", "1", "GBP", "at_most")]),
        ("$1,234.56 exactly", [("1234.56", "0.01", "USD", "exactly")]),
        ("from $5 million to $7 million", [("5000000", "1000000", "USD", "exactly"), ("7000000", "1000000", "USD", "exactly")]),
        ("NZ$5 million, HK$6 and S$3 billion", [("5000000", "1000000", "NZD", "exactly"), ("6", "1", "HKD", "exactly"), ("3000000000", "1000000000", "SGD", "exactly")]),
        ("$5 million Canadian dollars", [("5000000", "1000000", "CAD", "exactly")]),
        ("a sum of XY$5 is unknown", []),
        ("19.4 million people", []),
        ("in 2018", []),
    ],
)  # fmt: skip
def test_sums(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    """Value in whole units, unit of the last digit, currency, comparator; a number alone is no sum."""
    found = amounts(DocumentId("d"), text, [(0, len(text))])
    assert [(one.value, one.precision, one.currency, one.comparator) for one in found] == [
        (Decimal(value), Decimal(precision), currency, comparator)
        for value, precision, currency, comparator in expected
    ]
