"""What connects in a generated record: echoes, threads, tensions, matches with awards."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from onrecord.model.calibration import Calibrated
from onrecord.model.evidence import Span
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.meeting import Echo, EchoMember, Tension
from onrecord.model.statement import Statement
from onrecord.model.thread import AwardMatch, Position, PositionKind, Thread, Utterance

KINDS: tuple[PositionKind, ...] = ("affirm", "deny", "commit", "not_aware", "decline")
LEAST, MOST = 3, 60
"""Statements of a thread."""
TENSIONS = ("position_change", "polarity", "figures")


def echo_of(first: Statement, second: Statement, party: dict[str, PartyId]) -> Echo:
    """Tie a statement to the one that repeats it."""
    members = tuple(
        EchoMember(span=one.content[0], statement=one.id, speaker=party.get(one.id)) for one in (first, second)
    )
    return Echo(
        kind="verbatim",
        members=(members[0], members[1]),
        kinds=("verbatim",),
        method="made",
        score=0.9,
        because="the words are equal; both give the same words",
        probability=Calibrated(value=0.94, n=35, fitted_on="2026-11-23"),
    )


class Matters:
    """Collects what firms say in articles about public bodies, and makes threads of it."""

    def __init__(self, source: random.Random) -> None:
        self._source = source
        self._held: dict[tuple[PartyId, PartyId], list[Statement]] = defaultdict(list)

    def note(self, firm: PartyId, body: PartyId, statements: Iterable[Statement]) -> None:
        """Take statements in, so many of two parties at most."""
        held = self._held[firm, body]
        held.extend(statements)
        del held[MOST:]

    def threads(self, most: int) -> Iterator[tuple[Thread, list[Position]]]:
        """Make so many threads at most, those with the most statements."""
        ordered = sorted(self._held.items(), key=lambda one: (-len(one[1]), one[0]))
        for (firm, body), statements in ordered[:most]:
            if len(statements) < LEAST:
                return
            by_day = sorted(statements, key=lambda one: (one.said_on or "9", one.id))
            said = tuple(self._utterance(one) for one in by_day)
            positions = [one.position for one in said if one.position]
            thread = Thread(
                speaker=firm,
                counterpart=body,
                matter="issue:privacy",
                name="privacy",
                utterances=said,
                method="made",
                because="statements of one firm that name the matter and the counterpart",
            )
            yield thread, positions

    def _utterance(self, one: Statement) -> Utterance:
        position = None
        if self._source.random() < 0.6:
            kind = self._source.choice(KINDS)
            position = Position(statement=one.id, kind=kind, words=one.content[0], rule="made")
        return Utterance(statement=one.id, copies=(), said_on=one.said_on, position=position)


def tensions(source: random.Random, threads: list[Thread], spans: dict[str, Span], most: int) -> Iterator[Tension]:
    """Set so many statements of threads against each other at most; one in ten is above the bar."""
    for number, thread in enumerate(threads):
        if number >= most:
            return
        first, second = thread.utterances[0].statement, thread.utterances[-1].statement
        yield Tension(
            kind=TENSIONS[number % len(TENSIONS)],  # type: ignore[arg-type]  # one of the kinds
            left=first,
            right=second,
            score=round(source.random(), 4),
            because="the earlier statement affirms, the later denies",
            both_true_if="what they speak of changed between the two dates",
            evidence=(spans[first], spans[second]),
            method="made",
            probability=Calibrated(value=0.95 if number % 10 == 0 else 0.4, n=51, fitted_on="2026-11-23"),
        )


def matches(source: random.Random, said: list[Statement], awards: list[AwardId]) -> Iterator[AwardMatch]:
    """Say of statements what the award data held says to them."""
    for number, one in enumerate(said):
        found = source.choice(awards) if number % 3 else None
        yield AwardMatch(
            kind="record_match" if found else "no_record_held",
            place=one.content[0],
            statement=one.id,
            award=found,
            figure=None,
            said=None,
            holds=(),
            evidence=(),
            words=(one.content[0],),
            keys=("supplier", "agency"),
            score=0.5,
            method="made",
            because="the award names the supplier and the agency" if found else "no award held names both",
        )
