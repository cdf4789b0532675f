"""What a person types about threads: two that are one matter, or a statement that belongs in one or does not."""

from onrecord.answer.review_words import words_of
from onrecord.errors import NotFound, UserError
from onrecord.model.ids import StatementId
from onrecord.model.judgement import THREAD
from onrecord.store import View
from onrecord.store.verdicts import missing, thread_keys

ASKED = "name two threads of one organisation, or a statement and a thread"


def thread_ends(view: View, left: str, right: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Find `(key, words)` of both where one of them is a thread, what is put into a thread first; else None.

    Raises:
        UserError: The other is neither a thread nor a statement.
        NotFound: A thread's key names parties that the record does not have.
    """
    keys = [_thread(view, left), _thread(view, right)]
    if not any(keys):
        return None
    ends = [
        (key, words_of(view, key)) if key else _statement(view, typed)
        for key, typed in zip(keys, (left, right), strict=True)
    ]
    if ends[0][0] == ends[1][0]:
        raise UserError(f"both are one thread: {ASKED}")
    first, second = sorted(ends, key=lambda end: end[0].startswith(THREAD))
    return first, second


def _thread(view: View, typed: str) -> str | None:
    """Find a thread by its key, its id, or the beginning of its id."""
    if typed.startswith(THREAD):
        if missing(view, [typed]):
            raise NotFound(f"{typed[:120]!r}: names a party that is not in the record as it is now")
        return typed
    found = [one for kind, one in view.find_ids(typed) if kind == "threads"] if typed.isalnum() else []
    return thread_keys(view)[found[0]] if len(found) == 1 else None


def _statement(view: View, typed: str) -> tuple[str, str]:
    if typed.startswith("statement:") and not missing(view, [typed]):
        return typed, words_of(view, typed)
    found = [one for kind, one in view.find_ids(typed) if kind == "statements"] if typed.isalnum() else []
    statement = view.statement(StatementId(found[0])) if len(found) == 1 else None
    if statement is None:
        raise UserError(f"{typed[:60]!r}: is neither a thread nor a statement: {ASKED}")
    key = view.statement_keys(statement.document)[statement.id]
    return key, words_of(view, key)
