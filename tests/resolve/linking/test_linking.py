"""A name in a text links to one recorded organisation or to none, and never joins two with identifiers of their own."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.statement import PartyKind
from onrecord.resolve.edges import Edge
from onrecord.resolve.linking.linking import propose
from onrecord.resolve.linking.organisations import NameSeen, Organisation
from onrecord.resolve.linking.shared_identifiers import conflicting


def owner(key: str, *names: str, owners: str = "", uei: str | None = None) -> Organisation:
    """Make an organisation that owns an identifier."""
    return Organisation(
        key=key,
        names=tuple(NameSeen(name, "award") for name in names),
        identifiers=(("us-uei", uei or key.upper()),),
        owners=frozenset(owners.split()),
    )


def text(*names: str, key: str = "text", kind: PartyKind = "unknown") -> Organisation:
    """Make a name that a text uses."""
    return Organisation(key=key, names=tuple(NameSeen(name, "text") for name in names), kind=kind)


def edges(*organisations: Organisation) -> list[tuple[str, str, str, str]]:
    """List `(left, right, band, rule)` of what is proposed."""
    return [(one.left[0], one.right[0], one.band, one.rule) for one in propose(organisations)]


LANTERN = owner("lantern", "HARBOUR LANTERN TECHNOLOGY INC")
SPELLING, SIMILAR, SHARED = "same name in another spelling", "similar name", "name shared inside one organisation"


def test_another_spelling_links_to_the_organisation_that_owns_identifiers() -> None:
    assert edges(LANTERN, text("Harbour Lantern Technology, L.L.C.")) == [("text", "lantern", "link", SPELLING)]


def test_a_similar_name_links_and_says_why() -> None:
    (edge,) = propose([LANTERN, text("Harbour Lantern Technologies")])
    assert (edge.left, edge.right, edge.band) == (("text", None), ("lantern", None), "link")
    assert edge.because.startswith("“Harbour Lantern Technologies” and “HARBOUR LANTERN TECHNOLOGY INC”: ")
    assert edge.because.endswith(".")


def test_another_name_links_to_nothing() -> None:
    assert edges(LANTERN, text("Quiet Meadow Dairies")) == []


def test_a_name_two_organisations_bear_is_asked_about_and_never_linked() -> None:
    """Two of one name without a recorded tie: each is shown, each half as likely."""
    twin = owner("twin", "HARBOUR LANTERN TECHNOLOGY LLC")
    found = list(propose([LANTERN, twin, text("Harbour Lantern Technology")]))
    assert [(one.right[0], one.band) for one in found] == [("lantern", "review"), ("twin", "review")]
    assert all(one.score <= 0.5 for one in found)
    assert all("2 organisations fit as well" in one.because for one in found)


def test_a_name_shared_inside_one_organisation_goes_to_the_lowest_they_all_belong_to() -> None:
    units = [owner(key, "HARBOUR LANTERN TECHNOLOGY INC", owners="group") for key in ("north", "south")]
    group = owner("group", "LANTERN HOLDINGS PLC")
    assert edges(*units, group, text("Harbour Lantern Technologies")) == [("text", "group", "link", SHARED)]


def test_an_owner_that_is_not_in_the_record_cannot_be_linked_to() -> None:
    units = [owner(key, "HARBOUR LANTERN TECHNOLOGY INC", owners="group") for key in ("north", "south")]
    assert [edge[2] for edge in edges(*units, text("Harbour Lantern Technologies"))] == ["review", "review"]


def test_inside_one_tree_the_one_that_bore_the_name_then_goes_first() -> None:
    """A firm and the shell above it that took its name later: the text is older than the shell."""
    firm = replace(
        LANTERN,
        names=(NameSeen("HARBOUR LANTERN TECHNOLOGY INC", "award", "2010-01-01", "2022-01-01"),),
        owners=frozenset({"shell"}),
    )
    shell = replace(LANTERN, key="shell", identifiers=(("us-uei", "SHELL"),))
    used = Organisation(
        key="text", names=(NameSeen("Harbour Lantern Technologies", "text", "2012-05-01", "2012-05-01"),)
    )
    assert edges(firm, shell, used) == [("text", "lantern", "link", SHARED)]


def used_in(year: int) -> Organisation:
    """Make a text's name of one year."""
    return Organisation(key="text", names=(NameSeen("Harbour Lantern", "text", f"{year}-06-01", f"{year}-06-01"),))


