"""Saved pages, what people marked on them, and our readers over them."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.model.evidence import Document, Origin, body_ranges
from onrecord.model.ids import ArtefactId
from onrecord.read.html import read_page

SHARED = Path(__file__).parents[3] / "shared"
PAGES = SHARED / "data/article-pages"
CAPTURED = "2019-11-30T00:00:00+00:00"
"""No page of the set is younger; the pages do not say when they were saved."""
HALVES: Mapping[str, slice] = {"even": slice(0, None, 2), "odd": slice(1, None, 2), "all": slice(None)}
"""Pages by name: the first, third and so on are even and may be looked at; the odd half is for measuring."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the text of its article as people marked it."""

    name: str
    content: bytes
    article: str


def shared_pages() -> list[Page]:
    """Read the pages of ../shared, by name."""
    truth = json.loads((PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        Page(name, gzip.decompress(path.read_bytes()), truth[name]["articleBody"])
        for path in sorted((PAGES / "html").glob("*.html.gz"))
        if (name := path.name.removesuffix(".html.gz"))
    ]


def sample_pages() -> list[Page]:
    """Read the pages written for this project: each beside the text of its article."""
    folder = Path(__file__).parent / "sample"
    return [
        Page(path.stem, path.read_bytes(), path.with_suffix(".txt").read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.html"))
    ]


def document_of(page: Page, *, is_fast: bool = False) -> Document:
    """Read a page as the product does.

    Raises:
        ValueError: It gave no document.
    """
    origin = Origin(artefact=ArtefactId("0" * 64), path=f"{page.name}.html", collected_at=CAPTURED)
    reading = read_page(page.content, origin, is_fast=is_fast)
    if not reading.documents:
        raise ValueError(f"{page.name}: {[problem.message for problem in reading.problems]}")
    return reading.documents[0]


def body_of(document: Document) -> str:
    """Give the lines labelled body."""
    return "\n".join(document.text[start:end] for start, end in body_ranges(document))


def uncertain_of(document: Document) -> Iterator[str]:
    """Give the lines labelled uncertain."""
    yield from (document.text[line.start : line.end] for line in document.lines if line.label == "uncertain")


def half(pages: Sequence[Page], name: str) -> Sequence[Page]:
    """Take a half of the pages."""
    return pages[HALVES[name]]
