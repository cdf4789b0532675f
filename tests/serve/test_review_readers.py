"""Review for more than one person: who decided what, a second reader who is told nothing, and how far the two agree."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.answer.parties import find_party
from onrecord.answer.review_asked import LOW_CONFIDENCE, held_now, waiting
from onrecord.answer.second_reading import agreement, kappa, to_read_again
from onrecord.serve.readers import DECISIONS_A_PAGE
from onrecord.store import Record, View
from onrecord.store.waiting import Wanted, count_least_sure, least_sure
from review_records import applied, copied, judge, statements_by
from serve.conftest import client_of

HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    return copied(example_record, tmp_path / "record")


@pytest.fixture
def asking(record: Record) -> TestClient:
    return client_of(record)


def test_the_name_is_kept_for_the_session_and_for_review_only(asking: TestClient, record: Record) -> None:
    sent = {"verdict": "wrong", "left": statements_by(record, "Microsoft")[0].id, "user": "Zoë; Ann"}
    answer = asking.post("/review", data=sent, headers=HERE, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/review" in cookie
    assert "Max-Age" not in cookie
    assert 'name="user" value="Zoë; Ann"' in asking.get("/review").text


def test_htmx_is_told_the_address_it_ended_at(asking: TestClient) -> None:
    answer = asking.get("/review", params={"kind": "statement"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == "/review?kind=statement"
    assert "HX-Push-Url" not in asking.get("/review").headers


def test_questions_are_narrowed_to_a_party_and_to_a_time(asking: TestClient, record: Record) -> None:
    with View.open(record) as view:
        party = find_party(view, "Microsoft").id
        wanted = Wanted(party=party)
        found = least_sure(view, LOW_CONFIDENCE, 1000, (), wanted)
        speakers = view.speakers([one for one, _ in found])
        assert {one.party for one in speakers.values()} == {party}
        assert (
            len(found) == count_least_sure(view, LOW_CONFIDENCE, (), wanted) == waiting(view, None, wanted)["statement"]
        )
        assert waiting(view, None, Wanted(since="2999-01-01")) == dict.fromkeys(waiting(view), 0)
        late = least_sure(view, LOW_CONFIDENCE, 1000, (), Wanted(since="2018-06-25"))
        read = [view.statement(one) for one, _ in late]
        heads = view.heads([one.document for one in read if one])
        assert late
        assert all((head.published or "") >= "2018-06-25" for head in heads.values())
    assert "of " + str(len(found)) in asking.get("/review", params={"kind": "statement", "party": "Microsoft"}).text
    assert "Nothing waits" in asking.get("/review", params={"since": "2999-01-01"}).text
    assert asking.get("/review", params={"since": "yesterday"}).status_code == 400
    assert asking.get("/review", params={"party": "Nobody of that name"}).status_code == 404


def test_only_my_own_decisions_that_need_another_look(asking: TestClient, record: Record) -> None:
    one = statements_by(record, "Microsoft")[0].id
    judge(record, "wrong", one, user="Ann")
    judge(record, "right", one, user="Bo", minute=1)
    assert "1 of 1" in asking.get("/review", params={"own": 1, "user": "Ann"}).text
    assert "Nothing waits" in asking.get("/review", params={"own": 1, "user": "Cy"}).text


def test_a_second_reader_is_not_told_what_the_first_decided(asking: TestClient, record: Record) -> None:
    one = statements_by(record, "Microsoft")[0].id
    judge(record, "wrong", one, user="Ann", reason="a caption")
    page = asking.get("/review/second", params={"user": "Bo"}).text
    assert page.count('class="review-item"') == 1
    for told in ("Ann", "a caption", "found wrong", "judged"):
        assert told not in page[page.index('id="desk"') :]
    assert "Nothing waits" in asking.get("/review/second", params={"user": "Ann"}).text
    form = page[page.index('<form class="decide"') :]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    answer = asking.post(
        "/review", data=fields | {"verdict": "right", "user": "Bo"}, headers=HERE, follow_redirects=False
    )
    assert answer.headers["location"].startswith("/review/second?")
    assert "Nothing waits" in asking.get(answer.headers["location"]).text
    with View.open(record) as view:
        assert len(view.judgements()) == 2


def test_a_pair_that_was_joined_is_not_asked_twice(record: Record) -> None:
    """The record would show what was decided."""
    judge(record, "different", "Apple", "Microsoft", user="Ann")
    with View.open(record) as view:
        (asked,) = to_read_again(view, held_now(view), "Bo")
        assert asked.kind == "same"
    judge(record, "same", "Apple", "Microsoft", user="Ann", minute=1)
    applied(record)
    with View.open(record) as view:
        assert list(to_read_again(view, held_now(view), "Bo")) == []


def test_agreement_counts_what_both_have_decided(asking: TestClient, record: Record) -> None:
    found = statements_by(record, "Microsoft")[:4]
    for number, one in enumerate(found[:3]):
        judge(record, "right" if number else "wrong", one.id, user="Ann", minute=number)
        judge(record, "right", one.id, user="Bo", minute=10 + number)
    judge(record, "wrong", found[3].id, user="Ann", minute=9)
    with View.open(record) as view:
        rows, differences = agreement(held_now(view), "Ann", "Bo")
    (row,) = rows
    assert (row.both, row.agreed, row.kappa) == (3, 2, 0.0)
    assert [(one.first.verdict, one.second.verdict) for one in differences] == [("wrong", "right")]
    page = asking.get("/review/agreement", params={"one": "Ann", "other": "Bo"}).text
    assert "2 (67 %)" in page
    assert "Ann takes it back" in page
    assert asking.get("/review/agreement").status_code == 200


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15, 0.4),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a")] * 5, None),
        ([], None),
    ],
)
def test_kappa_is_cohens(pairs: list[tuple[str, str]], value: float | None) -> None:
    """The first is the worked example of 50 proposals: 0.7 observed, 0.5 by chance."""
    found = kappa(pairs)
    assert found == (None if value is None else pytest.approx(value))


def test_all_decisions_are_listed_by_person_a_page_at_a_time(asking: TestClient, record: Record) -> None:
    found = statements_by(record, "Microsoft")
    judge(record, "wrong", found[0].id, user="Ann", reason="<b>caption</b>")
    for minute in range(DECISIONS_A_PAGE + 5):
        judge(record, "right" if minute % 2 else "wrong", found[1].id, user="Bo", minute=minute)
    page = asking.get("/review/decisions").text
    assert "Page 1 of 2" in page
    ann = asking.get("/review/decisions", params={"by": "Ann"}).text
    assert ann.count("<tr><th scope=") == 2
    assert "&lt;b&gt;caption&lt;/b&gt;" in ann
    assert page.count("stands <form") == 1
    assert "Nobody has decided" not in page


def test_a_decision_is_taken_back_where_it_is_listed(asking: TestClient, record: Record) -> None:
    one = judge(record, "wrong", statements_by(record, "Microsoft")[0].id, user="Ann")
    sent = {"left": f"judgement:{one.id}", "right": "", "user": "Ann", "view": "decisions", "verdict": "undone"}
    answer = asking.post("/review", data=sent, headers=HERE, follow_redirects=False)
    assert answer.headers["location"] == "/review/decisions"
    assert "stands <form" not in asking.get("/review/decisions").text
