"""The order of candidates and the proposals of threads keep their floors; the floors are never lowered to make this pass."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

HERE = Path(__file__).parents[2] / "evaluation/claims"


def _load(name: str) -> Any:
    """Load a script under a name of its own: other folders have a `score` too."""
    spec = importlib.util.spec_from_file_location(f"claims_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load("score")
shared = pytest.mark.skipif(not score.SET.is_dir(), reason="../shared is not here")
installed = pytest.mark.skipif(score.installed() is None, reason="the package with the vectors is not installed")


@pytest.mark.parametrize("half", ["rules", "report"])
def test_proposals_by_words_alone_keep_their_floors(half: str) -> None:
    assert score.below_floors(f"threads, {half}, words alone", score.proposed(half, None)) == 0


@installed
@pytest.mark.parametrize("half", ["rules", "report"])
def test_proposals_with_vectors_keep_their_floors(half: str) -> None:
    assert score.below_floors(f"threads, {half}, with vectors", score.proposed(half, score.vectors_at(None))) == 0


@pytest.mark.shared
@shared
def test_bm25_alone_keeps_its_floors() -> None:
    found = score.claim_match("test", None, ())
    assert list(found) == ["BM25 alone"]
    assert score.below_floors("CheckThat test, BM25 alone", found["BM25 alone"]) == 0


@pytest.mark.shared
@pytest.mark.slow
@shared
@installed
def test_the_mix_keeps_its_floors() -> None:
    for name, measured in score.claim_match("test", score.vectors_at(None), (score.WORDS_WEIGHT,)).items():
        assert score.below_floors(f"CheckThat test, {name}", measured) == 0


def test_average_precision_counts_every_right_claim_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Right ones second and third of two: (1/2 + 2/3) / 2; beyond the fifth nothing counts."""
    monkeypatch.setattr(score, "claims", lambda: (("a", "b", "c", "d", "e", "f"), ()))
    scores = np.array([6.0, 5, 4, 3, 2, 1])
    assert score.one_query(score.Query("", frozenset({"b", "c"})), scores) == pytest.approx(((1 / 2 + 2 / 3) / 2, 0, 1))
    assert score.one_query(score.Query("", frozenset({"f"})), scores) == (0, 0, 0)
    assert score.one_query(score.Query("", frozenset({"a"})), scores) == (1, 1, 1)


def test_a_figure_below_its_floor_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    low = {"precision": score.Figure(0.5, 0.4, 0.6), "recall": score.Figure(1, 1, 1)}
    assert score.below_floors("threads, rules, words alone", low) == 1
    assert "precision: 0.500 < 0.95" in capsys.readouterr().err


def test_the_halves_share_no_organisation_and_no_statement() -> None:
    rules, report = (score.threads.read(half) for half in ("rules", "report"))
    assert {one.organisation for one in rules.pairs}.isdisjoint({one.organisation for one in report.pairs})
    assert {one.words for one in rules.said.values()}.isdisjoint({one.words for one in report.said.values()})
    assert min(len(rules.pairs), len(report.pairs)) >= 60
