"""A dossier as PDF: outline, page numbers, links, text that can be selected; the same dossier gives the same bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, KeepTogether, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from onrecord import __version__
from onrecord.export.dossier.blocks import (
    Block,
    Entry,
    Items,
    Line,
    Pairs,
    Section,
    SourceList,
    Table,
    Text,
    TimeLine,
    sections,
)
from onrecord.export.dossier.fonts import BOLD, ITALIC, MISSING, REGULAR, register, writable
from onrecord.export.dossier.html import anchors_of, linked_pieces
from onrecord.export.dossier.pdf_picture import drawn_picture
from onrecord.export.dossier.picture import picture
from onrecord.export.dossier.sources import source_line
from onrecord.model.dossier import Dossier

MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
INK, QUIET, RULE, LINK = "#1f1d1a", "#5d574d", "#d8d2c4", "#1d4f7c"
COLOURS = {"said": "#1d4f7c", "done": "#7a4a00", "tension": "#9a2a1a", "": "#5d574d"}
NARROW = 10 * mm
"""Width of a column that only holds numbers of this dossier."""


def _style(name: str, size: float, **more: object) -> Any:
    values = {
        "fontName": REGULAR,
        "fontSize": size,
        "leading": size * 1.42,
        "textColor": HexColor(INK),
        "spaceAfter": 4,
    }
    return ParagraphStyle(name, **(values | more))


STYLES = {
    "title": _style("title", 23, fontName=BOLD, leading=28, spaceAfter=10),
    "kind": _style("kind", 8.5, textColor=HexColor(QUIET), spaceAfter=2),
    "section": _style("section", 15, fontName=BOLD, spaceBefore=20, spaceAfter=8, keepWithNext=1),
    "entry": _style("entry", 10, fontName=BOLD, spaceBefore=10, spaceAfter=3, keepWithNext=1),
    "quote": _style("quote", 10.5, leftIndent=12 * mm, spaceAfter=4, leading=15),
    "side": _style(
        "side",
        10,
        leftIndent=12 * mm,
        spaceAfter=11,
        borderColor=HexColor(RULE),
        borderWidth=0.6,
        borderPadding=5,
        spaceBefore=11,
        rightIndent=6,
    ),
    "line": _style("line", 8.5, leftIndent=42 * mm, firstLineIndent=-30 * mm, spaceAfter=1, leading=11.8),
    "alone": _style("alone", 8.5, leftIndent=12 * mm, spaceAfter=1, leading=11.8),
    "pair": _style("pair", 9, leftIndent=40 * mm, firstLineIndent=-40 * mm, spaceAfter=4, leading=12.6),
    "body": _style("body", 9.5),
    "item": _style("item", 9.5, leftIndent=5 * mm, bulletIndent=0),
    "source": _style("source", 9, leftIndent=10 * mm, bulletIndent=0, leading=12.6),
    "caption": _style("caption", 9, fontName=BOLD, spaceBefore=6, keepWithNext=1),
    "head": _style("head", 7.2, fontName=BOLD, textColor=HexColor(QUIET), leading=9.2, spaceAfter=0),
    "cell": _style("cell", 7.2, leading=9.4, spaceAfter=0),
    "sum": _style("sum", 6.9, leading=9.4, spaceAfter=0, alignment=TA_RIGHT),
    "note": _style("note", 8.5, fontName=ITALIC, textColor=HexColor(QUIET)),
}


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every paragraph is set with: the characters of the typeface, and where numbers can lead."""

    has: frozenset[int]
    anchors: frozenset[str]

    def plain(self, words: str) -> str:
        return escape(writable(words, self.has))

    def linked(self, words: str) -> str:
        pieces = linked_pieces(words, self.anchors)
        return "".join(
            f'<a href="#{anchor}" color="{LINK}">{self.plain(one)}</a>' if anchor else self.plain(one)
            for one, anchor in pieces
        )


def pdf(made: Dossier) -> bytes:
    """Write a dossier as PDF, A4. A character that the typeface lacks is shown as `□`, and their number is told."""
    setting = _Setting(register(), frozenset(anchors_of(made)))
    story = [*_head(made, setting)]
    for number, section in enumerate(sections(made), start=1):
        story += _section(number, section, made, setting)
    file = BytesIO()
    paper = BaseDocTemplate(
        file, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=f"{made.title}: dossier", author=f"onrecord {__version__}", subject="Statements and awards, with their sources",
        lang="en", invariant=1, pageCompression=1,
    )  # fmt: skip
    frame = Frame(
        MARGIN, MARGIN, WIDTH, A4[1] - 2 * MARGIN, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    title = writable(made.title, setting.has)
    paper.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=partial(_frame_of_page, title=title))])
    paper.afterFlowable = partial(_outline, paper)
    paper.build(story)
    return file.getvalue()


def _frame_of_page(canvas: Any, paper: Any, *, title: str) -> None:
    canvas.saveState()
    canvas.setFont(REGULAR, 8)
    canvas.setFillColor(HexColor(QUIET))
    canvas.drawString(MARGIN, 11 * mm, title[:110])
    canvas.drawRightString(A4[0] - MARGIN, 11 * mm, str(paper.page))
    canvas.restoreState()
    if paper.page == 1:
        canvas.showOutline()


def _outline(paper: Any, flowable: Any) -> None:
    """Put sections and numbered items into the outline."""
    level = {"section": 0, "entry": 1}.get(getattr(getattr(flowable, "style", None), "name", ""))
    if level is None:
        return
    key = flowable.dossier_key
    paper.canv.bookmarkHorizontal(key, 0, flowable.height)
    paper.canv.addOutlineEntry(flowable.getPlainText()[:120], key, level=level, closed=level == 0)


