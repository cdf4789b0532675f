"""What people have decided, and what keeps its name while decisions change who is who."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.model.ids import DocumentId, PartyId
from onrecord.model.judgement import Judgement, Place, Review, document_of_key, standing, statement_keys, with_words
from onrecord.model.statement import Statement
from onrecord.store import rows


def append(db: sqlite3.Connection, one: Judgement) -> None:
    """Append a decision, and have what rests on it worked out again."""
    values = (one.id, one.left, one.right, one.verdict, one.user, one.made_at, one.reason, one.words)
    db.execute("INSERT OR IGNORE INTO judgements VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    db.execute("DELETE FROM work WHERE stage IN ('resolve', 'connect')")
    about = one
    if one.verdict == "undone":
        undone = db.execute("SELECT * FROM judgements WHERE id = ?", (one.left.removeprefix("judgement:"),)).fetchone()
        about = rows.judgement_in(undone) if undone else one
    if about.verdict == "span":
        db.execute("DELETE FROM work WHERE stage = 'extract' AND input = ?", (document_of_key(about.left),))


def judgements(db: sqlite3.Connection) -> list[Judgement]:
    """List people's decisions in the order they were made."""
    return [rows.judgement_in(row) for row in db.execute("SELECT * FROM judgements ORDER BY made_at, id")]


def with_corrections(db: sqlite3.Connection, text: str, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Put the words people have marked in place of those the extractor found; what does not fit the text is left as found.

    A correction that finds no statement, or whose words the text no longer has at their places, changes nothing here:
    resolve/ lists it as one that needs another look.
    """
    if not statements:
        return statements
    like = f"statement:{statements[0].document}:%"
    found = db.execute(
        "SELECT * FROM judgements WHERE verdict IN ('span', 'undone') AND (left_key LIKE ? OR verdict = 'undone')",
        (like,),
    )
    corrections = {one.left: one for one in standing(map(rows.judgement_in, found)) if one.verdict == "span"}
    if not corrections:
        return statements
    keys = statement_keys(statements)
    return tuple(
        with_words(one, text, corrections[keys[one.id]].right) or one if keys[one.id] in corrections else one
        for one in statements
    )


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
    """Replace what waits for a decision."""
    db.execute("DELETE FROM reviews")
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
