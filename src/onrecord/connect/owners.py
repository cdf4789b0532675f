"""Whose product an award buys: evidence by evidence, the recipient never overwritten.

Rules E1 to E5 of the spending notes:

| rule | evidence | label |
|---|---|---|
| E1 | the award's own description names a product or its maker | SUPPLIED_VIA |
| E2 | the description of its vehicle, or the table of vehicles, does | LIKELY_VIA |
| E3 | most orders of its vehicle that name a maker name this one | LIKELY_VIA |
| E4 | the recipient is a known reseller | none by itself: lets E3 do with fewer orders |
| E5 | the product service code is of people's work | MENTION_ONLY in place of SUPPLIED_VIA, no E2, no E3 |

Where the recipient is the maker the label is DIRECT; where the maker owns the recipient (recorded in a row, in the
table of organisations, or by a name that begins with the maker's) SUBSIDIARY. A description that names a product
without buying it (a course, staff, a workstation that runs it) is MENTION_ONLY, and LIKELY_VIA where the vehicle sells
that maker too. A name that only calls the vehicle ("HP BPA") or hints ("MS ELA") is LIKELY_VIA. Subawards (E6) are
parts of their own, see parts.py; documents that name an award's number (E7) are found as connections of the document.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from onrecord.connect.owners_vehicles import Sales, likely_owners
from onrecord.connect.owners_words import LABOUR, PLACES, Mention, names_a_vehicle, only_mentioned
from onrecord.model.award import Action, LinkLabel
from onrecord.model.evidence import Field
from onrecord.model.names import PSEUDO_RECIPIENTS, core_name
from onrecord.tables import award_names, known_parties
from onrecord.tables.makers import LONGEST, NameFound, names_in

CERTAIN: frozenset[LinkLabel] = frozenset({"DIRECT", "SUBSIDIARY", "SUPPLIED_VIA"})
"""Labels beside which a vehicle has nothing to add."""
STRENGTH: tuple[LinkLabel, ...] = ("MENTION_ONLY", "LIKELY_VIA", "SUPPLIED_VIA", "SUBSIDIARY", "DIRECT")
"""Of two labels for one maker the later stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """A maker's part in an award, with its label and all fields that are evidence for it.

    Attributes:
        of_work: Its product is taught or worked on, not bought.
    """

    owner: str
    label: LinkLabel
    evidence: tuple[Field, ...]
    because: str
    of_work: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recipients:
    """Who the recipients of an award are, for comparing with makers.

    Attributes:
        keys, parents: Table keys of the recipients and of their recorded parents.
        tabled: Table keys of their owners, with the source of each.
        names: Core names as recorded ("dell marketing").
    """

    keys: frozenset[str]
    parents: frozenset[str]
    tabled: Mapping[str, str]
    names: frozenset[str]


def product_owners(
    actions: Sequence[Action],
    vehicle: Sequence[Action],
    recipients: frozenset[str],
    parents: frozenset[str],
    *,
    tabled: Mapping[str, str] = MappingProxyType({}),
    sales: Sales | None = None,
) -> list[Ownership]:
    """Say whose products an award buys.

    Args:
        actions: The rows of the award.
        vehicle: The rows of the vehicle it hangs on, where the record holds any.
        recipients: Table keys of its recipients.
        parents: Table keys of the recipients' recorded parents.
        tabled: Table keys of the recipients' owners as the table of organisations has them, with its source for each.
        sales: What the orders of its vehicle name, where they were counted.
    """
    found: dict[str, Ownership] = {}
    naming = [row for row in actions if names_in(row.description, row.decided_on)]
    if naming:
        recorded = (name for row in actions for name in (row.recipient, *(one for one, _ in row.co_recipients)) if name)
        names = frozenset(map(core_name, recorded)) - PSEUDO_RECIPIENTS
        who = _Recipients(keys=recipients, parents=parents, tabled=tabled, names=names)
        makers: dict[str, str] = {}
        for row in sorted(naming, key=lambda one: one.decided_on or ""):
            for own in _named(row, who, makers):
                found[own.owner] = _stronger(found.get(own.owner), own)
    if not any(own.label in CERTAIN for own in found.values()):
        for likely in likely_owners(actions, vehicle, sales):
            if likely.owner in recipients | parents or not likely.evidence or _is_work(found.get(likely.owner)):
                continue
            because = f"{likely.because}; the award's own words do not say that it is bought"
            own = Ownership(owner=likely.owner, label="LIKELY_VIA", evidence=likely.evidence, because=because)
            found[own.owner] = _stronger(found.get(own.owner), own)
    return list(found.values())


def _is_work(own: Ownership | None) -> bool:
    """Say whether a maker's product is already known to be only taught or worked on."""
    return own is not None and own.of_work


def _stronger(one: Ownership | None, other: Ownership) -> Ownership:
    """Keep the stronger label of a maker, and the evidence of both."""
    if one is None:
        return other
    first, second = (one, other) if STRENGTH.index(one.label) >= STRENGTH.index(other.label) else (other, one)
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    because = first.because
    if first.label == "LIKELY_VIA" and second.because not in because and second.label != first.label:
        because = f"{because}; {second.because}"
    return replace(first, evidence=evidence, because=because)


