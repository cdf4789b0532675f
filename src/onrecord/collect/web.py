"""Addresses of the web: single pages, and the pages that a feed or a sitemap lists.

Each address becomes one web archive in the record, with everything that was new under it; what has not changed since it
was fetched last is not kept twice.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from onrecord.collect.addresses import Address, parse_address
from onrecord.collect.feeds import Link, Listing, newest_first, read_listing
from onrecord.collect.warc import WarcFile
from onrecord.collect.web_exchange import Exchange, written_size
from onrecord.collect.web_failure import FetchFailure, one_line
from onrecord.collect.web_session import Session
from onrecord.engine import Progress, Report
from onrecord.model.evidence import Origin
from onrecord.model.fetch import Fetch
from onrecord.model.problem import Problem
from onrecord.store import Writer

OUTCOMES = ("new", "changed", "unchanged", "not collected")
CONTENT = "#content"
"""Put behind an address (which never has a `#`) for problems with the version it gave: they last as long as that version."""
VALIDATOR_LIMIT = 1_000
"""Characters of an ETag or a date; a longer one is not remembered."""

Known = Callable[[str], Fetch | None]
"""Gives what is remembered of an address."""


def collect_addresses(
    writer: Writer, sources: Iterable[str], session: Session, progress: Progress, *, named: bool = True
) -> Report:
    """Fetch addresses into the record; what fails becomes a problem, and the others go on.

    Each is committed by itself, with the pages it lists: a run that is stopped loses only the address it was at.

    Args:
        writer: Of the record.
        sources: Addresses as typed.
        session: Goes on politely from call to call.
        progress: Told after each address and each listed page.
        named: Whether a person asks for them, so that every round of a watch will; False leaves that as it was.
    """
    waiting = list(dict.fromkeys(sources))
    tally = Tally(progress=progress, ahead=len(waiting))
    for typed in waiting:
        with gathered(typed, writer.fetch_of, session, tally, named=named) as harvest:
            harvest.keep(writer)
    return tally.report()


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts what becomes of the addresses of one call; `ahead` are those still to be asked."""

    progress: Progress
    ahead: int
    counts: Counter[str] = field(default_factory=Counter)
    problems: int = 0

    def count(self, outcome: str) -> None:
        """Count an address that was dealt with."""
        self.counts[outcome] += 1
        self.ahead -= 1
        done = self.counts.total()
        self.progress("collect", done, done + self.ahead)

    def report(self) -> Report:
        """Say what became of them."""
        made = tuple((name, self.counts[name]) for name in OUTCOMES)
        return Report(stage="collect", done=self.counts.total(), made=made, problems=self.problems)


@contextmanager
def gathered(typed: str, known: Known, session: Session, tally: Tally, *, named: bool) -> Iterator["Harvest"]:
    """Fetch an address, and the pages that it lists; the record is not needed until the harvest is kept.

    Args:
        typed: The address.
        known: What is remembered of an address.
        session: Goes on politely from call to call.
        tally: Counts what becomes of it.
        named: As in `collect_addresses`.
    """
    with WarcFile() as warc:
        harvest = Harvest(typed, known, session, tally, warc, session.limits.web_bytes_limit)
        harvest.gather(named=named)
        yield harvest


