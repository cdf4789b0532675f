"""What a statement does with its matter: affirm, deny, not aware, decline, commit, condition.

Read from the words said, the words that attribute them, and whose conduct they tell. "We are not aware of X" says
nothing of X and is never a denial. Questions, demands, opinions and predictions take no position.

The order of the rules is the order of care: what says least comes first, so that a doubtful statement never becomes
a plain denial or promise.
"""

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from onrecord.connect.threads import position_words as tell
from onrecord.connect.threads.wording import meeting, wording
from onrecord.model.evidence import Span, cut
from onrecord.model.statement import Statement
from onrecord.model.thread import Position, PositionKind

METHOD = "positions/1"
LONGEST = 1_200
"""Code points of a statement that are read; a position stands in its first sentences."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A position read from words alone.

    Attributes:
        start, end: Code points of those words, half-open.
    """

    kind: PositionKind
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Heard:
    """Words, and the set of them folded, by which a rule is passed over that cannot hold."""

    text: str
    words: frozenset[str]
    own: bool
    contracted: bool
    reported: bool


def position_of(statement: Statement, text: str) -> Position | None:
    """Read the position of a statement; None where it takes none or no rule tells.

    Args:
        statement: As extracted or as a person has marked it.
        text: Of its document.
    """
    cue = " ".join(" ".join(span.text for span in statement.cue).split())
    by_cue = _by_cue(statement, cue)
    if by_cue is not None:
        return by_cue if isinstance(by_cue, Position) else None
    joined, places = _joined(statement.content)
    reported = statement.form != "direct"
    found = read_position(joined, own=_speaks_of_itself(statement, joined), reported=reported)
    if found is None:
        return None
    kind, rule = found.kind, found.rule
    if reported and kind in {"affirm", "deny"} and not _told(joined, cue):
        return None
    if kind in {"affirm", "deny"} and cue and tell.CUE_DENIES.search(cue):
        # "denied that it had not paid" says neither; "denied selling it" denies
        return None if kind == "deny" else _position(statement, "deny", _cue_span(statement), "cue denies")
    if kind == "affirm" and cue and tell.CUE_COMMITS.search(cue):
        return _position(statement, "commit", _cue_span(statement), "cue promises")
    return _position(statement, kind, _placed(statement, text, places, found), rule)


def _by_cue(statement: Statement, cue: str) -> Position | bool | None:
    """Settle it by the words that attribute: a position, False for none, None where they settle nothing."""
    if not cue:
        return None
    if tell.CUE_DECLINES.search(cue):
        return _position(statement, "decline", _cue_span(statement), "cue declines")
    if tell.CUE_NOT_AWARE.search(cue):
        return _position(statement, "not_aware", _cue_span(statement), "cue does not know")
    if statement.negated or tell.CUE_ASKS.search(cue) or tell.CUE_THINKS.search(cue):
        return False
    return None


def _told(words: str, cue: str) -> bool:
    """Say whether reported words are a sentence that is told: not what is condemned, seen, or opted for."""
    if cue and (not tell.CUE_SAYS.search(cue) or tell.CUE_OF.search(cue)):
        return False
    if not tell.INFINITIVE.match(words):
        return True
    return bool(tell.CUE_DENIES.search(cue) or tell.CUE_COMMITS.search(cue))


def _cue_span(statement: Statement) -> Span:
    return max(statement.cue, key=lambda span: span.end - span.start)


def _position(statement: Statement, kind: PositionKind, words: Span, rule: str) -> Position:
    return Position(statement=statement.id, kind=kind, words=words, rule=f"{METHOD}: {rule}")


def _joined(content: Iterable[Span]) -> tuple[str, list[tuple[int, Span]]]:
    """Join the spans of a content; gives where each begins in the whole."""
    places: list[tuple[int, Span]] = []
    parts: list[str] = []
    length = 0
    for span in sorted(content, key=lambda one: one.start):
        places.append((length, span))
        parts.append(span.text)
        length += len(span.text) + 1
    return " ".join(parts)[:LONGEST], places


def _placed(statement: Statement, text: str, places: list[tuple[int, Span]], found: Reading) -> Span:
    """Cut the words found out of the document; of words that run over two spans, those in the first."""
    at, span = max((one for one in places if one[0] <= found.start), key=lambda one: one[0])
    start = min(span.start + found.start - at, span.end - 1)
    end = max(start + 1, min(span.start + found.end - at, span.end))
    return cut(statement.document, text, start, end)


def _speaks_of_itself(statement: Statement, words: str) -> bool:
    """Say whether an indirect statement begins with its own speaker: "Orm said it had sold", "that Orm sells"."""
    if statement.form == "direct":
        return False
    first = words.split(maxsplit=3)[:3]
    if first and first[0].casefold() == "that":
        first = first[1:]
    if not first:
        return False
    named = {word for span in statement.source for word in tell.WORD.findall(span.text.casefold())}
    return first[0].casefold() in {"it", "they", "its", "their", "he", "she"} or first[0].casefold() in named - {
        "the",
        "a",
    }


def read_position(words: str, *, own: bool = False, reported: bool = False) -> Reading | None:
    """Read the position some words take; None for questions, demands, opinions, predictions and where no rule tells.

    Args:
        words: What was said.
        own: They begin with the speaker's own name or a pronoun for it.
        reported: In indirect speech, where "would" is "will" told later.
    """
    text = words[:LONGEST]
    stops = [0, *(match.end() for match in tell.SENTENCE.finditer(text)), len(text)]
    found = [
        one
        for start, end in itertools.pairwise(stops)
        if (one := _read_sentence(text[start:end], start, own=own and start == 0, reported=reported))
    ]
    return min(found, key=_care, default=None)


