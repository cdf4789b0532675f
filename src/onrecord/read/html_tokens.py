"""HTML cut into text, tags and raw text, each with its place in the source; linear in time for any input.

The rules are those of the HTML standard's tokenizer (section 13.2.5) with two kindnesses, so that no article text is
lost: an unclosed comment or quotation mark ends at the next `>` instead of swallowing the rest of the page. The standard
library's `html.parser` is not used: it needs quadratic time on unclosed tags (measured: 38 s for 60 kB of `<a `), and
its text changed between patch releases of Python, while a document's text may never change on its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal, NamedTuple

Kind = Literal["text", "start", "end", "raw"]

RAW_TEXT = frozenset({"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "noscript", "xmp"})
"""Elements whose content holds no tags; `noscript` is one for every reader that runs scripts, as people's browsers do."""

_NAME = re.compile(r"[a-zA-Z][^\s/>\0]*+")
# Possessive throughout: nothing is tried twice. Quotation marks count only after an equals sign, as in the standard.
_REST = r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>"
_TEXT_AND_TAG = re.compile(rf"([^<]*+)<(/?)([a-zA-Z][^\s/>\0]*+){_REST}")
_QUOTED_REST = re.compile(_REST)
_ATTRIBUTE = re.compile(r"([^\s/>=\"'][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']*+)))?+")
_KNOWN_TAG = re.compile(
    r"/?(?:a|abbr|article|aside|b|body|br|button|div|em|figure|footer|form|h[1-6]|head|header|html|i|iframe|img|input|li|"
    r"link|main|meta|nav|ol|option|p|path|script|section|select|small|span|strong|style|svg|table|t[dhr]|u|ul|video)\b",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A piece of the source; a tuple, because pages have thousands and a dataclass takes three times as long to make.

    Attributes:
        kind: `text`, a `start` or `end` tag, or `raw`: the content of a script, title and the like.
        name: Of the element, lower case; empty for text.
        start, end: Code points of the source, half-open; for a tag from `<` to after `>`.
    """

    kind: Kind
    name: str
    start: int
    end: int


def attributes(source: str, token: Token) -> dict[str, str]:
    """Read the attributes of a start tag, names in lower case, character references resolved; the first of a name wins."""
    inner = source[token.start + 1 + len(token.name) : token.end - 1]
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(inner):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


@dataclass(slots=True)
class _Scan:
    """What is known about the rest of the source, so that no search is made twice in vain."""

    source: str
    last_close: int
    last_comment_end: int
    quotes_close: bool = True


def tokens(source: str) -> Iterator[Token]:
    """Cut HTML into tokens, in order; comments, declarations and processing instructions are left out."""
    scan = _Scan(source, source.rfind(">"), source.rfind("-->"))
    start = position = 0
    while True:
        # Nearly all of a page is text and whole tags, which one match takes; the rest goes the long way.
        match = (
            _TEXT_AND_TAG.match(source, start) if start == position <= scan.last_close and scan.quotes_close else None
        )
        if match is not None:
            position, closing, name, end = match.end(1), match[2], match[3].lower(), match.end()
        else:
            position = source.find("<", position)
            if position < 0:
                break
            end, name = _markup(scan, position)
            closing = "/" if source.startswith("/", position + 1) else ""
            if end < 0:
                position += 1
                continue
        if start < position:
            yield Token("text", "", start, position)
        if closing and name:
            yield Token("end", name, position, end)
        elif name:
            yield Token("start", name, position, end)
            if name in RAW_TEXT and not (name == "title" and source[end - 2] == "/"):
                content_end = _raw_end(source, name, end)
                yield Token("raw", name, end, content_end)
                end = content_end
        start = position = end
    if start < len(source):
        yield Token("text", "", start, len(source))


def _markup(scan: _Scan, position: int) -> tuple[int, str]:
    """Give the end of the markup at a `<` and the name of its tag; -1 when the `<` is text."""
    source = scan.source
    mark = source[position + 1 : position + 2]
    if mark.isascii() and (mark.isalpha() or mark == "/"):
        return _tag(scan, position)
    if mark not in {"!", "?"} or position > scan.last_close:
        return -1, ""
    if source.startswith("<!--", position):
        if source.startswith((">", "->"), position + 4):
            return source.index(">", position) + 1, ""
        if scan.last_comment_end >= position + 4:
            return source.index("-->", position + 4) + 3, ""
    return source.index(">", position) + 1, ""


def _tag(scan: _Scan, position: int) -> tuple[int, str]:
    source = scan.source
    closing = source[position + 1] == "/"
    name = _NAME.match(source, position + 1 + closing)
    if position > scan.last_close:  # the file is cut off inside a tag, or this is a "less than" in its last words
        return (len(source), "") if _KNOWN_TAG.match(source, position + 1) else (-1, "")
    if name is None:  # "</" and no letter: a comment by the standard
        return source.index(">", position) + 1, ""
    if scan.quotes_close:
        rest = _QUOTED_REST.match(source, name.end())
        if rest is not None:
            return rest.end(), name[0].lower()
        # From here to the end of the file a quotation mark stays open; looking again at every tag would be quadratic.
        scan.quotes_close = False
    return source.index(">", name.end()) + 1 if name.end() <= scan.last_close else len(source), name[0].lower()


def _raw_end(source: str, name: str, start: int) -> int:
    """Find the end tag of a raw text element; without one it reaches to the end of the file, as in a browser."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, start)
    return len(source) if found is None else found.start()
