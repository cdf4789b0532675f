"""Statements of one party about one matter that give different figures for one thing: shown side by side, never judged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.connect.calibration import calibrated
from onrecord.connect.figures.compared import Comparison, Read, Sentence, read
from onrecord.connect.figures.comparison import METHOD, compare_read
from onrecord.connect.figures.moods import modality
from onrecord.connect.figures.quantity import Quantity
from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.meeting import Tension

CONFIDENT = 0.6
"""Statements whose attribution is less sure than this are left out: the words may be somebody else's."""
NEIGHBOURS = 20
"""A statement is held against so many later ones of its speaker, matter and kind of quantity, at the most."""
_OPINION = re.compile(
    r"\b(?:I|we) (?:think|believe|feel|guess|suspect|hope|reckon|imagine)\b|\bin (?:my|our) (?:view|opinion)\b|\b(?:probably|perhaps|seems?|appears?|likely)\b"
    r"|\bwhat if\b|\bas if\b|\bimagine\b",
    re.IGNORECASE,
)
_MAY_HOLD_ONE = re.compile(
    r"\d|\b(?:no|none|nothing|half|quarter|single|dozens?|scores?|hundreds?|thousands?|millions?|billions?|several|few|handful|most|all|\w+fold|two|three|four|five|six|"
    r"seven|eight|nine|ten|\w+teen|\w+ty|one|eleven|twelve|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|halv\w+|third|fifth|tenth)\b",
    re.IGNORECASE,
)
"""Anything a quantity can begin with: most sentences have none of it, and need not be read."""
_QUESTION = re.compile(r"\?[\s\"'”’)]*\Z")
BOTH_TRUE_IF = {
    "money": "the sums are of different dates; or one is a ceiling, one committed, one paid; or one covers a part of the other",
    "count": "the counts are of different dates or places; or one counts a part of the other; or they count by different rules",
    "percent": "the shares are of different dates or groups; or they are reckoned from different totals",
    "points": "the shares are of different dates or groups",
    "measure": "they measure different parts, or in different ways; or one of the units was written by mistake",
    "growth": "the growth is over another period than the two figures; or it is of a part",
    "nothing": "one covers a part or a period that the other leaves out",
}
"""By kind of quantity, what would make both sides true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of a statement, with all that decides whether it may be held against another.

    Attributes:
        text: The document's text.
        start, end: The sentence, code points of the text, half-open; should lie within the statement's content.
        speaker: The party it is attributed to; a statement of nobody is not compared.
        said_on: ISO date it was said, or else was published; None where unknown.
        matters: Keys of what it is about (threads, counterparts); two statements are compared where they share one.
        family: Name of the copies the document belongs to; the document's own id where it is no copy.
        utterance: Name of the echoes the statement belongs to; its own id where it has none.
        confidence: Of the attribution, 0 to 1.
        names: Places of names in the text.
        satire: The source is marked as such.
    """

    statement: StatementId
    document: DocumentId
    text: str
    start: int
    end: int
    speaker: PartyId | None
    said_on: str | None
    matters: frozenset[str]
    family: str
    utterance: str
    confidence: float
    names: tuple[tuple[int, int], ...] = ()
    satire: bool = False


@dataclass(frozen=True, slots=True)
class _Ready:
    told: Told
    read: Read


def figure_tensions(told: Iterable[Told]) -> Iterator[Tension]:
    """Hold statements of one speaker on one matter against each other; every difference found, whatever its score.

    The cost grows with the number of statements, not with its square: within a speaker, a matter and a kind of quantity they
    stand in the order of their dates, and each is held against the next `NEIGHBOURS`.
    """
    keyed: dict[tuple[str, str, str, str], list[_Ready]] = {}
    for one in told:
        if ready := _ready(one):
            for key in _keys(ready):
                keyed.setdefault(key, []).append(ready)
    seen: set[tuple[str, int, str, int]] = set()
    best: dict[tuple[str, str], Tension] = {}
    for group in keyed.values():
        for left, right in _neighbours(group):
            pair = (left.told.statement, left.told.start, right.told.statement, right.told.start)
            if pair in seen:
                continue
            seen.add(pair)
            ends = (left.told.statement, right.told.statement)
            tension = _tension(left, right)
            if tension is not None and (ends not in best or best[ends].score < tension.score):
                best[ends] = tension
    yield from best.values()


