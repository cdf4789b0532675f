"""The awards of a record, held small, found by who sells, by words of their description and by number."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import log

from onrecord.connect.matches.wording import described
from onrecord.model.award import Action, LinkLabel, LinkRole, Notion, award_of
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.names import PSEUDO_RECIPIENTS, core_name
from onrecord.model.party import Link
from onrecord.tables.organisation_words import organisation_words

Part = tuple[PartyId, LinkRole, LinkLabel | None]
SUPPLY_ROLES: frozenset[LinkRole] = frozenset({"RECIPIENT", "PARENT_AT_TIME", "PRODUCT_OWNER"})
BODY_ROLES: frozenset[LinkRole] = frozenset({"BUYER", "FUNDER"})
CARRIES: frozenset[LinkLabel | None] = frozenset({"DIRECT", "SUBSIDIARY", "SUPPLIED_VIA", "LIKELY_VIA", None})
"""Labels that tie a maker to an award; one that is only mentioned sells nothing."""
RARE = 60
"""Awards that share a word at most for the word to find awards by itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """An award, as far as sentences are matched with it.

    Attributes:
        suppliers: Recipients, their parents, makers of the product, with the part each has.
        bodies: Who buys and funds.
        names: Recipients and their parents as recorded, without legal forms.
        days: Ordinals of the days on which something was recorded, in order; `first` may be earlier and `last` later: of the
            start and the end that its rows name, or the fiscal year its number has.
        sums: Notion, sum in whole units of its currency, ordinal of the day it was recorded, None where not known.
        terms: Words of its descriptions.
    """

    award: AwardId
    is_vehicle: bool
    currency: str
    suppliers: tuple[Part, ...]
    bodies: tuple[PartyId, ...]
    names: tuple[str, ...]
    days: tuple[int, ...]
    first: int | None
    last: int | None
    sums: tuple[tuple[Notion, float, int | None], ...]
    terms: frozenset[str]


