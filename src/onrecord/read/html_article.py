"""The passages of a page that trafilatura takes for the article; it names lines, the text of record is our own."""

import re

import trafilatura

SOURCE_LIMIT = 5_000_000
"""Code points of a page that trafilatura is given: its tree needs many times the memory, and its time is not bounded."""
LIST_ITEMS_LIMIT = 10_000
"""List items of a page that trafilatura is given: its time grows with their square (measured: 6 s for 9,000)."""
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
        text = trafilatura.extract(
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
