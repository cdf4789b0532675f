"""Who is private in a record, what stands in their place in one copy of it, and which names are looked for."""

import hmac
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from onrecord.model.ids import ID_DIGITS, ArtefactId, AwardId, PartyId
from onrecord.model.masks import SOMEBODY, Mask, pseudonym
from onrecord.model.masks_bodies import Bodies, bodies_of
from onrecord.model.masks_names import FUNCTION_WORDS, NameIndex, forms_of, index_of, parts_of
from onrecord.model.masks_words import words_of
from onrecord.model.names import PSEUDO_RECIPIENTS, core_name, folded
from onrecord.model.statement import PartyKind
from onrecord.store.private_names import is_private
from onrecord.store.view import View

KEY_BYTES = 32
NUMBER_LENGTH = 8
"""Characters of a number in a register that is looked for in texts: UEI and DUNS have more; a CAGE code may be a word."""
NUMBER = re.compile(rf"(?<![^\W_])[0-9A-Za-z-]{{{NUMBER_LENGTH},40}}(?![^\W_])")
BODY_KINDS = frozenset({"company", "public_body", "organisation"})


@dataclass(frozen=True, slots=True)
class Keyed:
    """Names in place of names that could be guessed at and tested: keyed hashes, whose key is forgotten with the copy."""

    key: bytes

    def digest(self, kind: str, name: str, digits: int = ID_DIGITS) -> str:
        """Hash a name; the same one gives the same digits as long as the key is held."""
        return hmac.new(self.key, f"{kind}:{name}".encode("utf-8", "surrogatepass"), sha256).hexdigest()[:digits]

    def party(self, party: str) -> PartyId:
        """Name a party."""
        return PartyId(self.digest("party", party))

    def award(self, award: str) -> AwardId:
        """Name an award."""
        return AwardId(f"award-{self.digest('award', award)}")

    def artefact(self, artefact: str) -> ArtefactId:
        """Name an artefact: 64 digits, as a sha256 has."""
        return ArtefactId(self.digest("artefact", artefact, 64))


@dataclass(frozen=True)
class People:
    """The private people of a record, for one copy.

    Attributes:
        labels: What stands in the place of each private party.
        names: Every name of each, as written.
        others: Names that the record takes for a person's and nobody has joined to a party.
        identifiers: Of private parties: `(scheme, value)`.
        public: Names of all other parties, folded.
        public_people: The words of the names of the people among them.
        tabled: Those among them that the package's tables know.
        of_bodies: Names of bodies that are not private, as recorded.
        misnamed: Bodies that are not private, each with a name that somebody has judged to be theirs and that is a person's:
            no name of the body, so it is masked, and the copy does not tell that it was taken for the body.
    """

    keyed: Keyed
    labels: dict[PartyId, str]
    names: dict[PartyId, tuple[str, ...]]
    others: frozenset[str]
    identifiers: dict[tuple[str, str], str]
    public: frozenset[str]
    public_people: dict[PartyId, frozenset[str]]
    tabled: frozenset[str]
    of_bodies: frozenset[str]
    misnamed: frozenset[tuple[PartyId, str]] = frozenset()

    @cached_property
    def index(self) -> NameIndex:
        """The names that are masked wherever they stand: of two words and more, and nobody's who is public."""
        return index_of(self._all_names(), self.public, bodies=self.bodies)

    @cached_property
    def bodies(self) -> Bodies:
        """The names of bodies in which those of private people stand: in them they are masked nowhere."""
        index = index_of(self._all_names(), self.public)
        return bodies_of(one for one in self.of_bodies if index.find(one))

    def _all_names(self) -> Iterator[tuple[str, str]]:
        for party, names in self.names.items():
            yield from ((name, self.labels[party]) for name in names)
        yield from ((name, SOMEBODY) for name in sorted(self.others))

    @cached_property
    def by_name(self) -> dict[str, str]:
        """What stands for each name of a private party, folded; for one that a public party bears too, nothing."""
        found: dict[str, str] = {}
        for name, label in self._all_names():
            key = folded(name)
            if key and key not in self.public:
                found[key] = label if found.get(key, label) == label else SOMEBODY
        return found

    @cached_property
    def _numbers(self) -> dict[str, str]:
        return {
            value.casefold(): label for (_, value), label in self.identifiers.items() if len(value) >= NUMBER_LENGTH
        }

    def numbers(self, text: str) -> list[Mask]:
        """List where the numbers that private people have in registers stand in a text."""
        if not self._numbers:
            return []
        found = ((one, self._numbers.get(one[0].casefold())) for one in NUMBER.finditer(text))
        return [Mask(one.start(), one.end(), label) for one, label in found if label]

    def recipient(self, name: str | None, identifiers: Iterable[tuple[str, str]], kind: PartyKind | None) -> str | None:
        """Say what stands for somebody whom a spending row names; None for an organisation.

        Args:
            name: As the row has it.
            identifiers: As the row has them.
            kind: What the record takes the party for, None where it is none.
        """
        if not name or (key := folded(name)) in PSEUDO_RECIPIENTS or not key:
            return None
        label = (
            self.by_name.get(key)
            or next((self.identifiers[one] for one in identifiers if one in self.identifiers), None)
            or self.by_name.get(" ".join(parts_of(name)))
        )
        if label or kind in {"public_body", "organisation"} or key in self.tabled:
            return label
        return SOMEBODY if is_private(name, kind) else None


