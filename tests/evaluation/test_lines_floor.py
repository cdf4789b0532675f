"""The labeller keeps its figures on the texts of our own, and the metric counts what it says."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "evaluation/reading"))

import lines  # noqa: E402  # found in the folder above, which is no package


def test_sample_is_at_least_at_its_floors() -> None:
    floors = json.loads(lines.FLOORS.read_text(encoding="utf-8"))
    found = {"sample": lines.figures(lines.sample_tallies())}
    assert lines.below(found, {"sample": floors["sample"]}) == []


def test_floors_name_figures_that_are_printed() -> None:
    floors = json.loads(lines.FLOORS.read_text(encoding="utf-8"))
    groups = {"sample", *lines.GROUPS, *(f"{title}, repeats dropped" for title in lines.GROUPS)}
    assert set(floors) <= groups
    assert {measure for wanted in floors.values() for measure in wanted} <= {"words", "by page", "shingles"}


def test_a_figure_below_its_floor_is_named() -> None:
    assert lines.below({"sample": {"words": 89.9}}, {"sample": {"words": 90.0}}) == ["sample: words 89.9, floor 90.0"]


def test_words_are_counted_with_their_repeats() -> None:
    """Two of three words found are right, one of three wanted is missed."""
    marked = [lines.MarkedLine(0, "one two", "content", False), lines.MarkedLine(8, "one", "content", False)]
    page = lines.Page(
        "a", "sample", "a.example", "one two\none", [*marked, lines.MarkedLine(12, "two", "mixed", False)]
    )
    tally = lines.tally(page, [True, False, True])
    assert tally.words == (2, 1, 1)
    assert lines.figures([tally])["words"] == pytest.approx(100 * 4 / 6)


def test_a_site_is_in_one_fold_only_and_every_fold_has_some() -> None:
    sites = [f"{number}.example" for number in range(100)]
    assert {lines.fold_of(site, 5) for site in sites} == set(range(5))
