"""Notes to parties: who is one, by people's decisions and by edges; what they are called, how they are tied, what is open."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.edge_row import EdgeRow
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.judgement import Judgement, Place, Review, ReviewKind, party_key
from onrecord.model.names import core_name
from onrecord.model.party import Alias, Naming, Party, Relation, Resolution, Speaker
from onrecord.model.statement import PartyKind
from onrecord.resolve.clusters import Clusters, Decision, cluster
from onrecord.resolve.edge_files import edges_of_files
from onrecord.resolve.edges import Edge
from onrecord.resolve.inside.speakers import Spoken
from onrecord.resolve.judged import RULE, Find, Judged, decisions_on_places
from onrecord.resolve.known import by_key, find_known
from onrecord.resolve.linking.linking import propose
from onrecord.resolve.linking.organisations import organisations
from onrecord.resolve.people import anchors, party_id, people_edges
from onrecord.resolve.referred import DIFFER, refer_to_parties
from onrecord.resolve.registry import Registry, kind_of, place_of
from onrecord.store.private_names import is_private


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parties:
    """Which party each place is of, and how that came about.

    Attributes:
        groups: Party to its places; the first names it.
        unsure: Pairs of places that a person is unsure of.
    """

    ids: dict[Place, PartyId]
    groups: dict[PartyId, list[Place]]
    clusters: Clusters
    edges: tuple[Edge, ...]
    unsure: frozenset[frozenset[Place]]


def make_resolution(registry: Registry, judged: Judged | None = None, matched: Sequence[EdgeRow] = ()) -> Resolution:
    """Turn what was noted into parties, namings, speakers, relations and what waits for a person; `matched`: of edge files."""
    judged = judged or Judged()
    anchored = anchors(registry)
    places = [*anchored, *((key, None) for key, document in registry.names if document is None)]
    find = _finder(places, registry)
    found = _make_parties(places, anchored, registry, judged, find, matched)
    relations = [
        *_relations(registry, found.ids),
        *_succession_relations(registry, found.ids),
        *_table_relations(found.ids),
    ]
    parties = [_party(party, group, registry) for party, group in found.groups.items()]
    speakers = tuple(_speakers(registry, found.ids, judged, find))

    def party_of(key: str, document: DocumentId) -> PartyId | None:
        return found.ids.get(place_of(key, document))

    return Resolution(
        parties=tuple(sorted(parties, key=lambda one: one.id)),
        namings=tuple(
            Naming(mention=mention, party=found.ids[place], rule=rule)
            for mention, place, rule in registry.namings
            if place in found.ids
        ),
        speakers=speakers,
        relations=tuple(sorted({one.id: one for one in relations}.values(), key=lambda one: one.id)),
        places=tuple(found.ids.items()),
        reviews=tuple(_reviews(found, registry, judged)),
        references=tuple(refer_to_parties(registry.references, party_of, speakers, parties)),
    )


def _make_parties(
    places: list[Place],
    anchored: dict[Place, str],
    registry: Registry,
    judged: Judged,
    find: Find,
    matched: Sequence[EdgeRow],
) -> _Parties:
    decisions, unsure = decisions_on_places(judged, find)
    beside = {key: frozenset(bodies) for key, bodies in registry.beside.items()}
    bodies = organisations(registry, days=registry.days, agencies=beside)
    own = (*people_edges(registry, anchored), *propose(bodies))
    edges = (*own, *edges_of_files(matched, find, bodies, [one for one in own if one.band == "link"]))
    clusters = cluster(decisions, (one for one in edges if one.band == "link"), unsure)
    members: dict[Place, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda one: _rank(one, registry)):
        members[clusters.root(place)].append(place)
    groups: dict[PartyId, list[Place]] = {}
    for group in members.values():  # in the order of their first places
        first = group[0]
        party = party_id(first, anchored.get(first))
        if party in groups:  # a person's decision has cut a group whose first part has the name already
            party = party_id(first, f"in:{first[1]}")
        groups[party] = group
    ids = {place: party for party, group in groups.items() for place in group}
    return _Parties(ids=ids, groups=groups, clusters=clusters, edges=edges, unsure=unsure)


def _rank(place: Place, registry: Registry) -> tuple[bool, bool, str, str]:
    """Order places by how well they name a party: known to the tables, with identifiers, by name, by document."""
    return (not place[0].startswith("known:"), not registry.identifiers.get(place), place[0], place[1] or "")


def _finder(places: list[Place], registry: Registry) -> Find:
    """Find places by the names that decisions have kept; a body also by another name it alone goes by now."""
    held = frozenset(places)
    by_core: dict[str, set[Place]] = defaultdict(set)
    for place in places:
        if place[1] is None:
            for name, _ in registry.names[place]:
                by_core[core_name(name)].add(place)

    def find(place: Place) -> Place | None:
        if place in held or place[1] is not None:
            return place if place in held else None
        name = place[0].partition(":")[2]
        known = find_known(name)
        if known and (f"known:{known.key}", None) in held:
            return (f"known:{known.key}", None)
        found = by_core.get(core_name(name), set())
        return next(iter(found)) if len(found) == 1 else None

    return find


def _speakers(registry: Registry, ids: dict[Place, PartyId], judged: Judged, find: Find) -> Iterator[Speaker]:
    """Say whose words statements are: by a person's decision where there is one, else by the rules."""
    spoken = {one.statement: (document, one) for document, one in registry.spoken}
    for statement in dict.fromkeys((*spoken, *judged.speakers)):
        by_rule = _speaker(*spoken[statement], ids) if statement in spoken else None
        chosen = judged.speakers.get(statement)
        decided = _decided(statement, chosen, by_rule, ids, judged, find) if chosen else None
        if one := decided or by_rule:
            yield one


