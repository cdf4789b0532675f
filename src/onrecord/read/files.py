"""An artefact's file to bytes, and problems in the words of this stage."""

from pathlib import Path

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
