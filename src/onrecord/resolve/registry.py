"""Keys to parties across documents: who is the same, what they are called, how they are tied."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.model.evidence import Field
from onrecord.model.ids import DocumentId, MentionId, PartyId, content_id
from onrecord.model.party import Alias, Naming, Party, Relation, Resolution, Speaker
from onrecord.model.statement import Mention, PartyKind
from onrecord.resolve.document import DocumentParties, Resolved
from onrecord.resolve.known import by_key
from onrecord.resolve.speakers import Spoken
from onrecord.resolve.spending import FieldName
from onrecord.resolve.successions import Succession
from onrecord.resolve.titles import bare_name

Place = tuple[str, DocumentId | None]
"""A key and, for a person, the document it is of."""


@dataclass(slots=True)
class Registry:
    """What all documents and rows of a record say of who is who.

    Attributes:
        names: How often each place goes by each name, with where it comes from.
        strong: Person place to the bodies whose office they hold there.
        weak: Document to all bodies named in it.
    """

    namings: list[tuple[MentionId, Place, str]] = field(default_factory=list)
    names: dict[Place, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    kinds: dict[Place, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    identifiers: dict[Place, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    strong: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    weak: dict[DocumentId, frozenset[str]] = field(default_factory=dict)
    offices: list[tuple[Place, str, Mention]] = field(default_factory=list)
    owners: dict[tuple[str, str], Field] = field(default_factory=dict)
    successions: dict[tuple[object, ...], Succession] = field(default_factory=dict)
    spoken: list[tuple[DocumentId, Spoken]] = field(default_factory=list)

    def take_document(self, found: DocumentParties) -> None:
        """Note what one document says."""
        document = found.document.id
        for one in found.resolved:
            place = _place(one.key, document)
            self.namings.append((one.mention.id, place, one.rule))
            self.kinds[place][one.mention.kind] += 1
            if one.rule not in {"surname", "acronym introduced in the text"} or not one.key.startswith("person:"):
                self.names[place][(_name(found, one), "text")] += 1
        for key, offices in found.offices.items():
            place = _place(key, document)
            self.strong[place].update(body for body, _ in offices)
            self.offices += [(place, body, mention) for body, mention in offices]
        self.weak[document] = frozenset(found.bodies())

    def take_field(self, name: FieldName) -> None:
        """Note a name in a spending row."""
        place = (name.key, None)
        self.namings.append((name.mention.id, place, name.mention.rule))
        self.names[place][(name.mention.name, "award")] += 1
        self.kinds[place][name.mention.kind] += 1
        self.identifiers[place].update(name.identifiers)

    def take_maker(self, owner: str) -> None:
        """Note that a row names a maker of the tables, who is a party then even if nothing else names it."""
        self.names[(f"known:{owner}", None)].update()

    def take_owner(self, child: str, parent: str, evidence: Field) -> None:
        """Note that a row names a parent for a recipient."""
        if child != parent:
            self.owners.setdefault((child, parent), evidence)

    def take_succession(self, found: Succession) -> None:
        """Note that a row records a new name or a successor; of several rows of one day, the first shows it."""
        self.successions.setdefault((found.before, found.kind, found.after, found.since, found.name.text), found)


def _name(found: DocumentParties, one: Resolved) -> str:
    """Give a mention's name as a party is shown by: a person's without titles, unless a lone surname is left."""
    if not one.key.startswith("person:"):
        return one.mention.name
    bare = bare_name(one.mention.name, found.document.text, one.mention.span)
    return bare if " " in bare else one.mention.name


def _place(key: str, document: DocumentId) -> Place:
    return (key, document if key.startswith("person:") else None)


def join_people(registry: Registry) -> dict[Place, PartyId]:
    """Join people of one full name across documents, where an employer agrees.

    Two documents agree when one gives the person an office at a body and the other gives the same office or at least
    names that body. A name alone joins nobody, and neither does a document that names the employers of two of them.
    """
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in registry.names.keys() | registry.kinds.keys():
        if place[0].startswith("person:"):
            by_name[place[0]].append(place)
    parties: dict[Place, PartyId] = {}
    for key, places in by_name.items():
        offices = {place: bodies for place in places if (bodies := registry.strong.get(place))}
        for place in places:
            document = place[1] or DocumentId("")
            named = registry.weak.get(document, frozenset())
            # The first employer in the alphabet names the party, so that the id is the same in every run.
            if place in offices:
                anchors = {min(offices[place])}
            else:
                anchors = {min(bodies) for bodies in offices.values() if bodies & named}
            anchor = f"at:{anchors.pop()}" if len(anchors) == 1 and " " in key else f"in:{document}"
            parties[place] = PartyId(content_id("party", key, anchor))
    return parties


def row_kinds(registry: Registry) -> dict[str, PartyKind]:
    """Say what kind of party the bodies noted so far are: ask before documents are taken, for those of spending rows."""
    return {place[0]: _kind(place, registry) for place in list(registry.kinds) if place[1] is None}


def document_kinds(found: DocumentParties, rows: Mapping[str, PartyKind]) -> dict[str, PartyKind]:
    """Say what kind of party the bodies of a document are: as the tables have it, the document itself, or spending rows.

    Other documents have no say, so that a speaker never depends on the order in which documents come.
    """
    own = Registry()
    for one in found.resolved:
        own.kinds[(one.key, None)][one.mention.kind] += 1
    kinds = {key: _kind((key, None), own) for key in found.bodies()}
    return {key: rows.get(key, kind) if kind == "unknown" else kind for key, kind in kinds.items()}


def _kind(place: Place, registry: Registry) -> PartyKind:
    known = by_key().get(place[0].removeprefix("known:"))
    if known is not None:
        return known.kind
    if place[0].startswith("person:"):
        return "person"
    named: dict[str, PartyKind] = {"company": "company", "public_body": "public_body", "organisation": "organisation"}
    for kind, _ in sorted(registry.kinds[place].items(), key=lambda one: (-one[1], one[0])):  # ties: by name
        if kind in named:
            return named[kind]
    return "unknown"


def make_resolution(registry: Registry) -> Resolution:
    """Turn what was noted into parties, namings, speakers and relations."""
    ids = join_people(registry)
    for key, document in list(registry.names):
        if document is None:
            ids[(key, None)] = PartyId(content_id("party", key))
    places: dict[PartyId, list[Place]] = defaultdict(list)
    for place, party in sorted(ids.items(), key=lambda one: (one[0][0], one[0][1] or "")):
        places[party].append(place)
    relations = [*_relations(registry, ids), *_succession_relations(registry, ids), *_table_relations(ids)]
    return Resolution(
        parties=tuple(
            sorted((_party(party, group, registry) for party, group in places.items()), key=lambda one: one.id)
        ),
        namings=tuple(
            Naming(mention=mention, party=ids[place], rule=rule)
            for mention, place, rule in registry.namings
            if place in ids
        ),
        speakers=tuple(_speaker(document, spoken, ids) for document, spoken in registry.spoken),
        relations=tuple(sorted({one.id: one for one in relations}.values(), key=lambda one: one.id)),
    )


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
    best = min(names, key=lambda one: (one[1] != "text", -names[one], -len(one[0]), one[0]))[0] if names else key
    held = {place: mention for place, _, mention in reversed(registry.offices)}
    office = next((held[place] for place in places if place in held), None)
    scheme, _, value = key.removeprefix("known:").partition(":")
    register = (
        {(scheme, value) if scheme.startswith("us-") else ("onrecord", key.removeprefix("known:"))} if known else set()
    )
    return Party(
        id=party,
        name=known.name if known else best,
        kind=_kind(places[0], registry),
        aliases=tuple({alias.name: alias for alias in aliases}.values()),
        identifiers=tuple(sorted(register.union(*(registry.identifiers[place] for place in places)))),
        public_role=office.role.text if office and office.role else None,
    )


def _speaker(document: DocumentId, spoken: Spoken, ids: dict[Place, PartyId]) -> Speaker:
    def party(key: str) -> PartyId | None:
        return ids.get(_place(key, document))

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
