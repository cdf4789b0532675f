"""Title, authors, date and outlet of a PDF or a picture: what its pages say, and what its information dictionary says."""

import re
from collections.abc import Mapping

from onrecord.model.evidence import Meta
from onrecord.read.cues import dateline
from onrecord.read.metadata import Metadata
from onrecord.read.pdf_lines import Layout, line_number

NO_TITLE = re.compile(
    r"\W*|untitled.*|unspecified|\(?anonymous\)?|document\s*\d*|slide\s*\d+|powerpoint presentation|microsoft \w+ - .*|"
    r"[\w.]+[_-][\w.-]+|.*\.(?:docx?|xlsx?|pptx?|odt|indd|qxd|pdf|rtf|txt|html?|tmp)",
    re.IGNORECASE,
)
"""Titles that programs fill in, names of files among them."""
NO_AUTHOR = re.compile(
    r"\W*|\(?anonymous\)?|unknown|unspecified|admin(?:istrator)?|owner|user\d*|microsoft office user|.*\\.*",
    re.IGNORECASE,
)
"""Authors that programs fill in."""


def page_metadata(layout: Layout, info: Mapping[str, str]) -> Metadata:
    """Read what is known of a document off its pages and its information dictionary.

    Args:
        layout: Its lines, one at least.
        info: `Title`, `Author` and the like; empty for a picture.
    """
    return Metadata(
        title=_title(layout, info.get("Title", "")),
        publisher=_publisher(layout),
        authors=_authors(info.get("Author", "")),
        published=_published(layout),
    )


def _title(layout: Layout, declared: str) -> Meta | None:
    """Choose the declared title when the first page shows it, then what stands in the largest type, then the rest."""
    declared = "" if NO_TITLE.fullmatch(declared.strip()) else " ".join(declared.split())
    rows = layout.rows
    first_page = " ".join(one.row.line.text for one in rows if one.row.page == rows[0].row.page)
    if declared and _letters(declared) in _letters(first_page):
        return Meta(value=declared, basis="pdf info Title")
    for rule in ("largest type", "headline"):
        titled = [position for position, one in enumerate(rows) if one.verdict == ("title", rule)]
        if titled:
            words = " ".join(" ".join(rows[position].row.line.text for position in titled).split())
            return Meta(value=words, basis=f"line {line_number(layout, titled[0])}")
    if declared:
        return Meta(value=declared, basis="pdf info Title")
    first = next((one for one in rows if one.verdict[0] not in {"furniture", "meta"} and not one.row.line.doubt), None)
    return None if first is None else Meta(value=" ".join(first.row.line.text.split()), basis="first line")


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _authors(declared: str) -> tuple[Meta, ...]:
    names = [" ".join(name.split()) for name in declared.split(";")]
    return tuple(Meta(value=name, basis="pdf info Author") for name in names if not NO_AUTHOR.fullmatch(name))


def _published(layout: Layout) -> Meta | None:
    """Give the date that a line near the top of the first page says."""
    if layout.dated is None:
        return None
    position, day = layout.dated
    return Meta(value=day, basis=f"line {line_number(layout, position)}")


def _publisher(layout: Layout) -> Meta | None:
    """Give the outlet that a dateline names."""
    if layout.dated is None:
        return None
    position = layout.dated[0]
    named = dateline(layout.rows[position].row.line.text)
    return Meta(value=named[0], basis=f"line {line_number(layout, position)}") if named and named[0] else None