def people_of(view: View) -> People:
    """Find out who is private in a record and draw what stands for them, in an order of chance."""
    private = _private_parties(view)
    misnamed = _misnamed(view, private)
    of_bodies = _names_of_bodies(view, private, misnamed)
    bodies = _called_like(view, private, of_bodies)
    private -= bodies
    order = sorted(private)
    secrets.SystemRandom().shuffle(order)
    labels = {party: pseudonym(number) for number, party in enumerate(order, 1)}
    names: dict[PartyId, tuple[str, ...]] = dict.fromkeys(labels, ())
    public: set[str] = set()
    people: dict[PartyId, frozenset[str]] = {
        PartyId(row[0]): frozenset()
        for row in view.db.execute("SELECT id FROM parties WHERE kind = 'person'")
        if row[0] not in names and row[0] not in bodies
    }
    for party, name in view.db.execute(
        "SELECT id, name FROM parties UNION SELECT party, name FROM aliases UNION "
        "SELECT n.party, m.name FROM namings n JOIN mentions m ON m.id = n.mention"
    ):
        if party in names:
            names[party] += (name,)
        elif (party, name) not in misnamed:
            public.update((folded(name), " ".join(parts_of(name))))
            if party in people:
                people[party] |= frozenset(parts_of(name))
    identifiers = {
        (scheme, value): labels[one.id]
        for one in map(view.party, order)
        if one is not None
        for scheme, value in one.identifiers
    }
    return People(
        keyed=Keyed(secrets.token_bytes(KEY_BYTES)),
        labels=labels,
        names=names,
        others=frozenset(_unjoined(view, public, misnamed)),
        identifiers=identifiers,
        public=frozenset(public),
        public_people=people,
        tabled=frozenset(folded(row[0]) for row in view.db.execute("SELECT name FROM aliases WHERE basis = 'table'")),
        of_bodies=frozenset(of_bodies),
        misnamed=frozenset(misnamed),
    )


def kinds_of(view: View) -> dict[str, PartyKind]:
    """Say what the record takes the names of parties for, by folded name; where it is of two minds, for a body."""
    aliases = view.db.execute("SELECT a.folded, p.kind FROM aliases a JOIN parties p ON p.id = a.party").fetchall()
    names = [(folded(row[0]), row[1]) for row in view.db.execute("SELECT name, kind FROM parties")]
    return dict(sorted((tuple(row) for row in (*aliases, *names)), key=lambda row: row[1] != "person"))


