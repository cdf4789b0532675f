"""The pages of echoes and copies: the same words in several texts, what differs, and who seems to have them from whom."""

import re
import warnings
from pathlib import Path

import pytest

from onrecord.model.meeting import Echo
from onrecord.serve import make_app
from onrecord.store import Record, View, meetings
from onrecord.store.sharing import masked_copy
from review_records import applied, copied, judge
from serve.conftest import client_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # as in conftest.py
    from starlette.testclient import TestClient


def echo(record: Record, kind: str, *differs: tuple[str, str]) -> Echo:
    """Choose the first echo of a kind with some differences."""
    with View.open(record) as view:
        found = [one for one in view.echoes() if kind in one.kinds and set(differs) <= set(one.differences)]
    return found[0]


def test_utterances_are_listed_once_with_how_many_texts_carry_them(meeting_client: TestClient) -> None:
    page = meeting_client.get("/echoes").text
    rows = page.split('<article class="echo-row">')[1:]
    carrying = [row for row in rows if "looked at again before the winter" in row]
    assert len(carrying) == 1
    assert "In 6 texts" in carrying[0]
    assert "words differ" in carrying[0]
    sizes = [int(number) for number in re.findall(r"In (\d+) texts?:", page)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_list_is_chosen_by_kind_and_by_speaker(meeting_client: TestClient) -> None:
    altered = meeting_client.get("/echoes", params={"kind": "altered"}).text
    assert altered.count('<article class="echo-row">') == 1
    nobody = meeting_client.get("/echoes", params={"kind": "altered", "party": "Mark Zuckerberg"}).text
    assert "No echo fits what was asked" in nobody
    assert meeting_client.get("/echoes", params={"kind": "faked"}).status_code == 400


def test_words_that_differ_are_marked_with_their_weight_and_in_a_table(
    meeting_client: TestClient, meeting_record: Record
) -> None:
    one = echo(meeting_record, "altered", ("four", "five"))
    page = meeting_client.get(f"/echoes/{one.id}").text
    first, second = page.split('class="words" dir="auto">')[1:3]
    assert '<mark class="changed">four</mark>' in first.partition("</blockquote>")[0]
    assert '<mark class="changed">five</mark>' in second.partition("</blockquote>")[0]
    table = page[page.index('class="stack differences"') :].partition("</table>")[0]
    assert re.findall(r"<td[^>]*>(?:<b>)?([^<]+)", table) == ["four", "five", "a number"]
    assert "labelled cases with such a score were right" in page
    assert "the first text is the earlier by its date of publication" in page


def test_words_that_one_text_leaves_out_are_struck_or_underlined_not_coloured_alone(
    meeting_client: TestClient, meeting_record: Record
) -> None:
    one = echo(meeting_record, "speaker_dropped")
    page = meeting_client.get(f"/echoes/{one.id}").text
    assert "<del>because four of the ten ships are too old to sail</del>" in page or (
        "<del>because five of the ten ships are too old to sail</del>" in page
    )
    assert "No speaker is named here." in page
    assert "nobody’s words until a person says so" in page


def test_the_other_places_follow_in_the_order_of_time(meeting_client: TestClient, meeting_record: Record) -> None:
    page = meeting_client.get(f"/echoes/{echo(meeting_record, 'altered', ('four', 'five')).id}").text
    others = page[page.index('class="elsewhere"') :].partition("</ol>")[0]
    days = re.findall(r'datetime="([^"]+)"', others)
    assert len(days) > 1
    assert days == sorted(days)


def test_words_of_the_reporter_are_told_apart(meeting_client: TestClient, meeting_record: Record) -> None:
    with View.open(meeting_record) as view:
        long = next(one for one in view.echoes() if "She spoke to reporters" in one.members[0].span.text)
    page = meeting_client.get(f"/echoes/{long.id}").text
    assert re.search(r'<span class="aside">[^<]*said Anna Berg', page)
    assert "She spoke to reporters" not in page[page.index("<h1") :].partition("</h1>")[0]


def test_copies_show_who_is_earlier_what_is_shared_and_whom_the_texts_credit(
    meeting_client: TestClient, meeting_record: Record
) -> None:
    assert "3 documents" in meeting_client.get("/copies").text
    with View.open(meeting_record) as view:
        copies = meetings.copies(view)
    for one in copies:
        page = meeting_client.get(f"/copies/{one.id}").text
        carriers = page[page.index('<ol class="carriers">') :].partition("</ol>")[0]
        assert re.findall(r'datetime="([^"]+)"', carriers) == ["2019-03-05", "2019-03-06", "2019-03-06"]
        assert carriers.count("Carries the line of an agency") == 3
        assert "ALDMOUTH (AP) —" in carriers
        assert "does not show that the other was taken from it" in page
        assert one.because in page


def test_a_decision_made_on_the_page_is_kept_and_shown(meeting_record: Record, tmp_path: Path) -> None:
    record = copied(meeting_record, tmp_path / "record")
    client = client_of(record)
    with View.open(record) as view:
        copy, same = meetings.copies(view)[0], view.echoes()[0]
    for path, whole in ((f"/copies/{copy.id}", copy.id), (f"/echoes/{same.id}", same.id)):
        assert "No person has decided on this" in client.get(path).text
        form = {"left": whole, "verdict": "wrong", "user": "Ann Lee", "reason": "two texts of one agency"}
        headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
        assert client.post("/review", data=form, headers=headers, follow_redirects=False).status_code == 303
        page = client.get(path).text
        assert "found wrong by Ann Lee" in page
        assert "two texts of one agency" in page


def test_what_is_found_wrong_makes_no_two_utterances_one(meeting_record: Record, tmp_path: Path) -> None:
    record = copied(meeting_record, tmp_path / "record")
    with View.open(record) as view:
        before = {one.id: len(one.utterances) for one in meetings.threads(view)}
        copies, echoes = meetings.copies(view), view.echoes()
        repeated = next(one for one in meetings.threads(view) for each in one.utterances if len(each.copies) == 3)
        carrying = next(each for each in repeated.utterances if len(each.copies) == 3)
    said = {carrying.statement, *carrying.copies}
    whole = [one.id for one in copies]
    whole += [one.id for one in echoes if {member.statement for member in one.members} & said]
    for minute, one in enumerate(whole):
        judge(record, "wrong", one, minute=minute)
    applied(record)
    with View.open(record) as view:
        (after,) = meetings.threads(view, whole_id=repeated.id)
        assert len(after.utterances) == before[repeated.id] + len(carrying.copies)
        assert len(meetings.copies(view)) == len(copies)


def test_a_masked_copy_shows_them_without_forms_and_keeps_what_was_decided(
    meeting_record: Record, tmp_path: Path
) -> None:
    record = copied(meeting_record, tmp_path / "record")
    with View.open(record) as view:
        copy = meetings.copies(view)[0]
    judge(record, "right", copy.id, user="Ann Lee")
    app = make_app(masked_copy(record, tmp_path / "masked"), ("testserver",), masked=True)
    client = TestClient(app, raise_server_exceptions=False)
    for path in ("/threads", "/echoes", "/copies"):
        page = client.get(path).text
        links = re.findall(rf'href="({path}/\w+)"', page)
        assert links, path
        for link in links:
            shown = client.get(link)
            assert shown.status_code == 200
            assert '<form class="judge"' not in shown.text
    text = client.get(re.findall(r'href="(/copies/\w+)"', client.get("/copies").text)[0]).text
    assert "Ann Lee" not in text


@pytest.mark.parametrize("path", ["/echoes/0123", "/copies/0123"])
def test_an_address_that_names_nothing_says_so(meeting_client: TestClient, path: str) -> None:
    answer = meeting_client.get(path)
    assert answer.status_code == 404
    assert "no such" in answer.text
