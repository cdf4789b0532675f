"""The JSON API gives the rows of the pages, and every error in one shape."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.answer.parties import find_party
from onrecord.answer.timeline import said_and_done
from onrecord.serve import make_app
from onrecord.store import Record, View

AZURE_ORDER = "CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"


def test_said_and_done_gives_the_rows_of_the_answer(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        found = said_and_done(view, find_party(view, "Microsoft"), find_party(view, "ICE"))
    answer = client.get("/api/said-and-done", params={"party": "Microsoft", "about": "ICE"})
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert [row["id"] for row in body["statements"]] == [row.id for row in found.statements]
    assert [row["content"] for row in body["statements"]] == [row.content for row in found.statements]
    assert [row["id"] for row in body["awards"]] == [row.id for row in found.awards]
    assert body["searched"] == found.searched


def test_a_timeline_needs_no_second_party(client: TestClient) -> None:
    all_of_it = client.get("/api/timeline", params={"party": "Microsoft"}).json()
    some = client.get("/api/timeline", params={"party": "Microsoft", "about": "ICE"}).json()
    assert all_of_it["about"] is None
    assert len(all_of_it["statements"]) > len(some["statements"]) > 0


def test_a_statement_carries_words_that_stand_at_its_offsets(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        statement = next(view.statements())
        text = view.text(statement.document)
    body = client.get(f"/api/statements/{statement.id}").json()
    spans = body["statement"]["content"]
    assert [text[span["start"] : span["end"]] for span in spans] == [span["text"] for span in spans]
    assert body["row"]["id"] == statement.id


def test_a_document_comes_with_its_text_and_statements(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        document = next(view.documents())
        ids = [one.id for one in view.statements(document.id)]
    body = client.get(f"/api/documents/{document.id}").json()
    assert body["document"]["text"] == document.text
    assert [row["id"] for row in body["rows"]] == ids


def test_sums_of_money_are_strings_that_lose_nothing(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        award = next(one for one in view.awards() if one.id == AZURE_ORDER)
    body = client.get(f"/api/awards/{AZURE_ORDER}").json()
    assert [Decimal(one["amount"]) for one in body["row"]["money"]] == [one.amount for one in award.money]
    assert all(isinstance(one["amount"], str) for one in body["row"]["money"])


def test_parties_search_and_problems_answer(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft")
        problems = len(view.problems())
    assert client.get(f"/api/parties/{party.id}").json()["party"]["name"] == "Microsoft"
    found = client.get("/api/search", params={"q": "azure", "kind": "award", "limit": "1"}).json()["found"]
    assert [(one["kind"], one["id"]) for one in found] == [("award", AZURE_ORDER)]
    assert len(client.get("/api/problems").json()["problems"]) == problems


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api", 404, "not_found"),
        ("/api/nowhere", 404, "not_found"),
        ("/api/search", 400, "bad_request"),
        ("/api/search?q=!!!", 400, "bad_request"),
        ("/api/search?q=ice&kind=cat", 400, "bad_request"),
        ("/api/search?q=ice&limit=1e3", 400, "bad_request"),
        ("/api/timeline", 400, "bad_request"),
        ("/api/timeline?party=Nobody+Here", 404, "not_found"),
        ("/api/said-and-done?party=Microsoft", 400, "bad_request"),
        ("/api/parties/0", 404, "not_found"),
        ("/api/documents/0", 404, "not_found"),
        ("/api/statements/0", 404, "not_found"),
        ("/api/awards/0", 404, "not_found"),
    ],
)
def test_every_error_has_one_shape(client: TestClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    body = json.loads(answer.text)
    assert answer.status_code == status
    assert list(body) == ["error"]
    assert sorted(body["error"]) == ["code", "message"]
    assert body["error"]["code"] == code
    assert body["error"]["message"]
    assert "\n" not in body["error"]["message"]


def test_writing_is_refused_in_the_same_shape(client: TestClient) -> None:
    answer = client.post("/api/search")
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/api/problems", "/problems"])
def test_a_record_that_went_away_is_an_answer_and_no_traceback(tmp_path: Path, path: str) -> None:
    client = TestClient(make_app(Record(tmp_path / "gone"), ("testserver",)), raise_server_exceptions=False)
    answer = client.get(path)
    assert answer.status_code == 503
    assert "Traceback" not in answer.text
    assert "content-security-policy" in answer.headers
    if path.startswith("/api"):
        assert answer.json()["error"]["code"] == "record_missing"


@pytest.mark.parametrize("path", ["/api/problems", "/problems"])
def test_a_bug_is_an_answer_and_no_traceback(
    example_record: Record, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def fail(_: View) -> None:
        raise ZeroDivisionError("secret words of the source")

    monkeypatch.setattr(View, "problems", fail)
    answer = TestClient(make_app(example_record, ("testserver",)), raise_server_exceptions=False).get(path)
    assert answer.status_code == 500
    assert "secret words" not in answer.text
    assert "a bug in onrecord" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
