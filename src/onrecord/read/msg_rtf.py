"""The compressed RTF body of an Outlook message: unpacked (MS-OXRTFCP), then its words with their places in the RTF.

Only what an ordinary RTF reader would show is taken. That suits text and pages that Outlook has wrapped in RTF as well
(MS-OXRTFEX): their tags stand in groups that such a reader leaves out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.read.message_passages import Piece

COMPRESSED = b"LZFu"
STORED = b"MELA"
HEADER_BYTES = 16
WINDOW = 4096
BEGINNING = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"
    b"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the window holds at first (MS-OXRTFCP, section 2.1.2.1)."""

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|"
    r"(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)
_FONT = re.compile(r"\{\\f(\d{1,5})(?:\\(?!fcharset)[a-z]{1,32}-?\d{0,10} ?)*+\\fcharset(\d{1,3})(?!\d)")
_WORDS = {
    **dict.fromkeys(("par", "line", "sect", "page", "row"), "\n"),
    **dict.fromkeys(("tab", "cell"), "\t"),
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
_SYMBOLS = {"~": "\xa0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}", "\r": "\n", "\n": "\n", "\t": "\t"}
_LEFT_OUT = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "filetbl", "listtable", "listoverridetable"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "themedata", "rsidtbl"),
    }
)
_CHARSETS = {
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Code pages by the number that a font table gives (RTF 1.9.1, `\\fcharset`)."""
_WIDE = frozenset({"cp932", "cp949", "gbk", "cp950"})
_NOT_TEXT = re.compile("[\ud800-\udfff]")


class BadRtf(ValueError):
    """Raised when a compressed body is not what it claims to be, by `unpacked`."""


def unpacked(content: bytes, limit: int) -> bytes:
    """Unpack a compressed RTF body; one cut off gives what there is.

    Args:
        content: The property.
        limit: Bytes that it may give.

    Raises:
        BadRtf: It begins with no known header, or gives more than the limit.
    """
    kind = content[8:12]
    if kind == STORED:
        return content[HEADER_BYTES : HEADER_BYTES + int.from_bytes(content[4:8], "little")]
    if kind != COMPRESSED:
        raise BadRtf("its RTF text is packed in no known way")
    found = _inflated(content[HEADER_BYTES:], limit)
    if len(found) > limit:
        raise BadRtf("its RTF text is larger than the limit")
    return found


def _inflated(content: bytes, limit: int) -> bytes:
    """Inflate until the end mark, the end of the bytes, or somewhat past the limit."""
    window = bytearray(BEGINNING.ljust(WINDOW, b"\0"))
    place, position = len(BEGINNING), 0
    found = bytearray()
    while position < len(content) and len(found) <= limit:
        flags = content[position]
        position += 1
        for bit in range(8):
            if not flags >> bit & 1:
                run = content[position : position + 1]
                position += 1
            else:
                code = int.from_bytes(content[position : position + 2], "big")
                position += 2
                if code >> 4 == place or position > len(content):
                    return bytes(found)
                run = _repeated(window, code >> 4, (code & 15) + 2, place)
            for byte in run:
                window[place] = byte
                place = (place + 1) % WINDOW
            found += run
    return bytes(found)


def _repeated(window: bytearray, start: int, count: int, place: int) -> bytes:
    """Copy a run out of the window; it may reach into what it is itself writing."""
    run = bytearray()
    for offset in range(count):
        source = (start + offset) % WINDOW
        ahead = (source - place) % WINDOW
        run.append(run[ahead] if ahead < len(run) else window[source])
    return bytes(run)


@dataclass(frozen=True, slots=True)
class _Group:
    r"""What holds inside a pair of braces.

    Attributes:
        is_left_out: Nothing in it is shown.
        fallback: Characters that stand after `\u` for readers that do not know it.
        encoding: Of escaped bytes.
    """

    is_left_out: bool
    fallback: int
    encoding: str


@dataclass(slots=True)
class _State:
    source: str
    part: str
    fonts: dict[int, str]
    default: str = "cp1252"
    group: _Group = field(default_factory=lambda: _Group(is_left_out=False, fallback=1, encoding=""))
    outer: list[_Group] = field(default_factory=list)
    skip: int = 0
    resume: int = 0
    high: tuple[int, int] | None = None


def rtf_pieces(source: str, part: str) -> Iterator[Piece]:
    """Read the words of an RTF text, each with its place.

    Args:
        source: The RTF, a character for each byte.
        part: What segments call it.
    """
    state = _State(source, part, {int(font): _CHARSETS.get(int(number), "") for font, number in _FONT.findall(source)})
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        position = match.end() if match else position + 1
        if match is None:
            continue
        if match["brace"]:
            _brace(state, match["brace"])
        elif match["hex"] is not None:
            last, piece = _escaped(state, match)
            position = last
            if piece:
                yield piece
        elif piece := _piece(state, match):
            yield piece
        position, state.resume = max(position, state.resume), 0


def _brace(state: _State, brace: str) -> None:
    state.skip = 0
    if brace == "{":
        state.outer.append(state.group)
    elif state.outer:
        state.group = state.outer.pop()


def _piece(state: _State, match: re.Match[str]) -> Piece | None:
    """Give what a token shows; a word that steers takes effect."""
    words: str | None
    if match["text"] is not None:
        skip = min(state.skip, len(match["text"]))
        state.skip -= skip
        start = match.start() + skip
        return None if state.group.is_left_out else Piece(match["text"][skip:], state.part, start, match.end())
    if match["symbol"] is not None:
        if match["symbol"] == "*":
            state.group = replace(state.group, is_left_out=True)
            return None
        words = _SYMBOLS.get(match["symbol"])
    elif match["word"] == "u" and match["number"]:
        words = _unicode(state, match)
    else:
        words = _WORDS.get(match["word"])
        if words is None:
            _steer(state, match["word"], int(match["number"] or 0), match)
    if words is None or state.group.is_left_out:
        return None
    if state.skip and match["word"] != "u":
        state.skip -= 1
        return None
    return Piece(words, state.part, match.start(), match.end())


def _unicode(state: _State, match: re.Match[str]) -> str | None:
    r"""Decode `\uN`; the halves of a character beyond the first plane are joined."""
    state.skip = state.group.fallback
    unit = int(match["number"]) & 0xFFFF
    if 0xD800 <= unit < 0xDC00:
        state.high = (unit, match.start())
        return None
    if 0xDC00 <= unit < 0xE000:
        high, state.high = state.high, None
        return chr(0x10000 + ((high[0] - 0xD800) << 10) + unit - 0xDC00) if high else "\ufffd"
    state.high = None
    return chr(unit)


def _steer(state: _State, word: str, number: int, match: re.Match[str]) -> None:
    if word in _LEFT_OUT:
        state.group = replace(state.group, is_left_out=True)
    elif word == "uc":
        state.group = replace(state.group, fallback=max(0, min(number, 100)))
    elif word == "ansicpg":
        state.default = _known(f"cp{number}")
    elif word == "f":
        state.group = replace(state.group, encoding=state.fonts.get(number, ""))
    elif word == "plain":
        state.group = replace(state.group, encoding="")
    elif word == "bin":
        state.resume = match.end() + max(0, number)


def _known(encoding: str) -> str:
    try:
        b"".decode(encoding)
    except LookupError:
        return "cp1252"
    return encoding


def _escaped(state: _State, first: re.Match[str]) -> tuple[int, Piece | None]:
    """Decode an escaped byte, or the run of them in an encoding of two bytes a character; give where it ends."""
    if state.skip:
        state.skip -= 1
        return first.end(), None
    encoding = state.group.encoding or state.default
    content, end = bytearray.fromhex(first["hex"]), first.end()
    while encoding in _WIDE and (match := _TOKEN.match(state.source, end)) and match["hex"] is not None:
        content += bytearray.fromhex(match["hex"])
        end = match.end()
    if state.group.is_left_out:
        return end, None
    words = _NOT_TEXT.sub("\ufffd", bytes(content).decode(encoding, "replace"))
    return end, Piece(words, state.part, first.start(), end) if words else None
