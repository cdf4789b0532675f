"""The labelled supplies stand at the words they were read from."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "evaluation/supplies"))

import check as supplies_check  # noqa: E402  # found in the folder above, which is no package

del sys.modules["check"]  # other folders of evaluation/ have a check.py too
sys.path.remove(str(ROOT / "evaluation/supplies"))

NOTICES = ROOT / "../shared/data/dod_awards/dod_awards_master.json"


def test_our_own_sentences_and_time_lines_hold() -> None:
    assert supplies_check.check_sentences()["status none rules"] > 20
    assert supplies_check.check_timelines()["strongest move none rules"] > 5


@pytest.mark.shared
@pytest.mark.skipif(not NOTICES.is_file(), reason="../shared is not here")
def test_every_offset_of_the_notices_holds() -> None:
    assert supplies_check.main()["notices compared with their texts"] > 99