def renamed_and_new() -> tuple[Organisation, Organisation]:
    """Make a firm that gave its name up in 2013, and another that took it then."""
    old = Organisation(
        key="renamed",
        names=(
            NameSeen("HARBOUR LANTERN CORP", "award", "2005-01-01", "2013-09-01"),
            NameSeen("BRIGHTWATER INC", "award", "2013-10-01", "2024-01-01"),
        ),
        identifiers=(("us-uei", "OLD"),),
    )
    new = Organisation(
        key="new",
        names=(NameSeen("HARBOUR LANTERN INC", "award", "2013-10-01", "2024-01-01"),),
        identifiers=(("us-uei", "NEW"),),
    )
    return old, new


def test_a_name_means_who_bears_it_at_the_date_it_is_used() -> None:
    """After the change the name is the new firm's; before it, nothing proves that the other did not exist: asked."""
    old, new = renamed_and_new()
    assert edges(old, new, used_in(2020)) == [("text", "new", "link", SPELLING)]
    assert [edge[1:3] for edge in edges(old, new, used_in(2010))] == [("renamed", "review"), ("new", "review")]
    assert edges(old, used_in(2010)) == [("text", "renamed", "link", SPELLING)]


def test_a_name_given_up_long_ago_is_asked_about() -> None:
    old, _ = renamed_and_new()
    (edge,) = propose([old, used_in(2020)])
    assert edge.band == "review"
    assert "known under another name at that time" in edge.because


def test_a_county_of_which_there_are_many_is_asked_about() -> None:
    """Thirty counties are called Washington, one is called Kern; a state that is named tells them apart."""
    washington, kern = owner("washington", "WASHINGTON, COUNTY OF"), owner("kern", "KERN, COUNTY OF")
    assert [edge[2] for edge in edges(washington, text("Washington County"))] == ["review"]
    assert [edge[2] for edge in edges(kern, text("Kern County"))] == ["link"]
    oregon = owner("oregon", "WASHINGTON COUNTY, OREGON")
    assert [edge[1:3] for edge in edges(oregon, text("County of Washington, Oregon"))] == [("oregon", "link")]


@pytest.mark.parametrize(
    ("name", "recorded"),
    [
        ("SRTG", "SACRED RIVER TECHNOLOGY GROUP INC"),
        ("Wakenlight Corporation", "WAKENLIGHT SERVICES INCORPORATED"),
        ("Wakenlight", "WAKENLIGHT SERVICES INCORPORATED"),
    ],
)
def test_a_single_word_is_asked_about(name: str, recorded: str) -> None:
    """An acronym nobody introduced, or a group's name against that of one of its units."""
    assert {edge[2] for edge in edges(owner("one", recorded), text(name))} <= {"review"}


def test_a_firm_and_a_public_body_of_one_name_are_asked_about() -> None:
    body = replace(LANTERN, kind="public_body")
    assert [edge[2] for edge in edges(body, text("Harbour Lantern Technologies", kind="company"))] == ["review"]


def test_a_unit_is_not_taken_for_the_firm_it_belongs_to() -> None:
    unit = replace(text("Harbour Lantern Technologies"), owners=frozenset({"lantern"}))
    assert edges(LANTERN, unit) == []


def test_stand_ins_for_nobody_and_people_link_to_nobody() -> None:
    stand_in = owner("stand-in", "MISCELLANEOUS FOREIGN CONTRACTORS LLC")
    assert edges(stand_in, text("Miscellaneous Foreign Contractors")) == []
    assert edges(owner("jane", "JANE DOE LLC"), text("Jane Doe", kind="person")) == []


def test_what_the_tables_know_is_linked_to_without_identifiers() -> None:
    known = replace(LANTERN, identifiers=(), known=True)
    assert [edge[:3] for edge in edges(known, text("Harbour Lantern Technologies"))] == [("text", "lantern", "link")]


