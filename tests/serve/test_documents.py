"""The screens of a document: what was read and why, the original beside it, versions side by side."""

import re
import sqlite3
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from starlette.testclient import TestClient

from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.model.evidence import Document
from onrecord.model.statement import Statement
from onrecord.pipeline import build
from onrecord.serve import make_app
from onrecord.serve.page_picture import Task, draw
from onrecord.serve.versions import versions_of
from onrecord.serve.word_differences import Row, side_by_side
from onrecord.store import Record, View, Writer

PAGE = """<!DOCTYPE html><html><head><title>Our cloud in public service</title></head><body><article>
<h1>Our cloud in public service</h1><p>The system has been in use by agencies all over the country for nine years, and
it meets the highest level of security that the government asks of anybody who wants to keep its files.</p>{}
<p>“We listen to those who use it every day and every night,” said Anna Berg, the chief executive of Microsoft, in the
company’s garden on a warm evening, and she added that the work on mail and calendars will go on as before.</p>
</article></body></html>"""
PROUD = "<p>We are proud to support this work of Immigration and Customs Enforcement (ICE) with our cloud.</p>"


def _of_kind(record: Record, media_type: str) -> tuple[Document, list[Statement]]:
    with View.open(record) as view:
        for document in view.documents():
            statements = list(view.statements(document.id))
            if document.media_type == media_type and statements:
                return document, statements
    raise AssertionError(f"the example has no {media_type}")


