"""The words of a text with their places, and the runs of four by which texts are found to share words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"\w+(?:['’]\w+)*")
SHINGLE = 4
"""Words in a run; the research measured candidates by runs of three and four."""
_FACTORS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint32)
"""Odd 32-bit constants (those of xxHash): a run's number depends on the order of its words."""

Shingles = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a stretch of text, folded, with their places.

    Attributes:
        starts, ends: Offsets in the document's text, code points.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def tokens(text: str, ranges: Sequence[tuple[int, int]]) -> Tokens:
    """Cut words out of some ranges of a text."""
    found = [match for start, end in ranges for match in WORD.finditer(text, start, end)]
    return Tokens(
        tuple(match[0].casefold().replace("’", "'") for match in found),
        tuple(match.start() for match in found),
        tuple(match.end() for match in found),
    )


def shingles(words: Sequence[str]) -> Shingles:
    """Number every run of four words; the place in the array is that of the run's first word.

    The same on every machine and in every run. Two different runs share a number once in four thousand million: what
    shares numbers is a candidate, never proof.
    """
    if len(words) < SHINGLE:
        return np.empty(0, dtype=np.uint32)
    hashed = np.fromiter((crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint32, len(words))
    count = len(words) - SHINGLE + 1
    total = np.zeros(count, dtype=np.uint32)
    for place, factor in enumerate(_FACTORS):
        total = (total ^ hashed[place : place + count]) * factor
        total ^= total >> np.uint32(15)
    return total
