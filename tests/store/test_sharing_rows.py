"""Masked rows: officers behind their cues, and bodies that bear the names of people."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model.award import places_of
from onrecord.model.ids import PartyId, artefact_id
from onrecord.model.party import Alias, Naming, Party, Resolution
from onrecord.model.reading import Reading
from onrecord.model.statement import Extraction, Mention, PartyKind
from onrecord.store import Record, View, Writer
from onrecord.store.sharing import masked_copy
from onrecord.store.sharing_people import people_of
from onrecord.store.sharing_rows import Rows
from store.record_values import action, add_artefact, add_document, words
from store.sharing_values import fill_sharing
from tables_read import row_file


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, list[str]]:
    """Fill a record with private and public people."""
    return fill_sharing(tmp_path_factory.mktemp("rows") / "record")


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("VALVES. COR: JOHN MILLER, [telephone]", "VALVES. COR: a private person, [telephone]"),
        ("VALVES. CONTACT JOHN MILLER AT [telephone]", "VALVES. CONTACT a private person AT [telephone]"),
        ("VALVES. CO: JOHN MILLER KO:TERESA O'DELL", "VALVES. CO: a private person KO:a private person"),
        ("COTR MILLER, JOHN CS: JANET L. BROWN", "COTR a private person CS: a private person"),
        ("Valves. COR- Miller, John", "Valves. COR- a private person"),
        ("valves. poc: john miller, [e-mail]", "valves. poc: a private person, [e-mail]"),
        ("VALVES FROM DENVER CO JOHN DEERE TRACTORS", "VALVES FROM DENVER CO JOHN DEERE TRACTORS"),
        ("valves; contact will be made", "valves; contact will be made"),
        ("CONTACT THE OFFICE", "CONTACT THE OFFICE"),
    ],
)
def test_an_officer_behind_a_cue_is_masked_in_any_case_and_beside_contact_data(
    filled: tuple[Record, list[str]], description: str, expected: str
) -> None:
    with View.open(filled[0]) as view:
        rows = Rows(people_of(view), {})
    assert rows.free_words(description) == expected


def test_a_body_that_bears_the_name_of_somebody_private_keeps_it_and_the_person_is_masked(
    record: Record, tmp_path: Path
) -> None:
    """Also where a text has taken the body for a person; beside it, the person is masked in full and in part."""
    text = "Zorblat Quimby bakes. Zorblat Quimby Paving Inc. said Quimby left. Zorblat Quimby Paving won."
    firm, one = "ZORBLAT QUIMBY PAVING INC", action(artefact_id(b"a"))
    with Writer(record) as writer:
        letter = add_document(writer, text)
        table = add_artefact(writer, b"a,b\n1,2\n", "awards.csv")
        places = places_of("row=1;column=", [("recipient", "row=1;column=recipient", firm)])
        one = replace(action(table.artefact), recipient=firm, description="BY ZORBLAT QUIMBY", places=places)
        named = [
            Mention(name=name, kind="person", rule="test", span=words(letter, name))
            for name in ("Zorblat Quimby", "Zorblat Quimby Paving Inc.")
        ]
        mentions = [*named, Mention(name=firm, kind="company", rule="award recipient", field=one.field("recipient"))]
        held: tuple[tuple[str, PartyKind, bool], ...] = (
            ("a" * 32, "person", True),
            ("b" * 32, "person", True),
            ("c" * 32, "company", False),
        )
        parties = tuple(
            Party(
                id=PartyId(party),
                name=each.name,
                kind=kind,
                private=private,
                aliases=(Alias(name=each.name, basis="text"),),
            )
            for each, (party, kind, private) in zip(mentions, held, strict=True)
        )
        namings = tuple(
            Naming(mention=each.id, party=party.id, rule="test") for each, party in zip(mentions, parties, strict=True)
        )
        with writer.transaction():
            writer.put_reading(table, Reading(rows=(row_file(one),)), "read/1")
            writer.put_extraction(Extraction(document=letter.id, mentions=tuple(named)), "test/1")
            writer.put_resolution(Resolution(parties=parties, namings=namings, speakers=(), relations=()), mentions[2:])
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        (document,), (award,) = view.documents(), view.awards()
        assert document.text == (
            "a private person (1) bakes. Zorblat Quimby Paving Inc. said a private person (1) left. "
            "Zorblat Quimby Paving won."
        )
        assert (award.latest.recipient, award.latest.description) == (firm, "BY a private person (1)")
        assert sorted(each.name for each in view.parties()) == [
            firm,
            "Zorblat Quimby Paving Inc.",
            "a private person (1)",
        ]
