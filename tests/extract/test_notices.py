"""Contract notices: firms, contracting activity, sums, numbers and dates, at the words that say them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.extractors import extract_text
from onrecord.extract.notices import Notice, notices
from onrecord.model.ids import DocumentId

AWARD = (
    "Orrin Freight Inc.,* Tulsa, Oklahoma, is awarded a $9,100,000 firm-fixed-price contract (N00019-25-C-0042) for crates. "
    "This contract includes options which, if exercised, would bring the cumulative value of this contract to $12,300,000. "
    "Work will be performed in Tulsa, Oklahoma, and is expected to be completed by June 2027. The Naval Example Systems "
    "Command, Patuxent River, Maryland, is the contracting activity. (Awarded July 3, 2025)"
)
CHANGE = (
    "Voss Turbines LLC, Waco, Texas, was awarded a $4,000,000 modification (P00007) to contract W58RGZ-22-C-0011 to exercise an "
    "option for blades. Army Example Command, Redstone Arsenal, Alabama, is the contracting activity."
)
LIST = (
    "Alder & Stowe Co., Reno, Nevada (FA4600-25-D-0002); Mirai Works LLC, Omaha, Nebraska (FA4600-25-D-0003); and Lumo JV, St. "
    "Louis, Missouri (FA4600-25-D-0004), were awarded a $50,000,000 contract for tents. The 55th Example Squadron, Offutt Air "
    "Force Base, Nebraska, is the contracting activity."
)
ORDER = (
    "Medora Inc., Salem, Oregon, was awarded a $2,000,000 delivery order (SPRDL1-25-F-0162) against a requirements contract "
    "(SPRDL1-24-D-0034) for filters. The contracting activity is the Defense Example Agency, Warren, Michigan."
)
MENDED = (
    "CORRECTION: The contract announced on Aug. 1, 2025, to Brandt Logistics Inc., Dover, Delaware (FA7014-25-F-0232), was "
    "announced with the incorrect award amount. The correct award amount is $8,797,214."
)


def only(text: str) -> Notice:
    (found,) = notices(text, 0, len(text))
    return found


def words(text: str, *places: tuple[int, int] | None) -> list[str | None]:
    return [None if place is None else text[slice(*place)] for place in places]


def test_an_award() -> None:
    """The sum of this action and the sum with options are two; the full stop of `Inc.` is the name's."""
    found = only(AWARD)
    assert (found.kind, words(AWARD, *found.suppliers)) == ("award", ["Orrin Freight Inc."])
    assert words(AWARD, found.customer, found.amount, found.total, found.awarded_on, found.ends_on) == [
        "Naval Example Systems Command",
        "$9,100,000",
        "$12,300,000",
        "July 3, 2025",
        "June 2027",
    ]
    assert words(AWARD, *found.numbers) == ["N00019-25-C-0042"]


def test_a_modification() -> None:
    """The number of the contract changed is no number of a new one."""
    found = only(CHANGE)
    assert (found.kind, found.extends, found.numbers) == ("modification", True, ())
    assert words(CHANGE, *found.modified, *found.modifications) == ["W58RGZ-22-C-0011", "P00007"]


def test_a_list_of_firms() -> None:
    """Each firm of a list is one supplier; the sum is theirs together and given to none."""
    found = only(LIST)
    assert words(LIST, *found.suppliers) == ["Alder & Stowe Co.", "Mirai Works LLC", "Lumo JV"]
    supplies = extract_text(DocumentId("d"), LIST).supplies
    assert [(one.supplier.text if one.supplier else None, one.amount) for one in supplies] == [
        ("Alder & Stowe Co.", None),
        ("Mirai Works LLC", None),
        ("Lumo JV", None),
    ]


def test_an_order() -> None:
    """An order has a number of its own and one of the contract it is placed under."""
    found = only(ORDER)
    assert (found.kind, words(ORDER, *found.numbers, *found.ordered_under)) == (
        "order",
        ["SPRDL1-25-F-0162", "SPRDL1-24-D-0034"],
    )
    assert words(ORDER, found.customer) == ["Defense Example Agency"]


def test_a_correction() -> None:
    """The right sum is taken, and the announcement that is mended."""
    found = only(MENDED)
    assert (found.kind, words(MENDED, *found.suppliers, found.amount, *found.modified)) == (
        "correction",
        ["Brandt Logistics Inc.", "$8,797,214", "contract announced on Aug. 1, 2025"],
    )


def test_two_notices_run_together() -> None:
    """A notice begins where the contracting activity of the one before ends."""
    text = AWARD.replace(" (Awarded July 3, 2025)", "") + CHANGE
    assert [words(text, *one.suppliers) for one in notices(text, 0, len(text))] == [
        ["Orrin Freight Inc."],
        ["Voss Turbines LLC"],
    ]


def test_what_a_notice_becomes() -> None:
    """Status and day of the relation; an option used is a renewal."""
    found = [one for text in (AWARD, CHANGE) for one in extract_text(DocumentId("d"), text).supplies]
    assert [(one.status, one.modality, one.on) for one in found] == [
        ("awarded", "asserted", "2025-07-03"),
        ("renewed", "asserted", None),
    ]
    assert [str(one.amount.value) if one.amount else None for one in found] == ["9100000", "4000000"]


@pytest.mark.parametrize(
    "text",
    ["", "The contracting activity was busy.", "CORRECTION: the mayor is 51.", "Orrin Freight was awarded a medal."],
)
def test_other_paragraphs_are_no_notices(text: str) -> None:
    """Without firms, or without a contracting activity, there is no notice."""
    assert list(notices(text, 0, len(text))) == []


@given(
    st.lists(
        st.sampled_from(
            [AWARD, CHANGE, LIST, "(", ")", ", ", "; ", "$", "is the contracting activity", " awarded ", "CORRECTION: "]
        ),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(parts: list[str]) -> None:
    """Broken notices raise nothing, and every place lies in the text."""
    text = "".join(parts)
    for one in notices(text, 0, len(text)):
        assert all(0 <= start < end <= len(text) for start, end in one.suppliers)
