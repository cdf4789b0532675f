"""Whose words a statement is: from its source span to a party, or to nobody with the candidates kept.

Wrong attribution is the worst this product can do, so each rule abstains unless one candidate is left.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model.ids import StatementId
from onrecord.model.names import LEGAL_FORMS, folded
from onrecord.model.statement import Statement
from onrecord.resolve.antecedents import (
    AGAINST,
    BESIDE,
    PARAGRAPHS_BACK,
    Answer,
    Memory,
    agreed,
    bodies,
    certain,
    he_or_she,
    it,
    titled,
)
from onrecord.resolve.document import OFFICES, DocumentParties, Resolved
from onrecord.resolve.titles import bare_name, without_title

REPRESENTATIVE = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|persons)|representatives?|officials?|lawyers?|attorneys?|executives?|"
    r"press office|statement|blog(?: post)?|press release|filing)\b",
    re.IGNORECASE,
)
"""People and papers through which a body itself speaks."""
GROUP = re.compile(
    r"\b(?:employees?|staff(?:ers)?|workers?|engineers?|customers?|users?|critics?|activists?|protesters?|lawmakers?|groups?|"
    r"members?|supporters?|signatories|sources?|analysts?|experts?|people|advocates?|readers?|letter|petition|unions?|"
    r"shareholders?|investors?|residents?|voters?|observers?|former|ex-\w+)\b",
    re.IGNORECASE,
)
"""People and papers that belong to a body but do not speak for it."""
COMPOUND = re.compile(
    r"(?:\s+|[/–-])(?!(?:itself|also|and|or|but|in|on|at|of|for|from|to|by|as|with|has|had|is|was|are|were|will|would|which|"
    rf"who|that|then|later|earlier|last|this|today|yesterday|recently|{'|'.join(sorted(LEGAL_FORMS))})\b)\w",
    re.IGNORECASE,
)
"""A word straight after a name: the name only says which ("a Microsoft researcher", "a CNN/WMUR poll")."""
CLAUSE = re.compile(r",|\b(?:who|whose|which|when|where|during|than|between|amid)\b", re.IGNORECASE)
"""What follows these is said of somebody named before them ("Giuliani, who served as attorney for New York")."""
WITHIN = re.compile(CLAUSE.pattern.removeprefix(",|"), re.IGNORECASE)
"""The same without the comma: "the president of Microsoft, Brad Smith" is Brad Smith."""
POSSESSIVE = re.compile(r"['’]s?\s+\w")
THE_COMPANY = re.compile(r"\b(?:the|this) (?:company|firm)\b|\bas a company\b|\bour company\b", re.IGNORECASE)
NAMELESS = "no full name in this text"
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
JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or|&))\s*(?:the\s+)?", re.IGNORECASE)
SPOKESPERSON = re.compile(
    r"^(?:an?|the|its|one|another)\s+(?:(?:company|agency|department|firm|ICE)\s+)?spokes(?:man|woman|person)"
    r"(?:\s+(?:for|of|at)\s+(?P<body>(?:the|this)\s.+))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Whose words a statement is, in keys: `key` None when nobody could be named with care."""

    statement: StatementId
    name: str
    key: str | None
    rule: str
    candidates: tuple[str, ...] = ()


def resolve_speakers(found: DocumentParties, statements: list[Statement], kinds: Mapping[str, str]) -> list[Spoken]:
    """Name the speakers of a document's statements, in order; statements without a source get none.

    Args:
        found: The document and its resolved mentions.
        statements: The document's statements.
        kinds: Key to kind of party, for descriptions such as "the agency".
    """
    memory = Memory(pronouns=titled(found))
    spoken = []
    for statement in sorted(statements, key=lambda one: one.start):
        if not statement.source:
            memory.take(None, statement.end)
            continue
        name = " ".join(" ".join(span.text for span in statement.source).split()).strip(" ,")
        key, rule, candidates = _speaker(found, statement, name, kinds, memory)
        memory.take(key, statement.end)
        if rule == NAMELESS:
            memory.nameless = statement.source[-1].end
        listed = tuple(dict.fromkeys(candidates))
        spoken.append(Spoken(statement=statement.id, name=name, key=key, rule=rule, candidates=listed))
    return spoken


def _speaker(
    found: DocumentParties, statement: Statement, name: str, kinds: Mapping[str, str], memory: Memory
) -> Answer:
    inside = [one for span in statement.source for one in found.within(span.start, span.end)]
    if joint := _joint(found, inside):
        return None, "more than one named: their words are not one party's", joint
    if inside:
        return _named(found, name, inside)
    if unclear := _unclear(found, statement):
        return None, "surname: more than one person bears it", unclear
    start = statement.source[0].start
    if HE_SHE.match(name):
        answer = certain(found, statement, he_or_she(found, statement, memory), memory)
        return agreed(name.casefold(), answer, memory)
    if name.casefold() == "it":
        return it(found, start, memory)
    if spokesperson := SPOKESPERSON.match(name):
        return _spokesperson(found, statement, spokesperson["body"], kinds, memory)
    if described := _described(found, start, name, kinds):
        return described
    if IT_THEY.match(name):
        return None, "pronoun", []
    return _elsewhere(found, statement, name)


