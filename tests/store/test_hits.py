"""Rows found by words and fields: all of them where few match, some of them and told so where many do."""

from pathlib import Path

import pytest

from onrecord.answer.query import parse_query
from onrecord.answer.search import look
from onrecord.store import Record, View, hits
from onrecord.store.conditions import Condition
from onrecord.store.facets import count_facets, publishers
from onrecord.store.hits import Hits


def _found(record: Record, query: str, kind: str = "statement", order: str = "") -> Hits:
    with View.open(record) as view:
        return look(view, parse_query(query), (kind,), order).hits[kind]


def _numbers(record: Record, sql: str) -> set[int]:
    with View.open(record) as view:
        return {row[0] for row in view.db.execute(sql)}


@pytest.mark.parametrize(
    ("query", "kind", "sql"),
    [
        ("form:direct", "statement", "SELECT number FROM statements WHERE form = 'direct'"),
        (
            "position:deny",
            "statement",
            """SELECT s.number FROM statements s JOIN positions p ON p.statement = s.id
               WHERE json_extract(p.value, '$.kind') = 'deny'""",
        ),
        (
            "speaker:Microsoft",
            "statement",
            """SELECT s.number FROM statements s JOIN speakers p ON p.statement = s.id
               JOIN parties q ON q.id = p.party WHERE q.name = 'Microsoft'""",
        ),
        (
            'publisher:"the harbour ledger"',
            "statement",
            """SELECT s.number FROM statements s JOIN documents d ON d.id = s.document
               WHERE d.publisher = 'The Harbour Ledger'""",
        ),
        ("publisher:harbour", "document", "SELECT number FROM documents WHERE publisher = 'The Harbour Ledger'"),
        ("lang:EN", "document", "SELECT number FROM documents WHERE language = 'en'"),
        (
            "date:2018-06-20",
            "statement",
            """SELECT s.number FROM statements s JOIN documents d ON d.id = s.document
               WHERE substr(coalesce(s.said_on, d.published), 1, 10) = '2018-06-20'""",
        ),
        ("before:2018-06-20", "document", "SELECT number FROM documents WHERE published < '2018-06-20'"),
        ("after:2018-06", "award", "SELECT number FROM awards WHERE acted_on >= '2018-06-01'"),
        (
            "party:Microsoft",
            "document",
            """SELECT d.number FROM documents d WHERE EXISTS (SELECT 1 FROM mentions m JOIN namings n ON n.mention = m.id
               JOIN parties p ON p.id = n.party WHERE m.document = d.id AND p.name = 'Microsoft')""",
        ),
        (
            "buyer:ICE",
            "award",
            """SELECT a.number FROM awards a JOIN links l ON l.award = a.id JOIN aliases x ON x.party = l.party
               WHERE x.folded = 'ice' AND l.role IN ('BUYER', 'FUNDER')""",
        ),
        (
            'recipient:"Dell Federal Systems"',
            "award",
            """SELECT a.number FROM awards a JOIN links l ON l.award = a.id JOIN aliases x ON x.party = l.party
               WHERE x.folded = 'dell federal systems' AND l.role = 'RECIPIENT'""",
        ),
    ],
)
def test_a_field_finds_what_the_tables_say(example_record: Record, query: str, kind: str, sql: str) -> None:
    """The same rows as a plain question to the tables, also beside words and left out."""
    expected = _numbers(example_record, sql)
    found = _found(example_record, query, kind)
    assert expected
    assert (set(found.numbers), found.complete, found.least) == (expected, True, len(expected))
    word = {"statement": "to", "document": "the", "award": "microsoft"}[kind]
    every = set(_found(example_record, word, kind).numbers)
    assert set(_found(example_record, f"{word} {query}", kind).numbers) == every & expected
    assert set(_found(example_record, f"{word} -{query}", kind).numbers) == every - expected


def test_a_party_is_found_in_the_words_and_as_the_speaker(example_record: Record) -> None:
    own = set(_found(example_record, "speaker:Microsoft").numbers)
    named = set(_found(example_record, "party:Microsoft").numbers)
    assert own < named
    with View.open(example_record) as view:
        for number in named - own:
            (content,) = view.db.execute("SELECT content_text FROM statements WHERE number = ?", (number,)).fetchone()
            assert "Microsoft" in content


def test_rows_are_best_first_or_by_day(example_record: Record) -> None:
    """Undated last either way; the same rows in every order."""
    best = _found(example_record, "microsoft", "document").numbers
    newest = _found(example_record, "microsoft", "document", "newest").numbers
    oldest = _found(example_record, "microsoft", "document", "oldest").numbers
    assert set(best) == set(newest) == set(oldest)
    with View.open(example_record) as view:
        days = dict(view.db.execute("SELECT number, published FROM documents").fetchall())
    assert [days[one] for one in newest] == sorted((days[one] for one in newest), reverse=True)
    assert [days[one] for one in oldest] == sorted(days[one] for one in oldest)


def test_where_more_match_than_are_looked_at_it_is_said(
    example_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The latest added of a common word are ranked; a field that leads to few rows still finds all of them."""
    every = _found(example_record, "the").numbers
    both = set(_found(example_record, "the position:deny").numbers)
    monkeypatch.setattr(hits, "LOOKED_AT", 4)
    some = _found(example_record, "the")
    assert (len(some.numbers), some.complete, some.least) == (4, False, 5)
    assert set(some.numbers) == set(sorted(every)[-4:])
    few = _found(example_record, "the position:deny")
    assert (set(few.numbers), few.complete) == (both, True)
    many = _found(example_record, "the form:indirect")
    assert (many.complete, set(many.numbers) <= set(some.numbers)) == (False, True)
    assert _found(example_record, "form:indirect").complete is False


def test_a_name_nobody_goes_by_finds_nothing_and_says_so(example_record: Record) -> None:
    with View.open(example_record) as view:
        looked = look(view, parse_query('speaker:"Nobody At All" publisher:"No Such Paper"'), ("statement",))
    assert looked.hits["statement"].numbers == ()
    assert looked.notes == (
        "No party in this record goes by “Nobody At All” (speaker:).",
        "No document in this record names “No Such Paper” as its publisher.",
    )


def test_facets_count_every_row_found(example_record: Record) -> None:
    """Years latest first; the numbers of one field add up to the rows that have a value."""
    found = _found(example_record, "form:direct")
    with View.open(example_record) as view:
        counts = count_facets(view, "statement", found.numbers)
        assert [(one.value, one.count) for one in counts["form"]] == [("direct", len(found.numbers))]
        years = [one.value for one in counts["date"]]
        assert years == sorted(years, reverse=True)
        assert sum(one.count for one in counts["date"]) == len(found.numbers)
        assert {one.shown for one in counts["speaker"]} >= {"Microsoft"}
        names = [row[0] for row in view.db.execute("SELECT DISTINCT publisher FROM documents WHERE publisher > ''")]
        assert publishers(view) == sorted(names)


def test_an_empty_record_finds_nothing(tmp_path: Path) -> None:
    from onrecord.store import create_record  # noqa: PLC0415  # this test only

    with View.open(create_record(tmp_path / "record")) as view:
        none = hits.hits(view, "statement", "", [Condition(field="form", values=("direct",))])
        assert none == Hits(kind="statement", numbers=(), complete=True, least=0)
        assert hits.hits(view, "document", '("cloud")', []).numbers == ()
        assert publishers(view) == []
