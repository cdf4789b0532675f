"""The comparison of figures keeps its floors; the figures of evaluation/quantities mean what they say."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2] / "evaluation/quantities"


def _load(name: str) -> Any:
    """Load a script under a name of its own: other folders have a `score` too; these import each other by theirs."""
    spec = importlib.util.spec_from_file_location(f"quantities_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    before = {one: sys.modules.get(one) for one in ("score", "check")}
    sys.modules.update({one: sys.modules[f"quantities_{one}"] for one in before if f"quantities_{one}" in sys.modules})
    try:
        spec.loader.exec_module(module)
    finally:
        for one, held in before.items():
            if held is None:
                sys.modules.pop(one, None)
            else:
                sys.modules[one] = held
    return module


check = _load("check")
score = _load("score")
pool = _load("pool")
vitaminc = _load("vitaminc")
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("half", ["rules", "report", "all"])
def test_our_own_pairs_keep_their_floors(half: str) -> None:
    """Falling below a floor is a loss of quality; a floor is never lowered to make this pass."""
    assert score.below_floors("written", half, score.figures(score.cases("written", half))) == 0


def test_pairs_invented_beside_the_rules_keep_their_floors() -> None:
    wrong, _, right, _ = score.invented()
    assert wrong <= FLOORS["invented"]["shown wrongly"]
    assert right >= FLOORS["invented"]["shown rightly"]


@pytest.mark.shared
@pytest.mark.skipif(not score.available("drawn"), reason="../shared is not here")
def test_drawn_pairs_keep_their_floors() -> None:
    assert score.below_floors("drawn", "all", score.figures(score.cases("drawn", "all"))) == 0


@pytest.mark.shared
@pytest.mark.skipif(not score.available("drawn"), reason="../shared is not here")
@pytest.mark.parametrize("half", ["rules", "report"])
def test_newspaper_pairs_as_they_stand_are_hardly_ever_shown(half: str) -> None:
    count, shown = pool.shown(half)
    assert count > 9000
    assert len(shown) <= FLOORS["pool"][half]


@pytest.mark.shared
@pytest.mark.skipif(not vitaminc.PAIRS.exists(), reason="../shared is not here")
def test_vitaminc_keeps_its_floors() -> None:
    some = list(vitaminc.rows("report"))
    given = {rule: vitaminc.figures(some, rule) for rule in some[0].flagged}
    assert vitaminc.below_floors("report", given) == 0


def test_precision_at_another_rate_is_bayes() -> None:
    """At the rates of true and false flags that the research measured, half of the flags are wrong where 5 % differ."""
    assert score.at_rate(0.79, 0.044, 0.05) == pytest.approx(48.6, abs=0.1)
    assert score.at_rate(0.79, 0.044, 0.02) == pytest.approx(26.8, abs=0.1)
    assert score.at_rate(0.5, 0.0, 0.02) == 100


def test_a_figure_below_its_floor_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    low = {"precision": 0.0, "recall": 0.0, "rounding flagged": 1.0, "other compatible flagged": 9.0}
    assert score.below_floors("written", "all", low) == 1
    said = capsys.readouterr().err
    assert "precision 0.0" in said
    assert "rounding flagged 1.0" in said
