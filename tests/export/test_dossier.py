"""A dossier: every quotation stands in its source, every edition says the same, the same record gives the same bytes."""

import json
import re
import warnings
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import html5lib
import pytest
from docx import Document
from pybtex.database import parse_string
from pypdfium2 import PdfDocument

from onrecord.answer.dossier import Asked, dossier
from onrecord.answer.parties import find_party
from onrecord.errors import UserError
from onrecord.export.dossier import fonts
from onrecord.export.dossier.blocks import sections
from onrecord.export.dossier.editions import EDITIONS, file_name
from onrecord.export.dossier.html import html
from onrecord.export.dossier.picture import picture
from onrecord.model.dossier import Dossier
from onrecord.store import Record, View
from onrecord.store.sharing import shared_view
from store.sharing_values import HIDDEN, fill_sharing

NOTIONS = ("obligated", "current value", "potential value", "outlayed")
EDITION_NAMES = tuple(EDITIONS)


def made_of(record: Record, party: str, about: str | None, **period: str) -> tuple[Dossier, dict[str, str]]:
    """Make a dossier through a new masked copy; also gives the texts of the copy by the titles of its documents."""
    with View.open(record) as own:
        known = frozenset(one for one, _ in own.artefacts())
    with shared_view(record) as view:
        asked = Asked(
            party=find_party(view, party), about=find_party(view, about) if about else None, known=known, **period
        )
        texts = {one.title.value if one.title else "": one.text for one in view.documents()}
        return dossier(view, asked), texts


@pytest.fixture(scope="module")
def made(example_record: Record) -> tuple[Dossier, dict[str, str]]:
    return made_of(example_record, "Microsoft", "Immigration and Customs Enforcement")


@pytest.fixture(scope="module")
def example(made: tuple[Dossier, dict[str, str]]) -> Dossier:
    return made[0]


def folded(words: str) -> str:
    return "".join(words.split())


def test_every_quotation_stands_in_its_source_at_its_place(made: tuple[Dossier, dict[str, str]]) -> None:
    example, texts = made
    assert len(example.statements) > 20
    by_title = {" ".join(title.split()): text for title, text in texts.items()}
    for one in example.statements:
        source = example.sources[one.source - 1]
        assert source.number == one.source
        start, end = (int(number.replace(",", "")) for number in re.findall(r"[\d,]+", one.place))
        there = folded(by_title[source.title][start:end])
        assert all(folded(piece) in there for piece in one.quote.split(" … ")), one.label


def test_rows_are_numbered_and_cited_once(example: Dossier) -> None:
    assert [f"S{number}" for number in range(1, len(example.statements) + 1)] == [
        one.label for one in example.statements
    ]
    assert [f"A{number}" for number in range(1, len(example.awards) + 1)] == [one.label for one in example.awards]
    assert list(range(1, len(example.sources) + 1)) == [one.number for one in example.sources]
    dated = [one.date for one in example.statements if one.date]
    assert sorted(dated) == dated


def test_the_four_notions_of_money_stand_apart(example: Dossier) -> None:
    """Each has a place of its own in every award, also where nothing is recorded."""
    assert all(tuple(each.notion for each in one.sums) == NOTIONS for one in example.awards)
    assert {"not recorded"} == {one.sums[3].basis for one in example.awards}
    page = html(example).decode()
    assert "four different things, never added together" in page


def test_a_tension_has_both_sides_what_makes_both_true_and_its_state(example: Dossier) -> None:
    (one,) = example.tensions
    labels = {each.label for each in (*example.statements, *example.awards)}
    assert {one.left, one.right} <= labels
    assert one.both_true_if
    assert one.state == "open: no person has decided on it"
    assert any(one.label in each.tensions for each in example.statements)
    assert any(one.label in each.tensions for each in example.awards)


def test_another_masked_copy_gives_the_same_dossier(example_record: Record, example: Dossier) -> None:
    """Each copy draws pseudonyms, ids and keyed hashes by chance; none of them reaches a paper."""
    again, _ = made_of(example_record, "Microsoft", "Immigration and Customs Enforcement")
    assert example == again


@pytest.mark.parametrize("form", EDITION_NAMES)
def test_the_same_dossier_gives_the_same_bytes(example: Dossier, form: str) -> None:
    assert EDITIONS[form].write(example) == EDITIONS[form].write(example)


def test_hashes_of_files_that_name_private_people_are_withheld(example: Dossier) -> None:
    hidden = [one for one in example.sources if one.sha256 is None]
    assert hidden
    assert all("a private person" in " ".join(one.authors) for one in hidden)


