"""The page from which a dossier is taken away: its form, its editions, and what it refuses; read and used in a browser too."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, Route

from onrecord.export.dossier.editions import EDITIONS
from onrecord.store import Record
from serve.axe import serious
from serve.chromium import NEEDS_CHROMIUM, chromium, served
from serve.conftest import TestClient

PAIR = "party=Microsoft&about=Immigration+and+Customs+Enforcement"


def test_the_form_stands_alone_where_nobody_is_named(client: TestClient) -> None:
    page = client.get("/dossier")
    assert page.status_code == 200
    assert 'name="party"' in page.text
    assert "Take it away" not in page.text


def test_every_edition_can_be_taken_away(client: TestClient) -> None:
    page = client.get(f"/dossier?{PAIR}").text
    links = [one.replace("&amp;", "&") for one in re.findall(r'href="(/dossier/[^"]+)"', page)]
    assert [f"/dossier/{form}" for form in EDITIONS] == [one.partition("?")[0] for one in links]
    for link, edition in zip(links, EDITIONS.values(), strict=True):
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer.headers["content-type"] == edition.media_type
        assert answer.headers["content-disposition"].startswith('attachment; filename="microsoft-about-u-s-immigration')


def test_the_page_gives_the_command_that_makes_the_same(client: TestClient) -> None:
    page = client.get(f"/dossier?{PAIR}&since=2018-06-01").text
    assert "onrecord dossier" in page
    assert "--since 2018-06-01 --format pdf" in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/dossier/exe?party=Microsoft", 404),
        ("/dossier/pdf", 400),
        ("/dossier?about=Microsoft", 400),
        ("/dossier?party=Microsoft&since=soon", 400),
        ("/dossier?party=Nobody+At+All", 404),
        ("/dossier?party=Microsft&about=ICE", 404),
        ("/dossier/md?party=Nobody+At+All", 404),
    ],
)
def test_what_cannot_be_is_refused(client: TestClient, address: str, status: int) -> None:
    assert status == client.get(address).status_code


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(example_record: Record) -> Iterator[str]:
    with served(example_record) as found:
        yield found


def _only_here(route: Route, asked: list[Request]) -> None:
    asked.append(route.request)
    route.continue_()


class TestInABrowser:
    """The main task, without a script, with nobody else asked."""

    pytestmark = NEEDS_CHROMIUM

    @pytest.mark.parametrize("scripts", [True, False])
    def test_a_dossier_is_asked_for_and_taken_away(
        self, browser: Browser, address: str, tmp_path: Path, *, scripts: bool
    ) -> None:
        """By the form, with a script and without one."""
        asked: list[Request] = []
        context = browser.new_context(java_script_enabled=scripts, accept_downloads=True)
        context.route("**/*", lambda route: _only_here(route, asked))
        page = context.new_page()
        page.goto(f"{address}/dossier")
        page.get_by_label("A dossier on").fill("Microsoft")
        page.get_by_label("about", exact=True).fill("ICE")
        page.get_by_role("button", name="Go on").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="web page").click()
        waiting.value.save_as(tmp_path / "dossier.html")
        assert "In tension, possibly" in (tmp_path / "dossier.html").read_text("utf-8")
        assert {"127.0.0.1"} == {re.sub(r"https?://|[:/].*", "", one.url.replace("://", "://", 1)) for one in asked}
        context.close()

    def test_the_page_and_the_paper_have_no_serious_barrier(
        self, browser: Browser, address: str, tmp_path: Path
    ) -> None:
        """The paper opens from a file, asks for nothing else, and fits a narrow window, light and dark."""
        for scheme, width in (("light", 1440), ("dark", 390)):
            context = browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
            )  # type: ignore[arg-type]  # one of the two
            page = context.new_page()
            page.goto(f"{address}/dossier?{PAIR}")
            assert serious(page) == []
            paper = tmp_path / "paper.html"
            paper.write_text(context.request.get(f"{address}/dossier/html?{PAIR}").text(), encoding="utf-8")
            asked: list[str] = []
            page.on("request", lambda one, asked=asked: asked.append(one.url))
            page.goto(paper.as_uri())
            assert serious(page) == []
            assert [paper.as_uri()] == asked
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            context.close()


def test_of_a_large_record_the_command_is_shown_instead(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.serve.dossiers.DOCUMENTS_MOST", 1)
    page = client.get(f"/dossier?{PAIR}").text
    assert "This record is large" in page
    assert "/dossier/pdf" not in page
    refused = client.get(f"/dossier/pdf?{PAIR}")
    assert (refused.status_code, "too large" in refused.text) == (400, True)
