"""An artefact's file to bytes within a limit, and problems in the words of this stage."""

from pathlib import Path

from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem


def problem(origin: Origin, code: str, message: str) -> Problem:
    """Make a problem of the reading stage; the message is put after the path it concerns."""
    return Problem(
        path=origin.path, stage="read", code=code, message=f"{origin.path}: {message}", artefact=origin.artefact
    )


def load(path: Path, origin: Origin, bytes_limit: int) -> bytes | Problem:
    """Read a file whole, unless it is larger than the limit or the operating system refuses."""
    try:
        size = path.stat().st_size
        if size > bytes_limit:
            advice = "split it, or raise text_bytes_limit"
            return problem(origin, "too_large", f"{size:,} bytes, more than the limit of {bytes_limit:,}; {advice}")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return problem(origin, "unreadable", f"{reason}; make the file readable and build again")


def guessed_encoding(origin: Origin, encoding: str, declared: str | None) -> Problem:
    """Say that the bytes were not in the encoding they declare, or in UTF-8 when they declare none."""
    expected = f"the declared encoding {declared[:40]!r}" if declared else "UTF-8"
    message = f"the bytes do not fit {expected}; read as {encoding}, so check accents and quotation marks"
    return problem(origin, "encoding_guessed", message)
