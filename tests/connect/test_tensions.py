"""What is put side by side as possibly in tension, and what never is."""

import re
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest

from onrecord.connect.tensions import Scoped, said_once, scope_of, scope_tensions
from onrecord.model.award import Award
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.meeting import Echo, EchoMember, Tension
from onrecord.model.party import Link
from onrecord.store import Record, View
from resolve.build import action, document, statement

SOURCE = Path(__file__).parents[2] / "src" / "onrecord"
MEMO = "is supporting legacy mail, calendar, messaging and document management workloads"
MAKER, AGENCY, OTHER = PartyId("maker"), PartyId("agency"), PartyId("other agency")


def scoped(words: str = MEMO, *, said_on: str = "2018-06-19", about: PartyId = AGENCY, number: int = 1) -> Scoped:
    """Make a statement of the maker's about the agency."""
    made = document(f"{number}. The maker said the work {words}.")
    said = statement(made, "The maker", f"the work {words}")
    uses = scope_of(said)
    assert uses is not None
    return Scoped(statement=said, uses=uses, parties=frozenset({MAKER}), about=frozenset({about}), said_on=said_on)


def award(
    description: str = "AZURE GOVERNMENT CONSUMPTION", *, kind: str = "order", acted_on: str | None = "2018-06-28"
) -> Award:
    """Make an award of one action."""
    latest = action(description=description, acted_on=acted_on, kind=kind, obligated=Decimal(1))
    return Award(id=latest.award, kind=latest.kind, money=(), latest=latest, actions=1)


def links(one: Award, *, label: str = "SUPPLIED_VIA", buyer: PartyId = AGENCY) -> list[Link]:
    """Link an award to its buyer and to the maker of what it buys."""
    field = one.latest.field("description")
    evidence = (field,) if field else ()
    part: dict[str, object] = {"award": one.id, "evidence": evidence, "because": "test"}
    return [
        Link(party=buyer, role="BUYER", label=None, **part),  # type: ignore[arg-type]
        Link(party=MAKER, role="PRODUCT_OWNER", label=label, **part),  # type: ignore[arg-type]
    ]


def tensions(said: Scoped, one: Award, given: list[Link] | None = None) -> list[Tension]:
    return list(scope_tensions([said], [one], links(one) if given is None else given))


@pytest.mark.parametrize(
    ("words", "uses"),
    [
        (MEMO, "legacy mail, calendar, messaging and document management workloads"),
        ("consists of mail, calendar, and messaging", "mail, calendar, and messaging"),
        ("is limited to mail, chat and\nstorage", "mail, chat and storage"),
        ("is supporting mail and calendar", None),
        ("is supporting the troops", None),
        ("bought mail, calendar and messaging", None),
    ],
)
def test_a_scope_is_a_verb_of_consisting_and_a_list_of_three(words: str, uses: str | None) -> None:
    made = document(f"It said the work {words}.")
    assert scope_of(statement(made, "It", f"the work {words}")) == uses


def test_a_long_list_without_an_end_costs_no_time() -> None:
    """Thirty things and no "and": an expression that tries every way to cut them would not come back."""
    words = "is supporting " + ", ".join(f"thing number {number}" for number in range(400))
    made = document(f"It said the work {words}.")
    began = process_time()
    assert scope_of(statement(made, "It", f"the work {words}")) is None
    assert process_time() - began < 1


def test_a_listed_scope_and_an_order_for_something_unlisted_are_in_tension() -> None:
    one, said = award(), scoped()
    (found,) = tensions(said, one)
    assert (found.kind, found.left, found.right) == ("statement_against_award", said.statement.id, one.id)
    assert "legacy mail, calendar, messaging and document management workloads" in found.because
    assert "'Azure Government'" in found.because
    assert found.both_true_if
    assert 0 < found.score < 1


@pytest.mark.parametrize(
    "description",
    ["OFFICE 365 IMPLEMENTATION", "EXCHANGE ONLINE", "G SUITE", "SUPPORT SERVICES OF MICROSOFT", "PENCILS"],
)
def test_an_order_for_what_the_list_names_or_for_no_product_is_not(description: str) -> None:
    """Office 365 is made for mail and calendars, which the memo names; a maker's bare name says nothing of a use."""
    assert tensions(scoped(), award(description)) == []


