"""Why an address gave nothing."""

from unicodedata import category

SHOWN_LIMIT = 200
"""Characters of a server's words that a message repeats."""


class FetchFailure(Exception):
    """Raised when an address gives nothing, from every step of fetching; becomes a `Problem` of the address.

    Attributes:
        code: `cannot_fetch` or `not_fetched`.
        status: Of the server's answer, 0 without one.
    """

    def __init__(self, code: str, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


def one_line(words: str) -> str:
    """Write a stranger's words for a message: one line, not long, no control characters, no half characters."""
    shown = "".join(" " if category(one)[0] in "CZ" else one for one in words[: SHOWN_LIMIT + 1])
    shown = " ".join(shown.split())
    return shown if len(shown) <= SHOWN_LIMIT else shown[:SHOWN_LIMIT] + "…"
