"""An artefact's file to bytes, and problems in the words of this stage."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.errors import UserError
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem


def problem(origin: Origin, code: str, message: str) -> Problem:
    """Make a problem of the reading stage; the message is put after the path it concerns."""
    words = f"{origin.path}: {message}".encode("utf-8", "replace").decode()  # it may quote what is no text
    return Problem(path=origin.path, stage="read", code=code, message=words, artefact=origin.artefact)


def load(path: Path, origin: Origin) -> bytes | Problem:
    """Read a file whole, unless the operating system refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        return unreadable(origin, error)


def unreadable(origin: Origin, error: OSError) -> Problem:
    """Say that the operating system refused to give a file."""
    reason = error.strerror or type(error).__name__
    return problem(origin, "unreadable", f"{reason}; make the file readable and build again")


def guessed_encoding(origin: Origin, encoding: str, declared: str | None) -> Problem:
    """Say that the bytes were not in the encoding they declare, or in UTF-8 when they declare none."""
    expected = f"the declared encoding {declared[:40]!r}" if declared else "UTF-8"
    message = f"the bytes do not fit {expected}; read as {encoding}, so check accents and quotation marks"
    return problem(origin, "encoding_guessed", message)


def files_named(paths: Sequence[Path], suffix: str) -> Iterator[Path]:
    """List files as given, and the files with a suffix in folders, by name.

    Raises:
        UserError: There is no such file, or it is none.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob(f"*{suffix}") if one.is_file() and not one.name.startswith("."))
        elif path.is_file():
            yield path
        elif path.exists():
            raise UserError(f"{path}: is a device, pipe or socket; name files and folders")
        else:
            raise UserError(f"{path}: no such file or folder")


def bytes_of(path: Path) -> bytes:
    """Read a file that a command names.

    Raises:
        UserError: The operating system refuses to give it.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from error
