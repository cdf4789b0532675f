"""A copy of a record in which private people are masked: everything that leaves the machine is answered from one.

Masked is the record, not what is made of it: names, quotations, ids, hashes and the search index of the copy are masked
alike, because they are worked out from masked texts. Nothing that is hidden is ever written into the copy's file, and
the copy has no evidence files. What stands for whom is drawn anew for each copy and forgotten with it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from onrecord.errors import AnchorError
from onrecord.model.judgement import document_of_key
from onrecord.model.masks import Unmasking
from onrecord.store.days import note_days_done, note_days_said
from onrecord.store.record import Record, connect, create_record
from onrecord.store.sharing_check import check_copy
from onrecord.store.sharing_copy import Copying, write_documents
from onrecord.store.sharing_meetings import write_meetings
from onrecord.store.sharing_people import kinds_of, people_of
from onrecord.store.sharing_rows import Rows
from onrecord.store.sharing_sources import survey, write_problems, write_sources
from onrecord.store.sharing_tables import (
    name_parties,
    write_judgements,
    write_parties,
    write_rows,
    write_ties,
)
from onrecord.store.tallies import tally_parties
from onrecord.store.view import View
from onrecord.store.writer import Writer


def masked_copy(record: Record, folder: Path) -> Record:
    """Copy a record of one moment into a new or empty folder, with private people masked.

    Left out are the evidence files, what waits for review, whom pronouns and descriptions stand for, addresses fetched,
    exports noted, and what is known of a private person beside their words.

    Raises:
        NamesLeft: The copy would still name somebody; it is removed.
        UserError: The folder cannot be written, or holds other things.
    """
    copy = create_record(folder)
    copy.evidence.folder.rmdir()
    with ExitStack() as unless_done:
        unless_done.callback(rmtree, folder)
        with View.open(record) as view, connect(copy, write=True) as db:
            db.execute("PRAGMA foreign_keys = OFF")  # while tables are half-written; all is held in the end
            db.execute("PRAGMA journal_mode = DELETE")  # one file, that may be read without writing beside it
            db.execute("PRAGMA journal_mode = OFF")  # until then: what fails is removed whole
            people = people_of(view)
            db.execute("BEGIN")
            _write(Copying(view=view, db=db, people=people, rows=Rows(people, kinds_of(view))))
            db.execute("COMMIT")
            if (wrong := db.execute("PRAGMA foreign_key_check").fetchone()) is not None:
                raise AnchorError(f"the masked copy is not whole: row {wrong[1]} of {wrong[0]} points to nothing")
            check_copy(db, people.index)
        unless_done.pop_all()
    return copy


@contextmanager
def shared_view(record: Record, unmasking: Unmasking | None = None) -> Iterator[View]:
    """Open what may leave the machine: a masked copy, gone afterwards; the record itself once it is noted why.

    Raises:
        UserError: An unmasking without a reason.
        RecordBusy: Another process writes to the record, so that nothing can be noted.
    """
    if unmasking is not None:
        with Writer(record) as writer:
            writer.note_unmasking(unmasking)
        with View.open(record) as view:
            yield view
        return
    with (
        TemporaryDirectory(prefix="onrecord-") as folder,
        View.open(masked_copy(record, Path(folder) / "copy")) as view,
    ):
        yield view


def _write(copying: Copying) -> None:
    view = copying.view
    copying.judged.update(
        document
        for one in view.judgements()
        for key in (one.left, one.right)
        if (document := document_of_key(key)) is not None
    )
    masked_actions = survey(copying)
    name_parties(copying)
    write_sources(copying)
    write_documents(copying)
    write_rows(copying, masked_actions)
    write_parties(copying)
    write_ties(copying)
    tally_parties(copying.db)
    note_days_said(copying.db)
    note_days_done(copying.db)
    write_meetings(copying)
    write_judgements(copying)
    write_problems(copying)
