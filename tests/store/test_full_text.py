"""Full-text search: what people type, what is found, and what is forgotten."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UserError
from onrecord.model.reading import Reading
from onrecord.store import Record, View, Writer
from onrecord.store.search import MARKS, match_expression, search
from store.record_values import EXTRACT, READ, TEXT, action, add_artefact, add_document, document, extraction, fill
from tables_read import row_file


def found(record: Record, query: str, kind: str = "document") -> list[str]:
    """List the ids that a query finds."""
    with View.open(record) as view:
        return [hit.id for hit in search(view, query, kind, 50)]


def check_index(writer: Writer) -> None:
    """Hold the full-text tables against the words they were made of; raises when they differ."""
    for table in ("statement_words", "document_words", "award_words"):
        writer._db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cloud", '("cloud")'),
        ("  the   cloud ", '("the" AND "cloud")'),
        ('"the cloud" agency', '("the cloud" AND "agency")'),
        ("cloud -agency", '("cloud") NOT ("agency")'),
        ('cloud -agency -"for sale"', '("cloud") NOT ("agency" OR "for sale")'),
        ("co-operation", '("co operation")'),
        ("don’t", '("don t")'),
        ("NEAR(a b)", '("NEAR a" AND "b")'),
        ("a OR b", '("a" AND "OR" AND "b")'),
        ("a AND NOT b", '("a" AND "AND" AND "NOT" AND "b")'),
        ("title:cloud", '("title cloud")'),
        ("clou*", '("clou")'),
        ("^cloud +x", '("cloud" AND "x")'),
        ("{a b}", '("a" AND "b")'),
        ('"unclosed phrase', '("unclosed" AND "phrase")'),
        ('a"b"c', '("a" AND "b" AND "c")'),
        ("a;DROP TABLE documents--", '("a DROP" AND "TABLE" AND "documents")'),
        ("snake_case", '("snake case")'),
        ("$19.4", '("19 4")'),
        ("é 数据", '("é" AND "数据")'),
    ],
)
def test_what_is_typed_becomes_words_and_phrases(query: str, expected: str) -> None:
    """Operators of the database are words like any other; only quotation marks and a leading minus mean something."""
    assert match_expression(query) == expected


@pytest.mark.parametrize(
    "query", ["", " ", "!!", '""', "-", "--", "*", "-cloud", '-"the cloud"', "_", "…", "\x00", "\udcff"]
)
def test_a_query_without_a_word_to_look_for_is_refused(query: str) -> None:
    """With a hint; also one that only says what is not wanted."""
    with pytest.raises(UserError, match="nothing to search for"):
        match_expression(query)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Make a record of two documents, two statements and an award."""
    from onrecord.store import create_record  # noqa: PLC0415  # this fixture only

    record = create_record(tmp_path_factory.mktemp("filled") / "record")
    with Writer(record) as writer:
        fill(writer)
    return record


@given(st.text(st.one_of(st.sampled_from('"-*^:(){}+ NEARORandé_\x00😀'), st.characters())))
@settings(max_examples=150, deadline=None)
def test_no_query_breaks_the_search(filled: Record, query: str) -> None:
    """Anything a person can paste is answered or refused in plain words."""
    for kind in ("document", "statement", "award"):
        try:
            found(filled, query, kind)
        except UserError as error:
            assert "nothing to search for" in str(error)  # noqa: PT017  # either outcome is right


@pytest.mark.parametrize("query", ["cloud " * 2000, "cloud" + " -x" * 2000, '"' + "cloud " * 2000 + '"'])
def test_a_pasted_page_is_no_problem(filled: Record, query: str) -> None:
    """Thousands of words, wanted or not: a word said often is one word, a phrase that nobody wrote finds nothing."""
    assert bool(found(filled, query)) == (not query.startswith('"'))


def test_words_are_found_in_any_form(filled: Record) -> None:
    """Case and accents do not count, endings are folded; each kind is searched in its own words."""
    assert len(found(filled, "CLOUDS")) == 2
    assert len(found(filled, "selling")) == 2
    assert len(found(filled, '"it is our cloud"', "statement")) == 2
    assert len(found(filled, '"our is it cloud"', "statement")) == 0
    assert len(found(filled, "ann", "statement")) == 2
    assert found(filled, "naive licence acme", "award") == ["CONT_AWD_1"]
    assert len(found(filled, "cloud -again")) == 1
    assert len(found(filled, "cloud -again -title")) == 0


