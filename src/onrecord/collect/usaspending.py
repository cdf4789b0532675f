"""Contracts and vehicles of USAspending into the record: each answer of its API an artefact, with what was asked and when.

The awards that a search finds are counted, then listed; then each is fetched: what it is, its actions, its subawards.
Every answer is committed by itself, and while it is fresh it is not asked for again: a run that was stopped goes on where
it was. Orders under a vehicle are not followed: search for them.

    usaspending/search-1a2b.../contracts-count.json           how many awards a search finds
    usaspending/search-1a2b.../contracts-page-1.json          which ones
    usaspending/CONT_AWD_.../award.json                       what an award is
    usaspending/CONT_AWD_.../transactions-page-1.json         its actions
    usaspending/CONT_AWD_.../subawards-page-1.json            its subawards
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.collect.usaspending_answers import (
    Paging,
    SearchPage,
    actions_check,
    count_check,
    detail_check,
    page_check,
    subawards_check,
)
from onrecord.collect.usaspending_calls import CHANGED, HELD, NEW, UNCHANGED, Calls
from onrecord.collect.usaspending_requests import (
    SEARCH_ROWS,
    Marker,
    Request,
    award_request,
    count_request,
    page_request,
    subawards_request,
    transactions_request,
)
from onrecord.collect.usaspending_search import PREFIX, Group, Search
from onrecord.collect.usaspending_session import SECONDS_BETWEEN, SpendingSession, Unanswered
from onrecord.engine import Progress, Report
from onrecord.errors import UserError
from onrecord.model.ids import AwardId
from onrecord.model.problem import Problem
from onrecord.store import Writer

Say = Callable[[str], None]
Found = dict[AwardId, None]
PageRequest = Callable[[AwardId, int], Request]
PageCheck = Callable[[AwardId, int], Callable[[bytes], Paging]]

AWARDS, FAILED = "awards", "not collected"
COUNTS = (AWARDS, NEW, CHANGED, UNCHANGED, HELD, FAILED)
FAILURES_IN_A_ROW = 3
"""Awards the API does not give, one after the other, before it is taken that none will come."""
PAGES_LIMIT = 500
"""Of an award's actions or subawards: 50,000 subawards are all the API gives by page, and a server may never end."""
CALLS_PER_AWARD = 2.3
"""For an estimate: what it is, its actions, and for some its subawards."""
EDGE_STATUSES = frozenset({422, 503})
"""What the API answers at the edge of its window: the first by its code, the second as users report."""
NAMES: dict[Group, tuple[str, str]] = {
    "contracts": ("contract or order", "contracts and orders"),
    "idvs": ("vehicle", "vehicles"),
}
"""One, and several."""


