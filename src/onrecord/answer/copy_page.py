"""What the pages of copies show: texts that are one text, who seems to have it from whom, and the words that say so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.answer.review_words import judged_words
from onrecord.errors import NotFound
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId
from onrecord.model.lineage import Copy, Credit
from onrecord.store import View
from onrecord.store.meeting_pages import Group, copies_beside, copies_of, copy_groups, credits_in
from onrecord.store.verdicts import copy_keys, judged
from onrecord.store.view import Head

KINDS = {
    "whole": "nearly the whole text",
    "part": "a stretch of the text",
    "stitched": "put together from several texts",
    "scrambled": "passages in another order",
}
"""Kinds of copies for people."""
CREDITS = {
    "wire": "carries the line of an agency",
    "obtained": "says who obtained it first",
    "verified": "says who verified it",
    "reported": "says who reported it first",
}
"""Kinds of credit for people."""
BESIDE = 200
"""Copies of one text that are looked at."""
DOCUMENTS_SHOWN = 40
PASSAGES_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An earlier text that holds the same words as a later one.

    Attributes:
        of: The earlier; where no date tells, only the other.
        words: How many words stand in the passages both have.
        share: Of the shorter text that the other holds, 0 to 1.
    """

    copy: Copy
    of: Head
    words: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A document that carries the text.

    Attributes:
        day: ISO day of its publication; None where unknown.
        credits: Words of it that name from whom it has its text or news.
        ties: The texts it shares words with and that are not later.
    """

    head: Head
    day: str | None
    credits: tuple[Credit, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPage:
    """A text and those that carry it, the earliest first.

    Attributes:
        copy: The two documents asked about; its passages are shown, so many at most.
        more: Documents that are not listed.
    """

    copy: Copy
    later: Head
    earlier: Head
    carriers: tuple[Carrier, ...]
    passages: tuple[tuple[Span, Span], ...]
    passages_more: int
    more: int
    judged: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A text in a list: the two documents that stand for those that carry it."""

    group: Group
    later: Head
    earlier: Head
    because: str


def copy_rows(view: View, *, first: int = 0, limit: int) -> tuple[list[CopyRow], int]:
    """List some texts that several documents carry, those with the most first, and count all."""
    groups, total = copy_groups(view, first=first, limit=limit)
    found = copies_of(view, [one.lead for one in groups])
    heads = view.heads({document for one in found.values() for document in (one.document, one.of)})
    return [
        CopyRow(group=one, later=heads[copy.document], earlier=heads[copy.of], because=copy.because)
        for one in groups
        for copy in [found[one.lead]]
    ], total


def copy_page(view: View, copy_id: str) -> CopyPage:
    """Load a copy, and all documents that carry the same text.

    Raises:
        NotFound: The record holds no such copy.
    """
    copy = copies_of(view, [copy_id]).get(copy_id)
    if copy is None:
        raise NotFound(f"{copy_id!r}: no such copy in the record; it may have been read anew: see the list of copies")
    beside, _ = copies_beside(view, copy_id, BESIDE)
    held = {one.id: one for one in (*beside, copy)}
    documents = {document for one in held.values() for document in (one.document, one.of)}
    heads = view.heads(documents)
    ordered = sorted(documents, key=lambda one: (heads[one].published or "9999", one))
    said = judged(view, "copy", lambda: copy_keys(view, [copy]))
    return CopyPage(
        copy=copy,
        later=heads[copy.document],
        earlier=heads[copy.of],
        carriers=tuple(_carriers(ordered[:DOCUMENTS_SHOWN], heads, credits_in(view, documents), list(held.values()))),
        passages=copy.passages[:PASSAGES_SHOWN],
        passages_more=max(0, len(copy.passages) - PASSAGES_SHOWN),
        more=max(0, len(ordered) - DOCUMENTS_SHOWN),
        judged=tuple(map(judged_words, said.get(copy_id, ()))),
    )


def _carriers(
    documents: Iterable[DocumentId],
    heads: Mapping[DocumentId, Head],
    credited: Mapping[DocumentId, Sequence[Credit]],
    copies: Sequence[Copy],
) -> Iterable[Carrier]:
    for document in documents:
        head = heads[document]
        yield Carrier(
            head=head,
            day=head.published[:10] if head.published else None,
            credits=tuple(credited.get(document, ())),
            ties=tuple(
                sorted(
                    (_tie(one, heads) for one in copies if one.document == document),
                    key=lambda tie: (tie.of.published or "9999", tie.of.id),
                )
            ),
        )


def _tie(copy: Copy, heads: Mapping[DocumentId, Head]) -> Tie:
    words = sum(len(here.text.split()) for here, _ in copy.passages)
    return Tie(copy=copy, of=heads[copy.of], words=words, share=copy.containment)
