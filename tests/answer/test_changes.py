"""Changes of an award: each once, however many files hold it; what is left out of a list is said."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from answer.spending_sources import AZURE, EXAMPLE, VEHICLE
from onrecord.answer import facts
from onrecord.answer.changes import change_words, changes_held
from onrecord.answer.show import show
from onrecord.model.ids import AwardId
from onrecord.store import Record, View

BuildRecord = Callable[[Path, list[Path]], Record]
LATEST = "2018-05-23, modification P00011: 0.00 USD obligated"


@pytest.fixture(scope="module")
def twice(build_record: BuildRecord, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build a record of the example's awards and the same rows in a second file."""
    folder = tmp_path_factory.mktemp("twice")
    copied = folder / "copied.csv"
    copied.write_bytes((EXAMPLE / "dhs-vehicles.csv").read_bytes() + b"\r\n")
    return build_record(folder / "record", [EXAMPLE, copied])


def test_a_change_in_two_files_is_listed_once_and_as_often_as_the_award_counts_it(twice: Record) -> None:
    with View.open(twice) as view:
        for award in view.awards():
            held = changes_held(view.actions(award.id))
            assert award.actions == len(held)
            assert sum(1 + len(one.others) for one in held) == len(list(view.actions(award.id)))
        shown = show(view, VEHICLE)
    lines = [value for name, value in shown.facts if name == "action"]
    assert len(lines) == 2
    assert lines[-1] == f"{LATEST}; in 2 rows, counted once"


def test_a_change_in_one_file_says_nothing_of_rows(spending: Record) -> None:
    with View.open(spending) as view:
        *_, last = changes_held(view.actions(AwardId(VEHICLE)))
    assert (change_words(last), last.others) == (LATEST, ())


def test_the_latest_changes_are_listed_and_the_others_counted(
    spending: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "CHANGES_LISTED", 1)
    with View.open(spending) as view:
        shown = show(view, VEHICLE)
    assert [value for name, value in shown.facts if name == "action"] == [
        "1 earlier; all are on its page: onrecord serve RECORD",
        LATEST,
    ]


def test_what_states_how_an_award_stands_is_no_change(spending: Record) -> None:
    with View.open(spending) as view:
        action = next(view.actions(AwardId(AZURE)))
    (one,) = changes_held([replace(action, modification="", obligated=None)])
    assert change_words(one) == f"{action.acted_on}: how the award stands as its file has it, no change of its own"
