"""The spending rows of a generated record."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from onrecord.model.award import Action, AwardKind, Money, Places
from onrecord.model.evidence import Field
from onrecord.model.ids import ArtefactId, AwardId
from page_parties import Parties, Someone
from page_texts import DAYS, FIRST_DAY
from page_words import Writing, Zipf

LAYOUT = (
    ("description", "transaction_description"),
    ("recipient", "recipient_name"),
    ("buyer", "awarding_sub_agency_name"),
    ("obligated", "total_dollars_obligated"),
    ("acted_on", "action_date"),
    ("piid", "award_id_piid"),
)
KINDS: tuple[AwardKind, ...] = ("order", "definitive", "purchase", "bpa_call", "idv")
SHARES = (50, 15, 20, 5, 10)


@dataclass(slots=True)
class Bought:
    """An award, its actions and who has a part in it."""

    id: AwardId
    parent: AwardId | None
    actions: list[Action]
    recipient: Someone
    buyer: Someone

    @property
    def latest(self) -> Action:
        """Give its last action."""
        return self.actions[-1]

    def field(self, name: str) -> Field:
        """Find where a value of the last action stands."""
        found = self.latest.field(name)
        assert found is not None  # noqa: S101  # every row has these
        return found


class Office:
    """Invents awards, all from one seed."""

    def __init__(self, source: random.Random, writing: Writing, parties: Parties) -> None:
        self._source, self._writing, self._parties = source, writing, parties
        self._firm, self._body = Zipf(source, len(parties.firms)), Zipf(source, len(parties.bodies))
        self._vehicles: list[AwardId] = []

    def awards(self, artefact: ArtefactId, first: int, count: int) -> Iterator[Bought]:
        """Invent awards from a number on; their rows stand in one artefact, in this order."""
        row = 0
        for number in range(first, first + count):
            kind = self._source.choices(KINDS, SHARES)[0]
            award = AwardId(f"CONT_{'IDV' if kind == 'idv' else 'AWD'}_70B{number:09d}_7014")
            parent = None
            if kind == "order" and self._vehicles:
                parent = self._vehicles[int(len(self._vehicles) * self._source.random() ** 2)]
            if kind == "idv":
                self._vehicles.append(award)
            recipient, buyer = self._parties.firms[self._firm.one()], self._parties.bodies[self._body.one()]
            found = Bought(award, parent, [], recipient, buyer)
            actions = self._source.choices((1, 2, 3, 8), (80, 12, 6, 2))[0]
            day = FIRST_DAY + timedelta(days=self._source.randrange(DAYS))
            description = self._writing.sentence(6, 18).upper()
            for change in range(actions):
                row += 1
                when = (day + timedelta(days=40 * change)).isoformat()
                found.actions.append(_action(self._source, found, kind, artefact, row, (when, description)))
            yield found


def _action(
    source: random.Random, award: Bought, kind: AwardKind, artefact: ArtefactId, row: int, said: tuple[str, str]
) -> Action:
    day, description = said
    change = len(award.actions)
    amount = Decimal(source.randrange(-2_000, 900_000)) / 100 * 1000
    piid = f"70B{award.id.split('_')[2]}"
    total = amount * (change + 1)
    texts = (description, award.recipient.recorded, award.buyer.recorded, str(total), day, piid)
    return Action(
        award=award.id,
        parent=award.parent,
        kind=kind,
        artefact=artefact,
        row=row,
        piid=piid,
        modification=f"P{change:05d}" if change else "0",
        acted_on=day,
        reason=None,
        description=description,
        currency="USD",
        obligated=amount,
        money=(
            Money(notion="obligated", amount=total, currency="USD", as_of=day, basis="total_dollars_obligated"),
            Money(notion="potential", amount=abs(total) * 2, currency="USD", as_of=day, basis="potential_total"),
        ),
        buyer=award.buyer.recorded,
        buyer_code=None,
        department=None,
        funder=None,
        funder_code=None,
        recipient=award.recipient.recorded,
        recipient_identifiers=(),
        recipient_parent=None,
        recipient_parent_identifiers=(),
        categories=(("psc", "D305"),),
        dates=(("start", day),),
        places=Places(start=f"row={row};column=", layout=LAYOUT, texts=texts),
    )
