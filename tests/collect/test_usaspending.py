"""Awards of the USAspending API into the record: whole, at its pace, through every way in which it fails."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina

from collect.server import Memory
from collect.spending_server import (
    Call,
    Fetching,
    Mishap,
    SpendingServer,
    another_award,
    another_page,
    answered,
    contract,
    cut_off,
    dropped,
    empty,
    paged,
    refusing,
    silent,
    spending_server,
    vehicle,
)
from onrecord.collect import usaspending, usaspending_requests
from onrecord.collect.usaspending_session import SECONDS_BETWEEN, SpendingLimits
from onrecord.collect.web_limits import AGENT
from onrecord.errors import UserError
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.store import Record, View

ORDER = "CONT_AWD_ORD00001_7012_BPA1_7001"
RECORDED = Path(__file__).parents[3] / "shared" / "data" / "awards" / "usaspending_api_json"

Json = dict[str, Any]


@pytest.fixture
def api() -> Iterator[SpendingServer]:
    """Run the API on this machine."""
    with spending_server() as server:
        yield server


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pages of a search hold 10 rows, so that several need few awards."""
    monkeypatch.setattr(usaspending, "SEARCH_ROWS", 10)
    monkeypatch.setattr(usaspending_requests, "SEARCH_ROWS", 10)


@pytest.fixture
def fetching(memory: Memory, api: SpendingServer) -> Iterator[Fetching]:
    """Fetch into a record; back-off takes no time."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield Fetching(memory, api)


def origins(record: Record) -> list[Origin]:
    with View.open(record) as view:
        return list(view.origins())


def problems(record: Record) -> list[Problem]:
    with View.open(record) as view:
        return view.problems()


def content(fetching: Fetching, path: str) -> Json:
    """Read the latest answer under a path."""
    record = fetching.memory.record
    found = [one for one in origins(record) if one.path == path]
    loaded: Json = json.loads(record.evidence.path(found[-1].artefact).read_bytes())
    return loaded


# --- what is fetched


def test_a_search_is_counted_listed_and_fetched(fetching: Fetching, api: SpendingServer) -> None:
    """Contracts, then vehicles; of each award what it is, its actions, and its subawards where it has some."""
    api.hold(contract(1, subawards=1), contract(2), vehicle(1))
    assert fetching.add("microsoft") == {"awards": 3, "new answers": 11}
    assert api.kinds()[:4] == ["count", "count", "search", "search"]
    assert api.kinds()[4:] == ["award", "transactions", "subawards", "award", "transactions", "award", "transactions"]
    (said,) = fetching.said
    assert said == (
        "usaspending:microsoft: 2 contracts and orders, 1 vehicle to fetch, about 7 calls: 1 min or more, "
        "unless the record holds them already"
    )
    assert problems(fetching.memory.record) == []


def test_each_answer_is_kept_as_it_came_with_what_was_asked(fetching: Fetching, api: SpendingServer) -> None:
    """Path, call, page for people and time of retrieval stand in the origin; the bytes are the server's."""
    api.hold(contract(1, subawards=1))
    fetching.add(ORDER)
    detail, actions, subawards = origins(fetching.memory.record)
    folder, url = f"usaspending/{ORDER}", f"https://www.usaspending.gov/award/{ORDER}/"
    assert [f"{folder}/{name}" for name in ("award.json", "transactions-page-1.json", "subawards-page-1.json")] == [
        one.path for one in (detail, actions, subawards)
    ]
    assert {url} == {one.url for one in (detail, actions, subawards)}
    assert detail.title == f"GET /api/v2/awards/{ORDER}/"
    assert actions.title == (
        f'POST /api/v2/transactions/ {{"award_id":"{ORDER}","limit":5000,"order":"asc","page":1,"sort":"action_date"}}'
    )
    assert (detail.publisher, detail.collected_at) == ("USAspending.gov", "2026-11-01T12:00:00+00:00")
    assert actions.collected_at == "2026-11-01T12:00:00+00:00"
    evidence = fetching.memory.record.evidence
    assert json.dumps(api.awards[ORDER]["detail"]).encode() == evidence.path(detail.artefact).read_bytes()
    remembered = fetching.memory.remembered[f"usaspending:GET /api/v2/awards/{ORDER}/"]
    assert (remembered.status, remembered.via, remembered.artefact) == (200, f"usaspending:{ORDER}", detail.artefact)
    assert remembered.answered_by == f"{api.url}/api/v2/awards/{ORDER}/"


