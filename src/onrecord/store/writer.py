"""The one way into a record."""

import sqlite3
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from types import TracebackType
from typing import BinaryIO, Self

from onrecord.errors import AnchorError, UserError
from onrecord.model.access import Token
from onrecord.model.evidence import Document, Line, Origin, Span, check_span
from onrecord.model.fetch import Fetch
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.model.judgement import Judgement
from onrecord.model.lineage import Credit
from onrecord.model.masks import Unmasking
from onrecord.model.meeting import Connections
from onrecord.model.names import folded
from onrecord.model.pair import Pair
from onrecord.model.party import Resolution
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading, RowFile
from onrecord.model.statement import Extraction, Mention
from onrecord.model.thread import Position
from onrecord.store import days, decisions, meeting_lists, meetings, referring, rows, sheets, tallies, tokens
from onrecord.store import problems as problems_of
from onrecord.store.evidence import Evidence
from onrecord.store.record import Record, connect, locked, migrate


class Writer:
    """Writes to a record; at most one at a time, in any process.

    Use as a context manager. Everything inside one `transaction` is kept or lost together; spans are checked
    against the stored text before they are written (AnchorError), so a wrong one never enters.

    Raises:
        RecordBusy: Another process holds the record.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self._stack: ExitStack
        self._db: sqlite3.Connection

    def __enter__(self) -> Self:
        with ExitStack() as stack:  # leaves everything again if a line below fails
            stack.enter_context(locked(self.record))
            self._db = stack.enter_context(connect(self.record, write=True))
            migrate(self._db, self.record)  # first of all: it refuses a database that is not ours
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self.evidence.sweep()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._stack.__exit__(kind, error, trace)  # with the error: `connect` says it in the user's words

    @property
    def evidence(self) -> Evidence:
        """The kept bytes."""
        return self.record.evidence

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep or lose everything inside together."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # SQLite itself ends it when, say, the disk is full
                self._db.execute("ROLLBACK")
            raise

    # --- work

    def done(self, stage: str, work_input: str, version: str) -> None:
        """Note that a stage has done a piece of work."""
        self._db.execute(
            "INSERT INTO work VALUES (?, ?, ?) ON CONFLICT (stage, input) DO UPDATE SET version = excluded.version",
            (stage, work_input, version),
        )

    def note_applied(self) -> None:
        """Note that who is who rests on all the decisions there are."""
        decisions.note_applied(self._db)

    def is_done(self, stage: str, work_input: str, version: str) -> bool:
        """Say whether this version of a stage has done it already."""
        row = self._db.execute("SELECT version FROM work WHERE stage = ? AND input = ?", (stage, work_input)).fetchone()
        return row is not None and row[0] == version

    def _undone(self, *stages: str) -> None:
        # Rewriting what a later stage built on takes its rows away (cascades), so its work is to be done again,
        # also where versions come back to what they were: a sidecar changed and changed back around a killed build.
        self._db.executemany("DELETE FROM work WHERE stage = ?", [(stage,) for stage in stages])

    def fingerprint(self, stages: Collection[str]) -> str:
        """Hash what some stages have done, so that a stage over the whole record knows whether anything changed."""
        marks = ",".join("?" * len(stages))
        digest = sha256()
        query = f"SELECT stage, input, version FROM work WHERE stage IN ({marks}) ORDER BY stage, input"
        for row in self._db.execute(query, tuple(stages)):
            digest.update("\x1f".join(row).encode() + b"\x1e")
        return digest.hexdigest()

    def unread(self, version: str, retry: str = "") -> list[Origin]:
        """List artefacts the given reader version has not read, each with the origin that says most about it.

        With a problem's code in `retry` also those that met it when they were read.
        """
        query = """
            SELECT o.* FROM origins o
            WHERE o.rowid = (SELECT rowid FROM origins b WHERE b.artefact = o.artefact
                             ORDER BY b.url IS NULL AND b.published IS NULL AND b.title IS NULL, b.depth, b.rowid LIMIT 1)
              AND (NOT EXISTS (SELECT 1 FROM work w WHERE w.stage = 'read' AND w.input = o.artefact
                               AND w.version = ? || '|' || o.meta_key)
                   OR EXISTS (SELECT 1 FROM problems p WHERE p.stage = 'read' AND p.input = o.artefact AND p.code = ?))
            ORDER BY o.rowid"""
        return [rows.origin_in(row) for row in self._db.execute(query, (version, retry))]

    def unextracted(self, version: str) -> list[DocumentId]:
        """List documents the given extractor version has not been through."""
        query = """
            SELECT id FROM documents d WHERE NOT EXISTS
              (SELECT 1 FROM work w WHERE w.stage = 'extract' AND w.input = d.id AND w.version = ?)
            ORDER BY number"""
        return [DocumentId(row[0]) for row in self._db.execute(query, (version,))]

    def document(self, document: DocumentId) -> Document:
        """Load a document that is known to be there."""
        return rows.document_in(self._db.execute("SELECT * FROM documents WHERE id = ?", (document,)).fetchone())

    def sites_to_compare(self, version: str) -> list[str]:
        """List the sites whose documents have changed since this version compared them."""
        query = """
            SELECT DISTINCT site FROM documents d WHERE site IS NOT NULL AND NOT EXISTS
              (SELECT 1 FROM work w WHERE w.stage = 'site' AND w.input = d.site AND w.version = ?)
            ORDER BY site"""
        return [row[0] for row in self._db.execute(query, (version,))]

    def lines_of_site(self, site: str) -> Iterator[rows.Labelled]:
        """Give the lines of a site's documents, by date."""
        chosen = self._db.execute("SELECT id FROM documents WHERE site = ? ORDER BY published, id", (site,)).fetchall()
        query = "SELECT id, text, lines, relabelled FROM documents WHERE id = ?"
        for name in chosen:  # one by one: their labels are changed meanwhile
            yield rows.labelled_in(self._db.execute(query, tuple(name)).fetchone())

    # --- what stages put in

    def relabel(self, document: rows.Labelled, lines: tuple[Line, ...]) -> None:
        """Put other labels in force than the reader's, or the reader's again; the document is to be extracted anew."""
        check_lines(document.id, document.text, lines)
        changed = None if lines == document.as_read else rows.lines_out(lines)
        self._db.execute("UPDATE documents SET relabelled = ? WHERE id = ?", (changed, document.id))
        self._forget_extraction(document.id)
        self.put_problems("extract", document.id, ())
        self._db.execute("DELETE FROM work WHERE stage = 'extract' AND input = ?", (document.id,))
        self._undone("resolve", "connect")

    def put_artefact(self, stream: BinaryIO) -> tuple[ArtefactId, bool]:
        """Keep bytes; give their id and whether they are new to the record."""
        artefact, size = self.evidence.keep(stream)
        cursor = self._db.execute("INSERT OR IGNORE INTO artefacts VALUES (?, ?)", (artefact, size))
        return artefact, cursor.rowcount == 1

    def put_origin(self, origin: Origin) -> None:
        """Note where an artefact was found; the same path again takes over what the sidecar says now."""
        seen = (origin.artefact, origin.url or origin.path, origin.collected_at)
        new = self._db.execute("INSERT OR IGNORE INTO sightings VALUES (?, ?, ?)", seen).rowcount
        others = "SELECT 1 FROM sightings WHERE address = ? AND artefact <> ?"
        if new and self._db.execute(others, (seen[1], origin.artefact)).fetchone():
            self._undone("connect")  # a page that comes back to what it said brings nothing else that is new
        self._db.execute(
            """INSERT INTO origins (artefact, path, collected_at, url, title, publisher, published, authors,
                 parent, part, depth, meta_key)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (artefact, path) DO UPDATE SET url = excluded.url, title = excluded.title,
                 publisher = excluded.publisher, published = excluded.published, authors = excluded.authors,
                 parent = excluded.parent, part = excluded.part, depth = excluded.depth, meta_key = excluded.meta_key""",
            (
                origin.artefact,
                origin.path,
                origin.collected_at,
                origin.url,
                origin.title,
                origin.publisher,
                origin.published,
                rows.dump(list(origin.authors)),
                origin.parent,
                origin.part,
                origin.depth,
                origin.meta_key(),
            ),
        )

    def put_fetch(self, fetch: Fetch) -> None:
        """Remember an address, in the place of what was remembered of it."""
        marks = ", ".join(f"{name} = excluded.{name}" for name in rows.FETCH_COLUMNS[1:])
        self._db.execute(
            f"INSERT INTO fetches ({', '.join(rows.FETCH_COLUMNS)}) VALUES ({', '.join('?' * len(rows.FETCH_COLUMNS))})"
            f" ON CONFLICT (address) DO UPDATE SET {marks}",
            rows.fetch_out(fetch),
        )

    def fetch_of(self, address: str) -> Fetch | None:
        """Give what is remembered of an address."""
        row = self._db.execute("SELECT * FROM fetches WHERE address = ?", (address,)).fetchone()
        return None if row is None else rows.fetch_in(row)

    def fetches(self) -> list[Fetch]:
        """List what is remembered, in the order the addresses came in."""
        return [rows.fetch_in(row) for row in self._db.execute("SELECT * FROM fetches ORDER BY rowid")]

    def put_problems(self, stage: str, work_input: str, problems: Iterable[Problem]) -> None:
        """Replace the problems that a piece of work met."""
        self._db.execute("DELETE FROM problems WHERE stage = ? AND input = ?", (stage, work_input))
        self._db.executemany(
            "INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(one.id, one.artefact, one.path, one.stage, work_input, one.code, one.message) for one in problems],
        )

    def try_again(self, *, codes: Collection[str] = (), ids: Collection[str] = ()) -> problems_of.Again:
        """Have work that met problems done again by the next build: those of some kinds, and single ones by their ids."""
        with self.transaction():
            return problems_of.forget_work(self._db, codes, ids)

    def forget_problems_below(self, stage: str, place: str) -> None:
        """Drop the problems a stage met at a place (an absolute path) and below it, which it is about to look at again."""
        self._db.execute(
            "DELETE FROM problems WHERE stage = ? AND (input = ? OR substr(input, 1, length(?) + 1) = ? || '/')",
            (stage, place, place, place),
        )

    def path_of(self, artefact: ArtefactId) -> str:
        """Say where an artefact was first found."""
        query = "SELECT path FROM origins WHERE artefact = ? ORDER BY rowid LIMIT 1"
        row = self._db.execute(query, (artefact,)).fetchone()
        return artefact if row is None else str(row[0])

    def put_reading(
        self, origin: Origin, reading: Reading, version: str, rows_of: Iterable[RowFile] | None = None
    ) -> None:
        """Replace everything read from an artefact; files found inside become artefacts of their own.

        Files that an earlier reading found inside and this one does not are forgotten, unless this one gave nothing but
        problems. `rows_of` takes the place of the reading's rows: each is done with before the next is asked for.
        """
        artefact = origin.artefact
        for document in reading.documents:
            check_document(document)
        self._replace_read(artefact, reading.documents, reading.rows if rows_of is None else rows_of)
        places: set[tuple[str, str]] = set()
        for child in reading.children:
            with child.path.open("rb") as stream:
                inside, _ = self.put_artefact(stream)
            place = child.origin(origin, inside)
            self.put_origin(place)
            places.add((inside, place.path))
        if reading.documents or reading.children or not reading.problems:
            self._forget_inside(artefact, places)
        self.put_problems("read", artefact, reading.problems)
        self._undone("resolve", "connect")
        self.done("read", artefact, f"{version}|{origin.meta_key()}")

    def _replace_read(self, artefact: ArtefactId, documents: Iterable[Document], files: Iterable[RowFile]) -> None:
        self._db.execute("DELETE FROM documents WHERE artefact = ?", (artefact,))
        marks = ",".join("?" * 14)
        self._db.executemany(
            f"INSERT INTO documents ({rows.DOCUMENT_COLUMNS}) VALUES ({marks})",
            [rows.document_out(one) for one in documents],
        )
        sheets.replace_rows(self._db, artefact, files)

    def _forget_inside(self, parent: ArtefactId, places: Container[tuple[str, str]]) -> None:
        """Forget what was found inside an artefact at other places than these, where it was found nowhere else."""
        found = self._db.execute("SELECT artefact, path FROM origins WHERE parent = ?", (parent,)).fetchall()
        for artefact, path in found:
            if (artefact, path) in places:
                continue
            self._db.execute("DELETE FROM origins WHERE artefact = ? AND path = ?", (artefact, path))
            if not self._db.execute("SELECT 1 FROM origins WHERE artefact = ?", (artefact,)).fetchone():
                self._forget_inside(artefact, ())
                self._replace_read(artefact, (), ())
                self._db.execute("DELETE FROM artefacts WHERE id = ?", (artefact,))

    def put_extraction(self, extraction: Extraction, version: str) -> None:
        """Replace everything read out of a document."""
        document = extraction.document
        (text,) = self._db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        for span in spans_of(extraction):
            if span.document != document:
                raise AnchorError(f"a span of document {span.document} in the extraction of {document}")
            check_span(text, span)
        self._forget_extraction(document)
        put = self._db.executemany
        put(
            f"INSERT OR IGNORE INTO statements ({rows.STATEMENT_COLUMNS}) VALUES ({','.join('?' * 15)})",
            [rows.statement_out(one) for one in extraction.statements],
        )
        decisions.correct(self._db, document)
        decisions.note_judged(self._db, document)
        self._put_mentions(extraction.mentions)
        put(
            "INSERT OR IGNORE INTO amounts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [rows.amount_out(one) for one in extraction.amounts],
        )
        put(
            "INSERT OR IGNORE INTO whens VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [rows.when_out(one) for one in extraction.whens],
        )
        put(
            "INSERT OR IGNORE INTO supplies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [rows.supply_out(one) for one in extraction.supplies],
        )
        self.put_problems("extract", document, extraction.problems)
        self._undone("resolve", "connect")
        self.done("extract", document, version)

    def _forget_extraction(self, document: DocumentId) -> None:
        meetings.forget(self._db, document)
        for table in ("statements", "mentions", "amounts", "whens", "supplies"):
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))

    def _put_mentions(self, mentions: Iterable[Mention]) -> None:
        self._db.executemany(
            f"INSERT OR IGNORE INTO mentions ({rows.MENTION_COLUMNS}) VALUES ({','.join('?' * 11)})",
            [rows.mention_out(one) for one in mentions],
        )

    def put_resolution(self, resolution: Resolution, table_mentions: Sequence[Mention]) -> None:
        """Replace who is who; `table_mentions` are the names in fields of spending rows."""
        self._db.execute("DELETE FROM mentions WHERE artefact IS NOT NULL")
        self._db.execute("DELETE FROM party_references")  # first: parties then go without looking for them one by one
        self._db.execute("DELETE FROM parties")
        self._db.execute("DELETE FROM speakers")
        self._undone("connect")
        self._put_mentions(table_mentions)
        put = self._db.executemany
        parties = resolution.parties
        put(
            "INSERT INTO parties VALUES (?, ?, ?, ?, ?, ?, ?)",
            [rows.party_out(one) for one in parties],
        )
        decisions.put_places(self._db, resolution.places)
        decisions.put_reviews(self._db, resolution.reviews)
        referring.put_references(self._db, resolution.references)
        put(
            "INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, ?)",
            [(one.id, alias.name, folded(alias.name), alias.basis) for one in parties for alias in one.aliases],
        )
        put(
            "INSERT OR IGNORE INTO namings VALUES (?, ?, ?)",
            [(one.mention, one.party, one.rule) for one in resolution.namings],
        )
        put(
            "INSERT INTO speakers VALUES (?, ?, ?, ?, ?)",
            [(one.statement, one.name, one.party, one.rule, rows.dump(one.candidates)) for one in resolution.speakers],
        )
        shown = [one.evidence for one in resolution.relations] + [one.role_evidence for one in parties]
        for span in [one for one in shown if isinstance(one, Span)]:
            self._check(span)
        relations = map(rows.relation_out, resolution.relations)
        put("INSERT OR IGNORE INTO relations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", relations)
        days.note_days_said(self._db)
        tallies.tally_parties(self._db)

    def put_connections(self, connections: Connections) -> None:
        """Replace what connects, and what is asked about it."""
        meetings.put_connections(self._db, connections)
        meeting_lists.note_lists(self._db)
        days.note_days_done(self._db)
        decisions.put_thread_reviews(self._db, connections.asked)
        tallies.tally_parties(self._db)

    def unmet(self, version: str) -> list[DocumentId]:
        """List documents in which connect/ has not looked for what they may share with others, in the order of their ids."""
        return meetings.unmet(self._db, version)

    def put_met(
        self, document: DocumentId, fingerprint: bytes, credited: Iterable[Credit], positions: Iterable[Position]
    ) -> None:
        """Replace what connect/ found in one document; what it shares with others is forgotten."""
        meetings.put_met(self._db, document, fingerprint, credited=credited, positions=positions)

    def put_pairs(self, pairs: Iterable[Pair]) -> None:
        """Write what pairs of documents share."""
        meetings.put_pairs(self._db, pairs)

    def _check(self, span: Span) -> None:
        # Not by SQLite's substr: it stops at a NUL character, which a text may hold.
        found = self._db.execute("SELECT text FROM documents WHERE id = ?", (span.document,)).fetchone()
        check_span(found[0] if found else "", span)

    def add_token(self, one: Token) -> None:
        """Keep a token; see `store.tokens.add`."""
        with self.transaction():
            tokens.add(self._db, one)

    def revoke_token(self, name: str, at: str) -> None:
        """Take the token of a name back; see `store.tokens.revoke`."""
        with self.transaction():
            tokens.revoke(self._db, name, at)

    def note_unmasking(self, one: Unmasking) -> None:
        """Append that private people are not masked in an export, on disk before this returns.

        Raises:
            UserError: No reason is given.
        """
        if not one.reason.strip():
            raise UserError("--unmask needs a reason: it is kept with the record, with your name and the time")
        self._db.execute("PRAGMA synchronous = FULL")
        try:
            values = (one.made_at, one.user, one.reason.strip(), one.format, one.folder)
            self._db.execute("INSERT INTO unmaskings VALUES (?, ?, ?, ?, ?)", values)
        finally:
            self._db.execute("PRAGMA synchronous = NORMAL")

    def judge(self, *judgements: Judgement) -> int:
        """Append people's decisions, all on disk before this returns, and give how many were new.

        What rests on them is worked out again by the next build.
        """
        self._db.execute("PRAGMA synchronous = FULL")
        try:
            with self.transaction():
                return decisions.append(self._db, judgements)
        finally:
            self._db.execute("PRAGMA synchronous = NORMAL")


