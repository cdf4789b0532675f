"""The lines of a PDF laid end to end, and what each is: running head, page number, title, date, or text."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from onrecord.model.evidence import Label, Line, Segment
from onrecord.read.cues import dateline, stamped_date
from onrecord.read.dates import iso_date
from onrecord.read.labels import label_lines
from onrecord.read.paragraphs import count_words, ends_sentence
from onrecord.read.pdf_text import PdfLine, PdfPage

Verdict = tuple[Label, str]
"""A label and the rule that gave it."""

EDGE_LINES = 2
"""Lines at the top and at the bottom of a page among which running heads and page numbers are looked for."""
REPEATED_SHARE = 0.3
"""Share of pages a running head stands on at least; left and right pages may differ."""
TITLE_TYPE = 1.15
"""The title's type is larger than the usual type by this factor."""
SAME_TYPE = 1.02
"""Sizes closer than this factor are one size: they are computed, not declared."""
TITLE_LINES = 4
TITLE_WORDS = 40
DATE_REACH = 15
"""Lines of the first page among which the date is looked for."""
PROSE_WORDS = 6
FULL_LINE = 0.6
"""A wrapped line fills at least this share of the widest line of its paragraph."""
WIDEST_INDENT = 4
"""A first line is set in by so many times its type size at most."""
NO_ROOM = 0.9
"""A word had no room on a line that it would have made at least this share of the widest: type is set a little loose."""
GOING_ON_SHARE = 1 / 3
"""Share of the lines of wrapped prose, the first aside, that begin without a capital at least."""
SHORT_PARAGRAPH = 3
"""Lines of a paragraph so short that a capital or a figure at every start but the first may be chance."""
LONG_LINE = 45
"""Characters; menus and addresses are narrower."""
HYPHENATED = re.compile(r"[^\W\d_][-\N{HYPHEN}\N{SOFT HYPHEN}]$")
LIST_ITEM = re.compile(r"\s*(?:[•◦▪‣●○■□·*]|\(?\d{1,3}[.)])\s")
PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a page.

    Attributes:
        page: Pages count from 1.
        paragraph: Counts through the whole document.
    """

    line: PdfLine
    page: int
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line of a page, what it is, and where it begins in the document's text, in code points."""

    row: Row
    verdict: Verdict
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The text of a whole file.

    Attributes:
        text: Paragraphs of prose in one line each, line breaks where lines are a stack, blank lines between paragraphs.
        rows: The lines as the pages have them.
        lines: The lines of the text, labelled.
        dated: Position of the row that dates the document, and its date.
    """

    text: str
    rows: tuple[Placed, ...]
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]
    dated: tuple[int, str] | None


def lay_out(pages: Sequence[PdfPage]) -> Layout:
    """Lay the pages end to end and label them; what joins or parts lines is the reader's own: an empty source range."""
    rows = _rows(pages)
    verdicts, dated = _judge(rows)
    texts: list[str] = []
    placed: list[Placed] = []
    lines: list[Line] = []
    segments: list[Segment] = []
    offset = 0
    for row, verdict, joint in zip(rows, verdicts, _joints(rows, verdicts), strict=True):
        start = offset + len(joint)
        if joint:
            segments.append(_break(segments[-1], len(joint)))
        segments.extend(_segments(row, start))
        texts.extend((joint, row.line.text))
        offset = start + len(row.line.text)
        placed.append(Placed(row=row, verdict=verdict, start=start))
        first = lines.pop().start if lines and "\n" not in joint else start
        rule = f"{verdict[1]}, ocr" if row.line.is_recognised else verdict[1]
        lines.append(Line(start=first, end=offset, label=verdict[0], rule=rule))
    return Layout(text="".join(texts), rows=tuple(placed), lines=tuple(lines), segments=tuple(segments), dated=dated)


def _rows(pages: Sequence[PdfPage]) -> list[Row]:
    paragraphs = [(page.number, lines) for page in pages for lines in page.paragraphs]
    return [
        Row(line=line, page=page, paragraph=paragraph)
        for paragraph, (page, lines) in enumerate(paragraphs)
        for line in lines
    ]


