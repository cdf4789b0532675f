"""Where indirect words end and the writer speaks again."""

from collections.abc import Iterator

from onrecord.extract.cues import Cue, CuedSentence
from onrecord.extract.frames import SPEECH
from onrecord.extract.lexicon import PRONOUNS, vocabulary
from onrecord.extract.phrases import Phrase
from onrecord.extract.subjects import subject_before
from onrecord.extract.words import Words

_CLAUSES = vocabulary("that pron quote colon np wh")
_SUBORDINATE = vocabulary("while although though when if after since because before as until")
_JOINTS = vocabulary("and but while though although ,")
_TURNS = vocabulary(
    "but which who where whose a an referring adding saying noting arguing according telling calling citing claiming "
    "suggesting"
)
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
    subordinate = source is not None and source.first > 0 and words.lower[source.first - 1] in _SUBORDINATE
    for index in range(cue.after, high):
        word = words.lower[index]
        if word == ";":
            return index
        if word == "," and cue.after < index < high - 1 and (subordinate or _turns_away(words, index + 1, high)):
            return index
    return high


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
