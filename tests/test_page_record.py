"""The generated record that pages are measured on: whole, the same every time, and something on every page."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.store import Record, View
from onrecord.store.sheets import layout_number
from onrecord.store.tallies import most
from serve.conftest import client_of

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def page_record() -> Iterator[ModuleType]:
    """Import the program; it stands outside the package."""
    sys.path.insert(0, str(BENCHMARKS))
    import page_record  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # outside the package

    yield page_record
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def made(page_record: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Write a small one."""
    folder = tmp_path_factory.mktemp("made") / "record"
    record = page_record.write_record(folder, page_record.Size(statements=600, documents=120, awards=300))
    assert isinstance(record, Record)
    return record


def test_a_generated_record_is_as_whole_as_one_that_was_built(made: Record) -> None:
    """Every span says the words of its text, every row points to something, every id is that of its content."""
    with View.open(made) as view:
        assert view.damage() == []
        counts = view.counts()
        assert (counts["statements"], counts["documents"], counts["awards"]) == (600, 120, 300)
        assert min(counts[kind] for kind in ("mentions", "parties", "echoes", "threads", "tensions", "problems")) > 0
        texts = {one.id: one.text for one in view.documents()}
        for statement in view.statements():
            for span in (*statement.source, *statement.cue, *statement.content):
                assert texts[statement.document][span.start : span.end] == span.text
            assert view.statement(statement.id) == statement
        for award in view.awards():
            assert award.latest.field("recipient") is not None
        assert {row[0] for row in view.db.execute("SELECT number FROM layouts")} == {
            layout_number(action.places.layout) for action in view.actions()
        }
        assert sum(one.statements for one in most(view, "statements", 1000)) > 300


def test_one_seed_gives_one_record(page_record: ModuleType, tmp_path: Path) -> None:
    size = page_record.Size(statements=100, documents=20, awards=60)
    query = "SELECT group_concat(id) FROM (SELECT id FROM statements UNION ALL SELECT id FROM awards ORDER BY id)"
    found = []
    for number, seed in enumerate((1, 1, 2)):
        with View.open(page_record.write_record(tmp_path / str(number), size, seed)) as view:
            found.append(view.db.execute(query).fetchone()[0])
    assert found[0] == found[1] != found[2]


def test_every_page_of_it_answers(made: Record) -> None:
    client = client_of(made)
    with View.open(made) as view:
        (document,) = view.db.execute("SELECT id FROM documents LIMIT 1").fetchone()
        (award,) = view.db.execute("SELECT id FROM awards WHERE parent IS NOT NULL LIMIT 1").fetchone()
        party = most(view, "mentions", 1)[0].id
    paths = ["/", "/search?q=contract", "/documents?page=2", "/parties", "/awards?page=6", "/problems", "/about"]
    paths += [f"/documents/{document}", f"/awards/{award}", f"/parties/{party}", f"/said-and-done?party={party}"]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