@dataclass(slots=True)
class Harvest:
    """What one named address and the pages it lists give, until it is put into the record."""

    typed: str
    known: Known
    session: Session
    tally: Tally
    warc: WarcFile
    bytes_left: int
    fetches: list[Fetch] = field(default_factory=list)
    problems: dict[str, list[Problem]] = field(default_factory=dict)

    def gather(self, *, named: bool) -> None:
        """Take the address, and the pages if it is a feed or sitemap."""
        address = self._address(self.typed)
        if address is None:
            return
        known = self.known(address.url)
        listing = self._take(address, via=None if named or known is None else known.via)
        if listing is None:
            return
        links = self._links_of_index(address, listing) if listing.kind == "sitemap index" else listing.links
        limit = self.session.limits.feed_pages_limit
        if len(links) > limit:
            message = (
                f"lists {len(links):,} pages; the newest {limit:,} were asked for, add others by their own address"
            )
            self._note(address.url, "not_fetched", message, place=address.url + CONTENT)
        asked = {one.address for one in self.fetches}  # a site's list of pages may name itself
        pages = (one for one in self._addresses(links[:limit]) if one.url not in asked)
        unknown = [one for one in pages if self.known(one.url) is None]
        self.tally.ahead += len(unknown)
        for page in unknown:
            self._take(page, via=address.url)

    def keep(self, writer: Writer) -> list[Fetch]:
        """Put everything the address gave into the record, together; give what is remembered now."""
        with writer.transaction():
            artefact = None
            if self.warc.records:
                url = parse_address(self.typed).url
                artefact, _ = writer.put_artefact(self.warc.finished())
                now = datetime.now(UTC).isoformat(timespec="seconds")
                writer.put_origin(Origin(artefact=artefact, path=url, url=url, collected_at=now))
            fetches = [replace(one, artefact=artefact) if one.artefact is None else one for one in self.fetches]
            for fetch in fetches:
                writer.put_fetch(fetch)
            for place, problems in self.problems.items():
                writer.put_problems("collect", place, problems)
        return fetches

    def _links_of_index(self, address: Address, index: Listing) -> tuple[Link, ...]:
        """Read the sitemaps of an index, newest first, until they list enough pages."""
        limit = self.session.limits.feed_pages_limit
        links: list[Link] = []
        for sitemap in self._addresses(index.links[:limit]):
            if len(links) >= limit:
                break
            self.tally.ahead += 1
            # Asked for whole: a sitemap that has not changed still says which pages are the newest.
            listing = self._take(sitemap, via=address.url, compare=False)
            if listing is not None and listing.kind == "sitemap index":
                self._note(
                    sitemap.url,
                    "not_fetched",
                    "is an index inside an index of sitemaps; add it by itself",
                    place=sitemap.url + CONTENT,
                )
            elif listing is not None:
                links += listing.links
        return newest_first(links)

    def _addresses(self, links: Iterable[Link]) -> list[Address]:
        found = [self._address(link.url, listed=True) for link in links]
        return list({one.url: one for one in found if one is not None}.values())

    def _address(self, typed: str, *, listed: bool = False) -> Address | None:
        try:
            return parse_address(typed)
        except FetchFailure as failure:
            self.tally.ahead += listed
            self._fail(one_line(typed), failure)
            return None

    def _take(self, address: Address, *, via: str | None, compare: bool = True) -> Listing | None:
        """Fetch one page; give what it lists if it is a feed or sitemap that was sent anew."""
        known = self.known(address.url)
        try:
            self._check_room(via)
            if known is not None and known.via is None:
                via = None  # what a person named stays named, whoever lists it
            compared = known if compare else None
            with self.session.visit(address, compared, bytes_limit=self.bytes_left) as hops:
                return self._judge(hops, _fetch(address, hops[-1], via), known)
        except FetchFailure as failure:
            self._fail(address.url, failure)
            if known is not None:
                tried = datetime.now(UTC).isoformat(timespec="seconds")
                unchanged = known.unchanged + 1
                self.fetches.append(replace(known, fetched_at=tried, status=failure.status, unchanged=unchanged))
            return None

    def _check_room(self, via: str | None) -> None:
        if self.bytes_left <= 0:
            limit = written_size(self.session.limits.web_bytes_limit)
            raise FetchFailure("not_fetched", f"left out, as the pages that {via} lists pass {limit}; add it by itself")

    def _judge(self, hops: tuple[Exchange, ...], fetch: Fetch, known: Fetch | None) -> Listing | None:
        """Keep what is new; an answer that is no page is a failure."""
        page = hops[-1]
        self.problems[fetch.address] = []
        if page.status == 304 and known is not None:
            self.fetches.append(
                replace(known, fetched_at=page.asked_at, status=304, via=fetch.via, unchanged=known.unchanged + 1)
            )
            self.tally.count("unchanged")
            return None
        if page.status != 200:
            raise _no_page(page)
        self.problems[fetch.address + CONTENT] = []
        if page.surplus:
            message = "the server sent more than it announced; the rest was left out, so compare with the page"
            self._note(fetch.address, "damaged", message, place=fetch.address + CONTENT)
        if known is not None and known.digest == page.digest:
            self.fetches.append(replace(fetch, artefact=known.artefact, unchanged=known.unchanged + 1))
            self.tally.count("unchanged")
        else:
            self._store(hops, fetch)
            self.tally.count("new" if known is None else "changed")
        return self._listing(fetch.address, page)

    def _listing(self, path: str, page: Exchange) -> Listing | None:
        try:
            with page.body() as body:
                listing = read_listing(body, page.address.url)
        except ValueError as error:
            message = f"the feed or sitemap {error}; its pages were not asked for"
            self._note(path, "damaged", message, place=path + CONTENT)
            return None
        if listing is not None and not listing.whole:
            message = f"the {listing.kind} is broken behind its entry {len(listing.links):,}; the rest was not read"
            self._note(path, "damaged", message, place=path + CONTENT)
        return listing

    def _store(self, hops: tuple[Exchange, ...], fetch: Fetch) -> None:
        for hop in hops:
            self.warc.put(hop)
            self.bytes_left -= hop.size
        self.fetches.append(fetch)

    def _fail(self, path: str, failure: FetchFailure) -> None:
        self._note(path, failure.code, str(failure), place=path)
        self.tally.count("not collected")

    def _note(self, path: str, code: str, message: str, *, place: str) -> None:
        problem = Problem(path=path, stage="collect", code=code, message=f"{path}: {message}")
        self.problems.setdefault(place, []).append(problem)
        self.tally.problems += 1


def _fetch(address: Address, page: Exchange, via: str | None) -> Fetch:
    return Fetch(
        address=address.url,
        fetched_at=page.asked_at,
        status=page.status,
        answered_by=page.address.url,
        etag=_validator(page, "ETag"),
        last_modified=_validator(page, "Last-Modified"),
        digest=page.digest,
        via=via,
    )


def _validator(page: Exchange, name: str) -> str | None:
    """Take a header that is sent back later as it is: printable, so that it cannot end the line it stands in."""
    value = page.headers.get(name)
    usable = value and value.isascii() and value.isprintable() and len(value) <= VALIDATOR_LIMIT
    return value if usable else None


def _no_page(page: Exchange) -> FetchFailure:
    status = page.status
    if status in {401, 402, 403, 451}:
        advice = "it is not given to programs; save the page by hand and add the file"
    elif status in {404, 410}:
        advice = "no page is there; check the address"
    elif status == 429 or status >= 500:
        advice = "the server is busy or has failed; try again later"
    else:
        advice = "that is no page; open the address in a browser and save by hand what is there"
    asked = one_line(str(page.headers.get("Retry-After", "")))
    later = f" (it names a time: {asked})" if asked and status in {429, 503} else ""
    return FetchFailure("cannot_fetch", f"answers {status} {one_line(page.reason)}: {advice}{later}", status=status)
