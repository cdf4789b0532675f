"""Bodies of places in organisations' names: cities, counties, states and their departments, whichever way round.

Registers write `KERN, COUNTY OF`, `KERN COUNTY OF` and `COUNTY OF KERN`, and `CORRECTIONS, ALASKA DEPARTMENT OF`.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.resolve.names.name_spelling import STOP_WORDS
from onrecord.tables.name_parts import state_codes

PLACE_KINDS = {
    **{one: one for one in ("city", "county", "state", "town", "village", "borough", "township", "parish")},
    "commonwealth": "state",
}
"""Words for a body that is called after its place, and the kind of body each means."""
BODY_WORDS = frozenset(
    {
        *PLACE_KINDS,
        *("department", "commission", "board", "office", "bureau", "agency", "authority", "division", "ministry"),
        *("university", "port", "district", "college", "institute", "court", "courts", "administration"),
    }
)
"""Words that stand before `of` in the turned-round names of bodies."""
COUNTIES = ("county", "parish", "township", "borough")
"""Kinds of place that stand after their name without `of`, too."""
GOVERNING = (
    ("board", "of", "county", "commissioners"),
    ("board", "of", "commissioners"),
    ("board", "of", "supervisors"),
    ("county", "commissioners"),
    ("county", "government"),
    ("government",),
)
"""Endings that mean the county itself: who governs it."""
UNIT_WORDS = BODY_WORDS | frozenset(
    (  # noqa: SIM905  # reads better than a list
        "sheriff police jail corrections correctional detention probation fire health public safety services government "
        "center facility attorney treasurer clerk complex schools"
    ).split()
)
"""Words that may follow `X COUNTY` in the name of a part of the county."""
NOT_STATES = frozenset({"as", "al", "co", "de", "del", "hi", "in", "ind", "la", "mass", "me", "miss", "ok", "or", "so"})
"""Abbreviations of states that are more often words or syllables of their own."""


class Place(NamedTuple):
    """What kind of place a body is of (empty for none), its words in their usual order, and the state it names.

    `states` holds at most one; the words keep it only where they name a department of the state.
    """

    kind: str
    words: list[str]
    states: frozenset[str]


def turned(words: list[str]) -> list[str]:
    """Undo turned-round names: what ends with `of` began there. Commas are left where nothing is turned."""
    if len(words) < 3:
        return words
    size = _state_before(words, len(words))
    before = words[len(words) - size - 1] if 0 < size < len(words) - 1 else ""
    if before == "of" and PLACE_KINDS.get(words[-size - 2], "state") != "state" and len(words) - size > 2:
        return [*turned(words[:-size]), *words[-size:]]  # KANSAS CITY, CITY OF (MISSOURI)
    if before == "," and not PLACE_KINDS.keys() & set(words):
        return [*words[-size:], *words[: -size - 1]]  # PUBLIC SAFETY, ARIZONA
    if words[-1] not in ("of", "on", "for"):
        return words
    at = _turned_at(words)
    return words[at:] + [word for word in words[:at] if word != ","]


def _turned_at(words: Sequence[str]) -> int:
    """Find where a name that ends with `of` begins; its end where that cannot be told."""
    if "," in words[1:-1]:
        return len(words) - words[::-1].index(",")
    at = len(words) - 2
    if words[at] not in BODY_WORDS:
        return len(words)
    if words[at] in PLACE_KINDS:
        # X CITY AND COUNTY OF; a state's name before `COUNTY OF` is the county's own.
        return at - 2 if at > 2 and words[at - 1] == "and" and words[at - 2] in PLACE_KINDS else at
    size = 1 if words[at - 1] in state_codes() else _state_before(words, at)
    return at - size if size < at else at


def with_states(words: Sequence[str]) -> list[str]:
    """Spell out abbreviated states in the name of a public body: at its ends, before a body's word; leaves commas out."""
    codes, spelt = state_codes(), list[str]()
    bare = [word for word in words if word != ","]
    if not any(word in BODY_WORDS for word in bare):
        return bare
    for at, word in enumerate(bare):
        last, before = at == len(bare) - 1, at + 1 < len(bare) and bare[at + 1] in BODY_WORDS
        after_place = last and at > 0 and bare[at - 1] in PLACE_KINDS and word != "co"
        if word in codes and (after_place or (word not in NOT_STATES and (at == 0 or last or before))):
            spelt += codes[word].split()
        else:
            spelt.append(word)
    return spelt


