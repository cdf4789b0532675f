"""The pages of threads: a list to choose from, and what one organisation said on one matter in time."""

import re
import warnings
from pathlib import Path

import pytest

from onrecord.model.ids import StatementId
from onrecord.store import Record, View, Writer, meetings
from onrecord.store.meeting_pages import ThreadLine, thread_lines
from review_records import applied, copied, judge
from serve.conftest import client_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # as in conftest.py
    from starlette.testclient import TestClient


def lines(record: Record) -> list[ThreadLine]:
    with View.open(record) as view:
        return thread_lines(view, limit=100)[0]


@pytest.fixture(scope="module")
def facial(meeting_record: Record) -> ThreadLine:
    """Choose the thread in which the company denies, then affirms, then sets a condition."""
    return max(
        (one for one in lines(meeting_record) if one.name == "facial recognition"), key=lambda one: one.utterances
    )


def test_threads_are_listed_with_who_with_whom_when_and_the_positions(
    meeting_client: TestClient, facial: ThreadLine
) -> None:
    page = meeting_client.get("/threads").text
    row = page[page.index(f'href="/threads/{facial.id}"') :].partition("</tr>")[0]
    assert "Microsoft" in row
    assert "4 times" in row
    assert "10 March 2020" in row
    assert [words for words in ("affirms", "denies", "sets a condition") if words in row] == [
        "affirms",
        "denies",
        "sets a condition",
    ]


def test_the_list_is_chosen_by_party_and_by_what_may_have_changed(
    meeting_client: TestClient, meeting_record: Record
) -> None:
    changed = meeting_client.get("/threads", params={"changed": "1"}).text
    assert len(re.findall(r'href="/threads/\w', changed)) == sum(one.changes > 0 for one in lines(meeting_record))
    google = meeting_client.get("/threads", params={"party": "Google"}).text
    assert "Google" in google
    assert "facial recognition" not in google
    assert meeting_client.get("/threads", params={"party": "Nobody At All"}).status_code == 404


def test_a_thread_shows_position_over_time_and_the_same_in_a_table(
    meeting_client: TestClient, facial: ThreadLine
) -> None:
    page = meeting_client.get(f"/threads/{facial.id}").text
    said = page[page.index('class="stack said-table"') :].partition("</table>")[0]
    drawn = re.findall(r'class="step"[^>]*aria-label="([^"]+)"|aria-label="([^"]+)"[^>]*class="step"', page)
    assert len(re.findall(r'<tr id="u-', said)) == facial.utterances
    assert len(drawn) == 2 * facial.utterances  # one picture for wide windows, one for narrow ones
    assert "5 March 2019: denies" in page
    assert said.index("denies") < said.index("affirms") < said.index("sets a condition")
    assert "<mark>not</mark>" in said
    assert "Repeated in" in said


def test_it_says_why_the_statements_stand_together_by_the_words_they_share(
    meeting_client: TestClient, facial: ThreadLine
) -> None:
    page = meeting_client.get(f"/threads/{facial.id}").text
    assert "statements of one organisation that name" in page
    assert '<b class="shared">facial</b>' in page


def test_pairs_below_the_bar_are_counted_and_shown_when_asked_for(
    meeting_client: TestClient, facial: ThreadLine
) -> None:
    first = meeting_client.get(f"/threads/{facial.id}").text
    assert "1 pair below that bar is not shown" in first
    assert 'class="tension"' not in first
    every = meeting_client.get(f"/threads/{facial.id}", params={"every": "1"}).text
    assert "Both are true if" in every
    assert "No person has decided on this" in every
    assert every.count('class="badge tension"') == 2


def test_every_row_opens_the_source_at_the_words(meeting_client: TestClient, facial: ThreadLine) -> None:
    page = meeting_client.get(f"/threads/{facial.id}").text
    links = re.findall(r'<blockquote dir="auto"><a href="(/documents/[^"]+)#s-(\w+)"', page)
    assert len(links) == facial.utterances
    for path, statement in links:
        assert f'id="s-{statement}"' in meeting_client.get(path.replace("&amp;", "&")).text


def test_an_address_that_names_no_thread_says_so(meeting_client: TestClient) -> None:
    answer = meeting_client.get("/threads/0123")
    assert answer.status_code == 404
    assert "no such thread" in answer.text


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999"])
def test_a_page_that_is_none_is_refused(meeting_client: TestClient, query: str) -> None:
    assert meeting_client.get(f"/threads?{query}").status_code == 400


@pytest.mark.parametrize("query", ["page=900", "party=Google&page=900"])
def test_a_page_past_the_end_is_empty_and_no_failure(meeting_client: TestClient, query: str) -> None:
    assert meeting_client.get(f"/threads?{query}").status_code == 200


def test_nothing_in_a_hostile_record_runs(hostile_client: TestClient, hostile_record: Record) -> None:
    pages = ["/threads", "/echoes", "/copies", *(f"/threads/{one.id}" for one in lines(hostile_record))]
    for path in pages:
        text = hostile_client.get(path).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path


def test_a_match_with_an_award_stands_in_its_thread_and_a_decision_on_it_too(
    meeting_record: Record, tmp_path: Path, facial: ThreadLine
) -> None:
    record = copied(meeting_record, tmp_path / "record")
    with View.open(record) as view:
        (thread,) = meetings.threads(view, whole_id=facial.id)
        match = next(one for one in meetings.matches(view) if one.award)
    _give(record, match.id, thread.utterances[0].statement)
    judge(record, "wrong", match.id, reason="another order")
    page = client_of(record).get(f"/threads/{facial.id}").text
    section = page[page.index('id="awards"') :]
    assert f'href="/awards/{match.award}"' in section
    assert "found wrong by ann" in section
    assert "another order" in section


def _give(record: Record, match: str, statement: StatementId) -> None:
    """Make a sentence of an article's own one of a statement, as if the article had quoted it."""
    with Writer(record) as writer, writer.transaction():
        query = "UPDATE award_matches SET statement = ?, value = json_set(value, '$.statement', ?) WHERE id = ?"
        writer._db.execute(query, (statement, statement, match))  # no stage makes such a match of the example


def test_threads_taken_for_one_are_one_after_the_next_run(meeting_record: Record, tmp_path: Path) -> None:
    record = copied(meeting_record, tmp_path / "record")
    with View.open(record) as view:
        (asked,) = [one for one in view.reviews() if one.left.startswith("thread:") and one.kind == "same"][:1]
    before = {one.id for one in lines(record)}
    judge(record, "same", asked.left, asked.right)
    applied(record)
    after = {one.id for one in lines(record)}
    assert len(after) == len(before) - 1
    with View.open(record) as view:
        assert asked.id not in {one.id for one in view.reviews()}
    (gone,) = before - after
    assert client_of(record).get(f"/threads/{gone}").status_code == 404
