"""Decisions in the browser and over the API: the same queue, and nothing that a page of another site could send."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.answer.parties import find_party
from onrecord.answer.review import queue
from onrecord.answer.review_drafts import draft, signed
from onrecord.model.judgement import Judgement
from onrecord.serve import make_app, review
from onrecord.serve.same_site import BODY_LIMIT
from onrecord.store import Record, View, Writer
from onrecord.store.verdicts import wrong
from review_records import applied, copied, judge, kept, statements_by
from serve.conftest import client_of

HERE = {"sec-fetch-site": "same-origin"}
JSON = {"content-type": "application/json"}


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    return copied(example_record, tmp_path / "record")


@pytest.fixture
def asking(record: Record) -> TestClient:
    return client_of(record)


def _made(record: Record) -> list[Judgement]:
    with View.open(record) as view:
        return view.judgements()


def _first(record: Record) -> dict[str, Any]:
    return {"verdict": "wrong", "left": statements_by(record, "Microsoft")[0].id, "user": "Ann", "reason": "a caption"}


def test_the_api_gives_the_same_queue_as_the_terminal(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        items = queue(view, None, 5, first=2)
    answer = client.get("/api/review", params={"limit": 5, "first": 3}).json()
    assert [one["id"] for one in answer["items"]] == [one.id for one in items]
    assert answer["waiting"]["statement"] > 0
    kind = client.get("/api/review", params={"kind": "tension"}).json()["items"]
    assert {one["kind"] for one in kind} == {"tension"}
    assert client.get("/api/review", params={"kind": "all"}).json()["error"]["code"] == "bad_request"


def test_a_decision_is_taken_as_json_and_listed(asking: TestClient, record: Record) -> None:
    sent = _first(record)
    answer = asking.post("/api/judgements", json=sent)
    assert answer.status_code == 201
    row = answer.json()
    (one,) = _made(record)
    assert (row["id"], row["user"], row["verdict"], row["reason"]) == (one.id, "Ann", "wrong", "a caption")
    assert one.left.startswith("statement:")
    undone = asking.post("/api/judgements", json={"verdict": "undone", "left": one.id, "user": "Ann"})
    assert undone.status_code == 201
    listed = asking.get("/api/judgements").json()["judgements"]
    assert [(each["verdict"], each["stands"]) for each in listed] == [("wrong", False), ("undone", False)]


def test_words_and_speakers_are_corrected_over_the_api(asking: TestClient, record: Record) -> None:
    one = statements_by(record, "Microsoft")[0]
    start = one.content[0].start
    words = {"verdict": "span", "left": one.id, "words": [[start, start + 12]], "user": "Ann"}
    made = asking.post("/api/judgements", json=words).json()
    speaker = {"verdict": "speaker", "left": made["left"], "right": "Apple", "user": "Ann"}
    assert asking.post("/api/judgements", json=speaker).status_code == 201
    assert [each.verdict for each in _made(record)] == ["span", "speaker"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"verdict": "guilty"}, 400, "bad_request"),
        ({"left": "f" * 32}, 404, "not_found"),
        ({"left": "0" * 0}, 404, "not_found"),
        ({"user": "a\u202eb"}, 400, "bad_request"),
        ({"reason": "x" * 5_000}, 400, "bad_request"),
        ({"judge": "me"}, 400, "bad_request"),
        ({"left": 7}, 400, "bad_request"),
        ({"words": [[0, 5]]}, 400, "bad_request"),
    ],
)
def test_a_body_that_is_no_decision_is_refused_in_the_apis_one_shape(
    asking: TestClient, record: Record, change: dict[str, Any], status: int, code: str
) -> None:
    answer = asking.post("/api/judgements", json=_first(record) | change)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert _made(record) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_body_that_is_no_json_is_refused(asking: TestClient, record: Record, body: bytes) -> None:
    answer = asking.post("/api/judgements", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
    assert _made(record) == []


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"origin": "http://testserver"}, True),
        ({"origin": "http://testserver:8421"}, False),
        ({"origin": "https://testserver"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_a_page_of_another_site_cannot_decide(
    asking: TestClient,
    record: Record,
    headers: dict[str, str],
    allowed: bool,  # noqa: FBT001  # a case's outcome
) -> None:
    answer = asking.post("/api/judgements", json=_first(record), headers=headers)
    assert answer.status_code == (201 if allowed else 403)
    assert len(_made(record)) == (1 if allowed else 0)
    if not allowed:
        assert answer.json()["error"]["code"] == "forbidden"


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_a_form_of_another_site_cannot_decide(asking: TestClient, record: Record, headers: dict[str, str]) -> None:
    """A page elsewhere can send a form without asking first; a browser says so, and one that does not is refused."""
    answer = asking.post("/review", data=_first(record), headers=headers)
    assert answer.status_code == 403
    assert _made(record) == []


def test_a_request_under_another_name_is_refused_before_anything_else(asking: TestClient, record: Record) -> None:
    answer = asking.post("/api/judgements", json=_first(record), headers={"host": "evil.example", **HERE})
    assert answer.status_code == 421
    assert _made(record) == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_the_api_takes_json_only(asking: TestClient, record: Record, kind: str) -> None:
    """Kinds of body that a form can send are not taken, even where the browser says nothing of where it comes from."""
    body = b'{"verdict": "wrong"}'
    assert asking.post("/api/judgements", content=body, headers={"content-type": kind}).status_code == 403
    assert asking.post("/api/judgements", content=body, headers={"content-type": kind, **HERE}).status_code == 415
    assert _made(record) == []


def test_a_body_has_a_limit(asking: TestClient, record: Record) -> None:
    sent = _first(record) | {"reason": "x" * BODY_LIMIT}
    assert asking.post("/api/judgements", json=sent).status_code == 413
    assert asking.post("/review", data=sent, headers=HERE).status_code == 413
    assert _made(record) == []


def test_another_process_that_writes_is_said_and_nothing_is_lost_of_what_was_there(
    asking: TestClient, record: Record
) -> None:
    sent = _first(record)
    with Writer(record):
        answer = asking.post("/api/judgements", json=sent)
        page = asking.post("/review", data=sent, headers=HERE, follow_redirects=False)
        assert asking.get("/api/judgements").json() == {"judgements": []}
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "record_busy")
    assert page.status_code == 409
    assert "Another process writes to the record just now" in page.text
    assert asking.post("/api/judgements", json=sent).status_code == 201


def test_the_page_needs_no_script_and_its_forms_decide(asking: TestClient, record: Record) -> None:
    """Each form on the page, sent as a browser sends it, becomes a judgement; and can be taken back there."""
    page = asking.get("/review", params={"kind": "speaker"})
    assert page.status_code == 200
    assert page.text.count("<script") == page.text.count('<script src="/static/')
    form = page.text[page.text.index('<form class="decide" action="/review"') :]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    assert fields["kind"] == "speaker"
    candidate = re.search(r'<option value="(party:[^"]+)"', form)
    assert candidate is not None
    sent = fields | {"verdict": "speaker", "speaker": candidate[1], "speaker_name": "", "user": "Ann", "reason": ""}
    answer = asking.post("/review", data=sent, headers=HERE | {"origin": "null"}, follow_redirects=False)
    assert answer.status_code == 303
    (one,) = _made(record)
    assert (one.verdict, one.left, one.right, one.user) == ("speaker", fields["left"], candidate[1], "Ann")
    after = asking.get(answer.headers["location"])
    assert f'value="judgement:{one.id}"' in after.text
    assert fields["left"] not in after.text
    back = {"left": f"judgement:{one.id}", "right": "", "kind": "", "first": "1", "verdict": "undone", "user": "Ann"}
    assert asking.post("/review", data=back, headers=HERE, follow_redirects=False).status_code == 303
    assert [each.verdict for each in _made(record)] == ["speaker", "undone"]


def test_a_form_without_a_speaker_or_in_another_shape_is_refused(asking: TestClient, record: Record) -> None:
    item = asking.get("/api/review", params={"kind": "speaker"}).json()["items"][0]
    sent = {"verdict": "speaker", "left": item["left"], "user": "Ann"}
    answer = asking.post("/review", data=sent, headers=HERE)
    assert answer.status_code == 400
    assert "choose whose words they are" in answer.text
    broken = {"content-type": "application/x-www-form-urlencoded", **HERE}
    for body in (b"\xff=\xff", b"a" * 50, b"&".join(b"a=1" for _ in range(30))):
        assert asking.post("/review", content=body, headers=broken).status_code == 400
    assert _made(record) == []


def test_nobodys_name_is_taken_for_granted(asking: TestClient, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form proposes the name git has, to be written over; without git the field is empty, and is to be filled."""
    monkeypatch.setattr(review, "name_in_git", lambda: "Ann of git")
    assert 'name="user" value="Ann of git"' in asking.get("/review").text
    assert 'name="user" value="Bo"' in asking.get("/review", params={"user": "Bo"}).text
    monkeypatch.setattr(review, "name_in_git", str)
    page = asking.get("/review").text
    assert "Decide as</label>" in page
    assert 'name="user" value=""' in page
    answer = asking.post("/review", data=_first(record) | {"user": " "}, headers=HERE)
    assert answer.status_code == 400
    assert "say who decides" in answer.text
    assert _made(record) == []


