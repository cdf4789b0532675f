"""Files and folders of this machine.

Folders are walked in order of name. Hidden files and folders (a leading dot) are passed over and counted; links inside
the folder are followed, but never in a circle; a link that leads out of it is not, since nobody asked for what is there;
devices, pipes and sockets are not opened.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import category

from onrecord.collect.sidecar import SUFFIX, Sidecar, read_sidecar
from onrecord.config import MEGABYTE, Config
from onrecord.engine import Progress, Report
from onrecord.errors import UserError
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.store import Writer

FILES_PER_COMMIT = 200

Identity = tuple[int, int]
"""Device and inode: the same folder by whatever path."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to collect."""

    path: Path


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden file or folder that was passed over."""

    path: Path


def written(path: Path) -> str:
    r"""Write a path as text that fits one line and any encoding.

    Bytes of a name that are no UTF-8 become `\xff`, control characters (a line break, a terminal's escape) likewise.
    """
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    breaks = {"Cc", "Zl", "Zp"}
    return "".join(one.encode("unicode_escape").decode() if category(one) in breaks else one for one in text)


def walk(source: Path, leave_out: Path) -> Iterator[Found | Hidden | Problem]:
    """List the files of a source: itself, or everything below it.

    Args:
        source: A file or folder that was named by a person; hidden or not, it is taken.
        leave_out: A folder never entered: the record itself.
    """
    record, root = _identity(leave_out), _real(source)
    waiting: list[tuple[Path, frozenset[Identity], bool]] = [(source, frozenset(), False)]
    while waiting:  # a list, not recursion: folders may be nested deeper than Python calls may
        path, above, hidden = waiting.pop()
        if hidden:
            yield Hidden(path)
            continue
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                yield _problem(path, "not_a_file", "is a device, pipe or socket; only files and folders are collected")
                continue
            if path != source and path.is_symlink() and not _real(path).is_relative_to(root):
                target = written(_real(path))
                yield _problem(
                    path, "link_outside", f"is a link to {target}, outside the folder; add that by its own name"
                )
                continue
            if stat.S_ISREG(status.st_mode):
                yield from _file(path)
                continue
            here = (status.st_dev, status.st_ino)
            if here == record:
                continue
            if here in above:
                yield _problem(path, "symlink_loop", "is a link to a folder above it; not entered again")
                continue
            inside = sorted(path.iterdir(), key=lambda one: one.name, reverse=True)
        except OSError as error:
            yield _refused(path, error)
            continue
        waiting += [(one, above | {here}, one.name.startswith(".")) for one in inside]


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _identity(folder: Path) -> Identity | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _file(path: Path) -> Iterator[Found | Problem]:
    if not path.name.endswith(SUFFIX):
        yield Found(path)
    elif not path.with_name(path.name.removesuffix(SUFFIX)).exists():
        name = written(Path(path.name.removesuffix(SUFFIX)))
        yield _problem(path, "bad_sidecar", f"describes {name}, which is not beside it; name it NAME.EXT{SUFFIX}")


def _problem(path: Path, code: str, message: str) -> Problem:
    name = written(path)
    return Problem(path=name, stage="collect", code=code, message=f"{name}: {message}")


def _refused(path: Path, error: OSError) -> Problem:
    return _problem(
        path, "unreadable", f"cannot be read ({error.strerror}); check that it is there and its permissions"
    )


def collect(writer: Writer, sources: list[Path], config: Config, progress: Progress) -> Report:
    """Put files and folders into the record, bytes as they came.

    Raises:
        UserError: A source does not exist or cannot be reached; nothing is collected then. Or the record cannot be
            written; what was committed before stays.
    """
    for source in sources:
        _check_source(source)
    with writer.transaction():
        for source in sources:
            writer.forget_problems_below("collect", _place(written(source)))
    entries = [entry for source in sources for entry in walk(source, writer.record.folder)]
    counts = {"new": 0, "already there": 0, "hidden, passed over": 0, "not collected": 0}
    for first in range(0, len(entries), FILES_PER_COMMIT):
        with writer.transaction():
            for number, entry in enumerate(entries[first : first + FILES_PER_COMMIT], first + 1):
                counts[_take(writer, entry, config)] += 1
                progress("collect", number, len(entries))
    made = tuple((name, count) for name, count in counts.items())
    return Report(stage="collect", done=len(entries), made=made, problems=counts["not collected"])


def _check_source(source: Path) -> None:
    try:
        source.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL character in the name
        raise UserError(f"{written(source)}: no such file or folder") from error
    except OSError as error:
        raise UserError(f"{written(source)}: cannot be reached ({error.strerror}); check the path") from error


def _take(writer: Writer, entry: Found | Hidden | Problem, config: Config) -> str:
    if isinstance(entry, Hidden):
        return "hidden, passed over"
    if isinstance(entry, Problem):
        writer.put_problems("collect", _place(entry.path), [entry])
        return "not collected"
    name, place = written(entry.path), _place(written(entry.path))
    try:
        size = entry.path.stat().st_size
        if size > config.artefact_bytes_limit:
            writer.put_problems("collect", place, [_too_large(entry.path, size, config.artefact_bytes_limit)])
            return "not collected"
        with entry.path.open("rb") as stream:
            artefact, new = writer.put_artefact(stream)
    except OSError as error:
        writer.put_problems("collect", place, [_refused(entry.path, error)])
        return "not collected"
    sidecar, problems = _sidecar(entry.path)
    writer.put_origin(
        Origin(
            artefact=artefact,
            path=name,
            collected_at=datetime.now(UTC).isoformat(timespec="seconds"),
            url=sidecar.url,
            title=sidecar.title,
            publisher=sidecar.publisher,
            published=sidecar.published,
            authors=sidecar.authors,
        )
    )
    writer.put_problems("collect", place, problems)
    return "new" if new else "already there"


def _place(name: str) -> str:
    """Make a path absolute: a file is the same from wherever it is named, and two of one name are not."""
    return os.path.abspath(name)  # noqa: PTH100  # Path.resolve would follow links


def _too_large(path: Path, size: int, limit: int) -> Problem:
    if limit >= MEGABYTE:
        return _problem(
            path, "too_large", f"has {size // MEGABYTE} MB, more than the limit of {limit // MEGABYTE} MB; split it"
        )
    return _problem(path, "too_large", f"has {size:,} bytes, more than the limit of {limit:,}; split it")


def _sidecar(path: Path) -> tuple[Sidecar, list[Problem]]:
    try:
        return read_sidecar(path), []
    except ValueError as error:
        name = written(Path(path.name + SUFFIX))
        message = f"its sidecar {name} cannot be understood ({error}); the file was taken without it"
        return Sidecar(), [_problem(path, "bad_sidecar", message)]
