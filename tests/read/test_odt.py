"""OpenDocument texts: all their words, each with its place, and who put in, took out or noted what."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Meta, Origin, source_ranges
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read import odt
from onrecord.read.odt_story import PREFIXES
from read.packages import read_checked, zipped

ORIGIN = Origin(artefact=ArtefactId("0" * 64), path="in/a.odt", collected_at="2024-06-01T00:00:00+00:00")
NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for name, prefix in PREFIXES.items() if prefix != "xml")
SAID = "<dc:creator>Jane Roe</dc:creator><dc:date>2024-03-12T09:30:00</dc:date>"
BY = "Jane Roe, 2024-03-12T09:30:00"
INFO = f"<office:change-info>{SAID}</office:change-info>"
STYLES = f"""<office:document-styles {NAMESPACES}><office:styles>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Loop" style:family="paragraph" style:parent-style-name="Loop"/>
<style:style style:name="H2" style:family="paragraph" style:default-outline-level="2"/></office:styles>
<office:master-styles><style:master-page><style:header><text:p>Draft</text:p></style:header>
<style:footer-first><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer-first>
</style:master-page></office:master-styles></office:document-styles>"""
META = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-meta {NAMESPACES}><office:meta>
<dc:title>Harbour board</dc:title><meta:initial-creator>Ines Calder</meta:initial-creator><dc:creator>Tom Rudge</dc:creator>
<meta:creation-date>2001-01-01T00:00:00</meta:creation-date><dc:date>2024-03-14T17:05:00.123</dc:date>
</office:meta></office:document-meta>"""
AUTOMATIC = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
)
MANIFEST = (
    f'<manifest:manifest {NAMESPACES}><manifest:file-entry manifest:full-path="content.xml">'
    "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
)


def content_of(body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}><office:automatic-styles>{AUTOMATIC}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def package(body: str, styles: str = STYLES) -> bytes:
    return zipped({"content.xml": content_of(body), "styles.xml": styles, "meta.xml": META})


def read(tmp_path: Path, content: bytes, config: Config | None = None) -> Reading:
    return read_checked(odt.read, tmp_path / "a.odt", content, ORIGIN, config)


def labelled(reading: Reading) -> list[tuple[str, str, str]]:
    """Give the lines of the text itself, without the header and the footer of the styles."""
    (document,) = reading.documents
    lines = [(document.text[line.start : line.end], line.label, line.rule) for line in document.lines]
    return [line for line in lines if line[2] not in {"header", "footer"}]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_styles_make_titles_and_page_styles_make_furniture(tmp_path: Path) -> None:
    body = (
        '<text:p text:style-name="P1">Harbour board</text:p><text:p>By Ines Calder</text:p>'
        '<text:h text:outline-level="1">What was said</text:h><text:p text:style-name="H2">Nothing</text:p>'
        '<text:p text:style-name="Loop">It was late.</text:p><text:p/>'
        "<text:table-of-content><text:index-body><text:p>What was said 1</text:p></text:index-body></text:table-of-content>"
    )
    (document,) = read(tmp_path, package(body)).documents
    assert [(document.text[line.start : line.end], line.label, line.rule) for line in document.lines] == [
        ("Harbour board", "title", "title style"),
        ("By Ines Calder", "meta", "byline"),
        ("What was said", "title", "heading 1"),
        ("Nothing", "title", "heading 2"),
        ("It was late.", "body", "paragraph"),
        ("What was said 1", "furniture", "contents"),
        ("Draft", "furniture", "header"),
        ("Page 1", "furniture", "footer"),
    ]


def test_a_changed_paragraph_stands_as_accepted_and_what_was_deleted_follows(tmp_path: Path) -> None:
    body = (
        f'<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>{INFO}<text:p>nothing</text:p>'
        f'</text:deletion></text:changed-region><text:changed-region xml:id="c2"><text:insertion>{INFO}</text:insertion>'
        "</text:changed-region><text:changed-region text:id='c3'><text:deletion><text:p>Never marked.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>He said <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>yes</text:p>'
        '<text:p>All new.</text:p><text:p>And<text:change-end text:change-id="c2"/> so on.</text:p><text:p>Old.</text:p>'
    )
    assert labelled(read(tmp_path, package(body))) == [
        ("He said yes", "body", f"in part inserted by {BY}"),
        ("nothing", "meta", f"deleted by {BY}"),
        ("All new.", "body", f"inserted by {BY}"),
        ("And so on.", "body", f"in part inserted by {BY}"),
        ("Old.", "body", "paragraph"),
        ("Never marked.", "meta", "deleted by an unnamed author"),
    ]


def test_notes_comments_and_boxes_stand_apart_from_the_paragraph_they_hang_on(tmp_path: Path) -> None:
    note = "<text:note text:note-class='{}'><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    body = (
        f"<text:p>One{note.format('footnote', 'Interview.')} and<office:annotation>{SAID}<text:p>Sure?</text:p>"
        "<text:p>Quite?</text:p></office:annotation> two<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box>"
        f"<svg:title>Picture 1</svg:title></draw:frame>.{note.format('endnote', 'The end.')}</text:p><text:p>Next.</text:p>"
    )
    assert labelled(read(tmp_path, package(body))) == [
        ("One and two.", "body", "paragraph"),
        ("In the box.", "body", "text box"),
        ("Next.", "body", "paragraph"),
        ("Interview.", "body", "note 1"),
        ("The end.", "body", "endnote 2"),
        ("Sure?", "meta", f"comment by {BY}"),
        ("Quite?", "meta", f"comment by {BY}"),
    ]


