"""What a person types becomes a judgement, and what makes no sense is refused in one line that says what to do."""

import json
from pathlib import Path

import pytest

from onrecord.answer.page import party_page
from onrecord.answer.parties import find_party
from onrecord.answer.review_drafts import Draft, draft, signed, splitting, undoing
from onrecord.answer.review_words import visible, words_of
from onrecord.answer.reviewer import reviewer
from onrecord.answer.show import show
from onrecord.errors import Ambiguous, NotFound, UserError
from onrecord.model.ids import DocumentId
from onrecord.model.judgement import PERSON, standing
from onrecord.store import Record, View
from review_records import BEGIN, applied, copied, judge, kept, statements_by


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    return copied(example_record, tmp_path / "record")


def _mention(view: View, name: str) -> tuple[str, DocumentId]:
    """Find a mention of the one party of a name, and its document."""
    (party,) = view.parties_named(name)
    found = next(one for one in view.mentions_of([party.id]) if one.span)
    assert found.span is not None
    return found.id, found.span.document


def _document_of(view: View, name: str) -> DocumentId:
    return _mention(view, name)[1]


def test_parties_are_named_as_to_the_timeline_and_by_the_beginning_of_an_id(example_record: Record) -> None:
    with View.open(example_record) as view:
        apple = find_party(view, "Apple")
        made = draft(view, "same", "apple", "Microsoft")
        assert made == draft(view, "same", apple.id[:8], "Microsoft Corporation")
        assert (made.left, made.right) == (view.keys_of(apple.id)[0], view.keys_of(find_party(view, "Microsoft").id)[0])
        assert made.words == "Apple = Microsoft"
        assert draft(view, "different", "Apple", "Microsoft").words == "Apple ≠ Microsoft"
        assert draft(view, "unsure", made.left, made.right).verdict == "unsure"


def test_a_mention_is_named_by_its_id_and_stands_on_the_left(example_record: Record) -> None:
    with View.open(example_record) as view:
        mention, document = _mention(view, "Apple")
        made = draft(view, "different", "Microsoft", mention[:12])
        assert made.left.startswith(f"mention:{document}:apple")
        assert words_of(view, made.left).startswith("Apple in “")
        assert made.right.startswith("party:")
        assert draft(view, "different", made.left, made.right) == made


@pytest.mark.parametrize(
    ("verdict", "left", "right", "message"),
    [
        ("perhaps", "Apple", "Microsoft", "verdict 'perhaps': give one of same, different, unsure, right"),
        ("same", "Apple", "Apple", "both are Apple"),
        ("same", "Apple", "", "name two parties"),
        ("right", "{statement}", "Apple", "name no second thing"),
        ("right", "{party}", "", "is said of a statement"),
        ("wrong", "{mention}", "", "is said of a statement"),
        ("same", "{statement}", "Apple", "is neither a party nor a mention"),
        ("same", "{mention}", "{other}", "of two mentions nothing can be said"),
        ("speaker", "{statement}", "{mention}", "is no party"),
        ("span", "{statement}", "", "give START:END"),
    ],
)
def test_what_makes_no_sense_is_refused(
    example_record: Record, verdict: str, left: str, right: str, message: str
) -> None:
    with View.open(example_record) as view:
        statement = next(view.statements())
        mentions = [_mention(view, "Apple"), _mention(view, "Microsoft")]
        keys = {
            "party": view.keys_of(find_party(view, "Apple").id)[0],
            "statement": view.statement_keys(statement.document)[statement.id],
            "mention": draft(view, "different", mentions[0][0], "Microsoft").left,
            "other": draft(view, "different", mentions[1][0], "Apple").left,
        }
        with pytest.raises(UserError, match=message):
            draft(view, verdict, left.format(**keys), right.format(**keys))


@pytest.mark.parametrize(
    ("verdict", "left", "right"),
    [
        ("same", "Nobody Known Here", "Apple"),
        ("same", "party:org:nobody known here", "Apple"),
        ("different", "mention:0000:apple", "Apple"),
        ("right", "f" * 32, ""),
        ("right", "", ""),
        ("wrong", "statement:0000:0000", ""),
        ("right", "tension:figures:0000", ""),
        ("right", "echo:0000", ""),
        ("undone", "f" * 32, ""),
        ("undone", "", ""),
    ],
)
def test_what_the_record_does_not_have_is_not_found(
    example_record: Record, verdict: str, left: str, right: str
) -> None:
    with View.open(example_record) as view, pytest.raises(NotFound):
        draft(view, verdict, left, right)


def test_an_id_that_begins_several_is_ambiguous(example_record: Record) -> None:
    with View.open(example_record) as view:
        first = min(one.id for one in view.statements())
        others = [one.id for one in view.statements() if one.id[0] == first[0]]
        assert len(others) > 1, "the example has two statements whose ids begin alike"
        with pytest.raises(Ambiguous, match="give more of it"):
            draft(view, "right", first[0])


