"""People's decisions where who is who is worked out: they win over rules, and what they no longer fit is listed."""

import json
from collections.abc import Iterable

import pytest

from onrecord.model.evidence import Document
from onrecord.model.ids import PartyId, StatementId
from onrecord.model.judgement import Judgement, Verdict, mention_keys, party_key, standing, statement_keys
from onrecord.model.party import Party, Resolution
from onrecord.model.statement import MentionKind, Statement
from onrecord.resolve.inside.speakers import follow
from onrecord.resolve.judged import heard, judge_mentions, judge_statements, sort_judgements
from onrecord.resolve.registry import Registry, document_kinds
from onrecord.resolve.resolution import make_resolution
from resolve.build import Kinds, document, mentions, parties_of, span, statement

KINDS: Kinds = {"Harbour Works": "company", "Harbour Labs": "company", "John Smith": "person", "Smith": "person"}
FIRST = document("John Smith baked bread. Smith said it was good. Harbour Works bought it.")
SECOND = document("John Smith rows a boat. Harbour Labs sold it.")
SAID = statement(FIRST, "Smith", "it was good", near="Smith said")


def _judgement(left: str, verdict: Verdict, right: str = "", *, user: str = "ann", at: int = 0) -> Judgement:
    return Judgement(
        left=left, right=right, verdict=verdict, user=user, made_at=f"2026-01-01T00:00:{at:02}+00:00", reason=""
    )


def _resolve(judgements: Iterable[Judgement], said: tuple[Statement, ...] = (SAID,)) -> Resolution:
    registry = Registry()
    judged = sort_judgements(standing(judgements), [FIRST.id, SECOND.id])
    for one, statements in ((FIRST, said), (SECOND, ())):
        found = parties_of(one, KINDS)
        judge_mentions(found, mentions(one, KINDS), judged)
        registry.take_document(found)
        judge_statements(one.id, statements, lambda statements=statements: statement_keys(statements), judged)
        spoken = follow(found, list(statements), document_kinds(found, {})).spoken
        registry.spoken += [(one.id, each) for each in spoken]
    return make_resolution(registry, judged)


def _smith(where: Document) -> str:
    return party_key(("person:john smith", where.id))


def _names(resolution: Resolution) -> dict[str, set[str]]:
    """Map names to the parties that go by them."""
    found: dict[str, set[str]] = {}
    for party in resolution.parties:
        for alias in party.aliases:
            found.setdefault(alias.name, set()).add(party.id)
    return found


def _party(resolution: Resolution, party: PartyId | None) -> Party:
    return next(one for one in resolution.parties if one.id == party)


def test_a_person_joins_two_of_one_name() -> None:
    plain, joined = _resolve([]), _resolve([_judgement(_smith(FIRST), "same", _smith(SECOND))])
    assert (len(_names(plain)["John Smith"]), len(_names(joined)["John Smith"])) == (2, 1)


def test_the_joined_party_keeps_the_id_of_its_first_part_and_undoing_brings_both_back() -> None:
    same = _judgement(_smith(FIRST), "same", _smith(SECOND))
    plain, joined = _resolve([]), _resolve([same])
    undone = _resolve([same, _judgement(f"judgement:{same.id}", "undone", at=1)])
    assert _names(joined)["John Smith"] < _names(plain)["John Smith"]
    assert undone == plain


def test_two_bodies_are_joined_and_the_id_never_depends_on_the_order_of_the_ends() -> None:
    works, labs = party_key(("org:harbour works", None)), party_key(("org:harbour labs", None))
    one, other = _resolve([_judgement(works, "same", labs)]), _resolve([_judgement(labs, "same", works)])
    assert _names(one)["Harbour Works"] == _names(one)["Harbour Labs"] == _names(other)["Harbour Works"]


