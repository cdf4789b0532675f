"""What surrounds the quantities of a sentence: who and what it names, when, as what (done, planned, asked), which notion of a sum."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from onrecord.connect.figures.words import WORD, content_words, stem

Modality = Literal["done", "planned", "asked", "possible"]
_BEFORE, _AFTER = 70, 50
"""Code points before and after a number that are read for what it is: most sentences whole, long ones in part."""
_SAYING = r"(?:sa(?:y|ys|id)|show(?:s|ed)?|reported|according|complained|announced|claimed|wrote|told|added|insist(?:s|ed)|estimated|found|suggests?)"
_TRAILING = re.compile(
    rf",\s(?:as\s)?(?:(?:[^,.;\d]{{1,70}}?\s)?{_SAYING}\b(?:[^,;\d]{{0,60}}|\son\s[^,;]{{1,20}}|\sin\s[^,;]{{1,20}})|according to [^;\d]+?)\s?[.!?]?\s*\Z",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\A(?:[^,.;\d]{1,60}?\s(?:sa(?:y|ys|id)|claims?|claimed|estimates?|estimated|reported|announced|suggests?|insists?|insisted)\s(?:on\s\w+day\s)?that\s"
    r"|according to [^,\d]{1,80},\s|[\w' ]{1,30}?\s(?:puts?|counted|counts|estimated)\s(?=[^,.;]*\d)|[^,.;\d]{1,30}?\ssays\s)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|its|they|their|he|his|she|her|we|our|I)\b", re.IGNORECASE)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"january|february|march|april|june|july|august|september|october|november|december"
_WHEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("year", re.compile(r"(?<![\d,.$€£-])(?:1[5-9]|20)\d\d(?![\d,%]|\s?(?:people|jobs|per cent|percent|million|metres|miles|feet))", re.IGNORECASE)),
    ("month", re.compile(rf"\b(?:{_MONTH}|(?<=in )may|(?<=by )may|(?<=until )may|(?<=of )may|may(?= \d))\b|\b\d\d? may\b", re.IGNORECASE)),
    ("weekday", re.compile(rf"\b{_DAY}\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\b(?:first|second|third|fourth|last|this)[ -]quarter\b", re.IGNORECASE)),
    ("relative", re.compile(
        r"\b(?:last|this|next|previous|past|coming|same|first|second|third|fourth|final) (?:fiscal |financial )?(?:year|month|week|season|quarter|decade|century|day)\b"
        r"|\b(?:the )?(?:year|month|week|day|quarter|decade) (?:before last|before|earlier|after|ago)\b|\b(?:\w+ )?(?:years?|months?|weeks?|days?|hours?|decades?) (?:ago|earlier|later|before)\b"
        r"|\b(?:now|today|yesterday|currently|so far|at first|at the time|previously|originally|initially|to date|by then|eventually|ten years before)\b"
        r"|\b(?:in|for|over|during) (?:the|a|one) (?:whole )?(?:year|month|quarter|week|day|season|decade|half)\b|\b(?:used to|formerly)\b"
        r"|\b(?:morning|afternoon|evening|night|noon|dusk|dawn|midnight)\b|\bwhen (?:it|he|she|they)\b", re.IGNORECASE)),
)  # fmt: skip
_DATE = re.compile(
    rf"\b(?:(?P<bound>before|after|until)\s)?(?:the\s)?(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH}|may)\b|(?P<month2>{_MONTH}|may)\s(?P<day2>\d\d?)(?!\d))",
    re.IGNORECASE,
)
_CUMULATIVE = re.compile(
    r"\b(?:so far|had (?:\w+ )?\w+ed|has (?:\w+ )?(?:grown|risen|raised|reached|been)|have been|grown|rising|risen|toll|now|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|now)|raised|updated|at least|still)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|plan(?:s|ned|ning)?|hope[sd]?|hoping|expect(?:s|ed|ing)?|forecast(?:s|ed)?|project(?:s|ed)|aim(?:s|ed|ing)?|intend(?:s|ed)?|predict(?:s|ed)?|going to|(?:is|are|was|were) (?:first )?to\b(?! \d)|target|goal|voted? to|approved?|proposed?|proposals?|threaten(?:s|ed)?|in the running|promise[sd]?|pledge[sd]?|shall)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:ask(?:s|ed|ing)? for|asked|want(?:s|ed)?|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|request(?:s|ed)?|call(?:s|ed|ing) for|urge[sd]?|should|must|need(?:s|ed)?|applied|bid(?:s|ding)? of|offer(?:s|ed)?|require[sd]?)\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:could|may|might|if|potential(?:ly)?|possibl[ey]|at risk|as (?:many|much) as|up to|believed|thought to|rumou?red|suspected|estimate[sd]?|survey|alleged(?:ly)?)\b"
)
NOTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("capacity", re.compile(r"\b(?:can|could|able to|capable of)\b(?! spend)(?! (?:run|rise|grow|reach|be worth))|\broom for\b|\bcapacity\b|\bbuilt (?:for|to)\b|\bdesigned (?:for|to)\b|\bseats (?=[\d\w ]*(?:\d|thousand))|\bmust (?:keep|have)\b|\bentitled\b|\bcovers\b", re.IGNORECASE)),
    ("ceiling", re.compile(r"\bceiling\b|\bcap(?:ped)?\b|\bcould (?:run|rise|grow|reach|be worth)\b|\bworth up to\b|\bif (?:fully|all)\b|\bpotential(?:ly)? (?:value|worth)?\b|\bmaximum\b|\bcan spend\b|\boptions? included\b|\bup to\b", re.IGNORECASE)),
    ("committed", re.compile(r"\bcommitt?(?:s|ed|ment)\b|\bobligat(?:e|es|ed|ion|ions)\b|\bordered\b|\bset aside\b|\ballocat(?:ed|ion)\b|\bappropriat(?:ed|ion)\b|\bbudget(?:ed)?\b|\bearmarked\b", re.IGNORECASE)),
    ("paid", re.compile(r"\bpaid\b|\bpays?\b|\bspen[dt]s?\b|\bdelivered\b|\bdisbursed\b|\bearned\b|\bcost\b(?! of)", re.IGNORECASE)),
)  # fmt: skip
DISTINGUISHING = frozenset(
    [
        "second",
        "third",
        "fourth",
        "another",
        "other",
        "others",
        "neighbouring",
        "neighboring",
        "new",
        "old",
        "rival",
        "earlier",
        "later",
        "previous",
        "former",
        "separate",
        "different",
        "elsewhere",
        "each",
        "every",
        "all",
        "both",
        "average",
        "median",
        "return",
        "own",
        "inland",
        "abroad",
        "private",
        "gross",
        "net",
    ]
)
"""Words that make one thing of a kind another than the rest."""
_NO_MATTER = re.compile(r"\b(?:in|at|after|above) all\b")
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
    r"\b(?:has|have|had)\s(?:(?:so|far|already|now|since|also|been|not|yet|only|just)\s)*(?:\w+(?:ed|en|wn)|been|cut|made|lost|won|spent|paid|sold|bought|built|put|left|gone|come|held|run|led|met|sent|hit|seen)\b",
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
_NEGATED = re.compile(r"\b(?:not|never|neither|den(?:y|ies|ied)|refus(?:e|es|ed) to)\b|n['’]t\b", re.IGNORECASE)
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


_PRESENT = re.compile(r"\b(?:is|are|has|have|now|employs|holds|stands|costs|pays)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|held|stood|employed|used to)\b", re.IGNORECASE)


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
        when=_when(sentence, whole),
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


def said(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the clause that says who says so: "the union said that", ", its website says"."""
    if match := _TRAILING.search(text, start, end):
        end = match.start()
    match = _LEADING.search(text[start:end])
    # "The county says it earned": the speaker is the subject too, and stays.
    if match and end - start - match.end() > 15 and not _PRONOUN.match(text, start + match.end(), end):
        start += match.end()
    return start, end


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