def _joints(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> list[str]:
    """List what stands before each row: nothing, a space or a line break, and a blank line between paragraphs."""
    joints: list[str] = []
    before = None
    runs = groupby(range(len(rows)), key=lambda position: (rows[position].paragraph, verdicts[position]))
    for (paragraph, _), run in runs:
        joints.append("" if before is None else "\n" if before == paragraph else "\n\n")
        joints.extend(joints_within([rows[position].line for position in run]))
        before = paragraph
    return joints


def joints_within(lines: Sequence[PdfLine]) -> list[str]:
    """List what stands between the lines of a paragraph: prose is joined where a line is full, stacks stay.

    Lines are joined by a space, or by nothing behind a hyphen: `Wash-` and `ington` give `Wash-ington`, since nothing
    tells a hyphen of the word from one of the line.
    """
    widest = max(line.width for line in lines)
    wrapped = _is_wrapped([line.text.strip() for line in lines])
    joints: list[str] = []
    for above, below in pairwise(lines):
        if HYPHENATED.search(above.text) and below.text[:1].islower():
            joints.append("")
        elif not _is_full(above, below, widest) or not (wrapped or _goes_on(below.text)):
            joints.append("\n")
        else:
            joints.append("" if above.text[-1].isspace() or below.text[0].isspace() else " ")
    return joints


def _is_full(above: PdfLine, below: PdfLine, widest: float) -> bool:
    """Tell whether a line fills its paragraph, so that the next goes on with it.

    Before a capital or a figure the next word must have had no room, as in all wrapped text; examples and items that
    stand below each other seldom meet that.
    """
    indent = above.left - below.left  # of a first line: it reaches as far as the others and is shorter
    reach = above.width + (indent if 0 < indent <= WIDEST_INDENT * above.size else 0)
    if reach < FULL_LINE * widest or LIST_ITEM.match(below.text):
        return False
    word = below.text.split(maxsplit=1)[0]
    return _goes_on(below.text) or reach + below.width * (len(word) + 1) / len(below.text) >= NO_ROOM * widest


def _is_wrapped(texts: Sequence[str]) -> bool:
    """Tell prose from a stack of lines: menus, addresses and tables begin their lines with capitals and figures.

    Prose goes on without a capital in most lines; two or three lines that do not are prose if long and with a full stop.
    """
    going_on = sum(map(_goes_on, texts[1:]))
    if going_on:
        return going_on >= GOING_ON_SHARE * (len(texts) - 1)
    return len(texts) <= SHORT_PARAGRAPH and max(map(len, texts)) >= LONG_LINE and ends_sentence(texts[-1])


def _goes_on(text: str) -> bool:
    """Tell whether a line begins with a letter that is no capital; scripts without capitals always do."""
    opening = next((one for one in text if one.isalnum()), "")
    return opening.isalpha() and not opening.isupper()


def _break(before: Segment, length: int) -> Segment:
    end = before.source_end
    return Segment(start=before.end, end=before.end + length, part=before.part, source_start=end, source_end=end)


def _segments(row: Row, offset: int) -> list[Segment]:
    segments: list[Segment] = []
    for piece in row.line.pieces:
        end = offset + len(piece.text)
        part = f"page={row.page}{piece.place}"
        segments.append(Segment(start=offset, end=end, part=part, source_start=piece.start, source_end=piece.end))
        offset = end
    return segments


def _judge(rows: Sequence[Row]) -> tuple[list[Verdict], tuple[int, str] | None]:
    """Judge doubts, heads, feet, title and date alone, all else as its paragraph; give the dated row as well."""
    verdicts: dict[int, Verdict] = _edges(rows)
    verdicts.update((position, ("uncertain", row.line.doubt)) for position, row in enumerate(rows) if row.line.doubt)
    titled = _title_rows(rows, verdicts)
    verdicts.update(dict.fromkeys(titled, ("title", "largest type")))
    dated = _dated_row(rows, titled)
    if dated is not None:
        text = rows[dated[0]].line.text
        verdicts[dated[0]] = ("meta", "dateline" if dateline(text) else "date")
    groups: dict[int, list[int]] = {}
    for position, row in enumerate(rows):
        if position not in verdicts:
            groups.setdefault(row.paragraph, []).append(position)
    joined = [" ".join(rows[position].line.text.strip() for position in group) for group in groups.values()]
    for group, text, judged in zip(groups.values(), joined, label_lines("\n\n".join(joined)), strict=True):
        verdicts.update(dict.fromkeys(group, _of_paragraph(text, judged, len(group))))
    return [verdicts[position] for position in range(len(rows))], dated


def _of_paragraph(text: str, judged: Line, lines: int) -> Verdict:
    """Take the verdict of the text rules, but a PDF has no menus: what stands outside the longest run is text too."""
    if judged.label == "title" and lines > TITLE_LINES:
        return ("uncertain", "no prose")  # a stack of short lines: a menu, a list of addresses
    if (judged.label, judged.rule) != ("furniture", "outside the article"):
        return (judged.label, judged.rule)
    if count_words(text) >= PROSE_WORDS and ends_sentence(text):
        return ("body", "prose")
    return ("uncertain", "no prose")


def _edges(rows: Sequence[Row]) -> dict[int, Verdict]:
    """Find page numbers and the heads and feet that come again on other pages."""
    by_page: dict[int, list[int]] = {}
    for position, one in enumerate(rows):
        by_page.setdefault(one.page, []).append(position)
    edges = {position for lines in by_page.values() for position in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])}
    keys = {position: _same_head(rows[position].line) for position in edges}
    pages = Counter(key for key, _ in {(keys[position], rows[position].page) for position in edges})
    enough = max(2, REPEATED_SHARE * len(by_page))
    found: dict[int, Verdict] = {}
    for position in edges:
        if PAGE_NUMBER.fullmatch(rows[position].line.text):
            found[position] = ("furniture", "page number")
        elif pages[keys[position]] >= enough:
            found[position] = ("furniture", "running head")
    return found