def test_a_pair_of_namesakes_waits_for_a_person_until_one_has_decided() -> None:
    asked = [one.kind for one in _resolve([]).reviews]
    decided = [_resolve([_judgement(_smith(FIRST), verdict, _smith(SECOND))]).reviews for verdict in ("different", "unsure")]  # fmt: skip  # type: ignore[arg-type]
    assert (asked, decided) == (["same"], [(), ()])


def test_two_users_against_each_other_keep_apart_and_wait_for_a_third_look() -> None:
    pair = (_smith(FIRST), _smith(SECOND))
    resolution = _resolve(
        [
            _judgement(pair[0], "same", pair[1], user="ann", at=1),
            _judgement(pair[1], "different", pair[0], user="ben", at=2),
        ]
    )
    assert len(_names(resolution)["John Smith"]) == 2
    assert [one.kind for one in resolution.reviews] == ["conflict"]


def test_the_same_user_changing_their_mind_is_no_conflict() -> None:
    pair = (_smith(FIRST), _smith(SECOND))
    resolution = _resolve([_judgement(pair[0], "same", pair[1], at=1), _judgement(pair[1], "different", pair[0], at=2)])
    assert resolution.reviews == ()


def test_a_decision_on_a_party_that_is_gone_needs_another_look() -> None:
    gone = _judgement(party_key(("org:nobody any more", None)), "same", _smith(FIRST))
    assert [(one.kind, one.items) for one in _resolve([gone]).reviews if one.kind == "judgement"] == [
        ("judgement", (gone.id,))
    ]


def test_a_decision_on_a_document_that_is_gone_needs_another_look() -> None:
    gone = _judgement("statement:no such document:words", "wrong")
    assert gone.id in {item for one in _resolve([gone]).reviews for item in one.items}


def test_a_body_is_found_by_another_name_it_alone_goes_by() -> None:
    """The key says "The Harbour Works, Inc."; the record's party goes by "Harbour Works"."""
    key = party_key(("org:The Harbour Works, Inc.", None))
    joined = _resolve([_judgement(key, "same", party_key(("org:harbour labs", None)))])
    assert _names(joined)["Harbour Works"] == _names(joined)["Harbour Labs"]


def test_a_mention_is_somebody_else() -> None:
    """Here "Smith" in the first text is not its John Smith: the name stands there for nobody, and his words are not his."""
    (key,) = (key for mention, key in mention_keys(mentions(FIRST, KINDS)).items() if key.endswith(":smith"))
    resolution = _resolve([_judgement(key, "different", _smith(FIRST))])
    assert [one.party for one in resolution.speakers] == [None]
    assert sum(one.rule != "name" for one in resolution.namings) == 0


def test_a_mention_is_somebody_of_another_document() -> None:
    (key,) = (key for key in mention_keys(mentions(FIRST, KINDS)).values() if key.endswith(":smith"))
    resolution = _resolve([_judgement(key, "same", _smith(SECOND))])
    assert len(_names(resolution)["John Smith"]) == 1


@pytest.mark.parametrize("kind", ["person", "unknown"])
def test_a_persons_name_that_is_judged_a_bodys_is_no_name_of_the_body(kind: MentionKind) -> None:
    """Else it would stand unmasked in whatever leaves the machine. The mention itself is taken for the body."""
    kinds: Kinds = {**KINDS, "John Smith": kind}
    listed = mentions(FIRST, kinds)
    ((mention, key),) = ((one, key) for one, key in mention_keys(listed).items() if key.endswith(":john smith"))
    found = parties_of(FIRST, kinds)
    judged = sort_judgements([_judgement(key, "same", party_key(("org:harbour works", None)))], [FIRST.id])
    judge_mentions(found, listed, judged)
    registry = Registry()
    registry.take_document(found)
    resolution = make_resolution(registry, judged)
    named = {one.mention: _party(resolution, one.party).name for one in resolution.namings}
    assert named[mention] == "Harbour Works"
    assert {alias.name for one in resolution.parties for alias in one.aliases if one.kind == "company"} == {
        "Harbour Works"
    }


