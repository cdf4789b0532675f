"""Short forms and other names of one party inside a document."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.evidence import cut
from onrecord.model.statement import Mention, MentionKind
from onrecord.resolve.inside.aliases import spells
from onrecord.resolve.inside.document import resolve_document
from resolve.build import Kinds, document, keys_of, parties_of

ICE = "known:us-agency:7012"
WORKS = "org:harbour works authority"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ('The Harbour Works Authority ("Quayside") met. Quayside said no.', "Quayside"),
        ("The Harbour Works Authority, also known as Quayside, met. Quayside said no.", "Quayside"),
        ("The Harbour Works Authority, doing business as Quayside, met. Quayside said no.", "Quayside"),
        ("The Harbour Works Authority, or HWA, met. HWA said no.", "HWA"),
        ("The Harbour Works Authority met. HWA said no.", "HWA"),
        ("The Harbour Works Authority met. The Works Authority said no.", "Works Authority"),
    ],
)
def test_a_name_the_text_defines_or_spells_out_is_the_same_party(text: str, short: str) -> None:
    kinds: Kinds = {"Harbour Works Authority": "organisation", short: "organisation"}
    assert {key for name, key in keys_of(text, kinds) if name == short} == {WORKS}


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Works Authority, or Quayside, met. Quayside said no.",
        "The Harbour Works Authority met Quayside. Quayside said no.",
        "The Harbour Works Authority (Quayside) met. Quayside said no.",
    ],
)
def test_a_name_the_text_does_not_define_is_another_party(text: str) -> None:
    """What stands behind "or", or plain in brackets, may be anything: a place, a choice."""
    kinds: Kinds = {"Harbour Works Authority": "organisation", "Quayside": "organisation"}
    assert {key for name, key in keys_of(text, kinds) if name == "Quayside"} == {"org:quayside"}


def test_a_name_defined_for_two_parties_is_neither() -> None:
    text = "Harbour Works Ltd, known as Quayside, met Harbour Labs Ltd, known as Quayside. Quayside said no."
    kinds: Kinds = {"Harbour Works Ltd": "company", "Harbour Labs Ltd": "company", "Quayside": "company"}
    assert keys_of(text, kinds)[-1] == ("Quayside", "org:quayside")


def test_initials_do_not_take_an_acronym_from_the_party_the_tables_know() -> None:
    text = "The Institution of Coastal Engineers met. ICE said no."
    kinds: Kinds = {"Institution of Coastal Engineers": "organisation", "ICE": "public_body"}
    assert keys_of(text, kinds)[-1] == ("ICE", ICE)


@pytest.mark.parametrize("word", ["Committee", "Agency"])
def test_a_plain_word_is_no_short_form(word: str) -> None:
    kinds: Kinds = {f"Harbour {word}": "organisation", word: "organisation"}
    text = f"The Harbour {word} met. The {word} said no."
    assert keys_of(text, kinds)[-1] == (word, f"org:{word.casefold()}")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("José Manuel de la Sota", "De la Sota"),
        ("Chris Van Hollen", "Van Hollen"),
        ("Ann Clarke", "Ann"),
        ("Harry B. Harris Jr.", "Harris"),
        ("Harry B. Harris Jr.", "Admiral Harris"),
    ],
)
def test_a_part_of_a_name_is_the_one_person_who_bears_it(full: str, short: str) -> None:
    found = keys_of(f"{full} came. {short} spoke.", {full: "person", short: "person"})
    assert found[0][1] == found[1][1] or short.startswith("Admiral")


def test_a_middle_name_that_comes_and_goes_is_one_person() -> None:
    kinds: Kinds = {"John Smith": "person", "John R. Smith": "person"}
    assert {key for _, key in keys_of("John R. Smith came. John Smith spoke.", kinds)} == {"person:john smith"}


def test_two_middle_names_are_two_people_and_so_are_father_and_son() -> None:
    kinds: Kinds = {"John Smith": "person", "John R. Smith": "person", "John Q. Smith": "person"}
    keys = [key for _, key in keys_of("John R. Smith met John Q. Smith. John Smith spoke.", kinds)]
    assert len(set(keys)) == 3
    kinds = {"Donald Moss": "person", "Donald Moss Jr.": "person"}
    assert len({key for _, key in keys_of("Donald Moss met Donald Moss Jr. there.", kinds)}) == 2


def test_a_title_tells_two_bearers_of_a_surname_apart() -> None:
    kinds: Kinds = {"Ann Clarke": "person", "Bob Clarke": "person", "Mrs. Clarke": "person", "Mr. Clarke": "person"}
    found = keys_of("Ann Clarke met Bob Clarke. Mrs. Clarke left, Mr. Clarke stayed.", kinds)
    assert [key for _, key in found[2:]] == ["person:ann clarke", "person:bob clarke"]


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u202e"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [("Microsoft", "company"), ("ICE", "public_body"), ("Ann Clarke", "person"), ("Harbour Works", "company")],
)
def test_marks_that_are_not_seen_make_no_other_name(mark: str, name: str, kind: MentionKind) -> None:
    """Zero-width characters, marks of direction and soft hyphens; the mention keeps them, its key does not."""
    hidden = f"{name[:2]}{mark}{name[2:]}{mark}"
    found = keys_of(f"{name} met. Then {hidden} left.", {name: kind, hidden: kind})
    assert found[0][1] == found[1][1]


@pytest.mark.parametrize(
    ("full", "short"), [("Владимир Соколов", "Соколов"), ("Γιώργος Παππάς", "Παππάς"), ("محمد الخوري", "الخوري")]
)
def test_names_in_other_scripts_are_cut_to_surnames_as_well(full: str, short: str) -> None:
    found = keys_of(f"{full} came. {short} spoke.", {full: "person", short: "person"})
    assert found[0][1] == found[1][1]


@given(st.text(max_size=12), st.text(max_size=30))
@settings(deadline=None)
def test_spelling_out_never_fails_and_needs_a_capital(acronym: str, name: str) -> None:
    assert not spells(acronym, name) or unicodedata.category(acronym[0]) in {"Lu", "Lt"}


def test_ten_thousand_mentions_of_one_name_are_one_party() -> None:
    text = "Ann Clarke came. " * 10_000
    made = document(text)
    step = len("Ann Clarke came. ")
    listed = [
        Mention(name="Ann Clarke", kind="person", rule="test", span=cut(made.id, text, at, at + 10))
        for at in range(0, len(text), step)
    ]
    found = resolve_document(made, listed)
    assert {one.key for one in found.resolved} == {"person:ann clarke"}
    assert len(found.places["person:ann clarke"]) == 10_000


def test_a_description_defined_in_brackets_is_no_name() -> None:
    text = 'Harbour Works Ltd (the "Company") met.'
    found = parties_of(document(text), {"Harbour Works Ltd": "company"})
    assert (found.aliases.defined, found.aliases.names) == ({"company": "org:harbour works"}, {})
