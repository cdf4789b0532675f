"""In a real browser, by keyboard alone: questions are decided with one key each, and whoever listens is told what is next."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from onrecord.model.judgement import standing
from onrecord.store import Record, View
from review_records import copied, judge, statements_by
from serve.axe import serious
from serve.chromium import NEEDS_CHROMIUM, chromium, served

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    return copied(example_record, tmp_path / "record")


@pytest.fixture
def address(record: Record) -> Iterator[str]:
    with served(record) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that fails the test when it asks anything but this machine, or when the browser complains."""
    context = browser.new_context()
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    assert complaints == []


def _verdicts(record: Record) -> list[str]:
    with View.open(record) as view:
        return [one.verdict for one in view.judgements()]


def test_one_key_a_decision_and_the_next_question_is_told(page: Page, address: str, record: Record) -> None:
    page.goto(f"{address}/review?kind=statement&user=Ann")
    page.evaluate("window.mark = 'same page'")
    first = page.locator(".review-item").get_attribute("id")
    page.keyboard.press("t")
    page.keyboard.type("a caption")
    page.keyboard.press("Enter")
    page.keyboard.press("w")
    expect(page.locator(".undo")).to_be_visible()
    expect(page.locator("#said")).to_have_text("Kept: found wrong. Next: Is this read right?")
    assert page.locator(".review-item").get_attribute("id") != first
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.evaluate("window.mark") == "same page"
    assert "did=wrong" in page.url
    page.keyboard.press("z")
    expect(page.locator("#said")).to_contain_text("taken back")
    assert page.locator(".review-item").get_attribute("id") == first
    page.keyboard.press("k")
    expect(page.locator(".place")).to_contain_text("2 of")
    page.keyboard.press("r")
    expect(page.locator("#said")).to_contain_text("found right")
    with View.open(record) as view:
        made = view.judgements()
        assert next((one.verdict, one.user, one.reason) for one in made) == ("wrong", "Ann", "a caption")
        assert [one.verdict for one in made] == ["wrong", "undone", "right"]
        assert [one.verdict for one in standing(made)] == ["right"]


def test_a_speaker_is_chosen_by_keys(page: Page, address: str, record: Record) -> None:
    page.goto(f"{address}/review?kind=speaker&user=Ann")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.name") == "speaker"
    page.keyboard.type("nobody")
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.locator("#said")).to_contain_text("speaker decided")
    assert _verdicts(record) == ["speaker"]


def test_keys_that_were_switched_off_decide_nothing_and_help_opens(page: Page, address: str, record: Record) -> None:
    page.goto(f"{address}/review?kind=statement&user=Ann")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    page.get_by_label("Keys decide on this page").uncheck()
    page.keyboard.press("w")
    page.wait_for_timeout(200)
    assert _verdicts(record) == []
    page.get_by_label("Keys decide on this page").check()
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("left open")


def test_a_refusal_is_told_and_the_question_stays(browser: Browser, address: str, record: Record) -> None:
    page = browser.new_page()
    page.goto(f"{address}/review?kind=speaker&user=Ann")
    first = page.locator(".review-item").get_attribute("id")
    page.get_by_label("or a name").fill("Nobody Of That Name")
    page.locator("button[data-key=p]").click()
    expect(page.locator("#refused")).to_be_visible()
    assert page.locator(".review-item").get_attribute("id") == first
    assert _verdicts(record) == []
    page.close()


def test_enter_in_a_field_decides_nothing_without_scripts(browser: Browser, address: str, record: Record) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/review?kind=statement&user=Ann")
    page.get_by_label("Reason, if you like").fill("a caption")
    page.get_by_label("Reason, if you like").press("Enter")
    page.wait_for_timeout(200)
    assert _verdicts(record) == []
    page.get_by_role("link", name="Skip", exact=True).click()
    page.wait_for_url("**/review**first=2*")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_review_have_no_barriers_and_fit(
    browser: Browser, address: str, record: Record, scheme: str
) -> None:
    found = statements_by(record, "Microsoft")
    judge(record, "wrong", found[0].id, user="Ann")
    judge(record, "right", found[0].id, user="Bo", minute=1)
    judge(record, "right", found[1].id, user="Ann")
    context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # one of the two literals
    page = context.new_page()
    kinds = [f"/review?kind={one}" for one in ("speaker", "tension", "statement", "conflict")]
    for path in [*kinds, "/review/second?user=Bo", "/review/agreement", "/review/decisions", "/problems", "/about"]:
        page.goto(f"{address}{path}")
        assert serious(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    context.close()
