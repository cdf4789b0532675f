"""The search page: fields, facets that narrow, honest counts, and the part a script asks for."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from onrecord.store import hits

PART = {"HX-Request": "true"}


def _links(text: str, inside: str) -> dict[str, str]:
    """Map the words of links within an element, named by its opening tag, to their addresses."""
    piece = text.split(inside, 1)[1].split("</aside>" if inside.startswith("<aside") else "</nav>", 1)[0]
    found = re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', piece, re.DOTALL)
    return {re.sub(r"<[^>]+>", "", words).strip(): unescape(address) for address, words in found}


def _count(text: str, kind: str) -> str:
    found = re.search(rf'id="found-{kind}">[^<]*<span class="quiet">([^<]*)<', text)
    return found[1] if found else "0"


def test_a_facet_narrows_to_as_many_rows_as_it_says(client: TestClient) -> None:
    """Every choice of every facet, followed, and taken back again."""
    page = client.get("/search", params={"q": "microsoft", "kind": "statement"}).text
    narrowing = re.findall(
        r'<li><a href="([^"]+)"[^>]*><bdi>([^<]+)</bdi></a> <span class="tally">([\d,]+)</span>', page
    )
    assert len(narrowing) > 8
    for address, name, number in narrowing:
        narrowed = client.get(unescape(address)).text
        assert (name, _count(narrowed, "statement")) == (name, number)
        assert 'aria-current="true"' in narrowed
        chip = re.search(r'<a class="chip" href="([^"]+)"', narrowed)
        assert chip is not None
        assert parse_qs(urlsplit(unescape(chip[1])).query)["q"] == ["microsoft"]


def test_everything_shows_some_of_each_kind_and_a_kind_all_of_it(client: TestClient) -> None:
    page = client.get("/search", params={"q": "microsoft"}).text
    tabs = _links(page, '<nav class="kinds"')
    assert set(tabs) == {"Everything"} | {
        words for words in tabs if re.fullmatch(r"(Statements|Awards|Documents|Parties) \d+", words)
    }
    statements = next(words for words in tabs if words.startswith("Statements"))
    whole = client.get(tabs[statements]).text
    assert page.count('<article class="statement') <= 6 < whole.count('<article class="statement')
    assert _count(page, "statement") == _count(whole, "statement") == statements.removeprefix("Statements ")


def test_many_hits_are_paged(client: TestClient) -> None:
    ids: list[str] = []
    for page in (1, 2, 3, 4):
        text = client.get("/search", params={"q": "the", "kind": "statement", "limit": "7", "page": str(page)}).text
        ids += re.findall(r'id="row-([0-9a-f]{32})"', text)
    assert len(ids) == len(set(ids)) == 28
    assert 'rel="next"' in text
    assert 'rel="prev"' in text


def test_rows_by_day(client: TestClient) -> None:
    """Newest and oldest first are links, and the order of the dates shown."""
    for sort, reverse in (("newest", True), ("oldest", False)):
        text = client.get("/search", params={"q": "ice", "kind": "statement", "sort": sort}).text
        days = [day[:10] for day in re.findall(r'<time datetime="([^"]+)"', text)]
        assert days
        assert days == sorted(days, reverse=reverse)
    assert "<strong>Oldest first</strong>" in text


def test_a_count_that_is_cut_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "LOOKED_AT", 5)
    text = client.get("/search", params={"q": "the", "kind": "statement"}).text
    assert _count(text, "statement") == "5+"
    assert "More statements match than the 5 looked at" in text


def test_fields_without_words_list_rows(client: TestClient) -> None:
    text = client.get("/search", params={"q": "publisher:harbour"}).text
    assert 'id="found-statement"' in text
    assert 'id="found-document"' in text
    assert 'id="found-award"' not in text
    assert "<mark>" not in text


@pytest.mark.parametrize("query", ["colour:red", "date:June x", "speaker:a buyer:b", "kind:award", "ice -kind:cat"])
def test_what_cannot_be_asked_is_refused_calmly(client: TestClient, query: str) -> None:
    page = client.get("/search", params={"q": query})
    assert page.status_code == 400
    assert "<h1>" in page.text


def test_a_name_nobody_goes_by_is_told(client: TestClient) -> None:
    text = unescape(client.get("/search", params={"q": 'cloud speaker:"Nobody At All"'}).text)
    assert "No party in this record goes by “Nobody At All” (speaker:)." in text


def test_a_script_gets_the_results_alone_and_the_address_to_show(client: TestClient) -> None:
    """The same rows as the whole page, in no frame; a query that is half typed is no error yet."""
    part = client.get("/search", params={"q": "azure", "kind": "award"}, headers=PART)
    whole = client.get("/search", params={"q": "azure", "kind": "award"})
    assert part.headers["HX-Push-Url"] == "/search?q=azure&kind=award"
    assert "<html" not in part.text
    assert "<title>azure · Search · onrecord</title>" in part.text
    rows = re.compile(r'id="row-[^"]+"')
    assert rows.findall(part.text) == rows.findall(whole.text) != []
    half = client.get("/search", params={"q": "azure date:20"}, headers=PART)
    assert half.status_code == 200
    assert "HX-Push-Url" not in half.headers
    assert "is no date" in half.text
    back = client.get("/search", params={"q": "azure"}, headers=PART | {"HX-History-Restore-Request": "true"})
    assert "<html" in back.text


def test_names_that_are_markup_stay_words(hostile_client: TestClient) -> None:
    """In facets, chips, notes and titles."""
    text = hostile_client.get("/search", params={"q": 'microsoft speaker:"<script>alert(1)</script>"'}).text
    text += hostile_client.get("/search", params={"q": "microsoft"}, headers=PART).text
    text += hostile_client.get("/search", params={"q": 'x"><script>alert(1)</script>'}, headers=PART).text
    assert re.search(r"<script>|<img|onerror=\"", text) is None
    assert "&lt;script&gt;" in text


def test_the_page_without_a_query_says_what_can_be_asked(client: TestClient) -> None:
    text = client.get("/search").text
    for word in ("speaker:", "party:", "publisher:", "date:2018-06..2019", "-storage"):
        assert word in text
