"""Pages: our own text, labelled by the articles that two extractors find."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Meta, Origin, source_ranges
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read import html, html_version
from onrecord.store.writer import check_document

ORIGIN = Origin(artefact=ArtefactId("0" * 64), path="in/page.html", collected_at="2024-06-01T00:00:00+00:00")
FIXTURE = Path(__file__).parent / "fixtures" / "html" / "council.html"
PARAGRAPH = (
    "<p>The minister said on Tuesday that the contract would be reviewed before the end of the year, and left.</p>"
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(path: Path, content: bytes | str) -> Reading:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return html.read(path, ORIGIN, Config())


def test_a_news_page_line_by_line() -> None:
    (document,) = html.read(FIXTURE, ORIGIN, Config()).documents
    labels = [(line.label, document.text[line.start : line.end][:20]) for line in document.lines]
    assert labels == [
        ("furniture", "Home"),
        ("furniture", "News"),
        ("furniture", "Sport"),
        ("title", "Harbour council ends"),
        ("meta", "By Ines Calder and T"),
        ("meta", "12 March 2024"),
        ("body", "The harbour council "),
        ("body", "“We paid for forty c"),
        ("furniture", "Advertisement"),
        ("body", "Lookout Systems said"),
        ("body", "The council will pub"),
        ("furniture", "Most popular"),
        ("furniture", "Ferry fares to rise "),
        ("furniture", "Lighthouse reopens"),
        ("furniture", "Copyright The Harbou"),
    ]


def test_a_news_page_s_metadata() -> None:
    (document,) = html.read(FIXTURE, ORIGIN, Config()).documents
    assert document.title == Meta(value="Harbour council ends its camera contract", basis="h1")
    assert document.publisher == Meta(value="The Harbour Post", basis="meta property=og:site_name")
    assert [author.value for author in document.authors] == ["Ines Calder", "Tom Rudge"]
    assert document.published == Meta(value="2024-03-12T09:30:00+00:00", basis="meta property=article:published_time")
    assert document.updated == Meta(value="2024-03-14T17:05:00+00:00", basis="meta property=article:modified_time")
    assert document.url == Meta(value="https://harbourpost.example/news/camera-contract", basis="link rel=canonical")
    assert (document.language, document.reader, document.media_type) == ("en", html.READER, "text/html")


def test_words_of_the_page_are_found_again_in_its_source() -> None:
    (document,) = html.read(FIXTURE, ORIGIN, Config()).documents
    source = FIXTURE.read_text(encoding="utf-8")
    words = "“We paid for forty cameras & we got twenty,” said Maud Ferris"
    start = document.text.index(words)
    found = [source[low:high] for _, low, high in source_ranges(document, start, start + len(words))]
    assert found == ["&ldquo;We paid for forty cameras &amp; we got twenty,&rdquo; said ", "Maud Ferris"]


def test_the_sidecar_outweighs_the_page() -> None:
    origin = Origin(
        artefact=ORIGIN.artefact, path="p", collected_at=ORIGIN.collected_at, title="Mine", published="2020-01-02"
    )
    (document,) = html.read(FIXTURE, origin, Config()).documents
    assert document.title == Meta(value="Mine", basis="sidecar")
    assert document.published == Meta(value="2020-01-02", basis="sidecar")
    assert document.publisher == Meta(value="The Harbour Post", basis="meta property=og:site_name")


@pytest.mark.parametrize(
    ("declared", "encoding", "codes"),
    [
        ("windows-1252", "cp1252", []),
        ("utf-8", "utf-8", []),
        ("utf-8", "cp1252", ["encoding_guessed"]),
        ("iso-8859-1", "utf-8", ["encoding_guessed"]),
        ("utf-16", "utf-8", []),
    ],
)
def test_a_wrong_declared_encoding_is_put_right_and_said(
    tmp_path: Path, declared: str, encoding: str, codes: list[str]
) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>The café’s owner said “no”.</p>'
    reading = read(tmp_path / "a.html", page.encode(encoding))
    assert [document.text for document in reading.documents] == ["The café’s owner said “no”."]
    assert [problem.code for problem in reading.problems] == codes


@pytest.mark.parametrize("page", ["<html><script>draw()</script>", " \n ", "<div hidden></div>", "<!-- -->"])
def test_a_page_without_visible_text_is_a_problem(tmp_path: Path, page: str) -> None:
    reading = read(tmp_path / "a.html", page)
    assert ([problem.code for problem in reading.problems], reading.documents) == (["no_text"], ())


def test_a_failing_extractor_leaves_prose_uncertain_among_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise ValueError("trafilatura is not well today")

    monkeypatch.setattr("trafilatura.extract", fail)
    links = "<ul>" + "<li><a href='/x'>Another headline of the day</a></li>" * 10 + "</ul>"
    (document,) = read(tmp_path / "a.html", links + PARAGRAPH).documents
    assert {line.label for line in document.lines if "minister" in document.text[line.start : line.end]} == {
        "uncertain"
    }
    (document,) = read(tmp_path / "b.html", PARAGRAPH * 4).documents
    assert {line.label for line in document.lines} == {"body"}


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + PARAGRAPH * 3,
        "\0".join(PARAGRAPH * 3),
        "<table><tr><td>" * 1_000 + PARAGRAPH * 3,
        '<script type="application/ld+json">' + "[" * 20_000 + "</script>" + PARAGRAPH * 3,
        "<li>x</li>" * 20_000 + PARAGRAPH,
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html>&x;" + PARAGRAPH * 3,
        "<a <!-- </ <![CDATA[ &#xFFFFFFF; &#" + PARAGRAPH * 3,
    ],
)
def test_hostile_pages_are_read(tmp_path: Path, page: str) -> None:
    (document,) = read(tmp_path / "a.html", page).documents
    assert "The minister said" in document.text.replace("\0", "")
    assert document.segments[-1].end == len(document.text)


@pytest.mark.parametrize("is_fast", [False, True])
@pytest.mark.parametrize(
    "page",
    [
        '<base href="http://files.example/"><img src="http://files.example/a.png"><link rel="stylesheet" href="//x.example/y">',
        '<link rel="canonical" href="http://paper.example/2024/01/02/x"><iframe src="http://frame.example/"></iframe>',
        '<!DOCTYPE html SYSTEM "http://files.example/x.dtd"><meta http-equiv="refresh" content="0;url=http://x.example/">',
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>',
    ],
)
def test_no_page_sends_a_reader_to_the_network(page: str, *, is_fast: bool) -> None:
    """Any look-up or connection fails the read (`_no_network`); some extractors make them behind one's back."""
    content = (page + PARAGRAPH * 4).encode()
    (document,) = html.read_page(content, ORIGIN, is_fast=is_fast).documents
    assert document.text.count("The minister said") == 4


