"""Faces in pictures that leave the machine are made unrecognisable.

Found, never recognised: a detector says where some face is and nothing of whose it is. It finds upright faces that
look more or less at the camera, and profiles; it misses small, turned and covered ones, so a person looks at every picture
before it is handed on (docs/privacy.md).
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UserError

Picture = NDArray[Any]

CASCADES = {
    "haarcascade_frontalface_default.xml": "0f7d4527844eb514d4a4948e822da90fbb16a34a0bbbbc6adc6498747a5aafb0",
    "haarcascade_frontalface_alt2.xml": "7b0c967d9abbdfbde025eb9c786947d151b6426040d07a8f9562ed8fd90724b4",
    "haarcascade_profileface.xml": "b39a4a3be45539db146a7fc1d3e761a292c196eb88421185e6a615b3055e612d",
}
"""OpenCV's own detectors (Viola and Jones; Lienhart), in its package, with the sha256 of each file."""
PROFILE = "haarcascade_profileface.xml"
"""Looks for faces turned to one side: the picture is mirrored for the other."""
SMALLEST = 20
"""Side of the smallest face looked for, in pixels: the detectors were trained on faces of this size."""
STEP = 1.05
NEIGHBOURS = 2
"""Few are asked for: a blurred lamp does no harm, a face that is left does."""
MARGIN = 0.25
"""Share of its side by which a face is enlarged, for hair, chin and ears."""
BLOCKS = 5
"""Blocks a side that are left of a face; too few to be told, and no filter brings back what was averaged."""
MOST_PIXELS = 100_000_000
Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels, half-open."""


def without_faces(picture: bytes, kind: str = ".png") -> tuple[bytes, int]:
    """Give a picture with its faces made unrecognisable, and their number; nothing of the file but its pixels is kept.

    Place and time of the shot, the camera's number and thumbnails stand beside the pixels and are dropped.

    Args:
        picture: A PNG, JPEG, WebP, TIFF or BMP; of several frames the first.
        kind: `.png` or `.jpg`: how the answer is written.

    Raises:
        UserError: It is no picture, is too large, or the package that finds faces is not installed.
    """
    vision = _opencv()
    pixels = _read(vision, picture)
    boxes = list(_faces(vision, pixels))
    for left, top, right, bottom in boxes:
        face = pixels[top:bottom, left:right]
        small = vision.resize(face, (BLOCKS, BLOCKS), interpolation=vision.INTER_AREA)
        pixels[top:bottom, left:right] = vision.resize(
            small, (right - left, bottom - top), interpolation=vision.INTER_NEAREST
        )
    done, written = vision.imencode(kind, pixels)
    if not done:
        raise UserError(f"a picture cannot be written as {kind}; use .png or .jpg")
    return written.tobytes(), len(boxes)


def faces(picture: bytes) -> list[Box]:
    """List where faces are in a picture, with a margin around each; one face may be listed twice.

    Raises:
        UserError: As for `without_faces`.
    """
    vision = _opencv()
    return list(_faces(vision, _read(vision, picture)))


def _opencv() -> Any:
    os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(MOST_PIXELS))  # read when it is loaded
    try:
        import cv2  # noqa: PLC0415  # optional, and large
    except ImportError as error:
        raise UserError(
            "to blur faces in pictures install onrecord[faces]; without it pictures are left out"
        ) from error
    return cv2


def _read(vision: Any, picture: bytes) -> Picture:
    try:
        pixels = vision.imdecode(np.frombuffer(picture, np.uint8), vision.IMREAD_COLOR) if picture else None
    except vision.error as error:
        raise UserError(f"a picture of more than {MOST_PIXELS:,} pixels, or a broken one; it is left out") from error
    if pixels is None:
        raise UserError("no picture that can be read; it is left out")
    return pixels  # type: ignore[no-any-return]  # an array of height, width and three colours


def _faces(vision: Any, pixels: Picture) -> Iterator[Box]:
    height, width = pixels.shape[:2]
    grey = vision.equalizeHist(vision.cvtColor(pixels, vision.COLOR_BGR2GRAY))
    for name in CASCADES:
        cascade = _cascade(vision, name)
        for mirrored in (False, True) if name == PROFILE else (False,):
            seen = vision.flip(grey, 1) if mirrored else grey
            found = cascade.detectMultiScale(seen, STEP, NEIGHBOURS, minSize=(SMALLEST, SMALLEST))
            for left, top, across, down in (map(int, box) for box in found):
                start = width - left - across if mirrored else left
                wider, higher = round(across * MARGIN), round(down * MARGIN)
                yield (
                    max(0, start - wider),
                    max(0, top - higher),
                    min(width, start + across + wider),
                    min(height, top + down + higher),
                )


def _cascade(vision: Any, name: str) -> Any:
    path = Path(vision.data.haarcascades) / name
    if not path.is_file() or sha256(path.read_bytes()).hexdigest() != CASCADES[name]:
        raise UserError(
            f"{name} of the package opencv-python-headless is not the file that was tested; install it anew"
        )
    return vision.CascadeClassifier(str(path))
