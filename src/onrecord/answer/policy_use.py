"""What is bought, held against what a rule names: makers, products, words, categories."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.answer.policy_parties import Meant, Names
from onrecord.answer.policy_rows import Decided, Reason
from onrecord.answer.policy_rules import Use
from onrecord.model.award import Action
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import PartyId
from onrecord.model.party import Link
from onrecord.tables.makers import names_in

Fits = tuple[Decided, tuple[str, ...], tuple[Field | Span, ...]]
"""Whether what is bought is what the rule names, what of it was found, and where."""
OPEN_LABELS = {"LIKELY_VIA": "likely_via", "MENTION_ONLY": "mention_only"}
ANY_USE: Fits = (True, (), ())


@lru_cache(maxsize=4096)
def pattern(words: str) -> re.Pattern[str]:
    """Make the pattern that finds some words as whole words, whatever stands between them."""
    parts = [re.escape(part) for part in re.findall(r"\w+", words)]
    ending = r"\w*" if words.endswith("*") else r"(?!\w)"
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(parts) + ending, re.IGNORECASE)


def words_in(use: Use, text: str, on: str | None) -> list[str]:
    """List what of a rule's words and products a text has."""
    found = [f"words: {match[0]}" for words in use.words if (match := pattern(words).search(text))]
    if use.products:
        named = {one.row.name for one in names_in(text, on)}
        found += [f"product: {name}" for name in use.products if name in named]
    return found


def award_use(meant: Meant, actions: Sequence[Action], links: Iterable[Link], names: Names) -> Fits:
    """Hold an award's descriptions, categories and makers against a rule."""
    use = meant.rule.use
    if use is None:
        return ANY_USE
    made = _made_by(meant, links, names)
    if made[0] is True:
        return made
    described = [one for one in actions if one.description.strip()]
    found: dict[str, Field | None] = {}
    for one in described:
        for words in words_in(use, one.description, one.decided_on):
            found.setdefault(words, one.field("description"))
    for one in actions:
        for words, place in _categories(use, one):
            found.setdefault(words, place)
    if found:
        return True, tuple(found), tuple(dict.fromkeys(place for place in found.values() if place))
    return _nothing_found(use, made, described, actions)


def _nothing_found(use: Use, made: Fits, described: Sequence[Action], actions: Sequence[Action]) -> Fits:
    """Say that nothing fits, unless what would show it is not recorded."""
    if isinstance(made[0], Reason):
        return made
    if (use.words or use.products or use.makers) and not described:
        return Reason(code="no_description", words="no description is recorded"), (), ()
    if use.categories and not (use.words or use.products or use.makers) and not any(one.categories for one in actions):
        return Reason(code="no_category", words="no category is recorded"), (), ()
    return False, (), ()


def _categories(use: Use, action: Action) -> Iterable[tuple[str, Field | None]]:
    for scheme, code in action.categories:
        if any(scheme == asked and code.upper().startswith(start) for asked, start in use.categories):
            yield f"category: {scheme}:{code}", action.field(scheme)


def _made_by(meant: Meant, links: Iterable[Link], names: Names) -> Fits:
    """Hold the makers of what an award buys against those a rule names."""
    makers = meant.makers
    if makers is None or makers.ids is None:
        return False, (), ()
    owned = [one for one in links if one.role == "PRODUCT_OWNER" and one.party in makers.ids | makers.owned.keys()]
    for link in sorted(owned, key=lambda one: one.label in OPEN_LABELS):
        name = names.end(link.party, "").name
        if link.label == "LIKELY_VIA":
            reason = Reason(code="likely_via", words=f"a product of {name} is only likely: {link.because}")
        elif link.label == "MENTION_ONLY":
            reason = Reason(code="mention_only", words=f"{name} is only named: {link.because}")
        else:
            return True, (f"maker: {name}",), link.evidence[:1]
        return reason, (), link.evidence[:1]
    return False, (), ()


def text_use(meant: Meant, texts: Sequence[Span], makers: dict[PartyId, Span]) -> Fits:
    """Hold the words of a relation read from text against a rule; `makers` are those whose products it names."""
    use = meant.rule.use
    if use is None:
        return ANY_USE
    named = meant.makers
    if named is not None and named.ids is not None:
        for party, place in makers.items():
            if party in named.ids | named.owned.keys():
                return True, (f"product: {' '.join(place.text.split())}",), (place,)
    for one in texts:
        if found := words_in(use, one.text, None):
            return True, tuple(found), (one,)
    if use.categories and not (use.words or use.products or use.makers):
        return Reason(code="no_category", words="a text gives no category"), (), ()
    return False, (), ()
