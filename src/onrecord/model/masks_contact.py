"""E-mail addresses and telephone numbers in free text, and street addresses in documents.

Numbers in descriptions of contracts are first of all those of contracts, requests, parts and clauses. So one is taken
for a telephone number by its form where no other number has it (`202-555-0100`, `(202) 555 0100`, `+44 20 7946 0958`),
and in a form that others share (`2025550100`, `555-0100`) only by what stands before it: a word for a telephone, an
e-mail address, or a contact with a name. Names stay: firms stand in the same places, and who acts for an agency acts in
public. What is masked depends on the text alone, so that a value read again is masked alike.
"""

import re
from collections.abc import Iterator

from onrecord.model.masks import Mask

EMAIL = "[e-mail]"
TELEPHONE = "[telephone]"
STREET = "[address]"
FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""Of a telephone number: a local one of North America, and the most that ITU-T E.164 allows."""
BEFORE = 80
"""Characters before a number in which a cue is looked for."""

_DIGITS = b"0123456789"
_ADDRESS = re.compile(
    r"[\w.%+'-]{1,64}+@(?:[\w-]{1,63}\.){1,8}(?:gov|mil|com|net|org|edu|[^\W\d_]{2,24}+)"
    r"|(?<![\w.-])\w[\w-]{0,30}+\.[\w.-]{1,60}+@(?:[^\W\d_][\w.-]{0,60}+)?(?=\s*\Z)",
    re.IGNORECASE,
)
"""Also one that runs into the next word (`@ICE.DHS.GOVSEE`), and one that the end of the text cuts off."""

_DASH, _GAP = r"[-.\u2010-\u2013]", r"[ \t\u00a0]"
_RUN = re.compile(r"[0-9](?<!\w.)(?:[-./() \t\u00a0\u2010-\u2013]{0,4}[0-9]){6}", re.DOTALL)
"""What every number is found with first: it is ten times as fast as the forms below, and few texts hold one."""
_THREE = "[2-9][0-9]{2}"
"""An area or an exchange in the North American Numbering Plan: neither begins with 0 or 1."""
_EXTENSION = rf"(?:{_GAP}{{0,2}}(?:[,;]?{_GAP}?\(?(?:ext(?:ension)?\b|x)\.?:?{_GAP}?|/)[0-9]{{2,6}}(?![\w-])\)?)?"
_END = rf"(?![0-9])(?!-\w|{_DASH}[0-9])"
_BEGIN = rf"(?<![0-9])(?<![0-9]{_DASH})"
_FORMED = re.compile(
    rf"""{_BEGIN}(?:(?<!\w)\+?1(?:{_DASH}|{_GAP}))?(?:
        \({_THREE}\){_GAP}{{0,2}}{_DASH}?{_THREE}(?:{_DASH}|{_GAP})?[0-9]{{4}}
      | (?<!\w){_THREE}(?:{_GAP}?{_DASH}{_GAP}?|/|{_GAP}{{1,2}}){_THREE}{_GAP}?{_DASH}{_GAP}?[0-9]{{4}}
    ){_END}{_EXTENSION}""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHERS = re.compile(
    rf"""{_BEGIN}(?:
        (?P<american>(?<!\w)(?:{_THREE}(?:{_DASH}|/|{_GAP})?{_THREE}(?:{_DASH}|{_GAP})?|{_THREE}-)[0-9]{{4}})
      | (?<!\w)(?:\+{_GAP}?)?\(?[0-9](?:[-./() \t\u00a0]{{0,3}}[0-9]){{{FEWEST_DIGITS - 1},{MOST_DIGITS - 1}}}
    ){_END}(?!\w){_EXTENSION}""",
    re.VERBOSE | re.IGNORECASE,
)
_CLAUSE = re.compile(rf"[0-9]52{_DASH}{{1,2}}2[0-9]{{2}}{_DASH}")
"""Clauses of agencies' acquisition regulations (48 CFR), `252.204-7012`; some numbers of North Carolina begin so too."""
_ABROAD = re.compile(rf"\+{_GAP}?[1-9][0-9]{{0,2}}(?:{_GAP}|-|\().*(?<!000)", re.DOTALL)
"""With the code of a country; what ends in 000 is a sum."""
_OF_TELEPHONE = re.compile(
    r"\b(?:(?:telephone|tel|tél|telf|tel[eé]fono|téléphone|fax|faxed|dsn)\b"
    r"|(?:phone|ph|cell|mobile|hotline|contact)\b(?=[ \t]*[:;#.]|\W{1,3}(?:no|number|numbers)\b))"
    r"(?:\W{1,3}(?:no|nos|number|numbers|is|at|to|on)\b){0,3}[^\w(+]{0,6}\Z",
    re.IGNORECASE,
)
_OF_CONTACT = re.compile(
    r"(?:\[e-mail\]|\b(?:phone|ph|cell|mobile|contact|[a-z]{0,7}poc|a?co[rt]{1,2}|acr|alt|attn)\b)[^0-9#$!]{0,50}\Z",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?<![\w.,$£€-])(?<!\b[Ii]n )(?<!\b[Bb]y )(?<!\b[Ss]ince )[0-9]{1,5}[A-Za-z]? (?!Downing Street|Pennsylvania Avenue)(?:(?:[NSEW]|North|South|East|West)\.? )?"
    r"(?:[A-Z][\w'’-]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Terrace|Crescent|Close)"
    r"(?!\w)\.?(?:,? (?:Apt|Apartment|Unit|Flat|Suite|#)\.? ?\w{1,6}\b)?"
)
"""A house number, a name and a word for a street; two addresses stand for governments and are left."""
_OF_OTHERS = re.compile(
    r"(?:#|\b(?:p/?n|s/?n|nsn|sku|part|serial|model|item|clin|acct|account|case|order|contract|invoice|req|requisition|"
    r"request|ref|reference|aap|amb|uid|itsr|duns|uei|cage|clauses?|d?fars?|mod|zip)\b(?:\W{1,3}(?:no|nos|number|id)\b)?)"
    r"\W{0,3}\Z",
    re.IGNORECASE,
)
"""What stands before numbers of other kinds."""