def test_white_space_folds_as_the_format_says_and_marks_count(tmp_path: Path) -> None:
    body = (
        "<text:p>\n  One\n<text:span> two </text:span> three<text:s text:c='2'/>four<text:tab/>five &amp; six"
        '<text:line-break/>seven <text:span text:style-name="T1">hidden</text:span><text:s text:c="999999999"/></text:p>'
    )
    content = package(body)
    (document,) = read(tmp_path, content).documents
    assert document.text.startswith("One two three  four\tfive & six\nseven " + " " * 100 + "\n\nhidden\n\n")


def test_rows_of_a_table_are_lines(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('a')}{cell.format('b')}</table:table-row>"
    body = f"<text:p>Up.</text:p><table:table>{row * 2}</table:table><text:p>Down.</text:p>"
    (document,) = read(tmp_path, package(body)).documents
    assert document.text.startswith("Up.\n\na\tb\na\tb\n\nDown.\n\n")


def test_metadata_is_of_the_text_then_of_its_properties(tmp_path: Path) -> None:
    body = "<text:p>Harbour board, the minutes.</text:p><text:p>“Café” it said.</text:p>"
    content = package(body)
    (document,) = read(tmp_path, content).documents
    assert document.title == Meta(value="Harbour board", basis="meta.xml dc:title")
    assert document.authors == (Meta(value="Ines Calder", basis="meta.xml meta:initial-creator"),)
    assert document.updated == Meta(
        value="2024-03-14T17:05:00.123000", basis="meta.xml dc:date: when it was last saved"
    )
    assert document.published is None
    start = document.text.index("“Café”")
    ((part, low, high),) = source_ranges(document, start, start + 6)
    assert (part, content_of(body)[low:high]) == ("member=content.xml", "“Café”")


GOOD = package(
    "<text:p>One <text:span>two</text:span> &amp; three.</text:p><text:h text:outline-level='1'>Four</text:h>"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"no package", "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (zipped({"a.txt": "x"}), "damaged"),
        (zipped({"content.xml": "no XML"}), "damaged"),
        (zipped({"content.xml": content_of("<text:p>  </text:p>")}), "no_text"),
        (zipped({"content.xml": b"\x93\x01\x88", "META-INF/manifest.xml": MANIFEST}), "encrypted"),
        (zipped({"encrypted-package": b"x", "META-INF/manifest.xml": MANIFEST.replace("content.xml", "encrypted-package")}), "encrypted"),
        (zipped({"content.xml": '<!DOCTYPE d [<!ENTITY a "ha">]>' + content_of("<text:p>&a;</text:p>")[38:]}), "damaged"),
        (zipped({"content.xml": content_of("<text:section>" * 10_000)}), "damaged"),
        (zipped({"content.xml": content_of("<text:p>\0</text:p>")}), "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_opendocument_text_is_a_problem(tmp_path: Path, content: bytes, code: str) -> None:
    reading = read(tmp_path, content)
    assert (codes(reading), reading.documents) == ([code], ())


def test_a_cut_text_is_read_to_the_cut_and_a_bomb_not_at_all(tmp_path: Path) -> None:
    cut = content_of("<text:p>One.</text:p><text:p>Two").split("</office:text>")[0]
    reading = read(tmp_path, zipped({"content.xml": cut}))
    assert ([words for words, _, _ in labelled(reading)], codes(reading)) == (["One.", "Two"], ["damaged"])
    bomb = package(f"<text:p>{'x' * 5_000_000}</text:p>")
    assert codes(read(tmp_path, bomb, Config(text_bytes_limit=1_000_000))) == ["too_large"]


def test_wrong_bytes_are_read_as_a_guess_and_said(tmp_path: Path) -> None:
    reading = read(tmp_path, zipped({"content.xml": content_of("<text:p>Café society.</text:p>").encode("cp1252")}))
    assert (codes(reading), labelled(reading)[0][0]) == (["encoding_guessed"], "Café society.")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["word ", "x", "  ", "<text:span>a</text:span>", "<text:s/>"])
def test_a_very_long_line_takes_time_in_proportion(tmp_path: Path, unit: str) -> None:
    (document,) = read(tmp_path, package(f"<text:p>a{unit * 30_000}b</text:p>")).documents
    assert document.text.startswith("a")


INNER = st.recursive(
    st.sampled_from(["+", " ", "\n", "<text:s/>", '<text:change text:change-id="c"/>', "<text:tab/>"]),
    lambda inner: st.one_of(
        *(
            inner.map(lambda one, name=name: f"<{name}>{one}</{name}>")
            for name in (
                *(
                    "text:p",
                    "text:span",
                    "text:note",
                    "office:annotation",
                    "draw:text-box",
                    "table:table",
                    "table:table-row",
                ),
                *("table:table-cell", "text:h", "text:section"),
            )
        ),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=40)
@given(body=INNER)
def test_whatever_is_nested_no_word_is_lost_or_doubled(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    """Words stand in paragraphs: what a box or a note holds outside one is no text."""
    body = body.replace("+", "<text:p>+</text:p>")
    content = package(body)
    (document,) = read(tmp_path_factory.getbasetemp(), content).documents
    assert document.text.count("+") == body.count("+")


@pytest.mark.fuzz
def test_no_bytes_make_the_reader_fail(tmp_path: Path) -> None:
    """Broken packages, and whole packages of broken parts."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}

    def attempt(content: bytes) -> None:
        for whole in (content, zipped({**parts, "content.xml": content})):
            reading = read(tmp_path, whole)
            assert reading.documents or reading.problems

    assert fuzz(attempt, [GOOD, parts["content.xml"], parts["styles.xml"]]) >= 100
