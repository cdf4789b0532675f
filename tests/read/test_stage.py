"""How long a file may take, and what is read again when a program has been installed since."""

from pathlib import Path

import pytest

from onrecord.config import MEGABYTE, Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId
from onrecord.read.stage import ReadTask, seconds_of

CONFIG = Config(seconds_per_artefact=10, seconds_per_recognition=100)


def task(path: Path) -> ReadTask:
    return ReadTask(path, Origin(artefact=ArtefactId("0" * 64), path=path.name, collected_at=""), CONFIG, path)


@pytest.mark.parametrize(
    ("content", "program", "seconds"),
    [
        (b"word " * (MEGABYTE // 5), None, 11),
        (b"word", "/usr/bin/tesseract", 10),
        (b"%PDF-1.7\n" + b" " * (2 * MEGABYTE - 9), None, 12),
        (b"%PDF-1.7\n" + b" " * (2 * MEGABYTE - 9), "/usr/bin/tesseract", 112),
        (b"\x89PNG\r\n\x1a\n", "/usr/bin/tesseract", 110),
    ],
)
def test_large_files_and_scans_have_more_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, program: str | None, seconds: float
) -> None:
    monkeypatch.setattr("onrecord.read.stage.tesseract", lambda: program)
    path = tmp_path / "file"
    path.write_bytes(content)
    assert seconds_of(task(path)) == pytest.approx(seconds, abs=0.01)


def test_a_file_that_is_gone_has_the_time_of_any(tmp_path: Path) -> None:
    assert seconds_of(task(tmp_path / "none")) == 10
