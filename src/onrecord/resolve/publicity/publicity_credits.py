"""Signs beside a name that its bearer wrote, edited or photographed for publication, and marks of party and state."""

import re
from dataclasses import dataclass, replace

from onrecord.resolve.known import find_known
from onrecord.resolve.publicity.publicity_words import PRESS, STATIONS

BACK = 100
"""Characters read before a name."""
_NAMES = r"(?:[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3}(?:,\s+|\s+and\s+|,\s+and\s+))*"
_CREDIT = re.compile(
    r"(?:\A|[(;|.\n]\s*|^)(?P<words>(?:(?:Additional |Original )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)|Reported|Written|Edited|"
    rf"Compiled|Photo(?:graph)?s?|Illustrations?)\s+by|Contribut(?:ing|ors?|ed by):?|By|BYLINE:)\s+{_NAMES}\Z",
    re.MULTILINE,
)
_AGENCIES = r"Getty(?: Images)?|Reuters|AP\b|AFP\b|EPA\b|Associated Press|Bloomberg|HuffPost|The \w+ Post"
_AGENCY_NAME = re.compile(_AGENCIES)
_AGENCY = re.compile(rf"\s*/\s*(?P<words>{_AGENCIES})")
_FILED = re.compile(
    r",?\s(?P<words>(?:writing|reporting)\s(?:at|for|in|from)\s(?:the\s)?[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,3})"
)
_OUTLET_BEFORE = re.compile(r"(?P<outlet>(?:[A-Z][\w.&]*\s){0,4}[A-Z][\w.&]*)['’]s\s\Z")
_OUTLET_AFTER = re.compile(r"\sof\s(?:the\s|The\s)?(?P<outlet>[A-Z][\w.&]*(?:\s[A-Z][\w.&]*){0,4})")
_STATION = re.compile(r"(?:FOX|Fox|ABC|NBC|CBS|CW)\s?\d{1,2}|[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?\d{0,2}")
_RUNS = re.compile(
    r",\s(?:an?\s[^,;.\n]{1,90}\s)?who\s(?:also\s)?(?P<words>(?:(?:runs|leads|heads|chairs|directs|led|headed|chaired|ran|manages|managed)\s(?:the\s)?"
    r"(?:[A-Z][\w.&'’-]*\s?){1,5}|(?:founded|co-founded)\s(?:the\s)?(?:[A-Z][\w.&'’-]*\s?){1,5}|founded\s(?:[\w.'’-]+\s){1,6}?"
    r"(?:group|organi[sz]ation|company|firm|charity|foundation|newspaper|magazine)\b|(?:runs|ran|leads|led|heads|headed|chairs|chaired|manages|managed)\s(?:[\w.'’-]+\s){1,6}?"
    r"(?:campaign|super PAC|committee|party|agency|department|commission|foundation|union|ministry)\b))"
)
"""A body led, said by a verb: "who runs Harbour Watch", "who managed the senator's campaign"; a bakery is none."""
_AUTHOR = re.compile(
    r",\s(?:an?\s|the\s)?(?:[^,.;\n]{1,60}\sand\s)?(?P<words>(?:co-)?author\sof\s[‘'’“\"]*[A-Z][\w’']*)|"
    r",\s(?P<also>who\s(?:writes\s(?:about|for)|hosts|anchors|edits)\s\w+(?:\s\w+)?)"
)
"""A writer for the public: "author of “Harbour Lights”", "who hosts a show"."""
_FOLLOW = re.compile(r"\sat\s(?P<words>@\w+)|\son\s(?P<also>Twitter|Facebook|X)\b")
_LINE_CREDIT = re.compile(r"\s*(?:/|via)\s*(?P<words>[A-Z][\w.&]*(?:\s[A-Z][\w.&]*){0,3})\.?\s*(?:\n|\Z)")
"""What follows the name of a photographer in a line that holds nothing else."""
_ONE = r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}(?:\s\([A-Z][^)]{0,15}\))?"
_PLURAL = re.compile(
    rf"\b(?P<words>Sens|Reps|Govs|Senators|Representatives|Governors|Presidents|Justices|Judges|Mayors|Ministers)\.?\s+"
    rf"{_ONE}(?:,\s+{_ONE})*(?:,|,?\s+(?:and|or))\s+\Z"
)
"""A title that is shared: "Sens. Ann Clarke and", before the other name."""
_PARTY_STATE = re.compile(
    r"\s?(?P<words>\((?:R|D|I)(?:[-–][A-Z][\w. ]{0,14})?\)|,\s(?:R|D|I)[-–][A-Z][A-Za-z.]{1,12}(?=[\s,.]))"
)
_PARTY_OF = re.compile(r",\s(?P<words>(?:Democrat|Republican|Independent)\s(?:of|from)\s[A-Z]\w+(?:\s[A-Z]\w+)?)")


