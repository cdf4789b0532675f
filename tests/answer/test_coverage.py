"""What was searched, said shortly and in full: files, dates, buyers, what such data never holds, and the lag of defence."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from answer.spending_sources import EXAMPLE
from onrecord.answer.coverage import (
    FILES_LISTED,
    SPENDING_MISSES,
    Coverage,
    coverage,
    form_of,
    searched,
    searched_whole,
)
from onrecord.answer.parties import find_party
from onrecord.answer.timeline import said_and_done
from onrecord.model.ids import ArtefactId
from onrecord.store import Record, View
from onrecord.store.holdings import Source

HELD = Coverage(
    documents=1,
    awards=2,
    subawards=0,
    authorisations=0,
    sources=(),
    first="2018-01-31",
    last="2018-06-30",
    buyers=0,
    defence=False,
)


def _source(path: str, days: tuple[str, str] | tuple[None, None] = (None, None), **counts: int) -> Source:
    given = {"actions": 1, "subawards": 0, "authorisations": 0} | counts
    return Source(artefact=ArtefactId("0" * 64), path=path, first=days[0], last=days[1], **given)


def test_a_record_says_what_it_holds_and_what_is_never_in_such_data(example_record: Record) -> None:
    with View.open(example_record) as view:
        words = searched(coverage(view))
    assert words.startswith("7 documents and 8 awards held in this record")
    assert "2015-06-25 to 2018-06-28" in words
    assert words.endswith(
        "Never in such data: small and card purchases, classified work, subcontracts below the threshold of reporting"
    )


def test_each_form_of_file_has_its_own_dates() -> None:
    sources = (
        _source("a.csv", ("2013-01-01", "2015-12-31")),
        _source("b.csv", ("2012-01-01", "2014-12-31")),
        _source("page.xml", ("2004-09-20", "2026-04-24")),
        _source("c.jsonl.gz"),
    )
    words = searched(replace(HELD, sources=sources, buyers=12))
    assert words.startswith(
        "1 document and 2 awards held in this record, bought or funded by 12 agencies: "
        "2 spending tables (actions from 2012-01-01 to 2015-12-31), 1 FPDS feed (actions from 2004-09-20 to 2026-04-24), "
        "1 JSON file. "
    )
    whole = searched_whole(replace(HELD, sources=sources))
    assert whole[-4] == "a.csv (spending table): 1 action, from 2013-01-01 to 2015-12-31"
    assert set(SPENDING_MISSES) <= set(whole)


def test_only_some_of_very_many_files_are_listed() -> None:
    whole = searched_whole(replace(HELD, sources=tuple(_source(f"{number}.csv") for number in range(FILES_LISTED + 7))))
    assert whole[-1] == "and 7 other files"


@pytest.mark.parametrize(
    ("path", "counts", "form"),
    [
        ("x/awards.CSV", {}, "spending table"),
        ("feed.atom", {}, "FPDS feed"),
        ("2024.jsonl.gz", {}, "JSON file"),
        ("list.json", {"actions": 0, "authorisations": 3}, "permission list"),
        ("noname", {}, "spending file"),
        ("subs.csv", {"actions": 0, "subawards": 2}, "spending table"),
    ],
)
def test_a_file_is_called_what_it_is(path: str, counts: dict[str, int], form: str) -> None:
    assert form_of(_source(path, (None, None), **counts)) == form


def test_a_record_without_spending_data_says_so() -> None:
    words = searched(replace(HELD, awards=0, first=None, last=None))
    assert words == "1 document and 0 awards held in this record; no spending data has been added"


def test_the_last_day_defence_data_can_be_complete_to_is_ninety_days_before_the_last_action() -> None:
    """Pitfall P12: absent is not none."""
    found = replace(HELD, defence=True)
    assert found.defence_complete == "2018-04-01"
    assert searched(found).endswith(
        ". Defence data appears 90 days after signing: expect it complete to 2018-04-01 at best"
    )
    assert any("complete to 2018-04-01 at best" in line for line in searched_whole(found))


@pytest.mark.parametrize("last", [None, "", "no date"])
def test_without_a_last_day_the_lag_alone_is_said(last: str | None) -> None:
    found = replace(HELD, defence=True, last=last)
    assert found.defence_complete is None
    assert searched(found).endswith(". Defence data appears 90 days after signing")


def test_the_lag_is_said_where_defence_is_asked_about_and_not_elsewhere(example_record: Record) -> None:
    """The example names the department in a text and holds none of its awards."""
    with View.open(example_record) as view:
        microsoft, ice, defence = (find_party(view, name) for name in ("Microsoft", "ICE", "Department of Defense"))
        asked = said_and_done(view, microsoft, defence)
        other = said_and_done(view, microsoft, ice)
    assert "Defence data appears 90 days after signing: expect it complete to 2018-03-30 at best" in asked.searched
    assert "90 days" not in other.searched
    assert any(line.startswith("Actions of the Department of Defense appear") for line in asked.searched_whole)


def test_no_award_found_claims_no_more_than_was_searched(example_record: Record) -> None:
    with View.open(example_record) as view:
        apple, ice, microsoft = (find_party(view, name) for name in ("Apple", "ICE", "Microsoft"))
        nothing, alone, both = (
            said_and_done(view, apple, ice).missing,
            said_and_done(view, ice, None).missing,
            said_and_done(view, microsoft, ice).missing,
        )
    words = "award that ties Apple to U.S. Immigration and Customs Enforcement was found in what was searched"
    assert f"{words}; one may exist all the same" in nothing
    assert alone.startswith("No statement of U.S. Immigration and Customs Enforcement was found")
    assert both == ""


def test_defence_awards_that_are_held_are_noticed(
    build_record: Callable[[Path, list[Path]], Record], tmp_path: Path, spending: Record
) -> None:
    """One order bought by the Navy is enough; awards of other departments are not."""
    with (EXAMPLE / "ice-awards-2018.csv").open(encoding="utf-8", newline="") as file:
        header, first, *_ = csv.reader(file)
    navy = {"awarding_agency_name": "DEPARTMENT OF DEFENSE (DOD)", "awarding_agency_code": "97"}
    navy |= {"awarding_sub_agency_name": "DEPT OF THE NAVY", "awarding_sub_agency_code": "1700"}
    with (tmp_path / "navy.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, [navy.get(name, cell) for name, cell in zip(header, first, strict=True)]])
    with View.open(build_record(tmp_path / "record", [tmp_path / "navy.csv"])) as view:
        found = coverage(view)
    assert (found.defence, found.last, found.defence_complete) == (True, "2017-06-22", "2017-03-24")
    with View.open(spending) as view:
        assert coverage(view).defence is False


def test_a_day_still_to_come_is_no_end_of_a_period_and_makes_nothing_complete() -> None:
    """A row dated 2151 must not let an answer promise defence data up to then."""
    sources = (_source("a.json", ("2018-01-31", "2151-08-16")), _source("b.csv", ("2018-02-01", "2018-06-30")))
    held = replace(HELD, sources=sources, defence=True, today="2026-11-23")
    words = searched(held)
    assert "1 JSON file (actions from 2018-01-31; some dated later than today, up to 2151-08-16)" in words
    assert "1 spending table (actions from 2018-02-01 to 2018-06-30)" in words
    assert "expect it complete to 2018-04-01 at best" in words
    assert "from 2018-01-31; some dated later than today, up to 2151-08-16" in searched_whole(held)[-2]


def test_days_to_come_are_left_out_of_the_first_and_last_day(
    build_record: Callable[[Path, list[Path]], Record], tmp_path: Path
) -> None:
    rows = list(csv.DictReader((EXAMPLE / "dhs-vehicles.csv").read_text(encoding="utf-8").splitlines()))
    rows[1]["action_date"] = "2151-08-16"
    with (tmp_path / "later.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with View.open(build_record(tmp_path / "record", [tmp_path / "later.csv"])) as view:
        found = coverage(view)
    assert [(one.first, one.last) for one in found.sources] == [("2015-06-25", "2151-08-16")]
    assert (found.first, found.last) == ("2015-06-25", "2015-06-25")
