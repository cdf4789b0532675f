"""What is proposed to be one matter: inside the keys, each statement near each, few at a time."""

from dataclasses import replace

from connect.threads.build import ORM, OTHER_PORT, PORT, RIVAL
from onrecord.connect.threads.decisions import ThreadKey
from onrecord.connect.threads.proposals import MOST_EACH, MOST_TOGETHER, may_be_one, proposals
from onrecord.connect.threads.said import Said
from onrecord.connect.threads.threads import make_threads
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, PartyId, StatementId

OFFER = "We offered the drivers a rise of five per cent over two years."
AGAIN = "A rise of five per cent over two years is what we offered the drivers."
OTHER = "The cameras in the cabs look at the track."


def made(words: str, matter: str, *, of: PartyId = ORM, about: PartyId | None = PORT, number: int = 1) -> Said:
    """Make a statement under one key; without matter and counterpart it stands in no thread."""
    document = DocumentId(f"{number} {matter} {words}")
    return Said(
        statement=StatementId(str(document)),
        document=document,
        content=(Span(document=document, start=0, end=len(words), text=words),),
        speakers=(of,),
        counterparts=(about,) if about else (),
        matters=((matter, matter),) if matter else (),
        said_on=None,
        said_on_basis=None,
        confidence=1.0,
        form="direct",
        position=None,
    )


def offered(*said: Said) -> list[tuple[str, str]]:
    """List `(matter of the one, matter or words of the other)`."""
    by_id = {one.statement: one for one in said}
    found = proposals(make_threads(said).threads, by_id)
    return [
        (one.left.matter, one.right.matter if isinstance(one.right, ThreadKey) else by_id[one.right].words)
        for one in found
    ]


def test_two_threads_that_say_one_thing_are_proposed_with_the_reason() -> None:
    said = [made(OFFER, "issue:pay"), made(AGAIN, "issue:strikes"), made(OTHER, "issue:surveillance")]
    found = proposals(make_threads(said).threads, {one.statement: one for one in said})
    assert [(one.left, one.right) for one in found] == [
        (ThreadKey(ORM, PORT, "issue:pay"), ThreadKey(ORM, PORT, "issue:strikes"))
    ]
    assert found[0].because == (
        f"every statement of one is near every statement of the other (1 and 1): {found[0].score:.2f} of 1 or more, by words; "
        "in all of them: offered, drivers, rise, five, per, cent, two, years"
    )


def test_a_lone_statement_is_offered_to_a_thread() -> None:
    assert offered(made(OFFER, "issue:pay"), made(AGAIN, "", about=None)) == [("issue:pay", AGAIN)]
    assert offered(made(OFFER, "", about=None), made(AGAIN, "", about=None)) == []


def test_a_lone_statement_of_an_open_speaker_of_satire_or_repeated_is_not_offered() -> None:
    alone = made(AGAIN, "", about=None)
    for one in (replace(alone, settled=False), replace(alone, satire=True), replace(alone, same_as=StatementId("x"))):
        assert offered(made(OFFER, "issue:pay"), one) == []


def test_one_statement_that_is_far_keeps_two_threads_apart() -> None:
    """Complete linkage: a near pair does not carry the others."""
    assert offered(made(OFFER, "issue:pay"), made(AGAIN, "issue:strikes"), made(OTHER, "issue:strikes")) == []


def test_keys_bound_what_is_proposed() -> None:
    pay, strikes = ThreadKey(ORM, PORT, "issue:pay"), ThreadKey(ORM, PORT, "issue:strikes")
    assert may_be_one(pay, strikes)
    assert may_be_one(pay, ThreadKey(ORM, None, "issue:pay"))
    assert may_be_one(pay, ThreadKey(ORM, PORT, "product:gate"))
    assert not may_be_one(pay, pay)
    assert not may_be_one(pay, ThreadKey(RIVAL, PORT, "issue:strikes"))
    assert not may_be_one(pay, ThreadKey(ORM, OTHER_PORT, "issue:pay"))
    assert not may_be_one(ThreadKey(ORM, PORT, "product:gate"), ThreadKey(ORM, PORT, "product:store"))
    assert offered(made(OFFER, "issue:pay"), made(AGAIN, "issue:strikes", of=RIVAL)) == []
    assert offered(made(OFFER, "issue:pay"), made(AGAIN, "issue:strikes", about=OTHER_PORT)) == []


def test_a_statement_that_stands_in_both_threads_says_nothing() -> None:
    """Its words name two matters: that is what the keys are for."""
    both = replace(made(OFFER, "issue:pay"), matters=(("issue:pay", "pay"), ("issue:strikes", "strikes")))
    assert offered(both) == []
    assert offered(both, made(AGAIN, "issue:strikes")) == []
    assert offered(both, made(OFFER, "issue:pay", number=2), made(AGAIN, "issue:strikes")) == [
        ("issue:pay", "issue:strikes")
    ]


def test_few_are_proposed_for_one_thread() -> None:
    said = [made(OFFER, f"issue:{name}", number=number) for number, name in enumerate("abcdefgh")]
    found = offered(*said)
    assert found
    assert max(sum(name in pair for pair in found) for name in {one for pair in found for one in pair}) == MOST_EACH


def test_what_would_be_too_large_is_not_proposed() -> None:
    many = [made(OFFER, "issue:pay", number=number) for number in range(MOST_TOGETHER - 1)]
    assert offered(*many, made(OFFER, "issue:strikes")) == [("issue:pay", "issue:strikes")]
    assert offered(*many, *(made(OFFER, "issue:strikes", number=number) for number in (1, 2))) == []
