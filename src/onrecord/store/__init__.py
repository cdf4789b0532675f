"""The record on disk: evidence files and one SQLite file, one Writer, many read-only Views.

    RECORD/
      onrecord.db            everything that was read and found (SQLite, WAL); `-wal` and `-shm` beside it while open
      evidence/ab/abcd…      the bytes as they came, named by their sha256, written once, never changed
      evidence/incoming/     files on their way in; left-overs of a crash, removed by the next Writer
      writer.lock            held by the one process that writes; the system frees it when that process ends

**Architecture invariants:** all SQL of the project stands in this package. Every write of a span checks its words
against the stored text. A transaction holds whole pieces of work: after a crash, work is either done or not begun.
"""

from onrecord.store.evidence import Evidence
from onrecord.store.record import SCHEMA_VERSION, Record, create_record, open_record
from onrecord.store.view import View
from onrecord.store.writer import Writer

__all__ = ["SCHEMA_VERSION", "Evidence", "Record", "View", "Writer", "create_record", "open_record"]
