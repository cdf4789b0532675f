"""The two seams that need no record: fields, types and offsets of their rows."""

import json
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.export.seams import attributions_row, document_row, problem_row
from onrecord.model.problem import Problem
from onrecord.model.statement import Extraction
from resolve.build import document, mentions, statement


def test_attributions_are_places_in_the_text() -> None:
    made = document("Ann Clarke said it was so.")
    said = statement(made, "Ann Clarke", "it was so")
    row = attributions_row(
        "one",
        Extraction(document=made.id, statements=(said,), mentions=tuple(mentions(made, {"Ann Clarke": "person"}))),
    )
    assert row == {
        "doc": "one",
        "attributions": [
            {
                "source": [[0, 10]],
                "source_kind": "nobody",
                "cue": [],
                "content": [[16, 25]],
                "form": "indirect",
                "confidence": 0.9,
            }
        ],
        "mentions": [{"start": 0, "end": 10, "text": "Ann Clarke", "name": "Ann Clarke", "kind": "person"}],
    }


def test_offsets_are_code_points_also_beyond_the_basic_plane() -> None:
    made = document("𝔸𝕟𝕟 é said it was so.")
    row = attributions_row("one", Extraction(document=made.id, statements=(statement(made, "𝔸𝕟𝕟 é", "it was so"),)))
    assert row["attributions"][0]["source"] == [[0, 5]]
    assert row["attributions"][0]["content"] == [[11, 20]]


def test_a_document_row_has_the_fields_of_the_contract() -> None:
    row = document_row("a.txt", document("Title\nWords of it.", title="Title", published="2018-06-20"))
    assert row == {
        "path": "a.txt",
        "part": "",
        "title": "Title",
        "published": "2018-06-20",
        "published_basis": "test",
        "authors": [],
        "publisher": None,
        "text": "Title\nWords of it.",
        "body": [[6, 18]],
        "lines": [[0, 5, "title", "test"], [6, 18, "body", "test"]],
    }


def test_a_file_that_gave_no_document_has_the_same_fields_and_its_problems() -> None:
    problem = Problem(path="a.pdf", stage="read", code="encrypted", message="a.pdf: needs a password")
    row = problem_row("a.pdf", (problem,))
    assert set(row) == {*document_row("a.pdf", document("x")), "problems"}
    assert row["problems"] == [{"code": "encrypted", "message": "a.pdf: needs a password"}]
    assert (row["text"], row["body"]) == ("", [])


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("junk.txt", bytes(range(256)) * 4, "application/octet-stream"),
        ("paper.pdf", b"%PDF-1.4\nMicrosoft said that it was so.\n", "application/pdf"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(40), "image/png"),
    ],
)
def test_extract_of_what_is_no_text_is_a_line_and_an_empty_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["extract", str(tmp_path / name)]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == [
        {"doc": Path(name).stem, "attributions": [], "mentions": []}
    ]
    assert err.startswith(f"onrecord: {tmp_path / name}: no text but {kind}; ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.eml", "a.csv"])
def test_extract_takes_every_kind_of_text_as_it_stands(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    heads = {"a.html": "<html><body>\n\n", "a.eml": "From: a@b.example\nSubject: x\n\n"}
    text = heads.get(name, "") + "Microsoft said that it was so.\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["extract", str(tmp_path / name)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out)["attributions"]


def test_extract_takes_the_same_paths_without_the_option(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("Microsoft said that it was so.\n", encoding="utf-8")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    printed = []
    for arguments in (["--text", paths[0], "--text", paths[1]], paths, [str(tmp_path)]):
        assert main(["extract", *arguments]) == 0
        printed.append(capsys.readouterr())
    assert printed[0].out.count("\n") == 2
    assert printed[1:] == printed[:1] * 2
