"""The state of an RTF file being read, and how its characters reach the passages."""

import re
from dataclasses import dataclass, field

from onrecord.read.office_passages import (
    HIDDEN,
    Change,
    Passage,
    Story,
    begin_table,
    end_paragraph,
    end_table,
    put,
    said_by,
)
from onrecord.read.rtf_characters import WESTERN, characters, longest

TOKEN = re.compile(
    r"(?P<text>[^\\{}\r\n\0]++)|(?P<nothing>[\r\n\0]++)|(?P<open>\{)|(?P<close>\})|(?P<hex>\\'[0-9a-fA-F]{2})"
    r"|(?P<word>\\([a-zA-Z]{1,32}+)(-?[0-9]{1,10}+)? ?)|(?P<symbol>\\[^a-zA-Z]?)",
    re.DOTALL,
)


PIECES_LIMIT = 1_000_000
"""Runs of text that are read: each takes up to a kilobyte of memory, whatever it says."""
TIMES = {"yr": 4, "mo": 2, "dy": 2, "hr": 2, "min": 2}
"""Words of a date in the file's properties, with their digits."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a group inherits and forgets at its end.

    Attributes:
        target: What its text is: `text`, `left out`, or what `_KEPT` says.
        outer: What the text of the group around a pair of forms (`upr`) is.
        encoding: Of the font; empty for the file's own.
        fallback: Characters after a Unicode one for programs that know none.
        style, level: Paragraph style; outline level from 0, 9 for text.
    """

    target: str = "text"
    outer: str = "text"
    encoding: str = ""
    fallback: int = 1
    style: int = 0
    level: int = 9
    in_table: bool = False
    is_hidden: bool = False
    inserted: bool = False
    deleted: bool = False
    author: int = 0
    when: int = 0
    deleted_author: int = 0
    deleted_when: int = 0


@dataclass(slots=True)
class Flow:
    """An open story and the number of groups around it."""

    story: Story
    target: list[Passage]
    depth: int


@dataclass(slots=True)
class RtfText:
    """What an RTF file holds.

    Attributes:
        info: `title`, `author` and, as an ISO date-time, `revtim`, each as far as it is given.
        fault: Why it was not read to its end, empty when it was.
    """

    main: list[Passage] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    comments: list[Passage] = field(default_factory=list)
    margins: list[Passage] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def passages(self) -> list[Passage]:
        """All of them, in the order they are read."""
        return [*self.main, *self.notes, *self.comments, *self.margins]


