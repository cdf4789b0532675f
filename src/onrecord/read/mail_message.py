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
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from onrecord.read.decode import decode

HEADERS = ("Subject", "From", "To", "Date")
"""The headers shown above the text, in this order."""

MALFORMED = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MessageError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What the standard library raises on mail it cannot take apart: deep nesting, bad encoded words, impossible dates."""

HEADER_LIMIT = 64_000
"""Longer headers are shown as they stand: decoding one takes the standard library quadratic time (0.14 s at this length)."""

BREAKS = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
NAME_BEFORE_ADDRESS = re.compile(r"\s*\"?([^\"<>]*[^\"<>\s])\"?\s*<[^<>]*>\s*")
ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message.

    Attributes:
        headers: Those of `HEADERS` that are present, decoded, on one line each.
        sent: ISO 8601, None when absent or no date.
        authors: Display names of the senders; an address alone names nobody.
        texts: In order; of alternatives only the best.
        attachments: File names, or media types where there is none.
        has_headers: Whether there is any header at all.
        is_encrypted: Whether some of it needs a key.
    """

    headers: dict[str, str]
    sent: str | None
    authors: tuple[str, ...]
    texts: tuple[MailText, ...]
    attachments: tuple[str, ...]
    has_headers: bool
    is_encrypted: bool


@dataclass(frozen=True, slots=True)
class _Gathered:
    texts: tuple[MailText, ...]
    attachments: tuple[str, ...]


def take_apart(content: bytes) -> Mail:
    """Take a message apart.

    Raises:
        One of `MALFORMED`: The message is too broken for the standard library.
    """
    message = message_from_bytes(content)
    raw = {name.lower(): str(value) for name, value in reversed(list(message.raw_items()))}
    headers = {name: decoded(raw[name.lower()]) for name in HEADERS if name.lower() in raw}
    gathered = _gather(message)
    return Mail(
        headers=headers,
        sent=_sent(headers.get("Date", "")),
        authors=_names(raw.get("from", "")),
        texts=gathered.texts,
        attachments=gathered.attachments,
        has_headers=bool(raw),
        is_encrypted=any(part.get_content_type() in ENCRYPTED for part in message.walk()),
    )


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


def _sent(text: str) -> str | None:
    try:
        when: datetime = parsedate_to_datetime(text)
    except MALFORMED:
        return None
    return when.isoformat()


def _names(raw: str) -> tuple[str, ...]:
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
    is_file = part.get_content_disposition() == "attachment" or part.get_filename() is not None
    if part.get_content_type() in {"text/plain", "text/html"} and not is_file:
        return _Gathered((_text(part),), ())
    name = part.get_filename()
    return _Gathered((), (decoded(name) if name else part.get_content_type(),))


def _gather_multipart(subtype: str, children: list[Message]) -> _Gathered:
    if subtype == "related":  # pictures shown inside the first part are part of its looks
        children = children[:1] + [one for one in children[1:] if one.get_content_maintype() != "image"]
    gathered = [_gather(child) for child in children]
    attachments = tuple(name for one in gathered for name in one.attachments)
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
