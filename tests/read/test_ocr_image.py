"""Pictures: their size is known before they are opened, and their words are recognised where tesseract is installed."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Origin, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import ocr, ocr_image
from onrecord.read.ocr_size import Picture, picture
from onrecord.read.pdf_boxes import span_boxes
from onrecord.store.writer import check_document
from read.pdf_files import page, words

needs_tesseract = pytest.mark.skipif(ocr.tesseract() is None, reason="tesseract is not installed")

SAID = "The agency said on Monday that it would end the contract."


def drawn(text: str = SAID) -> Image.Image:
    with PdfDocument(page(words(text))) as file:
        one = file[0]
        found: Image.Image = one.render(scale=200 / 72, grayscale=True).to_pil()
        one.close()
    return found


def content_of(kind: str, image: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def read(path: Path) -> Reading:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    return ocr_image.read(path, origin, Config())


@needs_tesseract
@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")])
def test_pictures_are_recognised(tmp_path: Path, kind: str, media_type: str) -> None:
    """Whatever the file is called; a box is in pixels of the picture, and a problem says who read it."""
    image = drawn()
    (tmp_path / "a.bin").write_bytes(content_of(kind, image))
    reading = read(tmp_path / "a.bin")
    (document,) = reading.documents
    check_document(document)
    assert (document.text, document.media_type) == (SAID, media_type)
    assert document.reader.startswith("ocr/1+tesseract-")
    assert [one.code for one in reading.problems] == ["ocr"]
    start = document.text.index("Monday")
    (found,) = span_boxes(tmp_path / "a.bin", [list(source_ranges(document, start, start + 6))])[0]
    assert (found.page, found.width, found.height, len(found.boxes)) == (1, image.width, image.height, 1)
    left, top, right, bottom = map(int, found.boxes[0])
    assert image.crop((left, top, right, bottom)).getextrema()[0] < 100
    assert image.crop((left - 4, top, left - 1, bottom)).getextrema() == (255, 255)


@needs_tesseract
def test_the_pages_of_a_tiff_are_one_document(tmp_path: Path) -> None:
    second = drawn("No decision had been taken yet, a spokeswoman said.")
    (tmp_path / "a.tif").write_bytes(content_of("TIFF", drawn(), save_all=True, append_images=[second]))
    (document,) = read(tmp_path / "a.tif").documents
    assert [one.part.partition(";")[0] for one in document.segments][:: len(document.segments) - 1] == [
        "page=1",
        "page=2",
    ]
    start = document.text.index("spokeswoman")
    assert [
        one.page for one in span_boxes(tmp_path / "a.tif", [list(source_ranges(document, start, start + 3))])[0]
    ] == [2]


@needs_tesseract
def test_a_picture_without_words_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(content_of("PNG", Image.new("L", (300, 200), 255)))
    reading = read(tmp_path / "a.png")
    assert (reading.documents, [one.code for one in reading.problems]) == ((), ["no_text"])


def test_without_tesseract_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: None)
    (tmp_path / "a.png").write_bytes(content_of("PNG", Image.new("L", (30, 20))))
    reading = read(tmp_path / "a.png")
    assert [(one.code, ocr.INSTALL in one.message) for one in reading.problems] == [("not_recognised", True)]


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\0\0\0\0"


def tiff(*sizes: tuple[int, int], loop: bool = False) -> bytes:
    """Make a TIFF of directories alone; the last leads back to the first or nowhere."""
    out = b"II*\0" + struct.pack("<I", 8)
    for number, (width, height) in enumerate(sizes, start=1):
        entries = struct.pack("<HHIIHHII", 256, 4, 1, width, 257, 4, 1, height)
        following = len(out) + 2 + len(entries) + 4
        out += (
            struct.pack("<H", 2) + entries + struct.pack("<I", following if number < len(sizes) else 8 if loop else 0)
        )
    return out


SIZES = {
    "png": (png(30, 20), Picture(media_type="image/png", sizes=((30, 20),))),
    "png cut off": (png(30, 20)[:18], Picture(media_type="image/png", sizes=())),
    "png of another chunk": (png(3, 2).replace(b"IHDR", b"IDAT"), Picture(media_type="image/png", sizes=())),
    "tiff": (tiff((30, 20), (3, 2)), Picture(media_type="image/tiff", sizes=((30, 20), (3, 2)))),
    "tiff in a circle": (tiff((30, 20), (3, 2), loop=True), Picture(media_type="image/tiff", sizes=((30, 20), (3, 2)))),
    "tiff cut off": (tiff((30, 20))[:14], Picture(media_type="image/tiff", sizes=())),
    "jpeg cut off": (b"\xff\xd8\xff\xe0\0\x10", Picture(media_type="image/jpeg", sizes=())),
    "jpeg of fill bytes": (b"\xff\xd8" + b"\xff" * 100_000, Picture(media_type="image/jpeg", sizes=())),
    "no picture": (b"GIF89a", None),
    "empty": (b"", None),
}


@pytest.mark.parametrize(("content", "expected"), SIZES.values(), ids=SIZES)
def test_sizes_are_read_off_the_header(tmp_path: Path, content: bytes, expected: Picture | None) -> None:
    """Nothing is unpacked; a header that is cut off states no size."""
    (tmp_path / "a").write_bytes(content)
    assert picture(tmp_path / "a") == expected


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "progressive", "big-endian"])
def test_sizes_agree_with_what_another_program_wrote(tmp_path: Path, kind: str) -> None:
    """Among them a JPEG with a long comment, in the progressive form."""
    image = Image.new("RGB", (321, 123))
    options = {"progressive": {"progressive": True, "comment": b"x" * 60_000}, "big-endian": {}}.get(kind, {})
    content = content_of({"progressive": "JPEG", "big-endian": "TIFF"}.get(kind, kind), image, **options)
    (tmp_path / "a").write_bytes(content)
    found = picture(tmp_path / "a")
    assert found is not None
    assert found.sizes == ((321, 123),)


def never(*_: object, **__: object) -> ocr.Recognition:
    raise AssertionError("tesseract was asked")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png(20_000, 20_000), "too_large"),
        (png(1, ocr.SIDE + 1), "too_large"),
        (png(2**32 - 1, 2**32 - 1), "too_large"),
        (png(0, 20), "damaged"),
        (png(30, 20)[:20], "damaged"),
        (tiff((30, 20), (60_000, 60_000)), "too_large"),
        (tiff((30, 0)), "damaged"),
        (b"/etc/passwd\n", "damaged"),
        (b"", "damaged"),
        (b"\0" * 1000, "damaged"),
    ],
)
def test_bombs_and_broken_headers_are_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    """Neither is a list of files, which tesseract would open one by one."""
    monkeypatch.setattr(ocr, "recognise", never)
    monkeypatch.setattr(ocr, "tesseract", lambda: "tesseract")
    (tmp_path / "a.png").write_bytes(content)
    reading = read(tmp_path / "a.png")
    assert (reading.documents, [one.code for one in reading.problems]) == ((), [code])


@needs_tesseract
def test_a_picture_that_is_cut_off_is_reported_or_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """The header is whole, the rest is missing."""
    (tmp_path / "a.png").write_bytes(content_of("PNG", drawn())[:400])
    reading = read(tmp_path / "a.png")
    assert (reading.documents, [one.code for one in reading.problems]) == ((), ["damaged"])


@pytest.mark.fuzz
def test_any_header_ends_in_a_size_or_none(tmp_path: Path) -> None:
    """Fuzzed: no exception, no side below 0."""
    image = Image.new("RGB", (321, 123))
    seeds = [*(content_of(kind, image)[:2000] for kind in ("PNG", "JPEG", "TIFF")), tiff((30, 20), (3, 2))]

    def attempt(content: bytes) -> None:
        (tmp_path / "a").write_bytes(content)
        found = picture(tmp_path / "a")
        assert found is None or all(side >= 0 for size in found.sizes for side in size)

    assert fuzz(attempt, seeds) >= 100
