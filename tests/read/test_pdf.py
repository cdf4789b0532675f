"""PDF files: the words of every page, each with the place of its characters, and a word for whatever was not read."""

import io
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin, body_ranges, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import ocr, pdf
from onrecord.read.pdf_lines import joints_within, lay_out
from onrecord.read.pdf_text import PdfLine, PdfPage, Piece, split_lines
from timing import best

GUIDES = Path(__file__).parents[3] / "shared" / "data" / "polnear" / "annotation-guidelines"

EXAMPLE = (
    Path(__file__).parents[2] / "examples" / "azure-ice" / "articles" / "2018-06-29-reading-the-spending-record.pdf"
)

Text = tuple[float, float, float, str]
"""Left, baseline and size in points, and the words."""

PROSE = (
    "The company said on Monday that it would end the contract next year.",
    "A spokeswoman for the agency said that no decision had been taken yet,",
    "and that the work of its officers would go on as before.",
)


def lines_from(baseline: float, words: Sequence[str], *, left: float = 72, size: float = 11) -> list[Text]:
    return [(left, baseline - 14 * number, size, line) for number, line in enumerate(words)]


def make(path: Path, pages: Sequence[Sequence[Text]], *, title: str = "", author: str = "", password: str = "") -> Path:
    encrypt = StandardEncryption(password, "owner", strength=128) if password else None
    canvas = Canvas(str(path), pagesize=(595, 842), encrypt=encrypt, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        for left, baseline, size, words in page:
            canvas.setFont("Helvetica", size)
            canvas.drawString(left, baseline, words)
        canvas.showPage()
    canvas.save()
    return path


def read(path: Path, **sidecar: object) -> Reading:
    origin = Origin(
        artefact=artefact_id(path.read_bytes()),
        path=path.name,
        collected_at="2026-01-01T00:00:00+00:00",
        **sidecar,  # type: ignore[arg-type]  # what a test says
    )
    return pdf.read(path, origin, Config())


def only(reading: Reading) -> Document:
    assert reading.problems == ()
    (document,) = reading.documents
    return document


def labelled(document: Document, label: str) -> list[tuple[str, str]]:
    return [(document.text[line.start : line.end], line.rule) for line in document.lines if line.label == label]


def test_wrapped_lines_are_joined_and_paragraphs_are_parted(tmp_path: Path) -> None:
    """A paragraph is one line; a wide gap parts paragraphs, a page break too; the words stay as they are."""
    page = [*lines_from(700, PROSE), *lines_from(620, PROSE[:1])]
    document = only(read(make(tmp_path / "a.pdf", [page, lines_from(700, PROSE[1:])])))
    assert document.text == "\n\n".join([" ".join(PROSE), PROSE[0], " ".join(PROSE[1:])])


@pytest.mark.parametrize("width", [25, 40, 60, 90])
@pytest.mark.parametrize("size", [8, 11])
def test_prose_is_one_line_at_any_width_of_the_column(tmp_path: Path, width: int, size: float) -> None:
    """However narrow the column and however a line begins, no line break of the page is left in a paragraph."""
    words = (
        "In May the Board of Trade told the House that Dell, IBM and the Post Office had sold it 365 licences each. "
    )
    lines = textwrap.wrap(words + " ".join(PROSE), width, break_on_hyphens=False)
    assert len(lines) > 3
    document = only(read(make(tmp_path / "a.pdf", [lines_from(800, lines, size=size)])))
    assert document.text == words + " ".join(PROSE)
    assert [document.text[line.start : line.end] for line in document.lines] == [document.text]


STACKS = {
    "address": ["Department of Trade", "Office of Contracts", "12 Long Street", "Washington, DC 20536"],
    "table": [
        "Order 18F0012, Microsoft, $19,400.00, 25 May 2018, Office licences.",
        "Order 18F0013, Dell, $7,200.00, 15 June 2018, Servers for the centre.",
        "Order 18F0014, Four Points, $900.00, 28 June 2018, Storage in Ohio.",
        "Order 18F0015, Four Points, $700.00, 28 June 2018, Storage in Utah.",
    ],
    "two rows": [
        "Order 18F0012, Microsoft, $19,400.00, 25 May 2018, Office licences",
        "Order 18F0013, Dell, $7,200.00, 15 June 2018, Servers for the centre",
    ],
    "notes": ["Call us now.", "Write to us."],
    "menu": ["All our news", "Health and science", "Money and markets", "Travel and food"],
    "mostly capitals": [
        "Health science",
        "Money Markets",
        "and Travel",
        "Sports Results",
        "Weather Abroad",
        "Write Letters",
    ],
    "list": [
        "1. the company shall deliver the licences in the first week of the year",
        "2. the agency shall pay for them within a month of the day they arrive, and",
        "by bank draft",
        "3. the parties shall meet every month to settle what is open between them, and",
        "to write it down",
    ],
}


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_stacks_of_lines_keep_their_breaks(tmp_path: Path, stack: list[str]) -> None:
    """Addresses, rows of a table, entries of a menu and items of a list stay lines; what goes on in lower case is joined."""
    document = only(read(make(tmp_path / "a.pdf", [[*lines_from(800, stack), *lines_from(660, PROSE * 3)]])))
    expected = re.sub(r"\n(?=[a-z])", " ", "\n".join(stack))
    assert document.text.split("\n\n")[0] == expected


def test_a_short_line_ends_its_paragraph(tmp_path: Path) -> None:
    """Paragraphs that no gap parts stay apart where the last line of one fills less than 60 % of the width."""
    lines = [*PROSE[1:2], "and that it would go on.", *PROSE[1:]]
    document = only(read(make(tmp_path / "a.pdf", [lines_from(700, lines)])))
    assert document.text == f"{PROSE[1]} and that it would go on.\n{PROSE[1]} {PROSE[2]}"


def test_turned_text_is_joined_too(tmp_path: Path) -> None:
    """The length of a line is measured along it, whichever way the page is turned."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(842, 595), invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.rotate(90)
    for row, line in enumerate([PROSE[1], "and that it would", "go on."]):
        canvas.drawString(50, -100 - 14 * row, line)
    canvas.save()
    assert only(read(tmp_path / "a.pdf")).text == f"{PROSE[1]} and that it would\ngo on."


def test_every_character_is_mapped_and_labelled(tmp_path: Path) -> None:
    """Segments have no gap; lines hold every character that is no line break, and no line break."""
    page = [*lines_from(700, PROSE), *lines_from(600, ["Long Street", "Ohio"]), *lines_from(500, ["a depart-", "ment"])]
    document = only(read(make(tmp_path / "a.pdf", [page] * 3)))
    assert not any("\n" in document.text[line.start : line.end] for line in document.lines)
    ends = [0, *(segment.end for segment in document.segments)]
    assert [segment.start for segment in document.segments] == ends[:-1]
    assert ends[-1] == len(document.text)
    outside = set(range(len(document.text))).difference(*(range(line.start, line.end) for line in document.lines))
    assert {document.text[position] for position in outside} == {"\n"}


def test_source_ranges_are_pdfium_indices(tmp_path: Path) -> None:
    """The characters at a span's source range are the span's words."""
    path = make(tmp_path / "a.pdf", [lines_from(700, PROSE), lines_from(700, PROSE)])
    document = only(read(path))
    start = document.text.rindex("spokeswoman")
    ((part, low, high),) = source_ranges(document, start, start + len("spokeswoman"))
    with PdfDocument(path) as file:
        page = file[1]
        text_page = page.get_textpage()
        assert (part, text_page.get_text_range(low, high - low)) == ("page=2", "spokeswoman")
        text_page.close()
        page.close()


def test_hyphens_at_line_ends_stay(tmp_path: Path) -> None:
    """PDFium puts a mark for hyphen and break; the text has the hyphen again, the halves joined, and no word altered."""
    document = only(
        read(make(tmp_path / "a.pdf", [lines_from(700, ["The depart-", "ment said that it would go on."])]))
    )
    assert document.text == "The depart-ment said that it would go on."


@pytest.mark.parametrize("hyphen", ["-", "\N{HYPHEN}", "\N{SOFT HYPHEN}"])
def test_halves_are_joined_behind_any_hyphen(hyphen: str) -> None:
    """Browsers set U+2010 where they break a word, and not every program puts PDFium's mark."""
    lines = [
        PdfLine(pieces=(Piece(text, 0, len(text)),), baseline=0, left=0, size=10, width=len(text) * 5.0)
        for text in (f"The agency and its depart{hyphen}", "ment said that it would go on.")
    ]
    assert joints_within(lines) == [""]


def test_pieces_are_verbatim_or_folded() -> None:
    """Halves of a pair become one character, marks a hyphen, what cannot be stored a replacement."""
    codes = [0x41, 0xD83D, 0xDE00, 0x42, 0xD83D, 0x02, 0x43, 0x0D, 0x0A, 0x00, 0x1F, 0xFFFE]
    assert split_lines(codes) == [
        [Piece("A", 0, 1), Piece("😀", 1, 3), Piece("B\N{REPLACEMENT CHARACTER}-", 3, 6)],
        [Piece("C", 6, 7)],
        [Piece("\N{REPLACEMENT CHARACTER} -", 9, 12)],
    ]


@given(codes=st.lists(st.integers(0, 0x11FFFF) | st.sampled_from([2, 10, 13, 0xD83D, 0xDE00, 0xFFFE]), max_size=60))
def test_any_characters_give_text_that_can_be_stored(codes: list[int]) -> None:
    """Pieces stand in order without overlap, and their text is valid UTF-8 without line breaks."""
    pieces = [piece for line in split_lines(codes) for piece in line]
    ends = [0, *(piece.end for piece in pieces)]
    assert all(end <= piece.start < piece.end for end, piece in zip(ends, pieces, strict=False))
    text = "".join(piece.text for piece in pieces)
    assert text.encode("utf-8").decode("utf-8") == text
    assert len(text.splitlines()) <= 1


WORDS = st.sampled_from(
    ["the", "Agency", "20 June 2018", "7", "con-", "tract ", " it", "said.", "Long Post,", "😀", "\u3042"]
)
LINES = st.builds(
    lambda words, size, baseline, source: PdfLine(
        pieces=(Piece(" ".join(words), source, source + len(" ".join(words))),),
        baseline=baseline,
        left=72,
        size=size,
        width=len(" ".join(words)) * size / 2,
    ),
    st.lists(WORDS, min_size=1, max_size=12),
    st.sampled_from([0, 9, 11, 20]),
    st.integers(0, 800),
    st.integers(0, 500),
)


@given(pages=st.lists(st.lists(st.lists(LINES, min_size=1, max_size=4), max_size=4), max_size=4))
def test_whatever_is_joined_every_word_stays_and_is_mapped(pages: list[list[list[PdfLine]]]) -> None:
    """Rows stand in the text word for word, segments have no gap, lines hold all but the line breaks."""
    layout = lay_out(
        [PdfPage(number=number, paragraphs=tuple(map(tuple, page))) for number, page in enumerate(pages, start=1)]
    )
    flat = [line for page in pages for paragraph in page for line in paragraph]
    rows = [layout.text[one.start : one.start + len(one.row.line.text)] for one in layout.rows]
    assert rows == [line.text for line in flat]
    assert "".join(re.split(r"\s", layout.text)) == "".join(re.split(r"\s", "".join(rows)))
    ends = [0, *(segment.end for segment in layout.segments)]
    assert ([segment.start for segment in layout.segments], ends[-1]) == (ends[:-1], len(layout.text))
    outside = set(range(len(layout.text))).difference(*(range(line.start, line.end) for line in layout.lines))
    assert [position for position, one in enumerate(layout.text) if one == "\n"] == sorted(outside)


def test_heads_feet_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    """Lines that come again at the edge of pages, and bare numbers there, are not read."""
    pages = [
        [
            (72, 800, 9, f"Annual report 2018, part {number}"),
            *lines_from(700, [line.replace("The", who).replace("and", who) for line in PROSE]),
            (290, 30, 9, f"Page {number} of 4"),
        ]
        for number, who in enumerate(("One", "Another", "Some", "Every"), start=1)
    ]
    document = only(read(make(tmp_path / "a.pdf", pages)))
    assert set(labelled(document, "furniture")) == {
        *((f"Annual report 2018, part {number}", "running head") for number in range(1, 5)),
        *((f"Page {number} of 4", "page number") for number in range(1, 5)),
    }
    assert len(body_ranges(document)) == 4


def test_wrapped_lines_are_judged_as_their_paragraph(tmp_path: Path) -> None:
    """A short last line of a paragraph is read like the rest of it."""
    words = [*PROSE[1:2], "and that it would", "go on."]
    document = only(read(make(tmp_path / "a.pdf", [[*lines_from(700, PROSE), *lines_from(600, words)]])))
    assert [text for text, _ in labelled(document, "body")] == [" ".join(PROSE), f"{words[0]} {words[1]}", words[2]]


def test_title_is_what_stands_in_the_largest_type(tmp_path: Path) -> None:
    """Two lines of the largest type are one title; a file name in the title field is none."""
    page = [(72, 760, 22, "Agency to end contract"), (72, 734, 22, "with company"), *lines_from(680, PROSE)]
    document = only(read(make(tmp_path / "a.pdf", [page], title="Microsoft Word - draft.docx", author="admin")))
    assert document.title is not None
    assert (document.title.value, document.title.basis) == ("Agency to end contract with company", "line 1")
    assert labelled(document, "title") == [("Agency to end contract with company", "largest type")]
    assert document.authors == ()


def test_stacks_of_short_lines_are_no_title(tmp_path: Path) -> None:
    """A menu printed above the text is one paragraph of many lines, and no headline."""
    menu = [
        "All our news",
        "Health and science",
        "Money and markets",
        "Travel and food",
        "Sports at home",
        "Write to us",
    ]
    document = only(read(make(tmp_path / "a.pdf", [[*lines_from(800, menu), *lines_from(660, PROSE * 3)]])))
    assert labelled(document, "title") == []
    assert [text for text, _ in labelled(document, "body")] == [" ".join(PROSE)] * 3


def test_declared_title_and_author_are_taken_when_they_say_something(tmp_path: Path) -> None:
    document = only(
        read(make(tmp_path / "a.pdf", [lines_from(700, PROSE)], title="A report", author="Jane Doe; John Roe"))
    )
    assert document.title is not None
    assert (document.title.value, document.title.basis) == ("A report", "pdf info Title")
    assert [(one.value, one.basis) for one in document.authors] == [
        ("Jane Doe", "pdf info Author"),
        ("John Roe", "pdf info Author"),
    ]


def test_without_any_title_the_first_line_stands_in(tmp_path: Path) -> None:
    document = only(read(make(tmp_path / "a.pdf", [lines_from(700, PROSE)])))
    assert document.title is not None
    assert (document.title.value, document.title.basis) == (PROSE[0], "first line")


def test_date_is_a_line_near_the_top_and_never_the_date_of_the_file(tmp_path: Path) -> None:
    """Without a date line the document has no date, though the file says when it was made."""
    page = [(72, 760, 22, "Agency to end contract"), (72, 730, 11, "18 June 2018"), *lines_from(680, PROSE)]
    dated = only(read(make(tmp_path / "a.pdf", [page])))
    assert dated.published is not None
    assert (dated.published.value, dated.published.basis) == ("2018-06-18", "line 3")
    assert labelled(dated, "meta") == [("18 June 2018", "date")]
    assert only(read(make(tmp_path / "b.pdf", [lines_from(700, PROSE)]))).published is None


def test_dateline_gives_date_and_publisher(tmp_path: Path) -> None:
    """A name and a full date on a line near the top say who published and when; the line is meta."""
    page = [
        (72, 760, 22, "Agency to end contract"),
        (72, 730, 11, "The Long Post, 18 June 2018"),
        *lines_from(680, PROSE),
    ]
    dated = only(read(make(tmp_path / "a.pdf", [page])))
    assert [(one.value, one.basis) for one in (dated.published, dated.publisher) if one] == [
        ("2018-06-18", "line 3"),
        ("The Long Post", "line 3"),
    ]
    assert labelled(dated, "meta") == [("The Long Post, 18 June 2018", "dateline")]


def test_a_dated_title_is_no_dateline(tmp_path: Path) -> None:
    """What stands in the title's type stays the title, and names no publisher."""
    page = [(72, 760, 22, "Notes on the Contract, 18 June 2018"), *lines_from(680, PROSE)]
    document = only(read(make(tmp_path / "a.pdf", [page])))
    assert labelled(document, "title") == [("Notes on the Contract, 18 June 2018", "largest type")]
    assert (document.publisher, document.published) == (None, None)


def test_the_note_of_the_example_has_its_sentences_in_one_line() -> None:
    """The dateline dates the note, and its paragraphs are read whole."""
    document = only(read(EXAMPLE))
    assert [(one.value, one.basis) for one in (document.published, document.publisher) if one] == [
        ("2018-06-29", "line 3"),
        ("Tallyhouse Research Notes", "line 3"),
    ]
    sentence = "In a memo of 19 June Satya Nadella, the chief executive, told employees that the engagement with ICE"
    assert [text.count(sentence) for text, _ in labelled(document, "body")] == [0, 1, 0, 0, 0, 0]
    assert document.text.count("\n") == 2 * (len(document.lines) - 1)


def test_sidecar_wins(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", [lines_from(700, ["18 June 2018", *PROSE])], title="A report")
    document = only(read(path, title="Other", published="2018-06-20", publisher="The Paper", authors=("A B",)))
    facts = (document.title, document.published, document.publisher, *document.authors)
    assert [(fact.value, fact.basis) for fact in facts if fact] == [
        ("Other", "sidecar"),
        ("2018-06-20", "sidecar"),
        ("The Paper", "sidecar"),
        ("A B", "sidecar"),
    ]


def test_pages_without_text_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures among pages of text are reported by page number."""
    monkeypatch.setattr(ocr, "tesseract", lambda: None)
    pages = [lines_from(700, PROSE), [], lines_from(700, PROSE), [], [], []]
    reading = read(make(tmp_path / "a.pdf", pages))
    assert [one.part for one in reading.documents[0].segments][-1] == "page=3"
    assert [(one.code, "page 2, 4-6 of 6" in one.message) for one in reading.problems] == [("not_recognised", True)]


@pytest.mark.parametrize("content", [b"%PDF-1.4 and no more", b"\x00\xff" * 50])
def test_what_is_no_pdf_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    reading = read(tmp_path / "a.pdf")
    assert (reading.documents, [problem.code for problem in reading.problems]) == ((), ["damaged"])


def test_file_without_pages_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    assert [problem.code for problem in read(tmp_path / "a.pdf").problems] == ["damaged"]


def test_cut_off_file_is_damaged(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.pdf", [lines_from(700, PROSE)]).read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[:500])
    assert [problem.code for problem in read(tmp_path / "b.pdf").problems] == ["damaged"]


def test_password_is_asked_for(tmp_path: Path) -> None:
    reading = read(make(tmp_path / "a.pdf", [lines_from(700, PROSE)], password="secret"))  # noqa: S106  # of a test file
    assert (reading.documents, [problem.code for problem in reading.problems]) == ((), ["encrypted"])


def test_scan_has_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: None)
    reading = read(make(tmp_path / "a.pdf", [[], []]))
    assert (reading.documents, [problem.code for problem in reading.problems]) == ((), ["not_recognised"])


def test_a_title_that_is_no_text_costs_only_the_title(tmp_path: Path) -> None:
    """UTF-16 with half a character, as a program writes that cuts a title after so many units."""
    content = make(tmp_path / "a.pdf", [lines_from(700, PROSE)], title="MARKMARK").read_bytes()
    assert content.count(b"/Title (MARKMARK)") == 1
    # As many bytes as before: the cross-reference table stays right.
    (tmp_path / "b.pdf").write_bytes(content.replace(b"/Title (MARKMARK)", b"/Title <FEFFD83D>"))
    reading = read(tmp_path / "b.pdf")
    assert PROSE[0] in only(reading).text
    assert reading.problems == ()


@given(noise=st.binary(min_size=1, max_size=20), place=st.integers(0, 1_200))
def test_no_damage_makes_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int) -> None:
    """Bytes overwritten anywhere give a document or a problem, never an exception."""
    buffer = tmp_path_factory.getbasetemp() / "whole.pdf"
    if not buffer.exists():
        make(buffer, [lines_from(700, PROSE)])
    content = io.BytesIO(buffer.read_bytes())
    content.seek(place)
    content.write(noise)
    path = tmp_path_factory.getbasetemp() / "any.pdf"
    path.write_bytes(content.getvalue())
    reading = read(path)
    assert reading.documents or reading.problems


@pytest.mark.skipif(not GUIDES.is_dir(), reason="../shared is absent")
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "pages"), [("templates.pdf", 12), ("guidelines.pdf", 28), ("guidelines-training-interactive.pdf", 110)]
)
def test_real_files_are_read_whole(name: str, pages: int) -> None:
    """Every page of three office documents gives text, its page number is furniture, and no body line is."""
    document = only(read(GUIDES / name))
    assert len({segment.part for segment in document.segments}) == pages
    numbers = [text.strip() for text, rule in labelled(document, "furniture") if rule == "page number"]
    assert numbers == [str(number) for number in range(1, pages + 1)]


def test_a_page_of_one_type_size_takes_linear_time() -> None:
    """Every line of it may go on with the title: the look for its end is no look through all lines for each of them."""

    def laid_out(count: int) -> float:
        lines = tuple(
            PdfLine(pieces=(Piece("Two words", 0, 9),), baseline=-12.0 * number, left=0, size=10, width=45.0)
            for number in range(count)
        )
        return best(lambda: lay_out([PdfPage(number=1, paragraphs=(lines,))]))

    laid_out(10)
    assert laid_out(40_000) < 8 * laid_out(10_000)


def typeset(tmp_path: Path, paragraphs: list[list[str]], *, gap: float, indent: float) -> list[str]:
    """Set lines of wrapped text as a browser or a letter does; give the lines that are read."""
    canvas = Canvas(str(tmp_path / "set.pdf"), pagesize=(595, 842))
    canvas.setFont("Helvetica", 11)
    y = 780.0
    for lines in paragraphs:
        for number, line in enumerate(lines):
            canvas.drawString(72 + (0 if number else indent), y, line)
            y -= 15
        y -= gap
    canvas.save()
    (document,) = read(tmp_path / "set.pdf").documents
    return [
        document.text[line.start : line.end] for line in document.lines if document.text[line.start : line.end].strip()
    ]


SHORT = [
    ["The agency said on Tuesday that it would keep using the software until the end of the", "year, and not beyond."],
    ["“We decide when a contract ends,” said Louise Tranter, director of the Harbour", "Security Agency."],
    ["Peter Dunmore, who speaks for the agency, would not say what it had paid for the", "cameras so far."],
    ["“It is over,” said Miriam Hollis, chief executive of Veltrano Systems in Northmouth", "that morning."],
]


@pytest.mark.parametrize(("gap", "indent"), [(16.0, 0.0), (0.0, 18.0)], ids=["parted by space", "parted by an indent"])
def test_short_paragraphs_come_back_whole(tmp_path: Path, gap: float, indent: float) -> None:
    """Where most gaps are those between paragraphs, the wide ones are no lines' own; quotations stay with their speaker."""
    assert typeset(tmp_path, SHORT, gap=gap, indent=indent) == [" ".join(lines) for lines in SHORT]
