"""In a real browser: a person decides on the page, with and without scripts, and a page of another site cannot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from onrecord.model.judgement import standing
from onrecord.store import Record, View
from review_records import copied
from serve.chromium import NEEDS_CHROMIUM, chromium, served

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    return copied(example_record, tmp_path / "record")


@pytest.fixture
def address(record: Record) -> Iterator[str]:
    """Serve a copy of the example on a free port of this machine."""
    with served(record) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once for this file."""
    with chromium() as started:
        yield started


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_person_decides_and_takes_it_back(browser: Browser, address: str, record: Record, scripts: bool) -> None:  # noqa: FBT001  # a case
    """What the browser itself says of where the form comes from is enough: no token, no script."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{address}/review?kind=statement")
    item = page.locator(".review-item").first
    item.get_by_label("Decide as").fill("Ann Lee")
    item.get_by_label("Reason, if you like").fill("a caption")
    item.get_by_role("button", name="Read wrong").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    with View.open(record) as view:
        (one,) = view.judgements()
    assert (one.verdict, one.user, one.reason) == ("wrong", "Ann Lee", "a caption")
    page.get_by_role("button", name="Take it back").click()
    page.wait_for_url("**/review**did=undone*")
    context.close()
    with View.open(record) as view:
        made = view.judgements()
    assert [each.verdict for each in made] == ["wrong", "undone"]
    assert standing(made) == []


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain"])
def test_a_page_of_another_site_cannot_decide(
    browser: Browser, address: str, record: Record, tmp_path: Path, kind: str
) -> None:
    """A form on a page from elsewhere (here: a file) reaches the server, and is refused."""
    with View.open(record) as view:
        statement = next(view.statements()).id
    field = f'{{"verdict":"wrong","left":"{statement}","x":"'
    fields = (
        f"<input name='{field}' value='\"}}'>"
        if kind == "text/plain"
        else f"<input name='verdict' value='wrong'><input name='left' value='{statement}'><input name='user' value='x'>"
    )
    target = "/api/judgements" if kind == "text/plain" else "/review"
    elsewhere = tmp_path / "elsewhere.html"
    elsewhere.write_text(
        f"<form method='post' enctype='{kind}' action='{address}{target}'>{fields}<button>go</button></form>",
        encoding="utf-8",
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(elsewhere.as_uri())
    with page.expect_response(f"{address}{target}") as answer:
        page.get_by_role("button").click()
    assert answer.value.status == 403
    context.close()
    with View.open(record) as view:
        assert view.judgements() == []
