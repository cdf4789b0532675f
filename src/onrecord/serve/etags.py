"""Entity tags: an answer asked for again is not made again while the record stands as it did.

The tags are weak (RFC 9110, 8.8.3): they say that the record has not changed, not that the bytes are the same. Whoever keeps
answers is no browser, since every answer says `Cache-Control: no-store`.
"""

import re
from hashlib import sha256

import msgspec
from starlette.requests import Request

from onrecord import __version__
from onrecord.store import Record
from onrecord.store.changes import state_of

TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\U0010ffff]*)"')
"""One entity tag of a list (RFC 9110, 8.8.3)."""


def tag_of(record: Record, request: Request, masked: bool) -> str:  # noqa: FBT001  # says what the record is
    """Name the answer to a request as the record stands now; ask before the record is opened.

    Args:
        record: What the answer is made from.
        request: Its address, parameters included, is part of the name.
        masked: Whether the record is a masked copy.
    """
    asked = (request.url.path, request.url.query)
    parts = (__version__, str(record.folder), masked, *state_of(record), *asked)
    return f'W/"{sha256(msgspec.json.encode(parts)).hexdigest()[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Say whether whoever asks has that answer already (`If-None-Match`, weak comparison).

    `*` asks whether there is any answer, which only making it tells: it is not taken for known.
    """
    given = ",".join(request.headers.getlist("if-none-match"))
    return TAG.fullmatch(tag)[1] in TAG.findall(given)  # type: ignore[index]  # a tag of ours
