"""Fit the confidence of statements: the weights of the evidence, and below what a statement is left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from corpora import evaluator
from numpy.typing import NDArray
from scoring import Scored

from onrecord.extract.heard import layout_of, weighed_evidence
from onrecord.extract.tagger.confidence import NAMES
from onrecord.extract.tagger.decoding import read
from onrecord.extract.tagger.network import Network, outputs_of
from onrecord.extract.tagger.pieces import pieces_of

PENALTY = 1.0
"""Ridge on the weights, the constant excepted: about a thousand statements, ten weights."""
ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted.

    Attributes:
        weights: By name of the evidence.
        least: Confidence below which a statement is left out.
    """

    weights: dict[str, float]
    least: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with its evidence, and whether a person had it too."""

    evidence: dict[str, float]
    right: bool


def fitted(network: Network, articles: Sequence[Scored]) -> Fitted:
    """Fit on articles that people have read, and choose the threshold with the best F1."""
    judged: list[Judged] = []
    gold = 0
    for one in articles:
        some, wanted = judge(network, one)
        judged.extend(some)
        gold += wanted
    rows = np.array([[one.evidence[name] for name in NAMES] for one in judged])
    right = np.array([one.right for one in judged], dtype=float)
    weights = logistic(rows, right)
    confidence = 1 / (1 + np.exp(-rows @ weights))
    return Fitted({n: round(float(w), 5) for n, w in zip(NAMES, weights, strict=True)}, best_least(confidence, right, gold))


def judge(network: Network, one: Scored) -> tuple[list[Judged], int]:
    """Read an article and say of every statement whether it is linked to one of the annotator's; and how many those are."""
    rules = evaluator()
    text = one.article.text
    ranges = [(0, len(text))]
    layout = layout_of(text, ranges)
    pieces = pieces_of(text, layout.blocks, layout.quoted)
    heard = read(pieces, outputs_of(network, pieces), network.decoder)
    found = [(weighed_evidence(layout, some), some) for some in heard]
    marks = rules.quote_marks(text)
    ours = [rules.Attribution(text, {"source": h.source, "cue": h.cue, "content": h.content}, marks) for _, h in found]
    theirs = [rules.Attribution(text, raw, marks) for raw in one.gold]
    linked = set(rules.match_attributions(ours, theirs)["linked"].values())
    return [Judged(evidence, number in linked) for number, (evidence, _) in enumerate(found)], len(theirs)


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


def best_least(confidence: NDArray[np.float64], right: NDArray[np.float64], gold: int) -> float:
    """Choose the threshold with the best F1, to two digits."""
    steps = np.arange(0.0, 0.6, 0.01)
    scores = [2 * right[confidence >= least].sum() / ((confidence >= least).sum() + gold) for least in steps]
    return round(float(steps[int(np.argmax(scores))]), 2)


def expected_error(confidence: NDArray[np.float64], right: NDArray[np.float64], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    number = np.minimum((confidence * bins).astype(int), bins - 1)
    total = 0.0
    for one in range(bins):
        here = number == one
        if here.any():
            total += abs(confidence[here].mean() - right[here].mean()) * here.sum()
    return float(total / len(confidence))


