"""The read-only way into a record: any number at a time, also while a Writer writes."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

from onrecord.model.award import Action, Authorisation, Award, Layout, Subaward, award_of, row_id
from onrecord.model.edge_row import EdgeRow
from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import ID_DIGITS, ArtefactId, AwardId, DocumentId, MentionId, PartyId, StatementId
from onrecord.model.judgement import Judgement, Review, party_key, place_of_key
from onrecord.model.masks import Unmasking
from onrecord.model.meeting import Echo, Tension
from onrecord.model.names import folded
from onrecord.model.party import Link, Naming, Party, PartyReference, Relation, Speaker
from onrecord.model.problem import Problem
from onrecord.model.statement import Amount, Mention, Statement, Supply, When
from onrecord.store import decisions, meeting_rows, referring, rows, sheets
from onrecord.store.evidence import Evidence
from onrecord.store.record import Record, connect

KINDS = (
    "artefacts",
    "documents",
    "statements",
    "mentions",
    "supplies",
    "awards",
    "actions",
    "subawards",
    "authorisations",
    "parties",
    "echoes",
    "copies",
    "threads",
    "tensions",
    "award_matches",
    "revisions",
    "judgements",
    "problems",
)
"""What a record holds, in the order counts are shown."""

ID_KINDS = (
    "documents",
    "statements",
    "awards",
    "parties",
    "supplies",
    "echoes",
    "copies",
    "threads",
    "tensions",
    "award_matches",
    "revisions",
    "artefacts",
    "problems",
    "mentions",
)
"""Kinds an id can name, in the order they are looked up; and rows, by their artefact."""

_ACTION_BY_ID = """FROM sheets s JOIN actions a ON a.sheet = s.number
                   WHERE s.artefact >= ? AND s.artefact < ? AND a.row = ?"""
LAYOUTS_HELD = 10_000


def _parts_of_id(action: str) -> tuple[str, str, int]:
    """Cut an action's id into bounds of its artefact's and the row; what is none names nothing."""
    artefact, _, row = action.partition("-")
    if len(artefact) != ID_DIGITS or not (row.isascii() and row.isdigit() and len(row) < ROW_DIGITS):
        return "", "", 0
    return artefact, artefact + "\U0010ffff", int(row)


ROW_DIGITS = 18
"""More than SQLite's integers have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is shown of a document beside its words."""

    id: DocumentId
    artefact: ArtefactId
    part: str
    title: str | None
    publisher: str | None
    published: str | None
    path: str


