"""What a release tells of: each contract with its award, and each award that is told by itself."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.read.ocds_json import SHOWN, Node, Place
from onrecord.read.ocds_parties import Parties, parties_of
from onrecord.read.ocds_releases import Release
from onrecord.read.usaspending_values import ISO_DATE, iso_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What one action tells of.

    Attributes:
        own: The contract, or the award that is told by itself.
        name: Its id.
        award: The award whose values are told too: its own, or that of its only contract.
        award_name: The award that a contract says it is of.
        suppliers: References to them.
    """

    own: Node
    name: Place
    is_contract: bool
    award: Node | None
    award_name: Place | None
    suppliers: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What holds for all actions of a release.

    Attributes:
        framework: The framework agreement it was called off from.
    """

    release: Release
    parties: Parties
    date: Place | None
    acted_on: str | None
    tender: Node | None
    framework: Node | None

    @property
    def root(self) -> Node:
        """Give the release itself."""
        return self.release.node


def scene_of(release: Release) -> Scene:
    """Collect what all actions of a release share."""
    date, acted_on = date_of(release.node, "date")
    return Scene(
        release=release,
        parties=parties_of(release.node),
        date=date,
        acted_on=acted_on,
        tender=release.node.child("tender"),
        framework=framework_of(release.node),
    )


def instruments_of(scene: Scene) -> Iterator[Instrument]:
    """List the awards without or with several contracts, then the contracts."""
    awards = _by_id(scene.root, "awards")
    contracts = _by_id(scene.root, "contracts")
    hanging: dict[str, int] = defaultdict(int)
    award_names = {name: contract.text("awardID") for name, (contract, _) in contracts.items()}
    for place in award_names.values():
        if place:
            hanging[key_of(place)] += 1
    for key, (award, name) in awards.items():
        if hanging[key] != 1:
            suppliers = tuple(award.children("suppliers"))
            yield Instrument(own=award, name=name, is_contract=False, award=award, award_name=None, suppliers=suppliers)
    for key, (contract, name) in contracts.items():
        place = award_names[key]
        award_of_it = awards.get(key_of(place), (None,))[0] if place else None
        is_only = place is not None and hanging[key_of(place)] == 1
        yield Instrument(
            own=contract,
            name=name,
            is_contract=True,
            award=award_of_it if is_only else None,
            award_name=place,
            suppliers=_suppliers(contract, award_of_it, scene, is_only=is_only),
        )


def _by_id(release: Node, name: str) -> dict[str, tuple[Node, Place]]:
    found: dict[str, tuple[Node, Place]] = {}
    for node in release.children(name):
        place = node.text("id")
        if place is None:
            node.said[f"{node.pointer} has no id; left out"] = None
        elif key_of(place) in found:
            node.said[f"{place.pointer} {place.text[:SHOWN]!r} stands twice in its release; the first was taken"] = None
        else:
            found[key_of(place)] = node, place
    return found


def key_of(place: Place) -> str:
    """Give an id as it is compared."""
    return place.text.strip()


def _suppliers(contract: Node, award: Node | None, scene: Scene, *, is_only: bool) -> tuple[Node, ...]:
    """Say who supplies under a contract; of several suppliers of an award with several contracts nobody knows which."""
    if own := contract.children("suppliers"):  # an extension of the standard
        return tuple(own)
    if award:
        return tuple(award.children("suppliers")) if is_only or _length(award, "suppliers") == 1 else ()
    is_alone = not _length(scene.root, "awards") and _length(scene.root, "contracts") == 1
    only = scene.parties.by_role.get("supplier") if is_alone else None
    return (only,) if only else ()


def _length(node: Node, name: str) -> int:
    found = node.value.get(name)
    return len(found) if isinstance(found, list) else 0


def date_of(node: Node, name: str) -> tuple[Place | None, str | None]:
    """Read a date without its time of day: the day that the publisher's own clock showed."""
    place = node.text(name)
    if place is None:
        return None, None
    try:
        found = iso_date(place.text, "unsettled") if ISO_DATE.fullmatch(place.text.strip()) else None
    except ValueError:
        found = None
    if found is None:
        node.complain(name, "no date as YYYY-MM-DD")
        return None, None
    return place, found


def framework_of(node: Node) -> Node | None:
    """Find the related process that is the framework agreement."""
    for process in node.children("relatedProcesses"):
        kinds = process.value.get("relationship")
        if kinds == "framework" or (isinstance(kinds, list) and "framework" in kinds):
            return process
    return None