def test_a_key_alone_fetches_one_award(fetching: Fetching, api: SpendingServer) -> None:
    """Nothing is counted or listed."""
    api.hold(contract(1), contract(2))
    assert fetching.add(ORDER.lower()) == {"awards": 1, "new answers": 2}
    assert api.kinds() == ["award", "transactions"]


def test_bodies_are_json_and_say_who_asks(fetching: Fetching, api: SpendingServer) -> None:
    """The API passes over a form and answers with the first page of everything."""
    api.hold(contract(1, subawards=1))
    fetching.add("microsoft")
    posts = [one for one in api.calls if one.method == "POST"]
    assert {"application/json"} == {one.headers["Content-Type"] for one in posts}
    assert {("application/json", "identity", AGENT)} == {
        (one.headers["Accept"], one.headers["Accept-Encoding"], one.headers["User-Agent"]) for one in api.calls
    }


def test_no_award_is_said(fetching: Fetching, api: SpendingServer) -> None:
    """With a hint where names may be the reason; nothing is listed."""
    assert fetching.add("microsoft") == {"new answers": 2}
    assert fetching.add("microsoft agency:ICE") == {"new answers": 2}
    assert api.kinds() == ["count"] * 4
    assert fetching.said == [
        "usaspending:microsoft: finds no awards",
        "usaspending:microsoft agency:ICE: finds no awards; agencies are found by their full names only",
    ]


def test_too_many_awards_are_not_fetched(fetching: Fetching, api: SpendingServer) -> None:
    """The number is said, and what to do; only the counts were asked for."""
    api.counted = {"contracts": 10_000, "idvs": 1}
    with pytest.raises(
        UserError, match=r"finds 10,001 awards \(10,000 contracts and orders, 1 vehicle\), more than the"
    ) as error:
        fetching.add("microsoft")
    assert "limit of 10,000, so none was fetched; narrow it with agency:" in str(error.value)
    assert api.kinds() == ["count", "count"]
    api.counted = {"contracts": 0, "idvs": 3}
    api.hold(vehicle(1), vehicle(2), vehicle(3))
    assert fetching.add("microsoft kind:idvs", awards_limit=3)["awards"] == 3


def test_fewer_listed_than_counted_is_a_problem_until_they_are(fetching: Fetching, api: SpendingServer) -> None:
    """What is missing is never passed over in silence."""
    api.hold(contract(1))
    api.counted = {"contracts": 2}
    assert fetching.report("microsoft kind:contracts").problems == 1
    (found,) = problems(fetching.memory.record)
    assert (found.code, found.path) == ("cannot_fetch", "usaspending:microsoft kind:contracts")
    assert "2 contracts and orders counted, but only 1 listed" in found.message
    api.counted = None
    assert fetching.report("microsoft kind:contracts", fresh_for=timedelta(0)).problems == 0
    assert problems(fetching.memory.record) == []


# --- pages


def test_many_actions_and_subawards_come_in_pages(fetching: Fetching, api: SpendingServer) -> None:
    """Until a page says that none follows."""
    api.transaction_rows = 100
    api.hold(contract(1, actions=205, subawards=250))
    assert fetching.add(ORDER) == {"awards": 1, "new answers": 7}
    assert [one.number for one in api.calls if one.kind == "transactions"] == [1, 2, 3]
    last = content(fetching, f"usaspending/{ORDER}/subawards-page-3.json")
    assert len(last["results"]) == 50


