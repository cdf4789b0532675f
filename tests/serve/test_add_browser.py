"""In a real browser: files are dropped in, followed as they are read, and what came of them is opened; with and without scripts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from onrecord.serve.app import LOCAL_HOSTS, make_app, make_server, open_socket
from onrecord.serve.jobs import Jobs, Work
from onrecord.store import Record, View, create_record
from serve import adding_work
from serve.axe import serious
from serve.chromium import NEEDS_CHROMIUM, chromium
from serve.test_add import PAGE

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return create_record(tmp_path / "record")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@contextmanager
def _served(record: Record, work: Work) -> Iterator[str]:
    jobs = Jobs(record, work)
    listening = open_socket("127.0.0.1", 0)
    server = make_server(make_app(record, LOCAL_HOSTS, jobs=jobs))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    jobs.close()
    server.should_exit = True
    thread.join(timeout=30)
    listening.close()
    assert not thread.is_alive()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_file_is_added_followed_and_opened(browser: Browser, record: Record, scripts: bool) -> None:  # noqa: FBT001  # a case
    context = browser.new_context(java_script_enabled=scripts)
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    with _served(record, adding_work.real) as address:
        page.goto(f"{address}/about")
        page.get_by_role("link", name="Add", exact=True).click()
        page.get_by_label("Choose files").set_input_files(
            [{"name": "maps.html", "mimeType": "text/html", "buffer": PAGE}]
        )
        page.get_by_role("button", name="Add to the record").click()
        page.wait_for_url("**/add/jobs/*")
        for _ in range(60):
            if page.get_by_role("heading", name="Added").count():
                break
            if scripts:
                page.wait_for_timeout(500)
            else:
                page.get_by_role("link", name="See how far it is now").click()
                page.wait_for_timeout(300)
        page.get_by_role("link", name="Maps for all").click()
        page.wait_for_url("**/documents/*")
    context.close()
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    assert complaints == []
    with View.open(record) as view:
        assert view.counts()["documents"] == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_work_goes_on_before_ones_eyes_and_is_stopped(browser: Browser, record: Record, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # one of the two literals
    page = context.new_page()
    with _served(record, adding_work.endless) as address:
        page.goto(f"{address}/add")
        assert serious(page) == []
        page.get_by_role("button", name="Add to the record").click()
        expect(page.locator("#refused")).to_contain_text("there is nothing to add yet")
        page.get_by_label("Pages of the web").fill("file:///etc/passwd")
        page.get_by_role("button", name="Add to the record").click()
        expect(page.locator("#refused")).to_contain_text("is no address")
        page.get_by_label("Pages of the web").fill("https://a.example/")
        page.get_by_role("button", name="Add to the record").click()
        page.wait_for_url("**/add/jobs/*")
        expect(page.locator("#words")).to_contain_text("Reading: ", timeout=20_000)
        seen = page.locator("#words").inner_text()
        expect(page.locator("#words")).not_to_have_text(seen)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    context.close()
