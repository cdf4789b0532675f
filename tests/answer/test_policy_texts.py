"""Relations read from text, held against a rule: who may be meant, how they are told, when and how much."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from onrecord.answer.policy_file import policy_of
from onrecord.answer.policy_parties import Meant, Names, meant
from onrecord.answer.policy_rows import RelationRow
from onrecord.answer.policy_texts import FOUND_WRONG, TextEnd, Told, text_relations, told
from onrecord.answer.policy_yaml import At, parse
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, PartyId
from onrecord.model.judgement import Judgement
from onrecord.model.statement import Amount, Comparator, Supply
from onrecord.store import Record, View, Writer
from review_records import copied

TEXT = "Dell supplies gates to ICE, worth $5 million."
DOCUMENT = DocumentId("d" * 32)


def words(text: str) -> Span:
    start = TEXT.index(text)
    return Span(document=DOCUMENT, start=start, end=start + len(text), text=text)


SUPPLY = Supply(
    document=DOCUMENT,
    supplier=words("Dell"),
    customer=words("ICE"),
    product=words("gates"),
    amount=None,
    status="held",
    evidence=words("Dell supplies gates to ICE"),
    rule="test",
)


@pytest.fixture
def view(example_record: Record) -> Iterator[View]:
    with View.open(example_record) as opened:
        yield opened


def party(view: View, name: str) -> PartyId:
    return view.parties_named(name)[0].id


def one(view: View, **values: object) -> Told:
    """Make a relation from Dell to ICE, published on 29 June 2018; values of the supply or of the ends."""
    ends = {key: values.pop(key) for key in ("supplier_end", "customer_end") if key in values}
    return Told(
        supply=replace(SUPPLY, **values),  # type: ignore[arg-type]  # fields of a supply
        supplier=ends.get("supplier_end", TextEnd(span=words("Dell"), parties=(party(view, "Dell"),))),  # type: ignore[arg-type]
        customer=ends.get("customer_end", TextEnd(span=words("ICE"), parties=(party(view, "ICE"),))),  # type: ignore[arg-type]
        makers={},
        published="2018-06-29",
    )


def rule(view: View, *lines: str) -> tuple[Meant, Names]:
    text = "policy: p\nrules:\n  - id: r\n" + "".join(f"    {line}\n" for line in lines)
    policy = policy_of(parse(text, At("p")), At("p"))
    names = Names(view, "p")
    return next(meant(view, policy, names)), names


BOTH = ("supplier: {parties: [Dell]}", "customer: {parties: [ICE]}")


def rows(view: View, relation: Told, *lines: str) -> tuple[list[RelationRow], Counter[str]]:
    left_out: Counter[str] = Counter()
    asked, names = rule(view, *(lines or BOTH))
    return list(text_relations(asked, [relation], names, left_out)), left_out


def reasons(view: View, relation: Told, *lines: str) -> list[str]:
    """List why a relation is left open; it must be one."""
    (row,) = rows(view, relation, *lines)[0]
    return [reason.code for reason in row.undecided]


def amount(comparator: Comparator, value: int = 5_000_000) -> Amount:
    return Amount(
        span=words("$5 million"),
        value=Decimal(value),
        precision=Decimal(1_000_000),
        currency="USD",
        comparator=comparator,
    )


def test_what_is_told_as_so_falls_under_the_rule(view: View) -> None:
    (row,) = rows(view, one(view))[0]
    assert row.undecided == ()
    assert (row.source, row.id, row.dates) == ("text", SUPPLY.id, (("published", "2018-06-29"),))
    assert [place.text for place in row.evidence] == ["Dell supplies gates to ICE", "Dell", "ICE", "gates"]


def test_a_demand_and_a_denial_are_no_relation(view: View) -> None:
    for modality in ("demanded", "denied"):
        assert rows(view, one(view, modality=modality)) == (
            [],
            Counter({f"told as {modality}, which is no relation": 1}),
        )
    assert rows(view, one(view, status="declined"))[1] == Counter({"told as declined": 1})


def test_a_rumour_and_a_plan_are_left_open_unless_the_rule_takes_them(view: View) -> None:
    assert reasons(view, one(view, modality="rumoured")) == ["modality"]
    takes = (*BOTH, "sources: {texts: {modality: [asserted, planned]}}")
    assert reasons(view, one(view, modality="planned"), *takes) == []


def test_what_has_ended_is_left_open_unless_the_rule_takes_it(view: View) -> None:
    assert reasons(view, one(view, status="cancelled")) == ["ended"]
    takes = (*BOTH, "sources: {texts: {status: [held, cancelled]}}")
    assert reasons(view, one(view, status="cancelled"), *takes) == []


def test_an_end_that_may_be_several_nobody_or_is_not_named_is_left_open(view: View) -> None:
    dell, microsoft, ice = (party(view, name) for name in ("Dell", "Microsoft", "ICE"))
    several = one(view, supplier_end=TextEnd(span=words("Dell"), candidates=(dell, microsoft)))
    assert reasons(view, several) == ["ambiguous_party"]
    assert reasons(view, one(view, customer_end=TextEnd(span=words("ICE")))) == ["party_open"]
    assert reasons(view, one(view, supplier=None, supplier_end=TextEnd(span=None))) == ["party_not_named"]
    others = one(view, supplier_end=TextEnd(span=words("Dell"), candidates=(microsoft, ice)))
    assert rows(view, others)[0] == []


def test_a_relation_of_others_is_none(view: View) -> None:
    other = one(view, customer_end=TextEnd(span=words("ICE"), parties=(party(view, "Microsoft"),)))
    assert rows(view, other)[0] == []


def test_a_day_that_is_only_known_to_the_month_may_leave_it_open(view: View) -> None:
    period = (*BOTH, "period: {from: 2018-06-15}")
    assert reasons(view, one(view, status="awarded", on="2018-06"), *period) == ["date_wide"]
    assert reasons(view, one(view, status="awarded", on="2018-07"), *period) == []
    assert rows(view, one(view, status="awarded", on="2018-05"), *period)[0] == []
    assert reasons(view, one(view, status="awarded"), *period) == ["no_date"]
    assert reasons(view, one(view), *period) == []  # it stands when the text is published


def test_a_stated_sum_counts_by_its_comparator(view: View) -> None:
    least = (*BOTH, "amount: {at_least: 5000000, notion: stated}")
    expected = {"exactly": [], "at_least": [], "about": ["amount_bound"], "at_most": ["amount_bound"]}
    for comparator, codes in expected.items():
        assert reasons(view, one(view, amount=amount(comparator)), *least) == codes  # type: ignore[arg-type]  # a key
    assert rows(view, one(view, amount=amount("exactly", 3_000_000)), *least)[0] == []
    assert reasons(view, one(view), *least) == ["no_amount"]
    obligated = (*BOTH, "amount: {at_least: 1, notion: obligated}")
    assert reasons(view, one(view, amount=amount("exactly")), *obligated) == ["other_notion"]


def test_a_use_is_looked_for_in_the_words(view: View) -> None:
    assert reasons(view, one(view), *BOTH, "use: {words: [gates]}") == []
    assert rows(view, one(view), *BOTH, "use: {words: [boats]}")[0] == []
    assert reasons(view, one(view), *BOTH, 'use: {categories: ["psc:10"]}') == ["no_category"]


def test_words_found_wrong_by_a_person_are_left_out(
    example_record: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A relation that stands in a statement which somebody has found wrongly read is no longer answered with."""
    record = copied(example_record, tmp_path_factory.mktemp("wrong") / "record")
    with View.open(record) as opened:
        before, _ = told(opened, Names(opened, "p"))
        places = {
            (statement.id, supply.supply.document)
            for supply in before
            for statement in opened.statements(supply.supply.document)
            if any(
                one.start < supply.supply.evidence.end and supply.supply.evidence.start < one.end
                for one in statement.content
            )
        }
        statement, document = min(places)
        left = opened.statement_keys(document)[statement]
    judged = Judgement(left=left, right="", verdict="wrong", user="t", made_at="2026-01-01T00:00:00+00:00", reason="")
    with Writer(record) as writer:
        writer.judge(judged)
    with View.open(record) as opened:
        after, left_out = told(opened, Names(opened, "p"))
    assert left_out >= 1
    assert len(after) == len(before) - left_out
    assert "people" in FOUND_WRONG