def _elsewhere(found: DocumentParties, statement: Statement, name: str) -> Answer:
    """Take words that are a name of the document elsewhere (a headline is not searched for names) for that party."""
    keys = list(found.names.get(folded(name), ()))
    if len(keys) == 1:
        return keys[0], "the same name elsewhere in the text", []
    if keys:
        return None, "surname: more than one person bears it", keys
    places = {(span.start, span.start + len(name)) for span in statement.source}
    return None, NAMELESS if places & found.unknown else "not a name", []


def _unclear(found: DocumentParties, statement: Statement) -> list[str]:
    """List who may be meant by a surname that several people of the document bear."""
    keys: list[str] = []
    for one in found.unclear:
        place = one.mention.span
        if place and any(span.start <= place.start and place.end <= span.end for span in statement.source):
            keys += one.keys
    return keys


def _described(found: DocumentParties, start: int, name: str, kinds: Mapping[str, str]) -> Answer | None:
    for pattern, kind in DESCRIPTIONS:
        if pattern.match(name):
            candidates = bodies(found, 0, start, kind, kinds)
            if len(candidates) == 1:
                return candidates[0], f"description: the one {kind.replace('_', ' ')} named before", []
            return (
                None,
                "description: more than one could be meant" if candidates else "description: none named before",
                candidates,
            )
    return None


def _spokesperson(
    found: DocumentParties, statement: Statement, body: str | None, kinds: Mapping[str, str], memory: Memory
) -> Answer:
    """Take a spokesperson of nobody in particular for the body that spoke last, if no other was named since."""
    start = statement.source[0].start
    described = _described(found, start, body, kinds) if body else None
    if described and described[0]:
        return described[0], f"representative; {described[1]}", []
    key, end = memory.body
    if key and end >= found.lines_back(start, PARAGRAPHS_BACK) and not set(bodies(found, end, start)) - {key}:
        return key, "representative: of the body that spoke last", []
    words = " ".join(span.text for span in statement.content)
    if THE_COMPANY.search(words):
        companies = bodies(found, 0, statement.end, "company", kinds)
        if len(companies) == 1:
            return companies[0], "representative: of the one company named", []
        return None, "representative: more than one company could be meant", companies
    return None, "representative: of whom is not said", []


def _named(found: DocumentParties, name: str, inside: list[Resolved]) -> Answer:
    people = [one for one in inside if one.key.startswith("person:")]
    if people:
        bare = bare_name(people[0].mention.name, found.document.text, people[0].mention.span)
        _, joined, after = name.partition(f"{bare} and {people[-1].mention.name}")
        if joined and POSSESSIVE.match(after):  # "Obama and Clinton's campaign" is neither
            return None, "somebody or something with a person's name in it", [one.key for one in people]
        return _person(name, bare, people[0])
    named = [one for one in inside if not one.key.startswith("person:")]
    body = named[0]
    before, _, after = name.partition(body.mention.name)
    bare = _without(name, [one.mention.name for one in named])
    if GROUP.search(bare):
        return None, "people or papers of a body do not speak for it", [body.key]
    if AGAINST.search(before) or CLAUSE.search(before):
        return None, "somebody or something else, with a body's name in it", [body.key]
    part = POSSESSIVE.match(after) or COMPOUND.match(after)
    speaks = after if part else bare
    if REPRESENTATIVE.search(speaks) or OFFICES.search(speaks):
        return body.key, "representative", []
    if part:
        return None, "something of a body, not the body", [body.key]
    if BESIDE.search(before):
        return None, "somebody or something else, with a body's name in it", [body.key]
    if len({one.key for one in named}) > 1 and not name.startswith(body.mention.name):
        return None, "more than one body named", [one.key for one in named]
    return body.key, body.rule, []


def _joint(found: DocumentParties, inside: list[Resolved]) -> list[str]:
    """List the parties of "Tim Cook and Satya Nadella": the first two names stand side by side, joined by a comma or "and"."""
    kinds = {one.key.startswith("person:") for one in inside}
    if len(inside) < 2 or len(kinds) > 1 or inside[0].key == inside[1].key:
        return []
    first, second = inside[0].mention, inside[1].mention
    if first.span is None or second.span is None:
        return []
    between = found.document.text[first.span.end : second.span.start]
    if first.role is not None and first.role.start >= first.span.end and first.role.end <= second.span.start:
        between = found.document.text[first.role.end : second.span.start]
    return [one.key for one in inside] if JOINED.fullmatch(without_title(between)) else []


def _person(name: str, bare: str, person: Resolved) -> Answer:
    before, _, after = name.partition(bare)
    before = without_title(before)
    somebody_else: Answer = (None, "somebody or something with a person's name in it", [person.key])
    if AGAINST.search(before) or WITHIN.search(before):
        return somebody_else  # "a letter to Mr Clarke"
    if BESIDE.search(before) or POSSESSIVE.match(after):
        represents = REPRESENTATIVE.search(before if BESIDE.search(before) else after)
        return (person.key, "representative", []) if represents else somebody_else  # "a spokesman for Mr Clarke"
    return person.key, person.rule, []


def _without(name: str, parts: list[str]) -> str:
    for part in parts:
        name = name.replace(part, " ")
    return name
