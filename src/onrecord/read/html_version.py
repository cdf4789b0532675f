"""What reads pages, known without loading the large libraries behind it."""

from importlib.metadata import version

_LIBRARIES = {name: f"{name}{version(name)}" for name in ("trafilatura", "resiliparse", "htmldate")}

READER = f"html/2+{'+'.join(_LIBRARIES.values())}"
"""Our version and those of the libraries: the text is ours whatever they say, but labels and found dates may change."""
FAST_READER = f"html-fast/2+{_LIBRARIES['resiliparse']}"
"""The same for pages that only the fast opinion labels."""
