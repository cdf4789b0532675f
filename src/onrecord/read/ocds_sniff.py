"""Whether a text is data of the Open Contracting Data Standard, by its first kilobytes."""

import re

MEDIA_TYPE = "application/vnd.open-contracting+json"
"""Our own name: the standard has registered none."""

_START = re.compile(r"[\ufeff \t\r\n]*+(?:\[[ \t\r\n]*+)?\{")
_MEMBER = re.compile(
    r'"(?:(?P<process>ocid)|(?P<published>publishedDate)|(?P<type>initiationType))"\s{0,20}+:\s{0,20}+["\[]'
    r'|"(?:(?P<package>releases|records|packages)|(?P<list>awards|contracts|parties|tag))"\s{0,20}+:\s{0,20}+\['
    r'|"(?P<part>compiledRelease|versionedRelease|tender|planning)"\s{0,20}+:\s{0,20}+\{'
)
"""Members with the kind of value they have in data: in a JSON Schema each of them is an object."""
_PARTS = frozenset({"package", "list", "part", "type"})


def is_ocds(text: str) -> bool:
    """Tell whether a text begins a release, a record, a package of them, or lines of them.

    Args:
        text: The decoded head of a file. It is OCDS if it is JSON and names an `ocid` and a part of a release, or a
            `publishedDate` and the `releases`, `records` or `packages` of a package.
    """
    if not _START.match(text):
        return False
    found = {match.lastgroup for match in _MEMBER.finditer(text)}
    return bool(("process" in found and found & _PARTS) or {"published", "package"} <= found)