@pytest.mark.parametrize("kind", ["transactions", "subawards"])
def test_pages_that_never_end_are_cut_off(
    fetching: Fetching, api: SpendingServer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Each says that another follows."""
    monkeypatch.setattr(usaspending, "PAGES_LIMIT", 3)
    api.hold(contract(1, subawards=1))

    def endless(call: Call, right: Json) -> bytes:
        rows = right["results"] or api.awards[ORDER][kind]
        return answered({"results": rows, "page_metadata": {"page": call.number, "hasNext": True}})

    api.always[kind] = endless
    assert fetching.add(ORDER)["not collected"] == 1
    assert api.kinds().count(kind) == 3
    assert f"{kind}-page-3.json) is the last page that is asked for" in problems(fetching.memory.record)[0].message


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("edge", [503, 422])
def test_behind_the_window_pages_are_asked_for_by_their_last_row(
    fetching: Fetching, api: SpendingServer, edge: int
) -> None:
    """Where the API stops sooner than it says, its refusal of that page does not end the run."""
    api.hold(*(contract(one, actions=1) for one in range(1, 46)))
    api.window, api.edge = 30, edge
    assert fetching.add("microsoft kind:contracts", attempts=2)["awards"] == 45
    calls = [one for one in api.calls if one.kind == "search"]
    tries = 2 if edge == 503 else 1
    assert [1, 2, *[3] * tries, 3, 4, 5] == [one.number for one in calls]
    assert [False] * (2 + tries) + [True] * 3 == ["last_record_unique_id" in one.body for one in calls]
    markers = [(one.body["last_record_unique_id"], one.body["last_record_sort_value"]) for one in calls[-3:]]
    assert markers == [(100020, "ORD00020"), (100030, "ORD00030"), (100040, "ORD00040")]


@pytest.mark.usefixtures("small_pages")
def test_at_the_edge_of_the_window_no_refusal_is_waited_for(fetching: Fetching, api: SpendingServer) -> None:
    """50,000 rows by page number, then by the last row: no page is asked for twice."""
    api.hold(*(contract(one, actions=1) for one in range(1, 46)))
    api.window = 30
    assert fetching.add("microsoft kind:contracts", window=30)["awards"] == 45
    calls = [one for one in api.calls if one.kind == "search"]
    marked = [(one.number, "last_record_sort_value" in one.body) for one in calls]
    assert marked == [(1, False), (2, False), (3, True), (4, True), (5, True)]
    assert SpendingLimits().window == 50_000


@pytest.mark.usefixtures("small_pages")
def test_a_503_that_lasts_ends_the_run(fetching: Fetching, api: SpendingServer) -> None:
    """With both ways of asking refused, the call is named; what was fetched is kept."""
    api.hold(*(contract(one) for one in range(1, 16)))
    api.mishaps["search"] = [lambda _call, right: answered(right)]
    api.always["search"] = refusing("503 Busy")
    with pytest.raises(UserError) as caught:
        fetching.add("microsoft kind:contracts", attempts=3)
    assert str(caught.value).startswith(
        "usaspending:microsoft kind:contracts: POST /api/v2/search/spending_by_award/ (usaspending/search-"
    )
    assert str(caught.value).endswith(
        "/contracts-page-2.json) answers 503: refused with 503 Busy (3 tries); what was fetched is kept: "
        "the same command goes on from there"
    )
    assert [1, *[2] * 6] == [one.number for one in api.calls if one.kind == "search"]
    del api.always["search"]
    assert fetching.add("microsoft kind:contracts")["answers held already"] == 2


def test_a_listed_award_without_a_key_is_missed_aloud(fetching: Fetching, api: SpendingServer) -> None:
    """It cannot be fetched, and the page that lists it is whole."""
    api.hold(contract(1), contract(2))

    def keyless(_call: object, right: Json) -> bytes:
        return answered(right | {"results": [right["results"][0], {"generated_internal_id": None}]})

    api.always["search"] = keyless
    assert fetching.add("microsoft kind:contracts")["awards"] == 1
    assert "2 contracts and orders counted, but only 1 listed" in problems(fetching.memory.record)[0].message


@pytest.mark.parametrize("last", [None, ORDER])
def test_a_last_page_without_a_new_award_ends_the_search(
    fetching: Fetching, api: SpendingServer, last: str | None
) -> None:
    """Its only award has no key, or has moved there since the page before was fetched; the count tells what is missing."""
    api.hold(contract(1))
    api.counted = {"contracts": 2}

    def listing(call: Call, right: Json) -> bytes:
        key = ORDER if call.number == 1 else last
        paging = {"page": call.number, "hasNext": call.number == 1}
        return answered(right | {"results": [{"generated_internal_id": key}], "page_metadata": paging})

    api.always["search"] = listing
    assert fetching.add("microsoft kind:contracts")["awards"] == 1
    assert "2 contracts and orders counted, but only 1 listed" in problems(fetching.memory.record)[0].message


@pytest.mark.usefixtures("small_pages")
def test_a_search_that_repeats_itself_ends(fetching: Fetching, api: SpendingServer) -> None:
    """A page with nothing but awards of earlier pages is a wrong one."""
    api.hold(*(contract(one) for one in range(1, 11)))
    first = {"results": [{"generated_internal_id": ORDER}], "page_metadata": {"page": 1, "hasNext": True}}
    api.mishaps["search"] = [lambda _call, _right: answered(first)]
    second = {"results": first["results"], "page_metadata": {"page": 2, "hasNext": True}}
    api.always["search"] = lambda _call, _right: answered(second)
    with pytest.raises(UserError, match="page 2 has only awards of the pages before it \\(4 tries\\)"):
        fetching.add("microsoft kind:contracts")


# --- what passes


@pytest.mark.parametrize("kind", ["award", "transactions", "subawards", "count", "search"])
@pytest.mark.parametrize(
    "mishap",
    [
        pytest.param(empty, id="empty"),
        pytest.param(cut_off, id="cut off"),
        pytest.param(dropped, id="dropped"),
        pytest.param(silent, id="silent"),
        pytest.param(refusing("429 Slow Down"), id="429"),
        pytest.param(refusing("500 Oops"), id="500"),
        pytest.param(refusing("502 Oops"), id="502"),
        pytest.param(refusing("503 Oops"), id="503"),
    ],
)
def test_what_passes_is_asked_again(fetching: Fetching, api: SpendingServer, kind: str, mishap: Mishap) -> None:
    """Twice in a row, of every call; nothing of the failed answers is kept."""
    api.hold(contract(1, subawards=1))
    api.mishaps[kind] = [mishap, mishap]
    assert fetching.add("microsoft kind:contracts") == {"awards": 1, "new answers": 5}
    assert api.kinds().count(kind) == 3
    assert len(origins(fetching.memory.record)) == 5


@pytest.mark.parametrize("kind", ["transactions", "subawards", "search"])
def test_a_wrong_page_is_asked_again_and_at_last_a_problem(fetching: Fetching, api: SpendingServer, kind: str) -> None:
    """The number a page gives itself is compared with the one asked for."""
    api.hold(contract(1, subawards=1))
    api.mishaps[kind] = [another_page]
    assert fetching.add("microsoft kind:contracts")["awards"] == 1
    api.always[kind] = another_page
    if kind == "search":
        with pytest.raises(UserError, match="it is page 99, not page 1"):
            fetching.add("microsoft kind:contracts", fresh_for=timedelta(0))
        return
    assert fetching.add("microsoft kind:contracts", fresh_for=timedelta(0))["not collected"] == 1
    (found,) = problems(fetching.memory.record)
    assert found.path == f"usaspending:{ORDER}"
    assert "the answer cannot be used: it is page 99, not page 1 (4 tries); add it again later" in found.message


@pytest.mark.parametrize("kind", ["award", "transactions", "subawards"])
def test_rows_of_another_award_are_not_taken(fetching: Fetching, api: SpendingServer, kind: str) -> None:
    """As the API sends them to those whose body it did not read."""
    api.hold(contract(1, subawards=1))
    api.always[kind] = another_award
    assert fetching.add(ORDER)["not collected"] == 1
    (found,) = problems(fetching.memory.record)
    assert "of another award, 'CONT_" in found.message
    assert all(kind[:5] not in one.path.rsplit("/", 1)[1] for one in origins(fetching.memory.record))


def test_actions_of_vehicles_under_vehicles_belong_to_them(fetching: Fetching, api: SpendingServer) -> None:
    """A vehicle's key says nothing of the schedule it hangs on, its actions' keys do."""
    held = vehicle(1)
    held["transactions"][0]["id"] = "CONT_TX_7001_4732_BPA1_0_GS35F_0"
    api.hold(held)
    assert fetching.add("CONT_IDV_BPA1_7001")["awards"] == 1


# --- pace


def test_at_most_two_calls_a_second(fetching: Fetching, api: SpendingServer) -> None:
    """From start to start, also of those that failed; one pace for all searches of a session."""
    api.hold(contract(1), contract(2))
    api.mishaps["award"] = [empty]
    fetching.add("microsoft")
    assert [SECONDS_BETWEEN] * (len(api.calls) - 1) == fetching.time.pauses
    assert SECONDS_BETWEEN == 0.5


@pytest.mark.parametrize(
    ("written", "seconds"), [("7", 7.0), ("Sun, 01 Nov 2026 12:00:09 GMT", 9.0), ("0", 0.5), ("nonsense", 0.5)]
)
@pytest.mark.parametrize("status", ["429 Slow Down", "503 Busy"])
def test_a_pause_that_the_server_names_is_kept(
    fetching: Fetching, api: SpendingServer, status: str, written: str, seconds: float
) -> None:
    """In seconds or as a date; never less than our own pace."""
    api.hold(contract(1))
    api.mishaps["award"] = [refusing(status, Retry_After=written)]
    assert fetching.add(ORDER)["awards"] == 1
    assert [seconds, SECONDS_BETWEEN] == fetching.time.pauses


def test_a_pause_too_long_ends_the_run(fetching: Fetching, api: SpendingServer) -> None:
    """Who asks for an hour is not asked for the next award at once; the problem is gone when it is fetched."""
    api.hold(*(contract(one) for one in range(1, 6)))
    api.always["award"] = refusing("429 Slow Down", Retry_After="3600")
    with pytest.raises(UserError) as error:
        fetching.add("microsoft kind:contracts")
    assert str(error.value).endswith(
        "answers 429: refused with 429 Slow Down; it asks to wait for 3,600 seconds; what was fetched is kept: "
        "the same command goes on from there"
    )
    assert api.kinds() == ["count", "search", "award"]
    (found,) = problems(fetching.memory.record)
    assert "it asks to wait for 3,600 seconds; add it again later" in found.message
    del api.always["award"]
    assert fetching.add("microsoft kind:contracts")["awards"] == 5
    assert problems(fetching.memory.record) == []


def test_tries_lie_further_and_further_apart(
    memory: Memory, api: SpendingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each wait is twice the last, with a chance part of up to two seconds."""
    waits: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waits.append)
    api.hold(contract(1))
    api.always["award"] = empty
    assert Fetching(memory, api).add(ORDER, attempts=7) == {"not collected": 1}
    assert api.kinds() == ["award"] * 7
    low = [1, 2, 4, 8, 16, 32]
    assert len(low) == len(waits)
    assert all(least <= wait <= least + 2 for least, wait in zip(low, waits, strict=True))
    assert any(wait != round(wait) for wait in waits)


