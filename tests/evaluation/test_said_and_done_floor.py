"""Matching sentences with awards keeps its floors; the figures of evaluation/said_and_done/score.py mean what they say."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2] / "evaluation/said_and_done"


def _load(name: str) -> Any:
    """Load a script under a name of its own: other evaluations have a `score` too."""
    spec = importlib.util.spec_from_file_location(f"said_and_done_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load("score")
check = _load("check")


@pytest.fixture(scope="module")
def pinned() -> Any:
    """Match the invented sentences with the invented awards, through a record that the product builds."""
    return score.run(pinned=True)[1]


def shares(found: Any) -> dict[str, float]:
    return {name: score.share(pair) for name, pair in score.counted(found).items()}


def test_the_invented_awards_keep_their_floors(pinned: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Falling below a floor is a loss of quality; a floor is never lowered to make this pass."""
    assert score.below_floors("pinned", shares(pinned["product"])) == 0, capsys.readouterr().err


def test_going_by_amounts_or_names_falls_into_the_traps(pinned: Any) -> None:
    """What is measured is worth its code: each peer is less precise, and going by amounts takes every trap laid for it."""
    assert all(shares(pinned[name])["precision"] < 0.8 for name in score.PEERS)
    assert "amount 3 of 3" in score.traps(pinned["amount only"])


def test_the_figures_of_the_pinned_sentences_hold_against_the_pinned_awards() -> None:
    awards = {row["award_id_piid"] for row in score.rows_of(score.PINNED[0])}
    wanted = {one["key"].split("_")[2] for row in score.labels(pinned=True) for one in row["awards"]}
    assert wanted <= awards
    assert all(
        row["text"][row["figure"]["start"] : row["figure"]["end"]].startswith("$")
        for row in score.labels(pinned=True)
        if row["figure"]
    )


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not check.AWARDS.exists(), reason="../shared is not here")
def test_both_halves_keep_their_floors(capsys: pytest.CaptureFixture[str]) -> None:
    found = score.run(pinned=False)[1]
    for half in ("rules", "report"):
        product = score.of_half(found, half)["product"]
        assert score.below_floors(half, shares(product)) == 0, capsys.readouterr().err
