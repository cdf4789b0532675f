"""How many pixels a picture has, by its header alone: nothing is unpacked before its size is known."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

Size = tuple[int, int]
"""Width and height in pixels."""

MARKERS = 10_000
"""Of a JPEG; each may be 64 KB long, so that no honest file has as many before its frame header."""
PAGES = 2_000
"""Of a TIFF."""
ENTRIES = 100
"""Of a directory of a TIFF: they are sorted, and width and height come first."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset((0x01, *range(0xD0, 0xD9)))
_WIDTH, _HEIGHT = 256, 257
_SHORT, _LONG = 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the header of a picture says.

    Attributes:
        sizes: Of its pages, one at least in a sound file; 0 for a side that is not stated.
    """

    media_type: str
    sizes: tuple[Size, ...]


def picture(path: Path) -> Picture | None:
    """Read the kind of a picture and the size of each page; None when the file begins like no PNG, JPEG or TIFF.

    Raises:
        OSError: The file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(8)
        if head == b"\x89PNG\r\n\x1a\n":
            return Picture(media_type="image/png", sizes=_whole(_png(file)))
        if head.startswith(b"\xff\xd8\xff"):
            return Picture(media_type="image/jpeg", sizes=_whole(_jpeg(file)))
        if head.startswith((b"II*\0", b"MM\0*")):
            return Picture(media_type="image/tiff", sizes=_whole(_tiff(file, "<" if head.startswith(b"II") else ">")))
    return None


def _whole(sizes: Iterator[Size]) -> tuple[Size, ...]:
    """Take all sizes, or none of a header that is cut off."""
    try:
        return tuple(sizes)
    except struct.error:
        return ()


def _png(file: BinaryIO) -> Iterator[Size]:
    """Read the header chunk, which comes first (PNG specification, section 11.2.2)."""
    length, kind, width, height = struct.unpack(">I4sII", file.read(16))
    if length == 13 and kind == b"IHDR":
        yield width, height


def _jpeg(file: BinaryIO) -> Iterator[Size]:
    """Walk the markers up to the frame header (ITU T.81, B.1.1)."""
    file.seek(2)
    for _ in range(MARKERS):
        start, marker = struct.unpack(">BB", file.read(2))
        if start != 0xFF:
            return
        if marker == 0xFF:  # fill byte: the marker is still to come
            file.seek(-1, 1)
        elif marker in _FRAMES:
            _, _, height, width = struct.unpack(">HBHH", file.read(7))
            yield width, height
            return
        elif marker not in _BARE:
            (length,) = struct.unpack(">H", file.read(2))
            file.seek(max(0, length - 2), 1)


def _tiff(file: BinaryIO, order: str) -> Iterator[Size]:
    """Walk the chain of directories, each once (TIFF 6.0, section 2)."""
    file.seek(4)
    (place,) = struct.unpack(order + "I", file.read(4))
    seen: set[int] = set()
    while place and place not in seen and len(seen) < PAGES:
        seen.add(place)
        file.seek(place)
        (count,) = struct.unpack(order + "H", file.read(2))
        entries = file.read(12 * count)
        yield _sides(entries[: 12 * ENTRIES], order)
        (place,) = struct.unpack(order + "I", file.read(4))


def _sides(entries: bytes, order: str) -> Size:
    """Find width and height among the entries of a directory, 0 for what is missing; of two the first counts."""
    sides: dict[int, int] = {}
    for tag, kind, _, value in struct.iter_unpack(order + "HHI4s", entries):
        if tag in {_WIDTH, _HEIGHT} and kind in {_SHORT, _LONG}:
            (side,) = struct.unpack(order + "H2x" if kind == _SHORT else order + "I", value)
            sides.setdefault(tag, side)
    return sides.get(_WIDTH, 0), sides.get(_HEIGHT, 0)
