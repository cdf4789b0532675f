"""Fit what training leaves open, on articles that people have read.

When a word counts as a candidate cue, how sure a statement is, and below what confidence it is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpora import evaluator
from onrecord.extract.heard import heard_statements, layout_of, weighed_evidence
from onrecord.extract.tagger.confidence import NAMES
from onrecord.extract.tagger.decoding import Heard, read
from onrecord.extract.tagger.network import Network, outputs_of
from scoring import Scored, scores_of

PENALTY = 1.0
"""Ridge on the weights, the constant excepted: about a thousand statements, ten weights."""
ROUNDS = 50
LEAST_CUES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
LEAST_CONFIDENCES = (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45)
AIMS = ("linked", "linked_strict", "linked_quoted")
"""Metrics whose F1, summed, decides between thresholds."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted.

    Attributes:
        least_cue: Probability from which a word is a candidate cue.
        weights: Of the evidence for the confidence, by name.
        least: Confidence below which a statement is left out.
    """

    least_cue: float
    weights: dict[str, float]
    least: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with its evidence, and whether a person had it too."""

    evidence: dict[str, float]
    right: bool


def fitted(network: Network, articles: Sequence[Scored]) -> Fitted:
    """Try every pair of thresholds, each with the weights that fit it best, on the statements as the product gives them."""
    outputs = [outputs_of(network, one.article.pieces) for one in articles]
    layouts = [layout_of(one.article.text, [(0, len(one.article.text))]) for one in articles]
    tried: list[tuple[float, Fitted]] = []
    for least_cue in LEAST_CUES:
        decoder = replace(network.decoder, least_cue=least_cue)
        heard = [read(one.article.pieces, some, decoder) for one, some in zip(articles, outputs, strict=True)]
        judged = [some for one, own in zip(articles, heard, strict=True) for some in judge(one, own)]
        rows = np.array([[one.evidence[name] for name in NAMES] for one in judged])
        fit = logistic(rows, np.array([one.right for one in judged], dtype=float))
        weights = {name: round(float(one), 5) for name, one in zip(NAMES, fit, strict=True)}
        for least in LEAST_CONFIDENCES:
            found = [
                heard_statements(layout, [(0, len(layout.text))], own, weights, least)
                for layout, own in zip(layouts, heard, strict=True)
            ]
            scores = scores_of(articles, found)
            tried.append((sum(scores[aim][2] for aim in AIMS), Fitted(least_cue, weights, least)))
    return max(tried, key=lambda pair: pair[0])[1]


def judge(one: Scored, heard: Sequence[Heard]) -> list[Judged]:
    """Say of every statement of an article whether it is linked to one of the annotator's."""
    rules = evaluator()
    text = one.article.text
    layout = layout_of(text, [(0, len(text))])
    marks = rules.quote_marks(text)
    ours = [
        rules.Attribution(text, {"source": some.source, "cue": some.cue, "content": some.content}, marks)
        for some in heard
    ]
    theirs = [rules.Attribution(text, raw, marks) for raw in one.gold]
    linked = set(rules.match_attributions(ours, theirs)["linked"].values())
    return [Judged(weighed_evidence(layout, some), number in linked) for number, some in enumerate(heard)]


def logistic(rows: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a logistic regression by Newton's method; the first column is the constant."""
    weights = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], PENALTY)
    ridge[0] = 1e-6
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - likely) - ridge * weights
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights
