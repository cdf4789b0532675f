"""In a real browser: from the list of threads to the words, and from an echo to its other places; by keyboard, without scripts."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from onrecord.store import Record, View
from onrecord.store.meeting_pages import copy_groups, echo_groups, thread_lines
from serve.axe import serious
from serve.chromium import NEEDS_CHROMIUM, chromium, served

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def address(meeting_record: Record) -> Iterator[str]:
    """Serve the articles on a free port of this machine."""
    with served(meeting_record) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once for this file."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def paths(meeting_record: Record) -> tuple[str, ...]:
    """List every screen, with a thread that has pairs to show."""
    with View.open(meeting_record) as view:
        threads = thread_lines(view, changed=True, limit=1)[0]
        echo, copy = echo_groups(view, kind="altered", limit=1)[0], copy_groups(view, limit=1)[0]
    return (
        "/threads",
        f"/threads/{threads[0].id}?every=1",
        "/echoes",
        f"/echoes/{echo[0].lead}",
        "/copies",
        f"/copies/{copy[0].lead}",
    )


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


def test_from_the_list_to_the_words_of_a_position(page: Page, address: str) -> None:
    page.goto(f"{address}/threads")
    page.get_by_label("only those in which a later statement differs, possibly").check()
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name="facial recognition").first.click()
    expect(page.get_by_role("heading", name="Position over time")).to_have_count(0)  # it is a caption
    expect(page.get_by_text("Position over time", exact=True)).to_be_visible()
    page.locator(".wide .step").first.focus()
    page.keyboard.press("Enter")
    row = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(row).to_be_in_viewport()
    row.locator("blockquote a").click()
    page.wait_for_url("**/documents/*#s-*")
    expect(page.locator(f"[id='{urlsplit(page.url).fragment}']")).to_be_in_viewport()


def test_a_number_in_the_picture_leads_to_both_sides(page: Page, address: str, paths: tuple[str, ...]) -> None:
    page.goto(address + paths[1])
    page.locator(".wide .badge").first.click()
    card = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(card).to_be_in_viewport()
    expect(card.get_by_text("Both are true if")).to_be_visible()
    expect(card.locator(".side")).to_have_count(2)


def test_from_an_echo_to_another_place_of_the_same_words(page: Page, address: str) -> None:
    page.goto(f"{address}/echoes?kind=altered")
    page.locator(".echo-row blockquote a").first.click()
    expect(page.locator(".wording")).to_have_count(2)
    before = page.url
    page.locator(".elsewhere a").first.click()
    page.wait_for_url(lambda url: url != before)
    page.locator(".wording .from a").last.click()
    page.wait_for_url("**/documents/*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_screen_is_wider_than_the_window_and_none_shuts_anybody_out(
    browser: Browser, address: str, paths: tuple[str, ...], *, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # one of the two literals
    page = context.new_page()
    for path in paths:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert serious(page) == [], path
    context.close()
