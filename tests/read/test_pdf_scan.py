"""Pages without text: recognised where tesseract is installed, named where it is not."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin, body_ranges, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import ocr, pdf
from onrecord.read.pdf_boxes import span_boxes
from onrecord.read.pdf_scan import recognise_pages
from onrecord.read.pdf_version import READER
from onrecord.store.writer import check_document
from read.pdf_files import PAGES, build, page, stream, words

needs_tesseract = pytest.mark.skipif(ocr.tesseract() is None, reason="tesseract is not installed")

PROSE = (
    "The company said on Monday that it would end the contract next year.",
    "A spokeswoman for the agency said that no decision had been taken yet,",
    "and that the work of its officers would go on as before.",
)


def typeset(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    canvas = Canvas(str(path), pagesize=(460, 300), invariant=1)
    for lines in pages:
        for row, line in enumerate(lines):
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(72, 220 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def scan(path: Path, pages: Sequence[Sequence[str]], *, turned: int = 0, text_on: Sequence[int] = ()) -> Path:
    """Make pictures of pages; those in `text_on` (from 1) keep their text as well."""
    source = typeset(path.with_suffix(".source.pdf"), pages)
    canvas = Canvas(str(path), pagesize=(460, 300), invariant=1)
    with PdfDocument(source) as file:
        for number, lines in enumerate(pages, start=1):
            with closing(file[number - 1]) as one:
                picture = one.render(scale=200 / 72, grayscale=True).to_pil()
            canvas.drawImage(ImageReader(picture.rotate(turned)), 0, 0, 460, 300)
            if number in text_on:
                text = canvas.beginText(72, 220)
                text.setTextRenderMode(3)
                text.textLines([line.replace("Monday", "Tuesday") for line in lines])
                canvas.drawText(text)
            canvas.showPage()
    canvas.save()
    return path


def read(path: Path, config: Config | None = None) -> Reading:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    return pdf.read(path, origin, config or Config())


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    check_document(document)
    return document


@needs_tesseract
def test_scans_are_recognised_and_marked(tmp_path: Path) -> None:
    """The words are there as prose; lines, parts, reader and a problem say that a program recognised them."""
    reading = read(scan(tmp_path / "a.pdf", [PROSE]))
    document = only(reading)
    assert document.text == " ".join(PROSE)
    assert {(line.label, line.rule.rpartition(", ")[2]) for line in document.lines} == {("body", "ocr")}
    assert all(one.part.startswith("page=1;ocr;xywh=") for one in document.segments)
    assert document.reader.startswith(f"{READER}+tesseract-")
    version = document.reader.rpartition("tesseract-")[2]
    message = f"a.pdf: page 1 of 1 recognised by tesseract {version}: check the words against the page"
    assert [(one.code, one.message) for one in reading.problems] == [("ocr", message)]


@needs_tesseract
def test_boxes_of_recognised_words_are_those_of_the_type(tmp_path: Path) -> None:
    """Within two points of where the same words stand in the file that the scan is made from; one box a line."""
    path = scan(tmp_path / "a.pdf", [PROSE])
    found = []
    for one in (path, path.with_suffix(".source.pdf")):
        document = only(read(one))
        start, end = document.text.index("next year"), document.text.index(" said that no")
        found.append(span_boxes(one, [list(source_ranges(document, start, end))])[0][0])
    recognised, typed = found
    assert (recognised.page, recognised.width, recognised.height) == (1, typed.width, typed.height)
    assert [pytest.approx(box, abs=2) for box in typed.boxes] == list(recognised.boxes)


@needs_tesseract
def test_a_page_with_text_is_taken_at_its_word(tmp_path: Path) -> None:
    """Page 1 is a scan with a layer of text, page 2 a scan, page 3 blank: only page 2 is recognised."""
    reading = read(scan(tmp_path / "a.pdf", [PROSE, PROSE, ()], text_on=[1]))
    document = only(reading)
    assert [word for word in document.text.split() if word in {"Monday", "Tuesday"}] == ["Tuesday", "Monday"]
    assert len(body_ranges(document)) == 2
    assert [(one.code, one.message.split(": ")[1][:13]) for one in reading.problems] == [
        ("ocr", "page 2 of 3 r"),
        ("no_text", "page 3 of 3 h"),
    ]


@needs_tesseract
def test_a_page_scanned_upside_down_is_read(tmp_path: Path) -> None:
    """The boxes are where the words are on the page as it is, not as it should be."""
    lines = PROSE * 4
    path = scan(tmp_path / "a.pdf", [lines], turned=180)
    document = only(read(path))
    assert "no decision had been taken yet" in document.text
    start = document.text.index("company")
    (found,) = span_boxes(path, [list(source_ranges(document, start, start + 7))])[0]
    assert found.boxes[0][1] > 200


@needs_tesseract
def test_the_same_bytes_give_the_same_text(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", [PROSE])
    assert read(path) == read(path)


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: None)


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize(("pages", "where"), [([()], "no page holds text"), ([PROSE, ()], "page 2 of 2 holds no text")])
def test_without_tesseract_scans_are_named(tmp_path: Path, pages: list[tuple[str, ...]], where: str) -> None:
    """The message says what to install."""
    reading = read(typeset(tmp_path / "a.pdf", pages))
    assert [(one.code, where in one.message, ocr.INSTALL in one.message) for one in reading.problems] == [
        ("not_recognised", True, True)
    ]
    assert [one.reader for one in reading.documents] == [READER] * (len(pages) - 1)


def shape(entries: bytes) -> bytes:
    return page(b"0 0 100 100 re f", entries)


def picture(pixels: int) -> bytes:
    head = b"/Type/XObject/Subtype/Image/Width %d/Height 1000/BitsPerComponent 8/ColorSpace/DeviceGray" % (
        pixels // 1000
    )
    holder = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    return build([*PAGES, holder, stream(b"99 0 0 99 0 0 cm /X Do"), stream(b"\0", head)])


def never(*_: object, **__: object) -> ocr.Recognition:
    raise AssertionError("tesseract was asked")


def test_pictures_too_large_to_unpack_are_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recognise", never)
    monkeypatch.setattr(ocr, "tesseract", lambda: "tesseract")
    (tmp_path / "a.pdf").write_bytes(picture(ocr.PIXELS + 1000))
    assert [one.code for one in read(tmp_path / "a.pdf").problems] == ["too_large"]


def test_blank_pages_are_not_given_to_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a page without content nor one on which every dot is white."""
    monkeypatch.setattr(ocr, "recognise", never)
    monkeypatch.setattr(ocr, "tesseract", lambda: "tesseract")
    for content in (page(b""), page(b"1 g 0 0 50 50 re f")):
        (tmp_path / "a.pdf").write_bytes(content)
        assert [one.code for one in read(tmp_path / "a.pdf").problems] == ["no_text"]