def _private_parties(view: View) -> set[PartyId]:
    """List the parties that are private, and those with a part in awards whose name has to be taken for a person's."""
    found = {PartyId(row[0]) for row in view.db.execute("SELECT id FROM parties WHERE private")}
    query = """SELECT p.id, p.kind, p.name, coalesce(m.text, p.name) FROM parties p
               LEFT JOIN namings n ON n.party = p.id
               LEFT JOIN mentions m ON m.id = n.mention AND m.artefact IS NOT NULL
               WHERE p.kind IN ('company', 'unknown', 'person')
                 AND NOT EXISTS (SELECT 1 FROM aliases a WHERE a.party = p.id AND a.basis = 'table')
                 AND p.id IN (SELECT party FROM links WHERE role NOT IN ('BUYER', 'FUNDER'))"""
    for party, kind, name, written in view.db.execute(query):
        if kind == "person":
            continue  # by role, which is known already
        same = folded(written) == folded(name)  # a row may tell more: two blanks where a comma was cut out
        if is_private(name, kind) or (same and is_private(written, kind)):
            found.add(PartyId(party))
    return found


def _misnamed(view: View, private: set[PartyId]) -> set[tuple[PartyId, str]]:
    """List bodies with names by which a text's mentions are taken for them though they do not go by them."""
    query = """SELECT DISTINCT p.id, m.name FROM parties p JOIN namings n ON n.party = p.id JOIN mentions m ON m.id = n.mention
               WHERE p.kind <> 'person' AND m.kind IN ('person', 'unknown') AND m.document IS NOT NULL AND m.name <> p.name
                 AND NOT EXISTS (SELECT 1 FROM aliases a WHERE a.party = p.id AND a.name = m.name)"""
    return {(PartyId(party), name) for party, name in view.db.execute(query) if party not in private}


def _names_of_bodies(view: View, private: set[PartyId], misnamed: set[tuple[PartyId, str]]) -> set[str]:
    """List the names of bodies, whole as recorded; none that reads as a person's or has words of a sentence in it."""
    query = """SELECT p.id, p.name FROM parties p WHERE p.kind <> 'person'
               UNION SELECT p.id, a.name FROM aliases a JOIN parties p ON p.id = a.party WHERE p.kind <> 'person'
               UNION SELECT p.id, m.name FROM mentions m JOIN namings n ON n.mention = m.id
                     JOIN parties p ON p.id = n.party WHERE p.kind <> 'person'
               UNION SELECT NULL, recipient FROM actions UNION SELECT NULL, json_extract(rest, '$[16]') FROM actions"""
    found = {
        name
        for party, name in view.db.execute(query)
        if name and party not in private and (party, name) not in misnamed
    }
    return {one for one in found if not is_private(one, "company") and _is_bare(one)}


def _is_bare(name: str) -> bool:
    return all(one.folded not in FUNCTION_WORDS for one in words_of(name))


def _called_like(view: View, private: set[PartyId], of_bodies: Iterable[str]) -> set[PartyId]:
    """List those who were taken for people in a text, and bear the name of a body with a word that no person's has."""
    cores = {core for one in of_bodies if len((core := core_name(one)).split()) > 1 and not is_private(core, "company")}
    query = "SELECT id, name FROM parties WHERE kind = 'person'"
    return {PartyId(party) for party, name in view.db.execute(query) if party in private and core_name(name) in cores}


def _unjoined(view: View, public: set[str], misnamed: set[tuple[PartyId, str]]) -> Iterator[str]:
    """List names that mentions take for a person's and that are no party's, unless a public party goes by them."""
    query = """SELECT DISTINCT m.name FROM mentions m LEFT JOIN namings n ON n.mention = m.id
               WHERE n.mention IS NULL AND m.kind = 'person'"""
    for name in {name for (name,) in view.db.execute(query)} | {name for _, name in misnamed}:
        if forms_of(name) and folded(name) not in public:
            yield name
