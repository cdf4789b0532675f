"""Pronouns, descriptions and other names in a text: the one party left, or nobody with the candidates kept."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.evidence import Meta, check_span, cut
from onrecord.model.statement import Mention, MentionKind, Statement
from onrecord.resolve.inside.document import resolve_document
from onrecord.resolve.inside.references import Reference
from onrecord.resolve.inside.speakers import follow
from onrecord.resolve.registry import document_kinds
from resolve.build import Kinds, Roles, document, parties_of, span, statement

ANN, BOB, CARL = "person:ann clarke", "person:bob clarke", "person:carl moss"
WORKS, LABS, BOARD = "org:harbour works", "org:harbour labs", "org:harbour board"
KINDS: Kinds = {
    "Ann Clarke": "person",
    "Bob Clarke": "person",
    "Carl Moss": "person",
    "Clarke": "person",
    "Harbour Works": "company",
    "Harbour Labs": "company",
    "Harbour Board": "public_body",
    "the Irish Times": "organisation",
}


def found_in(text: str, *, roles: Roles | None = None, said: tuple[str, str] | None = None) -> list[Reference]:
    """List the references of a text; `said` is the source and the content of its one direct statement."""
    made = document(text)
    found = parties_of(made, KINDS, roles)
    statements = [statement(made, said[0], said[1], form="direct")] if said else []
    return follow(found, statements, document_kinds(found, {})).references


def answers(
    text: str, *, roles: Roles | None = None, said: tuple[str, str] | None = None
) -> list[tuple[str, str | None]]:
    """List `(words, key)` of the references of a text."""
    return [(one.span.text, one.key) for one in found_in(text, roles=roles, said=said)]


# --- he and she


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Clarke came. She left her coat.", [("She", ANN), ("her", ANN)]),
        ("Ann Clarke met Carl Moss. She left, and he stayed.", [("She", ANN), ("he", CARL)]),
        ("Carl Moss praised his staff.", [("his", CARL)]),
        ("Ms. Clarke came. She left.", [("She", None)]),
        ("She left. Ann Clarke came.", [("She", None)]),
    ],
)
def test_he_and_she_are_the_person_who_agrees(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Nobody is named by a surname alone, and nobody who is named only later is meant."""
    kinds = KINDS if "Ms." not in text else {}
    made = document(text)
    found = parties_of(made, kinds)
    assert [(one.span.text, one.key) for one in follow(found, [], document_kinds(found, {})).references] == expected


def test_he_is_nobody_where_two_may_be_meant_and_both_are_ranked() -> None:
    """The likelier first: who acts before who is acted on."""
    (one,) = found_in("There Carl Moss met Bob Clarke, and he left.")
    assert (one.key, one.form, set(one.candidates)) == (None, "pronoun", {CARL, BOB})


def test_words_far_from_any_name_are_nobodys() -> None:
    """A name more than four sentences back gives "he" no meaning."""
    text = "Carl Moss came. " + "The harbour is old. " * 5 + "He left."
    assert answers(text) == [("He", None)]


# --- I and we in quotations


def test_i_is_the_speaker_of_the_quotation() -> None:
    text = '"I sold my boat", said Carl Moss. I doubt it.'
    assert answers(text, said=("Carl Moss", '"I sold my boat"')) == [("I", CARL), ("my", CARL)]


def test_we_is_the_body_at_which_the_speaker_holds_an_office() -> None:
    text = '"We sold our boats", said Carl Moss, the chief executive of Harbour Works.'
    role = {"Carl Moss": "the chief executive of Harbour Works"}
    assert answers(text, roles=role, said=("Carl Moss", '"We sold our boats"')) == [("We", WORKS), ("our", WORKS)]
    assert answers(text, said=("Carl Moss", '"We sold our boats"')) == [("We", None), ("our", None)]


def test_he_in_a_quotation_is_not_its_speaker() -> None:
    text = 'Carl Moss met Bob Clarke. "He sold it", said Carl Moss.'
    made = document(text)
    found = parties_of(made, KINDS)
    said = Statement(
        document=made.id,
        form="direct",
        source=(span(made, "Carl Moss", near="said"),),
        cue=(),
        content=(span(made, '"He sold it"'),),
        confidence=0.9,
        extractor="test/1",
    )
    (one,) = follow(found, [said], document_kinds(found, {})).references
    assert one.key != CARL
    assert CARL not in one.candidates


# --- descriptions


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Harbour Works met. The company left.", "The company", WORKS),
        ("Harbour Works serves the Harbour Board. The agency pays.", "The agency", BOARD),
        ("Harbour Works, a maker of boats, met Harbour Labs. The boat maker left.", "The boat maker", None),
        ("Harbour Works, a boat maker, met Harbour Labs. The boat maker left.", "The boat maker", WORKS),
        ("Harbour Works is a boat maker. Harbour Labs is not. The boat maker left.", "The boat maker", WORKS),
        ("The boat maker Harbour Works met Harbour Labs. The boat maker left.", "The boat maker", WORKS),
        ("Harbour Labs met the contractor, Harbour Works, there.", "the contractor", WORKS),
        ("Harbour Labs met Harbour Works, the contractor that built it.", "the contractor", WORKS),
        ('Harbour Works (the "Company") met Harbour Labs. The Company left.', "The Company", WORKS),
        ("Harbour Labs met. Rain fell. Wind blew. Harbour Works came. The company left.", "The company", WORKS),
    ],
)
def test_a_description_is_the_one_body_left(text: str, words: str, key: str | None) -> None:
    """By what the text says of it, else the one of the kind that is named near or at all."""
    assert [one for one in answers(text) if one[0] == words][-1] == (words, key)


