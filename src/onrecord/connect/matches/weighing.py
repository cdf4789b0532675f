"""What speaks for and against an award as the one that a sentence means."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.connect.matches.claims import ContractClaim, FigureSaid, NameSaid
from onrecord.connect.matches.index import AwardIndex, Held
from onrecord.connect.matches.sums import Range, notions_that_hold, range_of
from onrecord.connect.matches.wording import initials, terms_of
from onrecord.model.award import Notion
from onrecord.model.ids import PartyId

SLACK = 31
"""Days after the statement by which an award may still be recorded as begun: data and papers lag."""
LAG = 62
"""Days after an award's end or before its beginning that still count as its time."""
MONTH = 31
Body = Literal["named", "unsaid", "other"]
Period = Literal["acted", "within", "unsaid", "unrecorded", "outside"]
"""`unrecorded`: of the day or month of an event nothing is recorded, though the award ran: many files hold some changes only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An award beside a sentence.

    Attributes:
        lives: It ran on the day of the statement, or the sentence tells a time in which it ran.
        sellers: Names of the sentence that have a part in it.
        body: Whether the sentence names who buys, or somebody else.
        period: Whether something was recorded in the time told, the award ran then, or not.
        figure: A sum of the sentence that it holds, with the notions under which it does.
        words: Words of the sentence that its description has; `weight` says how much they tell.
        loose: Names of the sentence that nothing in the award accounts for.
    """

    held: Held
    lives: bool
    sellers: tuple[NameSaid, ...]
    body: Body
    period: Period
    figure: FigureSaid | None
    holds: tuple[Notion, ...]
    words: frozenset[str]
    weight: float
    loose: tuple[NameSaid, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """A claim with what is looked up once for all awards.

    Attributes:
        sells: Each name to the awards it has a part in.
        ranges: Its sums with what they may stand for.
    """

    claim: ContractClaim
    index: AwardIndex
    sells: Mapping[NameSaid, Collection[int]]
    ranges: Sequence[tuple[FigureSaid, Range]]


def sought(claim: ContractClaim, index: AwardIndex) -> Sought:
    """Look up what the names of a claim sell."""
    sells = {name: found for name in claim.names if (found := _sold_by(name, index))}
    return Sought(claim, index, sells, [(one, range_of(one.amount)) for one in claim.figures])


def _sold_by(name: NameSaid, index: AwardIndex) -> frozenset[int]:
    found = frozenset(index.by_party.get(name.party, ())) if name.party else frozenset[int]()
    return found | (index.named(name.text) if name.text[:1].isupper() else frozenset())


def weighed(one: Sought, at: int) -> Weighed:
    """Weigh one award."""
    held, claim = one.index.awards[at], one.claim
    sellers = tuple(name for name, found in one.sells.items() if at in found)
    own = frozenset(word for name in (*sellers, *claim.bodies) for word in terms_of(name.text))
    words = (claim.terms & held.terms) - own
    figure, holds = _figure(one.ranges, held)
    period = _period(claim, held)
    return Weighed(
        held=held,
        lives=period in {"acted", "within"} or _runs_on(claim.said_on, held),
        sellers=sellers,
        body=_body(claim, held, one.index.part_of),
        period=period,
        figure=figure,
        holds=holds,
        words=words,
        weight=sum(map(one.index.weight, words)),
        loose=tuple(name for name in claim.names if name not in sellers and not _accounted(name, held)),
    )


def _accounted(name: NameSaid, held: Held) -> bool:
    words = terms_of(name.text)
    return (bool(words) and words <= held.terms) or (not words and not name.is_firm) or (name.begins and not name.party)


def _figure(ranges: Iterable[tuple[FigureSaid, Range]], held: Held) -> tuple[FigureSaid | None, tuple[Notion, ...]]:
    for figure, wanted in ranges:
        if figure.amount.currency == held.currency and (holds := notions_that_hold(wanted, held.sums)):
            return figure, holds
    return None, ()


def _body(claim: ContractClaim, held: Held, part_of: Mapping[PartyId, PartyId]) -> Body:
    """Compare who buys: the body itself, what it is part of, or one whose initials the description has."""
    for body in claim.bodies:
        if body.party and any(body.party in chain for chain in (_chain(one, part_of) for one in held.bodies)):
            return "named"
        if initials(body.text) in held.terms and len(initials(body.text)) > 2:  # two letters are anybody's
            return "named"
    return "other" if claim.bodies or claim.other_body else "unsaid"


def _chain(party: PartyId, part_of: Mapping[PartyId, PartyId]) -> Iterator[PartyId]:
    seen: set[PartyId] = set()
    while party not in seen:
        seen.add(party)
        yield party
        if party not in part_of:
            return
        party = part_of[party]


def _period(claim: ContractClaim, held: Held) -> Period:
    """Compare times: in a day or month of an event something should be recorded, in other times the award should run."""
    if held.first is None or held.last is None:
        return "unsaid"
    said = _ordinal(claim.said_on)
    if said is not None and held.first > said + SLACK:
        return "outside"
    found: Period = "unsaid"
    for time in claim.times:
        if any(time.first <= day <= time.last for day in held.days):
            found = "acted"
            continue
        is_short = time.last - time.first < MONTH
        runs = time.first <= held.last + LAG and held.first - LAG <= time.last
        begins = time.first <= held.first <= time.last
        if not runs:
            return "outside"
        if begins:
            found = "acted"
        elif is_short and time.is_event:
            return "unrecorded"
        elif found == "unsaid":
            found = "within"
    return found


def _runs_on(day: str | None, held: Held) -> bool:
    said = _ordinal(day)
    return said is None or held.last is None or said <= held.last + LAG


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None