def test_a_hit_shows_its_words_between_marks(filled: Record) -> None:
    """So that page and terminal can show them without guessing; best first, page by page."""
    with View.open(filled) as view:
        hits = search(view, "agency", "document", 5)
        assert all(f"{MARKS[0]}Agency{MARKS[1]}" in hit.excerpt for hit in hits)
        assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
        assert {hit.kind for hit in hits} == {"document"}
        assert search(view, "agency", "document", 1) == hits[:1]
        assert search(view, "agency", "document", 1, offset=1) == hits[1:2]


def test_what_is_replaced_or_deleted_is_forgotten(record: Record) -> None:
    """The index holds the words that stand, no others."""
    with Writer(record) as writer:
        first, second, spending = fill(writer)
        with writer.transaction():
            origin = add_artefact(writer, TEXT.encode())
            changed = document(origin.artefact, TEXT.replace("cloud", "river"))
            writer.put_reading(origin, Reading(documents=(changed,)), "test/2")
            table = add_artefact(writer, b"a,b\n1,2\n", "awards.csv")
            row = replace(action(spending.artefact), description="Sandwiches")
            writer.put_reading(table, Reading(rows=(row_file(row),)), "test/2")
        check_index(writer)
        assert found(record, "cloud") == [second.id]
        assert found(record, "river") == [first.id]
        assert found(record, "licences", "award") == []
        assert found(record, "sandwich", "award") == ["CONT_AWD_1"]
        assert len(found(record, "cloud", "statement")) == 1
        with writer.transaction():
            writer._db.execute("DELETE FROM artefacts")
        check_index(writer)
        for kind, word in (("document", "river"), ("document", "cloud"), ("statement", "cloud"), ("award", "sandwich")):
            assert found(record, word, kind) == []


def test_the_index_survives_vacuum(record: Record) -> None:
    """Rows are numbered by a column of ours: SQLite may renumber others when it packs a database."""
    with Writer(record) as writer:
        for number in range(4):
            add_document(writer, f"Word{number} stands here.", f"{number}.txt")
        with writer.transaction():
            writer._db.execute(
                "DELETE FROM artefacts WHERE id IN (SELECT artefact FROM documents WHERE number IN (1, 3))"
            )
        kept = {number: found(record, f"word{number}") for number in (1, 3)}
        writer._db.execute("VACUUM")
        check_index(writer)
        assert {number: found(record, f"word{number}") for number in (1, 3)} == kept
        assert all(len(ids) == 1 for ids in kept.values())
        assert found(record, "word0") == found(record, "word2") == []


@pytest.mark.parametrize(
    "text", ["before\x00after NUL", "\x00", "😀 emoji 👩\u200d💻", "\u202eright to left\u202c", "a\ufeffb"]
)
def test_words_around_awkward_characters(record: Record, text: str) -> None:
    """NUL does not end a text; the index still matches it when the document goes."""
    with Writer(record) as writer:
        one = add_document(writer, text)
        check_index(writer)
        for word in ("after", "emoji", "right"):
            assert found(record, word) == ([one.id] if word in text else [])
        with writer.transaction():
            origin = add_artefact(writer, text.encode())
            writer.put_reading(origin, Reading(), "test/2")
        check_index(writer)


def test_a_check_of_the_index_can_fail(record: Record) -> None:
    """The check the tests above rest on."""
    with Writer(record) as writer:
        add_document(writer)
        writer._db.execute("DROP TRIGGER documents_out")
        writer._db.execute("DELETE FROM documents")
        with pytest.raises(sqlite3.DatabaseError, match="malformed"):
            check_index(writer)


def test_extracting_again_does_not_find_twice(record: Record) -> None:
    """One statement, one hit."""
    with Writer(record) as writer:
        one = add_document(writer)
        for version in (EXTRACT, "test/2", READ):
            with writer.transaction():
                writer.put_extraction(extraction(one), version)
        check_index(writer)
    assert len(found(record, "cloud", "statement")) == 1
