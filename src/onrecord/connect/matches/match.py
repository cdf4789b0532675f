"""Which award a sentence means: who sells and who buys, the words for what is sold, the time; a sum helps, never alone.

| what the sentence gives | what is answered |
|---|---|
| the number of an award | that award |
| a seller, and a sum that one of its awards to this buyer holds, unless so coarse a sum would be met by chance | that award |
| a seller, and rare words or a day that one award has | that award, also where it holds another sum |
| no seller, rare words of a description and a sum or a day that go with it, and no name that the award has not | that award |
| a seller whose awards to this buyer in this time are none, or none with this sum | no matching record in the data held |
| a seller with several awards and nothing that singles one out | nothing |
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from onrecord.connect.matches.claims import ContractClaim
from onrecord.connect.matches.index import AwardIndex
from onrecord.connect.matches.sums import CENT, Range
from onrecord.connect.matches.told import answer, no_record
from onrecord.connect.matches.weighing import Sought, Weighed, sought, weighed
from onrecord.model.award import Action
from onrecord.model.ids import AwardId
from onrecord.model.thread import AwardMatch

MOST = 6
"""Awards that one sentence is matched with at most."""
TELLING = 6.0
"""Weight of words that tell awards apart: one that two in a thousand have, or two more common ones."""
OF_FEW = 0.9
"""Share of the weight of a word that one award alone has, from which words tell the awards of one seller apart: in a small
record no word weighs as much as `TELLING`."""
CLEARLY = 1.5
"""How many times the weight of the next award's words is that of an award that words single out."""
BY_CHANCE = 0.15
"""Awards of a seller that would hold a figure by chance, above which the figure singles none out."""
SPREAD = 10.0
"""Natural logarithm of the range over which sums of awards spread ($1,000 to $20,000,000), for reckoning chance."""
FAR = 3.0
"""How many times a sum of an award that a figure may be for the two to differ and not to be of different things."""
LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class Decision:
    """What is answered to a claim.

    Attributes:
        chosen: The awards it speaks of.
        tied: How many awards tie those who are named, where none is chosen; None where nothing is to be said.
    """

    chosen: tuple[Weighed, ...] = ()
    by: Literal["piid", "amount", "words", "sum", "all", ""] = ""
    tied: int | None = None


def matches_of(
    claims: Iterable[ContractClaim], index: AwardIndex, rows_of: Callable[[AwardId], Sequence[Action]], held: str
) -> Iterator[AwardMatch]:
    """Say what the award data held says to each claim.

    Args:
        claims: What sentences tell of contracts.
        index: The awards held.
        rows_of: Gives the rows of an award, for the fields that carry a match.
        held: The data held, in words: which sources, of which period.
    """
    for claim in claims:
        decision = decide(claim, index)
        for one in decision.chosen:
            yield answer(claim, one, rows_of(one.held.award), decision.by, len(decision.chosen))
        if not decision.chosen and decision.tied is not None:
            yield no_record(claim, decision.tied, held)


def decide(claim: ContractClaim, index: AwardIndex) -> Decision:
    """Choose the awards that a claim speaks of."""
    one = sought(claim, index)
    if claim.numbers:
        found = [weighed(one, index.by_award[award]) for award in claim.numbers if award in index.by_award]
        return Decision(tuple(found[:MOST]), "piid")
    if one.sells:
        return _by_seller(one)
    chosen = _by_words(one)
    if chosen is None and _is_plain(claim) and any(name.party or name.is_firm for name in claim.names):
        return Decision(tied=None if any(index.may_be(name.text) for name in claim.names) else 0)
    return chosen or Decision()


def _is_plain(claim: ContractClaim) -> bool:
    """Say whether a sentence tells enough of a contract for an answer that none is held: who sells, and a buyer or a sum."""
    sells = any(name.text[:1].isupper() and (name.party or name.is_firm or claim.figures) for name in claim.names)
    is_bought = claim.other_body or any(one.text[:1].isupper() for one in claim.bodies)
    return sells and (is_bought or (bool(claim.figures) and (claim.plainness > 1 or claim.the_body)))


