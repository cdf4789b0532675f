"""One release to the actions it records: what is read from which member, by the rules in `ocds.py`."""

from collections.abc import Iterable, Iterator

from onrecord.model.award import Action, AwardKind, Money, Notion
from onrecord.model.evidence import Field
from onrecord.model.ids import ArtefactId, AwardId, content_id
from onrecord.read.ocds_instruments import Instrument, Scene, date_of, framework_of, instruments_of, key_of, scene_of
from onrecord.read.ocds_json import Node, Place
from onrecord.read.ocds_money import NO_CURRENCY, Sum, paid, sum_of
from onrecord.read.ocds_parties import Parties, Party
from onrecord.read.ocds_releases import Release

ENDED = frozenset({"cancelled", "unsuccessful"})
"""States of an award or contract that came to nothing (award and contract status codelists)."""

Places = list[tuple[str, Place]]


def actions_of(release: Release, artefact: ArtefactId, first: int) -> list[Action]:
    """Build the actions of a release, numbered from `first`."""
    scene = scene_of(release)
    return [_action(one, scene, artefact, first + place) for place, one in enumerate(instruments_of(scene))]


def _action(instrument: Instrument, scene: Scene, artefact: ArtefactId, row: int) -> Action:
    own, award = instrument.own, instrument.award
    sources = [own] if award is None or award is own else [own, award]
    fields: Places = [("piid", instrument.name)]
    has_ended = _has_ended(sources, fields)
    money, currency = _money(instrument, scene, fields, has_ended=has_ended)
    recipient = None if has_ended else _recipient(instrument, scene.parties, fields)
    buyer, funder = _buyers(sources, scene, fields)
    dates = tuple(_dates(instrument, fields))
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
        modification=_modification(own, fields),
        acted_on=scene.acted_on,
        description=_description(sources, scene, fields),
        currency=currency,
        obligated=None,
        money=money,
        buyer=buyer,
        buyer_code=None,
        department=None,
        funder=funder,
        funder_code=None,
        recipient=recipient.name.text.strip() if recipient else None,
        recipient_identifiers=recipient.identifiers if recipient else (),
        recipient_parent=None,
        recipient_parent_identifiers=(),
        dates=dates,
        fields=tuple(
            (name, Field(artefact=artefact, pointer=place.pointer, text=place.text)) for name, place in fields
        ),
    )


def _award_id(ocid: str, name: Place, *, is_contract: bool) -> AwardId:
    return AwardId(content_id("award", "ocds", ocid, "contract" if is_contract else "award", key_of(name)))


def _has_ended(sources: Iterable[Node], fields: Places) -> bool:
    """Tell whether it came to nothing, by its own state or, where it states none, by that of its award."""
    place = _first(sources, "status")
    if place is None:
        return False
    fields.append(("status", place))
    return place.text.strip().lower() in ENDED


def _money(instrument: Instrument, scene: Scene, fields: Places, *, has_ended: bool) -> tuple[tuple[Money, ...], str]:
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


def _recipient(instrument: Instrument, parties: Parties, fields: Places) -> Party | None:
    """Take the first supplier; the others are named in fields, since the model has one recipient."""
    found = [party for one in instrument.suppliers if (party := parties.party(one))]
    if not found:
        return None
    fields.append(("recipient", found[0].name))
    fields += [(f"co_recipient_{place}", one.name) for place, one in enumerate(found[1:], start=2)]
    return found[0]


def _buyers(sources: Iterable[Node], scene: Scene, fields: Places) -> tuple[str | None, str | None]:
    """Name the buyer (without one, who runs the procedure) and who pays for it, where that is said."""
    parties = scene.parties
    procuring = parties.named(
        (scene.tender.child("procuringEntity") if scene.tender else None, parties.by_role.get("procuringEntity"))
    )
    stated = (*(one.child("buyer") for one in sources), scene.root.child("buyer"), parties.by_role.get("buyer"))
    buyer = parties.named(stated) or procuring
    funder = parties.named((parties.by_role.get("funder"),))
    fields += [("buyer", buyer.name)] if buyer else []
    if buyer and procuring and procuring.name.text != buyer.name.text:
        fields.append(("procuring_entity", procuring.name))
    fields += [("funder", funder.name)] if funder else []
    return buyer.name.text.strip() if buyer else None, funder.name.text.strip() if funder else None


def _dates(instrument: Instrument, fields: Places) -> Iterator[tuple[str, str]]:
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


def _kind(instrument: Instrument, scene: Scene, fields: Places) -> AwardKind:
    """Tell a framework agreement and what was called off from one, where the release says so."""
    techniques = scene.tender.child("techniques") if scene.tender else None
    if not instrument.is_contract and techniques and techniques.value.get("hasFrameworkAgreement") is True:
        return "idv"
    framework = framework_of(instrument.own) or scene.framework
    identifier = framework.text("identifier") if framework else None
    fields += [("framework", identifier)] if identifier else []
    return "order" if framework else "unknown"


def _modification(own: Node, fields: Places) -> str:
    """Name the latest amendment that is listed: the values are those after it."""
    amendments = own.children("amendments")
    single = own.child("amendment") if not amendments else None  # as 1.0 had it
    listed = [(one, place) for one in [*amendments, *([single] if single else [])] if (place := one.text("id"))]
    if not listed:
        return ""
    _, place = max(enumerate(listed), key=lambda one: ((date_of(one[1][0], "date")[1]) or "", one[0]))[1]
    fields.append(("modification", place))
    return place.text.strip()


def _description(sources: Iterable[Node], scene: Scene, fields: Places) -> str:
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
