"""Faces in pictures are found and made unrecognisable; everything beside the pixels is dropped."""

from typing import Any

import pytest

from onrecord.errors import UserError
from onrecord.export import faces as export_faces
from onrecord.export.faces import faces, without_faces

cv2: Any = pytest.importorskip("cv2")
import numpy as np  # noqa: E402  # comes with OpenCV

SKIN, SHADE, DARK, LIPS = (165, 185, 215), (90, 95, 110), (40, 35, 35), (90, 80, 140)
FIRST, SECOND = (180, 200, 70), (450, 260, 45)
"""Centre and scale of the two faces that are drawn."""
PARTS = (
    ((0, 0), (1.0, 1.3), (60, 50, 45)),
    ((0, 0.12), (0.82, 1.1), SKIN),
    *(((side * 0.36, -0.1), (0.2, 0.1), SHADE) for side in (-1, 1)),
    *(((side * 0.36, -0.1), (0.1, 0.08), DARK) for side in (-1, 1)),
    *(((side * 0.36, -0.3), (0.25, 0.05), DARK) for side in (-1, 1)),
    ((0, 0.2), (0.1, 0.3), (180, 200, 230)),
    ((0, 0.42), (0.16, 0.05), SHADE),
    ((0, 0.72), (0.34, 0.09), LIPS),
)
"""Middle, half axes and colour of the ellipses of a drawn face: hair, skin, eyes, brows, nose, mouth."""


def _drawn(*people: tuple[int, int, int], kind: str = ".png") -> bytes:
    """Draw faces as ellipses."""
    canvas = np.full((480, 640, 3), 200, np.uint8)
    for x, y, scale in people:
        for (across, down), (half_width, half_height), colour in PARTS:
            middle = (int(x + across * scale), int(y + down * scale))
            axes = (int(half_width * scale), int(half_height * scale))
            cv2.ellipse(canvas, middle, axes, 0, 0, 360, colour, -1, cv2.LINE_AA)
    return bytes(cv2.imencode(kind, cv2.GaussianBlur(canvas, (5, 5), 0))[1].tobytes())


def _pixels(picture: bytes) -> Any:
    return cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)


def _covers(picture: bytes, person: tuple[int, int, int]) -> bool:
    """Say whether both eyes and the mouth of a drawn face lie in one box."""
    x, y, scale = person
    points = [(x - 0.36 * scale, y - 0.1 * scale), (x + 0.36 * scale, y - 0.1 * scale), (x, y + 0.72 * scale)]
    return any(
        all(left <= across < right and top <= down < bottom for across, down in points)
        for left, top, right, bottom in faces(picture)
    )


def test_every_drawn_face_is_found() -> None:
    picture = _drawn(FIRST, SECOND)
    assert [_covers(picture, one) for one in (FIRST, SECOND)] == [True, True]


def test_no_face_is_found_again_and_the_eyes_are_gone() -> None:
    blurred, number = without_faces(_drawn(FIRST, SECOND))
    assert number >= 2
    assert [_covers(blurred, one) for one in (FIRST, SECOND)] == [False, False]
    x, y, scale = FIRST
    eye, cheek = (int(y - 0.1 * scale), int(x - 0.36 * scale)), (int(y + 0.15 * scale), int(x - 0.36 * scale))
    before, after = _pixels(_drawn(FIRST, SECOND)), _pixels(blurred)
    contrast = [abs(int(one[eye].sum()) - int(one[cheek].sum())) for one in (before, after)]
    assert contrast[1] < contrast[0] / 3


def test_what_lies_beside_the_faces_stays_as_it_was() -> None:
    before = _drawn(FIRST)
    after = _pixels(without_faces(before)[0])
    assert (after[:40] == _pixels(before)[:40]).all()
    assert (after[:, 400:] == _pixels(before)[:, 400:]).all()


def test_a_picture_without_faces_has_none() -> None:
    assert without_faces(_drawn())[1] == 0


def test_nothing_but_pixels_is_kept() -> None:
    """A comment in a JPEG (place, camera) is not in the answer."""
    jpeg = _drawn(FIRST, kind=".jpg")
    words = b"51.5N 0.1W camera 12345"
    told = jpeg[:2] + b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words + jpeg[2:]
    assert words in told
    assert words not in without_faces(told, ".jpg")[0]


@pytest.mark.parametrize("picture", [b"", b"no picture", _drawn(FIRST)[:60], b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_what_is_no_picture_is_said_so(picture: bytes) -> None:
    with pytest.raises(UserError, match="left out"):
        without_faces(picture)


def test_a_detector_that_was_changed_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(export_faces.CASCADES, "haarcascade_profileface.xml", "0" * 64)
    with pytest.raises(UserError, match="not the file that was tested"):
        without_faces(_drawn(FIRST))


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cv2", None)
    with pytest.raises(UserError, match=r"onrecord\[faces\]"):
        without_faces(b"x")