def test_the_network_guard_works() -> None:
    with pytest.raises(AssertionError, match="network"):
        socket.create_connection(("files.example", 80))


def test_two_opinions_and_their_disagreement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept by both: body. Kept by resiliparse only: uncertain where it is prose. By trafilatura only: by its form."""
    said = [f"Both keep this sentence of the story, which is long enough to be prose, as number {one}." for one in "12"]
    first, second = "Only the first one keeps this line", "Only the second one keeps this sentence of the story here."
    short, quoted = "Second Headline Of The Day", "— Ada Marr, in a letter"
    rows = [said[0], first, quoted, second, short, said[1]]
    monkeypatch.setattr(html, "article_passages", lambda _: [said[0], first, quoted, said[1]])
    monkeypatch.setattr(html, "main_passages", lambda *_: [said[0], second, short, said[1]])
    (document,) = read(tmp_path / "a.html", "".join(f"<p>{row}</p>" for row in rows)).documents
    assert [(line.label, line.rule) for line in document.lines] == [
        ("body", "article"),
        ("uncertain", "no sentence, and only trafilatura keeps it"),
        ("body", "article by trafilatura alone"),
        ("uncertain", "prose that only resiliparse keeps"),
        ("furniture", "outside the article"),
        ("body", "article"),
    ]


def test_one_extractor_without_an_opinion_raises_no_doubts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "main_passages", lambda *_: [])
    (document,) = read(tmp_path / "a.html", PARAGRAPH * 4).documents
    assert {(line.label, line.rule) for line in document.lines} == {("body", "article by trafilatura")}


def test_a_page_read_fast_has_the_same_text_and_says_so() -> None:
    content = FIXTURE.read_bytes()
    (full,) = html.read_page(content, ORIGIN).documents
    (fast,) = html.read_page(content, ORIGIN, is_fast=True).documents
    assert (fast.text, fast.segments, fast.title, fast.published) == (
        *(full.text, full.segments, full.title, full.published),
    )
    assert fast.reader == html_version.FAST_READER != full.reader
    assert {line.rule for line in fast.lines if line.label == "body"} == {"article by resiliparse"}


def test_reading_fast_loads_no_lxml() -> None:
    """Neither trafilatura nor htmldate, and so no lxml, in a process that reads no other way."""
    program = (
        "import sys; from pathlib import Path; from onrecord.model.evidence import Origin; from onrecord.read import html; "
        "origin = Origin(artefact='0', path='p', collected_at='2024-06-01T00:00:00+00:00'); "
        "read = html.read_page(Path(sys.argv[1]).read_bytes(), origin, is_fast=True); "
        "print(len(read.documents), {'lxml', 'trafilatura', 'htmldate'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(FIXTURE)], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "1 set()"


def test_a_reader_s_name_holds_the_versions_that_decide_labels() -> None:
    """Another release of a library may label lines otherwise: the record then reads its pages again."""
    ours, *libraries = html.READER.split("+")
    assert ours == "html/2"
    assert [one.rstrip("0123456789.") for one in libraries] == ["trafilatura", "resiliparse", "htmldate"]
    assert " " not in html.READER + html_version.FAST_READER


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<iframe>in an old browser</iframe>x", "x"),
        ("<iframe srcdoc='<p>a frame of its own</p>'></iframe>x", "x"),
        ("<frameset><frame src=a><noframes><p>no frames</p></noframes></frameset><p>x", "x"),
        ("<noscript><p>switch scripts on</p></noscript>x", "x"),
        ("<template><p>not yet on the page</p></template>x", "x"),
        ("<p aria-hidden='true'>seen by eyes, not read aloud</p>", "seen by eyes, not read aloud"),
        ("<P HIDDEN>no</P><p style='DISPLAY : NONE'>no</p><p style='visibility:hidden'>no</p>x, seen", "x, seen"),
        ("<p class='hidden' data-display='none'>styled elsewhere</p>", "styled elsewhere"),
        ("<div>İstanbul</div><div hidden>no</div>", "İstanbul"),
        ("<object><p>shown where the object is not</p></object>", "shown where the object is not"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>a<br/>b</p><script/></html>', "a\nb"),
    ],
)
def test_what_people_see_is_read(tmp_path: Path, page: str, text: str) -> None:
    """Frames, scripts' and hidden text are left out; what only speech leaves out, or a style sheet may hide, is kept."""
    assert [document.text for document in read(tmp_path / "a.html", page).documents] == [text]