def _decided(
    statement: StatementId,
    chosen: dict[Place | None, Judgement],
    by_rule: Speaker | None,
    ids: dict[Place, PartyId],
    judged: Judged,
    find: Find,
) -> Speaker | None:
    """Take people's word for whose words a statement is; where two differ, nobody's, with both kept as candidates."""
    name = by_rule.name if by_rule else ""
    parties: dict[PartyId | None, None] = {}
    for place, judgement in chosen.items():
        here = find(place) if place else None
        if place and here is None:
            judged.lost.append((judgement, "the party it names as the speaker is not found in the record any more"))
            continue
        parties[ids[here] if here else None] = None
    if not parties:
        return None
    if len(parties) > 1:
        candidates = tuple(one for one in parties if one)
        return Speaker(statement=statement, name=name, party=None, rule=DIFFER, candidates=candidates)
    return Speaker(statement=statement, name=name, party=next(iter(parties)), rule=RULE)


def _party(party: PartyId, places: list[Place], registry: Registry) -> Party:
    key = places[0][0]
    known = by_key().get(key.removeprefix("known:"))
    names: Counter[tuple[str, str]] = Counter()
    for place in places:
        names.update(registry.names[place])
    aliases = [Alias(name=name, basis=basis) for name, basis in sorted(names)]
    if known:
        table = [known.name, *known.aliases, *([known.acronym] if known.acronym else [])]
        aliases = [Alias(name=name, basis="table") for name in table] + aliases
    # Text before tables of capitals; then the most used, the longest, the first in the alphabet.
    kind = kind_of(places[0], registry)
    spelt = sorted(names, key=lambda one: (one[1] != "text", -names[one], -len(one[0]), one[0]))
    best = spelt[0][0] if spelt else key.partition(":")[2]
    role = next((registry.roles[place] for place in places if place in registry.roles), None)
    scheme, _, value = key.removeprefix("known:").partition(":")
    register = (
        {(scheme, value) if scheme.startswith("us-") else ("onrecord", key.removeprefix("known:"))} if known else set()
    )
    return Party(
        id=party,
        name=known.name if known else best,
        kind=kind,
        aliases=tuple({alias.name: alias for alias in aliases}.values()),
        identifiers=tuple(sorted(register.union(*(registry.identifiers[place] for place in places)))),
        public_role=role.words if role else None,
        role_evidence=role.evidence if role else None,
        private=role is None
        and known is None
        and (
            any(one[0] in registry.sole_traders for one in places)
            or _may_be_private(best, kind, {basis for _, basis in names})
        ),
    )


def _may_be_private(name: str, kind: PartyKind, bases: set[str]) -> bool:
    """Tell whether a party without a public role is, or may be, a person; registers list sole traders by their names."""
    if kind == "person" or "award" in bases:
        return is_private(name, kind)
    return kind == "unknown" and is_private(
        name, "organisation"
    )  # by the name alone: most unknown names of texts are things


