"""The passages of a page that an extractor takes for the article; they name lines, the text of record is our own.

Two opinions: trafilatura's, the best of those measured, and resiliparse's, which takes a tenth of the time and keeps
nearly everything the article holds, with some furniture. Trafilatura is loaded when a page needs it: it brings lxml.
"""

import re
from importlib import import_module

from resiliparse.extract.html2text import extract_plain_text

SOURCE_LIMIT = 5_000_000
"""Code points of a page that an extractor is given: its tree needs many times the memory, and its time is not bounded."""
LIST_ITEMS_LIMIT = 10_000
"""List items of a page that trafilatura is given: its time grows with their square (measured: 6 s for 9,000)."""
DEPTH_LIMIT = 2_000
"""Open elements of a page that resiliparse is given: its time grows with their square (measured: 2 s for 10,000)."""
ATTRIBUTES_LIMIT = 5_000
"""Attributes of a tag in a page that a library is given: their time grows with the square (measured: minutes for 60,000)."""
_LIST_ITEM = re.compile(r"<li\b", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*[-*•]\s+")


def article_passages(source: str) -> list[str]:
    """List the article's paragraphs as trafilatura renders them; none when it finds none, or fails.

    Its settings are those that measured best (precision first); `deduplicate` stays off because it keeps a memory
    between pages, tables stay off because their rows are joined with bars.
    """
    if len(source) > SOURCE_LIMIT or len(_LIST_ITEM.findall(source)) > LIST_ITEMS_LIMIT:
        return []
    try:
        text = import_module("trafilatura").extract(
            source,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            include_links=False,
            include_images=False,
            deduplicate=False,
        )
    except Exception:  # noqa: BLE001  # third-party code over arbitrary pages; our own line rules take over
        return []
    return [_LIST_MARK.sub("", line) for line in text.split("\n")] if text else []


def main_passages(source: str, depth: int) -> list[str]:
    """List the lines that resiliparse takes for main content, tables with them; none when it finds none, or fails.

    Args:
        source: The page.
        depth: How many of its elements are open at once.
    """
    if len(source) > SOURCE_LIMIT or depth > DEPTH_LIMIT:
        return []
    try:
        text = extract_plain_text(
            source,
            preserve_formatting=True,
            main_content=True,
            list_bullets=False,
            alt_texts=False,
            comments=False,
            post_meta=False,
        )
    except Exception:  # noqa: BLE001  # third-party code over arbitrary pages; the other opinion or our rules take over
        return []
    return [line for line in text.split("\n") if line]
