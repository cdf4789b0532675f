"""Supplies read from text keep their floors; the figures of evaluation/supplies mean what they say."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2] / "evaluation/supplies"
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


def _load(name: str) -> Any:
    """Load a script under a name of its own: other evaluations have a `score` too."""
    spec = importlib.util.spec_from_file_location(f"supplies_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load("score")
notices = _load("notices")


def below(part: str, found: dict[str, float]) -> dict[str, float]:
    return {name: found[name] for name, floor in FLOORS[part].items() if found[name] < floor}


def test_the_pinned_half_keeps_its_floors() -> None:
    """The half that the rules were written on, its names by rules alone; a floor is never lowered to make this pass."""
    assert below("pinned", score.figures(score.measured("rules", score.by_rules))) == {}


@pytest.mark.slow
def test_the_half_for_reporting_keeps_its_floors() -> None:
    """The half that was only scored, with the names of the network."""
    assert below("report", score.figures(score.measured("report", score.by_network))) == {}


@pytest.mark.shared
@pytest.mark.skipif(not notices.FILE.is_file(), reason="../shared is not here")
def test_notices_keep_their_floors() -> None:
    """Recall by field, of the notices checked by hand and of the others."""
    counts = notices.checked("report")
    assert below("notices", {field: notices.recall(counts, field) for field in notices.FIELDS}) == {}
    assert below("unchecked notices", notices.silver()) == {}


def test_finding_nothing_scores_nothing() -> None:
    """An extractor that finds no relation falls below every floor for relations."""
    found = score.figures(score.measured("rules", score.by_rules, read=lambda _: []))
    assert below("pinned", found).keys() >= {"relation F1", "relation P", "demanded P"}


def test_ends_the_wrong_way_round_do_not_count() -> None:
    """The customer taken for the supplier is one miss and one too much."""
    gold = score.Relation((0, 3), (10, 13), "held", "asserted")
    turned = score.Relation((10, 13), (0, 3), "held", "asserted")
    judged = score.judge("ICE  uses  IBM.", [gold], [turned])
    assert (len(judged.matched), len(judged.missed), len(judged.extra)) == (0, 1, 1)
