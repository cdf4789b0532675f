"""Who is who inside one document."""

import pytest

from onrecord.model.statement import MentionKind
from resolve.build import document, keys_of, parties_of

ICE = "known:us-agency:7012"
MICROSOFT = "known:org:microsoft"


def test_names_in_the_tables_get_their_key_and_others_their_own() -> None:
    text = "Microsoft sold it to ICE. Harbour Systems Ltd did not."
    kinds = {"Microsoft": "company", "ICE": "public_body", "Harbour Systems Ltd": "company"}
    assert keys_of(text, kinds) == [
        ("Microsoft", MICROSOFT),
        ("ICE", ICE),
        ("Harbour Systems Ltd", "org:harbour systems"),
    ]


def test_products_are_no_parties() -> None:
    assert keys_of("Azure runs there.", {"Azure": "product"}) == []


def test_a_product_of_a_known_partys_name_names_the_party_too() -> None:
    """Amazon Web Services and LinkedIn are products and firms; Azure is no firm's name."""
    kinds: dict[str, MentionKind] = {"Amazon Web Services": "product", "LinkedIn": "product", "Azure": "product"}
    found = parties_of(document("Amazon Web Services, LinkedIn and Azure."), kinds)
    assert [(one.key, one.rule) for one in found.resolved] == [
        ("known:org:amazon", "product of that name"),
        ("known:org:linkedin", "product of that name"),
    ]


def test_an_acronym_in_brackets_stands_for_the_name_before_it() -> None:
    """The introduction holds for the whole document, even for an acronym the tables do not know."""
    text = "The Harbour Works Authority (HWA) met. HWA said no."
    kinds = {"Harbour Works Authority": "organisation", "HWA": "organisation"}
    assert [key for _, key in keys_of(text, kinds)] == ["org:harbour works authority"] * 3


def test_an_acronym_the_text_spells_out_means_that_name_whatever_the_tables_know() -> None:
    """In a text that introduces the Institution of Civil Engineers (ICE), ICE is no agency."""
    text = "The Institution of Civil Engineers (ICE) met. ICE said no."
    kinds = {"Institution of Civil Engineers": "organisation", "ICE": "public_body"}
    assert {key for _, key in keys_of(text, kinds)} == {"org:institution of civil engineers"}


def test_half_a_name_before_a_bracket_does_not_take_an_acronym_from_the_party_the_tables_know() -> None:
    """A name cut short does not spell the acronym: ICE stays the agency."""
    text = "The Office of Customs Enforcement (ICE) met. ICE said no."
    kinds = {"Customs Enforcement": "organisation", "ICE": "public_body"}
    assert {key for name, key in keys_of(text, kinds) if name == "ICE"} == {ICE}


def test_a_surname_is_the_one_person_who_bears_it() -> None:
    text = "Satya Nadella wrote. Nadella left."
    kinds = {"Satya Nadella": "person", "Nadella": "person"}
    assert keys_of(text, kinds) == [("Satya Nadella", "person:satya nadella"), ("Nadella", "person:satya nadella")]


def test_a_surname_of_two_people_is_neither() -> None:
    text = "Ann Clarke and Bob Clarke came. Clarke spoke."
    found = parties_of(document(text), {"Ann Clarke": "person", "Bob Clarke": "person", "Clarke": "person"})
    assert [one.key for one in found.resolved] == ["person:ann clarke", "person:bob clarke"]
    assert [(one.mention.name, one.keys) for one in found.unclear] == [
        ("Clarke", ("person:ann clarke", "person:bob clarke"))
    ]


@pytest.mark.parametrize("title", ["Mr", "Mr.", "Dr", "Sen.", "President", "Attorney General", "Chief"])
def test_a_title_is_no_part_of_a_name(title: str) -> None:
    text = f"Ann Clarke came. {title} Clarke spoke."
    found = keys_of(text, {"Ann Clarke": "person", f"{title} Clarke": "person"})
    expected = "person:chief clarke" if title == "Chief" else "person:ann clarke"
    assert found[-1] == (f"{title} Clarke", expected)


