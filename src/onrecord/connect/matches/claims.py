"""Which sentences of a document speak of a contract, and what they tell of it: who, for whom, what, when, how much."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.connect.contract_documents import ABBREVIATED, STOP
from onrecord.connect.matches import cues
from onrecord.connect.matches.wording import WORD, terms_of
from onrecord.model.award import Notion
from onrecord.model.award_numbers import NumberFound
from onrecord.model.evidence import Document, Span, body_ranges, cut
from onrecord.model.ids import AwardId, PartyId, StatementId
from onrecord.model.statement import Amount, Statement, When
from onrecord.tables.makers import names_in
from onrecord.tables.organisation_words import organisation_words

LONGEST = 600
"""Code points of a sentence at most: a longer one is a table or a list."""
FIGURES = 4
BEFORE_A_TIME = 30
"""Code points before a time that are looked at for what it bounds."""
RUN = re.compile(
    r"[A-Z](?:\.[A-Z])+\.?(?:\s+[A-Z][\w&-]*)*|[A-Z][\w&.-]*\w(?:(?:\s+(?:of|and|&|for)\s+|\s+)[A-Z][\w&.-]*\w)*|[A-Z]\b"
)
"""Words that are written large, with what joins them."""
LEADING = re.compile(
    r"^(?:(?:In|On|At|By|The|A|An|Of|For|From|To|With|More|As|And|But|Its|Their|This|That|When|While|Since|Until|After|"
    r"Before|Under|Last|So|Both|All|One|Two|Three|Four|Five|Order|Contract|It|He|She|They|Now|Body|Most|Some)\s+)+"
)
LONE = frozenset(
    [
        "In",
        "On",
        "At",
        "By",
        "The",
        "A",
        "An",
        "Of",
        "For",
        "From",
        "To",
        "With",
        "More",
        "As",
        "And",
        "But",
        "Its",
        "Their",
        "This",
        "That",
        "When",
        "While",
        "Since",
        "Until",
        "After",
        "Before",
        "Under",
        "Last",
        "So",
        "Both",
        "All",
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "It",
        "He",
        "She",
        "They",
        "Now",
        "Most",
        "Some",
        "Records",
    ]
)
"""Words that begin sentences and are no names by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSaid:
    """A name in a text, or words that stand for one.

    Attributes:
        start, end: Code points of the document.
        party: Whom it names, where that is known.
        is_body: A public body.
        is_firm: A firm or another organisation, as far as its form tells.
        begins: It is one word at the beginning of a sentence, written large perhaps for that alone.
    """

    start: int
    end: int
    text: str
    party: PartyId | None = None
    is_body: bool = False
    is_firm: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSaid:
    """A sum in a sentence.

    Attributes:
        notion: The notion of money that the words around it quote; None where they tell none.
    """

    amount: Amount
    notion: Notion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSaid:
    """A time in a sentence.

    Attributes:
        first, last: Days as ordinals, both included.
        is_event: It tells when something happened, not until when or since when something holds.
    """

    span: Span
    first: int
    last: int
    is_event: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractClaim:
    """What a sentence tells of a contract.

    Attributes:
        place: The sentence.
        statement: Whose words it is; None where it is the document's own.
        said_on: ISO day of the statement or the document.
        names: Firms, products, places: what is named but public bodies.
        bodies: Public bodies.
        other_body: Words tell of a public body that could not be named.
        the_body: It says "the agency", without its name.
        numbers: Awards whose number it gives.
        terms: Its words that can tell awards apart.
        plainness: 2 with a word for a contract, 1 by what suppliers do.
        summed: It gives the sum of several; `several`: it speaks of more than one.
        vehicle: It speaks of a framework (True), an order (False) or does not say.
    """

    place: Span
    statement: StatementId | None
    said_on: str | None
    names: tuple[NameSaid, ...]
    bodies: tuple[NameSaid, ...]
    other_body: bool
    the_body: bool
    figures: tuple[FigureSaid, ...]
    times: tuple[TimeSaid, ...]
    numbers: tuple[AwardId, ...]
    terms: frozenset[str]
    plainness: int
    summed: bool
    several: bool
    vehicle: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A document with what was read in it.

    Attributes:
        names: Mentions, and words that stand for somebody, with whom they name; in order of place.
        numbers: Numbers of awards.
    """

    document: Document
    names: Sequence[NameSaid]
    amounts: Sequence[Amount]
    whens: Sequence[When]
    statements: Sequence[Statement]
    numbers: Sequence[NumberFound]


def claims_of(scene: Scene) -> Iterator[ContractClaim]:
    """List what the sentences of a document tell of contracts."""
    text = scene.document.text
    for low, high in body_ranges(scene.document):
        for start, end in sentences(text, low, high):
            if end - start <= LONGEST and (claim := _claim(scene, start, end)):
                yield claim


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run of text at line ends and full stops."""
    low = start
    while low < end:
        line = text.find("\n", low, end)
        line = end if line < 0 else line
        first = low
        for stop in STOP.finditer(text, low, line):
            if not ABBREVIATED.search(text, max(first, stop.start() - 5), stop.end()):
                yield _trimmed(text, first, stop.end())
                first = stop.end()
        if text[first:line].strip():
            yield _trimmed(text, first, line)
        low = line + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _claim(scene: Scene, start: int, end: int) -> ContractClaim | None:
    text, document = scene.document.text, scene.document.id
    sentence = text[start:end]
    amounts = [one for one in scene.amounts if start <= one.span.start and one.span.end <= end][:FIGURES]
    places = [(one.span.start - start, one.span.end - start) for one in amounts]
    plainness = cues.speaks_of_contract(sentence, places)
    if not plainness:
        return None
    numbers = [one for one in scene.numbers if start <= one.start < end]
    whens = [one for one in scene.whens if start <= one.span.start and one.span.end <= end]
    spans = [one.span for one in whens] + [one.span for one in amounts]
    taken = [(one.start, one.end) for one in spans] + [(one.start, one.end) for one in numbers]
    names = list(_names(scene, start, end, taken))
    bodies = tuple(one for one in names if one.is_body)
    statement = _statement(scene.statements, start, end, [one.span for one in amounts])
    said_on = statement.said_on if statement else None
    published = scene.document.published
    order = cues.ORDER.search(sentence) is not None
    return ContractClaim(
        place=cut(document, text, start, end),
        statement=statement.id if statement else None,
        said_on=(said_on or (published.value if published else None) or "")[:10] or None,
        names=tuple(one for one in names if not one.is_body),
        bodies=bodies,
        other_body=_other_body(sentence, [(one.start - start, one.end - start) for one in bodies]),
        the_body=cues.THE_BODY.search(sentence) is not None,
        figures=tuple(
            FigureSaid(amount=one, notion=cues.notion_of(sentence, places, at)) for at, one in enumerate(amounts)
        ),
        times=tuple(_times(text, start, whens)),
        numbers=tuple(dict.fromkeys(one.of.award for one in numbers)),
        terms=terms_of(_without(sentence, places)),
        plainness=plainness,
        summed=cues.SUMMED.search(sentence) is not None,
        several=cues.SEVERAL.search(sentence) is not None,
        vehicle=True if cues.VEHICLE.search(sentence) and not order else False if order else None,
    )


