"""The order of the stages: the only place that knows it.

**Architecture invariant:** each stage reads what the stages before it have written and writes its own; a stage that finds
nothing changed does nothing. So a build can be stopped or killed at any moment and simply run again.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.config import Config
from onrecord.engine import Progress, Report, open_runner
from onrecord.store import Record, Writer


def collect(record: Record, sources: Sequence[str], config: Config, progress: Progress) -> list[Report]:
    """Put files, folders and addresses (https://...) into a record.

    Raises:
        RecordBusy: Another process writes to the record.
        UserError: A file or folder does not exist; nothing is collected then.
    """
    from onrecord.collect.addresses import is_address
    from onrecord.collect.files import collect as collect_files

    addresses = [source for source in sources if is_address(source)]
    files = [Path(source) for source in sources if not is_address(source)]
    with Writer(record) as writer:
        reports = [collect_files(writer, files, config, progress)] if files else []
        if addresses:
            from onrecord.collect.web import collect_addresses
            from onrecord.collect.web_limits import WebLimits
            from onrecord.collect.web_session import Session

            session = Session(WebLimits(allow_private=config.allow_private))
            reports.append(collect_addresses(writer, addresses, session, progress))
    return reports


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