def place_of(words: list[str], *, firm: bool) -> Place:
    """Say of what kind of place a body is.

    Args:
        words: As `with_states` leaves them.
        firm: A legal form stood in the name: `LAKE COUNTY TOWING, LLC` is no part of the county.
    """
    if words[:4] in (["city", "and", "county", "of"], ["town", "and", "county", "of"]):
        own, states = _without_state(words[4:])
        return Place("city and county", [*own, "city", "county"], states)
    if len(words) > 2 and words[0] in PLACE_KINDS and words[1] == "of":
        return _governed(PLACE_KINDS[words[0]], [word for word in words[2:] if word != "the"])
    if len(words) == 2 and words[0] in ("county", "city", "town", "village") and not firm:
        return Place(words[0], [words[1], words[0]], frozenset())  # COUNTY MONTGOMERY
    found = _county(words, firm=firm)
    if found is None and not firm:
        found = _state_body(words)
    return found or Place("", words, frozenset())


def _governed(kind: str, rest: list[str]) -> Place:
    """Read what follows `COUNTY OF`, `STATE OF`."""
    if kind != "state":
        own, states = _without_state(rest)
        return Place(kind, [*own, kind], states)
    size = _state_at(rest, 0)
    states = frozenset({" ".join(rest[:size])}) if size else frozenset[str]()
    return Place(kind, rest if len(rest) > size else [*rest, kind], states)


def _county(words: list[str], *, firm: bool) -> Place | None:
    """Read `DALLAS COUNTY`, `DALLAS COUNTY TEXAS`, `DALLAS COUNTY SHERIFF DEPARTMENT`."""
    at = next((at for at in range(1, len(words)) if words[at] in COUNTIES), 0)
    if not at:
        return None
    rest = words[at + 1 :]
    rest = next((rest[: -len(end)] for end in GOVERNING if tuple(rest) == end), rest)
    size = _state_before(rest, len(rest))
    states = frozenset({" ".join(rest[-size:])}) if size else frozenset[str]()
    unit = rest[: len(rest) - size]
    if any(word not in UNIT_WORDS | STOP_WORDS for word in unit) or (rest and firm):
        return None
    return Place(words[at], [*words[: at + 1], *unit], states)


def _state_body(words: list[str]) -> Place | None:
    """Find a part of a state, whose name stands after `STATE OF`, before `DEPARTMENT` or at the end."""
    at = next((at for at in range(1, len(words) - 2) if _is_state_of(words, at)), 0)
    if at:
        size = _state_at(words, at + 2)
        return _headed(words[:at] + words[at + 2 :], at, size)
    at = next((at for at, word in enumerate(words) if word in ("department", "commission", "board", "office")), -1)
    if at < 0:
        return None
    if size := _state_before(words, at):
        return _headed(words, at - size, size)
    size = _state_before(words, len(words)) if at == 0 else 0
    return _headed(words, len(words) - size, size) if size else None


def _is_state_of(words: Sequence[str], at: int) -> bool:
    return PLACE_KINDS.get(words[at]) == "state" and words[at + 1] == "of" and _state_at(words, at + 2) > 0


def _headed(words: list[str], at: int, size: int) -> Place:
    """Put the state's name first."""
    state = words[at : at + size]
    return Place("state", [*state, *words[:at], *words[at + size :]], frozenset({" ".join(state)}))


def _without_state(words: list[str]) -> tuple[list[str], frozenset[str]]:
    """Part the words from a state named after them; a place that is called like a state keeps its name."""
    size = _state_before(words, len(words))
    if not size or size == len(words):
        return words, frozenset()
    return words[:-size], frozenset({" ".join(words[-size:])})


@cache
def _state_names() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(name.split()) for name in state_codes().values())


def _state_before(words: Sequence[str], end: int) -> int:
    """Give how many words before `end` are the name of a state; 0 where none is."""
    return next((size for size in (3, 2, 1) if size <= end and tuple(words[end - size : end]) in _state_names()), 0)


def _state_at(words: Sequence[str], start: int) -> int:
    """Give how many words from `start` on are the name of a state; 0 where none is."""
    return next((size for size in (3, 2, 1) if tuple(words[start : start + size]) in _state_names()), 0)
