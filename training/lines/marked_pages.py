"""Pages whose lines are marked: article or not, from `../shared/data/textlines`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.read.labels import Ruling, rule_on
from onrecord.read.line_features import features

WHOLE = ("scrapinghub", "newspaper4k-atf")
CUT = ("scrapinghub-main", "newspaper4k-atf-main")
"""What a main-content pass left of the same pages."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a page.

    Attributes:
        start: Code points of the page's text.
        mark: `content`, `boilerplate` or `mixed`.
    """

    start: int
    text: str
    mark: str
    is_title: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page as plain text, and what its lines are."""

    name: str
    source: str
    site: str
    text: str
    lines: Sequence[MarkedLine]


def read_pages(shared: Path, source: str) -> list[Page]:
    """Read a set; lines are put back at their places, with line breaks between them."""
    path = shared / "data" / "textlines" / f"{source}.jsonl"
    with path.open(encoding="utf-8") as file:
        return [_page(json.loads(row), source) for row in file]


def _page(row: dict, source: str) -> Page:
    text = ""
    lines = []
    for line in row["lines"]:
        text += "\n" * max(line["start"] - len(text), 1 if text else 0)
        lines.append(MarkedLine(len(text), line["text"], line["label"], line.get("role") == "title"))
        text += line["text"]
    return Page(row["page"], source, row["site"], text, lines)


@dataclass(frozen=True, slots=True)
class Example:
    """A page as the labeller meets it.

    Attributes:
        paragraph_of: For each line of the page its paragraph, -1 for none.
        inside: For each paragraph, whether most of its words are the article's.
        table: The labeller's columns for each paragraph.
        weights: How much each paragraph counts: by the root of its words, every page alike.
    """

    page: Page
    ruling: Ruling
    paragraph_of: Sequence[int]
    inside: NDArray[np.bool_]
    weights: NDArray[np.float64]
    table: NDArray[np.float32]


def example_of(page: Page) -> Example:
    """Let the rules read a page and carry its marks over to the paragraphs."""
    ruling = rule_on(page.text)
    paragraphs = {
        ruling.rows[row].start: number
        for number, one in enumerate(ruling.judged)
        for row in range(one.paragraph.first, one.paragraph.last + 1)
    }
    paragraph_of = [paragraphs.get(line.start, -1) for line in page.lines]
    balance = np.zeros(len(ruling.judged))
    for line, number in zip(page.lines, paragraph_of, strict=True):
        if number >= 0:
            balance[number] += len(line.text) * (1 if line.mark == "content" else -1)
    roots = np.sqrt([max(one.paragraph.words, 1) for one in ruling.judged])
    weights = 100 * roots / max(roots.sum(), 1)
    return Example(page, ruling, paragraph_of, balance > 0, weights, features(ruling).astype(np.float32))
