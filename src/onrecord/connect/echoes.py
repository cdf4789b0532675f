"""The same words in two documents: shingles find candidates, token alignment proves them.

A quotation of one document is looked for in the body of every other, inside quotation marks or not. The bars are those
measured in the research on PolNeAR: from ten equal words 97 % of pairs were true; eight or nine need the same speaker or
fourteen days; five to seven need the same speaker.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import Match, SequenceMatcher
from typing import Literal

from onrecord.connect.words import SHINGLE, Tokens, tokens
from onrecord.model.evidence import Document, Span, body_ranges, cut
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.meeting import Echo, EchoKind, EchoMember
from onrecord.model.names import folded
from onrecord.model.statement import Statement

SHINGLE_PLACES_LIMIT = 100
"""A run of four words in more quotations than this is an idiom and proposes nothing."""
SURE, LIKELY, LEAST = 10, 8, 5
DAYS_APART = 14
GAP = 4
"""Words that may stand differently between two runs of equal words; more only between runs at least as long."""
QUOTED = re.compile(r"[\"“”](.+?)(?:[\"“”]|$)|''(.+?)''", re.DOTALL)
OPENING = "“„«"
MARKS = OPENING + '”»"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """The quoted words of one statement.

    Attributes:
        name: The speaker's name, folded; people of one name in two documents are often two parties for want of proof.
    """

    document: DocumentId
    statement: StatementId
    speaker: PartyId | None
    name: str
    tokens: Tokens


def quotations(
    text: str,
    statements: Sequence[Statement],
    speakers: Mapping[StatementId, PartyId | None],
    names: Mapping[PartyId, str],
) -> Iterator[Quotation]:
    """Take the words between quotation marks out of a document's statements."""
    for statement in statements:
        if statement.form == "indirect":
            continue
        ranges = []
        for span in statement.content:
            marked = [(span.start + match.start(), span.start + match.end()) for match in QUOTED.finditer(span.text)]
            ranges += marked or ([(span.start, span.end)] if statement.form == "direct" else [])
        words = tokens(text, ranges)
        if len(words.words) >= LEAST:
            speaker = speakers.get(statement.id)
            name = folded(names.get(speaker, "")) if speaker else ""
            yield Quotation(
                document=statement.document, statement=statement.id, speaker=speaker, name=name, tokens=words
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What echoes needs of a document."""

    document: DocumentId
    text: str
    published: str | None
    body: Tokens
    quotations: tuple[Quotation, ...]


def source_of(
    document: Document,
    statements: Sequence[Statement],
    speakers: Mapping[StatementId, PartyId | None],
    names: Mapping[PartyId, str],
) -> Source:
    """Prepare a document; `names` are those of the parties among its speakers."""
    return Source(
        document=document.id,
        text=document.text,
        published=document.published.value[:10] if document.published else None,
        body=tokens(document.text, body_ranges(document)),
        quotations=tuple(quotations(document.text, statements, speakers, names)),
    )


def find_echoes(sources: Sequence[Source]) -> list[Echo]:
    """Find the same words in two documents, each pair of places once."""
    index: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    quoted = [(source, quotation) for source in sources for quotation in source.quotations]
    for number, (_, quotation) in enumerate(quoted):
        words = quotation.tokens.words
        for place in range(len(words) - SHINGLE + 1):
            index[words[place : place + SHINGLE]].append((number, place))
    found: dict[frozenset[tuple[DocumentId, str]], Echo] = {}
    for other in sources:
        for number, seeds in _candidates(other, index).items():
            source, quotation = quoted[number]
            if source.document == other.document:
                continue
            echo = _align(source, quotation, other, seeds)
            if echo is not None:
                key = frozenset((one.span.document, _anchor(one)) for one in echo.members)
                found.setdefault(key, echo)
    # Two statements may share their words: of echoes at the same two places the one that names most speakers stays.
    named = sorted(found.values(), key=_speakers_named)
    return sorted({one.id: one for one in named}.values(), key=lambda one: one.id)


def _speakers_named(echo: Echo) -> tuple[int, list[str]]:
    return sum(one.speaker is not None for one in echo.members), [one.statement or "" for one in echo.members]


def _anchor(member: EchoMember) -> str:
    """Name a place by its statement, so that a pair found from both sides is one."""
    return member.statement or str(member.span.start)


def _candidates(other: Source, index: dict[tuple[str, ...], list[tuple[int, int]]]) -> dict[int, list[tuple[int, int]]]:
    """Map quotations to `(place in the quotation, place in the other body)` of shared shingles."""
    seeds: dict[int, list[tuple[int, int]]] = defaultdict(list)
    words = other.body.words
    for place in range(len(words) - SHINGLE + 1):
        places = index.get(words[place : place + SHINGLE])
        if places and len(places) <= SHINGLE_PLACES_LIMIT:
            for number, start in places:
                seeds[number].append((start, place))
    return seeds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """How two runs of words lie on each other.

    Attributes:
        equal: Words they share, in order.
        ours, theirs: First and last word of the stretch they share, as places in each run.
    """

    equal: int
    ours: tuple[int, int]
    theirs: tuple[int, int]
    differences: tuple[tuple[str, str], ...]


def _match(ours: Sequence[str], theirs: Sequence[str]) -> _Match | None:
    """Lay two runs of words on each other; None when too few are equal to mean anything."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    blocks = _together(
        [block for block in matcher.get_matching_blocks() if block.size >= 2 or (block.size and len(ours) < LIKELY)]
    )
    equal = sum(block.size for block in blocks)
    if equal < LEAST:
        return None
    first, last = blocks[0], blocks[-1]
    here, there = (first.a, last.a + last.size - 1), (first.b, last.b + last.size - 1)
    differences = tuple(
        (" ".join(ours[a:b]), " ".join(theirs[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal" and a >= here[0] and b <= here[1] + 1 and c >= there[0] and d <= there[1] + 1
    )
    return _Match(equal=equal, ours=here, theirs=there, differences=differences)


def _together(runs: Sequence[Match]) -> Sequence[Match]:
    """Keep the runs that lie close together, of several groups the one with most words: small words meet by chance."""
    groups: list[list[Match]] = [[]]
    for run in runs:
        if groups[-1]:
            before = groups[-1][-1]
            gap = max(run.a - before.a - before.size, run.b - before.b - before.size)
            if gap > max(GAP, min(before.size, run.size)):
                groups.append([])
        groups[-1].append(run)
    return max(groups, key=lambda group: sum(run.size for run in group))


def _align(source: Source, quotation: Quotation, other: Source, seeds: list[tuple[int, int]]) -> Echo | None:
    """Align a quotation with the other body around the diagonal most seeds lie on."""
    ours = quotation.tokens
    diagonals: dict[int, int] = defaultdict(int)
    for here, there in seeds:
        diagonals[there - here] += 1
    best = max(diagonals, key=lambda one: (diagonals[one], -one))
    slack = max(4, len(ours.words) // 4)
    low = max(0, best - slack)
    found = _match(ours.words, other.body.words[low : best + len(ours.words) + slack])
    if found is None:
        return None
    place = (other.body.starts[low + found.theirs[0]], other.body.ends[low + found.theirs[1]])
    statement = _statement_at(other, *place)
    # Quoted there too: the quoted words alone are compared, without a cue that stands between them.
    inside = _match(ours.words, statement.tokens.words) if statement else None
    if statement and inside and inside.equal >= found.equal:
        words = statement.tokens
        found, place = inside, (words.starts[inside.theirs[0]], words.ends[inside.theirs[1]])
    speaker = statement.speaker if statement else None
    if not _enough(found.equal, (quotation.speaker, speaker), (source.published, other.published)):
        return None
    whole = found.equal == len(ours.words) and statement is not None and len(statement.tokens.words) == found.equal
    left = EchoMember(
        span=cut(source.document, source.text, ours.starts[found.ours[0]], ours.ends[found.ours[1]]),
        statement=quotation.statement,
        speaker=quotation.speaker,
    )
    right = EchoMember(
        span=cut(other.document, other.text, *place),
        statement=statement.statement if statement else None,
        speaker=speaker,
    )
    first = _first(source.published, other.published)
    if statement is None and _in_marks(other.text, right.span):
        # Quoted there too, by whom nobody has read out: no word of marks that were dropped.
        kind: EchoKind = "altered" if found.differences else "verbatim"
    else:
        kind = _kind(quotation, statement, first, differences=bool(found.differences), whole=whole)
    differences = found.differences
    if kind == "truncated" and statement:
        left_ends = _beyond(source.text, ours, left.span)
        differences = _pairs(left_ends, _beyond(other.text, statement.tokens, right.span))
    if (source.published or "9999", source.document) <= (other.published or "9999", other.document):
        return Echo(kind=kind, members=(left, right), differences=differences)
    return Echo(kind=kind, members=(right, left), differences=tuple((b, a) for a, b in differences))


def _in_marks(text: str, span: Span) -> bool:
    """Tell whether words stand within quotation marks of their line."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start].rstrip(" [(")
    marks = [one for one in before if one in MARKS]
    return bool(marks) and (before[-1] in MARKS or marks[-1] in OPENING or marks.count('"') % 2 == 1)


def _beyond(text: str, words: Tokens, shared: Span) -> tuple[str, str]:
    """Quote a statement's words before and after those it shares, as written."""
    places = list(zip(words.starts, words.ends, strict=True))
    before = " ".join(text[start:end] for start, end in places if end <= shared.start)
    after = " ".join(text[start:end] for start, end in places if start >= shared.end)
    return before, after


def _pairs(ours: tuple[str, str], theirs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Pair what either side has beyond the shared words, at the beginning and at the end; an end both lack is left out."""
    return tuple(pair for pair in zip(ours, theirs, strict=True) if any(pair))


def _statement_at(source: Source, start: int, end: int) -> Quotation | None:
    """Find the quotation of a document that covers most of a place, if it covers half of it."""
    best: tuple[int, Quotation] | None = None
    for quotation in source.quotations:
        words = quotation.tokens
        covered = min(end, words.ends[-1]) - max(start, words.starts[0])
        if covered * 2 >= end - start and (best is None or covered > best[0]):
            best = (covered, quotation)
    return best[1] if best else None


def _enough(
    equal: int, speakers: tuple[PartyId | None, PartyId | None], published: tuple[str | None, str | None]
) -> bool:
    same = speakers[0] is not None and speakers[0] == speakers[1]
    if equal >= SURE or (equal >= LEAST and same):
        return True
    if equal < LIKELY:
        return False
    try:
        first, second = (date.fromisoformat(one or "") for one in published)
    except ValueError:  # a date that is unknown or has no day
        return False
    return abs((first - second).days) <= DAYS_APART


def _namesakes(ours: str, theirs: str) -> bool:
    """Say whether two names may be one person's or body's: then nothing is said of words changing hands."""
    return ours.split()[-1:] == theirs.split()[-1:] != []


def _first(ours: str | None, theirs: str | None) -> Literal["ours", "theirs", ""]:
    """Say which document is the earlier by its date; empty when that is not known."""
    if ours is None or theirs is None or ours == theirs:
        return ""
    return "ours" if ours < theirs else "theirs"


def _kind(
    ours: Quotation, theirs: Quotation | None, first: Literal["ours", "theirs", ""], *, differences: bool, whole: bool
) -> EchoKind:
    """Name the echo; something is only dropped by a text that is not known to be the earlier one."""
    if theirs is None:
        return "marks_added" if first == "theirs" else "marks_dropped"
    if (ours.speaker is None) != (theirs.speaker is None):
        without = "ours" if ours.speaker is None else "theirs"
        return "speaker_added" if first == without else "speaker_dropped"
    if ours.speaker != theirs.speaker and not _namesakes(ours.name, theirs.name):
        return "speaker_differs"
    if differences:
        return "altered"
    return "verbatim" if whole else "truncated"
