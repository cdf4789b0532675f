"""Searching in a real browser: while typing, by keyboard alone, and without scripts."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from onrecord.store import Record
from serve.axe import serious
from serve.chromium import NEEDS_CHROMIUM, chromium, served

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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that fails the test when it asks anything but this machine, or when the browser complains."""
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context()
    context.on("request", lambda one: asked.append(one.url))
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    assert complaints == []


def test_hits_come_while_somebody_types_and_the_address_follows(page: Page, address: str) -> None:
    page.goto(f"{address}/search")
    page.locator("#q").press_sequentially("azure date:201", delay=20)
    expect(page.locator("#found .notice")).to_contain_text("is no date")
    page.locator("#q").press("8")
    expect(page.locator("#found-statement")).to_be_visible()
    expect(page).to_have_url(f"{address}/search?q=azure+date%3A2018")
    expect(page).to_have_title("azure date:2018 · Search · onrecord")
    assert page.locator("#q").input_value() == "azure date:2018"
    page.locator("aside a", has_text="Microsoft").first.click()
    expect(page.locator(".chip")).to_have_count(2)
    page.go_back()
    expect(page).to_have_url(f"{address}/search?q=azure+date%3A2018")
    expect(page.locator("#found-statement")).to_be_visible()
    expect(page.locator("header.top")).to_have_count(1)


def test_by_keyboard_alone_from_the_field_to_the_words(page: Page, address: str) -> None:
    """A slash goes to the field, arrows walk the hits, Escape comes back, Enter opens the source at the words."""
    page.goto(f"{address}/search?q=cloud")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type('"proud to support"')
    expect(page.locator("#found mark").first).to_have_text("proud to support")
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.href") == first
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*#s-*")
    expect(page.locator(f"[id='{urlsplit(page.url).fragment}']")).to_be_in_viewport()


def test_without_scripts_the_form_the_facets_and_the_pages_are_links(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search")
    page.locator("#q").fill("azure")
    page.get_by_role("button", name="Search").click()
    page.locator("aside a", has_text="Microsoft").first.click()
    assert page.locator(".chip").first.inner_text().startswith("speaker:Microsoft")
    assert page.locator("article.statement").count() > 0
    assert not page.locator(".keys").is_visible()
    context.close()


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("/search", "light"),
        ("/search?q=azure", "light"),
        ("/search?q=cloud+speaker:Microsoft&kind=statement", "dark"),
        ("/documents", "dark"),
        ("/parties", "light"),
        ("/awards", "dark"),
        ("/", "light"),
    ],
)
def test_no_serious_barrier(browser: Browser, address: str, path: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 900})  # type: ignore[arg-type]  # one of the two literals
    page = context.new_page()
    page.goto(f"{address}{path}")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
