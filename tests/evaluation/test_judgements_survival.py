"""No decision is lost silently when the reader or the extractor changes; and the evaluation sees one that is."""

import random
import sys
from pathlib import Path

import pytest

from onrecord.model.judgement import Judgement
from onrecord.store import Record, Writer
from review_records import copied

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "evaluation" / "judgements"))

import survival  # noqa: E402  # found in the folder above, which is no package

Judged = tuple[Record, list[Judgement]]


@pytest.fixture(scope="module")
def judged(example_record: Record, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Decide on things of every kind in the example's record."""
    record = copied(example_record, tmp_path_factory.mktemp("survival") / "record")
    return record, survival.decide(record, random.Random(survival.SEED))  # noqa: S311  # chance with a seed, for choosing


def test_every_decision_is_applied_or_listed_whatever_changes(judged: Judged) -> None:
    rows = list(survival.runs(*judged))
    assert [row for row in rows if row.lost] == []
    runs = list(dict.fromkeys(row.run for row in rows))
    applied = {run: sum(row.applied for row in rows if row.run == run) for run in runs}
    assert len(runs) == 5
    assert min(applied.values()) > 50
    assert applied["everything as it was"] == applied["nothing changed"], (
        "decisions come back with what they were about"
    )
    kinds = {row.verdict for row in rows}
    assert {"statement: span", "statement: speaker", "mention: same", "party: different", "echo: wrong"} <= kinds
    moved = {row.verdict: row for row in rows if row.run == "a line put before"}
    assert moved["statement: span"].applied == 0, "marked words hold places, and the places have moved"
    assert moved["statement: speaker"].applied > 0


def test_a_decision_that_is_dropped_is_seen(judged: Judged, tmp_path: Path) -> None:
    """The count of lost decisions can be other than 0: whom statements are taken for is changed behind their back."""
    record = copied(judged[0], tmp_path / "record")
    survival.build(record, survival.MODEL, survival.quiet)
    before = survival.outcomes(record, judged[1])
    assert "lost" not in before.values()
    with Writer(record) as writer, writer.transaction():
        writer._db.execute("UPDATE speakers SET party = NULL")
        writer._db.execute("UPDATE places SET party = 'nobody'")
    after = survival.outcomes(record, judged[1])
    assert sum(one == "lost" for one in after.values()) > 10