@pytest.mark.parametrize(
    "box", [b"/MediaBox[0 0 1000000000 1000000000]", b"/MediaBox[0 0 1000000 0.1]", b"/MediaBox[0 0 14400 14400]"]
)
def test_huge_pages_are_drawn_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, box: bytes) -> None:
    """However large the page, the picture of it stays within the limits."""
    sizes: list[int] = []

    def look(pgm: bytes, *_: object, **__: object) -> ocr.Failure:
        width, height = map(int, pgm.split(maxsplit=3)[1:3])
        assert max(width, height) <= ocr.SIDE + 1
        sizes.append(width * height)
        return ocr.Failure(code="damaged", reason="looked at")

    monkeypatch.setattr(ocr, "recognise", look)
    monkeypatch.setattr(ocr, "tesseract", lambda: "tesseract")
    (tmp_path / "a.pdf").write_bytes(page(b"0 0 500 500 re f 0 0 500000000 500000000 re f 9999 9999 99 99 re f", box))
    assert len(read(tmp_path / "a.pdf").problems) == 1
    assert all(size <= 26_000_000 for size in sizes)


@pytest.mark.parametrize(
    ("failure", "code"), [("timed_out", "timed_out"), ("damaged", "damaged"), ("too_large", "too_large")]
)
def test_failures_name_their_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: str, code: str) -> None:
    """The pages that failed are listed once for each reason; the others are read."""
    monkeypatch.setattr(ocr, "recognise", lambda *_, **__: ocr.Failure(code=failure, reason="of a reason"))
    monkeypatch.setattr(ocr, "tesseract", lambda: "tesseract")
    path = scan(tmp_path / "a.pdf", [PROSE, PROSE, PROSE], text_on=[2])
    reading = read(path)
    assert [(one.code, one.message) for one in reading.problems] == [
        (code, "a.pdf: page 1, 3 of 3 was not recognised: of a reason")
    ]
    assert only(reading).reader == READER


def test_no_page_is_begun_when_the_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages left are named, with the setting that gives more time."""
    monkeypatch.setattr(ocr, "recognise", never)
    monkeypatch.setattr(ocr, "tesseract", lambda: "tesseract")
    path = scan(tmp_path / "a.pdf", [PROSE, PROSE])
    config = replace(Config(), seconds_per_recognition=0.0)
    (only_problem,) = read(path, config).problems
    assert (only_problem.code, "page 1-2 of 2" in only_problem.message) == ("timed_out", True)
    assert "seconds_per_recognition" in only_problem.message


@needs_tesseract
def test_words_that_are_hardly_words_are_uncertain(tmp_path: Path) -> None:
    """Strokes that tesseract takes for letters are kept, and not read for statements."""
    strokes = "".join(f"{x} {100 + (x * 37) % 23} m {x + 9} {130 - (x * 53) % 31} l S " for x in range(20, 380, 7))
    (tmp_path / "a.pdf").write_bytes(page(strokes.encode()))
    labels = {line.label for one in read(tmp_path / "a.pdf").documents for line in one.lines}
    assert "body" not in labels


def test_text_is_never_drawn(tmp_path: Path) -> None:
    """Nothing is asked of tesseract for a page of text."""
    (tmp_path / "a.pdf").write_bytes(page(words("The agency said so.")))
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as file:
        assert recognise_pages(file, [], "no such program", seconds=9).pages == ()
    assert read(tmp_path / "a.pdf").problems == ()
