"""RSS and Atom feeds: one document an entry, its words where they stand in the entry's elements.

A document's text is the headline, the lines about the entry (authors, dates, address), then what the entry says. Parts
are `entry=3;content`: offsets count in that element's text once decoded, or in its inner markup where it holds elements.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from onrecord.config import Config
from onrecord.model.evidence import Document, Label, Line, Meta, Origin, Segment, document_id
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read import cues
from onrecord.read.dates import iso_date
from onrecord.read.decode import decode
from onrecord.read.feed_entries import Entry, Feed, Value, parse
from onrecord.read.files import guessed_encoding, load, problem
from onrecord.read.html_stream import visible_text
from onrecord.read.metadata import Metadata, clean_authors, document_fields, fold, from_sidecar
from onrecord.read.paragraphs import count_words, split_rows
from onrecord.read.xml_stream import declared_encoding

READER = "feed/1"

_AUTHORS = ("author", "dc:creator")
_PUBLISHED = ("published", "pubDate", "issued", "dcterms:issued", "dc:date")
_UPDATED = ("updated", "modified", "dcterms:modified")
_CONTENT = ("content:encoded", "content")
_SUMMARY = ("description", "summary")
_FOOTER = re.compile(r"^The post\b.{1,400}\bappeared first on\b.{1,200}$", re.IGNORECASE)
"""What WordPress puts below each entry of its feeds."""
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]|$)")

Verdict = tuple[Label, str]
_BLANK: Verdict = ("furniture", "blank")
Judge = Callable[[str, int], Verdict]
"""From a line and its number of words to its label and the rule that gave it."""


def read(path: Path, origin: Origin, config: Config) -> Reading:
    """Read a feed; a list of addresses (a sitemap) is a problem that says how to have them fetched."""
    content = load(path, origin)
    if not isinstance(content, bytes):
        return Reading(problems=(content,))
    declared = declared_encoding(content)
    decoded = decode(content, declared)
    problems = [guessed_encoding(origin, decoded.encoding, declared)] if decoded.guessed else []
    feed = parse(decoded.text, config.unpacked_files_limit)
    documents = tuple(_documents(feed, origin))
    problems += _faults(feed, origin, config)
    bare = len(feed.entries) - len(documents) if _is_fetched(origin) else 0
    passed = (("sitemaps", int(_is_served(feed, origin))), ("feed entries without a text", bare))
    passed_over = tuple((kind, number) for kind, number in passed if number)
    return Reading(documents=documents, problems=tuple(problems), passed_over=passed_over)


def _is_fetched(origin: Origin) -> bool:
    """Tell whether it came out of a web archive: what it names only by title and address was there to be fetched too."""
    return origin.parent is not None and origin.url is not None


def _is_served(feed: Feed, origin: Origin) -> bool:
    return feed.kind == "sitemap" and _is_fetched(origin)


def _faults(feed: Feed, origin: Origin, config: Config) -> Iterator[Problem]:
    if _is_served(feed, origin):
        return
    if feed.kind == "sitemap":
        advice = "add its address instead, and they are fetched: onrecord add RECORD https://..."
        yield problem(origin, "unsupported_format", f"a sitemap, which lists addresses and holds no text; {advice}")
    elif feed.fault:
        code = "unpack_limit" if len(feed.entries) >= config.unpacked_files_limit else "damaged"
        yield problem(origin, code, f"{feed.fault}; {len(feed.entries):,} entries before were taken: fetch it again")
    elif feed.kind == "other":
        yield problem(origin, "unsupported_format", "XML that is no feed: save what it holds as text or CSV")
    elif not feed.entries:
        yield problem(origin, "empty", "a feed without entries; fetch it again later")


def _documents(feed: Feed, origin: Origin) -> Iterator[Document]:
    for number, entry in enumerate(feed.entries, 1):
        page = _page(entry, f"entry={number}")
        if page.length and (not _is_fetched(origin) or any(line.label == "body" for line in page.lines)):
            yield Document(
                id=document_id(origin.artefact, f"entry={number}"),
                artefact=origin.artefact,
                part=f"entry={number}",
                reader=READER,
                media_type="text/html",
                text="".join(page.pieces),
                lines=tuple(page.lines),
                segments=tuple(page.segments),
                **document_fields(_metadata(entry, feed, origin)),
            )


@dataclass(slots=True)
class _Page:
    """A document's text so far.

    Attributes:
        part: The entry's place, before which element.
        used: How often an element of a name was put in, so that a second author has a part of its own.
    """

    part: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)


def _page(entry: Entry, part: str) -> _Page:
    page = _Page(part)
    _put(page, entry.first("title"), _always("title", "entry title"), 1)
    for value in entry.values:
        if value.name in _AUTHORS:
            _put(page, value, _always("meta", "author"), 1)
    _put(page, entry.first(*_PUBLISHED), _always("meta", "published"), 1)
    _put(page, entry.first(*_UPDATED), _always("meta", "updated"), 1)
    _put(page, entry.first("link", "guid"), _always("meta", "address"), 1)
    content, summary = entry.first(*_CONTENT), entry.first(*_SUMMARY)
    # A summary beside the content says the same again: its words count once.
    _put(page, summary, _always("meta", "summary") if content else _judge, 2)
    _put(page, content, _judge, 2)
    return page


def _always(label: Label, rule: str) -> Judge:
    return lambda _text, _words: (label, rule)


def _judge(text: str, words: int) -> Verdict:
    if rule := cues.meta_rule(text, words):
        return "meta", rule
    if rule := cues.furniture_rule(text, words):
        return "furniture", rule
    if _FOOTER.match(text):
        return "furniture", "feed footer"
    return ("furniture", "appeal") if cues.is_appeal(text) else ("body", "entry")


def _put(page: _Page, value: Value | None, judge: Judge, gap: int) -> None:
    """Add an element's visible text after some line breaks, each line labelled."""
    text, segments = _visible(value) if value else ("", ())
    if value is None or not text:
        return
    page.used[value.name] = count = page.used.get(value.name, 0) + 1
    part = f"{page.part};{value.name}" + (f"={count}" if count > 1 else "")
    if page.length:
        page.pieces.append("\n" * gap)
        page.segments.append(Segment(start=page.length, end=page.length + gap, part=part, source_start=0, source_end=0))
        page.length += gap
    start = page.length
    page.pieces.append(text)
    page.length += len(text)
    for one in segments:
        page.segments.append(
            Segment(
                start=start + one.start,
                end=start + one.end,
                part=part,
                source_start=one.source_start,
                source_end=one.source_end,
            )
        )
    for row in split_rows(text):
        label, rule = _BLANK if row.is_blank else judge(row.text, count_words(row.text))
        page.lines.append(Line(start=start + row.start, end=start + row.end, label=label, rule=rule))


