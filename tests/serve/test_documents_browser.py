"""In a real browser: a mark explains itself by keyboard, the original fetches nothing, and all reads without scripts."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from onrecord.serve.sandboxed_page import POLICY, sandboxed
from onrecord.store import Record, View
from serve.axe import serious
from serve.chromium import NEEDS_CHROMIUM, chromium, served
from serve.test_original_sandbox import HOSTILE

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once for this file."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(example_record: Record) -> Iterator[str]:
    """Serve the example on a free port of this machine."""
    with served(example_record) as address:
        yield address


@pytest.fixture(scope="module")
def document(example_record: Record) -> str:
    """Name a page of the example with statements."""
    with View.open(example_record) as view:
        return next(
            one.id for one in view.documents() if one.media_type == "text/html" and any(view.statements(one.id))
        )


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page that fails the test when it asks anything but this machine."""
    asked: list[str] = []

    def note(one: Request) -> None:
        asked.append(one.url)

    context = browser.new_context(java_script_enabled=request.param)
    context.on("request", note)
    yield context.new_page()
    context.close()
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}


def test_a_mark_leads_to_why_and_from_there_to_the_original(page: Page, address: str, document: str) -> None:
    page.goto(f"{address}/documents/{document}")
    number = page.locator(".text a.number").first
    number.press("Enter")
    entry = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="Check it against the original, and judge it").click()
    expect(page.frame_locator("iframe").locator("#onrecord-words")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Leave open")).to_be_visible()


def test_a_focused_mark_says_beside_it_what_it_stands_for(browser: Browser, address: str, document: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/documents/{document}")
    page.locator(".text a.k-named").first.focus()
    told = page.get_by_role("tooltip")
    expect(told).to_be_visible()
    assert "place" in told.inner_text()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    assert serious(page) == []
    page.close()


def test_the_legend_switches_marks_off(page: Page, address: str, document: str) -> None:
    page.goto(f"{address}/documents/{document}")
    number = page.locator(".text a.number").first
    expect(number).to_be_visible()
    page.get_by_label("what was said").uncheck()
    expect(number).to_be_hidden()


@pytest.mark.parametrize("bare", [False, True], ids=["cleaned", "by the policy alone"])
def test_a_hostile_page_asks_for_nothing(browser: Browser, bare: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """Neither what is cleaned out nor, where cleaning were to fail, the page itself under its policy."""
    asked: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    body = HOSTILE if bare else sandboxed(HOSTILE)
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}

    def answer(route: object, one: Request) -> None:
        asked.append(one.url)
        if one.url.endswith("/shown"):
            route.fulfill(body=body, headers=headers)  # type: ignore[attr-defined]  # a Route
        else:
            route.abort()  # type: ignore[attr-defined]  # as above

    context.route("**/*", answer)
    if bare:
        body = HOSTILE.replace('<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">', "")
    page.goto("http://127.0.0.1:9/shown")
    page.wait_for_timeout(300)
    context.close()
    assert asked == ["http://127.0.0.1:9/shown"]
