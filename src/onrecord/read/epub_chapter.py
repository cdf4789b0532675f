"""A page of an EPUB book: its visible text, and its lines labelled by the headings it marks and by wording."""

import re
from bisect import bisect_right

from onrecord.model.evidence import Line
from onrecord.read.html_stream import Stream
from onrecord.read.html_tokens import tokens
from onrecord.read.metadata import fold
from onrecord.read.office_passages import BLANK, CONTENTS, verdict
from onrecord.read.paragraphs import Row, split_rows

_ENDED_AT_ONCE = re.compile(r"<(script|style|iframe|noscript|textarea|xmp|noembed|noframes)(?=[\s/])([^<>]*/>)")
_HEADING = re.compile(r"h[1-6]")


def as_html(source: str) -> str:
    """Make an XHTML page one that can be read as HTML, every character in its place.

    An element that XML ends at once (`<script src="x"/>`) would hide all that follows: its name is overwritten by one of
    the same length that means nothing.
    """
    return _ENDED_AT_ONCE.sub(lambda match: f"<{'b' * len(match[1])}{match[2]}", source)


def label_chapter(stream: Stream, source: str, *, is_contents: bool) -> tuple[tuple[Line, ...], str]:
    """Label the lines of a page.

    Args:
        stream: Its visible text.
        source: The page as HTML, to find its headings.
        is_contents: It is the book's table of contents.

    Returns:
        The lines, and the words of the first heading.
    """
    headings = _heading_ranges(source)
    starts = [segment.start for segment in stream.segments]
    lines: list[Line] = []
    first = ""
    for row in split_rows(stream.text):
        heading = _heading_at(headings, _source_place(stream, starts, row))
        label, rule = BLANK if row.is_blank else verdict(row.text, CONTENTS if is_contents else heading)
        lines.append(Line(start=row.start, end=row.end, label=label, rule=rule))
        if label == "title" and heading and not first:
            first = fold(row.text)
    return tuple(lines), first


def _source_place(stream: Stream, starts: list[int], row: Row) -> int:
    """Find where the first word of a line stands in the page."""
    place = stream.text.index(row.text, row.start)
    segment = stream.segments[bisect_right(starts, place) - 1]
    return segment.source_start + min(place - segment.start, segment.source_end - segment.source_start)


def _heading_ranges(source: str) -> list[tuple[int, int, str]]:
    """Find the headings of a page: code points of the source, and `heading 2` for `h2`."""
    found: list[tuple[int, int, str]] = []
    start, name = 0, ""
    for token in tokens(source):
        if token.kind == "start" and not name and _HEADING.fullmatch(token.name):
            start, name = token.end, token.name
        elif token.kind == "end" and token.name == name:
            found.append((start, token.start, f"heading {name[1]}"))
            name = ""
    return found


def _heading_at(ranges: list[tuple[int, int, str]], place: int) -> str:
    position = bisect_right(ranges, place, key=lambda one: one[0]) - 1
    return ranges[position][2] if position >= 0 and place < ranges[position][1] else ""