def _ready(told: Told) -> _Ready | None:
    """Read a sentence; None for one that tells no figure as a fact, or is too unsurely somebody's."""
    sentence = told.text[told.start : told.end]
    if told.speaker is None or told.satire or told.confidence < CONFIDENT or not _MAY_HOLD_ONE.search(sentence):
        return None
    if _QUESTION.search(sentence) or _OPINION.search(sentence):
        return None
    found = read(Sentence(text=told.text, start=told.start, end=told.end, names=told.names, said_on=_day(told.said_on)))
    return _Ready(told, found) if found.quantities else None


def _day(said_on: str | None) -> date | None:
    try:
        return date.fromisoformat((said_on or "")[:10])
    except ValueError:
        return None


def _keys(ready: _Ready) -> Iterator[tuple[str, str, str, str]]:
    """Name what a statement can be compared in: speaker, matter, kind, and the noun of a count where it has one."""
    kinds = {(_kind(one), one.noun if one.kind == "count" else "") for one in ready.read.quantities}
    if len(ready.read.quantities) > 1:
        kinds.add(("growth", ""))  # it may give both ends of a change
    for matter in ready.told.matters or {""}:
        for kind, noun in kinds:
            yield str(ready.told.speaker), matter, kind, noun


def _kind(quantity: Quantity) -> str:
    """Give the kind; "nothing" stands with money."""
    if quantity.kind == "nothing":
        return "money"
    return f"measure {quantity.unit}" if quantity.kind == "measure" else quantity.kind


def _neighbours(group: Sequence[_Ready]) -> Iterator[tuple[_Ready, _Ready]]:
    ordered = sorted(group, key=lambda one: (one.told.said_on or "9999", one.told.statement, one.told.start))
    for place, left in enumerate(ordered):
        for right in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            if _two_tellings(left.told, right.told):
                yield left, right


def _two_tellings(left: Told, right: Told) -> bool:
    """Say whether they are two acts of saying: not one statement, not copies of one text, not echoes of one utterance."""
    return left.statement != right.statement and left.family != right.family and left.utterance != right.utterance


def _tension(left: _Ready, right: _Ready) -> Tension | None:
    found = compare_read(left.read, right.read)
    if found.verdict != "different" or found.left is None or found.right is None:
        return None
    if any(_not_a_fact(one, quantity) for one, quantity in ((left, found.left), (right, found.right))):
        return None
    evidence = tuple(
        cut(one.told.document, one.told.text, quantity.start, quantity.end)
        for one, quantity in ((left, found.left), (right, found.right))
    )
    return Tension(
        kind="figures",
        left=left.told.statement,
        right=right.told.statement,
        score=found.score,
        because=_because(found, left, right),
        both_true_if=BOTH_TRUE_IF[found.left.kind],
        evidence=evidence,
        method=METHOD,
        probability=calibrated("figures", METHOD, found.score),
    )


def _not_a_fact(one: _Ready, quantity: Quantity) -> bool:
    """Say whether a figure is planned, foretold, asked for or possible rather than told as so."""
    return modality(one.told.text, one.read.setting.bounds, (quantity.start, quantity.end)) != "done"


def _because(found: Comparison, left: _Ready, right: _Ready) -> str:
    words = [
        " ".join(one.told.text[quantity.start : quantity.end].split())
        for one, quantity in ((left, found.left), (right, found.right))
        if quantity is not None
    ]
    days = [one.told.said_on[:10] if one.told.said_on else "an unknown day" for one in (left, right)]
    how = "the two figures do not bear out the growth" if found.why == "ratio" else "no figure fits both"
    return f"“{words[0]}” ({days[0]}) differs from “{words[1]}” ({days[1]}): {how}"
