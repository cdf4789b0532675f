"""What the page may have done in a process of its own: put sources into a record and build it, or build it again."""

from collections.abc import Sequence

from onrecord.config import Config
from onrecord.engine import Progress, Report
from onrecord.store import Record


def add_and_build(record: Record, sources: Sequence[str], progress: Progress) -> list[Report]:
    """Collect sources, if there are any, and run every stage over what is new.

    Raises:
        RecordBusy: Another process writes to the record.
        UserError: A source is none.
    """
    from onrecord.pipeline import build, collect

    config = Config()
    reports = collect(record, sources, config, progress) if sources else []
    return [*reports, *build(record, config, progress)]