def test_the_button_for_a_speaker_says_what_it_does(asking: TestClient) -> None:
    page = asking.get("/review", params={"kind": "speaker"}).text
    assert 'value="speaker" data-key="p">Save the speaker chosen above</button>' in page


def test_a_person_and_a_body_cannot_be_said_to_be_one(asking: TestClient, record: Record) -> None:
    sent = {"verdict": "same", "left": "Satya Nadella", "right": "Microsoft", "user": "Ann"}
    answer = asking.post("/api/judgements", json=sent)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
    assert "Satya Nadella is a person and Microsoft is not" in asking.post("/review", data=sent, headers=HERE).text
    assert _made(record) == []


def test_a_party_lists_where_it_is_named_with_the_ids_that_a_decision_takes(asking: TestClient, record: Record) -> None:
    with View.open(record) as view:
        party = find_party(view, "Apple")
        held = {one.id for one in view.mentions_of([party.id]) if one.span}
    page = asking.get(f"/api/parties/{party.id}/named").json()
    assert {one["mention"] for one in page["rows"]} == held
    assert page["next"] is None
    sent = {"verdict": "different", "left": page["rows"][0]["mention"], "right": "Twitter", "user": "Ann"}
    assert asking.post("/api/judgements", json=sent).status_code == 201


def test_both_parties_stand_side_by_side_with_the_decisions_on_them(asking: TestClient, record: Record) -> None:
    judge(record, "same", "Apple", "Microsoft", user="Ann", reason="<b>both</b>")
    judge(record, "different", "Apple", "Microsoft", user="Bo")
    applied(record)
    page = asking.get("/review", params={"kind": "conflict"}).text
    assert page.count('class="party-card"') == 2
    assert "taken for one by Ann on 2026-03-01: &lt;b&gt;both&lt;/b&gt;" in page
    assert 'value="different"' in page


