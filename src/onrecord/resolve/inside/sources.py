"""Whom the words of a statement's source name, or call "he" or "the company": one party, or nobody with the candidates kept.

Wrong attribution is the worst this product can do, so each rule abstains unless one candidate is left.
"""

import re

from onrecord.model.names import LEGAL_FORMS, folded
from onrecord.model.statement import Statement
from onrecord.resolve.inside.antecedents import AGAINST, BESIDE, PARAGRAPHS_BACK, Answer, he_or_she, it
from onrecord.resolve.inside.descriptions import DEFINITE, described, whom_described
from onrecord.resolve.inside.discourse import Discourse
from onrecord.resolve.inside.document import OFFICES, DocumentParties, Resolved
from onrecord.resolve.inside.salience import WORDS, Asked
from onrecord.resolve.inside.titles import bare_name, without_title
from onrecord.resolve.known import visible

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
TWO_SPEAK = "more than one named: their words are not one party's"
NAMELESS = "no full name in this text"
HE_SHE = re.compile(r"^(?:he|him|his|himself|she|her|hers|herself)$", re.IGNORECASE)
IT_THEY = re.compile(r"^(?:it|they|we|i|you|who|which|that|this|these|those|one|some|many|others)$", re.IGNORECASE)
WHOSE = re.compile(r"(?:['’]s?)?(?:\s+(?!\w+ing\b)[\w.'’-]+){1,6},?\s*", re.IGNORECASE)
"""What stands between two names of which the first only says whose person the other is ("Hale's lawyer, Susan Ott")."""
TOGETHER = re.compile(r",?\s+(?:and|or|&)\s", re.IGNORECASE)
"""Straight behind a name: whoever follows speaks with its bearer."""
JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or|&))\s*(?:the\s+)?", re.IGNORECASE)
SPOKESPERSON = re.compile(
    r"^(?:an?|the|its|one|another)\s+(?:(?:company|agency|department|firm|ICE)\s+)?spokes(?:man|woman|person)"
    r"(?:\s+(?:for|of|at)\s+(?P<body>(?:the|this)\s.+))?$",
    re.IGNORECASE,
)


def speaker_of(discourse: Discourse, statement: Statement, name: str) -> Answer:
    """Say whose words a statement is.

    Args:
        discourse: The document, and what it said so far.
        statement: With a source.
        name: The words of the source, white space folded.
    """
    found = discourse.found
    inside = [one for span in statement.source for one in found.within(span.start, span.end)]
    if joint := _joint(found, inside):
        return None, TWO_SPEAK, joint
    if inside:
        return _named(found, name, inside)
    if unclear := _unclear(found, statement):
        return None, "surname: more than one person bears it", unclear
    start = statement.source[0].start
    if HE_SHE.match(name):
        return _pronoun(discourse, statement)
    if name.casefold() == "it":
        return it(found, start, discourse.memory)
    if spokesperson := SPOKESPERSON.match(name):
        return _spokesperson(discourse, statement, spokesperson["body"])
    if described := _described(discourse, start, name):
        return described
    if IT_THEY.match(name):
        return None, "pronoun", []
    return _elsewhere(found, statement, name)


def _pronoun(discourse: Discourse, statement: Statement) -> Answer:
    """Ask whom a "he" stands for; people named in the words themselves do not count."""
    span = statement.source[0]
    asked = Asked(
        start=span.start,
        end=span.end,
        pronoun=WORDS[span.text.strip(" ,").casefold()],
        own=tuple((one.start, one.end) for one in statement.content),
    )
    return he_or_she(discourse.people, asked, discourse.memory)


def _elsewhere(found: DocumentParties, statement: Statement, name: str) -> Answer:
    """Take words that are a name of the document elsewhere (a headline is not searched for names) for that party."""
    if found.unknown & {(span.start, span.start + len(name)) for span in statement.source}:
        return None, NAMELESS, []
    keys = list(found.names.get(folded(visible(name)), ()))
    if len(keys) == 1:
        return keys[0], "the same name elsewhere in the text", []
    if keys:
        return None, "surname: more than one person bears it", keys
    return None, "not a name", []


def _unclear(found: DocumentParties, statement: Statement) -> list[str]:
    """List who may be meant by a surname that several people of the document bear."""
    keys: list[str] = []
    for span in statement.source:
        for _, end, meant in found.unclear_within(span.start, span.end):
            keys += meant if end <= span.end else ()
    return keys


def _described(discourse: Discourse, start: int, name: str) -> Answer | None:
    """Ask whom a definite description stands for that makes up the whole of some words; None where they are none."""
    text = discourse.found.document.text
    match = DEFINITE.match(text, start)
    if match is None or " ".join(match[0].split()) != name:
        return None
    return whom_described(discourse.bodies, described(match))


def _spokesperson(discourse: Discourse, statement: Statement, body: str | None) -> Answer:
    """Take a spokesperson of nobody in particular for the body that spoke last, if no other was named since."""
    found, start = discourse.found, statement.source[0].start
    if body:
        place = found.document.text.find(body.split()[0], start)
        described = _described(discourse, place, " ".join(body.split())) if place >= 0 else None
        if described and described[0]:
            return described[0], f"representative; {described[1]}", []
    key, end = discourse.memory.body
    recent = key and end >= found.lines_back(start, PARAGRAPHS_BACK)
    if key and recent and not set(discourse.bodies.between(end, start)) - {key}:
        return key, "representative: of the body that spoke last", []
    words = " ".join(span.text for span in statement.content)
    if THE_COMPANY.search(words):
        companies = discourse.bodies.before(statement.end, "company")
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
        return _one_person(found, name, inside, people)
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


def _one_person(found: DocumentParties, name: str, inside: list[Resolved], people: list[Resolved]) -> Answer:
    """Take the one person who speaks among those named: "Hale's lawyer, Susan Ott" is Ott, "Hale and the bank" nobody alone."""
    first = people[0]
    bare = bare_name(first.mention.name, found.document.text, first.mention.span)
    behind = [one for one in inside[inside.index(first) + 1 :] if one.key != first.key]
    others = [one for one in behind if one in people]
    after = name.partition(bare)[2]
    if behind and TOGETHER.match(after):
        return None, TWO_SPEAK, [first.key, behind[0].key]
    if not others or not (POSSESSIVE.match(after) or COMPOUND.match(after)):
        return _person(name, bare, first)
    if joint := _joint(found, others):
        return None, TWO_SPEAK, joint
    if WHOSE.fullmatch(after.partition(others[0].mention.name)[0]):
        return _one_person(found, name, others, others)
    return None, "somebody or something with a person's name in it", [first.key, others[0].key]


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
