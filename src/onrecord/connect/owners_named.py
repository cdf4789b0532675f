"""Rule E1: the makers that a description names, each with its label.

The same rule reads the descriptions of awards and the items of contracts (rule E7).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.connect.owners_recipients import Recipients, related
from onrecord.connect.owners_words import LABOUR, PLACES, Mention, names_a_vehicle, only_mentioned
from onrecord.model.award import Action, AwardKind, LinkLabel
from onrecord.model.evidence import Field, Span
from onrecord.tables.makers import LONGEST, NameFound, names_in

STRENGTH: tuple[LinkLabel, ...] = ("MENTION_ONLY", "LIKELY_VIA", "SUPPLIED_VIA", "SUBSIDIARY", "DIRECT")
"""Of two labels for one maker the later stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """A maker's part in an award, with its label and all that is evidence for it.

    Attributes:
        of_work: Its product is taught or worked on, not bought.
        also: What it says beside a stronger reason, where that is not the same again.
    """

    owner: str
    label: LinkLabel
    evidence: tuple[Field | Span, ...]
    because: str
    of_work: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words that say what an award buys.

    Attributes:
        evidence: Where they stand.
        whose: What says so ("its description").
        on: ISO day of which they tell.
        labour: Why it is people's work by its code; empty where it is not.
    """

    text: str
    evidence: tuple[Field | Span, ...]
    whose: str
    on: str | None
    kind: AwardKind
    labour: str


def stronger(one: Ownership | None, other: Ownership) -> Ownership:
    """Keep the stronger label of a maker, and the evidence of both."""
    if one is None:
        return other
    first, second = (one, other) if STRENGTH.index(one.label) >= STRENGTH.index(other.label) else (other, one)
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    because = first.because
    added = second.also or (second.because if first.label == "LIKELY_VIA" and second.label != first.label else "")
    if added and added not in because:
        because = f"{because}; {added}"
    return replace(first, evidence=evidence, because=because)


def named(wording: Wording, who: Recipients, makers: dict[str, str]) -> Iterable[Ownership]:
    """List the makers that some words name, each once.

    Args:
        wording: The words.
        who: The recipients of the award.
        makers: Each name met in earlier words to its maker then, which it keeps: the award buys from who made it first.
    """
    names = names_in(wording.text, wording.on)
    by_owner: dict[str, list[NameFound]] = {}
    for one in sorted(names, key=lambda found: -len(found.row.name)):
        if makers.setdefault(one.row.name, one.owner) == one.owner and len(by_owner.setdefault(one.owner, [])) < PLACES:
            by_owner[one.owner].append(one)
    for owner, places in by_owner.items():
        if own := _own(wording, owner, (tuple(places), names), who):
            yield own


Names = tuple[NameFound, ...]


def _own(wording: Wording, owner: str, found: tuple[Names, Names], who: Recipients) -> Ownership | None:
    """Label one maker that is named; None where only a vehicle bears the name of the recipient itself."""
    text, (places, names) = wording.text[:LONGEST], found
    called = [names_a_vehicle(text, one) if wording.kind != "idv" else "" for one in places]
    if tie := related(owner, who):
        return None if all(called) else _ownership(owner, tie[0], wording, f"{_says(wording, places[0])}, {tie[1]}")
    mentions = [only_mentioned(text, one, names) for one in places]
    bought = [
        one for one, mention, vehicle in zip(places, mentions, called, strict=True) if not mention and not vehicle
    ]
    labour = wording.labour if places[0].row.kind != "service" else ""
    says = _says(wording, (bought or list(places))[0])
    if not bought and any(called):
        words = next(filter(None, called))
        return _ownership(
            owner, "LIKELY_VIA", wording, f"it calls its vehicle {words!r}; what it buys under it is not named"
        )
    if not bought or labour:
        mention = next(filter(None, mentions), Mention("", of_work=True))
        words = " and ".join(filter(None, (repr(mention.words) if mention.words else "", labour)))
        own = _ownership(owner, "MENTION_ONLY", wording, f"{says}, but also {words}: it may only be mentioned")
        return replace(own, of_work=bool(labour) or mention.of_work)
    if all(one.row.role == "hint" for one in bought) and wording.kind != "idv":
        return _ownership(owner, "LIKELY_VIA", wording, f"{says}, which points to the maker without naming it")
    if not who.names:
        return _ownership(owner, "LIKELY_VIA", wording, f"{says}; no recipient is recorded")
    return _ownership(owner, "SUPPLIED_VIA", wording, f"{says}, and the recipient is recorded under another name")


def _ownership(owner: str, label: LinkLabel, wording: Wording, because: str) -> Ownership:
    return Ownership(owner=owner, label=label, evidence=wording.evidence, because=because)


def _says(wording: Wording, name: NameFound) -> str:
    spelt = f" (written {name.as_written!r})" if name.as_written and name.row.role != "misspelling" else ""
    return f"{wording.whose} says {name.row.name!r}{spelt}"


def labour_of(actions: Sequence[Action]) -> str:
    """Say that a product service code of some rows is of people's work; empty where none is."""
    codes = (code for row in actions for scheme, code in row.categories if scheme == "psc" and LABOUR.match(code))
    code = next(codes, "")
    return f"the product service code {code} is of people's work" if code else ""
