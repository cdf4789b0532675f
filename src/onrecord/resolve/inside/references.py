"""Pronouns, descriptions and other names in a text, and whom each stands for."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model.evidence import Span, body_ranges, cut
from onrecord.model.statement import Statement
from onrecord.resolve.inside.antecedents import Answer, he_or_she
from onrecord.resolve.inside.descriptions import DEFINITE, described, descriptions_in, whom_described
from onrecord.resolve.inside.discourse import Discourse
from onrecord.resolve.inside.salience import WORDS, Asked

OccurrenceKind = Literal["he or she", "first person", "description", "alias", "unclear"]
ReferenceForm = Literal["pronoun", "description", "name"]
_PRONOUN = re.compile(r"(?<![\w’'])(?:he|him|his|himself|she|her|hers|herself)(?![\w])", re.IGNORECASE)
_FIRST = re.compile(r"(?<![\w’'])(?:I|me|my|mine|myself|[Ww]e|us|[Oo]ur|ours|[Oo]urselves|[Mm]y|[Mm]yself)(?![\w])")
_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_QUOTED = re.compile(r"[\"“„«][^\"”»]*(?:[\"”»]|$)")
_MOST_ALIASES = 200
"""Other names searched for in a text at most; a document that defines more is a register, not prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words that stand for a party without being one of its names found by extract/.

    Attributes:
        span: Code points of the document.
        form: `name` for another name that the text defines, or a surname that several people bear.
        key: None where nobody could be named with care.
        rule: The rule that decided.
        candidates: Who may be meant, the likeliest first; empty where `key` is set.
    """

    span: Span
    form: ReferenceForm
    key: str | None
    rule: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A place whose words may stand for a party."""

    start: int
    end: int
    kind: OccurrenceKind


@dataclass(frozen=True, slots=True)
class Quotations:
    """The directly quoted stretches of a document and whose words they are.

    Attributes:
        ranges: `(start, end)` in order of start.
        statements: For each, its statement.
    """

    ranges: tuple[tuple[int, int], ...]
    statements: tuple[Statement, ...]

    def around(self, start: int, end: int) -> Statement | None:
        """Find the statement whose quoted words hold a place."""
        at = bisect_right(self.ranges, start, key=lambda one: one[0]) - 1
        if at >= 0 and self.ranges[at][0] <= start and end <= self.ranges[at][1]:
            return self.statements[at]
        return None


def quotations_of(statements: Iterable[Statement]) -> Quotations:
    """List the stretches of statements that stand in quotation marks; a direct statement is one as a whole."""
    found: dict[tuple[int, int], Statement] = {}
    for statement in statements:
        for span in statement.content:
            if statement.form == "direct":
                found.setdefault((span.start, span.end), statement)
            elif statement.form == "mixed":
                for match in _QUOTED.finditer(span.text):
                    found.setdefault((span.start + match.start(), span.start + match.end()), statement)
    ordered = sorted(found)
    return Quotations(tuple(ordered), tuple(found[place] for place in ordered))


def occurrences_in(discourse: Discourse, quotations: Quotations) -> list[Occurrence]:
    """Find the places in the body of a document whose words may stand for a party, in order, none within a name."""
    found = discourse.found
    text = found.document.text
    names = sorted([*(place for places in found.places.values() for place in places), *found.unknown])
    alias = _alias_pattern(discourse)
    places: set[Occurrence] = set()
    for low, high in body_ranges(found.document):
        places.update(Occurrence(one.start(), one.end(), "he or she") for one in _PRONOUN.finditer(text, low, high))
        places.update(
            Occurrence(one.start(), one.end(), "first person")
            for one in _FIRST.finditer(text, low, high)
            if quotations.around(one.start(), one.end())
        )
        places.update(Occurrence(one.start, one.end, "description") for one in descriptions_in(text, low, high))
        if alias:
            places.update(Occurrence(one.start(), one.end(), "alias") for one in alias.finditer(text, low, high))
        places.update(Occurrence(start, end, "unclear") for start, end, _ in found.unclear_within(low, high))
    return [one for one in sorted(places) if one.kind == "unclear" or not _within_name(names, one)]


