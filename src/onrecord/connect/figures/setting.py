"""What surrounds the quantities of a sentence: what it names, when, whose, in which relations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.connect.figures.saying import said
from onrecord.connect.figures.times import times
from onrecord.connect.figures.words import WORD, content_words, stem

_CUMULATIVE = re.compile(
    r"\b(?:so far|had (?:\w+ )?\w+ed|has (?:\w+ )?(?:grown|risen|raised|reached|been)|have been|grown|rising|risen|toll|now|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|now)|raised|updated|at least|still)\b",
    re.IGNORECASE,
)
NOTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("capacity", re.compile(r"\b(?:can|could|able to|capable of)\b(?! spend)(?! (?:run|rise|grow|reach|be worth))|\broom for\b|\bcapacity\b|\bbuilt (?:for|to)\b|\bdesigned (?:for|to)\b|\bseats (?=[\d\w ]*(?:\d|thousand))|\bmust (?:keep|have)\b|\bentitled\b|\bcovers\b", re.IGNORECASE)),
    ("ceiling", re.compile(r"\bceiling\b|\bcap(?:ped)?\b|\bcould (?:run|rise|grow|reach|be worth)\b|\bworth up to\b|\bif (?:fully|all)\b|\bpotential(?:ly)? (?:value|worth)?\b|\bmaximum\b|\bcan spend\b|\boptions? included\b|\bup to\b", re.IGNORECASE)),
    ("committed", re.compile(r"\bcommitt?(?:s|ed|ment)\b|\bobligat(?:e|es|ed|ion|ions)\b|\bordered\b|\bset aside\b|\ballocat(?:ed|ion)\b|\bappropriat(?:ed|ion)\b|\bbudget(?:ed)?\b|\bearmarked\b", re.IGNORECASE)),
    ("paid", re.compile(r"\bpaid\b|\bpays?\b|\bspen[dt]s?\b|\bdelivered\b|\bdisbursed\b|\bearned\b|\bcost\b(?! of)", re.IGNORECASE)),
)  # fmt: skip
_PLACED = re.compile(
    r"\b(?P<preposition>in|at|for|on|among|inside|outside|near|across|under|against|from|with|to|into)[ ](?:an?[ ]|the[ ]|its[ ]|their[ ])?(?P<rest>[\w'’-]+(?:[ ](?!in\b|at\b|for\b|on\b|by\b|to\b|from\b|with\b|and\b)[\w'’-]+)?)",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"\b(?:before|after|inside|outside|without|since|until|against|under|above|below|twice|once|abroad|away|during|beyond|unless|instead|except|excluding|including|"
    r"besides|off|overnight|used to|no longer|not yet|left|more than once|again|late|early|alone|together)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:in|at|on|by|during|for|of|under|near|from|with)[ ](?:[^,.;\d]{1,40},|(?:the[ ]|its[ ]|an?[ ])?[\w'’-]+(?:[ ]of[ ](?:the[ ])?[\w'’-]+)?[ ])",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\b(?:has|have|had)\s(?:(?:so|far|already|now|since|also|been|not|yet|only|just)\s)*(?!(?:between|seven|eleven|even|often|then|women|children|men|when|open|broken|hundred|own|brown)\b)(?:\w+(?:ed|en|wn)|been|cut|made|lost|won|spent|paid|sold|bought|built|put|left|gone|come|held|run|led|met|sent|hit|seen)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be)[ ](?:\w+[ ])?\w+(?:ed|en|ght|ld|de|t)\b|\bled to\b", re.IGNORECASE
)
_OWNER = re.compile(r"\w+(?:['’]s|s['’])[ ]")
_RECKONING = frozenset(
    stem(word)
    for word in (
        "ceiling",
        "cap",
        "maximum",
        "worth",
        "total",
        "tally",
        "brings",
        "sum",
        "plans",
        "aims",
        "intends",
        "hopes",
        "votes",
    )
)
_ONE_WORD = re.compile(r"[\w’'.-]+[ ]")
_NAME = re.compile(r"\b[A-Z][\w&.’'-]*(?:\s+(?:of\s+|de\s+|the\s+)?[A-Z][\w&’'-]*)*")
_NO_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "of",
        "for",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "i",
        "this",
        "that",
        "these",
        "those",
        "there",
        "about",
        "more",
        "over",
        "up",
        "nearly",
        "almost",
        "some",
        "most",
        "no",
        "only",
        "just",
        "at",
        "but",
        "and",
        "as",
        "with",
        "from",
        "to",
        "after",
        "before",
        "during",
        "since",
        "until",
        "while",
        "when",
        "if",
        "so",
        "then",
        "now",
        "not",
        "each",
        "every",
        "all",
        "both",
        "many",
        "few",
        "several",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "analysts",
        "police",
        "officers",
    ]
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|now|employs|holds|stands|costs|pays)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|held|stood|employed|used to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a sentence says around its numbers.

    Attributes:
        words: Stems of the words that carry meaning, attribution left out; those of names are among them.
        names: Folded words of names.
        when: By level (`year`, `month`, `weekday`, `relative`), the times it names.
        notions: The reckonings it names: `capacity`, `ceiling`, `committed`, `paid`.
        perfect: What is told has gone on until it was said ("has cut").
        plural: The subject is more than one.
        cumulative: It tells a state of a count that goes on.
        present: Its first verb of being or having stands in the present tense.
        past: The same for the past tense.
        placed: By preposition ("in", "for"), the words of the phrases it begins.
        modifiers: By word, the words that stand directly before it ("return" before "ticket").
        relations: Little words that tell things apart: "before", "outside", "without".
        subject: The first word that carries meaning, after a phrase such as "in Canada".
        reckoning: Words that only name a notion ("ceiling").
        passive: What is done is told of what it is done to ("were installed by").
        bounds: Offsets of what is left without the clause of saying.
    """

    words: frozenset[str]
    names: frozenset[str]
    when: dict[str, frozenset[str]] = field(default_factory=dict)
    notions: frozenset[str]
    cumulative: bool
    perfect: bool
    plural: bool
    present: bool
    past: bool
    placed: dict[str, frozenset[str]]
    modifiers: dict[str, frozenset[str]]
    relations: frozenset[str]
    subject: str
    reckoning: frozenset[str]
    passive: bool
    bounds: tuple[int, int]


