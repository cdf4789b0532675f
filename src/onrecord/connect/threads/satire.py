"""Whether a document is marked as satire: its publisher is known for it, or a label of its own says so.

What is not marked is not guessed at.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from onrecord.model.evidence import Document
from onrecord.model.names import folded

LABEL = re.compile(
    r"^\W*(?:category|section|filed under|topic|tags?)?\W*(?:satire|parody|humou?r|spoof)\W*$|^\W*(?:satire|parody)\s*[|:–—-]|[|–—-]\s*(?:satire|parody)\W*$|"
    r"^\W*(?:this|the following) (?:article|piece|story|column|post|page) is (?:a work of )?(?:satire|satirical|parody|a parody)\b",
    re.IGNORECASE,
)
"""A line that is nothing but the label, a title that bears it, or a sentence that says so."""
PATH = frozenset({"satire", "parody", "humor", "humour", "spoof", "borowitz-report"})
LABEL_LENGTH = 120
"""Code points of a line that can be a label."""


def satire_mark(document: Document) -> str | None:
    """Say what marks a document as satire, for people; None where nothing does."""
    publishers, sites = _known()
    if document.publisher and folded(document.publisher.value) in publishers:
        return f"its publisher, {document.publisher.value}, is known for satire"
    address = urlsplit(document.url.value) if document.url else None
    host = (address.hostname or "") if address else (document.site or "")
    if any(host == one or host.endswith(f".{one}") for one in sites):
        return f"its site, {host}, is known for satire"
    if address and (named := PATH & {part.casefold() for part in address.path.split("/")}):
        return f"its address has “{min(named)}”"
    if document.title and LABEL.search(document.title.value):
        return "its title says so"
    for line in document.lines:
        words = document.text[line.start : min(line.end, line.start + LABEL_LENGTH + 1)]
        if words.strip() and (line.label != "body" or line.start < LABEL_LENGTH) and _labels(words):
            return f"the line “{words.strip()}” says so"
    return None


def _labels(words: str) -> bool:
    return len(words) <= LABEL_LENGTH and LABEL.search(words) is not None


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    rows = list(csv.DictReader(files("onrecord.tables").joinpath("satire.csv").read_text("utf-8").splitlines()))
    return frozenset(folded(row["publisher"]) for row in rows), frozenset(row["site"] for row in rows if row["site"])
