"""What the words around a maker's name say: that its product is bought, only mentioned, or that a vehicle bears its name.

Descriptions of awards are short and in capitals, without grammar to parse: the rules look at the words beside a name
and at the rest of its sentence. Where they cannot tell, the product counts as bought; what they take for a mention is
quoted, so that people can disagree.
"""

import re
from dataclasses import dataclass

from onrecord.tables import addons
from onrecord.tables.makers import NameFound, product_named

PLACES = 10
"""Places of a maker's names in one description that are judged; more only in lists, where they say the same again."""
BESIDE = 120
"""Characters before a name that are looked at for words right beside it: patterns must not cost a whole long text."""

FOR = re.compile(r"([\w/-]+)\s+for\s+(?:(?:the|a|an|our|use with|all|existing|new|\d+)\s+)*$", re.IGNORECASE)
"""The word before "for" and a product: "TOAD FOR ORACLE" is another maker's tool, "LICENSES FOR ORACLE" are Oracle's."""
SOLD_FOR = re.compile(
    r"(?:.*/)?(?:awards?|orders?|calls?|contracts?|acquisitions?|acquire|purchas(?:e|es|ed|ing)|procurements?|procure|buy|"
    r"requests?|requirements?|requisitions?|payments?|pay|fees?|costs?|pricing|prices?|fund(?:s|ing|ed)?|quotes?|bids?|po|pr|"
    r"bpa|agreements?|needs?|maintenance|maint|support|renewals?|renew|subscriptions?|licen[cs]es?|licensing|"
    r"coverage|plans?|seats?|users?|access|credits?|consumption|usage|hosting|upgrades?|updates?|services?|options?|year|"
    r"months?|is|are|[\w-]*\d[\w-]*)",
    re.IGNORECASE,
)
"""Words that say that something is bought, not what: the product after their "for" is the thing."""
REPLACED = re.compile(
    r"\b(?:replac(?:e|es|ed|ing)|outdated|obsolete|instead of|in place of|other than|migrat\w+ (?:off|from|to|onto)|"
    r"convert\w* (?:from|to)|transition\w* (?:off|from|to))\s+(?:(?:the|an?|old|existing|current|outdated|obsolete|legacy)\s+)*$",
    re.IGNORECASE,
)
SERVED = re.compile(
    r"\b(?:accomm?odates?|supports|supporting|interfac\w+ (?:with|to)|integrat\w+ (?:with|into)|compatible with|"
    r"compatibility with|works? with|connect\w* to|consistent with|similar to|equivalent to|same as|available (?:on|from)|"
    r"utili[sz]\w*|owned)\s+(?:(?:the|an?|our|existing|current)\s+)*$|\b(?:utili[sz]ed|used) (?:for|in|with|on)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
RUN = re.compile(
    r"\b(?:with|w/|running|runs?|using|under|installed on|based on|built on)\s+(?:(?:the|an?|our)\s+)*$", re.IGNORECASE
)
"""What stands before software that a machine comes with."""
BEFORE = (REPLACED, SERVED)
PLACE = re.compile(r"\s+(?:web)?(?:sites?|portals?|farms?|workflows?)\b", re.IGNORECASE)
"""What follows a product that the buyer has already and other things are bought for ("the SharePoint site")."""
COMPATIBLE = re.compile(
    r"[\s-]+(?:[\w/-]+\s+){0,2}?(?:compatible|compatibility|or equal|or equivalent|"
    r"(?:qualified|certified|authori[sz]ed) (?:vendor|reseller|partner|dealer)s?)\b",
    re.IGNORECASE,
)
TAUGHT = re.compile(
    r"\W+(?:[\w/&-]+\W+){0,3}?(training|courses?|class(?:es)?|certification|technicians?|engineers?|administrators?)\b",
    re.IGNORECASE,
)
"""What shows beside the name of a machine that it is taught or looked after, not bought."""
VEHICLE = re.compile(r"\s*(?:\d\s+)?(?:BPAs?|IDIQ|BOA|blanket purchase agreements?)\b", re.IGNORECASE)
"""What follows a maker's name that a vehicle bears: "HP BPA" alone says what is sold under it, not what this order buys."""
MACHINES_BOUGHT = re.compile(
    r"\b(?:equipment|hardware|computers?|desk ?tops?|lap ?tops?|notebooks?|tablets?|workstations?|servers?|printers?|pcs?)\b",
    re.IGNORECASE,
)
SOFTWARE_BOUGHT = re.compile(r"\b(?:software|licen[cs]es?|subscriptions?)\b", re.IGNORECASE)
"""With these words the vehicle's name is that of the goods: "HP BPA DESKTOPS" are HP's."""
BARE_SOFTWARE = re.compile(r"\W*(?:(?:adp|it|computer|purchase|of|IGF::\w+::IGF)\W+)*software\W+", re.IGNORECASE)
"""Software without a name before "for" and a product: that product."""

PURPOSE = re.compile(
    r"\b(?:for|to|in support of|including|with|plus|used by|so that|because|due to|needed|required|located|at)\b",
    re.IGNORECASE,
)
"""What comes after these words is no longer what is bought."""
SENTENCE = re.compile(r"[.;]\s|\s##\s")
TEACHING_AND_PEOPLE = re.compile(
    r"\b(?:training|courses?|class(?:es)?|certification|workshops?|staffing|programmers?|consult\w*|migrat\w+)\b",
    re.IGNORECASE,
)
WORK = re.compile(
    r"\b(?:staff|personnel|contractors?|developers?|development|engineers?|technicians?|administrators?|implement\w*|"
    r"support services|operations(?: and|,| ?&) maintenance|o ?& ?m|help ?desk)\b",
    re.IGNORECASE,
)
"""What people do with a product, whoever made it; plain "maintenance" and "support" are sold by makers too."""
LICENCE = re.compile(
    r"\b(?:licen[cs]\w*|subscriptions?|renew\w*|(?:annual|yearly|continued|sw) maint\w*|maint\w*/support|"
    r"seats?|perpetual|true-?up|consumption|purchas\w+|procur\w+|acquisition|"
    r"software(?! (?:develop|engineer|design|consult|train|test|integrat|support serv|operations|o ?&)))",
    re.IGNORECASE,
)
MACHINES = re.compile(
    r"\b(?:workstations?|laptops?|notebooks?|desktops|desktop (?:computers?|pcs?)|tablets?|computers|pcs|"
    r"(?:server )?memory|professional desktop|warrant(?:y|ies))\b",
    re.IGNORECASE,
)
"""Machines that software runs on, and what is promised for them."""
LICENCE_OF_MACHINES = re.compile(r"\b(?:licen[cs]\w*|subscriptions?|software|ela|renew\w*)\b", re.IGNORECASE)
LABOUR = re.compile(r"(?:R4|R7|D30[123678]|D31[146]|D321|D[A-K]0|U0)", re.IGNORECASE)
"""Product service codes of people's work (GSA's manual): professional and management services, IT labour, training."""


def names_a_vehicle(text: str, name: NameFound) -> str:
    """Quote a maker's name where it only names a vehicle ("HP BPA"); empty where it does not, or names goods with it."""
    after = VEHICLE.match(text, name.end)
    goods = SOFTWARE_BOUGHT if name.row.kind in {"software", "service"} else MACHINES_BOUGHT
    return " ".join(text[name.start : after.end()].split()) if after and not goods.search(text) else ""


@dataclass(frozen=True, slots=True)
class Mention:
    """The words by which a description may name a product without buying it.

    Attributes:
        words: As they stand there.
        of_work: They speak of teaching or of people's work, which no vehicle turns into the product.
    """

    words: str
    of_work: bool


def only_mentioned(text: str, name: NameFound, names: tuple[NameFound, ...]) -> Mention | None:
    """Say by which words a description may only mention a product; None when it is bought.

    Args:
        text: The description, as far as it was read for names.
        name: Where the product stands in it.
        names: All products and makers found there, in order: words that are part of a name say nothing ("VMware Workstation").
    """
    if beside := _beside(text, name, names) or _addon(text, name):
        return Mention(beside, of_work=False)
    bare = _without(text, names)
    if name.row.kind == "hardware":
        taught = TAUGHT.match(bare, name.end)
        if taught and not PURPOSE.search(bare, name.end, taught.start(1)):
            return Mention(taught[1], of_work=True)
        return None
    start, end = _sentence(bare, name)
    if work := _work(bare, name, start, end):
        return Mention(work, of_work=True)
    machine = MACHINES.search(bare, start, end) if name.row.kind == "software" else None
    if machine and not LICENCE_OF_MACHINES.search(text, start, end):
        return Mention(machine[0], of_work=False)
    return None


def _beside(text: str, name: NameFound, names: tuple[NameFound, ...]) -> str:
    """Quote the words right beside a name that show that something for it, or instead of it, is bought."""
    start = _run_start(text, name, names)
    line = text[max(0, start - BESIDE) : start]
    before = FOR.search(line)
    if before and not SOLD_FOR.fullmatch(before[1]) and not BARE_SOFTWARE.fullmatch(line[: before.end(1)] + " "):
        return _quote(before[0])
    patterns = (*BEFORE, RUN) if name.row.kind == "software" else BEFORE
    if match := next((found for found in (pattern.search(line) for pattern in patterns) if found), None):
        return _quote(match[0])
    after = PLACE.match(text, name.end) or COMPATIBLE.match(text, name.end)
    return _quote(text[name.start : after.end()]) if after else ""


def _run_start(text: str, name: NameFound, names: tuple[NameFound, ...]) -> int:
    """Find where the names of one maker begin that stand next to each other: "Microsoft SQL Server"."""
    start = name.start
    for one in reversed(names):
        if one.owner == name.owner and one.end <= start and not text[one.end : start].strip():
            start = one.start
    return start


def _addon(text: str, name: NameFound) -> str:
    """Name the product of another maker that only works on this maker's, where the description names one."""
    for one in addons():
        hosts = {found.owner for host in one.made_for if (found := product_named(host))}
        if name.owner in hosts and one.pattern.search(text):
            return one.name
    return ""


def _sentence(bare: str, name: NameFound) -> tuple[int, int]:
    """Bound what a sentence says of what is bought: it ends where a purpose begins."""
    start = max((match.end() for match in SENTENCE.finditer(bare, 0, name.start)), default=0)
    end = next((match.start() for match in SENTENCE.finditer(bare, name.end)), len(bare))
    cut = PURPOSE.search(bare, name.end, end)
    return start, cut.start() if cut else end


def _work(bare: str, name: NameFound, start: int, end: int) -> str:
    """Quote a word of teaching or of people's work, where that is what is bought; empty where it is not."""
    licences = [match.start() for match in LICENCE.finditer(bare, start) if match.start() < end]
    taught = TEACHING_AND_PEOPLE.search(bare, start, end)
    if taught and not (taught.start() > name.end and any(at < taught.start() for at in licences)):
        return taught[0]
    work = WORK.search(bare, start, end)
    return work[0] if work and not licences else ""


def _without(text: str, names: tuple[NameFound, ...]) -> str:
    """Put spaces in the place of names."""
    kept: list[str] = []
    end = 0
    for one in names:
        kept += [text[end : one.start], " " * (one.end - one.start)]
        end = one.end
    return "".join((*kept, text[end:]))


def _quote(words: str) -> str:
    return " ".join(words.split())
