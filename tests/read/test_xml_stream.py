"""XML: tags and text with their places, and nothing that a hostile file could gain by it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read.xml_stream import DEPTH_LIMIT, XmlEvent, xml_stream

PREFIXES = {"urn:words": "w"}
BOMB = (
    "<!DOCTYPE a [<!ENTITY x 'ten times '>"
    + "".join(f"<!ENTITY x{n} '{f'&x{n - 1 if n > 1 else str()};' * 10}'>" for n in range(1, 10))
    + "]><a>before &x9;</a>"
)


def cut(source: str | bytes) -> tuple[list[XmlEvent], str]:
    stream = xml_stream(source if isinstance(source, bytes) else source.encode(), PREFIXES)
    return list(stream.events()), stream.fault


def texts(source: str) -> list[tuple[str, str]]:
    """Give every run of text and the source it came from."""
    return [(event.text, source[event.start : event.end]) for event in cut(source)[0] if event.kind == "text"]


def test_every_run_of_text_has_its_place_in_code_points() -> None:
    source = "<a>café &amp; 😀&#x41;&#128512;<b>\u20ac</b>\r\nx<![CDATA[a & <b>]]></a>"
    assert texts(source) == [
        ("café ", "café "),
        ("&", "&amp;"),
        (" 😀", " 😀"),
        ("A", "&#x41;"),
        ("😀", "&#128512;"),
        ("\u20ac", "\u20ac"),
        ("\n", "\r\n"),
        ("x", "x"),
        ("a & <b>", "a & <b>"),
    ]


def test_a_lone_carriage_return_is_not_called_verbatim() -> None:
    assert texts("<a>x\ry</a>") == [("x", "x"), ("\n", ""), ("y", "y")]


def test_names_have_the_prefix_of_their_namespace_whatever_the_file_calls_it() -> None:
    events, fault = cut('<z:p xmlns:z="urn:words" z:id="1" q="2"><t xmlns="urn:other"/><x/></z:p>')
    assert [(event.kind, event.name) for event in events] == [
        ("start", "w:p"),
        ("start", "?:t"),
        ("end", "?:t"),
        ("start", "x"),
        ("end", "x"),
        ("end", "w:p"),
    ]
    assert (dict(events[0].attributes), fault) == ({"w:id": "1", "q": "2"}, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_places_count_in_the_decoded_text_whatever_the_encoding(encoding: str) -> None:
    source = f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'
    stream = xml_stream(source.encode(encoding), {})
    (found,) = [event for event in stream.events() if event.kind == "text"]
    assert (stream.fault, stream.source[found.start : found.end], found.text) == ("", "é", "é")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (b"", "no element found"),
        (b"<a>one</b>", "mismatched tag"),
        (b"<a>one", "no element found"),
        (b"<a>one<b", "unclosed token"),
        (b"<a>one\0</a>", "not well-formed"),
        (b"no XML", "syntax error"),
        (b"<a>one</a><a/>", "junk after document element"),
    ],
)
def test_broken_xml_is_read_up_to_the_fault(source: bytes, fault: str) -> None:
    events, said = cut(source)
    assert fault in said
    assert [event.text for event in events if event.kind == "text"] == (["one"] if b"one" in source else [])


def test_bytes_outside_the_encoding_are_read_as_a_guess() -> None:
    assert [text for text, _ in texts("<a>é</a>")] == [
        event.text for event in cut("<a>é</a>".encode("cp1252"))[0] if event.text
    ]


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "source",
    [
        BOMB,
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>before &x;</a>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1/x'> %x;]><a>before</a>",
    ],
)
def test_a_declared_entity_ends_the_reading(source: str) -> None:
    events, fault = cut(source)
    assert events == []
    assert "declares an entity" in fault


def test_an_entity_of_an_outer_file_is_left_out_and_nothing_is_fetched() -> None:
    events, fault = cut('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>x&nbsp;y</a>')
    assert ([event.text for event in events if event.text], fault) == (["x", "y"], "")


def test_nesting_is_bounded() -> None:
    assert cut("<a>" * DEPTH_LIMIT + "</a>" * DEPTH_LIMIT)[1] == ""
    events, fault = cut("<a>" * 10_000)
    assert len(events) == DEPTH_LIMIT
    assert "deep" in fault


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", ["<a>{}</a>", "<a b='{}'/>", "<a {}/>", "<!--{}--><a/>", "<a><![CDATA[{}]]></a>", "<a{}"]
)
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    """Ten megabytes of one token: quadratic time would be hours."""
    start = time.monotonic()
    _, fault = cut(unit.format(" " * 10_000_000))
    assert time.monotonic() - start < 30
    assert (fault != "") == (unit == "<a{}")


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<a>", "</a>", "<b c='&lt;'/>", "&amp;", "&#10;", "\r\n", "\r", "<![CDATA[", "]]>", "<!--x-->"]
        )
        | st.text(max_size=5),
        max_size=20,
    ).map("".join)
)
def test_runs_of_equal_length_are_verbatim(inner: str) -> None:
    source = f"<a>{inner}</a>"
    stream = xml_stream(source.encode("utf-8", "replace"), {})
    place = 0
    for event in stream.events():
        assert place <= event.start <= event.end <= len(stream.source)
        place = event.end
        if len(event.text) == event.end - event.start:
            assert stream.source[event.start : event.end] == event.text
