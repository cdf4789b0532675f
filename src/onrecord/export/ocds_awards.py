"""Awards one after the other with all that the writers of spending data need to know of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from onrecord.model.award import TIE, Action, Award, LinkRole, award_of, sequence_of
from onrecord.model.evidence import Field, Origin, Span
from onrecord.model.ids import ArtefactId, DocumentId, PartyId
from onrecord.model.names import folded
from onrecord.model.party import Link, Party
from onrecord.store import View

HELD = 20_000
"""Parties and origins that are held while awards go by; the others are looked up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An award and what the record tells of it.

    Attributes:
        actions: In their order in time; a change that stands in two files is there once.
        links: Parts of parties in it.
        parties: The parties of these links, by id.
        called: The same by role and folded name.
        origins: Where its rows were found, and the evidence of its links: one origin for each artefact.
        artefacts: What each document was read from that is evidence for its links.
    """

    award: Award
    actions: tuple[Action, ...]
    links: tuple[Link, ...]
    parties: dict[PartyId, Party]
    called: dict[tuple[LinkRole, str], Party]
    origins: dict[ArtefactId, Origin]
    artefacts: dict[DocumentId, ArtefactId]

    def party(self, role: LinkRole, name: str | None) -> Party | None:
        """Find the party that a recorded name stands for in a role; None for a stand-in, which is no party."""
        return self.called.get((role, _folded(name))) if name else None

    @property
    def sources(self) -> list[Origin]:
        """List where its rows were found."""
        return [self.origins[one] for one in dict.fromkeys(row.artefact for row in self.actions) if one in self.origins]

    def found_at(self, evidence: Field | Span) -> list[Origin]:
        """List where the evidence of a link was found: one origin, or none where it is not known."""
        artefact = self.artefacts.get(evidence.document) if isinstance(evidence, Span) else evidence.artefact
        origin = self.origins.get(artefact) if artefact else None
        return [origin] if origin else []

    def holders(self) -> Iterator[tuple[str, Party | None]]:
        """List who received it and who owned them, as each row names them; stand-ins are left out."""
        for action in self.actions:
            named: tuple[tuple[LinkRole, str | None], ...] = (
                ("RECIPIENT", action.recipient),
                ("PARENT_AT_TIME", action.recipient_parent),
            )
            yield from ((name, party) for role, name in named if name and (party := self.party(role, name)))
            yield from ((name, self.party("RECIPIENT", name)) for name, _ in action.co_recipients)


def told_awards(view: View) -> Iterator[Told]:
    """Give the awards of a record by id; only one is held at a time."""

    @lru_cache(HELD)
    def party(one: PartyId) -> tuple[Party, frozenset[str]] | None:
        found = view.party(one)
        return (found, frozenset(map(_folded, _names(found)))) if found else None

    @lru_cache(HELD)
    def origin(artefact: ArtefactId) -> Origin | None:
        return next(view.origins(artefact), None)

    for award, group in groupby(view.actions(), key=lambda action: action.award):
        actions = tuple(group)
        links = tuple(view.links(award=award))
        artefacts = _read_from(view, links)
        found = {link.party: known for link in links if (known := party(link.party))}
        yield Told(
            award=award_of(actions),
            actions=_changes(actions),
            links=links,
            parties={name: one for name, (one, _) in found.items()},
            called={
                (link.role, name): found[link.party][0]
                for link in reversed(links)  # of two parties of one name the first counts
                if link.party in found
                for name in found[link.party][1]
            },
            origins={one: place for one in _artefacts(actions, links, artefacts) if (place := origin(one))},
            artefacts=artefacts,
        )


@lru_cache(HELD)
def _folded(name: str) -> str:
    return folded(name)


def _names(party: Party) -> Iterator[str]:
    yield party.name
    for alias in party.aliases:
        yield alias.name


def _read_from(view: View, links: tuple[Link, ...]) -> dict[DocumentId, ArtefactId]:
    documents = {one.document for link in links for one in link.evidence if isinstance(one, Span)}
    return {one: head.artefact for one, head in view.heads(documents).items()} if documents else {}


def _artefacts(
    actions: tuple[Action, ...], links: tuple[Link, ...], artefacts: dict[DocumentId, ArtefactId]
) -> Iterable[ArtefactId]:
    evidence = (one.artefact for link in links for one in link.evidence if isinstance(one, Field))
    return dict.fromkeys((*(one.artefact for one in actions), *evidence, *artefacts.values()))


def _changes(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """List changes in their order in time; of two rows of one change that counts which says who buys or supplies."""
    ordered = sorted(actions, key=lambda one: (one.is_named, sequence_of(one)))
    return tuple(sorted({sequence_of(one)[:-TIE]: one for one in ordered}.values(), key=sequence_of))