@dataclass(frozen=True, slots=True)
class View:
    """Questions to a record as it stood when the view was opened.

    Open with `View.open(record)`: a context manager around one read transaction.
    """

    record: Record
    db: sqlite3.Connection

    @staticmethod
    @contextmanager
    def open(record: Record) -> "Iterator[View]":
        """Open a view; everything it answers is of one moment."""
        with connect(record, write=False) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # BEGIN alone fixes no moment
            yield View(record, connection)

    @property
    def evidence(self) -> Evidence:
        """The kept bytes."""
        return self.record.evidence

    def damage(self) -> list[str]:
        """List what SQLite finds wrong with the database itself; empty when all is well."""
        found = [str(row[0]) for row in self.db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        found += [
            f"row {row[1]} of {row[0]} points to nothing in {row[2]}"
            for row in self.db.execute("PRAGMA foreign_key_check")
        ]
        return found

    def counts(self) -> dict[str, int]:
        """Count what the record holds, by kind."""
        return {kind: self.db.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in KINDS}

    def find_ids(self, prefix: str, limit: int = 6) -> list[tuple[str, str]]:
        """List `(kind, id)` of everything whose id begins with a prefix."""
        found: list[tuple[str, str]] = []
        top = prefix + "\U0010ffff"
        for kind in ID_KINDS:
            query = f"SELECT id FROM {kind} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
            found += [(kind, row[0]) for row in self.db.execute(query, (prefix, top, limit))]
        # A row's id begins with its artefact's, so it is looked for only when it is given whole.
        for row in self.db.execute(f"SELECT s.artefact, a.row {_ACTION_BY_ID}", _parts_of_id(prefix)):
            found.append(("actions", row_id(row[0], row[1])))
        return found

    # --- evidence and documents

    def artefacts(self) -> list[tuple[ArtefactId, int]]:
        """List artefacts and their sizes in bytes."""
        return [(ArtefactId(row[0]), row[1]) for row in self.db.execute("SELECT id, size FROM artefacts ORDER BY id")]

    def origins(self, artefact: ArtefactId | None = None) -> Iterator[Origin]:
        """List where artefacts were found, added by a person before found inside another."""
        where, values = ("WHERE artefact = ?", (artefact,)) if artefact else ("", ())
        for row in self.db.execute(f"SELECT * FROM origins {where} ORDER BY depth, rowid", values):
            yield rows.origin_in(row)

    def reading_version(self, artefact: ArtefactId) -> str | None:
        """Name the reader version that read an artefact."""
        row = self.db.execute("SELECT version FROM work WHERE stage = 'read' AND input = ?", (artefact,)).fetchone()
        return None if row is None else str(row[0]).partition("|")[0]

    def document(self, document: DocumentId) -> Document | None:
        """Load a document."""
        row = self.db.execute("SELECT * FROM documents WHERE id = ?", (document,)).fetchone()
        return None if row is None else rows.document_in(row)

    def documents(self, artefact: ArtefactId | None = None) -> Iterator[Document]:
        """Load documents one by one."""
        where, values = ("WHERE artefact = ?", (artefact,)) if artefact else ("", ())
        for row in self.db.execute(f"SELECT * FROM documents {where} ORDER BY number", values):
            yield rows.document_in(row)

    def document_ids(self, artefact: ArtefactId) -> list[tuple[DocumentId, str]]:
        """List the documents of an artefact, each with the name of its reader."""
        found = self.db.execute("SELECT id, reader FROM documents WHERE artefact = ? ORDER BY number", (artefact,))
        return [(DocumentId(row[0]), row[1]) for row in found]

    def text(self, document: DocumentId) -> str:
        """Load a document's text; empty when there is no such document."""
        row = self.db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        return "" if row is None else str(row[0])

    def heads(self, documents: Collection[DocumentId] | None = None) -> dict[DocumentId, Head]:
        """Load what is shown of documents beside their words; of all when none are named."""
        query = """SELECT d.id, d.artefact, d.part, d.title, d.publisher, d.published,
                          (SELECT path FROM origins o WHERE o.artefact = d.artefact ORDER BY o.rowid LIMIT 1) AS path
                   FROM documents d"""
        if documents is None:
            found = self.db.execute(query + " ORDER BY d.number").fetchall()
        else:
            found = self.db.execute(
                f"{query} WHERE d.id IN (SELECT value FROM json_each(?))", (rows.dump(sorted(documents)),)
            ).fetchall()
        return {row["id"]: Head(**{key: row[key] for key in row.keys()}) for row in found}  # noqa: SIM118  # a Row iterates over values

    # --- what was read out of documents

    def statement(self, statement: StatementId) -> Statement | None:
        """Load a statement."""
        row = self.db.execute("SELECT * FROM statements WHERE id = ?", (statement,)).fetchone()
        return None if row is None else rows.statement_in(row)

    def statements(self, document: DocumentId | None = None) -> Iterator[Statement]:
        """Load statements in the order of their documents and places."""
        if document is None:
            found = self.db.execute(
                "SELECT s.* FROM documents d JOIN statements s ON s.document = d.id ORDER BY d.number, s.start"
            )
        else:
            found = self.db.execute("SELECT * FROM statements WHERE document = ? ORDER BY start", (document,))
        for row in found:
            yield rows.statement_in(row)

    def statements_by(self, parties: Iterable[PartyId]) -> list[Statement]:
        """Load statements whose speaker is one of some parties."""
        query = """SELECT s.* FROM speakers p JOIN statements s ON s.id = p.statement
                   WHERE p.party IN (SELECT value FROM json_each(?)) ORDER BY s.number"""
        return [rows.statement_in(row) for row in self.db.execute(query, (rows.dump(sorted(parties)),))]

    def mention(self, mention: str) -> Mention | None:
        """Load a mention."""
        row = self.db.execute("SELECT * FROM mentions WHERE id = ?", (mention,)).fetchone()
        return None if row is None else rows.mention_in(row)

    def mentions(self, document: DocumentId) -> list[Mention]:
        """Load the mentions of a document in order."""
        found = self.db.execute("SELECT * FROM mentions WHERE document = ? ORDER BY start", (document,))
        return [rows.mention_in(row) for row in found]

    def field_mentions(self) -> Iterator[Mention]:
        """Load the mentions in fields of spending rows."""
        for row in self.db.execute("SELECT * FROM mentions WHERE artefact IS NOT NULL ORDER BY id"):
            yield rows.mention_in(row)

    def parties_within(self, document: DocumentId, start: int, end: int) -> set[PartyId]:
        """List the parties named in a stretch of a document, code points."""
        query = """SELECT DISTINCT n.party FROM mentions m JOIN namings n ON n.mention = m.id
                   WHERE m.document = ? AND m.start >= ? AND m."end" <= ?"""
        return {PartyId(row[0]) for row in self.db.execute(query, (document, start, end))}

    def mentions_of(self, parties: Collection[PartyId]) -> list[Mention]:
        """Load the mentions taken for one of some parties."""
        query = """SELECT m.* FROM namings n JOIN mentions m ON m.id = n.mention
                   WHERE n.party IN (SELECT value FROM json_each(?)) ORDER BY m.document, m.start"""
        return [rows.mention_in(row) for row in self.db.execute(query, (rows.dump(sorted(parties)),))]

    def amounts(self, document: DocumentId) -> list[Amount]:
        """Load the sums of money in a document."""
        found = self.db.execute("SELECT * FROM amounts WHERE document = ? ORDER BY start", (document,))
        return [rows.amount_in(row) for row in found]

    def whens(self, document: DocumentId) -> list[When]:
        """Load the dates in a document's text."""
        found = self.db.execute("SELECT * FROM whens WHERE document = ? ORDER BY start", (document,))
        return [rows.when_in(row) for row in found]

    def supplies(self, document: DocumentId | None = None) -> Iterator[Supply]:
        """Load supply relations."""
        where, values = ("WHERE document = ?", (document,)) if document else ("", ())
        for row in self.db.execute(f"SELECT * FROM supplies {where} ORDER BY id", values):
            yield rows.supply_in(row)

    # --- spending

    def award(self, award: AwardId) -> Award | None:
        """Load an award."""
        return next(self.awards([award]), None)

    def awards(self, chosen: Collection[AwardId] | None = None) -> Iterator[Award]:
        """Load awards by id, all or those named, one by one: each as its actions make it."""
        named = "WHERE a.award IN (SELECT value FROM json_each(?))"
        found = self.actions() if chosen is None else self._actions(named, (rows.dump(sorted(set(chosen))),))
        for _, actions in groupby(found, key=lambda action: action.award):
            yield award_of(tuple(actions))

    def orders(self, vehicle: AwardId) -> Iterator[Award]:
        """Load the awards that hang on a vehicle."""
        found = self.db.execute("SELECT id FROM awards WHERE parent = ?", (vehicle,)).fetchall()
        yield from self.awards([row[0] for row in found]) if found else ()

    def derived_awards(self) -> Iterator[tuple[AwardId, str, tuple[object, ...]]]:
        """Give what the record keeps of each award beside its actions: id of the latest, how many, and its values."""
        query = """SELECT w.id, s.artefact, a.row, w.actions, w.kind, w.piid, w.parent, w.acted_on, w.buyer, w.recipient,
                          w.description
                   FROM awards w LEFT JOIN actions a ON a.number = w.latest LEFT JOIN sheets s ON s.number = a.sheet
                   ORDER BY w.id"""
        for row in self.db.execute(query):
            yield AwardId(row[0]), row_id(ArtefactId(row[1] or ""), row[2] or 0), tuple(row)[3:]

    def actions(self, award: AwardId | None = None) -> Iterator[Action]:
        """Load actions one by one, all or those of one award: award by award, each in its order in time."""
        where, values = ("WHERE a.award = ?", (award,)) if award else ("", ())
        yield from self._actions(where, values)

    def _actions(self, where: str, values: tuple[str, ...]) -> Iterator[Action]:
        query = f"SELECT s.artefact, a.* FROM actions a JOIN sheets s ON s.number = a.sheet {where} ORDER BY a.award, a.sequence"
        layouts: dict[int, Layout] = {}
        for row in self.db.execute(query, values):
            number = row["layout"]
            if number not in layouts:
                if len(layouts) == LAYOUTS_HELD:
                    layouts.clear()
                found = self.db.execute("SELECT value FROM layouts WHERE number = ?", (number,)).fetchone()
                layouts[number] = sheets.layout_in(found[0])
            yield sheets.action_in(row, layouts[number])

    def subawards(self, prime: AwardId | None = None) -> Iterator[Subaward]:
        """Load subawards, all or those under one award, by award; a report made twice is there twice."""
        where, values = ("WHERE prime = ?", (prime,)) if prime else ("", ())
        query = f"SELECT value FROM subawards {where} ORDER BY prime, same, number"
        for row in self.db.execute(query, values):
            yield sheets.subaward_in(row[0])

    def authorisations(self) -> Iterator[Authorisation]:
        """Load permissions to use products, by body and product."""
        for row in self.db.execute("SELECT value FROM authorisations ORDER BY body, product, number"):
            yield sheets.authorisation_in(row[0])

    def edges(self) -> Iterator[EdgeRow]:
        """Load what edge files say of names being one organisation, the surest first."""
        query = """SELECT s.artefact, e.row, e.left_key, e.right_key, e.score, e.because
                   FROM edges e JOIN sheets s ON s.number = e.sheet ORDER BY e.score DESC, s.artefact, e.row"""
        for artefact, row, left, right, score, because in self.db.execute(query):
            yield EdgeRow(artefact=artefact, row=row, left=left, right=right, score=score, because=because)

    def awards_acted_on(self) -> list[AwardId]:
        """List the awards that actions name."""
        return [AwardId(row[0]) for row in self.db.execute("SELECT DISTINCT award FROM actions ORDER BY award")]

    def action_dates(self) -> tuple[str | None, str | None]:
        """Give the first and last date of the actions held."""
        query = """SELECT min((SELECT min(acted_on) FROM actions a WHERE a.sheet = s.number)),
                          max((SELECT max(acted_on) FROM actions a WHERE a.sheet = s.number)) FROM sheets s"""  # by index
        first, last = self.db.execute(query).fetchone()
        return first, last

    def award_by_action(self, action: str) -> AwardId | None:
        """Name the award an action belongs to."""
        query = f"SELECT a.award {_ACTION_BY_ID}"
        row = self.db.execute(query, _parts_of_id(action)).fetchone()
        return None if row is None else AwardId(row[0])

    # --- parties

    def party(self, party: PartyId) -> Party | None:
        """Load a party."""
        row = self.db.execute("SELECT * FROM parties WHERE id = ?", (party,)).fetchone()
        return None if row is None else self._party(row)

    def parties(self) -> Iterator[Party]:
        """Load parties by name."""
        for row in self.db.execute("SELECT * FROM parties ORDER BY name, id"):
            yield self._party(row)

    def _party(self, row: sqlite3.Row) -> Party:
        aliases = self.db.execute(
            "SELECT name, basis FROM aliases WHERE party = ? ORDER BY name", (row["id"],)
        ).fetchall()
        return rows.party_in(row, aliases)

    def parties_named(self, name: str) -> list[Party]:
        """Find the parties that go by a name; case, accents and punctuation do not count."""
        query = "SELECT * FROM parties WHERE id IN (SELECT party FROM aliases WHERE folded = ?) ORDER BY name, id"
        return [self._party(row) for row in self.db.execute(query, (folded(name),))]

    def parties_like(self, name: str, limit: int = 20) -> list[Party]:
        """Find parties with an alias that holds a name, shortest first; for search and suggestions."""
        query = """SELECT p.* FROM parties p JOIN (
                     SELECT party, min(length(folded)) AS size FROM aliases INDEXED BY aliases_folded
                     WHERE instr(folded, ?) GROUP BY party) a ON a.party = p.id
                   ORDER BY a.size, p.name, p.id LIMIT ?"""
        return [self._party(row) for row in self.db.execute(query, (folded(name), limit))]

    def namings(self, document: DocumentId | None = None) -> dict[MentionId, Naming]:
        """Map mentions to the parties they are taken for."""
        if document is None:
            found = self.db.execute("SELECT * FROM namings")
        else:
            found = self.db.execute(
                "SELECT n.* FROM mentions m JOIN namings n ON n.mention = m.id WHERE m.document = ?", (document,)
            )
        return {row["mention"]: Naming(mention=row["mention"], party=row["party"], rule=row["rule"]) for row in found}

    def mention_counts(self) -> dict[PartyId, int]:
        """Count the mentions of each party."""
        return {
            PartyId(row[0]): row[1] for row in self.db.execute("SELECT party, count(*) FROM namings GROUP BY party")
        }

    def speakers(self, statements: Collection[StatementId]) -> dict[StatementId, Speaker]:
        """Say whose words statements are."""
        query = "SELECT * FROM speakers WHERE statement IN (SELECT value FROM json_each(?))"
        return {
            row["statement"]: Speaker(
                statement=row["statement"],
                name=row["name"],
                party=row["party"],
                rule=row["rule"],
                candidates=tuple(rows.load(row["candidates"])),
            )
            for row in self.db.execute(query, (rows.dump(sorted(statements)),))
        }

    def references(self, document: DocumentId) -> list[PartyReference]:
        """List the words of a document that stand for somebody without being a name of theirs, in order of place."""
        return referring.references_in(self.db, document)

    def speaker_counts(self, limit: int) -> list[tuple[PartyId, int]]:
        """List the parties with the most statements."""
        query = """SELECT party, count(*) AS said FROM speakers WHERE party IS NOT NULL
                   GROUP BY party ORDER BY said DESC, party LIMIT ?"""
        return [(PartyId(row[0]), row[1]) for row in self.db.execute(query, (limit,))]

    def party_names(self) -> dict[PartyId, tuple[str, str]]:
        """Map parties to `(name, kind)`."""
        return {PartyId(row[0]): (row[1], row[2]) for row in self.db.execute("SELECT id, name, kind FROM parties")}

    def relations(self, party: PartyId) -> list[Relation]:
        """Load the ties of a party, on either side."""
        found = self.db.execute(
            "SELECT * FROM relations WHERE left_party = ? OR right_party = ? ORDER BY kind, id", (party, party)
        )
        return [rows.relation_in(row) for row in found]

    def all_relations(self) -> Iterator[Relation]:
        """Load every tie between parties."""
        for row in self.db.execute("SELECT * FROM relations ORDER BY id"):
            yield rows.relation_in(row)

    # --- what connects

    def links(self, *, party: PartyId | None = None, award: AwardId | None = None) -> list[Link]:
        """Load parts in awards: of one party, of one award, or all."""
        conditions = [(column, value) for column, value in (("party", party), ("award", award)) if value is not None]
        where = "WHERE " + " AND ".join(f"{column} = ?" for column, _ in conditions) if conditions else ""
        found = self.db.execute(
            f"SELECT * FROM links {where} ORDER BY award, role, party", [value for _, value in conditions]
        )
        return [rows.link_in(row) for row in found]

    def echoes(self, *, document: DocumentId | None = None) -> list[Echo]:
        """Load echoes, all or those of one document."""
        where, values = (
            ("WHERE id IN (SELECT echo FROM echo_members WHERE document = ?)", (document,)) if document else ("", ())
        )
        members: dict[str, list[sqlite3.Row]] = defaultdict(list)
        of = where.replace("WHERE id", "WHERE echo")
        for row in self.db.execute(f"SELECT * FROM echo_members {of} ORDER BY echo, ordinal", values):
            members[row["echo"]].append(row)
        return [
            meeting_rows.echo_in(row, members[row["id"]])
            for row in self.db.execute(f"SELECT * FROM echoes {where} ORDER BY id", values)
        ]

    def tensions(self) -> list[Tension]:
        """Load tensions, strongest first."""
        return [
            meeting_rows.tension_in(row) for row in self.db.execute("SELECT * FROM tensions ORDER BY score DESC, id")
        ]

    def problems(self) -> list[Problem]:
        """Load problems by stage and path."""
        return [rows.problem_in(row) for row in self.db.execute("SELECT * FROM problems ORDER BY stage, path, id")]

    def judgements(self) -> list[Judgement]:
        """Load people's decisions, oldest first."""
        return decisions.judgements(self.db)

    def unmaskings(self) -> list[Unmasking]:
        """List the exports in which private people were not masked, oldest first."""
        return [Unmasking(**dict(row)) for row in self.db.execute("SELECT * FROM unmaskings ORDER BY rowid")]

    def reviews(self) -> list[Review]:
        """List what waits for a person's decision, the likeliest first."""
        return decisions.reviews(self.db)

    def keys_of(self, party: PartyId) -> list[str]:
        """List the keys by which judgements may name a party, those of bodies first."""
        query = "SELECT key, document FROM places WHERE party = ? ORDER BY document, key"
        return [party_key((row[0], DocumentId(row[1]) if row[1] else None)) for row in self.db.execute(query, (party,))]

    def statement_keys(self, document: DocumentId) -> dict[StatementId, str]:
        """Name a document's statements by the keys that judgements have; a corrected one keeps its key."""
        return decisions.keys_of_statements(self.db, document)

    def party_of_key(self, key: str) -> PartyId | None:
        """Find the party that a judgement's key names now."""
        place = place_of_key(key)
        query = "SELECT party FROM places WHERE key = ? AND document = ?"
        row = self.db.execute(query, (place[0], place[1] or "")).fetchone() if place else None
        return PartyId(row[0]) if row else None

    def redirect(self, party: str) -> PartyId | None:
        """Say which party has what a party that is gone was made of."""
        row = self.db.execute("SELECT new FROM redirects WHERE old = ?", (party,)).fetchone()
        return PartyId(row[0]) if row else None
