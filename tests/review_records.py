"""Records that people decide on: copies, judgements made at given times, and what follows from them."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from onrecord.answer.review_drafts import draft, signed
from onrecord.model.judgement import Judgement
from onrecord.model.statement import Statement
from onrecord.pipeline import apply_judgements
from onrecord.store import Record, View, Writer

BEGIN = datetime(2026, 3, 1, 9, tzinfo=UTC)


def copied(record: Record, folder: Path) -> Record:
    """Copy a record that other tests read."""
    shutil.copytree(record.folder, folder)
    return Record(folder)


def kept(record: Record, *made: Judgement) -> None:
    """Append judgements."""
    with Writer(record) as writer:
        writer.judge(*made)


def judge(  # noqa: PLR0913  # a judgement has so many parts
    record: Record,
    verdict: str,
    left: str,
    right: str = "",
    *,
    user: str = "ann",
    minute: int = 0,
    reason: str = "",
) -> Judgement:
    """Draft, sign and keep a judgement made some minutes after `BEGIN`."""
    with View.open(record) as view:
        one = draft(view, verdict, left, right)
    made = signed(one, user, reason, BEGIN + timedelta(minutes=minute))
    kept(record, made)
    return made


def applied(record: Record) -> None:
    """Work out what follows from the judgements."""
    apply_judgements(record, lambda _stage, _done, _total: None)


def statements_by(record: Record, name: str) -> list[Statement]:
    """List the statements of the one party of a name."""
    with View.open(record) as view:
        (party,) = view.parties_named(name)
        return view.statements_by([party.id])
