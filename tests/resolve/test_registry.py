"""Who is who across documents: an employer joins people, a name alone does not; ids never depend on the order of reading."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.party import Party, Resolution
from onrecord.resolve.inside.document import DocumentParties
from onrecord.resolve.inside.speakers import follow
from onrecord.resolve.publicity.publicity import publicity
from onrecord.resolve.registry import Registry, document_kinds, row_kinds
from onrecord.resolve.resolution import make_resolution
from onrecord.resolve.spending import field_names, keys_by_identifier
from onrecord.resolve.successions import find_successions
from resolve.build import Kinds, action, document, parties_of, statement

KINDS: Kinds = {
    "Microsoft": "company",
    "Apple": "company",
    "Harbour Works": "company",
    "ICE": "public_body",
    "DHS": "public_body",
    "John Smith": "person",
}
AT_MICROSOFT = "John Smith, the president of Microsoft, came."
AT_APPLE = "John Smith, the president of Apple, came."
BAKER = "John Smith bakes bread in June."


def _found(text: str) -> DocumentParties:
    role = text.split(", ")[1] if text.startswith("John Smith, ") else ""
    return parties_of(document(text), KINDS, {"John Smith": role} if role else None)


def _resolution(texts: Sequence[str]) -> Resolution:
    registry = Registry()
    for text in texts:
        registry.take_document(_found(text))
    return make_resolution(registry)


def _smiths(texts: Sequence[str]) -> dict[str, PartyId]:
    """Map each text to the party of the John Smith in it."""
    resolution = _resolution(texts)
    parties = {naming.mention: naming.party for naming in resolution.namings}
    return {
        text: parties[one.mention.id]
        for text in texts
        for one in _found(text).resolved
        if one.mention.name == "John Smith"
    }


def _named(resolution: Resolution, name: str) -> Party:
    (party,) = (one for one in resolution.parties if one.name == name)
    return party


def test_a_name_alone_joins_nobody() -> None:
    other = "John Smith rows a boat in June."
    smiths = _smiths([BAKER, other])
    assert smiths[BAKER] != smiths[other]


def test_the_same_office_joins_across_documents() -> None:
    other = "John Smith, president of Microsoft, wrote."
    smiths = _smiths([AT_MICROSOFT, other])
    assert smiths[AT_MICROSOFT] == smiths[other]


def test_a_document_that_names_the_employer_joins() -> None:
    other = "John Smith wrote about Microsoft."
    smiths = _smiths([AT_MICROSOFT, other, BAKER])
    assert smiths[AT_MICROSOFT] == smiths[other]
    assert smiths[BAKER] != smiths[AT_MICROSOFT]


def _shown(text: str, kinds: Kinds) -> list[tuple[str, int]]:
    registry = Registry()
    registry.take_document(parties_of(document(text), kinds))
    resolution = make_resolution(registry)
    return [(one.name, sum(naming.party == one.id for naming in resolution.namings)) for one in resolution.parties]


def test_a_person_is_shown_without_titles_and_with_and_without_them_is_one() -> None:
    kinds: Kinds = {"Prime Minister Ann Clarke": "person", "Ann Clarke": "person"}
    assert _shown("Prime Minister Ann Clarke met Prime Minister Ann Clarke. Ann Clarke left.", kinds) == [
        ("Ann Clarke", 3)
    ]
    text = "Secretary of State Mike Pompeo met us. Mike Pompeo left."
    assert _shown(text, {"State Mike Pompeo": "person", "Mike Pompeo": "person"}) == [("Mike Pompeo", 2)]


def test_a_lone_surname_keeps_its_title() -> None:
    """Without it the party would hardly look like a person."""
    assert _shown("Mr. Clarke left.", {"Mr. Clarke": "person"}) == [("Mr. Clarke", 1)]


def test_a_firm_the_table_has_an_owner_for_is_owned_by_it() -> None:
    registry = Registry()
    kinds: Kinds = {"West Publishing": "company", "Thomson Reuters": "company"}
    registry.take_document(parties_of(document("West Publishing and Thomson Reuters."), kinds))
    resolution = make_resolution(registry)
    names = {one.id: one.name for one in resolution.parties}
    (tie,) = resolution.relations
    assert (names[tie.left], tie.kind, names[tie.right]) == ("West Publishing", "owned_by", "Thomson Reuters")
    assert (tie.evidence, tie.basis.startswith("table: ")) == (None, True)


def test_offices_at_two_bodies_are_two_people() -> None:
    smiths = _smiths([AT_MICROSOFT, AT_APPLE])
    assert smiths[AT_MICROSOFT] != smiths[AT_APPLE]


def test_a_document_that_names_the_employers_of_two_namesakes_joins_neither() -> None:
    """No alphabet decides who is who."""
    both = "John Smith wrote about Apple and Microsoft."
    smiths = _smiths([AT_MICROSOFT, AT_APPLE, both])
    assert len(set(smiths.values())) == 3


@given(
    st.permutations(
        [AT_MICROSOFT, AT_APPLE, BAKER, "John Smith wrote about Microsoft.", "ICE is of DHS.", "Harbour Works."]
    )
)
def test_parties_are_the_same_in_whatever_order_documents_come(texts: list[str]) -> None:
    again = _resolution(texts)
    first = _resolution(sorted(texts))
    assert again.parties == first.parties
    assert sorted(again.namings, key=lambda one: one.mention) == sorted(first.namings, key=lambda one: one.mention)
    assert again.relations == first.relations


def test_a_kind_two_documents_differ_on_does_not_depend_on_their_order() -> None:
    found = [
        parties_of(document("Harbour Works came."), {"Harbour Works": "company"}),
        parties_of(document("Harbour Works left."), {"Harbour Works": "organisation"}),
    ]
    kinds = set()
    for order in permutations(found):
        registry = Registry()
        for one in order:
            registry.take_document(one)
        kinds.add(tuple(party.kind for party in make_resolution(registry).parties))
    assert kinds == {("company",)}


def test_a_kind_in_a_document_is_the_documents_own_then_the_rows() -> None:
    rows = [action(1, buyer="Tide Office", recipient="HARBOUR WORKS")]
    registry = Registry()
    for name in field_names(rows[0], keys_by_identifier(rows)):
        registry.take_field(name)
    given = row_kinds(registry)
    assert given == {"org:tide office": "public_body", "org:harbour works": "company"}
    unclear = parties_of(document("The Tide Office came."), {"Tide Office": "organisation"})
    assert document_kinds(unclear, given) == {"org:tide office": "organisation"}
    assert document_kinds(parties_of(document("ICE came."), {"ICE": "company"}), {}) == {
        "known:us-agency:7012": "public_body"
    }


def test_an_office_is_a_relation_with_its_words() -> None:
    made = document(AT_MICROSOFT)
    resolution = _resolution([AT_MICROSOFT])
    (relation,) = resolution.relations
    assert relation.kind == "speaks_for"
    assert relation.left == _named(resolution, "John Smith").id
    assert relation.right == _named(resolution, "Microsoft").id
    assert isinstance(relation.evidence, Span)
    assert (relation.evidence.document, relation.evidence.text) == (made.id, "the president of Microsoft")


def test_a_public_role_stands_with_its_words_and_without_one_a_person_is_private() -> None:
    registry = Registry()
    for text in (AT_MICROSOFT, BAKER):
        made, found = document(text), _found(text)
        registry.take_document(found)
        registry.take_roles(made.id, publicity(made, found, [], []))
    smiths = [one for one in make_resolution(registry).parties if one.name == "John Smith"]
    official, baker = sorted(smiths, key=lambda one: one.private)
    assert (official.public_role, official.private) == ("president of Microsoft", False)
    assert isinstance(official.role_evidence, Span)
    assert (baker.public_role, baker.private) == (None, True)


def test_a_role_that_is_no_office_makes_nobody_public() -> None:
    """Masking will rest on this: a nurse from Ohio is a private person."""
    text = AT_MICROSOFT.replace("the president of Microsoft", "a nurse from Ohio at Microsoft")
    assert text != AT_MICROSOFT
    found = parties_of(
        document(text),
        {"John Smith": "person", "Microsoft": "company"},
        {"John Smith": "a nurse from Ohio at Microsoft"},
    )
    registry = Registry()
    registry.take_document(found)
    assert _named(make_resolution(registry), "John Smith").public_role is None


def test_an_agency_is_part_of_its_department_only_where_the_record_names_both() -> None:
    both = _resolution(["ICE is of DHS."])
    assert [(one.left, one.kind, one.right) for one in both.relations] == [
        (
            _named(both, "U.S. Immigration and Customs Enforcement").id,
            "part_of",
            _named(both, "Department of Homeland Security").id,
        )
    ]
    assert _resolution(["ICE came."]).relations == ()


def test_a_party_of_the_tables_has_its_official_name_and_says_which_names_the_record_uses() -> None:
    party = _named(_resolution(["ICE came."]), "U.S. Immigration and Customs Enforcement")
    assert party.kind == "public_body"
    assert ("us-agency", "7012") in party.identifiers
    assert [alias.name for alias in party.aliases if alias.basis == "text"] == ["ICE"]
    assert "Immigration and Customs Enforcement" in [alias.name for alias in party.aliases if alias.basis == "table"]


def test_candidates_of_a_speaker_become_parties_too() -> None:
    made = document("Ann Clarke met Bob Clarke.\nClarke said it was so.")
    found = parties_of(made, {"Ann Clarke": "person", "Bob Clarke": "person", "Clarke": "person"})
    registry = Registry()
    registry.take_document(found)
    said = statement(made, "Clarke", "it was so", near="Clarke said")
    registry.spoken += [(made.id, one) for one in follow(found, [said], {}).spoken]
    resolution = make_resolution(registry)
    (one,) = resolution.speakers
    names = {party.id: party.name for party in resolution.parties}
    assert one.party is None
    assert sorted(names[party] for party in one.candidates) == ["Ann Clarke", "Bob Clarke"]


# --- spending rows


def _spending(*rows: dict[str, object]) -> Resolution:
    actions = [action(number, **row) for number, row in enumerate(rows, 1)]
    keys = keys_by_identifier(actions)
    registry = Registry()
    for one in actions:
        found = {name.role: name for name in field_names(one, keys)}
        for name in found.values():
            registry.take_field(name)
        if "recipient" in found and "recipient_parent" in found:
            evidence = found["recipient_parent"].mention.field
            assert evidence is not None
            registry.take_owner(found["recipient"].key, found["recipient_parent"].key, evidence)
    return make_resolution(registry)


def test_a_recorded_parent_owns_the_recipient_and_the_field_shows_it() -> None:
    resolution = _spending(
        {"recipient": "LINKEDIN CORPORATION", "recipient_parent": "MICROSOFT CORPORATION SITZ IN REDMOND"}
    )
    (relation,) = resolution.relations
    assert (relation.left, relation.kind, relation.right) == (
        _named(resolution, "LinkedIn").id,
        "owned_by",
        _named(resolution, "Microsoft").id,
    )
    assert isinstance(relation.evidence, Field)
    assert (relation.evidence.pointer, relation.evidence.text) == (
        "row=1;column=recipient_parent",
        "MICROSOFT CORPORATION SITZ IN REDMOND",
    )


def test_a_new_name_and_a_successor_are_relations_with_their_day_and_reason() -> None:
    """Several awards record one change: of one day, the first row shows it."""
    reason = "NOVATION AGREEMENT"
    actions = [
        action(number, recipient=name, recipient_identifiers=(("us-uei", uei),), acted_on=day, reason=words)
        for number, (name, uei, day, words) in enumerate(
            [
                ("HARBOUR WORKS", "U1", "2015-11-01", None),
                ("TIDE FEDERAL", "U1", "2015-11-02", reason),
                ("ZENITH", "U3", "2015-11-03", reason),
            ],
            1,
        )
    ]
    actions = [
        replace(
            one,
            places=replace(
                one.places,
                layout=(*one.places.layout, ("reason", "reason")),
                texts=(*one.places.texts, one.reason or ""),
            ),
        )
        for one in actions
    ]
    again = [replace(one, award=AwardId("CONT_AWD_2"), row=one.row + 10) for one in actions]
    keys = keys_by_identifier(actions)
    registry = Registry()
    for one in actions:
        for name in field_names(one, keys):
            registry.take_field(name)
    for succession in find_successions([*actions, *again], keys):
        registry.take_succession(succession)
    resolution = make_resolution(registry)
    harbour, zenith = _named(resolution, "HARBOUR WORKS").id, _named(resolution, "ZENITH").id
    assert sorted((one.since, one.kind, one.left, one.right, one.reason) for one in resolution.relations) == [
        ("2015-11-02", "renamed_to", harbour, harbour, reason),
        ("2015-11-03", "succeeded_by", harbour, zenith, reason),
    ]


def test_a_firm_that_is_its_own_parent_is_owned_by_nobody() -> None:
    assert _spending({"recipient": "Harbour Works Inc", "recipient_parent": "HARBOUR WORKS, INC."}).relations == ()


def test_a_document_and_a_row_that_name_a_firm_alike_name_one_party() -> None:
    registry = Registry()
    registry.take_document(_found("Harbour Works came."))
    rows = [action(1, recipient="HARBOUR WORKS, L.L.C.")]
    for name in field_names(rows[0], keys_by_identifier(rows)):
        registry.take_field(name)
    (party,) = make_resolution(registry).parties
    assert party.name == "Harbour Works"  # the text's spelling before a table's capitals
    assert {alias.basis for alias in party.aliases} == {"text", "award"}


def test_ids_are_the_same_in_every_run() -> None:
    """Pinned: a changed id would break every judgement and every link people have kept."""
    assert _named(_resolution(["Microsoft came."]), "Microsoft").id == "a2b2011809de2817dcdd1bc9280d111f"
