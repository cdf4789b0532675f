"""Awards, links and parties by hand, a stand-in for a view of the record that holds them, and their release packages."""

import json
import tracemalloc
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from onrecord.export.ocds import Publication, export
from onrecord.model.award import Action, LinkLabel, LinkRole, Money, Notion, Places, places_of
from onrecord.model.evidence import Field, Origin
from onrecord.model.ids import ArtefactId, AwardId, DocumentId, PartyId
from onrecord.model.party import Alias, Link, Party
from onrecord.model.statement import PartyKind
from onrecord.store import View
from onrecord.store.view import Head

ROWS = ArtefactId("ab" * 32)
ORDER = AwardId("CONT_AWD_A1_7012_V1_7001")
VEHICLE = AwardId("CONT_IDV_V1_7001")
FIRM = PartyId("f" * 32)
PARENT = PartyId("a" * 32)
BODY = PartyId("b" * 32)
MAKER = PartyId("c" * 32)


def money(amount: str, notion: Notion = "current", as_of: str | None = "2018-05-01", **said: Any) -> Money:
    """Make a sum."""
    currency = said.pop("currency", "USD")
    return Money(notion=notion, amount=Decimal(amount), currency=currency, as_of=as_of, basis=f"{notion}_total", **said)


def places(row: int, **texts: str) -> Places:
    """Say where the values of a row stand."""
    start = f"row={row};column="
    return places_of(start, [(name, f"{start}{name}", text) for name, text in texts.items()])


def action(row: int = 1, **said: Any) -> Action:
    """Make an action of an order that ACME has with the Agency under a vehicle."""
    values: dict[str, Any] = {
        "award": ORDER,
        "parent": VEHICLE,
        "kind": "order",
        "artefact": ROWS,
        "row": row,
        "piid": "A1",
        "modification": "0",
        "acted_on": "2018-05-01",
        "description": "CLOUD LICENCES",
        "currency": "USD",
        "obligated": Decimal("100.10"),
        "money": (money("200.00"), money("300.50", "potential"), money("150.25", "obligated"), money("9", "outlayed")),
        "buyer": "The Agency",
        "buyer_code": "7012",
        "department": "The Department",
        "funder": "The Agency",
        "funder_code": "7012",
        "recipient": "ACME CORP",
        "recipient_identifiers": (("us-cage", "1ABC2"), ("us-duns", "123456789"), ("us-uei", "ABCDEFGHJKL1")),
        "recipient_parent": "ACME HOLDINGS",
        "recipient_parent_identifiers": (("us-uei", "ABCDEFGHJKL2"),),
        "categories": (("psc", "7030"), ("naics", "541519")),
        "dates": (("start", "2018-05-02"), ("end", "2019-05-01"), ("potential_end", "2021-05-01"), ("signed", "2018-04-30")),
        "places": places(row, piid="A1", current="200.00", potential="300.50", obligated="150.25", action_obligated="100.10"),
    }  # fmt: skip
    return Action(**(values | said))


def vehicle(**said: Any) -> Action:
    """Make the vehicle the order was placed under, with a ceiling."""
    values: dict[str, Any] = {
        "award": VEHICLE,
        "parent": None,
        "kind": "idv",
        "piid": "V1",
        "money": (money("0", "current"), money("2840238077721.00", "potential")),
        "dates": (("signed", "2015-01-01"), ("last_order", "2020-01-01")),
    }
    return replace(action(900), **(values | said))


def party(one: PartyId, name: str, kind: PartyKind = "company", **said: Any) -> Party:
    """Make a party."""
    return Party(id=one, name=name, kind=kind, **said)


PARTIES = (
    party(
        FIRM,
        "ACME CORP",
        aliases=(Alias(name="ACME CORP", basis="award"), Alias(name="ACME CORPORATION", basis="award")),
        identifiers=(("us-uei", "ABCDEFGHJKL1"), ("us-duns", "123456789"), ("us-cage", "1ABC2"), ("us-uei", "short")),
    ),
    party(PARENT, "ACME HOLDINGS", identifiers=(("us-uei", "ABCDEFGHJKL2"),)),
    party(BODY, "The Agency", "public_body", identifiers=(("us-agency", "7012"),)),
    party(MAKER, "Cloudmaker", identifiers=(("onrecord", "org:cloudmaker"),)),
)


