"""What changed between two versions of one page: statements, and sentences of the page itself, added, removed, reworded.

Statements of two versions that follow each other, and body sentences that hold none, are paired by their words. What only
moved is no change, nor is what the extractor reads in one version and passes over in the other while the words still stand
there. A sentence of the page itself is its publisher's: a company's blog attributes its own words to nobody. A version that cannot be compared (a wall, an error page, another language) is told as that,
never as "all removed". A version kept says what the page said on that day, not why it changed.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from onrecord.connect.lineage.revision_pages import REASONS, ReasonCode, is_other_page, languages_differ, unusable
from onrecord.connect.lineage.revision_words import (
    Body,
    Words,
    closest,
    differences_of,
    likeness,
    overlaps,
    stands_in,
    stands_whole,
    units,
    words_of,
)
from onrecord.connect.lineage.versions import Version
from onrecord.connect.words import tokens
from onrecord.model.evidence import Document, Span
from onrecord.model.ids import DocumentId
from onrecord.model.lineage import Revision, RevisionKind
from onrecord.model.statement import Statement

METHOD = "revisions/1"
COMMON = 100
"""A pair of words in more sentences than this ("of the") brings no two together."""
LEAST_LIKE = 0.6
"""Share of words in the same order from which two statements are one that was reworded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One version with what was read out of it."""

    version: Version
    document: Document
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two versions that follow each other, held against each other.

    Attributes:
        reason: Why they were not compared; None where they were.
        of: The version the reason is about.
    """

    revisions: tuple[Revision, ...] = ()
    reason: ReasonCode | None = None
    of: DocumentId | None = None

    @property
    def because(self) -> str:
        """Say for people why the versions were not compared; empty where they were."""
        return REASONS[self.reason] if self.reason else ""


def compare_all(pages: Sequence[Page]) -> Iterator[tuple[Page, Page, Compared]]:
    """Compare the versions of one address, each with the one before it that could be read.

    A version that cannot be compared is told of and passed over: what stood before the wall is held against what stands
    after it.
    """
    before: Page | None = None
    for page in pages:
        if before is None:
            before = page
            continue
        compared = compare(before, page)
        yield before, page, compared
        if compared.reason is None or compared.of != page.document.id or compared.reason == "other_page":
            before = page


def compare(before: Page, after: Page) -> Compared:
    """Hold two versions of a page against each other."""
    ours, theirs = words_of(before.document).tokens, words_of(after.document).tokens
    for page, words, other in ((after, theirs, ours), (before, ours, theirs)):
        if reason := unusable(page.document, words, other):
            return Compared(reason=reason, of=page.document.id)
    if languages_differ(before.document, after.document, ours, theirs):
        return Compared(reason="language", of=after.document.id)
    if is_other_page(ours, theirs):
        return Compared(reason="other_page", of=after.document.id)
    return Compared(revisions=tuple(revisions(before, after)))


def revisions(before: Page, after: Page) -> Iterator[Revision]:
    """List what was added, removed and reworded, in the order of the pages; see `compare` for what cannot be compared."""
    left, right = units(before.document, before.statements), units(after.document, after.statements)
    bodies = words_of(before.document), words_of(after.document)
    pairs = list(_same_words(left, right))
    met = {id(one) for pair in pairs for one in pair}
    open_ = [[one for one in side if id(one) not in met] for side in (left, right)]
    stays = {
        id(one) for side, body in zip(open_, reversed(bodies), strict=True) for one in side if stands_in(one, body)
    }
    likely = list(_alike(open_[0], open_[1], stays))
    pairs += likely
    met |= {id(one) for pair in likely for one in pair}
    made = [
        _reworded(before, after, pair, changed)
        for pair in pairs
        if (changed := _changed(*pair)) and not (stands_whole(pair[0], bodies[1]) and stands_whole(pair[1], bodies[0]))
    ]
    taken = [[pair[side].span for pair in pairs] for side in (0, 1)]
    for side, body in ((0, bodies[1]), (1, bodies[0])):
        for one in open_[side]:
            if id(one) not in met | stays:
                others = [other.span for other in (left, right)[1 - side] if _differ_in_source(one, other)]
                made.append(_unanswered(before, after, one, (body, taken[1 - side] + others)))
    yield from _told_once(sorted(made, key=_place))


def _place(one: Revision) -> tuple[int, bool]:
    span = one.right_span or one.left_span
    return (span.start if span else 0), one.right_span is not None


def _told_once(found: Sequence[Revision]) -> Iterator[Revision]:
    """Leave out what is told twice: words that only one version reads as a statement are met from both sides."""
    told: list[Revision] = []
    for one in sorted(found, key=lambda each: (each.left is None) + (each.right is None)):
        spans = [(each.left_span, each.right_span) for each in told if each.kind == one.kind == "reworded"]
        lefts, rights = [left for left, _ in spans if left], [right for _, right in spans if right]
        again = one.kind == "reworded" and (
            (one.left_span and overlaps(one.left_span, lefts)) or (one.right_span and overlaps(one.right_span, rights))
        )
        if not again:
            told.append(one)
    yield from (one for one in found if any(one is each for each in told))


