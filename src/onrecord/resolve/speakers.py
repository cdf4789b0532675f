"""Whose words a statement is: from its source span to a party, or to nobody with the candidates kept.

Wrong attribution is the worst this product can do, so each rule abstains unless one candidate is left.
"""

import re
from dataclasses import dataclass

from onrecord.model.ids import StatementId
from onrecord.model.statement import Statement
from onrecord.resolve.document import DocumentParties, Resolved
from onrecord.resolve.known import by_key

REPRESENTATIVE = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|persons)|representatives?|officials?|lawyers?|attorneys?|executives?|"
    r"press office|statement|blog(?: post)?|press release|filing)\b",
    re.IGNORECASE,
)
"""People and papers through which a body itself speaks."""
GROUP = re.compile(
    r"\b(?:employees?|staff(?:ers)?|workers?|engineers?|customers?|users?|critics?|activists?|protesters?|lawmakers?|groups?|"
    r"members?|supporters?|signatories|sources?|analysts?|experts?|people|advocates?|readers?|letter|petition|unions?|"
    r"shareholders?|investors?|residents?|voters?|observers?)\b",
    re.IGNORECASE,
)
"""People and papers that belong to a body but do not speak for it."""
THE_COMPANY = re.compile(r"\b(?:the|this) (?:company|firm)\b|\bas a company\b|\bour company\b", re.IGNORECASE)
HE_SHE = re.compile(r"^(?:he|she)$", re.IGNORECASE)
IT_THEY = re.compile(r"^(?:it|they|we|i|you|who|which|that|this|these|those|one|some|many|others)$", re.IGNORECASE)
DESCRIPTIONS = (
    (
        re.compile(
            r"^(?:the|this) (?:\w+[ -]){0,2}?(?:company|firm|maker|giant|corporation|vendor|contractor|reseller|start-?up)$",
            re.IGNORECASE,
        ),
        "company",
    ),
    (
        re.compile(
            r"^(?:the|this) (?:\w+ ){0,2}?(?:agency|department|bureau|ministry|office|administration|commission)$",
            re.IGNORECASE,
        ),
        "public_body",
    ),
)
SPOKESPERSON = re.compile(
    r"^(?:an?|the|its|one|another)\s+(?:(?:company|agency|department|firm|ICE)\s+)?spokes(?:man|woman|person)"
    r"(?:\s+(?:for|of|at)\s+(?P<body>(?:the|this)\s.+))?$",
    re.IGNORECASE,
)
PARAGRAPHS_BACK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Whose words a statement is, in keys: `key` None when nobody could be named with care."""

    statement: StatementId
    name: str
    key: str | None
    rule: str
    candidates: tuple[str, ...] = ()


Answer = tuple[str | None, str, list[str]]
"""Key, rule, candidates."""


@dataclass(slots=True)
class _Memory:
    """What was said so far in the document: the last statement, the last by a person, the last by a body."""

    last: tuple[str | None, int] = (None, 0)
    person: tuple[str | None, int] = (None, 0)
    body: tuple[str | None, int] = (None, 0)

    def take(self, key: str | None, end: int) -> None:
        self.last = (key, end)
        if key and key.startswith("person:"):
            self.person = (key, end)
        elif key:
            self.body = (key, end)


def resolve_speakers(found: DocumentParties, statements: list[Statement], kinds: dict[str, str]) -> list[Spoken]:
    """Name the speakers of a document's statements, in order; statements without a source get none.

    Args:
        found: The document and its resolved mentions.
        statements: The document's statements.
        kinds: Key to kind of party, for descriptions such as "the agency".
    """
    memory = _Memory()
    spoken = []
    for statement in sorted(statements, key=lambda one: one.start):
        if not statement.source:
            memory.take(None, statement.end)
            continue
        name = " ".join(" ".join(span.text for span in statement.source).split()).strip(" ,")
        key, rule, candidates = _speaker(found, statement, name, kinds, memory)
        memory.take(key, statement.end)
        listed = tuple(dict.fromkeys(candidates))
        spoken.append(Spoken(statement=statement.id, name=name, key=key, rule=rule, candidates=listed))
    return spoken


def _speaker(found: DocumentParties, statement: Statement, name: str, kinds: dict[str, str], memory: _Memory) -> Answer:
    inside = [one for span in statement.source for one in found.within(span.start, span.end)]
    if inside:
        return _named(name, inside)
    start = statement.source[0].start
    if HE_SHE.match(name):
        return _he_or_she(found, start, memory)
    if name.casefold() == "it":
        return _it(found, start, memory)
    if spokesperson := SPOKESPERSON.match(name):
        return _spokesperson(found, statement, spokesperson["body"], kinds, memory)
    if described := _described(found, start, name, kinds):
        return described
    return None, "pronoun" if IT_THEY.match(name) else "not a name", []


def _described(found: DocumentParties, start: int, name: str, kinds: dict[str, str]) -> Answer | None:
    for pattern, kind in DESCRIPTIONS:
        if pattern.match(name):
            candidates = _bodies(found, 0, start, kind, kinds)
            if len(candidates) == 1:
                return candidates[0], f"description: the one {kind.replace('_', ' ')} named before", []
            return (
                None,
                "description: more than one could be meant" if candidates else "description: none named before",
                candidates,
            )
    return None


def _spokesperson(
    found: DocumentParties, statement: Statement, body: str | None, kinds: dict[str, str], memory: _Memory
) -> Answer:
    """Take a spokesperson of nobody in particular for the body that spoke last, if no other of its kind was named since."""
    start = statement.source[0].start
    described = _described(found, start, body, kinds) if body else None
    if described and described[0]:
        return described[0], f"representative; {described[1]}", []
    key, end = memory.body
    if key and end >= _window(found.document.text, start):
        others = set(_bodies(found, end, start, kinds.get(key, "company"), kinds)) - {key}
        if not others:
            return key, "representative: of the body that spoke last", []
    words = " ".join(span.text for span in statement.content)
    if THE_COMPANY.search(words):
        companies = _bodies(found, 0, statement.end, "company", kinds)
        if len(companies) == 1:
            return companies[0], "representative: of the one company named", []
        return None, "representative: more than one company could be meant", companies
    return None, "representative: of whom is not said", []


def _it(found: DocumentParties, start: int, memory: _Memory) -> Answer:
    """Take "it" for the body whose words stand just before, in the same paragraph, if no other body was named since."""
    key, end = memory.last
    between = found.document.text[end:start]
    if key and not key.startswith("person:") and "\n" not in between:
        others = {one.key for one in found.within(end, start) if not one.key.startswith("person:")} - {key}
        if not others:
            return key, "pronoun: the body that spoke just before", []
    return None, "pronoun", []


def _named(name: str, inside: list[Resolved]) -> Answer:
    people = [one for one in inside if one.key.startswith("person:")]
    bodies = [one for one in inside if not one.key.startswith("person:")]
    if people:
        before = name.partition(people[0].mention.name)[0]
        if not re.search(r"\b(?:to|against|about|on|of|for|from)\s+$", before):
            return people[0].key, people[0].rule, []
        if REPRESENTATIVE.search(before):  # "a spokesman for Mr Clarke"
            return people[0].key, "representative", []
        return None, "somebody or something with a person's name in it", [people[0].key]  # "a letter to Mr Clarke"
    body = bodies[0]
    bare = _without(name, [one.mention.name for one in bodies])
    if GROUP.search(bare):
        return None, "people or papers of a body do not speak for it", [body.key]
    if REPRESENTATIVE.search(bare):
        return body.key, "representative", []
    if re.search(rf"{re.escape(body.mention.name)}(?:['’]s?)\s+\w", name):
        return None, "something of a body, not the body", [body.key]
    if len({one.key for one in bodies}) > 1 and not name.startswith(body.mention.name):
        return None, "more than one body named", [one.key for one in bodies]
    return body.key, body.rule, []


def _without(name: str, parts: list[str]) -> str:
    for part in parts:
        name = name.replace(part, " ")
    return name


def _he_or_she(found: DocumentParties, start: int, memory: _Memory) -> Answer:
    """Take the one person named in the paragraph, else the last to speak if nobody was named since, else the one named shortly before."""

    def people(first: int) -> list[str]:
        return list(dict.fromkeys(one.key for one in found.within(first, start) if one.key.startswith("person:")))

    here = people(found.document.text.rfind("\n", 0, start) + 1)
    if len(here) == 1:
        return here[0], "pronoun: the one person named in the paragraph", []
    window = _window(found.document.text, start)
    key, end = memory.person
    if key and end >= window and set(people(end)) <= {key}:
        return key, "pronoun: the person who spoke last", []
    before = people(window)
    if len(before) == 1:
        return before[0], "pronoun: the one person named shortly before", []
    return None, "pronoun: more than one could be meant" if before else "pronoun: nobody named before", before


def _window(text: str, start: int) -> int:
    for _ in range(PARAGRAPHS_BACK):
        start = max(0, text.rfind("\n", 0, max(0, len(text[:start].rstrip()))))
    return start


def _bodies(found: DocumentParties, first: int, start: int, kind: str, kinds: dict[str, str]) -> list[str]:
    """List the bodies of a kind named in a stretch, outlets left out: a paper that only reports is never meant."""
    bodies = []
    for one in found.within(first, start):
        known = by_key().get(one.key.removeprefix("known:"))
        if kinds.get(one.key) == kind and not (known and known.outlet):
            bodies.append(one.key)
    return list(dict.fromkeys(bodies))