# --- with a seller


def _by_seller(one: Sought) -> Decision:
    claim = one.claim
    found = _of_sellers(one)
    fitting = [each for each in found if each.body != "other" and each.period != "outside"]
    if not fitting:
        return Decision(tied=0 if _is_plain(claim) else None)
    if claim.figures:
        return _with_figure(one, fitting)
    if claim.plainness < 2 or not any(each.body == "named" for each in fitting):  # a word for a contract
        return Decision()
    return _without_figure(claim, fitting, _telling(one.index))


def _of_sellers(one: Sought) -> list[Weighed]:
    """Weigh the awards in which most of the names that sell anything have a part."""
    counts: dict[int, int] = {}
    for found in one.sells.values():
        for at in found:
            counts[at] = counts.get(at, 0) + 1
    most = max(counts.values())
    return [weighed(one, at) for at, count in sorted(counts.items()) if count == most][:LOOKED_AT]


def _with_figure(one: Sought, fitting: Sequence[Weighed]) -> Decision:
    claim = one.claim
    agreeing = [each for each in fitting if each.figure]
    if claim.summed:
        summed = _summed(one, fitting)
        return Decision(summed, "sum") if summed else Decision()
    if agreeing:
        best = _best(claim, agreeing)
        if best and _is_carried(one, best, fitting):
            return Decision((best,), "amount")
        return Decision()
    recorded = [each for each in fitting if each.period != "unrecorded"]
    alone = recorded[0] if len(recorded) == 1 and _sells_itself(recorded[0]) else None
    singled = alone or _singled(recorded, _telling(one.index))
    if singled and _may_differ(one, singled):
        return Decision((singled,), "words")
    return Decision(tied=len(fitting) if _is_plain(claim) and len(recorded) == len(fitting) else None)


def _sells_itself(each: Weighed) -> bool:
    """Say whether somebody named is its recipient, or the recipient's parent: of a maker's product any reseller may have more."""
    makers = {party for party, role, _ in each.held.suppliers if role == "PRODUCT_OWNER"}
    makers -= {party for party, role, _ in each.held.suppliers if role != "PRODUCT_OWNER"}
    return any(name.party not in makers for name in each.sellers)


def _may_differ(one: Sought, each: Weighed) -> bool:
    """Say whether an award may be the one meant although it holds another sum: of this buyer and time, and no far cry from it."""
    if each.body != "named" or not each.lives or each.loose or one.claim.plainness < 2:  # a word for a contract
        return False
    values = [value for _, value, _ in each.held.sums]
    return any(wanted.low / FAR <= value <= wanted.high * FAR for _, wanted in one.ranges for value in values)


def _is_carried(one: Sought, best: Weighed, fitting: Sequence[Weighed]) -> bool:
    """Say whether more than chance puts a sum beside an award: a buyer, words, a day, or a figure that few sums would meet."""
    is_bought = best.body == "named" or one.claim.the_body
    if not is_bought and (one.claim.plainness < 2 or _is_firm_loose(best)):  # a word for a contract
        return False
    if best.weight >= _telling(one.index) or (best.period == "acted" and one.claim.times):
        return True
    wanted = next(wanted for figure, wanted in one.ranges if figure == best.figure)
    limit = BY_CHANCE if best.body == "named" else BY_CHANCE / 3
    return _expected(wanted, fitting) <= limit and not _is_firm_loose(best)


def _is_now(each: Weighed) -> bool:
    """Say whether an award is of the time of a sentence that gives no sum of it: else an earlier or later one may be meant."""
    return each.lives and each.period != "unrecorded"


def _telling(index: AwardIndex) -> float:
    return min(TELLING, OF_FEW * log(len(index.awards) + 1))


def _is_firm_loose(best: Weighed) -> bool:
    return any(name.is_firm and not name.begins for name in best.loose)


def _expected(wanted: Range, fitting: Sequence[Weighed]) -> float:
    """Reckon how many sums of some awards would fall into a range, were they spread evenly over magnitudes."""
    values = {value for each in fitting for _, value, _ in each.held.sums}
    return len(values) * wanted.width / SPREAD


