r"""RTF: all its words, each with its place, and who put in, took out or noted what."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, source_ranges
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read import rtf, rtf_walk
from onrecord.read.decode import windows_1252
from onrecord.read.rtf_destinations import DEPTH_LIMIT
from onrecord.read.rtf_walk import date_time
from onrecord.store.writer import check_document

ORIGIN = Origin(artefact=ArtefactId("0" * 64), path="in/a.rtf", collected_at="2024-06-01T00:00:00+00:00")
HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204 Cyr;}{\f2\fcharset128 Jp;}}"
    r"{\colortbl;\red255\green0\blue0;}{\stylesheet{Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Title;}{\s3\outlinelevel1 Own;}"
    r"{\s4 toc 1;}{\*\cs9 Strong;}}{\*\revtbl {Unknown;}{Jane Roe;}}{\*\generator Some program;}"
)
WHEN = (124 << 20) | (3 << 16) | (12 << 11) | (9 << 6) | 30
BY = "Jane Roe, 2024-03-12T09:30"


def read(tmp_path: Path, content: bytes | str) -> Reading:
    path = tmp_path / "a.rtf"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("cp1252"))
    reading = rtf.read(path, ORIGIN, Config())
    for document in reading.documents:
        check_document(document)
        check_places(path.read_bytes(), document)
    return reading


def check_places(content: bytes, document: Document) -> None:
    """Runs of equal length stand in the file, byte for byte."""
    source = windows_1252(content)
    for segment in document.segments:
        assert segment.source_end <= len(source)
        if segment.end - segment.start == segment.source_end - segment.source_start:
            assert document.text[segment.start : segment.end] == source[segment.source_start : segment.source_end]


def labelled(reading: Reading) -> list[tuple[str, str, str]]:
    (document,) = reading.documents
    return [(document.text[line.start : line.end], line.label, line.rule) for line in document.lines]


def text_of(tmp_path: Path, body: str) -> str:
    (document,) = read(tmp_path, HEAD + body + "}").documents
    return document.text


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_paragraphs_are_labelled_by_style_then_by_wording(tmp_path: Path) -> None:
    body = (
        r"{\*\unknown not read}\pard\s2 Harbour board\par\pard By Ines Calder\par \pard\s4 Said 1\par\pard\s1 What was said\par"
        "\\pard\\s3 More\\par \\pard\\outlinelevel2 Deeper\\par\\pard\\plain The board\r\n met {\\b on} Tuesday.\\par\\par\r\n"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt The link}} stays.}"
    )
    assert labelled(read(tmp_path, HEAD + body)) == [
        ("Harbour board", "title", "title style"),
        ("By Ines Calder", "meta", "byline"),
        ("Said 1", "furniture", "contents"),
        ("What was said", "title", "heading 1"),
        ("More", "title", "heading 2"),
        ("Deeper", "title", "heading 3"),
        ("The board met on Tuesday.", "body", "paragraph"),
        ("The link stays.", "body", "paragraph"),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \'93yes\'94", "café “yes”"),
        ("raw café “yes”", "raw café “yes”"),
        (r"\lquote a\rquote\ldblquote b\rdblquote\emdash c\endash d\bullet e\tab f\line g", "‘a’“b”—c–d•e\tf\ng"),
        (r"a\~b\_c\-d\\e\{f\}", "a\u00a0b\u2011cd\\e{f}"),
        (r"\u8217?\uc0\u8217x{\uc2\u8217??y}\u8217z", "’’x’y’z"),
        (r"\u8217\'92a \uc1\u-10179?\u-8704?b \u55357?c", "’a 😀b \ufffdc"),
        (r"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} \'e9", "Привет é"),
        (r"{\f2 \'93\'fa\'96\'7b} x", "日本 x"),
        (r"{\f2 \'93}x", "“x"),
        (r"{\upr{a?}{\*\ud{a\u8217?}}}", "a’"),
        (r"a\bin6 }}{{\b", "a"),
        (r"{\pict\pngblip 89504e470d}{\object{\*\objdata 0105}{\result shown}}", "shown"),
        (r"{\pntext 1.\tab}Item", "Item"),
        ("a\0b", "ab"),
        ("a\\\nb", "a\n\nb"),
    ],
)
def test_characters_come_out_as_written(tmp_path: Path, body: str, text: str) -> None:
    assert text_of(tmp_path, rf"\pard {body}") == text


@pytest.mark.parametrize(
    ("head", "content", "text"),
    [
        (b"\\ansi\\ansicpg1251", "Привет мир".encode("cp1251"), "Привет мир"),
        (b"\\ansi\\ansicpg932", "日語 a".encode("cp932"), "日語 a"),
        (b"\\ansi\\ansicpg65001", "café ’".encode(), "café ’"),
        (b"\\mac", "é".encode("mac_roman"), "é"),
        (b"\\ansi\\ansicpg99999", b"\x92", "’"),
    ],
)
def test_raw_bytes_are_of_the_code_page_that_the_file_names(
    tmp_path: Path, head: bytes, content: bytes, text: str
) -> None:
    (document,) = read(tmp_path, b"{\\rtf1" + head + b" " + content + b"}").documents
    assert document.text == text


def test_words_are_found_again_in_the_file(tmp_path: Path) -> None:
    content = HEAD + r"\pard One caf\'e9 and {\b two}\u8217?s.}"
    (document,) = read(tmp_path, content).documents
    found = [content[low:high] for _, low, high in source_ranges(document, 0, len(document.text))]
    assert found == [r"One caf\'e9 and ", r"two", r"\u8217?s."]


def test_a_changed_paragraph_stands_as_accepted_and_what_was_deleted_follows(tmp_path: Path) -> None:
    body = (
        rf"\pard He said {{\deleted\revauthdel1\revdttmdel{WHEN} nothing}}{{\revised\revauth1\revdttm{WHEN} yes}}"
        rf" twice{{\deleted  or more}}.\par {{\revised\revauth1\revdttm{WHEN} All new.}}\par {{\v hidden}}Shown.\par"
    )
    assert labelled(read(tmp_path, HEAD + body + "}")) == [
        ("He said yes twice.", "body", f"in part inserted by {BY}"),
        ("nothing", "meta", f"deleted by {BY}"),
        (" or more", "meta", "deleted by Unknown"),
        ("All new.", "body", f"inserted by {BY}"),
        ("Shown.", "body", "paragraph"),
        ("hidden", "meta", "hidden text"),
    ]


def test_notes_comments_boxes_and_margins_stand_apart(tmp_path: Path) -> None:
    body = (
        r"{\header\pard Draft\par}{\footerf\pard Page 1\par}\pard One{\footnote\pard\chftn Interview.\par} and"
        rf"{{\*\atnid JR}}{{\*\atnauthor Jane Roe}}\chatn{{\*\annotation{{\*\atndate {WHEN}}}\pard Sure?}} two"
        r"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv not text}}{\shptxt\pard In the box.\par}}{\shprslt\pard In the box.\par}}"
        r"{\footnote\ftnalt\pard The end.}.\par Next.}"
    )
    assert labelled(read(tmp_path, HEAD + body)) == [
        ("One and two.", "body", "paragraph"),
        ("In the box.", "body", "text box"),
        ("Next.", "body", "paragraph"),
        ("Interview.", "body", "note 1"),
        ("The end.", "body", "endnote 2"),
        ("Sure?", "meta", f"comment by {BY}"),
        ("Draft", "furniture", "header"),
        ("Page 1", "furniture", "footer"),
    ]


def test_rows_of_a_table_are_lines(tmp_path: Path) -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row"
    body = (
        r"\pard Up.\par" + row.format("a", "b") + row.format("c", "") + row.format(r"d\par e", "f") + r"\pard Down.\par"
    )
    assert text_of(tmp_path, body) == "Up.\n\na\tb\nc\nd\n\ne\n\nf\n\nDown."


def test_metadata_is_of_the_text_then_of_its_properties(tmp_path: Path) -> None:
    info = (
        r"{\info{\title The caf\'e9}{\author Ines Calder}{\operator Tom Rudge}{\creatim\yr2001\mo1\dy1}"
        r"{\revtim\yr2024\mo3\dy14\hr17\min5}{\printim\yr2030\mo1\dy1}}"
    )
    (document,) = read(tmp_path, HEAD + info + r"\pard It was said in the caf\u233? of the harbour.}").documents
    assert document.title == Meta(value="The café", basis="info title")
    assert document.authors == (Meta(value="Ines Calder", basis="info author"),)
    assert document.updated == Meta(value="2024-03-14T17:05:00", basis="info revtim: when it was last saved")
    assert document.published is None
    assert document.text == "It was said in the café of the harbour."


def test_a_packed_date_without_day_or_month_is_none() -> None:
    assert (date_time(WHEN), date_time(0), date_time(-1)[:4]) == ("2024-03-12T09:30", "", "2411")


@pytest.mark.parametrize(
    ("content", "found", "text"),
    [
        (b"", ["damaged"], None),
        (b"no RTF", ["damaged"], None),
        (b"{\\rtf1 }", ["no_text"], None),
        (b"{\\rtf1{\\pict 00}}", ["no_text"], None),
        (b"{\\rtf1 One.\\par Two", ["damaged"], "One.\n\nTwo"),
        (b"{\\rtf1 One.}} \\par Two", [], "One."),
        (b"{\\rtf1 One\\'9", ["damaged"], "One9"),
        (b"{\\rtf1\\ansicpg932 \\'82", ["damaged"], "‚"),
        (b"{\\rtf1 One\\bin99999999 }", ["damaged"], "One"),
        (b"\n {\\rtf1 One.}", [], "One."),
    ],
)
def test_a_broken_file_is_read_up_to_the_fault(
    tmp_path: Path, content: bytes, found: list[str], text: str | None
) -> None:
    reading = read(tmp_path, content)
    assert (codes(reading), [document.text for document in reading.documents]) == (
        found,
        [] if text is None else [text],
    )


def test_letters_written_as_codes_are_mapped_word_by_word(tmp_path: Path) -> None:
    """A Russian text has no segment for each letter; marks and spaces part the runs."""
    words = "«Мы решили», сказал он."
    coded = "".join(one if one.isascii() else f"\\'{one.encode('cp1251')[0]:02x}" for one in words)
    (document,) = read(tmp_path, r"{\rtf1\ansicpg1251 " + coded + "}").documents
    assert document.text == words
    assert [document.text[one.start : one.end] for one in document.segments] == [
        *("«", "Мы", " ", "решили", "»", ", ", "сказал", " ", "он", ".")
    ]


def test_the_number_of_pieces_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes memory of its own, whatever it says."""
    monkeypatch.setattr(rtf_walk, "PIECES_LIMIT", 2)
    reading = read(tmp_path, r"{\rtf1 one\par two\par three\par four}")
    assert ([words for words, _, _ in labelled(reading)], codes(reading)) == (["one", "two", "three"], ["damaged"])