@pytest.mark.parametrize("is_fast", [False, True])
@pytest.mark.parametrize(
    "page",
    [
        "<p>" + "one long line of words " * 200_000,
        "<div>" * 100_000 + PARAGRAPH,
        "<b>" * 20_000 + PARAGRAPH,
        "<p>word</p>" * 20_000,
        "<p " + " ".join(f"a{number}=b" for number in range(60_000)) + ">" + PARAGRAPH,
    ],
    ids=["line", "depth", "inline depth", "paragraphs", "attributes"],
)
def test_large_and_deep_pages_take_seconds(page: str, *, is_fast: bool) -> None:
    started = time.process_time()
    (document,) = html.read_page(page.encode(), ORIGIN, is_fast=is_fast).documents
    assert time.process_time() - started < 30
    check_document(document)


@pytest.mark.fuzz
def test_broken_pages_never_raise_and_keep_their_map() -> None:
    """Whatever the bytes: every document can be stored, and its verbatim runs are the source's characters."""

    def attempt(content: bytes) -> None:
        for is_fast in (False, True):
            for document in html.read_page(content, ORIGIN, is_fast=is_fast).documents:
                check_document(document)
                source = html.decode(content, html.declared_charset(content)).text
                for one in document.segments:
                    if one.end - one.start == one.source_end - one.source_start:
                        assert document.text[one.start : one.end] == source[one.source_start : one.source_end]

    assert fuzz(attempt, [FIXTURE.read_bytes(), (PARAGRAPH * 3).encode("utf-16")]) >= 100
