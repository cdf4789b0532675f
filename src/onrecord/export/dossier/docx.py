"""A dossier as a Word document: real headings, tables with a head, numbered sources."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from onrecord import __version__
from onrecord.export.dossier.blocks import Block, Entry, Items, Pairs, SourceList, Table, Text, TimeLine, sections
from onrecord.export.dossier.picture import picture
from onrecord.export.dossier.png import png
from onrecord.export.dossier.sources import source_line
from onrecord.model.dossier import Dossier

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Said to be when it was made: the same dossier gives the same bytes."""
QUIET = RGBColor(0x5D, 0x57, 0x4D)


def docx(made: Dossier) -> bytes:
    """Write a dossier as DOCX."""
    paper: Any = Document()
    _set_up(paper, made)
    paper.add_heading(_clean(made.title), level=0)
    _pairs(paper, made.head)
    for number, section in enumerate(sections(made), start=1):
        paper.add_heading(f"{number}. {_clean(section.title)}", level=1)
        for block in section.blocks:
            _block(paper, block, made)
    file = BytesIO()
    paper.save(file)
    return _timeless(file.getvalue())


def _set_up(paper: Any, made: Dossier) -> None:
    said = paper.core_properties
    said.title, said.author, said.language = _clean(f"{made.title}: dossier"), f"onrecord {__version__}", "en"
    said.created = said.modified = EPOCH.replace(tzinfo=None)
    said.last_modified_by, said.comments = said.author, ""
    part = paper.sections[0]
    part.page_width, part.page_height = Mm(210), Mm(297)
    part.left_margin = part.right_margin = part.top_margin = part.bottom_margin = Mm(22)
    paper.styles["Normal"].font.name, paper.styles["Normal"].font.size = "Georgia", Pt(10.5)
    footer = part.footer.paragraphs[0]
    footer.text = f"{_clean(made.title)} \N{MIDDLE DOT} "
    _page_number(footer)


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        piece = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            piece.set(qn("w:fldCharType"), kind)
        else:
            piece.text = text
        run._r.append(piece)  # noqa: SLF001  # python-docx has no fields; this is its documented way to the XML


def _block(paper: Any, block: Block, made: Dossier) -> None:
    if isinstance(block, Entry):
        _entry(paper, block)
    elif isinstance(block, Table):
        _table(paper, block)
    elif isinstance(block, Text):
        paper.add_paragraph(_clean(block.words))
    elif isinstance(block, Items):
        for one in block.items:
            paper.add_paragraph(_clean(one), style="List Bullet")
    elif isinstance(block, Pairs):
        _pairs(paper, block.rows)
    elif isinstance(block, TimeLine):
        _time_line(paper, made)
    elif isinstance(block, SourceList):
        _sources(paper, block)


def _sources(paper: Any, block: SourceList) -> None:
    for one in block.sources:
        paragraph = paper.add_paragraph(f"[{one.number}] {_clean(source_line(one))}")
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(10), Mm(-10)
        if one.address:
            paragraph.add_run(" ")
            _link(paragraph, _clean(one.address))


def _entry(paper: Any, block: Entry) -> None:
    paper.add_heading(f"{block.label} {_clean(block.head)}", level=2)
    for words in block.quotes:
        paper.add_paragraph(_clean(words), style="Quote")
    for line in block.lines:
        paragraph = paper.add_paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_after = Mm(8), Pt(1)
        if line.what:
            run = paragraph.add_run(f"{_clean(line.what)}: ")
            run.font.size, run.font.color.rgb = Pt(9.5), QUIET
        paragraph.add_run(_clean(line.value)).font.size = Pt(9.5)


def _table(paper: Any, block: Table) -> None:
    caption = paper.add_paragraph()
    caption.add_run(_clean(block.caption)).bold = True
    caption.paragraph_format.keep_with_next = True
    grid = paper.add_table(rows=1, cols=len(block.head), style="Light List")
    _row(grid.rows[0], block.head, block)
    mark = OxmlElement("w:tblHeader")  # the head is repeated on every page, and read as one
    grid.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  # as above
    for row in block.rows:
        _row(grid.add_row(), row, block)
    paper.add_paragraph()


def _row(row: Any, texts: tuple[str, ...], block: Table) -> None:
    for number, (cell, words) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(_clean(words)).font.size = Pt(8)
        if number in block.numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _pairs(paper: Any, rows: tuple[tuple[str, str], ...]) -> None:
    grid = paper.add_table(rows=0, cols=2)
    for what, value in rows:
        cells = grid.add_row().cells
        cells[0].width, cells[1].width = Mm(42), Mm(124)
        run = cells[0].paragraphs[0].add_run(_clean(what))
        run.font.color.rgb = QUIET
        cells[1].paragraphs[0].add_run(_clean(value))
    paper.add_paragraph()


def _time_line(paper: Any, made: Dossier) -> None:
    drawn = picture(made)
    if drawn is None:
        paper.add_paragraph("Fewer than two items have a date; nothing is drawn.")
        return
    shape = paper.add_picture(BytesIO(png(drawn)), width=Mm(166))
    shape._inline.docPr.set("descr", drawn.words)  # noqa: SLF001  # words for those who do not see it: python-docx has no other way
    paper.add_paragraph(_clean(drawn.words)).runs[0].italic = True


def _link(paragraph: Any, address: str) -> None:
    """Put a link in: python-docx has none of its own."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(address)
    run.font.color.rgb = RGBColor(0x1D, 0x4F, 0x7C)
    link.append(run._r)  # noqa: SLF001  # as above
    paragraph._p.append(link)  # noqa: SLF001  # as above


def _clean(words: str) -> str:
    """Leave out what XML does not allow: control characters and lone surrogates."""
    return "".join(_allowed(words))


def _allowed(words: str) -> Iterator[str]:
    for one in words:
        code = ord(one)
        if one in "\t\n\r" or (code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in {0xFFFE, 0xFFFF}):
            yield one


def _timeless(content: bytes) -> bytes:
    """Write the package anew with one time for all of its files."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            info = ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            after.writestr(info, before.read(name))
    return file.getvalue()
