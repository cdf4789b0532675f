"""What is kept of a text so that texts sharing words are found: the numbers of its runs of four words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.connect.words import SHINGLE, Shingles, Tokens, shingles
from onrecord.model.ids import DocumentId

Flags = NDArray[np.bool_]
_STORED = np.dtype("<u4")
_COUNT = 4
"""Bytes before the runs: how many there are, little-endian."""


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """The runs of four words of a document's body.

    Attributes:
        shingles: Their numbers, by the place of the first word.
        quoted: Whether all four words stand in a quotation; as long as `shingles`.
    """

    document: DocumentId
    shingles: Shingles
    quoted: Flags

    @property
    def words(self) -> int:
        """Count the words of the text; a text of less than four has none here."""
        return len(self.shingles) + SHINGLE - 1 if len(self.shingles) else 0


def fingerprint(document: DocumentId, words: Tokens, quoted: Sequence[tuple[int, int]]) -> Fingerprint:
    """Make the fingerprint of a body text.

    Args:
        document: Whose text it is.
        words: The words of the body, with their places in the document's text.
        quoted: Where quotations stand in that text: code points, half-open, in any order.
    """
    runs = shingles(words.words)
    inside = quoted_words(words, quoted)
    all_four = np.ones(len(runs), dtype=np.bool_)
    for place in range(SHINGLE):
        all_four &= inside[place : place + len(runs)]
    return Fingerprint(document, runs, all_four)


def quoted_words(words: Tokens, quoted: Sequence[tuple[int, int]]) -> Flags:
    """Say of each word whether it stands in one of some ranges of the text."""
    inside = np.zeros(len(words.words), dtype=np.bool_)
    starts, ends = np.array(words.starts, dtype=np.int64), np.array(words.ends, dtype=np.int64)
    for start, end in quoted:
        inside[np.searchsorted(starts, start) : np.searchsorted(ends, end, side="right")] = True
    return inside


def to_bytes(one: Fingerprint) -> bytes:
    """Pack a fingerprint without its document: four bytes and a bit for each run."""
    count = len(one.shingles).to_bytes(_COUNT, "little")
    return count + one.shingles.astype(_STORED).tobytes() + np.packbits(one.quoted).tobytes()


def from_bytes(document: DocumentId, packed: bytes) -> Fingerprint:
    """Unpack what `to_bytes` packed.

    Raises:
        ValueError: The bytes are too few or too many for the runs they announce.
    """
    count = int.from_bytes(packed[:_COUNT], "little")
    end = _COUNT + count * _STORED.itemsize
    if len(packed) != end + (count + 7) // 8:
        raise ValueError(f"fingerprint of document {document} has {len(packed)} bytes, not those of {count} runs")
    runs = np.frombuffer(packed, dtype=_STORED, count=count, offset=_COUNT).astype(np.uint32, copy=False)
    bits = np.frombuffer(packed, dtype=np.uint8, offset=end)
    return Fingerprint(document, runs, np.unpackbits(bits, count=count).astype(np.bool_))
