"""Awards are what their actions leave: the latest one's values, the flows of all."""

import csv
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.award import Action, Award, Money, Places, award_of, modification_order
from onrecord.model.ids import ArtefactId, AwardId
from onrecord.read import usaspending
from tables_read import read_table

EXAMPLE = Path(__file__).parents[2] / "examples" / "azure-ice" / "awards"
ARTEFACT = ArtefactId("cd" * 32)


def action(
    modification: str, acted_on: str | None, obligated: str | None, *, row: int = 1, money: tuple[Money, ...] = ()
) -> Action:
    """Make an action of one award."""
    return Action(
        award=AwardId("CONT_AWD_1"),
        parent=None,
        kind="order",
        artefact=ARTEFACT,
        row=row,
        piid="1",
        modification=modification,
        acted_on=acted_on,
        description=f"row {row}",
        currency="USD",
        obligated=None if obligated is None else Decimal(obligated),
        money=money,
        buyer=None,
        buyer_code=None,
        department=None,
        funder=None,
        funder_code=None,
        recipient=None,
        recipient_identifiers=(),
        recipient_parent=None,
        recipient_parent_identifiers=(),
        dates=(),
        places=Places(start=f"row={row};column=", layout=(("piid", "piid"),), texts=("1",)),
    )


def total(amount: str) -> Money:
    """Make a stated total of obligations."""
    return Money(
        notion="obligated", amount=Decimal(amount), currency="USD", as_of=None, basis="total_dollars_obligated"
    )


def sums(award: Award) -> dict[str, tuple[Decimal, bool]]:
    """Map notions to amounts and whether the source states them."""
    return {one.notion: (one.amount, one.stated) for one in award.money}


def test_modifications_go_by_number_after_the_award_itself() -> None:
    """P00002 comes before P00010; `0` and an empty field are the award itself."""
    in_order = ["0", "1", "P00002", "P00010", "A00011", "P00100"]
    assert sorted(set(in_order), key=modification_order) == in_order
    assert modification_order("") == modification_order(" 0 ") == modification_order("0")


@given(st.text())
def test_any_modification_number_can_be_ordered(modification: str) -> None:
    """Whatever a cell holds."""
    assert modification_order(modification) >= modification_order("0")


def test_a_modification_number_of_ten_thousand_digits_can_be_ordered() -> None:
    """Python refuses to convert so many: a hostile cell must not stop a build."""
    assert modification_order("P00002") < modification_order("9" * 10_000)


def test_the_latest_action_is_the_latest_by_date_then_by_modification() -> None:
    """Whatever the order of the rows; an action without a date comes first."""
    actions = [
        action("P00011", None, "1", row=1),
        action("P00010", "2018-05-01", "1", row=2),
        action("P00002", "2018-05-01", "1", row=3),
        action("0", "2017-01-01", "1", row=4),
    ]
    for order in permutations(actions):
        assert award_of(order).latest.modification == "P00010"
    assert award_of(actions[2:]).latest.modification == "P00002"


def test_flows_are_summed_only_without_a_stated_total() -> None:
    """A stated total wins; a sum says that it is one and of how many actions."""
    flows = [action("0", "2018-01-01", "100.10", row=1), action("P00001", "2018-02-01", "-0.20", row=2)]
    summed = award_of(flows)
    assert sums(summed) == {"obligated": (Decimal("99.90"), False)}
    assert summed.money[0].basis == "sum of the 2 action(s) held; others may exist"
    stated = award_of([flows[0], action("P00001", "2018-02-01", "-0.20", row=2, money=(total("750.00"),))])
    assert sums(stated) == {"obligated": (Decimal("750.00"), True)}


def test_an_action_held_twice_is_summed_once() -> None:
    """Two downloads often hold the same row."""
    twice = [action("P00001", "2018-02-01", "5", row=1), action("P00001", "2018-02-01", "5.00", row=2)]
    assert sums(award_of(twice)) == {"obligated": (Decimal(5), False)}
    assert award_of(twice).actions == 1


def test_transactions_of_one_modification_are_told_apart_by_their_whole_number() -> None:
    """1, 10 and 100 are three, 0 and none are one; the tenth comes after the second."""
    numbers = ["", "0", "1", "2", "10", "100"]
    rows = [
        replace(action("P00001", "2018-02-01", "5", row=row), transaction=one) for row, one in enumerate(numbers, 1)
    ]
    assert sums(award_of(rows)) == {"obligated": (Decimal(25), False)}
    assert award_of(rows[:5]).latest.transaction == "10"