def test_nesting_is_bounded(tmp_path: Path) -> None:
    assert codes(read(tmp_path, r"{\rtf1" + "{" * (DEPTH_LIMIT - 1) + "x" + "}" * DEPTH_LIMIT)) == []
    reading = read(tmp_path, r"{\rtf1 One." + "{" * 10_000 + "x" + "}" * 10_001)
    assert (codes(reading), reading.documents[0].text) == (["damaged"], "One.")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    ["word ", "x", r"\'e9", r"\u8217?", "{", "}", "{}", "\\", r"\cell ", r"\uc9999\u1 ", r"{\footnote ", r"\'82"],
)
def test_a_very_long_line_takes_time_in_proportion(tmp_path: Path, unit: str) -> None:
    start = time.monotonic()
    read(tmp_path, r"{\rtf1\ansicpg932 a" + unit * 40_000 + "}")
    assert time.monotonic() - start < 20


PIECES = st.sampled_from(
    [
        *("a", "b ", "{", "}", r"\par ", r"\pard ", r"\intbl ", r"\cell ", r"\row ", r"{\footnote ", r"{\*\annotation ", r"\v "),
        *(r"{\*\x ", r"{\shptxt ", r"\deleted ", r"\revised ", r"\plain ", r"\'93", r"\u233?", r"\uc2 ", r"\f2 ", r"\f1 ", "é"),
        *(r"{\stylesheet ", r"{\fonttbl ", r"{\info ", r"{\title ", r"{\header ", r"{\upr ", r"\*", "\n", "\\", r"\bin3 "),
    ]
)  # fmt: skip


