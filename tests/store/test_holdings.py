"""What spending files a record holds: each with its rows and its own dates, by index."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from answer.spending_sources import write_sources
from onrecord.answer.coverage import coverage, searched, searched_whole
from onrecord.store import Record, View
from onrecord.store.holdings import sources
from onrecord.store.tallies import buyer_count


@pytest.fixture(scope="module")
def held(build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build a record of awards, subawards and permissions."""
    folder = tmp_path_factory.mktemp("held")
    return build_record(folder / "record", write_sources(folder))


def test_every_file_with_rows_is_listed_with_its_rows_and_dates(held: Record) -> None:
    with View.open(held) as view:
        found = {one.artefact: one for one in sources(view)}
        actions, subawards = list(view.actions()), list(view.subawards())
        permissions = Counter(one.artefact for one in view.authorisations())
        assert view.action_dates() == (min(one.acted_on for one in actions), max(one.acted_on for one in actions))  # type: ignore[type-var]  # all dated
    rows = [(one.artefact, one.acted_on or "") for one in actions]
    rows += [(one.artefact, one.acted_on or "") for one in subawards]
    days: dict[str, list[str]] = {}
    for artefact, day in rows:
        days.setdefault(artefact, []).append(day)
    for one in found.values():
        assert one.actions == sum(row.artefact == one.artefact for row in actions)
        assert one.subawards == sum(row.artefact == one.artefact for row in subawards)
        assert one.authorisations == permissions[one.artefact]
        there = days.get(one.artefact)
        assert (one.first, one.last) == ((min(there), max(there)) if there else (None, None))
    assert set(days) | set(permissions) == set(found)


def test_buyers_are_counted_once(held: Record) -> None:
    with View.open(held) as view:
        assert buyer_count(view) == len({link.party for link in view.links() if link.role in {"BUYER", "FUNDER"}})


def test_answers_name_the_files_and_the_buyers(held: Record) -> None:
    with View.open(held) as view:
        words, whole = searched(coverage(view)), searched_whole(coverage(view))
        agencies = buyer_count(view)
    assert f"8 awards held in this record, bought or funded by {agencies} agencies: " in words
    assert "3 spending tables (actions from 2015-06-25 to 2018-08-01)" in words
    assert "1 permission list" in words
    assert any(
        line.endswith("ice-awards-2018.csv (spending table): 9 actions, from 2017-06-22 to 2018-06-28")
        for line in whole
    )


def test_the_dates_are_found_by_index(held: Record) -> None:
    """A question must not read a million rows: the plan names the index for every lookup of a day."""
    with View.open(held) as view:
        plan = view.db.execute(
            "EXPLAIN QUERY PLAN SELECT (SELECT max(acted_on) FROM actions a WHERE a.sheet = s.number) FROM sheets s"
        ).fetchall()
    assert any("actions_dates" in row[3] for row in plan)


def test_an_empty_record_holds_nothing(build_record: Callable[[Path, list[Path]], Record], tmp_path: Path) -> None:
    with View.open(build_record(tmp_path / "record", [])) as view:
        assert (sources(view), buyer_count(view), view.action_dates()) == ([], 0, (None, None))
