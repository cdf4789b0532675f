"""Answers of the USAspending API: as much of them as decides what is asked next, checked against what was asked.

Each check takes the bytes of an answer and raises `ValueError` with what is wrong with them: cut off, another page than
the one asked for, rows of other awards. The API has been seen to give all of these with status 200.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

import msgspec

from onrecord.collect.usaspending_requests import Marker
from onrecord.collect.usaspending_search import Group
from onrecord.model.ids import AwardId

Form = TypeVar("Form")
_TRANSACTION_PARTS = 8
"""CONT, TX, agency, agency of the vehicle, award number, modification, number of the vehicle, transaction."""


class Paging(msgspec.Struct, frozen=True, rename={"has_next": "hasNext"}):
    """Where in the results a page stands.

    Attributes:
        last_record_unique_id, last_record_sort_value: Of its last row; with them the next page is asked for.
    """

    page: int
    has_next: bool
    last_record_unique_id: int | str | None = None
    last_record_sort_value: str | float | None = None

    @property
    def marker(self) -> Marker | None:
        """Give the end of the page; None unless it has both parts (a missing value is written as `None`)."""
        unique_id, value = self.last_record_unique_id, self.last_record_sort_value
        if unique_id is None or value is None or "None" in {unique_id, value}:
            return None
        return Marker(unique_id=unique_id, sort_value=value)


class FoundRow(msgspec.Struct, frozen=True):
    """An award that a search found."""

    generated_internal_id: str | None = None

    @property
    def award(self) -> AwardId | None:
        """Give its key; some awards have none, and cannot be fetched."""
        return AwardId(self.generated_internal_id.upper()) if self.generated_internal_id else None


class SearchPage(msgspec.Struct, frozen=True):
    """A page of a search."""

    results: list[FoundRow]
    page_metadata: Paging


class Detail(msgspec.Struct, frozen=True):
    """What an award is; `subaward_count` is how many subawards were reported, None where that is not said."""

    generated_unique_award_id: str
    subaward_count: int | None = None


class ActionRow(msgspec.Struct, frozen=True):
    """An action of an award."""

    id: str


class ActionsPage(msgspec.Struct, frozen=True):
    """A page of an award's actions."""

    results: list[ActionRow]
    page_metadata: Paging


class SubawardRow(msgspec.Struct, frozen=True):
    """A subaward."""

    prime_award_generated_internal_id: str | None = None


class SubawardsPage(msgspec.Struct, frozen=True):
    """A page of an award's subawards."""

    results: list[SubawardRow]
    page_metadata: Paging


class _Count(msgspec.Struct, frozen=True):
    results: dict[str, int]


def count_check(group: Group) -> Callable[[bytes], int]:
    """Check the answer to how many awards of a group there are; it gives the number."""

    def check(content: bytes) -> int:
        counts = _decoded(content, _Count).results
        if group not in counts:
            raise ValueError(f"it does not say how many {group} there are")
        return counts[group]

    return check


def page_check(page: int, seen: Collection[str]) -> Callable[[bytes], SearchPage]:
    """Check a page of a search; `seen` are the awards of the pages before it.

    A last page may hold nothing new: an award without a key, or one that moved there after the page before was fetched.
    """

    def check(content: bytes) -> SearchPage:
        answer = _decoded(content, SearchPage)
        _check_page(answer.page_metadata, page, rows=len(answer.results))
        is_last = not answer.page_metadata.has_next
        if not is_last and all(row.award is None or row.award in seen for row in answer.results):
            raise ValueError(f"page {page} has only awards of the pages before it")
        return answer

    return check


def detail_check(award: AwardId) -> Callable[[bytes], Detail]:
    """Check what an award is."""

    def check(content: bytes) -> Detail:
        answer = _decoded(content, Detail)
        if answer.generated_unique_award_id.upper() != award:
            raise ValueError(f"it is of another award, {answer.generated_unique_award_id[:80]!r}")
        return answer

    return check


def actions_check(award: AwardId, page: int) -> Callable[[bytes], Paging]:
    """Check a page of an award's actions; it gives where the page stands."""

    def check(content: bytes) -> Paging:
        answer = _decoded(content, ActionsPage)
        _check_page(answer.page_metadata, page, rows=len(answer.results))
        for row in answer.results:
            if not _is_of(row.id.upper(), award):
                raise ValueError(f"it has an action of another award, {row.id[:80]!r}")
        return answer.page_metadata

    return check


def subawards_check(award: AwardId, page: int) -> Callable[[bytes], Paging]:
    """Check a page of an award's subawards; it gives where the page stands."""

    def check(content: bytes) -> Paging:
        answer = _decoded(content, SubawardsPage)
        _check_page(answer.page_metadata, page, rows=len(answer.results))
        for row in answer.results:
            prime = row.prime_award_generated_internal_id or ""
            if prime.upper() != award:
                raise ValueError(f"it has a subaward of another award, {prime[:80]!r}")
        return answer.page_metadata

    return check


def _decoded(content: bytes, form: type[Form]) -> Form:
    if not content.strip():
        raise ValueError("it is empty")
    try:
        return msgspec.json.decode(content, type=form)
    except msgspec.ValidationError as error:
        raise ValueError(f"it has not the documented form ({error})") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"it is cut off or no JSON ({error})") from error


def _check_page(paging: Paging, page: int, *, rows: int) -> None:
    if paging.page != page:
        raise ValueError(f"it is page {paging.page}, not page {page}")
    if paging.has_next and not rows:
        raise ValueError(f"page {page} is empty though more pages are to follow")


def _is_of(action: str, award: str) -> bool:
    """Tell whether an action's key is of an award: the parts are the same, in another order."""
    parts, own = action.split("_"), award.split("_")
    if len(parts) != _TRANSACTION_PARTS or len(own) not in {4, 6}:
        return own[2] in action  # a number with the separator in it
    _, _, agency, parent_agency, number, _, parent, _ = parts
    is_vehicle = own[1] == "IDV"
    return own[2:] == ([number, agency] if is_vehicle else [number, agency, parent, parent_agency])
