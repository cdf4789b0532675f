"""One Outlook message taken apart: header lines, the best of its bodies, who sent it and when."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes

from onrecord.model.evidence import Meta
from onrecord.read.decode import decode, windows_1252
from onrecord.read.mail_bodies import excess
from onrecord.read.mail_message import HEADERS, MALFORMED, Entity, iso_moment, names_in, raw_headers
from onrecord.read.message_passages import Piece, unbroken, verbatim
from onrecord.read.metadata import fold
from onrecord.read.msg_rtf import BadRtf, unpacked
from onrecord.read.msg_storage import (
    INTERNET_CODE_PAGE,
    MESSAGE_CODE_PAGE,
    Storage,
    Text,
    binary,
    encoding_of,
    fixed_properties,
    longest,
    moment,
    part_of,
    text,
)
from onrecord.read.office_passages import Composed, Story, compose
from onrecord.read.rtf_story import read_rtf

CLASS, TRANSPORT_HEADERS = 0x001A, 0x007D
SENDER_NAMES, SENDER_ADDRESSES = (0x0042, 0x0C1A), (0x5D02, 0x5D01, 0x0065, 0x0C1F)
"""On whose behalf it was sent, then who sent it; the last two may hold addresses of Exchange, which name nobody."""
SHOWN = {"Subject": 0x0037, "To": 0x0E04, "Cc": 0x0E03}
SENT = (0x0039, 0x0E06)
"""When it was sent, when it arrived."""
BODY, HTML, RTF = 0x1000, 0x1013, 0x1009
RICH = "rich text"
AGAIN = "save the message again from Outlook"
OLD_BANNER = "Microsoft Mail Internet Headers"

Kind = str
"""Of a body: `plain`, `html` or `rtf`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    r"""A body.

    Attributes:
        source: The property decoded, its line ends as `\n`; empty for RTF.
        rich: What RTF holds; its places count the bytes of the RTF unpacked.
        doubt: What is doubtful about its encoding, empty when nothing is.
        fault: Why it could not be read, or not to its end: the code of a problem and its message.
    """

    source: str
    part: str
    kind: Kind
    rich: Composed | None = None
    doubt: str = ""
    fault: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message.

    Attributes:
        headers: Of those that mail shows, in its order, the pieces after `NAME: `.
        subject, authors, sent: As in mail, with the header or property that says so.
        sealed: As in mail: `encrypted`, `signed` or empty.
        encoding: Of texts that are not in Unicode.
        doubts: What is doubtful about the encoding of header lines.
    """

    headers: Mapping[str, Sequence[Piece]]
    subject: Meta | None
    authors: tuple[Meta, ...]
    sent: Meta | None
    body: Body | None
    sealed: str
    encoding: str | None
    doubts: tuple[str, ...]


def take_apart(storage: Storage, header: int, limit: int) -> Message:
    """Take a message apart.

    Args:
        storage: Where it stands in the compound file.
        header: Bytes before its first fixed property.
        limit: Bytes that its RTF may unpack to.
    """
    fixed = fixed_properties(storage, header)
    encoding = encoding_of(fixed, MESSAGE_CODE_PAGE, INTERNET_CODE_PAGE)
    raw = _transport(text(storage, TRANSPORT_HEADERS, encoding))
    own = _own(storage, encoding)
    came = {name: [verbatim(value, f"header={name}")] for name, value in raw_headers(raw).items() if value}
    sent = _sent(raw, fixed)
    shown = {name: _pieces(values) for name, values in own.items()} | _date_line(sent, fixed)
    headers = {name: came.get(name) or shown.get(name) for name in HEADERS}
    return Message(
        headers={name: pieces for name, pieces in headers.items() if pieces},
        subject=_subject(came, own),
        authors=_authors(raw, own),
        sent=sent,
        body=_body(storage, encoding, encoding_of(fixed, INTERNET_CODE_PAGE) or encoding, limit),
        sealed=_seal(text(storage, CLASS, encoding)),
        encoding=encoding,
        doubts=tuple(value.doubt for values in own.values() for value in values if value.doubt),
    )


def _transport(headers: Text | None) -> dict[str, str]:
    """Read the headers that a message came with, by name in lower case; one sent inside an office has none."""
    source = headers.text.lstrip() if headers else ""
    if source.startswith(OLD_BANNER):
        source = source.partition("\n")[2]
    with suppress(*MALFORMED):
        message = message_from_bytes(source.encode("utf-8"), Entity)
        return {name.lower(): str(value) for name, value in reversed(list(message.raw_items()))}
    return {}


def _own(storage: Storage, encoding: str | None) -> dict[str, list[Text]]:
    """Read what the properties say of the headers: a text each, of the sender name and address."""
    found: dict[str, list[Text]] = {}
    for name, number in SHOWN.items():
        value = text(storage, number, encoding)
        if value and value.text.strip():
            found[name] = [_without_prefix_mark(value)]
    names = [value for number in SENDER_NAMES if (value := text(storage, number, encoding)) and value.text.strip()]
    addresses = [
        value for number in SENDER_ADDRESSES if (value := text(storage, number, encoding)) and "@" in value.text
    ]
    sender = [*names[:1], *(one for one in addresses[:1] if not names or one.text != names[0].text)]
    return found | ({"From": sender} if sender else {})


def _without_prefix_mark(value: Text) -> Text:
    """Leave out how Outlook marks the length of `RE: `, a control character and a second one."""
    skip = 2 if value.text.startswith("\x01") else 0
    return Text(text=value.text[skip:], part=value.part, start=skip, doubt=value.doubt)


def _pieces(values: Sequence[Text]) -> list[Piece]:
    pieces = list(unbroken([verbatim(values[0].text, values[0].part, values[0].start)]))
    for address in values[1:]:
        pieces += [Piece(" <"), *unbroken([verbatim(address.text, address.part)]), Piece(">")]
    return pieces


def _sent(raw: Mapping[str, str], fixed: dict[tuple[int, int], bytes]) -> Meta | None:
    if when := iso_moment(raw.get("date", "")):
        return Meta(value=when, basis="header Date")
    for number in SENT:
        if when := moment(fixed, number):
            return Meta(value=when, basis=f"property 0x{number:04X}")
    return None


def _date_line(sent: Meta | None, fixed: dict[tuple[int, int], bytes]) -> dict[str, list[Piece]]:
    """Show a time that only a property says; it counts as a text of its own, the time in ISO 8601."""
    number = next((number for number in SENT if sent and moment(fixed, number) == sent.value), None)
    return {"Date": [verbatim(sent.value, part_of(number))]} if sent and number else {}


def _subject(came: Mapping[str, list[Piece]], own: Mapping[str, list[Text]]) -> Meta | None:
    if "Subject" in came:
        return Meta(value=came["Subject"][0].words, basis="header Subject")
    return _meta(own["Subject"][0]) if "Subject" in own else None


def _authors(raw: Mapping[str, str], own: Mapping[str, list[Text]]) -> tuple[Meta, ...]:
    if raw.get("from"):
        return tuple(Meta(value=name, basis="header From") for name in names_in(raw["from"]))
    return tuple(_meta(one) for one in own.get("From", ())[:1] if "@" not in one.text)


def _meta(value: Text) -> Meta:
    return Meta(value=fold(value.text), basis=value.part.replace("=", " "))


def _body(storage: Storage, encoding: str | None, page: str | None, limit: int) -> Body | None:
    """Choose a body: plain, else HTML, else RTF; one that is blank counts for nothing.

    Args:
        storage: Of the message.
        encoding: Of plain text that is not in Unicode.
        page: Of HTML.
        limit: Bytes that each may have, and RTF may unpack to.
    """
    if longest(storage, BODY, HTML, RTF) > limit:
        return Body(
            source="",
            part=part_of(BODY),
            kind="plain",
            fault=("too_large", f"its text has more than {limit:,} bytes, the limit: not read"),
        )
    plain = text(storage, BODY, encoding)
    if plain and (message := excess([plain.text])):
        return Body(source="", part=plain.part, kind="plain", fault=("too_large", message))
    if plain and plain.text.strip():
        return Body(source=_line_ends(plain.text), part=plain.part, kind="plain", doubt=plain.doubt)
    html = text(storage, HTML, page)
    content = binary(storage, HTML)
    if content is not None and html is None:
        found = decode(content, page)
        doubt = f"{part_of(HTML)} is not {page or 'UTF-8'}; read as {found.encoding}" if found.guessed else ""
        html = Text(text=found.text, part=part_of(HTML), doubt=doubt)
    if html and re.search(r"[^\s\0]", html.text):
        return Body(source=_line_ends(html.text), part=html.part, kind="html", doubt=html.doubt)
    packed = binary(storage, RTF)
    if packed is None:
        return None
    try:
        return _rich(unpacked(packed, limit))
    except BadRtf as error:
        return Body(source="", part=part_of(RTF), kind="rtf", fault=("damaged", f"{error}: {AGAIN}"))


def _rich(content: bytes) -> Body:
    """Read RTF as a program shows it that knows no more; what Outlook wraps in it (MS-OXRTFEX) is left out by that."""
    if not content.startswith(b"{\\rtf"):
        raise BadRtf("its RTF text is none")
    found = read_rtf(content, windows_1252(content), Story(part_of(RTF), "body", RICH))
    passages = found.passages
    for passage in passages:  # lines as mail has them: a paragraph each, blank ones between as they were
        passage.joint = "\n" * (passage.blanks + 1)
    fault = ("damaged", f"its RTF text could not be read to its end ({found.fault}): {AGAIN}") if found.fault else None
    return Body(source="", part=part_of(RTF), kind="rtf", rich=compose(passages), fault=fault)


def _line_ends(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _seal(kind: Text | None) -> str:
    """Tell from the class of a message whether its text is sealed (MS-OXOSMIME, section 2.1.3; MS-OXORMMS for rights)."""
    name = kind.text.lower() if kind else ""
    if name.startswith("ipm.note.smime.multipartsigned"):
        return "signed"
    return "encrypted" if name.startswith(("ipm.note.smime", "ipm.note.rpmsg", "ipm.note.secure")) else ""
