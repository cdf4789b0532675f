"""The grammar of expressions of time keeps its floors; the figures of evaluation/times/score.py mean what they say."""

import importlib.util
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/times"


def _load() -> Any:
    """Load the script under a name of its own: evaluation/attribution has a `score` too."""
    spec = importlib.util.spec_from_file_location("times_score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load()
MAY, JUNE = date(2018, 5, 1), date(2018, 6, 1)


def figures(name: str, half: str) -> Any:
    texts = list(score.read_set(name, half))
    return score.figures([score.count(text.times, score.by_grammar(text)) for text in texts])


def test_the_sample_keeps_its_floors() -> None:
    """Falling below the floor is a loss of quality; the floor is never lowered to make this pass."""
    assert score.below_floors("sample", "all", figures("sample", "all")) == 0


@pytest.mark.shared
@pytest.mark.skipif(not score.POLNEAR.exists(), reason="../shared is not here")
def test_articles_keep_their_floors() -> None:
    assert score.below_floors("polnear", "all", figures("polnear", "all")) == 0


def test_the_labels_cut_words() -> None:
    """No label begins or ends with a space or lies outside its text; no sentence stands twice; many have no label."""
    texts = list(score.read_set("sample", "all"))
    cuts = [text.text[one.start : one.end] for text in texts for one in text.times]
    assert [cut for cut in cuts if not cut or cut != cut.strip()] == []
    assert len({text.text for text in texts}) == len(texts) >= 120
    assert sum(not text.times for text in texts) >= 30
    assert sum(len(text.times) for text in texts) >= 110


def test_the_labels_of_articles_hold_no_words() -> None:
    """Places and intervals are facts; the texts belong to their publishers."""
    rows = [json.loads(line) for line in (HERE / "polnear.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {key for row in rows for key in row} == {"document", "published", "half", "times"}
    assert {key for row in rows for one in row["times"] for key in one} == {
        *("start", "end", "first", "last", "granularity"),
    }
    assert sum(len(row["times"]) for row in rows) >= 150


def test_each_label_meets_one_expression() -> None:
    """Two expressions on one label count once as met; another interval is met and not equal; none given is none."""
    gold = [
        score.Time(0, 10, "day", MAY, MAY),
        score.Time(20, 24, "day", JUNE, JUNE),
        score.Time(30, 34, None, None, None),
    ]
    found = [
        score.Time(0, 4, "day", MAY, MAY),
        score.Time(5, 10, "day", MAY, MAY),
        score.Time(20, 24, "day", MAY, MAY),
        score.Time(30, 34, "day", None, None),
    ]
    counts = score.count(gold, found)
    assert (counts.found, counts.gold, counts.met, counts.exact) == (4, 3, 3, 2)
    assert (counts.given, counts.gold_intervals, counts.equal, counts.inside) == (3, 2, 1, 1)
    assert score.figures([counts])["interval equal"] == (pytest.approx(100 / 3), pytest.approx(50))


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [(MAY, JUNE, True), (MAY, MAY, True), (None, JUNE, False), (MAY, None, False), (MAY, date(2018, 6, 2), False)],
)
def test_an_open_end_lies_only_within_an_open_end(first: date | None, last: date | None, inside: bool) -> None:  # noqa: FBT001  # a column of the table
    gold = score.Time(0, 4, "day", MAY, JUNE)
    assert score.count([gold], [score.Time(0, 4, "day", first, last)]).inside == inside


def test_a_figure_below_its_floor_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    low = dict.fromkeys(score.METRICS, (100.0, 0.0))
    assert score.below_floors("sample", "all", low) == 1
    assert "recall 0.0" in capsys.readouterr().err
