"""The names a party took or gave up, and who came after whom, as lines for people: many awards record one such change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.ids import PartyId
from onrecord.model.party import Relation

WAYS = {
    "renamed_to": ("renamed to", "renamed from"),
    "succeeded_by": ("succeeded in an award by", "successor in an award of"),
}
"""Each kind of change, seen from its left and from its right side."""
DAYS_LISTED = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a party, however often it was recorded.

    Attributes:
        way: How it is seen from the party: `renamed to`.
        words: The name, the day, and the reason as recorded.
        first: What recorded it first.
    """

    way: str
    words: str
    first: Relation


def changes_of(party: PartyId, relations: Iterable[Relation]) -> list[Change]:
    """List what a party's dated ties say, in their order in time."""
    recorded: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for one in sorted(relations, key=lambda one: (one.since or "", one.id)):
        if one.kind in WAYS:
            way = WAYS[one.kind][0 if one.left == party else 1]
            recorded[way, _name(one, party), one.reason].append(one)
    return [
        Change(way, _words(name, reason, [one.since for one in found if one.since]), found[0])
        for (way, name, reason), found in recorded.items()
    ]


def _name(one: Relation, party: PartyId) -> str:
    after = " ".join(one.evidence.text.split()) if one.evidence else ""
    before = " ".join(one.shown_by[0].text.split()) if one.shown_by else ""
    if one.left == one.right:
        return f"{after} from {before}"
    return after if one.left == party else before


def _words(name: str, reason: str, since: Iterable[str]) -> str:
    days = list(dict.fromkeys(since))
    first = f"{name} on {days[0]}" if days else name
    more = f"; again on {', '.join(days[1:])}" if len(days) > 1 else ""
    if len(days) > DAYS_LISTED:
        more = f"; again on {len(days) - 1} days up to {days[-1]}"
    return f"{first}, as recorded: {reason}{more}"