def _speaker(document: DocumentId, spoken: Spoken, ids: dict[Place, PartyId]) -> Speaker:
    def party(key: str) -> PartyId | None:
        return ids.get(place_of(key, document))

    return Speaker(
        statement=spoken.statement,
        name=spoken.name,
        party=party(spoken.key) if spoken.key else None,
        rule=spoken.rule,
        candidates=tuple(found for key in spoken.candidates if (found := party(key))),
    )


def _relations(registry: Registry, ids: dict[Place, PartyId]) -> list[Relation]:
    relations = [
        Relation(
            left=ids[place],
            kind="speaks_for",
            right=ids[(body, None)],
            basis="office named in the text",
            evidence=mention.role,
        )
        for place, body, mention in registry.offices
        if place in ids and (body, None) in ids
    ]
    for (child, parent), evidence in registry.owners.items():
        relations.append(
            Relation(
                left=ids[(child, None)],
                kind="owned_by",
                right=ids[(parent, None)],
                basis="parent recorded in a spending row",
                evidence=evidence,
            )
        )
    return relations


def _succession_relations(registry: Registry, ids: dict[Place, PartyId]) -> Iterator[Relation]:
    for one in registry.successions.values():
        if (one.before, None) in ids and (one.after, None) in ids:
            yield Relation(
                left=ids[(one.before, None)],
                kind=one.kind,
                right=ids[(one.after, None)],
                basis="recorded with a change of an award",
                evidence=one.name,
                since=one.since,
                reason=one.reason,
                shown_by=one.shown_by,
            )


def _table_relations(ids: dict[Place, PartyId]) -> Iterator[Relation]:
    """Tie the known parties of a record to the departments and owners that the tables name for them."""
    for key, document in sorted(ids, key=lambda place: place[0]):
        known = by_key().get(key.removeprefix("known:")) if document is None else None
        if known is None:
            continue
        part_of, owner = ids.get((f"known:{known.parent}", None)), ids.get((f"known:{known.owner}", None))
        if part_of:
            yield Relation(left=ids[(key, None)], kind="part_of", right=part_of, basis=known.source)
        if owner:
            yield Relation(left=ids[(key, None)], kind="owned_by", right=owner, basis=f"table: {known.owner_source}")


def _reviews(found: _Parties, registry: Registry, judged: Judged) -> Iterator[Review]:
    """List what waits for a person: pairs that may be one, refused joins, decisions that need another look."""
    for edge in found.edges:
        if edge.band == "review" and frozenset((edge.left, edge.right)) not in found.unsure:
            left, right = found.ids[edge.left], found.ids[edge.right]
            if left != right and not found.clusters.apart(edge.left, edge.right):
                yield _pair("same", edge.left, edge.right, edge.score, edge.because, (left, right))
    for refused in found.clusters.refused:
        join = refused.join
        if isinstance(join, Edge) and any({join.left, join.right} == {one.left, one.right} for one in refused.walls):
            continue  # a person has decided on just this
        decisions = [one.judgement.id for one in refused.walls]
        if isinstance(join, Decision):
            decisions.append(join.judgement.id)
            because = "one decision makes them one, another keeps them, or what they were joined with, apart"
        else:
            because = f"{join.because}; but a decision keeps what they were joined with apart"
        items = (found.ids[join.left], found.ids[join.right], *decisions)
        yield _pair("conflict", join.left, join.right, 0.0, because, items)
    for document, key, spoken in registry.open:
        parties = dict.fromkeys(
            found.ids[place] for one in spoken.candidates if (place := place_of(one, document)) in found.ids
        )
        because = f"{spoken.name!r}: {spoken.rule}"
        yield Review(kind="speaker", left=key, right="", score=0.0, because=because, items=(spoken.statement, *parties))
    for one, why in judged.lost:
        yield Review(kind="judgement", left=one.left, right=one.right, score=0.0, because=why, items=(one.id,))


def _pair(kind: ReviewKind, left: Place, right: Place, score: float, because: str, items: tuple[str, ...]) -> Review:
    return Review(kind=kind, left=party_key(left), right=party_key(right), score=score, because=because, items=items)
