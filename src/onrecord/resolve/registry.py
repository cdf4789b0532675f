"""What documents and rows say of who is who, noted as they go by: the makings of parties."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from onrecord.model.evidence import Field
from onrecord.model.ids import DocumentId, MentionId
from onrecord.model.judgement import Place
from onrecord.model.statement import Mention, PartyKind
from onrecord.resolve.inside.document import DocumentParties, Resolved
from onrecord.resolve.inside.speakers import Spoken
from onrecord.resolve.inside.titles import bare_name
from onrecord.resolve.judged import RULE
from onrecord.resolve.known import by_key
from onrecord.resolve.linking.organisations import Days
from onrecord.resolve.publicity.publicity import PublicRole
from onrecord.resolve.referred import Referred
from onrecord.resolve.spending import FieldName
from onrecord.resolve.successions import Succession
from onrecord.store.private_names import is_private

SHORT_FORMS = frozenset({"surname", "given name", "acronym introduced in the text"})
"""Rules by which one word stands for a person in one text: it is no name that the person goes by elsewhere."""


@dataclass(slots=True)
class Registry:
    """What all documents and rows of a record say of who is who.

    Attributes:
        names: How often each place goes by each name, with where it comes from.
        strong: Person place to the bodies whose office they hold there.
        weak: Document to all bodies named in it.
        references: Words that stand for somebody without being a name of theirs: never names or aliases of parties.
        open: Statements whose speaker may be one of several, with the keys by which judgements name them.
        roles: Why a person is public, the first that a text showed.
        days: First and last ISO day of each `(key, name, basis)`.
        beside: Body to the public bodies that buy from it, or that texts name together with it.
        sole_traders: Bodies that a row marks as one person's.
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
    references: list[Referred] = field(default_factory=list)
    open: list[tuple[DocumentId, str, Spoken]] = field(default_factory=list)
    roles: dict[Place, PublicRole] = field(default_factory=dict)
    days: dict[tuple[str, str, str], Days] = field(default_factory=dict)
    beside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sole_traders: set[str] = field(default_factory=set)

    def take_document(self, found: DocumentParties, kinds: Mapping[str, PartyKind] = MappingProxyType({})) -> None:
        """Note what one document says; `kinds` are those of its bodies."""
        document = found.document.id
        published = found.document.published
        public = {key for key, kind in kinds.items() if kind == "public_body"}
        for one in found.resolved:
            place = place_of(one.key, document)
            self.namings.append((one.mention.id, place, one.rule))
            self.kinds[place][one.mention.kind] += 1
            if _is_somebodys(one):
                self.names[place].update()  # the party is there, and goes by its other names only
            elif one.rule not in SHORT_FORMS or not one.key.startswith("person:"):
                name = _name(found, one)
                self.names[place][(name, "text")] += 1
                if published and place[1] is None:
                    self.take_day(one.key, name, "text", published.value[:10])
        for key, offices in found.offices.items():
            place = place_of(key, document)
            self.strong[place].update(body for body, _ in offices)
            self.offices += [(place, body, mention) for body, mention in offices]
        self.weak[document] = frozenset(found.bodies())
        for key in self.weak[document] - public if public else ():
            self.beside[key] |= public

    def take_roles(self, document: DocumentId, roles: Mapping[str, PublicRole]) -> None:
        """Note why people of a document are public."""
        for key, role in roles.items():
            self.roles.setdefault(place_of(key, document), role)

    def take_day(self, key: str, name: str, basis: str, day: str) -> None:
        """Note that a body went by a name on a day."""
        first, last = self.days.get((key, name, basis), (day, day))
        self.days[(key, name, basis)] = (min(first, day), max(last, day))

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


def _is_somebodys(one: Resolved) -> bool:
    """Tell a name of a person, or one that reads so, which somebody has judged to be a body's: the body does not go by it.

    Else it would stand unmasked in all that leaves the machine, wherever else it names somebody (store/sharing_people.py).
    """
    if one.rule != RULE or one.key.startswith("person:"):
        return False
    kind = one.mention.kind
    return kind == "person" or (kind == "unknown" and is_private(one.mention.name, "organisation"))


def _name(found: DocumentParties, one: Resolved) -> str:
    """Give a mention's name as a party is shown by: a person's without titles, unless a lone surname is left."""
    if not one.key.startswith("person:"):
        return one.mention.name
    bare = bare_name(one.mention.name, found.document.text, one.mention.span)
    return bare if " " in bare else one.mention.name


def place_of(key: str, document: DocumentId) -> Place:
    """Give the place of a key in a document: only people are of one document."""
    return (key, document if key.startswith("person:") else None)


def row_kinds(registry: Registry) -> dict[str, PartyKind]:
    """Say what kind of party the bodies noted so far are: ask before documents are taken, for those of spending rows."""
    return {place[0]: kind_of(place, registry) for place in list(registry.kinds) if place[1] is None}


def document_kinds(found: DocumentParties, rows: Mapping[str, PartyKind]) -> dict[str, PartyKind]:
    """Say what kind of party the bodies of a document are: as the tables have it, the document itself, or spending rows.

    Other documents have no say, so that a speaker never depends on the order in which documents come.
    """
    own = Registry()
    for one in found.resolved:
        own.kinds[(one.key, None)][one.mention.kind] += 1
    kinds = {key: kind_of((key, None), own) for key in found.bodies()}
    return {key: rows.get(key, kind) if kind == "unknown" else kind for key, kind in kinds.items()}


def kind_of(place: Place, registry: Registry) -> PartyKind:
    """Say what kind of party a place is of: as the tables have it, else as most of its mentions look."""
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
