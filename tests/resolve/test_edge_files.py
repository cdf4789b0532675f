"""Edges out of files in a record: people's decisions come first, and an edge alone joins no two registered bodies."""

from collections.abc import Sequence

from onrecord.model.edge_row import EdgeRow
from onrecord.model.judgement import Judgement, Place, Verdict
from onrecord.model.party import Resolution
from onrecord.resolve.edge_files import RULE, SURE, edges_of_files
from onrecord.resolve.edges import Edge
from onrecord.resolve.judged import sort_judgements
from onrecord.resolve.linking.organisations import NameSeen, Organisation
from onrecord.resolve.registry import Registry
from onrecord.resolve.resolution import make_resolution
from resolve.build import ARTEFACT

QUAY, LABS, ROPE, MOLE = "quay works", "harbour laboratories", "rope walk trading", "mole engineering"


def row(
    left: str = QUAY, right: str = LABS, score: float = SURE, number: int = 1, because: str = "Same street."
) -> EdgeRow:
    """Make a line of an edge file."""
    return EdgeRow(
        artefact=ARTEFACT,
        row=number,
        left=f"party:org:{left}",
        right=f"party:org:{right}",
        score=score,
        because=because,
    )


def body(name: str, *identifiers: tuple[str, str], **changed: object) -> Organisation:
    """Make an organisation of a record."""
    parts = {"key": f"org:{name}", "names": (NameSeen(name.title(), "award"),), "identifiers": identifiers} | changed
    return Organisation(**parts)  # type: ignore[arg-type]  # parts as named


def banded(rows: Sequence[EdgeRow], *bodies: Organisation, linked: Sequence[Edge] = ()) -> list[tuple[str, str, str]]:
    """Give the edges that come of rows: their sides and bands."""
    held = {one.place for one in bodies}

    def find(place: Place) -> Place | None:
        return place if place in held else None

    found = edges_of_files(rows, find, bodies, linked)
    return [(edge.left[0][4:], edge.right[0][4:], edge.band) for edge in found if edge.rule == RULE]


UEI = "us-uei"


def test_an_edge_links_only_where_it_is_as_good_as_sure() -> None:
    bodies = (body(QUAY), body(LABS))
    assert banded([row(score=0.99)], *bodies) == [(QUAY, LABS, "link")]
    assert banded([row(score=0.9899)], *bodies) == [(QUAY, LABS, "review")]


def test_an_edge_whose_name_nobody_bears_is_nothing() -> None:
    assert banded([row(right="nobody here"), row(left="none", right="either")], body(QUAY), body(LABS)) == []


def test_a_pair_is_asked_about_once_by_its_surest_line() -> None:
    rows = [row(score=0.6), row(LABS, QUAY, 0.995, 2), row(score=0.7, number=3)]
    assert banded(rows, body(QUAY), body(LABS)) == [(LABS, QUAY, "link")]


def test_two_registered_bodies_are_never_joined_by_an_edge_alone() -> None:
    """Different identifiers of one register; of two registers nothing speaks against it."""
    rows = [row(score=1.0)]
    assert banded(rows, body(QUAY, (UEI, "A")), body(LABS, (UEI, "B"))) == [(QUAY, LABS, "review")]
    assert banded(rows, body(QUAY, (UEI, "A")), body(LABS, ("us-duns", "1"))) == [(QUAY, LABS, "link")]
    assert banded(rows, body(QUAY, (UEI, "A")), body(LABS, (UEI, "A"), (UEI, "B"))) == [(QUAY, LABS, "link")]


def test_nor_by_way_of_a_third() -> None:
    """The surer edge joins; the other would join two numbers of one register through the name between them."""
    bodies = (body(QUAY, (UEI, "A")), body(ROPE), body(LABS, (UEI, "B")))
    rows = [row(QUAY, ROPE, 0.999), row(ROPE, LABS, 0.995, 2)]
    assert banded(rows, *bodies) == [(QUAY, ROPE, "link"), (ROPE, LABS, "review")]
    assert banded(rows[::-1], *bodies) == [(QUAY, ROPE, "link"), (ROPE, LABS, "review")]


def test_nor_by_way_of_what_other_rules_have_linked() -> None:
    other = Edge(left=(f"org:{ROPE}", None), right=(f"org:{QUAY}", None), score=0.8, band="link", rule="x", because="y")
    bodies = (body(QUAY, (UEI, "A")), body(ROPE), body(LABS, (UEI, "B")))
    assert banded([row(ROPE, LABS, 1.0)], *bodies, linked=[other]) == [(ROPE, LABS, "review")]
    assert banded([row(ROPE, LABS, 1.0)], *bodies) == [(ROPE, LABS, "link")]


