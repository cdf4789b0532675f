"""Addresses of the web: single pages, and the pages that a feed or a sitemap lists.

Each address becomes one web archive in the record, with everything that was new under it; what has not changed since it
was fetched last is not kept twice.
"""

from collections import Counter
from collections.abc import Iterable
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
    tally = _Tally(progress=progress, ahead=len(waiting))
    for typed in waiting:
        with WarcFile() as warc:
            harvest = _Harvest(
                writer=writer, session=session, tally=tally, warc=warc, bytes_left=session.limits.web_bytes_limit
            )
            harvest.gather(typed, named=named)
            _keep(writer, typed, harvest)
    made = tuple((name, tally.counts[name]) for name in OUTCOMES)
    return Report(stage="collect", done=tally.counts.total(), made=made, problems=tally.problems)


@dataclass(slots=True, kw_only=True)
class _Tally:
    """Counts what becomes of the addresses of one call; `ahead` are those still to be asked."""

    progress: Progress
    ahead: int
    counts: Counter[str] = field(default_factory=Counter)
    problems: int = 0

    def count(self, outcome: str) -> None:
        self.counts[outcome] += 1
        self.ahead -= 1
        done = self.counts.total()
        self.progress("collect", done, done + self.ahead)


@dataclass(slots=True, kw_only=True)
class _Harvest:
    """What one named address and the pages it lists give, until it is put into the record."""

    writer: Writer
    session: Session
    tally: _Tally
    warc: WarcFile
    bytes_left: int
    fetches: list[Fetch] = field(default_factory=list)
    problems: dict[str, list[Problem]] = field(default_factory=dict)

    def gather(self, typed: str, *, named: bool) -> None:
        """Take an address, and the pages if it is a feed or sitemap."""
        address = self._address(typed)
        if address is None:
            return
        known = self.writer.fetch_of(address.url)
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
        unknown = [one for one in self._addresses(links[:limit]) if self.writer.fetch_of(one.url) is None]
        self.tally.ahead += len(unknown)
        for page in unknown:
            self._take(page, via=address.url)

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
        known = self.writer.fetch_of(address.url)
        try:
            self._check_room(via)
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


def _keep(writer: Writer, typed: str, harvest: _Harvest) -> None:
    """Put everything an address gave into the record, together."""
    with writer.transaction():
        artefact = None
        if harvest.warc.records:
            url = parse_address(typed).url
            artefact, _ = writer.put_artefact(harvest.warc.finished())
            now = datetime.now(UTC).isoformat(timespec="seconds")
            writer.put_origin(Origin(artefact=artefact, path=url, url=url, collected_at=now))
        for fetch in harvest.fetches:
            writer.put_fetch(replace(fetch, artefact=artefact) if fetch.artefact is None else fetch)
        for place, problems in harvest.problems.items():
            writer.put_problems("collect", place, problems)