def test_another_spelling_of_a_body_that_is_judged_its_own_is_a_name_of_it() -> None:
    """A mention taken for a body's, or that no person's name reads like, gives the body the name."""
    text = document("Harbour Wks bought it. Harbour Works said so.")
    kinds: Kinds = {"Harbour Wks": "company", "Harbour Works": "company"}
    (key,) = (key for key in mention_keys(mentions(text, kinds)).values() if key.endswith("wks"))
    found = parties_of(text, kinds)
    judged = sort_judgements([_judgement(key, "same", party_key(("org:harbour works", None)))], [text.id])
    judge_mentions(found, mentions(text, kinds), judged)
    registry = Registry()
    registry.take_document(found)
    assert _names(make_resolution(registry, judged)).keys() == {"Harbour Wks", "Harbour Works"}


def test_a_name_taken_from_all_mentions_is_not_theirs_in_a_headline() -> None:
    found = parties_of(FIRST, KINDS)
    listed = mentions(FIRST, KINDS)
    keys = [key for key in mention_keys(listed).values() if "smith" in key]
    judged = sort_judgements([_judgement(key, "different", _smith(FIRST)) for key in keys], [FIRST.id])
    judge_mentions(found, listed, judged)
    assert {name: list(found.names[name]) for name in ("john smith", "smith")} == {"john smith": [], "smith": []}


def test_a_person_and_a_body_are_never_one_and_who_says_so_is_asked_to_look_again() -> None:
    """Such a decision may come in a file; it stays, is applied to nothing and is listed with the reason."""
    same = _judgement(_smith(SECOND), "same", party_key(("org:harbour works", None)))
    plain, judged = _resolve([]), _resolve([same])
    assert judged.parties == plain.parties
    (asked,) = (one for one in judged.reviews if one.kind == "judgement")
    assert asked.items == (same.id,)
    assert "one of the two is a person, the other a body" in asked.because


def test_undoing_an_undoing_joins_two_again() -> None:
    same = _judgement(_smith(FIRST), "same", _smith(SECOND))
    undone = _judgement(f"judgement:{same.id}", "undone", at=1)
    again = _judgement(f"judgement:{undone.id}", "undone", at=2)
    assert _resolve([same, undone, again]) == _resolve([same])


def test_a_party_of_a_lone_surname_is_never_called_by_its_key() -> None:
    """A person has taken the full name from the only mention that has it."""
    key = next(key for key in mention_keys(mentions(FIRST, KINDS)).values() if key.endswith("john smith"))
    resolution = _resolve([_judgement(key, "different", _smith(FIRST))])
    assert "person:" not in "".join(one.name for one in resolution.parties)


def test_who_did_not_say_it_is_not_heard() -> None:
    """An expert is public only where quoted: a speaker whom people have corrected was not."""
    key = statement_keys([SAID])[SAID.id]
    spoken = follow(parties_of(FIRST, KINDS), [SAID], {}).spoken
    said: list[str | None] = []
    for right in (_smith(FIRST), party_key(("org:harbour works", None)), _smith(SECOND), ""):
        judged = sort_judgements([_judgement(key, "speaker", right)], [FIRST.id])
        judge_statements(FIRST.id, [SAID], lambda: statement_keys([SAID]), judged)
        said += [one.key for one in heard(spoken, FIRST.id, judged)]
    assert said == ["person:john smith", "org:harbour works", None, None]


@pytest.mark.parametrize("right", [party_key(("org:harbour works", None)), ""])
def test_whose_words_they_are_is_what_a_person_says(right: str) -> None:
    key = statement_keys([SAID])[SAID.id]
    (speaker,) = _resolve([_judgement(key, "speaker", right)]).speakers
    resolution = _resolve([_judgement(key, "speaker", right)])
    name = _party(resolution, speaker.party).name if speaker.party else ""
    assert (name, speaker.rule) == ("Harbour Works" if right else "", "a person's decision")


