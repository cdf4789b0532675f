"""The site to publish: no link is broken, no form leads nowhere, nobody private is named, nothing is asked of anybody."""

from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UserError
from onrecord.serve.published import plain, publish
from onrecord.serve.published_links import rewritten
from onrecord.serve.published_names import file_of
from onrecord.store import Record
from onrecord.store.sharing import masked_copy
from store.sharing_values import HIDDEN, fill_sharing

WRITTEN = date(2026, 11, 24)


class Page(HTMLParser):
    """Links, ids and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag has."""
        values = dict(attrs)
        self.tags.add(tag)
        self.names |= set(values)
        self.ids |= {value for name in ("id",) if (value := values.get(name))}
        self.links += [value for name in ("href", "src", "action") if (value := values.get(name))]


def pages_of(folder: Path) -> Iterator[tuple[Path, Page]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, Page(path.read_text("utf-8"))


def site_of(record: Record, folder: Path) -> Path:
    publish(masked_copy(record, folder / "copy"), folder / "site", WRITTEN)
    return folder / "site"


@pytest.fixture(scope="module")
def site(example_record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_of(example_record, tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def hostile_site(hostile_record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_of(hostile_record, tmp_path_factory.mktemp("published-hostile"))


@pytest.mark.parametrize("which", ["site", "hostile_site"])
def test_every_link_leads_to_a_page_and_to_a_place_on_it(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    pages = {path.resolve(): page for path, page in pages_of(folder)}
    assert len(pages) > 20
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in {"http", "https"}:
                continue
            assert not parts.scheme, link
            assert not link.startswith("/"), (path.name, link)
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert there.is_file(), (path.name, link)
            if parts.fragment and not parts.fragment.startswith(":~:") and there in pages:
                assert unquote(parts.fragment) in pages[there].ids, (path.name, link)


@pytest.mark.parametrize("which", ["site", "hostile_site"])
def test_nothing_on_it_needs_a_server_or_runs(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    for path, page in pages_of(folder):
        assert page.tags.isdisjoint({"script", "form", "iframe", "button", "textarea", "select", "datalist"}), path.name
        assert not [one for one in page.names if one.startswith(("on", "hx-"))], path.name
    assert not list(folder.rglob("*.js"))


def test_it_says_that_it_is_a_copy_when_and_what_is_masked(site: Path) -> None:
    page = (site / "about-this-copy.html").read_text("utf-8")
    assert "24 November 2026" in page
    assert "Private people are masked" in page
    for path in site.rglob("*.html"):
        assert "about-this-copy.html" in path.read_text("utf-8"), path.name


def test_what_was_searched_for_is_listed_instead(site: Path, example_record: Record) -> None:
    from onrecord.store import View  # noqa: PLC0415  # only here

    with View.open(example_record) as view:
        counts = view.counts()
    assert len(list((site / "documents").glob("*.html"))) >= counts["documents"]
    assert len(list((site / "awards").rglob("*.html"))) >= counts["awards"]
    assert "Microsoft about U.S. Immigration and Customs Enforcement" in (site / "said-and-done.html").read_text(
        "utf-8"
    )


def test_it_names_nobody_private(tmp_path: Path) -> None:
    record, ids = fill_sharing(tmp_path / "record")
    folder = site_of(record, tmp_path)
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 15
    for path in pages:
        text = (path.read_text("utf-8") + str(path.relative_to(folder))).casefold()
        assert [one for one in (*HIDDEN, *ids) if one in text] == [], path.name


def test_a_folder_with_other_things_is_left_alone(example_record: Record, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="is not empty"):
        publish(example_record, tmp_path / "site", WRITTEN)
    assert [one.name for one in (tmp_path / "site").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p><a class="x" href="/gone">words &amp; more</a></p>', '<p><span class="x">words &amp; more</span></p>'),
        ('<a href="/here?a=1&amp;b=2">x</a>', '<a href="here.html">x</a>'),
        ("<p>a</p><form action='/search'><p>Search</p><input name='q'></form><p>b</p>", "<p>a</p><p>b</p>"),
        ("<script>if (a < b) { document.write('</p>') }</script><p>b</p>", "<p>b</p>"),
        (
            '<svg viewBox="0 0 1 1"><a href="/gone"><circle r="1"/></a></svg>',
            '<svg viewBox="0 0 1 1"><g><circle r="1"/></g></svg>',
        ),
        ('<p data-served>only <b>served</b></p><p hx-get="/x" id="a">kept</p>', '<p id="a">kept</p>'),
        ("<form><form></form></form>x", "x"),
        ("<!DOCTYPE html><p>&#x27;&lt;b&gt; “ü”</p>", "<!DOCTYPE html><p>&#x27;&lt;b&gt; “ü”</p>"),
    ],
)
def test_only_links_change_and_what_needs_a_server_goes(before: str, after: str) -> None:
    assert after == rewritten(before, lambda link: "here.html" if link.startswith("/here") else None)


@given(
    st.lists(st.text(min_size=1, max_size=200).filter(lambda one: "/" not in one), min_size=1, max_size=8, unique=True)
)
def test_no_two_addresses_share_a_file_and_none_leaves_its_folder(names: list[str]) -> None:
    taken: set[str] = set()
    files = [
        file_of(f"/awards/{one.encode('utf-8', 'surrogatepass').hex()}{one[:3]}".split("?")[0].split("#")[0], taken)
        for one in names
    ]
    assert len({one.lower() for one in files}) == len(files)
    assert all(one.startswith("awards/") and ".." not in one.split("/") and one.isascii() for one in files)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/parties?page=1", "/parties"),
        ("/a?b=2&a=1#x", "/a?a=1&b=2"),
        ("", "/"),
        ("/documents/x?part=2", "/documents/x?part=2"),
    ],
)
def test_an_address_is_written_in_one_way(address: str, expected: str) -> None:
    assert expected == plain(address)