@pytest.fixture(scope="module")
def versions_record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build a record of one page collected three times: with a sentence, without it, and as a wall."""
    from onrecord.store import create_record  # noqa: PLC0415  # only this fixture makes a record by itself

    folder = tmp_path_factory.mktemp("versions")
    page = folder / "page.html"
    record = create_record(folder / "record")
    config = Config(engine="inline")

    def quiet(stage: str, done: int, total: int) -> None:
        """Report progress to nobody."""

    for content in (PAGE.format(PROUD), PAGE.format(""), "<html><body><p>Sign in to read this.</p></body></html>"):
        page.write_text(content, encoding="utf-8")
        with Writer(record) as writer:
            collect(writer, [page], config, quiet)
    build(record, config, quiet)
    with View.open(record) as view:
        order = sorted(view.documents(), key=lambda one: ("proud" not in one.text, "Sign in" in one.text))
    with sqlite3.connect(record.database) as connection:  # collected within one second, here told apart by a day
        for number, one in enumerate(order, 1):
            values = (f"2026-01-0{number}T08:00:00+00:00", one.artefact)
            connection.execute("UPDATE sightings SET collected_at = ? WHERE artefact = ?", values)
    connection.close()
    return record


def test_every_mark_leads_to_an_entry_that_says_why(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        ids = [one.id for one in view.documents()]
    for document in ids:
        page = client.get(f"/documents/{document}").text
        anchors = set(re.findall(r'class="(?:noted k-[a-z ]+|number)" href="#([^"]+)"', page))
        assert anchors
        assert anchors <= set(re.findall(r'id="([^"]+)"', page))


def test_a_statement_says_who_by_which_rule_when_and_read_by_what(client: TestClient, example_record: Record) -> None:
    document, statements = _of_kind(example_record, "text/html")
    page = unescape(client.get(f"/documents/{document.id}").text)
    for one in statements:
        entry = page.partition(f'id="why-{one.id}"')[2].partition("</li>")[0]
        assert one.extractor in entry
        assert f"{one.confidence:.2f}" in entry
        assert all(name in entry for name in ("Taken for", "Said on", "Position"))
        assert f"/documents/{document.id}/original?statement={one.id}" in entry


def test_the_original_of_a_page_is_sandboxed_and_marks_the_words(client: TestClient, example_record: Record) -> None:
    document, statements = _of_kind(example_record, "text/html")
    shown = client.get(f"/documents/{document.id}/original?statement={statements[0].id}")
    frame = re.search(r'<iframe src="([^"#]+)[^"]*" sandbox ', shown.text)
    assert frame
    page = client.get(unescape(frame[1]))
    assert page.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    marked = "".join(re.findall(r"<mark [^>]*>([^<]*)</mark>", page.text))
    said = "".join(span.text for span in (*statements[0].source, *statements[0].cue, *statements[0].content))
    assert sorted("".join(unescape(marked).split())) == sorted("".join(said.split()))


def test_hostile_pages_are_shown_without_what_would_run(hostile_client: TestClient, hostile_record: Record) -> None:
    document, _ = _of_kind(hostile_record, "text/html")
    for path in ("original", "original/page", "versions"):
        page = hostile_client.get(f"/documents/{document.id}/{path}")
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_a_page_of_a_pdf_is_a_picture_with_the_words_boxed(client: TestClient, example_record: Record) -> None:
    document, statements = _of_kind(example_record, "application/pdf")
    shown = client.get(f"/documents/{document.id}/original?statement={statements[0].id}")
    address = re.search(r'<img src="([^"]+)"', shown.text)
    assert address
    boxed = client.get(unescape(address[1]))
    assert boxed.headers["content-type"] == "image/png"
    plain = client.get(f"/documents/{document.id}/original/picture?page=1")
    pictures = [Image.open(BytesIO(one.content)).convert("RGB") for one in (boxed, plain)]
    differing = ImageChops.difference(*pictures).point(lambda value: 255 * (value > 60)).getbbox()
    assert differing
    assert differing[2] - differing[0] > 50  # the boxes, and nothing of the rest of the page
    assert differing[3] - differing[1] < 200
    assert max(pictures[0].size) == 1_500
    assert len(boxed.content) < 300_000
    assert client.get(f"/documents/{document.id}/original/picture?page=99").status_code == 400


def test_other_kinds_show_the_decoded_source_at_the_words(client: TestClient, example_record: Record) -> None:
    for kind in ("text/plain", "message/rfc822"):
        document, statements = _of_kind(example_record, kind)
        page = client.get(f"/documents/{document.id}/original?statement={statements[0].id}").text
        words = re.search(r"<mark>(.*?)</mark>", page, re.DOTALL)
        assert words
        assert " ".join(unescape(words[1]).split()) in " ".join(document.text.split())


@pytest.mark.parametrize("path", ["original?statement=0", "original/page?statement=0", "versions?before=0&after=0"])
def test_what_is_not_of_the_document_is_not_found(client: TestClient, example_record: Record, path: str) -> None:
    document, _ = _of_kind(example_record, "text/html")
    assert client.get(f"/documents/{document.id}/{path}").status_code == 404


def test_a_file_that_is_no_pdf_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(Exception, match=r"Failed to load|no page"):
        draw(Task(path=str(tmp_path / "x"), page=1))


def test_versions_stand_side_by_side_with_what_was_taken_out(versions_record: Record) -> None:
    client = TestClient(make_app(versions_record, ("testserver",)))
    with View.open(versions_record) as view:
        first, second, wall = [one.document for one in versions_of(view, next(view.documents()).id)]
    page = client.get(f"/documents/{first}/versions?before={first}&after={second}").text
    assert "1 removed" in page
    assert re.search(r"<del>We are proud to support .*?</del>", page)
    blocked = unescape(client.get(f"/documents/{first}/versions?before={second}&after={wall}").text)
    assert "of the later version, no body text could be read from it" in blocked
    assert 'Versions <span class="quiet">3</span>' in client.get(f"/documents/{second}").text


def test_a_document_collected_once_says_so(client: TestClient, example_record: Record) -> None:
    document, _ = _of_kind(example_record, "text/html")
    assert "Only this version was collected" in client.get(f"/documents/{document.id}/versions").text


def test_paragraphs_are_compared_word_by_word() -> None:
    rows = list(
        side_by_side(["One.", "We sell it to all of them.", "Gone now."], ["One.", "We sold it to all of them."])
    )
    assert rows == [
        Row(kind="same", same=1),
        Row(
            kind="reworded",
            left=(("We ", False), ("sell", True), (" it to all of them.", False)),
            right=(("We ", False), ("sold", True), (" it to all of them.", False)),
        ),
        Row(kind="removed", left=(("Gone now.", True),)),
    ]


def test_a_masked_site_shows_no_original(example_record: Record) -> None:
    document, _ = _of_kind(example_record, "text/html")
    masked = TestClient(make_app(example_record, ("testserver",), masked=True))
    for path in ("original", "original/page", "original/picture"):
        assert masked.get(f"/documents/{document.id}/{path}").status_code == 404
    assert "Beside the original" not in masked.get(f"/documents/{document.id}").text
