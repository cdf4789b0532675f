"""Linking names to recipients keeps its floors; the figures of evaluation/linking/score.py mean what they say."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/linking"
sys.path.insert(0, str(HERE))

import registrations as gold  # noqa: E402  # found in the folder above, which is no package


def _load(name: str) -> Any:
    """Load a script under a name of its own: other evaluations have a `score` too."""
    spec = importlib.util.spec_from_file_location(f"linking_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load("score")
extract = _load("extract")
LARGEST = 60_000
"""Bytes of the extract."""
EARLY, LATE = ("2010-01-01", "2012-01-01"), ("2015-01-01", "2018-01-01")


def figures(registrations: Any, half: str | None) -> dict[str, dict[str, float]]:
    return {name: score.figures(score.ours(task)) for name, task in score.tasks(registrations, half)}


def test_the_extract_keeps_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    """Falling below a floor is a loss of quality; a floor is never lowered to make this pass."""
    assert score.below_floors("pinned", figures(gold.pinned(), None)) == 0, capsys.readouterr().err


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not gold.AWARDS.is_dir(), reason="../shared is not here")
def test_the_half_for_reporting_keeps_its_floors_and_the_extract_is_what_the_files_say() -> None:
    registrations = gold.harvest()
    assert len(registrations) == 2150
    assert len(gold.queries(registrations)) == 849
    assert score.below_floors("report", figures(registrations, "report")) == 0
    of_files = {one.uei: one for one in registrations.values()}
    pinned = gold.pinned()
    assert [uei for uei, one in pinned.items() if of_files[uei].names != one.names] == []
    assert {gold.side_of(one.family) for one in pinned.values()} == {"fit"}


def test_exact_core_names_answer_less() -> None:
    """What is measured is worth its code: names that are equal anyway are answered without it."""
    task = dict(score.tasks(gold.pinned(), None))["one spelling recorded"]
    assert score.figures(score.exact(task))["answered"] + 0.1 < score.figures(score.ours(task))["answered"]


def test_the_extract_is_small_and_names_no_person() -> None:
    pinned = gold.pinned()
    names = [used.name for one in pinned.values() for used in one.names]
    assert gold.EXTRACT.stat().st_size < LARGEST
    assert len(pinned) > 200
    assert [name for name in names if not extract.is_body(name)] == []


def registration(uei: str, *names: str, parents: dict[str, tuple[str, str]] | None = None) -> Any:
    used = [gold.Used(name, 1, *EARLY) for name in names]
    return gold.Registration(uei, used, parents or {}, family=uei)


def test_the_registered_name_is_the_last_and_the_others_are_queries() -> None:
    one = registration("A", "OLD NAME", "NEW NAME")
    assert [(query.uei, query.used.name) for query in gold.queries({"A": one})] == [("A", "OLD NAME")]
    (organisation,) = gold.organisations({"A": one})
    assert [seen.name for seen in organisation.names] == ["NEW NAME"]
    assert organisation.identifiers == (("us-uei", "A"),)


def test_a_family_is_that_of_the_parents_of_the_day() -> None:
    """Sold in 2015: a name of 2010 is of the first owner's family, and of the second's no more."""
    sold = registration("SOLD", "NAME", parents={"FIRST": EARLY, "SECOND": LATE})
    first = registration("A", "NAME A", parents={"FIRST": EARLY})
    second = registration("B", "NAME B", parents={"SECOND": LATE})
    all_three = {one.uei: one for one in (sold, first, second)}
    query = gold.Query("SOLD", gold.Used("NAME", 1, *EARLY))
    assert [uei for uei in ("SOLD", "A", "B", "FIRST", "SECOND") if gold.is_family(all_three, query, [uei])] == [
        *("SOLD", "A", "FIRST"),
    ]
    later = gold.Query("SOLD", gold.Used("NAME", 1, "2030-01-01", "2030-01-01"))
    assert [uei for uei in ("A", "B") if gold.is_family(all_three, later, [uei])] == ["B"]


def test_answers_are_counted_right_wrong_and_asked() -> None:
    registrations = {one.uei: one for one in (registration("A", "ONE", "TWO"), registration("B", "THREE", "FOUR"))}
    task = score.Task(registrations, gold.organisations(registrations), gold.queries(registrations))
    right, wrong = task.outcomes([("A", []), ("A", [])])
    assert (right.answered, right.right_family, right.right_registration) == (True, True, True)
    assert (wrong.answered, wrong.right_family) == (True, False)
    assert score.figures([right, wrong])["right family"] == pytest.approx(0.5)
    asked, open_left = task.outcomes([(None, ["B", "A"]), (None, [])])
    assert (asked.answered, asked.asked, asked.asked_right) == (False, True, True)
    assert (open_left.asked, score.figures([asked, open_left])["left open"]) == (False, 1.0)


def test_a_tie_is_answered_inside_one_tree_only() -> None:
    registrations = {
        one.uei: one
        for one in (
            registration("A", "ONE", "TWO", parents={"P": EARLY}),
            registration("B", "TWO", parents={"P": EARLY}),
            registration("P", "PARENT"),
            registration("C", "TWO"),
        )
    }
    task = score.Task(registrations, gold.organisations(registrations), gold.queries(registrations))
    tied, across = [("A", 1.0), ("B", 1.0)], [("A", 1.0), ("C", 1.0)]
    assert [one.answered for one in score.by_rank(task, [tied], 0.9)] == [True]
    assert [one.answered for one in score.by_rank(task, [across], 0.9)] == [False]
    assert [one.answered for one in score.by_rank(task, [tied], 1.1)] == [False]


def test_a_figure_below_its_floor_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    low = {name: dict.fromkeys(("answered", "right family", "left open"), 0.0) for name, _ in score.tasks({}, None)}
    assert score.below_floors("pinned", low) == 1
    assert "right family 0.000, floor" in capsys.readouterr().err
