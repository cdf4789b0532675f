"""Whether a text is an answer of the USAspending API, by its first kilobytes."""

import re

MEDIA_TYPE = "application/vnd.onrecord.usaspending+json"

_START = re.compile(r"[\ufeff \t\r\n]*+\{")
_MEMBER = re.compile(
    r'"(?P<award>generated_unique_award_id)"\s{0,20}+:\s{0,20}+"(?:CONT|ASST)_'
    r'|"(?P<part>awarding_agency|recipient|period_of_performance|latest_transaction_contract_data)"\s{0,20}+:\s{0,20}+\{'
    r'|"(?P<results>results)"\s{0,20}+:\s{0,20}+[\[{]'
    r'|"(?P<action>id)"\s{0,20}+:\s{0,20}+"(?:CONT|ASST)_TX_'
    r'|"(?P<paging>hasNext)"\s{0,20}+:\s{0,20}+(?:true|false)'
    r'|"(?P<level>spending_level)"\s{0,20}+:\s{0,20}+"(?:sub)?awards"'
    r'|"(?P<count>idvs|contracts)"\s{0,20}+:\s{0,20}+\d'
)
"""Members with the kind of value they have: what an award is, a page of actions, of a search or of subawards, a count."""


def is_usaspending(text: str) -> bool:
    """Tell whether the decoded head of a file begins an award, or a page or count of awards, actions or subawards."""
    if not _START.match(text):
        return False
    found = {match.lastgroup for match in _MEMBER.finditer(text)}
    return {"award", "part"} <= found or ("results" in found and bool(found & {"action", "paging", "level", "count"}))
