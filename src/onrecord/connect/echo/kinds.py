"""What happened to an utterance between two documents, in neutral words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.connect.calibration import calibrated
from onrecord.connect.echo.bars import Said, is_one_utterance, may_be_one, score_of
from onrecord.connect.echo.edits import emphasis_of
from onrecord.model.alignment import Alignment, Appearance
from onrecord.model.ids import PartyId
from onrecord.model.meeting import Echo, EchoKind, EchoMember
from onrecord.model.names import folded

TABLE = "echoes"
SURE_OF_SPEAKER = 0.6
"""Confidence of who speaks, on both sides, below which nothing is said of words changing hands."""
_RANK = {"none": 0, "partly": 1, "quoted": 2, "set_off": 2}
_ORDER: tuple[EchoKind, ...] = (
    "spliced",
    "speaker_differs",
    "marks_dropped",
    "marks_added",
    "speaker_dropped",
    "speaker_added",
    "altered",
)
"""Of several kinds the first is the one an echo is counted under; what is left out at the ends comes behind these."""
_WORDS: dict[EchoKind, str] = {
    "verbatim": "both give the same words",
    "truncated": "the later text gives less of it",
    "extended": "the later text gives more of it",
    "altered": "words differ",
    "spliced": "one text runs words together that stand apart in the other",
    "marks_dropped": "the later text has fewer quotation marks",
    "marks_added": "the later text has more quotation marks",
    "speaker_dropped": "the later text names nobody for it",
    "speaker_added": "the earlier text names nobody for it",
    "speaker_differs": "the texts name different speakers",
}


@dataclass(frozen=True, slots=True)
class _Side:
    at: Appearance
    said: Said


def echo_of(found: Alignment, left: Said, right: Said, *, copies: bool = False) -> Echo | None:
    """Say what a passage is, once it is known who speaks; None where it is no echo.

    Args:
        found: The passage, as `align` gives it.
        left: What is known of its left side.
        right: What is known of its right side.
        copies: The two documents repeat each other at length: one source, which counts once.
    """
    if not is_one_utterance(found, left, right):
        return None
    sides = _Side(found.left, left), _Side(found.right, right)
    swap = _key(sides[1]) < _key(sides[0])
    first, second = sides[::-1] if swap else sides
    ordered = first.said.day is not None and second.said.day is not None and first.said.day != second.said.day
    changed = tuple((b, a) for a, b in found.differences) if swap else found.differences
    kinds = tuple(_kinds(first, second, changed=bool(changed), ordered=ordered))
    differences = changed or tuple(_beyond(first.at, second.at))
    score = score_of(found, left, right)
    return Echo(
        kind=kinds[0],
        members=(_member(first), _member(second)),
        differences=differences,
        emphases=tuple(emphasis_of(*one) if changed else "" for one in differences),
        kinds=kinds,
        proposed=_proposed(first, second),
        method=found.method,
        score=score,
        because=_because(found, first, second, kinds, copies=copies),
        probability=calibrated(TABLE, found.method, score),
    )


def _key(side: _Side) -> tuple[date, str]:
    return side.said.day or date.max, side.at.span.document


def _member(side: _Side) -> EchoMember:
    return EchoMember(span=side.at.span, statement=side.at.statement, speaker=side.said.speaker)


def _kinds(first: _Side, second: _Side, *, changed: bool, ordered: bool) -> Iterator[EchoKind]:
    """List what holds, the most telling first; only a text that is not known to be the earlier one drops anything."""
    holds: set[EchoKind] = set()
    if any(side.at.joined or side.at.run_on for side in (first, second)):
        holds.add("spliced")
    if changed:
        holds.add("altered")
    marks = _RANK[second.at.standing] - _RANK[first.at.standing]
    if marks:
        holds.add("marks_added" if marks > 0 and ordered else "marks_dropped")
    if names_nobody(second, first) or (names_nobody(first, second) and not ordered):
        holds.add("speaker_dropped")
    elif names_nobody(first, second):
        holds.add("speaker_added")
    if _differ(first, second):
        holds.add("speaker_differs")
    ends = _ends(first.at, second.at)
    yield from (one for one in _ORDER if one in holds)
    yield from ends
    if not ends and not changed and "spliced" not in holds:
        yield "verbatim"


def _ends(first: Appearance, second: Appearance) -> tuple[EchoKind, ...]:
    """Say which side gives less of the utterance; where each lacks something the greater part comes first."""
    more, less = (len(f"{one.before} {one.after}".split()) for one in (first, second))
    named: list[tuple[int, EchoKind]] = [(more, "truncated"), (less, "extended")]
    return tuple(kind for words, kind in sorted(named, key=lambda one: -one[0]) if words)


def names_nobody(side: _Side, other: _Side) -> bool:
    """Say whether a text names nobody for words that the other has a named speaker for.

    Not where a verb of saying or the speaker's name stands around them: then somebody may well be meant.
    """
    at = side.at
    if at.source_kind != "nobody" or at.cue_near or side.said.speaker is not None:
        return False
    known = other.said.speaker is not None and other.at.source_kind not in {"nobody", "unnamed"}
    return known and not _near(other.said, at)


def _differ(first: _Side, second: _Side) -> bool:
    """Say whether two named speakers cannot be one; a pronoun may be misread, and so may words between two names."""
    if may_be_one(first.said, second.said) or _near(first.said, second.at) or _near(second.said, first.at):
        return False
    return all(
        side.said.speaker is not None
        and side.said.confidence >= SURE_OF_SPEAKER
        and side.at.source_kind in {"person", "organisation"}
        for side in (first, second)
    )


def _near(said: Said, at: Appearance) -> bool:
    """Say whether the last word of a speaker's name stands around a place."""
    return bool(set(folded(said.name).split()[-1:]) & set(at.names_near))


def _proposed(first: _Side, second: _Side) -> PartyId | None:
    for side, other in ((second, first), (first, second)):
        if names_nobody(side, other):
            return other.said.speaker
    return None


def _beyond(first: Appearance, second: Appearance) -> Iterator[tuple[str, str]]:
    """Pair what either side has beyond the passage, before it and behind it, and what runs on from it."""
    run_on = tuple(one.run_on.text if one.run_on else "" for one in (first, second))
    for pair in ((first.before, second.before), (first.after, second.after), run_on):
        if any(pair):
            yield pair[0], pair[1]


def _because(found: Alignment, first: _Side, second: _Side, kinds: tuple[EchoKind, ...], *, copies: bool) -> str:
    said = [f"{found.equal} words are equal, {found.longest} of them in a row"]
    said += [_WORDS[kind] for kind in kinds]
    if any(side.at.run_on for side in (first, second)):
        said.append("another quotation follows or goes before it at once, with nobody named between")
    for side, other in ((first, second), (second, first)):
        if names_nobody(side, other):
            said.append(f"its speaker is proposed from the other text, which names {other.said.name or 'one'}")
    if copies:
        said.append("the two texts copy each other, so it counts once")
    return "; ".join(said)
