"""What people have decided, and what keeps its name while decisions change who is who."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.judgement import Judgement, Place, Review, document_of_key, standing, statement_keys, with_words
from onrecord.model.statement import Statement
from onrecord.store import meetings, rows

ABOUT_THREADS = "substr(left_key, 1, 7) = 'thread:' OR substr(right_key, 1, 7) = 'thread:'"


def append(db: sqlite3.Connection, given: Iterable[Judgement]) -> int:
    """Append decisions that are new, have what rests on them worked out again, and give their number."""
    before = db.total_changes
    corrected: set[DocumentId] = set()
    named: set[DocumentId] = set()
    for one in given:
        named.update(filter(None, (document_of_key(one.left), document_of_key(one.right))))
        values = (one.id, one.left, one.right, one.verdict, one.user, one.made_at, one.reason, one.words)
        db.execute("INSERT OR IGNORE INTO judgements VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        about = _taken_back(db, one) if one.verdict == "undone" else one
        if about and about.verdict == "span" and (document := document_of_key(about.left)):
            corrected.add(document)
    new = db.total_changes - before
    if new:
        db.execute("DELETE FROM work WHERE stage IN ('resolve', 'connect')")
    for document in sorted(corrected):
        correct(db, document)
    for document in sorted(named):
        note_judged(db, document)
    return new


def _taken_back(db: sqlite3.Connection, undone: Judgement) -> Judgement | None:
    """Say which decision an undoing is about in the end: of an undoing of an undoing, the one that comes back."""
    about: Judgement | None = undone
    while about and about.verdict == "undone":  # ends: an id is the hash of what it names, so undoings make no ring
        query, whole = "SELECT * FROM judgements WHERE id = ?", about.left.removeprefix("judgement:")
        row = db.execute(query, (whole,)).fetchone()
        about = rows.judgement_in(row) if row else None
    return about


def judgements(db: sqlite3.Connection) -> list[Judgement]:
    """List people's decisions in the order they were made."""
    return [rows.judgement_in(row) for row in db.execute("SELECT * FROM judgements ORDER BY made_at, id")]


def note_applied(db: sqlite3.Connection) -> None:
    """Note that who is who rests on all the decisions there are."""
    query = "INSERT OR REPLACE INTO work SELECT 'judged', 'record', CAST(count(*) AS TEXT) FROM judgements"
    db.execute(query)


def unapplied(db: sqlite3.Connection) -> int:
    """Count the decisions made since who is who was last worked out."""
    query = """SELECT (SELECT count(*) FROM judgements) - coalesce(
                 (SELECT CAST(version AS INTEGER) FROM work WHERE stage = 'judged' AND input = 'record'), 0)"""
    return int(db.execute(query).fetchone()[0])


def correct(db: sqlite3.Connection, document: DocumentId) -> None:
    """Put the words that people have marked in place of those the extractor found, which are kept beside.

    A correction that finds no statement, or whose words the text no longer has at their places, changes nothing here:
    resolve/ lists it as one that needs another look.
    """
    bounds = (
        f"statement:{document}:",
        f"statement:{document};",
    )  # in the order of bytes the semicolon follows the colon
    about = "left_key >= ? AND left_key < ?"
    if not db.execute(f"SELECT 1 FROM judgements WHERE {about} AND verdict = 'span'", bounds).fetchone():
        return
    said = db.execute(f"SELECT * FROM judgements WHERE {about} OR verdict = 'undone'", bounds)
    marked = {one.left: one.right for one in standing(map(rows.judgement_in, said)) if one.verdict == "span"}
    (text,) = db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone() or ("",)
    held = statements_as_found(db, document)
    keys = statement_keys(original for original, _ in held)
    for original, now in held:
        right = marked.get(keys[original.id])
        wanted = (with_words(original, text, right) if right else None) or original
        if wanted != now:
            meetings.forget(db, document)  # what pairs of documents share names its statements
            db.execute("DELETE FROM statements WHERE id = ?", (now.id,))
            _put_statement(db, "statements", rows.statement_out(wanted))
            if wanted != original:
                _put_statement(db, "corrected", (wanted.id, *rows.statement_out(original)))