# --- what does not pass


def test_a_refusal_is_shown_with_its_reason(fetching: Fetching, api: SpendingServer) -> None:
    """422 and 400 are not asked again; the API's own words say what is wrong with the search."""
    api.always["count"] = refusing("422 Unprocessable")
    with pytest.raises(UserError) as caught:
        fetching.add("microsoft kind:idvs")
    assert str(caught.value).startswith(
        "usaspending:microsoft kind:idvs: POST /api/v2/search/spending_by_award_count/ (usaspending/search-"
    )
    assert str(caught.value).endswith("/idvs-count.json) answers 422: refused with 422 Unprocessable")
    assert api.kinds() == ["count"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"detail": ["a", "b"]}, "['a', 'b']"),
        ({"message": "gone"}, "gone"),
        ({"detail": {"b\n": "x" * 900}}, "{'b\\n': 'xxx"),
        ([1], "Bad"),
        ("", "Bad"),
    ],
)
def test_a_reason_is_shown_in_one_line_whatever_its_form(
    fetching: Fetching, api: SpendingServer, body: object, reason: str
) -> None:
    """Without one, the words of the status line."""
    api.always["count"] = lambda _call, _right: answered(body, "400 Bad")
    with pytest.raises(UserError) as caught:
        fetching.add("microsoft kind:idvs")
    assert f"answers 400: {reason}" in str(caught.value)
    assert [str(caught.value)] == str(caught.value).splitlines()
    assert len(str(caught.value)) < 500


