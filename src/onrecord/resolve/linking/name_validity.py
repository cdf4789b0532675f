"""When a name was an organisation's own: a name of 2010 says little of who goes by it today."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from onrecord.resolve.linking.candidates import identity, is_comparable
from onrecord.resolve.linking.organisations import NameSeen
from onrecord.resolve.names.org_names import parse

Standing = Literal["within", "open", "outside"]
"""`within`: seen in use at that time; `outside`: the organisation is known to have gone by another name then; else `open`."""
GRACE = timedelta(days=365)
"""How long a silence means nothing, and texts and forms go on using the name before."""


def standing(names: Sequence[NameSeen], name: NameSeen, used: NameSeen) -> Standing:
    """Say whether a name of an organisation was its name when somebody used it.

    Award data show a name on the days of awards only, so a silence ends nothing. A name has ended when a later use
    finds the organisation under another name only, and had not begun when an earlier use does.

    Args:
        names: All of the organisation.
        name: The one of them that fits.
        used: The name as it was used elsewhere, with the days of its use.
    """
    used_first, used_last = _day(used.first_day), _day(used.last_day)
    spans = [(is_same, span) for is_same, span in _spans(names, name) if span]
    own = [span for is_same, span in spans if is_same]
    if used_first is None or used_last is None or not own:
        return "open"
    first, last = min(span[0] for span in own), max(span[1] for span in own)
    if used_first <= last + GRACE and first - GRACE <= used_last:
        return "within"
    others = [span for is_same, span in spans if not is_same]
    if used_first > last and any(last < span[0] <= used_first - GRACE for span in others):
        return "outside"
    if used_last < first and any(used_last + GRACE <= span[1] < first for span in others):
        return "outside"
    return "open"


def _spans(names: Sequence[NameSeen], name: NameSeen) -> list[tuple[bool, tuple[date, date] | None]]:
    """List for each name whether it is the one asked about, in whatever spelling, and when it was seen."""
    own = identity(parse(name.name))
    return [(identity(parse(one.name)) == own, _span(one)) for one in names if is_comparable(one.name)]


def _span(name: NameSeen) -> tuple[date, date] | None:
    first, last = _day(name.first_day), _day(name.last_day)
    return (first, last) if first and last else None


def _day(text: str | None) -> date | None:
    """Read the day of an ISO date or time; what is none says nothing."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
