"""What threads need of a statement: which organisation speaks, of whom, of what, when, and how sure that is.

Made from plain values, document by document, so that a record need not be held in memory: only statements of
organisations come out, those that name nothing too, for a person may put them into a thread.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.names import folded
from onrecord.model.statement import Form, Mention, PartyKind, Statement
from onrecord.model.thread import Position
from onrecord.tables import Product, products
from onrecord.tables.issues import issues_in

COUNTERPARTS = frozenset({"public_body", "company"})
MOST_WITHIN, MOST_AROUND, MOST_MATTERS = 4, 2, 4
"""More parties or matters than this in a statement, or parties around it, and none of them is what it is about."""
PROGRAMME = re.compile(
    r"\b(?:Project|Program|Programme|Initiative|Operation|Act|Protocol|Framework|Scheme|Agreement|Treaty|Plan)\b"
)
"""A word by which a capitalised name of unknown kind is that of a programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Whose words a statement is.

    Attributes:
        organisations: The speaker where it is a body, and the bodies a person speaks for.
        settled: Whether the speaker is decided; False where it waits for a person.
    """

    organisations: tuple[PartyId, ...]
    settled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands in and around a statement.

    Attributes:
        within, around: Parties named in its content, and in its paragraph, with what they are.
        mentions: Names in its content; those of products and programmes are used.
        published: ISO date of the document, where the statement has none of its own.
        satire: What marks the document as satire; None where nothing does (`satire_mark`).
    """

    within: Mapping[PartyId, PartyKind] = field(default_factory=dict)
    around: Mapping[PartyId, PartyKind] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    published: str | None = None
    satire: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement as threads are made of it.

    Attributes:
        content: The words said.
        speakers: Organisations, sorted.
        counterparts: Public bodies and companies it is about, other than the speakers, sorted.
        matters: Keys of what it is about, with the names for people: `("product:azure", "Azure")`.
        said_on: ISO date or moment, the document's own where the statement has none; None where unknown.
        said_on_basis: How it is known; `published` for the document's own.
        confidence: Of the attribution.
        settled: Whether the speaker is decided.
        satire: Whether its document is marked as satire.
        same_as: The statement whose utterance it repeats, as an echo or in a copy; None for one of its own.
    """

    statement: StatementId
    document: DocumentId
    content: tuple[Span, ...]
    speakers: tuple[PartyId, ...]
    counterparts: tuple[PartyId, ...]
    matters: tuple[tuple[str, str], ...]
    said_on: str | None
    said_on_basis: str | None
    confidence: float
    form: Form
    position: Position | None
    settled: bool = True
    satire: bool = False
    same_as: StatementId | None = None

    @property
    def words(self) -> str:
        """Give the words said, white space folded."""
        return " ".join(" ".join(span.text for span in self.content).split())


def said_of(
    statement: Statement,
    speech: Speech,
    surroundings: Surroundings,
    *,
    position: Position | None,
    same_as: StatementId | None = None,
) -> Said | None:
    """Make what threads need of a statement; None where no organisation speaks.

    Args:
        statement: As extracted or as a person has marked it.
        speech: Whose words it is.
        surroundings: What stands in and around it.
        position: What it does with its matter; None where no rule reads a position.
        same_as: The statement whose utterance it repeats.
    """
    if not speech.organisations:
        return None
    matters = tuple(sorted(dict(_matters(statement, surroundings.mentions)).items()))
    counterparts = _counterparts(frozenset(speech.organisations), surroundings)
    matters = matters if len(matters) <= MOST_MATTERS else ()
    return Said(
        statement=statement.id,
        document=statement.document,
        content=statement.content,
        speakers=tuple(sorted(set(speech.organisations))),
        counterparts=counterparts,
        matters=matters,
        said_on=statement.said_on or surroundings.published,
        said_on_basis=statement.said_on_basis if statement.said_on else "published" if surroundings.published else None,
        confidence=statement.confidence,
        form=statement.form,
        position=position,
        settled=speech.settled,
        satire=surroundings.satire is not None,
        same_as=same_as,
    )


def _counterparts(speakers: frozenset[PartyId], surroundings: Surroundings) -> tuple[PartyId, ...]:
    """Choose whom it is about: those it names, else the few that its paragraph names."""
    for named, most in ((surroundings.within, MOST_WITHIN), (surroundings.around, MOST_AROUND)):
        others = sorted(party for party, kind in named.items() if kind in COUNTERPARTS and party not in speakers)
        if others:
            return tuple(others) if len(others) <= most else ()
    return ()


def _matters(statement: Statement, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """List `(key, name)` of the products, programmes and issues that the words name."""
    for one in mentions:
        if one.kind == "product" or (one.kind == "unknown" and PROGRAMME.search(one.name)):
            yield matter_of_name(one.name)
    for span in statement.content:
        for issue, _, _ in issues_in(span.text):
            yield f"issue:{issue}", issue


def matter_of_name(name: str) -> tuple[str, str]:
    """Give the key and the name of a product or programme; names of one product of one maker share a key."""
    known = _product_names().get(folded(name))
    return (f"product:{folded(known)}", known) if known else (f"programme:{folded(name)}", " ".join(name.split()))


@cache
def _product_names() -> dict[str, str]:
    """Map names of products to the shortest name of the same maker that stands in them: "Microsoft Azure" is Azure."""
    listed = products()
    return {
        folded(one.name): min((other.name for other in listed if _stands_in(other, one)), key=len) for one in listed
    }


def _stands_in(short: Product, name: Product) -> bool:
    return short.owner == name.owner and f" {folded(short.name)} " in f" {folded(name.name)} "
