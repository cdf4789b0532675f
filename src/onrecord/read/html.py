"""HTML pages: our own stream of visible text, its lines labelled by what two extractors take for the article."""

import re
from dataclasses import replace
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Line, Origin, document_id
from onrecord.model.reading import Reading
from onrecord.read import html_version
from onrecord.read.decode import Decoded, decode
from onrecord.read.files import guessed_encoding, load, problem
from onrecord.read.html_article import ATTRIBUTES_LIMIT, SOURCE_LIMIT, article_passages, main_passages
from onrecord.read.html_labels import Opinion, label_page
from onrecord.read.html_metadata import as_shown, found_date, page_metadata
from onrecord.read.html_stream import Stream, visible_text
from onrecord.read.metadata import Metadata, document_fields, from_lines, from_sidecar, merge

READER = html_version.READER

_CHARSET = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_CHARSET_BYTES = 4096
_HEAD_LINES = 20
"""Lines before the article among which the page shows its date."""


def read(path: Path, origin: Origin, config: Config) -> Reading:
    """Read a page as one document: all its visible text, each line labelled.

    With `config.reading` `fast` the page is read without lxml: one opinion, less exact, and no search for a date that
    nothing declares.
    """
    content = load(path, origin)
    if not isinstance(content, bytes):
        return Reading(problems=(content,))
    return read_page(content, origin, is_fast=config.reading == "fast")


def read_page(content: bytes, origin: Origin, *, is_fast: bool = False) -> Reading:
    """Read the bytes of a page, as `read` does."""
    charset = declared_charset(content)
    decoded = decode(content, charset)
    problems = (guessed_encoding(origin, decoded.encoding, charset),) if decoded.guessed else ()
    stream = visible_text(decoded.text)
    if not stream.text.strip():
        advice = "a page that only a script fills; save it from a browser once it shows its text"
        return Reading(problems=(*problems, problem(origin, "no_text", f"the page holds no visible text: {advice}")))
    document = _document(origin, decoded, stream, is_fast=is_fast)
    return Reading(documents=(document,), problems=problems)


def declared_charset(content: bytes) -> str | None:
    """Find the encoding that a page names in a meta tag or an XML declaration, in its first 4096 bytes."""
    match = _CHARSET.search(content, 0, _CHARSET_BYTES)
    name = (match[1] or match[2]).decode("ascii", "replace") if match else None
    # A tag that can be read as ASCII is not in UTF-16, whatever it says (HTML standard, section 13.2.3.2).
    return "utf-8" if name and name.lower().startswith("utf-16") else name


def _document(origin: Origin, decoded: Decoded, stream: Stream, *, is_fast: bool) -> Document:
    source = decoded.text
    headings = [stream.text[start:end] for start, end in stream.headings]
    declared = page_metadata(source, stream.declarations, headings=headings, collected=origin.collected_at)
    titles = [declared.title.value] if declared.title else []
    lines = _lines(source, stream, [*titles, *headings], is_fast=is_fast)
    if declared.published:
        declared = replace(declared, published=as_shown(declared.published, _head(stream.text, lines)))
    metadata = merge(merge(from_sidecar(origin), declared), from_lines(stream.text, lines))
    if metadata.published is None and not is_fast and _may_be_parsed(source, stream):
        metadata = merge(metadata, Metadata(published=found_date(source, origin.collected_at)))
    return Document(
        id=document_id(origin.artefact, ""),
        artefact=origin.artefact,
        part="",
        reader=html_version.FAST_READER if is_fast else READER,
        media_type="text/html",
        text=stream.text,
        lines=lines,
        segments=stream.segments,
        **document_fields(metadata),
    )


def _may_be_parsed(source: str, stream: Stream) -> bool:
    """Tell whether the libraries can build a tree of a page in reasonable time and memory."""
    return len(source) <= SOURCE_LIMIT and stream.attributes <= ATTRIBUTES_LIMIT


def _lines(source: str, stream: Stream, titles: list[str], *, is_fast: bool) -> tuple[Line, ...]:
    is_tame = _may_be_parsed(source, stream)
    main = Opinion("resiliparse", main_passages(source, stream.depth) if is_tame else [])
    if is_fast:
        return label_page(stream, titles, main)
    return label_page(stream, titles, Opinion("trafilatura", article_passages(source) if is_tame else []), main)


def _head(text: str, lines: tuple[Line, ...]) -> list[str]:
    """Give the lines close before the article."""
    first = next((position for position, line in enumerate(lines) if line.label == "body"), 0)
    return [text[line.start : line.end] for line in lines[max(0, first - _HEAD_LINES) : first] if line.label != "body"]