def setting(
    text: str, start: int, end: int, *, names: Sequence[tuple[int, int]] = (), numbers: Sequence[tuple[int, int]] = ()
) -> Setting:
    """Read a sentence.

    Args:
        text: The document's text.
        start: Code points.
        end: Half-open.
        names: Places of names that are known; names are looked for by their capitals besides.
        numbers: Places of quantities, whose words say nothing of what they are of.
    """
    low, high = said(text, start, end)
    sentence, whole = text[low:high], text[start:end]
    told = [one for one in content_words(text, low, high) if not any(a <= one[0] < b for a, b in numbers)]
    return Setting(
        words=frozenset(word for _, word in told),
        names=_names(text, low, high, names),
        when=times(sentence, whole),
        notions=frozenset(name for name, pattern in NOTIONS if pattern.search(sentence)),
        perfect=_PERFECT.search(sentence) is not None,
        plural=_plural_subject(text, low, told),
        cumulative=_CUMULATIVE.search(sentence) is not None,
        present=_PRESENT.search(sentence) is not None,
        past=_PAST.search(sentence) is not None,
        placed=_placed(text, low, high, numbers),
        modifiers=_modifiers(text, told),
        relations=frozenset(
            match[0].lower()
            for match in _RELATION.finditer(text, low, high)
            if not any(a <= match.start() < b for a, b in numbers)
        ),
        subject=_subject(text, low, told),
        reckoning=frozenset(word for _, word in told) & _RECKONING,
        passive=_PASSIVE.search(sentence) is not None,
        bounds=(low, high),
    )


def _subject(text: str, start: int, told: Sequence[tuple[int, str]]) -> str:
    place = _subject_place(text, start, told)
    return next((word for at, word in told if at == place), "")


def _subject_place(text: str, start: int, told: Sequence[tuple[int, str]]) -> int:
    opening = _OPENING.match(text, start)
    after = opening.end() if opening else start
    first = told[0][0] if told else start
    return next((place for place, _ in told if place >= after and not _OWNER.match(text, place)), first)


def _plural_subject(text: str, start: int, told: Sequence[tuple[int, str]]) -> bool:
    match = WORD.match(text, _subject_place(text, start, told))
    return match is not None and match[0].endswith("s") and not match[0].endswith(("ss", "us", "'s", "’s"))


def _modifiers(text: str, told: Sequence[tuple[int, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for (place, before), (after, word) in pairwise(told):
        if _ONE_WORD.fullmatch(text, place, after):
            found[word] = found.get(word, frozenset()) | {before}
    return found


def _placed(text: str, start: int, end: int, numbers: Sequence[tuple[int, int]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for match in _PLACED.finditer(text, start, end):
        words = frozenset(
            word
            for place, word in content_words(text, match.start("rest"), match.end())
            if not any(low <= place < high for low, high in numbers)
        )
        if words:
            preposition = match["preposition"].lower()
            found[preposition] = found.get(preposition, frozenset()) | words
    return found


def _names(text: str, start: int, end: int, known: Sequence[tuple[int, int]]) -> frozenset[str]:
    found = {
        stem(word) for low, high in known if start <= low and high <= end for word in re.findall(r"\w+", text[low:high])
    }
    for match in _NAME.finditer(text, start, end):
        words = [word for word in re.findall(r"[\w&]+", match[0]) if word.casefold() not in _NO_NAMES and len(word) > 1]
        if match.start() == start and len(words) <= 1 and len(re.findall(r"[\w&]+", match[0])) <= 1:
            continue  # the first word of a sentence has a capital anyway
        found.update(stem(word) for word in words if not word[0].isdigit() and word[0].isupper())
    return frozenset(found)
