"""Ties inside one tree of organisations go to the lowest that all belong to; trees may be cut, sold and circular."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.linking.organisation_trees import Trees


def trees(**owners: str) -> Trees:
    """Make trees of `child="owner owner"`."""
    return Trees({child: frozenset(named.split()) for child, named in owners.items()})


GROUP = trees(north="holding", south="holding", holding="world", unit="north", office="unit", other="")


@pytest.mark.parametrize(
    ("keys", "lowest"),
    [
        (("north", "south"), "holding"),
        (("unit", "south"), "holding"),
        (("unit", "north"), "north"),
        (("unit", "unit"), "unit"),
        (("office", "south", "world"), "world"),
        (("north", "other"), None),
        (("stranger", "north"), None),
        ((), None),
    ],
)
def test_the_lowest_common_organisation(keys: tuple[str, ...], lowest: str | None) -> None:
    assert lowest == GROUP.lowest_common(keys)


def test_two_owners_equally_low_leave_it_open() -> None:
    """Two units sold together from one owner to another: nobody says which owner was meant."""
    sold = trees(first="seller buyer", second="seller buyer")
    assert sold.lowest_common(("first", "second")) is None
    assert sold.common(("first", "second")) == {"seller", "buyer"}


def test_owners_in_a_circle_end() -> None:
    """A bought B, and before that B held A: the nearest of the two is taken, in every run the same."""
    circle = trees(a="b", b="a", unit="a")
    assert circle.lowest_common(("a", "b")) == "a"
    assert circle.lowest_common(("unit", "a")) == "a"
    assert trees(a="a").above("a") == {"a": 0}


def test_who_is_tied_and_who_is_above() -> None:
    assert GROUP.are_tied("office", "south")
    assert not GROUP.are_tied("office", "other")
    assert GROUP.is_above("world", "office")
    assert GROUP.is_above("office", "world")
    assert not GROUP.is_above("north", "south")
    assert not GROUP.is_above("north", "north")


NODES = st.sampled_from("abcdefg")


@given(st.dictionaries(NODES, st.frozensets(NODES, max_size=3)), st.lists(NODES, min_size=1, max_size=4))
def test_what_is_found_is_above_all_and_has_all_that_is_common_above_it(
    owners: dict[str, frozenset[str]], keys: list[str]
) -> None:
    """Whatever the owners, and in whatever order the keys come."""
    made = Trees(owners)
    lowest = made.lowest_common(keys)
    assert lowest == made.lowest_common(list(reversed(keys)))
    if lowest is not None:
        assert all(lowest in made.above(key) for key in keys)
        assert made.common(keys) <= made.above(lowest).keys()


def test_a_chain_of_owners_is_followed_only_so_far() -> None:
    long = Trees({str(step): frozenset({str(step + 1)}) for step in range(1000)})
    assert len(long.above("0")) == 21
