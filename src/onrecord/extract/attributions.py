"""Attributions inside one sentence: which words are source, cue and content."""

from collections.abc import Sequence

from onrecord.extract.cues import Cue, CuedSentence, cues
from onrecord.extract.endings import content_end, in_relative_clause
from onrecord.extract.frames import SPEECH, TELLING
from onrecord.extract.lexicon import (
    CONJUNCTIONS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    vocabulary,
)
from onrecord.extract.phrases import Phrase
from onrecord.extract.subjects import main_subject, subject_after, subject_before
from onrecord.extract.tags import (
    AS_CONFIDENCE,
    TAG_CONFIDENCE,
    Attribution,
    according,
    as_clause,
    closing_tag,
    dateline_end,
    inverted,
    tagged,
)
from onrecord.extract.times import time_end
from onrecord.extract.verbs import confidence
from onrecord.extract.words import Words

_PLURALS = vocabulary("people men women children police media folks public majority minority")
_STAND_INS = vocabulary("each other one another more most less it this that these those much many both all some there")
_DASHES = frozenset(("—", "–", "--", ":", ";"))
RAISING = frozenset({"seem", "appear"})
"""Verbs whose subject is part of what is thought, by nobody who is named ("the deal seems to be off")."""
ATTITUDES = vocabulary(
    "believe expect hope think want fear plan intend feel wish need doubt suspect consider worry like love hate prefer "
    "see view regard know understand assume anticipate envision foresee imagine seek try aim mull contemplate"
)
"""Verbs of what somebody has in mind: a writer who reports it of others may only suppose it."""
ATTITUDE_LIMIT = 0.6
UNNAMED_LIMIT = 0.5
"""Highest confidence of a passive or of `seem` that names nobody, unless the verb is one of speech."""


def attributions(words: Words, high: int) -> list[Attribution]:
    """Read a sentence from left to right; no word is content of two attributions.

    Args:
        words: Of one sentence, each quotation one word.
        high: End of the words that may be content: the final full stop is left out.
    """
    sentence = CuedSentence(words, high, list(cues(words, high)), dateline_end(words))
    tag = closing_tag(sentence)
    if tag is not None:
        return [tag]
    found: list[Attribution] = []
    for cue in sentence.cues:
        if cue.verb < sentence.taken:
            continue
        one = next(filter(None, (pattern(sentence, cue, found) for pattern in PATTERNS)), None)
        if one is not None:
            found.append(one)
            ends = (phrase.last for phrase in (*one.content, *one.source))
            sentence.taken = max(sentence.taken, cue.last, *ends)
    return found


def _according(sentence: CuedSentence, cue: Cue, _: Sequence[Attribution]) -> Attribution | None:
    """Read `according to X`."""
    return according(sentence, cue) if cue.lemma == "according" else None


def _inverted(sentence: CuedSentence, cue: Cue, _: Sequence[Attribution]) -> Attribution | None:
    """Read `"..." said X`."""
    return inverted(sentence, cue) if cue.lemma in SPEECH else None


def _active(sentence: CuedSentence, cue: Cue, found: Sequence[Attribution]) -> Attribution | None:
    """Read `..., X said`, `As X said, ...` and `X said that ...`, the surest first."""
    if cue.tense == "passive" or cue.lemma == "according":
        return None
    source = _source(sentence, cue, found)
    if source is None:
        return None
    span = Phrase(cue.first, cue.last)
    speech = cue.lemma in SPEECH and cue.tense not in {"ing", "inf", "adj"}
    if speech and (pieces := tagged(sentence, cue, source=source)):
        return Attribution((source,), span, pieces, TAG_CONFIDENCE, f"tag:{cue.lemma}")
    if speech and (pieces := as_clause(sentence, cue, source=source)):
        return Attribution((source,), span, pieces, AS_CONFIDENCE, f"as:{cue.lemma}")
    return _plain(sentence, cue, source)


def _plain(sentence: CuedSentence, cue: Cue, source: Phrase) -> Attribution | None:
    """Read `X said that ...`: the content follows the cue."""
    sure = _sure(cue)
    if sure == 0.0 or cue.after >= sentence.high or _is_noun(sentence.words, cue, source):
        return None
    end = content_end(sentence, cue, source=source)
    if end <= cue.after or _says_nothing(sentence.words, cue.after, end):
        return None
    span, content = Phrase(cue.first, cue.last), Phrase(cue.after, end)
    if cue.lemma in RAISING:
        return Attribution((), span, (source, content), min(sure, UNNAMED_LIMIT), _row(cue))
    return Attribution((source,), span, (content,), _limited(sentence.words, cue, source, sure), _row(cue))


