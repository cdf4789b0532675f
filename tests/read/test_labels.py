"""Every line of a plain text gets a label and a rule; the article is told from what stands around it."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.labels import article_runs, label_lines
from timing import best

FIXTURE = Path(__file__).parent / "fixtures" / "plain" / "quarry.txt"
ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles"

PROSE = "The minister said on Tuesday that the contract would be reviewed before the end of the year."


def labelled(text: str) -> list[tuple[str, str]]:
    """Pair the label of each line with its first 24 characters; lines of white space are left out."""
    return [
        (line.label, text[line.start : line.end].strip()[:24]) for line in label_lines(text) if line.rule != "blank"
    ]


def test_a_scraped_page_is_told_apart_line_by_line() -> None:
    expected = [
        ("furniture", "Skip to content"),
        ("meta", "Published: Fri, May 3, 2"),
        ("meta", "Business | By Ada Lindqv"),
        ("title", "Quarry firm loses its ro"),
        ("title", "Quarry firm loses its ro"),
        ("body", "The county will not rene"),
        ("furniture", "Advertisement - Article "),
        ("body", "Greystone has supplied g"),
        ("body", '"We looked at the price '),
        ("uncertain", "Film Festival Opens With"),
        ("uncertain", "The crowd stood and clap"),
        ("body", "The decision follows a y"),
        ("title", "02/11/2018: Greystone wa"),
        ("body", "The northern road will n"),
        ("furniture", "If you value our reporti"),
        ("furniture", "We are a small newsroom "),
        ("furniture", "Your support pays for ev"),
        ("furniture", "Related Stories"),
        ("furniture", "Bridge toll to rise agai"),
        ("furniture", "4 Apr 2019"),
        ("furniture", "County fair moves to Aug"),
        ("furniture", "Like this:"),
    ]
    assert labelled(FIXTURE.read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello", ["body"]),
        ("The deal is off. Nobody knows why", ["body"]),
        ("Advertisement", ["furniture"]),
        ("", []),
        (" \n\t\n", ["furniture", "furniture"]),
        (f"A headline about the deal\n{PROSE}", ["title", "body"]),
        ("milk\n\nbread\n\neggs\n\nbutter", ["uncertain"] * 4),
        ("12 May 2020\n\nShare this\n\nMenu", ["meta", "furniture", "furniture"]),
    ],
)
def test_short_and_odd_texts(text: str, expected: list[str]) -> None:
    assert [line.label for line in label_lines(text)] == expected


def test_lines_of_a_wrapped_paragraph_share_its_label() -> None:
    text = (
        "The council said on Monday that it would end the contract with\n"
        "the firm that has run the cameras on the quay since the year\n"
        "it was founded, and that the money would go to street lights\n"
        "instead.\n"
    )
    assert [line.label for line in label_lines(text * 3)] == ["body"] * 12


def test_a_quoted_plea_for_donations_is_no_appeal() -> None:
    plea = '"Please donate whatever you can, our families need your support," said the mayor on Friday.'
    text = f"{PROSE}\n\n{plea}\n\n{PROSE}\n\n{PROSE}"
    assert [line.label for line in label_lines(text)] == ["body"] * 4


def test_a_subheading_with_a_name_of_the_headline_is_no_inserted_story() -> None:
    glued = f"Greystone Answers Back\nGreystone said it had not been asked. {PROSE}"
    text = f"Greystone loses its contract\n\n{PROSE}\n\n{PROSE}\n\n{glued}\n\n{PROSE}\n\n{PROSE}"
    assert "uncertain" not in {line.label for line in label_lines(text)}


def test_runs_are_maximal_and_weak_ones_are_dropped() -> None:
    assert article_runs([5.0, -1.0, 5.0, -20.0, 4.0, -20.0, 0.5]) == [(0, 2), (4, 4)]
    assert article_runs([-1.0, 0.0]) == []


@given(st.lists(st.sampled_from([-3.0, -1.0, 0.5, 1.0, 2.0]), min_size=1, max_size=12))
def test_the_best_run_is_the_best_of_all_ranges(scores: list[float]) -> None:
    """Oracle: the largest sum over all ranges."""
    best = max(sum(scores[first:last]) for first in range(len(scores)) for last in range(first + 1, len(scores) + 1))
    found = [sum(scores[first : last + 1]) for first, last in article_runs(scores)]
    assert max(found, default=0.0) == max(best, 0.0)


@given(st.text(st.sampled_from("ab .\n\r\t\"'\0\u2028é"), max_size=200))
def test_lines_hold_every_character_but_line_breaks(text: str) -> None:
    lines = label_lines(text)
    assert all(line.start < line.end for line in lines)
    assert all(before.end <= after.start for before, after in pairwise(lines))
    assert "".join(text[line.start : line.end] for line in lines) == text.replace("\n", "").replace("\r", "")


@pytest.mark.parametrize(
    "unit", ["word and more words. ", PROSE + "\n", "menu\n\n", "we need you, please donate now\n\nwe\n"]
)
def test_time_grows_with_the_text_not_with_its_square(unit: str) -> None:
    """Ten times the text may take thirty times the time, not a hundred."""
    small = max(best(lambda: label_lines(unit * 1_000)), 0.002)
    assert best(lambda: label_lines(unit * 10_000)) < 30 * small


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLES.is_dir(), reason="../shared is absent")
def test_four_scraped_articles() -> None:
    """Borders, appeals, adverts, the list after the article and the story set into it."""
    found = {}
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found[path.name[:3]] = [(line.label, text[line.start : line.end].strip()) for line in label_lines(text)]

    def starts(name: str, label: str) -> list[str]:
        return [" ".join(words.split()[:3]) for kind, words in found[name] if kind == label]

    assert {name: len(starts(name, "body")) for name in found} == {"000": 10, "001": 11, "002": 23, "003": 8}
    assert starts("000", "title") == ["To Defeat ICE,"]
    assert starts("000", "furniture") == [
        *("Skip to content", "Independent journalism at", "Our most important", "December is the"),
        *("This year is", "We can only", "We’ve set an"),
    ]
    assert starts("001", "title") == []
    assert starts("002", "title") == ["Microsoft staff urge", "Tim Cook, Sundar", "19/06/2018: Microsoft's work"]
    assert [words for kind, words in found["002"] if words.startswith("Advertisement") and kind != "furniture"] == []
    after = next(place for place, (_, words) in enumerate(found["002"]) if words == "Featured Resources")
    assert {kind for kind, _ in found["002"][after:]} == {"furniture"}
    assert starts("003", "meta") == ["Published: Wed, June", "Markets | By"]
    assert starts("003", "title") == ["Microsoft takes a"] * 2
    assert starts("003", "uncertain") == ["Maddow Chokes Up", "But it seems"]
    assert starts("003", "furniture") == ["Like this:"]