def _same_head(line: PdfLine) -> tuple[str, int]:
    """Make one key of heads that stand at the same height and differ in their numbers only."""
    return re.sub(r"\d+", "#", " ".join(line.text.split())).casefold(), round(line.baseline)


def _title_rows(rows: Sequence[Row], furniture: Mapping[int, Verdict]) -> list[int]:
    """Find the title: neighbouring lines of the largest type on the first page, when it is larger than the usual type."""
    page = [position for position, row in enumerate(rows) if row.page == rows[0].page and position not in furniture]
    wordy = [position for position in page if count_words(rows[position].line.text) > 1] or page
    if not wordy:
        return []
    largest = max(rows[position].line.size for position in wordy)
    usual = median(row.line.size for row in rows for _ in range(count_words(row.line.text)))
    start = next(position for position in wordy if rows[position].line.size >= largest / SAME_TYPE)
    title, beside = [start], frozenset(page)
    while title[-1] + 1 in beside and rows[title[-1] + 1].line.size > largest / TITLE_TYPE:
        title.append(title[-1] + 1)
    words = sum(count_words(rows[position].line.text) for position in title)
    is_title = largest > TITLE_TYPE * usual and len(title) <= TITLE_LINES and words <= TITLE_WORDS
    return title if is_title else []


def _dated_row(rows: Sequence[Row], titled: Sequence[int]) -> tuple[int, str] | None:
    """Find the date near the top: a line that is a date and no more, says `Published: DATE`, or is a dateline."""
    for position, row in enumerate(rows[:DATE_REACH]):
        text = "" if row.line.doubt else row.line.text
        stamp = stamped_date(text)
        day = iso_date(stamp[1]) if stamp and stamp[0] == "published" and row.page == rows[0].page else None
        if day and not (position in titled and dateline(text)):  # "Minutes of the Board, 20 June 2018" in large type
            return position, day
    return None


def line_number(layout: Layout, position: int) -> int:
    """Count the lines of the text up to a row, blank ones too, from 1."""
    return layout.text.count("\n", 0, layout.rows[position].start) + 1
