"""The order of the stages: the only place that knows it.

**Architecture invariant:** each stage reads what the stages before it have written and writes its own; a stage that finds
nothing changed does nothing. So a build can be stopped or killed at any moment and simply run again.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.config import Config
from onrecord.engine import Progress, Report, open_runner
from onrecord.errors import UserError
from onrecord.store import Record, Writer

if TYPE_CHECKING:
    from onrecord.collect.usaspending_session import SpendingSession

SCHEME = re.compile(r"[A-Za-z]{3,}:")


def collect(
    record: Record,
    sources: Sequence[str],
    config: Config,
    progress: Progress,
    say: Callable[[str], None] = lambda _: None,
) -> list[Report]:
    """Put files, folders, addresses (https://...) and searches of public spending (usaspending:...) into a record.

    Raises:
        RecordBusy: Another process writes to the record.
        UserError: A source is none, or a file or folder does not exist; nothing is collected then.
    """
    from onrecord.collect.addresses import is_address
    from onrecord.collect.files import collect as collect_files
    from onrecord.collect.usaspending_search import split_sources

    searches, others = split_sources(sources)
    addresses = [source for source in others if is_address(source)]
    files = [Path(source) for source in others if not is_address(source)]
    for file in files:
        # A colon behind a word of letters is an address or a query on every system we run on.
        if SCHEME.match(str(file)) and not file.exists():
            advice = "name files, folders, addresses (https://...) or usaspending:SEARCH"
            raise UserError(f"{file}: no source of this kind is known; {advice}")
    spending = _spending(config) if searches else None
    with Writer(record) as writer:
        reports = [collect_files(writer, files, config, progress)] if files else []
        if addresses:
            from onrecord.collect.web import collect_addresses
            from onrecord.collect.web_limits import WebLimits
            from onrecord.collect.web_session import Session

            session = Session(WebLimits(allow_private=config.allow_private))
            reports.append(collect_addresses(writer, addresses, session, progress))
        if spending:
            from onrecord.collect.usaspending import add_search

            reports += [add_search(writer, search, spending, progress, say=say) for search in searches]
    return reports


def _spending(config: Config) -> "SpendingSession":
    from onrecord.collect.usaspending_session import ONE_CALL, SpendingLimits, SpendingSession
    from onrecord.collect.web_watch import interval

    limits = SpendingLimits(
        awards_limit=config.awards_limit,
        fresh_for=interval(config.fresh_for),
        web=replace(ONE_CALL, allow_private=config.allow_private),
    )
    return SpendingSession(limits)


def watch(record: Record, config: Config, progress: Progress, every: str) -> Iterator[Report]:
    """Ask a record's addresses again, build what is new, wait, and so on; what another process does is waited for.

    `every` says how often, `6h`; empty, it is one round.

    Raises:
        UserError: It is no time, or the record holds no address.
    """
    from onrecord.collect.web_limits import WebLimits
    from onrecord.collect.web_session import Clock
    from onrecord.collect.web_watch import interval, when_free
    from onrecord.collect.web_watch import watch as rounds

    limits = WebLimits(allow_private=config.allow_private)
    for report in rounds(lambda: Writer(record), limits, progress, every=interval(every) if every else None):
        yield report
        # Whether or not this round gave anything: the one before may have been stopped between fetching and building.
        when_free(lambda: build(record, config, progress), Clock())


def apply_judgements(record: Record, progress: Progress) -> list[Report]:
    """Work out anew what rests on people's decisions: who is who, and what connects.

    Raises:
        RecordBusy: Another process writes to the record.
    """
    from onrecord.connect import stage as connect
    from onrecord.resolve import stage as resolve

    with Writer(record) as writer:
        return [resolve.run(writer, progress), connect.run(writer, progress)]


def build(record: Record, config: Config, progress: Progress) -> list[Report]:
    """Run every stage over what is new in a record.

    Raises:
        RecordBusy: Another process writes to the record.
        UserError: No such engine.
    """
    # Imported here: readers and extractors load large libraries, and most commands never build.
    from onrecord.connect import stage as connect
    from onrecord.extract import stage as extract
    from onrecord.read import stage as read
    from onrecord.resolve import stage as resolve

    with Writer(record) as writer, open_runner(config.engine) as runner:
        return [
            read.run(writer, runner, config, progress),
            extract.run(writer, runner, config, progress),
            resolve.run(writer, progress),
            connect.run(writer, progress),
        ]
