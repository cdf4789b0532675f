"""A real browser, and a record served to it."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from onrecord.serve.app import LOCAL_HOSTS, make_app, make_server, open_socket
from onrecord.store import Record

FOUND = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(FOUND).exists(), reason="no Chromium on this machine"),
]


@contextmanager
def served(record: Record) -> Iterator[str]:
    """Serve a record on a free port of this machine, and give its address."""
    listening = open_socket("127.0.0.1", 0)
    server = make_server(make_app(record, LOCAL_HOSTS))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=30)
    listening.close()
    assert not thread.is_alive()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=FOUND, args=ARGUMENTS)
        yield started
        started.close()