def _named(row: Action, who: _Recipients, makers: dict[str, str]) -> Iterable[Ownership]:
    """Rule E1: the makers that a row's own description names, each once.

    Args:
        row: A row of the award.
        who: Its recipients.
        makers: Each name met in earlier rows to its maker then, which it keeps: the award buys from who made it first.
    """
    place = row.field("description")
    if place is None:
        return
    names = names_in(row.description, row.decided_on)
    by_owner: dict[str, list[NameFound]] = {}
    for one in sorted(names, key=lambda found: -len(found.row.name)):
        if makers.setdefault(one.row.name, one.owner) == one.owner and len(by_owner.setdefault(one.owner, [])) < PLACES:
            by_owner[one.owner].append(one)
    for owner, places in by_owner.items():
        if own := _own(row, place, owner, (tuple(places), names), who):
            yield own


Names = tuple[NameFound, ...]


def _own(row: Action, place: Field, owner: str, found: tuple[Names, Names], who: _Recipients) -> Ownership | None:
    """Label one maker that a description names; None where only a vehicle bears the name of the recipient itself."""
    text, (places, names) = row.description[:LONGEST], found
    called = [names_a_vehicle(text, one) if row.kind != "idv" else "" for one in places]
    related = _related(owner, who)
    if related:
        return None if all(called) else _ownership(owner, related[0], place, f"{_says(places[0])}, {related[1]}")
    mentions = [only_mentioned(text, one, names) for one in places]
    bought = [
        one for one, mention, vehicle in zip(places, mentions, called, strict=True) if not mention and not vehicle
    ]
    labour, says = _labour(row, places), _says((bought or list(places))[0])
    if not bought and any(called):
        words = next(filter(None, called))
        return _ownership(
            owner, "LIKELY_VIA", place, f"it calls its vehicle {words!r}; what it buys under it is not named"
        )
    if not bought or labour:
        mention = next(filter(None, mentions), Mention("", of_work=True))
        words = " and ".join(filter(None, (repr(mention.words) if mention.words else "", labour)))
        own = _ownership(owner, "MENTION_ONLY", place, f"{says}, but also {words}: it may only be mentioned")
        return replace(own, of_work=bool(labour) or mention.of_work)
    if all(one.row.role == "hint" for one in bought) and row.kind != "idv":
        return _ownership(owner, "LIKELY_VIA", place, f"{says}, which points to the maker without naming it")
    if not who.names:
        return _ownership(owner, "LIKELY_VIA", place, f"{says}; no recipient is recorded")
    return _ownership(owner, "SUPPLIED_VIA", place, f"{says}, and the recipient is recorded under another name")


def _ownership(owner: str, label: LinkLabel, place: Field, because: str) -> Ownership:
    return Ownership(owner=owner, label=label, evidence=(place,), because=because)


def _says(name: NameFound) -> str:
    spelt = f" (written {name.as_written!r})" if name.as_written and name.row.role != "misspelling" else ""
    return f"its description says {name.row.name!r}{spelt}"


def _labour(row: Action, places: Names) -> str:
    """Say that the product service code is of people's work; empty where it is not, or where the maker sells services."""
    code = next((code for scheme, code in row.categories if scheme == "psc" and LABOUR.match(code)), "")
    return f"the product service code {code} is of people's work" if code and places[0].row.kind != "service" else ""


def _related(owner: str, who: _Recipients) -> tuple[LinkLabel, str] | None:
    """Say how a maker and the recipient are one firm or two of one owner; None where nothing says so."""
    unit = bool(who.names & _units().get(owner, frozenset()))
    if owner in who.keys and not unit:
        return "DIRECT", "whose maker is the recipient"
    if owner in who.keys:
        return "SUBSIDIARY", "whose maker owns the recipient (table of organisations)"
    if owner in who.parents:
        return "SUBSIDIARY", "whose maker is recorded as the recipient's parent"
    if owner in who.tabled:
        return "SUBSIDIARY", f"whose maker owns the recipient (table: {who.tabled[owner]})"
    makers = _maker_names().get(owner, frozenset())
    if makers & who.names:
        return "DIRECT", "whose maker is the recipient by its name"
    if any(name.startswith(f"{maker} ") for name in who.names for maker in makers):
        return "SUBSIDIARY", "with whose maker's name the recipient's begins"
    return None


@cache
def _units() -> Mapping[str, frozenset[str]]:
    return {party.key: frozenset(map(core_name, party.units)) for party in known_parties() if party.units}


@cache
def _maker_names() -> Mapping[str, frozenset[str]]:
    """Map makers to their names as recipients bear them, legal forms left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in award_names():
        if row.role == "maker":
            found[row.owner].add(core_name(row.name))
    for party in known_parties():
        if party.key in found:
            found[party.key] |= {core_name(name) for name in (party.name, *party.aliases)}
    return {owner: frozenset(names) for owner, names in found.items()}
