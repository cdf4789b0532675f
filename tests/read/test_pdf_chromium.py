"""On pages that a browser typesets: every word read, every box right; as evaluation/reading/pdf.py measures it."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "evaluation" / "reading" / "pdf.py"


@pytest.fixture(scope="module")
def measure() -> Iterator[ModuleType]:
    """Load the script under a name of its own."""
    spec = importlib.util.spec_from_file_location("measure_pdf", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure_pdf"] = module
    spec.loader.exec_module(module)
    if module.CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    yield module
    del sys.modules["measure_pdf"]


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["letter", "table"])
def test_words_and_boxes_of_typeset_pages(measure: ModuleType, tmp_path: Path, kind: str) -> None:
    """The black file is read; the coloured one says where the ink of each word is."""
    (leaf,) = measure.leaves([kind])
    black, coloured = (measure.typeset(leaf, tmp_path, coloured=one) for one in (False, True))
    expected = measure.tokens(" ".join(leaf.words))
    assert measure.ordered_f1(expected, measure.tokens(measure.read(black).text)) >= measure.TARGET
    boxes = measure.check_boxes(leaf, black, coloured)
    assert (boxes.wrong, boxes.words >= measure.TARGET * len(expected)) == ((), True)


@pytest.mark.browser
def test_the_measure_sees_boxes_that_are_wrong(measure: ModuleType, tmp_path: Path) -> None:
    """Held against a page that begins with another line, no word of the first lines has its ink in its box."""
    (leaf,) = measure.leaves(["letter"])
    black = measure.typeset(leaf, tmp_path, coloured=False)
    lower = measure.Leaf(name="lower", markup="<p>&nbsp;</p>" + leaf.markup, words=leaf.words)
    coloured = measure.typeset(lower, tmp_path, coloured=True)
    boxes = measure.check_boxes(leaf, black, coloured)
    assert len(boxes.wrong) == boxes.words
