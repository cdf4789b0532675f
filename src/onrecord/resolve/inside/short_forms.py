"""Short forms of names inside one document: surnames, given names, initials, the beginning or the end of a longer name.

Each is taken only for the one longer name of the document that it fits.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.model.ids import MentionId
from onrecord.model.names import core_name, folded
from onrecord.model.statement import Mention
from onrecord.resolve.inside.aliases import spells
from onrecord.resolve.inside.titles import Pronoun, bare_name, title_before, title_pronoun, usual_pronouns
from onrecord.resolve.known import by_key, visible
from onrecord.resolve.publicity.publicity_offices import office_of
from onrecord.tables import given_names

Keys = dict[MentionId, tuple[str, str]]
BODY_KINDS = frozenset({"company", "public_body", "organisation"})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PERSONAL = re.compile(r"\bI\b|\b(?i:he|she|his|her|him|my|me)\b")
_LONGEST_NAME = 20
"""Words of a name that are looked at; longer ones are no names."""
_SUFFIX_WORDS = 3
_PARTICLES = frozenset("de del della di da dos du la le van von der den ter el al bin ibn ben abu st san".split())  # noqa: SIM905
"""A surname has at most so many words, and more than one only behind a particle ("van der Berg")."""
_UNIT = frozenset(
    [
        "of",
        "for",
        "at",
        "in",
        "to",
        "and",
        "foundation",
        "school",
        "office",
        "department",
        "bureau",
        "administration",
        "mission",
        "draft",
        "museum",
        "college",
        "university",
        "committee",
        "commission",
        "council",
        "library",
        "hospital",
        "center",
        "centre",
        "law",
        "arena",
        "award",
        "awards",
        "convention",
        "branch",
        "subsidiary",
        "stadium",
        "campaign",
    ]  # as above
)
"""Words with which something else is named after a body: "Harvard Law School" is not what "Harvard" is short for."""
_NO_SHORT_FORM = frozenset(
    [
        "department",
        "committee",
        "commission",
        "agency",
        "ministry",
        "office",
        "council",
        "court",
        "board",
        "university",
        "bank",
        "group",
        "company",
        "institute",
        "center",
        "centre",
        "association",
        "foundation",
        "service",
        "services",
        "authority",
        "administration",
    ]  # as above
)
"""Words that alone name nobody: "the Committee" is a description, not a short form."""


@dataclass(slots=True)
class Bearers:
    """The full names of a document's people, by what they may be cut to.

    Attributes:
        surnames: End of a full name to the keys of those who bear it.
        given: First word of a full name to the keys.
        outer: First and last word to the keys, for middle names that come and go.
        endings: End of a full name of two or more words to the keys: what a hyphenated surname may be.
    """

    surnames: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    outer: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    endings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def bearers_of(keys: Iterable[str]) -> Bearers:
    """Index the people of a document who are named in full."""
    bearers = Bearers()
    for key in set(keys):
        words = _without_generation(key.removeprefix("person:").split())
        if not key.startswith("person:") or len(words) < 2:
            continue
        for count in range(1, min(_SUFFIX_WORDS, len(words) - 1) + 1):
            if count == 1 or words[-count] in _PARTICLES:
                bearers.surnames[" ".join(words[-count:])].add(key)
            if count > 1:
                bearers.endings[" ".join(words[-count:])].add(key)
        bearers.given[words[0]].add(key)
        bearers.outer[words[0], words[-1]].add(key)
    return bearers


def _without_generation(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 2 and words[-1] in _GENERATIONS else words


def people_meant(
    text: str, mention: Mention, known: tuple[str, str] | None, bearers: Bearers
) -> tuple[str, tuple[str, ...]]:
    """List the people of the document of whose full names a mention may be a short form, with the rule."""
    if mention.kind not in {"person", "unknown"} or (known and known[0].startswith("known:")):
        return "", ()
    name = folded(bare_name(visible(mention.name), text, mention.span))
    endings = bearers.endings if one_surname(text, mention) else bearers.surnames
    if surname := tuple(sorted(bearers.surnames.get(name) or endings.get(name) or ())):
        meant = tuple(key for key in surname if key != f"person:{name}")
        return "surname", _titled_so(meant, title_pronoun(mention.name, text, mention.span))
    if " " not in name and mention.kind == "person" and mention.name == bare_name(mention.name, text, mention.span):
        return "given name", tuple(sorted(bearers.given.get(name, ())))
    return "", ()


def one_surname(text: str, mention: Mention) -> bool:
    """Tell whether a name is one hyphenated word: folding makes two of it."""
    bare = bare_name(visible(mention.name), text, mention.span)
    return mention.kind in {"person", "unknown"} and len(bare.split()) == 1 and " " in folded(bare)


def _titled_so(people: tuple[str, ...], title: Pronoun | None) -> tuple[str, ...]:
    """Leave out the people whose given names do not go with a title: "Mrs Clinton" is not Bill Clinton."""
    if title is None or len(people) < 2:
        return people
    usual = {key: usual_pronouns().get(key.removeprefix("person:").split()[0]) for key in people}
    return tuple(key for key in people if usual[key] in {None, title}) or people


def join_middle_names(keys: Keys, bearers: Bearers) -> None:
    """Take "John R. Smith" and "John Smith" for one person, where no third John Smith is named."""
    shorter: dict[str, str] = {}
    for (given, surname), people in bearers.outer.items():
        plain = f"person:{given} {surname}"
        if len(people) == 2 and plain in people:
            (other,) = people - {plain}
            if _without_generation(other.split()) == other.split():
                shorter[other] = plain
    for mention, (key, rule) in list(keys.items()):
        if key in shorter:
            keys[mention] = (shorter[key], "name with a middle name")
        else:
            keys[mention] = (key, rule)


def shorten(text: str, mentions: Iterable[Mention], keys: Keys) -> None:
    """Take a short form (`Four Points`, `Judiciary Committee`, `HWA`) for the one longer name of the document that it fits."""
    bodies = {key for key, _ in keys.values() if key.startswith("org:")}
    begins, ends = _cuts(bodies)
    mentions = list(mentions)
    listed = [one for one in mentions if one.kind in {*BODY_KINDS, "unknown"}]
    full = _full_names(listed, keys)
    for mention in listed:
        known = keys.get(mention.id)
        if known and not known[0].startswith("org:"):
            continue
        core = core_name(visible(mention.name))
        if longer := _longest(begins.get(core, set())):
            keys[mention.id] = (longer, "short form")
        elif " " in core and core.split()[0] not in _NO_SHORT_FORM and len(ends.get(core, ())) == 1:
            keys[mention.id] = (next(iter(ends[core])), "short form")
        elif (spelled := _spelled(mention.name, full)) and len(spelled) == 1:
            keys[mention.id] = (next(iter(spelled)), "acronym of its initials")
    _shorten_people(text, mentions, keys, begins)


def _shorten_people(text: str, mentions: list[Mention], keys: Keys, begins: dict[str, set[str]]) -> None:
    """Take a lone word that looks like a surname for the firm named before it that it is the beginning of.

    Not where it bears a title or a role anywhere, is a given name, is the end of a person's full name, or stands in a
    paragraph with a word that only a person is called by ("I", "she"): firms are called after people.
    """
    people = [one for one in mentions if keys.get(one.id, ("", ""))[0].startswith("person:")]
    named = {keys[one.id][0] for one in people if one.role or one.name != bare_name(one.name, text, one.span)}
    named |= {keys[one.id][0] for one in people if title_before(text, one.span) or _beside_person(text, one)}
    ends = {keys[one.id][0].split()[-1] for one in people if " " in keys[one.id][0]}
    firms: set[str] = set()
    for mention in mentions:
        key, _ = keys.get(mention.id, ("", ""))
        if mention.kind == "company":
            firms.add(key)
        name = key.removeprefix("person:")
        longer = _longest(begins.get(name, set()))
        lone = mention.kind == "person" and key not in named and name not in ends and longer in firms
        if lone and mention.name.capitalize() not in given_names() and not office_of(name, text):
            keys[mention.id] = (longer, "short form")


def _beside_person(text: str, mention: Mention) -> bool:
    if mention.span is None:
        return False
    end = text.find("\n", mention.span.end)
    low = text.rfind("\n", 0, mention.span.start) + 1
    return _PERSONAL.search(text, low, end if end >= 0 else len(text)) is not None


def _cuts(bodies: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Map the beginnings and the ends of bodies' names to their keys."""
    begins: dict[str, set[str]] = defaultdict(set)
    ends: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        words = body.removeprefix("org:").split()[:_LONGEST_NAME]
        for count in range(1, len(words)):
            if _UNIT.isdisjoint(words[count:]):
                begins[" ".join(words[:count])].add(body)
            ends[" ".join(words[count:])].add(body)
    return begins, ends


