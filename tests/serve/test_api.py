"""The JSON API gives the rows of the export, a stretch at a time, and every error in one shape."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from onrecord.answer.parties import find_party
from onrecord.answer.timeline import said_and_done
from onrecord.export.jsonl import export
from onrecord.serve import make_app
from onrecord.serve.api.kinds import KINDS, Kind
from onrecord.store import Record, View, Writer, create_record
from onrecord.store.sharing import masked_copy
from store.record_values import EXTRACT, TEXT, add_document, extraction, fill

AZURE_ORDER = "CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"


def _all(client: TestClient, path: str, limit: int) -> list[dict[str, Any]]:
    """Follow a list to its end, by the cursor and by the Link header alike."""
    found: list[dict[str, Any]] = []
    address = f"{path}?limit={limit}"
    while True:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        found += body["rows"]
        if body["next"] is None:
            assert "link" not in answer.headers
            return found
        link = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers["link"])
        assert link
        address = link[1]
        assert body["next"] in address


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.name)
def test_lists_and_rows_are_the_rows_of_the_export(
    client: TestClient, exported: dict[str, list[dict[str, Any]]], kind: Kind
) -> None:
    """Each row once, field by field, in pieces of any size; and one by one by its id."""
    rows = exported[kind.name]
    for limit in (1, 3, kind.most) if len(rows) < 60 else (7, kind.most):
        listed = _all(client, f"/api/{kind.name}", limit)
        assert sorted(map(_written, listed)) == sorted(map(_written, rows))
    for row in rows[:12] if kind.order.by_id else []:
        assert client.get(f"/api/{kind.name}/{row['id']}").json() == row


def test_every_kind_of_the_export_is_a_list(exported: dict[str, list[dict[str, Any]]]) -> None:
    assert [one.name for one in KINDS] == list(exported)


def _written(row: object) -> str:
    return json.dumps(row, sort_keys=True)


@pytest.fixture(scope="module")
def exported(example_record: Record, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Export the example, unmasked as its owner sees it."""
    with View.open(example_record) as view:
        written = export(view, tmp_path_factory.mktemp("exported"))
    return {path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()] for path, _ in written}


def test_a_row_added_meanwhile_moves_no_other(tmp_path: Path) -> None:
    """A list that was begun goes on where it ended, whatever was added before or after."""
    record = create_record(tmp_path / "record")
    with Writer(record) as writer:
        fill(writer)
    client = TestClient(make_app(record, ("testserver",)))
    first = client.get("/api/statements?limit=1").json()
    with Writer(record) as writer:
        added = add_document(writer, TEXT + "\nOnce more.", "c.txt")
        with writer.transaction():
            writer.put_extraction(extraction(added), EXTRACT)
    rest = client.get("/api/statements", params={"limit": 500, "cursor": first["next"]}).json()["rows"]
    held = _all(client, "/api/statements", 500)
    assert [one["id"] for one in [*first["rows"], *rest]] == [one["id"] for one in held]


@pytest.mark.parametrize("change", ["cut", "letter", "list", "filter"])
def test_a_cursor_of_something_else_is_refused(client: TestClient, change: str) -> None:
    cursor = client.get("/api/statements?limit=1").json()["next"]
    path = "/api/awards" if change == "list" else "/api/statements"
    given = {"cut": cursor[:-2], "letter": ("B" if cursor[0] == "A" else "A") + cursor[1:]}.get(change, cursor)
    extra = {"document": "0"} if change == "filter" else {}
    answer = client.get(path, params={"cursor": given} | extra)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_cursor")


