"""What a spending file says at a pointer, whichever reader took it from there."""

from collections.abc import Collection
from importlib import import_module
from pathlib import Path

_READERS: tuple[tuple[str, str], ...] = (("row=", "usaspending"), ("entry=", "fpds"), ("edge=", "edges"), ("", "ocds"))
"""How a reader's pointers begin, and its module; loaded when a file needs it."""


def field_texts(path: Path, pointers: Collection[str]) -> dict[str, str]:
    """Read values again by their pointers (see `Field`), all of one file and so of one reader; those not found are left out.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is not what it was when it was read.
    """
    first = min(pointers, default="")
    module = next(module for start, module in _READERS if first.startswith(start))
    found: dict[str, str] = import_module(f"{__package__}.{module}").field_texts(path, set(pointers))
    return found
