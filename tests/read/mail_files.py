"""Mail for tests: the same head and words, and one way to have it read."""

from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import mail

HEAD = b"Subject: Contract\nFrom: Jane Doe <jane@example.org>\nTo: press@example.org\nDate: Mon, 18 Jun 2018 09:30:00 -0700\n"
WORDS = "We have decided to end the contract with the agency."


def read(path: Path, content: bytes, config: Config | None = None, **sidecar: object) -> Reading:
    """Read a message or a mailbox; files inside lie in a folder beside it."""
    path.write_bytes(content)
    spool = path.with_name(f"{path.name}-spool")
    spool.mkdir(exist_ok=True)
    origin = Origin(
        artefact=artefact_id(content),
        path=path.name,
        collected_at="2026-01-01T00:00:00+00:00",
        **sidecar,  # type: ignore[arg-type]  # what a test says
    )
    return mail.read(path, origin, config or Config(), spool)


def only(reading: Reading) -> Document:
    """Give the one document."""
    (document,) = reading.documents
    return document


def codes(reading: Reading) -> list[str]:
    """List the problems."""
    return [problem.code for problem in reading.problems]
