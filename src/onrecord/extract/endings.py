"""Where indirect words end and the writer speaks again."""

from collections.abc import Iterator

from onrecord.extract.cues import Cue, CuedSentence
from onrecord.extract.frames import SPEECH
from onrecord.extract.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    FINITE,
    OBJECT_PRONOUNS,
    PRONOUNS,
    QUOTE,
    SUBORDINATORS,
    vocabulary,
)
from onrecord.extract.phrases import Phrase
from onrecord.extract.subjects import subject_before
from onrecord.extract.times import dated_mark
from onrecord.extract.verbs import verb_forms
from onrecord.extract.words import Words

_CLAUSES = vocabulary("that pron quote colon np wh")
_WITHOUT_VERB = vocabulary("to np np:to")
"""Frames whose content holds no finite verb of its own, with which another could be joined."""
_SUBORDINATE = vocabulary("while although though when if after since because before as until")
_JOINTS = vocabulary("and but while though although ,")
_TURNS = vocabulary(
    "but which who where whose a an referring adding saying noting arguing according telling calling citing claiming "
    "suggesting"
)
_RELATIVES = vocabulary("who which whose whom")
_CLAUSE_MARKS = frozenset((";", ":", "—", "–", ","))
_LONGEST_ASIDE = 12
"""Words between the relative and the cue of its clause."""
_LONGEST_SUBJECT = 8
_TRAILING = frozenset((",", ";", "-", "—", "–", "and", "but"))


def content_end(sentence: CuedSentence, cue: Cue, *, source: Phrase | None) -> int:
    """Find where indirect content ends: the sentence, a mark that closes the clause, or the next attribution.

    Args:
        sentence: With all its cues.
        cue: The cue before the content.
        source: Its source; a clause that began with "while" ends at its first comma.
    """
    words = sentence.words
    high = min([sentence.high, *_next_attributions(sentence, cue)])
    while high > cue.after and words.lower[high - 1] in _TRAILING:
        high -= 1
    aside = in_relative_clause(words, cue.first if source is None else source.first)
    subordinate = source is not None and source.first > 0 and words.lower[source.first - 1] in _SUBORDINATE
    if cue.frame == "quote" and dated_mark(words, cue.after, high):
        return cue.after + 1
    for index in range(cue.after, high):
        word = words.lower[index]
        if word == ";" or (cue.frame in _WITHOUT_VERB and _second_verb(words, cue.after, index, high)):
            return index
        if word == "," and cue.after < index < high - 1:
            outer = (aside and _finite(words, index + 1)) or (cue.frame == "to" and _new_clause(words, index + 1, high))
            if subordinate or outer or _turns_away(words, index + 1, high):
                return index
    return high


def _second_verb(words: Words, first: int, index: int, high: int) -> bool:
    """Say whether `and hammered Bevin` begins what the speaker also did; an infinitive or a noun cannot go on so."""
    if words.lower[index] not in {"and", "but"} or index <= first or index + 2 >= high:
        return False
    if not _past(words, index + 1) or words.lower[index - 1].endswith("ed"):
        return False
    word = words.lower[index + 2]
    return word in DETERMINERS or word in OBJECT_PRONOUNS or word in {"that", QUOTE} or words.capital(index + 2)


def _past(words: Words, index: int) -> bool:
    word = words.lower[index]
    verb = verb_forms().get(word)
    if verb is None:
        return word.endswith("ed") and len(word) > 4 and not words.capital(index)
    return "past" in verb.tenses and "base" not in verb.tenses


def _new_clause(words: Words, index: int, high: int) -> bool:
    """Say whether `and the company described ...` begins a clause of its own, which an infinitive cannot hold."""
    if words.lower[index] not in {"and", "but"}:
        return False
    for place in range(index + 2, min(high, index + _LONGEST_SUBJECT)):
        if words.lower[place] in SUBORDINATORS or words.lower[place] in {",", "who", "which", "to"}:
            return False
        if _finite(words, place) and words.lower[place - 1] not in DETERMINERS:
            return True
    return False


def in_relative_clause(words: Words, index: int) -> bool:
    """Say whether a place lies in a relative clause after a comma, whose main clause still wants its verb."""
    for first in range(index, max(0, index - _LONGEST_ASIDE), -1):
        if words.lower[first] in _RELATIVES and words.lower[first - 1] == ",":
            return not any(_finite(words, before) for before in range(first - 1))
        if first < index and words.lower[first] in _CLAUSE_MARKS:
            return False
    return False


def _finite(words: Words, index: int) -> bool:
    word = words.lower[index]
    if word in AUXILIARIES or word in FINITE or (word.endswith("ed") and not words.capital(index)):
        return word != "'s"
    verb = verb_forms().get(word)
    return verb is not None and not verb.tenses.isdisjoint({"s", "past"})


def _turns_away(words: Words, index: int, high: int) -> bool:
    """Say whether the words after a comma are the writer's own and no longer what was said."""
    word = words.lower[index]
    if word in _TURNS:
        return True
    following = words.lower[index + 1] if index + 1 < high else ""
    return (word == "and" and following in PRONOUNS) or (word == "while" and following.endswith("ing"))


def _next_attributions(sentence: CuedSentence, cue: Cue) -> Iterator[int]:
    """List where other attributions begin that stand beside this one and not inside its content."""
    words = sentence.words
    for other in sentence.cues:
        if other.verb <= cue.after or other.lemma not in SPEECH or other.tense not in {"past", "s", "base"}:
            continue
        before = words.lower[other.first - 1]
        if before in {"and", "but"} and other.tense == cue.tense and other.frame in _CLAUSES:
            yield other.first - 1
            continue
        subject = subject_before(words, other.first, low=cue.after)
        if subject is None or subject.first - 1 <= cue.after:
            continue
        reports = other.lemma == "report" and cue.frame == "quote"
        if words.lower[subject.first - 1] in _JOINTS and (other.frame in _CLAUSES or reports):
            yield subject.first - 1