def test_lists_are_narrowed_by_their_filters(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Satya Nadella").id
        document = next(view.documents()).id
    spoken = _all(client, "/api/statements", 500)
    some = client.get("/api/statements", params={"speaker": party, "limit": 500}).json()["rows"]
    assert 0 < len(some) < len(spoken)
    assert {one["speaker"]["party"] for one in some} == {party}
    inside = client.get("/api/statements", params={"document": document, "limit": 500}).json()["rows"]
    assert {one["document"] for one in inside} == {document}
    assert [one["name"] for one in client.get("/api/parties", params={"name": "microsoft"}).json()["rows"]] == [
        "Microsoft"
    ]


def test_an_answer_known_already_is_not_sent_again_until_the_record_changes(tmp_path: Path) -> None:
    record = create_record(tmp_path / "record")
    with Writer(record) as writer:
        fill(writer)
    client = TestClient(make_app(record, ("testserver",)))
    answer = client.get("/api/statements")
    known = {"If-None-Match": answer.headers["etag"]}
    again = client.get("/api/statements", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/statements?limit=1", headers=known).status_code == 200
    with Writer(record) as writer:
        add_document(writer, "Later.\n", "later.txt")
    assert client.get("/api/statements", headers=known).status_code == 200


def test_a_head_has_the_headers_and_no_body(client: TestClient) -> None:
    got, head = client.get("/api/parties"), client.head("/api/parties")
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in ("etag", "content-type", "content-length")} == {
        name: got.headers[name] for name in ("etag", "content-type", "content-length")
    }


@pytest.mark.parametrize(
    ("accept", "status"), [("text/html", 406), ("*/*", 200), ("text/html, application/json;q=0.5", 200)]
)
def test_only_json_is_given(client: TestClient, accept: str, status: int) -> None:
    assert client.get("/api/parties", headers={"Accept": accept}).status_code == status


def test_a_masked_copy_answers_masked_rows_and_no_decisions(example_record: Record, tmp_path: Path) -> None:
    copy = masked_copy(example_record, tmp_path / "copy")
    client = TestClient(make_app(copy, ("testserver",), masked=True))
    document = client.get("/api/openapi.json").json()
    assert not [path for path in document["paths"] if "judgements" in path or "review" in path]
    assert client.get("/api/judgements").status_code == 404
    with View.open(copy) as view:
        held = {one.id for one in view.parties()}
    assert {one["id"] for one in _all(client, "/api/parties", 500)} == held


def test_the_schemas_of_the_document_are_schemas_and_the_answers_fit_them(client: TestClient) -> None:
    """By jsonschema, in the dialect that OpenAPI 3.1 takes its schemas from."""
    document = client.get("/api/openapi.json").json()
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for path in ("/api/statements", "/api/awards", "/api/documents", "/api/tensions", "/api/threads"):
        wanted = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {"$ref": wanted["$ref"], "components": document["components"]}
        Draft202012Validator(whole).validate(client.get(path).json())


def test_said_and_done_gives_both_sides_as_rows_of_the_export(
    client: TestClient, exported: dict[str, list[dict[str, Any]]], example_record: Record
) -> None:
    with View.open(example_record) as view:
        found = said_and_done(view, find_party(view, "Microsoft"), find_party(view, "ICE"))
    answer = client.get("/api/said-and-done", params={"party": "Microsoft", "about": "ICE"})
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert {row["id"] for row in body["statements"]} == {row.id for row in found.statements}
    assert {row["id"] for row in body["awards"]} == {row.id for row in found.awards}
    for kind in ("statements", "awards", "tensions"):
        rows = {row["id"]: row for row in exported[kind]}
        assert all(rows[row["id"]] == row for row in body[kind])
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
    spans = client.get(f"/api/statements/{statement.id}").json()["content"]
    assert [text[span["start"] : span["end"]] for span in spans] == [span["text"] for span in spans]


def test_sums_of_money_are_strings_that_lose_nothing(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        award = next(one for one in view.awards() if one.id == AZURE_ORDER)
    held = client.get(f"/api/awards/{AZURE_ORDER}").json()["money"]
    assert all(isinstance(one, str) for one in held.values() if one is not None)
    assert {Decimal(held[one.notion]) for one in award.money} == {one.amount for one in award.money}


def test_a_search_says_how_many_match(client: TestClient) -> None:
    body = client.get("/api/search", params={"q": "azure", "kind": "award", "limit": "1"}).json()
    assert [(one["kind"], one["id"]) for one in body["found"]] == [("award", AZURE_ORDER)]
    assert body["counts"] == {"award": {"least": 1, "complete": True}}


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


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/api/problems", "onrecord.serve.api.endpoints.stretch"),
        ("/problems", "onrecord.serve.problems.problem_counts"),
    ],
)
def test_a_bug_is_an_answer_and_no_traceback(
    example_record: Record, monkeypatch: pytest.MonkeyPatch, path: str, place: str
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret words of the source")

    monkeypatch.setattr(place, fail)
    answer = TestClient(make_app(example_record, ("testserver",)), raise_server_exceptions=False).get(path)
    assert answer.status_code == 500
    assert "secret words" not in answer.text
    assert "a bug in onrecord" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