def test_a_name_that_hides_characters_is_spelt_out(asking: TestClient, record: Record) -> None:
    with View.open(record) as view:
        keys = [view.keys_of(find_party(view, name).id)[0] for name in ("Apple", "Microsoft")]
    with Writer(record) as writer, writer.transaction():
        writer._db.execute("UPDATE parties SET name = 'App\u200ble \u202egnp' WHERE name = 'Apple'")
    one = Judgement(
        left=keys[0], right=keys[1], verdict="same", user="x\u202ey", made_at="2026-01-01T00:00:00+00:00", reason=""
    )
    kept(record, one)
    with Writer(record) as writer, writer.transaction():
        writer._db.execute(
            "INSERT INTO reviews VALUES ('r', 'conflict', ?, ?, 0.5, 'x', json_array(?))", (*keys, one.id)
        )
    page = asking.get("/review", params={"kind": "conflict"}).text
    assert "App‹U+200B›le ‹U+202E›gnp" in page


def test_questions_come_one_by_one_and_can_be_skipped(asking: TestClient) -> None:
    page = asking.get("/review").text
    assert page.count('class="review-item"') == 1
    assert "first=2" in page
    assert 'rel="prev"' not in page
    assert 'rel="prev"' in asking.get("/review", params={"first": 2}).text
    assert "That was the last" in asking.get("/review", params={"first": 100_000}).text
    assert asking.get("/review", params={"first": "x"}).status_code == 400


def test_reading_never_writes(asking: TestClient, record: Record) -> None:
    for path in ("/review", "/api/review", "/api/judgements"):
        assert asking.get(path).status_code == 200
        assert asking.put(path).status_code == 405
    assert asking.post("/api/review", json=_first(record), headers=HERE).status_code == 405
    assert _made(record) == []


@pytest.fixture
def applying(record: Record) -> TestClient:
    """Ask the app as `onrecord serve` makes it: told how to work out what follows."""
    return TestClient(make_app(record, ("testserver",), apply=applied), raise_server_exceptions=False)


