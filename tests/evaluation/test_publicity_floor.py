"""Nobody private is taken for public on the labelled people; the labels hold no private names."""

import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/publicity"


def _load(name: str) -> Any:
    """Load a script under a name of its own: other folders have a `score` too."""
    spec = importlib.util.spec_from_file_location(f"publicity_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load("score")
absent = pytest.mark.skipif(not (score.SHARED / "polnear").exists(), reason="../shared is not here")


def test_the_labels_hold_names_of_office_holders_only() -> None:
    """Places, hashes and reasons are facts; names of private people are nobody's business."""
    rows = [json.loads(line) for line in (HERE / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    keys = {"path", "half", "set", "start", "end", "words", "label", "why"}
    assert [row for row in rows if row.keys() - keys not in (set(), {"name"})] == []
    assert [row for row in rows if "name" in row and (row["label"], row["why"]) != ("public", "office")] == []
    assert [row["words"] for row in rows if not re.fullmatch(r"[0-9a-f]{12}", row["words"])] == []
    assert sum(row["set"] == "drawn" for row in rows) == 300
    assert {half: {row["path"] for row in rows if row["half"] == half} for half in ("rules", "report")}[
        "rules"
    ].isdisjoint({row["path"] for row in rows if row["half"] == "report"})


def test_the_labels_of_recipients_hold_no_names() -> None:
    rows = [json.loads(line) for line in (HERE / "recipients.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 240
    assert [
        row
        for row in rows
        if row.keys() != {"name", "person", "half"} or not re.fullmatch(r"[0-9a-f]{12}", row["name"])
    ] == []


@pytest.mark.shared
@absent
def test_every_label_meets_its_words() -> None:
    assert [label for label in score.read_labels() if not score.holds(label)] == []


@pytest.mark.shared
@absent
@pytest.mark.parametrize("half", ["rules", "report"])
def test_nobody_private_is_shown_and_few_public_people_are_masked(half: str) -> None:
    """A bound is never raised to make this pass."""
    counted = score.figures([score.outcome(label, "rules") for label in score.chosen(half, "all")])
    assert score.above_bounds(f"{half}/all", counted) == 0
    assert counted["private shown"][0] == 0


def test_a_figure_above_its_bound_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    high = dict.fromkeys(score.MEASURES, (1, 1))
    assert score.above_bounds("report/all", high) == 2
    assert "private shown 100.0 is above 0" in capsys.readouterr().err


def test_the_interval_draws_articles() -> None:
    """People of one article stand or fall together: two articles give nothing between all and none but the half."""

    def label(path: str, *, public: bool) -> Any:
        return score.Label(path=path, half="report", drawn="drawn", start=0, end=1, words="", public=public, why="")

    outcomes = [score.Outcome(label("a", public=True), "masked")] * 3 + [
        score.Outcome(label("b", public=True), "shown")
    ] * 3
    low, high = score.interval(outcomes, lambda some: score.share(some, public=True, seen="masked"), 200)
    assert (low, high) == (0.0, 100.0)


@pytest.mark.shared
@pytest.mark.skipif(not (ROOT.parent / "shared/data/awards").exists(), reason="../shared is not here")
@pytest.mark.parametrize(
    ("measure", "bound"), [("people masked", None), ("people masked", 100.1), ("bodies masked", -1)]
)
def test_recipients_keep_their_bounds_and_one_that_is_missed_is_an_error(
    measure: str, bound: float | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `python evaluation/publicity/recipients.py` does, which ends with 1."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    if bound is not None:
        floors["recipients"][measure] = bound
    for name in ("floors.json", "recipients.jsonl"):
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    (tmp_path / "floors.json").write_text(json.dumps(floors), encoding="utf-8")
    recipients = _load("recipients")
    monkeypatch.setattr(recipients, "HERE", tmp_path)
    assert recipients.main() == (0 if bound is None else 1)