def test_states_are_counted_only_where_no_change_is_held() -> None:
    """A summary beside the changes is none of them; summaries of two days alone are two."""
    states = [
        action("", "2018-01-01", None),
        action("", "2018-02-01", None, row=2),
        action("", "2018-02-01", None, row=3),
    ]
    assert award_of(states[:1]).actions == 1
    assert award_of(states).actions == 2
    assert award_of([*states, action("P00001", "2018-01-15", "5", row=4)]).actions == 1


def test_zero_has_no_sign() -> None:
    """One file writes 0.00, another -0.00: one change."""
    assert award_of([action("0", "2018-01-01", "-0.00"), action("0", "2018-01-01", "0", row=2)]).actions == 1


def test_what_came_to_nothing_has_the_values_of_the_row_that_says_so() -> None:
    """A release that cancels an award need not repeat who bought what from whom, and its sum no longer holds."""
    made = replace(action("", "2018-01-01", None, money=(total("100"),)), buyer="Quay Council", status="active")
    paid = replace(action("", "2018-03-01", None, row=3), status="active")
    assert award_of([made, paid]).latest == made
    for status in ("cancelled", "Unsuccessful"):
        ended = replace(action("", "2018-02-01", None, row=2), status=status)
        assert award_of([made, ended]).latest == ended
        assert award_of([made, ended]).money == ()


def test_without_any_sum_there_is_no_money() -> None:
    """Unknown is not zero."""
    assert award_of([action("0", "2018-01-01", None)]).money == ()


def test_an_obligation_of_zero_is_money() -> None:
    """Zero is known."""
    assert sums(award_of([action("0", "2018-01-01", "0.00")])) == {"obligated": (Decimal(0), False)}


def test_an_award_needs_an_action() -> None:
    """There is no award out of nothing."""
    with pytest.raises(ValueError, match="needs an action"):
        award_of([])


def example_rows() -> list[dict[str, str]]:
    """Read the example's spending rows with nothing but the csv module."""
    with (EXAMPLE / "ice-awards-2018.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def example_actions() -> list[Action]:
    """Read the example's spending rows as the product does."""
    return list(read_table(usaspending.rows, EXAMPLE / "ice-awards-2018.csv").actions)


@pytest.mark.parametrize("piid", sorted({row["award_id_piid"] for row in example_rows()}))
def test_the_awards_of_the_example_have_the_latest_values_and_summed_flows(piid: str) -> None:
    """Current and potential value as the latest row states them; obligations of 2018 files are a sum of the rows held."""
    mine = [row for row in example_rows() if row["award_id_piid"] == piid]
    latest = max(mine, key=lambda row: datetime.strptime(row["action_date"], "%d/%m/%Y"))  # noqa: DTZ007  # dates without a time
    award = award_of([one for one in example_actions() if one.piid == piid])
    assert award.actions == len(mine)
    assert sums(award) == {
        "obligated": (sum((Decimal(row["federal_action_obligation"]) for row in mine), Decimal(0)), False),
        "current": (Decimal(latest["current_total_value_of_award"]), True),
        "potential": (Decimal(latest["potential_total_value_of_award"]), True),
    }
    assert award.latest.description == latest["award_description"]


def test_the_largest_dell_order_of_the_example() -> None:
    """Figures anybody can look up: the order of June 2017 as changed on 15 June 2018."""
    award = award_of([one for one in example_actions() if one.piid == "HSCETE17J00341"])
    assert sums(award) == {
        "obligated": (Decimal("19705037.30"), False),
        "current": (Decimal("19705037.30"), True),
        "potential": (Decimal("39441280.08"), True),
    }
    assert (award.latest.modification, award.latest.acted_on) == ("P00001", "2018-06-15")


def test_a_ceiling_that_fell_in_the_example() -> None:
    """The later row wins although its number is smaller: P00009 of May 2018 over P00004 of September 2017."""
    award = award_of([one for one in example_actions() if one.piid == "HSCETC16J00017"])
    assert sums(award) == {
        "obligated": (Decimal("739677.07"), False),
        "current": (Decimal("3728190.59"), True),
        "potential": (Decimal("6521191.74"), True),
    }
    assert award.latest.modification == "P00009"


def test_a_sum_of_flows_is_of_the_day_of_its_last_flow_and_of_one_currency() -> None:
    """Rows that name nobody (the API's transactions) may follow the one that says what the award is."""
    named = replace(action("0", "2018-01-01", "10"), recipient="ACME")
    later = action("P1", "2019-01-01", "5", row=2)
    other = replace(action("P2", "2020-01-01", "7", row=3), currency="EUR")
    (money,) = award_of([named, later, other]).money
    assert (money.amount, money.as_of, money.currency) == (Decimal(15), "2019-01-01", "USD")
