"""Searches as typed: which words are keywords, which are values, and what is refused in which words."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect.usaspending_requests import award_request, count_request, page_request, transactions_request
from onrecord.collect.usaspending_search import KEYS, Search, parse_search, split_sources
from onrecord.errors import UserError
from onrecord.model.ids import AwardId

TODAY = date(2026, 11, 23)
ICE = "U.S. Immigration and Customs Enforcement"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["microsoft"], {"keywords": ("microsoft",)}),
        (["microsoft azure"], {"keywords": ("microsoft azure",)}),
        (['"microsoft azure" "office 365" word'], {"keywords": ("microsoft azure", "office 365", "word")}),
        (["microsoft", "keyword:azure"], {"keywords": ("microsoft", "azure")}),
        ([f'microsoft agency:"{ICE}"'], {"keywords": ("microsoft",), "agencies": (ICE,)}),
        ([f"microsoft agency:{ICE}"], {"keywords": ("microsoft",), "agencies": (ICE,)}),
        (["microsoft", f"agency:{ICE}"], {"keywords": ("microsoft",), "agencies": (ICE,)}),
        ([f'agency:"{ICE}" microsoft'], {"keywords": ("microsoft",), "agencies": (ICE,)}),
        (
            ["agency:A Bureau agency:An Office funder:A Board"],
            {"agencies": ("A Bureau", "An Office"), "funders": ("A Board",)},
        ),
        (["Recipient:dell  marketing"], {"recipient": "dell marketing"}),
        (["award:hscete17j00341"], {"numbers": ("HSCETE17J00341",)}),
        (["from:2013-10-01 to:2018-09-30"], {"since": date(2013, 10, 1), "until": date(2018, 9, 30)}),
        (["naics:541519,541512 psc:d302 psc:7030"], {"naics": ("541519", "541512"), "psc": ("D302", "7030")}),
        (["dell kind:idvs"], {"keywords": ("dell",), "groups": ("idvs",)}),
        (["dell kind:both"], {"keywords": ("dell",)}),
        (["IGF::OT::IGF"], {"keywords": ("IGF::OT::IGF",)}),
        (['"note: this"'], {"keywords": ("note: this",)}),
        (["cont_awd_H1_7012_-NONE-_-NONE-"], {"awards": (AwardId("CONT_AWD_H1_7012_-NONE-_-NONE-"),)}),
        (["award:CONT_IDV_H1_7012"], {"awards": (AwardId("CONT_IDV_H1_7012"),)}),
    ],
)
def test_a_search_is_words_and_terms(arguments: list[str], expected: dict[str, object]) -> None:
    """Words first; a value runs to the next key, the end of its argument or its closing quotation mark."""
    search = parse_search(arguments)
    assert Search(typed=search.typed, **expected) == search  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([""], "what is searched for?"),
        (["  "], "what is searched for?"),
        (["kind:both"], "what is searched for?"),
        (['""'], "keyword: has no value"),
        (["microsoft agency:"], "agency: has no value"),
        (["microsoft agencies:ICE"], "agencies: is no key; there are keyword, agency, funder"),
        (['"microsoft'], "a quotation mark is never closed"),
        (["microsoft from:2013"], "from:2013 is no date; write year-month-day"),
        (["microsoft to:2013-02-30"], "to:2013-02-30 is no date"),
        (["microsoft to:２０１３-10-01"], "is no date"),
        (["microsoft from:2007-09-30"], "from:2007-09-30 is too early: searches go back to 2007-10-01"),
        (["microsoft from:2018-01-02 to:2018-01-01"], "ends (2018-01-01) before it begins (2018-01-02)"),
        (["microsoft from:2018-01-02 from:2018-01-01"], "from: stands twice"),
        (["microsoft naics:5x"], "naics:5X is no code; it has 2 to 6 digits"),
        (["microsoft psc:D3"], "psc:D3 is no code; it has 4 letters and digits"),
        (["microsoft kind:grants"], "kind:grants is not known"),
        (["ms"], "'ms' is too short a keyword"),
        (["ASST_NON_X_1"], "grants are not read"),
        (["CONT_TX_1"], "is no key of a contract (CONT_AWD_...) or vehicle"),
        (["CONT_IDV_H1_7012 microsoft:"], "microsoft: is no key"),
        (["CONT_IDV_H1_7012", "kind:idvs"], "give it without other words and terms"),
    ],
)
def test_what_cannot_be_searched_is_said(arguments: list[str], message: str) -> None:
    """One line: the search as typed, what is wrong, what to write instead."""
    with pytest.raises(UserError) as caught:
        parse_search(arguments)
    words = str(caught.value)
    assert words.startswith("usaspending:" + " ".join(one.strip() for one in arguments) + ": ")
    assert message in words
    assert words.splitlines() == [words]


@given(st.lists(st.text(alphabet='ab :"-/\\é0１\n' + "".join(KEYS), max_size=30), min_size=1, max_size=3))
def test_anything_typed_is_a_search_or_a_user_error(arguments: list[str]) -> None:
    """Never another exception, and a search always narrows something."""
    try:
        search = parse_search(arguments)
    except UserError:
        return
    assert search != Search(typed=search.typed)


def test_a_long_search_takes_linear_time() -> None:
    """A megabyte of words without a key is one keyword."""
    assert parse_search(["word " * 200_000]).keywords == (" ".join(["word"] * 200_000),)


def test_terms_behind_a_search_belong_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell hands them over one by one; addresses, files and searches behind it are sources of their own."""
    monkeypatch.chdir(tmp_path)
    Path("to:file").touch()
    sources = ["a.pdf", "usaspending:microsoft", f"agency:{ICE}", "from:2015-10-01", "https://a.example/", "agency:x"]
    searches, others = split_sources([*sources, "USAspending:dell", "to:file"])
    assert others == ["a.pdf", "https://a.example/", "agency:x", "to:file"]
    assert [
        Search(typed=searches[0].typed, keywords=("microsoft",), agencies=(ICE,), since=date(2015, 10, 1)),
        Search(typed="usaspending:dell", keywords=("dell",)),
    ] == searches
    assert searches[0].typed == f"usaspending:microsoft agency:{ICE} from:2015-10-01"


