"""Cues: the verb groups that attribute words."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.frames import Frame, frame_after, named_frame
from onrecord.extract.lexicon import BE, DETERMINERS, HAVE, MODALS, QUOTE, vocabulary
from onrecord.extract.phrases import group_start
from onrecord.extract.verbs import Verb, verb_forms
from onrecord.extract.words import Words

ADJECTIVES = vocabulary(
    "worried concerned aware unaware confident sure certain hopeful optimistic pessimistic skeptical sceptical doubtful "
    "angry furious upset proud happy unhappy glad pleased sorry sad eager anxious ready willing unwilling reluctant "
    "determined committed opposed critical supportive afraid fearful wary surprised shocked stunned disappointed "
    "dismayed frustrated disgusted outraged alarmed troubled convinced adamant clear interested excited enthusiastic "
    "curious dismissive mindful satisfied dissatisfied comfortable uncomfortable grateful thankful keen tired sick fond"
)
ALSO_NOUNS = vocabulary(
    "answer attack call cheer claim comment demand doubt estimate fear forecast guess hint hope joke look need note "
    "offer order plan pledge post promise question quote remark reply report request sign state stress support target "
    "threat tweet view vote vow want warrant wish"
)
"""Verbs whose -s form is as often a plural noun."""
_PARTICIPLES = vocabulary("made given sent held seen taken written brought put from by of")
_PLURAL = vocabulary("all most some many both few several")
_MAY_STAND_ALONE = vocabulary("this that all most some many both few several")
_BEGINNINGS = frozenset((QUOTE, ".", ":", "?", "!", "—", "–", "--", "-", "…", "...", "(", "|", "•"))
_LONG_WORD = 4
"""Longer words have a capital in a heading."""
_HEADING_RATIO = 5
"""One long word in so many may be small in a heading."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group that may attribute words; places are word indexes.

    Attributes:
        first, verb, last: Begin of the group, its main verb, and the end of the group, half-open.
        lemma, tense: With the name of the frame, the row of verbs.csv that says how sure it is.
    """

    first: int
    verb: int
    lemma: str
    tense: str
    follows: Frame

    @property
    def last(self) -> int:
        """End of the group, half-open."""
        return self.follows.last

    @property
    def next(self) -> int:
        """The word after the verb and who was told."""
        return self.follows.next

    @property
    def after(self) -> int:
        """Where what is attributed would begin."""
        return self.follows.after

    @property
    def frame(self) -> str:
        """The kind of words that begin there."""
        return self.follows.name


@dataclass(slots=True)
class CuedSentence:
    """A sentence with its cues, as it is read from left to right.

    Attributes:
        high: End of the words that may be content: the final full stop is left out.
        taken: Words before this one belong to an attribution already found.
    """

    words: Words
    high: int
    cues: list[Cue]
    taken: int = 0


def cues(words: Words, high: int) -> Iterator[Cue]:
    """Find the cues of a sentence, in order, whatever their confidence."""
    forms = verb_forms()
    heading = _is_heading(words)
    for index, word in enumerate(words.lower[:high]):
        if word == "according" and index + 1 < high and words.lower[index + 1] == "to":
            frame = Frame(index + 2, index + 2, index + 2, "np")
            yield Cue(index, index, "according", "ing", frame)
        elif word in ADJECTIVES and index and index + 1 < high and _after_be(words, index):
            frame = named_frame(words, index + 1, following=index + 1, last=index + 1, high=high)
            yield Cue(group_start(words, index, low=0), index, word, "adj", frame)
        elif (verb := forms.get(word)) is not None and not (
            _noun_there(words, verb, index)
            or _idiom(words, verb, index)
            or (not heading and _part_of_name(words, index))
        ):
            first = group_start(words, index, low=0)
            tense = _tense(words, verb, first, index)
            if tense is not None:
                yield Cue(first, index, verb.lemma, tense, frame_after(words, verb.lemma, verb=index, high=high))


def _after_be(words: Words, index: int) -> bool:
    return not BE.isdisjoint(words.lower[group_start(words, index, low=0) : index])


def _is_heading(words: Words) -> bool:
    """Say whether a sentence is written like a heading, where a verb has a capital too."""
    long = [form for form in words.forms if len(form) > _LONG_WORD and form.isalpha()]
    return bool(long) and _HEADING_RATIO * sum(form.islower() for form in long) <= len(long)


def _part_of_name(words: Words, index: int) -> bool:
    """Say whether a capital inside a sentence makes a verb's form part of a name (`United States`, `Show Jumping`)."""
    return index > 0 and words.capital(index) and words.forms[index - 1] not in _BEGINNINGS


def _idiom(words: Words, verb: Verb, index: int) -> bool:
    """Say whether a verb says nothing with the words beside it: `found out that`, `go on sale`, `such as suggesting`."""
    following = words.lower[index + 1 : index + 3]
    if verb.lemma == "find":
        return following[:1] == ["out"]
    if verb.lemma == "go":
        return following != ["on", "to"]  # "went on to say"
    return words.lower[max(0, index - 2) : index] == ["such", "as"]


def _noun_there(words: Words, verb: Verb, index: int) -> bool:
    """Say whether the words beside it make a noun or an adjective of a verb's form ("the claim", "some orders")."""
    before = words.lower[index - 1] if index else ""
    if before in _PLURAL and verb.tenses == {"s"}:
        return True  # what many, some or both do has no -s
    if before == "this" and verb.tenses == {"base"}:
        return True  # what this does has one
    if verb.lemma in ALSO_NOUNS and verb.tenses == {"s"} and _participle(words, index + 1):
        return True  # "orders placed by", "claims made by"
    return before in DETERMINERS and before not in _MAY_STAND_ALONE


def _participle(words: Words, index: int) -> bool:
    word = words.lower[index] if index < len(words) else ""
    return (word.endswith("ed") and len(word) > 4) or word in _PARTICIPLES


def _tense(words: Words, verb: Verb, first: int, index: int) -> str | None:
    """Name the tense of a verb group, None when the form cannot be a verb there."""
    group = words.lower[first:index]
    be = not BE.isdisjoint(group)
    modal = not MODALS.isdisjoint(group)
    have = any(word in HAVE and word != "having" for word in group)
    base = "base" in verb.tenses
    rules = (
        ("ing" in verb.tenses, "prog" if be else "ing"),
        ("s" in verb.tenses, None if be or modal else "s"),
        (be and "part" in verb.tenses, "passive"),
        (base and first > 0 and words.lower[first - 1] == "to", "inf"),
        (base and modal, "modal"),
        ("past" in verb.tenses or have, "past"),
        (base and not be, "base"),
    )
    return next((tense for fits, tense in rules if fits), None)
