"""How sure a statement is: a logistic function of what the network says of its parts, fitted where people had read."""

from collections.abc import Mapping
from math import exp, log

from onrecord.extract.tagger.decoding import Heard

NAMES = ("one", "content", "cue", "tagged", "source", "alone", "nobody", "quoted", "pieces")
"""The evidence, in the order in which its weights are fitted."""
_LEAST = 1e-4
"""Keeps the logarithm of a probability finite."""


def evidence(heard: Heard, *, quoted: bool) -> dict[str, float]:
    """Name the evidence for a statement.

    Args:
        heard: The statement as decoded.
        quoted: Whether its content holds a quotation mark.
    """
    source, cue, content = heard.evidence
    return {
        "one": 1.0,
        "content": _log_odds(content),
        "cue": _log_odds(cue),
        "tagged": _log_odds(heard.cue_odds),
        "source": _log_odds(source) if heard.source else 0.0,
        "alone": 0.0 if heard.source else _log_odds(source),
        "nobody": 0.0 if heard.source else 1.0,
        "quoted": float(quoted),
        "pieces": float(len(heard.content) > 1),
    }


def confidence(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Weigh the evidence: 0 to 1."""
    total = sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _log_odds(probability: float) -> float:
    bounded = min(1 - _LEAST, max(_LEAST, probability))
    return log(bounded / (1 - bounded))
