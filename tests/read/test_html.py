"""Pages: our own text, labelled by the article that trafilatura finds."""

import gzip
import json
import re
import socket
from collections import Counter
from pathlib import Path

import pytest

from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, body_ranges, source_ranges
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read import html

ORIGIN = Origin(artefact=ArtefactId("0" * 64), path="in/page.html", collected_at="2024-06-01T00:00:00+00:00")
FIXTURE = Path(__file__).parent / "fixtures" / "html" / "council.html"
PAGES = Path(__file__).parents[3] / "shared" / "data" / "article-pages"
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


def body_of(document: Document) -> str:
    return "\n".join(document.text[start:end] for start, end in body_ranges(document))


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
    assert (document.language, document.reader, document.media_type) == ("en", "html/1", "text/html")


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


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[place : place + 4]) for place in range(max(1, len(words) - 3)))


@pytest.mark.shared
@pytest.mark.skipif(not PAGES.is_dir(), reason="../shared is absent")
def test_article_bodies_of_forty_pages(tmp_path: Path) -> None:
    """Four-word shingles against hand-made bodies: F1 at least 0.95 (measured 0.964; trafilatura alone 0.960)."""
    truth = json.loads((PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    right = extra = missed = 0.0
    for page in sorted((PAGES / "html").glob("*.gz"))[:40]:
        (document,) = read(tmp_path / "page.html", gzip.decompress(page.read_bytes())).documents
        found, wanted = shingles(body_of(document)), shingles(truth[page.name.split(".")[0]]["articleBody"])
        share = 1 / max(1, (found | wanted).total())
        right += (found & wanted).total() * share
        extra += (found - wanted).total() * share
        missed += (wanted - found).total() * share
    assert 2 * right / (2 * right + extra + missed) > 0.95
