"""The pages of a record as files for publishing: the app's own pages of a masked copy, with relative links and no scripts.

Every page is made by the handler that serves it. What needs a server is left out: forms, searches, files as they came, and
links to them. So a link is either to a page that is there, or is none.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from posixpath import relpath
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from starlette.convertors import Convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path

from onrecord.answer.days import day_words
from onrecord.errors import NotFound, UserError
from onrecord.model.ids import PartyId
from onrecord.serve.published_links import links_of, rewritten
from onrecord.serve.published_names import file_of
from onrecord.serve.routes import OWNERS, ROUTES, Handler
from onrecord.serve.site import Site, make_templates
from onrecord.serve.static_files import STATIC, content
from onrecord.store import Record, View, meetings

ABOUT_COPY = "/about-this-copy"
PAIRS = "/said-and-done"
NEEDS_SERVER = ("/api", "/search", "/dossier", "/review", "/add", "/artefacts", "/static")
"""Beginnings of addresses that are of no use without a server."""
FOLLOWED = frozenset({"page", "part", "party", "about"})
"""Parameters that lead to a page of its own; filters and orders do not."""
PAIRS_MOST = 100
REDIRECTS_MOST = 4
Handlers = Sequence[tuple[tuple[re.Pattern[str], str, dict[str, Convertor[Any]]], Handler]]
Progress = Callable[[int, int], None]
"""Told how many pages are made and how many are known of."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What has been found: pages and their files, addresses that lead on to others, and those that lead nowhere."""

    files: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)


