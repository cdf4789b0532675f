"""The visible text of an HTML page, each character mapped to its place in the decoded source.

White space folds as in a browser, blocks end lines, paragraphs stand apart. What no reader sees is left out: scripts,
templates, drawings, form lists, and elements hidden by `hidden` or an inline style. A page whose larger part is hidden
is one that its own script shows, and is read as if nothing were hidden.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from math import inf

from onrecord.model.evidence import Segment
from onrecord.read.html_elements import (
    BREAKING,
    CELLS,
    DECLARING,
    ENDED_BY,
    ENDING,
    LEFT_BY_BLOCKS,
    LINES,
    PARAGRAPHS,
    SKIPPED,
    VOID,
)
from onrecord.read.html_tokens import Token, attributes, tokens

_PIECE = re.compile(
    r"(?P<words>[^&\s\0]++(?: [^&\s\0]++)*+)|(?P<space>[ \t\n\r\f]++)|(?P<nul>\0++)"
    r"|(?P<reference>&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]{1,31};?))|(?P<other>.)",
    re.DOTALL,
)
_PRE_PIECE = re.compile(
    r"(?P<words>[^&\0]++)|(?P<nul>\0++)"
    r"|(?P<reference>&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]{1,31};?))|(?P<other>.)",
    re.DOTALL,
)
_WHITE = " \t\n\r\f"
_LONG_TAG = 10_000
_DECLARATIONS = 20_000
"""Tags of a page that are kept for what they may say about it: memory stays bounded for a page of nothing else."""
_MAY_HIDE = re.compile(r"hidden|display", re.IGNORECASE)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stream:
    """A page's visible text.

    Attributes:
        segments: Cover the text without gaps, part ``; a verbatim one has equal lengths.
        headings: `(start, end)` of every `h1`, code points of the text.
        linked: How many characters stand inside links.
        depth: How many elements were open at once, at most.
        attributes: How many a tag has, at most; counted in tags of over 10,000 characters only.
        declarations: Tags and contents of elements in which a page says things about itself, in order; the first 20,000.
    """

    text: str
    segments: tuple[Segment, ...]
    headings: tuple[tuple[int, int], ...]
    linked: int
    depth: int
    attributes: int
    declarations: tuple[Token, ...]


@dataclass(slots=True)
class _Builder:
    """The text so far and where the next character goes.

    Attributes:
        gap: Line breaks owed before the next character: 0 to 2.
        space: Place in the source of white space owed before the next character.
        segments: As in `Segment`: start, end, start in the source, end in the source.
        open: Names of the open elements, outermost first; `counts` holds the same as numbers.
        skip: How deep the stack was when a left-out element began; 0 while text is taken.
        hints: Places in the source of words that may hide an element; `hint` is the next one not passed.
    """

    source: str
    keep_hidden: bool
    parts: list[str] = field(default_factory=list)
    length: int = 0
    segments: list[tuple[int, int, int, int]] = field(default_factory=list)
    gap: int = 0
    space: tuple[int, int] | None = None
    tab: bool = False
    open: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    depth: int = 0
    attributes: int = 0
    declarations: list[Token] = field(default_factory=list)
    skip: int = 0
    skip_is_hidden: bool = False
    hints: Iterator[int] = field(default_factory=lambda: iter(()))
    hint: float = -1
    hidden: int = 0
    linked: int = 0
    headings: list[tuple[int, int]] = field(default_factory=list)
    heading: int = -1


def visible_text(source: str) -> Stream:
    """Read the visible text of a page."""
    builder = _build(source, keep_hidden=False)
    if builder.hidden > builder.length:
        builder = _build(source, keep_hidden=True)
    text = "".join(builder.parts)
    return Stream(
        text=text,
        segments=tuple(
            Segment(start=start, end=end, part="", source_start=low, source_end=high)
            for start, end, low, high in builder.segments
        ),
        headings=tuple(_trim(text, start, end) for start, end in builder.headings),
        linked=builder.linked,
        depth=builder.depth,
        attributes=builder.attributes,
        declarations=tuple(builder.declarations),
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end


def _build(source: str, *, keep_hidden: bool) -> _Builder:
    builder = _Builder(source, keep_hidden, hints=iter(() if keep_hidden else _hints(source)))
    counts = builder.counts
    for token in tokens(source):
        kind, name, start, end = token
        if kind == "text":
            if source[start:end].strip(_WHITE) or counts.get("pre") or counts.get("listing"):
                _take_text(builder, token)
            elif builder.space is None and not builder.skip:
                builder.space = (start, end)
            continue
        if name in DECLARING and kind != "end" and len(builder.declarations) < _DECLARATIONS:
            builder.declarations.append(token)
        if kind == "start":
            if end - start > _LONG_TAG:
                builder.attributes = max(builder.attributes, len(attributes(source, token)))
            _open(builder, token)
        elif kind == "end":
            _close(builder, name)
        elif name == "xmp" and not builder.skip:
            _take_pieces(builder, token, _PRE_PIECE)
    _end_heading(builder)
    return builder


def _open(builder: _Builder, token: Token) -> None:
    name = token.name
    if name in ENDING and builder.open:
        _end_implied(builder, name)
    if name in BREAKING and not builder.skip:
        _break(builder, name)
    if name in VOID or (name == "svg" and builder.source[token.end - 2] == "/"):
        return
    builder.open.append(name)
    builder.counts[name] = builder.counts.get(name, 0) + 1
    depth = len(builder.open)
    builder.depth = max(depth, builder.depth)
    if builder.skip:
        return
    if name in SKIPPED:
        builder.skip, builder.skip_is_hidden = depth, False
    elif not builder.keep_hidden and name not in {"html", "body"} and _is_hidden(builder, token):
        builder.skip, builder.skip_is_hidden = depth, True
    elif name == "h1" and builder.heading < 0:
        builder.heading = builder.length


def _end_implied(builder: _Builder, name: str) -> None:
    """End the elements that a start tag ends without an end tag; some element is open."""
    innermost = builder.open[-1]
    if innermost in ENDED_BY.get(name, ()) or (innermost == "p" and (name in PARAGRAPHS or name == "div")):
        _pop(builder)
    if builder.skip and name in PARAGRAPHS and not builder.counts.get("foreignobject"):
        outermost = builder.open[builder.skip - 1]
        if outermost in LEFT_BY_BLOCKS:
            _close(builder, outermost)


def _close(builder: _Builder, name: str) -> None:
    if name in BREAKING and not builder.skip:
        _break(builder, name)
    if builder.counts.get(name):
        while _pop(builder) != name:
            pass


def _pop(builder: _Builder) -> str:
    name = builder.open.pop()
    builder.counts[name] -= 1
    if len(builder.open) < builder.skip:
        builder.skip = 0
        _break(builder, name)
    if name == "h1" and not builder.counts["h1"]:
        _end_heading(builder)
    return name


def _end_heading(builder: _Builder) -> None:
    if 0 <= builder.heading < builder.length:
        builder.headings.append((builder.heading, builder.length))
    builder.heading = -1


def _break(builder: _Builder, name: str) -> None:
    """Owe the line breaks that an element brings at its start and at its end."""
    if name in PARAGRAPHS:
        builder.gap, builder.space, builder.tab = 2, None, False
    elif name in LINES:
        builder.gap, builder.space, builder.tab = max(1, builder.gap), None, False
    elif name in CELLS:
        builder.tab = builder.gap == 0
    elif name == "br":
        builder.gap, builder.space = min(2, builder.gap + 1), None


def _hints(source: str) -> list[int]:
    """List the places of words without which no element is hidden; pages have few of them and many tags."""
    lower = source.lower()
    if len(lower) != len(source):  # a letter that has two in lower case moves all places behind it
        return [match.start() for match in _MAY_HIDE.finditer(source)]
    found: list[int] = []
    for word in ("hidden", "display"):
        place = lower.find(word)
        while place >= 0:
            found.append(place)
            place = lower.find(word, place + 1)
    return sorted(found)


def _is_hidden(builder: _Builder, token: Token) -> bool:
    while builder.hint < token.start:
        builder.hint = next(builder.hints, inf)
    if builder.hint >= token.end:
        return False
    found = attributes(builder.source, token)
    if "hidden" in found and found["hidden"].lower() != "until-found":
        return True
    return _HIDING_STYLE.search(found.get("style", "")) is not None


def _take_text(builder: _Builder, token: Token) -> None:
    if builder.skip:
        if builder.skip_is_hidden:
            builder.hidden += len(builder.source[token.start : token.end].strip())
        return
    before = builder.length
    counts = builder.counts
    if counts.get("pre") or counts.get("listing"):
        _take_pieces(builder, token, _PRE_PIECE)
    else:
        _take_pieces(builder, token, _PIECE)
    if counts.get("a"):
        builder.linked += builder.length - before


def _take_pieces(builder: _Builder, token: Token, pattern: re.Pattern[str]) -> None:
    for match in pattern.finditer(builder.source, token.start, token.end):
        if match.lastgroup == "space":
            if builder.space is None:
                builder.space = match.span()
        elif match.lastgroup == "reference":
            _take_reference(builder, match, is_pre=pattern is _PRE_PIECE)
        elif match.lastgroup != "nul":  # the standard drops NULs from a page's text
            _put(builder, match[0], match.start(), match.end())


def _take_reference(builder: _Builder, match: re.Match[str], *, is_pre: bool) -> None:
    text = unescape(match[0])
    if text in {" ", "\t", "\n", "\r", "\f"} and not is_pre:
        builder.space = builder.space or match.span()
    elif text:
        _put(builder, text, match.start(), match.end())


def _put(builder: _Builder, text: str, start: int, end: int) -> None:
    """Add characters after whatever is owed before them."""
    if builder.length:
        if builder.gap:
            _append(builder, "\n" * builder.gap, start, start)
        elif builder.tab:
            _append(builder, "\t", start, start)
        elif builder.space is not None:
            low, high = builder.space
            # A lone line break or tab has the length of the space it becomes and is not verbatim: it counts as put in.
            folded_one = high - low == 1 and builder.source[low] != " "
            _append(builder, " ", low, low if folded_one else high)
    builder.gap, builder.space, builder.tab = 0, None, False
    _append(builder, text, start, end)


def _append(builder: _Builder, text: str, start: int, end: int) -> None:
    at, after = builder.length, builder.length + len(text)
    builder.parts.append(text)
    builder.length = after
    if builder.segments and end - start == len(text):
        first, last, low, high = builder.segments[-1]
        if high == start and last - first == high - low:
            builder.segments[-1] = (first, after, low, end)
            return
    builder.segments.append((at, after, start, end))