def _longest(keys: set[str]) -> str:
    """Give the longest of names that each begin with the next shorter one; empty where they are names of several bodies."""
    ordered = sorted(keys, key=len)
    return ordered[-1] if ordered and all(longer.startswith(f"{one} ") for one, longer in pairwise(ordered)) else ""


def _full_names(mentions: Iterable[Mention], keys: Keys) -> dict[str, set[tuple[str, str]]]:
    """Map the first letters of the bodies' names of several words to `(name, key)`."""
    full: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for mention in mentions:
        key = keys.get(mention.id, ("", ""))[0]
        if " " in mention.name and not key.startswith("person:") and key:
            full[visible(mention.name)[0].casefold()].add((mention.name, key))
    return full


def _spelled(acronym: str, full: dict[str, set[tuple[str, str]]]) -> set[str]:
    """List the bodies whose initials an acronym of three letters or more spells, the known ones by their full name."""
    plain = visible(acronym).replace(".", "")
    if len(plain) < 3 or not plain.isupper() or " " in plain:
        return set()
    fitting = {key for name, key in full.get(plain[0].casefold(), ()) if spells(plain, name)}
    return {key for key in fitting if _acronym_agrees(key, plain)}


def _acronym_agrees(key: str, acronym: str) -> bool:
    """Refuse a party whose acronym the tables know to be another."""
    known = by_key().get(key.removeprefix("known:"))
    return known is None or known.acronym in {"", acronym}
