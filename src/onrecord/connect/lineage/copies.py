"""Whether one text repeats another: how much of the shorter stands in the other, and where.

Two reports of one speech share the words of the speech, and one editor's note stands under many texts of a paper. Neither is
copying. So a pair is a copy when enough of the shorter text stands in the other (containment, not Jaccard: a stitched text
is mostly something else), and the proof holds: two passages of words that are the writer's own, or a long one. Words are
not the writer's own when the later text quotes them; where no date tells the later, when both do.

What `copy_of` says of a pair depends on its two texts and their dates alone, never on the rest of the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.connect.calibration import calibrated
from onrecord.connect.lineage.candidates import Candidate
from onrecord.connect.lineage.fingerprints import Fingerprint, Flags, fingerprint, quoted_words
from onrecord.connect.lineage.passages import Passage, Side, align, in_order
from onrecord.connect.lineage.quotations import marked
from onrecord.connect.words import Tokens, tokens
from onrecord.model.evidence import Document, Span, body_ranges, cut
from onrecord.model.lineage import Copy, CopyKind

METHOD = "lineage/1"
LEAST_CONTAINMENT = 0.08
"""Share of the shorter text's runs; of pairs of articles of one campaign hardly any reach it without copying."""
LEAST_UNQUOTED = 0.05
"""The same share, of runs that are not quoted on both sides."""
LEAST_RUNS = 8
"""Runs not quoted on both sides that a candidate must share, and as many rare ones: a sentence's worth."""
MOSTLY = 0.5
"""Where the shared runs are held by many, the share of the shorter text they must make up: what stands in many texts and is
less of them is a site's own boilerplate."""
PASSAGE = 8
"""Equal words a passage needs to be shown."""
OWN = 8
"""Words of the writer's own in a passage that proves something; two such passages prove a copy."""
LONG, LONG_SHARE, LONGEST = 30, 0.2, 60
"""One passage alone proves a copy from so many words of the writer's own on, if they are such a share of the shorter text;
from `LONGEST` on in any: an editor's note is shorter."""
MOST, ORDERLY = 0.8, 0.75
"""From these shares on, of the shorter text's words and of the equal words, a copy is whole and its order kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What copies needs of a document.

    Attributes:
        quoted: Whether each word stands in a quotation.
        published: ISO date, None where unknown.
    """

    fingerprint: Fingerprint
    text: str
    words: Tokens
    quoted: Flags
    published: str | None


def text_of(document: Document, quoted: Sequence[tuple[int, int]] = (), words: Tokens | None = None) -> Text:
    """Prepare a document: the words of its body, those within quotation marks told apart.

    Args:
        document: As it was read.
        quoted: Where else words of others stand, such as statements in direct speech; code points.
        words: Those of its body, where they were cut already.
    """
    ranges = body_ranges(document)
    words = words or tokens(document.text, ranges)
    places = [*marked(document.text, ranges), *quoted]
    return Text(
        fingerprint=fingerprint(document.id, words, places),
        text=document.text,
        words=words,
        quoted=quoted_words(words, places),
        published=document.published.value[:10] if document.published else None,
    )


def worth_comparing(candidate: Candidate, left: Fingerprint, right: Fingerprint) -> bool:
    """Say by what is known of a candidate whether its texts are worth comparing: most share one quotation and no more.

    Ask it again when copies are read: as the record grows, what two texts share may turn out to stand in many. It never turns
    from no to yes, so what it says now holds for every order in which the documents came.

    Args:
        candidate: The pair, as the documents held now make it.
        left: Fingerprint of one of its documents.
        right: That of the other.
    """
    common = MOSTLY * min(len(left.shingles), len(right.shingles))
    if candidate.unquoted < LEAST_RUNS or (candidate.runs < LEAST_RUNS and candidate.runs + candidate.common < common):
        return False
    return _enough(left, right)


def _enough(left: Fingerprint, right: Fingerprint) -> bool:
    shared, unquoted = _containment(left, right)
    return shared >= LEAST_CONTAINMENT and unquoted >= LEAST_UNQUOTED


