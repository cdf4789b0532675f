"""What a few clauses say and deny, in words: enough to hold two statements of one matter against each other.

No grammar: a clause is a bag of word stems with a sign, turned by each negation in it. Two clauses that share words
with unlike signs, or of which one has the opposite of a word of the other ("keep", "wipe"), are opposed; that is a
reason to look, never a finding.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

WORD = re.compile(r"\w+(?:['’]\w+)*")


def words_of(text: str) -> frozenset[str]:
    """Cut a list of words at its spaces."""
    return frozenset(text.split())


CLAUSE = re.compile(r"[.;:!?()—–]+\s+|,?\s+\b(?:but|while|whereas|although|though)\b\s+|,\s+(?:and|so|nor|or)\s+|,\s+")
IDLE = re.compile(
    r"\b(?:not (?:only|just|merely|simply)|no (?:doubt|matter|fewer|less|more than)|nothing (?:but|new)|not until|cannot but|"
    r"no changes?|and (?:nothing|nobody|no one) else|not (?:the )?(?:main|only|sole|whole) \w+)\b",
    re.IGNORECASE,
)
"""Negations that deny nothing, or not the clause."""
TOO = re.compile(r"\btoo \w+ to\b", re.IGNORECASE)
"""A negation without a word for it: "too coarse to show a face"."""
NEGATIVE = words_of(
    "not no none never nothing nobody neither nor nowhere without cannot hardly barely refuse refused refuses deny denied "
    "denies false untrue incorrect wrong baseless unfounded impossible unable stopped stop ended cancelled canceled failed "
    "fail fails fewer rule-out"
)
STOP_WORDS = words_of(
    "a an the of to in on at by for with from as and or but if it its is are was were be been being am has have had do does "
    "did doing will would shall should can could may might must this that these those there here we us our ours i me my mine "
    "you your he him his she her they them their who whom which what when where how so than then also any some all each every "
    "both one such very just only too said say says again still yes ever else about into out up down over under after before "
    "between through during while because not no none never nothing nobody neither nor cannot without"
)
UNIVERSAL = words_of("all every each always everybody everyone everything any whole entire")
IRREGULAR = dict(
    pair.split(":")
    for pair in [
        "sold:sell",
        "bought:buy",
        "kept:keep",
        "held:hold",
        "lost:lose",
        "paid:pay",
        "made:make",
        "took:take",
        "taken:take",
        "gave:give",
        "given:give",
        "knew:know",
        "known:know",
        "left:leave",
        "stood:stand",
        "met:meet",
        "won:win",
        "told:tell",
        "sent:send",
        "built:build",
        "ran:run",
        "went:go",
        "gone:go",
        "began:begin",
        "begun:begin",
        "rose:rise",
        "risen:rise",
        "fell:fall",
        "fallen:fall",
        "grew:grow",
        "grown:grow",
        "chose:choose",
        "chosen:choose",
        "broke:break",
        "broken:break",
        "saw:see",
        "seen:see",
        "spoke:speak",
        "spoken:speak",
        "wrote:write",
        "written:write",
        "found:find",
        "cut:cut",
        "drew:draw",
        "drawn:draw",
        "flew:fly",
        "flown:fly",
        "sewn:sew",
        "fought:fight",
        "sought:seek",
        "taught:teach",
        "used:use",
        "using:use",
        "uses:use",
    ]
)
LIMITS = re.compile(
    r"\b(?P<limit>alone|direct|directly|only|mainly|mostly|largely|primarily|permanent|knowingly|intentionally|deliberately|"
    r"currently|at this time|for now|for the moment|at present|as sold|our own|those|to our knowledge|as far as we know|"
    r"some|most|almost|nearly|not all|in part|partly|(?:main|sole|whole) (?:reason|purpose|cause)|by itself)\b",
    re.IGNORECASE,
)
"""Words that make a statement say less."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Some words that say one thing.

    Attributes:
        stems: Of its content words.
        negative: Whether they are denied.
        universal: Whether they are said of all.
    """

    stems: frozenset[str]
    negative: bool
    universal: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The clauses of a statement.

    Attributes:
        limits: Words that make it say less ("directly", "for now"), folded.
    """

    clauses: tuple[Clause, ...]
    stems: frozenset[str]
    limits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meeting:
    """How two wordings meet.

    Attributes:
        same, opposed: 0 to 1, how much of a clause is shared with like and with unlike signs, at best.
        shared: The stems behind the larger of the two.
    """

    same: float
    opposed: float
    shared: frozenset[str]


