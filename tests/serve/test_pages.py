"""Each page shows what the record holds of its subject."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.answer.parties import find_party
from onrecord.answer.referring import ReferenceRow, reference_rows
from onrecord.answer.review_asked import LOW_CONFIDENCE
from onrecord.answer.timeline import said_and_done
from onrecord.answer.words import NOT_MASKED
from onrecord.model.meeting import Connections, Tension
from onrecord.serve import make_app, said, text
from onrecord.serve.formatting import sum_of_money
from onrecord.store import Record, View, Writer

AZURE_ORDER = "CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"
VEHICLE = "CONT_IDV_HSHQDC15A00017_7001"


def _words(html: str) -> str:
    """Take the text of a page, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_overview_says_what_the_record_holds(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        counts = view.counts()
        speakers = view.speakers([one.id for one in view.statements()]).values()
    named = sum(one.party is not None for one in speakers)
    assert 0 < named < counts["statements"]
    text = _words(client.get("/").text)
    held = f"{counts['documents']} documents with {counts['statements']} attributed statements"
    assert f"{held} ({named} with a named speaker)" in text
    assert f"{counts['awards']} awards" in text


def test_the_overview_offers_the_parties_by_name(client: TestClient) -> None:
    page = client.get("/").text
    assert '<option value="Microsoft">' in page
    assert 'list="names"' in page


def test_a_search_marks_its_hits_and_links_them_at_the_words(client: TestClient) -> None:
    page = client.get("/search", params={"q": "mission-critical"}).text
    assert "<mark>mission-critical</mark>" in page
    assert re.search(r'href="/documents/[0-9a-f]{32}#s-[0-9a-f]{32}"', page)


def test_a_search_of_one_kind_shows_only_that_kind(client: TestClient) -> None:
    page = client.get("/search", params={"q": "azure", "kind": "award"}).text
    assert 'id="found-award"' in page
    assert 'id="found-statement"' not in page


def test_a_search_without_hits_says_what_was_looked_through(client: TestClient) -> None:
    page = client.get("/search", params={"q": "xylophone"})
    assert page.status_code == 200
    assert "Nothing found for “ xylophone ”" in _words(page.text)
    assert "documents and 8 awards held in this record" in page.text


@pytest.mark.parametrize(
    "query",
    [{"q": "!!!"}, {"q": "a" * 401}, {"q": "ice", "kind": "cat"}, {"q": "ice", "limit": "0"}, {"q": "i", "limit": "x"}],
)
def test_a_question_that_is_none_is_refused_calmly(client: TestClient, query: dict[str, str]) -> None:
    page = client.get("/search", params=query)
    assert page.status_code == 400
    assert "Traceback" not in page.text
    assert "<h1>" in page.text


def test_a_document_shows_its_whole_text_with_its_statements(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        for document in view.documents():
            page = client.get(f"/documents/{document.id}").text
            shown = "".join(_words(page).split())
            for line in document.lines:
                words = "".join(document.text[line.start : line.end].split())
                assert words in shown
            for statement in view.statements(document.id):
                assert page.count(f'id="s-{statement.id}"') == 1


def test_a_document_names_the_basis_of_its_facts_and_hands_out_the_bytes(
    client: TestClient, example_record: Record
) -> None:
    with View.open(example_record) as view:
        document = next(one for one in view.documents() if one.title and one.publisher and one.published)
        bytes_kept = view.evidence.path(document.artefact).read_bytes()
    assert document.title is not None
    page = client.get(f"/documents/{document.id}").text
    assert document.title.basis.replace('"', "&#34;") in page
    download = client.get(f"/artefacts/{document.artefact}")
    assert download.content == bytes_kept
    assert download.headers["content-type"] == "application/octet-stream"
    assert download.headers["content-disposition"].startswith("attachment; filename")
    assert download.headers["x-content-type-options"] == "nosniff"


def test_a_statement_leads_to_its_words(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        statement = next(view.statements())
    answer = client.get(f"/statements/{statement.id}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/documents/{statement.document}#s-{statement.id}"


def test_a_party_shows_names_identifiers_ties_awards_and_words(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft")
    text = _words(client.get(f"/parties/{party.id}").text)
    assert "MICROSOFT CORPORATION" in text
    assert "DUNS 081466849" in text
    assert "Microsoft is spoken for by Tom Keane" in text
    assert "a general manager at Microsoft" in text
    assert "Maker of the product, supplied through another firm" in text


def test_said_and_done_puts_statements_and_awards_of_a_month_in_one_row(client: TestClient) -> None:
    page = client.get(
        "/said-and-done", params={"party": "Microsoft", "about": "Immigration and Customs Enforcement"}
    ).text
    rows = page.split('<tr role="row">')
    june = next(row for row in rows if "June 2018</span></th>" in row)
    assert "mission-critical" in june
    assert "AZURE GOVERNMENT CONSUMPTION" in june
    assert f'href="/awards/{AZURE_ORDER}"' in june
    assert re.search(r'href="/documents/[0-9a-f]{32}#s-[0-9a-f]{32}"', june)
    assert page.count('role="group" aria-label="Time axis from 2018-01-24 to 2018-06-2') == 2  # wide and narrow
    assert "Tom Keane" in page.split("<summary>Whose words count")[1]
    assert "Looked through: 7 documents and 8 awards" in page


def test_a_statement_of_low_confidence_says_so(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        found = said_and_done(view, find_party(view, "Microsoft"), None)
    unsure = sum(one.confidence < LOW_CONFIDENCE for one in found.statements)
    page = client.get("/said-and-done", params={"party": "Microsoft"}).text
    assert page.count("check the words</span>") == unsure
    assert page.count('<article class="statement') == len(found.statements)


def test_a_very_long_document_is_shown_in_parts_and_its_statements_are_found(
    tmp_path: Path,
    build_record: Callable[[Path, list[Path]], Record],
    monkeypatch: pytest.MonkeyPatch,
    example_sources: Path,
) -> None:
    """With parts of a hundred characters, each statement's own address leads to the part that holds its place."""
    record = build_record(tmp_path / "record", [example_sources / "articles" / "2018-06-20-staff-letter.txt"])
    monkeypatch.setattr(text, "PART_LENGTH", 100)
    client = TestClient(make_app(record, ("testserver",)))
    with View.open(record) as view:
        statements = list(view.statements())
    assert max(one.start for one in statements) > 300
    for one in statements:
        page = client.get(f"/statements/{one.id}")
        assert page.url.fragment == f"s-{one.id}"
        assert f'id="s-{one.id}"' in page.text
    assert client.get(f"/documents/{statements[0].document}?part=999").status_code == 400


def test_said_and_done_of_many_rows_goes_on_on_the_next_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = {"party": "Microsoft", "about": "ICE"}
    rows = re.findall(r'<article class="[^"]*" id="(row-[^"]+)"', client.get("/said-and-done", params=query).text)
    monkeypatch.setattr(said, "AXIS_ROWS", 5)
    seen: list[str] = []
    number = 1
    while True:
        page = client.get("/said-and-done", params={**query, "page": str(number)}).text
        seen += re.findall(r'<article class="[^"]*" id="(row-[^"]+)"', page)
        if 'rel="next"' not in page:
            break
        number += 1
    assert number > 3
    assert sorted(seen) == sorted(rows)


def test_said_and_done_takes_ids_as_well_as_names(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        ids = [find_party(view, name).id for name in ("Microsoft", "ICE")]
    by_id = client.get("/said-and-done", params={"party": ids[0], "about": ids[1]}).text
    assert by_id == client.get("/said-and-done", params={"party": "Microsoft", "about": "ICE"}).text


def test_said_and_done_without_a_name_is_the_form(client: TestClient) -> None:
    page = client.get("/said-and-done")
    assert page.status_code == 200
    assert "Put side by side" in page.text
    assert client.get("/said-and-done", params={"about": "ICE"}).status_code == 400


def test_a_name_that_is_nobodys_offers_those_that_come_near(client: TestClient) -> None:
    page = client.get("/said-and-done", params={"party": "Micro", "about": "ICE"})
    assert page.status_code == 404
    assert re.search(r'href="/said-and-done\?party=[0-9a-f]{32}&amp;about=ICE"><bdi>Microsoft<', page.text)


def test_a_name_of_several_people_offers_each(
    tmp_path: Path, build_record: Callable[[Path, list[Path]], Record]
) -> None:
    """Two people of one name are two parties until something ties them; the page asks which one is meant."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for number, firm in enumerate(("Apple", "Google")):
        words = f'"We will look into plan {number} with care," said Robert Brown, the chief executive of {firm}.'
        (sources / f"{number}.txt").write_text(f"A plan at {firm}\n\n{words}\n", encoding="utf-8")
    record = build_record(tmp_path / "record", [sources])
    client = TestClient(make_app(record, ("testserver",)))
    page = client.get("/said-and-done", params={"party": "Robert Brown"})
    assert page.status_code == 300
    assert page.text.count("<bdi>Robert Brown</bdi></a>") == 2
    for address in re.findall(r'href="(/said-and-done\?party=[0-9a-f]{32})"', page.text):
        assert client.get(address).status_code == 200
    listed = _words(client.get("/parties").text)
    assert {"Robert Brown speaks for Apple person", "Robert Brown speaks for Google person"} <= {
        found[0] for found in re.finditer(r"Robert Brown \w+ \w+ \w+ person", listed)
    }
    assert "Apple company" in listed


def test_a_tension_is_marked_on_both_sides_in_neutral_words(
    tmp_path: Path, build_record: Callable[[Path, list[Path]], Record], example_sources: Path
) -> None:
    record = build_record(tmp_path / "record", [example_sources])
    with View.open(record) as view:
        found = said_and_done(view, find_party(view, "Microsoft"), find_party(view, "ICE"))
        links, echoes = tuple(view.links()), tuple(view.echoes())
    tension = Tension(
        kind="statement_against_award",
        left=found.statements[0].id,
        right=AZURE_ORDER,
        score=0.5,
        because="the one lists <mail>, the other buys a cloud",
        both_true_if="the cloud carries the mail",
    )
    with Writer(record) as writer, writer.transaction():
        writer.put_connections(Connections(links=links, echoes=echoes, tensions=(tension,)))
    client = TestClient(make_app(record, ("testserver",)))
    page = client.get("/said-and-done", params={"party": "Microsoft", "about": "ICE"}).text
    marks = page.split('class="tension-mark"')
    assert len(marks) == 3
    assert f'href="#row-{AZURE_ORDER}">The other side' in marks[1]
    assert f'href="#row-{tension.left}">The other side' in marks[2]
    assert page.count("the one lists &lt;mail&gt;, the other buys a cloud") == 3
    assert "the cloud carries the mail" in page
    assert page.count('class="tie tension undecided"') == 4  # to each side, in the wide and in the narrow drawing
    assert "In tension, possibly" in client.get("/").text
    assert not re.search(r"\b(?:lied|lie|false|contradict\w*)\b", _words(page), re.IGNORECASE)


def test_an_award_keeps_four_meanings_of_how_much_apart(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        award = next(one for one in view.awards() if one.id == AZURE_ORDER)
    text = _words(client.get(f"/awards/{AZURE_ORDER}").text)
    for money in award.money:
        assert sum_of_money(money.amount, money.currency).replace("\N{NO-BREAK SPACE}", " ") in text
        assert money.basis in text
    assert {one.notion for one in award.money} == {"obligated", "current", "potential"}
    assert "Outlayed paid out not recorded" in text


def test_an_award_shows_fields_parts_and_its_vehicle(client: TestClient) -> None:
    page = client.get(f"/awards/{AZURE_ORDER}").text
    assert "<code>row=5;column=award_description</code>" in page
    assert "supplied through another firm" in page
    assert f'href="/awards/{VEHICLE}"' in page
    vehicle = client.get(f"/awards/{VEHICLE}").text
    assert "Orders that hang on it" in vehicle
    assert f'href="/awards/{AZURE_ORDER}"' in vehicle


def test_problems_are_listed_with_what_to_do(hostile_client: TestClient, hostile_record: Record) -> None:
    with View.open(hostile_record) as view:
        problems = view.problems()
    assert problems
    page = hostile_client.get("/problems").text
    for problem in problems:
        assert f'id="p-{problem.id}"' in page
    assert f"{len(problems)} problem" in _words(hostile_client.get("/").text)
    for words in (_words(hostile_client.get("/").text), _words(page)):
        assert "not read, or not wholly" in words
        assert "What is listed here is missing" not in words
    code = problems[0].code
    assert hostile_client.get("/problems", params={"code": code}).text.count('<li id="p-') == sum(
        one.code == code for one in problems
    )


def test_no_problem_is_said_to_be_none(client: TestClient) -> None:
    assert "None. Whatever has been built so far could be read." in client.get("/problems").text


def test_no_page_promises_a_masking_that_does_not_exist(
    tmp_path: Path, build_record: Callable[[Path, list[Path]], Record]
) -> None:
    (tmp_path / "a.txt").write_text("A day\n\nAnna Berg said that it was so.\n", encoding="utf-8")
    record = build_record(tmp_path / "record", [tmp_path / "a.txt"])
    client = TestClient(make_app(record, ("testserver",)))
    with View.open(record) as view:
        private = next(one for one in view.parties() if one.kind == "person" and not one.public_role)
    for path in ("/about", f"/parties/{private.id}"):
        text = _words(client.get(path).text)
        assert re.findall(r"[^.]*masked[^.]*\.", text) == [
            " Private people are named here, to the owner of the record, and masked in exports."
        ]


def test_the_pages_say_of_masking_what_the_export_page_says() -> None:
    page = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    assert NOT_MASKED in page


def test_the_axis_says_which_dates_are_of_publication_and_what_it_leaves_out(
    tmp_path: Path, build_record: Callable[[Path, list[Path]], Record]
) -> None:
    for name, day in (("a", "2018-06-20"), ("b", "2018-06-29"), ("c", "")):
        (tmp_path / f"{name}.txt").write_text(
            f"Roads {name}\n\nMicrosoft said that road {name} is long.\n", encoding="utf-8"
        )
        (tmp_path / f"{name}.txt.meta.yaml").write_text(
            f"published: {day}\n" if day else "title: c\n", encoding="utf-8"
        )
    record = build_record(tmp_path / "record", [tmp_path / f"{name}.txt" for name in "abc"])
    page = TestClient(make_app(record, ("testserver",))).get("/said-and-done", params={"party": "Microsoft"}).text
    legend = _words(page.split("<figure")[1].split("</figure>")[0])
    assert "2 statements stand at the date of publication." in legend
    assert "1 without a date is not drawn" in legend
    assert "The table that follows holds all." in page.split('aria-label="Time axis')[1].split('"')[0]


def test_a_negated_statement_carries_a_badge(
    tmp_path: Path, build_record: Callable[[Path, list[Path]], Record]
) -> None:
    (tmp_path / "a.txt").write_text(
        "Plans\n\nMicrosoft did not announce that the plant would close. Microsoft said that it would not go.\n",
        encoding="utf-8",
    )
    client = TestClient(make_app(build_record(tmp_path / "record", [tmp_path / "a.txt"]), ("testserver",)))
    page = client.get("/said-and-done", params={"party": "Microsoft"}).text
    negated, said = page.split('<article class="statement')[1:]
    assert '<span class="check">reported as not said</span>' in negated
    assert "reported as not said" not in said
    with View.open(Record(tmp_path / "record")) as view:
        (document,) = view.heads()
    assert _words(client.get(f"/documents/{document}").text).count("reported as not said") == 1


def test_an_award_shows_its_first_start_and_the_latest_as_what_it_is(client: TestClient) -> None:
    """The support order's latest row starts after it ends."""
    text = _words(client.get("/awards/CONT_AWD_HSCETC16J00017_7012_HSHQDC15D00017_7001").text)
    assert "First start recorded 30 September 2017" in text
    assert "Start 28 May 2018 (as recorded in the latest row) End 27 March 2018" in text


def test_about_says_what_is_not_measured(client: TestClient) -> None:
    text = _words(client.get("/about").text)
    assert "Accuracy on this record: not measured" in text
    assert "shown on this machine" in text


def test_an_empty_record_says_how_to_fill_it(
    tmp_path: Path, build_record: Callable[[Path, list[Path]], Record]
) -> None:
    client = TestClient(make_app(build_record(tmp_path / "record", []), ("testserver",)))
    assert "onrecord add RECORD SOURCE" in client.get("/").text
    for path in ("/search?q=ice", "/said-and-done", "/documents", "/parties", "/awards", "/problems", "/about"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/documents/0",
        "/documents/%00",
        "/parties/0",
        "/awards/0",
        "/awards/a/b",
        "/statements/0",
        "/artefacts/0",
        f"/artefacts/{'0' * 64}",
        "/artefacts/..%2f..%2fonrecord.db",
        "/static/../app.py",
    ],
)
def test_what_is_not_there_is_a_calm_page(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "<h1>Not in this record</h1>" in page.text


def test_pages_can_only_be_read(client: TestClient) -> None:
    answer = client.post("/search")
    assert answer.status_code == 405
    assert "Pages here can only be read" in answer.text


def _document_with_references(record: Record, *, is_open: bool) -> tuple[str, ReferenceRow]:
    """Find a reference of the example that is resolved, or that has several candidates."""
    with View.open(record) as view:
        for document in view.heads():
            for one in reference_rows(view, document):
                if (len(one.candidates) > 1) == is_open and (one.party is None) == is_open:
                    return document, one
    raise AssertionError("the example has none")


def test_a_document_says_whom_a_pronoun_or_description_stands_for(client: TestClient, example_record: Record) -> None:
    document, one = _document_with_references(example_record, is_open=False)
    page = client.get(f"/documents/{document}").text
    mark = re.search(
        rf'class="noted k-stands" href="#(r-\d+)" title="{re.escape(one.note)}">{one.words}</a>', unescape(page)
    )
    assert mark
    assert f'<li id="{mark[1]}">' in page
    listed = page.partition('<details id="references" open>')[2].partition("</details>")[0]
    assert f"“ {one.words} ”: {one.party_name} {one.rule}" in _words(listed)
    assert f'href="/parties/{one.party}"' in listed


def test_a_document_says_who_may_be_meant_where_that_is_left_open(client: TestClient, example_record: Record) -> None:
    document, one = _document_with_references(example_record, is_open=True)
    page = client.get(f"/documents/{document}").text
    names = ", ".join(name for _, name in one.candidates)
    title = re.escape(f"may be: {names} ({one.rule})")
    assert re.search(rf'class="noted k-stands open" href="#r-\d+" title="{title}">{one.words}</a>', unescape(page))
    listed = page.partition('<details id="references" open>')[2].partition("</details>")[0]
    assert f"“ {one.words} ”: may be {names.replace(', ', ' , ')} {one.rule}" in _words(listed)


def test_a_document_without_references_has_no_key_to_them(
    tmp_path: Path, build_record: Callable[[Path, list[Path]], Record]
) -> None:
    (tmp_path / "note.txt").write_text("A note\n\nIt rained all day in the harbour.\n", encoding="utf-8")
    record = build_record(tmp_path / "record", [tmp_path / "note.txt"])
    with View.open(record) as view:
        (document,) = view.heads()
    page = TestClient(make_app(record, ("testserver",))).get(f"/documents/{document}").text
    assert "the harbour" in page
    assert "noted k-stands" not in page
    assert "#references" not in page
    assert 'id="references"' not in page
