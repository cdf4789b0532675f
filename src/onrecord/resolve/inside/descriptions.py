"""Whom "the company", "the software maker" or "the agency" stands for: the one body left, or nobody with the candidates kept."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from onrecord.model.names import core_name, folded
from onrecord.model.statement import PartyKind, Statement
from onrecord.resolve.inside.document import LETTERS, THE, DocumentParties, Resolved
from onrecord.resolve.inside.sentences import Sentences, part_of
from onrecord.resolve.known import by_key

Answer = tuple[str | None, str, list[str]]
"""Key, rule, candidates."""

_COMPANY = (
    "company firm corporation maker manufacturer giant vendor contractor subcontractor supplier reseller retailer startup "
    "start-up carrier airline automaker carmaker drugmaker chipmaker planemaker shipbuilder bank lender insurer operator "
    "developer conglomerate provider utility brewer builder consultancy broker wholesaler distributor "
    "newspaper publisher broadcaster chain"
)
_PUBLIC = (
    "agency department bureau ministry office administration commission authority regulator watchdog council court committee "
    "board panel directorate inspectorate tribunal legislature parliament senate"
)
_OTHER = (
    "organisation organization group union association charity foundation nonprofit non-profit university college school "
    "hospital institute institution party club team think-tank coalition museum church federation trust fund school"
)
KINDS: Mapping[str, PartyKind] = MappingProxyType(
    dict.fromkeys(_COMPANY.split(), "company")
    | dict.fromkeys(_PUBLIC.split(), "public_body")
    | dict.fromkeys(_OTHER.split(), "organisation")  # type: ignore[arg-type]  # the values are literals
)
"""Head nouns of descriptions and the kind of body each is said of."""
_GENERIC = frozenset(
    [
        "company",
        "firm",
        "corporation",
        "giant",
        "maker",
        "vendor",
        "agency",
        "authority",
        "office",
        "organisation",
        "organization",
        "group",
        "institution",
        "party",
        "team",
        "trust",
        "coalition",
    ]  # reads better than a list
)
"""Head nouns that say no more than the kind: being once called so, or having the word in its name, singles nobody out."""
_PLAIN = (_GENERIC | {"regulator", "contractor", "bureau"}) - {"party", "team", "trust", "office", "authority"}
"""Head nouns that any body of the kind answers to; "the committee" and "the bank" need a body of that name or description."""
_COMPATIBLE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "company": frozenset({"company", "organisation", "unknown"}),
        "public_body": frozenset({"public_body", "unknown"}),
        "organisation": frozenset({"organisation", "unknown"}),
    }
)
_ANY_BODY = frozenset({"organisation", "organization", "institution"})
"""Kinds of bodies that may be meant by a head noun, as what a body is, is not always known; and nouns said of all kinds."""
_NOUN = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
_MODIFIERS = r"(?:[\w’'&-]+[ \t\xa0]+){0,3}?"
DEFINITE = re.compile(
    rf"\b(?P<article>the|this)[ \t\xa0]+(?P<modifiers>{_MODIFIERS})(?P<head>{_NOUN})\b(?![-’'][A-Za-z]{{2}})",
    re.IGNORECASE,
)
_POINTED = frozenset({"company", "firm", "agency", "organisation", "organization"})
"""Head nouns read behind "this"; "this court" is said by those who stand in it."""
_OTHERS = frozenset(
    [
        "other",
        "another",
        "second",
        "third",
        "same",
        "parent",
        "new",
        "rival",
        "first",
        "latter",
        "former",
        "largest",
        "biggest",
        "smaller",
        "larger",
        "next",
        "last",
        "only",
        "unnamed",
        "private",
        "foreign",
        "entire",
        "whole",
        "right-wing",
        "whose",
        "which",
        "in",
        "of",
        "to",
        "and",
        "at",
        "on",
        "for",
        "by",
        "with",
    ]
)
"""Modifiers with which somebody else, or nobody in particular, is described."""
_RESTRICTED = re.compile(
    r"\s+(?:of|that|which|who|whose|behind|responsible|in charge|where|charged with|tasked with|level|wide)\b",
    re.IGNORECASE,
)
"""What follows a description that says itself who is meant: it needs no antecedent."""
_SOMEBODY = re.compile(
    r"\s+(?:spokes\w+|officials?|executives?|employees?|staff|workers?|officers?|president|chief|director|chair\w*|head|leaders?|"
    r"members?|managers?|founders?|owners?|representatives?|headquarters|website|building|system|policy|party|meeting|business|model|plan|town|line|level|wide|name|logo)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:told|tells|interview(?:ed)? (?:with|by|on)|speaking (?:to|with)|according to|reported by|writing (?:in|for)|"
    r"(?:published|appeared|reported|wrote) (?:in|by|on)|reporters? (?:for|at|with|from)|editor (?:of|at)|courtesy of|photo by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"['’]?s?\s+(?:(?:has|had|first|also|earlier)\s+)?(?:report(?:ed|s)|quot(?:ed|es)|reporters?)\b", re.IGNORECASE
)
"""An outlet that only reports: words before or behind its name."""
_STOP = r"(?=\s*(?:[,.;:)\n]|$|\s(?:that|which|based|in|of|for|with|at|from|headquartered|founded|owned|run|and|whose|to|behind)\b))"
_NOUN_PHRASE = rf"(?:an?|the|one of the|another)\s+(?P<words>(?:[\w’'&.-]+\s+){{0,5}}?)(?P<head>{_NOUN}){_STOP}"
_APPOSITION = re.compile(rf"\s*(?:,|\(|—|–)\s*{_NOUN_PHRASE}", re.IGNORECASE)
_PREDICATE = re.compile(
    rf"(?:,\s+which)?\s+(?:is|was|became|remains|has been)\s+(?:now\s+|also\s+|still\s+)?{_NOUN_PHRASE}", re.IGNORECASE
)
_BEFORE = re.compile(rf"(?P<words>(?:[\w’'&.-]+\s+){{0,4}}?)\b(?P<head>{_NOUN})(?:,)?\s+(?:the\s+)?$", re.IGNORECASE)
_OUTLET = re.compile(
    r"(?:Post|Times|Journal|Tribune|Herald|News|Chronicle|Gazette|Guardian|Magazine|Press|Observer|Telegraph|Reuters|AP|AFP|CNN|"
    r"BBC|NBC|CBS|NPR|Today|Daily Mail)$"
)
"""How the names of outlets end that the tables do not know."""
ELSEWHERE = "description: says itself who is meant"
LISTED, NEAREST = 12, 100
"""Candidates kept at most, and mentions looked at for them, the nearest first: a long list helps nobody."""
REACH, REACH_BACK = 100, 1000
"""Code points behind a name in which it is described, and before a description in which a name counts as near."""


@dataclass(frozen=True, slots=True)
class Description:
    """A definite description in a text: code points, half-open, its head noun and the words between."""

    start: int
    end: int
    head: str
    modifiers: tuple[str, ...]


@dataclass(slots=True)
class Bodies:
    """The bodies of a document, as far as descriptions ask for them.

    Attributes:
        named: Mentions of bodies that may be meant, in order of place; those of outlets that only report are left out.
        kinds: Key to kind.
        firsts: Kind to `(place, key)` of first mentions, in order; all kinds together under the empty word.
        taught: Head noun to key to the modifiers the text describes it with ("a Virginia-based defence contractor").
        titled: Head noun to the keys in whose names it stands.
        beside: Place of a description to the key that stands in apposition to it ("the contractor, Leidos,").
        unknown: Where names begin that could be given no key, in order.
        ends: Where mentions of bodies end, to their keys.
        starts: Where mentions of bodies begin.
        trail: Places and keys of the descriptions already resolved, in order.
        letters: Folded names of bodies that are letters behind "the".
    """

    found: DocumentParties
    sentences: Sentences
    kinds: Mapping[str, str]
    named: list[Resolved] = field(default_factory=list)
    firsts: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    taught: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    titled: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[int, str] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    ends: dict[int, str] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)
    trail: list[tuple[int, str]] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)

    def before(self, start: int, kind: str = "") -> list[str]:
        """List the bodies of a kind, or of any, that are named before a place, in order of their first mention."""
        firsts = self.firsts.get(kind, [])
        return [key for _, key in firsts[: bisect_left(firsts, (start, ""))]]

    def between(self, start: int, end: int) -> list[str]:
        """List the bodies named in a stretch, those of outlets that only report left out."""
        first, last = (bisect_left(self.named, place, key=_start) for place in (start, end))
        return list(dict.fromkeys(one.key for one in self.named[first:last]))


def descriptions_in(text: str, start: int, end: int) -> Iterator[Description]:
    """Find the definite descriptions of bodies in a stretch of text; "the company spokesman" is somebody else."""
    for match in DEFINITE.finditer(text, start, end):
        here = match["article"].casefold() == "this"
        if not _SOMEBODY.match(text, match.end()) and not (here and match["head"].casefold() not in _POINTED):
            yield described(match)


def described(match: re.Match[str]) -> Description:
    """Take a match of `DEFINITE` apart."""
    return Description(match.start(), match.end(), match["head"].casefold(), tuple(match["modifiers"].split()))


def bodies_of(
    found: DocumentParties, sentences: Sentences, statements: Iterable[Statement], kinds: Mapping[str, str]
) -> Bodies:
    """Make ready to resolve the descriptions of a document."""
    unknown = tuple(sorted(start for start, _ in found.unknown))
    bodies = Bodies(found=found, sentences=sentences, kinds=kinds, unknown=unknown)
    told = {(span.start, span.end) for statement in statements for span in statement.via}
    own = _publishing(found, kinds)
    first: set[str] = set()
    for one in found.resolved:
        if one.key.startswith("person:") or one.mention.span is None or _only_reports(found, one, told, own):
            continue
        bodies.named.append(one)
        bodies.ends[one.mention.span.end] = one.key
        bodies.starts.add(one.mention.span.start)
        _teach(bodies, one)
        if LETTERS.fullmatch(one.mention.name) and THE.search(
            found.document.text, max(0, _start(one) - 4), _start(one)
        ):
            bodies.letters.add(folded(one.mention.name))
        if one.key not in first:
            first.add(one.key)
            for kind in ("", kinds.get(one.key, "unknown")):
                bodies.firsts[kind].append((one.mention.span.start, one.key))
        for word in dict.fromkeys(folded(one.mention.name).split()):
            if word in KINDS and (one.mention.span.start, one.key) not in bodies.titled[word][-1:]:
                bodies.titled[word].append((one.mention.span.start, one.key))
    return bodies


def _only_reports(found: DocumentParties, one: Resolved, told: set[tuple[int, int]], publisher: str) -> bool:
    """Say whether a name is that of an outlet, of the one that published the document, or of whoever was only told something."""
    span = one.mention.span
    if span is None:
        return True
    known = by_key().get(one.key.removeprefix("known:"))
    if (known.outlet if known else _OUTLET.search(one.mention.name)) or (
        publisher and core_name(one.mention.name) == publisher
    ):
        return True
    text = found.document.text
    before = text[max(0, span.start - 40) : span.start]
    is_told = (span.start, span.end) in told or _TOLD.search(before) is not None
    is_told = is_told and (known is None or known.kind != "public_body")
    return is_told or (_REPORTED.match(text, span.end) is not None and one.mention.kind == "organisation")


def _publishing(found: DocumentParties, kinds: Mapping[str, str]) -> str:
    """Give the publisher's core name where it is, or may be, an outlet; an agency's own release is about the agency."""
    publisher = core_name(found.document.publisher.value) if found.document.publisher else ""
    names = [(one.mention.name, one.key) for one in found.resolved if core_name(one.mention.name) == publisher]
    speaks = any(kinds.get(key) in {"public_body", "company"} and not _OUTLET.search(name) for name, key in names)
    return "" if speaks else publisher


def _teach(bodies: Bodies, one: Resolved) -> None:
    """Learn what the text calls a body: behind its name in apposition or by "is", or straight before it."""
    span, text = one.mention.span, bodies.found.document.text
    if span is None:
        return
    window = min(len(text), span.end + REACH)
    match = _APPOSITION.match(text, span.end, window) or _PREDICATE.match(text, span.end, window)
    if match:
        _learn(bodies, one.key, match["head"], match["words"])
    low = max(span.start - 60, bodies.sentences.start(bodies.sentences.number(span.start)))
    before = _BEFORE.search(text, low, span.start)
    if before is None:
        return
    words = before["words"].split()
    _learn(bodies, one.key, before["head"], " ".join(words))
    comma = text[before.end("head") : span.start].startswith(",")
    start = text.casefold().rfind("the ", low, before.end("head")) if comma else -1
    if comma and start >= 0 and text[span.end : span.end + 1] in {",", "."}:
        bodies.beside[start] = one.key


def _learn(bodies: Bodies, key: str, head: str, words: str) -> None:
    bodies.taught[head.casefold()][key].update(word.casefold().strip(",.") for word in words.split())


def whom_described(bodies: Bodies, description: Description) -> Answer:
    """Take the one body that is left for a description by the first rule that leaves any; else nobody."""
    kind = KINDS[description.head]
    text, start = bodies.found.document.text, description.start
    modifiers = {word.casefold() for word in description.modifiers}
    if key := bodies.beside.get(start) or _apposed(bodies, start):
        return key, "description: in apposition to the name", []
    if modifiers & _OTHERS or _RESTRICTED.match(text, description.end) or _names_itself(bodies, description):
        return None, ELSEWHERE, []
    for rule, keys in _sieves(bodies, description, kind, modifiers):
        if len(keys) == 1:
            return keys[0], f"description: {rule}", []
        if keys:
            ranked = [key for key in _nearest(bodies, start, "") if key in set(keys)]
            return None, "description: more than one could be meant", ranked or keys[:LISTED]
    ranked = [key for key in _nearest(bodies, start, "") if bodies.kinds.get(key, "unknown") in _COMPATIBLE[kind]]
    return None, "description: more than one could be meant" if ranked else "description: none named before", ranked


def _apposed(bodies: Bodies, start: int) -> str | None:
    """Give the body whose name a description follows behind a comma: "Allergan, the maker of Botox"."""
    text = bodies.found.document.text
    comma = text[max(0, start - 2) : start]
    return bodies.ends.get(start - 2) if comma in {", ", ",\xa0"} else None


def _names_itself(bodies: Bodies, description: Description) -> bool:
    """Say whether the name itself stands behind a description: "the space agency NASA"."""
    text, end = bodies.found.document.text, description.end
    return not bodies.starts.isdisjoint((end + 1, end + 5)) or text[end : end + 2].strip()[:1].isupper()


def _sieves(
    bodies: Bodies, description: Description, kind: str, modifiers: set[str]
) -> Iterator[tuple[str, list[str]]]:
    """List what each rule leaves, the surest rule first."""
    start, head = description.start, description.head
    if key := bodies.found.aliases.defined.get(" ".join([*description.modifiers, head]).casefold()):
        yield "defined in brackets", [key]
    taught = bodies.taught.get(head, {})
    if modifiers or head not in _GENERIC:
        yield (
            "so described in the text",
            [key for key, words in taught.items() if modifiers <= words and _before(bodies, key, start)],
        )
    if head not in _GENERIC:
        titled = bodies.titled.get(head, [])
        at = bisect_left(titled, (start, ""))
        yield "the one body with the word in its name", _keys(titled[max(0, at - NEAREST) : at])
    if head in _PLAIN and not _unknown_near(bodies, start):
        near = _near(bodies, start, kind if head not in _ANY_BODY else "") or _called_by_letters(bodies, start, head)
        yield "the one body named in this sentence or the one before", near if len(near) == 1 else []
        named = bodies.firsts.get(kind, [])[:NEAREST]
        only = _keys(named[: bisect_left(named, (start, ""))])
        yield (
            f"the one {kind.replace('_', ' ')} named before",
            only if len(only) == 1 and set(near) <= set(only) else [],
        )


def _unknown_near(bodies: Bodies, start: int) -> bool:
    """Say whether a name of nobody in particular stands nearby: that body may be meant."""
    low = max(bodies.sentences.start(bodies.sentences.number(start) - 1), start - REACH_BACK)
    return bisect_left(bodies.unknown, low) < bisect_left(bodies.unknown, start)


def _near(bodies: Bodies, start: int, kind: str) -> list[str]:
    """List the bodies of a kind that are named, or already described, in the sentence of a place or the one before."""
    low = max(bodies.sentences.start(bodies.sentences.number(start) - 1), start - REACH_BACK)
    first, last = (bisect_left(bodies.trail, (place, "")) for place in (low, start))
    keys = [*bodies.between(low, start), *(key for _, key in bodies.trail[first:last])]
    return list(dict.fromkeys(key for key in keys if not kind or bodies.kinds.get(key, "unknown") in _COMPATIBLE[kind]))


def _called_by_letters(bodies: Bodies, start: int, head: str) -> list[str]:
    """List what "the agency" may be where no public body is named near: a body that only goes by letters ("the HWA")."""
    near = _near(bodies, start, "") if head == "agency" else []
    names = bodies.found.names
    return near if all(any(key in names.get(letters, ()) for letters in bodies.letters) for key in near) else []


def _before(bodies: Bodies, key: str, start: int) -> bool:
    places = bodies.found.places.get(key, [])
    return bool(places) and places[0][0] < start


def _keys(places: Iterable[tuple[int, str]]) -> list[str]:
    return list(dict.fromkeys(key for _, key in places))


def _nearest(bodies: Bodies, start: int, kind: str) -> list[str]:
    """List the bodies of a kind, or of any, named before a place: the nearest sentence first, its subject before others."""
    at = bisect_left(bodies.named, start, key=_start)
    keys: dict[str, tuple[int, bool, int]] = {}
    for one in bodies.named[max(0, at - NEAREST) : at]:
        if one.mention.span and (not kind or bodies.kinds.get(one.key) == kind):
            low, high = one.mention.span.start, one.mention.span.end
            number = bodies.sentences.number(low)
            subject = part_of(bodies.found.document.text, low, high, bodies.sentences.start(number)) == "subject"
            keys[one.key] = min((-number, not subject, low), keys.get(one.key, (0, True, low)))
    return sorted(keys, key=lambda key: keys[key])[:LISTED]


def _start(one: Resolved) -> int:
    return one.mention.span.start if one.mention.span else -1
