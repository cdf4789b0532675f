"""How sure a rule is, as it was measured on labelled pairs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """A probability with what it was fitted on.

    Attributes:
        value: 0 to 1, the share of labelled cases of this kind and score that were right.
        n: Labelled cases behind it.
        fitted_on: ISO date.
    """

    value: float
    n: int
    fitted_on: str
