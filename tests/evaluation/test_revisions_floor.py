"""What is found to have changed between versions keeps its floors; the figures of evaluation/revisions/score.py mean what they say."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2] / "evaluation/revisions"


def _load() -> Any:
    """Load the script under a name of its own: other evaluations have a `score` too."""
    spec = importlib.util.spec_from_file_location("revisions_score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load()


@pytest.mark.parametrize("extractor", ["model", "rules"])
def test_the_pairs_keep_their_floors(extractor: str) -> None:
    """Falling below the floor is a loss of quality; the floor is never lowered to make this pass."""
    assert score.below_floors("all", extractor, score.measured("all", extractor)) == []


def test_the_labels_are_words_of_their_versions() -> None:
    """Sixty pairs, half of them for rules; every label stands in its text, and what cannot be compared has none."""
    pairs = score.pairs("all")
    assert Counter(pair.part for pair in pairs) == {"rules": 32, "report": 28}
    assert len({pair.id for pair in pairs}) == len(pairs) == 60
    for pair in pairs:
        assert all(before in pair.before and after in pair.after for _, before, after in pair.labels), pair.id
        assert pair.reason is None or not pair.labels
    kinds = Counter(kind for pair in pairs for kind, *_ in pair.labels)
    assert min(kinds[kind] for kind in score.KINDS) >= 12


def test_a_change_of_another_kind_or_of_other_words_is_wrong() -> None:
    label = ("removed", "We never sold data.", "")
    assert score.is_same(("removed", "never sold data", ""), label)
    assert not score.is_same(("added", "", "We never sold data."), label)
    assert not score.is_same(("removed", "The quay was closed on Sunday", ""), label)
    found = score.count([("removed", "never sold data", ""), ("removed", "never sold data", "")], [label])
    assert found["all"] == found["removed"] == [1, 2, 1]


def test_a_loss_is_seen() -> None:
    """The floors can fail: the peer, which takes a moved paragraph for a change, is far below them."""
    pairs = [pair for pair in score.pairs("all") if pair.reason is None]
    peer = score.figures([score.count(score.by_difflib(pair), pair.labels) for pair in pairs])
    assert score.below_floors("all", "model", {"figures": peer, "reasons": {"right": 60, "pairs": 60}})
