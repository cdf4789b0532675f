"""Any text is read, in time, and every span's words stand at its offsets."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.extractors import extract_document, extract_text
from onrecord.model.evidence import Document, Label, Line, Meta, Segment, check_span
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.store.writer import spans_of

PIECES = st.sampled_from(
    [
        *('"', "“", "”", "'", "''", ",", ".", "?", ":", ";", "—", "(", ")", "\n", "\n\n", " ", "…"),
        *("he said", " said ", "according to", "that", "told", "reporters", "and", "wants to", "was asked about"),
        *(
            "Microsoft",
            "ICE",
            "Tim Cook",
            "chief executive of",
            "contract with",
            "uses",
            "$19.4 million",
            "19 June 2018",
        ),
        *("é", "e\u0301", "😀", "👩‍👩‍👧", "שלום", "مرحبا", "\u202e", "\x00", "\xa0", "ﬁ", "İ"),
    ]
)


@settings(deadline=None)  # the first text loads the languages
@given(st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join))
def test_every_span_holds_the_words_at_its_offsets(text: str) -> None:
    """Offsets are code points; statements are in order and none stands twice."""
    extraction = extract_text(DocumentId("d"), text)
    for span in spans_of(extraction):
        check_span(text, span)
    assert [one.start for one in extraction.statements] == sorted(one.start for one in extraction.statements)
    assert len({one.id for one in extraction.statements}) == len(extraction.statements)
    assert extract_text(DocumentId("d"), text) == extraction


@pytest.mark.parametrize(
    "text",
    [
        "the minister said the report was late and the company denied it because " * 70_000,
        "a" * 5_000_000,
        '"' * 100_000,
        '" "' * 50_000,
        "“" * 100_000,
        '"a" he said. ' * 8_000,
        '"a" he said ' * 8_000,
        '"a\n' * 20_000,
        "He said “a b” and she said ‘c’ — but, " * 3_000,
        "." * 1_000_000 + "x",
        "Bob, a man, said, " * 10_000,
        "U.S. " * 20_000,
        "contract with ICE and Microsoft " * 3_000,
        "Of The (A) " * 10_000,
        '5" ' * 50_000,
        "( " * 50_000 + "he said",
    ],
    ids=lambda text: f"{text[:16]!r} x {len(text)}",
)
@pytest.mark.slow
def test_hard_texts_take_seconds(text: str) -> None:
    """Time grows with the length and with nothing else: no text is read at less than 30,000 characters a second."""
    started = time.process_time()
    extraction = extract_text(DocumentId("d"), text)
    assert time.process_time() - started < max(5.0, len(text) / 30_000)
    for span in spans_of(extraction):
        check_span(text, span)


@pytest.mark.parametrize("text", ["", " ", "\n", "word", '"', "😀", "שלום עולם", "e\u0301"])
def test_small_texts_hold_nothing(text: str) -> None:
    """Nothing is found where nothing is said."""
    assert list(spans_of(extract_text(DocumentId("d"), text))) == []


def test_offsets_count_code_points() -> None:
    """An emoji of several code points and a combining accent move the spans by as many."""
    text = "👩‍👩‍👧 cafe\u0301. Tim Cook said that it would close."
    (statement,) = extract_text(DocumentId("d"), text).statements
    assert [span.start for span in statement.source] == [text.index("Tim")]


def document(*lines: tuple[str, Label], published: str | None = None) -> Document:
    """Make a document of labelled lines."""
    made, start = [], 0
    for words, label in lines:
        made.append(Line(start=start, end=start + len(words), label=label, rule="test"))
        start += len(words) + 1
    text = "\n".join(words for words, _ in lines)
    segment = Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text))
    return Document(
        id=DocumentId("d"),
        artefact=ArtefactId("a"),
        part="",
        reader="test/1",
        media_type="text/plain",
        text=text,
        lines=tuple(made),
        segments=(segment,),
        published=Meta(value=published, basis="test") if published else None,
    )


def test_only_the_body_speaks_and_furniture_names_nobody() -> None:
    """Statements come from body lines; names, sums and dates also from the title and the lines about the document."""
    read = extract_document(
        document(
            ("Microsoft said it would pay $5", "title"),
            ("19 June 2018", "meta"),
            ("Google said it was late.", "body"),
            ("Amazon said buy now for $9", "furniture"),
        )
    )
    assert [span.text for one in read.statements for span in one.source] == ["Google"]
    assert [one.name for one in read.mentions] == ["Microsoft", "Google"]
    assert [one.span.text for one in read.amounts] == ["$5"]
    assert [one.span.text for one in read.whens] == ["19 June 2018"]


def test_a_quotation_goes_on_over_furniture() -> None:
    """A line between two paragraphs that is not body does not end a quotation, and is not part of it."""
    read = extract_document(
        document(
            ('Erin Bell wrote: "First point.', "body"),
            ("Advertisement", "furniture"),
            ('"Second point."', "body"),
        )
    )
    assert [[span.text for span in one.content] for one in read.statements] == [['"First point.', '"Second point."']]


@pytest.mark.parametrize(
    ("title", "published", "day"),
    [
        ("The mill", "2018-06-29", "2018-06-19"),
        ("The mill", "2018-06-29T09:00:00+01:00", "2018-06-19"),
        ("The mill", "2018", "2018-06-19"),
        ("The mill", "2018-06-10", None),
        ("The mill, 29 June 2018", None, "2018-06-19"),
        ("The mill, June 2018", None, "2017-06-19"),
        ("The mill, 29 June 2018 and 30 June 2019", None, None),
    ],
)
def test_a_day_without_a_year_takes_that_of_the_document(title: str, published: str | None, day: str | None) -> None:
    """Its own date comes first, then full days at its head, then those of its text; no day after it came out is given."""
    body = (
        f"{'The court sat long. ' * 8}It began on 3 May 2017. In a memo of 19 June Ana Lopez told staff that it ended."
    )
    read = extract_document(document((title, "title"), (body, "body"), published=published))
    expected = [(day, "sentence" if day else None)]
    assert [(one.said_on, one.said_on_basis) for one in read.statements] == expected


@given(st.text(max_size=12))
def test_any_date_of_a_document_is_read(published: str) -> None:
    """A document's date that is none leaves the year to the text."""
    read = extract_document(document(("On 19 June Ana Lopez said that it ended.", "body"), published=published))
    assert len(read.statements) == 1
