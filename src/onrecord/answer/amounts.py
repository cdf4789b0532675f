"""A sum in a text held against the sums an award has in the record, notion by notion.

A recorded sum agrees when it rounds to the stated one at the precision of the words ("$19.4 million": to the nearest
100,000) and honours their comparator ("more than", "up to"). Currencies are never converted, each award is taken by
itself, and nothing is added up. Whose awards are looked at at all is `answer.sums`' question.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from onrecord.answer.words import NOTIONS, label_words
from onrecord.model.award import Action, AwardKind, Money, Notion, award_of
from onrecord.model.ids import AwardId
from onrecord.model.statement import Amount

Outcome = Literal["agrees", "allowed", "differs"]
"""`allowed`: not the sum the words round to, but on the side their comparator leaves open ("more than 5 million": 19)."""

DIGITS = 60
"""Of a quotient: any recorded sum over any stated precision is exact in fewer."""
NEAREST_LISTED = 3
NOT_TRIED = "each award is taken by itself; sums over several awards are not tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One recorded sum beside the stated one.

    Attributes:
        as_of: ISO date of the action that recorded it, None where the source does not say.
        stated: See `model.award.Money`.
        latest: It is the award's value in the latest row held; False for one that a later row replaced.
        difference: Recorded less stated.
    """

    notion: Notion
    amount: Decimal
    currency: str
    as_of: str | None
    basis: str
    stated: bool
    latest: bool
    outcome: Outcome
    difference: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardSums:
    """An award whose parties fit, and its sums beside the stated one.

    Attributes:
        ties: `(party, role, label)` of the parties that make it fit.
        comparisons: In the currency of the text, the nearest first; those that agree before all others.
        not_recorded: Notions of which no row held has a sum.
        other_currencies: Currencies of sums that were not compared.
    """

    award: AwardId
    kind: AwardKind
    piid: str
    recipient: str | None
    buyer: str | None
    ties: tuple[tuple[str, str, str | None], ...]
    comparisons: tuple[Comparison, ...]
    not_recorded: tuple[Notion, ...] = ()
    other_currencies: tuple[str, ...] = ()

    @property
    def agreeing(self) -> tuple[Comparison, ...]:
        """List the sums that agree."""
        return tuple(one for one in self.comparisons if one.outcome == "agrees")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the record says to one sum of a text.

    Attributes:
        words: The sum as written.
        start, end: Its place, code points of the document.
        precision: The unit of its last digit.
        suppliers, customers: Names of the parties whose awards were looked at.
        basis: Where these are named: `the supply relation`, `the same sentence`, ...
        compared: Awards whose parties fit and that have a sum in this currency.
        other_currencies: Awards whose parties fit and that have no sum in this currency.
        agreed: Awards with a sum that agrees.
        nearest: Where none agrees: those that come nearest.
        not_compared: Why nothing was compared; empty where it was.
    """

    words: str
    start: int
    end: int
    value: Decimal
    precision: Decimal
    currency: str
    comparator: str
    suppliers: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    basis: str = ""
    compared: int = 0
    other_currencies: int = 0
    agreed: tuple[AwardSums, ...] = ()
    nearest: tuple[AwardSums, ...] = ()
    not_compared: str = ""

    @property
    def has_awards(self) -> bool:
        """There are awards of the parties, whether or not their sums could be compared."""
        return bool(self.compared or self.other_currencies)


def outcome(said: Amount, recorded: Decimal) -> Outcome:
    """Say how a recorded sum stands to a stated one in the same currency."""
    with localcontext(prec=DIGITS):
        rounds = (recorded / said.precision).to_integral_value(ROUND_HALF_UP) * said.precision == said.value
    if said.comparator == "at_least":
        on_its_side = recorded >= said.value
    elif said.comparator == "at_most":
        on_its_side = recorded <= said.value
    else:
        return "agrees" if rounds else "differs"
    return "agrees" if rounds and on_its_side else "allowed" if on_its_side else "differs"


def recorded_sums(actions: Iterable[Action]) -> list[tuple[Money, bool]]:
    """List the different sums the rows of an award have had for it, and whether the latest row has them; later ones first."""
    rows = list(actions)
    latest = award_of(rows).money
    found = [(one, True) for one in latest]
    met = {(one.notion, one.amount, one.currency) for one in latest}
    for action in reversed(rows):
        for one in action.money:
            mark = (one.notion, one.amount, one.currency)
            if mark not in met:
                met.add(mark)
                found.append((one, False))
    return found


def compare(said: Amount, recorded: Iterable[tuple[Money, bool]]) -> tuple[Comparison, ...]:
    """Hold a stated sum against recorded ones in its currency: those that agree first, then the nearest."""
    found = [
        Comparison(
            notion=one.notion,
            amount=one.amount,
            currency=one.currency,
            as_of=one.as_of,
            basis=one.basis,
            stated=one.stated,
            latest=latest,
            outcome=outcome(said, one.amount),
            difference=one.amount - said.value,
        )
        for one, latest in recorded
        if one.currency == said.currency
    ]

    def order(one: Comparison) -> tuple[bool, Decimal, bool, bool]:
        return one.outcome != "agrees", abs(one.difference), not one.stated, not one.latest

    return tuple(sorted(found, key=order))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """An award whose parties fit, with every sum its rows have had for it (`recorded_sums`)."""

    latest: Action
    recorded: tuple[tuple[Money, bool], ...]
    ties: tuple[tuple[str, str, str | None], ...]


def fitting(actions: Iterable[Action], ties: tuple[tuple[str, str, str | None], ...]) -> Fitting:
    """Make an award ready for comparison, from all rows held of it in their order.

    Raises:
        ValueError: There is no row.
    """
    rows = list(actions)
    recorded = recorded_sums(rows)
    return Fitting(latest=award_of(rows).latest, recorded=tuple(recorded), ties=ties)


def award_sums(said: Amount, award: Fitting) -> AwardSums:
    """Hold a stated sum against one award."""
    held = {one.notion for one, _ in award.recorded}
    latest = award.latest
    return AwardSums(
        award=latest.award,
        kind=latest.kind,
        piid=latest.piid,
        recipient=latest.recipient,
        buyer=latest.buyer,
        ties=award.ties,
        comparisons=compare(said, award.recorded),
        not_recorded=tuple(notion for notion in NOTIONS if notion not in held),
        other_currencies=tuple(sorted({one.currency for one, _ in award.recorded if one.currency != said.currency})),
    )


def answer(said: Amount, found: Iterable[AwardSums]) -> Answer:
    """Put the awards that fit into one answer: those that agree, or else those that come nearest."""
    awards = list(found)
    comparable = [one for one in awards if one.comparisons]
    agreed = [one for one in comparable if one.agreeing]
    nearest = sorted(comparable, key=lambda one: (abs(one.comparisons[0].difference), one.award))[:NEAREST_LISTED]
    return Answer(
        words=" ".join(said.span.text.split()),
        start=said.span.start,
        end=said.span.end,
        value=said.value,
        precision=said.precision,
        currency=said.currency,
        comparator=said.comparator,
        compared=len(comparable),
        other_currencies=len(awards) - len(comparable),
        agreed=tuple(sorted(agreed, key=lambda one: (abs(one.comparisons[0].difference), one.award))),
        nearest=() if agreed else tuple(nearest),
    )


COMPARATORS = {"exactly": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}


def stated_words(one: Answer) -> str:
    """Write how the words are read: `read as 19,400,000 USD, to the nearest 100,000`."""
    return f"read as {COMPARATORS[one.comparator]}{one.value:,f} {one.currency}, to the nearest {one.precision:,f}"


def between_words(one: Answer) -> str:
    """Name the parties whose awards were looked at: the firm's part may be the recipient's or only the maker's."""
    return f"tying {' or '.join(one.suppliers)} to {' or '.join(one.customers)}"


