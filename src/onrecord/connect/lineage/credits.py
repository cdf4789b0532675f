"""From whom a document says it has its text or its news: lines and sentences that credit others.

Read in every line, whatever its label: credits stand in bylines and below the text. Words within quotation marks credit
nobody; neither does a name that is a person's, or a body that obtained something for reasons of its own ("a warrant
obtained by the FBI").
"""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.connect.lineage.quotations import marked
from onrecord.model.evidence import Document, Line, cut
from onrecord.model.lineage import Credit, CreditKind
from onrecord.tables import given_names, known_parties

METHOD = "credits/1"
AGENCIES = (
    *(
        "The Associated Press",
        "Associated Press",
        "AP",
        "Thomson Reuters Foundation",
        "Reuters",
        "Agence France-Presse",
    ),
    *(
        "AFP",
        "United Press International",
        "UPI",
        "Bloomberg News",
        "Bloomberg",
        "Deutsche Presse-Agentur",
        "dpa",
        "DPA",
    ),
    *("PA Media", "Press Association", "Kyodo News", "Kyodo", "Xinhua", "TASS", "EFE", "ANSA", "Canadian Press"),
    *("The Canadian Press", "Australian Associated Press", "AAP", "Press Trust of India", "PTI", "IANS", "ANI"),
    *(
        "Tribune News Service",
        "McClatchy",
        "CNN Wire",
        "NPR",
        "ProPublica",
        "Kaiser Health News",
        "Inside Climate News",
    ),
)
"""Whose texts others print, by the names they are credited with."""
AGENCY = f"(?P<name>{'|'.join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))})"
TELLING = re.compile(
    rf"{AGENCY.replace('?P<name>', '?:')}|obtained|[Ww]ith (?:files|report|material)|verified|authenticated|confirmed by|"
    r"reported|first to report|broke|revealed by|published|appeared|shared with|leaked to|provided to|seen by|reviewed by"
)
"""A line without any of these credits nobody."""
OUTLET_WORDS = frozenset(
    [
        "times",
        "post",
        "news",
        "journal",
        "guardian",
        "tribune",
        "herald",
        "gazette",
        "magazine",
        "daily",
        "press",
        "radio",
        "tv",
        "chronicle",
        "star",
        "mail",
        "telegraph",
        "independent",
        "mirror",
        "observer",
        "monitor",
        "dispatch",
        "globe",
        "review",
        "weekly",
        "wire",
        "standard",
        "examiner",
        "inquirer",
        "sun",
        "beast",
        "today",
        "register",
        "courier",
        "sentinel",
        "bulletin",
        "business-insider",
        "spiegel",
        "monde",
        "reporter",
        "intercept",
        "verge",
        "atlantic",
        "economist",
        "week",
        "politico",
        "axios",
        "buzzfeed",
        "gizmodo",
        "wired",
        "vox",
        "propublica",
        "bellingcat",
        "bbc",
        "cnn",
        "nbc",
        "abc",
        "cbs",
        "npr",
        "msnbc",
        "pbs",
        "recode",
        "techcrunch",
        "hill",
        "insider",
        "line",
        "minutes",
        "post-dispatch",
    ]
)
CAPITAL = r"(?:(?:St|Ft|Mt)\.|U\.S\.|[A-Z][\w&\-]*(?:\.[a-z]{2,4}\b)?)"
NAME = rf"(?P<name>(?:[Tt]he )?{CAPITAL}(?: (?:(?:of|and|&|for|der|le|el) )?{CAPITAL}){{0,5}})"
PAPERS = r"(?i:documents?|letters?|e-?mails?|memos?|records?|reports?|cop(?:y|ies)|videos?|audio|transcripts?|recordings?|messages?|files?|slides?|images?|data)"
TRAILING = re.compile(r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$| (?:Last|This|In|On|After|Before)$")
LEADING = re.compile(r"(?:As|But|And|When|While|After|Although|Because|If|Since|Then|That|Later|Yesterday) ")
PLACE = r"[A-Z][\w.’'\-]*(?:[ ,/]{1,2}[\w.’'\-]+){0,6},? *"
DASH = r" *(?:[—–-]|--)"

LINE_RULES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?:{PLACE})?\({AGENCY}\){DASH}"),
    re.compile(rf"{PLACE}\({AGENCY}\)(?: *$|: )"),
    re.compile(rf"(?:[Bb]y|BY|[Ff]rom|FROM)?:? *{AGENCY}(?: staff| Staff)?[.\s]*$"),
    re.compile(rf"(?:[Bb]y|BY) [^.!?\n]{{3,60}}(?:,| \||/| of| for| -|;) *{AGENCY}\W*$"),
    re.compile(rf"[A-Z][\w.’'\-]+(?: [A-Z][\w.’'\-]+){{1,3}}(?:,| \|) *{AGENCY}\W*$"),
    re.compile(rf"(?:[Ss]ource|[Cc]redit|[Ww]ire|[Vv]ia) ?: *{AGENCY}\W*$"),
)
"""Wire credits that begin a line; the byline forms take all of it. A name with a stroke before the agency's is a photographer's."""
WIRE_RULES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?:©|\([Cc]\)|\b[Cc]opyright(?: ©)?) *(?:\d{{4}},? *)?(?:by )?{AGENCY}\b"),
    re.compile(
        rf"\b{AGENCY} (?:also )?contributed (?:reporting |material )?to th(?:is|e) (?:report|story|article|piece)\b"
    ),
    re.compile(rf"\b[Aa]dditional (?:reporting|material)(?: [^.\n]{{0,40}})? (?:by|from) {AGENCY}\b"),
    re.compile(rf"\b[Ww]ith (?:files|reporting|reports|material|additional reporting) (?:from|by) {AGENCY}\b"),
    re.compile(rf"\b[Ww]ith (?:files|reporting|reports|material) (?:from|by) (?P<outlet>){NAME}"),
    re.compile(
        rf"\b(?:[Mm]aterial|[Ii]nformation|[Rr]eports?) from {AGENCY} (?:was|were) used in this (?:report|story|article)\b"
    ),
    re.compile(
        rf"\b(?:story|article|report|piece) (?:was|is|has been) (?:provided|supplied|written|produced|distributed) by {AGENCY}\b"
    ),
    re.compile(
        rf"\b(?:story|article|report|piece) (?:was |first |originally )+(?:appeared (?:in|on)|published (?:by|in|on)) (?P<outlet>){NAME}"
    ),
)
NEWS_RULES: tuple[tuple[CreditKind, re.Pattern[str]], ...] = (
    ("obtained", re.compile(rf"\b(?:first|originally|exclusively) obtained by {NAME}")),
    ("obtained", re.compile(rf"\bobtained (?:exclusively )?by (?P<outlet>){NAME}")),
    (
        "obtained",
        re.compile(
            rf"\b{PAPERS} (?:[\w,]+ ){{0,3}}obtained by {NAME}(?:,| and|) [^.\n]{{0,60}}?\b(?:records? request|[Ff]reedom of [Ii]nformation|FOIA)\b"
        ),
    ),
    ("obtained", re.compile(rf"\b(?:shared with|leaked to|provided to|seen by|reviewed by) (?P<outlet>){NAME}")),
    (
        "verified",
        re.compile(
            rf"\bobtained by [^.;\n]{{2,60}}? and (?:independently |later |then )?(?:verified|confirmed|authenticated) by {NAME}"
        ),
    ),
    ("verified", re.compile(rf"\b(?:independently )?(?:verified|authenticated) by (?P<outlet>){NAME}")),
    ("verified", re.compile(rf"\bindependently confirmed by (?P<outlet>){NAME}")),
    ("reported", re.compile(rf"\b(?:first|originally) reported (?:\w+day )?(?:by|in|on) {NAME}")),
    (
        "reported",
        re.compile(
            rf"\b(?:reported first|(?:news|story) (?:was )?(?:first )?broken|first revealed|first published) by (?P<outlet>){NAME}"
        ),
    ),
    ("reported", re.compile(rf"\b{NAME} (?:was the )?first (?:to report|reported|broke)\b")),
    (
        "reported",
        re.compile(rf"\b{NAME},? (?:which|who|that) (?:first|originally) (?:reported|broke|revealed|published)\b"),
    ),
)
"""`outlet` in a rule: the name must be known, or look like, that of one who publishes news."""


