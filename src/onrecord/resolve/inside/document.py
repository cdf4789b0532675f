"""Who is who inside one document: ordered sieves, each link tagged with the rule that made it.

A key names a candidate party before clusters exist: `known:us-agency:7012`, `org:four points technology`,
`person:satya nadella`. Keys of people are of one document until registry.py joins them.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from onrecord.model.evidence import Document, Span
from onrecord.model.ids import MentionId
from onrecord.model.names import core_name, folded
from onrecord.model.statement import Mention
from onrecord.resolve.inside.aliases import Aliases, defined_aliases
from onrecord.resolve.inside.namesakes import Namesakes, namesakes_of
from onrecord.resolve.inside.short_forms import (
    BODY_KINDS,
    bearers_of,
    join_middle_names,
    one_surname,
    people_meant,
    shorten,
)
from onrecord.resolve.inside.titles import bare_name
from onrecord.resolve.known import by_key, find_known, visible

OFFICES = re.compile(
    r"\b(?:chief|ceo|cfo|cto|coo|ciso|president|chair(?:man|woman|person)?|founder|co-founder|spokes(?:man|woman|person)|"
    r"general manager|vice[- ]president|general counsel|secretary|director|minister|commissioner|head of|"
    r"press secretary|attorney general|mayor|governor|senator|administrator)\b",
    re.IGNORECASE,
)
"""Roles in which a person speaks for the body that is named with them. Engineers, staff and the like do not."""
HEAD_OF_COMPANY = re.compile(r"\b(?:chief executive|ceo|cfo|cto|coo|chief \w+ officer)\b", re.IGNORECASE)
"""Offices that only a company has: "the chief executive" alone is the one of the company the text is about."""
DESCRIBED = re.compile(r"\b(?:for|of|at|with) (?:the|this) (?:(?P<agency>agency)|company|firm)\Z", re.IGNORECASE)
"""A body that a role names by a description alone."""
LETTERS, THE = re.compile(r"[A-Z]{3,6}"), re.compile(r"\b[Tt]he\s\Z")
"""A name of letters alone, and the word before it that products seldom bear."""
_AGENCY_NEXT = re.compile(r"[^.!?\n]{0,200}[.!?][”\"’]?\s+The agency\b")
FORMER = re.compile(r"\b(?:former|ex-|then|late)\b|\bex\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A mention and the key it was given."""

    mention: Mention
    key: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A mention that may be any of several."""

    mention: Mention
    keys: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class DocumentParties:
    """What is known of who is who in one document.

    Attributes:
        resolved: In order of place; products that are no party's name and unresolved mentions are left out.
        unclear: Lone surnames that more than one person of the document bears.
        unknown: Places `(start, end)` of names that could be given no key.
        places: Key to the places of all its mentions, those it may be one of several for included, in order.
        aliases: Names and descriptions the text itself defines for its parties.
        names: Folded name to the keys that go by it, those of unclear mentions included.
        offices: Person key to `(body key, mention)`: the office a person holds, read from the mention's role.
        starts: Where body lines start, once somebody asked.
        first_places: `(start, key)` of the first mention of each body, once somebody asked.
    """

    document: Document
    aliases: Aliases = field(default_factory=Aliases)
    resolved: list[Resolved] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    unknown: set[tuple[int, int]] = field(default_factory=set)
    places: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    offices: dict[str, list[tuple[str, Mention]]] = field(default_factory=lambda: defaultdict(list))
    starts: list[int] = field(default_factory=list)
    first_places: list[tuple[int, str]] = field(default_factory=list)

    def within(self, start: int, end: int) -> list[Resolved]:
        """List the resolved mentions that lie inside a stretch of text."""
        first = bisect_left(self.resolved, start, key=_start)
        last = bisect_left(self.resolved, end, lo=first, key=_start)
        return [one for one in self.resolved[first:last] if one.mention.span and one.mention.span.end <= end]

    def unclear_within(self, start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
        """List the places that begin in a stretch and may name any of several, with whom."""
        first, last = (bisect_left(self.unclear, place, key=_start) for place in (start, end))
        spans = [(one.mention.span, one.keys) for one in self.unclear[first:last]]
        return [(span.start, span.end, keys) for span, keys in spans if span]

    def bodies_before(self, start: int) -> list[str]:
        """List the bodies named before a place, by their first mention: asked at every "the company", so it is kept."""
        if not self.first_places:
            firsts: dict[str, int] = {}
            for one in self.resolved:
                if not one.key.startswith("person:"):
                    firsts.setdefault(one.key, _start(one))
            self.first_places = [(place, key) for key, place in firsts.items()]
        return [key for _, key in self.first_places[: bisect_left(self.first_places, (start, ""))]]

    def lines_back(self, start: int, count: int) -> int:
        """Give the start of the body line that many before the one a place is in; advertisements between do not count."""
        if not self.starts:
            self.starts = [
                line.start for line in self.document.lines if line.label == "body" and line.end > line.start
            ] or [0]
        return self.starts[max(0, bisect_right(self.starts, start) - 1 - count)]

    def bodies(self) -> set[str]:
        """List the keys of all companies, public bodies and organisations named."""
        return {one.key for one in self.resolved if not one.key.startswith("person:")}


def _start(one: Resolved | Unclear) -> int:
    return one.mention.span.start if one.mention.span else -1


def resolve_document(document: Document, mentions: list[Mention]) -> DocumentParties:
    """Give each mention of a document its key, where one can be given."""
    ordered = sorted((one for one in mentions if one.span), key=lambda one: one.span.start if one.span else 0)
    keys = {one.id: key for one in ordered if (key := _by_name(document.text, one))}
    found = DocumentParties(document=document, aliases=defined_aliases(document.text, ordered, keys))
    join_middle_names(keys, bearers_of(key for key, _ in keys.values()))
    found.unclear += _short_and_other_names(found, ordered, keys)
    shorten(document.text, ordered, keys)
    unclear = {one.mention.id: one.keys for one in found.unclear}
    _by_letters(document.text, ordered, keys)
    _repeat([one for one in ordered if one.id not in unclear], keys)
    for mention in ordered:
        if mention.id in keys:
            found.resolved.append(Resolved(mention=mention, key=keys[mention.id][0], rule=keys[mention.id][1]))
        _list(found, mention, (keys[mention.id][0],) if mention.id in keys else unclear.get(mention.id, ()))
    kinds: dict[str, str] = {one.key: one.mention.kind for one in found.resolved}
    _offices(found, kinds)
    return found


def _list(found: DocumentParties, mention: Mention, keys: tuple[str, ...]) -> None:
    """Note the place and the name of a mention under each key it may stand for."""
    if mention.span is None:
        return
    place = (mention.span.start, mention.span.end)
    if not keys and mention.kind != "product":
        found.unknown.add(place)
    for key in keys:
        found.places[key].append(place)
        found.names[folded(visible(mention.name))][key] = None


def _short_and_other_names(
    found: DocumentParties, ordered: list[Mention], keys: dict[MentionId, tuple[str, str]]
) -> list[Unclear]:
    """Give surnames, introduced acronyms and other names their party's key; list the names that several people bear."""
    lone = {keys[one.id][0] for one in ordered if one.id in keys and one_surname(found.document.text, one)}
    bearers = bearers_of(key for key, _ in keys.values() if key not in lone)
    apart = namesakes_of(found.document.text, ordered, keys)
    named: set[str] = set()
    unclear: list[Unclear] = []
    for mention in ordered:
        known = keys.get(mention.id)
        if defined := _defined(found.aliases, mention, known):
            keys[mention.id] = defined
            continue
        rule, meant = people_meant(found.document.text, mention, known, bearers)
        meant = apart.meant(mention, meant) if rule == "surname" and meant else meant
        named.update([known[0]] if known else [])
        if _is_open(apart, mention, meant or ((known[0],) if known else ())):
            keys.pop(mention.id, None)
            unclear.append(Unclear(mention=mention, keys=meant or (known[0],) if known else meant))
        elif len(meant) == 1 and (
            rule == "surname" or meant[0] in named
        ):  # a given name alone comes after the full one
            keys[mention.id] = (meant[0], rule)
        elif meant and rule == "surname":
            keys.pop(mention.id, None)
            unclear.append(Unclear(mention=mention, keys=meant))
    return unclear


