"""How often a rule was right on labelled cases, by its score: the probabilities that people are shown.

One table a kind, written by the evaluation that measured it (evaluation/calibrate.py), never by hand.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

COLUMNS = ("method", "low", "right", "n", "fitted_on", "set")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a rising line from score to probability.

    Attributes:
        low: Lowest score of the step; it ends where the next begins.
        right: Share of its cases that were right.
        n: Cases in all of the table, on which the line was fitted.
    """

    method: str
    low: float
    right: float
    n: int
    fitted_on: str
    set: str


def step_of(kind: str, method: str, score: float) -> Step | None:
    """Look a score up; None where this version of the rule was never measured, or never at so low a score.

    Args:
        kind: Name of the table: `echoes`, `copies`, `figures`, `matches`, `positions`.
        method: The rule and its version, as links carry it.
        score: As the rule gives it.
    """
    below = [step for step in _steps(kind) if step.method == method and step.low <= score]
    return max(below, key=lambda one: one.low, default=None)


@cache
def _steps(kind: str) -> tuple[Step, ...]:
    table = files("onrecord.tables") / f"calibration_{kind}.csv"
    if not table.is_file():
        return ()
    return tuple(
        Step(
            method=row["method"],
            low=float(row["low"]),
            right=float(row["right"]),
            n=int(row["n"]),
            fitted_on=row["fitted_on"],
            set=row["set"],
        )
        for row in csv.DictReader(table.read_text("utf-8").splitlines())
    )