def _without(sentence: str, places: Sequence[tuple[int, int]]) -> str:
    for low, high in reversed(places):
        sentence = f"{sentence[:low]} {sentence[high:]}"
    return sentence


def _statement(statements: Sequence[Statement], start: int, end: int, figures: Sequence[Span]) -> Statement | None:
    """Find whose words a sentence is: the shortest statement whose content holds its first sum, or half of it."""
    low, high = (figures[0].start, figures[0].end) if figures else (start, end)
    found: list[tuple[int, Statement]] = []
    for one in statements:
        shared = sum(max(0, min(span.end, high) - max(span.start, low)) for span in one.content)
        if shared * 2 >= high - low:
            found.append((sum(span.end - span.start for span in one.content), one))
    return min(found, key=lambda pair: (pair[0], pair[1].id))[1] if found else None


def _times(text: str, start: int, whens: Sequence[When]) -> Iterator[TimeSaid]:
    for one in whens:
        if one.first is None or one.last is None:
            continue
        low = max(start, one.span.start - BEFORE_A_TIME)
        before = text[low : one.span.start]
        first = one.first
        if one.granularity == "month" and (other := cues.MONTH_AND.search(before)):
            first = min(first, first.replace(month=cues.MONTHS.index(other["month"].casefold()) + 1, day=1))
        bounds = cues.UNTIL.search(before) is not None
        yield TimeSaid(span=one.span, first=first.toordinal(), last=one.last.toordinal(), is_event=not bounds)


def _names(scene: Scene, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[NameSaid]:
    """List the names of a sentence: runs of words written large, with the mention they hold, and words that stand for a name."""
    starts = [one.start for one in scene.names]
    known = [one for one in scene.names[bisect_left(starts, start) : bisect_left(starts, end)] if one.end <= end]
    used: set[int] = set()
    text = scene.document.text
    for low, high in _runs(text, start, end):
        if any(low < last and first < high for first, last in taken):
            continue
        within = [one for one in known if one.start < high and low < one.end]
        used.update(one.start for one in within)
        yield from _named(text, (low, high), within, start)
    yield from (one for one in known if one.start not in used and one.party and not one.text[:1].isupper())


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in RUN.finditer(text, start, end):
        low, high = match.span()
        if leading := LEADING.match(text[low:high]):
            low += leading.end()
        if low < high and text[low:high] not in LONE:
            yield low, high


def _named(text: str, run: tuple[int, int], within: Sequence[NameSaid], start: int) -> Iterator[NameSaid]:
    """Take a run for one name, or for those in it; a mention that is only part of somebody else's name is no name."""
    low, high = run
    words = text[low:high]
    whole = next((one for one in within if one.start <= low and high <= one.end), None)
    if whole is not None:
        yield whole
        return
    bodies = [one for one in within if one.is_body]
    if bodies:
        yield from within
        return
    if within and _rest_is_general(words, within, low):
        yield from [replace(within[0], start=low, end=high, text=words)] if len(within) == 1 else within
        return
    if within and names_in(words.upper()):
        yield from within
        return
    begins = low == start and " " not in words and not within
    yield NameSaid(start=low, end=high, text=words, begins=begins, is_firm=any(one.is_firm for one in within))


def _rest_is_general(words: str, within: Sequence[NameSaid], low: int) -> bool:
    """Say whether what a run has beyond its mentions stands in many names ("Federal", "Systems")."""
    rest = list(words)
    for one in within:
        rest[max(0, one.start - low) : one.end - low] = " " * (min(len(words), one.end - low) - max(0, one.start - low))
    left = [word.casefold() for word in WORD.findall("".join(rest))]
    return all(word in organisation_words() for word in left)


def _other_body(sentence: str, bodies: Sequence[tuple[int, int]]) -> bool:
    """Say whether words tell of a public body beyond those that are named."""
    for match in cues.BODY.finditer(sentence):
        if any(match.start() < high and low < match.end() for low, high in bodies):
            continue
        kind = match["kind"]
        if kind and cues.GENERIC_BODY.match(kind):
            continue
        return True
    return False
