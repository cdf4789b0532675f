"""The typeface of the PDF: Literata, for Latin, Greek and Cyrillic (`fonts/manifest.csv`: where it is from, its licence and hashes)."""

import csv
from hashlib import sha256
from importlib.resources import files
from io import BytesIO

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from onrecord.errors import UserError

REGULAR, ITALIC, BOLD = "Literata", "Literata-Italic", "Literata-SemiBold"
FILES = {REGULAR: "Literata-Regular.ttf", ITALIC: "Literata-Italic.ttf", BOLD: "Literata-SemiBold.ttf"}
MISSING = "□"
"""Stands for a character the typeface does not have."""
BLANKS = {"\u202f": "\u00a0", "\u2009": " ", "\u200b": "", "\u2011": "-", "\ufeff": "", "\u00ad": ""}
"""Blanks and hyphens the typeface does not have, and what reads the same."""


def register() -> frozenset[int]:
    """Make the typeface known to reportlab, which keeps fonts by name for the process; gives the characters it has.

    Raises:
        UserError: A file is not the one that was tested.
    """
    folder = files("onrecord.export.dossier").joinpath("fonts")
    hashes = {
        row["file"]: row["sha256"]
        for row in csv.DictReader(folder.joinpath("manifest.csv").read_text("utf-8").splitlines())
    }
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in FILES.items():
        if name in known:
            continue
        content = folder.joinpath(file).read_bytes()
        if sha256(content).hexdigest() != hashes[file]:
            raise UserError(f"{file} of this package is not the file that was tested; install onrecord anew")
        pdfmetrics.registerFont(TTFont(name, BytesIO(content)))
    for bold, italic, name in ((0, 0, REGULAR), (0, 1, ITALIC), (1, 0, BOLD), (1, 1, BOLD)):
        addMapping(REGULAR, bold, italic, name)
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


def writable(words: str, has: frozenset[int]) -> str:
    """Write words with the characters the typeface has; `MISSING` stands for any other."""
    plain = "".join(BLANKS.get(one, one) for one in words)
    return "".join(one if ord(one) in has or one.isspace() else MISSING for one in plain)
