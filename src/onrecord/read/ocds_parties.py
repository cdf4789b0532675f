"""Who takes part in a release: by name as written there, with the identifiers of registers that are named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.read.ocds_json import Node, Place

NO_IDENTIFIER = frozenset({"na", "nil", "none", "null", "unknown"})
"""What forms put into a field that may not be empty."""


SCHEMES = {"us-sam": "us-uei", "xi-duns": "us-duns"}
"""What org-id.guide calls the identifiers that other spending files name otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation as a release names it.

    Attributes:
        name: As written where it takes part or, where that says none, among the release's parties.
        identifiers: `(scheme, id)`, the schemes in small letters.
    """

    name: Place
    identifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The organisations of a release.

    Attributes:
        by_id: By the id under which the release refers to them.
        by_role: The one in each role; None where there are several, since it is not said then which one is meant.
    """

    by_id: dict[str, Node]
    by_role: dict[str, Node | None]

    def named(self, references: Iterable[Node | None]) -> Party | None:
        """Give the first of some references that leads to a name."""
        return next((party for one in references if one and (party := self.party(one))), None)

    def party(self, reference: Node) -> Party | None:
        """Look up whom a reference means; 1.0 has everything in the reference itself."""
        given = reference.text("id")
        entry = self.by_id.get(given.text) if given else None
        nodes = [reference] if entry is None or entry.pointer == reference.pointer else [reference, entry]
        main = [identifier for one in nodes if (identifier := one.child("identifier"))]
        names = [name for one in nodes if (name := one.text("name"))]
        names += [name for one in main if (name := one.text("legalName"))]
        if not names:
            return None
        more = [found for one in nodes for found in one.children("additionalIdentifiers")]
        return Party(name=names[0], identifiers=tuple(dict.fromkeys(_identifiers([*main, *more]))))


def parties_of(release: Node) -> Parties:
    """Collect the organisations of a release; of two under one id the first counts."""
    by_id: dict[str, Node] = {}
    by_role: dict[str, Node | None] = {}
    for one in release.children("parties"):
        if given := one.text("id"):
            by_id.setdefault(given.text, one)
        stated = one.value.get("roles")
        roles = stated if isinstance(stated, list) else [stated]
        for role in {each for each in roles if isinstance(each, str)}:
            by_role[role] = None if role in by_role else one
    return Parties(by_id=by_id, by_role=by_role)


def _identifiers(nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """List identifiers; one without a scheme names somebody only among its publisher's, so it would join strangers."""
    for node in nodes:
        scheme, given = node.text("scheme"), node.text("id")
        if scheme is None or given is None:
            continue
        plain = "".join(given.text.split())
        signs = "".join(one for one in plain.lower() if one.isalnum())
        if signs.strip("0") and signs not in NO_IDENTIFIER:
            named = scheme.text.strip().lower()
            yield SCHEMES.get(named, named), plain
