"""Masking: everything that stood in a text stands at its words afterwards, and lengths give nothing away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.evidence import Line, Segment, Span
from onrecord.model.ids import DocumentId
from onrecord.model.masks import SOMEBODY, Mask, Masked, masked, moved_lines, moved_segments, pseudonym
from onrecord.model.masks_contact import contacts, local_telephones
from onrecord.model.masks_contact import masked as contact_masked

NAME = DocumentId("d")
LETTERS = st.text(st.sampled_from("ab \n😀é\u0301"), max_size=40)


@st.composite
def masked_texts(draw: st.DrawFn) -> Masked:
    """Draw a text and runs of it that may overlap, meet, and go over line breaks."""
    text = draw(LETTERS)
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places), max_size=6))
    words = st.sampled_from([SOMEBODY, pseudonym(1), pseudonym(22), "[e-mail]"])
    return masked(text, [Mask(min(pair), max(pair), draw(words)) for pair in pairs if pair[0] != pair[1]])


def lines_of(text: str) -> tuple[Line, ...]:
    """Cut a text into its lines."""
    found, place = [], 0
    for one in text.split("\n"):
        found.append(Line(start=place, end=place + len(one), label="body", rule="test"))
        place += len(one) + 1
    return tuple(found)


@given(masked_texts())
def test_what_is_outside_of_runs_stays_letter_by_letter(moved: Masked) -> None:
    rest_before, rest_after, place, at = [], [], 0, 0
    for start, end, words in zip(moved.starts, moved.ends, moved.texts, strict=True):
        rest_before.append(moved.before[place:start])
        begin = moved.start(start)
        rest_after.append(moved.after[at:begin])
        assert moved.after[begin : moved.end(end)] == words
        place, at = end, begin + len(words)
    assert [*rest_before, moved.before[place:]] == [*rest_after, moved.after[at:]]


@given(masked_texts(), st.data())
def test_a_span_outside_of_runs_keeps_its_words_and_one_that_meets_a_run_takes_it_in_whole(
    moved: Masked, data: st.DataObject
) -> None:
    if not moved.before:
        return
    start = data.draw(st.integers(0, len(moved.before) - 1))
    end = data.draw(st.integers(start + 1, len(moved.before)))
    span = Span(document=DocumentId("old"), start=start, end=end, text=moved.before[start:end])
    found = moved.span(span, NAME)
    assert found.text == moved.after[found.start : found.end] != ""
    assert found.document == NAME
    hit = [
        words
        for low, high, words in zip(moved.starts, moved.ends, moved.texts, strict=True)
        if low < end and start < high
    ]
    assert moved.touches(start, end) == bool(hit)
    assert all(words in found.text for words in hit)
    if not hit:
        assert found.text == span.text


@given(masked_texts())
def test_offsets_keep_their_order(moved: Masked) -> None:
    offsets = range(len(moved.before) + 1)
    for move in (moved.start, moved.end):
        places = [move(one) for one in offsets]
        assert places == sorted(places)
    assert moved.end(len(moved.before)) == len(moved.after)


@given(masked_texts())
def test_lines_hold_every_character_but_line_breaks(moved: Masked) -> None:
    place = 0
    for line in moved_lines(lines_of(moved.before), moved):
        assert place <= line.start <= line.end
        assert moved.after[place : line.start].strip() == ""
        place = line.end
    assert moved.after[place:].strip() == ""


@st.composite
def maps(draw: st.DrawFn, size: int) -> tuple[Segment, ...]:
    """Draw a map of a text to a source: verbatim runs, folded ones, ones put in, of two parts."""
    found, place = [], 0
    reached = {"": 0, "body": 3}
    while place < size:
        length = draw(st.integers(1, size - place))
        part = draw(st.sampled_from(["", "body"]))
        source = draw(st.sampled_from([length, length + 2, 0]))
        start = reached[part] + draw(st.integers(0, 2))
        found.append(Segment(start=place, end=place + length, part=part, source_start=start, source_end=start + source))
        reached[part] = start + source
        place += length
    return tuple(found)


@given(masked_texts(), st.data())
def test_the_map_to_the_source_has_no_gap_and_points_forwards(moved: Masked, data: st.DataObject) -> None:
    place = 0
    for one in moved_segments(data.draw(maps(len(moved.before))), moved):
        assert one.start == place
        assert one.end > one.start
        assert 0 <= one.source_start <= one.source_end
        place = one.end
    assert place == len(moved.after)


@pytest.mark.parametrize("name", ["Al", "Zorblat Quimby", "Q" * 20, pseudonym(1)])
def test_the_map_is_the_same_however_long_the_hidden_name_is(name: str) -> None:
    text = f"Said {name} twice: {name}!"
    places = [at for at in range(len(text)) if text.startswith(name, at)]
    moved = masked(text, [Mask(at, at + len(name), pseudonym(1)) for at in places])
    source = Segment(start=0, end=len(text), part="", source_start=10, source_end=10 + len(text))
    assert [(one.end - one.start, one.source_start, one.source_end) for one in moved_segments([source], moved)] == [
        (5, 10, 15), (20, 15, 16), (8, 16, 24), (20, 24, 25), (1, 25, 26),
    ]  # fmt: skip


def test_of_runs_that_overlap_the_one_with_a_number_stands_for_both() -> None:
    masks = [Mask(0, 4, SOMEBODY), Mask(2, 8, pseudonym(3)), Mask(9, 12, pseudonym(3)), Mask(14, 15, pseudonym(3))]
    assert masked("Jane Doe Foe. X", masks).after == f"{pseudonym(3)}. {pseudonym(3)}"


@pytest.mark.parametrize(
    "text",
    [
        "Write to jane.doe@mail.example or call 202-555-0100 x12.",
        "jane@x.org 555-0100; phone: 2025550100, fax 555-0101",
        "POC: Jane (202) 555 0100 / 555-0102; a@b.co 555-0103",
        "FAR 52.212-4, 252.204-7012, part no 202-555-0100",
        "+44 20 7946 0958 and tel 2025550100 2025550101",
        "nothing here",
    ],
)
def test_contacts_are_found_where_values_of_rows_are_masked(text: str) -> None:
    """One rule for texts, where places count, and for values."""
    assert masked(text, contacts(text)).after == contact_masked(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lives at 12 Elm Tree Road, Flat 3b, with", "lives at [address], with"),
        ("of 4511 N. Oak St. since", "of [address] since"),
        ("10 Downing Street and 1600 Pennsylvania Avenue", "10 Downing Street and 1600 Pennsylvania Avenue"),
        ("in 2018 Wall Street fell", "in 2018 Wall Street fell"),
        ("sold 300 Main Products", "sold 300 Main Products"),
    ],
)
def test_the_addresses_of_houses_are_masked_too(text: str, expected: str) -> None:
    """A year before a street is no number of a house, and two addresses stand for governments."""
    assert masked(text, contacts(text)).after == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask her at 555-0177.", "Ask her at [telephone]."),
        ("Call the shop, 234-5678, today", "Call the shop, [telephone], today"),
        ("07700 900123 or (020) 7946 0958", "[telephone] or [telephone]"),
        ("for 200-1000 people, part no. 555-0177", "for 200-1000 people, part no. 555-0177"),
        ("on 01-02-2024, 0.12345678 of 0123456789", "on 01-02-2024, 0.12345678 of 0123456789"),
    ],
)
def test_numbers_that_only_a_place_or_a_country_calls_by_are_masked_in_running_text(text: str, expected: str) -> None:
    assert masked(text, local_telephones(text)).after == expected