def test_marked_words_take_the_place_of_those_found_and_keep_the_key(record: Record) -> None:
    """A correction changes the statement at once; a second one, and its undoing, still find it."""
    one = statements_by(record, "Microsoft")[0]
    with View.open(record) as view:
        text, key = view.text(one.document), view.statement_keys(one.document)[one.id]
        start, end = one.content[0].start, one.content[0].start + 20
        made = draft(view, "span", one.id, spans=[(start, end)])
    assert made.left == key
    assert json.loads(made.right)["content"] == [[start, end, text[start:end]]]
    first = signed(made, "ann", "", BEGIN)
    kept(record, first)
    with View.open(record) as view:
        (now,) = [each for each, its in view.statement_keys(one.document).items() if its == key]
        corrected = view.statement(now)
        assert corrected is not None
        assert [span.text for span in corrected.content] == [text[start:end]]
        assert corrected.extractor == PERSON
        again = draft(view, "span", now, spans=[(start, end - 5), (end, end + 4)])
        assert again.left == key
    kept(record, signed(again, "bo", "", BEGIN.replace(hour=10)))
    with View.open(record) as view:
        back = undoing(view, signed(again, "bo", "", BEGIN.replace(hour=10)).id)
    kept(record, signed(back, "bo", "", BEGIN.replace(hour=11)))
    with View.open(record) as view:
        assert view.statement(now) == corrected


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([(0, 10_000_000)], "within the document's"),
        ([(5, 5)], "within the document's"),
        ([(-1, 5)], "within the document's"),
        ([(0, 12), (10, 20)], "overlap"),
    ],
)
def test_stretches_that_are_none_are_refused(
    example_record: Record, spans: list[tuple[int, int]], message: str
) -> None:
    with View.open(example_record) as view, pytest.raises(UserError, match=message):
        draft(view, "span", next(view.statements()).id, spans=spans)


def test_white_space_is_no_words_and_other_verdicts_mark_none(example_record: Record) -> None:
    with View.open(example_record) as view:
        one = next(view.statements())
        place = view.text(one.document).index(" ")
        with pytest.raises(UserError, match="white space"):
            draft(view, "span", one.id, spans=[(place, place + 1)])
        with pytest.raises(UserError, match="with the verdict span"):
            draft(view, "right", one.id, spans=[(0, 5)])


def test_a_speaker_is_a_party_or_nobody(record: Record) -> None:
    one = statements_by(record, "Microsoft")[0]
    judge(record, "speaker", one.id, "Apple")
    applied(record)
    with View.open(record) as view:
        speaker = view.speakers([one.id])[one.id]
        assert speaker.party == find_party(view, "Apple").id
    judge(record, "speaker", one.id, "nobody", minute=1)
    applied(record)
    with View.open(record) as view:
        assert view.speakers([one.id])[one.id].party is None


def test_a_judgement_is_taken_back_once(record: Record) -> None:
    one = statements_by(record, "Microsoft")[0]
    made = judge(record, "wrong", one.id)
    undone = judge(record, "undone", made.id[:10], minute=1)
    assert undone.left == f"judgement:{made.id}"
    with View.open(record) as view:
        with pytest.raises(UserError, match="does not stand any more"):
            undoing(view, made.id)
        assert undoing(view, undone.id).left == f"judgement:{undone.id}"
    judge(record, "undone", undone.id, minute=2)
    with View.open(record) as view:
        assert [each.id for each in standing(view.judgements())] == [made.id]
        with pytest.raises(UserError, match="does not stand any more"):
            undoing(view, undone.id)
        assert undoing(view, made.id).left == f"judgement:{made.id}"


def test_a_person_and_a_body_cannot_be_said_to_be_one(example_record: Record) -> None:
    """By names, ids or keys, either way round; `different` and `unsure` are no slip that harms."""
    with View.open(example_record) as view:
        person, body = find_party(view, "Satya Nadella"), find_party(view, "Microsoft")
        keys = [view.keys_of(one.id)[0] for one in (person, body)]
        for left, right in ((person.name, body.name), (body.id, person.id), tuple(keys)):
            with pytest.raises(UserError, match="Satya Nadella is a person and Microsoft is not"):
                draft(view, "same", left, right)
        assert draft(view, "different", person.name, body.name).verdict == "different"


def test_one_mention_read_as_a_person_may_be_said_to_name_a_body(example_record: Record) -> None:
    with View.open(example_record) as view:
        mention, _ = _mention(view, "Satya Nadella")
        assert draft(view, "same", mention, "Microsoft").right == view.keys_of(find_party(view, "Microsoft").id)[0]