def test_decisions_are_applied_with_a_button_that_says_how_many_wait(applying: TestClient, record: Record) -> None:
    assert "Apply decisions" not in applying.get("/review").text
    judge(record, "wrong", statements_by(record, "Microsoft")[0].id)
    judge(record, "wrong", statements_by(record, "Microsoft")[1].id, minute=1)
    page = applying.get("/review").text
    assert "2 decisions taken since decisions were last applied" in page
    assert '<form class="notice" action="/review/apply"' in page
    answer = applying.post("/review/apply", data={"user": "Ann", "kind": ""}, headers=HERE, follow_redirects=False)
    assert answer.status_code == 303
    after = applying.get(answer.headers["location"]).text
    assert "2 decisions applied" in after
    assert "Apply decisions" not in after
    assert 'value="Ann"' in after
    again = applying.post("/review/apply", data={"user": "Ann"}, headers=HERE)
    assert again.status_code == 200
    assert "decisions applied" not in again.text


def test_what_follows_from_a_decision_is_there_once_it_is_applied_over_the_api(
    applying: TestClient, record: Record
) -> None:
    item = next(one for one in applying.get("/api/review", params={"kind": "speaker"}).json()["items"])
    sent = {"verdict": "speaker", "left": item["left"], "right": "nobody", "user": "Ann"}
    assert applying.post("/api/judgements", json=sent).status_code == 201
    assert applying.get("/api/review").json()["unapplied"] == 1
    answer = applying.post("/api/judgements/apply", json={})
    assert (answer.status_code, answer.json()) == (200, {"applied": 1})
    assert applying.get("/api/review").json()["unapplied"] == 0
    with View.open(record) as view:
        assert item["left"] not in {one.left for one in view.reviews()}


def test_applying_while_a_build_holds_the_record_says_so_and_loses_nothing(
    applying: TestClient, record: Record
) -> None:
    judge(record, "wrong", statements_by(record, "Microsoft")[0].id)
    with Writer(record):
        page = applying.post("/review/apply", data={"user": "Ann"}, headers=HERE)
        answer = applying.post("/api/judgements/apply", json={})
    assert (page.status_code, answer.status_code, answer.json()["error"]["code"]) == (409, 409, "record_busy")
    assert "Another process writes to the record just now" in page.text
    assert "Your decisions are kept and not yet applied" in page.text
    assert applying.get("/api/review").json()["unapplied"] == 1


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {}])
def test_a_page_of_another_site_cannot_have_decisions_applied(
    applying: TestClient, record: Record, headers: dict[str, str]
) -> None:
    judge(record, "wrong", statements_by(record, "Microsoft")[0].id)
    assert applying.post("/review/apply", data={"user": "x"}, headers=headers).status_code == 403
    if headers:
        assert applying.post("/api/judgements/apply", json={}, headers=headers).status_code == 403
    assert applying.post("/api/judgements/apply", data={"a": "b"}, headers=HERE).status_code == 415
    assert applying.get("/review/apply").status_code == 405
    assert applying.get("/api/review").json()["unapplied"] == 1


def test_without_the_means_to_apply_nothing_is_offered(asking: TestClient, record: Record) -> None:
    judge(record, "wrong", statements_by(record, "Microsoft")[0].id)
    page = asking.get("/review").text
    assert "1 decision taken since decisions were last applied" in page
    assert "/review/apply" not in page
    assert asking.post("/api/judgements/apply", json={}).status_code == 404


def test_a_verdict_comes_back_when_its_undoing_is_taken_back_and_all_is_worked_out_again(record: Record) -> None:
    """Through a build: who is left out of answers, and what words a statement has."""
    one = statements_by(record, "Microsoft")[0]
    start, end = one.content[0].start, one.content[0].start + 12
    last = judge(record, "wrong", one.id)
    left_out = []
    for minute in range(1, 4):
        applied(record)
        with View.open(record) as view:
            left_out.append(bool(wrong(view)))
        last = Judgement(left=f"judgement:{last.id}", right="", verdict="undone", user="bo",
                         made_at=f"2026-03-01T10:0{minute}:00+00:00", reason="")  # fmt: skip
        kept(record, last)
    assert left_out == [True, False, True]
    with View.open(record) as view:
        drafted = draft(view, "span", one.id, "", [(start, end)])
    last = signed(drafted, "ann", "")
    contents = []
    for minute in range(4):
        kept(record, last)
        applied(record)
        with View.open(record) as view:
            (now,) = (s for s, key in view.statement_keys(one.document).items() if key == drafted.left)
            found = view.statement(now)
            assert found is not None
            contents.append(found.content[0].end == end)
        last = Judgement(left=f"judgement:{last.id}", right="", verdict="undone", user="bo",
                         made_at=f"2026-03-01T11:0{minute}:00+00:00", reason="")  # fmt: skip
    assert contents == [True, False, True, False]
