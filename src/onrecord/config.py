"""All settings in one frozen value, built in `cli.py` and handed down; nothing reads the environment at import."""

from dataclasses import dataclass, field

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Limits and choices of one run.

    Attributes:
        engine: Where stages run: `inline` (this process) or `local:N` (N worker processes).
        artefact_bytes_limit: Larger files are kept out of the record with a `Problem`.
        text_bytes_limit: Larger text and HTML files are kept as evidence but not read, with a `Problem`:
            a single file of this size is a dump, not a document, and would hold every later stage up.
        unpacked_bytes_limit, unpacked_files_limit: What one container (archive, mailbox, web archive, calendar) may give,
            in bytes and in files, messages or events; the rest is left out with a `Problem`.
        container_depth: Containers inside containers that are opened.
        seconds_per_artefact: A reader that needs longer is stopped, with a `Problem` (`local:N` only); a file has a second
            more for each megabyte.
        seconds_per_recognition: What recognising the words of a scan or picture may take beside that.
        seconds_per_document: The same for extracting from a document: 5 MB of text take the network 4 minutes on one core.
        seconds_per_asking: The same where a server is asked, which may be slow.
        allow_private: Whether addresses of this machine and of private networks may be fetched.
        awards_limit: A search of public spending that finds more awards fetches none of them.
        fresh_for: Answers of the spending API that are no older are not asked for again: `7d`.
        reading: How pages are read: `full` (two extractors say what is the article) or `fast` (one; no search for dates
            that a page does not declare).
        extractor: Who reads statements: `model` (the network of the package), `rules`, or `endpoint`.
        threads: Processor cores that one process's network may use.
        endpoint, endpoint_model, endpoint_key: Address, model and key of a server that speaks the OpenAI protocol.
        batch: Inputs whose results are committed together; a crash loses at most this much work.
    """

    engine: str = "local:2"
    artefact_bytes_limit: int = 20_000 * MEGABYTE
    text_bytes_limit: int = 50 * MEGABYTE
    unpacked_bytes_limit: int = 20_000 * MEGABYTE
    unpacked_files_limit: int = 200_000
    container_depth: int = 4
    seconds_per_artefact: float = 120.0
    seconds_per_recognition: float = 1_800.0
    seconds_per_document: float = 900.0
    seconds_per_asking: float = 7_200.0
    allow_private: bool = False
    awards_limit: int = 10_000
    fresh_for: str = "7d"
    reading: str = "full"
    extractor: str = "model"
    threads: int = 1
    endpoint: str = ""
    endpoint_model: str = ""
    endpoint_key: str | None = field(default=None, repr=False)
    batch: int = 200
