"""Whose words the key statements of the example are."""

import pytest

from onrecord.store import Record, View

KEY_STATEMENTS = [
    ("not aware of Azure or Azure services being used", "2018-06-19", "Microsoft"),
    ("Microsoft is dismayed by the forcible separation", "2018-06-19", "Microsoft"),
    ("We urge the administration to change its policy", "2018-06-19", "Microsoft"),
    ("proud to support this work with our mission-critical cloud", "2018-01-24", "Tom Keane"),
    ("proud to support this work with our mission-critical cloud", "2018-06-19", "Tom Keane"),
    ("will help them innovate faster", "2018-01-24", "Tom Keane"),
    ("is supporting legacy mail, calendar, messaging", "2018-06-20-staff", "Satya Nadella"),
    ("is supporting legacy mail, calendar, messaging", "2018-06-22", "Satya Nadella"),
    ("supporting legacy mail, calendar, messaging", "2018-06-21", "Satya Nadella"),
    ("plainly represents the wrong approach", "2018-06-20-staff", "Brad Smith"),
    ("Kids are the most vulnerable people", "2018-06-20-staff", "Tim Cook"),
    ("gut-wrenching", "2018-06-20-staff", "Sundar Pichai"),
    ("we need to stop this policy right now", "2018-06-20-staff", "Mark Zuckerberg"),
    ("constructive voice", "2018-06-21", "Tim Cook"),
    ("not aware of Azure or Azure services being used", "2018-06-21", "Microsoft"),
]


@pytest.mark.parametrize(("words", "piece", "name"), KEY_STATEMENTS)
def test_a_key_statement_has_its_speaker(example_record: Record, words: str, piece: str, name: str) -> None:
    assert _speakers(example_record, words, piece) == {name}


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ("We believe that Microsoft must take an ethical stand", "2018-06-20-staff"),
        ("draft, publicize and enforce a clear policy", "2018-06-20-staff"),
        ("We are providing the technical undergirding", "2018-06-22"),
    ],
)
def test_the_words_of_employees_are_nobodys(example_record: Record, words: str, piece: str) -> None:
    """Staff of a company do not speak for it, and a letter to somebody is not by them."""
    assert _speakers(example_record, words, piece) == {None}


def _speakers(record: Record, words: str, piece: str) -> set[str | None]:
    with View.open(record) as view:
        names = view.party_names()
        heads = view.heads()
        found = [
            one
            for one in view.statements()
            if words in " ".join(" ".join(span.text.split()) for span in one.content)
            and f"/{piece}" in heads[one.document].path
        ]
        speakers = view.speakers([one.id for one in found])
    parties = [speakers[one.id].party if one.id in speakers else None for one in found]
    return {names[party][0] if party else None for party in parties}


def test_officers_speak_for_their_companies_and_the_agency_is_part_of_its_department(example_record: Record) -> None:
    with View.open(example_record) as view:
        names = {party: name for party, (name, _) in view.party_names().items()}
        ties = {(names[one.left], one.kind, names[one.right]) for one in view.all_relations()}
    expected = {
        ("Satya Nadella", "speaks_for", "Microsoft"),
        ("Brad Smith", "speaks_for", "Microsoft"),
        ("Tom Keane", "speaks_for", "Microsoft"),
        ("Tim Cook", "speaks_for", "Apple"),
        ("Sundar Pichai", "speaks_for", "Google"),
        ("Mark Zuckerberg", "speaks_for", "Facebook"),
        ("LinkedIn", "owned_by", "Microsoft"),
        ("U.S. Immigration and Customs Enforcement", "part_of", "Department of Homeland Security"),
    }
    assert ties >= expected
    assert ("Tim Cook", "speaks_for", "Microsoft") not in ties


def test_a_person_named_in_several_pieces_is_one_party(example_record: Record) -> None:
    with View.open(example_record) as view:
        names = [party.name for party in view.parties()]
    assert [names.count(name) for name in ("Satya Nadella", "Tom Keane", "Microsoft", "Dell")] == [1, 1, 1, 1]


def test_the_firms_the_pdf_names_as_products_are_counted(example_record: Record) -> None:
    """Amazon Web Services is a product in the text and an alias of Amazon in the tables."""
    with View.open(example_record) as view:
        counts = view.mention_counts()
        rules = {one.rule for one in view.namings().values()}
        named = {party.name: counts.get(party.id, 0) for party in view.parties()}
        texts = {
            party.name: sum(one.span is not None for one in view.mentions_of([party.id])) for party in view.parties()
        }
    assert "product of that name" in rules
    assert texts["Amazon"] > 0
    assert texts["LinkedIn"] > 0
    assert named["Amazon"] >= texts["Amazon"]