_SHOWN = {"credit line": "author or photographer", "byline": "author"}
"""How the role is told where the words themselves would not ("Reporting by")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A sign, where it stands, and the rule that reads it."""

    words: str
    basis: str
    start: int
    end: int


def credit_of(text: str, start: int, end: int) -> Credit | None:
    """Find a sign beside a name that stands at `start:end`; None without one."""
    return _alone(text, start, end) or _after(text, end) or _before(text, start)


def _alone(text: str, start: int, end: int) -> Credit | None:
    """Read a line that only credits a picture, and an invitation to follow the author."""
    if (start == 0 or text[start - 1] == "\n") and (credit := _LINE_CREDIT.match(text, end)):
        if not _AGENCY_NAME.match(credit["words"]) and not _outlet(credit["words"]):
            return None  # a picture from the person's own page
        return _credit(credit, "words", "credit line", 0)
    if text.startswith("Follow ", max(0, start - 7)) and (follow := _FOLLOW.match(text, end)):
        return _credit(follow, "words" if follow["words"] else "also", "byline", 0)
    return None


def _before(text: str, start: int) -> Credit | None:
    low = max(0, start - BACK)
    before = text[low:start]
    if credit := _CREDIT.search(before):
        found = _credit(credit, "words", "credit line", low)
        return replace(found, words="author") if credit["words"].upper().startswith("BY") else found
    if shared := _PLURAL.search(before):
        return _credit(shared, "words", "office, shared title before the name", low)
    return _journalist(_OUTLET_BEFORE.search(before), low)


def _after(text: str, end: int) -> Credit | None:
    if party := _PARTY_STATE.match(text, end) or _PARTY_OF.match(text, end):
        return _credit(party, "words", "office, party and state after the name", 0)
    if author := _AUTHOR.match(text, end):
        return _credit(author, "words" if author["words"] else "also", "author, after the name", 0)
    if led := _RUNS.match(text, end):
        return _credit(led, "words", "head of a body, after the name", 0)
    if credit := _AGENCY.match(text, end) or _FILED.match(text, end):
        return _credit(credit, "words", "credit line", 0)
    return _journalist(_OUTLET_AFTER.match(text, end), 0)


def _journalist(match: re.Match[str] | None, offset: int) -> Credit | None:
    """Take somebody named as an outlet's for a journalist: "CNN's Ann Clarke"."""
    name = _outlet(match["outlet"]) if match else ""
    if match is None or not name:
        return None
    end = offset + match.start("outlet") + len(match["outlet"].rstrip("."))
    return Credit(
        words=f"journalist, {' '.join(name.split())}", basis="journalist of an outlet", start=end - len(name), end=end
    )


def _credit(match: re.Match[str], group: str, basis: str, offset: int) -> Credit:
    words = _SHOWN.get(basis, "{}").format(" ".join(match[group].split()).strip("(),. "))
    return Credit(words=words, basis=basis, start=offset + match.start(group), end=offset + match.end(group))


def _outlet(name: str) -> str:
    """Give the outlet that the end of some words in capitals names, by the tables or by its last word; empty for none."""
    name = name.rstrip(".")
    last = name.split()[-1] if name.split() else ""
    if last in STATIONS or _STATION.fullmatch(last):
        return last
    while name:
        known = find_known(name)
        if known is not None:
            return name if known.outlet else ""
        if " " in name and name.split()[-1].lower() in PRESS:
            return name
        name = name.partition(" ")[2].lstrip()
    return ""
