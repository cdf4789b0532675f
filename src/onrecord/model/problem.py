"""What was not read or not understood, and why."""

from dataclasses import dataclass

from onrecord.model.ids import ArtefactId, content_id

PROBLEM_CODES: dict[str, str] = {
    "bad_row": "a row of a table could not be understood; the other rows were taken",
    "bad_sidecar": "a .meta.yaml file beside a source could not be understood; the source was taken without it",
    "cannot_fetch": "an address could not be fetched: no answer, a refusal, an endless or broken answer",
    "damaged": "the file is cut off or not what it claims to be",
    "digest_differs": "a stored response does not have the digest that its web archive states",
    "empty": "the file has no bytes, or nothing in it can be read",
    "encrypted": "the file needs a password",
    "encoding_guessed": "the bytes are not in the encoding they declare; another was used",
    "endpoint_failed": "the server asked for statements gave no usable answer for a part of the text",
    "engine_died": "the process that read the file died; the file was set aside",
    "link_outside": "a link inside a folder leads out of it; what it leads to was not collected",
    "missing_columns": "a table of a known kind lacks columns or lists: what they say is left out, or the whole where it means nothing without",
    "no_text": "the file was read but holds no text (a scan, a picture)",
    "not_a_file": "a device, pipe or socket: only files and folders are collected",
    "not_fetched": "an address was not asked for: robots.txt forbids it, it is private, no web address, or beyond the limits of its feed",
    "not_recognised": "words in a picture or scan were not read, since tesseract is not installed; with it they are read next time",
    "not_verbatim": "words that a server gave do not stand in the text; they were dropped",
    "ocr": "the words were recognised from a picture by a program: check them against the page",
    "other_language": "the text, or a part of it, is in another language; only English is read for statements",
    "reader_failed": "the reader failed on the file: a bug worth reporting",
    "stage_failed": "a later stage failed on the document: a bug worth reporting",
    "symlink_loop": "a link leads back to a folder above it",
    "timed_out": "the reader needed longer than the limit",
    "too_large": "the file is larger than the limit",
    "unpack_limit": "an archive holds more, larger or deeper files than the limits allow; the rest was left out",
    "unreadable": "the operating system refused to give the file",
    "unsupported_format": "no reader for this kind of file",
}
"""Every code a `Problem` can carry, and what it means; docs/problems.md lists the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that was not read or not understood.

    Attributes:
        artefact: None when there are no bytes (a device, a refused file).
        path: Where it was met.
        stage: `collect`, `read`, `extract`, `resolve` or `connect`.
        code: A key of `PROBLEM_CODES`.
        message: One line for people: what, where, and what can be done.
    """

    path: str
    stage: str
    code: str
    message: str
    artefact: ArtefactId | None = None

    def __post_init__(self) -> None:
        if self.code not in PROBLEM_CODES:
            raise ValueError(f"unknown problem code {self.code!r}")

    @property
    def id(self) -> str:
        """Name the problem by its content."""
        return content_id("problem", self.artefact, self.path, self.stage, self.code, self.message)