def _care(one: Reading) -> tuple[int, bool, int]:
    """Order the readings of several sentences: what says least, then what is denied or promised, one's own conduct first."""
    rank = 0 if one.kind in {"not_aware", "decline", "condition"} else 2 if one.kind == "affirm" else 1
    return rank, not one.rule.endswith("own conduct"), one.start


def _read_sentence(words: str, at: int, *, own: bool, reported: bool) -> Reading | None:
    folded = words.casefold()
    bare = frozenset(token.strip(".,;:!?\"“”‘’'()[]…") for token in folded.split())
    if not bare - {""} or words.rstrip(" \"”’'").endswith("?"):
        return None
    contracted = "'" in folded or "’" in folded
    heard = _Heard(words, bare, own or bool(bare & tell.OWN_WORDS), contracted, reported)
    found: Reading | bool | None = None
    for rule in RULES:
        found = rule(heard)
        if found is not None:
            break
    else:
        found = _reading("affirm", None, heard, "asserts")
    return replace(found, start=found.start + at, end=found.end + at) if isinstance(found, Reading) else None


def _reading(kind: PositionKind, match: re.Match[str] | None, heard: _Heard, rule: str) -> Reading:
    whose = "own" if heard.own else "other"
    if match is None:
        text = heard.text
        start = len(text) - len(text.lstrip())
        stop = tell.STOP.search(text[start:])
        end = start + stop.start() if stop and stop.start() > 0 else len(text.rstrip())
        return Reading(kind, start, max(end, start + 1), f"{rule}, {whose} conduct")
    return Reading(kind, match.start(), max(match.end(), match.start() + 1), f"{rule}, {whose} conduct")


Rule = Callable[[_Heard], "Reading | bool | None"]
"""A reading, False for words that take no position, None to go on."""


def _declines(heard: _Heard) -> Reading | None:
    if not heard.words & tell.DECLINE_WORDS:
        return None
    match = tell.DECLINES.search(heard.text)
    return _reading("decline", match, heard, "declines") if match else None


def _not_aware(heard: _Heard) -> Reading | None:
    if not heard.words & tell.AWARE_WORDS:
        return None
    match = tell.NOT_AWARE.search(heard.text)
    return _reading("not_aware", match, heard, "does not know") if match else None


def _condition(heard: _Heard) -> Reading | None:
    told = not heard.reported and (heard.contracted or heard.words & tell.WOULD_WORDS)
    match = tell.WOULD.search(heard.text) if told else None
    if match is None and heard.words & tell.DEPEND_WORDS:
        match = tell.DEPENDS.search(heard.text)
        # "if the price holds, June stands" depends on it; a mere "if" in a telling of facts does not
        if match and match[0].casefold() in tell.WEAK and not tell.MODAL.search(heard.text):
            match = match if tell.IF_FIRST.search(heard.text) else None
    return _reading("condition", match, heard, "depends") if match else None


def _opinion(heard: _Heard) -> bool | None:
    if heard.words & tell.JUDGING and tell.OPINIONS.search(heard.text):
        return False
    if tell.IMPERATIVE.search(heard.text):
        return False
    if heard.words & tell.DEMANDING and tell.DEMANDS.search(heard.text) and not _own_duty(heard):
        return False
    return None


def _own_duty(heard: _Heard) -> bool:
    """Say whether the duty is a past one: "we had to save money" is no demand."""
    return tell.OWN_DUTY.search(heard.text) is not None


def _commit(heard: _Heard) -> Reading | bool | None:
    if not heard.contracted and not heard.words & tell.MODAL_WORDS:
        return None
    if match := tell.OWN_WILL.search(heard.text):
        return _reading("commit", match, heard, "will")
    match = (tell.WOULD_LATER if heard.reported else tell.WILL).search(heard.text)
    if match is None:
        return None
    if tell.FORECAST_VERB.search(heard.text) or (heard.words & tell.GUESSING and tell.PREDICTIONS.search(heard.text)):
        return False
    subject = heard.text[: match.start()].split()
    if not heard.own and subject and subject[-1][:1].isupper() and len(subject) > 1:
        return False  # what somebody else named will do
    return _reading("commit", match, heard, "will")


def _prediction(heard: _Heard) -> bool | None:
    return False if heard.words & tell.GUESSING and tell.PREDICTIONS.search(heard.text) else None


def _deny(heard: _Heard) -> Reading | None:
    if not heard.contracted and not heard.words & tell.NEGATIVES:
        return None
    match = tell.DENIES.search(heard.text) or tell.TOO.search(heard.text)
    if match is None and heard.contracted:
        match = tell.CONTRACTED_NOT.search(heard.text)
    if match is None:
        return None
    return _reading("deny", match, heard, "no longer" if match[0].casefold() == "no longer" else "negates")


RULES: tuple[Rule, ...] = (_declines, _not_aware, _condition, _opinion, _commit, _prediction, _deny)


def position_towards(words: str, matter: str, *, own: bool = True) -> PositionKind | None:
    """Read the position some words take towards a proposition given in words ("sells to the junta").

    Whether they affirm or deny it is told by how the wordings meet, and without shared words by their own negation.

    Args:
        words: What was said.
        matter: The proposition, affirmed: "masks were unusable".
        own: Whether the speaker is known to speak of its own conduct.
    """
    found = read_position(words, own=own)
    if found is None or found.kind in {"not_aware", "decline", "condition"}:
        return found.kind if found else None
    said, held = wording(words), wording(matter)
    met = meeting(said, held)
    against = met.opposed > met.same if met.shared else found.kind == "deny"
    promise = matter.startswith(("will ", "would ")) or " will " in matter
    if promise:
        return "deny" if against and not any(one.negative for one in held.clauses) else "commit"
    if found.kind == "commit" and not against:
        return "commit"
    return "deny" if against else "affirm"
