"""Where texts name a party, each place with the id by which a person decides about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.answer.review_words import title_of
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, MentionId, PartyId
from onrecord.store import View

PLACES_MOST = 100
"""Places that are loaded of one party; some are named in thousands."""
PLACES_SHOWN = 12
AROUND = 60
"""Code points before and after a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAt:
    """A place that names a party.

    Attributes:
        start: Offset of the name in the document, code points.
        before, name, after: The words there, white space folded.
    """

    mention: MentionId
    document: DocumentId
    title: str
    start: int
    before: str
    name: str
    after: str


def named_at(view: View, party: PartyId) -> tuple[tuple[NamedAt, ...], int]:
    """List places in texts that name a party, and count those left out.

    The first place of each document comes first, then the second of each, and so on. Fields of tables have no decision
    of their own and are not listed.
    """
    rank: Counter[DocumentId] = Counter()
    ordered: list[tuple[int, DocumentId, int, MentionId, Span]] = []
    found = [(one.id, one.span) for one in view.mentions_of([party]) if one.span]
    for mention, span in sorted(found, key=lambda one: (one[1].document, one[1].start)):
        rank[span.document] += 1
        ordered.append((rank[span.document], span.document, span.start, mention, span))
    ordered.sort(key=lambda one: one[:3])
    kept = ordered[:PLACES_MOST]
    documents = {one[1] for one in kept}
    texts = {one: view.text(one) for one in documents}
    titles = {one: title_of(view, one) for one in documents}
    rows = (_at(mention, span, texts[span.document], titles[span.document]) for *_, mention, span in kept)
    return tuple(rows), len(ordered) - len(kept)


def _at(mention: MentionId, span: Span, text: str, title: str) -> NamedAt:
    low, high = max(0, span.start - AROUND), span.end + AROUND
    before, after = text[low : span.start], text[span.end : high]
    if low and " " in before:
        before = before[before.index(" ") :]
    if high < len(text) and " " in after:
        after = after[: after.rindex(" ") + 1]
    return NamedAt(
        mention=mention,
        document=span.document,
        title=title,
        start=span.start,
        before=_folded(before),
        name=_folded(text[span.start : span.end]),
        after=_folded(after),
    )


def _folded(words: str) -> str:
    """Fold white space, and keep one space at an end that has some."""
    inside = " ".join(words.split())
    if not inside:
        return " " if words else ""
    return f"{' ' * words[0].isspace()}{inside}{' ' * words[-1].isspace()}"


def places_facts(places: Sequence[NamedAt], left_out: int) -> list[tuple[str, str]]:
    """Write places for people, and how many more there are."""
    lines = [
        ("named", f"{one.before}»{one.name}«{one.after}".strip() + f" — “{one.title}”, mention {one.mention[:12]}")
        for one in places[:PLACES_SHOWN]
    ]
    more = len(places) - len(lines) + left_out
    return [*lines, ("named", f"and {more:,} more in texts")] if more else lines
