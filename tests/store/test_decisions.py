"""Corrections of a statement's words, parties that are gone, and what waits for a person."""

import json
from dataclasses import replace

import pytest

from onrecord.model.evidence import Document
from onrecord.model.ids import PartyId
from onrecord.model.judgement import PERSON, Judgement, Place, Review, Verdict, statement_keys
from onrecord.model.party import Party, Resolution
from onrecord.model.statement import Statement
from onrecord.store import Record, View, Writer
from store.record_values import EXTRACT, add_document, extraction, statement, words


def _judgement(left: str, verdict: Verdict, right: str = "", at: int = 0) -> Judgement:
    return Judgement(
        left=left, right=right, verdict=verdict, user="ann", made_at=f"2026-01-01T00:00:{at:02}+00:00", reason=""
    )


def _marked(document: Document, content: str) -> str:
    span = words(document, content)
    return json.dumps({"source": [], "cue": [], "content": [[span.start, span.end, span.text]]})


def _extracted(writer: Writer) -> tuple[Document, Statement, str]:
    made = add_document(writer)
    with writer.transaction():
        writer.put_extraction(extraction(made), EXTRACT)
    one = statement(made)
    return made, one, statement_keys([one])[one.id]


def _statements(record: Record) -> list[Statement]:
    with View.open(record) as view:
        return list(view.statements())


def _contents(record: Record) -> list[str]:
    return [one.content[0].text for one in _statements(record)]


def test_a_correction_stands_at_once_and_after_extracting_again(record: Record) -> None:
    with Writer(record) as writer:
        made, _, key = _extracted(writer)
        assert writer.judge(_judgement(key, "span", _marked(made, "our cloud"))) == 1
        assert _contents(record) == ["our cloud"]
        with writer.transaction():
            writer.put_extraction(extraction(made), "another version")
    assert [(one.content[0].text, one.extractor, one.confidence) for one in _statements(record)] == [
        ("our cloud", PERSON, 1.0)
    ]


def test_undoing_a_correction_brings_back_what_was_found(record: Record) -> None:
    with Writer(record) as writer:
        made, found, key = _extracted(writer)
        correction = _judgement(key, "span", _marked(made, "our cloud"))
        writer.judge(correction, _judgement(f"judgement:{correction.id}", "undone", at=1))
    assert _statements(record) == [found]


@pytest.mark.parametrize(("undoings", "contents"), [(1, None), (2, "our cloud"), (3, None)])
def test_undoing_an_undoing_of_a_correction_marks_the_words_again(
    record: Record, undoings: int, contents: str | None
) -> None:
    """One after the other, as people decide: each looks at what the ones before it left."""
    with Writer(record) as writer:
        made, found, key = _extracted(writer)
        last = _judgement(key, "span", _marked(made, "our cloud"))
        writer.judge(last)
        for at in range(1, undoings + 1):
            last = _judgement(f"judgement:{last.id}", "undone", at=at)
            writer.judge(last)
    assert _contents(record) == [contents or found.content[0].text]


def test_undoings_may_come_before_what_they_take_back(record: Record) -> None:
    """As lines of a file may: in whatever order they come in, the same stands."""
    with Writer(record) as writer:
        made, found, key = _extracted(writer)
        correction = _judgement(key, "span", _marked(made, "our cloud"))
        undone = _judgement(f"judgement:{correction.id}", "undone", at=1)
        again = _judgement(f"judgement:{undone.id}", "undone", at=2)
        for one, expected in ((again, None), (correction, "our cloud"), (undone, "our cloud")):
            writer.judge(one)
            assert _contents(record) == [expected or found.content[0].text]


def test_a_correction_can_be_corrected_and_the_key_stays(record: Record) -> None:
    with Writer(record) as writer:
        made, _, key = _extracted(writer)
        writer.judge(_judgement(key, "span", _marked(made, "our cloud"), at=1))
        with View.open(record) as view:
            assert list(view.statement_keys(made.id).values()) == [key]
        writer.judge(_judgement(key, "span", _marked(made, "cloud"), at=2))
    assert _contents(record) == ["cloud"]


@pytest.mark.parametrize(
    "right",
    ["", "no json", '{"source": [], "cue": [], "content": [[0, 3, "abc"]]}', '{"content": [[0, 3]]}'],
)
def test_words_that_do_not_stand_there_change_nothing(record: Record, right: str) -> None:
    with Writer(record) as writer:
        _, found, key = _extracted(writer)
        writer.judge(_judgement(key, "span", right))
    assert _statements(record) == [found]