def test_an_award_that_is_not_there_is_a_problem(fetching: Fetching, api: SpendingServer) -> None:
    """It is asked for once, and the problem goes when it comes."""
    assert fetching.add(ORDER) == {"not collected": 1}
    (found,) = problems(fetching.memory.record)
    assert (found.code, found.path, found.stage) == ("cannot_fetch", f"usaspending:{ORDER}", "collect")
    assert found.message == (
        f"usaspending:{ORDER}: GET /api/v2/awards/{ORDER}/ (usaspending/{ORDER}/award.json) answers 404: No Award found "
        f"with: '{ORDER}'; add it again later"
    )
    assert api.kinds() == ["award"]
    api.hold(contract(1))
    assert fetching.add(ORDER)["awards"] == 1
    assert problems(fetching.memory.record) == []


def test_one_award_that_fails_leaves_the_others(fetching: Fetching, api: SpendingServer) -> None:
    """Its problem names the call; the next awards are fetched."""
    api.hold(contract(1), contract(2), contract(3))
    api.mishaps["transactions"] = [cut_off] * 4
    assert fetching.add("microsoft kind:contracts") == {"awards": 2, "not collected": 1, "new answers": 7}
    (found,) = problems(fetching.memory.record)
    assert (
        f"POST /api/v2/transactions/ (usaspending/{ORDER}/transactions-page-1.json) the answer cannot be"
        in found.message
    )
    assert "it is cut off or no JSON" in found.message


