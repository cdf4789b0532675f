"""What tesseract writes, taken apart; and what is said when it fails."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import ocr
from onrecord.read.ocr_hocr import RecognisedPage, Word, WordLine, pages_of, version_of
from onrecord.read.ocr_layout import as_page, place_of

HEAD = (
    b"<html xmlns='http://www.w3.org/1999/xhtml'><head><meta name='ocr-system' content='tesseract 5.3.0'/></head><body>"
)

HOCR = (
    HEAD
    + b"""
<div class='ocr_page' title='image "a; bbox 9 9 9 9"; bbox 0 0 200 100; ppageno 0; scan_res 200 200'>
 <div class='ocr_carea' title='bbox 10 10 90 60'>
  <p class='ocr_par' title='bbox 10 10 90 60'>
   <span class='ocr_line' title='bbox 10 10 90 30; baseline 0.01 -5; x_size 20; x_descenders 5; x_ascenders 5'>
    <span class='ocrx_word' title='bbox 10 10 40 30; x_wconf 96'>Mills &amp;</span>
    <span class='ocrx_word' title='bbox 50 10 90 30; x_wconf 40'><strong>Co</strong></span>
    <span class='ocrx_word' title='bbox 91 10 92 30; x_wconf 4'> </span>
   </span>
   <span class='ocr_header' title='bbox 10 40 90 60; textangle 90'>
    <span class='ocrx_word' title='bbox 10 40 90 60; x_wconf 20'>end</span>
   </span>
  </p>
  <p class='ocr_par' title='bbox 0 0 1 1'><span class='ocr_line' title='bbox 0 0 1 1'></span></p>
 </div>
</div></body></html>"""
)


def test_words_have_boxes_and_confidence() -> None:
    """Lines of each kind are taken, words of white space and empty lines are not; the file's name confuses nobody."""
    (page,) = pages_of(HOCR)
    words = (
        Word(text="Mills&", box=(10, 10, 40, 30), confidence=96),
        Word(text="Co", box=(50, 10, 90, 30), confidence=40),
    )
    last = Word(text="end", box=(10, 40, 90, 60), confidence=20)
    assert page == RecognisedPage(
        width=200,
        height=100,
        paragraphs=(
            (
                WordLine(words=words, box=(10, 10, 90, 30), size=20, baseline=25),
                WordLine(words=(last,), box=(10, 40, 90, 60), size=20, baseline=60),
            ),
        ),
    )
    assert version_of(HOCR) == "tesseract 5.3.0"


@pytest.mark.parametrize("content", [b"", b"no", HOCR[:-40], HEAD + b"<div class='ocr_page'/></body></html>"])
def test_what_is_no_hocr_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no XML|no place"):
        list(pages_of(content))


def test_a_version_is_needed() -> None:
    with pytest.raises(ValueError, match="which version"):
        version_of(b"<html/>")


def test_places_are_written_outwards_and_read_back() -> None:
    """In points from pixels, rounded to tenths so that no ink is cut off; unsure lines carry a doubt."""
    (page,) = pages_of(HOCR)
    ((first, second),) = as_page(page, 3, 0.36).paragraphs
    assert [(piece.text, piece.start, piece.end) for piece in first.pieces] == [
        ("Mills&", 0, 6),
        (" ", 6, 6),
        ("Co", 0, 2),
    ]
    assert first.pieces[0].place == ";ocr;xywh=3.6,3.6,10.8,7.2"
    assert (first.doubt, second.doubt) == ("", "ocr unsure")
    assert (first.baseline, first.is_recognised) == (pytest.approx(75 * 0.36), True)
    assert place_of("page=3" + first.pieces[0].place) == (3, pytest.approx((3.6, 3.6, 14.4, 10.8)))


@given(
    box=st.tuples(*[st.integers(0, ocr.SIDE)] * 4).map(
        lambda box: (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    ),
    scale=st.floats(0.01, 72),
)
def test_any_place_holds_its_word(box: tuple[int, int, int, int], scale: float) -> None:
    """Read back, the box is at most a fifth of a point larger on each side than that of the word, and never smaller."""
    line = WordLine(words=(Word(text="a", box=box, confidence=90),), box=box, size=9, baseline=9)
    page = as_page(RecognisedPage(width=9, height=9, paragraphs=((line,),)), 1, scale)
    place = place_of("page=1" + page.lines[0].pieces[0].place)
    assert place is not None
    exact = [side * scale for side in box]
    slack = 1e-6
    assert all(-slack <= one - found <= 0.2 for one, found in zip(exact[:2], place[1][:2], strict=True))
    assert all(-slack <= found - one <= 0.3 for one, found in zip(exact[2:], place[1][2:], strict=True))


@pytest.mark.parametrize("part", ["page=1", "body", "page=1;ocr;xywh=1,2,3", "page=1;ocr;xywh=a,b,c,d", ""])
def test_other_parts_are_no_places(part: str) -> None:
    assert place_of(part) is None


def program(folder: Path, code: str) -> str:
    """Write a program that stands in for tesseract."""
    path = folder / "tesseract"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{code}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("code", "expected", "reason"),
    [
        ("time.sleep(30)", "timed_out", "more than 1 s"),
        ("sys.exit('No languages!\\nAt all')", "damaged", "No languages!"),
        ("sys.exit(1)", "damaged", "no reason given"),
        ("print('<html')", "damaged", "which version"),
        ('print(\'<meta name="ocr-system" content="tesseract 9"\')', "damaged", "no XML"),
    ],
)
def test_a_program_that_fails_is_reported(tmp_path: Path, code: str, expected: str, reason: str) -> None:
    """It hangs, refuses, or answers nonsense: a code and a reason, no exception."""
    found = ocr.recognise(b"P5 1 1 255\n0", program(tmp_path, code), dots_per_inch=200, seconds=1)
    assert isinstance(found, ocr.Failure)
    assert found.code == expected
    assert reason in found.reason


def test_a_program_that_does_not_start_is_reported(tmp_path: Path) -> None:
    found = ocr.recognise(b"P5 1 1 255\n0", str(tmp_path / "none"), dots_per_inch=200, seconds=9)
    assert isinstance(found, ocr.Failure)
    assert (found.code, "No such file" in found.reason) == ("no_text", True)


def test_tesseract_is_asked_for_english_in_one_thread(tmp_path: Path) -> None:
    """A file is named by its absolute path: relative ones may look like options."""
    code = "import os; open(sys.argv[0] + '.log', 'w').write(' '.join(sys.argv[1:]) + ' ' + os.environ['OMP_THREAD_LIMIT'])"
    ocr.recognise(Path("-x.png"), program(tmp_path, code), dots_per_inch=None, seconds=30)
    said = (tmp_path / "tesseract.log").read_text(encoding="utf-8")
    assert said == f"{Path.cwd()}/-x.png stdout -l eng --psm 1 hocr 1"


@pytest.mark.skipif(ocr.tesseract() is None, reason="tesseract is not installed")
def test_the_version_is_the_one_that_the_program_states() -> None:
    """What readers are named after is taken from the answer itself."""
    tesseract = ocr.tesseract()
    assert tesseract is not None
    found = ocr.recognise(b"P5 40 40 255\n" + b"\xff" * 1600, tesseract, dots_per_inch=200, seconds=30)
    assert isinstance(found, ocr.Recognition)
    stated = subprocess.run([tesseract, "--version"], capture_output=True, check=True, text=True).stdout.split("\n")[0]
    assert (found.program, [page.paragraphs for page in found.pages]) == (stated, [()])
