"""Names are found with their kind, and what is said beside them."""

from itertools import pairwise

import pytest

from onrecord.extract.extractors import extract_text
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention


def named(text: str) -> tuple[Mention, ...]:
    return extract_text(DocumentId("d"), text).mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The deal with Microsoft stands.", [("Microsoft", "company")]),
        ("It runs on Azure Government today.", [("Azure Government", "product")]),
        (
            "Agents of Immigration and Customs Enforcement came.",
            [("Immigration and Customs Enforcement", "public_body")],
        ),
        ("They asked Harlow Tidewater LLC again.", [("Harlow Tidewater LLC", "company")]),
        ("The Department of Fisheries replied.", [("Department of Fisheries", "public_body")]),
        ("Students of the University of Porto marched.", [("University of Porto", "organisation")]),
        ("A letter from Erica Baker arrived.", [("Erica Baker", "person")]),
        ("We met Sen. Quillon yesterday.", [("Quillon", "person")]),
        ("The Guardian was read aloud.", [("The Guardian", "organisation")]),
        ("A spokesperson for Microsoft said it was late.", [("Microsoft", "company")]),
        ("He said she was late on Tuesday in Paris.", []),
        ("Rain fell in the San Diego County area on Tuesday.", []),
        ("She left the San Francisco Bay Area in May.", []),
        ("Later Martin County said that it had paid.", [("Martin County", "unknown")]),
        ("Latest: Chelsea Activate £71.6m Release Clause To Sign Keeper", []),
        ("The head of the American Farm Bureau spoke.", [("American Farm Bureau", "organisation")]),
        ("", []),
    ],
)
def test_names_and_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    """The table, endings, titles and given names tell the kind; pronouns, days and places are no parties."""
    assert [(mention.name, mention.kind) for mention in named(text)] == expected


def test_an_introduced_acronym_is_a_name_from_then_on() -> None:
    """`Full Name (FN)` teaches the document what FN is."""
    text = "The Harbour Works Authority (HWA) met. Later HWA paid."
    assert [(one.name, one.kind) for one in named(text)] == [
        ("Harbour Works Authority", "public_body"),
        ("HWA", "public_body"),
        ("HWA", "public_body"),
    ]


def test_a_surname_alone_names_a_person_named_in_full_elsewhere() -> None:
    """`Cook` is a person where the document has `Tim Cook`."""
    assert [(one.name, one.kind) for one in named("Tim Cook left. Then Cook spoke.")] == [
        ("Tim Cook", "person"),
        ("Cook", "person"),
    ]


def test_a_lone_word_that_speaks_is_a_name() -> None:
    """The source of a statement is a name even when nothing else is known of it."""
    assert [(one.name, one.kind) for one in named("Yesterday Quillon said that it was late.")] == [
        ("Quillon", "unknown")
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Tom Keane, general manager at Microsoft, wrote it.", "general manager at Microsoft"),
        ("Then Apple chief executive Tim Cook came.", "Apple chief executive"),
        ("Erica Baker, a senior engineering manager at Patreon, left.", "a senior engineering manager at Patreon"),
        ("Erica Baker left early.", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    """An apposition after the name or an office before it is the person's role."""
    people = [one for one in named(text) if one.kind == "person"]
    assert [one.role.text if one.role else None for one in people] == [role]


def test_a_longer_name_is_not_cut_to_a_known_one() -> None:
    """`Apple Valley School` is not Apple."""
    assert [one.name for one in named("Pupils of Apple Valley School sang.")] == ["Apple Valley School"]


def test_names_never_overlap() -> None:
    """The longest name wins."""
    spans = [
        one.span for one in named("Microsoft Azure, Azure Government and Amazon Web Services met The New York Times.")
    ]
    places = [(span.start, span.end) for span in spans if span]
    assert all(left[1] <= right[0] for left, right in pairwise(places))
    assert len(places) == 4
