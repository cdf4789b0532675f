"""Writing a masked copy, table by table: what has nothing to hide is copied as it stands, the rest by way of its values.

Numbers of rows stay, so that what points to them still does. Names that follow from content (of statements, mentions,
echoes) follow from the masked content; what would give a name away when guessed at (of artefacts, of private parties) is
a keyed hash.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.model.evidence import Field, Origin, Span
from onrecord.model.ids import ArtefactId, AwardId, DocumentId, PartyId, StatementId
from onrecord.model.statement import Statement
from onrecord.store import rows
from onrecord.store.sharing_documents import (
    Shared,
    share,
    shared_keys,
    shared_mentions,
    shared_speaker,
    shared_statements,
    shared_supply,
)
from onrecord.store.sharing_people import People
from onrecord.store.sharing_rows import Rows
from onrecord.store.view import View

SpanPlace = tuple[DocumentId, int, int]


@dataclass(slots=True, kw_only=True)
class Copying:
    """A copy while it is made.

    Attributes:
        view, db: The record, and the database of the copy.
        hidden: Artefacts whose names are keyed: something in them was masked, or something inside them.
        touched: Documents that were masked.
        paths: Masked paths of origins, by what they were.
        folders: The same of parts of paths, as far as they were masked.
        parties: New names of parties that have one.
        documents: New names of documents that have one.
        awards: The same of awards: their own named somebody.
        evidence: Places elsewhere that point into texts: where they are in the copy, once their document is written.
        keys: What judgements call things, before and after.
        tensions, echoes, copies, matches: The names of those, before and after.
        judged: Documents of which judgements speak.
    """

    view: View
    db: sqlite3.Connection
    people: People
    rows: Rows
    hidden: set[ArtefactId] = field(default_factory=set)
    touched: set[DocumentId] = field(default_factory=set)
    origins: dict[tuple[ArtefactId, str], Origin] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    parties: dict[str, PartyId] = field(default_factory=dict)
    documents: dict[str, DocumentId] = field(default_factory=dict)
    awards: dict[str, AwardId] = field(default_factory=dict)
    evidence: dict[SpanPlace, Span | None] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    tensions: dict[str, str] = field(default_factory=dict)
    echoes: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    matches: dict[str, str] = field(default_factory=dict)
    judged: set[DocumentId] = field(default_factory=set)

    def artefact(self, one: ArtefactId) -> ArtefactId:
        """Say what an artefact is called in the copy."""
        return self.people.keyed.artefact(one) if one in self.hidden else one

    def party(self, one: str | None) -> PartyId | None:
        """Say what a party is called in the copy."""
        return None if one is None else self.parties.get(one, PartyId(one))

    def award(self, one: str | None) -> AwardId | None:
        """Say what an award is called in the copy."""
        return None if one is None else self.awards.get(one, AwardId(one))

    def place(self, one: Field, words: Callable[[str], str]) -> Field:
        """Mask a field of a table."""
        return Field(artefact=self.artefact(one.artefact), pointer=self.rows.words(one.pointer), text=words(one.text))

    def put(self, table: str, values: Iterable[Any], columns: str = "") -> None:
        """Write rows of a table."""
        for one in values:
            marks = ",".join("?" * len(one))
            self.db.execute(f"INSERT OR IGNORE INTO {table} {columns} VALUES ({marks})", tuple(one))


def write_documents(copying: Copying) -> None:
    """Write the documents one by one, each with what was found in it."""
    copying.db.execute("CREATE TEMP TABLE moved (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID")
    copying.db.execute("CREATE TEMP TABLE members (echo TEXT, ordinal INTEGER, document TEXT, span TEXT, statement TEXT,"
                       " speaker TEXT, words TEXT, PRIMARY KEY (echo, ordinal)) WITHOUT ROWID")  # fmt: skip
    places: dict[DocumentId, list[SpanPlace]] = {}
    for place in copying.evidence:
        places.setdefault(place[0], []).append(place)
    for row in copying.view.db.execute("SELECT * FROM documents ORDER BY number"):
        document = rows.document_in(row)
        wanted = places.get(document.id, ())
        one = share(copying.view, document, copying.people, copying.artefact, touched=document.id in copying.touched)
        for place in wanted:
            _, start, end = place
            words = document.text[start:end]
            copying.evidence[place] = one.span(Span(document=document.id, start=start, end=end, text=words))
        _write_document(copying, one, row)


def _write_document(copying: Copying, one: Shared, row: sqlite3.Row) -> None:
    if one.after.id != one.before.id:
        copying.documents[one.before.id] = one.after.id
    number = (row["number"],)
    copying.put("documents", [(*number, *rows.document_out(one.after))], f"(number, {rows.DOCUMENT_COLUMNS})")
    statements = shared_statements(one)
    mentions = shared_mentions(one)
    _write_statements(copying, one, statements)
    copying.put("mentions", (rows.mention_out(each) for _, each in mentions), f"({rows.MENTION_COLUMNS})")
    copying.put(
        "namings",
        (
            (each.id, copying.party(naming.party), one.words(naming.rule))
            for old, each in mentions
            if (naming := one.namings.get(old))
        ),
    )
    view, before = copying.view, one.before.id
    amounts = (each for each in view.amounts(before) if not one.is_hidden(each.span))
    copying.put("amounts", (rows.amount_out(replace(each, span=one.span(each.span))) for each in amounts))
    whens = (each for each in view.whens(before) if not one.is_hidden(each.span))
    copying.put("whens", (rows.when_out(replace(each, span=one.span(each.span))) for each in whens))
    copying.put("supplies", (rows.supply_out(shared_supply(one, each)) for each in view.supplies(before)))
    _note_members(copying, one)
    if before in copying.judged:
        copying.keys |= dict(shared_keys(view, one, [each for _, each in statements], [each for _, each in mentions]))


def _write_statements(copying: Copying, one: Shared, statements: list[tuple[StatementId, Statement]]) -> None:
    numbers = dict(
        tuple(row)
        for row in copying.view.db.execute("SELECT id, number FROM statements WHERE document = ?", (one.before.id,))
    )
    values = [(numbers[old], *rows.statement_out(each)) for old, each in statements]
    copying.put("statements", values, f"(number, {rows.STATEMENT_COLUMNS})")
    changed = [(old, each.id) for old, each in statements if old != each.id]
    copying.put("moved", changed)
    speakers = copying.view.speakers([old for old, _ in statements])
    before = {each.id: each for each in one.statements}
    for old, each in statements:
        if (speaker := speakers.get(old)) is None:
            continue
        new = shared_speaker(one, speaker, before[old], each)
        candidates = rows.dump([copying.party(party) for party in new.candidates])
        copying.put("speakers", [(each.id, new.name, copying.party(new.party), new.rule, candidates)])


def _note_members(copying: Copying, one: Shared) -> None:
    query = """SELECT m.*, e.differences FROM echo_members m JOIN echoes e ON e.id = m.echo WHERE m.document = ?"""
    for row in copying.view.db.execute(query, (one.before.id,)):
        spans = one.spans(rows.spans_in(one.before.id, row["span"]))
        words = [one.words(pair[row["ordinal"]]) for pair in rows.load(row["differences"])]
        statement = moved_id(copying, row["statement"]) if row["statement"] else None
        place = (row["echo"], row["ordinal"], one.after.id, rows.spans_out(spans))
        copying.put("members", [(*place, statement, copying.party(row["speaker"]), rows.dump(words))])


def moved_id(copying: Copying, old: str) -> str:
    """Say what a statement or an award is called in the copy."""
    if old in copying.awards:
        return copying.awards[old]
    found = copying.db.execute("SELECT new FROM moved WHERE old = ?", (old,)).fetchone()
    return str(found[0]) if found else old
