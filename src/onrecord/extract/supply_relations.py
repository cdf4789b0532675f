"""Who supplies whom in a sentence: the pairs of ends that its verbs, nouns and phrases of supply tie."""

from collections.abc import Iterator

from onrecord.extract.lexicon import AUXILIARIES, PRONOUNS
from onrecord.extract.supply_credible import apart, credible, resolved
from onrecord.extract.supply_ends import END, Line
from onrecord.extract.supply_frames import (
    CONTRACTS,
    ENDING,
    ROLE_NOUNS_CUSTOMER,
    ROLE_NOUNS_SUPPLIER,
    STRONG,
    SURE_CONTRACTS,
    TRADE,
    VERBS,
)
from onrecord.extract.supply_nouns import by_noun, by_phrase, by_role
from onrecord.extract.supply_places import BREAKS, REACH, Pair, listed_from
from onrecord.extract.supply_verbs import by_verb

_BEFORE_VERBS = PRONOUNS | frozenset(("to", END, "which", "that", "not"))
_MOST_ENDS = 40
"""Ends beyond which a sentence is a table or a list that no rule of language reads."""
_FEW = 3
"""Ends of a sentence up to which two that stand in it with a word of supply are taken for its two sides."""


def pairs(line: Line) -> list[Pair]:
    """Find the pairs of a sentence; each pair of ends is given once, by the word nearest to what it does."""
    found: dict[tuple[int | None, int | None], Pair] = {}
    if not 0 < len(line.ends) <= _MOST_ENDS:
        return []
    for index, word in enumerate(line.low):
        if word == END:
            continue
        for pair in _at(line, index, word):
            one = resolved(line, pair)
            if one is not None and credible(line, one):
                for each in (one, *_with_others(line, one)):
                    found.setdefault((each.supplier, each.customer), each)
    kept = apart(list(found.values()))
    return kept or list(_together(line))


def _together(line: Line) -> Iterator[Pair]:
    """Tie the one company and the one public body of a sentence about a contract or a purchase, whatever stands between."""
    companies = [place for place, end in line.ends.items() if end.side == "company" and end.named and end.sure]
    bodies = [place for place, end in line.ends.items() if end.side == "public" and end.sure]
    ties = [index for index, word in enumerate(line.low) if word in SURE_CONTRACTS or word in STRONG or word in ENDING]
    if len(companies) != 1 or len(bodies) != 1 or not ties or len(line.ends) > _FEW:
        return
    low, high = sorted((companies[0], bodies[0]))
    tie = min(ties, key=lambda index: abs(index - companies[0]))
    words = " ".join(line.low)
    if high - low <= 2 * REACH and not any(one in BREAKS for one in line.low[low:high]) and TRADE.search(words):
        yield Pair(companies[0], bodies[0], tie, "together")


def _with_others(line: Line, pair: Pair) -> Iterator[Pair]:
    """Give a pair for each further end of the list in which its later end stands (`to X, Y and Z`)."""
    if pair.supplier is None or pair.customer is None:
        return
    last = max(pair.supplier, pair.customer)
    if last < pair.tie:
        return
    for place in listed_from(line, last):
        if last == pair.customer:
            yield Pair(pair.supplier, place, pair.tie, pair.rule)
        else:
            yield Pair(place, pair.customer, pair.tie, pair.rule)


def _at(line: Line, index: int, word: str) -> Iterator[Pair]:
    if word in CONTRACTS:
        yield from by_noun(line, index)
    if word in VERBS and not _is_noun(line, index, word):
        yield from by_verb(line, index, VERBS[word])
    if word in ROLE_NOUNS_SUPPLIER:
        yield from by_role(line, index, supplier=True)
    if word in ROLE_NOUNS_CUSTOMER:
        yield from by_role(line, index, supplier=False)
    yield from by_phrase(line, index, word)


def _is_noun(line: Line, index: int, word: str) -> bool:
    """Say whether a form that is a verb and a noun is the noun here."""
    if word not in CONTRACTS:
        return False
    before = line.low[index - 1] if index else ""
    return before not in _BEFORE_VERBS and before not in AUXILIARIES and not before.endswith("ly")