def publish(
    copy: Record, folder: Path, made_on: date, progress: Progress = lambda _done, _known: None
) -> list[tuple[Path, int]]:
    """Write the pages of a masked copy into a new or empty folder; gives what was written and how many files.

    Raises:
        UserError: The folder is not empty, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder}: is not empty; a site is written into a folder of its own, choose another with --to")
    templates = make_templates(masked=True)
    templates.globals["PUBLISHED"] = day_words(made_on.isoformat())
    site = Site(copy, templates, masked=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        crawled = _crawl(site, folder, progress)
        _write_own(site, folder, crawled)
        for address, name in crawled.files.items():
            _link_up(folder / name, address, crawled)
        for name in STATIC:
            if not name.endswith(".js"):
                _write(folder / "static" / name, content(name))
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return [(folder / "index.html", len(crawled.files))]


# --- making the pages


def _crawl(site: Site, folder: Path, progress: Progress) -> Crawled:
    crawled, taken = Crawled(), set[str]()
    handlers = [(compile_path(path), handler) for path, handler in ROUTES if path not in OWNERS]
    waiting = deque(_seeds(site))
    known = set(waiting)
    while waiting:
        address = waiting.popleft()
        answer = _answer(site, handlers, address)
        if answer is None:
            crawled.dead.add(address)
            continue
        if location := answer.headers.get("location"):
            found = [crawled.redirects.setdefault(address, urljoin(address, location))]
        elif not answer.headers.get("content-type", "").startswith("text/html"):
            crawled.dead.add(address)
            continue
        else:
            crawled.files[address] = name = file_of(address, taken)
            _write(folder / name, bytes(answer.body))
            found = [
                urljoin(address, link)
                for link, leads_on in links_of(bytes(answer.body).decode())
                if leads_on or _is_followed(urljoin(address, link))
            ]
        for one in map(plain, found):
            if one not in known and _is_inside(one):
                known.add(one)
                waiting.append(one)
        progress(len(crawled.files), len(known))
    return crawled


def _seeds(site: Site) -> Iterator[str]:
    """Begin with every page without an id, and with the pairs of parties most is said between."""
    yield from (
        path for path, _ in ROUTES if "{" not in path and path not in OWNERS and path != PAIRS and _is_inside(path)
    )
    yield from (address for address, _ in _pairs(site))


def _pairs(site: Site) -> list[tuple[str, str]]:
    """List the addresses of pairs, with what they are called, the most spoken of first."""
    counts: dict[tuple[PartyId, PartyId], int] = {}
    with View.open(site.record) as view:
        names = view.party_names()
        for one in meetings.threads(view):
            if one.counterpart and one.counterpart in names and one.speaker in names:
                pair = (one.speaker, one.counterpart)
                counts[pair] = counts.get(pair, 0) + len(one.utterances)
        ordered = sorted(counts, key=lambda pair: (-counts[pair], *(names[one][0] for one in pair)))
        return [
            (
                plain(f"{PAIRS}?{urlencode({'party': party, 'about': about})}"),
                f"{names[party][0]} about {names[about][0]}",
            )
            for party, about in ordered[:PAIRS_MOST]
        ]


def _answer(site: Site, handlers: Handlers, address: str) -> Response | None:
    """Ask the handler of an address; None where there is none, or it has nothing to show."""
    parts = urlsplit(address)
    for (pattern, _, convertors), handler in handlers:
        if match := pattern.match(unquote(parts.path)):
            values = {name: convertors[name].convert(value) for name, value in match.groupdict().items()}
            scope = {
                "type": "http", "method": "GET", "path": parts.path, "query_string": parts.query.encode(),
                "headers": [], "path_params": values, "server": ("published", 80), "scheme": "http",
            }  # fmt: skip
            try:
                answer = handler(site, Request(scope))
            except (NotFound, UserError):
                return None
            return answer if answer.status_code in {200, 301, 302, 303, 307} else None
    return None


# --- the pages that only a copy has


def _write_own(site: Site, folder: Path, crawled: Crawled) -> None:
    pairs = [(address, words) for address, words in _pairs(site) if address in crawled.files]
    own = (
        (ABOUT_COPY, "published_about.html", {"pages": len(crawled.files) + 2}),
        (PAIRS, "published_pairs.html", {"pairs": pairs}),
    )
    for address, template, values in own:
        name = f"{address.strip('/')}.html"
        page = site.page(template, values | {"active": "said-and-done" if address == PAIRS else ""})
        _write(folder / name, bytes(page.body))
        crawled.files[address] = name


# --- links


def _link_up(path: Path, address: str, crawled: Crawled) -> None:
    here = crawled.files[address]

    def target(link: str) -> str | None:
        return _target(link, address, here, crawled)

    path.write_bytes(rewritten(path.read_text("utf-8"), target).encode())


def _target(link: str, address: str, here: str, crawled: Crawled) -> str | None:
    """Say where a link of a page leads in the copy; None where it leads to nothing that is in it."""
    if link.startswith("#"):
        return link
    if link.lower().startswith(("https://", "http://")):
        return link
    whole = urljoin(address, link)
    fragment = urlsplit(whole).fragment
    if whole.startswith("/static/"):
        name = urlsplit(whole).path.removeprefix("/static/")
        return _relative(f"static/{name}", here) if name in STATIC and not name.endswith(".js") else None
    found = plain(whole)
    for _ in range(REDIRECTS_MOST):
        if found not in crawled.redirects:
            break
        fragment = urlsplit(crawled.redirects[found]).fragment or fragment
        found = plain(crawled.redirects[found])
    if found not in crawled.files:
        return None
    return _relative(crawled.files[found], here) + (f"#{fragment}" if fragment else "")


def _relative(file: str, here: str) -> str:
    return quote(relpath(file, str(Path(here).parent.as_posix()) or "."))


def plain(address: str) -> str:
    """Write an address in one way: without its fragment, parameters in order, the first page without its number."""
    parts = urlsplit(address)
    query = sorted(
        (name, value) for name, value in parse_qsl(parts.query) if (name, value) not in {("page", "1"), ("part", "1")}
    )
    return (parts.path or "/") + (f"?{urlencode(query)}" if query else "")


def _is_followed(address: str) -> bool:
    return FOLLOWED.issuperset(name for name, _ in parse_qsl(urlsplit(address).query))


def _is_inside(address: str) -> bool:
    path = urlsplit(address).path
    return address.startswith("/") and not any(path == one or path.startswith(f"{one}/") for one in NEEDS_SERVER)


def _write(path: Path, written: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)
