"""The comparison of organisations' names keeps its floors; the figures of evaluation/names mean what they say."""

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import onrecord.resolve
from onrecord.resolve.names.name_alignment import Features

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/names"
WEIGHTS = Path(onrecord.resolve.__file__).parent / "names" / "weights"
PAIRS = 400


def _load(name: str) -> Any:
    """Load a script under a name of its own, and those it imports under theirs only meanwhile: others have a `score` too."""
    spec = importlib.util.spec_from_file_location(f"names_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.path.insert(0, str(HERE))
    before = {one: sys.modules.pop(one, None) for one in ("pairs", "fit")}
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(HERE))
        for one, held in before.items():
            sys.modules.pop(one, None)
            if held is not None:
                sys.modules[one] = held
    return module


score = _load("score")
pairs = _load("pairs")


@cache
def halves() -> Any:
    return pairs.halves(pairs.harvest())


needs_shared = pytest.mark.skipif(not pairs.AWARDS.is_dir(), reason="../shared is not here")


def test_the_pinned_extract_keeps_its_floors() -> None:
    """Falling below the floor is a loss of quality; the floor is never lowered to make this pass."""
    assert score.below_floors("pinned", score.small()) == 0


def test_the_pinned_extract_holds_names_of_bodies_and_nothing_else() -> None:
    """No person's name alone, no telephone, no address: identifiers, names, families."""
    rows = (ROOT / "tests/fixtures/names/names.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "identifier,name,family,schemes"
    namings = pairs.pinned()
    assert len(namings) >= 250
    assert {one.identifier.partition(":")[0] for one in namings} <= {"uei", "duns"}
    assert {one.family.partition(":")[0] for one in namings} <= {"uei", "duns"}
    pin = _load("pin")
    assert [one.name for one in namings if not pin.is_body(one.name)] == []
    assert not pin.is_body("SMITH, JOHN")
    assert (ROOT / "tests/fixtures/names/names.csv").stat().st_size < 50_000


def test_a_pair_is_compared_in_less_time_than_difflib_takes() -> None:
    """Some 25 microseconds on a machine of 2026; a ratio holds on any."""
    some = pairs.shuffled(pairs.pairs_of(pairs.pinned(), pairs.pinned()))[:PAIRS]
    assert score.by_alignment([], some).microseconds < score.by_difflib([], some).microseconds


@pytest.mark.shared
@pytest.mark.slow
@needs_shared
def test_the_reported_half_keeps_its_floors() -> None:
    both = halves()
    scored = score.by_alignment(both["fit"], both["report"])
    given = score.show_system("onrecord", both["fit"], both["report"], scored)
    assert score.below_floors("whole", given) == 0


@pytest.mark.shared
@pytest.mark.slow
@needs_shared
def test_no_family_stands_in_both_halves_and_no_pair_twice() -> None:
    both = halves()
    families = [{pair.family for pair in both[side]} for side in ("fit", "report")]
    assert families[0] & families[1] == set()
    for some in both.values():
        names = [(pair.left, pair.right) for pair in some]
        assert len(names) == len(set(names))
        assert 400 <= sum(pair.same for pair in some) <= len(some) / 8


@pytest.mark.shared
@pytest.mark.slow
@needs_shared
def test_the_shipped_weights_are_what_the_script_gives() -> None:
    """Seeded by nothing but the data: the same files give the same weights and the same table."""
    fitting = _load("fit")
    shipped = json.loads((WEIGHTS / "names.json").read_text(encoding="utf-8"))
    found = fitting.fit(halves()["fit"])
    assert found["weights"] == pytest.approx(shipped["weights"], abs=0.01)
    assert found["bias"] == pytest.approx(shipped["bias"], abs=0.01)
    table = json.loads((WEIGHTS / "name_rarity.json").read_text(encoding="utf-8"))
    assert fitting.rarity_table(pairs.AWARDS) == table


def test_every_feature_has_its_weight() -> None:
    shipped = json.loads((WEIGHTS / "names.json").read_text(encoding="utf-8"))
    assert set(shipped["weights"]) == set(Features._fields)


def test_precision_recall_and_thresholds_are_counted_right() -> None:
    same = np.array([1.0, 1.0, 0.0, 1.0, 0.0])
    scores = np.array([0.9, 0.8, 0.7, 0.4, 0.1])
    assert score.figures(same, scores, 0.5) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert score.figures(same, scores, 0.95) == (1.0, 0.0, 0.0)
    assert score.at_precision(same, scores) == 0.8
    assert score.at_precision(same, np.zeros(5)) > 0
    assert score.best_f1(same, scores) == 0.4
    twice = score.figures(same, scores, 0.75, np.array([2.0, 0.0, 1.0, 1.0, 1.0]))
    assert twice == pytest.approx((1.0, 2 / 3, 0.8))


def test_ties_join_and_names_of_one_register_are_one_family() -> None:
    assert pairs.joined([("duns:1", "uei:B"), ("uei:A", "uei:B")]) == dict.fromkeys(
        ("duns:1", "uei:A", "uei:B"), "uei:A"
    )
    assert pairs.joined([]) == {}


def test_a_surface_relation_is_a_word_initials_or_many_letters() -> None:
    assert pairs.surface_relation("ACME CORP", "ACME LLC")
    assert pairs.surface_relation("CMS CORPORATION", "CUSTOM MECHANICAL SYSTEMS, CORP.")
    assert pairs.surface_relation("INFO RELIANCE", "INFORELIANCE")
    assert not pairs.surface_relation("LEIDOS INC", "SCIENCE APPLICATIONS INTERNATIONAL CORP")


def test_look_alikes_are_of_other_families_that_one_register_knows() -> None:
    """A family of DUNS alone and one of UEI alone may be one."""
    one = pairs.Naming("uei:A", "ACME SYSTEMS", "uei:A", frozenset(), frozenset({"uei"}))
    other = pairs.Naming("uei:B", "ACME SYSTEM", "uei:B", frozenset(), frozenset({"uei", "duns"}))
    unknown = pairs.Naming("duns:1", "ACME SYSTEMS INC", "duns:1", frozenset(), frozenset({"duns"}))
    kin = pairs.Naming("uei:C", "ACME SYSTEMS TWO", "uei:A", frozenset(), frozenset({"uei"}))
    found = pairs.negatives([one], [one, other, unknown, kin])
    assert [(pair.left, pair.right) for pair in found] == [("ACME SYSTEM", "ACME SYSTEMS")]


def test_a_figure_below_its_floor_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    low = score.Figures(0.5, 0.5, 0.5)
    assert score.below_floors("pinned", {"LINK": low, "REVIEW": low}) == 1
    assert "LINK: precision 0.500" in capsys.readouterr().err
