"""Names to organisations, across documents and awards: which recorded organisation a name in a text may mean.

A name links to one organisation that owns identifiers or that the tables know, or to none. Names that are as good for
several go to the lowest organisation that all of these belong to, if there is one; else a person is asked. At most
one edge of the band `link` leaves a name, always towards what owns identifiers: so no chain of similar names ever
joins two organisations that do. A unit is never taken for the firm it is recorded to belong to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.names import PSEUDO_RECIPIENTS, core_name
from onrecord.resolve.edges import Band, Edge
from onrecord.resolve.linking.candidates import NameIndex, build_index, identity, is_comparable
from onrecord.resolve.linking.name_validity import Standing, standing
from onrecord.resolve.linking.organisation_trees import Trees
from onrecord.resolve.linking.organisations import NameSeen, Organisation
from onrecord.resolve.linking.place_names import lacks_state
from onrecord.resolve.linking.shared_identifiers import Joined, in_different_countries, join_by_identifier
from onrecord.resolve.names.name_alignment import LINK, Comparison, Rarity, compare
from onrecord.resolve.names.org_names import OrgName, parse

SURE = LINK
"""Scores from which a name is linked."""
ASKED = 0.3
"""Scores from which a person is asked: below it, one in three questions was about the wrong body, on the half for rules."""
ASKED_IN_DOUBT = 0.5
"""The same, where something besides the name speaks against it."""
MARGIN = 0.05
"""Scores no further apart than this are as good as each other."""
MOST_NAMES = 20
"""Names of one organisation that are looked up; a body named in more ways has been found by then, or cannot be."""
MOST_ASKED = 3
"""Organisations a person is asked about for one name."""
OPPOSED = frozenset({frozenset({"company", "public_body"})})
"""Kinds that one body is never both of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well a name of one organisation fits a name of another.

    Attributes:
        target: The organisation found.
        asked: The name that was looked for; `name` is the one it fits best, `comparison` says how.
        same: The two are one name in two spellings.
        standing: Whether the found name was in use when the other was used.
        doubt: What speaks against it whatever the score, for people; empty where nothing does.
        agencies: Public bodies that both are named with.
    """

    target: Organisation
    asked: NameSeen
    name: NameSeen
    comparison: Comparison
    same: bool
    standing: Standing
    doubt: str
    agencies: frozenset[str]

    @property
    def score(self) -> float:
        """Give how likely the two names are one."""
        return self.comparison.score

    def is_sure(self, least: float) -> bool:
        """Tell whether it is good enough and nothing but another match speaks against linking it."""
        return self.score >= least and self.standing != "outside" and not self.doubt


@dataclass(frozen=True, slots=True)
class Recorded:
    """Organisations, their names, and how rare words are in all names of the record."""

    organisations: Sequence[Organisation]
    index: NameIndex
    rarity: Rarity


def propose(organisations: Sequence[Organisation], *, between_owners: bool = False) -> Iterator[Edge]:
    """Propose which organisations are one.

    Args:
        organisations: All of a record, people excepted.
        between_owners: Also look for other names of organisations that own identifiers; what is found is for review.

    Yields:
        Edges whose left side is the name that was looked for; those by a shared identifier first.
    """
    rarity = Rarity.of(parse(name) for name in _names(organisations))
    trees = Trees({one.key: one.owners for one in organisations})
    joined = join_by_identifier(organisations, rarity, trees)
    yield from joined.edges
    settled = _recorded([one for one in organisations if one.is_settled], rarity)
    unknown = []
    for one in organisations:
        if one.is_settled or not _may_be_linked(one):
            continue
        found = [match for match in matches(one, settled) if not trees.is_above(match.target.key, one.key)]
        yield from _edges(one, found, trees, joined)
        if not found:
            unknown.append(one)
    yield from _between_open(_recorded(unknown, rarity))
    if between_owners:
        yield from _between_settled(settled, trees)


def _may_be_linked(organisation: Organisation) -> bool:
    return organisation.kind != "person" and all(
        core_name(one.name) not in PSEUDO_RECIPIENTS for one in organisation.names
    )


def _names(organisations: Iterable[Organisation]) -> Iterator[str]:
    yield from (one.name for each in organisations for one in each.names if is_comparable(one.name))


def _recorded(organisations: Sequence[Organisation], rarity: Rarity) -> Recorded:
    names = ((seen.name, place) for place, one in enumerate(organisations) for seen in one.names)
    return Recorded(organisations, build_index(names), rarity)


def matches(asked: Organisation, recorded: Recorded, *, least: float = ASKED) -> list[Match]:
    """Find the organisations that a name may mean, the best match of each, best first.

    Args:
        asked: What is looked for, by each of its names.
        recorded: Where it is looked for.
        least: Scores below it are left out.
    """
    best: dict[str, Match] = {}
    for seen in asked.names[:MOST_NAMES]:
        if not is_comparable(seen.name):
            continue
        parsed = parse(seen.name)
        for number in recorded.index.find(parsed):
            other = parse(recorded.index.names[number])
            comparison = compare(parsed, other, recorded.rarity)
            if comparison.score < least:
                continue
            for place in recorded.index.holders[number]:
                target = recorded.organisations[place]
                match = _match(asked, target, seen, other, comparison)
                if target.key != asked.key and (target.key not in best or _order(match) < _order(best[target.key])):
                    best[target.key] = match
    return sorted(best.values(), key=_order)


def _match(asked: Organisation, target: Organisation, seen: NameSeen, other: OrgName, found: Comparison) -> Match:
    own = identity(other)
    parsed = parse(seen.name)
    spelt = (one for one in target.names if is_comparable(one.name))
    name = next(one for one in spelt if one.name == other.name or identity(parse(one.name)) == own)
    return Match(
        target=target,
        asked=seen,
        name=name,
        comparison=found,
        same=identity(parsed) == own,
        standing=standing(target.names, name, seen),
        doubt=_doubt(asked, target, parsed, other),
        agencies=asked.agencies & target.agencies,
    )


def _doubt(asked: Organisation, target: Organisation, name: OrgName, other: OrgName) -> str:
    """Say what speaks against two names being one body's, whatever they look like."""
    if frozenset({asked.kind, target.kind}) in OPPOSED:
        return "one is a firm, the other a public body"
    if lacks_state(name) or lacks_state(other):
        return "places of that name lie in several states"
    same = identity(name) == identity(other) or name.compact & other.compact
    if not same and 1 in (len(name.tokens), len(other.tokens)):
        return "a single word may stand for several"
    return ""