def test_a_product_the_statement_names_itself_is_not_hidden_by_it() -> None:
    assert tensions(scoped("is supporting mail, calendar and Azure Government hosting"), award()) == []


def test_no_agency_in_common_no_tension() -> None:
    assert tensions(scoped(about=OTHER), award()) == []
    one = award()
    assert tensions(scoped(), one, links(one, buyer=OTHER)) == []


@pytest.mark.parametrize(
    ("acted_on", "found"), [("2019-06-19", 1), ("2019-06-20", 0), ("2017-06-18", 0), (None, 0), ("", 0)]
)
def test_a_year_apart_or_undated_no_tension(acted_on: str | None, found: int) -> None:
    assert len(tensions(scoped(), award(acted_on=acted_on))) == found


@pytest.mark.parametrize("label", ["LIKELY_VIA", "MENTION_ONLY"])
def test_a_likely_part_is_too_little_for_a_tension(label: str) -> None:
    one = award()
    assert tensions(scoped(), one, links(one, label=label)) == []


def test_a_vehicle_orders_nothing_itself() -> None:
    assert tensions(scoped(), award(kind="idv")) == []


def test_words_of_a_vehicle_are_not_the_orders_own() -> None:
    one = award("DHS BPA OY2")
    vehicle = action(2, award=AwardId("CONT_IDV_1"), description="AZURE GOVERNMENT")
    field = vehicle.field("description")
    assert field is not None
    part = Link(
        award=one.id, party=MAKER, role="PRODUCT_OWNER", label="SUPPLIED_VIA", evidence=(field,), because="test"
    )
    assert tensions(scoped(), one, [links(one)[0], part]) == []


def test_nearer_in_time_and_closer_in_label_come_first() -> None:
    near, far = award(acted_on="2018-06-20"), award(acted_on="2019-01-01")
    scores = [tensions(scoped(), one)[0].score for one in (near, far)]
    assert scores[0] > scores[1]
    assert tensions(scoped(), near, links(near, label="DIRECT"))[0].score > scores[0]


def test_words_repeated_by_another_paper_count_once_and_the_earlier_stays() -> None:
    early, late = scoped(number=1), scoped(number=2)
    members = [
        EchoMember(span=one.statement.content[0], statement=one.statement.id, speaker=MAKER) for one in (early, late)
    ]
    echo = Echo(kind="verbatim", members=(members[0], members[1]))
    assert said_once([late, early], [echo]) == [early]
    assert said_once([late, early], []) == [late, early]
    elsewhere = EchoMember(span=members[0].span, statement=None, speaker=None)
    assert said_once([late, early], [Echo(kind="marks_dropped", members=(members[0], elsewhere))]) == [late, early]


def test_the_example_has_the_memo_against_the_azure_order_once_and_nothing_else(example_record: Record) -> None:
    with View.open(example_record) as view:
        found = [one for one in view.tensions() if one.kind == "statement_against_award"]
        statements = {one.id: one for one in view.statements()}
        names = view.party_names()
        speakers = view.speakers([one.left for one in found])  # type: ignore[misc]  # the left item is a statement here
    assert [one.right for one in found] == ["CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"]
    said = " ".join(span.text for one in found for span in statements[one.left].content)  # type: ignore[index]
    assert "legacy mail, calendar, messaging and document management workloads" in " ".join(said.split())
    assert [names[one.party][0] for one in speakers.values() if one.party] == ["Satya Nadella"]


def test_nothing_the_product_says_accuses_anybody(example_record: Record) -> None:
    """It shows two texts; whether they contradict is for people to say."""
    accusing = re.compile(r"\b(?:lied|liars?|falsely|contradict\w*|hypocri\w*|dishonest\w*)\b", re.IGNORECASE)
    plain = re.compile(r"\b(?:lies?|lying|false)\b", re.IGNORECASE)  # in code, lines lie and flags are False
    with View.open(example_record) as view:
        texts = [text for one in view.tensions() for text in (one.because, one.both_true_if)]
    assert texts
    assert [text for text in texts if accusing.search(text) or plain.search(text)] == []
    sources = [path for folder in ("connect", "answer") for path in (SOURCE / folder).glob("*.py")]
    pages = list((SOURCE / "serve").rglob("*.html"))
    assert [path for path in [*sources, *pages] if accusing.search(path.read_text(encoding="utf-8"))] == []
