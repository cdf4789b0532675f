"""Plain text is read character for character."""

from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, body_ranges, source_ranges
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read import plain

ORIGIN = Origin(artefact=ArtefactId("0" * 64), path="in/story.txt", collected_at="2024-06-01T00:00:00+00:00")
FIXTURE = Path(__file__).parent / "fixtures" / "plain" / "quarry.txt"


def read(path: Path, content: bytes, config: Config | None = None) -> Reading:
    path.write_bytes(content)
    return plain.read(path, ORIGIN, config or Config())


def test_a_story_with_its_title_date_and_body() -> None:
    (document,) = plain.read(FIXTURE, ORIGIN, Config()).documents
    assert isinstance(document, Document)
    assert (document.reader, document.media_type, document.part) == ("plain/1", "text/plain", "")
    assert document.title == Meta(value="Quarry firm loses its road contract with the county", basis="line 6")
    assert document.published == Meta(value="2019-05-03", basis="line 3")
    assert document.authors == (Meta(value="Ada Lindqvist", basis="line 4"),)
    body = [document.text[start:end].split()[0] for start, end in body_ranges(document)]
    assert body == ["The", "Greystone", "The", "The"]


def test_text_is_the_file_with_its_line_breaks_and_every_character_mapped(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.txt", b"\xef\xbb\xbfOne sentence.\r\nAnother\0one.\r")
    (document,) = reading.documents
    assert document.text == "One sentence.\r\nAnother\0one.\r"
    assert list(source_ranges(document, 0, len(document.text))) == [("", 0, len(document.text))]
    assert reading.problems == ()


def test_a_guessed_encoding_is_said_and_the_text_is_right(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.txt", "The café’s owner said no.".encode("cp1252"))
    assert [document.text for document in reading.documents] == ["The café’s owner said no."]
    assert [problem.code for problem in reading.problems] == ["encoding_guessed"]


def test_white_space_alone_is_empty(tmp_path: Path) -> None:
    assert [problem.code for problem in read(tmp_path / "a.txt", " \r\n\t\0\u00a0".encode()).problems] == ["empty"]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    reading = plain.read(tmp_path / "none.txt", ORIGIN, Config())
    assert [problem.code for problem in reading.problems] == ["unreadable"]
