"""What a vehicle sells: by its description, by the table, and by the orders held."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.owners import product_owners
from onrecord.connect.owners_recipients import Recipients
from onrecord.connect.owners_vehicles import (
    NAMED_LEAST,
    NAMED_SURE,
    SHOWN,
    Sales,
    count_orders,
    is_reseller,
    likely_owners,
)
from onrecord.model.award import Action, places_of
from onrecord.model.ids import AwardId
from resolve.build import action

VEHICLE = AwardId("CONT_IDV_ABC11A00002_7012")
OTHER = AwardId("CONT_IDV_XYZ11A00002_7012")
MICROSOFT = AwardId("CONT_IDV_HSHQDC15A00017_7001")
FIRST_SOURCE = AwardId("CONT_IDV_HSHQDC12D00013_7001")
NOBODY = Recipients()


def orders(*descriptions: str, parent: AwardId = VEHICLE, recipient: str = "HARBOUR WORKS") -> list[list[Action]]:
    """Make one award of one row for each description."""
    return [
        [action(number, award=AwardId(f"order {number}"), parent=parent, description=one, recipient=recipient)]
        for number, one in enumerate(descriptions, 1)
    ]


def labels(rows: list[Action], sales: Sales | None) -> dict[str, str]:
    return {one.owner: one.label for one in product_owners(rows, [], NOBODY, sales=sales)}


def test_orders_are_counted_once_each_by_what_they_buy() -> None:
    """Two rows of one order are one order; vehicles themselves and awards without one are none."""
    awards = orders("HP LAPTOPS", "CISCO SWITCHES", "COMPUTERS", "CISCO TRAINING", "HP AND DELL DESKTOPS")
    awards[0].append(action(9, award=awards[0][0].award, parent=VEHICLE, description="HP LAPTOPS, OPTION 1"))
    awards.append([action(10, kind="idv", parent=VEHICLE, description="HP BPA")])
    awards.append([action(11, parent=None, description="HP LAPTOPS")])
    sales = count_orders(awards)
    assert set(sales) == {VEHICLE}
    found = sales[VEHICLE]
    assert (found.orders, found.naming) == (5, 3)
    assert found.makers == {"org:hp": 2, "org:cisco": 1, "org:dell": 1}
    assert found.shown["org:cisco"] == (awards[1][0].field("description"),)


def test_a_few_descriptions_are_kept_as_evidence() -> None:
    found = count_orders(orders(*["HP LAPTOPS"] * 9))[VEHICLE]
    assert len(found.shown["org:hp"]) == SHOWN


def test_a_description_that_repeats_a_name_costs_little_more_than_one_that_names_it_once() -> None:
    """As many of its places are judged as for the label, not a thousand, each of which looks at the whole text."""
    started = time.process_time()
    found = count_orders(orders("CISCO TRAINING, HP HELP DESK " * 600))[VEHICLE]
    assert found.makers == {}
    assert time.process_time() - started < 2


def test_a_vehicle_whose_orders_name_one_maker_makes_the_others_likely() -> None:
    """With the counts in words, and some of the orders as evidence."""
    held = orders(*["HP LAPTOPS"] * NAMED_SURE, "COMPUTERS")
    (likely,) = likely_owners(held[-1], [], count_orders(held)[VEHICLE])
    assert likely.owner == "org:hp"
    assert f"of the {NAMED_SURE + 1} orders held under its vehicle {NAMED_SURE} name a maker, {NAMED_SURE} of them" in (
        likely.because
    )
    assert len(likely.evidence) == SHOWN
    assert labels(held[-1], count_orders(held)[VEHICLE]) == {"org:hp": "LIKELY_VIA"}


def test_a_known_reseller_needs_fewer_orders_and_is_no_evidence_alone() -> None:
    """Rule E4."""
    few = ["HP LAPTOPS"] * NAMED_LEAST
    for recipient, expected in (("HARBOUR WORKS", {}), ("NET DIRECT SYSTEMS, LLC", {"org:hp": "LIKELY_VIA"})):
        held = orders(*few, "COMPUTERS", recipient=recipient)
        assert labels(held[-1], count_orders(held)[VEHICLE]) == expected
    (likely,) = likely_owners(held[-1], [], count_orders(held)[VEHICLE])
    assert "NET DIRECT SYSTEMS, LLC is known to sell what others make" in likely.because
    alone = orders("COMPUTERS", recipient="CARAHSOFT TECHNOLOGY CORP.")
    assert labels(alone[0], count_orders(alone)[VEHICLE]) == {}
    assert labels(alone[0], None) == {}


def test_a_vehicle_that_sells_several_makers_makes_none_likely() -> None:
    """Not by its orders, nor by its own description against its orders."""
    held = orders(*["HP LAPTOPS"] * 12, *["CISCO SWITCHES"] * 12, "COMPUTERS")
    sales = count_orders(held)[VEHICLE]
    assert labels(held[-1], sales) == {}
    above = [action(99, kind="idv", description="HP EQUIPMENT")]
    assert likely_owners(held[-1], above, sales) == []
    assert [one.owner for one in likely_owners(held[-1], above, None)] == ["org:hp"]


def test_a_vehicle_described_with_two_makers_makes_none_likely() -> None:
    above = [action(99, kind="idv", description="HP LAPTOPS AND CISCO SWITCHES")]
    assert likely_owners(orders("EQUIPMENT")[0], above, None) == []


def test_the_table_stands_in_for_a_vehicle_that_is_not_held() -> None:
    """The field that names the vehicle is the evidence; a vehicle known to sell several makers is stopped."""
    (rows,) = orders("SOFTWARE", parent=MICROSOFT)
    assert likely_owners(rows, [], None) == []  # the row has no field for its vehicle: nothing to show
    fields = [("description", "row=1;column=d", "SOFTWARE"), ("parent", "row=1;column=p", "HSHQDC15A00017")]
    placed = action(1, parent=MICROSOFT, description="SOFTWARE", places=places_of("row=1;column=", fields))
    (likely,) = likely_owners([placed], [], None)
    assert (likely.owner, [one.text for one in likely.evidence]) == ("org:microsoft", ["HSHQDC15A00017"])
    held = orders(*["HP LAPTOPS"] * 20, "COMPUTERS", parent=FIRST_SOURCE)
    assert labels(held[-1], count_orders(held)[FIRST_SOURCE]) == {}


def test_what_two_rules_say_of_one_maker_is_said_together() -> None:
    held = orders(*["MICROSOFT LICENSES"] * 12, "SOFTWARE")
    above = [action(99, kind="idv", description="MS ELA/BPA")]
    (likely,) = likely_owners(held[-1], above, count_orders(held)[VEHICLE])
    assert "described with 'MS ELA/BPA'; of the 13 orders" in likely.because
    assert len(likely.evidence) == SHOWN + 1


def test_a_vehicle_says_nothing_of_an_order_that_names_what_it_buys() -> None:
    held = orders(*["HP LAPTOPS"] * 12, "VIEWSONIC MONITORS")
    assert labels(held[-1], count_orders(held)[VEHICLE]) == {"org:viewsonic": "SUPPLIED_VIA"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CARAHSOFT TECHNOLOGY CORP.", True),
        ("FCN, INC.", True),
        ("FCNX INC", False),
        ("C & C INTERNATIONAL COMPUTERS & CONSULTANTS, INC.", True),
        ("WEST PUBLISHING CORPORATION", False),
        ("", False),
    ],
)
def test_a_reseller_is_known_by_the_first_words_of_its_name(name: str, expected: bool) -> None:  # noqa: FBT001  # pytest gives it by name
    assert is_reseller(name) is expected


WORDS = st.sampled_from(["HP LAPTOPS", "CISCO", "COMPUTERS", "CISCO TRAINING", "", "DHS BULK CLOSE OUT"])


@given(st.lists(st.tuples(WORDS, st.sampled_from([VEHICLE, OTHER])), max_size=12))
@settings(deadline=None)
def test_counts_add_up(made: list[tuple[str, AwardId]]) -> None:
    """However the orders are mixed: each counts once, for its own vehicle, and no maker has more than name any."""
    awards = [orders(words, parent=parent)[0] for words, parent in made]
    sales = count_orders(awards)
    assert sum(one.orders for one in sales.values()) == len(made)
    for one in sales.values():
        assert all(count <= one.naming <= one.orders for count in one.makers.values())


def test_a_vehicle_that_says_the_same_in_every_row_says_it_once() -> None:
    """A vehicle may have dozens of modifications, most of them with one description."""
    vehicle = [action(number, description="MS ELA/BPA", kind="idv") for number in range(1, 20)]
    (likely,) = likely_owners([action(99, description="SOFTWARE LICENSES")], vehicle, None)
    assert likely.because == "the vehicle it hangs on is described with 'MS ELA/BPA'"
    assert [field.text for field in likely.evidence] == ["MS ELA/BPA"]