def _paragraph(words: str, style: str, key: str = "") -> Any:
    made = Paragraph(words, STYLES[style])
    made.dossier_key = key
    return made


def _head(made: Dossier, setting: _Setting) -> Iterator[Any]:
    yield _paragraph("DOSSIER", "kind")
    about = f' <font name="{ITALIC}" color="{QUIET}">about</font> {setting.plain(made.about)}' if made.about else ""
    yield _paragraph(f"{setting.plain(made.party)}{about}", "title")
    for what, value in made.head:
        yield _pair(what, value, setting)
    if lacking := sum(
        writable(one.quote, setting.has).count(MISSING) - one.quote.count(MISSING) for one in made.statements
    ):
        words = f"{lacking:,} characters of the words quoted are in a script this edition’s typeface does not have and are shown as {MISSING}; the other editions have them."
        yield _paragraph(setting.plain(words), "note")


def _section(number: int, section: Section, made: Dossier, setting: _Setting) -> Iterator[Any]:
    yield _paragraph(f"{number}. {setting.plain(section.title)}", "section", f"section-{section.anchor}")
    for block in section.blocks:
        yield from _block(block, made, setting)


def _block(block: Block, made: Dossier, setting: _Setting) -> Iterator[Any]:
    if isinstance(block, Entry):
        yield KeepTogether([*_entry(block, setting)])
    elif isinstance(block, Table):
        yield from _table(block, setting)
    elif isinstance(block, Text):
        yield _paragraph(setting.plain(block.words), "body")
    elif isinstance(block, Items):
        for one in block.items:
            words = setting.linked(one) if block.linked else setting.plain(one)
            yield Paragraph(words, STYLES["item"], bulletText="•")
    elif isinstance(block, Pairs):
        yield from (_pair(what, value, setting) for what, value in block.rows)
    elif isinstance(block, TimeLine):
        yield from _time_line(made, setting)
    elif isinstance(block, SourceList):
        yield from _sources(block, setting)


def _pair(what: str, value: str, setting: _Setting) -> Any:
    return _grid(
        [
            [
                _paragraph(f'<font color="{QUIET}">{setting.plain(what)}</font>', "cell"),
                _paragraph(setting.plain(value), "body"),
            ]
        ],
        [40 * mm, WIDTH - 40 * mm],
    )


def _grid(rows: list[list[Any]], widths: list[float], *, head: bool = False) -> Any:
    look = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(RULE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]
    look += [
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    return Grid(rows, colWidths=widths, style=look, repeatRows=1 if head else 0, splitInRow=1, hAlign="LEFT")


def _entry(block: Entry, setting: _Setting) -> Iterator[Any]:
    colour = COLOURS[block.kind]
    label = f'<a name="{block.label}"/><font backColor="{colour}" color="#ffffff">&nbsp;{block.label}&nbsp;</font>'
    yield _paragraph(f"{label} &nbsp;{setting.plain(block.head)}", "entry", f"entry-{block.label}")
    for words in block.quotes:
        yield _paragraph(setting.plain(words), "quote" if len(block.quotes) == 1 else "side")
    for line in block.lines:
        yield _line(line, setting)


def _line(line: Line, setting: _Setting) -> Any:
    value = setting.linked(line.value) if line.linked else setting.plain(line.value)
    if not line.what:
        return _paragraph(value, "alone")
    return Paragraph(
        value,
        STYLES["line"].clone(
            "fact",
            firstLineIndent=0,
            bulletIndent=12 * mm,
            bulletFontName=REGULAR,
            bulletFontSize=8.5,
            bulletColor=HexColor(QUIET),
        ),
        bulletText=writable(line.what, setting.has),
    )


def _table(block: Table, setting: _Setting) -> Iterator[Any]:
    yield _paragraph(setting.plain(block.caption), "caption")
    rows = [
        [
            _paragraph(setting.plain(one), "sum" if number in block.numbers else "head")
            for number, one in enumerate(block.head)
        ]
    ]
    for row in block.rows:
        cells = []
        for number, one in enumerate(row):
            words = setting.linked(one) if not block.head[number] else setting.plain(one)
            cells.append(_paragraph(words, "sum" if number in block.numbers else "cell"))
        rows.append(cells)
    yield _grid(rows, _widths(block), head=True)
    yield Spacer(1, 8)


def _widths(block: Table) -> list[float]:
    """Share the width out: narrow for numbers of this dossier, by the longest words otherwise."""
    longest = [max(len(row[number]) for row in (block.head, *block.rows)) for number in range(len(block.head))]
    shares = [min(60.0, max(9.0, float(one))) for one in longest]
    free = WIDTH - NARROW * block.head.count("")
    whole = sum(share for share, name in zip(shares, block.head, strict=True) if name)
    return [free * share / whole if name else NARROW for share, name in zip(shares, block.head, strict=True)]


def _time_line(made: Dossier, setting: _Setting) -> Iterator[Any]:
    if drawn := picture(made):
        yield drawn_picture(drawn, WIDTH)
        yield _paragraph(setting.plain(drawn.words), "note")
    else:
        yield _paragraph("Fewer than two items have a date; nothing is drawn.", "body")


def _sources(block: SourceList, setting: _Setting) -> Iterator[Any]:
    for one in block.sources:
        address = ""
        if one.address:
            target = escape(one.address, {'"': "&quot;"})
            address = f' <a href="{target}" color="{LINK}">{setting.plain(one.address)}</a>'
        words = f'<a name="source-{one.number}"/>{setting.plain(source_line(one))}{address}'
        yield Paragraph(words, STYLES["source"], bulletText=f"[{one.number}]")