def _same_words(left: Sequence[Words], right: Sequence[Words]) -> Iterator[tuple[Words, Words]]:
    """Pair what has the same words: statements with statements and of one source before others."""
    free: dict[tuple[str, ...], list[Words]] = defaultdict(list)
    for one in right:
        free[one.words].append(one)
    for one in left:
        same = free[one.words]
        if same:
            best = min(same, key=partial(_mismatch, one))
            same.remove(best)
            yield one, best


def _mismatch(one: Words, other: Words) -> tuple[bool, bool]:
    return (one.statement is None) != (other.statement is None), _differ_in_source(one, other)


def _alike(left: Sequence[Words], right: Sequence[Words], stays: Container[int]) -> Iterator[tuple[Words, Words]]:
    """Pair what is much alike, the likest first; where the words of both stand on both pages, nothing was reworded.

    Looked at is what shares two words in a row, other than those that very many share.
    """
    by_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, other in enumerate(right):
        for pair in set(pairwise(other.words)):
            by_pair[pair].append(place)
    for pair in [pair for pair, places in by_pair.items() if len(places) > COMMON]:
        del by_pair[pair]
    near = [
        (one, right[place])
        for one in left
        for place in sorted({place for pair in pairwise(one.words) for place in by_pair.get(pair, ())})
    ]
    scored = [
        (likeness(one, other), place, one, other)
        for place, (one, other) in enumerate(near)
        if not (id(one) in stays and id(other) in stays) and not _differ_in_source(one, other)
    ]
    taken: set[int] = set()
    for score, _, one, other in sorted(scored, key=lambda each: (-each[0], each[1])):
        if score >= LEAST_LIKE and id(one) not in taken and id(other) not in taken:
            taken |= {id(one), id(other)}
            yield one, other


def _differ_in_source(one: Words, other: Words) -> bool:
    return one.statement is not None and other.statement is not None and _sources_differ(one.statement, other.statement)


def _sources_differ(one: Statement, other: Statement) -> bool:
    """Say whether two statements name different sources: names that share no word but the smallest are different."""
    ours, theirs = _source_words(one), _source_words(other)
    if not ours or not theirs or (ours | theirs) & PRONOUNS:
        return False
    return not ours & theirs


PRONOUNS = frozenset("he she they it we i you who".split())  # noqa: SIM905  # reads better than a list
SMALL = frozenset("the a an of for and at in s mr ms mrs dr its his her their".split())  # noqa: SIM905  # as above


def _source_words(statement: Statement) -> frozenset[str]:
    words = (word for span in statement.source for word in tokens(span.text, [(0, len(span.text))]).words)
    return frozenset(word.removesuffix("'s") for word in words) - SMALL


def _revision(kind: RevisionKind, before: Page, after: Page, left: Words | None, right: Words | None) -> Revision:
    return Revision(
        kind=kind,
        address=after.version.address,
        before=before.document.id,
        after=after.document.id,
        before_seen=before.version.last_seen,
        after_seen=after.version.first_seen,
        left=left.statement.id if left and left.statement else None,
        right=right.statement.id if right and right.statement else None,
        left_span=left.span if left else None,
        right_span=right.span if right else None,
        method=METHOD,
    )


def _changed(one: Words, other: Words) -> tuple[tuple[str, str], ...]:
    """List how two statements differ: in their words, in whom they are attributed to, in the words that attribute them."""
    changed = differences_of(one, other)
    if one.statement is None or other.statement is None:
        return changed
    if _sources_differ(one.statement, other.statement):
        changed += ((_joined(one.statement.source), _joined(other.statement.source)),)
    if _cues_differ(one.statement, other.statement):
        changed += ((_joined(one.statement.cue), _joined(other.statement.cue)),)
    return changed


def _cues_differ(one: Statement, other: Statement) -> bool:
    """Say whether other words attribute: "said" and "claimed", or "did not say"; not "said" and "said on Sunday".

    They differ unless all of the one are among the other.
    """
    ours, theirs = ({word for span in each.cue for word in span.text.casefold().split()} for each in (one, other))
    return bool(ours and theirs) and (not (ours <= theirs or theirs <= ours) or one.negated != other.negated)


def _joined(spans: Sequence[Span]) -> str:
    return " … ".join(" ".join(span.text.split()) for span in spans)


def _reworded(before: Page, after: Page, pair: tuple[Words, Words], changed: tuple[tuple[str, str], ...]) -> Revision:
    return replace(_revision("reworded", before, after, *pair), differences=changed)


def _unanswered(before: Page, after: Page, one: Words, elsewhere: tuple[Body, Sequence[Span]]) -> Revision:
    """Tell of words that nothing of the other version answers: reworded, where words much like them stand, else added or removed.

    `one` is of either version; `elsewhere` is the body of the other, and the places in it that are the words of something else.
    """
    is_left = one.span.document == before.document.id
    found = closest(one, elsewhere[0])
    if found and found[0] >= LEAST_LIKE and not overlaps(found[1].span, elsewhere[1]):
        pair = (one, found[1]) if is_left else (found[1], one)
        return _reworded(before, after, pair, _changed(*pair))
    left, right = (one, None) if is_left else (None, one)
    return _revision("removed" if is_left else "added", before, after, left, right)
