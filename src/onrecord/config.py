"""All settings in one frozen value, built in `cli.py` and handed down; nothing reads the environment at import."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Limits and choices of one run.

    Attributes:
        engine: Where stages run: `inline` (this process) or `local:N` (N worker processes).
        artefact_bytes_limit: Larger files are kept out of the record with a `Problem`.
        text_bytes_limit: Larger text and HTML files are kept as evidence but not read, with a `Problem`:
            a single file of this size is a dump, not a document, and would hold every later stage up.
        seconds_per_artefact: A reader that needs longer is stopped, with a `Problem` (`local:N` only).
        batch: Inputs whose results are committed together; a crash loses at most this much work.
    """

    engine: str = "local:2"
    artefact_bytes_limit: int = 2_000 * MEGABYTE
    text_bytes_limit: int = 50 * MEGABYTE
    seconds_per_artefact: float = 120.0
    batch: int = 200
