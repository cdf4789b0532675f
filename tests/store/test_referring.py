"""Words that stand for somebody: whole in the record or not in it, and gone with what they rest on."""

from dataclasses import replace
from sqlite3 import IntegrityError

import pytest

from onrecord.errors import AnchorError
from onrecord.model.evidence import Document
from onrecord.model.ids import DocumentId
from onrecord.model.party import PartyReference, Resolution
from onrecord.store import Record, View, Writer
from store.record_values import fill, resolution, words


@pytest.fixture
def filled(writer: Writer) -> tuple[Writer, Document, Resolution]:
    """Give a record with references in its first document, and what was put into it."""
    first, _, spending = fill(writer)
    found = resolution(first, spending)[0]
    return writer, first, replace(found, namings=found.namings[:-1])  # without that of a row, which is not put in again


def held(record: Record, document: Document) -> list[PartyReference]:
    with View.open(record) as view:
        assert view.damage() == []
        return view.references(document.id)


def test_references_are_replaced_whole_and_come_in_order_of_place(
    record: Record, filled: tuple[Writer, Document, Resolution]
) -> None:
    writer, document, found = filled
    turned = replace(found, references=found.references[::-1])
    with writer.transaction():
        writer.put_resolution(turned, [])
    assert held(record, document) == list(found.references)
    with writer.transaction():
        writer.put_resolution(replace(found, references=found.references[1:]), [])
    assert held(record, document) == list(found.references[1:])


@pytest.mark.parametrize("moved", [0, 1], ids=["other words", "another place"])
def test_words_that_do_not_stand_there_are_refused_and_nothing_is_lost(
    record: Record, filled: tuple[Writer, Document, Resolution], moved: int
) -> None:
    writer, document, found = filled
    span = found.references[0].span
    wrong = replace(
        span, start=span.start + moved, end=span.end + moved, text=span.text if moved else span.text.upper()
    )
    with pytest.raises(AnchorError), writer.transaction():
        writer.put_resolution(replace(found, references=(replace(found.references[0], span=wrong),)), [])
    assert held(record, document) == list(found.references)


def test_words_of_a_document_that_is_gone_are_refused(filled: tuple[Writer, Document, Resolution]) -> None:
    writer, document, found = filled
    gone = replace(words(document, "our"), document=DocumentId("gone"))
    with pytest.raises(AnchorError), writer.transaction():
        writer.put_resolution(replace(found, references=(replace(found.references[0], span=gone),)), [])


def test_references_go_with_their_document(record: Record, filled: tuple[Writer, Document, Resolution]) -> None:
    writer, document, _ = filled
    with writer.transaction():
        writer._db.execute("DELETE FROM documents WHERE id = ?", (document.id,))  # as a new reading does
    assert held(record, document) == []


def test_a_reference_to_nobody_known_is_refused_by_the_database(
    filled: tuple[Writer, Document, Resolution],
) -> None:
    writer, _, found = filled
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writer.transaction():
        writer.put_resolution(replace(found, parties=(), namings=(), speakers=(), relations=()), [])
