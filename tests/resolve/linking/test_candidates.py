"""A name finds the recorded names that may be meant, in a bounded number of steps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolve.linking import candidates
from onrecord.resolve.linking.candidates import build_index, identity, is_comparable
from onrecord.resolve.names.org_names import parse

NAMES = (
    "HARBOUR LANTERN SYSTEMS INC",
    "HARBOR LANTERN SYS., INC.",
    "LANTERN FOODS LLC",
    "SACRED RIVER TECHNOLOGY GROUP, INC.",
    "NORTHWESTERN INTERNATIONAL FREIGHT",
    "KERN, COUNTY OF",
    "THE",
)


def found(name: str, *names: str) -> list[str]:
    """List the recorded names that are found, best first."""
    index = build_index((one, number) for number, one in enumerate(names or NAMES))
    return [index.names[number] for number in index.find(parse(name))]


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("Harbour Lantern Systems", "HARBOUR LANTERN SYSTEMS INC"),
        ("Kern County", "KERN, COUNTY OF"),
        ("SRTG", "SACRED RIVER TECHNOLOGY GROUP, INC."),
        ("Northwestern Internati Freigh", "NORTHWESTERN INTERNATIONAL FREIGHT"),
        ("Sacredriver Technology Group", "SACRED RIVER TECHNOLOGY GROUP, INC."),
    ],
)
def test_words_beginnings_initials_and_joined_words_find(name: str, best: str) -> None:
    assert best == found(name)[0]


def test_a_long_name_finds_its_acronym() -> None:
    assert found("Sacred River Technology Group", "LANTERN FOODS", "SRTG LLC") == ["SRTG LLC"]


def test_nothing_shared_finds_nothing() -> None:
    assert found("Quiet Meadow") == []


def test_spellings_of_one_name_are_one_entry_with_all_who_bear_it() -> None:
    index = build_index([("FOUR OAKS, INC.", 0), ("Four Oaks Inc", 0), ("FOUR OAKS INC", 1), ("FOUR OAKS LLC", 2)])
    assert [list(one) for one in index.holders] == [[0, 1], [2]]
    assert identity(parse("FOUR OAKS LLC")) == identity(parse("Four Oaks, Inc."))


@pytest.mark.parametrize("name", ["", " ", "x", "\u200f", "long " * 101, "a" * 100_000])
def test_what_is_no_name_is_neither_kept_nor_found(name: str) -> None:
    """Empty, one letter, a mark alone, a whole text in a cell: no entry, and no error."""
    index = build_index([(name, 0), ("LANTERN FOODS", 1)])
    assert list(index.names) == ["LANTERN FOODS"]
    assert not is_comparable(name) or not parse(name).tokens


def test_the_rarest_word_decides_the_order() -> None:
    many = [f"NATIONAL SERVICES {number}" for number in range(100)]
    assert found("National Xylograph Services", *many, "XYLOGRAPH HOLDINGS")[0] == "XYLOGRAPH HOLDINGS"


def test_at_most_thirty_are_given() -> None:
    assert len(found("Lantern", *(f"LANTERN {number}" for number in range(100)))) == candidates.MOST_CANDIDATES


def test_words_that_everybody_has_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of such words only is found where the whole is the same, whatever its spaces."""
    monkeypatch.setattr(candidates, "MOST_STEPS", 20)
    many = [f"NATIONAL SERVICES {number}" for number in range(100)]
    assert found("National Services", *many) == []
    assert found("National Services", *many, "NATIONALSERVICES INC") == ["NATIONALSERVICES INC"]


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8), st.text(max_size=30))
def test_any_text_can_be_indexed_and_looked_up(names: list[str], name: str) -> None:
    """Whatever the script: every name found is one that was recorded, and a name finds itself."""
    index = build_index((one, number) for number, one in enumerate(names))
    assert {index.names[number] for number in index.find(parse(name))} <= set(names)
    for one in names:
        if is_comparable(one) and parse(one).tokens:
            assert identity(parse(one)) in {identity(parse(index.names[number])) for number in index.find(parse(one))}