def test_an_api_that_is_gone_ends_the_run(fetching: Fetching, api: SpendingServer) -> None:
    """Three awards in a row without an answer: the rest would fail as well."""
    api.hold(*(contract(one) for one in range(1, 7)))
    api.mishaps["award"] = [lambda _call, right: answered(right)]
    api.always["award"] = refusing("503 Busy")
    with pytest.raises(
        UserError, match="3 awards one after the other could not be fetched, the last: GET /api/v2/awards/"
    ) as error:
        fetching.add("microsoft kind:contracts", attempts=2)
    assert str(error.value).endswith("what was fetched is kept: the same command goes on from there")
    assert api.kinds().count("award") == 1 + 3 * 2
    del api.always["award"]
    assert fetching.add("microsoft kind:contracts") == {"awards": 6, "new answers": 10, "answers held already": 4}
    assert problems(fetching.memory.record) == []


def test_awards_that_are_refused_do_not_end_the_run(fetching: Fetching, api: SpendingServer) -> None:
    """404 says something of the award, not of the API."""
    awards = [contract(one) for one in range(1, 7)]
    api.hold(*awards)
    api.mishaps["award"] = [refusing("404 Not Found")] * 4
    assert fetching.add("microsoft kind:contracts")["awards"] == 2
    assert len(problems(fetching.memory.record)) == 4


@pytest.mark.parametrize(
    ("api_address", "message"),
    [
        ("http://spending.invalid", "no server of the name spending.invalid is known"),
        ("ftp://127.0.0.1", "is no web address"),
    ],
)
def test_an_api_that_cannot_be_is_said_at_once(fetching: Fetching, api_address: str, message: str) -> None:
    """No tries, no pauses."""
    with pytest.raises(UserError, match=message):
        fetching.add("microsoft", api=api_address)
    assert fetching.time.pauses == []


def test_a_private_address_is_not_asked(fetching: Fetching, api: SpendingServer) -> None:
    """Unless the person allows it, as for every other address."""
    limits = fetching.limits().web
    with pytest.raises(UserError, match="to fetch from there use --allow-private"):
        fetching.add("microsoft", web=type(limits)())
    assert api.calls == []