def _when(sentence: str, whole: str) -> dict[str, frozenset[str]]:
    """Gather the times by level; a weekday beside the verb of saying is the day it was said, no more."""
    found = {}
    if dates := _dates(whole):
        found["date"] = dates
    for level, pattern in _WHEN:
        times = pattern.findall(sentence if level in ("weekday", "relative") else whole)
        if times:
            found[level] = frozenset(_folded(one) for one in times)
    return found


def _dates(sentence: str) -> frozenset[str]:
    """List days of months ("17 April", "April 17"), with the word that makes them a bound ("before")."""
    return frozenset(
        f"{(match['bound'] or '').lower()} {(match['month'] or match['month2']).lower()} {match['day'] or match['day2']}".strip()
        for match in _DATE.finditer(sentence)
    )


def _folded(words: str) -> str:
    return " ".join(words.casefold().removeprefix("the ").replace("fiscal ", "").replace("financial ", "").split())


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


def modality(text: str, bounds: tuple[int, int], place: tuple[int, int]) -> Modality:
    """Say how the words around a number tell it: as done, as planned, as asked for, as possible.

    Args:
        text: The document's text.
        bounds: Of the sentence.
        place: Of the number.
    """
    sentence = _near(text, bounds, place)
    if _ASKED.search(sentence):
        return "asked"
    if _PLANNED.search(sentence):
        return "planned"
    return "possible" if _POSSIBLE.search(sentence) else "done"


def distinguishing(text: str, bounds: tuple[int, int], place: tuple[int, int]) -> frozenset[str]:
    """List the words near a number that make its thing another than the rest: "second", "another", "neighbouring"."""
    near = _NO_MATTER.sub(" ", _near(text, bounds, place).casefold())
    return frozenset(re.findall(r"[a-z]+", near)) & DISTINGUISHING


def negated(text: str, bounds: tuple[int, int], place: tuple[int, int]) -> bool:
    """Say whether the words around a number say that it is not so."""
    return _NEGATED.search(_near(text, bounds, place)) is not None


def _near(text: str, bounds: tuple[int, int], place: tuple[int, int]) -> str:
    return text[max(bounds[0], place[0] - _BEFORE) : min(bounds[1], place[1] + _AFTER)]
