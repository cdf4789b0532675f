"""Who sells and who buys find an award; a sum helps and never does it alone; absence is said of the data held only."""

import re
from datetime import date

import pytest

from connect.matches.made import BUYER, DEPARTMENT, MAKER, action, answered, claim, indexed, link, scene
from onrecord.model.award import Action
from onrecord.model.evidence import cut
from onrecord.model.statement import When
from onrecord.model.thread import AwardMatch

ICE = {"ICE": (BUYER, True)}
GRAPH = [
    action(
        "70XTST19C00000001",
        "BRINDLE ANALYTICS, INC.",
        "LODESTONE LINK ANALYSIS",
        day="2019-03-01",
        end="2024-02-28",
        sums={"obligated": 1_200_000, "current": 1_200_000, "potential": 6_400_000},
    ),
    action(
        "70XTST19C00000001",
        "BRINDLE ANALYTICS, INC.",
        "LODESTONE LINK ANALYSIS",
        day="2020-04-15",
        end="2024-02-28",
        sums={"obligated": 850_000, "current": 2_050_000, "potential": 6_400_000},
        modification="P00001",
    ),
]
COURSES = [
    action(
        "70XTST20C00000002",
        "BRINDLE ANALYTICS, INC.",
        "TRAINING COURSES",
        day="2020-09-10",
        end="2023-09-09",
        sums={"obligated": 318_400, "current": 318_400, "potential": 955_200},
    )
]
CLOUD = [
    action(
        "70XTST20P00000003",
        "QUILLMERE SYSTEMS, LLC",
        "MICROSOFT AZURE CONSUMPTION",
        day="2020-06-18",
        end="2021-06-17",
        sums={"obligated": 72_150, "current": 72_150, "potential": 72_150},
    )
]
RECORDS = [
    action(
        "70XTST18C00000006",
        "TARROW PRESS CORPORATION",
        "PUBLIC RECORDS SEARCH",
        day="2018-02-01",
        end="2023-01-31",
        sums={"obligated": 9_700_000, "current": 9_700_000, "potential": 19_400_000},
    )
]
AWARDS = [GRAPH, COURSES, CLOUD, RECORDS]
INDEX = indexed(AWARDS, more=[link("70XTST20P00000003", MAKER, "PRODUCT_OWNER", "SUPPLIED_VIA")])
BRINDLE = {"Brindle Analytics": ("brindle", False), **ICE}


def kinds(found: list[AwardMatch]) -> list[tuple[str, str | None]]:
    return [(one.kind, one.award) for one in found]


def when(one_scene_text: str, words: str, first: str, last: str) -> When:
    start = one_scene_text.index(words)
    made = scene(one_scene_text).document
    return When(
        span=cut(made.id, one_scene_text, start, start + len(words)),
        rule="made",
        granularity="month",
        readings=((date.fromisoformat(first), date.fromisoformat(last)),),
    )


def test_seller_buyer_and_sum_find_the_award_and_name_the_notion() -> None:
    one = scene(
        "Brindle Analytics holds a contract with ICE that could reach $6.4 million.",
        names=BRINDLE,
        sums={"$6.4 million": ("6400000", "100000")},
    )
    [found] = answered(one, AWARDS, INDEX)
    assert (found.kind, found.award, found.said, found.holds) == (
        "record_match",
        GRAPH[0].award,
        "potential",
        ("potential",),
    )
    assert found.keys == ("supplier", "agency", "amount")
    assert "$6.4 million as potential value" in found.because
    assert {"recipient", "buyer", "potential"} <= {field.pointer.split("=")[-1] for field in found.evidence}
    assert [span.text for span in found.words] == ["Brindle Analytics", "ICE", "$6.4 million"]


