"""What people are asked about threads: nearest first, a bounded number, never what they have decided, and what was lost."""

from collections.abc import Mapping
from dataclasses import replace

from connect.threads.build import ORM, PORT, said
from onrecord.connect.threads.asked import LOST, MOST_ASKED, thread_reviews
from onrecord.connect.threads.decisions import Decisions
from onrecord.connect.threads.said import Said
from onrecord.connect.threads.threads import make_threads
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.judgement import Judgement, Review, Verdict

PAY, STRIKES = ("issue:pay", "pay"), ("issue:strikes", "strikes")
OFFER = "We offered the drivers a rise of five per cent over two years."
AGAIN = "A rise of five per cent over two years is what we offered the drivers."
ALONE = "The drivers were offered a rise of five per cent over two years by us."
OTHERS = ("The ferry sails at noon.", "Our bakery opens early.", "Nobody counted the gulls.", "It rained on the quay.")


def spoken() -> dict[StatementId, Said]:
    made = [
        replace(said(OFFER, "2020-01-01", about={}, number=1), matters=(PAY,)),
        replace(said(AGAIN, "2020-02-01", about={}, number=2), matters=(STRIKES,)),
        replace(said(ALONE, "2020-03-01", about={}, number=3), matters=()),
        *(said(words, "2020-04-01", about={}, number=number) for number, words in enumerate(OTHERS, 4)),
    ]
    return {one.statement: one for one in made}


def asked(held: Mapping[StatementId, Said], *judgements: Judgement, keyed: bool = True) -> tuple[Review, ...]:
    keys = {f"party:org:{one}": one for one in (ORM, PORT)}
    of_statements = {f"statement:{one.document}:w": one.statement for one in held.values()}
    decisions = Decisions(judgements=judgements, party_of_key=keys.get, statement_of_key=of_statements)

    def statement_keys(document: DocumentId) -> dict[StatementId, str]:
        return {one.statement: f"statement:{document}:w" for one in held.values() if one.document == document}

    def keys_of(party: PartyId) -> list[str]:
        return [f"party:org:{party}"] if keyed else []

    return thread_reviews(
        make_threads(held.values(), decisions), held, decisions, keys_of=keys_of, statement_keys=statement_keys
    )


def judged(left: str, right: str, verdict: Verdict, user: str = "ann") -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, user=user, made_at="2026-01-01T00:00:00+00:00", reason="")


PAIR = ("thread:party:org:orm||issue:pay", "thread:party:org:orm||issue:strikes")


def test_threads_in_nearly_the_same_words_are_asked_about_by_their_keys() -> None:
    found = asked(spoken())
    pair = next(one for one in found if (one.left, one.right) == PAIR)
    assert pair.kind == "same"
    assert 0.55 <= pair.score <= 1
    assert "by words" in pair.because


def test_a_statement_without_a_thread_is_offered_to_one_and_comes_first() -> None:
    ends = [(one.left.partition(":")[0], one.right.partition(":")[0]) for one in asked(spoken())]
    assert ("statement", "thread") in ends
    assert ("thread", "statement") not in ends


def test_what_a_person_has_decided_is_not_asked_again() -> None:
    for verdict in ("same", "different", "unsure"):
        found = asked(spoken(), judged(*PAIR, verdict))
        assert PAIR not in {(one.left, one.right) for one in found}
        assert [one for one in found if one.kind == "judgement"] == []


def test_a_decision_that_is_taken_back_leaves_the_question_open() -> None:
    made = judged(*PAIR, "different")
    undone = judged(f"judgement:{made.id}", "", "undone")
    assert PAIR in {(one.left, one.right) for one in asked(spoken(), made, undone)}


def test_a_decision_nothing_could_be_done_with_is_asked_about() -> None:
    gone = judged("thread:party:org:orm||issue:gone", PAIR[0], "same")
    lost = [one for one in asked(spoken(), gone) if one.kind == "judgement"]
    assert [(one.left, one.right, one.because, one.items) for one in lost] == [
        (gone.left, gone.right, LOST, (gone.id,))
    ]


def test_a_party_without_a_key_is_not_asked_about() -> None:
    assert asked(spoken(), keyed=False) == ()


def test_no_more_are_asked_than_anybody_looks_through() -> None:
    many: dict[StatementId, Said] = {}
    for number in range(MOST_ASKED + 5):
        speaker = PartyId(f"firm {number}")
        one = replace(said(f"{OFFER} {number}", "2020-01-01", about={}, speaker=speaker), matters=(PAY,))
        other = replace(said(f"{AGAIN} {number}", "2020-02-01", about={}, speaker=speaker), matters=(STRIKES,))
        many |= {one.statement: one, other.statement: other}
    assert len(asked(many)) == MOST_ASKED
