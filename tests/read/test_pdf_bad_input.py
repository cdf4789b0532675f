"""PDFs that are broken or built to break: each ends as a document or a problem, in bounded time."""

import os
import time
import zlib
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import ocr, pdf
from onrecord.read.pdf_text import LINE_BREAKS
from onrecord.store.writer import check_document
from read.pdf_files import PAGES, build, page, stream, words

SAID = "The agency said on Monday that it would end the contract."

EMPTY_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"

DEEP = 10_000


def read(path: Path, content: bytes) -> Reading:
    path.write_bytes(content)
    origin = Origin(artefact=artefact_id(content), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    spool = path.parent / "spool"
    spool.mkdir(exist_ok=True)
    return pdf.read(path, origin, Config(), spool)


def found(reading: Reading) -> tuple[list[str], list[str]]:
    return [one.text for one in reading.documents], [one.code for one in reading.problems]


@pytest.fixture(autouse=True)
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is drawn here is not worth recognising."""
    monkeypatch.setattr(ocr, "tesseract", lambda: None)


def kids(count: int, entry: bytes) -> bytes:
    return b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, entry)


def circle() -> bytes:
    """Make a cross-reference table that says it continues another: itself."""
    whole = page(words(SAID))
    start = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


NESTED_TREE = [kids(1, b"%d 0 R" % (number + 3)) for number in range(DEEP)]

BAD: dict[str, tuple[bytes, list[str], list[str]]] = {
    "empty": (b"", [], ["damaged"]),
    "wrong extension": (b"GIF89a" + b"\0" * 50, [], ["damaged"]),
    "header alone": (b"%PDF-1.7\n", [], ["damaged"]),
    "NUL bytes": (b"%PDF-1.7\n" + b"\0" * 10_000, [], ["damaged"]),
    "cut off": (page(words(SAID))[:200], [], ["damaged"]),
    "table in a circle": (circle(), [SAID], []),
    "no table": (page(words(SAID)).replace(b"startxref", b"startnone"), [SAID], []),
    "pages within pages": (build([PAGES[0], *NESTED_TREE, EMPTY_PAGE]), [], ["damaged"]),
    "pages in a circle": (build([PAGES[0], kids(5, b"2 0 R 2 0 R")]), [], ["damaged"]),
    "a milliard pages": (build([PAGES[0], kids(10**9, b"3 0 R"), EMPTY_PAGE]), [], ["not_recognised"]),
    "arrays within arrays": (
        build([PAGES[0][:-2] + b"/X" + b"[" * DEEP + b"]" * DEEP + b">>", PAGES[1], EMPTY_PAGE]),
        [],
        ["not_recognised"],
    ),
    "states within states": (page(b"q " * DEEP * 10 + words(SAID)), [SAID], []),
    "NUL in type": (page(words("The agency\\000 said so.")), ["The agency\N{REPLACEMENT CHARACTER} said so."], []),
    "script": (
        build([PAGES[0][:-2] + b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>", PAGES[1], EMPTY_PAGE]),
        [],
        ["not_recognised"],
    ),
}


@pytest.mark.parametrize(("content", "texts", "codes"), BAD.values(), ids=BAD)
def test_bad_files_end_as_a_document_or_a_problem(
    tmp_path: Path, content: bytes, texts: list[str], codes: list[str]
) -> None:
    start = time.monotonic()
    assert found(read(tmp_path / "a.pdf", content)) == (texts, codes)
    assert time.monotonic() - start < 20


def test_an_empty_password_opens(tmp_path: Path) -> None:
    """Files that only forbid printing or copying are encrypted with no password to open them."""
    encrypt = StandardEncryption("", "owner", strength=128, canPrint=0, canCopy=0)
    canvas = Canvas(str(tmp_path / "b.pdf"), encrypt=encrypt, invariant=1)
    canvas.drawString(72, 700, SAID)
    canvas.save()
    assert found(read(tmp_path / "a.pdf", (tmp_path / "b.pdf").read_bytes())) == ([SAID], [])


def test_many_empty_pages_take_little_time(tmp_path: Path) -> None:
    """Ten thousand: one problem, and nothing drawn."""
    entries = b" ".join(b"%d 0 R" % (number + 3) for number in range(DEEP))
    content = build([PAGES[0], kids(DEEP, entries), *[EMPTY_PAGE] * DEEP])
    start = time.monotonic()
    assert found(read(tmp_path / "a.pdf", content)) == ([], ["not_recognised"])
    assert time.monotonic() - start < 20


def test_a_page_that_unpacks_to_very_much_is_read(tmp_path: Path) -> None:
    """Fifty megabytes of white space in fifty kilobytes, then words."""
    packed = zlib.compress(b" " * 50_000_000 + words(SAID), 1)
    fonts = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    holder = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R" + fonts + b">>"
    content = build([*PAGES, holder, stream(packed, b"/Filter/FlateDecode")])
    assert found(read(tmp_path / "a.pdf", content)) == ([SAID], [])


def test_a_very_long_line_takes_time_in_step(tmp_path: Path) -> None:
    """A hundred thousand words on one line are one line of text, each word there."""
    parts = b"".join(b"(word%d ) Tj " % (number % 10) for number in range(100_000))
    start = time.monotonic()
    (document,) = read(tmp_path / "a.pdf", page(b"BT /F1 1 Tf 0 200 Td 1 Tz " + parts + b"ET")).documents
    assert len(document.text.split()) == 100_000
    assert time.monotonic() - start < 60


def verbatim(path: Path, document: Document) -> None:
    """Hold every verbatim run against the characters that PDFium has at its place."""
    with pypdfium2.PdfDocument(path) as file:
        for segment in document.segments:
            if segment.source_end - segment.source_start != segment.end - segment.start:
                continue
            one = file[int(segment.part.removeprefix("page=")) - 1]
            text_page = one.get_textpage()
            for step in range(segment.end - segment.start):
                code = pypdfium2.raw.FPDFText_GetUnicode(text_page, segment.source_start + step)
                character = document.text[segment.start + step]
                assert code not in LINE_BREAKS
                assert character in {chr(code) if code < 0x110000 else "", " ", "-", "\N{REPLACEMENT CHARACTER}"}
            text_page.close()
            one.close()


@pytest.mark.fuzz
def test_no_damage_makes_the_reader_fail(tmp_path: Path) -> None:
    """Fuzzed: a document whose every character is mapped, or a problem; never an exception."""
    fonts = b"q 1 g " + words("Hidden words here.", 100) + b"Q "
    seeds = [page(words(SAID) + words("and a second line.", 186)), page(fonts + words(SAID, before="3 Tr"))]
    path = tmp_path / "a.pdf"

    def attempt(content: bytes) -> None:
        reading = read(path, content)
        assert reading.documents or reading.problems
        for document in reading.documents:
            check_document(document)
            verbatim(path, document)

    # PDFium complains on its own standard error; a broken file costs it up to 0.1 s.
    assert fuzz(attempt, seeds, float(os.environ.get("FUZZ_SECONDS", "3"))) >= 100