def add_search(
    writer: Writer, search: Search, session: SpendingSession, progress: Progress, *, say: Say = lambda _: None
) -> Report:
    """Fetch the awards of a search; one that cannot be fetched becomes a problem, and the others go on.

    Args:
        writer: Of the record.
        search: What to fetch.
        session: Keeps to the pace from search to search.
        progress: Told after each page of the search and each award.
        say: Told, once the awards are counted, how many will be fetched and about how long that takes.

    Raises:
        UserError: The search finds too many awards or is refused, or the API is not there. What was fetched before is in
            the record.
    """
    calls = Calls(writer=writer, session=session, typed=search.typed)
    run = _Run(search=search, calls=calls, progress=progress, today=session.clock.today().date())
    try:
        session.check_address()
        awards = list(search.awards) or run.listed(say)
        run.fetch(awards)
    except Unanswered as failure:
        go_on = "; what was fetched is kept: the same command goes on from there" if failure.is_passing else ""
        raise UserError(f"{search.typed}: {failure}{go_on}") from failure
    counts = calls.counts
    made = tuple((name, counts[name]) for name in COUNTS)
    return Report(stage="collect", done=counts[AWARDS] + counts[FAILED], made=made, problems=run.problems)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One search on its way into the record.

    Attributes:
        today: Where a search without an end ends.
        steps, ahead: Pages of the search and awards, done and to do.
    """

    search: Search
    calls: Calls
    progress: Progress
    today: date
    problems: int = 0
    steps: int = 0
    ahead: int = 0

    # --- the search

    def listed(self, say: Say) -> list[AwardId]:
        """Count the awards, say so, then list them."""
        groups = self.search.groups
        requests = {one: count_request(self.search, one, today=self.today) for one in groups}
        counted = {one: self.calls.ask(request, count_check(one)) for one, request in requests.items()}
        limit = self.calls.session.limits.awards_limit
        if (total := sum(counted.values())) > limit:
            raise UserError(
                f"{self.search.typed}: finds {total:,} awards ({_written(counted)}), more than the limit of {limit:,}, so "
                "none was fetched; narrow it with agency:, recipient:, naics:, psc:, from: and to:, or raise --awards-limit"
            )
        say(f"{self.search.typed}: {_announced(self.search, counted)}")
        self.ahead = total + sum(-(-number // SEARCH_ROWS) for number in counted.values())
        found: Found = {}
        for group in (one for one in groups if counted[one]):
            before = len(found)
            for page in self._pages(group, found):
                found |= {row.award: None for row in page.results if row.award}
                self._step()
            self._compare(group, counted[group], len(found) - before)
        return list(found)

    def _pages(self, group: Group, found: Found) -> Iterator[SearchPage]:
        """Give the pages of a group: by their number, and where that ends by the last row of the page before."""
        window = self.calls.session.limits.window
        marker: Marker | None = None
        number, is_beyond = 1, False
        while True:
            is_beyond = is_beyond or (marker is not None and number * SEARCH_ROWS >= window)
            try:
                page = self._page(group, number, marker if is_beyond else None, found)
            except Unanswered as failure:
                if is_beyond or marker is None or failure.status not in EDGE_STATUSES:
                    raise
                is_beyond = True
                page = self._page(group, number, marker, found)
            yield page
            if not page.page_metadata.has_next:
                return
            marker = page.page_metadata.marker
            number += 1

    def _page(self, group: Group, number: int, marker: Marker | None, found: Found) -> SearchPage:
        request = page_request(self.search, group, today=self.today, page=number, marker=marker)
        return self.calls.ask(request, page_check(number, found))

    def _compare(self, group: Group, counted: int, listed: int) -> None:
        """Say if fewer awards were listed than counted."""
        message = f"{_number(group, counted)} counted, but only {listed:,} listed; add the search again later"
        self._note(f"{self.search.typed} {group}", self.search.typed, message if listed < counted else "")

    # --- the awards

    def fetch(self, awards: list[AwardId]) -> None:
        """Fetch awards; give up when several in a row fail in a way that passes, or the API asks to be left alone."""
        self.ahead, failures = len(awards), 0
        for award in awards:
            place = f"{PREFIX}{award}"
            try:
                self._fetch_award(award)
            except Unanswered as failure:
                self._note(place, place, f"{failure}; add it again later")
                self.calls.counts[FAILED] += 1
                if failure.is_put_off:
                    raise
                failures = failures + 1 if failure.is_passing else 0
                if failures == FAILURES_IN_A_ROW:
                    raise failure.of_several(failures) from failure
            else:
                self._note(place, place, "")
                self.calls.counts[AWARDS] += 1
                failures = 0
            self._step()

    def _fetch_award(self, award: AwardId) -> None:
        detail = self.calls.ask(award_request(award), detail_check(award))
        self._fetch_pages(award, transactions_request, actions_check)
        if detail.subaward_count != 0:  # asked for also where the award does not say
            self._fetch_pages(award, subawards_request, subawards_check)

    def _fetch_pages(self, award: AwardId, request: PageRequest, check: PageCheck) -> None:
        for number in range(1, PAGES_LIMIT + 1):
            if not self.calls.ask(request(award, number), check(award, number)).has_next:
                return
        name = request(award, PAGES_LIMIT).name
        raise Unanswered(f"{name} is the last page that is asked for, though more are to follow", is_passing=False)

    # --- what is said of it

    def _step(self) -> None:
        self.steps += 1
        self.ahead = max(0, self.ahead - 1)
        self.progress("collect", self.steps, self.steps + self.ahead)

    def _note(self, place: str, path: str, message: str) -> None:
        """Put a problem in the place of an earlier one; without a message there is none any more."""
        found = Problem(path=path, stage="collect", code="cannot_fetch", message=f"{path}: {message}")
        writer = self.calls.writer
        with writer.transaction():
            writer.put_problems("collect", place, [found] if message else [])
        self.problems += bool(message)


def _announced(search: Search, counted: dict[Group, int]) -> str:
    total = sum(counted.values())
    if not total:
        by_name = bool(search.agencies or search.funders)
        return "finds no awards" + ("; agencies are found by their full names only" if by_name else "")
    calls = round(total * CALLS_PER_AWARD)
    minutes = calls * SECONDS_BETWEEN / 60
    long = f"{minutes / 60:.1f} hours" if minutes >= 90 else f"{max(1, round(minutes))} min"
    return f"{_written(counted)} to fetch, about {calls:,} calls: {long} or more, unless the record holds them already"


def _written(counted: dict[Group, int]) -> str:
    return ", ".join(_number(group, number) for group, number in counted.items())


def _number(group: Group, number: int) -> str:
    one, several = NAMES[group]
    return f"{number:,} {one if number == 1 else several}"
