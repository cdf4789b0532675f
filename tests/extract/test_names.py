"""Names of the rules and of the network become one list, in which each knows what it knows best."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.mentions import mentions
from onrecord.extract.names import with_entities
from onrecord.extract.tagger.entities import ENTITY_TYPES, Entity
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention

DOCUMENT = DocumentId("d")


def ruled(text: str) -> list[Mention]:
    return list(mentions(DOCUMENT, text, [(0, len(text))]))


def seen(text: str, *names: tuple[str, str] | tuple[str, str, float]) -> list[Entity]:
    """Stand in for the network: names found from left to right, with kind and probability."""
    found: list[Entity] = []
    for words, kind, *probability in names:
        start = text.index(words, found[-1].end if found else 0)
        found.append(Entity(start, start + len(words), kind, probability[0] if probability else 0.95))
    return found


def merged(text: str, *names: tuple[str, str] | tuple[str, str, float]) -> list[Mention]:
    return list(with_entities(DOCUMENT, text, ruled(text), seen(text, *names)))


def pairs(found: list[Mention]) -> list[tuple[str, str]]:
    return [(one.name, one.kind) for one in found]


def test_without_a_network_the_rules_stand() -> None:
    text = "Tim Cook met the Department of Fisheries."
    assert merged(text) == ruled(text)


def test_a_name_of_unknown_kind_gets_the_kind_the_network_sees() -> None:
    text = "They sold it to Quillon Vantage in May."
    assert pairs(ruled(text)) == [("Quillon Vantage", "unknown")]
    assert pairs(merged(text, ("Quillon Vantage", "organisation"))) == [("Quillon Vantage", "organisation")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They asked Harlow Tidewater LLC again.", "Harlow Tidewater LLC", "company"),
        ("We met the Harbour Works Authority.", "Harbour Works Authority", "public_body"),
    ],
)
def test_an_ending_says_more_than_organisation(text: str, name: str, kind: str) -> None:
    """`LLC` and `Authority` keep the kind that the rules know by them."""
    assert pairs(merged(text, (name, "organisation"))) == [(name, kind)]


def test_a_name_of_the_tables_keeps_kind_and_place() -> None:
    """Whatever the network sees there."""
    text = "The deal with Microsoft stands."
    assert merged(text, ("deal with Microsoft", "person")) == ruled(text)


def test_a_longer_name_of_the_network_replaces_that_of_the_rules() -> None:
    """The rules cut `Harlow Diocese of Sioux Bend` at the small word."""
    text = "They wrote to the Diocese of Sioux Bend again."
    assert pairs(ruled(text)) == [("Sioux Bend", "unknown")]
    found = merged(text, ("Diocese of Sioux Bend", "organisation", 0.6))
    assert pairs(found) == [("Diocese of Sioux Bend", "organisation")]


@pytest.mark.parametrize(
    ("text", "name", "probability", "expected"),
    [
        ("Then Navy Capt. Ruben Solano spoke.", "Ruben Solano", 0.6, ["Ruben Solano"]),
        ("It was Prime Minister Ruben Solano there.", "Ruben Solano", 0.6, ["Ruben Solano"]),
        ("Now Hillary Quillon spoke.", "Hillary", 0.9, ["Hillary Quillon"]),
        ("Now Woodrow Quillon spoke.", "Quillon", 0.6, ["Woodrow Quillon"]),
        ("Now Mr. Vander Quillon spoke.", "Vander", 0.95, ["Vander Quillon"]),
    ],
)
def test_a_shorter_name_needs_more(text: str, name: str, probability: float, expected: list[str]) -> None:
    """The network loses a surname more readily than a rule takes in a word too many; titles are none of the name."""
    assert [one.name for one in merged(text, (name, "person", probability))] == expected


def test_part_of_a_name_tells_its_kind() -> None:
    text = "Now Woodrow Quillon spoke."
    assert pairs(merged(text, ("Quillon", "person", 0.7))) == [("Woodrow Quillon", "person")]


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        (
            "The Christian Democratic Party won.",
            "Christian Democratic Party",
            "organisation",
            "Christian Democratic Party",
        ),
        ("The US State Department knew.", "US State Department", "public_body", "State Department"),
        ("It runs Microsoft Quillon now.", "Microsoft Quillon", "organisation", "Microsoft"),
        ("They say Michael Dell knew.", "Michael Dell", "person", "Michael Dell"),
    ],
)
def test_a_name_may_go_beyond_a_known_one(text: str, name: str, kind: str, expected: str) -> None:
    """`Christian Democratic Party` is another party; the country before a department, and what a company makes, are not."""
    assert [one.name for one in merged(text, (name, kind, 0.95))] == [expected]


def test_a_place_is_no_party_where_the_network_is_sure() -> None:
    text = "They camped beside Hancock Pond again."
    assert pairs(ruled(text)) == [("Hancock Pond", "unknown")]
    assert merged(text, ("Hancock Pond", "place", 0.95)) == []
    assert merged(text, ("Hancock Pond", "place", 0.4)) == ruled(text)


def test_a_name_that_only_the_network_sees_is_added() -> None:
    """With its role; an unsure one is not."""
    text = "We met Wisniewski, a lawyer for the family, in May."
    assert ruled(text) == []
    found = merged(text, ("Wisniewski", "person", 0.95))
    assert pairs(found) == [("Wisniewski", "person")]
    assert found[0].rule == "network"
    assert found[0].role is not None
    assert found[0].role.text == "a lawyer for the family"
    assert merged(text, ("Wisniewski", "person", 0.3)) == []


@pytest.mark.parametrize(
    ("text", "entity", "kind", "expected"),
    [
        ("It was the Wisniewski Trio that played.", "the Wisniewski Trio", "organisation", ["Wisniewski Trio"]),
        ("It was Bishop Wisniewski who left.", "Bishop Wisniewski", "person", ["Wisniewski"]),
        ("It was Wisniewski's idea.", "Wisniewski's", "person", ["Wisniewski"]),
        ("It was O’Wisniewski there.", "Wisniewski", "person", ["O’Wisniewski"]),
        ("A Wisniewski-backed plan.", "Wisniewski", "person", ["Wisniewski"]),
        ("Sold by Wisniewski Bros., they say.", "Wisniewski Bros.,", "organisation", ["Wisniewski Bros"]),
        ("They met on Monday again.", "Monday", "person", []),
        ("He is from Paris now.", "Paris", "person", []),
        ("Then the senator left.", "the senator", "person", []),
        ("She saw the President there.", "President", "person", []),
        ("The 158th Quillon Wing flew.", "158th Quillon Wing", "organisation", ["158th Quillon Wing"]),
        ("He advises the centrist Quillon Panel.", "centrist Quillon Panel", "organisation", ["Quillon Panel"]),
        ("Then Nathan Vos of Demosisto left.", "Nathan Vos of Demosisto", "person", ["Nathan Vos"]),
        ("They passed the Heroes Act.", "Heroes Act", "organisation", []),
        ("He asked the Committee twice.", "Committee", "public_body", []),
        ("Turnout in New Hampshire rose.", "New Hampshire", "organisation", []),
        ("US Borders and Quillon Protection met.", "Quillon Protection", "public_body", ["Quillon Protection"]),
    ],
)
def test_names_are_cut_as_the_rules_cut_them(text: str, entity: str, kind: str, expected: list[str]) -> None:
    """No article, no title, no possessive, no half words; a title or a place alone is no name."""
    assert [one.name for one in merged(text, (entity, kind))] == expected


def test_two_halves_of_a_word_are_one_name() -> None:
    """The network reads `O’Wisniewski` as three words; the surer half decides."""
    text = "It was O’Wisniewski there."
    found = merged(text, ("O", "organisation", 0.7), ("Wisniewski", "person", 0.9))
    assert pairs(found) == [("O’Wisniewski", "person")]


def test_one_name_has_one_kind_in_a_text() -> None:
    """The network's doubt at one place is settled by what it sees at the others."""
    text = "Wisniewski rose. Then Wisniewski fell. Wisniewski stayed."
    names = [("Wisniewski", "organisation", 0.9), ("Wisniewski", "person", 0.7), ("Wisniewski", "organisation", 0.9)]
    assert pairs(merged(text, *names)) == [("Wisniewski", "organisation")] * 3