def test_nobody_at_home_is_a_failure_that_passes(fetching: Fetching, api: SpendingServer) -> None:
    """Refused connections are tried again, then said."""
    api.server_close()
    with pytest.raises(
        UserError, match=r"cannot be reached \(Connection refused\).*\(4 tries\); what was fetched is kept"
    ):
        fetching.add("microsoft")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"results": {"contracts": "many"}}, "it has not the documented form (Expected `int`, got `str`"),
        ({"results": {"grants": 1}}, "it does not say how many contracts there are"),
        ([], "it has not the documented form"),
        (json.loads("[" * 900 + "]" * 900), "it has not the documented form"),
    ],
)
def test_an_answer_of_another_form_is_said(
    fetching: Fetching, api: SpendingServer, answer: object, message: str
) -> None:
    """As it would be once the API changes."""
    api.always["count"] = lambda _call, _right: answered(answer)
    with pytest.raises(UserError) as caught:
        fetching.add("microsoft kind:contracts")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"results":' * 10_000, b"\xff\xfe{}", b"\0" * 50, b"<html>busy</html>"]
)
def test_an_answer_that_is_no_json_is_said(fetching: Fetching, api: SpendingServer, body: bytes) -> None:
    """Also one nested without an end."""
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    api.always["count"] = lambda _call, _right: head + body
    with pytest.raises(
        UserError, match=r"the answer cannot be used: it (is cut off or no JSON|has not the documented form)"
    ):
        fetching.add("microsoft kind:contracts")


def test_an_answer_without_end_is_cut(fetching: Fetching, api: SpendingServer) -> None:
    """No more is held than the limit of one answer."""
    api.hold(contract(1))
    limits = fetching.limits().web
    small = type(limits)(allow_private=True, web_bytes_limit=100)
    assert fetching.add(ORDER, web=small) == {"not collected": 1}
    assert "sends more than the limit of 100 bytes" in problems(fetching.memory.record)[0].message


@pytest.mark.usefixtures("small_pages")
def test_a_listed_page_without_a_last_row_goes_on_by_number(fetching: Fetching, api: SpendingServer) -> None:
    """`None` in words, as the API writes it, is no marker."""
    api.hold(*(contract(one) for one in range(1, 16)))

    def unmarked(_call: object, right: Json) -> bytes:
        marks = {"last_record_unique_id": None, "last_record_sort_value": "None"}
        return answered(right | {"page_metadata": right["page_metadata"] | marks})

    api.mishaps["search"] = [unmarked]
    assert fetching.add("microsoft kind:contracts", window=20)["awards"] == 15
    assert all("last_record_sort_value" not in one.body for one in api.calls)


@pytest.mark.usefixtures("small_pages")
def test_a_marker_is_never_used_twice(fetching: Fetching, api: SpendingServer) -> None:
    """Where a page behind the window has none, the next cannot be asked for, and that is said."""
    api.hold(*(contract(one) for one in range(1, 46)))
    api.window = 20

    def unmarked(_call: object, right: Json) -> bytes:
        marks = {"last_record_unique_id": None, "last_record_sort_value": None}
        return answered(right | {"page_metadata": right["page_metadata"] | marks})

    api.mishaps["search"] = [lambda _call, right: answered(right), unmarked]
    api.edge = 422
    with pytest.raises(UserError, match=r"contracts-page-3.json\) answers 422: Service Unavailable"):
        fetching.add("microsoft kind:contracts", window=20)


# --- again


def test_what_is_fresh_is_not_asked_for_again(fetching: Fetching, api: SpendingServer) -> None:
    """Within the time given; afterwards it is, and the same bytes are not kept twice."""
    api.hold(contract(1, subawards=1))
    assert fetching.add("microsoft kind:contracts") == {"awards": 1, "new answers": 5}
    asked = len(api.calls)
    fetching.time.seconds += timedelta(days=6, hours=23).total_seconds()
    assert fetching.add("microsoft kind:contracts to:2026-11-01", attempts=1)["answers held already"] == 3
    assert fetching.add("microsoft kind:contracts") == {"awards": 1, "answers held already": 5}
    assert len(api.calls) == asked + 2
    fetching.time.seconds += timedelta(days=1).total_seconds()
    api.awards[ORDER]["detail"]["total_obligation"] = 7
    assert fetching.add(ORDER) == {"awards": 1, "changed answers": 1, "unchanged answers": 2}
    assert content(fetching, f"usaspending/{ORDER}/award.json")["total_obligation"] == 7
    assert fetching.memory.remembered[f"usaspending:GET /api/v2/awards/{ORDER}/"].unchanged == 0