def test_a_party_that_is_gone_is_found_under_its_old_id(record: Record) -> None:
    """A merge leaves a redirect: old ids, in notes and bookmarks, lead to what has their place."""
    with View.open(record) as view:
        before = [find_party(view, name) for name in ("Apple", "Twitter")]
    judge(record, "same", "Apple", "Twitter")
    applied(record)
    with View.open(record) as view:
        merged = find_party(view, "Apple")
        for old in before:
            assert find_party(view, old.id) == merged
            assert show(view, old.id[:12]).id == merged.id
            assert party_page(view, old.id).party == merged


def test_whom_one_document_names_is_split_off(record: Record) -> None:
    with View.open(record) as view:
        before = find_party(view, "Satya Nadella")
        document = _document_of(view, "Satya Nadella")
        drafts = splitting(view, "Satya Nadella", document[:12])
    assert {one.verdict for one in drafts} == {"different"}
    assert all(one.left.endswith(f"@{document}") and not one.right.endswith(f"@{document}") for one in drafts)
    kept(record, *(signed(one, "ann", "", BEGIN) for one in drafts))
    applied(record)
    with View.open(record) as view:
        left, right = (view.party_of_key(key) for key in (drafts[0].left, drafts[0].right))
        assert left is not None
        assert right is not None
        assert left != right
        assert before.id in {left, right} or view.redirect(before.id) in {left, right}


def test_the_mentions_of_a_body_in_one_document_are_split_off(record: Record) -> None:
    with View.open(record) as view:
        apple = find_party(view, "Apple")
        document = _document_of(view, "Apple")
        drafts = splitting(view, "Apple", document)
        named = [one for one, naming in view.namings(document).items() if naming.party == apple.id]
    assert len(drafts) == len(named)
    assert all(one.left.startswith(f"mention:{document}:") for one in drafts)
    kept(record, *(signed(one, "ann", "", BEGIN) for one in drafts))
    applied(record)
    with View.open(record) as view:
        assert not [one for one in view.namings(document).values() if one.party == apple.id]


def test_there_must_be_something_to_split(example_record: Record) -> None:
    with View.open(example_record) as view:
        without = next(one for one in view.heads() if not any("Apple" in each.name for each in view.mentions(one)))
        with pytest.raises(UserError, match="is not named in it"):
            splitting(view, "Apple", without)
        with pytest.raises(NotFound, match="no document has this id"):
            splitting(view, "Apple", "f" * 32)


@pytest.mark.parametrize(
    ("user", "reason", "message"),
    [
        ("", "", "say who decides"),
        (" \n ", "", "say who decides"),
        ("ann\u202e", "", "printable"),
        ("a\x00nn", "", "printable"),
        ("a" * 201, "", "at most 200"),
        ("ann", "x" * 4_001, "write at most 4000"),
        ("ann", "a\x00b", "no text"),
    ],
)
def test_a_signature_is_a_name_and_a_reason_a_text(user: str, reason: str, message: str) -> None:
    one = Draft(left="statement:a:b", right="", verdict="right", words="")
    with pytest.raises(UserError, match=message):
        signed(one, user, reason)
    assert signed(one, "  Ann \n Lee ", " why ").user == "Ann Lee"


def test_the_user_is_the_one_named_else_gits_else_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert reviewer("  Ann   Lee ") == "Ann Lee"
    settings = tmp_path / "settings"
    settings.write_text("[user]\n\tname = Bo of Git\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setattr("onrecord.answer.reviewer.getpass.getuser", lambda: "system")
    assert reviewer() in {"Bo of Git", "system"}  # the second where git is not installed
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reviewer() == "system"

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("onrecord.answer.reviewer.getpass.getuser", nobody)
    with pytest.raises(UserError, match="--user NAME"):
        reviewer()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ann\u200bLee", "Ann‹U+200B›Lee"),
        ("\u202eeeL nnA", "‹U+202E›eeL nnA"),
        ("\u2066Ann\u2069", "‹U+2066›Ann‹U+2069›"),
        ("A\u0000n\x1bn", "A‹U+0000›n‹U+001B›n"),
        ("Ann\u3164", "Ann‹U+3164›"),
        ("סאטיה נאדלה", "סאטיה נאדלה"),
        ("محمد علي", "محمد علي"),
        ("Škoda Ørsted 東京", "Škoda Ørsted 東京"),
        (" Ann \n Lee ", "Ann Lee"),
        ("\ud800", "‹U+D800›"),
    ],
)
def test_a_name_is_shown_so_that_all_of_it_is_seen(name: str, shown: str) -> None:
    """Names in other scripts stay as they are; what shows nothing or turns the writing round is spelt out."""
    assert visible(name) == shown
