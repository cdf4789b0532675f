"""Word files: all their words, each with its place, and who put in, took out or noted what."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Meta, Origin, body_ranges, source_ranges
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read import docx
from read.packages import read_checked, zipped

ORIGIN = Origin(artefact=ArtefactId("0" * 64), path="in/a.docx", collected_at="2024-06-01T00:00:00+00:00")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WHO = 'w:author="Jane Roe" w:date="2024-03-12T09:30:00Z"'
BY = "Jane Roe, 2024-03-12T09:30:00Z"
STYLES = f"""<w:styles {NAMESPACES}>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My own"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Other"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style></w:styles>"""
CORE = """<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>Minutes of the harbour board</dc:title><dc:creator>Ines Calder; Tom Rudge</dc:creator>
<dcterms:created>2001-01-01T00:00:00Z</dcterms:created><dcterms:modified>2024-03-14T17:05:00Z</dcterms:modified>
</cp:coreProperties>"""


def run(words: str, inside: str = "") -> str:
    return f'<w:r>{inside}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def relations(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{number}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def package(body: str, others: Mapping[str, str] | None = None, *, styles: str = STYLES) -> bytes:
    """Make a Word file; `others` are further parts by `kind:name`, their root element put around them."""
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments", "header": "hdr", "footer": "ftr"}
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles,
        "docProps/core.xml": CORE,
    }
    targets = {"styles.xml": "styles"}
    for key, content in (others or {}).items():
        kind, _, name = key.partition(":")
        targets[name or f"{kind}.xml"] = kind
        parts[f"word/{name or f'{kind}.xml'}"] = f"<w:{roots[kind]} {NAMESPACES}>{content}</w:{roots[kind]}>"
    parts["word/_rels/document.xml.rels"] = relations(targets)
    return zipped(parts)


def read(tmp_path: Path, content: bytes, config: Config | None = None) -> Reading:
    return read_checked(docx.read, tmp_path / "a.docx", content, ORIGIN, config)


def labelled(reading: Reading) -> list[tuple[str, str, str]]:
    (document,) = reading.documents
    return [(document.text[line.start : line.end], line.label, line.rule) for line in document.lines]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_paragraphs_headings_and_dates_are_told_apart_by_style_then_wording(tmp_path: Path) -> None:
    body = "".join(
        (
            paragraph("Harbour board", style="Titel"),
            paragraph("By Ines Calder"),
            paragraph("12 March 2024"),
            paragraph("The board met", " on Tuesday."),
            paragraph("What was said", style="berschrift1"),
            paragraph("Nothing", style="Own"),
            paragraph("More", style="Level"),
            paragraph("Round and round.", style="Loop"),
            paragraph(" "),
            paragraph("word " * 41, style="berschrift1"),
        )
    )
    assert labelled(read(tmp_path, package(body))) == [
        ("Harbour board", "title", "title style"),
        ("By Ines Calder", "meta", "byline"),
        ("12 March 2024", "meta", "date"),
        ("The board met on Tuesday.", "body", "paragraph"),
        ("What was said", "title", "heading 1"),
        ("Nothing", "title", "heading 1"),
        ("More", "title", "heading 2"),
        ("Round and round.", "body", "paragraph"),
        ("word " * 41, "body", "paragraph"),
    ]


def test_a_changed_paragraph_stands_as_accepted_and_what_was_deleted_follows(tmp_path: Path) -> None:
    body = paragraph(
        "He said ",
        f'<w:del w:id="1" {WHO}><w:r><w:delText>no</w:delText></w:r><w:r><w:delText>thing</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" {WHO}>{run("yes")}</w:ins>',
        " twice",
        '<w:del w:id="3"><w:r><w:delText> or more</w:delText></w:r></w:del>',
        ".",
    )
    whole = paragraph(f'<w:ins w:id="4" {WHO}>{run("All of it is new.")}</w:ins>')
    moved = paragraph(f"<w:moveFrom {WHO}>{run('Gone from here.')}</w:moveFrom>")
    moved += paragraph(f"<w:moveTo {WHO}>{run('Come to here.')}</w:moveTo>")
    both = paragraph(
        f'<w:ins {WHO}><w:del w:author="Tom"><w:r><w:delText>in and out</w:delText></w:r></w:del></w:ins>', "Stays."
    )
    reading = read(tmp_path, package(body + whole + moved + both))
    assert labelled(reading) == [
        ("He said yes twice.", "body", f"in part inserted by {BY}"),
        ("nothing", "meta", f"deleted by {BY}"),
        (" or more", "meta", "deleted by an unnamed author"),
        ("All of it is new.", "body", f"inserted by {BY}"),
        ("Gone from here.", "meta", f"moved away by {BY}"),
        ("Come to here.", "body", f"moved here by {BY}"),
        ("Stays.", "body", "paragraph"),
        ("in and out", "meta", "deleted by Tom"),
    ]
    (document,) = reading.documents
    assert [document.text[start:end] for start, end in body_ranges(document)] == [
        "He said yes twice.",
        "All of it is new.",
        "Come to here.\n\nStays.",
    ]


def test_notes_comments_headers_and_footers_come_after_the_main_text(tmp_path: Path) -> None:
    others = {
        "header:header2.xml": paragraph("Draft"),
        "footer": paragraph("Page ", "1"),
        "comments": f'<w:comment w:id="0" {WHO}>{paragraph("Is that so?")}</w:comment>',
        "footnotes": f'<w:footnote w:id="-1" w:type="separator">{paragraph("___")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("Interview, Monday.")}{paragraph("Second.")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Letter.")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="1">{paragraph("The end.")}</w:endnote>',
    }
    body = paragraph("Text", '<w:r><w:footnoteReference w:id="1"/></w:r>', " goes on.")
    reading = read(tmp_path, package(body, others))
    assert labelled(reading) == [
        ("Text goes on.", "body", "paragraph"),
        ("Interview, Monday.", "body", "note 1"),
        ("Second.", "body", "note 1"),
        ("Letter.", "body", "note 2"),
        ("The end.", "body", "endnote 1"),
        ("Is that so?", "meta", f"comment by {BY}"),
        ("Draft", "furniture", "header"),
        ("Page 1", "furniture", "footer"),
    ]
    (document,) = reading.documents
    start = document.text.index("Is that so?")
    ((part, _, _),) = source_ranges(document, start, start + 11)
    assert part == "member=word/comments.xml"


def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_on(tmp_path: Path) -> None:
    box = paragraph("In the box.") + paragraph("Twice.")
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{box}</w:txbxContent></wps:txbx>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{box}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert labelled(read(tmp_path, package(paragraph("Before ", drawing, "and after.") + paragraph("Next.")))) == [
        ("Before and after.", "body", "paragraph"),
        ("In the box.", "body", "text box"),
        ("Twice.", "body", "text box"),
        ("Next.", "body", "paragraph"),
    ]


def test_cells_of_one_paragraph_share_a_line_and_longer_ones_do_not(tmp_path: Path) -> None:
    def cell(*content: str) -> str:
        return f"<w:tc>{''.join(content)}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(paragraph('i1'))}{cell(paragraph('i2'))}</w:tr></w:tbl>"
    table = (
        f"<w:tbl><w:tr>{cell(paragraph('Name'))}{cell(paragraph(''))}{cell(paragraph('Sum'))}</w:tr>"
        f"<w:tr>{cell(paragraph('Lookout'))}{cell(paragraph('$5'))}</w:tr>"
        f"<w:tr>{cell(paragraph('One.'), paragraph('Two.'))}{cell(paragraph('Three.'))}</w:tr>"
        f"<w:tr>{cell(paragraph('Out'), inner)}{cell(paragraph('side'))}</w:tr></w:tbl>"
    )
    (document,) = read(tmp_path, package(paragraph("Above.") + table + paragraph("Below."))).documents
    assert document.text == (
        "Above.\n\nName\tSum\nLookout\t$5\nOne.\n\nTwo.\n\nThree.\nOut\n\ni1\ti2\n\nside\n\nBelow."
    )


def test_fields_links_controls_and_marks_show_what_a_reader_sees(tmp_path: Path) -> None:
    body = paragraph(
        "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr>",
        '<w:hyperlink><w:r><w:instrText>HYPERLINK "http://x.example"</w:instrText></w:r>' + run("the link") + "</w:hyperlink>",
        '<w:fldSimple w:instr="PAGE">' + run(" seven") + "</w:fldSimple>",
        "<w:sdt><w:sdtContent>" + run(" control") + "</w:sdtContent></w:sdt>",
        "<w:r><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:br/><w:t>c &amp; d</w:t><w:sym w:char='2192'/></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not shown</w:t></w:r>",
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> shown</w:t></w:r>",
    )  # fmt: skip
    assert labelled(read(tmp_path, package(body))) == [
        ("the link seven control\ta\u2011b", "body", "paragraph"),
        ("c & d\u2192 shown", "body", "paragraph"),
        ("not shown", "meta", "hidden text"),
    ]


def test_words_are_found_again_in_their_part(tmp_path: Path) -> None:
    content = package(paragraph("Café “yes” ", "&amp; no."))
    (document,) = read(tmp_path, content).documents
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        source = archive.read("word/document.xml").decode()
    found = [(part, source[low:high]) for part, low, high in source_ranges(document, 0, len(document.text))]
    assert found == [("member=word/document.xml", "Café “yes” "), ("member=word/document.xml", "&amp; no.")]


def test_metadata_comes_from_the_text_first_and_creation_is_no_publication(tmp_path: Path) -> None:
    core = "docProps/core.xml"
    (document,) = read(tmp_path, package(paragraph("The text.", style="berschrift1") + paragraph("It."))).documents
    assert document.title == Meta(value="The text.", basis="line 1")
    assert [author.value for author in document.authors] == ["Ines Calder", "Tom Rudge"]
    assert document.published is None
    assert document.updated == Meta(
        value="2024-03-14T17:05:00+00:00", basis=f"{core} dcterms:modified: when it was last saved"
    )
    shown = paragraph("Section", style="berschrift1") + paragraph("Minutes of the Harbour Board")
    (document,) = read(tmp_path, package(shown)).documents
    assert document.title == Meta(value="Minutes of the harbour board", basis=f"{core} dc:title")
    stated = paragraph("By Maud Ferris") + paragraph("Published: 2 May 2020") + paragraph("It was said.")
    deleted = paragraph(f"<w:del {WHO}><w:r><w:delText>By Somebody Else</w:delText></w:r></w:del>")
    (document,) = read(tmp_path, package(deleted + stated)).documents
    assert [author.value for author in document.authors] == ["Maud Ferris"]
    assert document.published == Meta(value="2020-05-02", basis="line 5")


def test_a_strict_file_and_one_without_relationships_read_the_same(tmp_path: Path) -> None:
    strict = zipped(
        {"word/document.xml": '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p>'
                              "<x:r><x:t>Strict.</x:t></x:r></x:p></x:body></x:document>"}
    )  # fmt: skip
    assert labelled(read(tmp_path, strict)) == [("Strict.", "body", "paragraph")]


GOOD = package(
    paragraph("Title", style="Titel") + paragraph("He said ", f"<w:del {WHO}><w:r><w:delText>no</w:delText></w:r></w:del>"),
    {"footnotes": f'<w:footnote w:id="1">{paragraph("Note.")}</w:footnote>'},
)  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"no package", "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (zipped({"a.txt": "x"}), "damaged"),
        (zipped({"word/document.xml": "no XML"}), "damaged"),
        (package(""), "no_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "unsupported_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(96), "encrypted"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_a_problem(tmp_path: Path, content: bytes, code: str) -> None:
    reading = read(tmp_path, content)
    assert (codes(reading), reading.documents) == ([code], ())


def test_a_cut_part_is_read_to_the_cut(tmp_path: Path) -> None:
    body = f"<w:document {NAMESPACES}><w:body>{paragraph('One.')}<w:p><w:r><w:t>Two"
    reading = read(tmp_path, zipped({"word/document.xml": body}))
    assert codes(reading) == ["damaged"]
    assert [words for words, _, _ in labelled(reading)] == ["One.", "Two"]


@pytest.mark.timeout(60)
def test_bombs_stop_at_the_limit(tmp_path: Path) -> None:
    """A part that inflates a thousandfold is not read; one that lies about its size neither."""
    bomb = package(paragraph("x" * 20_000_000))
    assert len(bomb) < 100_000
    config = Config(text_bytes_limit=1_000_000)
    assert codes(read(tmp_path, bomb, config)) == ["too_large"]
    directory = bomb.rindex(b"PK\x01\x02", 0, bomb.rindex(b"word/document.xml"))
    lying = bomb[: directory + 24] + (10).to_bytes(4, "little") + bomb[directory + 28 :]
    assert set(codes(read(tmp_path, lying, config))) <= {"too_large", "damaged"}


def test_an_entity_bomb_and_deep_nesting_end_the_reading(tmp_path: Path) -> None:
    declared = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    body = f"<w:document {NAMESPACES}><w:body>{paragraph('One.')}"
    for content in (declared + body, body + "<w:sdt>" * 10_000):
        reading = read(tmp_path, zipped({"word/document.xml": content}))
        assert codes(reading) == ["damaged"]


def test_a_list_of_members_beyond_all_measure_is_not_taken_into_memory(tmp_path: Path) -> None:
    place = GOOD.rindex(b"PK\x05\x06")
    claimed = GOOD[: place + 12] + (80_000_000).to_bytes(4, "little") + GOOD[place + 16 :]
    assert codes(read(tmp_path, claimed)) == ["unpack_limit"]
    record = b"PK\x06\x06" + bytes(36) + (1 << 40).to_bytes(8, "little") + bytes(8)
    locator = b"PK\x06\x07" + bytes(12) + (1).to_bytes(4, "little")
    assert codes(read(tmp_path, GOOD[:place] + record + locator + GOOD[place:])) == ["unpack_limit"]


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    assert codes(docx.read(tmp_path / "none.docx", ORIGIN, Config())) == ["unreadable"]


def test_an_encrypted_a_repeated_and_an_oddly_packed_member_are_said(tmp_path: Path) -> None:
    content = bytearray(GOOD)
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/document.xml"))
    content[place + 8] |= 1
    assert "encrypted" in codes(read(tmp_path, bytes(content)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        for name, words in (("word/documenT.xml", "First."), ("word/document.xml", "Last.")):
            source = f"<w:document {NAMESPACES}><w:body>{paragraph(words)}</w:body></w:document>"
            archive.writestr(name, source, zipfile.ZIP_STORED)
        archive.writestr("docProps/core.xml", CORE)
    reading = read(tmp_path, file.getvalue().replace(b"documenT", b"document"))
    assert (labelled(reading)[0][0], codes(reading)) == ("Last.", ["damaged", "damaged"])


def test_wrong_bytes_and_nuls_in_a_part_are_said(tmp_path: Path) -> None:
    source = f"<w:document {NAMESPACES}><w:body>{paragraph('Café society.')}</w:body></w:document>"
    reading = read(tmp_path, zipped({"word/document.xml": source.encode("cp1252")}))
    assert (codes(reading), labelled(reading)[0][0]) == (["encoding_guessed"], "Café society.")
    assert codes(read(tmp_path, zipped({"word/document.xml": source.replace("é", "\0")}))) == ["damaged"]


@pytest.mark.timeout(60)
def test_a_very_long_line_and_very_many_paragraphs_take_time_in_proportion(tmp_path: Path) -> None:
    for body in (paragraph("word " * 1_000_000), paragraph("word. ") * 20_000):
        (document,) = read(tmp_path, package(body)).documents
        assert len(document.text) > 100_000


INNER = st.recursive(
    st.sampled_from([run("a"), run(" "), "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", "<w:footnoteReference/>"]),
    lambda inner: st.one_of(
        inner.map(lambda one: f"<w:p>{one}</w:p>"),
        inner.map(lambda one: f"<w:del {WHO}>{one}</w:del>"),
        inner.map(lambda one: f"<w:ins {WHO}>{one}</w:ins>"),
        inner.map(lambda one: f"<w:txbxContent>{one}</w:txbxContent>"),
        inner.map(lambda one: f"<w:tbl><w:tr><w:tc>{one}</w:tc></w:tr></w:tbl>"),
        inner.map(lambda one: f"<mc:AlternateContent><mc:Choice>{one}</mc:Choice></mc:AlternateContent>"),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=40)
@given(body=INNER)
def test_whatever_is_nested_no_word_is_lost_or_doubled(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    reading = read(tmp_path_factory.getbasetemp(), package(body))
    text = "".join(document.text for document in reading.documents)
    assert text.count("a") == body.count(">a<")


@pytest.mark.fuzz
def test_no_bytes_make_the_reader_fail(tmp_path: Path) -> None:
    """Broken packages, and whole packages of broken parts."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = "word/document.xml"

    def attempt(content: bytes) -> None:
        for whole in (content, zipped({**parts, main: content})):
            reading = read(tmp_path, whole)
            assert reading.documents or reading.problems

    assert fuzz(attempt, [GOOD, parts[main], zipped({main: parts[main]})]) >= 100
