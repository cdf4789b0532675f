"""What a container gives: files written one by one into a folder, inside limits that are counted while they are written.

**Architecture invariant:** no name from a container ever becomes a path, no size that a container states is trusted, and
no file inside is held in memory whole.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category

from onrecord.config import MEGABYTE, Config
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Child, Reading
from onrecord.read.files import problem

BLOCK = 65_536
"""Bytes that are read, inflated and written at a time."""
BOMB_RATIO = 200
BOMB_BYTES = 10 * MEGABYTE
"""A file that passes both, inflated, is a bomb. Text seldom packs below a tenth; deflate ends at a thousandth.

A block may have been read ahead, so the ratio counts from a block more than was read: from 13 MB on, in effect.
"""
SHOWN_FAULTS = 20
"""Problems of one code that are told one by one; the rest are counted."""
NAME_LIMIT = 1_000
SIDECAR_SUFFIX = ".meta.yaml"
_LITTER = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
"""What macOS and Windows put into archives and folders unasked."""


class Fault(Exception):
    """Raised when one file inside breaks off or passes its limits; the others can still be read."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Stop(Exception):
    """Raised when nothing more can be taken out of the container: it is broken, or its limits are met."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside, as in `Child`, before its bytes are written."""

    part: str
    name: str
    url: str | None = None
    collected_at: str | None = None


@dataclass(slots=True)
class Spool:
    """The folder that a container is emptied into, and what was met on the way.

    Attributes:
        packed: Says how many bytes of the container were read so far: what the ratio of a bomb is counted from; None where
            nothing is inflated.
        unpacked: Bytes inflated so far, dropped ones too.
        tallies: How often something happened and to which member first, by code, what it is and the advice.
        passed_over: What was left out without a problem, by kind: hidden files, pictures, redirects.
    """

    folder: Path
    origin: Origin
    config: Config
    packed: Callable[[], int] | None = None
    children: list[Child] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    tallies: dict[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    unpacked: int = 0


def refuse_depth(spool: Spool) -> None:
    """Refuse a container inside more containers than the limit allows.

    Raises:
        Stop: It is.
    """
    depth = spool.origin.depth
    if depth >= spool.config.container_depth:
        message = f"lies {depth} containers deep, the limit; unpack the outer ones and add what is inside"
        raise Stop("unpack_limit", message)


def one_line(name: str, limit: int = NAME_LIMIT) -> str:
    r"""Write a name as text that fits one line and any encoding: control characters and broken ones become `\x1b`."""
    text = name if len(name) <= limit else name[:limit] + "…"
    return "".join(
        one.encode("unicode_escape").decode() if category(one) in {"Cc", "Cs", "Zl", "Zp"} else one for one in text
    )


def member(spool: Spool, name: str) -> Member:
    """Name a member of an archive; a second one of the same name is told apart by its part."""
    shown = one_line(name)
    spool.parts[shown] += 1
    count = spool.parts[shown]
    return Member(part=f"member={shown}" if count == 1 else f"member={shown};occurrence={count}", name=shown)


def put(spool: Spool, found: Member, blocks: Iterable[bytes]) -> Fault | None:
    """Write a file inside to the folder; one that breaks off is kept as far as it goes.

    Returns:
        What was wrong with it, already noted.

    Raises:
        Stop: The limits of the container are met.
    """
    if len(spool.children) >= spool.config.unpacked_files_limit:
        limit = spool.config.unpacked_files_limit
        raise Stop("unpack_limit", f"holds more than {limit:,} files; left out from {found.name} on: split it")
    path = spool.folder / f"{len(spool.children) + 1}"
    written = 0
    fault = None
    try:
        with path.open("wb") as file:
            for block in held(spool, found.name, blocks):
                written += file.write(block)
    except Fault as error:
        fault = error
        note(spool, fault.code, f"{found.name}: {fault.message}")
    except Stop:
        path.unlink()
        raise
    if fault and (fault.code != "damaged" or not written):
        path.unlink()
        return fault
    spool.children.append(
        Child(part=found.part, name=found.name, path=path, url=found.url, collected_at=found.collected_at)
    )
    return fault


def held(spool: Spool, name: str, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Hand blocks on while the limits are kept.

    Raises:
        Fault: The file is larger than an artefact may be, or a bomb.
        Stop: The container has given as many bytes as it may.
    """
    config = spool.config
    size, start = 0, spool.packed() if spool.packed else 0
    for block in blocks:
        size += len(block)
        spool.unpacked += len(block)
        if spool.packed and size > max(BOMB_BYTES, BOMB_RATIO * (spool.packed() - start + BLOCK)):
            raise Fault("unpack_limit", f"inflates to over {BOMB_RATIO} times its size, as a bomb does; not taken")
        if size > config.artefact_bytes_limit:
            raise Fault("too_large", f"has more than the limit of {config.artefact_bytes_limit:,} bytes; not taken")
        if spool.unpacked > config.unpacked_bytes_limit:
            limit = config.unpacked_bytes_limit
            raise Stop("unpack_limit", f"holds more than {limit:,} bytes; left out from {name} on: split it")
        yield block


def note(spool: Spool, code: str, message: str) -> None:
    """Keep what was wrong with one file inside, or with the container from some place on."""
    spool.faults.setdefault(code, []).append(message)


def tally(spool: Spool, code: str, what: str, name: str, advice: str) -> None:
    """Count something that is told once for all members it happened to.

    Args:
        spool: Where it is counted.
        code: The problem's code.
        what: The members, in the plural: `members that need a password`.
        name: This one.
        advice: What can be done.
    """
    count, first = spool.tallies.get((code, what, advice)) or (0, one_line(name))
    spool.tallies[code, what, advice] = (count + 1, first)


def is_left_out(name: str, spool: Spool) -> bool:
    """Pass over hidden files and the litter of operating systems, as `collect` does, and sidecars.

    A sidecar counts only beside a file on disk: what it says belongs to an artefact's origin, and a file inside an
    archive has its own from there. It is no text of the archive either, so one problem says that it was not applied.
    """
    folders = [one for one in re.split(r"[/\\]", name) if one.strip(".")]
    if any(one.startswith(".") or one.lower() in _LITTER for one in folders):
        spool.passed_over["hidden"] += 1
        return True
    if name.endswith(SIDECAR_SUFFIX):
        advice = "unpack the archive and add the folder to have them applied"
        tally(spool, "bad_sidecar", f"files NAME{SIDECAR_SUFFIX} inside, which were not applied", name, advice)
        return True
    return False


def problems_of(spool: Spool) -> Iterator[Problem]:
    """Give what went wrong."""
    for (code, what, advice), (count, first) in spool.tallies.items():
        yield problem(spool.origin, code, f"{what}: {count:,}, the first {first}; {advice}")
    for code, messages in spool.faults.items():
        yield from (problem(spool.origin, code, message) for message in messages[:SHOWN_FAULTS])
        if len(messages) > SHOWN_FAULTS:
            yield problem(spool.origin, code, f"and {len(messages) - SHOWN_FAULTS:,} more like these inside it")


def finished(spool: Spool) -> Reading:
    """Give what was taken, with its problems; a container that gave nothing always has one."""
    problems = list(problems_of(spool))
    if not spool.children and not problems:
        left = ", ".join(f"{kind}: {count:,}" for kind, count in spool.passed_over.items())
        message = f"holds no file to read ({left or 'it is empty'}); if there should be one, get it again"
        problems.append(problem(spool.origin, "empty", message))
    passed_over = tuple(spool.passed_over.items())
    return Reading(children=tuple(spool.children), problems=tuple(problems), passed_over=passed_over)
