"""Take the picture of the README: `python tools/screenshot.py`, with Chromium installed; writes docs/img/said-and-done.png."""

import shutil
import tempfile
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.pipeline import build
from onrecord.serve.app import make_app
from onrecord.store import Writer, create_record

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "img" / "said-and-done.png"
ADDRESS = "said-and-done?party=Microsoft&about=U.S.+Immigration+and+Customs+Enforcement"
WIDTH, HEIGHT = 1280, 900
MONTH = "June 2018"
"""The month whose rows are shown: the one where both columns are full."""
PORT = 8499
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


def main() -> None:
    """Build the example, show it, and take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        record = create_record(Path(folder) / "record")
        config = Config(engine="inline")
        with Writer(record) as writer:
            collect(writer, [ROOT / "examples" / "azure-ice"], config, lambda *_: None)
        build(record, config, lambda *_: None)
        app = make_app(record, (f"127.0.0.1:{PORT}", "127.0.0.1"))
        server = uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            _picture()
        finally:
            server.should_exit = True
            thread.join()


def _picture() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(f"http://127.0.0.1:{PORT}/{ADDRESS}")
        PICTURE.parent.mkdir(exist_ok=True)
        place = page.get_by_role("rowheader", name=MONTH).bounding_box()
        top = place["y"] - 20 if place else 0
        page.screenshot(path=PICTURE, full_page=True, clip={"x": 0, "y": top, "width": WIDTH, "height": HEIGHT})
        browser.close()


if __name__ == "__main__":
    main()
