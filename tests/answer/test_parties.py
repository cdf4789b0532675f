"""From what a person types to a party."""

from dataclasses import replace

import pytest

from onrecord.answer.parties import find_party, with_members, with_representatives
from onrecord.errors import Ambiguous, NotFound
from onrecord.model.party import Party
from onrecord.store import Record, View


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Microsoft", "Microsoft"),
        ("microsoft corporation", "Microsoft"),
        ("  MICROSOFT  ", "Microsoft"),
        ("ICE", "U.S. Immigration and Customs Enforcement"),
        ("ice", "U.S. Immigration and Customs Enforcement"),
        ("US Immigration and Customs Enforcement", "U.S. Immigration and Customs Enforcement"),
        ("DHS", "Department of Homeland Security"),
        ("Satya Nadella", "Satya Nadella"),
        ("dell federal systems l.p.", "Dell"),
    ],
)
def test_a_party_is_found_by_any_of_its_names(example_record: Record, typed: str, name: str) -> None:
    """What a person types to a command means the party that goes by it, whatever the case."""
    with View.open(example_record) as view:
        assert find_party(view, typed).name == name


def test_a_party_is_found_by_the_beginning_of_its_id(example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft")
        assert find_party(view, party.id[:8]) == party
        assert find_party(view, party.id) == party
        with pytest.raises(NotFound):
            find_party(view, party.id[:5])  # too short to be meant as an id


def test_an_unknown_name_is_answered_with_names_that_come_near(example_record: Record) -> None:
    with View.open(example_record) as view, pytest.raises(NotFound, match="did you mean: Satya Nadella"):
        find_party(view, "Nadella")


@pytest.mark.parametrize("typed", ["Nobody Whatever", "", "?!", "%", "'; DROP TABLE parties; --"])
def test_a_name_that_is_near_nothing_is_answered_with_a_way_to_search(example_record: Record, typed: str) -> None:
    with View.open(example_record) as view, pytest.raises(NotFound, match="onrecord search"):
        find_party(view, typed)


def test_two_people_of_one_name_are_listed_with_their_ids(two_smiths: Record) -> None:
    with View.open(two_smiths) as view:
        smiths = [party for party in view.parties() if party.name == "John Smith"]
        assert len(smiths) == 2
        with pytest.raises(Ambiguous) as error:
            find_party(view, "John Smith")
    assert all(party.id[:8] in str(error.value) for party in smiths)
    assert "John Smith (person, speaks for Microsoft, id " in str(error.value)
    assert "John Smith (person, speaks for Apple, id " in str(error.value)


def test_people_of_one_name_without_an_office_are_told_apart_by_a_title(
    two_smiths: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(View, "relations", lambda *_: [])
    monkeypatch.setattr(
        View, "parties_named", lambda self, _: [replace(one, public_role=None) for one in _smiths(self)]
    )
    with View.open(two_smiths) as view, pytest.raises(Ambiguous) as error:
        find_party(view, "John Smith")
    assert "(person, named in “A one of news”, id " in str(error.value)
    assert "(person, named in “A two of news”, id " in str(error.value)


def _smiths(view: View) -> list[Party]:
    return [party for party in view.parties() if party.name == "John Smith"]


def test_officers_are_representatives_with_the_words_of_their_office(example_record: Record) -> None:
    with View.open(example_record) as view:
        names = {party: name for party, (name, _) in view.party_names().items()}
        found = with_representatives(view, find_party(view, "Microsoft").id)
    whys = {names[party]: why for party, why in found.items()}
    assert whys["Microsoft"] == ""
    assert set(whys) == {"Microsoft", "Satya Nadella", "Brad Smith", "Tom Keane"}
    assert whys["Brad Smith"] == "the president of Microsoft"
    assert "general manager" in whys["Tom Keane"]


def test_a_person_is_not_represented_by_their_firm(example_record: Record) -> None:
    with View.open(example_record) as view:
        person = find_party(view, "Satya Nadella")
        assert with_representatives(view, person.id) == {person.id: ""}


def test_a_department_includes_its_agencies_and_a_firm_its_subsidiaries(example_record: Record) -> None:
    with View.open(example_record) as view:
        names = {party: name for party, (name, _) in view.party_names().items()}
        department = {names[one] for one in with_members(view, find_party(view, "DHS").id)}
        firm = {names[one] for one in with_members(view, find_party(view, "Microsoft").id)}
        agency = {names[one] for one in with_members(view, find_party(view, "ICE").id)}
    assert department >= {
        "Department of Homeland Security",
        "U.S. Immigration and Customs Enforcement",
        "U.S. Customs and Border Protection",
    }
    assert "Department of Defense" not in department
    assert firm == {"Microsoft", "LinkedIn"}
    assert agency == {"U.S. Immigration and Customs Enforcement"}
