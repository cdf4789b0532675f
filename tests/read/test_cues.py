"""Datelines: a name, a full date and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import artefact_id
from onrecord.read import html, pdf, plain
from onrecord.read.cues import dateline, meta_rule, stamped_date

ARTICLES = Path(__file__).parents[2] / "examples" / "azure-ice" / "articles"
PROSE = "The minister said on Tuesday that the contract would be reviewed before the end of the year."


def read(path: Path) -> Document:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    reader = {".pdf": pdf.read, ".html": html.read, ".txt": plain.read}[path.suffix]
    (document,) = reader(path, origin, Config()).documents
    return document


@pytest.mark.parametrize(
    ("line", "outlet", "day"),
    [
        ("Tallyhouse Research Notes, 29 June 2018", "Tallyhouse Research Notes", "29 June 2018"),
        ("The Long Post, June 20, 2018", "The Long Post", "June 20, 2018"),
        ("  Letters from the Sound,\n  Wed, 20th June 2018 ", "Letters from the Sound", "Wed, 20th June 2018"),
        ("Žurnál Praha, 2018-06-20", "Žurnál Praha", "2018-06-20"),
        ("Channel 9 News, 20/06/2018", "Channel 9 News", "20/06/2018"),
        ("Geneva, 20 June 2018", None, "20 June 2018"),
        ("NEW YORK, June 20, 2018", None, "June 20, 2018"),
        ("Press Release, 20 June 2018", None, "20 June 2018"),
        ("Minutes of the Board, 20 June 2018", None, "20 June 2018"),
    ],
)
def test_a_name_and_a_full_date_are_a_dateline(line: str, outlet: str | None, day: str) -> None:
    """A place or a kind of text before the date is no outlet, but the date stands."""
    assert dateline(line) == (outlet, day)
    assert stamped_date(line) == ("published", day)
    assert meta_rule(line, len(line.split())) == "dateline"


@pytest.mark.parametrize(
    "line",
    [
        "Wednesday, 20 June 2018",
        "20 June 2018",
        "The Long Post, June 2018",
        "The Long Post, 20 June 2018.",
        "The Long Post, 20 June 2018, page 3",
        "The Long Post 20 June 2018",
        "Washington, DC, 20 June 2018",
        "The letter was sent to the company, 20 June 2018",
        "the Long Post, 20 June 2018",
        "One Name of Seven Words Is Long, 20 June 2018",
        "Last Updated, 20 June 2018",
        "By Jane Roe, 20 June 2018",
        "1 May 2018, 20 June 2018",
        "The Long Post, 20 June 2018\n" + PROSE,
    ],
)
def test_other_lines_are_no_datelines(line: str) -> None:
    """Dates alone, months, bylines, dates of changes, sentences and lists are something else."""
    assert dateline(line) is None


@given(words=st.lists(st.sampled_from(["The", "Post", "of", "9", "Žurnál", "bought"]), min_size=2, max_size=8))
def test_names_have_two_to_six_words_with_capitals_but_for_small_ones(words: list[str]) -> None:
    """The outlet is the words before the comma as they stand, or the line is no dateline."""
    name = " ".join(words)
    is_name = len(words) <= 6 and words[0] != "of" and "bought" not in words
    outlet = None if name.isupper() else name
    assert dateline(f"{name}, 2 May 2018") == ((outlet, "2 May 2018") if is_name else None)


@given(line=st.text(max_size=60))
def test_any_line_is_judged(line: str) -> None:
    """No line makes the rules fail, and without a date none is a dateline."""
    assert dateline(line) is None
    assert dateline(f"{line}, 2 May") is None
    assert dateline(f"{line}, 2 May 2018.") is None


def test_a_dateline_dates_a_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"A deal is called off\n\nThe Long Post, 20 June 2018\n\n{PROSE}\n\n{PROSE}\n", encoding="utf-8")
    document = read(path)
    assert document.published is not None
    assert (document.published.value, document.published.basis) == ("2018-06-20", "line 3")
    assert [line.rule for line in document.lines if line.label == "meta"] == ["dateline"]


@pytest.mark.parametrize(
    ("name", "line", "published"),
    [
        ("2018-06-20-border-policy-roundup.html", "Cable Quay Digest, 20 June 2018", ("2018-06-20", "line 3")),
        (
            "2018-06-22-what-was-said-in-order.html",
            "Northgate Technology Post, 22 June 2018",
            ("2018-06-22", "meta name=date"),
        ),
        (
            "2018-06-29-reading-the-spending-record.pdf",
            "Tallyhouse Research Notes, 29 June 2018",
            ("2018-06-29", "line 3"),
        ),
    ],
)
def test_datelines_of_the_example(name: str, line: str, published: tuple[str, str]) -> None:
    """The line is meta and dates the article, unless the page declares its date; it beats a date searched for."""
    document = read(ARTICLES / name)
    dated = [document.text[one.start : one.end] for one in document.lines if one.rule == "dateline"]
    assert dated == [line]
    assert {one.label for one in document.lines if one.rule == "dateline"} == {"meta"}
    assert document.published is not None
    assert (document.published.value, document.published.basis) == published