@dataclass(frozen=True)
class AwardIndex:
    """Awards by party, name, word and id.

    Attributes:
        by_party, by_name, by_term: Places in `awards`; of words only those that few awards have.
        numbers: How many awards have a word, for all words.
        part_of: A public body to what it is part of.
    """

    awards: Sequence[Held]
    by_award: Mapping[AwardId, int]
    by_party: Mapping[PartyId, Sequence[int]]
    by_name: Mapping[str, Sequence[int]]
    by_term: Mapping[str, Sequence[int]]
    numbers: Mapping[str, int]
    part_of: Mapping[PartyId, PartyId]

    @cached_property
    def period(self) -> tuple[str, str] | None:
        """Give the first and the last day on which anything was recorded, days to come left out."""
        today = date.today().toordinal()  # noqa: DTZ011  # a day too many or too few changes no answer
        days = [day for one in self.awards for day in (one.days[:1] + one.days[-1:]) if day <= today]
        return (date.fromordinal(min(days)).isoformat(), date.fromordinal(max(days)).isoformat()) if days else None

    def weight(self, word: str) -> float:
        """Say how much a word tells: the logarithm of how few awards have it; 0 for one that none has."""
        return log((len(self.awards) + 1) / self.numbers[word]) if word in self.numbers else 0.0

    def named(self, name: str) -> frozenset[int]:
        """Find awards whose recipient, or its parent, bears a name, or one that goes on with general words only."""
        core = core_name(name)
        return frozenset(self.by_name.get(core, ())) | frozenset(self._goes_on.get(core, ()))

    def may_be(self, name: str) -> bool:
        """Say whether a recipient's name begins so, whoever else's does: then it cannot be said that none is held."""
        core = core_name(name)
        at = bisect_left(self._in_order, core)
        return at < len(self._in_order) and f"{self._in_order[at]} ".startswith(f"{core} ")

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self.by_name)

    @cached_property
    def _goes_on(self) -> Mapping[str, Sequence[int]]:
        """Map the beginnings of names to their bearers: `motorola` of Motorola Solutions, unless others begin so too."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for name in self.by_name:
            words = name.split()
            for length in range(1, len(words)):
                begins = " ".join(words[:length])
                if all(word in organisation_words() for word in words[length:]):
                    bearers[begins].add(name)
        found: dict[str, Sequence[int]] = {}
        for begins, names in bearers.items():
            is_own = not all(word in organisation_words() for word in begins.split())
            is_short = len(begins) <= SHORT or " " in begins
            if is_own or (is_short and len({_second(name, begins) for name in names}) == 1):
                found[begins] = [at for name in sorted(names) for at in self.by_name[name]]
        return found


NUMBER = re.compile(r"[0-9A-Z]{6}(?P<year>\d{2})[A-Z]", re.IGNORECASE)
SHORT = 3
"""Letters of a name that is taken for one although it is a general word: `GEO` of the GEO Group."""


def _second(name: str, begins: str) -> str:
    return name[len(begins) :].split(maxsplit=1)[0]


def index_awards(
    awards: Iterable[Sequence[Action]], links: Iterable[Link], part_of: Mapping[PartyId, PartyId]
) -> AwardIndex:
    """Hold awards so that sentences can be matched with them.

    Args:
        awards: The rows of each award, one award after the other.
        links: Parts of parties in awards.
        part_of: A public body to the one it is part of.
    """
    parts: dict[AwardId, list[Part]] = defaultdict(list)
    for link in links:
        if link.role in BODY_ROLES or (link.role in SUPPLY_ROLES and link.label in CARRIES):
            parts[link.award].append((link.party, link.role, link.label))
    shared: dict[str, str] = {}
    held = [_held(rows, parts.get(rows[0].award, ()), shared) for rows in awards if rows]
    by_party: dict[PartyId, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, int] = defaultdict(int)
    by_term: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(held):
        for party in dict.fromkeys(party for party, _, _ in one.suppliers):
            by_party[party].append(at)
        for name in one.names:
            by_name[name].append(at)
        for word in one.terms:
            numbers[word] += 1
            if numbers[word] <= RARE:
                by_term[word].append(at)
    rare = {word: found for word, found in by_term.items() if numbers[word] <= RARE}
    places = {one.award: at for at, one in enumerate(held)}
    return AwardIndex(held, places, by_party, by_name, rare, numbers, part_of)


def _held(rows: Sequence[Action], parts: Sequence[Part], shared: dict[str, str]) -> Held:
    named = (
        name for row in rows for name in (row.recipient, row.recipient_parent, *(one for one, _ in row.co_recipients))
    )
    names = dict.fromkeys(core for name in named if name and (core := core_name(name)) not in PSEUDO_RECIPIENTS)
    words: set[str] = set()
    for description in {row.description for row in rows}:
        words |= described(description)
    days = sorted({day for row in rows for day in (_day(row.acted_on), _day(row.decided_on)) if day})
    spans = [day for row in rows for _, text in row.dates if (day := _day(text))]
    return Held(
        award=rows[0].award,
        is_vehicle=any(row.kind == "idv" for row in rows),
        currency=rows[-1].currency,
        suppliers=tuple(one for one in parts if one[1] in SUPPLY_ROLES),
        bodies=tuple(dict.fromkeys(party for party, role, _ in parts if role in BODY_ROLES)),
        names=tuple(shared.setdefault(name, name) for name in names),
        days=tuple(days),
        first=min([*days, *spans, *_fiscal_year(rows[0].piid, days)], default=None),
        last=max([*days, *spans], default=None),
        sums=tuple(dict.fromkeys(_sums(rows))),
        terms=frozenset(shared.setdefault(word, word) for word in words),
    )


def _fiscal_year(number: str, days: Sequence[int]) -> Iterator[int]:
    """Give the first day of the fiscal year in a number (FAR 4.1603: office, year, kind, serial), if the award may be of it."""
    if (match := NUMBER.match(number)) and days:
        begins = date(1999 + int(match["year"]), 10, 1).toordinal()
        if begins <= days[0]:
            yield begins


def _sums(rows: Sequence[Action]) -> Iterator[tuple[Notion, float, int | None]]:
    """List every sum that was ever recorded of an award: of each change, and as it stood after each; at last as derived."""
    for row in rows:
        if row.obligated:
            yield "obligated", float(row.obligated), _day(row.acted_on)
        for money in row.money:
            if money.amount > Decimal(0):
                yield money.notion, float(money.amount), _day(money.as_of)
    for money in award_of(rows).money:
        if money.amount > Decimal(0):
            yield money.notion, float(money.amount), _day(money.as_of)


def _day(text: str | None) -> int | None:
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None