def test_a_term_may_be_longer_than_any_file_name() -> None:
    codes = ",".join(str(one) for one in range(541_000, 541_900))
    (search,), others = split_sources(["usaspending:microsoft", f"naics:{codes}", "a.csv"])
    assert (len(search.naics), others) == (900, ["a.csv"])


def test_a_request_has_one_spelling() -> None:
    """The same search typed otherwise is the same question, so what the record holds answers it."""
    one, other = parse_search(["dell", "naics:541519"]), parse_search(["naics:541519 keyword:dell"])
    assert count_request(one, "idvs", today=TODAY).address == count_request(other, "idvs", today=TODAY).address
    assert count_request(one, "idvs", today=TODAY).address != count_request(one, "contracts", today=TODAY).address


def test_a_search_becomes_filters() -> None:
    """One group of award types a call; agencies in both tiers; a number in quotation marks; both dates."""
    search = parse_search(
        ["dell", "agency:Coast Guard", "award:H1", "recipient:shi", "naics:541519", "from:2015-10-01"]
    )
    request = page_request(search, "contracts", today=TODAY, page=2, marker=None)
    assert request.target == "/api/v2/search/spending_by_award/"
    assert request.body is not None
    assert (
        '"filters":{"agencies":[{"name":"Coast Guard","tier":"toptier","type":"awarding"},'
        '{"name":"Coast Guard","tier":"subtier","type":"awarding"}],"award_ids":["\\"H1\\""],'
        '"award_type_codes":["A","B","C","D"],"keywords":["dell"],"naics_codes":["541519"],'
        '"recipient_search_text":["shi"],"time_period":[{"end_date":"2026-11-23","start_date":"2015-10-01"}]}'
    ) in request.body
    assert '"sort":"Award ID"' in request.body
    assert '"fields":["Award ID",' in request.body
    only_end = count_request(parse_search(["to:2015-10-01"]), "idvs", today=TODAY).body or ""
    assert '"time_period":[{"end_date":"2015-10-01","start_date":"2007-10-01"}]' in only_end


def test_the_names_of_awards_are_percent_encoded() -> None:
    """A key may hold what an address or a path may not."""
    request = award_request(AwardId("CONT_AWD_A/B C_7012_-NONE-_-NONE-"))
    assert request.target == "/api/v2/awards/CONT_AWD_A%2FB%20C_7012_-NONE-_-NONE-/"
    assert request.place == "usaspending/CONT_AWD_A%2FB%20C_7012_-NONE-_-NONE-/award.json"
    assert request.url == "https://www.usaspending.gov/award/CONT_AWD_A%2FB%20C_7012_-NONE-_-NONE-/"
    assert '"award_id":"CONT_AWD_A/B C_7012"' in (transactions_request(AwardId("CONT_AWD_A/B C_7012"), 1).body or "")