def test_words_that_quote_another_notion_than_the_award_holds_are_named_not_corrected() -> None:
    one = scene(
        "ICE has paid Brindle Analytics $2.05 million under its contract.",
        names=BRINDLE,
        sums={"$2.05 million": ("2050000", "10000")},
    )
    [found] = answered(one, AWARDS, INDEX)
    assert (found.kind, found.said, found.holds) == ("record_match", "outlayed", ("obligated", "current"))
    assert "where the words speak of paid out" in found.because


def test_a_sum_alone_never_finds_an_award() -> None:
    """The golden case G3: the sum is that of another firm's award."""
    one = scene(
        "Microsoft has a $19.4 million contract with ICE, staff said.",
        names={"Microsoft": (MAKER, False), **ICE},
        sums={"$19.4 million": ("19400000", "100000")},
    )
    [found] = answered(one, AWARDS, INDEX)
    assert (found.kind, found.award) == ("no_record_held", None)
    assert found.because == (
        "no matching record in the data held (3 awards) for Microsoft, ICE; 1 award held ties those named, none with this figure"
    )


def test_the_maker_of_a_product_finds_what_its_reseller_sold() -> None:
    one = scene(
        "ICE bought $72,150 of cloud from Microsoft through Quillmere Systems.",
        names={"Microsoft": (MAKER, False), "Quillmere Systems": ("quillmere", False), **ICE},
        sums={"$72,150": ("72150", "1")},
    )
    [found] = answered(one, AWARDS, INDEX)
    assert (found.award, found.keys[0]) == (CLOUD[0].award, "reseller")


def test_another_sum_of_the_only_award_differs_and_says_what_makes_both_true() -> None:
    one = scene(
        "Tarrow Press has a contract with ICE worth $12 million.",
        names={"Tarrow Press": ("tarrow", False), **ICE},
        sums={"$12 million": ("12000000", "1000000")},
    )
    [found] = answered(one, AWARDS, INDEX)
    assert (found.kind, found.award, found.holds) == ("record_differs", RECORDS[0].award, ())
    assert (
        "obligated USD 9,700,000.00, current value USD 9,700,000.00, potential value USD 19,400,000.00" in found.because
    )
    assert "another notion of money" in found.both_true_if


def test_a_sum_that_is_a_far_cry_from_the_award_is_of_another_thing() -> None:
    one = scene(
        "Tarrow Press has a contract with ICE worth $900 million.",
        names={"Tarrow Press": ("tarrow", False), **ICE},
        sums={"$900 million": ("900000000", "1000000")},
    )
    assert kinds(answered(one, AWARDS, INDEX)) == [("no_record_held", None)]


def test_a_firm_with_several_awards_and_nothing_to_tell_them_apart_is_answered_nothing() -> None:
    one = scene("Brindle Analytics has a contract with ICE.", names=BRINDLE)
    assert answered(one, AWARDS, INDEX) == []


def test_all_of_a_firms_orders_are_matched_where_the_sentence_speaks_of_several() -> None:
    one = scene("Brindle Analytics has contracts with ICE.", names=BRINDLE)
    assert {found.award for found in answered(one, AWARDS, INDEX)} == {GRAPH[0].award, COURSES[0].award}


def test_another_buyer_is_another_contract() -> None:
    text = "Brindle Analytics holds a contract with the Navy that could reach $6.4 million."
    one = scene(text, names={"Brindle Analytics": ("brindle", False)}, sums={"$6.4 million": ("6400000", "100000")})
    assert kinds(answered(one, AWARDS, INDEX)) == [("no_record_held", None)]


def test_a_department_buys_what_its_agency_buys() -> None:
    one = scene(
        "Brindle Analytics holds a contract with DHS that could reach $6.4 million.",
        names={"Brindle Analytics": ("brindle", False), "DHS": (DEPARTMENT, True)},
        sums={"$6.4 million": ("6400000", "100000")},
    )
    assert kinds(answered(one, AWARDS, INDEX)) == [("record_match", GRAPH[0].award)]


