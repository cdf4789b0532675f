"""Releases of the Open Contracting Data Standard (1.0, 1.1; 1.2 as far as it is the same) to actions.

Read are releases, release packages, records and record packages, a list of them, and one of them on each line. Every
release is a state of what it tells of, so it gives:

- an action for each contract. Where the release names the contract's award and no other contract of it, the award's
  value, suppliers and dates stand in the same action. `parent` is the award.
- an action for each other award: one with no contract yet, or with several, whose joint value must be told once.

Contracts and awards are named by `ocid` and their own id, so one in several files and packages is the same.

| of the action | read from |
|---|---|
| money `current` | `contracts/value`: what was signed |
| money `potential` | `awards/value`: the total that was awarded, for a framework its most |
| money `outlayed` | the sum of `contracts/implementation/transactions`, never said to be all |
| money `obligated` | nothing: the standard has no such notion; `tender/value` is an estimate and left out |
| `acted_on` | the release's `date`: the day the state was recorded; `signed` and `awarded` are among the dates |
| `modification` | id of the latest of the `amendments` listed: the values are those after it; empty without one |
| `reason` | its `rationale` |
| `recipient` | the first of the `suppliers`; the others are `co_recipients`: the value is theirs jointly |
| `buyer` | `buyer` of contract, award or release, else the one party in that role, else the procuring entity |
| `funder` | the one party in that role |
| `categories` | `classification` of the contract's `items` or, where it has none, the award's; `mainProcurementCategory` |

A contract or award that is `cancelled` or `unsuccessful` has no recipient and no sums but what was paid: earlier
releases keep theirs. A compiled release that stands beside its releases counts as the last of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from onrecord.config import Config
from onrecord.model.award import Action
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.read.files import guessed_encoding, problem, unreadable
from onrecord.read.ocds_actions import actions_of
from onrecord.read.ocds_json import SHOWN, Complaints, Parsed, field_texts, parsed
from onrecord.read.ocds_releases import Release, releases_of

__all__ = ["READER", "field_texts", "rows"]

READER = "ocds/3"
BAD_VALUES_NAMED = 100
RELEASES_REMEMBERED = 200_000
"""Releases among which one of the same id is recognised: all of a package, in long files of lines those read last."""


@dataclass(slots=True)
class _Take:
    """What was read so far.

    Attributes:
        seen: Digests of the ids of releases, oldest first.
        bad: Values and releases that were not understood.
    """

    seen: dict[bytes, None] = field(default_factory=dict)
    releases: int = 0
    actions: int = 0
    problems: int = 0
    bad: int = 0
    is_guessed: bool = False


def rows(path: Path, origin: Origin, config: Config) -> Iterator[Action | Problem]:
    """Read a file of releases; a package is held whole, of lines only one at a time."""
    take = _Take()
    try:
        for document in parsed(path, config.text_bytes_limit):
            for one in _document(document, origin, take):
                take.problems += isinstance(one, Problem)
                yield one
    except OSError as error:
        yield unreadable(origin, error)
        return
    if take.bad > BAD_VALUES_NAMED:
        more = f"{take.bad - BAD_VALUES_NAMED} more values or releases not understood, not named"
        yield problem(origin, "bad_row", more)
    if not take.actions and not take.problems:
        what = f"{take.releases} release(s), none with an award or a contract" if take.releases else "no releases"
        yield problem(origin, "empty", f"{what}: nothing to read")


def _document(document: Parsed, origin: Origin, take: _Take) -> Iterator[Action | Problem]:
    if document.guessed and not take.is_guessed:
        take.is_guessed = True
        yield guessed_encoding(origin, document.guessed, None)
    if document.code == "bad_row":
        yield from _complaints(take, origin, {document.fault: None})
        return
    if document.code:
        yield problem(origin, document.code, document.fault)
        return
    said: Complaints = {}
    releases = releases_of(document.value, document.prefix, said)
    if releases is None and document.prefix:
        said[f"{document.prefix} holds no release of the Open Contracting Data Standard; left out"] = None
    elif releases is None:
        message = "JSON without releases of the Open Contracting Data Standard: nothing to do"
        yield problem(origin, "unsupported_format", message)
    for release in releases or ():
        if _is_new(release, take, said):
            for action in actions_of(release, origin.artefact, take.actions + 1):
                take.actions += 1
                yield action
    yield from _complaints(take, origin, said)


def _is_new(release: Release, take: _Take, said: Complaints) -> bool:
    """Tell whether a release has not been taken yet; the standard forbids two of one id in a process."""
    if key := release.key:
        digest = blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=12).digest()
        if digest in take.seen:
            where = release.node.pointer or "the document"
            said[f"{where} has the id {key[1][:SHOWN]!r} of an earlier release of its process; left out"] = None
            return False
        take.seen[digest] = None
        if len(take.seen) > RELEASES_REMEMBERED:
            del take.seen[next(iter(take.seen))]
    take.releases += 1
    return True


def _complaints(take: _Take, origin: Origin, said: Complaints) -> Iterator[Problem]:
    for text in said:
        take.bad += 1
        if take.bad <= BAD_VALUES_NAMED:
            yield problem(origin, "bad_row", text)
