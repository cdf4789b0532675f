"""A sum in a text and the sums of an award: which notions agree, by the precision and the comparator of the words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.answer.amounts import Answer, answer, answer_lines, award_sums, compare, fitting, outcome, recorded_sums
from onrecord.model.award import Action, Money, Notion
from onrecord.model.evidence import Span
from onrecord.model.ids import AwardId, DocumentId
from onrecord.model.statement import Amount, Comparator
from resolve.build import action

MILLION = Decimal(1_000_000)


def said(
    value: str, precision: str = "100000", comparator: Comparator = "exactly", currency: str = "USD", words: str = "$1"
) -> Amount:
    span = Span(document=DocumentId("d"), start=0, end=len(words), text=words)
    return Amount(
        span=span, value=Decimal(value), precision=Decimal(precision), currency=currency, comparator=comparator
    )


def money(notion: Notion, amount: str, *, currency: str = "USD", as_of: str | None = "2018-06-15") -> Money:
    return Money(notion=notion, amount=Decimal(amount), currency=currency, as_of=as_of, basis="column")


def row(number: int = 1, *, award: str = "CONT_AWD_1", modification: str = "0", **sums: str) -> Action:
    given = tuple(money(notion, amount) for notion, amount in sums.items())  # type: ignore[arg-type]  # notions by name
    return action(
        number,
        award=AwardId(award),
        modification=modification,
        money=given,
        obligated=None,
        recipient="EXAMPLE, INC.",
    )


@pytest.mark.parametrize(
    ("value", "precision", "recorded", "expected"),
    [
        ("19400000", "100000", "19413258.24", "agrees"),
        ("19400000", "100000", "19705037.30", "differs"),
        ("19700000", "100000", "19705037.30", "agrees"),
        ("19400000", "100000", "19350000", "agrees"),  # half goes up
        ("19400000", "100000", "19349999.99", "differs"),
        ("19400000", "100000", "19450000", "differs"),
        ("20000000", "1000000", "19705037.30", "agrees"),
        ("19705037", "1", "19705037.30", "agrees"),
        ("19705037.30", "0.01", "19705037.3", "agrees"),
        ("19705037.30", "0.01", "19705037.31", "differs"),
        ("19400000", "100000", "0", "differs"),
        ("19400000", "100000", "-19413258.24", "differs"),
        ("0", "1", "0", "agrees"),
    ],
)
def test_a_sum_agrees_where_the_recorded_one_rounds_to_it(
    value: str, precision: str, recorded: str, expected: str
) -> None:
    for comparator in ("exactly", "about"):
        assert outcome(said(value, precision, comparator), Decimal(recorded)) == expected


@pytest.mark.parametrize(
    ("comparator", "recorded", "expected"),
    [
        ("at_least", "19413258.24", "agrees"),
        ("at_least", "19400000", "agrees"),
        ("at_least", "19390000", "differs"),  # rounds to it and is less
        ("at_least", "41000000", "allowed"),
        ("at_most", "19390000", "agrees"),
        ("at_most", "19413258.24", "differs"),  # rounds to it and is more
        ("at_most", "5", "allowed"),
        ("at_most", "-5", "allowed"),
    ],
)
def test_a_comparator_is_honoured(comparator: Comparator, recorded: str, expected: str) -> None:
    """Words such as "more than" leave one side open; being on it is not the same as agreeing."""
    assert outcome(said("19400000", comparator=comparator), Decimal(recorded)) == expected


@given(
    st.decimals(min_value=-(10**15), max_value=10**15, places=2),
    st.integers(-2, 9),
    st.sampled_from(["exactly", "at_least", "at_most"]),
)
def test_agreement_is_never_further_off_than_half_a_unit(recorded: Decimal, power: int, comparator: Comparator) -> None:
    unit = Decimal(1).scaleb(power)
    value = (recorded / unit).to_integral_value() * unit
    stated = said(f"{value:f}", f"{unit:f}", comparator)
    if outcome(stated, recorded) == "agrees":
        assert abs(recorded - value) <= unit / 2
    else:
        assert comparator != "exactly" or abs(recorded - value) >= unit / 2
    if comparator == "at_least":
        assert (outcome(stated, recorded) == "differs") == (recorded < value)


def test_every_notion_is_compared_and_the_answer_names_those_that_agree() -> None:
    found = award_sums(
        said("19700000"), fitting([row(current="19705037.30", potential="39441280.08", obligated="5")], ())
    )
    assert [(one.notion, one.outcome) for one in found.comparisons] == [
        ("current", "agrees"),
        ("obligated", "differs"),
        ("potential", "differs"),
    ]
    assert [one.notion for one in found.agreeing] == ["current"]
    assert found.comparisons[2].difference == Decimal("19741280.08")
    assert found.not_recorded == ("outlayed",)


def test_a_notion_that_is_not_recorded_is_named_as_such() -> None:
    """Definitive contracts have a ceiling and no current value in some files (pitfall P6)."""
    found = award_sums(said("53100000"), fitting([row(potential="53143001.10")], ()))
    assert [one.notion for one in found.agreeing] == ["potential"]
    assert found.not_recorded == ("obligated", "current", "outlayed")


def test_another_currency_is_not_compared_and_nothing_is_converted() -> None:
    found = award_sums(said("19700000", currency="EUR"), fitting([row(current="19705037.30")], ()))
    assert (found.comparisons, found.other_currencies) == ((), ("USD",))
    made = answer(said("19700000", currency="EUR", words="€19.7 million"), [found])
    assert (made.compared, made.other_currencies, made.agreed, made.nearest) == (0, 1, (), ())
    (line,) = answer_lines(made)
    assert "not compared: 1 award" in line
    assert "nothing is converted" in line


def test_a_sum_that_a_later_row_replaced_is_compared_and_marked() -> None:
    """A text speaks of its own day: the value then recorded counts, and the answer says that it has changed since."""
    rows = [row(current="9464202.84"), row(2, modification="P00001", current="19705037.30")]
    assert [(f"{one.amount}", latest) for one, latest in recorded_sums(rows)] == [
        ("19705037.30", True),
        ("9464202.84", False),
    ]
    found = award_sums(said("9500000"), fitting(rows, ()))
    assert [(one.outcome, one.latest) for one in found.comparisons] == [("agrees", False), ("differs", True)]
    assert "replaced since by a later row" in "\n".join(answer_lines(answer(said("9500000"), [found])))


def test_a_sum_of_the_actions_held_gives_way_to_a_stated_one() -> None:
    flows = action(1, money=(money("current", "100"),), obligated=Decimal(100))
    found = award_sums(said("100", "1"), fitting([flows], ()))
    assert [(one.notion, one.stated) for one in found.comparisons] == [("current", True), ("obligated", False)]
    assert "obligated 100.00 USD (of the actions held; others may exist)" in "\n".join(
        answer_lines(answer(said("100", "1"), [found]))
    )


def _answer(amount: Amount, *awards: Action) -> Answer:
    return answer(
        amount, [award_sums(amount, fitting([one], (("Microsoft", "recipient", "DIRECT"),))) for one in awards]
    )


def test_without_agreement_the_nearest_is_named_with_its_notion_and_its_distance() -> None:
    made = _answer(
        said("19400000", words="$19.4 million"),
        row(1, award="CONT_AWD_FAR", current="7"),
        row(2, award="CONT_AWD_NEAR", current="19705037.30", potential="39441280.08"),
    )
    assert made.agreed == ()
    assert [one.award for one in made.nearest] == ["CONT_AWD_NEAR", "CONT_AWD_FAR"]
    lines = answer_lines(made)
    assert lines[0].startswith(
        "“$19.4 million”, read as 19,400,000 USD, to the nearest 100,000: agrees with none of 2 awards"
    )
    assert "sums over several awards are not tried" in lines[0]
    assert lines[1].startswith("nearest: 1 (EXAMPLE, INC.; Microsoft: recipient) [CONT_AWD_NEAR]")
    assert lines[2] == (
        "- current value 19,705,037.30 USD, as of 2018-06-15: differs by 305,037.30 (above the stated sum)"
    )
    assert not any("agrees: " in line or line.endswith(": agrees") for line in lines)


def test_two_awards_that_only_together_make_the_sum_do_not_agree() -> None:
    made = _answer(
        said("20000000", "1000000"), row(1, award="A", current="10000000"), row(2, award="B", current="10000000")
    )
    assert made.agreed == ()


def test_where_awards_agree_no_other_is_called_near() -> None:
    made = _answer(
        said("10000000", "1000000"), row(1, award="A", current="10000000"), row(2, award="B", current="9000000")
    )
    assert ([one.award for one in made.agreed], made.nearest) == (["A"], ())
    assert "agrees with 1 of 2 awards" in answer_lines(made)[0]


def test_only_some_of_many_agreeing_awards_are_written_out() -> None:
    made = _answer(said("10", "1"), *(row(number, award=f"A{number}", current="10") for number in range(9)))
    assert len(made.agreed) == 9
    assert answer_lines(made)[-1] == "and 6 more awards that agree"


def test_a_vehicle_is_marked() -> None:
    made = _answer(said("10", "1"), action(1, kind="idv", money=(money("potential", "10"),), obligated=None))
    assert "a vehicle: what its orders may come to" in answer_lines(made)[1]


def test_an_award_without_any_sum_is_not_compared() -> None:
    assert compare(said("10", "1"), []) == ()
    made = _answer(said("10", "1"), row())
    assert (made.compared, made.has_awards) == (0, True)


def test_a_very_large_sum_is_compared_exactly() -> None:
    """The ceiling of one schedule is 2.84 trillion; thirty digits are compared to the cent."""
    assert outcome(said("2840238077721", "1"), Decimal("2840238077721.00")) == "agrees"
    assert outcome(said("9" * 30, "0.01"), Decimal("9" * 30) + Decimal("0.01")) == "differs"
