"""What is no award but has an id in the export is shown by it; an award also by its number."""

import pytest

from answer.spending_sources import AZURE, VEHICLE
from onrecord.answer.reports import reports_called
from onrecord.answer.show import awards_numbered, show
from onrecord.errors import NotFound
from onrecord.store import Record, View


def test_a_subaward_is_shown_by_its_id_or_that_of_any_row_that_reports_it(spending: Record) -> None:
    with View.open(spending) as view:
        rows = [one for one in view.subawards() if one.number == "S-1" and one.prime == AZURE]
        shown = [show(view, name) for name in (rows[0].same, rows[0].same[:8], rows[0].id, rows[1].id)]
    assert len(rows) == 2
    assert shown == [shown[0]] * 4
    facts = dict(shown[0].facts)
    assert (shown[0].kind, shown[0].heading) == ("subaward", "HOSTING")
    assert (facts["to"], facts["from"]) == ("EXAMPLE HOSTING, LLC", "DELL FEDERAL SYSTEMS L.P.")
    assert (facts["amount"], facts["reported"]) == ("532.50 USD, as reported", "2 times, counted once")
    assert any(passage.pieces == (("532.50", "words"),) for passage in shown[0].passages)


def test_a_doubtful_subaward_says_what_is_doubtful(spending: Record) -> None:
    with View.open(spending) as view:
        (row,) = (one for one in view.subawards() if one.number == "6000000")
        facts = show(view, row.id).facts
    assert [value for name, value in facts if name == "check"] == [
        "more than the prime award's amount in the same row",
        "the amount is its own number: perhaps typed into the wrong field",
    ]


def test_a_permission_is_shown_by_its_id_and_never_as_a_purchase(spending: Record) -> None:
    with View.open(spending) as view:
        (row,) = view.authorisations()
        shown = show(view, row.id)
    facts = dict(shown.facts)
    assert shown.kind == "authorisation"
    assert facts["kind"].endswith("the body may use the product; it does not say that it does")
    assert facts["authorised on"] == "2023-11-22"


@pytest.mark.parametrize("number", ["HSHQDC15A00017", "HSHQDC-15-A-00017", "hshqdc15a00017"])
def test_an_award_is_shown_by_its_number_as_registers_or_as_texts_write_it(spending: Record, number: str) -> None:
    with View.open(spending) as view:
        assert show(view, number).id == VEHICLE


@pytest.mark.parametrize("name", ["", "-", '"', "MS", "HSHQDC15A0001", "Microsoft", "a" * 10_000, "\x00"])
def test_what_is_no_whole_number_names_no_award(spending: Record, name: str) -> None:
    with View.open(spending) as view:
        assert (awards_numbered(view, name), reports_called(view, name)) == ([], [])


def test_what_nothing_is_called_is_not_found(spending: Record) -> None:
    with View.open(spending) as view, pytest.raises(NotFound, match="nothing in the record has this id"):
        show(view, "0123456789abcdef0123456789abcdef-1")