def copy_of(left: Text, right: Text) -> Copy | None:
    """Compare two texts; None where neither repeats the other. Which of them is given first makes no difference."""
    if not _enough(left.fingerprint, right.fingerprint):
        return None
    earlier, later, ordered = _order(left, right)
    found = align(_side(later), _side(earlier))
    passages = [one for one in found if one.equal >= PASSAGE]
    if not _proven(passages, later, earlier, ordered=ordered):
        return None
    contained, _ = _containment(left.fingerprint, right.fingerprint)
    covered = _covered(passages, later, earlier)
    return Copy(
        kind=_kind(passages, max(covered)),
        document=later.fingerprint.document,
        of=earlier.fingerprint.document,
        ordered=ordered,
        containment=round(contained, 4),
        passages=tuple((_span(later, *one.here), _span(earlier, *one.there)) for one in passages),
        method=METHOD,
        because=_because(passages, max(covered)),
        probability=calibrated("copies", METHOD, contained),
    )


def _containment(left: Fingerprint, right: Fingerprint) -> tuple[float, float]:
    """Give the share of the shorter text's runs that the other holds: of all, and of those not quoted on both sides."""
    runs, places, others = np.intersect1d(left.shingles, right.shingles, return_indices=True)
    count = min(len(np.unique(left.shingles)), len(np.unique(right.shingles)))
    if not count:
        return 0.0, 0.0
    quoted = int((left.quoted[places] & right.quoted[others]).sum())
    return len(runs) / count, (len(runs) - quoted) / count


def _order(left: Text, right: Text) -> tuple[Text, Text, bool]:
    """Give the earlier, the later, and whether dates tell."""
    ours, theirs = left.published, right.published
    if ours and theirs and ours != theirs:
        return (left, right, True) if ours < theirs else (right, left, True)
    if left.fingerprint.document <= right.fingerprint.document:
        return left, right, False
    return right, left, False


def _side(text: Text) -> Side:
    return Side(text.words.words, text.fingerprint.shingles)


def _own(passage: Passage, later: Text, earlier: Text, *, ordered: bool) -> int:
    """Count the equal words of a passage that are the writer's own."""
    count = 0
    for run in passage.runs:
        quoted = later.quoted[run.here : run.here + run.size]
        if not ordered:
            quoted = quoted & earlier.quoted[run.there : run.there + run.size]
        count += run.size - int(quoted.sum())
    return count


def _proven(passages: Sequence[Passage], later: Text, earlier: Text, *, ordered: bool) -> bool:
    own = [_own(one, later, earlier, ordered=ordered) for one in passages]
    shorter = min(len(later.words.words), len(earlier.words.words))
    long = min(LONGEST, max(LONG, LONG_SHARE * shorter))
    return sum(one >= OWN for one in own) >= 2 or any(one >= long for one in own)


def _covered(passages: Sequence[Passage], later: Text, earlier: Text) -> tuple[float, float]:
    """Give the share of each text's words that stand in passages, those put for others included."""
    here = sum(end - start for start, end in (one.here for one in passages))
    there = {place for one in passages for place in range(*one.there)}
    return here / len(later.words.words), len(there) / len(earlier.words.words)


def _kind(passages: Sequence[Passage], covered: float) -> CopyKind:
    """Name the kind by the text that is covered most, which is the shorter."""
    if _moved(passages):
        return "scrambled"
    return "whole" if covered >= MOST else "part"


def _moved(passages: Sequence[Passage]) -> bool:
    return len(passages) > 2 and in_order(passages) < ORDERLY


def _because(passages: Sequence[Passage], covered: float) -> str:
    words = sum(one.equal for one in passages)
    count = "one passage" if len(passages) == 1 else f"{len(passages)} passages"
    order = ", in another order" if _moved(passages) else ""
    return (
        f"{count} with {words} equal words stand in both texts{order}; they make up {covered:.0%} of the shorter text"
    )


def _span(text: Text, first: int, after: int) -> Span:
    return cut(text.fingerprint.document, text.text, text.words.starts[first], text.words.ends[after - 1])
