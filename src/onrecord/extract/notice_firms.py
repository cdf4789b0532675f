"""Firms and offices in a contract notice: a name, then the place where it sits."""

import re
from collections.abc import Iterator

from onrecord.extract.lexicon import vocabulary

Place = tuple[int, int]
"""Offsets into the text, code points, half-open."""

_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|"
    "Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
    "New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|D\\.?C\\.?|"
    "District of Columbia|Puerto Rico|Guam|Virgin Islands"
)
_COUNTRIES = (
    "Afghanistan|Australia|Austria|Bahrain|Belgium|Brazil|Bulgaria|Canada|Chile|Colombia|Croatia|Cuba|Cyprus|Czech Republic|"
    "Denmark|Djibouti|Egypt|England|Estonia|Finland|France|Germany|Greece|Honduras|Hungary|Iceland|India|Iraq|Ireland|Israel|Italy|"
    "Japan|Jordan|Kenya|Korea|South Korea|Republic of Korea|Kosovo|Kuwait|Latvia|Lithuania|Luxembourg|Mexico|Netherlands|"
    "New Zealand|Norway|Oman|Panama|Philippines|Poland|Portugal|Qatar|Romania|Saudi Arabia|Scotland|Singapore|Slovakia|Slovenia|"
    "Spain|Sweden|Switzerland|Taiwan|Thailand|Turkey|Ukraine|United Arab Emirates|United Kingdom|UK|Wales"
)
_LAND = re.compile(rf"(?:the\s)?(?:{_STATES}|{_COUNTRIES})\.?\Z")
_ENDS_IN_LAND = re.compile(rf"\s(?:{_STATES}|{_COUNTRIES})\Z")
_NEXT_FIRM = re.compile(rf",\*?\s(?P<land>{_STATES}|{_COUNTRIES}),?\s(?:and\s(?=[A-Z])|(?<=,\s)(?=[A-Z]))")
"""Where after the land of one firm the next firm begins, without a semicolon."""
_BASE = re.compile(
    r"\b(?:Base|AFB|AFS|Arsenal|Fort|Barracks|Proving Ground|Station|Camp|Depot|Pentagon|Headquarters)\b"
)
_OFFICE = re.compile(
    r"\b(?:Command|Center|Agency|Directorate|Division|Office|Squadron|Activity|Corps|Department|Branch)\b"
)
_APART = re.compile(r"\)\s*[;,]\s*|;\s*|(?<=\d)\)\s+(?=[A-Z])")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")
_MARKS = re.compile(r"[\s*,.†]+\Z")
_AND = re.compile(r"\s*(?:and|AND|&)\s+(?=[A-Z0-9])")
_LEGAL = vocabulary(
    "inc inc. llc l.l.c. corp corp. co co. ltd ltd. lp l.p. llp l.l.p. company jv gmbh plc pllc p.c. n.v. s.a. inc-federal"
)
_LEGAL_WITH_STOP = re.compile(r"(?:Inc|Corp|Co|Ltd|L\.P|L\.L\.C|L\.L\.P|S\.p\.A|S\.A|P\.C|N\.V|Bros|Jr)\Z")
_LONGEST_NAME = 160


def firms(text: str, start: int, end: int) -> Iterator[Place]:
    """Find the firms of a list, each without its place, number, footnote marks and bracketed short name."""
    low = start
    cuts = [
        (match.start() + (match.group().startswith(")")), match.end()) for match in _APART.finditer(text, start, end)
    ]
    cuts += [(match.end("land"), match.end()) for match in _NEXT_FIRM.finditer(text, start, end)]
    for stop, following in sorted(cuts):
        if stop >= low:
            yield from _firm(text, low, stop)
            low = following
    yield from _firm(text, low, end)


def _firm(text: str, start: int, end: int) -> Iterator[Place]:
    lead = re.compile(r"[\s,;]*(?:and\s+)?").match(text, start, end)
    start = lead.end() if lead else start
    found = without_place(text, start, end)
    if found is not None and text[found[0]].isalnum():
        yield found


def without_place(text: str, start: int, end: int) -> Place | None:
    """Cut from the name of a firm or an office the city and the land after it; None where nothing is left."""
    end = _bare(text, start, end)
    commas = [match.start() for match in re.compile(r",").finditer(text, start, end)]
    if commas:
        last = text[commas[-1] + 1 : end].strip(" *")
        if _LAND.fullmatch(last):
            end = _before_city(text, commas)
        elif _ENDS_IN_LAND.search(last) or _BASE.search(last):
            end = commas[-1]
    end = _bare(text, start, end, brackets=True)
    return (start, end) if 0 < end - start <= _LONGEST_NAME else None


def _before_city(text: str, commas: list[int]) -> int:
    """Find where the name ends before `, City, Land`, and before a base that stands between name and city."""
    if len(commas) == 1:
        return commas[0]
    end = commas[-2]
    if (
        len(commas) > 2
        and _BASE.search(text, commas[-3], commas[-2])
        and not _OFFICE.search(text, commas[-3], commas[-2])
    ):
        end = commas[-3]
    city = text[commas[-2] + 1 : commas[-1]].strip(" *").lower()
    return commas[-1] if city in _LEGAL else end


def _bare(text: str, start: int, end: int, *, brackets: bool = True) -> int:
    """Drop brackets, asterisks and marks at the end; the full stop of `Inc.` stays."""
    while True:
        before = end
        mark = _MARKS.search(text, start, end)
        if mark:
            end = mark.start()
        bracket = _BRACKETS.search(text, start, end) if brackets else None
        if bracket:
            end = bracket.start()
        if end == before:
            break
    return end + 1 if text.startswith(".", end) and _LEGAL_WITH_STOP.search(text, start, end) else end
