"""Confidence is a probability that grows with what speaks for a statement."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.tagger.confidence import NAMES, confidence, evidence
from onrecord.extract.tagger.decoding import Heard, Place
from onrecord.extract.tagger.network import manifest

LIKELY = st.floats(0, 1)
PLACES = st.lists(st.just((0, 1)), max_size=3).map(tuple)


def heard(
    source: tuple[Place, ...] = ((0, 3),),
    content: tuple[Place, ...] = ((9, 20),),
    likely: tuple[float, float, float] = (0.9, 0.9, 0.9),
    cue_odds: float = 0.9,
) -> Heard:
    """Make an attribution of `Ana said ...`."""
    return Heard(source=source, cue=((4, 8),), content=content, evidence=likely, cue_odds=cue_odds)


@given(PLACES, st.tuples(LIKELY, LIKELY, LIKELY), LIKELY, st.booleans())
def test_evidence_is_named_and_finite(
    source: tuple[Place, ...],
    likely: tuple[float, float, float],
    cue_odds: float,
    quoted: bool,  # noqa: FBT001  # drawn
) -> None:
    """Probabilities of 0 and 1 give numbers too, and every name that weights are fitted for is there, in that order."""
    values = evidence(heard(source, likely=likely, cue_odds=cue_odds), quoted=quoted)
    assert tuple(values) == NAMES
    assert [math.isfinite(value) for value in values.values()] == [True] * len(NAMES)
    assert (values["nobody"], values["quoted"]) == (float(not source), float(quoted))
    assert values["source" if not source else "alone"] == 0.0


@given(
    st.dictionaries(st.sampled_from(NAMES), st.floats(-1e6, 1e6)),
    st.dictionaries(st.sampled_from(NAMES), st.floats(-1e6, 1e6)),
)
def test_confidence_is_between_nothing_and_certain(values: dict[str, float], weights: dict[str, float]) -> None:
    """However large the evidence, the confidence lies strictly between 0 and 1."""
    assert 0 < confidence(values, weights) < 1


def test_no_evidence_is_even() -> None:
    """Nothing for and nothing against is one half, and evidence without a weight counts nothing."""
    assert confidence({}, {}) == confidence({"cue": 7.0}, {}) == 0.5


def test_confidence_is_logistic() -> None:
    """Weighed evidence is the logarithm of the odds."""
    assert confidence({"one": 1.0, "cue": 2.0}, {"one": 0.5, "cue": -1.0}) == pytest.approx(1 / (1 + math.exp(1.5)))


@given(st.tuples(LIKELY, LIKELY), st.sampled_from(["source", "cue", "content"]))
def test_more_evidence_is_more_confidence(both: tuple[float, float], role: str) -> None:
    """Of two statements alike, the one whose words are likelier is at least as sure, where the weight is positive."""
    less, more = (
        heard(likely=tuple(one if name == role else 0.5 for name in ("source", "cue", "content")))  # type: ignore[arg-type]  # three of three
        for one in sorted(both)
    )
    weights = {role: 1.0}
    assert confidence(evidence(less, quoted=False), weights) <= confidence(evidence(more, quoted=False), weights)


def test_a_statement_in_pieces() -> None:
    """A content of several pieces is told apart from one of a single piece."""
    single, broken = heard(), heard(content=((9, 20), (30, 40)))
    assert [evidence(one, quoted=False)["pieces"] for one in (single, broken)] == [0.0, 1.0]


def test_the_shipped_weights_have_known_names() -> None:
    """A weight whose name no evidence has would silently count nothing."""
    described = manifest()
    assert set(described.confidence) == set(NAMES)
    assert 0 <= described.least_confidence < 1
    assert 0 < described.least_cue < 1
