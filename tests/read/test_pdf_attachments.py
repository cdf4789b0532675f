"""Files attached to a PDF become artefacts of their own, within the limits for containers."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import ocr, pdf
from read.pdf_files import PAGES, build, page, stream, words

FILES = {"notes.txt": b"What was agreed.", "../../etc/evil": b"\0\xff", "c.bin": b"x" * 9}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Attach some files to a page."""
    with pypdfium2.PdfDocument(page(words("Three files are attached."))) as file:
        for name, content in FILES.items():
            file.new_attachment(name).set_data(content)
        buffer = io.BytesIO()
        file.save(buffer)
    (tmp_path / "a.pdf").write_bytes(buffer.getvalue())
    return tmp_path / "a.pdf"


def read(path: Path, spool: Path | None, config: Config, depth: int = 0) -> Reading:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path="a.pdf", collected_at="2026-01-01T00:00:00+00:00")
    return pdf.read(path, replace(origin, depth=depth), config, spool)


def test_attached_files_are_children(path: Path, tmp_path: Path) -> None:
    """Byte for byte, in a folder of ours under names of ours; what the PDF calls them is kept for people."""
    spool = tmp_path / "spool"
    spool.mkdir()
    reading = read(path, spool, Config())
    assert {child.name: child.path.read_bytes() for child in reading.children} == FILES
    assert [child.part for child in reading.children] == ["attachment=1", "attachment=2", "attachment=3"]
    assert {child.path.parent for child in reading.children} == {spool}
    assert (len(reading.documents), reading.problems) == (1, ())


@pytest.mark.parametrize(
    ("config", "depth", "taken"),
    [
        (Config(container_depth=2), 2, 0),
        (Config(unpacked_files_limit=1), 0, 1),
        (Config(unpacked_bytes_limit=20), 0, 2),
        (Config(artefact_bytes_limit=10), 0, 2),
    ],
)
def test_limits_hold(path: Path, tmp_path: Path, config: Config, depth: int, taken: int) -> None:
    """What is left out is said; the text of the PDF is read all the same."""
    reading = read(path, tmp_path, config, depth)
    assert (len(reading.children), [one.code for one in reading.problems]) == (taken, ["unpack_limit"])
    assert len(reading.documents) == 1


def test_without_a_folder_they_are_named(path: Path) -> None:
    reading = read(path, None, Config())
    assert (reading.children, [one.code for one in reading.problems]) == ((), ["unpack_limit"])


def test_an_attachment_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: None)
    names = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a) 4 0 R(b) 9 0 R]>>>>>>"
    broken = [names, PAGES[1], b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", b"<</Type/Filespec/F(a.txt)>>"]
    (tmp_path / "a.pdf").write_bytes(build([*broken, stream(b"")]))
    reading = read(tmp_path / "a.pdf", tmp_path, Config())
    assert reading.children == ()
    assert {one.code for one in reading.problems} == {"damaged", "not_recognised"}
