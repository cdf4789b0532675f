"""The probability that goes with a rule's score, as evaluation/ has measured it."""

from onrecord.model.calibration import Calibrated
from onrecord.tables.calibration import step_of


def calibrated(kind: str, method: str, score: float) -> Calibrated | None:
    """Say how sure a score is; None where this version of the rule was never measured, or never at so low a score.

    Args:
        kind: Name of the table: `echoes`, `copies`, `figures`, `matches`, `positions`.
        method: The rule and its version, as links carry it.
        score: As the rule gives it.
    """
    step = step_of(kind, method, score)
    return Calibrated(value=step.right, n=step.n, fitted_on=step.fitted_on) if step else None
