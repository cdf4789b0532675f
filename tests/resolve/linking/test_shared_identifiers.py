"""Organisations that share an identifier are one, unless their other identifiers or the tables say otherwise."""

from dataclasses import replace

from onrecord.resolve.edges import Edge
from onrecord.resolve.linking.organisation_trees import Trees
from onrecord.resolve.linking.organisations import NameSeen, Organisation
from onrecord.resolve.linking.shared_identifiers import MOST_SHARING, Joined, in_different_countries, join_by_identifier
from onrecord.resolve.names.name_alignment import Rarity


def owner(key: str, *identifiers: str, known: bool = False, name: str = "HARBOUR LANTERN") -> Organisation:
    """Make an organisation of `scheme:value`."""
    pairs = tuple((scheme, value) for scheme, _, value in (one.partition(":") for one in identifiers))
    return Organisation(key=key, names=(NameSeen(name, "award"),), identifiers=pairs, known=known)


def join(*organisations: Organisation) -> Joined:
    """Join what shares an identifier."""
    return join_by_identifier(organisations, Rarity.of([]), Trees({one.key: one.owners for one in organisations}))


def edges_by_identifier(organisations: list[Organisation]) -> list[Edge]:
    """List the edges."""
    return join(*organisations).edges


def edges(*organisations: Organisation) -> list[tuple[str, str, str]]:
    """List `(left, right, band)`."""
    return [(one.left[0], one.right[0], one.band) for one in join(*organisations).edges]


def test_a_shared_identifier_links_and_is_named() -> None:
    (edge,) = edges_by_identifier([owner("a", "us-duns:1"), owner("b", "us-duns:1", "us-uei:U")])
    assert (edge.band, edge.rule) == ("link", "shared identifier")
    assert edge.because == "Both are recorded with us-duns 1."


def test_different_identifiers_of_another_scheme_make_it_a_question() -> None:
    (edge,) = edges_by_identifier([owner("a", "us-duns:1", "us-uei:U"), owner("b", "us-duns:1", "us-uei:V")])
    assert (edge.band, edge.score) == ("review", 0.5)
    assert edge.because == "Both are recorded with us-duns 1, but with different numbers of us-uei."


def test_a_chain_of_shared_numbers_never_joins_two_different_ones() -> None:
    """The one in the middle is joined to the first; the last then differs from both."""
    first, middle, last = (
        owner("a", "us-uei:U", "us-duns:1"),
        owner("b", "us-duns:1", "us-cage:C"),
        owner("c", "us-cage:C", "us-uei:V"),
    )
    assert sorted(edge[2] for edge in edges(first, middle, last)) == ["link", "review"]


def test_one_that_differs_does_not_keep_the_others_apart() -> None:
    found = edges(owner("a", "us-duns:1", "us-uei:U"), owner("b", "us-duns:1", "us-uei:V"), owner("c", "us-duns:1"))
    assert found == [("a", "b", "review"), ("a", "c", "link")]


def test_two_that_the_tables_know_apart_stay_apart() -> None:
    (edge,) = edges_by_identifier([owner("a", "us-uei:U", known=True), owner("b", "us-uei:U", known=True)])
    assert edge.because.endswith("but with two names of the tables.")
    assert edges(owner("a", "us-uei:U", known=True), owner("b", "us-uei:U")) == [("a", "b", "link")]


def test_an_identifier_that_many_share_stands_for_nobody() -> None:
    many = [owner(str(number), "us-duns:123456787") for number in range(MOST_SHARING + 1)]
    assert edges(*many[:-1]) == [("0", str(number), "link") for number in range(1, MOST_SHARING)]
    assert edges(*many) == []


def test_a_number_beside_names_that_are_not_alike_is_a_question() -> None:
    """A new name, or the number of a firm that bought it: only a person can say."""
    (edge,) = edges_by_identifier([owner("a", "us-duns:1"), owner("b", "us-duns:1", name="Quiet Meadow Dairies")])
    assert edge.because == "Both are recorded with us-duns 1, but with names that are not alike."


def test_of_a_unit_and_its_owner_nothing_is_said() -> None:
    unit = replace(owner("unit", "us-duns:1"), owners=frozenset({"firm"}))
    assert edges(owner("firm", "us-duns:1"), unit) == []


def test_who_is_joined() -> None:
    joined = join(owner("a", "us-duns:1"), owner("b", "us-duns:1"), owner("c", "us-duns:2"))
    assert joined.are_one(["a", "b"])
    assert joined.are_one(["c"])
    assert not joined.are_one(["a", "b", "c"])


def test_two_that_share_two_numbers_are_asked_about_once() -> None:
    found = edges(owner("a", "us-duns:1", "us-cage:C", "us-uei:U"), owner("b", "us-duns:1", "us-cage:C", "us-uei:V"))
    assert found == [("a", "b", "review")]


def test_one_pair_is_named_once() -> None:
    assert len(edges(owner("a", "us-uei:U", "us-duns:1"), owner("b", "us-uei:U", "us-duns:1"))) == 1


def test_registers_of_countries_tell_bodies_apart_and_those_of_the_united_states_do_not() -> None:
    british, canadian, american = owner("a", "GB-COH:1"), owner("b", "CA-CC:1"), owner("c", "us-uei:U")
    assert in_different_countries(british, canadian)
    assert not in_different_countries(british, american)
    assert not in_different_countries(british, owner("d", "gb-chc:2"))
