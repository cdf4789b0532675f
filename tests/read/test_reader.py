"""One way from a file to what it says; nothing a file may hold raises."""

from collections.abc import Callable
from email.message import EmailMessage
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read.reader import FORMATS, Format, format_of, read_file, read_version


def read(path: Path, content: bytes, config: Config | None = None) -> Reading:
    path.write_bytes(content)
    origin = Origin(artefact=ArtefactId("0" * 64), path=str(path), collected_at="2024-06-01T00:00:00+00:00")
    return read_file(path, origin, config or Config(), path.with_suffix(".inside"))


def test_every_format_has_a_media_type_of_its_own_and_its_module_s_reader() -> None:
    kinds = [one.media_type for one in FORMATS]
    assert len(kinds) == len(set(kinds))
    for one in FORMATS:
        assert one.reader == import_module(f"onrecord.read.{one.module}").READER
        name = "rows" if one.table else "read"
        assert one.load(name) is getattr(import_module(f"onrecord.read.{one.module}"), name)


def test_the_version_of_the_stage_names_each_reader_once_and_what_decides_the_text_of_a_pdf() -> None:
    names = read_version(Config()).split()
    assert len(names) == len(set(names))
    assert set(names) == {one.reader for one in FORMATS}
    assert f"pdf/2+{version('pypdfium2')}" in names


MAIL = b"From: a@b.example\nTo: c@d.example\nSubject: Cameras\n\nHello.\n"
TEXT_LIMIT, ARTEFACT_LIMIT = Config(text_bytes_limit=20), Config(artefact_bytes_limit=20)
TOO_LARGE = (
    ("a.txt", b"The council ended the contract on Monday.", TEXT_LIMIT),
    ("a.html", b"<!DOCTYPE html><p>The council ended the contract on Monday.</p>", TEXT_LIMIT),
    ("a.eml", MAIL, TEXT_LIMIT),
    ("a.mbox", b"From jane@example.org Mon Jun 18 09:30:00 2018\n" + MAIL, ARTEFACT_LIMIT),
    ("a.pdf", b"%PDF-1.7\n1 0 obj\n<</Type /Catalog", ARTEFACT_LIMIT),
    ("a.csv", b"award_id_piid,recipient_name,action_date\n1,2,3\n", ARTEFACT_LIMIT),
)


@pytest.mark.parametrize(("name", "content", "config"), TOO_LARGE, ids=[name for name, _, _ in TOO_LARGE])
def test_a_file_over_its_limit_is_given_to_no_reader(
    tmp_path: Path, name: str, content: bytes, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the size, the limit and the setting; a file of the limit's size goes to its reader."""
    given: list[str] = []

    def load(chosen: Format, _: str) -> Callable[..., object]:
        given.append(chosen.module)
        return lambda *_: () if chosen.table else Reading()

    monkeypatch.setattr(Format, "load", load)
    setting = "text_bytes_limit" if config is TEXT_LIMIT else "artefact_bytes_limit"
    reading = read(tmp_path / name, content, config)
    assert [one.code for one in reading.problems] == ["too_large"]
    assert (
        f"{len(content)} bytes, more than the limit of 20; split it, or raise {setting}" in reading.problems[0].message
    )
    assert given == []
    enough = Config(text_bytes_limit=len(content), artefact_bytes_limit=len(content))
    assert read(tmp_path / name, content, enough).problems == ()
    assert len(set(given)) == 1


def test_a_mailbox_may_be_larger_than_a_text(tmp_path: Path) -> None:
    """Also one that begins with a byte order mark; in UTF-16 the same words are a text, and held to its limit."""
    box = "From jane@example.org Mon Jun 18 09:30:00 2018\nSubject: one\n\nHello.\n" * 3
    config = Config(text_bytes_limit=100)
    for content in (box.encode(), box.encode("utf-8-sig")):
        parts = [one.part for one in read(tmp_path / "a", content, config).documents]
        assert parts == ["message=1", "message=2", "message=3"]
    assert [one.code for one in read(tmp_path / "a", box.encode("utf-16"), config).problems] == ["too_large"]


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
        (
            "a.xlsx",
            b"PK\x03\x04" + b"\0" * 22 + b"\x0f\0\0\0xl/workbook.xml",
            "unsupported_format",
            "a spreadsheet or slides",
        ),
        ("a.7z", b"7z\xbc\xaf\x27\x1crest", "unsupported_format", "unpack it"),
        ("a.gif", b"GIF89arest", "unsupported_format", "a picture"),
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
    assert "plain/2 failed with ZeroDivisionError: line one line two" in problem.message


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        origin = Origin(artefact=ArtefactId("0" * 64), path=str(path), collected_at="2024-06-01T00:00:00+00:00")
        assert [problem.code for problem in read_file(path, origin, Config(), tmp_path / "inside").problems] == [
            "unreadable"
        ]


def test_unknown_media_types_have_no_format() -> None:
    assert format_of("application/x-7z-compressed") is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([b"", b"<html>", b"%PDF-1.4\n", b"From: a\nTo: b\n", b"a,b\n", b"From x 2020\nA: b\n"]),
    st.binary(max_size=80),
    st.sampled_from(["a.txt", "a.html", "a.csv", "a.eml"]),
)
def test_any_bytes_give_documents_or_problems(tmp_path: Path, start: bytes, rest: bytes, name: str) -> None:
    reading = read(tmp_path / name, start + rest)
    assert reading.documents or reading.rows or reading.problems
    assert "reader_failed" not in {problem.code for problem in reading.problems}
