"""Problems: grouped by kind, a page at a time, and tried again where another try may go better."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.cli import main
from onrecord.model.problem import Problem
from onrecord.serve import make_app
from onrecord.serve.paging import ROWS_A_PAGE
from onrecord.store import Record, View, Writer
from onrecord.store.problems import problem_counts, problems_from
from review_records import copied
from serve.conftest import client_of

HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    """Copy the example, with a document whose reading was stopped, an address that gave no answer, and many bad rows."""
    made = copied(example_record, tmp_path / "record")
    with View.open(made) as view:
        artefact, _ = view.artefacts()[0]
    with Writer(made) as writer, writer.transaction():
        slow = Problem(path="a.pdf", stage="read", code="timed_out", message="a.pdf: stopped", artefact=artefact)
        writer.put_problems("read", artefact, [slow])
        away = Problem(path="https://a.example/", stage="collect", code="cannot_fetch", message="no answer")
        writer.put_problems("collect", "https://a.example/", [away])
        bad = [Problem(path="t.csv", stage="read", code="bad_row", message=f"row {one}") for one in range(250)]
        writer.put_problems("read", "0" * 64, bad)
    return made


@pytest.fixture
def asking(record: Record) -> TestClient:
    return client_of(record)


def _works(record: Record) -> set[tuple[str, str]]:
    with View.open(record) as view:
        return {(row[0], row[1]) for row in view.db.execute("SELECT stage, input FROM work")}


def test_a_page_has_so_many_rows_and_the_counts_of_all(asking: TestClient, record: Record) -> None:
    page = asking.get("/problems", params={"code": "bad_row", "page": 3}).text
    assert page.count('<li id="p-') == 250 - 2 * ROWS_A_PAGE
    assert '<td class="number" data-label="how many">250</td>' in page
    with View.open(record) as view:
        assert problem_counts(view)["bad_row"] == 250
        loaded = [one.id for first in (0, 100, 200) for one in problems_from(view, "bad_row", first, 100)]
        assert loaded == [one.id for one in view.problems() if one.code == "bad_row"]


def test_a_page_past_the_end_is_the_last(asking: TestClient) -> None:
    assert "Page 3 of 3" in asking.get("/problems", params={"code": "bad_row", "page": 99}).text


def test_trying_one_again_forgets_its_work_and_no_other(asking: TestClient, record: Record) -> None:
    with View.open(record) as view:
        (slow,) = (one for one in view.problems() if one.code == "timed_out")
    before = _works(record)
    sent = {"problem": slow.id, "shown": ""}
    answer = asking.post("/problems/retry", data=sent, headers=HERE, follow_redirects=False)
    assert answer.status_code == 303
    gone = before - _works(record)
    assert ("read", slow.artefact) in gone
    assert {stage for stage, _ in gone} == {"read", "resolve", "connect"}
    assert "1 piece of work will be done again" in asking.get(answer.headers["location"]).text


def test_a_kind_is_tried_again_only_where_it_may_go_better(asking: TestClient, record: Record) -> None:
    before = _works(record)
    assert asking.post("/problems/retry", data={"code": "bad_row"}, headers=HERE).status_code == 400
    assert asking.post("/problems/retry", data={"shown": ""}, headers=HERE).status_code == 400
    assert _works(record) == before
    page = asking.get("/problems").text
    assert 'name="code" value="timed_out"' in page
    assert 'name="code" value="bad_row"' not in page


def test_what_was_never_collected_is_to_be_added_again(asking: TestClient) -> None:
    answer = asking.post("/problems/retry", data={"code": "cannot_fetch"}, headers=HERE)
    assert "1 source was never collected" in answer.text


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {}])
def test_a_page_of_another_site_cannot_have_anything_tried_again(
    asking: TestClient, record: Record, headers: dict[str, str]
) -> None:
    before = _works(record)
    assert asking.post("/problems/retry", data={"code": "timed_out"}, headers=headers).status_code == 403
    assert _works(record) == before


def test_a_masked_copy_offers_no_other_try(record: Record) -> None:
    masked = TestClient(make_app(record, ("testserver",), masked=True), raise_server_exceptions=False)
    assert "/problems/retry" not in masked.get("/problems").text
    assert masked.post("/problems/retry", data={"code": "timed_out"}, headers=HERE).status_code in {404, 405}


def test_the_command_has_failures_done_again(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(record.folder)
    assert main(["problems", folder, "--retry"]) == 0
    said = capsys.readouterr().out
    assert "onrecord add" in said
    assert "1 piece of work will be done again" in said
    assert main(["problems", folder, "--code", "bad_row"]) == 0
    assert capsys.readouterr().out.endswith("250 problems\n")
    assert main(["problems", folder, "--code", "nothing"]) == 2
