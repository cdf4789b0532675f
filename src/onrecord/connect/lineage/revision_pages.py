"""Two versions of a page that cannot be held against each other: why, and which of them it is."""

import re
from collections.abc import Mapping
from typing import Literal

from onrecord.connect.words import Tokens
from onrecord.model.evidence import Document

ReasonCode = Literal["unreadable", "wall", "stub", "language", "other_page"]
REASONS: Mapping[ReasonCode, str] = {
    "unreadable": "no body text could be read from it",
    "wall": "it is a page before the page: a login, a payment, a check for robots, or an error",
    "stub": "it holds a small part of the other's text: a teaser, or the page was emptied",
    "language": "it is in another language",
    "other_page": "it shares next to no words with the other: another page stands at the address",
}
"""Why two versions were not compared, said of one of them."""

STUB_WORDS, STUB_SHARE = 60, 0.25
"""A version of fewer words, and of a smaller share of the other's, is a stub."""
WALL_WORDS = 150
"""Body words above which a page is no wall, whatever it says."""
WALL = re.compile(
    r"\b(?:subscribe|sign in|log ?in|register|create (?:a|an|your)(?: free)? account)\b[^.]{0,40}\b(?:to|and) "
    r"(?:continue|read|keep reading|access|unlock|view)|already (?:a )?(?:subscriber|registered|have an account)|"
    r"(?:for|to) subscribers only|enable (?:java ?script|cookies)|are (?:you )?(?:a|not a) (?:human|robot)|"
    r"verify (?:that )?you(?: are|['’]re)|unusual traffic|access (?:to this (?:page|site) )?(?:is |has been )?denied|"
    r"(?:page|article)(?: you [^.]{1,40})? (?:(?:can ?not|could not|was not|not) (?:be )?found|(?:is )?no longer (?:available|exists?))|"
    r"\b(?:error )?(?:403 forbidden|404|410 gone|429|500|502|503)\b|temporarily unavailable|not available in your (?:country|region)|"
    r"(?:checking|just) (?:your browser|a moment)",
    re.IGNORECASE,
)
"""What a login, a payment wall, a check for robots or an error page says."""
OTHER_SHARE = 0.1
OTHER_WORDS = 40
"""Two versions of at least so many words that share a smaller part of the shorter one's runs of words are two pages."""
RUN = 3
SURE_ENGLISH, HARDLY_ENGLISH = 0.07, 0.015
ENGLISH = frozenset("the and that with from which this are were been said their would has its by".split())  # noqa: SIM905  # reads better than a list
"""Small words that English prose is full of and its neighbours do not have ("in", "of", "was" are German or Dutch, too)."""


def unusable(document: Document, words: Tokens, other: Tokens) -> ReasonCode | None:
    """Say why a version cannot be held against another; None where it can."""
    count = len(words.words)
    if not count:
        return "unreadable"
    # The message of a wall may stand outside the body: it is what the page shows in the article's place.
    if count < WALL_WORDS and count < len(other.words) and WALL.search(" ".join(document.text.split())):
        return "wall"
    return "stub" if count < STUB_WORDS and count < STUB_SHARE * len(other.words) else None


def languages_differ(one: Document, other: Document, ours: Tokens, theirs: Tokens) -> bool:
    """Say whether two versions are in different languages, as declared or by the small words of English."""
    declared = [each.language.split("-")[0].lower() for each in (one, other) if each.language]
    if len(declared) == 2 and declared[0] != declared[1]:
        return True
    if min(len(ours.words), len(theirs.words)) < OTHER_WORDS:
        return False
    shares = sorted(sum(word in ENGLISH for word in each.words) / len(each.words) for each in (ours, theirs))
    return shares[0] < HARDLY_ENGLISH and shares[1] >= SURE_ENGLISH


def is_other_page(ours: Tokens, theirs: Tokens) -> bool:
    """Say whether two versions share next to nothing."""
    if min(len(ours.words), len(theirs.words)) < OTHER_WORDS:
        return False
    runs = [{each.words[at : at + RUN] for at in range(len(each.words) - RUN + 1)} for each in (ours, theirs)]
    return len(runs[0] & runs[1]) < OTHER_SHARE * min(map(len, runs))
