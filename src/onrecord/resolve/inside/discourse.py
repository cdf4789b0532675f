"""A document as it is read from the beginning: who is in it, and who spoke last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.model.statement import Statement
from onrecord.resolve.inside.antecedents import Memory
from onrecord.resolve.inside.descriptions import Bodies, bodies_of
from onrecord.resolve.inside.document import DocumentParties
from onrecord.resolve.inside.salience import People, people_of


@dataclass(slots=True)
class Discourse:
    """What is known of a document's people and bodies, and what was said in it so far."""

    found: DocumentParties
    people: People
    bodies: Bodies
    memory: Memory = field(default_factory=Memory)


def discourse_of(found: DocumentParties, statements: Iterable[Statement], kinds: Mapping[str, str]) -> Discourse:
    """Make ready to read a document from its beginning.

    Args:
        found: The document and its resolved mentions.
        statements: The document's statements: they say which outlets words only came through.
        kinds: Key to kind of party.
    """
    people = people_of(found)
    return Discourse(found, people, bodies_of(found, people.sentences, statements, kinds))
