"""What reads PDF files, known without loading the large library behind it."""

from importlib.metadata import version

READER = f"pdf/1+{version('pypdfium2')}"
"""Our version and that of pypdfium2: each of its releases brings its own PDFium, which decides the text of a page."""
