"""RSS (0.9 to 2.0) and Atom as XML: which elements an entry has, and their decoded text.

Entities that the file declares are refused and nothing outside it is fetched. The names of HTML (`&nbsp;`), which XML
does not know but feeds use, stand for their characters.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Literal
from xml.parsers import expat

ATOM = "http://www.w3.org/2005/Atom"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
_PREFIXES = {
    **dict.fromkeys(("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", ATOM), ""),
    "http://purl.org/atom/ns#": "",  # Atom 0.3
    "http://backend.userland.com/rss2": "",
    _DC: "dc:",
    _TERMS: "dcterms:",
    _CONTENT: "content:",
}
"""Namespaces that are read, each with the prefix it is shown by; `media:title` and the like are no titles."""
FIELDS = frozenset(
    {
        *(
            "title",
            "link",
            "guid",
            "author",
            "dc:creator",
            "pubDate",
            "published",
            "issued",
            "dc:date",
            "dcterms:issued",
        ),
        *("updated", "modified", "dcterms:modified", "description", "summary", "content:encoded", "content"),
    }
)
_NO_TEXT = re.compile(r"(?!text/)(?!.*(?:ht|x)ml)[^/]+/", re.IGNORECASE)
"""Atom's `type` of content that is no text but a file in base 64."""
_PREFIXED = re.compile(r"(</?)(xhtml:|html:|xh:|h:)([a-zA-Z][a-zA-Z0-9]*+)")
"""Tags of XHTML with the prefixes in use."""
_TAG_ENDS = re.compile(rb"[\"'>]")

Kind = Literal["feed", "sitemap", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """An element of an entry.

    Attributes:
        name: Its name, with the usual prefix: `title`, `content:encoded`, `dc:date`.
        text: Its characters once decoded; where it holds elements, its inner markup as it stands.
        is_html: Its text is HTML.
    """

    name: str
    text: str
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its elements in their order, of those in `FIELDS`."""

    values: tuple[Value, ...]

    def first(self, *names: str) -> Value | None:
        """Give the first element that is not blank, by the first name that has one."""
        return next((one for name in names for one in self.values if one.name == name and one.text.strip()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed.

    Attributes:
        kind: `sitemap` for lists of addresses.
        fault: Why the reading ended before the end of the file; empty when it did not.
    """

    kind: Kind
    title: str
    language: str
    link: str
    entries: tuple[Entry, ...]
    fault: str


@dataclass(slots=True)
class _Element:
    """An element that is being read.

    Attributes:
        start: Byte of the source after its start tag.
        type: Atom's `type` attribute.
    """

    name: str
    depth: int
    start: int
    type: str
    pieces: list[str] = field(default_factory=list)
    is_mixed: bool = False


@dataclass(slots=True)
class _State:
    source: bytes
    limit: int
    kind: Kind | None = None
    is_atom: bool = False
    depth: int = 0
    channel: int = 0
    entry: int = 0
    element: _Element | None = None
    values: list[Value] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)


class _Refused(Exception):
    """Raised from a handler when the file is not read on."""


def parse(text: str, limit: int) -> Feed:
    """Read a feed.

    Args:
        text: The XML, decoded; what it declares of its encoding is not looked at.
        limit: Entries after which reading ends.
    """
    state = _State(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), limit)
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.UseForeignDTD(True)  # an unknown name is skipped then, and is no error
    parser.ExternalEntityRefHandler = _do_not_fetch
    parser.EntityDeclHandler = _refuse_entities
    parser.StartElementHandler = _starting(state, parser)
    parser.EndElementHandler = _ending(state, parser)
    parser.CharacterDataHandler = lambda data: _add(state, data)
    parser.SkippedEntityHandler = lambda name, _is_parameter: _add(state, unescape(f"&{name};"))
    fault = ""
    try:
        parser.Parse(state.source, True)
    except expat.ExpatError as error:
        fault = f"is not well-formed in line {error.lineno} ({expat.ErrorString(error.code)})"
    except _Refused as refused:
        fault = str(refused)
    about = state.about
    return Feed(
        kind=state.kind or "other",
        title=about.get("title", ""),
        language=about.get("language", ""),
        link=about.get("link", ""),
        entries=tuple(state.entries),
        fault=fault,
    )


def _do_not_fetch(*_reference: str | None) -> int:
    return 1


def _refuse_entities(name: str, *_declaration: object) -> None:
    raise _Refused(f"declares entities of its own ({name[:40]!r}), as XML bombs do, and was not read from there on")


