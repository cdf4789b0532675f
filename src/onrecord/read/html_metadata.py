"""What a page declares about itself: meta tags first, then JSON-LD, marked `time` elements, its address; last, htmldate."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import unescape
from importlib import import_module
from urllib.parse import urlsplit

from onrecord.model.evidence import Meta
from onrecord.read.dates import iso_date, written_days
from onrecord.read.html_tokens import Token, attributes
from onrecord.read.metadata import Metadata, clean_authors, fold
from onrecord.read.paragraphs import comparable

PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "article.published", "parsely-pub-date"),
    *(
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "dc.date",
        "dcterms.date",
    ),
    *("publish-date", "publishdate", "publication_date", "pubdate", "pub_date", "citation_publication_date", "date"),
    *("og:published_time", "og:pubdate", "cxenseparse:recs:publishtime", "originalpublicationdate", "datecreated"),
)
UPDATED = (
    *("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified"),
    *("last-modified", "lastmod", "article.updated", "sailthru.updated"),
)
AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "citation_author",
)
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")
TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
"""Names of meta tags, in lower case, the more trustworthy first."""

_PUBLISHED_MARKS = frozenset({"datepublished", "dt-published", "published", "entry-date"})
_UPDATED_MARKS = frozenset({"datemodified", "dt-updated", "updated"})
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|Statement|Speech)$")
_SUFFIX = re.compile(r"\s+(?:[|\-–—·•»:]|::)\s+(?=\S)")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/-]|$)")
_SHOWN_WORDS = 16
"""Words of a line that shows the date; longer ones are captions and stories, which have dates of their own."""
_JSON_NODES = 20_000
"""Nodes of JSON-LD looked at: a page's description of itself is small."""


@dataclass(slots=True)
class Declared:
    """What the tags of a page say, in the order met.

    Attributes:
        meta: Content of meta tags under `name`, `property` or `itemprop`, lower case.
        names: How each key was written: `property=og:title`.
        times: Moments of `time` elements marked as those of publication or update, under `published` and `updated`.
    """

    meta: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    articles: list[dict[str, object]] = field(default_factory=list)
    title: str = ""
    times: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    language: str = ""


def declared(source: str, declarations: Iterable[Token]) -> Declared:
    """Collect what the tags of a page say, from the tags and contents of the elements that may say something."""
    found = Declared()
    pending = ""
    for token in declarations:
        if token.kind == "start":
            pending = _read_tag(found, source, token)
        elif token.kind == "raw" and token.name == "title" and not found.title:
            found.title = fold(unescape(source[token.start : token.end]))[:1000]
        elif token.kind == "raw" and token.name == "script" and pending == "ld+json":
            found.articles.extend(_articles(source[token.start : token.end]))
    return found


def _read_tag(found: Declared, source: str, token: Token) -> str:
    """Take what a start tag says; `ld+json` when the script that follows describes the page."""
    if token.name == "meta":
        values = attributes(source, token)
        content = values.get("content", "").strip()
        for kind in ("property", "name", "itemprop"):
            key = values.get(kind, "").strip().lower()
            if key and content:
                found.meta.setdefault(key, []).append(content)
                found.names.setdefault(key, f"{kind}={values[kind].strip()}")
    elif token.name == "link":
        values = attributes(source, token)
        if "canonical" in values.get("rel", "").lower().split() and not found.canonical:
            found.canonical = values.get("href", "").strip()
    elif token.name == "time":
        _read_time(found, attributes(source, token))
    elif token.name == "html" and not found.language:
        values = attributes(source, token)
        found.language = (values.get("lang") or values.get("xml:lang") or "").strip()
    elif token.name == "script":
        return "ld+json" if "ld+json" in attributes(source, token).get("type", "").lower() else ""
    return ""


def _read_time(found: Declared, values: dict[str, str]) -> None:
    """Take a `time` element that says which moment it is: HTML's old `pubdate`, schema.org, microformats, WordPress."""
    marks = {values.get("itemprop", "").lower(), *values.get("class", "").lower().split()}
    if moment := values.get("datetime", "").strip():
        if "pubdate" in values or marks & _PUBLISHED_MARKS:
            found.times.setdefault("published", moment)
        elif marks & _UPDATED_MARKS:
            found.times.setdefault("updated", moment)


