"""Sums at the precision they are written with, notions by the words around them, words of descriptions folded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.connect.matches.claims import sentences
from onrecord.connect.matches.cues import notion_of, speaks_of_contract
from onrecord.connect.matches.sums import Range, notions_that_hold, range_of
from onrecord.connect.matches.wording import described, initials, term, terms_of
from onrecord.model.evidence import cut, document_id
from onrecord.model.ids import ArtefactId
from onrecord.model.statement import Amount, Comparator

DOCUMENT = document_id(ArtefactId("a" * 32), "")


def amount(value: str, step: str, comparator: Comparator = "exactly") -> Amount:
    words = cut(DOCUMENT, "$1", 0, 2)
    return Amount(span=words, value=Decimal(value), precision=Decimal(step), currency="USD", comparator=comparator)


@pytest.mark.parametrize(
    ("figure", "held", "holds"),
    [
        (amount("19400000", "100000"), 19_413_258.24, True),
        (amount("19400000", "100000"), 19_705_037.30, False),
        (amount("691000", "1"), 691_441.80, True),
        (amount("691400", "1"), 691_441.80, True),
        (amount("691442", "1"), 691_441.80, True),
        (amount("691443", "1"), 691_441.80, False),
        (amount("6000000", "1000000", "about"), 5_968_701.20, True),
        (amount("500000", "1", "at_least"), 509_158.89, True),
        (amount("500000", "1", "at_least"), 499_000.0, False),
    ],
)
def test_a_figure_stands_for_sums_at_its_written_precision(figure: Amount, held: float, *, holds: bool) -> None:
    assert range_of(figure).holds(held) is holds


@given(st.integers(1, 10**12), st.sampled_from([1, 1000, 100_000, 1_000_000]))
def test_a_figure_always_stands_for_itself(value: int, step: int) -> None:
    assert range_of(amount(str(value), str(step))).holds(value)


def test_the_notions_that_hold_a_figure_come_in_one_order() -> None:
    sums = [("potential", 5.0, None), ("current", 5.0, 3), ("outlayed", 9.0, None)]
    assert notions_that_hold(Range(4.9, 5.1), sums) == ("current", "potential")  # type: ignore[arg-type]  # notions


@pytest.mark.parametrize(
    ("text", "notion"),
    [
        ("the deal could reach $5 million", "potential"),
        ("a contract with a ceiling of $5 million", "potential"),
        ("it is now worth $5 million", "current"),
        ("$5 million worth of boots", None),
        ("the order has grown to $5 million", "current"),
        ("it has been paid $5 million so far", "outlayed"),
        ("the agency added $5 million to it", "obligated"),
        ("of the $5 million committed to it", "obligated"),
        ("the orders add up to $5 million", None),
        ("a $5 million system", None),
    ],
)
def test_the_words_around_a_sum_name_its_notion(text: str, notion: str | None) -> None:
    start = text.index("$5 million")
    assert notion_of(text, [(start, start + len("$5 million"))], 0) == notion


def test_each_of_two_sums_has_the_notion_of_its_own_words() -> None:
    text = "ICE added $25 million to the order, bringing it to $120 million."
    places = [(text.index(one), text.index(one) + len(one)) for one in ("$25 million", "$120 million")]
    assert [notion_of(text, places, at) for at in (0, 1)] == ["obligated", "current"]


@pytest.mark.parametrize(
    ("text", "plainness"),
    [
        ("The firm signed a contract with the agency.", 2),
        ("The firm sells boots to the agency.", 1),
        ("The court order was read to the agency.", 0),
        ("In order to sleep, he went home.", 0),
        ("Investigators hold a contract.", 2),
        ("Grant Thornton has a contract.", 2),
    ],
)
def test_words_tell_how_plainly_a_contract_is_spoken_of(text: str, plainness: int) -> None:
    assert speaks_of_contract(text, ()) == plainness


def test_words_are_folded_to_one_spelling_and_the_state_behind_a_town_is_named() -> None:
    assert (term("Licences"), term("armour"), term("Centres"), term("bodies")) == ("license", "armor", "center", "body")
    assert described("DETENTION SERVICES, AURORA, CO") == frozenset({"detention", "aurora", "co", "colorado"})
    assert terms_of("The contract of 2018 for the rifles") == frozenset({"rifle"})
    assert initials("Federal Protective Service") == "fps"


@given(st.text(alphabet="Ab c.!\n$1", max_size=60))
def test_sentences_lie_in_order_within_their_text(text: str) -> None:
    found = list(sentences(text, 0, len(text)))
    assert found == sorted(found)
    assert all(text[low:high].strip() == text[low:high] != "" for low, high in found)
