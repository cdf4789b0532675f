"""In a real browser: from a search to the words, from a question to the order, and nothing leaves this machine."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from onrecord.store import Record
from serve.axe import serious
from serve.chromium import NEEDS_CHROMIUM, chromium, served

AZURE_ORDER = "CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"
WIDTHS = (1440, 390)

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def address(example_record: Record) -> Iterator[str]:
    """Serve the example on a free port of this machine."""
    with served(example_record) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once for this file."""
    with chromium() as started:
        yield started


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page that fails the test when it asks anything but this machine, or when the browser complains."""
    asked: list[str] = []
    complaints: list[str] = []

    def note(one: Request) -> None:
        asked.append(one.url)

    context = browser.new_context(java_script_enabled=request.param)
    context.on("request", note)
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    yield opened
    context.close()
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    assert complaints == []


def _expect_at_the_words(page: Page) -> str:
    """Wait until the place that the address names is in the window, and give its words."""
    page.wait_for_url("**/documents/*#s-*")
    place = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(place).to_be_in_viewport()
    return place.inner_text()


def test_a_hit_opens_at_the_words(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.get_by_label("Search statements, awards, documents and parties").fill('"proud to support"')
    page.get_by_role("button", name="Search").click()
    assert page.locator("article.statement mark").first.inner_text().startswith("proud")
    page.locator("article.statement blockquote a").first.click()
    assert "proud to support" in _expect_at_the_words(page)


def test_said_and_done_shows_the_order_and_opens_it(page: Page, address: str) -> None:
    page.goto(f"{address}/said-and-done")
    page.get_by_label("What has").fill("Microsoft")
    page.get_by_label("said and done about").fill("Immigration and Customs Enforcement")
    page.get_by_role("button", name="Put side by side").click()
    order = page.locator(f"[id='row-{AZURE_ORDER}']")
    assert "DELL FEDERAL SYSTEMS" in order.inner_text()
    assert "AZURE GOVERNMENT" in order.inner_text()
    said = page.locator("td.said article.statement").filter(has_text="mission-critical").first
    assert said.is_visible()
    order.locator(".description a").click()
    page.wait_for_url(f"**/awards/{AZURE_ORDER}")
    assert "MICROSOFT AZURE GOVERNMENT" in page.locator("h1").inner_text()
    page.go_back()
    said.locator("blockquote a").click()
    assert "mission-critical" in _expect_at_the_words(page)


def test_a_number_in_the_picture_leads_to_both_sides_and_from_there_to_each(page: Page, address: str) -> None:
    """By keyboard: the number, the card with both sides, and either side in its column."""
    page.goto(f"{address}/said-and-done?party=Microsoft&about=ICE")
    page.locator(".wide .badge").first.focus()
    page.keyboard.press("Enter")
    card = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(card).to_be_in_viewport()
    expect(card.get_by_text("Both are true if")).to_be_visible()
    card.get_by_role("link", name="One side in the columns").click()
    expect(page.locator(f"[id='{urlsplit(page.url).fragment}']").locator("blockquote")).to_be_in_viewport()


def test_what_is_narrowed_down_stands_in_the_address_and_is_taken_away_again(page: Page, address: str) -> None:
    page.goto(f"{address}/said-and-done?party=Microsoft&about=ICE")
    everything = page.locator("td.said article.statement").count()
    page.get_by_text("Narrow down").click()
    page.get_by_label("Position").select_option("deny")
    page.get_by_role("button", name="Put side by side").click()
    page.wait_for_url("**position=deny**")
    denied = page.locator("td.said article.statement")
    assert 0 < denied.count() < everything
    assert denied.locator(".position.deny").count() == denied.count()
    again = page.get_by_label("Address of this page").input_value()
    page.goto(again)
    assert page.locator("td.said article.statement").count() == denied.count()
    page.get_by_role("link", name="Take all filters away").click()
    page.wait_for_url(lambda url: "position" not in url)
    assert page.locator("td.said article.statement").count() == everything


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window_and_none_shuts_anybody_out(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # one of the two literals
    page = context.new_page()
    paths = ["/", "/search?q=azure", "/said-and-done?party=Microsoft&about=ICE", f"/awards/{AZURE_ORDER}", "/about"]
    page.goto(f"{address}/said-and-done?party=Microsoft&about=ICE")
    party = urlsplit(page.locator("h1 a").first.evaluate("link => link.href")).path
    for path in [*paths, party, "/awards", "/documents", "/parties", "/problems"]:
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert serious(page) == [], path
    page.goto(f"{address}/documents")
    page.locator("main tbody a").first.click()
    page.wait_for_url("**/documents/*")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_first_tab_offers_to_skip_to_the_content(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