def test_a_period_leaves_out_what_lies_outside_and_says_so(example_record: Record, example: Dossier) -> None:
    narrow, _ = made_of(
        example_record, "Microsoft", "Immigration and Customs Enforcement", since="2018-06-01", until="2018-06-20"
    )
    assert {one.date for one in narrow.statements} == {
        one.date for one in example.statements if one.date and "2018-06-01" <= one.date <= "2018-06-20"
    }
    assert any("outside the period" in words for words in narrow.open_points)


def test_without_a_counterpart_everything_of_the_party_is_cited(example_record: Record, example: Dossier) -> None:
    whole, _ = made_of(example_record, "Microsoft", None)
    assert len(whole.statements) > len(example.statements)
    assert whole.about == ""


def test_nothing_found_is_said_with_what_was_searched(example_record: Record) -> None:
    empty, _ = made_of(example_record, "U.S. Customs and Border Protection", "Department of Defense")
    assert (empty.statements, empty.awards, empty.tensions) == ((), (), ())
    page = html(empty).decode()
    assert "may exist all the same" in page
    for form in EDITION_NAMES:
        assert EDITIONS[form].write(empty) is not None


# --- editions


def test_html_is_whole_by_itself(example: Dossier) -> None:
    """It parses strictly, asks for nothing, runs nothing, and every link in it leads to one place."""
    page = html(example).decode()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    tags = {one.tag for one in tree.iter() if isinstance(one.tag, str)}
    assert tags.isdisjoint({"script", "img", "iframe", "link", "form", "object"})
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(set(ids)) == len(ids)
    inside = {(one.get("href") or "")[1:] for one in tree.iter() if (one.get("href") or "").startswith("#")}
    assert inside <= set(ids)
    assert {one.label for one in example.statements} <= set(ids)
    assert "url(" not in page


def test_the_pdf_has_every_quotation_an_outline_and_numbered_pages(example: Dossier) -> None:
    paper = PdfDocument(EDITIONS["pdf"].write(example))
    pages = [page.get_textpage().get_text_bounded() for page in paper]
    text = folded("".join(pages)).replace("\ufffe", "-")
    for one in example.statements:
        assert folded(one.quote) in text, one.label
    titles = [item.get_title() for item in paper.get_toc()]
    assert [f"{number}. {one.title}" for number, one in enumerate(sections(example), start=1)] == [
        one for one in titles if one[0].isdigit()
    ]
    assert all(re.search(rf"Customs Enforcement\s+{number}\b", page) for number, page in enumerate(pages, start=1))
    assert "Microsoft about" in paper.get_metadata_dict()["Title"]


def test_the_pdf_shows_latin_greek_and_cyrillic_and_says_what_it_cannot(example: Dossier) -> None:
    words = "Ærø Żółć Ελλάδα Україна Đà Nẵng"
    first = example.statements[0]
    paper = PdfDocument(EDITIONS["pdf"].write(replace(example, statements=(replace(first, quote=f"{words} 東京"),))))
    text = " ".join(paper[number].get_textpage().get_text_bounded() for number in range(len(paper)))
    assert folded(words) in folded(text)
    assert "2 characters of the words quoted" in " ".join(text.split())
    assert f"{fonts.MISSING}{fonts.MISSING}" in text


def test_a_typeface_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FILES", {"Other": "Literata-Regular.ttf"})
    monkeypatch.setattr(fonts.csv, "DictReader", lambda _: [{"file": "Literata-Regular.ttf", "sha256": "0" * 64}])
    with pytest.raises(UserError, match="not the file that was tested"):
        fonts.register()


