"""Tags: attributions after or inside what was said (`..., he said`, `said Smith`, `according to Smith`)."""

from dataclasses import dataclass
from itertools import pairwise

from onrecord.extract.cues import Cue, CuedSentence
from onrecord.extract.frames import SPEECH
from onrecord.extract.lexicon import (
    AUXILIARIES,
    DAYS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    QUOTE,
    RELATIVES,
    vocabulary,
)
from onrecord.extract.phrases import Phrase
from onrecord.extract.subjects import subject_after, subject_before
from onrecord.extract.times import dated_mark
from onrecord.extract.words import Words

TAG_CONFIDENCE = 0.9
INVERTED_CONFIDENCE = 0.9
CLOSING_CONFIDENCE = 0.8
ACCORDING_CONFIDENCE = 0.8
AS_CONFIDENCE = 0.8
"""Share of each rule's statements that PolNeAR train has as well, rounded down to a tenth."""

_ASIDE = vocabulary(
    "when while after as during before if speaking referring adding saying noting calling citing according but and then"
)
_TAG_PREPOSITIONS = vocabulary(
    "in on during at after through via before over to from of as about when following with for by"
)
_ALSO_NOUNS = vocabulary("state report note claim question post joke stress")
_INVERTING = vocabulary("say write add explain ask tweet note argue observe declare recall continue joke")
_CLAUSE_CLOSERS = vocabulary(", — in on during at after") | DAYS
_DATELINE_DASHES = frozenset(("—", "–", "--", "-"))
_LONGEST_DATELINE = 12
"""Words of a dateline with its date and its agency."""
_LEADS = vocabulary(", ; and but — -")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, as word indexes of one sentence.

    Attributes:
        rule: Name of the rule; for a verb of the table, its row.
    """

    source: tuple[Phrase, ...]
    cue: Phrase
    content: tuple[Phrase, ...]
    confidence: float
    rule: str


def dateline_end(words: Words) -> int:
    """Find where a sentence begins after its dateline (`OSLO, Norway (AP) — `); 0 when it has none."""
    first = words.forms[0] if len(words) else ""
    if not (first.isupper() and first.isalpha() and len(first) > 2):
        return 0
    for index in range(1, min(len(words), _LONGEST_DATELINE)):
        form = words.forms[index]
        if form in _DATELINE_DASHES:
            return index + 1
        if not (form[0].isupper() or form[0].isdigit() or form in {",", "(", ")", "/", "."}):
            return 0
    return 0


def closing_tag(sentence: CuedSentence) -> Attribution | None:
    """Read a sentence that ends in its attribution (`..., the officials said on Monday.`): all before it is content."""
    quoting = any(cue.frame == "quote" and cue.lemma in SPEECH for cue in sentence.cues)
    for cue in reversed(sentence.cues):
        if cue.lemma == "according":
            one = according(sentence, cue)
            if one and one.source[0].last >= sentence.high and cue.first > 0:
                return one
        elif cue.lemma in SPEECH and cue.tense in {"past", "s", "base"} and not (quoting and cue.lemma == "report"):
            # an outlet that reports what somebody else is quoted with is the channel, not the source
            one = _closing(sentence, cue)
            if one:
                return one
    return None


def _closing(sentence: CuedSentence, cue: Cue) -> Attribution | None:
    words = sentence.words
    if "," in words.lower[cue.next : sentence.high]:
        return None
    source = subject_before(words, cue.first, low=0)
    if source is None or source.first == 0 or words.lower[source.first - 1] != ",":
        return None
    pieces = tagged(sentence, cue, source=source)
    if pieces is None or len(pieces) > 1 or not _is_clause(words, pieces[0]):
        return None
    return Attribution((source,), Phrase(cue.first, cue.last), pieces, CLOSING_CONFIDENCE, f"closing:{cue.lemma}")


def _is_clause(words: Words, piece: Phrase) -> bool:
    """Say whether a piece holds a finite verb of its own, so that it can be what was said."""
    first = piece.first
    if words.lower[first] in PREPOSITIONS or words.lower[first].endswith("ing"):
        first = next((index for index in range(first, piece.last) if words.lower[index] == ","), piece.last)
    return any(
        word in AUXILIARIES or word in FINITE or word == QUOTE or word.endswith("ed")
        for word in words.lower[first : piece.last]
    )


def tagged(sentence: CuedSentence, cue: Cue, *, source: Phrase) -> tuple[Phrase, ...] | None:
    """Find content before `, X said` and, when the tag interrupts it, after it.

    Args:
        sentence: What is read.
        cue: The verb group of the tag.
        source: Its subject.
    """
    words, high, taken = sentence.words, sentence.high, sentence.taken
    if not taken < source.first < cue.first <= source.last + 4 or (cue.tense == "base" and cue.lemma in _ALSO_NOUNS):
        return None
    before = words.lower[source.first - 1]
    if before not in {",", QUOTE, "?", "!", "—", "–"} or not _ends_tag(words, cue, high):
        return None
    if before == "," and (words.lower[source.first] in RELATIVES or _clause_follows(words, cue, high)):
        return None
    last = source.first if before in {QUOTE, "?", "!"} else source.first - 1
    first = _content_start(words, taken, last)
    if last <= first or words.lower[first] == "as":
        return None
    if dated_mark(words, first, last):
        last = first + 1
    rest = _resumed(words, cue, high, quoted=before == QUOTE)
    return (Phrase(first, last),) if rest is None else (Phrase(first, last), Phrase(rest, high))


def _clause_follows(words: Words, cue: Cue, high: int) -> bool:
    """Say whether what was said still comes after a verb that looked like a tag."""
    rest = words.lower[cue.next : high]
    comma = rest.index(",") if "," in rest else len(rest)
    return cue.after < high and not {"that", QUOTE}.isdisjoint(rest[:comma])


def _ends_tag(words: Words, cue: Cue, high: int) -> bool:
    """Say whether a tag (`he said`) ends after its verb or goes on with how, when and to whom it was said."""
    if cue.next >= high or cue.frame in {"end", "comma", "quote", "colon"}:
        return True
    word = words.lower[cue.next]
    return word in _ASIDE or word in _TAG_PREPOSITIONS or word in DAYS


def _resumed(words: Words, cue: Cue, high: int, *, quoted: bool) -> int | None:
    """Find where content goes on after a tag that interrupts it."""
    for index in range(cue.next, high):
        word = words.lower[index]
        if word == QUOTE and (index == cue.next or words.lower[index - 1] in {",", ":"}):
            return index
        if word == "," and not quoted and index + 1 < high:
            return None if words.lower[index + 1] in _ASIDE else index + 1
    return None


def _content_start(words: Words, first: int, last: int) -> int:
    """Step over marks and conjunctions before content."""
    while first < last and words.lower[first] in _LEADS:
        first += 1
    return first


def as_clause(sentence: CuedSentence, cue: Cue, *, source: Phrase) -> tuple[Phrase, ...] | None:
    """Read `As X noted, ...` at the head of a sentence."""
    if source.first != sentence.taken + 1 or sentence.words.lower[sentence.taken] != "as":
        return None
    if cue.frame != "comma" or cue.after >= sentence.high:
        return None
    return (Phrase(cue.after, sentence.high),)


def inverted(sentence: CuedSentence, cue: Cue) -> Attribution | None:
    """Read `"..." said Smith, the chairman`."""
    words, high, taken = sentence.words, sentence.high, sentence.taken
    if cue.first <= taken or cue.first != cue.verb or cue.tense not in {"past", "s"}:
        return None
    before = words.lower[cue.first - 1]
    if before not in {",", QUOTE} or (before == "," and cue.lemma not in _INVERTING):
        return None
    source = subject_after(words, cue.verb + 1, high=high)
    if source is None or (before == "," and not _closes_clause(words, cue, source=source, high=high)):
        return None
    pieces = [Phrase(_content_start(words, taken, cue.first), cue.first - (before == ","))]
    rest = next((index for index in range(source.last, high) if words.lower[index] == QUOTE), None)
    if rest is not None and before == QUOTE:
        pieces.append(Phrase(rest, high))
    content = tuple(piece for piece in pieces if piece.last > piece.first)
    if not content:
        return None
    return Attribution((source,), Phrase(cue.first, cue.verb + 1), content, INVERTED_CONFIDENCE, "inverted")


def _closes_clause(words: Words, cue: Cue, *, source: Phrase, high: int) -> bool:
    """Say whether `, said Smith` ends its clause; in `Jones, a spokesman, said Smith would go` it does not."""
    if words.lower[source.first] in PRONOUNS or not (words.capital(source.first) or cue.lemma == "say"):
        return False
    return source.last >= high or words.lower[source.last] in _CLAUSE_CLOSERS


def according(sentence: CuedSentence, cue: Cue) -> Attribution | None:
    """Read `according to X`, before or after what X says."""
    words, high, taken = sentence.words, sentence.high, sentence.taken
    source = subject_after(words, cue.last, high=high, anything=True)
    if source is None:
        return None
    if cue.first == taken or words.lower[cue.first - 1] in {",", "and", "but"}:
        source = _before_content(words, source)
    first = _content_start(words, taken, cue.first)
    last = cue.first
    while last > first and words.lower[last - 1] in {",", "—", "("}:
        last -= 1
    pieces = [Phrase(first, last)] if last > first else []
    rest = source.last + 1
    resumes = rest < high and words.lower[source.last] == "," and words.lower[rest] not in _ASIDE | {"who", "which"}
    if resumes and (not pieces or words.lower[cue.first - 1] == ","):
        pieces.append(Phrase(rest, high))
    if not pieces:
        return None
    return Attribution((source,), Phrase(cue.first, cue.last), tuple(pieces), ACCORDING_CONFIDENCE, "according")


def _before_content(words: Words, source: Phrase) -> Phrase:
    """Cut a source that stands before its content at its first comma, appositions with an article kept."""
    commas = [index for index in range(source.first, source.last) if words.lower[index] == ","]
    for index, following in pairwise([*commas, source.last]):
        named = words.lower[index + 1] in {"a", "an", "the"} and not _finite(words, index + 1, following)
        if not (named or words.lower[index + 1] in RELATIVES) or following == source.last:
            return Phrase(source.first, index)
    return source


def _finite(words: Words, first: int, last: int) -> bool:
    return any(word in AUXILIARIES or word in FINITE for word in words.lower[first:last])
