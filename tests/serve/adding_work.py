"""Work that a page's job does in tests: it must be found by its name in another process."""

import time
from collections.abc import Sequence

from onrecord.config import Config
from onrecord.engine import Progress, Report
from onrecord.errors import RecordBusy
from onrecord.pipeline import build, collect
from onrecord.store import Record


def real(record: Record, sources: Sequence[str], progress: Progress) -> list[Report]:
    """Collect and build, by rules, in one process."""
    config = Config(engine="inline", extractor="rules")
    return [*(collect(record, sources, config, progress) if sources else []), *build(record, config, progress)]


def endless(record: Record, sources: Sequence[str], progress: Progress) -> list[Report]:  # noqa: ARG001  # as it is called
    """Go on until it is stopped."""
    for number in range(10_000):
        progress("read", number % 10, 10)
        time.sleep(0.02)
    return []


def busy(record: Record, sources: Sequence[str], progress: Progress) -> list[Report]:  # noqa: ARG001  # as it is called
    """Find the record held by another process."""
    raise RecordBusy("another onrecord process is writing to this record")


def broken(record: Record, sources: Sequence[str], progress: Progress) -> list[Report]:  # noqa: ARG001  # as it is called
    """End without a word."""
    raise SystemExit(3)