def test_other_doubts_make_it_a_question_too() -> None:
    rows = [row(score=1.0)]
    firm, office = body(QUAY, kind="company"), body(LABS, kind="public_body")
    assert banded(rows, firm, office) == [(QUAY, LABS, "review")]
    assert banded(rows, body(QUAY, known=True), body(LABS, known=True)) == [(QUAY, LABS, "review")]
    assert banded(rows, body(QUAY, ("GB-COH", "1")), body(LABS, ("CA-CC", "2"))) == [(QUAY, LABS, "review")]
    assert banded(rows, body(QUAY, owners=frozenset({f"org:{LABS}"})), body(LABS)) == [(QUAY, LABS, "review")]


def test_what_speaks_against_it_is_said_to_the_person_who_is_asked() -> None:
    def find(place: Place) -> Place:
        return place

    bodies = (body(QUAY, (UEI, "A")), body(LABS, (UEI, "B")))
    (edge,) = edges_of_files([row()], find, bodies, [])
    assert edge.because == "Same street; but they, or what they are joined with, have different us-uei."
    (plain,) = edges_of_files([row(because="")], find, (*bodies[:1], body(LABS)), [])
    assert plain.because == "Line 1 of an edge file says so."


def test_people_are_never_joined_by_an_edge_file_and_never_with_an_organisation() -> None:
    def find(place: Place) -> Place:
        return place

    people = EdgeRow(
        artefact=ARTEFACT, row=1, left="party:person:a b@d1", right="party:person:a b@d2", score=1.0, because=""
    )
    mixed = EdgeRow(
        artefact=ARTEFACT, row=2, left="party:person:a b@d1", right=f"party:org:{QUAY}", score=1.0, because=""
    )
    found = list(edges_of_files([people, mixed], find, [body(QUAY)], []))
    assert [(edge.left[1], edge.right[1], edge.band) for edge in found] == [("d1", "d2", "review")]


# --- in a resolution


def resolved(rows: Sequence[EdgeRow], *judgements: Judgement, names: Sequence[str] = (QUAY, LABS, ROPE)) -> Resolution:
    """Resolve a record that names some bodies and holds an edge file."""
    registry = Registry()
    for name in names:
        registry.names[(f"org:{name}", None)][(name.title(), "award")] += 1
    return make_resolution(registry, sort_judgements(judgements, []), rows)


def judgement(verdict: Verdict, left: str, right: str) -> Judgement:
    """Make a person's decision on two bodies."""
    return Judgement(
        left=f"party:org:{left}",
        right=f"party:org:{right}",
        verdict=verdict,
        user="ann",
        made_at="2026-01-01T00:00:00+00:00",
        reason="",
    )


def together(found: Resolution, left: str, right: str) -> bool:
    """Say whether two names are one party."""
    ids = {place[0]: party for place, party in found.places}
    return ids[f"org:{left}"] == ids[f"org:{right}"]


def test_a_record_takes_two_names_for_one_party_by_a_sure_edge() -> None:
    assert not together(resolved([]), QUAY, LABS)
    found = resolved([row()])
    assert together(found, QUAY, LABS)
    assert not together(found, QUAY, ROPE)
    assert found.reviews == ()


def test_no_edge_crosses_a_wall_and_no_question_is_asked_twice() -> None:
    """The person has decided on just this."""
    found = resolved([row(score=1.0)], judgement("different", QUAY, LABS))
    assert not together(found, QUAY, LABS)
    assert found.reviews == ()


def test_an_edge_that_would_join_over_a_wall_is_a_conflict() -> None:
    """Rope Walk is Quay, says a person, and Quay is not Harbour: the edge from Rope Walk to Harbour has no say."""
    decisions = (judgement("same", QUAY, ROPE), judgement("different", QUAY, LABS))
    found = resolved([row(ROPE, LABS, 1.0)], *decisions)
    assert (together(found, QUAY, ROPE), together(found, ROPE, LABS)) == (True, False)
    assert [one.kind for one in found.reviews] == ["conflict"]


def test_an_unsure_edge_waits_for_a_person_with_its_reason() -> None:
    found = resolved([row(score=0.7)])
    assert not together(found, QUAY, LABS)
    assert [(one.kind, one.score, one.because) for one in found.reviews] == [("same", 0.7, "Same street.")]


def test_a_name_is_found_by_its_other_spelling() -> None:
    """A decision's keys and an edge's are read alike."""
    assert together(resolved([row(left="quay works, inc")], names=(QUAY, LABS)), QUAY, LABS)


def test_a_resolution_does_not_depend_on_the_order_of_lines() -> None:
    rows = [row(), row(QUAY, ROPE, 0.991, 2), row(ROPE, LABS, 0.6, 3)]
    assert resolved(rows) == resolved(rows[::-1])
