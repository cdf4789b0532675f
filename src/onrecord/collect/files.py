"""Files and folders of this machine.

Folders are walked in order of name. Hidden files and folders (a leading dot) are passed over and counted; links are
followed, but never in a circle and never out of what the system lets us read; devices, pipes and sockets are not opened.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord.collect.sidecar import SUFFIX, Sidecar, read_sidecar
from onrecord.config import MEGABYTE, Config
from onrecord.engine import Progress, Report
from onrecord.errors import UserError
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.store import Writer

FILES_PER_COMMIT = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A file to collect."""

    path: Path


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden file or folder that was passed over."""

    path: Path


def walk(source: Path, leave_out: Path) -> Iterator[Found | Hidden | Problem]:
    """List the files of a source: itself, or everything below it.

    Args:
        source: A file or folder that was named by a person; hidden or not, it is taken.
        leave_out: A folder never entered: the record itself.
    """
    yield from _walk(source, leave_out.resolve(), frozenset())


def _walk(path: Path, leave_out: Path, above: frozenset[tuple[int, int]]) -> Iterator[Found | Hidden | Problem]:
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            if not path.name.endswith(SUFFIX):
                yield Found(path)
            return
        if not stat.S_ISDIR(status.st_mode):
            yield _problem(path, "not_a_file", "is a device, pipe or socket; only files and folders are collected")
            return
        if path.resolve() == leave_out:
            return
        here = (status.st_dev, status.st_ino)
        if here in above:
            yield _problem(path, "symlink_loop", "is a link to a folder above it; not entered again")
            return
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield _problem(path, "unreadable", f"cannot be read ({error.strerror}); check its permissions")
        return
    for entry in entries:
        if entry.name.startswith("."):
            yield Hidden(Path(entry.path))
        else:
            yield from _walk(Path(entry.path), leave_out, above | {here})


def _problem(path: Path, code: str, message: str) -> Problem:
    return Problem(path=str(path), stage="collect", code=code, message=f"{path}: {message}")


def collect(writer: Writer, sources: list[Path], config: Config, progress: Progress) -> Report:
    """Put files and folders into the record, bytes as they came.

    Raises:
        UserError: A source does not exist; nothing is collected then.
    """
    for source in sources:
        if not source.exists():
            raise UserError(f"{source}: no such file or folder")
    entries = [entry for source in sources for entry in walk(source, writer.record.folder)]
    counts = {"new": 0, "already there": 0, "hidden, passed over": 0, "not collected": 0}
    for first in range(0, len(entries), FILES_PER_COMMIT):
        with writer.transaction():
            for number, entry in enumerate(entries[first : first + FILES_PER_COMMIT], first + 1):
                counts[_take(writer, entry, config)] += 1
                progress("collect", number, len(entries))
    made = tuple((name, count) for name, count in counts.items())
    return Report(stage="collect", done=len(entries), made=made, problems=counts["not collected"])


def _take(writer: Writer, entry: Found | Hidden | Problem, config: Config) -> str:
    if isinstance(entry, Hidden):
        return "hidden, passed over"
    if isinstance(entry, Problem):
        writer.put_problems("collect", entry.path, [entry])
        return "not collected"
    path = entry.path
    problems: list[Problem] = []
    try:
        size = path.stat().st_size
        if size > config.artefact_bytes_limit:
            limit = config.artefact_bytes_limit // MEGABYTE
            problems.append(
                _problem(path, "too_large", f"has {size // MEGABYTE} MB, more than the limit of {limit} MB; split it")
            )
            writer.put_problems("collect", str(path), problems)
            return "not collected"
        with path.open("rb") as stream:
            artefact, new = writer.put_artefact(stream)
    except OSError as error:
        writer.put_problems(
            "collect",
            str(path),
            [_problem(path, "unreadable", f"cannot be read ({error.strerror}); check its permissions")],
        )
        return "not collected"
    try:
        sidecar = read_sidecar(path)
    except ValueError as error:
        sidecar = Sidecar()
        problems.append(
            _problem(
                path,
                "bad_sidecar",
                f"its sidecar {path.name}{SUFFIX} cannot be understood ({error}); the file was taken without it",
            )
        )
    writer.put_origin(
        Origin(
            artefact=artefact,
            path=str(path),
            collected_at=datetime.now(UTC).isoformat(timespec="seconds"),
            url=sidecar.url,
            title=sidecar.title,
            publisher=sidecar.publisher,
            published=sidecar.published,
            authors=sidecar.authors,
        )
    )
    writer.put_problems("collect", str(path), problems)
    return "new" if new else "already there"
