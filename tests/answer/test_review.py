"""What waits for a decision is listed with all that is needed to decide it, and what is decided counts in every answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.answer.page import document_page, overview, party_page
from onrecord.answer.parties import find_party
from onrecord.answer.review import VERDICTS, ReviewItem, queue
from onrecord.answer.review_asked import KINDS, LOW_CONFIDENCE, waiting
from onrecord.answer.review_cards import CONTEXT, SAMPLES, shortened
from onrecord.answer.show import show
from onrecord.answer.shown import Passage
from onrecord.answer.timeline import left_out_words, said_and_done
from onrecord.config import Config
from onrecord.errors import UserError
from onrecord.model.ids import StatementId
from onrecord.model.judgement import Judgement
from onrecord.pipeline import build, collect
from onrecord.store import Record, View, Writer, create_record
from review_records import applied, copied, judge, kept, statements_by


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    return copied(example_record, tmp_path / "record")


def _items(record: Record, kind: str | None = None, limit: int = 200) -> list[ReviewItem]:
    with View.open(record) as view:
        return queue(view, kind, limit)


def _said(record: Record, name: str) -> set[StatementId]:
    with View.open(record) as view:
        return {one.id for one in said_and_done(view, find_party(view, name), None).statements}


def test_kinds_come_in_their_order_and_counts_agree_with_the_list(example_record: Record) -> None:
    found = _items(example_record)
    assert [one.kind for one in found] == sorted((one.kind for one in found), key=KINDS.index)
    with View.open(example_record) as view:
        counts = waiting(view)
    assert {kind: sum(one.kind == kind for one in found) for kind in KINDS} == counts
    assert counts["speaker"] > 0
    assert counts["tension"] > 0
    assert counts["statement"] > 0


def test_one_kind_can_be_asked_for_and_a_limit_and_a_place_to_begin(example_record: Record) -> None:
    every = _items(example_record, "statement")
    assert {one.kind for one in every} == {"statement"}
    with View.open(example_record) as view:
        assert queue(view, "statement", 3) == every[:3]
        assert queue(view, "statement", 3, first=2) == every[2:5]
        assert queue(view, "statement", 2, skipped=[every[0].id, every[2].id]) == [every[1], every[3]]
        with pytest.raises(UserError, match="give one of judgement, conflict, same"):
            queue(view, "everything")


def test_statements_of_low_confidence_wait_the_least_sure_first(example_record: Record) -> None:
    found = _items(example_record, "statement")
    with View.open(example_record) as view:
        low = sorted(one.confidence for one in view.statements() if one.confidence < LOW_CONFIDENCE)
    assert [one.score for one in found] == low
    assert all(one.verdicts == VERDICTS["statement"] and one.statement for one in found)


def test_a_statement_is_shown_in_its_context_with_whose_words_it_may_be(example_record: Record) -> None:
    item = next(one for one in _items(example_record, "speaker") if one.statement and one.statement.candidates)
    card = item.statement
    assert card is not None
    assert card.passage is not None
    with View.open(example_record) as view:
        text = view.text(card.row.document)
    words = "".join(piece for piece, _ in card.passage.pieces).strip("…")
    assert words in text
    assert text[card.passage.start :].startswith(words[:40])
    assert any(role == "content" for _, role in card.passage.pieces)
    assert item.left == card.key
    assert all(one.name and one.key.startswith("party:") for one in card.candidates)


def test_a_party_is_shown_with_names_numbers_and_a_few_places(record: Record) -> None:
    """Three samples, each of another document, beside all that is said of the party itself."""
    judge(record, "same", "Apple", "Microsoft", user="ann")
    judge(record, "different", "Apple", "Microsoft", user="bo")
    applied(record)
    (item,) = _items(record, "conflict")
    names = {one.name: one for one in item.parties}
    with View.open(record) as view:
        microsoft = find_party(view, "Microsoft")
        mentions = view.mentions_of([microsoft.id])
    card = names["Microsoft"]
    assert card.mentions == len(mentions)
    assert card.identifiers == microsoft.identifiers
    assert "Microsoft" not in card.aliases
    assert len(card.samples) == SAMPLES
    assert len({one.document for one in card.samples}) == SAMPLES
    assert all(any(role == "words" for _, role in one.pieces) for one in card.samples)
    assert {one.judgement.user for one in item.decisions} == {"ann", "bo"}
    assert item.verdicts == VERDICTS["same"]


def test_a_decided_question_is_asked_no_more_and_one_taken_back_again(record: Record) -> None:
    before = {one.id: one for one in _items(record)}
    for kind, verdict in (("speaker", "unsure"), ("statement", "right"), ("tension", "unsure")):
        item = next(one for one in before.values() if one.kind == kind)
        made = judge(record, verdict, item.left)
        now = {one.id for one in _items(record)}
        assert item.id not in now
        judge(record, "undone", made.id, minute=1)
        assert {one.id for one in _items(record)} == before.keys()


def test_a_statement_found_wrong_is_left_out_of_answers_and_shown_as_judged(record: Record) -> None:
    one = statements_by(record, "Microsoft")[0]
    assert one.id in _said(record, "Microsoft")
    judge(record, "wrong", one.id, reason="a caption")
    assert one.id not in _said(record, "Microsoft")
    with View.open(record) as view:
        microsoft = find_party(view, "Microsoft")
        answer = said_and_done(view, microsoft, None)
        assert answer.left_out == 1
        assert left_out_words(answer).startswith("1 statement is left out: people have found it wrong")
        assert one.id not in {row.id for row in party_page(view, microsoft.id).statements}
        (row,) = [row for row in document_page(view, one.document).rows if row.id == one.id]
        assert row.verdict == "wrong"
        assert row.judged == ("found wrong by ann on 2026-03-01: a caption",)
        assert ("judged", row.judged[0]) in show(view, one.id).facts


def test_what_somebody_finds_right_stays_and_the_difference_is_asked(record: Record) -> None:
    """Two people against each other: both decisions are kept, nothing is left out, and it is a conflict."""
    one = statements_by(record, "Microsoft")[0]
    judge(record, "wrong", one.id, user="ann")
    judge(record, "right", one.id, user="bo", minute=1)
    assert one.id in _said(record, "Microsoft")
    (item,) = _items(record, "conflict")
    assert "ann and bo have decided differently" in item.because
    assert item.statement is not None
    assert item.statement.row.id == one.id
    assert [each.judgement.verdict for each in item.decisions] == ["wrong", "right"]
    judge(record, "right", one.id, user="ann", minute=2)
    assert _items(record, "conflict") == []


def test_two_different_speakers_are_a_conflict_and_leave_it_nobodys(record: Record) -> None:
    one = statements_by(record, "Microsoft")[0]
    judge(record, "speaker", one.id, "Apple", user="ann")
    judge(record, "speaker", one.id, "Twitter", user="bo")
    applied(record)
    (item,) = _items(record, "conflict")
    assert "its words are nobody's" in item.because
    with View.open(record) as view:
        assert view.speakers([one.id])[one.id].party is None


def test_a_correction_settles_the_same_persons_wrong(record: Record) -> None:
    one = statements_by(record, "Microsoft")[0]
    judge(record, "wrong", one.id, user="ann")
    judge(record, "speaker", one.id, "Microsoft", user="bo", minute=1)
    assert one.id not in _said(record, "Microsoft"), "another person's correction does not speak for ann"
    judge(record, "speaker", one.id, "Microsoft", user="ann", minute=2)
    applied(record)
    assert one.id in _said(record, "Microsoft")
    judge(record, "wrong", one.id, user="ann", minute=3)
    assert one.id not in _said(record, "Microsoft"), "found wrong again after it was corrected"


def test_a_tension_found_wrong_is_shown_no_more_and_one_found_right_says_by_whom(record: Record) -> None:
    item, *others = _items(record, "tension")
    with View.open(record) as view:
        tension = view.tensions()[0]
        assert "no person has decided" in dict(show(view, tension.id).facts)["state"]
    judge(record, "right", tension.id)
    assert _items(record, "tension") == others
    with View.open(record) as view:
        assert overview(view).tensions[0].judged == ("found right by ann on 2026-03-01",)
        assert dict(show(view, tension.id).facts)["judged"].startswith("found right by ann")
    judge(record, "wrong", item.left, minute=1)
    with View.open(record) as view:
        assert tension.id not in {one.tension.id for one in overview(view).tensions}
        statement = view.statement(StatementId(tension.left))
        assert statement is not None
        party = view.speakers([statement.id])[statement.id].party
        assert party is not None
        found = view.party(party)
        assert found is not None
        assert tension.id not in {one.id for one in said_and_done(view, found, None).tensions}


def test_a_decision_on_what_is_gone_is_kept_and_asked_about(record: Record) -> None:
    item = _items(record, "tension")[0]
    made = judge(record, "right", item.left)
    with Writer(record) as writer, writer.transaction():
        writer._db.execute("DELETE FROM tensions")
    (found,) = _items(record, "judgement")
    assert "not found any more" in found.because
    assert [one.id for one in found.decisions] == [made.id]
    assert found.verdicts == ("undone",)
    judge(record, "undone", made.id, minute=1)
    assert _items(record, "judgement") == []


def test_unknown_keys_are_kept_and_need_another_look(record: Record) -> None:
    """A judgement of another record, about documents this one does not have, is not lost."""
    strange = [
        Judgement(left=left, right=right, verdict=verdict, user="bo", made_at="2026-01-01T00:00:00+00:00", reason="")
        for left, right, verdict in (
            ("statement:0000:1111", "", "wrong"),
            ("statement:0000:1111", "party:org:nobody known", "speaker"),
            ("party:org:nobody known", "party:known:org:apple", "same"),
            ("mention:0000:ann", "party:org:nobody known", "different"),
            ("tension:figures:0000", "", "right"),
            ("echo:0000", "", "wrong"),
        )
    ]
    kept(record, *strange)
    applied(record)
    listed = {each.id for one in _items(record, "judgement") for each in one.decisions}
    assert listed == {one.id for one in strange}


def test_a_circle_of_same_with_a_different_in_it_is_a_conflict_and_nothing_is_lost(record: Record) -> None:
    """A is B, B is C, and C is not A: all three are kept, the wall stands, and a person is asked."""
    judge(record, "same", "Apple", "Twitter")
    judge(record, "same", "Twitter", "Google", minute=1)
    judge(record, "different", "Google", "Apple", user="bo", minute=2)
    with View.open(record) as view:
        keys = [view.keys_of(find_party(view, name).id)[0] for name in ("Apple", "Twitter", "Google")]
    applied(record)
    with View.open(record) as view:
        assert view.party_of_key(keys[0]) != view.party_of_key(keys[2])
        assert len(view.judgements()) == 3
    conflicts = _items(record, "conflict")
    assert conflicts
    assert all(one.decisions for one in conflicts)


def test_a_circle_of_same_alone_is_one_party(record: Record) -> None:
    for minute, pair in enumerate((("Apple", "Twitter"), ("Twitter", "Google"), ("Google", "Apple"))):
        judge(record, "same", *pair, minute=minute)
    applied(record)
    with View.open(record) as view:
        assert len({find_party(view, name).id for name in ("Apple", "Twitter", "Google")}) == 1
    assert _items(record, "conflict") == []


def test_a_view_that_was_open_before_a_merge_answers_as_it_did(record: Record) -> None:
    with View.open(record) as before:
        old = find_party(before, "Apple")
        said = said_and_done(before, old, None)
        judge(record, "same", "Apple", "Twitter")
        applied(record)
        assert find_party(before, "Apple") == old
        assert said_and_done(before, old, None) == said
        assert before.judgements() == []
    with View.open(record) as after:
        assert find_party(after, "Apple") == find_party(after, "Twitter")


def test_ten_thousand_mentions_of_one_name_are_counted_and_three_shown(
    tmp_path: Path,
) -> None:
    source = tmp_path / "many.txt"
    source.write_text("A list of orders\n\n" + "Microsoft sold more.\n\n" * 10_000, encoding="utf-8")
    record = create_record(tmp_path / "many")
    rules = Config(engine="inline", extractor="rules")  # the network would read the list for half a minute
    collect(record, [str(source)], rules, lambda _stage, _done, _total: None)
    build(record, rules, lambda _stage, _done, _total: None)
    with View.open(record) as view:
        microsoft = find_party(view, "Microsoft")
        key = view.keys_of(microsoft.id)[0]
    kept(
        record,
        *(
            Judgement(
                left=key,
                right=key + end,
                verdict="same",
                user=user,
                made_at=f"2026-01-0{day}T00:00:00+00:00",
                reason="",
            )
            for day, (user, end) in enumerate((("ann", " of old"), ("bo", " of new")), 1)
        ),
    )
    applied(record)
    found = _items(record, "judgement")
    assert len(found) == 2
    card = found[0].parties[0]
    assert card.mentions >= 10_000
    assert len(card.samples) == 1, "one document, so one sample"


def test_a_long_passage_is_cut_and_says_so() -> None:
    whole = Passage(
        where="x", document="d", start=100, pieces=(("a" * 1_000, ""), ("words", "words"), ("b" * 1_000, ""))
    )
    cut = shortened(whole)
    assert cut.pieces == (("…" + "a" * CONTEXT, ""), ("words", "words"), ("b" * CONTEXT + "…", ""))
    assert cut.start == 100 + 1_000 - CONTEXT
    words = shortened(replace(whole, pieces=(("one two " * 100, ""), ("words", "words"), (" three four" * 100, ""))))
    assert words.pieces[0][0].startswith(("…one ", "…two "))
    assert words.pieces[2][0].endswith((" three…", " four…"))
    assert words.start == whole.start + 800 - (len(words.pieces[0][0]) - 1)
    short = replace(whole, pieces=(("a", ""), ("words", "words"), ("b", "")))
    assert shortened(short) == short
