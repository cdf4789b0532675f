"""Write a generated record: as many statements, documents and awards as asked for, all invented, from one seed.

    python benchmarks/page_record.py FOLDER [--statements 1000000] [--documents 200000] [--awards 500000] [--seed 1]

Written through the store's own schema and conversions, without its checks: indexes of words last, journal off. Only the
first documents have evidence files.
"""

import argparse
import io
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord.model.award import Action
from onrecord.model.evidence import Origin, Span
from onrecord.model.ids import ArtefactId, AwardId, artefact_id
from onrecord.model.judgement import Judgement, Review, statement_keys
from onrecord.model.names import folded
from onrecord.model.party import Party
from onrecord.model.problem import Problem
from onrecord.model.statement import Mention, Statement
from onrecord.model.thread import Thread
from onrecord.store import Record, meeting_rows, rows, sheets
from onrecord.store.days import note_days_done, note_days_said
from onrecord.store.record import create_record
from onrecord.store.tallies import tally_parties
from page_awards import Bought, Office
from page_meetings import Matters, echo_of, matches, tensions
from page_parties import Parties, Someone, invent_parties
from page_texts import Article, Newsroom
from page_words import Writing, distinct, vocabulary

BATCH = 2000
AWARDS_A_SHEET = 25_000
WITH_FILES = 200
"""Documents whose bytes are in the evidence folder too: writing each is a file and two fsyncs."""
COLLECTED = "2026-11-01T00:00:00+00:00"
TRIGGERS = ("statements_in", "documents_in", "awards_in")
INDEXES_OF_WORDS = ("statement_words", "document_words", "award_words")


@dataclass(frozen=True, slots=True)
class Size:
    """How much to write."""

    statements: int = 1_000_000
    documents: int = 200_000
    awards: int = 500_000


class Filling:
    """A record being filled: rows go into tables as the store writes them."""

    def __init__(self, db: sqlite3.Connection, record: Record, source: random.Random) -> None:
        self.db, self.record, self.source = db, record, source

    def put(self, table: str, values: Sequence[Sequence[Any]], columns: str = "") -> None:
        """Write rows to a table."""
        if values:
            marks = ",".join("?" * len(values[0]))
            self.db.executemany(f"INSERT OR IGNORE INTO {table} {columns} VALUES ({marks})", values)


def write_record(folder: Path, size: Size, seed: int = 1) -> Record:
    """Write a record into a new folder; of one seed and size always the same."""
    record = create_record(folder)
    source = random.Random(seed)
    db = sqlite3.connect(record.database, isolation_level=None)
    for pragma in ("journal_mode = DELETE", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -1000000"):
        db.execute(f"PRAGMA {pragma}")
    triggers = [db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (one,)).fetchone()[0] for one in TRIGGERS]
    for one in TRIGGERS:
        db.execute(f"DROP TRIGGER {one}")
    db.execute("BEGIN")
    _fill(Filling(db, record, source), size)
    for one in INDEXES_OF_WORDS:
        db.execute(f"INSERT INTO {one} ({one}) VALUES ('rebuild')")
    for made in triggers:
        db.execute(made)
    db.execute("COMMIT")
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return record


