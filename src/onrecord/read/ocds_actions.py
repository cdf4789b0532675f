"""One release to the actions it records: what is read from which member, by the rules in `ocds.py`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.model.award import ENDED, Action, AwardKind, Money, Notion, places_of
from onrecord.model.ids import ArtefactId, AwardId, content_id
from onrecord.read.ocds_instruments import Instrument, Scene, date_of, framework_of, instruments_of, key_of, scene_of
from onrecord.read.ocds_json import Node, Place
from onrecord.read.ocds_money import NO_CURRENCY, Sum, paid, sum_of
from onrecord.read.ocds_parties import Parties, Party
from onrecord.read.ocds_releases import Release

Found = list[tuple[str, Place]]
"""Names of values and where they stand."""


def actions_of(release: Release, artefact: ArtefactId, first: int) -> list[Action]:
    """Build the actions of a release, numbered from `first`."""
    scene = scene_of(release)
    return [_action(one, scene, artefact, first + place) for place, one in enumerate(instruments_of(scene))]


def _action(instrument: Instrument, scene: Scene, artefact: ArtefactId, row: int) -> Action:
    own, award = instrument.own, instrument.award
    sources = [own] if award is None or award is own else [own, award]
    fields: Found = [("piid", instrument.name)]
    status = _status(sources, fields)
    has_ended = (status or "").lower() in ENDED
    money, currency = _money(instrument, scene, fields, has_ended=has_ended)
    recipients = [] if has_ended else _recipients(instrument, scene.parties, fields)
    buying = _buyers(sources, scene, fields)
    dates = tuple(_dates(instrument, fields))
    modification, reason = _modification(own, fields)
    fields += [("acted_on", scene.date)] if scene.date else []
    fields += [("parent", instrument.award_name)] if instrument.award_name else []
    ocid, award_name = scene.release.ocid, instrument.award_name
    return Action(
        award=_award_id(ocid, instrument.name, is_contract=instrument.is_contract),
        parent=_award_id(ocid, award_name, is_contract=False) if award_name else None,
        kind=_kind(instrument, scene, fields),
        artefact=artefact,
        row=row,
        piid=key_of(instrument.name),
        modification=modification,
        acted_on=scene.acted_on,
        reason=reason,
        status=status,
        description=_description(sources, scene, fields),
        currency=currency,
        obligated=None,
        money=money,
        buyer=_called(buying.buyer),
        buyer_code=None,
        buyer_identifiers=buying.buyer.identifiers if buying.buyer else (),
        procuring_entity=_called(buying.procuring),
        department=None,
        funder=_called(buying.funder),
        funder_code=None,
        recipient=_called(recipients[0]) if recipients else None,
        recipient_identifiers=recipients[0].identifiers if recipients else (),
        co_recipients=tuple((one.name.text.strip(), one.identifiers) for one in recipients[1:]),
        recipient_parent=None,
        recipient_parent_identifiers=(),
        categories=tuple(_categories(sources, scene, fields)),
        dates=dates,
        places=places_of(f"{scene.root.pointer}/", [(name, place.pointer, place.text) for name, place in fields]),
    )


def _award_id(ocid: str, name: Place, *, is_contract: bool) -> AwardId:
    return AwardId(content_id("award", "ocds", ocid, "contract" if is_contract else "award", key_of(name)))


def _called(party: Party | None) -> str | None:
    return party.name.text.strip() if party else None


def _status(sources: Iterable[Node], fields: Found) -> str | None:
    """Give its own state or, where it states none, that of its award."""
    place = _first(sources, "status")
    fields += [("status", place)] if place else []
    return place.text.strip() if place else None


def _money(instrument: Instrument, scene: Scene, fields: Found, *, has_ended: bool) -> tuple[tuple[Money, ...], str]:
    """Read what the award may come to, what the contract is signed for, and what was paid."""
    own, award = instrument.own, instrument.award
    current = sum_of(own.child("value")) if instrument.is_contract else None
    potential = sum_of(award.child("value")) if award else None
    payments = paid(own) if instrument.is_contract else None
    stated: list[tuple[Notion, str, Sum | None]] = [
        ("current", "contracts/value", current),
        ("potential", "awards/value", potential),
    ]
    stated = [] if has_ended else stated
    money = [
        Money(notion=notion, amount=one.amount, currency=one.currency, as_of=scene.acted_on, basis=basis)
        for notion, basis, one in stated
        if one
    ]
    fields += [(notion, one.places[0]) for notion, _, one in stated if one]
    if payments:
        total, basis = payments
        money.append(
            Money(
                notion="outlayed",
                amount=total.amount,
                currency=total.currency,
                as_of=scene.acted_on,
                basis=basis,
                stated=False,
            )
        )
        fields += _numbered("outlayed", total.places)
    first: Sum | None = current or potential or (payments[0] if payments else None)
    return tuple(money), first.currency if first else NO_CURRENCY


def _recipients(instrument: Instrument, parties: Parties, fields: Found) -> list[Party]:
    found = [party for one in instrument.suppliers if (party := parties.party(one))]
    for number, one in enumerate(found, start=1):
        fields.append(("recipient" if number == 1 else f"co_recipient_{number}", one.name))
    return found


@dataclass(frozen=True, slots=True)
class Buying:
    """On whose side an award is made; who runs the procedure only where that is another than the buyer."""

    buyer: Party | None
    procuring: Party | None
    funder: Party | None


def _buyers(sources: Iterable[Node], scene: Scene, fields: Found) -> Buying:
    """Name the buyer (without one, who runs the procedure) and who pays for it, where that is said."""
    parties = scene.parties
    procuring = parties.named(
        (scene.tender.child("procuringEntity") if scene.tender else None, parties.by_role.get("procuringEntity"))
    )
    stated = (*(one.child("buyer") for one in sources), scene.root.child("buyer"), parties.by_role.get("buyer"))
    buyer = parties.named(stated) or procuring
    if buyer and procuring and procuring.name.text == buyer.name.text:
        procuring = None
    found = Buying(buyer, procuring, parties.named((parties.by_role.get("funder"),)))
    for name, party in (("buyer", found.buyer), ("procuring_entity", found.procuring), ("funder", found.funder)):
        fields += [(name, party.name)] if party else []
    return found


def _categories(sources: Iterable[Node], scene: Scene, fields: Found) -> Iterator[tuple[str, str]]:
    """Say what is bought: the classes of the items of the contract or else of its award, each once, then the kind of it.

    Fields are those of the first class of each scheme.
    """
    items = next((listed for one in sources if (listed := one.children("items"))), [])
    classes = [item.child("classification") for item in items]
    classes += [more for item in items for more in item.children("additionalClassifications")]
    found: dict[tuple[str, str], Place] = {}
    for one in classes:
        scheme, code = (one.text("scheme"), one.text("id")) if one else (None, None)
        if scheme and code:
            found.setdefault((scheme.text.strip().lower(), code.text.strip()), code)
    if kind := scene.tender.text("mainProcurementCategory") if scene.tender else None:
        found.setdefault(("procurement-category", kind.text.strip().lower()), kind)
    firsts: dict[str, Place] = {}
    for (scheme_name, _), place in found.items():
        firsts.setdefault(scheme_name, place)
    fields += _numbered("category", firsts.values())  # of a thousand items a thousand places help nobody
    yield from found


def _dates(instrument: Instrument, fields: Found) -> Iterator[tuple[str, str]]:
    own, award = instrument.own, instrument.award
    period = own.child("period") if instrument.is_contract else None
    period = period or (award.child("contractPeriod") if award else None)
    for name, node, member in (
        ("start", period, "startDate"),
        ("end", period, "endDate"),
        ("potential_end", period, "maxExtentDate"),
        ("signed", own if instrument.is_contract else None, "dateSigned"),
        ("awarded", award, "date"),
    ):
        place, found = date_of(node, member) if node else (None, None)
        if place and found:
            fields.append((name, place))
            yield name, found


def _kind(instrument: Instrument, scene: Scene, fields: Found) -> AwardKind:
    """Tell a framework agreement and what was called off from one, where the release says so."""
    techniques = scene.tender.child("techniques") if scene.tender else None
    if not instrument.is_contract and techniques and techniques.value.get("hasFrameworkAgreement") is True:
        return "idv"
    framework = framework_of(instrument.own) or scene.framework
    identifier = framework.text("identifier") if framework else None
    fields += [("framework", identifier)] if identifier else []
    return "order" if framework else "unknown"


def _modification(own: Node, fields: Found) -> tuple[str, str | None]:
    """Name the latest amendment that is listed, for the values are those after it; and say why it was made."""
    amendments = own.children("amendments")
    single = own.child("amendment") if not amendments else None  # as 1.0 had it
    listed = [(one, place) for one in [*amendments, *([single] if single else [])] if (place := one.text("id"))]
    if not listed:
        return "", None
    _, (node, place) = max(enumerate(listed), key=lambda one: ((date_of(one[1][0], "date")[1]) or "", one[0]))
    reason = node.text("rationale")
    fields.append(("modification", place))
    fields += [("reason", reason)] if reason else []
    return place.text.strip(), reason.text.strip() if reason else None


def _description(sources: Iterable[Node], scene: Scene, fields: Found) -> str:
    """Take the description of the contract, its award's, then their titles, then the tender's."""
    title = _first(sources, "title")
    place = _first(sources, "description") or title
    if place is None and scene.tender:
        place = _first((scene.tender,), "description") or _first((scene.tender,), "title")
    fields += [("description", place)] if place else []
    fields += [("title", title)] if title and title is not place else []
    return place.text.strip() if place else ""


def _first(sources: Iterable[Node], name: str) -> Place | None:
    return next((place for one in sources if (place := one.text(name))), None)


def _numbered(name: str, places: Iterable[Place]) -> Iterator[tuple[str, Place]]:
    """Name several fields of one kind apart: `outlayed`, `outlayed_2`."""
    for number, place in enumerate(places, start=1):
        yield (name if number == 1 else f"{name}_{number}"), place