def _best(claim: ContractClaim, agreeing: Sequence[Weighed]) -> Weighed | None:
    """Choose among awards that hold a figure, None where two are as good."""

    def rank(each: Weighed) -> tuple[float, ...]:
        fits = claim.vehicle is None or claim.vehicle == each.held.is_vehicle
        quoted = each.figure is not None and (each.figure.notion is None or each.figure.notion in each.holds)
        return (each.body == "named", each.period == "acted", fits, quoted, -len(each.loose), round(each.weight, 3))

    ranked = sorted(agreeing, key=rank, reverse=True)
    return ranked[0] if len(ranked) == 1 or rank(ranked[0]) > rank(ranked[1]) else None


def _singled(fitting: Sequence[Weighed], telling: float) -> Weighed | None:
    """Find the award that words single out."""
    ranked = sorted(fitting, key=lambda each: each.weight, reverse=True)
    if not ranked or ranked[0].weight < telling or (len(ranked) > 1 and ranked[0].weight < CLEARLY * ranked[1].weight):
        return None
    return ranked[0]


def _summed(one: Sought, fitting: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """Take the awards acted on in the time told, where their sums add up to the figure."""
    acted = [each for each in fitting if each.period == "acted" and not each.held.is_vehicle]
    if not 1 < len(acted) <= MOST:
        return ()
    for notion in ("current", "obligated", "potential"):
        values = [max((value for kind, value, _ in each.held.sums if kind == notion), default=0.0) for each in acted]
        if any(wanted.low - CENT <= sum(values) <= wanted.high + CENT for _, wanted in one.ranges):
            return tuple(acted)
    return ()


def _without_figure(claim: ContractClaim, fitting: Sequence[Weighed], telling: float) -> Decision:
    named = [each for each in fitting if each.body == "named" and _is_now(each) and not _is_firm_loose(each)]
    most = max((each.weight for each in named), default=0.0)
    if most >= telling:
        top = [each for each in named if each.weight >= most - CENT]
        return Decision(tuple(top), "words") if len(top) <= (MOST if claim.several else 1) else Decision()
    acted = [each for each in named if each.period == "acted"]
    pool = acted if claim.times and acted else named
    if len(pool) == 1 or (claim.several and 1 < len(pool) <= MOST):
        return Decision(tuple(pool), "all")
    return Decision()


# --- without a seller


def _by_words(one: Sought) -> Decision | None:
    """Find awards by rare words of their descriptions; a name that an award does not account for rules it out.

    None where no award has the names and rare words; a decision for none where several may be meant.
    """
    claim, index = one.claim, one.index
    places = {at for word in claim.terms for at in index.by_term.get(word, ())}
    found = [weighed(one, at) for at in sorted(places)[:LOOKED_AT]]
    fitting = [
        each
        for each in found
        if each.body != "other" and each.period != "outside" and not each.loose and each.weight >= TELLING
    ]
    if not fitting:
        return None
    agreeing = [each for each in fitting if each.figure]
    if claim.figures:
        best = _best(claim, agreeing) if agreeing else None
        return Decision((best,), "amount") if best else Decision()
    if not claim.names or claim.plainness < 2:  # a word for a contract
        return Decision()
    named = [each for each in fitting if _has_names(claim, each) and _is_now(each)]
    if len(named) == 1 or (claim.several and len(named) <= MOST and _of_one_seller(named)):
        return Decision(tuple(named), "words")
    return Decision()


def _of_one_seller(found: Sequence[Weighed]) -> bool:
    """Say whether one party sells in all of some awards: else a word they share means different things."""
    sellers = [{party for party, role, _ in each.held.suppliers if role != "PRODUCT_OWNER"} for each in found]
    return bool(found) and bool(set.intersection(*sellers))


def _has_names(claim: ContractClaim, each: Weighed) -> bool:
    return any(name.text.casefold() in each.words for name in claim.names)
