"""The site as a whole: every link of every page leads somewhere, every page is well formed, nothing of a source runs."""

import re
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

VOID = {"meta", "link", "input", "br", "img", "hr"}
PAGES_MOST = 400


@dataclass
class _Seen:
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str | None]] = field(default_factory=list)


class _Page(HTMLParser):
    """Reads a page and fails on an element that is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = _Seen()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.tags.append(tag)
        self.seen.attributes += attrs
        values = dict(attrs)
        self.seen.ids += [value for name, value in attrs if name == "id" and value]
        self.seen.links += [value for name in ("href", "src", "action") if (value := values.get(name))]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def _read(text: str) -> _Seen:
    page = _Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page.seen


def _crawl(client: TestClient) -> dict[str, _Seen]:
    """Follow every link from the overview and the form; give each page of the app by its address."""
    pages: dict[str, _Seen] = {}
    starts = ["/", "/search?q=Azure", "/said-and-done?party=Microsoft&about=ICE", "/documents", "/awards", "/parties"]
    waiting = deque(starts)
    while waiting and len(pages) < PAGES_MOST:
        address = waiting.popleft()
        if address in pages:
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        alone = "sandbox" in response.headers["content-security-policy"]  # somebody's page: test_sandboxed_page.py
        if alone or not response.headers["content-type"].startswith("text/html"):
            pages[address] = _Seen()
            continue
        pages[address] = _read(response.text)
        for link in pages[address].links:
            whole = urljoin(f"http://testserver{address}", urldefrag(link)[0])
            if urlsplit(whole).path.startswith("/dossier/"):  # papers to take away, no pages: test_dossiers.py
                continue
            if urlsplit(whole).netloc == "testserver":
                waiting.append(whole.removeprefix("http://testserver"))
    return pages


SCRIPT = re.compile(r'<script(?! src="/static/[\w/.-]+\?v=[0-9a-f]{12}" defer></script>)')
"""A script that is not one of the app's own files."""


@pytest.fixture(scope="module")
def pages(client: TestClient) -> dict[str, _Seen]:
    return _crawl(client)


@pytest.fixture(scope="module")
def hostile_pages(hostile_client: TestClient) -> dict[str, _Seen]:
    return _crawl(hostile_client)


def test_every_link_leads_to_a_page_and_every_fragment_to_a_place(pages: dict[str, _Seen]) -> None:
    """The crawl itself fails on a dead link; here each `#place` must exist on its page, words apart."""
    missing = [
        (address, link)
        for address, seen in pages.items()
        for link in seen.links
        if "#" in link
        and (target := pages.get(urljoin(address, urldefrag(link)[0]))) is not None
        and not urldefrag(link)[1].startswith(":~:text=")  # a text fragment: the browser finds the words
        and urldefrag(link)[1] not in target.ids
    ]
    assert missing == []
    kinds = {address.split("/")[1].split("?")[0] for address in pages}
    assert kinds >= {"", "documents", "parties", "awards", "artefacts", "problems", "about", "static", "search"}


def test_no_page_uses_an_id_twice(pages: dict[str, _Seen]) -> None:
    twice = [(address, one) for address, seen in pages.items() for one in set(seen.ids) if seen.ids.count(one) > 1]
    assert twice == []


def test_every_page_has_one_heading_landmarks_and_a_skip_link(pages: dict[str, _Seen]) -> None:
    for address, seen in pages.items():
        if seen.tags:
            assert [seen.tags.count(tag) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1], address
            assert "#main" in seen.links
            assert seen.tags.count("caption") == seen.tags.count("table"), address


@pytest.mark.parametrize("which", ["pages", "hostile_pages"])
def test_no_page_runs_anything_or_fetches_from_elsewhere(which: str, request: pytest.FixtureRequest) -> None:
    """No inline script or style, no handler; whatever a browser fetches by itself is of this app."""
    found: dict[str, _Seen] = request.getfixturevalue(which)
    assert len(found) > 20
    for address, seen in found.items():
        assert {"style", "object", "embed", "base"}.isdisjoint(seen.tags), address
        assert not [name for name, _ in seen.attributes if name.startswith(("on", "hx-on")) or name == "style"], address
        fetched = [value or "" for name, value in seen.attributes if name == "src"]
        assert all(value.startswith("/") and not value.startswith("//") for value in fetched), address
        assert seen.tags.count("script") == sum(value.startswith("/static/") for value in fetched), address
        assert not [link for link in seen.links if link.lower().startswith(("javascript:", "data:", "//"))], address
        for link in seen.links:
            assert not urlsplit(link).scheme or link.startswith(("http://", "https://")), address


def test_hostile_words_are_shown_as_words(hostile_client: TestClient) -> None:
    """The markup in titles, text, names, paths and fields is there for people to read, escaped."""
    documents = hostile_client.get("/documents").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Anna Berg of Microsoft" in documents
    awards = hostile_client.get("/awards").text
    assert "AZURE GOVERNMENT &lt;script&gt;" in awards
    assert SCRIPT.search(documents + awards) is None
    search = hostile_client.get("/search", params={"q": "script alert"}).text
    assert "&lt;<mark>script</mark>&gt;<mark>alert</mark>(5)" in search


def test_a_hostile_address_of_a_document_is_not_a_link(hostile_client: TestClient) -> None:
    seen = [hostile_client.get(address) for address in _crawl(hostile_client) if address.startswith("/documents/")]
    assert seen
    assert all('href="javascript:' not in one.text for one in seen)


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><script>alert(1)</script>', "' onload='x"])
def test_what_a_person_types_is_escaped(client: TestClient, query: str) -> None:
    for path, name in (("/search", "q"), ("/said-and-done", "party"), ("/problems", "code")):
        text = client.get(path, params={name: query}).text
        assert SCRIPT.search(text) is None
        assert "' onload=" not in text
