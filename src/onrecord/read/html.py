"""HTML pages: our own stream of visible text, its lines labelled by what trafilatura takes for the article."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Line, Origin, document_id
from onrecord.model.reading import Reading
from onrecord.read import cues
from onrecord.read.anchors import covered_shares
from onrecord.read.decode import Decoded, decode
from onrecord.read.files import guessed_encoding, load, problem
from onrecord.read.html_article import SOURCE_LIMIT, article_passages
from onrecord.read.html_metadata import found_date, page_metadata
from onrecord.read.html_stream import Stream, visible_text
from onrecord.read.labels import label_lines
from onrecord.read.metadata import Metadata, document_fields, from_lines, from_sidecar, merge
from onrecord.read.paragraphs import Row, comparable, count_words, split_rows

READER = "html/1"

_CHARSET = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_CHARSET_BYTES = 4096
_HALF = 0.5
_META_REACH = 8
"""Lines before the article among which its byline and date stand."""
_APPEAL_GAP = 4
_PLAIN_PROSE = 0.8
_PLAIN_LINKS = 0.1


def read(path: Path, origin: Origin, _config: Config) -> Reading:
    """Read a page as one document: all its visible text, each line labelled."""
    content = load(path, origin)
    if not isinstance(content, bytes):
        return Reading(problems=(content,))
    charset = declared_charset(content)
    decoded = decode(content, charset)
    problems = (guessed_encoding(origin, decoded.encoding, charset),) if decoded.guessed else ()
    stream = visible_text(decoded.text)
    if not stream.text.strip():
        advice = "a page that only a script fills; save it from a browser once it shows its text"
        return Reading(problems=(*problems, problem(origin, "no_text", f"the page holds no visible text: {advice}")))
    return Reading(documents=(_document(origin, decoded, stream),), problems=problems)


def declared_charset(content: bytes) -> str | None:
    """Find the encoding that a page names in a meta tag or an XML declaration, in its first 4096 bytes."""
    match = _CHARSET.search(content, 0, _CHARSET_BYTES)
    name = (match[1] or match[2]).decode("ascii", "replace") if match else None
    # A tag that can be read as ASCII is not in UTF-16, whatever it says (HTML standard, section 13.2.3.2).
    return "utf-8" if name and name.lower().startswith("utf-16") else name


def _document(origin: Origin, decoded: Decoded, stream: Stream) -> Document:
    headings = [stream.text[start:end] for start, end in stream.headings]
    declared = page_metadata(decoded.text, headings=headings, collected=origin.collected_at)
    titles = [declared.title.value] if declared.title else []
    lines = label_page(stream, article_passages(decoded.text), [*titles, *headings])
    metadata = merge(merge(from_sidecar(origin), declared), from_lines(stream.text, lines))
    if metadata.published is None and len(decoded.text) <= SOURCE_LIMIT:
        metadata = merge(metadata, Metadata(published=found_date(decoded.text, origin.collected_at)))
    return Document(
        id=document_id(origin.artefact, ""),
        artefact=origin.artefact,
        part="",
        reader=READER,
        media_type="text/html",
        text=stream.text,
        lines=lines,
        segments=stream.segments,
        **document_fields(metadata),
    )


def label_page(stream: Stream, passages: Sequence[str], titles: Sequence[str]) -> tuple[Line, ...]:
    """Label the lines of a page.

    Args:
        stream: Its visible text.
        passages: The article's paragraphs; with none, the rules for plain text decide and their prose is `uncertain`.
        titles: Wordings of the headline.
    """
    rows = split_rows(stream.text)
    shares = covered_shares([row.text for row in rows], passages)
    named = [share >= _HALF for share in shares]
    if not any(named):
        return _without_article(stream)
    keys = {comparable(title) for title in titles} - {""}
    lines = [_line(row, is_named=one, keys=keys) for row, one in zip(rows, named, strict=True)]
    _mark_appeals(rows, lines)
    _mark_meta(rows, lines)
    return tuple(lines)


def _line(row: Row, *, is_named: bool, keys: set[str]) -> Line:
    words = count_words(row.text)
    if row.is_blank:
        return Line(start=row.start, end=row.end, label="furniture", rule="blank")
    if words <= 40 and comparable(row.text) in keys:
        return Line(start=row.start, end=row.end, label="title", rule="headline")
    if not is_named:
        return Line(start=row.start, end=row.end, label="furniture", rule="outside the article")
    if cues.is_dated_section(row.text, words):
        return Line(start=row.start, end=row.end, label="title", rule="dated section")
    if rule := cues.meta_rule(row.text, words):
        return Line(start=row.start, end=row.end, label="meta", rule=rule)
    if rule := cues.furniture_rule(row.text, words):
        return Line(start=row.start, end=row.end, label="furniture", rule=rule)
    return Line(start=row.start, end=row.end, label="body", rule="article")


def _mark_appeals(rows: Sequence[Row], lines: list[Line]) -> None:
    """Take appeals out of the article, and personal lines between two close ones."""
    body = [position for position, line in enumerate(lines) if line.label == "body"]
    found = [place for place, position in enumerate(body) if cues.is_appeal(rows[position].text)]
    for left, right in pairwise(found):
        between = range(left + 1, right)
        if len(between) <= _APPEAL_GAP and all(cues.is_personal(rows[body[place]].text) for place in between):
            found = [*found, *between]
    for place in found:
        line = lines[body[place]]
        lines[body[place]] = Line(start=line.start, end=line.end, label="furniture", rule="appeal")


def _mark_meta(rows: Sequence[Row], lines: list[Line]) -> None:
    """Label the byline and the dates that stand close before the article."""
    first = next((position for position, line in enumerate(lines) if line.label == "body"), 0)
    for position in range(max(0, first - _META_REACH), first):
        line, text = lines[position], rows[position].text
        rule = cues.meta_rule(text, count_words(text)) if line.label == "furniture" else None
        if rule:
            lines[position] = Line(start=line.start, end=line.end, label="meta", rule=rule)


def _without_article(stream: Stream) -> tuple[Line, ...]:
    """Label a page on which no article was found: prose is `uncertain`, unless the page is little else."""
    lines = label_lines(stream.text)
    prose = sum(line.end - line.start for line in lines if line.label == "body")
    if prose >= _PLAIN_PROSE * len(stream.text) and stream.linked <= _PLAIN_LINKS * len(stream.text):
        return lines
    return tuple(
        Line(start=line.start, end=line.end, label="uncertain", rule="no article found")
        if line.label == "body"
        else line
        for line in lines
    )