def test_a_surname_is_no_place() -> None:
    """Nor is a place a person because it is one once."""
    text = "Tim Quillon rose. Quillon fell."
    names = [("Tim Quillon", "person", 0.9), ("Quillon", "place", 0.9)]
    assert pairs(merged(text, *names)) == [("Tim Quillon", "person"), ("Quillon", "person")]
    text = "They live in Wisniewski. Then Wisniewski fell. Wisniewski votes."
    names = [("Wisniewski", "place", 0.9), ("Wisniewski", "person", 0.7), ("Wisniewski", "place", 0.9)]
    assert merged(text, *names) == []


def test_dates_and_sums_are_no_names() -> None:
    text = "It cost 5,000 dollars in May 2018."
    assert merged(text, ("5,000 dollars", "money"), ("May 2018", "date")) == []


WORDS = st.sampled_from(
    [
        "Tim Cook",
        "Microsoft",
        "the",
        "Department of Fisheries",
        "said",
        "Quillon",
        "Inc.",
        "’s",
        ",",
        "\n\n",
        "Paris",
        "é漢😀",
        "-",
    ]
)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=14), st.data())
def test_the_list_is_in_order_apart_verbatim_and_the_same_each_time(parts: list[str], data: st.DataObject) -> None:
    """Whatever the network says."""
    text = " ".join(parts)
    borders = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    entities = [
        Entity(low, high, data.draw(st.sampled_from(ENTITY_TYPES)), data.draw(st.floats(0.1, 1)))
        for low, high in list(pairwise(borders))[::2]
    ]
    found = list(with_entities(DOCUMENT, text, ruled(text), entities))
    spans = [one.span for one in found if one.span]
    assert len(spans) == len(found)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert found == list(with_entities(DOCUMENT, text, ruled(text), entities))
