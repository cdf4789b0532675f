"""How sure a rule is, as it was measured on labelled pairs."""

from onrecord.tables.calibration import Calibrated

__all__ = ["Calibrated"]
