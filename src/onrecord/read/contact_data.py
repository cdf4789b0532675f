"""Contact data in the free text of spending records: how values are masked when they are read, and quoted in problems."""

from onrecord.model.masks_contact import masked

__all__ = ["masked", "quoted"]

QUOTED = 40
"""Characters that a problem quotes of a value."""


def quoted(text: str) -> str:
    """Quote the beginning of a value that was not understood: free text may stand under a wrong name."""
    return repr(masked(text)[:QUOTED])