@dataclass(slots=True)
class Walk:
    r"""Where the reading is.

    Attributes:
        content, source: The bytes, and the same as Windows-1252: a character for each byte.
        position: The next byte.
        groups: What to go back to at the end of each open group.
        is_ignorable: `\*` came right before.
        held: Bytes of a character that is not whole yet, and where they begin and end.
        words: Text of a destination that is no story.
        pieces: Runs of text so far.
        entry: Number of the font or style being described; `entry_level` its outline level.
    """

    content: bytes
    source: str
    found: RtfText = field(default_factory=RtfText)
    position: int = 0
    format: Format = field(default_factory=Format)
    groups: list[Format] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    is_ignorable: bool = False
    held: tuple[bytes, int, int] = (b"", 0, 0)
    words: list[str] = field(default_factory=list)
    encoding: str = WESTERN
    fonts: dict[int, str] = field(default_factory=dict)
    default_font: int = 0
    headings: dict[int, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    entry: int = 0
    entry_level: int = 9
    comment_author: str = ""
    times: dict[str, int] = field(default_factory=dict)
    notes: int = 0
    pieces: int = 0

    @property
    def story(self) -> Story:
        """The innermost open story."""
        return self.flows[-1].story


def take_text(walk: Walk, match: re.Match[str]) -> None:
    """Take characters as they stand."""
    walk.is_ignorable = False
    encoding = walk.format.encoding or walk.encoding
    text, start = match[0], match.start()
    if not walk.held[0] and (encoding == WESTERN or text.isascii()):
        put_text(walk, text, start, match.end())
        return
    for place in range(start, match.end()):
        _take_byte(walk, walk.content[place : place + 1], place, place + 1)


def take_hex(walk: Walk, match: re.Match[str]) -> None:
    r"""Take a byte written as `\'92`."""
    walk.is_ignorable = False
    _take_byte(walk, bytes.fromhex(match[0][2:]), match.start(), match.end())


def _take_byte(walk: Walk, byte: bytes, start: int, end: int) -> None:
    """Take a byte as a character, or as a part of one that needs more."""
    encoding = walk.format.encoding or walk.encoding
    before, first, _ = walk.held
    content, first = before + byte, first if before else start
    text = characters(content, encoding)
    if text is None and len(content) < longest(encoding):
        walk.held = (content, first, end)
        return
    walk.held = (b"", 0, 0)
    if text is None:  # no character of this encoding: each byte for itself
        text = characters(content, WESTERN) or ""
    is_same = walk.source[first:end] == text
    # A lone byte has the length of its character; where that is not what the source shows, it counts as put in.
    put_text(walk, text, first, end if is_same or end - first != len(text) else first)


def flush(walk: Walk) -> None:
    """Give up waiting for the rest of a character: take its bytes one by one."""
    content, start, end = walk.held
    if content:
        walk.held = (b"", 0, 0)
        put_text(walk, characters(content, WESTERN) or "", start, end if end - start > len(content) else start)


def put_text(walk: Walk, text: str, start: int, end: int) -> None:
    """Add characters to whatever the group's text is."""
    target = walk.format.target
    walk.pieces += 1
    if walk.pieces > PIECES_LIMIT:
        walk.found.fault = f"it has more than {PIECES_LIMIT:,} pieces of text"
    if target == "text":
        if not walk.story.pieces:
            _enter_or_leave_table(walk)
        put(walk.story, text, start, end, _change(walk))
    elif target not in {"left out", "frame", "fonts", "info"}:
        walk.words.append(text)


def _enter_or_leave_table(walk: Walk) -> None:
    if walk.format.in_table and not walk.story.tables:
        begin_table(walk.story)
    elif walk.story.tables and not walk.format.in_table:
        end_table(walk.story)


def _change(walk: Walk) -> Change | None:
    now = walk.format
    if now.deleted:
        return Change(_by(walk, "deleted", now.deleted_author, now.deleted_when), is_shown=False)
    if now.is_hidden:
        return HIDDEN
    return Change(_by(walk, "inserted", now.author, now.when), is_shown=True) if now.inserted else None


def _by(walk: Walk, what: str, author: int, when: int) -> str:
    name = walk.authors[author] if 0 <= author < len(walk.authors) else ""
    return said_by(what, name, date_time(when))


def date_time(value: int) -> str:
    """Read a date and time packed into 32 bits (`revdttm`): minute, hour, day, month and year from the lowest; ISO 8601."""
    minute, hour, day, month = value & 63, value >> 6 & 31, value >> 11 & 31, value >> 16 & 15
    year = 1900 + (value >> 20 & 511)
    return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}" if month and day else ""


def take_unicode(walk: Walk, number: int, start: int) -> None:
    r"""Take `\uN` with what stands after it for programs without Unicode; two halves make one character."""
    code = number % 65_536
    _skip_fallback(walk)
    if 0xD800 <= code < 0xDC00:
        match = TOKEN.match(walk.source, walk.position)
        low = int(match[8] or 0) % 65_536 if match and match[7] == "u" else 0
        if match and 0xDC00 <= low < 0xE000:
            walk.position = match.end()
            _skip_fallback(walk)
            code = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00
    if code:
        put_text(walk, "\ufffd" if 0xD800 <= code < 0xE000 else chr(code), start, walk.position)


def _skip_fallback(walk: Walk) -> None:
    left = walk.format.fallback
    while left > 0:
        match = TOKEN.match(walk.source, walk.position)
        if match is None or match.lastgroup in {"open", "close"} or match[7] in {"u", "bin", "par"}:
            return
        taken = min(left, len(match[0])) if match.lastgroup == "text" else len(match[0])
        walk.position += taken
        left -= taken if match.lastgroup == "text" else 0 if match.lastgroup == "nothing" else 1


def close_paragraph(walk: Walk) -> None:
    """End the paragraph, with what its style makes of it."""
    if walk.format.target != "text":
        return
    now = walk.format
    walk.story.heading = walk.headings.get(now.style, "") or outline_heading(now.level)
    end_paragraph(walk.story)


def outline_heading(level: int) -> str:
    """Name the heading of an outline level, which counts from 0; 9 is text."""
    return f"heading {level + 1}" if 0 <= level < 9 else ""
