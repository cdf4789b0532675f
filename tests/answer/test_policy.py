"""A policy held against made-up awards and texts: each reach, each reason why something is not decided."""

from collections.abc import Callable
from pathlib import Path

import pytest

from answer.policy_sources import CASES, key, write_sources
from onrecord.answer.policy import check
from onrecord.answer.policy_file import policy_of
from onrecord.answer.policy_parties import Parties, stands
from onrecord.answer.policy_rows import Reason, RuleAnswer
from onrecord.answer.policy_yaml import At, parse
from onrecord.answer.show import show
from onrecord.errors import UserError
from onrecord.store import Record, View

ALL = "reach: [direct, subsidiary, reseller, subcontractor]"
HARBOUR = "supplier: {parties: [HARBOUR WORKS LLC]}"
MICROSOFT = "supplier: {parties: [Microsoft]}"
ICE = "customer: {parties: [ICE]}"
NO_TEXTS = "sources: {texts: no}"


@pytest.fixture(scope="module")
def harbour(build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build the record of the cases; tests only read it."""
    folder = tmp_path_factory.mktemp("policy")
    return build_record(folder / "record", write_sources(folder))


def ask(record: Record, *lines: str) -> RuleAnswer:
    """Ask one rule, its lines as in a policy."""
    text = "policy: test\nrules:\n  - id: r\n" + "".join(f"    {line}\n" for line in lines)
    with View.open(record) as view:
        (answer,) = check(view, policy_of(parse(text, At("policy.yaml")), At("policy.yaml"))).answers
    return answer


def cases(answer: RuleAnswer) -> set[str]:
    """Name the cases whose awards fall under the rule."""
    ids = {key(case): case for case in CASES}
    return {ids.get(one.id, one.source) for one in answer.falling}


def reasons(answer: RuleAnswer) -> dict[str, set[str]]:
    """Map the cases that were not decided to why."""
    ids = {key(case): case for case in CASES}
    found: dict[str, set[str]] = {}
    for one in answer.undecided:
        found.setdefault(ids.get(one.id, one.source), set()).update(reason.code for reason in one.undecided)
    return found


OWN = {"DIRECT", "NOSUM", "NODATE", "NOWORDS", "ARMY", "VEHICLE"}


def test_direct_is_what_the_supplier_receives_itself(harbour: Record) -> None:
    answer = ask(harbour, HARBOUR)
    assert cases(answer) == OWN
    assert answer.undecided == ()
    assert {one.reach for one in answer.falling} == {("direct",)}


def test_a_subsidiary_counts_where_the_award_itself_records_its_parent(harbour: Record) -> None:
    """The same firm without a parent on the award is left open: it may have had another owner then."""
    answer = ask(harbour, HARBOUR, "reach: [subsidiary]")
    assert cases(answer) == {"OWNED"}
    assert reasons(answer) == {"ELSEWHERE": {"owner_elsewhere"}}
    (owned,) = answer.falling
    assert (owned.label, owned.via) == ("SUBSIDIARY", ("QUAY SYSTEMS INC",))
    assert any("HARBOUR" in place.text for place in owned.evidence)


def test_a_firm_bought_after_the_award_is_left_open(harbour: Record) -> None:
    """The tables say from which day it belongs to the other."""
    answer = ask(harbour, MICROSOFT, "reach: [subsidiary]", NO_TEXTS)
    assert (cases(answer), reasons(answer)) == (set(), {"LATER": {"owner_later"}})
    assert "since 2022-03-04" in answer.undecided[0].undecided[0].words


def test_a_reseller_counts_where_the_description_names_the_product(harbour: Record) -> None:
    """A likely product and a mere mention are left open."""
    answer = ask(harbour, MICROSOFT, "reach: [reseller]", NO_TEXTS)
    assert cases(answer) == {"RESOLD"}
    assert reasons(answer) == {"LIKELY": {"likely_via"}, "NAMED": {"mention_only"}}
    (resold,) = answer.falling
    assert (resold.label, resold.via) == ("SUPPLIED_VIA", ("Dell",))
    assert resold.supplier is not None
    assert resold.supplier.name == "Microsoft"


def test_a_subcontractor_counts_with_its_own_date_and_sum(harbour: Record) -> None:
    """Under an award that is not held nobody knows who buys: left open where the rule names a customer."""
    rule = ("supplier: {parties: ['Example Hosting, LLC']}", "reach: [subcontractor]")
    answer = ask(harbour, *rule, ICE)
    (under,) = answer.falling
    assert (under.source, under.label) == ("subaward", "SUBAWARD")
    assert [(one.notion, str(one.amount)) for one in under.money] == [("subaward", "532.50")]
    assert under.dates == (("subcontract", "2018-07-15"),)
    assert reasons(answer) == {"subaward": {"prime_not_held"}}
    assert len(ask(harbour, *rule).falling) == 2
    assert ask(harbour, rule[0], "reach: [direct, subsidiary, reseller]").falling == ()


def test_a_reach_that_the_rule_does_not_have_is_neither_found_nor_open(harbour: Record) -> None:
    answer = ask(harbour, MICROSOFT, "reach: [direct]", NO_TEXTS)
    assert (answer.falling, answer.undecided) == ((), ())


def test_a_customer_is_meant_with_its_parts_only_where_the_rule_says_so(harbour: Record) -> None:
    department = "[Department of Homeland Security]"
    assert ask(harbour, f"customer: {{parties: {department}}}", HARBOUR).falling == ()
    assert cases(ask(harbour, f"customer: {{parts_of: {department}}}", HARBOUR)) == OWN - {"ARMY"}
    assert cases(ask(harbour, "customer: {parts_of: [Department of Defense]}", HARBOUR)) == {"ARMY"}


def test_kinds_narrow_names_and_stand_alone(harbour: Record) -> None:
    assert ask(harbour, "customer: {parties: [ICE], kinds: [company]}", NO_TEXTS).falling == ()
    every = cases(ask(harbour, "customer: {kinds: [public_body]}", NO_TEXTS))
    assert every == set(CASES)


def test_a_party_is_found_by_identifier_and_by_id(harbour: Record) -> None:
    with View.open(harbour) as view:
        whole = view.parties_named("HARBOUR WORKS LLC")[0].id
    for name in ("us-uei:HARBOURWORK1", whole, whole[:10], "harbour works llc"):
        assert cases(ask(harbour, f"supplier: {{parties: ['{name}']}}")) == OWN


def test_words_of_the_description(harbour: Record) -> None:
    """Whole words, any ending where a star stands; an award without a description is left open."""
    for words in ("facial recognition", "FACIAL-Recognition", "recogn*"):
        answer = ask(harbour, f"use: {{words: ['{words}']}}", HARBOUR, NO_TEXTS)
        assert (cases(answer), reasons(answer)) == ({"DIRECT"}, {"NOWORDS": {"no_description"}})
        assert any(place.text == "FACIAL RECOGNITION GATES" for place in answer.falling[0].evidence)
    assert cases(ask(harbour, "use: {words: [recogn]}", HARBOUR)) == set()


def test_products_makers_and_categories(harbour: Record) -> None:
    """A maker is meant whoever sells; the beginning of a code stands for all below it."""
    assert cases(ask(harbour, "use: {products: [azure government]}", NO_TEXTS)) == {"RESOLD"}
    made = ask(harbour, "use: {makers: [Microsoft]}", NO_TEXTS)
    assert cases(made) == {"RESOLD"}
    assert made.falling[0].supplier is not None
    assert made.falling[0].supplier.name == "Dell"
    assert reasons(made) == {"LIKELY": {"likely_via"}, "NAMED": {"mention_only"}}
    assert cases(ask(harbour, 'use: {categories: ["psc:10"]}')) == {"ARMY"}


def test_the_period_meets_the_actions_and_the_term(harbour: Record) -> None:
    """An award without a date is left open, never left out."""
    inside = ask(harbour, HARBOUR, "period: {from: 2019-03, to: 2019-03}")
    assert cases(inside) == OWN - {"NODATE"}
    assert reasons(inside) == {"NODATE": {"no_date"}}
    assert cases(ask(harbour, HARBOUR, "period: {from: 2020-01-01}")) == OWN - {"NODATE"}
    assert cases(ask(harbour, HARBOUR, "period: {to: 2019-02}")) == set()


def test_a_sum_counts_in_its_own_notion_only(harbour: Record) -> None:
    rule = (HARBOUR, NO_TEXTS)
    least = ask(harbour, *rule, "amount: {at_least: 500000, notion: obligated}")
    assert cases(least) == {"DIRECT", "NODATE", "NOWORDS", "ARMY"}
    assert reasons(least) == {"NOSUM": {"no_amount"}}
    assert "DIRECT" not in cases(ask(harbour, *rule, "amount: {at_least: 600001, notion: current}"))
    assert reasons(ask(harbour, *rule, "amount: {at_least: 1, notion: outlayed}"))["DIRECT"] == {"other_notion"}
    other = ask(harbour, *rule, "amount: {at_least: 1, notion: obligated, currency: EUR}")
    assert reasons(other)["DIRECT"] == {"other_currency"}
    ceiling = ask(harbour, *rule, "amount: {at_least: 1, notion: potential}")
    assert reasons(ceiling)["VEHICLE"] == {"ceiling"}


def test_a_subcontract_is_measured_by_what_was_reported_for_it(harbour: Record) -> None:
    rule = ("supplier: {parties: ['Example Hosting, LLC']}", "reach: [subcontractor]", ICE)
    assert len(ask(harbour, *rule, "amount: {at_least: 500, notion: subaward}").falling) == 1
    assert ask(harbour, *rule, "amount: {at_least: 600, notion: subaward}").falling == ()
    assert reasons(ask(harbour, *rule, "amount: {at_least: 1, notion: obligated}"))["subaward"] >= {"other_notion"}


def test_what_only_the_prime_award_is_for_leaves_its_subcontract_open(harbour: Record) -> None:
    rule = ("supplier: {parties: ['Example Hosting, LLC']}", "reach: [subcontractor]", ICE)
    assert len(ask(harbour, *rule, "use: {words: [lenses]}").falling) == 1
    assert reasons(ask(harbour, *rule, "use: {words: [facial recognition]}"))["subaward"] == {"prime_describes"}


def test_a_sale_that_a_text_tells_of_counts_with_its_words(harbour: Record) -> None:
    answer = ask(harbour, "supplier: {parties: [Dell]}", ICE, "sources: {awards: no}")
    (told,) = answer.falling
    assert (told.source, told.reach) == ("text", ("direct",))
    assert told.evidence[0].text.startswith("Dell Federal Systems supplies Microsoft Azure Government")
    via = ask(harbour, MICROSOFT, ICE, "reach: [reseller]", "sources: {awards: no}")
    assert [one.because for one in via.falling] == ["told as held, asserted; supplied by Dell Federal Systems"]


def test_a_private_person_is_left_open(harbour: Record) -> None:
    """A policy decides about firms and bodies: what it names of a person without a public role is for a person to look at."""
    with View.open(harbour) as view:
        (jane,) = view.parties_named("Jane Tidewater")
        ice = view.parties_named("ICE")[0]
        answer = stands(Parties(ids=frozenset({jane.id, ice.id})), jane)
        assert isinstance(answer, Reason)
        assert answer.code == "private_person"
        assert stands(Parties(ids=frozenset({jane.id, ice.id})), ice) is True


def test_every_row_opens(harbour: Record) -> None:
    """The id of each row is one that `onrecord show` knows, and each place has an artefact or a document of the record."""
    answer = ask(harbour, "customer: {kinds: [public_body]}", ALL)
    assert {one.source for one in answer.falling} == {"award", "subaward", "text"}
    with View.open(harbour) as view:
        for one in (*answer.falling, *answer.undecided):
            assert show(view, one.id).id.startswith(one.id)
            assert one.evidence


def test_a_name_the_record_does_not_have(harbour: Record) -> None:
    """An error with its line, unless the package's tables know the name: then it is listed as absent."""
    with pytest.raises(UserError, match=r"policy.yaml, line 4: no party of this record is called 'Harbour Wirks'"):
        ask(harbour, "supplier: {parties: [Harbour Wirks]}")
    answer = ask(harbour, "customer: {parts_of: [Department of Agriculture]}")
    assert (answer.falling, answer.undecided, answer.absent) == ((), (), ("Department of Agriculture",))


def test_several_parties_of_one_name_are_the_users_to_choose(two_smiths: Record) -> None:
    with pytest.raises(UserError, match=r"policy.yaml, line 4: 'John Smith' could be any of these"):
        ask(two_smiths, "supplier: {parties: [John Smith]}")


def test_what_was_searched_is_said(harbour: Record) -> None:
    text = f"policy: test\nrules:\n  - id: r\n    {HARBOUR}\n"
    with View.open(harbour) as view:
        found = check(view, policy_of(parse(text, At("p")), At("p")))
    assert found.searched.startswith("2 documents and 12 awards held in this record")
    assert "of supply read from texts" in found.searched
    assert any("awards.csv" in line for line in found.searched_whole)
    assert found.falling == len(OWN)
