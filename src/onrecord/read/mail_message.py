"""One mail message taken apart: decoded headers, the texts that make its body, and what hangs on it.

The structure is read under the `compat32` policy and each header decoded by itself under `policy.default`: the latter
parses headers on every access and raises on some malformed ones.
"""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from onrecord.model.evidence import Meta
from onrecord.read.decode import decode

HEADERS = ("Subject", "From", "To", "Cc", "Date")
"""The headers shown above the text, in this order."""

MALFORMED = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MessageError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What the standard library raises on mail it cannot take apart: deep nesting, bad encoded words, impossible dates."""

HEADER_LIMIT = 64_000
"""Longer headers are shown as they stand: decoding one takes the standard library quadratic time (0.14 s at this length)."""

DATE_LIMIT = 200
"""Characters of a date that are looked at."""

BREAKS = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
NAME_BEFORE_ADDRESS = re.compile(r"\s*\"?([^\"<>]*[^\"<>\s])\"?\s*<[^<>]*>\s*")
SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
"""Parts that only vouch for others: they stay in the message and are no files of their own."""
ENCLOSED = "enclosed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    r"""A text of the body.

    Attributes:
        source: The payload decoded, line ends as `\n`.
        doubt: What is doubtful about its encoding, empty when nothing is.
    """

    source: str
    is_html: bool
    doubt: str


class Entity(Message):
    """A message or a part of one; a message inside it stays the bytes it came as.

    The parser would take an enclosed message apart, and writing it out again changes its line ends and headers.
    """

    def get_content_type(self) -> str:
        """Give the media type, that of an enclosed message under a name that the parser leaves alone."""
        kind, _, rest = super().get_content_type().partition("/")
        return f"{ENCLOSED if kind == 'message' else kind}/{rest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file in a message.

    Attributes:
        name: As sent, decoded; empty when it has none.
        media_type: As declared.
        entity: The part that holds it, still encoded.
    """

    name: str
    media_type: str
    entity: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message.

    Attributes:
        headers: Those of `HEADERS` that are present, decoded, on one line each.
        sent: ISO 8601 with the zone it was sent in, and the header that says so; None when absent or no date.
        authors: Display names of the senders; an address alone names nobody.
        texts: In order; of alternatives only the best.
        attachments: All else that is a file, pictures of a page included; no alternatives, no signatures.
        has_headers: Whether there is any header at all.
        sealed: `encrypted` when some of it needs a key, `signed` when it is packed into its signature, else empty.
        is_cut: Whether the message ends before its last part does.
    """

    headers: dict[str, str]
    sent: Meta | None
    authors: tuple[str, ...]
    texts: tuple[MailText, ...]
    attachments: tuple[Attachment, ...]
    has_headers: bool
    sealed: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class _Gathered:
    texts: tuple[MailText, ...]
    attachments: tuple[Attachment, ...]


def take_apart(content: bytes) -> Mail:
    """Take a message apart.

    Raises:
        One of `MALFORMED`: The message is too broken for the standard library.
    """
    message = message_from_bytes(content, Entity)
    raw = {name.lower(): str(value) for name, value in reversed(list(message.raw_items()))}
    headers = raw_headers(raw)
    gathered = _gather(message)
    parts = list(message.walk())
    return Mail(
        headers=headers,
        sent=_sent(headers.get("Date", ""), [str(value) for value in message.get_all("Received", [])]),
        authors=names_in(raw.get("from", "")),
        texts=gathered.texts,
        attachments=gathered.attachments,
        has_headers=bool(raw),
        sealed=next((_seal(part) for part in parts if part.get_content_type() in SEALED), ""),
        is_cut=any(isinstance(one, CloseBoundaryNotFoundDefect) for part in parts for one in part.defects),
    )


def raw_headers(raw: dict[str, str]) -> dict[str, str]:
    """Pick those of `HEADERS` that there are, decoded, out of all under their names in lower case."""
    return {name: decoded(raw[name.lower()]) for name in HEADERS if name.lower() in raw}


def _seal(part: Message) -> str:
    return "signed" if str(part.get_param("smime-type", "")).lower() == "signed-data" else "encrypted"


def decoded(raw: str) -> str:
    """Unfold a header and decode it: encoded words, and bytes outside ASCII that should not be there."""
    text = _unfolded(raw)
    if not text.isascii():
        text = decode(text.encode("utf-8", "surrogateescape")).text
    if len(text) <= HEADER_LIMIT:
        with suppress(*MALFORMED):  # an encoded word that is none: shown as it stands
            text = str(policy.default.header_factory("Subject", text))
    return BREAKS.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()


def _unfolded(raw: str) -> str:
    return re.sub(r"\r?\n(?=[ \t])", "", raw)


def _sent(text: str, received: list[str]) -> Meta | None:
    """Read the date of sending; where it is none, the one that the first server set on receiving it."""
    if when := iso_moment(text):
        return Meta(value=when, basis="header Date")
    first = received[-1].rpartition(";")[2] if received else ""
    when = iso_moment(decoded(first[:DATE_LIMIT]))
    return Meta(value=when, basis="header Received") if when else None


def iso_moment(text: str) -> str | None:
    """Turn the date of a mail header into ISO 8601, its zone kept; None when it is no date."""
    try:
        when: datetime = parsedate_to_datetime(text[:DATE_LIMIT])
    except MALFORMED:
        return None
    return when.isoformat()


def names_in(raw: str) -> tuple[str, ...]:
    """List the display names of a `From` header; an address alone names nobody."""
    found: list[tuple[str, str]] = []
    with suppress(*MALFORMED):
        found = getaddresses([_unfolded(raw)[:HEADER_LIMIT]])
    names = [decoded(name) for name, _ in found]
    if not any(names) or not all("@" in address for _, address in found):
        # A comma without quotation marks splits one name in two: Doe, Jane <jane@example.org>.
        bare = NAME_BEFORE_ADDRESS.fullmatch(decoded(raw))
        names = [bare[1]] if bare else names
    return tuple(name for name in names if name and "@" not in name)


def _gather(part: Message) -> _Gathered:
    """Collect texts and attachments, in order; `multipart/alternative` gives its best text only."""
    payload = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(payload, list):
        return _gather_multipart(part.get_content_subtype(), [one for one in payload if isinstance(one, Message)])
    name = part.get_filename()
    is_file = part.get_content_disposition() == "attachment" or name is not None
    kind = part.get_content_type()
    if kind in {"text/plain", "text/html"} and not is_file:
        return _Gathered((_text(part),), ())
    if kind in SEALED or kind in SIGNATURES:
        return _Gathered((), ())
    media_type = kind.replace(f"{ENCLOSED}/", "message/", 1)
    return _Gathered((), (Attachment(name=decoded(name or ""), media_type=media_type, entity=part),))


def _gather_multipart(subtype: str, children: list[Message]) -> _Gathered:
    if subtype == "encrypted":
        return _Gathered((), ())
    gathered = [_gather(child) for child in children]
    attachments = tuple(one for each in gathered for one in each.attachments)
    if subtype == "alternative" and gathered:
        return _Gathered(max(gathered, key=_rank).texts, attachments)
    return _Gathered(tuple(text for one in gathered for text in one.texts), attachments)


def _rank(gathered: _Gathered) -> int:
    filled = [text for text in gathered.texts if text.source.strip()]
    return max((1 if text.is_html else 2 for text in filled), default=0)


def _text(part: Message) -> MailText:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    found = decode(payload if isinstance(payload, bytes) else b"", charset)
    doubt = ""
    if charset is not None and not _is_known(charset):
        doubt = f"the encoding {charset[:40]!r} is unknown; read as {found.encoding}"
    elif found.guessed:
        doubt = f"the bytes are not {charset or 'of a stated encoding'}; read as {found.encoding}"
    source = found.text.replace("\r\n", "\n").replace("\r", "\n")
    return MailText(source=source, is_html=part.get_content_type() == "text/html", doubt=doubt)


def _is_known(charset: str) -> bool:
    try:
        codecs.lookup(charset)
    except (LookupError, ValueError):
        return False
    return True