def _shown(name: str) -> str | None:
    """Write a name with the usual prefix; None in a namespace that is not read."""
    space, _, local = name.rpartition(" ")
    prefix = _PREFIXES.get(space)
    return None if prefix is None else prefix + local


def _starting(state: _State, parser: expat.XMLParserType) -> Callable[[str, dict[str, str]], None]:
    def start(name: str, attributes: dict[str, str]) -> None:
        state.depth += 1
        if state.element is not None:
            _start_inside(state, state.element, name)
            return
        shown = _shown(name)
        if state.depth == 1:
            _start_root(state, name, attributes)
        elif shown in {"item", "entry"} and not state.entry and state.kind == "feed":
            state.entry, state.values = state.depth, []
        elif state.entry and state.depth == state.entry + 1 and shown in FIELDS:
            _start_field(state, shown, attributes, parser.CurrentByteIndex)
        elif shown == "channel" and state.depth == 2:
            state.channel = state.depth
        elif not state.entry and state.depth == state.channel + 1 and shown in {"title", "language", "link"}:
            _start_field(state, shown, attributes, parser.CurrentByteIndex)

    return start


def _start_root(state: _State, name: str, attributes: dict[str, str]) -> None:
    local = name.rpartition(" ")[2]
    kinds: dict[str, Kind] = {
        "rss": "feed",
        "RDF": "feed",
        "feed": "feed",
        "urlset": "sitemap",
        "sitemapindex": "sitemap",
    }
    state.kind = kinds.get(local, "other")
    if state.kind != "feed":
        raise _Refused("")
    state.is_atom = local == "feed"
    state.channel = 1 if state.is_atom else 0
    if language := attributes.get(_LANGUAGE):
        state.about["language"] = language


def _start_field(state: _State, name: str, attributes: dict[str, str], place: int) -> None:
    if name == "link" and attributes.get("href"):
        if attributes.get("rel", "alternate") == "alternate":
            _keep(state, Value(name="link", text=attributes["href"]))
        return
    if name == "content" and _NO_TEXT.match(attributes.get("type", "")):
        return
    if name == "guid" and attributes.get("isPermaLink", "true").lower() == "false":
        return
    kind = attributes.get("type", "text") if state.is_atom else "html"
    state.element = _Element(name, state.depth, _tag_end(state.source, place), kind)


def _tag_end(source: bytes, place: int) -> int:
    """Find where a start tag ends; the parser has read it, so its quotation marks are closed."""
    while match := _TAG_ENDS.search(source, place):
        if match[0] == b">":
            return match.end()
        place = source.find(match[0], match.end()) + 1
        if not place:
            break
    return len(source)


def _start_inside(state: _State, element: _Element, name: str) -> None:
    if element.name == "author" and state.depth == element.depth + 1 and _shown(name) == "name":
        # Of a person in Atom the name is what counts; the element around it is forgotten.
        state.element = _Element("author", state.depth, element.start, "text")
    else:
        element.is_mixed = True


def _add(state: _State, data: str) -> None:
    if state.element is not None:
        state.element.pieces.append(data)


def _ending(state: _State, parser: expat.XMLParserType) -> Callable[[str], None]:
    def end(_name: str) -> None:
        element = state.element
        if element is not None and state.depth == element.depth:
            state.element = None
            _end_field(state, element, parser.CurrentByteIndex)
        elif state.entry == state.depth:
            state.entry = 0
            state.entries.append(Entry(tuple(state.values)))
            if len(state.entries) >= state.limit:
                raise _Refused(f"has more than {state.limit:,} entries; the rest was left out")
        elif state.channel == state.depth and state.depth == 2:
            state.channel = 0
        state.depth -= 1

    return end


def _end_field(state: _State, element: _Element, place: int) -> None:
    if element.is_mixed and element.name == "author":
        return  # an address without a name
    text = "".join(element.pieces)
    is_html = element.type not in {"text", "text/plain"}
    if element.is_mixed:
        markup = state.source[element.start : place].decode("utf-8", "replace")
        text, is_html = _PREFIXED.sub(_without_prefix, markup), True
    _keep(state, Value(name=element.name, text=text, is_html=is_html))


def _without_prefix(tag: re.Match[str]) -> str:
    """Take the prefix off a tag and leave all else in its place."""
    return tag[1] + tag[3] + " " * len(tag[2])


def _keep(state: _State, value: Value) -> None:
    if state.entry:
        state.values.append(value)
    else:
        state.about.setdefault(value.name, " ".join(value.text.split()))
