"""What reads PDF files, known without loading the large library behind it."""

from importlib.metadata import version

READER = f"pdf/2+{version('pypdfium2')}"
"""Our version and that of pypdfium2: each of its releases brings its own PDFium, which decides the text of a page."""


def reader_name(program: str) -> str:
    """Name what read a file: ours, and the program that recognised words in it, where one did.

    Args:
        program: Its name and version, as in `tesseract 5.3.0`; empty for none.
    """
    return f"{READER}+{program.replace(' ', '-')}" if program else READER
