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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Staff urged Microsoft to cancel its contract with ICE.", ("cancelled", "demanded")),
        ("The open letter asks that Microsoft cancel its contract with ICE.", ("cancelled", "demanded")),
        ("After protests Microsoft cancelled its contract with ICE.", ("cancelled", "asserted")),
        ("Microsoft cancelled its contract with ICE on Monday.", ("cancelled", "asserted")),
        ("Microsoft plans to end its contract with ICE.", ("cancelled", "planned")),
        ("Microsoft denied that it had signed a contract with ICE.", ("awarded", "denied")),
        ("Microsoft has reportedly signed a contract with ICE.", ("awarded", "rumoured")),
        ("Microsoft did not renew its contract with ICE.", ("declined", "asserted")),
        ("Microsoft's contract with ICE expired in May.", ("expired", "asserted")),
        ("ICE extended its contract with Microsoft by a year.", ("renewed", "asserted")),
        ("ICE expanded its contract with Microsoft.", ("modified", "asserted")),
    ],
)
def test_status_and_modality(text: str, expected: tuple[str, str]) -> None:
    """What is asked for, planned, denied or rumoured has not happened by these words."""
    assert [(one.status, one.modality) for one in supplied(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Microsoft won a contract from ICE on 3 May 2019.", "2019-05-03"),
        ("Microsoft won a contract from ICE in May 2019.", "2019-05"),
        ("Microsoft won a contract from ICE in 2019.", "2019"),
        ("Microsoft won a contract from ICE.", None),
    ],
)
def test_the_day(text: str, expected: str | None) -> None:
    """A day, a month or a year, as far as the words go."""
    assert [one.on for one in supplied(text)] == [expected]


def test_the_voice_does_not_turn_the_ends() -> None:
    """Active and passive name the same supplier."""
    texts = (
        "Palantir supplies software to ICE.",
        "The software is supplied to ICE by Palantir.",
        "ICE bought software from Palantir.",
        "Palantir was hired by ICE to build software.",
        "ICE awarded Palantir a contract for software.",
        "A contract for software was awarded to Palantir by ICE.",
    )
    ends = [
        (one.supplier.text if one.supplier else "", one.customer.text if one.customer else "")
        for text in texts
        for one in supplied(text)
    ]
    assert ends == [("Palantir", "ICE")] * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "Does Microsoft have a contract with ICE?",
        "Microsoft will bid for the ICE contract.",
        "The court heard that Microsoft sued ICE over a contract.",
        "Microsoft received a grant from ICE for its software.",
        "Obama praised the nuclear deal with Iran.",
        "Democrats serve in Congress.",
    ],
)
def test_what_is_no_supply(text: str) -> None:
    """Questions, bids, court cases, gifts and politics are no supply."""
    assert supplied(text) == ()


@pytest.mark.parametrize("text", ["Microsoft and ICE were in the news.", "A contract with care.", ""])
def test_names_together_are_no_relation(text: str) -> None:
    """Two names in one sentence say nothing by themselves."""
    assert supplied(text) == ()