def check_document(document: Document) -> None:
    """Hold a document's lines and segments against its text.

    Raises:
        AnchorError: Lines overlap or leave characters out, or segments leave a gap or point backwards.
    """
    place = 0
    for segment in document.segments:
        if segment.start != place or segment.end < segment.start:
            raise AnchorError(f"document {document.id}: the source map has a gap at {place}")
        if not 0 <= segment.source_start <= segment.source_end:
            raise AnchorError(f"document {document.id}: the source map points backwards at {place}")
        place = segment.end
    if place != len(document.text):
        raise AnchorError(f"document {document.id}: the source map ends at {place}, the text at {len(document.text)}")
    check_lines(document.id, document.text, document.lines)


def check_lines(document: DocumentId, text: str, lines: Iterable[Line]) -> None:
    """Hold a document's lines against its text.

    Raises:
        AnchorError: They overlap or leave characters out.
    """
    place = 0
    for line in lines:
        if line.start < place or line.end < line.start or text[place : line.start].strip():
            raise AnchorError(f"document {document}: its lines overlap or leave out characters at {place}")
        place = line.end
    if place > len(text) or text[place:].strip():
        raise AnchorError(f"document {document}: its lines do not end with the text")


def spans_of(extraction: Extraction) -> Iterator[Span]:
    """List every span of an extraction."""
    for statement in extraction.statements:
        yield from (*statement.source, *statement.cue, *statement.content, *statement.via)
    for mention in extraction.mentions:
        yield from filter(None, (mention.span, mention.role))
    yield from (amount.span for amount in extraction.amounts)
    yield from (when.span for when in extraction.whens)
    for supply in extraction.supplies:
        amount = supply.amount.span if supply.amount else None
        ends = (supply.supplier, supply.customer, supply.product)
        yield from filter(None, (*ends, amount, supply.when, supply.evidence))
