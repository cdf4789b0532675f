"""Positions and changes keep their floors; the figures of evaluation/positions/score.py mean what they say."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/positions"


def _load() -> Any:
    """Load the script under a name of its own: other evaluations have a `score` too."""
    spec = importlib.util.spec_from_file_location("positions_score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load()


@pytest.fixture(scope="module")
def figures() -> Any:
    return score.all_figures()


def test_the_figures_keep_their_floors(figures: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Falling below a floor is a loss of quality; a floor is never lowered to make this pass."""
    assert score.below_floors(figures) == 0, capsys.readouterr().err


def test_every_floor_of_our_own_lines_is_of_a_figure_that_is_made(figures: Any) -> None:
    floors = json.loads(score.FLOORS.read_text("utf-8"))
    named = {(name, figure) for name, held in floors.items() if name != "political" for figure in held}
    assert named <= {(name, figure) for name, held in figures.items() for figure in held}


def test_a_figure_below_its_floor_is_counted() -> None:
    assert score.below_floors({"changes, report": {"P@5": 0.0, "expected calibration error": 0.9}}) == 2


def test_the_ranking_is_better_than_negation_words(figures: Any) -> None:
    """What is measured is worth its code: a peer that compares negation words alone has fewer right at the top."""
    for part in ("rules", "report"):
        for figure in ("P@5", "P@20"):
            assert figures[f"changes, {part}"][figure] > figures[f"changes, {part}, peer: negation words"][figure]


def test_the_table_of_the_package_is_what_the_score_fits() -> None:
    rows = (score.calibrate.TABLES / "calibration_positions.csv").read_text("utf-8").splitlines()[1:]
    held = [(float(row.split(",")[1]), float(row.split(",")[2])) for row in rows]
    assert held == [(round(low, 4), right) for low, right in score.fitted()]


def test_a_change_because_the_world_moved_is_not_counted_as_one() -> None:
    assert score.is_change({"move": "change", "world_moved": False})
    assert not score.is_change({"move": "change", "world_moved": True})
    assert not score.is_change({"move": "narrowing", "world_moved": False})


@pytest.mark.shared
@pytest.mark.skipif(not score.POLITICAL.is_file(), reason="../shared is not here")
def test_every_pair_of_political_texts_is_read(figures: Any) -> None:
    assert len(score.political()) == 698
    assert "political" in figures