@settings(deadline=None)
@given(body=st.lists(PIECES, max_size=40).map("".join))
def test_every_character_keeps_its_place(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    reading = read(tmp_path_factory.getbasetemp(), HEAD + body + "}")
    assert reading.documents or reading.problems


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_text_written_as_unicode_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    units = [
        int.from_bytes(pair, "little", signed=True) for pair in zip(*[iter(text.encode("utf-16-le"))] * 2, strict=True)
    ]
    content = r"{\rtf1 " + "".join(rf"\u{unit}?" for unit in units) + "}"
    (document,) = read(tmp_path_factory.getbasetemp(), content).documents
    assert document.text == text


@pytest.mark.fuzz
def test_no_bytes_make_the_reader_fail(tmp_path: Path) -> None:
    good = (
        HEAD
        + rf"\pard\s1 Head\par\pard\intbl a\cell b\cell\row\pard {{\deleted\revauthdel1\revdttmdel{WHEN} x}} caf\'e9.}}"
    )
    other = (
        r"{\rtf1\ansicpg932{\info{\title x}}{\footnote y}{\*\atnauthor J}{\*\annotation z} \'93\'fa\u-10179?\u-8704?}"
    )

    def attempt(content: bytes) -> None:
        reading = read(tmp_path, content)
        assert reading.documents or reading.problems

    assert fuzz(attempt, [good.encode(), other.encode()]) >= 100
