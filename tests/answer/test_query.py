"""The language of a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.answer.query import (
    FIELDS,
    KINDS,
    Filter,
    is_field,
    parse_query,
    terms,
    with_field,
    without,
)
from onrecord.errors import UserError


@pytest.mark.parametrize(
    ("text", "words", "plain"),
    [
        ("cloud contract", '("cloud" AND "contract")', "cloud contract"),
        ('"mission critical" -storage', '("mission critical") NOT ("storage")', "mission critical"),
        ("cloud speaker:Ann", '("cloud")', "cloud"),
        ("https://example.org 12:30", '("https example org" AND "12 30")', "https://example.org 12:30"),
        ('note: "a:b"', '("note" AND "a b")', "note: a:b"),
    ],
)
def test_words_phrases_and_what_is_left_out(text: str, words: str, plain: str) -> None:
    """A colon makes a field only after letters and before a value; in a phrase it is a mark like any other."""
    query = parse_query(text)
    assert (query.words, query.plain) == (words, plain)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("speaker:Smith", Filter(field="speaker", value="Smith")),
        ('speaker:"Brad  Smith"', Filter(field="speaker", value="Brad Smith")),
        ("x -Publisher:Wire", Filter(field="publisher", value="Wire", excluded=True)),
        ("form:DIRECT", Filter(field="form", value="direct")),
        ("date:2018", Filter(field="date", value="2018", first="2018", below="2019")),
        ("date:2018-12", Filter(field="date", value="2018-12", first="2018-12", below="2019-01")),
        ("date:2018-12-31", Filter(field="date", value="2018-12-31", first="2018-12-31", below="2019-01-01")),
        ("date:2018-6..2019", Filter(field="date", value="2018-6..2019", first="2018-06", below="2020")),
        ("date:..2019", Filter(field="date", value="..2019", below="2020")),
        ("date:2018..", Filter(field="date", value="2018..", first="2018")),
        ("after:2018-06", Filter(field="date", value="2018-06", first="2018-06")),
        ("before:2019", Filter(field="date", value="2019", below="2019")),
    ],
)
def test_fields_and_dates(text: str, expected: Filter) -> None:
    """A period begins with its first day and ends before the first day after it; `before:` leaves its own period out."""
    assert parse_query(text).filters == (expected,)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("cloud", KINDS),
        ("speaker:Ann", ("statement",)),
        ("publisher:Wire", ("statement", "document")),
        ("buyer:ICE date:2018", ("award",)),
        ("cloud kind:awards", ("award",)),
        ("cloud -kind:party", ("statement", "document", "award")),
    ],
)
def test_only_kinds_that_have_every_field_are_looked_through(text: str, kinds: tuple[str, ...]) -> None:
    assert parse_query(text).kinds == kinds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour:red", "colour: is no field of the search; give one of kind, speaker"),
        ("form:loud", "form:loud: give one of direct, indirect, mixed"),
        ("date:June", "'June': is no date"),
        ("date:2018-13", "is no date"),
        ("date:0000", "is no date"),
        ("date:2018-02-30", "is no date"),
        ("date:..", "give at least one end"),
        ("date:2019..2018", "ends before it begins"),
        ("speaker:Ann buyer:ICE", "no kind of row has all of these"),
        ("kind:award", "nothing to search for"),
        ("-speaker:Ann", "nothing to search for"),
        ("speaker:Ann -cloud", "at least one word"),
        ("", "nothing to search for"),
        ('speaker:"', "empty"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(text: str, message: str) -> None:
    with pytest.raises(UserError) as error:
        parse_query(text)
    assert message in str(error.value)


@given(st.text(st.one_of(st.sampled_from('"-: .abk2018date'), st.characters()), max_size=60))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    try:
        query = parse_query(text)
    except UserError as error:
        assert str(error)  # noqa: PT017  # either outcome is right
    else:
        assert query.kinds
        assert query.words or query.filters


@given(
    st.lists(st.sampled_from(["cloud", '"a b"', "-x", "speaker:Ann", 'publisher:"The Wire"', "date:2018"]), unique=True)
)
def test_a_term_can_be_taken_out_and_a_field_put_in(found: list[str]) -> None:
    """Leaving out what was put in gives the search as it was; a field put in again takes the place of its former value."""
    found = ["word", *found]
    text = " ".join(found)
    assert terms(text) == found
    narrowed = with_field(text, "speaker", "Tom Keane")
    assert [one for one in terms(narrowed) if one.startswith("speaker:")] == ['speaker:"Tom Keane"']
    assert without(narrowed, 'speaker:"Tom Keane"') == " ".join(one for one in found if not one.startswith("speaker:"))
    assert parse_query(narrowed).filters[-1].value == "Tom Keane"


def test_dates_of_any_field_replace_each_other() -> None:
    assert with_field("cloud after:2017 before:2019", "date", "2018") == "cloud date:2018"


def test_every_field_is_documented() -> None:
    """docs/search.md names each, and no other."""
    from pathlib import Path  # noqa: PLC0415  # this test only

    page = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    named = {word for row in rows for word in [row.split("`")[1].rstrip(":")] if is_field(f"{word}:x")}
    assert named == set(FIELDS)
