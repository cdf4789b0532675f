"""Pages are read no worse than their floors: on pages written for this project, and on shared ones where they are here."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/reading"
sys.path.insert(0, str(HERE))

import articles  # noqa: E402  # found in the folder above, which is no package
import dates  # noqa: E402  # the same
import pages  # noqa: E402  # the same
import shingles  # noqa: E402  # the same

from onrecord.model.evidence import Meta  # noqa: E402  # after the folder above is on the path

FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
SAMPLE = pages.sample_pages()
OURS = ("ours, full", "ours, fast")


@pytest.mark.parametrize("name", OURS)
def test_bodies_of_the_sample_keep_their_floor(name: str) -> None:
    """Falling below the floor is a loss of quality; the floor is never lowered to make this pass."""
    counts = {page.name: shingles.compare(articles.SYSTEMS[name](page), page.article) for page in SAMPLE}
    worst = sorted(counts, key=lambda page: counts[page])[:3]
    assert shingles.score(list(counts.values()))["f1"] >= FLOORS["sample"][name], f"worst: {worst}"


def test_two_opinions_are_no_worse_than_one() -> None:
    """On the sample as on the shared pages: ours is at least trafilatura's own."""
    scores = {
        name: shingles.score([shingles.compare(articles.SYSTEMS[name](page), page.article) for page in SAMPLE])["f1"]
        for name in ("ours, full", articles.YARDSTICK)
    }
    assert scores["ours, full"] >= scores[articles.YARDSTICK]


def test_the_articles_of_the_sample_stand_on_their_pages() -> None:
    """Every marked paragraph is a line of our text of its page, in order."""
    assert len(SAMPLE) == 8
    for page in SAMPLE:
        rest = pages.document_of(page).text
        for paragraph in page.article.splitlines():
            assert paragraph in rest, page.name
            rest = rest[rest.index(paragraph) + len(paragraph) :]


def test_what_is_too_much_and_what_is_missing_lower_the_figure() -> None:
    """Of three shingles found two are right, and one of the three wanted is missed."""
    counts = shingles.compare("a b c d e x", "y a b c d e")
    assert counts == (2 / 4, 1 / 4, 1 / 4)
    assert shingles.score([counts]) == pytest.approx({"f1": 200 / 3, "p": 200 / 3, "r": 200 / 3})
    assert shingles.interval([counts] * 5, 100) == pytest.approx((200 / 3, 200 / 3))
    assert shingles.score([shingles.compare("", "a b c d")])["f1"] == 0.0


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        ("2024-03-01", "-05:00", "2024-03-01"),
        ("2024-03-01T02:00:00+00:00", None, "2024-03-01"),
        ("2024-03-01T02:00:00+00:00", "-05:00", "2024-02-29"),
        ("2024-03-01T02:00:00", "-05:00", "2024-03-01"),
    ],
)
def test_a_moment_is_held_against_a_day_in_the_zone_of_the_page(value: str, zone: str | None, expected: str) -> None:
    assert dates.day_of(value, zone) == expected


def test_dates_are_counted_by_grade() -> None:
    label = dates.Label("2024-03-01", None)
    given = [
        dates.Answer("a", label, Meta(value="2024-03-01", basis="meta name=date")),
        dates.Answer("b", label, Meta(value="2024-03-02", basis="JSON-LD datePublished")),
        dates.Answer("c", label, Meta(value="2024-03-01", basis="line 3")),
        dates.Answer("d", label, None),
    ]
    assert dates.figures(given) == {
        "answered, declared": 0.5,
        "right of answered, declared": 0.5,
        "answered, found": 0.25,
        "right of answered, found": 1.0,
        "right of all": 0.5,
    }


def test_the_date_labels_are_days_of_distinct_pages() -> None:
    rows = (HERE / "dates.jsonl").read_text(encoding="utf-8").splitlines()
    labels = dates.read_labels()
    assert len(labels) == len(rows) >= 60
    assert all(date(2010, 1, 1) < date.fromisoformat(one.published) < date(2019, 11, 30) for one in labels.values())


@pytest.mark.parametrize(("ours", "theirs", "found"), [(97.0, 96.0, 0), (96.0, 95.0, 1), (97.0, 98.0, 1)])
def test_ours_must_reach_its_floor_and_the_yardstick(ours: float, theirs: float, found: int) -> None:
    figures = {"ours, full": ours, "ours, fast": 99.0, articles.YARDSTICK: theirs}
    assert len(articles.below(figures, "all")) == found


@pytest.mark.shared
@pytest.mark.skipif(not pages.PAGES.is_dir(), reason="../shared is absent")
def test_shared_pages_keep_their_floors_and_dates() -> None:
    """Every third page, for time: bodies at least trafilatura's own; declared dates right in nine of ten cases."""
    some = pages.shared_pages()[::3]
    scores = {
        name: shingles.score([shingles.compare(articles.SYSTEMS[name](page), page.article) for page in some])["f1"]
        for name in ("ours, full", articles.YARDSTICK)
    }
    assert scores["ours, full"] >= max(95.0, scores[articles.YARDSTICK])
    shares = dates.figures(dates.answers(some, dates.read_labels(), is_fast=True))
    assert shares["answered, declared"] >= 0.7
    assert shares["right of answered, declared"] >= 0.9