def _is_open(apart: Namesakes, mention: Mention, keys: tuple[str, ...]) -> bool:
    return len(keys) == 1 and apart.open(mention, keys[0])


def _defined(aliases: Aliases, mention: Mention, known: tuple[str, str] | None) -> tuple[str, str] | None:
    """Find the party for which the text itself defines a name; it beats the tables only where the name spells it out."""
    name = visible(mention.name)
    given, spelled = aliases.acronyms.get(name, ("", False))
    if given and (spelled or known is None or not known[0].startswith("known:")):
        return given, "acronym introduced in the text"
    other = aliases.names.get(name)
    return other if other and (known is None or not known[0].startswith(("known:", "person:"))) else None


def _by_name(text: str, mention: Mention) -> tuple[str, str] | None:
    if mention.kind == "person":
        name = folded(bare_name(visible(mention.name), text, mention.span))
        return (f"person:{name}", "name") if name else None
    known = find_known(mention.name)
    if mention.kind == "product":
        return (f"known:{known.key}", "product of that name") if known else None
    if known is not None:
        return (f"known:{known.key}", "name in the tables")
    if mention.kind in BODY_KINDS and (core := core_name(visible(mention.name))):
        return (f"org:{core}", "name")
    return None


def _by_letters(text: str, mentions: list[Mention], keys: dict[MentionId, tuple[str, str]]) -> None:
    """Take "the HWA" for a body, whatever it looked like, where the next sentence begins with "The agency"."""
    for one in mentions:
        lettered = (
            one.id not in keys and one.span and one.kind in {"product", "unknown"} and LETTERS.fullmatch(one.name)
        )
        if not lettered or one.span is None or not THE.search(text, max(0, one.span.start - 4), one.span.start):
            continue
        if _AGENCY_NEXT.match(text, one.span.end):
            keys[one.id] = (f"org:{core_name(one.name)}", "letters that the text calls an agency")


