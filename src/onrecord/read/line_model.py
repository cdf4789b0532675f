"""The learned labeller: how likely each paragraph of a scraped page is the article's, by two logistic regressions.

The first weighs the columns of `line_features`; the second weighs them again beside what the first said of the
paragraphs around (stacking, Wolpert 1992). Made and measured in training/lines; the weights are `weights/lines.json`.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec
import numpy as np

from onrecord.errors import OnrecordError
from onrecord.read.labels import Ruling
from onrecord.read.line_features import Floats, columns, features, shifted, sides

SHA256 = "2d96e27880b90fbf09cf24f8fed200129ee0b1c0a1670271a7635124cc473bbe"
"""Of the weights that were measured."""
OFFSETS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
SPANS = (5, 10, 30)
_ADVICE = "install onrecord again"
_LEAST = 1e-4


class DamagedWeights(OnrecordError):
    """The labeller's weights are not the ones that were measured."""


class Regression(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic regression: a weight for each column, by name, in their order."""

    bias: float
    weights: dict[str, float]


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file holds.

    Attributes:
        version: Name of the weights.
        first: Over `line_features.columns`.
        second: Over those and `stacked_columns`.
    """

    version: str
    first: Regression
    second: Regression


@dataclass(frozen=True, slots=True)
class Labeller:
    """The weights as arrays."""

    first: Floats
    first_bias: float
    second: Floats
    second_bias: float


def folder() -> Traversable:
    """Where the package keeps the weights."""
    return resources.files("onrecord.read").joinpath("weights")


@cache
def load() -> Labeller:
    """Open the package's weights, once a process (see `open_weights`)."""
    return open_weights(folder().joinpath("lines.json"), SHA256)


def open_weights(place: Traversable, expected: str) -> Labeller:
    """Read weights and hold them against their hash.

    Raises:
        DamagedWeights: The file is missing, its sha256 is another, or it was made for other columns.
    """
    try:
        content = place.read_bytes()
    except OSError as error:
        raise DamagedWeights(f"{place}: the labeller's weights cannot be read ({error.strerror}); {_ADVICE}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise DamagedWeights(f"{place}: damaged, its sha256 is {found} and should be {expected}; {_ADVICE}")
    return labeller_of(msgspec.json.decode(content, type=Weights))


def labeller_of(weights: Weights) -> Labeller:
    """Turn weights by name into arrays.

    Raises:
        DamagedWeights: They were made for other columns than this version's.
    """
    names = (columns(), (*columns(), *stacked_columns()))
    if (tuple(weights.first.weights), tuple(weights.second.weights)) != names:
        raise DamagedWeights(f"weights {weights.version} of the labeller are for other columns; {_ADVICE}")
    first, second = (np.array(list(one.weights.values())) for one in (weights.first, weights.second))
    return Labeller(first, weights.first.bias, second, weights.second.bias)


def probabilities(ruling: Ruling) -> Floats:
    """Say of each paragraph how likely it is the article's, from 0 to 1, by the package's weights; in linear time."""
    return score(features(ruling), load()) if ruling.judged else np.zeros(0)


def score(table: Floats, labeller: Labeller) -> Floats:
    """Weigh the columns of `line_features.features`, at least one row of them."""
    first = sigmoid(table @ labeller.first + labeller.first_bias)
    return sigmoid(np.hstack((table, stacked(first))) @ labeller.second + labeller.second_bias)


def sigmoid(values: Floats) -> Floats:
    """Turn sums of weights to probabilities."""
    likely: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return likely


def stacked_columns() -> tuple[str, ...]:
    """Name the columns of `stacked`, in order."""
    near = (f"score {offset:+d}" for offset in OFFSETS)
    smooth = (f"score {side} {span}" for span in SPANS for side in ("above", "below"))
    return ("score", "score's odds", *near, *smooth, "mean score", "best above", "best below", "share above")


def stacked(scores: Floats) -> Floats:
    """Describe each paragraph by the first regression's scores of it and of those around it.

    Args:
        scores: At least one.
    """
    table = scores.reshape(-1, 1)
    bounded = np.clip(table, _LEAST, 1 - _LEAST)
    return np.hstack(
        (
            table,
            np.log(bounded / (1 - bounded)) / 4,
            *(shifted(table, offset) for offset in OFFSETS),
            *(side for span in SPANS for side in sides(table, span)),
            np.full_like(table, table.mean()),
            np.maximum.accumulate(table),
            np.maximum.accumulate(table[::-1])[::-1],
            np.cumsum(table, axis=0) / max(table.sum(), 1e-9),
        )
    )
