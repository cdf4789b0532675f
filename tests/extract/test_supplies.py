"""Supply relations have named ends, a status and the sentence that says so."""

from decimal import Decimal

import pytest

from onrecord.extract.extractors import extract_text
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Supply


def supplied(text: str) -> tuple[Supply, ...]:
    return extract_text(DocumentId("d"), text).supplies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Microsoft's $19.4 million contract with ICE ran out of friends.", ("Microsoft", "ICE", None, "held")),
        ("ICE's contract with Palantir was long.", ("Palantir", "ICE", None, "held")),
        ("Palantir signed a contract with ICE in May.", ("Palantir", "ICE", None, "awarded")),
        ("The contract between ICE and Palantir was long.", ("Palantir", "ICE", None, "held")),
        ("ICE uses Microsoft software to process data.", ("Microsoft", "ICE", None, "held")),
        ("ICE, which uses Azure, said nothing.", (None, "ICE", "Azure", "held")),
        ("Microsoft provides Azure Government to ICE.", ("Microsoft", "ICE", "Azure Government", "held")),
        ("Google opted not to renew its contract with ICE.", ("Google", "ICE", None, "declined")),
        ("Google decided this month not to renew a contract with ICE.", ("Google", "ICE", None, "declined")),
        ("Staff urged Microsoft to cancel its contract with ICE.", ("Microsoft", "ICE", None, "cancelled")),
        ("Google cancelled its contract with ICE.", ("Google", "ICE", None, "cancelled")),
        ("The software maker's contract with ICE was long.", (None, "ICE", None, "held")),
    ],
)
def test_patterns(text: str, expected: tuple[str | None, str | None, str | None, str]) -> None:
    """Each pattern gives one relation; an end that is only described stays empty."""
    found = [
        (*(end.text if end else None for end in (one.supplier, one.customer, one.product)), one.status)
        for one in supplied(text)
    ]
    assert found == [expected]


def test_the_sum_of_the_contract() -> None:
    """The sum beside the word is the contract's."""
    found = supplied("Microsoft's $19.4 million contract with ICE was long.")
    assert [one.amount.value if one.amount else None for one in found] == [Decimal(19_400_000)]


@pytest.mark.parametrize("text", ["Microsoft and ICE were in the news.", "A contract with care.", ""])
def test_names_together_are_no_relation(text: str) -> None:
    """Two names in one sentence say nothing by themselves."""
    assert supplied(text) == ()
