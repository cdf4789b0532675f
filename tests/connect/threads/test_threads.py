"""Threads by their keys, each utterance once, and what people decided on them."""

from connect.threads.build import ORM, OTHER_PORT, PORT, RIVAL, said
from onrecord.connect.threads.decisions import Decisions
from onrecord.connect.threads.said import Said
from onrecord.connect.threads.threads import Threads, make_threads
from onrecord.model.ids import PartyId, StatementId
from onrecord.model.judgement import Judgement, Verdict, parts_of_thread_key, thread_key

PARTIES = {"party:org:orm": ORM, "party:org:rival": RIVAL, "party:known:port": PORT, "party:known:other": OTHER_PORT}
DETENTION = thread_key("party:org:orm", "party:known:port", "issue:detention")
DEPORTATION = thread_key("party:org:orm", "party:known:port", "issue:deportation")
HELD, SENT = "We hold nobody in detention.", "We took part in no deportation."


def judged(left: str, right: str, verdict: Verdict, *, user: str = "ann", minute: int = 1) -> Judgement:
    at = f"2026-01-01T00:{minute:02}:00+00:00"
    return Judgement(left=left, right=right, verdict=verdict, user=user, made_at=at, reason="test")


def threads(said_: list[Said], *judgements: Judgement) -> Threads:
    return make_threads(
        said_,
        Decisions(
            judgements=judgements,
            party_of_key=PARTIES.get,
            statement_of_key={f"statement:{one.words}": one.statement for one in said_},
        ),
    )


def members(found: Threads) -> dict[tuple[PartyId, PartyId | None, str], list[StatementId]]:
    return {
        (one.speaker, one.counterpart, one.matter): [each.statement for each in one.utterances] for one in found.threads
    }


def test_a_thread_is_one_speaker_one_counterpart_one_matter() -> None:
    one, two = said(HELD, "2020-01-01"), said("Detention is not our work.", "2020-02-01")
    others = [
        said(HELD, "2020-01-01", speaker=RIVAL),
        said(HELD, "2020-01-01", about={OTHER_PORT: "company"}, number=2),
        said(SENT, "2020-01-01"),
    ]
    found = members(threads([two, one, *others]))
    assert len(found) == 4
    assert found[ORM, PORT, "issue:detention"] == [one.statement, two.statement]


def test_repeats_count_once_and_the_earliest_leads() -> None:
    first = said(HELD, "2020-01-01")
    echo = said(HELD, "2020-01-02", same_as=first.statement)
    echo_of_echo = said(HELD, "2020-01-03", same_as=echo.statement)
    (thread,) = threads([echo_of_echo, echo, first]).threads
    (utterance,) = thread.utterances
    assert (utterance.statement, utterance.copies) == (first.statement, (echo.statement, echo_of_echo.statement))


def test_repeats_of_one_another_in_a_ring_come_to_an_end() -> None:
    one = said(HELD, "2020-01-01")
    other = said(HELD, "2020-01-02", same_as=one.statement)
    ring = said(HELD, "2020-01-01", same_as=other.statement)
    assert ring.statement == one.statement
    (thread,) = threads([ring, other]).threads
    assert len(thread.utterances) == 1


def test_unknown_dates_come_last() -> None:
    dated, undated = said(HELD, "2020-01-01"), said("Detention is not our work.", None)
    (thread,) = threads([undated, dated]).threads
    assert [one.statement for one in thread.utterances] == [dated.statement, undated.statement]


def test_what_names_nobody_and_nothing_is_in_no_thread() -> None:
    assert threads([said("We sell boats.", "2020-01-01", about={})]).threads == ()


def test_threads_are_the_same_in_any_order() -> None:
    all_of_them = [said(HELD, "2020-01-01"), said(SENT, "2020-01-02"), said("Detention is not our work.", "2020-02-01")]
    assert threads(all_of_them) == threads(all_of_them[::-1])


def test_two_threads_put_together_stay_so() -> None:
    one, two = said(HELD, "2020-01-01"), said(SENT, "2020-02-01")
    found = threads([one, two], judged(DETENTION, DEPORTATION, "same"))
    assert members(found) == {(ORM, PORT, "issue:deportation"): [one.statement, two.statement]}
    assert found.lost == ()
    assert "ann" in found.threads[0].because


def test_taken_back_they_are_two_again() -> None:
    merge = judged(DETENTION, DEPORTATION, "same")
    undone = judged(f"judgement:{merge.id}", "", "undone", minute=2)
    assert len(threads([said(HELD, "2020-01-01"), said(SENT, "2020-02-01")], merge, undone).threads) == 2


def test_what_somebody_keeps_apart_nobody_puts_together() -> None:
    kept = judged(DETENTION, DEPORTATION, "different", user="bob")
    merge = judged(DETENTION, DEPORTATION, "same", minute=2)
    found = threads([said(HELD, "2020-01-01"), said(SENT, "2020-02-01")], kept, merge)
    assert (len(found.threads), found.lost) == (2, (merge,))


def test_threads_of_two_organisations_are_never_put_together() -> None:
    """Different speakers disagreeing is no change of position."""
    rivals = thread_key("party:org:rival", "party:known:port", "issue:detention")
    merge = judged(DETENTION, rivals, "same")
    found = threads([said(HELD, "2020-01-01"), said(HELD, "2020-01-01", speaker=RIVAL)], merge)
    assert (len(found.threads), found.lost) == (2, (merge,))


def test_a_statement_is_taken_out_and_put_in() -> None:
    one, two, loose = (
        said(HELD, "2020-01-01"),
        said("Detention is not our work.", "2020-02-01"),
        said("We left.", "2020-03-01", about={}),
    )
    found = threads(
        [one, two, loose],
        judged(f"statement:{two.words}", DETENTION, "different"),
        judged(f"statement:{loose.words}", DETENTION, "same", minute=2),
    )
    assert members(found)[ORM, PORT, "issue:detention"] == [one.statement, loose.statement]


def test_a_statement_put_in_after_a_merge_stands_in_the_merged_thread() -> None:
    one, two, loose = said(HELD, "2020-01-01"), said(SENT, "2020-02-01"), said("We left.", "2020-03-01", about={})
    found = threads(
        [one, two, loose],
        judged(DETENTION, DEPORTATION, "same"),
        judged(f"statement:{loose.words}", DETENTION, "same", minute=2),
    )
    assert [len(one) for one in members(found).values()] == [3]


def test_what_cannot_be_applied_is_given_back() -> None:
    gone = [
        judged("statement:gone", DETENTION, "different"),
        judged(DETENTION, thread_key("party:org:gone", None, "issue:jobs"), "same", minute=2),
        judged(
            f"statement:{HELD}", thread_key("party:org:rival", "party:known:port", "issue:detention"), "same", minute=3
        ),
    ]
    assert set(threads([said(HELD, "2020-01-01")], *gone).lost) == set(gone)


def test_keys_are_read_as_they_are_written() -> None:
    assert parts_of_thread_key(DETENTION) == ("party:org:orm", "party:known:port", "issue:detention")
    assert parts_of_thread_key(thread_key("party:org:orm", None, "programme:a|b")) == (
        "party:org:orm",
        None,
        "programme:a|b",
    )
    assert parts_of_thread_key("tension:polarity:x") is None