STANDINGS: Mapping[Standing, int] = {"within": 0, "open": 1, "outside": 2}


def _order(match: Match) -> tuple[object, ...]:
    return (-match.score, STANDINGS[match.standing], bool(match.doubt), -len(match.agencies), match.target.key)


def _edges(one: Organisation, found: Sequence[Match], trees: Trees, joined: Joined) -> Iterator[Edge]:
    """Turn what was found for a name into one edge that links, or into questions."""
    tied = tied_best(found)
    if tied and joined.are_one(match.target.key for match in tied):
        yield _edge(one, tied[0], tied[0].target.key, "link")
        return
    lowest = _lowest(tied, trees)
    if lowest in joined.groups and lowest is not None and lowest != one.key:
        yield _edge(one, tied[0], lowest, "link", rule="name shared inside one organisation")
        return
    for match in (tied or [match for match in found if _is_worth_asking(match, found)])[:MOST_ASKED]:
        yield _edge(one, match, match.target.key, "review", shared_by=max(1, len(tied)))


def _is_worth_asking(match: Match, found: Sequence[Match]) -> bool:
    """Tell whether a person may well say yes: not to one of many that fit as well, and to a doubtful one only if it is alike."""
    as_good = sum(abs(other.score - match.score) <= MARGIN for other in found)
    least = ASKED_IN_DOUBT if match.doubt else ASKED
    return match.score >= least and (match.same or match.score / as_good >= ASKED)


def _lowest(tied: Sequence[Match], trees: Trees) -> str | None:
    """Find the lowest organisation that all belong to; inside one tree, those that bore the name at that time go first."""
    keys = [match.target.key for match in tied]
    then = [match.target.key for match in tied if match.standing == "within"]
    return trees.lowest_common(then if then and trees.common(keys) else keys)


def tied_best(found: Sequence[Match], *, least: float = SURE) -> list[Match]:
    """List the matches that are as good as the best one; none where it is open whether any is right.

    A name in the same words goes before similar ones. A match that something speaks against keeps out those that fit
    clearly less well: they are not taken because a better one is doubtful.
    """
    sure = [match for match in found if match.is_sure(least)]
    doubtful = max((match.score for match in found if not match.is_sure(least)), default=0.0)
    if not sure or doubtful > sure[0].score + MARGIN:
        return []
    same = [match for match in sure if match.same]
    return same or [match for match in sure if match.score >= sure[0].score - MARGIN]


def _edge(one: Organisation, match: Match, target: str, band: Band, *, rule: str = "", shared_by: int = 1) -> Edge:
    return Edge(
        left=one.place,
        right=(target, None),
        score=round(match.score / shared_by, 4),
        band=band,
        rule=rule or ("same name in another spelling" if match.same else "similar name"),
        because=_because(match, shared_by),
    )


def _because(match: Match, shared_by: int) -> str:
    reasons = list(match.comparison.because)
    if match.standing == "within":
        reasons.append(f"in use from {match.name.first_day} to {match.name.last_day}")
    if match.standing == "outside":
        reasons.append("known under another name at that time")
    if match.doubt:
        reasons.append(match.doubt)
    if match.agencies:
        reasons.append("both named with the same public body")
    if shared_by > 1:
        reasons.append(f"{shared_by} organisations fit as well")
    return f"“{match.asked.name}” and “{match.name.name}”: {'; '.join(reasons)}."


def _between_open(recorded: Recorded) -> Iterator[Edge]:
    """Link names that no settled organisation may bear to each other: the same name, to its first key; similar ones are asked."""
    first: dict[tuple[object, ...], str] = {}
    for one in recorded.organisations:
        spellings = {identity(parse(seen.name)) for seen in one.names[:MOST_NAMES] if is_comparable(seen.name)}
        before = {first.setdefault(spelling, one.key) for spelling in sorted(spellings, key=str)}
        found = matches(one, recorded, least=SURE)
        same = next((each for each in found if each.same and each.target.key in before and each.is_sure(SURE)), None)
        if same:
            yield _edge(one, same, same.target.key, "link")
            continue
        for match in found[:MOST_ASKED]:
            if not match.same and one.key < match.target.key:
                yield _edge(one, match, match.target.key, "review")


def _between_settled(recorded: Recorded, trees: Trees) -> Iterator[Edge]:
    """Ask about organisations with identifiers of their own whose names are much alike, each pair once."""
    for one in recorded.organisations:
        asked = 0
        for match in matches(one, recorded, least=SURE):
            other = match.target
            if (
                one.key > other.key
                or (one.known and other.known)
                or not set(one.identifiers).isdisjoint(other.identifiers)
                or in_different_countries(one, other)
                or trees.are_tied(one.key, other.key)
            ):
                continue
            yield _edge(one, match, other.key, "review")
            asked += 1
            if asked == MOST_ASKED:
                break
