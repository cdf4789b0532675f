"""Views: read-only, of one moment, any number of them."""

import sqlite3
import threading

import pytest

from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.store import Record, View, Writer
from onrecord.store.view import ID_KINDS, KINDS
from store.record_values import EXTRACT, TEXT, add_document, extraction, fill, judgement, statement


def test_a_view_keeps_its_moment(record: Record) -> None:
    """From when it was opened, not from its first question: what is committed meanwhile is for the next view."""
    with Writer(record) as writer:
        add_document(writer)
        with View.open(record) as early:
            add_document(writer, "Another text.", "b.txt")
            with View.open(record) as late:
                assert early.counts()["documents"] == 1
                assert late.counts()["documents"] == 2
                assert [one.text for one in early.documents()] == [TEXT]
        with View.open(record) as again:
            assert again.counts()["documents"] == 2


def test_a_view_sees_no_half_of_a_transaction(record: Record) -> None:
    """Everything of it or nothing."""
    with Writer(record) as writer:
        one = add_document(writer)
        with writer.transaction():
            writer.put_extraction(extraction(one), EXTRACT)
            with View.open(record) as view:
                assert view.counts()["statements"] == 0
        with View.open(record) as view:
            assert view.counts()["statements"] == 1


def test_many_views_read_while_a_writer_writes(record: Record) -> None:
    """Readers never wait for the writer and never see it: each answers of its own moment."""
    wrong: list[str] = []
    started = threading.Barrier(5)

    def read() -> None:
        started.wait(30)
        for _ in range(15):
            with View.open(record) as view:
                counted = view.counts()["documents"]
                listed = len(list(view.documents()))
                if counted != listed or view.counts()["documents"] != counted:
                    wrong.append(f"{counted} counted, {listed} listed")

    readers = [threading.Thread(target=read) for _ in range(4)]
    with Writer(record) as writer:
        for reader in readers:
            reader.start()
        started.wait(30)
        for number in range(30):
            add_document(writer, f"Text {number}", f"{number}.txt")
        for reader in readers:
            reader.join(60)
    assert wrong == []
    with View.open(record) as view:
        assert view.counts()["documents"] == 30


def test_a_view_cannot_write(record: Record) -> None:
    """Not by any SQL."""
    with View.open(record) as view, pytest.raises(sqlite3.OperationalError, match="readonly"):
        view.db.execute("INSERT INTO work VALUES ('a', 'b', 'c')")
    with View.open(record) as view:
        assert view.db.execute("SELECT count(*) FROM work").fetchone()[0] == 0


def test_everything_is_counted_by_kind(record: Record) -> None:
    """In the order counts are shown."""
    with Writer(record) as writer:
        fill(writer)
        writer.judge(judgement())
    with View.open(record) as view:
        assert view.counts() == {
            "artefacts": 3,
            "documents": 2,
            "statements": 2,
            "mentions": 7,
            "supplies": 2,
            "awards": 1,
            "actions": 1,
            "subawards": 0,
            "authorisations": 0,
            "parties": 3,
            "echoes": 1,
            "copies": 0,
            "threads": 0,
            "tensions": 1,
            "award_matches": 0,
            "revisions": 0,
            "judgements": 1,
            "problems": 0,
        }
        assert tuple(view.counts()) == KINDS


def test_an_id_is_found_by_its_beginning(record: Record) -> None:
    """Of every kind; `%` and `_` are no wildcards; as many as asked for."""
    with Writer(record) as writer:
        first, second, spending = fill(writer)
    with View.open(record) as view:
        assert view.find_ids(first.id[:12]) == [("documents", first.id)]
        assert view.find_ids(statement(second).id) == [("statements", statement(second).id)]
        assert view.find_ids("CONT_AWD_1") == [("awards", spending.award)]
        assert view.find_ids(first.artefact[:20]) == [("artefacts", first.artefact)]
        assert view.find_ids("p-a") == [("parties", "p-acme"), ("parties", "p-agency"), ("parties", "p-ann")]
        assert view.find_ids("p-a", limit=2) == [("parties", "p-acme"), ("parties", "p-agency")]
        assert view.find_ids("p%") == view.find_ids("CONT_AWD_")[1:] == []
        kinds = {kind for kind, _ in view.find_ids("", limit=1)}
        assert kinds == set(ID_KINDS) - {"problems", "copies", "threads", "award_matches", "revisions"}


