"""Write the PDF of the example: `python tools/example_pdf.py [TO]`, by default into examples/azure-ice/articles."""

import sys
from pathlib import Path

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

NAME = "2018-06-29-reading-the-spending-record.pdf"
TITLE = "Who sells to ICE: reading the spending record"
OUTLET = "Tallyhouse Research Notes"
DATELINE = "Tallyhouse Research Notes, 29 June 2018"
PUBLISHED = "D:20180629090000+00'00'"

PARAGRAPHS = (
    (
        "This month employees of Microsoft asked the company to stop working for US Immigration and Customs "
        "Enforcement (ICE), and the company described what it does for the agency. This note lays the public statements "
        "beside the spending records of the agency. It says what the records show, and judges the intentions of nobody."
    ),
    (
        "In January Tom Keane, a general manager at Microsoft, wrote that the company was “proud to support this work with "
        "our mission-critical cloud”. In a memo of 19 June Satya Nadella, the chief executive, told employees that the "
        "engagement with ICE “is supporting legacy mail, calendar, messaging and document management workloads”. Both may "
        "be true: a cloud can be authorised for many uses and carry only a few."
    ),
    (
        "Some orders name Microsoft as the recipient. Microsoft holds an order for support services at ICE, last changed on "
        "25 May 2018; its ceiling is lower than it was in September 2017. Microsoft also holds an order for putting Office "
        "365 in place, last changed on 25 June 2018."
    ),
    (
        "Other orders reach the agency through resellers. Dell Federal Systems supplies Microsoft Azure Government to ICE "
        "under a purchase agreement of the Department of Homeland Security, in an order changed on 28 June 2018. Dell "
        "Federal Systems holds a second, larger call on that agreement, in which an option was exercised on 15 June 2018. "
        "Its text does not name Microsoft. Only the parent agreement, which the records describe as MS ELA/BPA, hints at "
        "what is bought. Four Points Technology supplies Amazon Web Services to the agency in the same manner."
    ),
    "LinkedIn, which Microsoft owns, sold ICE a small licence for access to a library in March 2018.",
    (
        "Two cautions. A rounded amount in the press may fit the record of a firm that has nothing to do with the story, so "
        "an amount alone joins nothing. And an order that is not in the file may still exist: small purchases, orders "
        "placed by other agencies and classified work are not listed there."
    ),
)


def write_pdf(to: Path) -> None:
    """Write the note to a file; the same version of reportlab gives the same bytes."""
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11.5, leading=16, spaceAfter=9, alignment=TA_LEFT)
    head = ParagraphStyle("head", parent=body, fontName="Times-Bold", fontSize=19, leading=24, spaceAfter=6)
    note = ParagraphStyle("note", parent=body, fontName="Times-Italic", spaceAfter=16)
    story = [Paragraph(TITLE, head), Paragraph(DATELINE, note), *(Paragraph(text, body) for text in PARAGRAPHS)]
    template = SimpleDocTemplate(str(to), pagesize=A4, title=TITLE, author=OUTLET, lang="en-GB", invariant=1)
    template.build(story, onFirstPage=_date)


def _date(canvas: Canvas, _template: SimpleDocTemplate) -> None:
    """Date the file by its story: `invariant` alone would say 1 January 2000, which a reader takes for the truth."""
    canvas.setDateFormatter(lambda *_: PUBLISHED)


if __name__ == "__main__":
    write_pdf(
        Path(sys.argv[1])
        if len(sys.argv) > 1
        else Path(__file__).parents[1] / "examples" / "azure-ice" / "articles" / NAME
    )