def _repeat(mentions: list[Mention], keys: dict[MentionId, tuple[str, str]]) -> None:
    """Take a name of unknown kind for the one party of the document that goes by it elsewhere ("Mr Reid", then "Reid")."""
    parties: dict[str, set[str]] = defaultdict(set)
    for key, _ in keys.values():
        if not key.startswith("known:"):
            parties[key.partition(":")[2]].add(key)
    for mention in mentions:
        same = parties.get(core_name(visible(mention.name)), set())
        if mention.kind == "unknown" and mention.id not in keys and len(same) == 1:
            keys[mention.id] = (next(iter(same)), "the same name elsewhere in the text")


def _is_company(key: str, kinds: dict[str, str]) -> bool:
    known = by_key().get(key.removeprefix("known:"))
    return known.kind == "company" and not known.outlet if known else kinds[key] == "company"


def _is_public_body(key: str, kinds: dict[str, str]) -> bool:
    known = by_key().get(key.removeprefix("known:"))
    return (known.kind if known else kinds[key]) == "public_body"


def _offices(found: DocumentParties, kinds: dict[str, str]) -> None:
    """Note the offices people hold: at the body their role names, else at the one company named up to there."""
    for one in found.resolved:
        role = one.mention.role
        if not one.key.startswith("person:") or role is None:
            continue
        office = OFFICES.search(role.text)
        if office is None or FORMER.search(role.text):
            continue
        bodies = _bodies_of_office(found, role, role.start + office.end())
        if not bodies and HEAD_OF_COMPANY.search(role.text):
            bodies = sorted({key for key in found.bodies_before(role.end) if _is_company(key, kinds)})
            bodies = bodies if len(bodies) == 1 else []
        bodies = bodies or _described_bodies(found, role, kinds)
        if bodies:
            found.offices[one.key].append((bodies[0], one.mention))


def _described_bodies(found: DocumentParties, role: Span, kinds: dict[str, str]) -> list[str]:
    """Take "a spokesman for the agency" for the one body of that kind named up to there."""
    match = DESCRIBED.search(role.text)
    if match is None:
        return []
    publisher = core_name(found.document.publisher.value) if found.document.publisher else ""
    named = {one.key for one in found.resolved if _start(one) < role.end and core_name(one.mention.name) != publisher}
    fits = _is_public_body if match["agency"] else _is_company
    bodies = [key for key in found.bodies_before(role.end) if key in named and fits(key, kinds)]
    return bodies if len(bodies) == 1 else []


def _bodies_of_office(found: DocumentParties, role: Span, office_end: int) -> list[str]:
    """List the body an office is held at: the first named behind it ("president of X"), else the last before ("X president")."""
    bodies = [one for one in found.within(role.start, role.end) if not one.key.startswith("person:")]
    behind = [one.key for one in bodies if _start(one) >= office_end]
    return behind[:1] or [one.key for one in bodies[-1:]]