NOWHERE = Meeting(0.0, 0.0, frozenset())


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Cut the endings of English words, roughly: "supplies", "supplied" and "supplying" are one."""
    word = IRREGULAR.get(word, word)
    for ending, put in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + put
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Map stems to those of words that say the opposite, of the package's own table."""
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(files("onrecord.tables").joinpath("opposites.csv").read_text("utf-8").splitlines()):
        left, right = stem(row["word"]), stem(row["opposite"])
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=1 << 12)  # one statement may stand in several threads
def wording(words: str) -> Wording:
    """Cut words into clauses, each with its sign."""
    plain = words.replace("’", "'")
    clauses = _with_answers([_clause(part) for part in CLAUSE.split(plain) if part])
    limits = frozenset(" ".join(match["limit"].casefold().split()) for match in LIMITS.finditer(plain))
    return Wording(clauses, frozenset().union(*(one.stems for one in clauses)), limits)


def _with_answers(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Give the sign of a clause without content to the one before: "On our servers, nothing", "Did we? Never"."""
    found: list[Clause] = []
    for one in clauses:
        if one.stems or not found:
            found.append(one)
        elif one.negative:
            found[-1] = Clause(found[-1].stems, negative=not found[-1].negative, universal=found[-1].universal)
    return tuple(one for one in found if one.stems or one.negative)


def _clause(words: str) -> Clause:
    said = IDLE.sub(" ", words)
    found = [word.casefold() for word in WORD.findall(said)]
    turns = sum(word in NEGATIVE or word.endswith("n't") for word in found) + len(TOO.findall(said))
    stems = frozenset(
        stem(word.removesuffix("'s")) for word in found if word not in STOP_WORDS and not word.endswith("n't")
    )
    return Clause(stems, negative=turns % 2 == 1, universal=not UNIVERSAL.isdisjoint(found))


def meeting(left: Wording, right: Wording) -> Meeting:
    """Hold every clause of one wording against every clause of the other."""
    best = {False: (0.0, frozenset[str]()), True: (0.0, frozenset[str]())}
    for one in left.clauses:
        for other in right.clauses:
            shared, turned = _shared(one.stems, other.stems)
            if shared:
                opposed = (one.negative != other.negative) != turned
                share = len(shared) / _needed(one, other)
                # of a clause of one word little can be said
                weight = share * min(1.0, 0.5 + 0.25 * len(shared))
                best[opposed] = max(best[opposed], (weight, shared), key=lambda each: each[0])
    same, opposed_ = best[False], best[True]
    return Meeting(min(same[0], 1.0), min(opposed_[0], 1.0), max(same, opposed_, key=lambda each: each[0])[1])


def _needed(one: Clause, other: Clause) -> int:
    """Say how many stems would have to be shared: those denied, for to affirm more than they say is to affirm them."""
    denied, affirmed = (one, other) if one.negative else (other, one)
    if one.negative == other.negative or affirmed.universal:
        return min(len(one.stems), len(other.stems))
    return len(denied.stems)


def _shared(left: frozenset[str], right: frozenset[str]) -> tuple[frozenset[str], bool]:
    """Give the stems that meet, and whether one meets its opposite."""
    table = opposites()
    common = left & right
    turned = frozenset(word for word in left - common if table.get(word, frozenset()) & (right - common))
    return common | turned, bool(turned)


def narrowed(earlier: Wording, later: Wording) -> frozenset[str]:
    """List the limiting words that only the later statement has."""
    return later.limits - earlier.limits
