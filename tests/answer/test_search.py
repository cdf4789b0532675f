"""Search of every kind: words, a phrase, and words that must not be there."""

import pytest

from onrecord.answer.search import KINDS, cut_short, find, query_of
from onrecord.errors import UserError
from onrecord.store import Record, View
from onrecord.store.search import MARKS


def _found(record: Record, query: str, kinds: tuple[str, ...] = KINDS, limit: int = 50) -> list[tuple[str, str]]:
    with View.open(record) as view:
        return [(one.kind, one.id) for one in find(view, query, kinds, limit)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found_and_only_the_kinds_asked_for(example_record: Record, kind: str) -> None:
    assert {found for found, _ in _found(example_record, "Microsoft", (kind,))} == {kind}
    assert {found for found, _ in _found(example_record, "Microsoft")} == set(KINDS)


def test_parties_come_first_then_statements_awards_and_documents(example_record: Record) -> None:
    kinds = [kind for kind, _ in _found(example_record, "Microsoft")]
    order = ["party", "statement", "award", "document"]
    assert kinds == sorted(kinds, key=order.index)


def test_a_phrase_is_its_words_in_a_row(example_record: Record) -> None:
    phrase = set(_found(example_record, '"document management workloads"', ("statement",)))
    words = set(_found(example_record, "workloads document management", ("statement",)))
    assert phrase
    assert phrase <= words
    assert _found(example_record, '"workloads management document"', ("statement",)) == []


def test_a_minus_leaves_out(example_record: Record) -> None:
    every = set(_found(example_record, "Microsoft", ("statement",)))
    without = set(_found(example_record, "Microsoft -dismayed", ("statement",)))
    assert len(without) < len(every)
    with View.open(example_record) as view:
        left = [one.statement for one in find(view, "Microsoft -dismayed", ("statement",), 50) if one.statement]
    assert not [row for row in left if "dismayed" in row.content]
    assert _found(example_record, 'Microsoft -"children from their families"', ("statement",)) != []


def test_what_is_left_out_does_not_hide_the_party(example_record: Record) -> None:
    assert "party" in {kind for kind, _ in _found(example_record, 'Microsoft -dismayed -"no such words"')}


@pytest.mark.parametrize("query", ["", "   ", '""', "-only", "?!", '-"a b"'])
def test_a_query_without_a_word_is_the_users_error(example_record: Record, query: str) -> None:
    for kinds in (KINDS, ("party",)):
        with pytest.raises(UserError, match="nothing to search for"):
            _found(example_record, query, kinds)


@pytest.mark.parametrize(
    "query", ['mail"', "AND", "NEAR(mail", "mail*", "content_text:mail", "it's", "(mail", "ma-il", "x" * 5000]
)
def test_whatever_is_typed_is_words_and_never_an_expression(example_record: Record, query: str) -> None:
    assert isinstance(_found(example_record, query), list)


def test_an_award_is_found_by_its_description_and_its_number(example_record: Record) -> None:
    dell = ("award", "CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001")
    assert dell in _found(example_record, "azure consumption", ("award",))
    assert _found(example_record, "70CTD018FC0000038", ("award",)) == [dell]


def test_hits_are_marked_in_the_excerpt(example_record: Record) -> None:
    with View.open(example_record) as view:
        (one, *_) = find(view, "dismayed", ("document",))
    assert f"{MARKS[0]}dismayed{MARKS[1]}" in one.excerpt


def test_a_limit_holds_for_each_kind(example_record: Record) -> None:
    kinds = [kind for kind, _ in _found(example_record, "Microsoft", limit=2)]
    assert {kind: kinds.count(kind) for kind in KINDS if kind != "party"} == {"statement": 2, "document": 2, "award": 2}


def test_a_statement_row_says_who_where_and_when(example_record: Record) -> None:
    with View.open(example_record) as view:
        found = find(view, '"supporting legacy mail" workloads', ("statement",))
        rows = [one.statement for one in found if one.statement and "staff-letter" in one.statement.path]
    (row,) = rows
    assert (row.party_name, row.publisher) == ("Satya Nadella", "Public Wire")
    assert row.said_on in {"2018-06-19", "2018-06-20"}  # the memo's evening, or else the paper's day


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (("cloud", "-contract"), "cloud -contract"),
        (("a phrase", "word"), '"a phrase" word'),
        (("word", "-a phrase"), 'word -"a phrase"'),
        (('word "a phrase"',), 'word "a phrase"'),
        (("cloud -contract",), "cloud -contract"),
        ((" word ",), " word "),
        ((), ""),
    ],
)
def test_a_phrase_whose_marks_a_shell_took_gets_them_back(arguments: tuple[str, ...], query: str) -> None:
    assert query_of(arguments) == query


def test_a_list_cut_at_its_limit_says_of_which_kinds(example_record: Record) -> None:
    with View.open(example_record) as view:
        every, few = find(view, "microsoft", limit=1000), find(view, "microsoft", limit=2)
    assert cut_short(every, 1000) == ""
    assert cut_short(few, 2) == "There may be more statements and awards and documents: these are the best 2"