def test_a_description_of_two_is_neither_and_both_are_ranked() -> None:
    """The subject of the sentence first: that ranks and never decides."""
    (one,) = found_in("Harbour Works met Harbour Labs. The company left.")
    assert (one.key, one.form, one.candidates) == (None, "description", (WORKS, LABS))


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Works met. The other company left.",
        "Harbour Works met. The rival firm left.",
        "Harbour Works met. The company that built it left.",
        "Harbour Works met. The company spokesman left.",
        "Harbour Works met. The parent company left.",
        "Harbour Works met. The company Quayside left.",
    ],
)
def test_a_description_that_says_itself_who_is_meant_is_no_reference(text: str) -> None:
    assert answers(text) == []


def test_an_outlet_that_only_reports_is_never_the_antecedent() -> None:
    assert answers("As the Irish Times has it, it rained. The company left.") == [("The company", None)]
    text = "Harbour Works told the Irish Times that it rained. The company left."
    assert answers(text) == [("The company", WORKS)]
    assert answers("Moss told Harbour Labs of it. The company left.") == [("The company", None)]


@pytest.mark.parametrize(("kind", "key"), [("organisation", WORKS), ("company", None)])
def test_a_publisher_is_no_antecedent_unless_it_is_a_company_or_an_agency(kind: MentionKind, key: str | None) -> None:
    made = document("Harbour Works met Harbour Labs. The company left.")
    object.__setattr__(made, "publisher", Meta(value="Harbour Labs", basis="test"))
    found = parties_of(made, {**KINDS, "Harbour Labs": kind})
    (one,) = follow(found, [], document_kinds(found, {})).references
    assert one.key == key


def test_a_name_of_nobody_in_particular_nearby_makes_a_description_doubtful() -> None:
    kinds: Kinds = {"Harbour Works": "company", "Quayside": "unknown"}
    made = document("Harbour Works met Quayside. The company left.")
    found = parties_of(made, kinds)
    assert [one.key for one in follow(found, [], document_kinds(found, {})).references] == [None]


# --- other names, and what all references share


def test_another_name_is_read_where_no_mention_was_found() -> None:
    made = document("Harbour Works, known as Quayside, met. Quayside left.")
    found = parties_of(made, {"Harbour Works": "company"})
    listed = follow(found, [], document_kinds(found, {})).references
    assert {(one.form, one.span.text, one.key) for one in listed} == {("name", "Quayside", WORKS)}


def test_a_surname_of_two_is_a_reference_to_neither() -> None:
    (one,) = found_in("Ann Clarke met Bob Clarke. Clarke left.")
    assert (one.form, one.span.text, one.key, one.candidates) == ("name", "Clarke", None, (ANN, BOB))


def test_the_source_of_a_statement_and_the_reference_there_are_decided_once() -> None:
    made = document("Ann Clarke came.\nShe said it was so.")
    found = parties_of(made, KINDS)
    result = follow(found, [statement(made, "She", "it was so")], document_kinds(found, {}))
    assert [(one.key, one.rule) for one in result.spoken] == [(one.key, one.rule) for one in result.references]


PIECES = [
    *KINDS,
    "he",
    "She",
    "her",
    "The company",
    "the agency",
    "Quayside, known as Q,",
    '"I',
    'we"',
    "\u200b",
    "\n",
    ".",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(deadline=None)
def test_a_reference_is_somebody_the_document_names_at_words_that_stand_there(pieces: list[str]) -> None:
    text = " ".join(pieces) or "x"
    made = document(text)
    found = parties_of(made, KINDS)
    named = {one.key for one in found.resolved} | {key for one in found.unclear for key in one.keys}
    listed = follow(found, [], document_kinds(found, {})).references
    for one in listed:
        check_span(text, one.span)
        assert not (one.key and one.candidates)
        assert {one.key, *one.candidates} - {None} <= named
    assert [one.span.start for one in listed] == sorted({one.span.start for one in listed})


def _seconds(count: int) -> float:
    piece = "Ann Clarke came, and she left with Harbour Works; the company stayed "
    text = piece * count
    made = document(text)
    listed = [
        Mention(name=name, kind=KINDS[name], rule="test", span=cut(made.id, text, at, at + len(name)))
        for number in range(count)
        for name in ("Ann Clarke", "Harbour Works")
        for at in (number * len(piece) + piece.index(name),)
    ]
    began = time.process_time()
    found = resolve_document(made, listed)
    assert len(follow(found, [], document_kinds(found, {})).references) == 2 * count
    return time.process_time() - began


def test_ten_thousand_names_in_a_text_without_full_stops_take_linear_time() -> None:
    """Five times the names take far less than twenty-five times the time."""
    _seconds(100)
    assert _seconds(5000) < 12 * max(0.05, _seconds(1000))
