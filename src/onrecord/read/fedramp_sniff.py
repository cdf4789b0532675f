"""Whether a text is the data of the FedRAMP marketplace, by its first kilobytes."""

import re

MEDIA_TYPE = "application/vnd.onrecord.fedramp+json"

_START = re.compile(r"[\ufeff \t\r\n]*+\{")
_MEMBER = re.compile(
    r'"(?P<list>Products|Agencies|AtoMapping|ReuseMapping)"\s{0,20}+:\s{0,20}+\['
    r'|"(?P<provider>csp)"\s{0,20}+:\s{0,20}+"|"(?P<offering>cso)"\s{0,20}+:\s{0,20}+"'
    r'|"(?P<permission>ato_date)"\s{0,20}+:\s{0,20}+"|"(?P<agency>agency_id)"\s{0,20}+:\s{0,20}+"'
)
"""Its lists and the members of what they list: provider and offering of a product, agency and date of a permission."""


def is_fedramp(text: str) -> bool:
    """Tell whether the decoded head of a file begins with a list of products with their providers, or of permissions."""
    if not _START.match(text):
        return False
    found = {match.lastgroup for match in _MEMBER.finditer(text)}
    return "list" in found and ({"provider", "offering"} <= found or {"permission", "agency"} <= found)