def _fill(to: Filling, size: Size) -> None:
    writing = Writing(to.source, vocabulary(to.source))
    parties = invent_parties(
        to.source,
        people=max(30, size.statements // 50),
        firms=max(10, size.awards // 25, size.statements // 100),
        bodies=max(8, min(400, size.awards // 500)),
    )
    _put_parties(to, parties)
    publishers = [f"The {one}" for one in distinct(to.source, max(5, min(400, size.documents // 200)), "firm")]
    newsroom = Newsroom(to.source, writing, parties, publishers)
    matters = Matters(to.source)
    said = _put_articles(to, newsroom, matters, size)
    awards = _put_awards(to, Office(to.source, writing, parties), size.awards)
    _put_meetings(to, matters, said, awards)
    _put_waiting(to, parties, said)
    tally_parties(to.db)
    note_days_said(to.db)
    note_days_done(to.db)
    for stage in ("resolve", "connect"):
        to.put("work", [(stage, "record", "made")])
    to.put("work", [("judged", "record", "0")])


def _put_parties(to: Filling, parties: Parties) -> None:
    everybody = [*parties.people, *parties.firms, *parties.bodies]
    to.put("parties", [rows.party_out(_party(one, parties)) for one in everybody])
    names = [(one.id, name, folded(name), "text") for one in everybody for name in (one.name, one.recorded)]
    to.put("aliases", names)
    to.put("places", [(one.key, "", one.id) for one in everybody if one.kind != "person"])
    ties = [
        (f"{number:032x}", one.id, "speaks_for", parties.firms[one.firm].id, "office named in the text", None, None, "", "[]")
        for number, one in enumerate(parties.people)
    ]  # fmt: skip
    to.put("relations", ties)


def _party(one: Someone, parties: Parties) -> Party:
    role = f"{one.office} of {parties.firms[one.firm].name}" if one.office else None
    return Party(id=one.id, name=one.name, kind=one.kind, public_role=role)


def _put_articles(to: Filling, newsroom: Newsroom, matters: Matters, size: Size) -> list[Statement]:
    """Write articles; gives one statement in a hundred, each of another document."""
    kept: list[Statement] = []
    articles = newsroom.articles(size.documents, size.statements)
    done = 0
    while batch := list(islice(articles, BATCH)):
        _put_batch(to, batch, first=done == 0)
        for one in batch:
            matters.note(one.firm.id, one.body.id, one.statements)
        kept += [one.statements[0] for one in batch[::20] if one.statements]
        done += len(batch)
    return kept


def _put_batch(to: Filling, batch: list[Article], *, first: bool) -> None:
    _put_documents(to, batch)
    if first:
        for one in batch[:WITH_FILES]:
            to.record.evidence.keep(io.BytesIO(one.document.text.encode()))
    statements = [each for one in batch for each in one.statements]
    to.put("statements", [rows.statement_out(one) for one in statements], f"({rows.STATEMENT_COLUMNS})")
    speakers = [each for one in batch for each in one.speakers]
    to.put("speakers", [(one.statement, one.name, one.party, one.rule, "[]") for one in speakers])
    mentions = [each for one in batch for each in one.mentions]
    named = [each.id for one in batch for each in one.named]
    to.put("mentions", [rows.mention_out(one) for one in mentions], f"({rows.MENTION_COLUMNS})")
    to.put("namings", [(one.id, party, one.rule) for one, party in zip(mentions, named, strict=True)])
    people = {(each.key, one.document.id, each.id) for one in batch for each in one.named if each.kind == "person"}
    to.put("places", sorted(people))
    to.put("amounts", [rows.amount_out(each) for one in batch for each in one.amounts])
    to.put("whens", [rows.when_out(each) for one in batch for each in one.whens])
    party = {one.statement: one.party for one in speakers if one.party}
    echoes = [echo_of(*pair, party) for one in batch for pair in one.repeated]  # type: ignore[arg-type]  # ids are text
    to.put("echoes", [meeting_rows.echo_out(one) for one in echoes])
    members = [meeting_rows.member_out(one, ordinal) for one in echoes for ordinal in (0, 1)]
    to.put("echo_members", members)


def _put_documents(to: Filling, batch: list[Article]) -> None:
    documents = [one.document for one in batch]
    to.put("artefacts", [(one.artefact, len(one.text.encode())) for one in documents])
    found = [(one.artefact, f"articles/{one.artefact[:2]}/{one.artefact[:16]}.txt") for one in documents]
    to.put("origins", [_origin(artefact, path) for artefact, path in found])
    to.put("sightings", [(artefact, path, COLLECTED) for artefact, path in found])
    to.put("documents", [rows.document_out(one) for one in documents], f"({rows.DOCUMENT_COLUMNS})")
    to.put("work", [("read", one.artefact, "made|") for one in documents])
    to.put("work", [("extract", one.id, "made") for one in documents])


def _origin(artefact: ArtefactId, path: str) -> tuple[Any, ...]:
    key = Origin(artefact=artefact, path=path, collected_at=COLLECTED).meta_key()
    return (artefact, path, COLLECTED, None, None, None, None, "[]", None, "", 0, key)


def _put_awards(to: Filling, office: Office, count: int) -> list[AwardId]:
    """Write awards through the store's own way in; gives one in a hundred."""
    kept: list[AwardId] = []
    with TemporaryDirectory() as folder:
        for first in range(0, count, AWARDS_A_SHEET):
            artefact = artefact_id(f"awards from {first}".encode())
            path = f"spending/awards-{first:07d}.csv"
            to.put("artefacts", [(artefact, 1)])
            to.put("origins", [_origin(artefact, path)])
            bought = office.awards(artefact, first, min(AWARDS_A_SHEET, count - first))
            file = sheets.write_rows(Path(folder) / "rows", _kept_actions(to, bought, kept), _refuse)
            sheets.replace_rows(to.db, artefact, [file])
    return kept


def _kept_actions(to: Filling, bought: Iterator[Bought], kept: list[AwardId]) -> Iterator[Action]:
    """Give the actions of awards, and write who has a part in each on the way."""
    while batch := list(islice(bought, BATCH)):
        kept += [one.id for one in batch[::100]]
        ends = [(one, name, someone) for one in batch for name, someone in (("recipient", one.recipient), ("buyer", one.buyer))]  # fmt: skip
        roles = {"recipient": ("RECIPIENT", "DIRECT"), "buyer": ("BUYER", None)}
        links, mentions, namings = [], [], []
        for one, name, someone in ends:
            place = one.field(name)
            evidence = rows.evidences_out([place])
            links.append((one.id, someone.id, *roles[name], evidence, f"recorded as the {name}"))
            mention = Mention(name=place.text, kind=someone.kind, rule=f"award {name}", field=place)
            mentions.append(rows.mention_out(mention))
            namings.append((mention.id, someone.id, f"award {name}"))
        to.put("links", links)
        to.put("mentions", mentions, f"({rows.MENTION_COLUMNS})")
        to.put("namings", namings)
        for one in batch:
            yield from one.actions


def _refuse(row: object, error: ValueError) -> None:  # noqa: ARG001  # as `write_rows` calls it
    raise error


def _put_meetings(to: Filling, matters: Matters, said: list[Statement], awards: list[AwardId]) -> None:
    threads: list[Thread] = []
    spans: dict[str, Span] = {}
    for thread, positions in matters.threads(max(5, len(said) // 2)):
        threads.append(thread)
        to.put("threads", [meeting_rows.thread_out(thread)])
        held = meeting_rows.statements_of(thread)
        to.put("thread_statements", [(thread.id, one) for one in held])
        to.put("positions", [(one.statement, rows.dump(one)) for one in positions])
        spans |= _contents(to, (held[0], held[-1]))
    found = [meeting_rows.tension_out(one) for one in tensions(to.source, threads, spans, max(5, len(said) // 2))]
    to.put("tensions", found)
    if awards:
        matched = [meeting_rows.match_out(one) for one in matches(to.source, said, awards)]
        to.put("award_matches", matched)


def _contents(to: Filling, statements: Sequence[str]) -> dict[str, Span]:
    query = "SELECT id, document, content FROM statements WHERE id IN (?, ?)"
    found = to.db.execute(query, tuple(statements)).fetchall()
    return {one: rows.spans_in(document, content)[0] for one, document, content in found}


def _put_waiting(to: Filling, parties: Parties, said: list[Statement]) -> None:
    """Write what waits for people, what they have decided, and what was not read."""
    pairs = zip(parties.firms[::2], parties.firms[1::2], strict=False)
    reviews = [
        Review(
            kind="same",
            left=f"party:{left.key}",
            right=f"party:{right.key}",
            score=round(to.source.random(), 3),
            because="the names are alike",
            items=(left.id, right.id),
        )
        for left, right in islice(pairs, max(3, len(said) // 2))
    ]
    values = [(one.id, one.kind, one.left, one.right, one.score, one.because, rows.dump(one.items)) for one in reviews]
    to.put("reviews", values)
    judged = [_judgement(to.source, one) for one in said[::5]]
    to.put("judgements", [(j.id, j.left, j.right, j.verdict, j.user, j.made_at, j.reason, j.words) for j in judged])
    to.put("judged_statements", [(j.left, one.id) for j, one in zip(judged, said[::5], strict=True)])
    problems = [
        Problem(artefact=None, path=f"articles/lost-{n:05d}.pdf", stage="read", code="damaged", message="cut off")
        for n in range(max(3, len(said) // 2))
    ]
    to.put("problems", [(p.id, p.artefact, p.path, p.stage, p.path, p.code, p.message) for p in problems])


def _judgement(source: random.Random, one: Statement) -> Judgement:
    key = statement_keys([one])[one.id]
    verdict = source.choice(("right", "wrong"))
    return Judgement(left=key, right="", verdict=verdict, user="made", made_at=COLLECTED, reason="")  # type: ignore[arg-type]  # a verdict


def main() -> None:
    """Write a record as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for name, most in (("statements", 1_000_000), ("documents", 200_000), ("awards", 500_000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=most)
    given = parser.parse_args()
    begun = time.perf_counter()
    record = write_record(given.folder, Size(given.statements, given.documents, given.awards), given.seed)
    size = record.database.stat().st_size
    print(f"{datetime.now(tz=UTC):%H:%M:%S}: {size / 1e6:,.0f} MB in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
