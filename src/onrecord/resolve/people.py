"""People of one full name across documents: joined where an employer agrees, else only asked about."""

from collections import defaultdict
from collections.abc import Iterator

from onrecord.model.ids import DocumentId, PartyId, content_id
from onrecord.model.judgement import Place
from onrecord.resolve.edges import Edge
from onrecord.resolve.registry import Registry

AGREED = "the same full name, and an office at the same body"
NAMESAKES_ASKED = 20
"""Pairs asked about for one name: a name that hundreds bear says nothing."""


def anchors(registry: Registry) -> dict[Place, str]:
    """Give each place of a person what its party is named by beside the name: the employer that documents agree on, or the document.

    Two documents agree when one gives the person an office at a body and the other gives the same office or at least
    names that body. A name alone joins nobody, and neither does a document that names the employers of two of them.
    """
    found: dict[Place, str] = {}
    for key, places in _by_name(registry).items():
        offices = {place: bodies for place in places if (bodies := registry.strong.get(place))}
        for place in places:
            document = place[1] or DocumentId("")
            named = registry.weak.get(document, frozenset())
            # The first employer in the alphabet names the party, so that the id is the same in every run.
            if place in offices:
                employers = {min(offices[place])}
            else:
                employers = {min(bodies) for bodies in offices.values() if bodies & named}
            one = len(employers) == 1 and " " in key
            found[place] = f"at:{employers.pop()}" if one else f"in:{document}"
    return found


def party_id(place: Place, anchor: str | None) -> PartyId:
    """Name the party of a place by its content: a body by its key, a person by name and anchor."""
    return PartyId(content_id("party", place[0]) if anchor is None else content_id("party", place[0], anchor))


def people_edges(registry: Registry, anchored: dict[Place, str]) -> Iterator[Edge]:
    """Join the places of one name and one employer; ask about those of one full name that nothing joins."""
    for key, places in _by_name(registry).items():
        groups: dict[str, list[Place]] = defaultdict(list)
        for place in sorted(places, key=lambda one: one[1] or ""):
            groups[anchored[place]].append(place)
        for group in groups.values():
            # From the first two to all: where a person cuts one place off, the others still hold together.
            for number, first in enumerate(group[:2], 1):
                for other in group[number:]:
                    yield Edge(left=first, right=other, score=1.0, band="link", rule=AGREED, because=AGREED)
        if " " not in key:
            continue
        largest, *rest = sorted(groups.values(), key=lambda group: -len(group))
        for group in rest[:NAMESAKES_ASKED]:
            because = "the same full name in two documents; no office and no employer in common"
            yield Edge(left=largest[0], right=group[0], score=0.0, band="review", rule="namesakes", because=because)


def _by_name(registry: Registry) -> dict[str, list[Place]]:
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in registry.names.keys() | registry.kinds.keys():
        if place[0].startswith("person:"):
            by_name[place[0]].append(place)
    return dict(sorted(by_name.items()))
