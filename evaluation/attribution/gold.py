"""Gold attributions in PolNeAR's layout, and the metric that holds statements against them."""

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

SHARED = Path(__file__).parents[3] / "shared"
Places = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gold:
    """One text with its attributions: `{"source": [(start, end), ...], "cue": ..., "content": ...}`."""

    name: str
    text: str
    attributions: list[dict[str, Places]]


@cache
def evaluator() -> ModuleType:
    """Load the metric, ../shared/evaluation/attribution_eval.py.

    Raises:
        FileNotFoundError: The shared folder is not beside the repository.
    """
    path = SHARED / "evaluation/attribution_eval.py"
    if not path.exists():
        raise FileNotFoundError(path)
    spec = importlib.util.spec_from_file_location("attribution_eval", path)
    assert spec is not None  # noqa: S101  # the file exists; tells the type checker
    assert spec.loader is not None  # noqa: S101  # the same
    module = importlib.util.module_from_spec(spec)
    sys.modules["attribution_eval"] = module
    spec.loader.exec_module(module)
    return module


def read_gold(folder: Path) -> Iterator[Gold]:
    """Read every text of a folder with its first annotator's attributions, by name."""
    rules = evaluator()
    for name, annotators in sorted(rules.annotations_by_doc(str(folder)).items()):
        yield Gold(name, rules.read_text(str(folder), name), rules.read_gold(str(folder), name, annotators[0]))