def test_names_of_texts_only_are_linked_where_they_are_one_name_and_else_asked_about() -> None:
    texts = [
        text(name, key=key)
        for key, name in (("a", "Harbour Lantern"), ("b", "Harbourlantern Inc"), ("c", "Harbour Lanterns"))
    ]
    found = edges(*texts)
    assert [edge for edge in found if edge[2] == "link"] == [("b", "a", "link", SPELLING)]
    assert [edge for edge in found if edge[2] == "review"] == [("a", "c", "review", SIMILAR)]


def test_names_joined_by_an_identifier_are_no_rivals() -> None:
    """Two keys of one registration bear the name: the text means either, which is the same."""
    twin = replace(LANTERN, key="twin", names=(NameSeen("HARBOUR LANTERN TECHNOLOGY LLC", "award"),))
    assert edges(LANTERN, twin, text("Harbour Lantern Technologies")) == [
        ("lantern", "twin", "link", "shared identifier"),
        ("text", "lantern", "link", SIMILAR),
    ]


def test_an_acronym_of_many_is_not_worth_a_question() -> None:
    many = [owner(key, f"{word} TOOL COMPANY CORP") for key, word in (("a", "Penn"), ("b", "Parker"), ("c", "Pine"))]
    assert edges(*many, text("PTC")) == []


def test_a_shared_agency_comes_first_among_equals() -> None:
    """Evidence beside the name orders what a person is asked; it does not decide."""
    twin = replace(owner("a-twin", "HARBOUR LANTERN TECHNOLOGY LLC"), agencies=frozenset({"army"}))
    other = replace(LANTERN, names=twin.names, agencies=frozenset({"navy"}))
    asked = replace(text("Harbour Lantern Technology"), agencies=frozenset({"navy"}))
    found = list(propose([twin, other, asked]))
    assert [(one.right[0], one.band) for one in found] == [("lantern", "review"), ("a-twin", "review")]
    assert "both named with the same public body" in found[0].because


def test_organisations_with_identifiers_of_their_own_are_only_asked_about() -> None:
    twin = owner("twin", "HARBOUR LANTERN TECHNOLOGIES LLC")
    tied = owner("unit", "HARBOUR LANTERN TECHNOLOGY LTD", owners="lantern")
    assert list(propose([LANTERN, twin])) == []
    found = propose([LANTERN, twin, tied], between_owners=True)
    assert [(one.left[0], one.right[0], one.band) for one in found] == [
        ("lantern", "twin", "review"),
        ("twin", "unit", "review"),
    ]


def test_organisations_of_two_countries_are_not_even_asked_about() -> None:
    british = replace(LANTERN, key="british", identifiers=(("GB-COH", "01234567"),))
    canadian = replace(LANTERN, key="canadian", identifiers=(("CA-CC", "7654321"),))
    assert list(propose([british, canadian], between_owners=True)) == []


@pytest.mark.parametrize(
    "name",
    [
        "\u202eHarbour Lantern\u202c Technology",
        "Harbour\u200b Lan\u200btern Technology\ufeff",
        "\u200fHarbour Lantern Technology\u200f",
        "ＨＡＲＢＯＵＲ ＬＡＮＴＥＲＮ ＴＥＣＨＮＯＬＯＧＹ",
    ],
)
def test_marks_that_nobody_sees_change_nothing(name: str) -> None:
    assert [edge[1:3] for edge in edges(LANTERN, text(name))] == [("lantern", "link")]


def test_names_in_other_scripts_find_themselves() -> None:
    assert [edge[1:3] for edge in edges(owner("газ", "ООО СЕВЕРНЫЙ ФОНАРЬ"), text("ООО «Северный фонарь»"))] == [
        ("газ", "link")
    ]
    assert edges(LANTERN, text("Северный фонарь"), text("北方灯笼", key="other")) == []


def test_what_is_no_name_is_passed_over() -> None:
    """Empty, one letter, marks alone, a hundred thousand characters: nothing is proposed, nothing is raised."""
    strange = ("", "x", "\u200f", "Lantern " * 12_500)
    assert edges(LANTERN, text(*strange), text(key="nameless")) == []
    assert [
        edge[:3]
        for edge in edges(
            replace(LANTERN, names=(*text(*strange).names, *LANTERN.names)), text("Harbour Lantern Technology")
        )
    ] == [("text", "lantern", "link")]