def test_a_run_that_was_stopped_goes_on(fetching: Fetching, api: SpendingServer) -> None:
    """Whatever stops it: each answer is in the record before the next is asked for."""
    api.hold(*(contract(one) for one in range(1, 4)))

    def stop(_call: object, _right: Json) -> bytes:
        raise_in_client.append(True)
        return b""

    raise_in_client: list[bool] = []
    api.mishaps["transactions"] = [lambda _call, right: answered(right), stop]
    sleep = fetching.time.sleep

    def sleep_or_stop(seconds: float) -> None:
        if raise_in_client:
            raise KeyboardInterrupt
        sleep(seconds)

    fetching.time.sleep = sleep_or_stop  # type: ignore[method-assign]  # Ctrl-C at the next pause
    with pytest.raises(KeyboardInterrupt):
        fetching.add("microsoft kind:contracts")
    fetching.time.sleep = sleep  # type: ignore[method-assign]  # as it was
    assert fetching.add("microsoft kind:contracts") == {"awards": 3, "new answers": 3, "answers held already": 5}


def test_a_damaged_answer_is_asked_for_again(fetching: Fetching, api: SpendingServer) -> None:
    """What the record holds is checked as if it had just come."""
    api.hold(contract(1))
    fetching.add(ORDER)
    (detail, _) = origins(fetching.memory.record)
    path = fetching.memory.record.evidence.path(detail.artefact)
    path.chmod(0o644)
    path.write_bytes(b"{}")
    assert fetching.add(ORDER) == {"awards": 1, "unchanged answers": 1, "answers held already": 1}


def test_orders_of_a_vehicle_are_not_followed(fetching: Fetching, api: SpendingServer) -> None:
    """A vehicle is one award; its orders are searched for."""
    api.hold(vehicle(1), contract(1))
    assert fetching.add("CONT_IDV_BPA1_7001") == {"awards": 1, "new answers": 2}


# --- the real thing, recorded


@pytest.mark.shared
@pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared is absent")
def test_recorded_answers_are_fetched(fetching: Fetching, api: SpendingServer) -> None:
    """Search, detail, actions and subawards as the API gave them in 2025, cut to their first page."""

    def recorded(name: str) -> Json:
        loaded: Json = json.loads((RECORDED / name).read_text(encoding="utf-8"))
        if "page_metadata" in loaded:
            loaded["page_metadata"] |= {"page": 1, "hasNext": False}
        return loaded

    search = recorded("awards__search_results_contracts.json")
    keys = list(dict.fromkeys(one["generated_internal_id"] for one in search["results"]))
    for key in keys:
        empty_award = contract(1)
        empty_award["detail"] |= {"generated_unique_award_id": key, "subaward_count": 0}
        api.hold(empty_award | {"key": key, "transactions": []})
    tracers = "CONT_AWD_80GSFC18C0008_8000_-NONE-_-NONE-"
    detail, actions = recorded("awards__contract.json"), recorded("awards__transactions.json")
    subawards = recorded("awards__search_results_subawards.json")
    api.awards[tracers] |= {
        "detail": detail,
        "transactions": actions["results"],
        "subawards": subawards["results"],
    }
    api.counted = {"contracts": len(keys)}
    api.always["search"] = lambda _call, _right: answered(search)
    api.always["subawards"] = lambda _call, _right: answered(subawards)
    api.always["transactions"] = lambda call, _right: answered(
        actions if call.body["award_id"] == tracers else paged([], 1, 1)
    )
    assert fetching.add("tracers kind:contracts") == {"awards": len(keys), "new answers": 3 + 2 * len(keys)}
    assert problems(fetching.memory.record) == []
    assert content(fetching, f"usaspending/{tracers}/award.json") == detail


@pytest.mark.shared
@pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared is absent")
def test_a_recorded_page_of_another_search_is_refused(fetching: Fetching, api: SpendingServer) -> None:
    """The recorded second page of vehicles, given for the first."""
    page_two = json.loads((RECORDED / "awards__search_results_idvs.json").read_text(encoding="utf-8"))
    api.counted = {"idvs": 3}
    api.always["search"] = lambda _call, _right: answered(page_two)
    with pytest.raises(UserError, match="it is page 2, not page 1"):
        fetching.add("resupply kind:idvs")