def _within_name(names: Sequence[tuple[int, int]], one: Occurrence) -> bool:
    at = bisect_left(names, (one.end, 0))
    return any(start < one.end and one.start < end for start, end in names[max(0, at - 2) : at])


def _alias_pattern(discourse: Discourse) -> re.Pattern[str] | None:
    aliases = discourse.found.aliases
    words = sorted({*aliases.names, *aliases.acronyms}, key=lambda one: (-len(one), one))[:_MOST_ALIASES]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])") if words else None


def refer(discourse: Discourse, one: Occurrence, spoken: Answer | None) -> Reference:
    """Say whom an occurrence stands for.

    Args:
        discourse: The document, and what it said so far.
        one: The place.
        spoken: Whose words it stands in, where it is quoted: key, rule, candidates.
    """
    return _reference(discourse, one, _answer(discourse, one, spoken))


def _reference(discourse: Discourse, one: Occurrence, answer: Answer) -> Reference:
    document = discourse.found.document
    key, rule, candidates = answer
    if key and one.kind == "he or she":
        insort(discourse.people.trail, (one.start, one.end, key))
    if key and one.kind == "description":
        insort(discourse.bodies.trail, (one.start, key))
    forms: dict[str, ReferenceForm] = {"description": "description", "alias": "name", "unclear": "name"}
    return Reference(
        span=cut(document.id, document.text, one.start, one.end),
        form=forms.get(one.kind, "pronoun"),
        key=key,
        rule=rule,
        candidates=tuple(dict.fromkeys(candidates)) if key is None else (),
    )


def _answer(discourse: Discourse, one: Occurrence, spoken: Answer | None) -> Answer:
    text = discourse.found.document.text
    words = text[one.start : one.end]
    if one.kind == "he or she":
        excluded = frozenset({spoken[0]} if spoken and spoken[0] else ())
        asked = Asked(start=one.start, end=one.end, pronoun=WORDS[words.casefold()], excluded=excluded)
        return he_or_she(discourse.people, asked, discourse.memory)
    if one.kind == "first person":
        return _first_person(discourse, words.casefold(), spoken)
    if one.kind == "description":
        match = DEFINITE.match(text, one.start)
        return whom_described(discourse.bodies, described(match)) if match else (None, "description", [])
    if one.kind == "alias":
        aliases = discourse.found.aliases
        key, rule = aliases.names.get(words) or (aliases.acronyms[words][0], "acronym introduced in the text")
        return key, rule, []
    meant = next(
        (keys for start, _, keys in discourse.found.unclear_within(one.start, one.end) if start == one.start), ()
    )
    return None, "surname: more than one person bears it", list(meant)


def _first_person(discourse: Discourse, word: str, spoken: Answer | None) -> Answer:
    """Take "I" for the speaker of the quotation, "we" for the one body at which the speaker holds an office."""
    if spoken is None or spoken[0] is None:
        return None, "pronoun: who speaks could not be told", list(spoken[2]) if spoken else []
    speaker = spoken[0]
    is_person = speaker.startswith("person:")
    if word not in _PLURAL:
        if is_person:
            return speaker, "pronoun: the speaker of the quotation", []
        return None, "pronoun: somebody who speaks for a body", [speaker]
    if not is_person:
        return speaker, "pronoun: the body that speaks", []
    bodies = list(dict.fromkeys(body for body, _ in discourse.found.offices.get(speaker, ())))
    if len(bodies) == 1:
        return bodies[0], "pronoun: the body at which the speaker holds an office", []
    return None, "pronoun: the speaker and others", bodies


def source_reference(
    discourse: Discourse, statement: Statement, answer: Answer, sources: frozenset[Occurrence]
) -> Iterator[Reference]:
    """Turn the answer for a statement's source into a reference, where the source is a pronoun or a description."""
    span = statement.source[0]
    kinds: tuple[OccurrenceKind, ...] = ("he or she", "description")
    for kind in kinds:
        one = Occurrence(span.start, span.end, kind)
        if one in sources:
            yield _reference(discourse, one, answer)
