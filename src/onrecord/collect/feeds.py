"""Feeds (RSS 0.9 to 2.0, Atom) and sitemaps, as lists of pages; nothing else is read from them here."""

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import Any, BinaryIO, Literal, cast
from urllib.parse import urljoin

from lxml import etree

Kind = Literal["feed", "sitemap", "sitemap index"]

ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "RDF": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap index",
}
ENTRIES = frozenset({"item", "entry", "url", "sitemap"})
DATES = ("pubDate", "published", "publication_date", "date", "updated", "lastmod")
BYTES_LIMIT = 50 * 1024 * 1024
ENTRIES_LIMIT = 50_000
"""Both are the limits of sitemaps.org for one sitemap, bytes unpacked."""
START = 1 << 14
"""Bytes in which the first tag must stand."""
CHUNK = 1 << 16
GZIP = b"\x1f\x8b"
MENDABLE = 1024 * 1024
"""Bytes of a listing with mistakes that is read to its end; of a larger one, what stands before the first is read."""
WORDS_LIMIT = 10_000
"""Characters of a link or date, beyond which it is neither."""
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MEND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?:#x[0-9A-Fa-f]+;|#[0-9]+;|(\w{2,32});)?", re.DOTALL
)
_ENTRY = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:item|entry|url|sitemap)[\s>/]")
_CONTROLS = bytes(one for one in range(32) if one not in b"\t\n\r")
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)[\s>/]")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page that a feed or sitemap lists."""

    url: str
    date: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a feed or sitemap lists, newest first; what has no date stands behind, in its order.

    Attributes:
        whole: False when a mistake of markup ended the reading.
    """

    kind: Kind
    links: tuple[Link, ...]
    whole: bool


def read_listing(body: BinaryIO, url: str) -> Listing | None:
    """Read a feed or sitemap, gzipped or not; None when the bytes are something else.

    Mistakes of markup are passed over, as feeds are full of them.

    Args:
        body: Bytes, as sent.
        url: What addresses in it are relative to.

    Raises:
        ValueError: It is one, but larger than sitemaps may be, or its packing is broken.
    """
    stream = io.BufferedReader(cast("io.RawIOBase", body), START)
    packed = stream.peek(2).startswith(GZIP)
    if packed:
        stream = io.BufferedReader(_Unpacked(stream), START)
    try:
        kind = _kind(stream.peek(START))
    except ValueError:
        return None  # some other file that begins like a packed one
    if kind is None:
        return None
    links, whole = _read(stream, url)
    return Listing(kind=kind, links=newest_first(links), whole=whole)


def _kind(start: bytes) -> Kind | None:
    plain = start.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")  # NULs: UTF-16
    tag = _TAG.search(_COMMENT.sub(b"", plain)) if plain.startswith(b"<") else None
    return None if tag is None else ROOTS.get(tag[1].decode("ascii", "replace"))


def newest_first(links: Iterable[Link]) -> tuple[Link, ...]:
    """Order links by date, each address once; what has no date stands behind, in its order."""
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.url, link)
    return tuple(sorted(first.values(), key=lambda link: link.date or _LONG_AGO, reverse=True))


def _read(stream: BinaryIO, url: str) -> tuple[list[Link], bool]:
    """Read links, and say whether they are all."""
    start, reader = bytearray(), _Reader(url)
    parser = _parser(reader, recover=False)
    try:
        for chunk in _chunks(stream):
            start += chunk[: MENDABLE - len(start)]
            parser.feed(chunk)
        parser.close()
    except etree.LxmlError:
        start += stream.read(MENDABLE - len(start))
        if len(start) == MENDABLE or b"\0" in start[:4]:  # UTF-16, which has other ampersands
            return reader.links, False
        return _read_mended(bytes(start), url)
    return reader.links, True


def _parser(reader: "_Reader", *, recover: bool) -> Any:
    """Make a parser that builds no tree, and reads neither entities nor anything outside the file."""
    return etree.XMLParser(
        target=reader, recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > BYTES_LIMIT:
            raise ValueError(f"is larger than the {BYTES_LIMIT // 1024 // 1024} MB that sitemaps may have")
        yield chunk


def _read_mended(content: bytes, url: str) -> tuple[list[Link], bool]:
    """Read a listing with mistakes: first what feeds get wrong most is put right, then libxml2 makes the best of it.

    Without the first step it would drop every `&amp;` behind a mistake, and so change addresses without a word.
    """
    reader = _Reader(url, strict=False)
    parser = _parser(reader, recover=True)
    mended = _MEND.sub(_mended, content.translate(None, _CONTROLS))
    with suppress(etree.LxmlError):  # beyond recovery: a depth or a length that no feed has
        parser.feed(mended)
        parser.close()
    return reader.links, reader.met >= len(_ENTRY.findall(mended))


def _mended(found: re.Match[bytes]) -> bytes:
    """Write a reference so that it survives mistakes: as a number. What is none becomes an ampersand."""
    whole, name = found[0], found[1]
    if not whole.startswith(b"&") or whole.startswith(b"&#"):
        return whole
    characters = html5.get(name.decode() + ";", "") if name else ""
    return "".join(f"&#{ord(one)};" for one in characters).encode() or b"&#38;" + whole[1:]


class _Reader:
    """What the parser tells of a file: of its entries the links and dates are kept, until each ends."""

    def __init__(self, url: str, *, strict: bool = True) -> None:
        self.links: list[Link] = []
        self.met = 0
        self._strict = strict
        self._bases = [url]
        self._words = ""
        self._entry = ""
        self._depth = 0
        self._fields: dict[tuple[str, bool], str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Meet an element."""
        name, here = _local(tag), self._bases[-1]
        self._bases.append(_joined(here, attributes[_BASE]) if _BASE in attributes else here)
        self._words = ""
        if name in ENTRIES:  # never one inside another, unless a tag was left open
            self._finish()
            self.met += 1
            self._entry, self._depth, self._fields = name, 0, {}
        elif self._entry:
            self._depth += 1
        if name == "link" and attributes.get("rel", "alternate") == "alternate":
            self._take("link", _joined(self._bases[-1], attributes.get("href", "").strip()))
        if name == "guid" and attributes.get("isPermaLink") == "false":
            self._take("guid", "none")

    def data(self, words: str) -> None:
        """Meet text."""
        if self._entry and len(self._words) < WORDS_LIMIT:
            self._words += words

    def end(self, tag: str) -> None:
        """Leave an element."""
        base, words = self._bases.pop(), self._words.strip()
        self._words = ""
        if self._entry and self._depth == 0:
            self._finish()
        elif self._entry:
            name = _local(tag)
            self._take(name, _joined(base, words) if name in {"link", "loc"} else words)
            self._depth -= 1

    def close(self) -> None:
        """Come to the end of the file."""
        self._finish()

    def _finish(self) -> None:
        if self._entry and len(self.links) < ENTRIES_LIMIT and (link := self._link()) is not None:
            self.links.append(link)
        self._entry = ""

    def _take(self, name: str, value: str) -> None:
        if value:
            self._fields.setdefault((name, self._depth == 1), value)

    def _link(self) -> Link | None:
        """Make a link of an entry; what stands in it directly goes before what stands deeper."""
        own = {name: value for (name, direct), value in self._fields.items() if direct or not self._strict}
        if self._entry in {"url", "sitemap"}:
            url = own.get("loc", "")
        else:
            guid = own.get("guid", "")
            url = own.get("link", guid if guid.startswith(("http:", "https:")) else "")
        fields = {**{name: value for (name, _), value in self._fields.items()}, **own}
        dates = (_date(fields[name]) for name in DATES if name in fields)
        date = next((one for one in dates if one is not None), None)
        return Link(url=url, date=date) if url else None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target) if target else ""
    except ValueError:  # brackets that hold no IPv6 number
        return ""


def _date(written: str) -> datetime | None:
    """Read a date as feeds (RFC 822) and sitemaps (a part of ISO 8601) write them; without a zone it is UTC."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(written)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, TypeError, OverflowError):
            continue
    return None


class _Unpacked(io.RawIOBase):
    """Unpacks a gzipped stream piece by piece, never more than is asked for.

    Raises:
        ValueError: It cannot be unpacked; from reading.
    """

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        self._packed = packed
        self._inflate = zlib.decompressobj(wbits=31)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the buffer type is typeshed's own
        while not self._inflate.eof:
            more = self._inflate.unconsumed_tail or self._packed.read(CHUNK)
            if not more:
                raise ValueError("is packed and cut off")
            try:
                content = self._inflate.decompress(more, len(buffer))
            except zlib.error as error:
                raise ValueError("is packed and damaged") from error
            if content:
                buffer[: len(content)] = content
                return len(content)
        return 0
