"""Awards and their parties as FollowTheMoney entities, one JSON object a line (see docs/exports.md)."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from onrecord.errors import UserError
from onrecord.export.ftm_contracts import TIES, entities_of
from onrecord.export.ftm_parties import (
    Parents,
    Row,
    note_parents,
    organisation,
    ownership,
)
from onrecord.export.ocds_awards import HELD, Told, told_awards
from onrecord.model.ids import AwardId, PartyId
from onrecord.store import View

FILE = "entities.ftm.json"


def entities(view: View) -> Iterator[Row]:
    """Give every entity once: an organisation before the first contract that names it, ownerships at the end.

    Held in memory are the ids of the parties written and the pairs of recipient and recorded parent, no rows.
    """

    @lru_cache(HELD)
    def is_held(award: AwardId) -> bool:
        return next(view.actions(award), None) is not None

    written: set[PartyId] = set()
    parents: Parents = {}
    for told in told_awards(view):
        yield from _parties(told, written)
        note_parents(told, parents)
        yield from entities_of(told, is_held)
    for pair, recorded in sorted(parents.items(), key=lambda one: one[0]):
        yield ownership(pair, recorded)


def _parties(told: Told, written: set[PartyId]) -> Iterator[Row]:
    for link in told.links:
        party = told.parties.get(link.party)
        if party is None or party.id in written or (link.role in TIES and link.label == "MENTION_ONLY"):
            continue
        written.add(party.id)
        yield organisation(party)


def export(view: View, folder: Path) -> list[tuple[Path, int]]:
    """Write the entities into a folder and give the file with its number of entities.

    The file is complete or not there: it is written beside its place and then renamed.

    Raises:
        UserError: The folder cannot be written.
    """
    target = folder / FILE
    part = target.with_suffix(".part")
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            for row in entities(view):
                file.write(msgspec.json.encode(row) + b"\n")
                count += 1
        part.replace(target)
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return [(target, count)]