def credits(document: Document) -> Iterator[Credit]:  # noqa: A001  # the field's word; nothing here leaves the interpreter
    """Find the credits of a document, each name once, in the order of the text."""
    found: dict[tuple[int, int], Credit] = {}
    for line in document.lines:
        if not TELLING.search(document.text, line.start, line.end):
            continue
        quoted = marked(document.text, [(line.start, line.end)])
        for kind, match in _matches(document.text, line):
            name = _name(match, needs_outlet="outlet" in match.re.groupindex)
            if name is None or any(start <= match.start("name") < end for start, end in quoted):
                continue
            found.setdefault(
                name,
                Credit(
                    kind=kind,
                    name=cut(document.id, document.text, *name),
                    evidence=cut(document.id, document.text, match.start(), max(name[1], match.end())),
                    method=METHOD,
                ),
            )
    yield from (found[place] for place in sorted(found))


def _matches(text: str, line: Line) -> Iterator[tuple[CreditKind, re.Match[str]]]:
    start = line.start
    while start < line.end and text[start].isspace():
        start += 1
    for rule in LINE_RULES:
        # `$` must be the end of the line, not that of the text.
        match = rule.match(text, start, line.end)
        if match:
            yield "wire", match
    yield from (("wire", match) for rule in WIRE_RULES for match in rule.finditer(text, start, line.end))
    yield from ((kind, match) for kind, rule in NEWS_RULES for match in rule.finditer(text, start, line.end))


def _name(match: re.Match[str], *, needs_outlet: bool) -> tuple[int, int] | None:
    """Give the place of the name; None where it is a person's, or no outlet's where it must be one."""
    start, name = match.start("name"), match["name"]
    if leading := LEADING.match(name):
        start, name = start + leading.end(), name[leading.end() :]
    while trailing := TRAILING.search(name):
        name = name[: trailing.start()]
    if name in AGENCIES or is_outlet(name):
        return start, start + len(name)
    if needs_outlet or _is_person(name) or name.casefold() in {"the", "it", "he", "she", "they", "i", "we", "who"}:
        return None
    return start, start + len(name)


def is_outlet(name: str) -> bool:
    """Say whether a name is, or looks like, that of one who publishes news."""
    plain = name.removeprefix("the ").removeprefix("The ")
    return plain.casefold() in _outlets() or bool(OUTLET_WORDS & set(plain.casefold().split()))


@cache
def _outlets() -> frozenset[str]:
    names = (name for party in known_parties() if party.outlet for name in (party.name, *party.aliases, party.acronym))
    return frozenset(name.casefold().removeprefix("the ") for name in names if name)


def _is_person(name: str) -> bool:
    words = name.split()
    return words[0] in {"Mr", "Ms", "Mrs", "Dr", "Prof", "Sir", "Judge", "Officer"} or (
        1 < len(words) <= 3 and words[0].capitalize() in given_names()
    )
