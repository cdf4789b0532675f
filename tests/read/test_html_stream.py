"""The visible text of a page, each character mapped to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.html_stream import Stream, visible_text
from timing import best

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "<pre>", "</pre>", "<td>", "<tr>", "<li>", "<h1>"),
        *(
            "<div hidden>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<svg>",
            "</svg>",
            "<a href='x'>",
            '<a b="',
            "<x y='>",
        ),
        *("&amp;", "&", "&lt", "&notit;", "&#10;", "&#x1F600;", "&#xD800;", "&nbsp;", "<", ">", "</", "<!", "\0"),
        *(" ", "  ", "\n", "\t", "\r\n", "word", "é", "\u2028", "\xa0", "two words", '"', "'", "="),
    ]
)


def check_map(source: str, stream: Stream) -> None:
    """Segments lie without gaps over the text, in source order, and verbatim ones are."""
    place = source_place = 0
    for segment in stream.segments:
        assert (segment.start, segment.part) == (place, "")
        assert segment.start < segment.end
        assert segment.source_end >= segment.source_start >= source_place
        if segment.end - segment.start == segment.source_end - segment.source_start:
            assert stream.text[segment.start : segment.end] == source[segment.source_start : segment.source_end]
        place, source_place = segment.end, segment.source_end
    assert place == len(stream.text)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_character_is_mapped(source: str) -> None:
    check_map(source, visible_text(source))


@given(st.text(max_size=100))
def test_text_without_markup_loses_white_space_and_nuls_only(source: str) -> None:
    plain = source.replace("<", "").replace("&", "").replace("\0", "")
    folded = " ".join(
        piece
        for piece in plain.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ").split(" ")
        if piece
    )
    assert visible_text(plain).text == folded


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One\n  two</p><p>three", "One two\n\nthree"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "a\tb\nc\n\nd"),
        ("<pre> a\r\n  b</pre>", " a\r\n  b"),
        ("AT&amp;T &lt;x&gt; &pound;5&nbsp;m &#8217; &bogus; & b", "AT&T <x> £5\xa0m ’ &bogus; & b"),
        ("a<b>b</b>c", "abc"),
        ("<title>T</title><style>s</style><script>if (a<b) '</p>'</script>x<noscript>n</noscript>", "x"),
        ("<template><p>t</p></template><svg><title/><text>s</text></svg>x<select><option>o</select>", "x"),
        ("a<!-- > <p>no</p> -->b<!-- never closed >c", "abc"),
        (
            "<div hidden>no</div><p style='display : none'>no</p><p hidden='until-found'>yes it is visible here",
            "yes it is visible here",
        ),
        ("<div aria-hidden=true>seen</div>", "seen"),
        ("<body style='display:none'><p>all of it</p>", "all of it"),
        ("<div hidden><p>the whole page is shown by a script</p></div>x", "the whole page is shown by a script\n\nx"),
        ("<svg><path><p>an unclosed drawing", "an unclosed drawing"),
        ('<p title="a > b">x</p>', "x"),
        ('<p title="never closed>x</p><p>y', "x\n\ny"),
        ("x < y and 3<4", "x < y and 3<4"),
        ("a cut off page<di", "a cut off page<di"),
        ("a cut off page<div class=", "a cut off page"),
        ("a\0b", "ab"),
    ],
)
def test_text_reads_as_in_a_browser(source: str, expected: str) -> None:
    stream = visible_text(source)
    assert stream.text == expected
    check_map(source, stream)


def test_headings_and_links_are_noted() -> None:
    stream = visible_text("<p>x</p><h1> The <b>head</b> </h1><a href=y>link</a><h1>second")
    assert [stream.text[start:end] for start, end in stream.headings] == ["The head", "second"]
    assert stream.linked == len("\n\nlink")


def test_ten_thousand_levels_of_nesting() -> None:
    source = "<div>" * 10_000 + "deep" + "</div>" * 10_000
    assert visible_text(source).text == "deep"


@pytest.mark.parametrize(
    "unit",
    [
        "<a ",
        "<!--",
        "</a",
        "<![CDATA[",
        '<a href="',
        '<a b=">" ',
        "&",
        "<div>",
        "</div>",
        "<",
        "<h1>x",
        "<p>x",
        "x " * 9,
    ],
)
def test_time_grows_with_the_page_not_with_its_square(unit: str) -> None:
    """Ten times the page may take thirty times the time, not a hundred."""
    small = max(best(lambda: visible_text(unit * 3_000)), 0.002)
    assert best(lambda: visible_text(unit * 30_000)) < 30 * small
