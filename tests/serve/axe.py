"""What axe-core finds on a page: barriers for people who use it by keyboard, by ear, or with low sight."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
GRAVE = ("serious", "critical")


def serious(page: Page) -> list[str]:
    """Name the serious and critical findings on a page, each with its first element."""
    page.evaluate(AXE)  # by the debugger: the page's own policy lets no script in
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]
