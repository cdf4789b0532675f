"""Long lists and kept numbers: the same as if everything were loaded and counted."""

from collections import Counter

import pytest

from onrecord.answer.tensions import BARS, is_shown, sift
from onrecord.store import Record, View
from onrecord.store.listing import count_of, latest_awards, latest_documents, strongest_tensions
from onrecord.store.sharing import masked_copy
from onrecord.store.tallies import bearers, buyer_count, most, named_statements


def test_documents_and_awards_come_by_date_a_page_at_a_time(example_record: Record) -> None:
    """Latest first; pages laid end to end are the whole list, each row once."""
    with View.open(example_record) as view:
        days = {one.id: one.published or "" for one in view.heads().values()}
        pages = [one for first in range(0, len(days), 3) for one in latest_documents(view, 3, first)]
        assert sorted(pages) == sorted(days)
        assert [days[one] for one in pages] == sorted(days.values(), reverse=True)
        acted = {one.id: one.latest.acted_on or "" for one in view.awards()}
        listed = latest_awards(view, 100)
        assert [acted[one] for one in listed] == sorted(acted.values(), reverse=True)
        assert (count_of(view, "documents"), count_of(view, "awards")) == (len(days), len(acted))
        assert latest_documents(view, 3, 1000) == []


def _check_tallies(view: View) -> None:
    mentions = view.mention_counts()
    said = Counter(row[0] for row in view.db.execute("SELECT party FROM speakers WHERE party IS NOT NULL"))
    supplying = {"RECIPIENT", "PARENT_AT_TIME", "PRODUCT_OWNER", "SUBCONTRACTOR"}
    parts = {(link.party, link.award) for link in view.links() if link.role in supplying}
    awards = Counter(party for party, _ in parts)
    received = Counter(link.party for link in view.links() if link.role == "RECIPIENT")
    found = most(view, "mentions", 1000)
    assert {one.id: one.mentions for one in found if one.mentions} == mentions
    assert {one.id: one.statements for one in found if one.statements} == said
    assert {one.id: one.awards for one in found if one.awards} == awards
    assert {one.id: one.received for one in found if one.received} == received
    assert len(found) == count_of(view, "parties")
    assert [one.mentions for one in found] == sorted((one.mentions for one in found), reverse=True)
    assert most(view, "mentions", 2, 1) == found[1:3]
    assert {one.id for one in most(view, "awards", 1000)} == set(awards)
    assert named_statements(view) == said.total()
    assert buyer_count(view) == len({link.party for link in view.links() if link.role in {"BUYER", "FUNDER"}})


def test_the_kept_numbers_of_parties_are_those_of_the_rows(example_record: Record) -> None:
    with View.open(example_record) as view:
        _check_tallies(view)
        assert bearers(view, ["Microsoft", "Nobody"]) == {"Microsoft": 1}


def test_a_masked_copy_has_numbers_of_its_own(example_record: Record, tmp_path_factory: pytest.TempPathFactory) -> None:
    with View.open(masked_copy(example_record, tmp_path_factory.mktemp("shared") / "copy")) as view:
        _check_tallies(view)


def test_the_strongest_tensions_are_those_above_their_bars(example_record: Record) -> None:
    """As `sift` parts them, without loading all."""
    with View.open(example_record) as view:
        held = view.tensions()
        sifted = sift(view, held)
        found, reached, below = strongest_tensions(view, BARS, 100)
        assert held
        assert found == [one for one in held if is_shown(one)] == list(sifted.shown)
        assert (reached, below) == (len(sifted.shown), len(sifted.below))
        assert strongest_tensions(view, {}, 1) == (held[:1], len(held), 0)