def _articles(text: str) -> list[dict[str, object]]:
    """List the descriptions of articles in a piece of JSON-LD; none when it is no JSON."""
    try:
        tree = json.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return []
    nodes = [node for node in _nodes(tree) if any(map(_ARTICLE_TYPE.search, _strings(node.get("@type"))))]
    return [node for node in nodes if node.get("headline") or node.get("datePublished") or node.get("author")]


def _nodes(tree: object) -> Iterator[dict[str, object]]:
    """Walk the objects of a JSON value, outer before inner, without recursion."""
    waiting: list[object] = [tree]
    for _ in range(_JSON_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _strings(value: object, key: str = "name") -> list[str]:
    """List the strings of a JSON-LD value: itself, the `name` of an object, or those of a list."""
    values = value if isinstance(value, list) else [value]
    found = [one.get(key) if isinstance(one, dict) else one for one in values[:50]]
    return [_storable(fold(unescape(one))) for one in found if isinstance(one, str) and one.strip()]


def _storable(text: str) -> str:
    r"""Put a question mark for half a character: JSON may hold one (`\ud83d`, an emoji cut in two), UTF-8 may not."""
    return text.encode("utf-8", "replace").decode()


def page_metadata(
    source: str, declarations: Iterable[Token], *, headings: Sequence[str] = (), collected: str = ""
) -> Metadata:
    """Read what a page says about itself.

    Args:
        source: The page.
        declarations: Its tags, or those that may say something (`Stream.declarations`).
        headings: The words of its `h1` elements.
        collected: ISO date of collection; a page cannot be younger.
    """
    found = declared(source, declarations)
    url = _url(found)
    publisher = _publisher(found)
    return Metadata(
        title=_title(found, headings, publisher, url),
        publisher=publisher,
        authors=_authors(found, publisher.value if publisher else None),
        published=_date(found, PUBLISHED, "datePublished", collected) or _url_day(url, collected),
        updated=_date(found, UPDATED, "dateModified", collected),
        url=url,
        language=_language(found.language),
    )


def _first(found: Declared, keys: Iterable[str]) -> Meta | None:
    for key in keys:
        for value in found.meta.get(key, ()):
            if words := fold(unescape(value)):
                return Meta(value=words, basis=f"meta {found.names[key]}")
    return None


def _publisher(found: Declared) -> Meta | None:
    """Give the publisher's name without the motto that some sites put after a bar."""
    publisher = _first(found, PUBLISHER) or _from_articles(found, "publisher")
    if publisher is None:
        return None
    return Meta(value=publisher.value.split(" | ")[0].strip() or publisher.value, basis=publisher.basis)


def _from_articles(found: Declared, key: str) -> Meta | None:
    for article in found.articles:
        for value in _strings(article.get(key)):
            return Meta(value=value, basis=f"JSON-LD {key}")
    return None


def _url(found: Declared) -> Meta | None:
    for value, basis in (
        (found.canonical, "link rel=canonical"),
        (found.meta.get("og:url", [""])[0], "meta property=og:url"),
    ):
        try:
            parts = urlsplit(value)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.netloc:
            return Meta(value=value, basis=basis)
    return None


def _language(value: str) -> str | None:
    """Give the language as a lower-case primary tag (BCP 47), None for anything else."""
    primary = re.split(r"[-_]", value)[0].lower()
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else None


def _date(found: Declared, keys: Iterable[str], key: str, collected: str) -> Meta | None:
    for name in keys:
        for value in found.meta.get(name, ()):
            if (day := iso_date(value)) and not _is_later(day, collected):
                return Meta(value=day, basis=f"meta {found.names[name]}")
    for article in found.articles:
        for value in _strings(article.get(key)):
            if (day := iso_date(value)) and not _is_later(day, collected):
                return Meta(value=day, basis=f"JSON-LD {key}")
    time = "published" if key == "datePublished" else "updated"
    day = iso_date(found.times.get(time, ""))
    return Meta(value=day, basis=f"time element, {time}") if day and not _is_later(day, collected) else None


def _is_later(day: str, collected: str) -> bool:
    """Tell whether a date is after the day of collection; a day's grace, because clocks east of us are ahead."""
    try:
        return date.fromisoformat(day[:10]) > date.fromisoformat(collected[:10]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return False


def as_shown(declared: Meta, lines: Iterable[str]) -> Meta:
    """Give the day that a page shows for a moment it declares in UTC, where the time zone makes the two differ.

    A story of 9 pm in New York is declared as 2 am of the next day; people, and other pages, know it by the day shown.

    Args:
        declared: A date or moment.
        lines: What stands close before the article.
    """
    if "T" not in declared.value or (moment := datetime.fromisoformat(declared.value)).utcoffset():
        return declared
    shown = set[str]().union(*(written_days(line) for line in lines if len(line.split()) <= _SHOWN_WORDS))
    if moment.date().isoformat() in shown:
        return declared
    # Local time is at most 12 hours behind UTC and 14 ahead of it.
    days = (moment + timedelta(hours=hours) for hours in (-12, 14)) if date.min < moment.date() < date.max else ()
    for day in (one.date().isoformat() for one in days):
        if day in shown:
            return Meta(value=day, basis=f"{declared.basis}, a moment in UTC, on the day that the page shows")
    return declared


def _url_day(url: Meta | None, collected: str) -> Meta | None:
    match = _URL_DAY.search(url.value) if url else None
    day = iso_date(f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}") if match else None
    return Meta(value=day, basis="the page's address") if day and not _is_later(day, collected) else None


def found_date(source: str, collected: str) -> Meta | None:
    """Search a page for its first date when nothing declares one; such a date is right in about four of five cases.

    A date that stands on the page with day and month in an unknown order only is not taken.
    """
    try:
        # Loaded when a page needs it: it brings lxml, which pages read fast do without.
        day = import_module("htmldate").find_date(source, original_date=True, max_date=collected[:10] or None)
    except Exception:  # noqa: BLE001  # a third-party search over arbitrary pages: without a date the page is still read
        return None
    if not isinstance(day, str) or iso_date(day) is None or _is_ambiguous(source, day):
        return None
    return Meta(value=day, basis="htmldate: found in the page, not declared")


def _is_ambiguous(source: str, day: str) -> bool:
    """Tell whether the page writes a day as 03/04/2018 and never in a form that settles the order."""
    year, second, first = day.split("-")
    if first == second or int(first) > 12:
        return False
    one, other = first.lstrip("0"), second.lstrip("0")
    numeric = re.compile(rf"(?<!\d)(?:0?{one}([/.-])0?{other}|0?{other}([/.-])0?{one})[/.-](?:{year}|{year[2:]})(?!\d)")
    settled = re.compile(rf"(?<!\d){year}([/.-]?)0?{other}([/.-]?)0?{one}(?!\d)")
    return numeric.search(source) is not None and settled.search(source) is None


def _authors(found: Declared, publisher: str | None) -> tuple[Meta, ...]:
    for article in found.articles:
        if names := clean_authors(_strings(article.get("author")), publisher):
            return tuple(Meta(value=name, basis="JSON-LD author") for name in names)
    for key in AUTHORS:
        if names := clean_authors([unescape(value) for value in found.meta.get(key, ())], publisher):
            return tuple(Meta(value=name, basis=f"meta {found.names[key]}") for name in names)
    return ()


def _title(found: Declared, headings: Sequence[str], publisher: Meta | None, url: Meta | None) -> Meta | None:
    """Choose the headline: an `h1` that the declared title contains is the cleanest, a bare `h1` the last resort."""
    named = _first(found, TITLE)
    headline = _from_articles(found, "headline")
    page = Meta(value=found.title, basis="title element") if found.title else None
    stated = [one for one in (named, headline, page) if one]
    for heading in map(fold, headings):
        key = comparable(heading)
        names_site = publisher is not None and key == comparable(publisher.value)
        if " " in key and not names_site and any(key in comparable(one.value) for one in stated):
            return Meta(value=heading, basis="h1")
    for one in stated:
        if value := without_site(one.value, publisher.value if publisher else "", url.value if url else ""):
            return Meta(value=value, basis=one.basis)
    return next((Meta(value=fold(heading), basis="h1") for heading in headings if heading.strip()), None)


def without_site(title: str, publisher: str, url: str) -> str:
    """Take the site's name off a title: `Headline | The Paper`; other text after a dash stays."""
    parts = list(_SUFFIX.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
    key, site = comparable(tail).replace(" ", ""), comparable(publisher).replace(" ", "")
    host = re.sub(r"\W", "", (urlsplit(url).hostname or "").removeprefix("www."))
    names_site = bool(key) and (
        key in site or (bool(site) and site in key) or key in host or key.removeprefix("the") in host
    )
    is_short = "|" in title[parts[-1].start() : parts[-1].end()] and len(tail.split()) <= 4
    return head if (names_site or is_short) and head.strip() else title
