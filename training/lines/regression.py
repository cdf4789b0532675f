"""Two stacked logistic regressions, fitted by Newton's method in numpy."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from marked_pages import Example
from numpy.typing import NDArray

from onrecord.read.line_features import columns
from onrecord.read.line_model import Regression, Weights, sigmoid, stacked, stacked_columns

Array = NDArray[np.float32]
PENALTY = 10.0
"""Of the squared weights, on columns of unit variance and examples of mean weight one."""
STEPS = 6
"""Of Newton's method: the seventh changes no weight by a hundredth."""


def fit_weights(examples: Sequence[Example], version: str) -> Weights:
    """Fit both regressions; the second on scores that the first gave to sites it was not fitted on."""
    used = [one for one in examples if one.ruling.judged]
    tables = [one.table for one in used]
    target = np.concatenate([one.inside for one in used]).astype(np.float64)
    weights = np.concatenate([one.weights for one in used])
    weights /= weights.mean()
    halves = np.array([crc32(f"half {one.page.site}".encode()) % 2 for one in used])
    half_of = np.repeat(halves, [len(table) for table in tables])
    whole = np.vstack(tables)
    scores = np.zeros(len(whole))
    for half in (0, 1):
        own = half_of == half
        bias, slopes = fit(whole[~own], target[~own], weights[~own])
        scores[own] = sigmoid(whole[own] @ slopes + bias)
    ends = np.cumsum([len(table) for table in tables])[:-1]
    beside = np.vstack([stacked(one) for one in np.split(scores, ends)]).astype(np.float32)
    first = fit(whole, target, weights)
    second = fit(np.hstack((whole, beside)), target, weights)
    names = (columns(), (*columns(), *stacked_columns()))
    return Weights(version, regression_of(*first, names[0]), regression_of(*second, names[1]))


def regression_of(bias: float, slopes: NDArray[np.float64], names: Sequence[str]) -> Regression:
    """Name the weights; six digits are more than the fit is worth."""
    return Regression(round(bias, 6), {name: round(float(one), 6) for name, one in zip(names, slopes, strict=True)})


def fit(
    table: Array, target: NDArray[np.float64], weights: NDArray[np.float64], penalty: float = PENALTY
) -> tuple[float, NDArray[np.float64]]:
    """Fit a logistic regression with squared penalty.

    Returns:
        Bias, and a weight for each column as it comes, not scaled.
    """
    centre, scale = table.mean(axis=0), table.std(axis=0) + 1e-3
    scaled = np.hstack(((table - centre) / scale, np.ones((len(table), 1), dtype=np.float32)))
    slopes = np.zeros(scaled.shape[1])
    shrink = np.full(len(slopes), penalty)
    shrink[-1] = 1e-6
    for _ in range(STEPS):
        likely = sigmoid((scaled @ slopes.astype(np.float32)).astype(np.float64))
        slope = scaled.T @ (weights * (target - likely)).astype(np.float32) - shrink * slopes
        curve = (weights * np.maximum(likely * (1 - likely), 1e-5)).astype(np.float32)
        bend = ((scaled * curve[:, None]).T @ scaled).astype(np.float64) + np.diag(shrink)
        slopes = slopes + np.linalg.solve(bend, slope)
    own = slopes[:-1] / scale
    return float(slopes[-1] - (own * centre).sum()), own
