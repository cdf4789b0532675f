"""Public bodies called after places that exist more than once: `Washington County` is thirty counties."""

from functools import cache

from onrecord.resolve.names.org_names import OrgName, parse
from onrecord.tables.counties import shared_county_names

SMALL = frozenset({"town", "township", "village", "borough"})
"""Kinds of places whose names are repeated from state to state as a rule."""
COUNTY = "county"


def lacks_state(name: OrgName) -> bool:
    """Tell whether a name is that of a body in a place that several states have, and does not say in which."""
    if name.states or not name.place_kind:
        return False
    return name.place_kind in SMALL or (name.place_kind == COUNTY and _county(name) in _shared())


def _county(name: OrgName) -> tuple[str, ...]:
    end = name.tokens.index(COUNTY) if COUNTY in name.tokens else len(name.tokens)
    return name.tokens[:end]


@cache
def _shared() -> frozenset[tuple[str, ...]]:
    return frozenset(_county(parse(f"{name} County")) for name in shared_county_names())
