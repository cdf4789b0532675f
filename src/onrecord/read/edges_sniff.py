"""Whether a text is an edge file (docs/matching.md), by its first line."""

import re

MEDIA_TYPE = "application/vnd.onrecord.edges+json"

_FIRST_LINE = re.compile(r'[\ufeff \t\r\n]*+\{[^\r\n]{0,20000}?"onrecord"\s{0,20}+:\s{0,20}+"edge/')


def is_edges(text: str) -> bool:
    """Tell whether the decoded head of a file begins with a line that calls itself an edge, of whatever version."""
    return _FIRST_LINE.match(text) is not None
