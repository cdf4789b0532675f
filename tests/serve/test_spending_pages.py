"""Pages about spending: sums of texts beside the record's, subawards, permissions, vehicles, and what was searched."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from answer.spending_sources import AZURE, DELL_CALL, VEHICLE, WEST
from onrecord.answer.words import CEILING


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\xa0", " ").split())


def _party(client: TestClient, name: str) -> str:
    found = client.get("/api/search", params={"q": name, "kind": "party"}).json()["found"]
    return f"/parties/{found[0]['id']}"


def test_said_and_done_shows_the_records_sums_under_a_statement(spending_client: TestClient) -> None:
    page = spending_client.get("/said-and-done", params={"party": "Microsoft", "about": "ICE"}).text
    words = _words(page)
    assert "The record’s sums for “ $19.7 million ”: 1 award agrees" in words
    assert "current value 19,705,037.30 USD, as of 2018-06-15: agrees" in words
    assert f'href="/awards/{DELL_CALL}"' in page


def test_a_document_shows_its_sums_and_never_the_award_of_another_firm(spending_client: TestClient) -> None:
    found = spending_client.get("/api/search", params={"q": "reported", "kind": "document"}).json()["found"]
    page = spending_client.get(f"/documents/{found[0]['id']}").text
    words = _words(page)
    assert "The record’s sums for “ $19.4 million ”: none of 5 awards agrees" in words
    assert "differs by 305,037.30 (above the stated sum)" in words
    assert f'href="/awards/{DELL_CALL}"' in page
    assert WEST not in page


def test_the_same_stands_in_json_with_sums_as_text(spending_client: TestClient) -> None:
    rows = spending_client.get("/api/said-and-done", params={"party": "Microsoft", "about": "ICE"}).json()
    (one,) = (one for held in rows["sums"].values() for one in held)
    assert (one["value"], one["precision"], one["comparator"]) == ("19700000", "100000", "exactly")
    assert one["agreed"][0]["award"] == DELL_CALL
    assert next((sums["notion"], sums["outcome"], sums["as_of"]) for sums in one["agreed"][0]["comparisons"]) == (
        "current",
        "agrees",
        "2018-06-15",
    )
    assert rows["searched_whole"]


def test_an_award_lists_its_subawards_once_with_what_is_doubtful(spending_client: TestClient) -> None:
    words = _words(spending_client.get(f"/awards/{AZURE}").text)
    assert "Subawards reported under it (2), each once" in words
    assert "2 times, counted once" in words
    assert "more than the prime award's amount in the same row" in words
    assert "the amount is its own number" in words


def test_a_vehicle_shows_the_sums_of_its_orders_apart_from_its_own(spending_client: TestClient) -> None:
    words = _words(spending_client.get(f"/awards/{VEHICLE}").text)
    assert f"The value of a vehicle is {CEILING}" in words
    assert "2 orders held; others may exist" in words
    assert "Current value of 2 of 2 orders together 19,885,728.80 USD" in words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("EXAMPLE HOSTING, LLC", "DELL FEDERAL SYSTEMS L.P. to EXAMPLE HOSTING, LLC"),
        ("Immigration and Customs Enforcement", "2023-11-22, Immigration and Customs Enforcement: Azure Government"),
        ("Microsoft", "Permissions to use a product 1"),
    ],
)
def test_a_party_lists_its_subawards_and_permissions(spending_client: TestClient, name: str, expected: str) -> None:
    assert expected in _words(spending_client.get(_party(spending_client, name)).text)


@pytest.mark.parametrize(
    "address", ["/search?q=xylophone", "/said-and-done?party=Apple&about=ICE", "/about", "/problems"]
)
def test_what_was_searched_is_there_in_short_and_in_full(spending_client: TestClient, address: str) -> None:
    words = _words(spending_client.get(address).text)
    assert "8 awards held in this record" in words
    assert "Never in such data: small and card purchases" in words
    assert "File by file, and what such data never holds" in words
    assert "An award that is not found here may exist" in words


def test_nothing_found_is_not_said_to_be_nothing(spending_client: TestClient) -> None:
    words = _words(spending_client.get("/said-and-done", params={"party": "Apple", "about": "ICE"}).text)
    assert "award that ties Apple to U.S. Immigration and Customs Enforcement was found in what was searched" in words
    assert "one may exist all the same" in words


def test_changes_stand_on_pages_and_a_recipient_is_not_called_direct(spending_client: TestClient) -> None:
    words = _words(spending_client.get(f"/awards/{VEHICLE}").text)
    assert "Changes held (2), each once; others may exist" in words
    assert ": recipient . Recorded as the recipient." in words
    assert "recipient direct" not in words


def test_the_list_of_awards_is_in_order_of_the_latest_action(spending_client: TestClient) -> None:
    page = spending_client.get("/awards").text
    days = re.findall(r'<time datetime="([0-9-]+)">', page)
    assert len(days) == 8
    assert days == sorted(days, reverse=True)
