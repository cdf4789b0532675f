"""The digests that a web archive states (`sha1:BASE32`), held against what is read."""

import hashlib
from base64 import b32decode
from binascii import Error as Base32Error
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


class Hash(Protocol):
    """What hashlib gives."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""

    def digest(self) -> bytes:
        """Give the digest of what was added."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A stated digest, and the one of the bytes so far."""

    stated: bytes
    hash: Hash

    def fits(self) -> bool:
        """Tell whether the bytes have the stated digest."""
        return self.hash.digest() == self.stated


def stated_digest(value: str | None) -> Digest | None:
    """Read a digest, in base 32 or in hexadecimal digits; None when it is none, or of an algorithm not known."""
    algorithm, _, digits = (value or "").strip().partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in ALGORITHMS:
        return None
    found = hashlib.new(name, usedforsecurity=False)
    digits = digits.strip()
    try:
        is_hex = len(digits) == 2 * found.digest_size
        stated = bytes.fromhex(digits) if is_hex else b32decode(digits.upper() + "=" * (-len(digits) % 8))
    except (ValueError, Base32Error):
        return None
    return Digest(stated, found) if len(stated) == found.digest_size else None


def hashed(blocks: Iterable[bytes], *digests: Digest | None) -> Iterator[bytes]:
    """Hand blocks on and add them to digests."""
    for block in blocks:
        for digest in digests:
            if digest is not None:
                digest.hash.update(block)
        yield block
