"""Plain text is read character for character."""

import time
from pathlib import Path

import pytest

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, body_ranges, source_ranges
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read import plain
from onrecord.store.writer import check_document

ORIGIN = Origin(artefact=ArtefactId("0" * 64), path="in/story.txt", collected_at="2024-06-01T00:00:00+00:00")
FIXTURE = Path(__file__).parent / "fixtures" / "plain" / "quarry.txt"


def read(path: Path, content: bytes, config: Config | None = None) -> Reading:
    path.write_bytes(content)
    return plain.read(path, ORIGIN, config or Config())


def test_a_story_with_its_title_date_and_body() -> None:
    (document,) = plain.read(FIXTURE, ORIGIN, Config()).documents
    assert isinstance(document, Document)
    assert (document.reader, document.media_type, document.part) == ("plain/2", "text/plain", "")
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


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"", ["empty"]),
        (b"\n" * 100_000, ["empty"]),
        ("The café said no.".encode()[:8], ["encoding_guessed"]),
        (b"The owner \xff\xfe\x81 said no.", ["encoding_guessed"]),
        (b"The\0owner\0said\0no.", []),
        (b"<script>alert(1)</script><iframe src=x></iframe>", []),
        (b"%PDF- is how such a file begins.", []),
        (b"(" * 10_000, []),
    ],
)
def test_bad_files_are_read_or_said_to_be_empty(tmp_path: Path, content: bytes, codes: list[str]) -> None:
    """Cut, empty, in no encoding, with NULs, of another kind by name or content: never an exception."""
    reading = read(tmp_path / "a.txt", content)
    assert [problem.code for problem in reading.problems] == codes
    for document in reading.documents:
        check_document(document)


@pytest.mark.parametrize(
    "unit", ["word and more words. ", "x", '("', "12/05/2020: ", "漢字", "we need you, please donate "]
)
def test_a_very_long_line_takes_linear_time(tmp_path: Path, unit: str) -> None:
    """Eight times the line may take twenty-four times the time, not sixty-four."""

    def seconds(size: int) -> float:
        (tmp_path / "a.txt").write_text(unit * (size // len(unit)), encoding="utf-8")
        start = time.process_time()
        (document,) = plain.read(tmp_path / "a.txt", ORIGIN, Config()).documents
        assert len(document.lines) == 1
        return time.process_time() - start

    seconds(1_000)
    small = max(min(seconds(250_000) for _ in range(2)), 0.005)
    assert seconds(2_000_000) < 24 * small


def test_ten_million_empty_lines_between_two_paragraphs(tmp_path: Path) -> None:
    """They make no lines, and reading takes seconds."""
    start = time.process_time()
    reading = read(tmp_path / "a.txt", b"The deal is off." + b"\n" * 10_000_000 + b"Nobody knows why.")
    assert time.process_time() - start < 20
    assert [(line.end - line.start, line.label) for line in reading.documents[0].lines] == [(16, "body"), (17, "body")]


def test_a_dump_of_more_lines_than_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "LINES_LIMIT", 3)
    reading = read(tmp_path / "a.txt", b"a\r\nb\n\nc\n")
    assert [len(document.lines) for document in reading.documents] == [3]
    reading = read(tmp_path / "a.txt", b"a\nb\nc\n \n")
    assert [problem.code for problem in reading.problems] == ["too_large"]
    assert reading.documents == ()


@pytest.mark.fuzz
def test_fuzz(tmp_path: Path) -> None:
    """Whatever the bytes, there is a document whose lines hold its text, or a problem."""

    def attempt(content: bytes) -> None:
        reading = read(tmp_path / "a.txt", content)
        assert reading.documents or reading.problems
        for document in reading.documents:
            check_document(document)
            assert all(
                segment.end - segment.start == segment.source_end - segment.source_start
                for segment in document.segments
            )

    story = FIXTURE.read_bytes()
    assert fuzz(attempt, [story, b"Menu item\n" * 40 + story + b"Share\n" * 20]) >= 100