_LOCAL = re.compile(rf"(?<![\w.,$£€/-])(?P<exchange>{_THREE})[-\u2010\u2011][0-9]{{4}}(?![\w%]|[-.,/][0-9])")
_NATIONAL = re.compile(r"(?<![\w.,$£€/+-])\(?0[1-9](?:[ \u00a0()-]{0,2}[0-9]){7,9}(?![\w%]|[-.,/][0-9])")
"""With the 0 that stands before the number of a place or a mobile telephone in most countries outside North America."""
_CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|ring|rang|dial(?:led|ed)?|phoned?|text(?:ed)?|reach(?:ed)?|numbers?|tel|telephone)\b[^0-9\n]{0,40}\Z",
    re.IGNORECASE,
)
INVENTED = "555"
"""The exchange in which numbers are set apart for examples: nothing else is written with it."""


def masked(text: str) -> str:
    """Put `[e-mail]` and `[telephone]` for addresses and numbers; extensions go with their number."""
    data = text.encode("utf-8", "replace")
    if b"@" in data:
        text = _ADDRESS.sub(EMAIL, text)
    if len(data) - len(data.translate(None, _DIGITS)) < FEWEST_DIGITS:
        return text
    return _OTHERS.sub(_other, _FORMED.sub(_formed, text)) if _RUN.search(text) else text


def contacts(text: str) -> list[Mask]:
    """List the addresses and numbers that `masked` would replace, and the addresses of houses."""
    found = [Mask(one.start(), one.end(), STREET) for one in _STREET.finditer(text)]
    if "@" in text:
        addresses = [Mask(one.start(), one.end(), EMAIL) for one in _ADDRESS.finditer(text)]
        found += addresses
        text = _with_filler(text, addresses)
    if not _RUN.search(text):
        return found
    formed = list(_telephones(_FORMED, text))
    return found + formed + list(_telephones(_OTHERS, _with_filler(text, formed)))


def local_telephones(text: str) -> list[Mask]:
    """List the numbers in running text that only a place or a country calls by, `555-0177` and `07700 900123`."""
    local = (
        one
        for one in _LOCAL.finditer(text)
        if one["exchange"] == INVENTED or _CALLED.search(_before(one))  # `200-1000 people` is none
    )
    national = (one for one in _NATIONAL.finditer(text) if re.search(r"[ \u00a0()-]|\A07", one[0]))
    found = (one for some in (local, national) for one in some if not _OF_OTHERS.search(_before(one)))
    return [Mask(one.start(), one.end(), TELEPHONE) for one in found]


def _telephones(pattern: re.Pattern[str], text: str) -> Iterator[Mask]:
    decide = _formed if pattern is _FORMED else _other
    for match in pattern.finditer(text):
        if decide(match) == TELEPHONE:
            yield Mask(match.start(), match.end(), TELEPHONE)


def _with_filler(text: str, masks: list[Mask]) -> str:
    """Put something of the same length in the place of what was found, that is the same cue for a number behind it."""
    parts, place = [], 0
    for one in masks:
        length = one.end - one.start
        cue = "tel]" if one.text == TELEPHONE else EMAIL if length >= len(EMAIL) else "poc"
        parts += [text[place : one.start], cue.rjust(length)]
        place = one.end
    return "".join([*parts, text[place:]])


def _formed(match: re.Match[str]) -> str:
    before = _before(match)
    is_other = _OF_OTHERS.search(before) or _CLAUSE.match(match[0].lstrip("("))
    return match[0] if is_other and not _OF_TELEPHONE.search(before) else TELEPHONE


def _other(match: re.Match[str]) -> str:
    before = _before(match)
    is_of_contact = match["american"] and _OF_CONTACT.search(before) and not _OF_OTHERS.search(before)
    is_one = is_of_contact or _OF_TELEPHONE.search(before) or _ABROAD.fullmatch(match[0])
    return TELEPHONE if is_one else match[0]


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - BEFORE) : match.start()]
