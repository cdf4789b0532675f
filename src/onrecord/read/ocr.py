"""Words recognised in pictures by tesseract, where it is installed: each with its place and how sure the program is.

Nothing of the package needs tesseract: without it pictures and scans are reported as such.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from onrecord.read.ocr_hocr import RecognisedPage, pages_of, version_of

LANGUAGE = "eng"
PAGE_SECONDS = 60.0
"""A clean page takes 1 to 5 s on one core; a page of noise takes longer and gives nothing."""
PIXELS = 40_000_000
"""Larger pictures are not opened: tesseract needs 11 bytes for each pixel in colour. An A4 page at 600 dpi has 35 million."""
SIDE = 32_767
"""The longest side that tesseract takes (its TDIMENSION is a signed 16-bit number)."""
INSTALL = "install tesseract (on Debian: tesseract-ocr) and build again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What tesseract saw.

    Attributes:
        program: Its name and version, `tesseract 5.3.0`: another version may give other words.
    """

    program: str
    pages: tuple[RecognisedPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why nothing was recognised.

    Attributes:
        code: A code of `Problem`.
        reason: A clause of a sentence.
    """

    code: str
    reason: str


def tesseract() -> str | None:
    """Find the program; None where it is not installed."""
    return shutil.which("tesseract")


def recognise(
    picture: Path | bytes, program: str, *, dots_per_inch: int | None, seconds: float
) -> Recognition | Failure:
    """Recognise the English words of a picture, whichever way it is turned.

    Args:
        picture: A file that begins as a PNG, JPEG or TIFF does, or the bytes of such a file or of a PNM. Whatever else
            it is given tesseract takes for a list of further files to open.
        program: Path of tesseract.
        dots_per_inch: None for what the file says.
        seconds: It is stopped after this time.
    """
    name = "stdin" if isinstance(picture, bytes) else str(picture.absolute())
    density = [] if dots_per_inch is None else ["--dpi", str(dots_per_inch)]
    # Page segmentation 1 looks which way up the page is; the words of a page scanned sideways are lost otherwise.
    command = [program, name, "stdout", "-l", LANGUAGE, "--psm", "1", *density, "hocr"]
    try:
        done = subprocess.run(  # noqa: S603  # no shell; the only foreign argument is an absolute path
            command,
            input=picture if isinstance(picture, bytes) else b"",
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads slow each other down; runs share the cores
        )
    except subprocess.TimeoutExpired:
        return Failure(code="timed_out", reason=f"tesseract needed more than {seconds:.0f} s")
    except OSError as error:
        return Failure(code="no_text", reason=f"tesseract could not be started ({error.strerror})")
    if done.returncode:
        return Failure(code="damaged", reason=f"tesseract could not read it ({_said(done.stderr)})")
    try:
        return Recognition(program=version_of(done.stdout), pages=tuple(pages_of(done.stdout)))
    except ValueError as error:
        return Failure(code="damaged", reason=f"tesseract gave no usable answer ({error})")


def _said(stderr: bytes) -> str:
    """Cut the most telling line from what a program complained about."""
    lines = stderr.decode("utf-8", "replace").split("\n")
    return next((line.strip()[:120] for line in lines if line.strip()), "no reason given")