def link(role: LinkRole, one: PartyId, award: AwardId = ORDER, label: LinkLabel | None = None, row: int = 1) -> Link:
    """Make a party's part in an award."""
    place = Field(artefact=ROWS, pointer=f"row={row};column={role.lower()}", text="as in the row")
    return Link(
        award=award, party=one, role=role, label=label, evidence=(place,), because=f"recorded as {role.lower()}"
    )


LINKS = (
    link("RECIPIENT", FIRM, label="DIRECT"),
    link("PARENT_AT_TIME", PARENT, label="SUBSIDIARY"),
    link("BUYER", BODY),
    link("FUNDER", BODY),
    link("PRODUCT_OWNER", MAKER, label="SUPPLIED_VIA"),
)
ORIGIN = Origin(
    artefact=ROWS,
    path="/home/somebody/awards.csv",
    collected_at="2026-01-02T03:04:05+00:00",
    url="https://spending.example/awards.csv",
    publisher="Spending Office",
)


@dataclass(frozen=True)
class Held:
    """What the writers ask of a view, answered from lists."""

    held: tuple[Action, ...] = (action(),)
    linked: tuple[Link, ...] = LINKS
    known: tuple[Party, ...] = PARTIES
    found: tuple[Origin, ...] = (ORIGIN,)
    read: Mapping[DocumentId, ArtefactId] = field(default_factory=dict)

    def heads(self, documents: Collection[DocumentId]) -> dict[DocumentId, Head]:
        """Give what documents were read from."""
        return {
            one: Head(id=one, artefact=artefact, part="", title=None, publisher=None, published=None, path="a.txt")
            for one, artefact in self.read.items()
            if one in documents
        }

    def actions(self, award: AwardId | None = None) -> Iterator[Action]:
        """Give actions award by award."""
        yield from sorted((one for one in self.held if award in {None, one.award}), key=lambda one: one.award)

    def links(self, *, award: AwardId) -> list[Link]:
        """Give the parts in an award."""
        return [one for one in self.linked if one.award == award]

    def party(self, one: PartyId) -> Party | None:
        """Give a party."""
        return next((party for party in self.known if party.id == one), None)

    def origins(self, artefact: ArtefactId) -> Iterator[Origin]:
        """Give where an artefact was found."""
        return (one for one in self.found if one.artefact == artefact)


def view(*held: Action, **said: Any) -> View:
    """Make the stand-in of a view; with nothing said, of one action."""
    return cast("View", Held(held=held or (action(),), **said))


DAY = Publication(published=date(2026, 11, 23))
Row = dict[str, Any]


def written(folder: Path, held: View, publication: Publication = DAY) -> list[Row]:
    """Export a view and read the packages back, numbers as they were written."""
    return [json.loads(path.read_bytes(), parse_float=Decimal) for path, _ in export(held, folder, publication)]


def releases(folder: Path, *held: Action, **said: Any) -> list[Row]:
    """Export actions and give the releases."""
    return [one for package in written(folder, view(*held, **said)) for one in package["releases"]]


def changed(row: int, **said: Any) -> Action:
    """Make a later change of the order."""
    return action(row, **({"modification": f"P{row:05}", "acted_on": f"2018-06-{row:02}"} | said))


def members(value: object) -> Iterator[tuple[str, object]]:
    """List every member of a JSON value, at every depth."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield name, one
            yield from members(one)
    elif isinstance(value, list):
        for one in value:
            yield from members(one)


@dataclass(frozen=True)
class Long(Held):
    """A stand-in that makes its awards as they are asked for, and holds none."""

    awards: int = 0

    def actions(self, award: AwardId | None = None) -> Iterator[Action]:
        """Give one action each for many awards of one firm."""
        for number in range(self.awards):
            one = AwardId(f"CONT_AWD_{number:09}")
            if award in {None, one}:
                yield action(number + 1, award=one, parent=None)

    def links(self, *, award: AwardId) -> list[Link]:
        """Give the same parts in every award."""
        return [replace(one, award=award) for one in LINKS]


def peak(awards: int, write: Callable[[View], object]) -> int:
    """Measure the most memory that a writer takes for some awards, in bytes."""
    tracemalloc.start()
    try:
        write(cast("View", Long(awards=awards)))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