def test_a_name_mentioned_ten_thousand_times_in_two_ways_is_one_question() -> None:
    """Mentions are counted before linking: a place has each spelling once; hundreds of spellings are not all looked up."""
    many = text(*(f"Harbour Lantern Technology{' ' * number}" for number in range(1, 400)))
    assert len(edges(LANTERN, many)) == 1


WORDS = st.sampled_from(
    [
        "harbour",
        "lantern",
        "harbor",
        "sacred",
        "river",
        "systems",
        "group",
        "inc",
        "llc",
        "county",
        "kern",
        "of",
        "north",
        "1",
        "2",
        "srs",
    ]
)  # reads better than a list
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
IDENTIFIERS = st.lists(st.tuples(st.sampled_from(("us-uei", "us-cage")), st.sampled_from("ABCD")), max_size=2)
KEYS = "abcdefghij"


@st.composite
def records(draw: st.DrawFn) -> list[Organisation]:
    """Draw records in which everything resembles everything."""
    return [
        Organisation(
            key=key,
            names=tuple(NameSeen(name, "text") for name in draw(st.lists(NAMES, max_size=2))),
            identifiers=tuple(draw(IDENTIFIERS)),
            owners=draw(st.frozensets(st.sampled_from(KEYS), max_size=1)),
            known=draw(st.integers(0, 5)) == 0,
        )
        for key in KEYS[: draw(st.integers(0, 10))]
    ]


@settings(deadline=None)
@given(records())
def test_links_never_join_two_organisations_with_different_identifiers(record: list[Organisation]) -> None:
    """Through whatever chain: identifiers of one scheme that differ stay apart, and so do two that the tables know."""
    found = list(propose(record, between_owners=True))
    by_name = [one for one in found if one.band == "link" and one.rule != "shared identifier"]
    by_key = {one.key: one for one in record}
    for group in _joined(record, (one for one in found if one.band == "link")):
        settled = [by_key[key] for key in group if by_key[key].is_settled]
        shared = _joined(settled, (one for one in found if one.band == "link" and one.rule == "shared identifier"))
        assert len(shared) <= 1
        assert sum(one.known for one in settled) <= 1
    assert len({one.left for one in by_name}) == len(by_name)
    assert not any(by_key[one.left[0]].is_settled for one in by_name)
    assert all(0 <= one.score <= 1 and one.left != one.right for one in found)


def _joined(record: Iterable[Organisation], links: Iterable[Edge]) -> list[set[str]]:
    """Put the keys that links join into groups."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in links:
        beside[edge.left[0]].add(edge.right[0])
        beside[edge.right[0]].add(edge.left[0])
    groups: list[set[str]] = []
    for one in record:
        if not any(one.key in group for group in groups):
            group, border = {one.key}, [one.key]
            while border:
                border = [key for key in beside[border.pop()] if key not in group] + border
                group.update(border)
            groups.append(group)
    return groups


@settings(deadline=None)
@given(records())
def test_the_order_of_the_record_does_not_matter_to_what_is_linked(record: list[Organisation]) -> None:
    """Of names that a text has and awards have; links among names of texts only go to the first key."""

    def linked(organisations: Iterable[Organisation]) -> set[tuple[str, str]]:
        settled = {one.key for one in record if one.is_settled}
        found = propose(list(organisations))
        return {
            (one.left[0], one.right[0])
            for one in found
            if one.band == "link" and one.rule != "shared identifier" and one.right[0] in settled
        }

    assert linked(record) == linked(reversed(record))


def test_conflicts_are_of_one_scheme() -> None:
    one, other = frozenset({("us-uei", "A"), ("us-cage", "1")}), frozenset({("us-uei", "B"), ("us-cage", "1")})
    assert conflicting(one, other) == "us-uei"
    assert conflicting(one, one) == ""
    assert conflicting(one, frozenset({("us-duns", "9")})) == ""