def test_the_words_of_a_correction_are_found_by_search(record: Record) -> None:
    with Writer(record) as writer:
        made, _, key = _extracted(writer)
        writer.judge(_judgement(key, "span", _marked(made, "the cloud to the Agency")))
    with View.open(record) as view:
        query = "SELECT count(*) FROM statement_words WHERE statement_words MATCH ?"
        assert [view.db.execute(query, (one,)).fetchone()[0] for one in ("agency", "our")] == [1, 0]


def test_only_new_decisions_have_work_done_again(record: Record) -> None:
    with Writer(record) as writer:
        one = _judgement("tension:x", "right")
        assert [writer.judge(one), writer.judge(one)] == [1, 0]
        writer.done("connect", "record", "test/1")
        writer.judge(one)
        assert writer.is_done("connect", "record", "test/1")
        writer.judge(_judgement("tension:x", "wrong"))
        assert not writer.is_done("connect", "record", "test/1")


def _put(writer: Writer, places: dict[str, str]) -> None:
    """Resolve to parties that are made of the given places."""
    held: tuple[tuple[Place, PartyId], ...] = tuple(((key, None), PartyId(party)) for key, party in places.items())
    parties = tuple(Party(id=PartyId(one), name=one, kind="company") for one in sorted(set(places.values())))
    with writer.transaction():
        writer.put_resolution(Resolution(parties=parties, namings=(), speakers=(), relations=(), places=held), [])


def _redirects(record: Record, *parties: str) -> list[str | None]:
    with View.open(record) as view:
        return [view.redirect(one) for one in parties]


def test_a_merged_party_redirects_and_comes_back_when_it_is_split(record: Record) -> None:
    with Writer(record) as writer:
        _put(writer, {"org:a": "A", "org:b": "B"})
        _put(writer, {"org:a": "A", "org:b": "A"})
        assert _redirects(record, "A", "B") == [None, "A"]
        _put(writer, {"org:a": "A", "org:b": "B"})
        assert _redirects(record, "A", "B") == [None, None]


def test_redirects_lead_on_over_several_merges(record: Record) -> None:
    with Writer(record) as writer:
        _put(writer, {"org:a": "A", "org:b": "B", "org:c": "C"})
        _put(writer, {"org:a": "A", "org:b": "A", "org:c": "C"})
        _put(writer, {"org:a": "C", "org:b": "C", "org:c": "C"})
    assert _redirects(record, "A", "B", "C") == ["C", "C", None]


def test_a_party_that_is_cut_up_redirects_to_its_largest_part(record: Record) -> None:
    with Writer(record) as writer:
        _put(writer, {"org:a": "A", "org:b": "A", "org:c": "A"})
        _put(writer, {"org:a": "X", "org:b": "Y", "org:c": "Y"})
    assert _redirects(record, "A") == ["Y"]


def test_a_party_merged_while_somebody_reads_it_is_read_to_the_end(record: Record) -> None:
    """A view is of one moment: it knows the party as it was, the next one knows where it went."""
    with Writer(record) as writer:
        _put(writer, {"org:a": "A", "org:b": "B"})
        with View.open(record) as view:
            _put(writer, {"org:a": "A", "org:b": "A"})
            assert (view.party(PartyId("B")) is not None, view.redirect("B")) == (True, None)
            assert view.keys_of(PartyId("B")) == ["party:org:b"]
        with View.open(record) as view:
            assert (view.party(PartyId("B")), view.redirect("B")) == (None, "A")
            assert view.party_of_key("party:org:b") == "A"


def test_reviews_are_replaced_and_listed_in_the_order_of_need(record: Record) -> None:
    """Decisions that need another look first, then conflicts, then what is likeliest."""
    one = Review(kind="same", left="party:a", right="party:b", score=0.4, because="x", items=("A", "B"))
    asked = (
        one,
        replace(one, left="party:c", score=0.8),
        replace(one, kind="conflict", score=0.0),
        replace(one, kind="judgement", score=0.0),
    )
    empty = Resolution(parties=(), namings=(), speakers=(), relations=())
    with Writer(record) as writer:
        for reviews in (asked[:1], asked):
            with writer.transaction():
                writer.put_resolution(replace(empty, reviews=reviews), [])
    with View.open(record) as view:
        assert view.reviews() == [asked[3], asked[2], asked[1], asked[0]]
