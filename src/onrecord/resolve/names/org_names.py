"""Names of organisations taken apart as registers write them: what is left tells one body from another.

Procurement registers add site numbers, turn names round (`KERN, COUNTY OF`), cut them at a column's end and spell one
word in five ways. What two names share afterwards is weighed in `name_alignment`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.resolve.names.name_places import PLACE_KINDS, UNIT_WORDS, place_of, turned, with_states
from onrecord.resolve.names.name_spelling import STOP_WORDS, split_words
from onrecord.tables.name_parts import abbreviations, legal_forms

CUT_AT = frozenset({24, 30, 60, 80})
"""Lengths at which columns of FPDS and of its copies cut names off, in characters."""
ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
MIDDLE_FORMS = frozenset({"inc", "incorporated", "llc", "corp", "ltd", "llp"})
"""Legal forms that are left out wherever they stand: they mean nothing else."""
CACHED = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgName:
    """A name taken apart.

    Attributes:
        name: As written.
        tokens: Its words in their usual order, spelt out, without legal form, articles and site numbers.
        core: The tokens, joined by spaces.
        legal: Classes of its legal forms ("limited liability company").
        place_kind: What kind of place it is the body of: `city`, `county`, `state`, ..., `city and county`, or empty.
        states: US states it names beside its own words.
        numbers: Numbers in it, Roman ones too.
        acronym: First letters of its tokens.
        acronyms: Every acronym it may go by.
        places: Tokens that are names of places: another letter is another place.
        cut: It is as long as a column that cuts names.
        words: The tokens as a set.
        compact: The words without spaces as they are spelt, with and without legal forms: `SO-PAK-CO` is `SOPAKCO`.
    """

    name: str
    tokens: tuple[str, ...]
    core: str
    legal: frozenset[str]
    place_kind: str
    states: frozenset[str]
    numbers: frozenset[str]
    acronym: str
    acronyms: frozenset[str]
    places: frozenset[str]
    cut: bool
    words: frozenset[str]
    compact: frozenset[str]


@lru_cache(maxsize=CACHED)
def parse(name: str) -> OrgName:
    """Take a name apart; never fails, and an empty name has no tokens."""
    spelt, length = split_words(name)
    cut = length in CUT_AT or length + 1 in CUT_AT
    words, legal = _without_forms(spelt, cut=cut)
    cut = cut and spelt[-1:] == words[-1:]
    compact = "".join(word for word in words if word not in STOP_WORDS)
    words = with_states(turned([abbreviations().get(word, word) for word in words]))
    kind, words, states = place_of(words, firm=bool(legal))
    tokens = tuple(_kept(words, kind))
    return OrgName(
        name=name,
        tokens=tokens,
        core=" ".join(tokens),
        legal=legal,
        place_kind=kind,
        states=states,
        numbers=_numbers(tokens),
        acronym="".join(token[0] for token in tokens),
        acronyms=_acronyms(tokens, words, legal),
        places=_places(tokens, kind, states),
        cut=cut,
        words=frozenset(tokens),
        compact=frozenset((compact, "".join(word for word in spelt if word != ","))),
    )


_ENDINGS = {"corporation": "ci", "limited company": "l", "public limited company": "p"}
"""Letters that a legal form adds to an acronym: SAIC is Science Applications International Corporation."""


def _acronyms(tokens: Sequence[str], words: Sequence[str], legal: frozenset[str]) -> frozenset[str]:
    if len(tokens) < 2:
        return frozenset()
    plain = "".join(token[0] for token in tokens)
    endings = {ending for form in legal for ending in _ENDINGS.get(form, "")}
    found = {plain, "".join(word[0] for word in words), *(plain + ending for ending in endings)}
    return frozenset(one for one in found if len(one) > 2)


@cache
def _forms() -> tuple[dict[tuple[str, ...], str], int]:
    """Map legal forms as runs of words to their classes; gives also the longest run."""
    forms = {tuple(form.split()): kind for form, kind in legal_forms().items()}
    return forms, max(len(form) for form in forms)


def _without_forms(words: list[str], *, cut: bool) -> tuple[list[str], frozenset[str]]:
    """Take legal forms, articles and commas off the end, and forms that mean nothing else from the middle."""
    forms, longest = _forms()
    found: set[str] = set()
    while len(words) > 1:
        if words[-1] in (",", "the") or (words[-1] == "and" and found):
            words = words[:-1]
            continue
        size = next((n for n in range(min(longest, len(words) - 1), 0, -1) if tuple(words[-n:]) in forms), 0)
        if size:
            found.add(forms[tuple(words[-size:])])
            words = words[:-size]
        elif cut and len(words[-1]) > 3 and _begins_form(words[-1]):
            words = words[:-1]
        else:
            break
    found |= {legal_forms()[word] for word in words[1:] if word in MIDDLE_FORMS}
    return words[:1] + [word for word in words[1:] if word not in MIDDLE_FORMS], frozenset(found)


@cache
def _begins_form(word: str) -> bool:
    return any(form.startswith(word) and form != word for form in ("corporation", "incorporated", "company", "limited"))


def _kept(words: Sequence[str], kind: str) -> list[str]:
    """Leave out small words; a name of nothing else keeps them."""
    kept = [word for word in words if word not in STOP_WORDS]
    return kept or [word for word in (*words, kind) if word]


def _numbers(tokens: Sequence[str]) -> frozenset[str]:
    found = {run.lstrip("0") or "0" for token in tokens for run in re.findall(r"\d+", token)}
    return frozenset(found | {ROMAN[token] for token in tokens[1:] if token in ROMAN})


def _places(tokens: Sequence[str], kind: str, states: frozenset[str]) -> frozenset[str]:
    """List the tokens that name places: in a place's body all but words for units, else those before `county`."""
    if kind == "state":
        return frozenset(word for state in states for word in state.split()) or frozenset(tokens)
    if kind:
        return frozenset(token for token in tokens if token not in UNIT_WORDS)
    return frozenset(tokens[at - 1] for at in range(1, len(tokens)) if tokens[at] in PLACE_KINDS)