def _visible(value: Value) -> tuple[str, tuple[Segment, ...]]:
    is_markup = value.is_html and value.name in {"title", *_CONTENT, *_SUMMARY}
    if is_markup:
        stream = visible_text(value.text)
        return (stream.text, stream.segments) if stream.text.strip() else ("", ())
    text = value.text.strip()
    place = value.text.find(text)
    return text, (Segment(start=0, end=len(text), part="", source_start=place, source_end=place + len(text)),)


def _metadata(entry: Entry, feed: Feed, origin: Origin) -> Metadata:
    # The sidecar of a feed speaks of the feed: whose it is holds for its entries, title, date and address do not.
    publisher = from_sidecar(origin).publisher or (Meta(value=feed.title, basis="feed title") if feed.title else None)
    title = entry.first("title")
    headline = fold(_visible(title)[0]) if title else ""
    language = _LANGUAGE.match(feed.language)
    return Metadata(
        title=Meta(value=headline, basis="entry title") if headline else None,
        publisher=publisher,
        authors=_authors(entry, publisher.value if publisher else None),
        published=_date(entry, _PUBLISHED),
        updated=_date(entry, _UPDATED),
        url=_address(entry, origin.url or feed.link),
        language=language[1].lower() if language else None,
    )


def _authors(entry: Entry, publisher: str | None) -> tuple[Meta, ...]:
    found: dict[str, Meta] = {}
    for value in entry.values:
        if value.name in _AUTHORS:
            named = parseaddr(fold(value.text))[0] if "@" in value.text else value.text  # RSS: `mail@host (Name)`
            for name in clean_authors([named], publisher):
                found.setdefault(name, Meta(value=name, basis=f"entry {value.name}"))
    return tuple(found.values())


def _date(entry: Entry, names: tuple[str, ...]) -> Meta | None:
    """Read the first of some dates that is one: as in mail (RFC 822) in RSS, RFC 3339 in Atom, either in practice."""
    for value in filter(None, (entry.first(name) for name in names)):
        day = iso_date(value.text) if value.text.strip()[:4].isdigit() else _mail_date(value.text)
        if day:
            return Meta(value=day, basis=f"entry {value.name}")
    return None


def _mail_date(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text.strip()[:80]).isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return iso_date(text)


def _address(entry: Entry, base: str) -> Meta | None:
    value = entry.first("link", "guid")
    if value is None:
        return None
    try:
        address = urljoin(base, value.text.strip())
        scheme = urlsplit(address).scheme
    except ValueError:
        return None
    return Meta(value=address, basis=f"entry {value.name}") if scheme in {"http", "https"} else None