def test_the_word_document_has_headings_tables_and_every_quotation(example: Dossier) -> None:
    content = EDITIONS["docx"].write(example)
    paper = Document(BytesIO(content))
    text = [one.text for one in paper.paragraphs]
    assert all(one.quote in text for one in example.statements)
    headings = [one.text for one in paper.paragraphs if one.style and one.style.name == "Heading 1"]
    assert [f"{number}. {one.title}" for number, one in enumerate(sections(example), start=1)] == headings
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert all(one.number in cells for one in example.awards)
    with ZipFile(BytesIO(content)) as package:
        assert {one.date_time for one in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert any(one.endswith(".png") for one in package.namelist())
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(package.read(name))  # noqa: S314  # our own output


def test_markdown_has_every_quotation(example: Dossier) -> None:
    text = EDITIONS["md"].write(example).decode()
    plain = re.sub(r"\\([\\`*_\[\]<>#|~&.)+=-])", r"\1", text)
    assert all(f"> {one.quote}" in plain for one in example.statements)
    assert plain.count("\n## ") == len(sections(example))


def test_bibtex_is_read_by_pybtex(example: Dossier) -> None:
    found = parse_string(EDITIONS["bib"].write(example).decode(), "bibtex")
    assert [f"source{one.number}" for one in example.sources] == list(found.entries)
    for one in example.sources:
        entry = found.entries[f"source{one.number}"]
        assert entry.fields["title"].strip("{}").replace(r"\_", "_").replace(r"\&", "&") == one.title
        assert len(entry.persons.get("author", [])) == len(one.authors)
        assert entry.fields.get("url") == one.address


def test_csl_json_is_read_by_citeproc(example: Dossier) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library, on Python's own modules
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter  # noqa: PLC0415
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        items = json.loads(EDITIONS["csl.json"].write(example))
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        listed = CitationStylesBibliography(style, source, formatter.plain)
        for one in items:
            listed.register(Citation([CitationItem(one["id"])]))
        written = " ".join(str(one) for one in listed.bibliography())
    assert len(items) == len(example.sources)
    assert all(one.title in written.replace("’’", "’") for one in example.sources)


def test_the_picture_draws_each_dated_item_within_its_borders(example: Dossier) -> None:
    drawn = picture(example)
    assert drawn is not None
    assert {one.label for one in drawn.marks} <= {one.label for one in (*example.statements, *example.awards)}
    assert all(0 < one.x < 720 and 0 < one.y < drawn.height for one in drawn.marks)
    said = [one for one in drawn.marks if one.side == "said"]
    assert sum(max(1, one.more + 1) for one in said) == len([one for one in example.statements if one.date])
    assert [one.label for one in drawn.ties] == ["T1"]
    assert "27 statements" in drawn.words or str(len(example.statements)) in drawn.words


def test_one_dated_item_is_no_time_line(example: Dossier) -> None:
    alone = replace(example, statements=example.statements[:1], awards=())
    assert picture(alone) is None
    assert "Fewer than two items have a date" in html(alone).decode()


# --- what comes from others


HOSTILE = "<script>alert(1)</script> | *x* [a](javascript:alert(2)) \\input{x} & }{ \x00\x0b\u202e"


@pytest.mark.parametrize("form", EDITION_NAMES)
def test_words_of_sources_are_words_in_every_edition(example: Dossier, form: str) -> None:
    first, award = example.statements[0], example.awards[0]
    source = replace(example.sources[0], title=HOSTILE, authors=(HOSTILE,), address='https://x.example/"><script>{}')
    hostile = replace(
        example,
        title=HOSTILE,
        party=HOSTILE,
        statements=(replace(first, quote=HOSTILE, speaker=HOSTILE, who=HOSTILE, cue=HOSTILE),),
        awards=(replace(award, description=HOSTILE, number=HOSTILE),),
        sources=(source, *example.sources[1:]),
    )
    content = EDITIONS[form].write(hostile)
    if form in {"html", "md"}:
        assert b"<script>" not in content
    elif form == "docx":
        assert any("alert(1)" in one.text for one in Document(BytesIO(content)).paragraphs)
    elif form == "bib":
        assert [f"source{one.number}" for one in example.sources] == list(
            parse_string(content.decode(), "bibtex").entries
        )
    elif form == "pdf":
        assert len(PdfDocument(content)) > 2
    elif form == "csl.json":
        assert json.loads(content)[0]["title"] == HOSTILE
    else:  # pasted into a page, nothing in it ends the element it stands in; test_dossier_data.py reads them
        assert b"<script>" not in content
        assert json.loads(content)


def test_no_edition_names_anybody_private(tmp_path: Path) -> None:
    record, ids = fill_sharing(tmp_path / "record")
    with View.open(record) as view:
        public = [one.name for one in view.parties() if not one.private]
    assert public
    for name in public:
        made, _ = made_of(record, name, None)
        for form in EDITION_NAMES:
            content = EDITIONS[form].write(made)
            text = _text_of(form, content).casefold()
            assert [one for one in (*HIDDEN, *ids) if one in text] == [], (name, form)


def _text_of(form: str, content: bytes) -> str:
    if form == "pdf":
        return StringIO("\n".join(page.get_textpage().get_text_bounded() for page in PdfDocument(content))).read()
    if form == "docx":
        with ZipFile(BytesIO(content)) as package:
            return "\n".join(package.read(one).decode() for one in package.namelist() if one.endswith(".xml"))
    return content.decode()


@pytest.mark.parametrize(
    ("party", "about", "expected"),
    [
        ("Microsoft", "U.S. ICE", "microsoft-about-u-s-ice.pdf"),
        ("Łódź & Söhne", "", "odz-sohne.pdf"),
        ("東京", "", "dossier.pdf"),
        ("../../etc/passwd", "", "etc-passwd.pdf"),
    ],
)
def test_files_are_named_by_their_parties(party: str, about: str, expected: str) -> None:
    assert expected == file_name(party, about, "pdf")