def test_two_users_naming_two_speakers_leave_it_open() -> None:
    key = statement_keys([SAID])[SAID.id]
    rights = [party_key(("org:harbour works", None)), _smith(FIRST)]
    (speaker,) = _resolve([_judgement(key, "speaker", one, user=one) for one in rights]).speakers
    assert (speaker.party, len(speaker.candidates)) == (None, 2)


def test_a_speaker_who_is_gone_changes_nothing_and_needs_another_look() -> None:
    key = statement_keys([SAID])[SAID.id]
    gone = _judgement(key, "speaker", party_key(("org:nobody any more", None)))
    resolution = _resolve([gone])
    assert [one.party for one in resolution.speakers] == [one.party for one in _resolve([]).speakers]
    assert gone.id in {item for one in resolution.reviews for item in one.items}


def test_a_statement_that_is_found_no_more_needs_another_look() -> None:
    key = statement_keys([SAID])[SAID.id]
    decision = _judgement(key, "right")
    other = statement(FIRST, "Smith", "good", near="Smith said")
    assert [one.items for one in _resolve([decision], (other,)).reviews if one.kind == "judgement"] == [(decision.id,)]


def test_the_key_of_a_statement_survives_other_places_and_another_cue() -> None:
    """A reader that puts a line before moves every offset; the words and the source are the same."""
    moved = document("A line before.\n" + FIRST.text)
    again = statement(moved, "Smith", "it was good", near="Smith said")
    mine, other = (next(iter(statement_keys([one]).values())) for one in (SAID, again))
    assert mine.split(":")[2] == other.split(":")[2]


def test_the_same_words_twice_have_two_keys() -> None:
    twice = document("Smith said it was good. Smith said it was good.")
    first = statement(twice, "Smith", "it was good")
    second = Statement(
        document=twice.id,
        form="indirect",
        source=(span(twice, "Smith", "good. Smith"),),
        cue=(),
        content=(span(twice, "it was good", "good. Smith"),),
        confidence=0.5,
        extractor="test/1",
    )
    keys: dict[StatementId, str] = statement_keys([second, first])
    assert keys[second.id] == f"{keys[first.id]}#2"


def test_json_that_marks_no_words_is_no_correction() -> None:
    from onrecord.model.judgement import marked  # noqa: PLC0415  # one use

    for right in ("", "[]", "{}", json.dumps({"source": [], "cue": [], "content": []}), '{"content": [[1, 2]]}'):
        assert marked(FIRST.id, right) is None


def test_who_is_cut_off_leaves_the_others_together() -> None:
    """Three documents give one man one office; a person says the first of them means another."""
    texts = [document(f"John Smith, the president of Harbour Works, came {when}.") for when in ("in", "out", "back")]
    registry = Registry()
    cut = [
        _judgement(_smith(texts[0]), "different", _smith(other), at=number) for number, other in enumerate(texts[1:])
    ]
    for one in texts:
        registry.take_document(parties_of(one, KINDS, {"John Smith": "the president of Harbour Works"}))
    plain = make_resolution(registry)
    decided = make_resolution(registry, sort_judgements(cut, [one.id for one in texts]))
    assert [len(_names(one)["John Smith"]) for one in (plain, decided)] == [1, 2]


@pytest.mark.parametrize(
    ("verdicts", "left"), [(["wrong"], 0), (["wrong", "right"], 1), (["right"], 1), (["unsure"], 1)]
)
def test_who_speaks_in_a_statement_found_wrong_is_not_heard(verdicts: list[Verdict], left: int) -> None:
    """What counts is what answers are made of: `right` by anybody beats `wrong`."""
    keys = statement_keys([SAID])
    judgements = [_judgement(keys[SAID.id], one, user=one) for one in verdicts]
    judged = sort_judgements(standing(judgements), [FIRST.id])
    judge_statements(FIRST.id, [SAID], lambda: keys, judged)
    said = follow(parties_of(FIRST, KINDS), [SAID], {}).spoken
    assert len(heard(said, FIRST.id, judged)) == left
