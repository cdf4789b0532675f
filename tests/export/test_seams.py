"""The two seams that need no record: fields, types and offsets of their rows."""

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
            {"source": [[0, 10]], "cue": [], "content": [[16, 25]], "form": "indirect", "confidence": 0.9}
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
    }


def test_a_file_that_gave_no_document_has_the_same_fields_and_its_problems() -> None:
    problem = Problem(path="a.pdf", stage="read", code="encrypted", message="a.pdf: needs a password")
    row = problem_row("a.pdf", (problem,))
    assert set(row) == {*document_row("a.pdf", document("x")), "problems"}
    assert row["problems"] == [{"code": "encrypted", "message": "a.pdf: needs a password"}]
    assert (row["text"], row["body"]) == ("", [])
