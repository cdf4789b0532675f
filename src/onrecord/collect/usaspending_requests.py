"""Requests to the USAspending API, version 2: what is asked, and under what name the answer is kept.

Form and limits of each call are those of the API's own contracts (fedspendingtransparency/usaspending-api, api_contracts).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from onrecord.collect.usaspending_search import FLOOR, Group, Search
from onrecord.model.ids import AwardId

API = "https://api.usaspending.gov"
AWARD_PAGE = "https://www.usaspending.gov/award/"
SEARCH_ROWS = 100
"""Rows of a page; the most that spending_by_award gives."""
TRANSACTION_ROWS = 5_000
"""The most that transactions gives."""
TYPE_CODES: dict[Group, tuple[str, ...]] = {
    "contracts": ("A", "B", "C", "D"),
    "idvs": ("IDV_A", "IDV_B", "IDV_B_A", "IDV_B_B", "IDV_B_C", "IDV_C", "IDV_D", "IDV_E"),
}
"""Award types of each group; a search with those of two groups is refused."""
_SEARCH = "/api/v2/search/spending_by_award/"
_SORT = "Award ID"
"""Unlike sums and dates it never changes, so pages fetched on different days fit together."""
_FIELDS = (
    *(_SORT, "Recipient Name", "Recipient UEI", "Award Amount", "Description", "Contract Award Type", "Start Date"),
    *("Awarding Agency", "Awarding Sub Agency", "Funding Agency", "Funding Sub Agency", "NAICS", "PSC"),
    *("Base Obligation Date", "Last Modified Date"),
)
_SUBAWARD_SORT = "Sub-Award ID"
_SUBAWARD_FIELDS = (
    *(_SUBAWARD_SORT, "Sub-Award Type", "Sub-Award Date", "Sub-Award Amount", "Sub-Award Description"),
    *("Sub-Awardee Name", "Sub-Recipient UEI", "Prime Award ID", "Prime Recipient Name", "Prime Award Recipient UEI"),
)
_DIGITS = 12
"""Of the hash that names a search's folder: a name for people, the address of a request has the whole one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The last row of a page: the next page begins behind it, however far into the results that is."""

    unique_id: int | str
    sort_value: str | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call.

    Attributes:
        target: Path, percent-encoded.
        body: JSON in one spelling, so that the same question has the same bytes; None for GET.
        place: The path under which the answer stands in the record.
        url: The page for people that shows the same.
    """

    target: str
    body: str | None
    place: str
    url: str | None = None

    @property
    def words(self) -> str:
        """Write the whole call on a line."""
        return f"GET {self.target}" if self.body is None else f"POST {self.target} {self.body}"

    @property
    def name(self) -> str:
        """Write the call for messages."""
        return f"{self.words.split('/')[0]}{self.target} ({self.place})"

    @property
    def address(self) -> str:
        """Name the call among what the record remembers of fetching."""
        method, digest = ("GET", "") if self.body is None else ("POST", f"#{sha256(self.body.encode()).hexdigest()}")
        return f"usaspending:{method} {self.target}{digest}"


def count_request(search: Search, group: Group, *, today: date) -> Request:
    """Ask how many awards of a group a search finds."""
    filters = _filters(search, group, today)
    return _post(
        "/api/v2/search/spending_by_award_count/", {"filters": filters}, f"{_folder(filters)}/{group}-count.json"
    )


def page_request(search: Search, group: Group, *, today: date, page: int, marker: Marker | None) -> Request:
    """Ask for a page of the awards of a group that a search finds, counted from 1.

    Behind the first 50,000 rows the API gives a page only to those who say where the last one ended.
    """
    filters = _filters(search, group, today)
    body: dict[str, Any] = {
        "filters": filters,
        "fields": _FIELDS,
        "limit": SEARCH_ROWS,
        "page": page,
        "sort": _SORT,
        "order": "asc",
        "spending_level": "awards",
    }
    if marker is not None:
        body |= {"last_record_unique_id": marker.unique_id, "last_record_sort_value": marker.sort_value}
    return _post(_SEARCH, body, f"{_folder(filters)}/{group}-page-{page}.json")


def award_request(award: AwardId) -> Request:
    """Ask for what an award is now."""
    target = f"/api/v2/awards/{quote(award, safe='')}/"
    return Request(target=target, body=None, place=f"{_of_award(award)}/award.json", url=_page_of(award))


def transactions_request(award: AwardId, page: int) -> Request:
    """Ask for a page of an award's actions, the award itself the first of them."""
    body = {"award_id": award, "limit": TRANSACTION_ROWS, "page": page, "sort": "action_date", "order": "asc"}
    return _post("/api/v2/transactions/", body, f"{_of_award(award)}/transactions-page-{page}.json", award)


def subawards_request(award: AwardId, page: int) -> Request:
    """Ask for a page of an award's subawards, through the search.

    Unlike the call `subawards` it names prime award, subcontractor and their UEIs in each row.
    """
    group: Group = "idvs" if award.startswith("CONT_IDV_") else "contracts"
    body = {
        "filters": {"award_type_codes": TYPE_CODES[group], "award_unique_id": award},
        "fields": _SUBAWARD_FIELDS,
        "limit": SEARCH_ROWS,
        "page": page,
        "sort": _SUBAWARD_SORT,
        "order": "asc",
        "spending_level": "subawards",
    }
    return _post(_SEARCH, body, f"{_of_award(award)}/subawards-page-{page}.json", award)


def _filters(search: Search, group: Group, today: date) -> dict[str, Any]:
    filters: dict[str, Any] = {"award_type_codes": TYPE_CODES[group]}
    agencies = [
        {"type": kind, "tier": tier, "name": name}
        for kind, names in (("awarding", search.agencies), ("funding", search.funders))
        for name in names
        for tier in ("toptier", "subtier")  # any of them: the name alone does not say which it is
    ]
    optional = {
        "keywords": search.keywords,
        "agencies": agencies,
        "recipient_search_text": [search.recipient] if search.recipient else (),
        "award_ids": [f'"{one}"' for one in search.numbers],  # in quotation marks: this number, not one like it
        "naics_codes": search.naics,
        "psc_codes": search.psc,
    }
    filters |= {name: value for name, value in optional.items() if value}
    if search.since or search.until:
        since, until = search.since or FLOOR, search.until or today
        filters["time_period"] = [{"start_date": since.isoformat(), "end_date": until.isoformat()}]
    return filters


def _post(target: str, body: Mapping[str, Any], place: str, award: AwardId | None = None) -> Request:
    url = _page_of(award) if award is not None else None
    return Request(target=target, body=_spelled(body), place=place, url=url)


def _spelled(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def _folder(filters: Mapping[str, Any]) -> str:
    # Both groups of a search lie in one folder.
    named = {name: value for name, value in filters.items() if name != "award_type_codes"}
    return f"usaspending/search-{sha256(_spelled(named).encode()).hexdigest()[:_DIGITS]}"


def _of_award(award: AwardId) -> str:
    return f"usaspending/{quote(award, safe='')}"


def _page_of(award: AwardId) -> str:
    return f"{AWARD_PAGE}{quote(award, safe='')}/"
