"""The labelled pairs of quantities stand where they say they stand."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2] / "evaluation/quantities"


def _load() -> Any:
    """Load the script under a name of its own: other folders have a `check` too."""
    spec = importlib.util.spec_from_file_location("quantities_check", HERE / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


check = _load()


@pytest.mark.shared
@pytest.mark.skipif(not (check.SHARED / "polnear").exists(), reason="../shared is not here")
def test_every_offset_holds_against_its_hash(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main() == 0
    assert "no faults" in capsys.readouterr().out
