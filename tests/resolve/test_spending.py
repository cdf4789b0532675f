"""Who is who in spending rows: identifiers join names, stand-ins are nobody, agencies go by their code."""

import pytest

from onrecord.model.award import Action, places_of
from onrecord.model.names import PSEUDO_RECIPIENTS
from onrecord.resolve.spending import field_names, keys_by_identifier
from resolve.build import ARTEFACT, action


def _keys(*actions: Action) -> list[tuple[str, str]]:
    keys = keys_by_identifier(actions)
    return [(name.role, name.key) for one in actions for name in field_names(one, keys)]


def test_one_identifier_joins_two_spellings_of_an_unknown_firm() -> None:
    uei = (("us-uei", "ABCDEF123456"),)
    found = _keys(
        action(1, recipient="HARBOUR WORKS OF MAINE", recipient_identifiers=uei),
        action(2, recipient="Harbor Works", recipient_identifiers=uei),
    )
    assert found == [("recipient", "org:harbor works"), ("recipient", "org:harbor works")]


def test_an_identifier_gives_an_unknown_spelling_to_the_one_known_party() -> None:
    duns = (("us-duns", "081466849"),)
    found = _keys(
        action(1, recipient="MICROSOFT CORPORATION", recipient_identifiers=duns),
        action(2, recipient="MSFT FED SALES", recipient_identifiers=duns),
    )
    assert {key for _, key in found} == {"known:org:microsoft"}


def test_two_known_names_under_one_identifier_are_left_apart() -> None:
    """A wrong number in a row must not make one firm of Apple and Microsoft."""
    duns = (("us-duns", "000000001"),)
    found = _keys(
        action(1, recipient="MICROSOFT CORPORATION", recipient_identifiers=duns),
        action(2, recipient="APPLE INC", recipient_identifiers=duns),
        action(3, recipient="SOMEBODY ELSE", recipient_identifiers=duns),
    )
    assert [key for _, key in found] == ["known:org:microsoft", "known:org:apple", "org:somebody else"]


def test_an_identifier_that_stands_for_nobody_joins_nobody() -> None:
    """Registers give all unnamed foreign firms one number: two firms that bear it once each are still two."""
    duns = (("us-duns", "123456787"),)
    found = _keys(
        action(1, recipient="MISCELLANEOUS FOREIGN AWARDEES", recipient_identifiers=duns),
        action(2, recipient="ALPHA GMBH", recipient_identifiers=duns),
        action(3, recipient="ZETA SARL", recipient_identifiers=duns),
    )
    assert [key for _, key in found] == ["org:alpha", "org:zeta sarl"]


def test_a_spelling_without_a_word_names_no_party_by_its_identifier() -> None:
    """Two numbers that both once bore "--" have nothing in common."""
    found = _keys(
        action(1, recipient="--", recipient_identifiers=(("us-duns", "1"),)),
        action(2, recipient="ALPHA WORKS", recipient_identifiers=(("us-duns", "1"),)),
        action(3, recipient="--", recipient_identifiers=(("us-duns", "2"),)),
        action(4, recipient="ZETA WORKS", recipient_identifiers=(("us-duns", "2"),)),
    )
    assert [key for _, key in found] == ["org:alpha works", "org:zeta works"]


def test_the_same_name_with_different_identifiers_is_not_told_apart_by_them() -> None:
    found = _keys(
        action(1, recipient="HARBOUR WORKS", recipient_identifiers=(("us-uei", "A"),)),
        action(2, recipient="HARBOUR WORKS", recipient_identifiers=(("us-uei", "B"),)),
    )
    assert {key for _, key in found} == {"org:harbour works"}


@pytest.mark.parametrize("name", sorted(PSEUDO_RECIPIENTS))
def test_a_stand_in_for_a_name_is_never_a_party(name: str) -> None:
    for spelling in (name, name.upper(), f"{name.title()} "):
        assert _keys(action(recipient=spelling, recipient_parent=spelling)) == []


def test_an_agency_goes_by_its_code_however_it_is_spelt() -> None:
    found = _keys(
        action(buyer="IMMIGRATION & CUSTOMS ENF BUREAU", buyer_code="7012", funder="ICE HQ", funder_code="7012")
    )
    assert found == [("buyer", "known:us-agency:7012"), ("funder", "known:us-agency:7012")]


def test_an_agency_with_a_code_nobody_knows_is_one_party_under_its_name() -> None:
    found = _keys(
        action(1, buyer="OFFICE OF THE TIDE", buyer_code="99X9"), action(2, buyer="Tide Office", buyer_code="99X9")
    )
    assert {key for _, key in found} == {"org:office of the tide"}


def test_a_name_without_a_field_is_no_mention() -> None:
    """Nothing is named that cannot be shown."""
    assert _keys(action(recipient="HARBOUR WORKS", places=places_of("", ()))) == []


def test_a_mention_in_a_row_says_where_it_stands_and_what_it_looks_like() -> None:
    row = action(7, recipient="COUNTY  OF KENT", buyer="Harbour Office")
    found = {name.role: name.mention for name in field_names(row, {})}
    assert (found["recipient"].name, found["recipient"].kind, found["buyer"].kind) == (
        "COUNTY OF KENT",
        "public_body",
        "public_body",
    )
    field = found["recipient"].field
    assert field is not None
    assert (field.artefact, field.pointer, field.text) == (ARTEFACT, "row=7;column=recipient", "COUNTY  OF KENT")


@pytest.mark.parametrize("name", ["", "  ", "...", "(4813)"])
def test_a_name_without_a_word_is_nobody(name: str) -> None:
    assert _keys(action(recipient=name)) == []


def test_electricity_of_somewhere_is_a_company() -> None:
    """The words `city of` count as words, not as letters."""
    (name,) = field_names(action(recipient="ELECTRICITY OF HARBOUR INC"), {})
    assert name.mention.kind == "company"
