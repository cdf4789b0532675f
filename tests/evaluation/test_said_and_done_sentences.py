"""The labelled sentences speak of awards that the record holds, and their figures are the record's."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2] / "evaluation/said_and_done"


def _load() -> Any:
    """Load the script under a name of its own: other folders have a `check` too."""
    spec = importlib.util.spec_from_file_location("said_and_done_check", HERE / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


check = _load()


@pytest.mark.shared
@pytest.mark.skipif(not check.AWARDS.exists(), reason="../shared is not here")
def test_every_award_and_figure_holds_against_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main() == 0
    assert "no faults" in capsys.readouterr().out
