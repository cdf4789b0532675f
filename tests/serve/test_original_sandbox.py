"""A page as it came, made harmless: no script, link, form or address is left, and no word is lost."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read.html_stream import visible_text
from onrecord.serve.sandboxed_page import ATTRIBUTES, ELEMENTS, sandboxed

OURS = {"html", "head", "meta", "title", "style", "body", "mark", "span", "img"}

HOSTILE = """<html><head><meta http-equiv="refresh" content="0;url=https://elsewhere.example/"><base href="https://b.example/">
<link rel="dns-prefetch" href="//d.example"><link rel=stylesheet href="https://c.example/s.css">
<style>@import "https://i.example/x.css"; p{background:url(https://u.example/p.png)} </sty</style>
<script src="https://s.example/x.js"></script><script>fetch("https://f.example")</script></head>
<body onload="alert(1)" background="https://bg.example/x.png"><p onclick=alert(2) style="color:red">Ann said <b>no</b>.</p>
<a href="javascript:alert(3)" ping="https://p.example">here</a><img src="https://img.example/x.png" srcset="https://t.example 2x" alt="A pier">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><svg><image href="https://g.example"/><style><img src=x></style></svg>
<form action="https://form.example"><input value=x><button formaction="https://ff.example">Send</button></form>
<iframe src="https://frame.example"></iframe><object data="https://o.example"></object><video poster="https://v.example"></video>
<select><style><script>alert(4)</script></style></select><noscript><img src=https://n.example></noscript></body></html>"""


class Tags(HTMLParser):
    """Collects tags with their attributes as the standard library reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.found.append((tag, dict(attrs)))


def _tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Tags()
    reader.feed(page)
    return reader.found


def test_nothing_that_runs_leads_or_fetches_is_left() -> None:
    found = _tags(sandboxed(HOSTILE))
    assert {tag for tag, _ in found} <= ELEMENTS | OURS
    for tag, given_ in found:
        assert set(given_) <= ATTRIBUTES | {"alt", "charset", "src"}
        assert "src" not in given_ or (tag == "img" and str(given_["src"]).startswith("data:image/"))


def test_a_link_says_where_it_led_and_a_picture_what_it_showed() -> None:
    page = sandboxed(
        '<a href="https://a.example/x">here</a><img src="https://b.example/y.png" alt="A &quot;pier&quot;">'
    )
    assert '<a title="Led to https://a.example/x">here</a>' in page
    assert '<span class="onrecord-left-out">picture not kept: A &quot;pier&quot;</span>' in page


def test_styles_stay_unless_asked_otherwise_and_cannot_end_early() -> None:
    page = sandboxed('<style>p{color:red}</style><p style="color:blue">x</p>')
    assert "<style>p{color:red}</style>" in page
    assert '<p style="color:blue">' in page
    bare = sandboxed('<style>p{color:red}</style><p style="color:blue">x</p>', styled=False)
    assert "color:red" not in bare
    assert "<p>x</p>" in bare
    assert "<script" not in sandboxed("<style><script>alert(1)</script></style>")


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("<p>Ann said no.</p>", ["said"], ["said"]),
        ("<p>Ann <b>said</b> no.</p>", ["Ann <b>said"], ["Ann ", "said"]),
        ("<p>R&amp;D said &lt;no&gt;.</p>", ["R&amp;D said"], ["R&amp;D said"]),
        ("<p>no, no</p>", ["no", "no, no"], ["no, no"]),
    ],
)
def test_words_are_marked_where_they_stand(source: str, words: list[str], expected: list[str]) -> None:
    page = sandboxed(source, [(source.index(one), source.index(one) + len(one)) for one in words])
    pieces = [piece.partition(">")[2].partition("</mark>")[0] for piece in page.split("<mark ")[1:]]
    assert pieces == expected
    assert page.count("id=onrecord-words") == 1


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["<", ">", "&", "a b", "<p>", "</p>", "<b", "<!--", "-->", "'", '"', "<style>", "</style>"])
    ),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3),
)
def test_no_input_gives_a_tag_of_its_own_or_loses_words(pieces: list[str], marks: list[tuple[int, int]]) -> None:
    source = "".join(pieces)
    page = sandboxed(source, marks)
    assert {tag for tag, _ in _tags(page)} <= ELEMENTS | OURS
    body = page.partition("<body>")[2].rpartition("<style>")[0]
    assert visible_text(body).text.split() == visible_text(source).text.split() or "<style" in source
    assert unescape(body).count("\0") == 0
