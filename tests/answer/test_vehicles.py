"""What hangs on a vehicle: orders counted, their own sums added up notion by notion, a ceiling never among them."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from answer.spending_sources import AZURE, VEHICLE
from onrecord.answer.page import award_page
from onrecord.answer.show import show
from onrecord.answer.vehicles import order_sums, orders_lines
from onrecord.answer.words import CEILING
from onrecord.model.award import Award, AwardKind, Money, Notion, award_of
from onrecord.model.ids import AwardId
from onrecord.store import Record, View
from onrecord.terminal import award_text
from resolve.build import action

TRILLIONS = Decimal("2840238077721.00")


def award(number: int, *money: tuple[Notion, str, str], kind: AwardKind = "order", stated: bool = True) -> Award:
    sums = tuple(
        Money(notion=notion, amount=Decimal(amount), currency=currency, as_of="2018-06-15", basis="c", stated=stated)
        for notion, amount, currency in money
    )
    return award_of([action(number, award=AwardId(f"A{number}"), kind=kind, money=sums, obligated=None)])


def test_orders_are_added_up_notion_by_notion_and_currency_by_currency() -> None:
    found = order_sums(
        [
            award(1, ("current", "10.10", "USD"), ("potential", "20", "USD")),
            award(2, ("current", "-3", "USD")),
            award(3, ("current", "5", "EUR")),
        ]
    )
    assert (found.orders, found.vehicles) == (3, 0)
    assert [(one.notion, one.currency, f"{one.amount}", one.orders) for one in found.sums] == [
        ("current", "EUR", "5", 1),
        ("current", "USD", "7.10", 2),
        ("potential", "USD", "20", 1),
    ]


def test_the_ceiling_of_a_vehicle_below_is_never_added() -> None:
    """Golden case G13: 2.84 trillion on a schedule."""
    found = order_sums(
        [award(1, ("potential", "20", "USD")), award(2, ("potential", f"{TRILLIONS}", "USD"), kind="idv")]
    )
    assert (found.orders, found.vehicles) == (1, 1)
    assert [f"{one.amount}" for one in found.sums] == ["20"]
    assert "and 1 vehicle below it, whose values are not added" in orders_lines(found)[0]


@given(st.lists(st.decimals(min_value=-(10**12), max_value=10**12, places=2), max_size=20))
def test_a_sum_is_exact_whatever_the_orders(amounts: list[Decimal]) -> None:
    found = order_sums(award(number, ("current", f"{one}", "USD")) for number, one in enumerate(amounts))
    assert [one.amount for one in found.sums] == ([sum(amounts, Decimal(0))] if amounts else [])


def test_sums_of_actions_held_are_said_to_be_such() -> None:
    found = order_sums([award(1, ("obligated", "5", "USD"), stated=False), award(2, ("obligated", "6", "USD"))])
    (line,) = orders_lines(found)[1:]
    assert line == "obligated of 2 of 2 orders together 11.00 USD, as of 2018-06-15; 1 of them sums of the actions held"


def test_a_ceiling_is_marked_wherever_an_award_is_listed(spending: Record) -> None:
    """A reader of a list must not take 2.84 trillion for money."""
    with View.open(spending) as view:
        row = award_page(view, AwardId(VEHICLE)).row
        order = award_page(view, AwardId(AZURE)).row
    ceiling = Money(notion="potential", amount=TRILLIONS, currency="USD", as_of=None, basis="c")
    listed = award_text(replace(row, money=(ceiling,))).plain
    assert "potential (a vehicle's ceiling, often not a real sum) 2,840,238,077,721.00 USD" in listed
    assert "ceiling" not in award_text(order).plain


def test_nothing_hangs_on_an_order() -> None:
    assert orders_lines(order_sums([])) == []


def test_a_vehicle_is_shown_with_the_sums_of_its_orders_and_not_its_own(spending: Record) -> None:
    with View.open(spending) as view:
        page = award_page(view, AwardId(VEHICLE))
        facts = show(view, VEHICLE).facts
    assert page.order_sums.orders == 2
    current = next(one for one in page.order_sums.sums if one.notion == "current")
    assert current.amount == Decimal("19705037.30") + Decimal("180691.50")
    lines = [value for name, value in facts if name == "orders"]
    assert lines[0] == "2 orders held; others may exist"
    assert "current value of 2 of 2 orders together 19,885,728.80 USD, as of 2018-06-15 to 2018-06-28" in lines
    ceilings = [value for name, value in facts if name in {"current", "potential"}]
    assert all(value.endswith(CEILING) for value in ceilings)