def _passive(sentence: CuedSentence, cue: Cue, _: Sequence[Attribution]) -> Attribution | None:
    """Read `A was criticised by X` and `A is expected to B`."""
    words, high = sentence.words, sentence.high
    sure = _sure(cue) if cue.tense == "passive" and words.lower[cue.first] != "being" else 0.0
    subject = subject_before(words, cue.first, low=sentence.taken) if sure and cue.after < high else None
    if sure == 0.0 or cue.after >= high or (subject and words.lower[cue.first - 1] in RELATIVES):
        return None
    span = Phrase(cue.first, cue.last)
    if cue.frame == "prep:by":
        source = subject_after(words, cue.after, high=high, anything=True)
        return Attribution((source,), span, (subject,), sure, _row(cue)) if source and subject else None
    end = content_end(sentence, cue, source=subject)
    if end <= cue.after:
        return None
    content = Phrase(cue.after, end)
    whole = (content,) if subject is None or cue.lemma in TELLING else (subject, content)
    return Attribution((), span, whole, sure if cue.lemma in SPEECH else min(sure, UNNAMED_LIMIT), _row(cue))


def _limited(words: Words, cue: Cue, source: Phrase, sure: float) -> float:
    """Hold down how sure it is that others have in mind what a writer says they have; `I hope` stays as it is."""
    reported = (cue.lemma in ATTITUDES or cue.tense == "adj") and cue.frame not in {"quote", "colon"}
    own = words.lower[source.first : source.last] in (["i"], ["we"])
    return min(sure, ATTITUDE_LIMIT) if reported and not own else sure


def _sure(cue: Cue) -> float:
    return 0.0 if cue.frame in {"end", "comma"} else confidence(cue.lemma, cue.tense, cue.frame)


def _row(cue: Cue) -> str:
    return f"{cue.lemma}:{cue.tense}:{cue.frame}"


def _is_noun(words: Words, cue: Cue, source: Phrase) -> bool:
    """Say whether a form that may be a noun is one: `the exact details of the work`, `a second, larger call on it`."""
    if cue.tense == "base" and source.last - source.first == 1 and not _may_be_plural(words, source.first):
        return True
    return cue.frame == "prep:of" and cue.tense in {"s", "base"} and words.lower[source.first] in DETERMINERS


def _says_nothing(words: Words, first: int, last: int) -> bool:
    """Say whether content is nothing but a word that stands for something else: `it`, `each other`, `it in March`."""
    end = first
    while end < last and (words.lower[end] in _STAND_INS or words.lower[end] in OBJECT_PRONOUNS):
        end += 1
    if end in {first, last}:
        return end == last
    return time_end(words, end + (words.lower[end] in PREPOSITIONS), last) == last


def _may_be_plural(words: Words, index: int) -> bool:
    """Say whether a word alone can be the subject of a verb without -s: a name may be one of several."""
    word = words.lower[index]
    return word.endswith("s") or words.capital(index) or word in PRONOUNS | RELATIVES | DETERMINERS | _PLURALS


def _source(sentence: CuedSentence, cue: Cue, found: Sequence[Attribution]) -> Phrase | None:
    """Find who a verb group belongs to: the phrase before it, or the subject of the verb it is joined to."""
    words = sentence.words
    before = words.lower[cue.first - 1] if cue.first else ""
    joined = before in CONJUNCTIONS
    if cue.tense == "ing" and not joined and before not in {",", ""} and before not in PREPOSITIONS:
        return subject_before(words, cue.first, low=sentence.taken)
    if cue.tense == "base" and before in _DASHES:
        return None  # an imperative: "they miss such orders – look for the agreement as well"
    if cue.tense not in {"ing", "inf"} and not joined:
        if before == "," and cue.tense == "past" and cue.frame == "prep:by":
            return None
        subject = subject_before(words, cue.first, low=sentence.taken)
        if subject or before not in {",", "then"}:
            return subject
    if found:
        source = next(iter(found[-1].source), None)
        if source and before == "," and in_relative_clause(words, source.first):
            return subject_before(words, cue.first, low=0)
        return source
    if cue.tense == "inf" and "," in words.lower[: cue.first]:
        return None
    return main_subject(words, cue.first)


PATTERNS = (_according, _passive, _inverted, _active)
"""What a cue is tried as, in this order; the first that fits is taken."""
