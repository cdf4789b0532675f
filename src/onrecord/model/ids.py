"""Names of things, made from their content: the same content has the same id on every machine and in every run."""

import json
from hashlib import sha256
from typing import NewType

ArtefactId = NewType("ArtefactId", str)
"""sha256 of the bytes, 64 hex digits."""
DocumentId = NewType("DocumentId", str)
StatementId = NewType("StatementId", str)
MentionId = NewType("MentionId", str)
PartyId = NewType("PartyId", str)
AwardId = NewType("AwardId", str)
"""The unique award key of USAspending (`CONT_AWD_...`, `CONT_IDV_...`), or a content id where a source has none.

Never with U+0000, at which SQLite's JSON ends a text: readers leave such rows out and say so.
"""

Part = str | int | None | list["Part"]

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
ID_DIGITS = 32
"""Hex digits kept of the sha256: 128 bits, so a chance collision among ten billion ids has odds below 1 in 10^18."""


def content_id(kind: str, *parts: Part) -> str:
    """Hash a kind and its parts, as one JSON array, to 32 hex digits.

    One array instead of joined strings: different parts can never share a key.
    """
    return sha256(_ENCODE([kind, *parts]).encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]


def artefact_id(content: bytes) -> ArtefactId:
    """Hash bytes to the id of their artefact."""
    return ArtefactId(sha256(content).hexdigest())
