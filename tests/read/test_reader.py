"""One way from a file to what it says; nothing a file may hold raises."""

from email.message import EmailMessage
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read.reader import FORMATS, READ_VERSION, format_of, read_file


def read(path: Path, content: bytes) -> Reading:
    path.write_bytes(content)
    origin = Origin(artefact=ArtefactId("0" * 64), path=str(path), collected_at="2024-06-01T00:00:00+00:00")
    return read_file(path, origin, Config())


def test_every_format_has_a_name_a_version_and_media_types_of_its_own() -> None:
    assert [(one.name, one.version) for one in FORMATS] == [tuple(one.reader.split("/")) for one in FORMATS]
    kinds = [kind for one in FORMATS for kind in one.media_types]
    assert len(kinds) == len(set(kinds))
    assert set(READ_VERSION.split()) == {one.reader for one in FORMATS}
    for one in FORMATS:
        assert one.reader == import_module(f"onrecord.read.{one.module}").READER
        assert one.load() is import_module(f"onrecord.read.{one.module}").read


def test_readers_are_chosen_by_content(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Cameras", "a@b.example", "c@d.example"
    mail.set_content("The council ended the contract on Monday.")
    cases = {
        "page.txt": b"<!DOCTYPE html><p>The council ended the contract on Monday.</p>",
        "story.dat": b"The council ended the contract on Monday.",
        "letter.txt": mail.as_bytes(),
    }
    found = {name: read(tmp_path / name, content).documents[0].reader.split("/")[0] for name, content in cases.items()}
    assert found == {"page.txt": "html", "story.dat": "plain", "letter.txt": "mail"}


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.txt", b"", "empty", "no bytes"),
        ("a.docx", b"PK\x03\x04rest", "unsupported_format", "unpack it, or save it as PDF"),
        ("a.gz", b"\x1f\x8b\x08rest", "unsupported_format", "unpack it"),
        ("a.png", b"\x89PNG\r\n\x1a\nrest", "unsupported_format", "a picture"),
        ("a.json", b'{"a": 1}', "unsupported_format", "JSON"),
        ("a.txt", bytes(range(256)) * 4, "unsupported_format", "no kind of text"),
        ("a.txt", b" \r\n", "empty", "white space"),
    ],
)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, code: str, words: str
) -> None:
    (problem,) = read(tmp_path / name, content).problems
    assert (problem.code, problem.stage, problem.artefact) == (code, "read", "0" * 64)
    assert words in problem.message
    assert name in problem.message
    assert "\n" not in problem.message


def test_a_reader_that_raises_is_a_problem_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> Reading:
        raise ZeroDivisionError("line one\nline two")

    monkeypatch.setattr("onrecord.read.plain.decode", fail)
    (problem,) = read(tmp_path / "a.txt", b"words").problems
    assert problem.code == "reader_failed"
    assert "plain/1 failed with ZeroDivisionError: line one line two" in problem.message


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        origin = Origin(artefact=ArtefactId("0" * 64), path=str(path), collected_at="2024-06-01T00:00:00+00:00")
        assert [problem.code for problem in read_file(path, origin, Config()).problems] == ["unreadable"]


def test_unknown_media_types_have_no_format() -> None:
    assert format_of("application/zip") is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([b"", b"<html>", b"%PDF-1.4\n", b"From: a\nTo: b\n", b"a,b\n", b"From x 2020\nA: b\n"]),
    st.binary(max_size=80),
    st.sampled_from(["a.txt", "a.html", "a.csv", "a.eml"]),
)
def test_any_bytes_give_documents_or_problems(tmp_path: Path, start: bytes, rest: bytes, name: str) -> None:
    reading = read(tmp_path / name, start + rest)
    assert reading.documents or reading.actions or reading.problems
    assert "reader_failed" not in {problem.code for problem in reading.problems}
