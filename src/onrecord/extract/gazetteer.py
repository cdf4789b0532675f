"""The names the package knows, ready to be met word by word."""

from collections.abc import Sequence
from functools import cache

from onrecord.extract.lexicon import vocabulary
from onrecord.extract.words import Words, words_of
from onrecord.model.statement import MentionKind
from onrecord.tables import known_parties, products

Entry = tuple[tuple[str, ...], MentionKind]

_COMMON_WORDS = vocabulary(
    "Vice Slate Wired Guardian Register Insight Verge Intercept Meta Axon Alphabet Oracle Falcon Gotham Visio Time "
    "House Senate Peace Labor State Interior Commerce Energy Education Justice Treasury Congress"
)
"""Names that are also plain words: taken only inside a sentence and not as part of a longer name."""

_NETWORKS = (
    *("Twitter", "Facebook", "Instagram", "YouTube", "TikTok", "LinkedIn", "Snapchat", "Reddit"),
    *("Truth Social", "Mastodon", "Telegram", "Tumblr", "Bluesky"),
)
"""Networks people speak on; companies in their own right, channels when somebody speaks there."""


Names = dict[tuple[str, str], dict[tuple[str, ...], MentionKind]]


@cache
def gazetteer() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Map the first two words of each known name to the names that begin so, longest first.

    The second word is in lower case, and empty for names of one word.
    """
    found: Names = {}
    for product in products():
        _put(found, product.name, "product")
    for party in known_parties():
        for name in (party.name, *party.aliases, *([party.acronym] if party.acronym_alone else [])):
            if ", " not in name and len(name) > 1:
                _put(found, name, party.kind)
    return {
        key: tuple(sorted(entries.items(), key=lambda entry: (-len(entry[0]), entry[0])))
        for key, entries in found.items()
    }


def _put(found: Names, name: str, kind: MentionKind) -> None:
    forms = tuple(words_of(name, 0, len(name)).forms)
    if forms and forms[0] in {"The", "the"} and len(forms) > 2:
        found.setdefault(("The", forms[1].lower()), {}).setdefault(("The", *forms[1:]), kind)
        forms = forms[1:]
    if forms and not forms[0].islower():
        found.setdefault(_key(forms), {}).setdefault(forms, kind)


def _key(forms: Sequence[str]) -> tuple[str, str]:
    return forms[0], forms[1].lower() if len(forms) > 1 else ""


@cache
def outlet_names() -> frozenset[str]:
    """List the names of outlets that publish news and of networks people speak on."""
    outlets = (name for party in known_parties() if party.outlet for name in (party.name, *party.aliases))
    return frozenset((*outlets, *_NETWORKS))


def known_at(words: Words, index: int, high: int) -> tuple[int, MentionKind] | None:
    """Find the longest known name that begins at a word; gives the index after it and its kind."""
    table = gazetteer()
    pair = _key(words.forms[index : min(high, index + 2)])
    for forms, kind in (*table.get(pair, ()), *table.get((pair[0], ""), ())):
        last = index + len(forms)
        if last > high or not _same(words, index, last, forms):
            continue
        if len(forms) == 1 and forms[0] in _COMMON_WORDS and _part_of_more(words, index, high):
            continue
        if forms[0] == "U.S." and words.lower[max(0, index - 2) : index] == ["in", "the"]:
            continue  # "remain in the U.S. ICE detained her": two sentences meet here
        return last, kind
    return None


def _same(words: Words, first: int, last: int, forms: tuple[str, ...]) -> bool:
    """Compare a known name with the text; in names of three words or more, capitals are not compared."""
    if len(forms) < 3:
        return tuple(words.forms[first:last]) == forms
    return tuple(words.lower[first:last]) == tuple(form.lower().replace("’", "'") for form in forms)


def _part_of_more(words: Words, index: int, high: int) -> bool:
    before_capital = index > 0 and words.capital(index - 1) and words.forms[index - 1] != "The"
    after_capital = index + 1 < high and words.capital(index + 1)
    begins = index == 0 or words.forms[index - 1] in {".", "!", "?", '"', "“", ":"}
    return before_capital or after_capital or begins