def test_a_contract_signed_after_the_award_ended_is_not_that_award() -> None:
    text = "In March 2025 ICE signed a contract with Quillmere Systems for $72,150."
    one = scene(
        text,
        published="2025-04-01",
        names={"ICE": (BUYER, True), "Quillmere Systems": ("quillmere", False)},
        sums={"$72,150": ("72150", "1")},
        whens=[when(text, "March 2025", "2025-03-01", "2025-03-31")],
    )
    assert kinds(answered(one, AWARDS, INDEX)) == [("no_record_held", None)]


def test_an_award_begun_after_the_statement_is_not_what_it_speaks_of() -> None:
    one = scene(
        "Quillmere Systems holds a contract with ICE worth $72,150.",
        published="2019-01-01",
        names={"Quillmere Systems": ("quillmere", False), **ICE},
        sums={"$72,150": ("72150", "1")},
    )
    assert [found.award for found in answered(one, AWARDS, INDEX)] == [None]


def test_the_number_of_an_award_finds_it_alone() -> None:
    one = scene("Contract 70XTST18C00000006 is for searches of records.", awards=AWARDS)
    [found] = answered(one, AWARDS, INDEX)
    assert (found.award, found.keys[0], found.score) == (RECORDS[0].award, "piid", 1.0)


def test_a_figure_so_coarse_that_chance_would_meet_it_finds_nothing() -> None:
    many: list[list[Action]] = [
        [
            action(
                f"70XTST20P{number:08d}",
                "BRINDLE ANALYTICS, INC.",
                "SUPPLIES",
                day="2020-06-18",
                end="2022-06-17",
                sums={"current": 100_000 + 37_000 * number},
            )
        ]
        for number in range(20, 60)
    ]
    text = "Brindle Analytics holds a contract with ICE that is worth {}."
    index = indexed(many)
    fine = scene(text.format("$1.025 million"), names=BRINDLE, sums={"$1.025 million": ("1025000", "1000")})
    coarse = scene(text.format("$2 million"), names=BRINDLE, sums={"$2 million": ("2000000", "1000000")})
    assert len(answered(fine, many, index)) == 1
    assert answered(coarse, many, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "ICE plans to sign a contract with Brindle Analytics for $6.4 million.",
        "Staff urged Brindle Analytics to cancel its $6.4 million contract with ICE.",
        "Brindle Analytics has no contract with ICE for $6.4 million.",
        "Brindle Analytics will do no more work for ICE under its $6.4 million contract.",
        "Brindle Analytics donated $6.4 million, and has a contract with ICE.",
        "Should ICE drop its $6.4 million contract, Brindle Analytics would want to sue.",
    ],
)
def test_demands_plans_denials_intents_and_gifts_tell_of_no_contract(text: str) -> None:
    one = scene(text, names=BRINDLE, sums={"$6.4 million": ("6400000", "100000")})
    assert answered(one, AWARDS, INDEX) == []


def test_a_longer_name_is_somebody_else() -> None:
    """Brindle Garrick Trust not Brindle, although its name begins so."""
    text = "Brindle Garrick Trust holds a contract with ICE that could reach $6.4 million."
    one = scene(text, names={"Brindle": ("brindle", False), **ICE}, sums={"$6.4 million": ("6400000", "100000")})
    assert [name.text for name in claim(one).names] == ["Brindle Garrick Trust"]
    assert [found.award for found in answered(one, AWARDS, INDEX)] == [None]


def test_no_answer_uses_a_word_of_blame() -> None:
    for text in ("Tarrow Press has a contract with ICE worth $12 million.", "Zorrel Works has a contract with ICE."):
        names = {text.split(" has")[0]: ("tarrow" if "Tarrow" in text else None, False), **ICE}
        sums = {"$12 million": ("12000000", "1000000")} if "$12" in text else {}
        for found in answered(scene(text, names=names, sums=sums), AWARDS, INDEX):
            assert not re.search(r"contradict|\bfalse|\blie|wrong", found.because + found.both_true_if)