def _put_statement(db: sqlite3.Connection, table: str, values: rows.Values) -> None:
    columns = rows.STATEMENT_COLUMNS if table == "statements" else f"statement, {rows.STATEMENT_COLUMNS}"
    db.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({','.join('?' * len(values))})", values)


def statements_as_found(db: sqlite3.Connection, document: DocumentId) -> list[tuple[Statement, Statement]]:
    """List a document's statements as the extractor found them, each with what it is now."""
    now = [rows.statement_in(row) for row in db.execute("SELECT * FROM statements WHERE document = ?", (document,))]
    before = {
        row["statement"]: rows.statement_in(row)
        for row in db.execute("SELECT * FROM corrected WHERE document = ?", (document,))
    }
    return [(before.get(one.id, one), one) for one in now]


def note_judged(db: sqlite3.Connection, document: DocumentId) -> None:
    """Note which statements of a document decisions name: after its statements or decisions about them were written."""
    low, high = f"statement:{document}:", f"statement:{document};"
    query = """SELECT left_key FROM judgements WHERE left_key >= :low AND left_key < :high
               UNION SELECT right_key FROM judgements WHERE right_key >= :low AND right_key < :high"""
    judged = {row[0] for row in db.execute(query, {"low": low, "high": high})}
    if judged:
        keys = keys_of_statements(db, document)
        db.execute("DELETE FROM judged_statements WHERE key >= ? AND key < ?", (low, high))
        values = [(key, statement) for statement, key in keys.items() if key in judged]
        db.executemany("INSERT INTO judged_statements VALUES (?, ?)", values)


def keys_of_statements(db: sqlite3.Connection, document: DocumentId) -> dict[StatementId, str]:
    """Name a document's statements by their keys: made from the words the extractor found, so that a correction keeps the key."""
    held = statements_as_found(db, document)
    keys = statement_keys(original for original, _ in held)
    return {now.id: keys[original.id] for original, now in held}


def put_places(db: sqlite3.Connection, places: Iterable[tuple[Place, PartyId]]) -> None:
    """Replace what parties are made of; a party that is gone redirects to the one that has most of its places now."""
    now = dict(places)
    parties = set(now.values())
    before: dict[str, Counter[PartyId]] = defaultdict(Counter)
    for key, document, party in db.execute("SELECT key, document, party FROM places"):
        if party not in parties and (heir := now.get((key, DocumentId(document) if document else None))):
            before[party][heir] += 1
    heirs = {old: min(counts, key=lambda one: (-counts[one], one)) for old, counts in before.items()}
    kept = {old: heirs.get(new, new) for old, new in db.execute("SELECT old, new FROM redirects") if old not in parties}
    redirects = {old: new for old, new in (kept | heirs).items() if new in parties}
    db.execute("DELETE FROM redirects")
    db.executemany("INSERT INTO redirects VALUES (?, ?)", sorted(redirects.items()))
    db.execute("DELETE FROM places")
    db.executemany(
        "INSERT INTO places VALUES (?, ?, ?)", [(key, document or "", party) for (key, document), party in now.items()]
    )


def put_reviews(db: sqlite3.Connection, reviews: Iterable[Review]) -> None:
    """Replace what waits for a decision, but for what is asked about threads."""
    db.execute(f"DELETE FROM reviews WHERE NOT ({ABOUT_THREADS})")
    _put_reviews(db, reviews)


def put_thread_reviews(db: sqlite3.Connection, reviews: Iterable[Review]) -> None:
    """Replace what is asked about threads: connect/ makes it, when who is who is known."""
    db.execute(f"DELETE FROM reviews WHERE {ABOUT_THREADS}")
    _put_reviews(db, reviews)


def _put_reviews(db: sqlite3.Connection, reviews: Iterable[Review]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(one.id, one.kind, one.left, one.right, one.score, one.because, json.dumps(one.items)) for one in reviews],
    )


def reviews(db: sqlite3.Connection) -> list[Review]:
    """List what waits for a decision, the likeliest first."""
    found = db.execute("SELECT * FROM reviews ORDER BY kind = 'judgement' DESC, kind = 'conflict' DESC, score DESC, id")
    return [
        Review(
            kind=row["kind"],
            left=row["left_key"],
            right=row["right_key"],
            score=row["score"],
            because=row["because"],
            items=tuple(json.loads(row["items"])),
        )
        for row in found
    ]