def test_what_is_not_there_is_none_or_empty(record: Record) -> None:
    """No question raises for an unknown id."""
    with View.open(record) as view:
        unknown = "0" * 32
        assert view.document(DocumentId(unknown)) is None
        assert view.text(DocumentId(unknown)) == ""
        assert view.statement(StatementId(unknown)) is None
        assert view.mention(unknown) is None
        assert view.award(AwardId(unknown)) is None
        assert view.award_by_action(unknown) is None
        assert view.party(PartyId(unknown)) is None
        assert view.parties_named(unknown) == view.parties_like(unknown) == []
        assert view.heads([DocumentId(unknown)]) == {}
        assert view.speakers([StatementId(unknown)]) == {}
        assert [*view.awards([AwardId(unknown)]), *view.actions(AwardId(unknown))] == []
        assert view.action_dates() == (None, None)
        assert view.relations(PartyId(unknown)) == []
        assert view.links(party=PartyId(unknown), award=AwardId(unknown)) == []


def test_heads_say_where_a_document_was_found(record: Record) -> None:
    """The first place, when there are several."""
    with Writer(record) as writer:
        one = add_document(writer)
        add_document(writer, TEXT, "copy.txt")
    with View.open(record) as view:
        (head,) = view.heads().values()
        assert (head.id, head.path, head.title, head.published) == (one.id, "a.txt", "Title", "2018-05-04")
        assert view.heads([one.id]) == view.heads()


def test_questions_about_parties(record: Record) -> None:
    """Their statements, mentions, neighbours and ties."""
    with Writer(record) as writer:
        first, _, spending = fill(writer)
    acme, agency, ann = PartyId("p-acme"), PartyId("p-agency"), PartyId("p-ann")
    with View.open(record) as view:
        assert view.statements_by([ann]) == [statement(first)]
        assert view.statements_by([acme]) == []
        assert {one.name for one in view.mentions_of([acme])} == {"Acme", "ACME CORP"}
        assert view.parties_within(first.id, 0, len(TEXT)) == {acme, agency, ann}
        sentence = TEXT.index("Acme sells")
        assert view.parties_within(first.id, sentence, len(TEXT)) == {agency}
        assert view.mention_counts() == {acme: 2, agency: 1, ann: 1}
        assert [one.id for one in view.parties_named("acme corp.")] == [acme]
        assert [one.id for one in view.parties_like("a")] == [acme, ann, agency]
        assert {one.kind for one in view.relations(ann)} == {"speaks_for"}
        assert {one.kind for one in view.relations(acme)} == {"speaks_for", "owned_by", "part_of", "renamed_to"}
        assert [one.role for one in view.links(party=acme)] == ["RECIPIENT"]
        assert [one.role for one in view.links(award=spending.award)] == ["BUYER", "RECIPIENT"]
        assert view.links(party=ann, award=spending.award) == []
        assert len(view.echoes(document=first.id)) == 1


def test_damage_is_named(record: Record) -> None:
    """A row that points to nothing, which only somebody else's program can have written."""
    with Writer(record) as writer:
        fill(writer)
        writer._db.execute("PRAGMA foreign_keys = OFF")
        writer._db.execute("UPDATE statements SET document = 'none' WHERE number = 1")
    with View.open(record) as view:
        (found,) = [message for message in view.damage() if "statements" in message]
        assert found == "row 1 of statements points to nothing in documents"