def comparison_words(one: Comparison) -> str:
    """Write a recorded sum with its notion and date, and whether it agrees or how far it is from the stated one."""
    held = "" if one.stated else " (of the actions held; others may exist)"
    replaced = "" if one.latest else ", replaced since by a later row"
    sums = f"{NOTIONS[one.notion][0]} {one.amount:,.2f} {one.currency}{held}, as of {one.as_of or 'a date not recorded'}{replaced}"
    if one.outcome == "agrees":
        return f"{sums}: agrees"
    way = "above" if one.difference > 0 else "below"
    allowed = ", which the words leave open" if one.outcome == "allowed" else ""
    return f"{sums}: differs by {abs(one.difference):,.2f} ({way} the stated sum{allowed})"


def award_words(one: AwardSums) -> str:
    """Name an award and why it fits."""
    vehicle = "; a vehicle: what its orders may come to" if one.kind == "idv" else ""
    near = "; ".join(
        f"{party}: {role}{f', {words}' if (words := label_words(label, role)) else ''}"
        for party, role, label in one.ties
    )
    return f"{one.piid} ({one.recipient or 'recipient not recorded'}; {near}{vehicle}) [{one.award}]"


def shown(one: AwardSums) -> tuple[Comparison, ...]:
    """Choose the sums of an award to show: those that agree, the nearest, and what the latest row has of each notion."""
    return tuple(
        sums for place, sums in enumerate(one.comparisons) if sums.latest or sums.outcome == "agrees" or place == 0
    )


def answer_lines(one: Answer) -> list[str]:
    """Write an answer in lines for people, the outcome first, then each notion of the awards it rests on."""
    head = f"“{one.words}”, {stated_words(one)}"
    if one.not_compared:
        return [f"{head}: not compared: {one.not_compared}"]
    awards = f"{between_words(one)} ({one.basis})"
    if not one.compared:
        return [f"{head}: not compared: {_none_words(one, awards)}"]
    lines = [
        f"{head}: agrees with {len(one.agreed) or 'none'} of {_awards(one.compared)} {awards}; {NOT_TRIED}",
    ]
    for award in one.agreed[:NEAREST_LISTED] or one.nearest[:1]:
        lines.append(f"{'agrees' if one.agreed else 'nearest'}: {award_words(award)}")
        lines += [f"- {comparison_words(sums)}" for sums in shown(award)]
        if award.not_recorded:
            lines.append(f"- not recorded: {', '.join(NOTIONS[notion][0] for notion in award.not_recorded)}")
    if len(one.agreed) > NEAREST_LISTED:
        lines.append(f"and {len(one.agreed) - NEAREST_LISTED} more awards that agree")
    if one.other_currencies:
        lines.append(f"not compared: {_none_words(one, awards)}")
    return lines


def _awards(number: int) -> str:
    return f"{number:,} award{'' if number == 1 else 's'}"


def _none_words(one: Answer, awards: str) -> str:
    if not one.other_currencies:
        return f"no award held is {awards}"
    return f"{_awards(one.other_currencies)} {awards} with no sum in {one.currency}; nothing is converted"
