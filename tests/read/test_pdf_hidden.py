"""Hidden type: kept in the text, marked, and never read for statements."""

from pathlib import Path

import pytest

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import artefact_id
from onrecord.read import pdf
from onrecord.store.writer import check_document
from read.pdf_files import PAGES, build, page, stream, words

SEEN = "The agency said on Monday that it would end the contract."
HIDDEN = "The agency denied on Monday that it would end the contract."


def read(path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    origin = Origin(artefact=artefact_id(content), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    (document,) = pdf.read(path, origin, Config()).documents
    check_document(document)
    return document


def verdicts(document: Document) -> dict[str, tuple[str, str]]:
    return {
        document.text[line.start : line.end]: (line.label, line.rule)
        for line in document.lines
        if line.end > line.start
    }


@pytest.mark.parametrize(
    ("operators", "rule"),
    [("3 Tr", "invisible"), ("1 1 1 rg", "white type"), ("1 g", "white type"), ("0 0 0 0 k", "white type")],
)
def test_type_that_nobody_sees_is_uncertain(tmp_path: Path, operators: str, rule: str) -> None:
    """White on paper, or drawn without ink: the words are there, and no line of them is body."""
    content = words(SEEN) + b"q " + words(HIDDEN, 120, operators) + b" Q"
    found = verdicts(read(tmp_path / "a.pdf", page(content)))
    assert (found[SEEN][0], found[HIDDEN]) == ("body", ("uncertain", rule))


def test_a_hidden_word_within_a_line_is_parted_from_it(tmp_path: Path) -> None:
    """A word that turns a sentence round is no part of the line that is seen."""
    content = b"BT /F1 12 Tf 20 200 Td (The agency did ) Tj 1 g (not ) Tj 0 g (end the contract on Monday.) Tj ET"
    document = read(tmp_path / "a.pdf", page(content))
    assert "not" in document.text
    assert [document.text[line.start : line.end].strip() for line in document.lines if line.label == "uncertain"] == [
        "not"
    ]


@pytest.mark.parametrize(
    "ground", ["0 0 0.4 rg 0 180 400 60 re f", "q 400 0 0 60 0 180 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q"]
)
def test_white_type_on_a_dark_ground_is_seen(tmp_path: Path, ground: str) -> None:
    """Heads of tables and banners are set so."""
    content = ground.encode() + b"\n" + words(SEEN, before="1 g")
    assert verdicts(read(tmp_path / "a.pdf", page(content)))[SEEN][0] == "body"


def test_invisible_type_over_a_scan_is_its_text(tmp_path: Path) -> None:
    """So programs store what they recognised: the picture of the page, and the words over it without ink."""
    picture = b"q 400 0 0 300 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID z EI Q\n"
    found = verdicts(read(tmp_path / "a.pdf", page(picture + words(SEEN, before="3 Tr"))))
    assert found[SEEN][0] == "body"


def test_hidden_type_in_a_form_is_found(tmp_path: Path) -> None:
    """Forms are drawn like the page itself."""
    fonts = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    form = stream(words(HIDDEN, before="3 Tr"), b"/Type/XObject/Subtype/Form/BBox[0 0 400 300]" + fonts)
    holder = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    content = build([*PAGES, holder, stream(b"/X Do"), form])
    assert verdicts(read(tmp_path / "a.pdf", content)) == {HIDDEN: ("uncertain", "invisible")}


def test_hidden_words_make_no_title_and_no_date(tmp_path: Path) -> None:
    content = words("18 June 2018", 280, "3 Tr /F1 30 Tf").replace(b"/F1 12 Tf", b"") + b"BT 0 Tr ET " + words(SEEN)
    document = read(tmp_path / "a.pdf", page(content))
    assert document.published is None
    assert document.title is not None
    assert document.title.value == SEEN
