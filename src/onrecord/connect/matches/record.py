"""Sentences and awards of a record, brought together: what one document says of contracts, and the data it is held against."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from onrecord.connect.matches import cues
from onrecord.connect.matches.claims import NameSaid, Scene
from onrecord.connect.matches.index import AwardIndex
from onrecord.model.award_numbers import NumberFound
from onrecord.model.evidence import Document
from onrecord.model.ids import MentionId, PartyId
from onrecord.model.party import Naming, PartyReference
from onrecord.model.statement import Mention, Statement
from onrecord.store import View
from onrecord.store.holdings import sources

FIRMS = frozenset({"company", "organisation", "product"})
SOURCES_NAMED = 3


def may_speak_of_contracts(document: Document) -> bool:
    """Say whether a text has a word for a contract or for what suppliers do: others need no look at what they name."""
    return cues.CONTRACT.search(document.text) is not None or cues.SUPPLY.search(document.text) is not None


def scene_of(
    view: View,
    document: Document,
    *,
    statements: Iterable[Statement],
    numbers: Iterable[NumberFound],
    names: Mapping[PartyId, tuple[str, str]],
) -> Scene:
    """Load what was read in a document.

    Args:
        view: The record.
        document: One of its documents.
        statements: Those of the document that count.
        numbers: The numbers of awards that it names.
        names: Each party's name and kind.
    """
    namings = view.namings(document.id)
    named = [_of_mention(one, namings, names) for one in view.mentions(document.id) if one.span is not None]
    places = {one.start for one in named}
    referring = [_of_reference(one, names) for one in view.references(document.id)]
    said = [*named, *(one for one in referring if one.start not in places)]
    return Scene(
        document=document,
        names=sorted(said, key=lambda one: (one.start, one.end)),
        amounts=view.amounts(document.id),
        whens=view.whens(document.id),
        statements=tuple(statements),
        numbers=tuple(numbers),
    )


def _of_mention(
    mention: Mention, namings: Mapping[MentionId, Naming], names: Mapping[PartyId, tuple[str, str]]
) -> NameSaid:
    assert mention.span is not None  # noqa: S101  # the caller holds it; tells the type checker
    party = namings[mention.id].party if mention.id in namings else None
    kind = names[party][1] if party and party in names else mention.kind
    return NameSaid(
        start=mention.span.start,
        end=mention.span.end,
        text=mention.span.text,
        party=party,
        is_body=kind == "public_body",
        is_firm=mention.kind in FIRMS,
    )


def _of_reference(one: PartyReference, names: Mapping[PartyId, tuple[str, str]]) -> NameSaid:
    kind = names[one.party][1] if one.party and one.party in names else ""
    span = one.span
    return NameSaid(
        start=span.start,
        end=span.end,
        text=span.text,
        party=one.party,
        is_body=kind == "public_body",
        is_firm=kind in FIRMS,
    )


def parts_of(view: View) -> dict[PartyId, PartyId]:
    """Map public bodies to what they are part of."""
    return {one.left: one.right for one in view.all_relations() if one.kind == "part_of"}


def data_held(index: AwardIndex, sources: Iterable[str]) -> str:
    """Say in words which data sentences are held against: how many awards, of which period, from which files."""
    files = sorted({PurePath(one).name for one in sources})
    named = ", ".join(files[:SOURCES_NAMED])
    more = f" and {len(files) - SOURCES_NAMED:,} more" if len(files) > SOURCES_NAMED else ""
    number = f"{len(index.awards):,} award{'' if len(index.awards) == 1 else 's'}"
    period = f", actions from {index.period[0]} to {index.period[1]}" if index.period else ""
    return f"{number}{f' in {named}{more}' if files else ''}{period}"


def sources_of(view: View) -> Iterator[str]:
    """List the paths of the files that hold awards."""
    return (one.path for one in sources(view) if one.actions)