def test_a_short_form_is_the_one_longer_name_that_begins_with_it() -> None:
    text = "Harbour Systems Group won. Harbour Systems is glad."
    kinds = {"Harbour Systems Group": "company", "Harbour Systems": "company"}
    assert {key for _, key in keys_of(text, kinds)} == {"org:harbour systems group"}


def test_a_short_form_of_two_longer_names_is_neither() -> None:
    text = "Harbour Systems Group and Harbour Systems Trust won. Harbour Systems is glad."
    kinds = {"Harbour Systems Group": "company", "Harbour Systems Trust": "company", "Harbour Systems": "company"}
    assert keys_of(text, kinds)[-1] == ("Harbour Systems", "org:harbour systems")


def test_an_office_makes_a_person_speak_for_the_body_named_with_it() -> None:
    text = "Brad Smith, the president of Microsoft, wrote."
    found = parties_of(
        document(text), {"Brad Smith": "person", "Microsoft": "company"}, {"Brad Smith": "the president of Microsoft"}
    )
    assert [(key, body) for key, held in found.offices.items() for body, _ in held] == [
        ("person:brad smith", MICROSOFT)
    ]


@pytest.mark.parametrize(
    "role",
    [
        "the former president of Microsoft",
        "an ex-president of Microsoft",
        "then president of Microsoft",
        "an engineer at Microsoft",
        "a member of staff at Microsoft",
        "a customer of Microsoft",
    ],
)
def test_former_officers_and_people_without_an_office_do_not_speak_for_a_body(role: str) -> None:
    text = f"Brad Smith, {role}, wrote."
    found = parties_of(document(text), {"Brad Smith": "person", "Microsoft": "company"}, {"Brad Smith": role})
    assert dict(found.offices) == {}


def test_the_chief_executive_alone_is_of_the_one_company_named() -> None:
    text = "Microsoft works for ICE. Satya Nadella, the chief executive, wrote."
    kinds = {"Microsoft": "company", "ICE": "public_body", "Satya Nadella": "person"}
    found = parties_of(document(text), kinds, {"Satya Nadella": "the chief executive"})
    assert [body for body, _ in found.offices["person:satya nadella"]] == [MICROSOFT]


def test_the_chief_executive_is_of_nobody_where_two_companies_are_named() -> None:
    text = "Microsoft and Apple differ. Satya Nadella, the chief executive, wrote."
    kinds = {"Microsoft": "company", "Apple": "company", "Satya Nadella": "person"}
    assert dict(parties_of(document(text), kinds, {"Satya Nadella": "the chief executive"}).offices) == {}


def test_a_company_named_only_afterwards_gives_nobody_an_office() -> None:
    text = "Satya Nadella, the chief executive, wrote. Apple did not."
    kinds = {"Apple": "company", "Satya Nadella": "person"}
    assert dict(parties_of(document(text), kinds, {"Satya Nadella": "the chief executive"}).offices) == {}


def test_the_president_alone_is_of_no_company() -> None:
    """Countries have presidents too: only offices that companies alone have are taken for the one company named."""
    text = "Microsoft works for ICE. Ann Clarke, the president, signed."
    kinds = {"Microsoft": "company", "Ann Clarke": "person"}
    assert dict(parties_of(document(text), kinds, {"Ann Clarke": "the president"}).offices) == {}


def test_an_office_is_held_at_the_body_named_with_it() -> None:
    """Behind the office ("president of Apple"), else before it ("Apple president"); never at one named further on."""
    kinds: dict[str, MentionKind] = {"Ann Clarke": "person", "Apple": "company", "Microsoft": "company"}
    for role in (
        "president of Apple and owner of Microsoft",
        "Microsoft investor and president of Apple",
        "Apple president",
    ):
        text = f"Ann Clarke, {role}, said so."
        found = parties_of(document(text), kinds, {"Ann Clarke": role})
        assert [body for body, _ in found.offices["person:ann clarke"]] == ["known:org:apple"], role
