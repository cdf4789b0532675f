"""Where a party is named: each place with the id that a decision on it takes, and each decision with its sides."""

from pathlib import Path

import pytest

from onrecord.answer import named
from onrecord.answer.decided import another_look, sides
from onrecord.answer.named import PLACES_SHOWN, named_at
from onrecord.answer.parties import find_party
from onrecord.answer.review_drafts import draft
from onrecord.answer.show import show
from onrecord.model.judgement import Judgement
from onrecord.store import Record, View
from review_records import applied, copied, judge, kept, statements_by


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    return copied(example_record, tmp_path / "record")


def test_every_place_that_is_listed_stands_at_its_words_and_can_be_decided_on(example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft")
        places, left_out = named_at(view, party.id)
        held = {one.id for one in view.mentions_of([party.id]) if one.span}
        assert len(places) + left_out == len(held)
        assert {one.mention for one in places} <= held
        for one in places:
            text = " ".join(view.text(one.document)[one.start :].split())
            assert text.startswith((one.name + one.after).strip())
        assert draft(view, "different", "Apple", places[0].mention).left.startswith(f"mention:{places[0].document}:")


def test_each_document_is_listed_before_any_comes_again(example_record: Record) -> None:
    with View.open(example_record) as view:
        places, _ = named_at(view, find_party(view, "Microsoft").id)
    documents = [one.document for one in places]
    unlike = len(set(documents))
    assert len(set(documents[:unlike])) == unlike > 1


def test_show_lists_some_places_and_says_how_many_more(example_record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft")
        number = sum(1 for one in view.mentions_of([party.id]) if one.span)
        shown = show(view, party.id)
        monkeypatch.setattr(named, "PLACES_MOST", 3)
        few = show(view, party.id)
    lines = [words for name, words in shown.facts if name == "named"]
    assert len(lines) == PLACES_SHOWN + 1
    assert lines[-1] == f"and {number - PLACES_SHOWN:,} more in texts"
    assert lines[0].endswith(f"mention {shown.named[0].mention[:12]}")
    assert (len(few.named), few.named_more) == (3, number - 3)


def test_a_tie_is_shown_once_with_the_number_of_places_that_show_it(example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft")
        ties = [one for one in view.relations(party.id) if one.kind == "speaks_for"]
        facts = [words for name, words in show(view, party.id).facts if name == "is spoken for by"]
        names = {one: name for one, (name, _) in view.party_names().items()}
    places = [names[one.left] for one in ties]
    assert max(map(places.count, places)) > 1
    expected = {f"{one} ({places.count(one)} places)" if places.count(one) > 1 else one for one in places}
    assert sorted(facts) == sorted(expected)


def test_show_takes_the_id_of_a_decision_and_shows_both_sides(record: Record) -> None:
    made = judge(record, "same", "Apple", "Twitter", reason="they merged")
    with View.open(record) as view:
        shown = show(view, made.id[:12])
    facts = dict(shown.facts)
    assert (shown.kind, shown.id, shown.heading) == ("decision", made.id, "Apple = Twitter")
    assert facts["decided"] == "taken for one by ann on 2026-03-01: they merged"
    assert facts["one side"].startswith("Apple (company, id ")
    assert facts["other side"].startswith("Twitter (company, id ")
    assert facts["state"] == "stands"
    judge(record, "undone", made.id, minute=1)
    with View.open(record) as view:
        assert dict(show(view, made.id).facts)["state"].startswith("stands no more")


def test_a_decision_that_needs_another_look_says_why_and_what_is_gone(record: Record) -> None:
    with View.open(record) as view:
        key = view.keys_of(find_party(view, "Apple").id)[0]
    strange = Judgement(left=key, right="party:org:gone", verdict="same", user="bo", made_at="2026-01-01T00:00:00+00:00", reason="")  # fmt: skip
    kept(record, strange)
    applied(record)
    with View.open(record) as view:
        assert set(another_look(view)) == {strange.id}
        facts = dict(show(view, strange.id).facts)
    assert facts["state"].startswith("needs another look: ")
    assert facts["other side"] == "party:org:gone: not found in the record any more"


def test_the_sides_of_each_kind_of_decision(record: Record) -> None:
    one = statements_by(record, "Microsoft")[0]
    said = " … ".join(" ".join(span.text.split()) for span in one.content)[:300]
    wrong = judge(record, "wrong", one.id)
    speaker = judge(record, "speaker", one.id, "Apple", minute=1)
    nobody = judge(record, "speaker", one.id, "nobody", user="bo", minute=2)
    undone = judge(record, "undone", wrong.id, minute=3)
    with View.open(record) as view:
        assert sides(view, wrong) == [("about", said)]
        assert [words.partition(" (")[0] for _, words in sides(view, speaker)][1] == "Apple"
        assert sides(view, nobody)[1] == ("speaker", "nobody")
        assert sides(view, undone) == [("takes back", f"wrong: {wrong.words}")]
