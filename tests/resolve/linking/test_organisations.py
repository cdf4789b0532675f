"""What a record notes of bodies becomes organisations with dated names; people are left out."""

from onrecord.model.evidence import Field
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention, MentionKind
from onrecord.resolve.known import by_key
from onrecord.resolve.linking.organisations import NameSeen, organisations
from onrecord.resolve.registry import Registry
from onrecord.resolve.spending import FieldName
from resolve.build import ARTEFACT

ICE = "known:us-agency:7012"


def registry(*fields: tuple[str, str, tuple[tuple[str, str], ...]], kind: MentionKind = "company") -> Registry:
    """Note `(key, name, identifiers)` as fields of spending rows."""
    made = Registry()
    for row, (key, name, identifiers) in enumerate(fields):
        place = Field(artefact=ARTEFACT, pointer=f"row={row};column=recipient", text=name)
        mention = Mention(name=name, kind=kind, rule="award recipient", field=place)
        made.take_field(FieldName(mention=mention, key=key, role="recipient", identifiers=identifiers))
    return made


def test_names_identifiers_owners_kinds_and_days_come_along() -> None:
    made = registry(("org:lantern", "LANTERN INC", (("us-uei", "L1"),)), ("org:lantern", "LANTERN LLC", ()))
    made.take_owner("org:lantern", "org:group", Field(artefact=ARTEFACT, pointer="row=1;column=parent", text="GROUP"))
    days = {("org:lantern", "LANTERN INC", "award"): ("2010-01-01", "2012-01-01")}
    (found,) = organisations(made, days=days, agencies={"org:lantern": frozenset({ICE})})
    assert found.names == (
        NameSeen("LANTERN INC", "award", "2010-01-01", "2012-01-01"),
        NameSeen("LANTERN LLC", "award"),
    )
    assert found.place == ("org:lantern", None)
    assert (found.identifiers, found.owners, found.agencies, found.kind, found.known, found.is_settled) == (
        *((("us-uei", "L1"),), frozenset({"org:group"}), frozenset({ICE})),
        *("company", False, True),
    )


def test_people_are_left_out_and_names_of_texts_say_so() -> None:
    made = registry()
    made.names[("person:jane doe", DocumentId("d"))][("Jane Doe", "text")] += 1
    made.names[("org:lantern", None)][("Lantern", "text")] += 3
    (found,) = organisations(made)
    assert (found.key, found.names, found.kind) == ("org:lantern", (NameSeen("Lantern", "text"),), "unknown")
    assert not found.is_settled


def test_what_the_tables_know_brings_its_names_and_its_department() -> None:
    made = registry((ICE, "US IMMIGRATION AND CUSTOMS ENFORCEMENT", (("us-agency", "7012"),)), kind="company")
    known = by_key()["us-agency:7012"]
    (found,) = organisations(made)
    assert found.known
    assert found.kind == "public_body"
    assert NameSeen(known.name, "table") in found.names
    assert f"known:{known.parent}" in found.owners


def test_most_mentions_decide_the_kind() -> None:
    made = registry()
    place = ("org:lantern", None)
    made.names[place][("Lantern", "text")] += 1
    made.kinds[place].update({"unknown": 9, "company": 1, "organisation": 2})
    assert [one.kind for one in organisations(made)] == ["organisation"]
