"""Where an organisation's later statement may take another position than an earlier one: offered, never found.

Only ever `possible`, both statements' words side by side, with what would make both true. The rules of what is never
offered are in `_heard` (who, when, how sure) and in opposition.py (what).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.connect.calibration import calibrated
from onrecord.connect.threads.opposition import Difference, Voice, difference, voice
from onrecord.connect.threads.said import Said
from onrecord.connect.threads.wording import stem
from onrecord.model.ids import StatementId
from onrecord.model.meeting import Tension, TensionKind
from onrecord.model.thread import Thread

METHOD = "positions/1"
LEAST_CONFIDENCE = 0.6
"""Of the attribution: below it the words may be somebody else's."""
BACK = 12
"""Earlier statements that one is held against: the last that still stand."""
REVERSED = 0.4
"""Score from which a later statement replaces what stood before it, so that it is not held against that again."""
CHANGE_BOTH_TRUE_IF = (
    "what the statements speak of changed between the two dates; or they speak of different things, places or times under "
    "one name; or one of them is reported in other words than were said"
)
PARTIAL_BOTH_TRUE_IF = (
    "the later statement only leaves open what it does not speak of; or both mean the same extent and one is put more "
    "exactly; or circumstances changed between the two dates"
)
POLARITY_BOTH_TRUE_IF = (
    "the statements speak of different things, places or times under one name; or one corrects the other; or one of them is "
    "reported in other words than were said"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance as it is compared."""

    said: Said
    voice: Voice


@dataclass(frozen=True, slots=True)
class Move:
    """A later statement that differs from an earlier one: their places in the order of time."""

    earlier: int
    later: int
    difference: Difference


def all_changes(threads: Iterable[Thread], said: Mapping[StatementId, Said]) -> list[Tension]:
    """List the tensions of all threads, each pair of statements once, with the highest score first.

    Args:
        threads: As made.
        said: Every statement in them.
    """
    best: dict[str, Tension] = {}
    for thread in threads:
        for one in position_changes(thread, said):
            if one.id not in best or best[one.id].score < one.score:
                best[one.id] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.id))


def position_changes(thread: Thread, said: Mapping[StatementId, Said]) -> Iterator[Tension]:
    """Offer later statements of a thread that differ in position, and statements of one time that oppose each other.

    Args:
        thread: As made.
        said: Every statement in it.
    """
    heard = [one for utterance in thread.utterances if (one := _heard(said[utterance.statement]))]
    topic = frozenset(stem(word) for word in f"{thread.name}".casefold().split())
    for move in moves([one.voice for one in heard]):
        if not move.difference.met.shared - topic and not (thread.matter and thread.counterpart):
            continue  # beyond the words that made it a thread nothing is shared, and the keys are loose
        yield _tension(heard[move.earlier], heard[move.later], move.difference)


def _heard(said: Said) -> Heard | None:
    """Make a statement ready to be compared; None where it must not be."""
    if said.position is None or said.said_on is None or not said.settled or said.satire:
        return None
    if said.confidence < LEAST_CONFIDENCE:
        return None
    own = said.position.rule.endswith("own conduct") or ": cue " in said.position.rule
    return Heard(said, voice(said.words, said.position.kind, said.said_on[:10], own=own))


def moves(voices: Iterable[Voice]) -> Iterator[Move]:
    """Hold each statement against those before it that still stand, and give the largest difference of each.

    Args:
        voices: Of one matter, in the order of time.
    """
    listed = list(voices)
    standing: list[int] = []
    for later, one in enumerate(listed):
        found = [
            Move(earlier, later, differs)
            for earlier in standing[-BACK:]
            if (differs := compared(listed[earlier], one)) is not None
        ]
        if found:
            move = max(found, key=lambda each: (each.difference.score, each.earlier))
            yield move
            if not move.difference.partial and move.difference.score >= REVERSED:
                standing = []
        standing.append(later)


def compared(earlier: Voice, later: Voice) -> Difference | None:
    """Say how two statements differ; of those of one time, only whether they oppose each other."""
    found = difference(earlier, later)
    if found is None or not same_time(earlier, later):
        return found
    return None if found.partial or found.met.opposed <= found.met.same else found


def same_time(earlier: Voice, later: Voice) -> bool:
    """Say whether nothing tells which of two was said first: one day, or a month and a day in it."""
    return earlier.said_on.startswith(later.said_on) or later.said_on.startswith(earlier.said_on)


def _tension(earlier: Heard, later: Heard, found: Difference) -> Tension:
    at_once = same_time(earlier.voice, later.voice)
    kind: TensionKind = "polarity" if at_once else "position_change"
    score = found.score if earlier.voice.own or later.voice.own else round(found.score * 0.7, 4)
    return Tension(
        kind=kind,
        left=earlier.said.statement,
        right=later.said.statement,
        score=score,
        because=_because(earlier, later, found, at_once=at_once),
        both_true_if=POLARITY_BOTH_TRUE_IF
        if at_once
        else PARTIAL_BOTH_TRUE_IF
        if found.partial
        else CHANGE_BOTH_TRUE_IF,
        evidence=(*earlier.said.content, *later.said.content),
        method=METHOD,
        probability=calibrated("positions", METHOD, score),
    )


def _because(earlier: Heard, later: Heard, found: Difference, *, at_once: bool) -> str:
    dates = f"said {earlier.voice.said_on} and {later.voice.said_on}"
    if at_once:
        return f"statements of one time differ: {found.because}; {dates}"
    size = "partial change or a narrower wording" if found.partial else "possible reversal of position"
    return f"later statement differs, {size}: {found.because}; {dates}"
