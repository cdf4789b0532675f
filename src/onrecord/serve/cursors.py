"""Cursors: where in a list an answer of the API ended, as text that means nothing to whoever carries it.

What a cursor holds is no secret, the key of a row that was shown. It carries a checksum over the list it belongs to, so that one
that was cut, changed, or taken from another list or other filters is refused and never answered with rows from somewhere else.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import msgspec

from onrecord.errors import UserError
from onrecord.store.keysets import Key

CHECKSUM = 9
"""Bytes: a damaged cursor passes once in 2**72."""
CURSOR_MOST = 2_000
"""Characters; the longest key is that of a link, with an award's id of some hundred."""
CURSOR_PATTERN = r"^[A-Za-z0-9_-]+$"
INTEGERS = 2**63
"""SQLite's integers are smaller."""


class BadCursor(UserError):
    """Raised when a cursor is none, or belongs to another list."""


def cursor_of(key: Key, belongs_to: str) -> str:
    """Write a cursor.

    Args:
        key: Of the last row seen.
        belongs_to: The list and its filters, in one text.
    """
    body = msgspec.json.encode(key)
    return urlsafe_b64encode(_checksum(body, belongs_to) + body).decode().rstrip("=")


def key_of(cursor: str, belongs_to: str) -> Key:
    """Read a cursor.

    Raises:
        BadCursor: It is not one of this list with these filters.
    """
    refused = BadCursor(
        "cursor: is not one of this list with these filters; take it from `next` of the answer before, with the same filters, "
        "or leave it out to begin anew"
    )
    try:
        whole = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError) as error:
        raise refused from error
    checksum, body = whole[:CHECKSUM], whole[CHECKSUM:]
    if len(cursor) > CURSOR_MOST or checksum != _checksum(body, belongs_to):
        raise refused
    try:
        key = msgspec.json.decode(body, type=tuple[str | int, ...])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise refused from error
    if any(isinstance(one, int) and abs(one) >= INTEGERS for one in key) or cursor != cursor_of(key, belongs_to):
        raise refused  # made by hand, or the same in other characters
    return key


def _checksum(body: bytes, belongs_to: str) -> bytes:
    return sha256(belongs_to.encode("utf-8", "surrogatepass") + b"\0" + body).digest()[:CHECKSUM]
