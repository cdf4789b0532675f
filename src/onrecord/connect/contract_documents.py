"""Where a document speaks of an award: the document's own award, its line items and description, or words beside a number.

Rule E7 of the spending notes needs three things of a document: which awards it names (model/award_numbers.py), whether it
is itself the contract, order or modification of one of them, and which of its words are about that award. It is an
award's own document when

- the number stands at a label (`CONTRACT NO.`, `ORDER NUMBER`, `PIID`), on its line or the next, in the first page's
  worth of text, and
- that head bears the title of a form of contract (SF 26, 30, 33, 1442, 1449, OF 347, DD 1155, "purchase order"), or the
  document has a table of items with at least three of its columns, and
- no other award's number stands at such a label: a vehicle beside its order counts as the order's, and a number that is
  formed like an order's but is not in the record makes the document that order's; and
- the number is not that of a predecessor ("incumbent contract no. ..."); and
- it is no web page with a byline, and calls itself no quotation, proposal, request or invoice.

Of its own document only the head's title and description and the rows of its items are about the award: a row begins with
an item number within a table of items and has a price, a quantity with its unit, or a redaction. Clauses, statements of
work and whatever else fills its pages name products that nobody buys. Of every other document only the sentence, the
row of a table, or the paragraph that names the award, and no other, is about it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.connect.contract_items import descriptions, has_items, item_rows
from onrecord.model.award_numbers import Numbered, NumberFound, one_award
from onrecord.model.evidence import Document, Span, cut

HEAD = 4_000
"""Code points in which a contract says what it is; a full page of a form has fewer."""
BLOCK_LIMIT = 2_000
"""Code points above and below a line in which the rest of its paragraph is looked for."""
NEAR = 2_000
"""Code points of a row or sentence at most: in longer ones a name is not near a number."""
LEAST_WRAP, WIDEST_WRAP = 45, 120
"""Lines are taken for wrapped only when the longest of their block has a width in this range, in code points."""
WHOLE_LINES = frozenset({"text/html", "application/xhtml+xml"})
"""Media types of which a line is a paragraph, an item of a list or a row of a table as its author set it."""

FORM = re.compile(
    r"\border for supplies or services\b|\bsolicitation/contract/order for commercial\b|\bsolicitation, offer,? and award\b|"
    r"^\W*award/contract\b|\bamendment of solicitation/modification of contract\b|"
    r"^\W*(?:\w+ ){0,3}(?:(?:purchase|task|delivery|call) order|bpa call)\W*(?:(?:no|number)\b.*)?$|"
    r"\b(?:standard|optional|dd) form (?:26|30|33|1442|1449|347|1155)\b|\b(?:SF|OF|DD)[- ]?(?:26|30|33|1442|1449|347|1155)\b",
    re.IGNORECASE | re.MULTILINE,
)
OTHER_PAPER = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:quotation|quote|proposal|estimate|price list|invoice|request for (?:quotations?|quotes?|proposals?|"
    r"information))\W*(?:(?:no|number)\b.*)?$",
    re.IGNORECASE | re.MULTILINE,
)
"""The title of a paper that names a contract and lists items, and is no contract."""
PREDECESSOR = re.compile(
    r"\b(?:incumbent|previous|prior|predecessor|expir\w+|former|replac\w+|follow-?on|supersed\w+|in lieu of|instead of)\b[^\n]*$",
    re.IGNORECASE,
)
PREDECESSOR_WINDOW = 80
LABEL = re.compile(
    r"\b(?:contract|order|award|instrument|agreement|bpa|call|idiq|idv)\b[^\n]{0,40}?\b(?:nos?|numbers?|id)\b\.?|"
    r"\bPIID\b|\b(?:contract|order|call)\s*#",
    re.IGNORECASE,
)
SHAPED = re.compile(
    r"(?<![0-9A-Z])[0-9A-Z]{6}[- ]?\d{2}[- ]?(?P<type>[A-Z])[- ]?[0-9A-Z]{4,8}(?![0-9A-Z])|"
    r"\border\s+(?:no|number)\b[.:#\s]*\d{4}(?!\d)",
    re.IGNORECASE,
)
"""The form of numbers since 2004 (FAR 4.1603): office, year, kind of instrument, serial; or an order's four digits."""
NO_ORDERS = frozenset("ABDGIQRTU")
"""Kinds of instruments that are no contract or order: agreements under which orders are placed, and what is asked before."""

STOP = re.compile(r"[.!?;]+[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
ABBREVIATED = re.compile(r"\b(?:[Nn]os?|Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|Gov|Sen|Rep|St|vs|[A-Z])\.\s+$")
CELLS = re.compile(r"\t|\s\|\s|\S {3,}\S")
LINE = re.compile(r"\S(?:[^\n]*\S)?")
BLANK = re.compile(r"\n\s*\n")
BELOW = re.compile(r"[^\n]*(?:\n\s*[^\n]+){0,3}")
BULLET = re.compile(r"[\W_]*(?:\d{1,3}[.)]\s+)?")

Place = Literal["item", "description", "row", "sentence", "paragraph"]
"""What of a document is about an award: of its own document an item or its description, of others what names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document that are about an award.

    Attributes:
        number: Where the document names the award.
        words: The passage; of a paragraph, one of its sentences that do not have the number.
    """

    of: Numbered
    place: Place
    number: Span
    words: Span


def passages(document: Document, found: Sequence[NumberFound]) -> Iterator[Passage]:
    """List the words of a document that are about awards.

    Args:
        document: The document.
        found: The numbers it names, in order.
    """
    own = own_award(document, found)
    if own is not None:
        number = _first(found, own)
        for place, words in _own_places(document):
            yield _passage(document, number, place, words)
    for stretch in _stretches(document, found):
        for passage in _beside(document, stretch):
            if passage.of != own:
                yield passage


def _beside(document: Document, stretch: "_Stretch") -> Iterator[Passage]:
    """List what a row, the sentences that name one award, or the paragraph that names no other say of it."""
    whole = one_award(stretch.numbers)
    if stretch.is_row:
        if whole and stretch.end - stretch.start <= NEAR and not _names_order(document.text, stretch, whole):
            yield _passage(document, _first(stretch.numbers, whole), "row", (stretch.start, stretch.end))
        return
    starts = [one.start for one in stretch.numbers]
    for low, high in _sentences(document.text, stretch.start, stretch.end):
        within = stretch.numbers[bisect_left(starts, low) : bisect_left(starts, high)]
        named = one_award(within) if within else whole
        if named and high - low <= NEAR and not _names_order(document.text, stretch, named):
            place: Place = "sentence" if within else "paragraph"
            yield _passage(document, _first(within or stretch.numbers, named), place, (low, high))


def _names_order(text: str, stretch: "_Stretch", named: Numbered) -> bool:
    """Say whether an order that the record does not hold stands beside a vehicle: its words are then the order's."""
    shaped = SHAPED.finditer(text, stretch.start, stretch.end) if named.is_vehicle else ()
    return any(
        (match["type"] or "F").upper() not in NO_ORDERS
        and not any(one.start < match.end() and match.start() < one.end for one in stretch.numbers)
        for match in shaped
    )


def _first(numbers: Iterable[NumberFound], award: Numbered) -> NumberFound:
    return next(one for one in numbers if one.of == award)


def _passage(document: Document, number: NumberFound, place: Place, words: tuple[int, int]) -> Passage:
    start, end = _trimmed(document.text, *words)
    return Passage(
        of=number.of,
        place=place,
        number=cut(document.id, document.text, number.start, number.end),
        words=cut(document.id, document.text, start, end),
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def own_award(document: Document, found: Sequence[NumberFound]) -> Numbered | None:
    """Say whose contract, order or modification a document is; None where it is none, or that of several."""
    text = document.text
    head = text[:HEAD]
    if not found or found[0].start >= HEAD or (document.media_type in WHOLE_LINES and document.authors):
        return None
    if OTHER_PAPER.search(head):
        return None
    labelled = list(_labelled(head))
    at_labels = [
        one
        for one in found
        if any(low <= one.start < high for low, high in labelled)
        and not PREDECESSOR.search(text, max(0, one.start - PREDECESSOR_WINDOW), one.start)
    ]
    own = one_award(at_labels)
    if own is None or _names_another(head, labelled, at_labels):
        return None
    return own if FORM.search(head) or has_items(text) else None


def _labelled(head: str) -> Iterator[tuple[int, int]]:
    """List the stretches in which a number stands at a label: from its end to the third line below that has words."""
    for label in LABEL.finditer(head):
        below = BELOW.match(head, label.end())
        yield label.end(), below.end() if below else len(head)


def _names_another(head: str, labelled: Iterable[tuple[int, int]], known: Sequence[NumberFound]) -> bool:
    """Say whether a number at a label is formed like an order's or a contract's and is none of those known."""
    return any(
        not any(one.start < match.end() and match.start() < one.end for one in known)
        for low, high in labelled
        for match in SHAPED.finditer(head, low, high)
        if (match["type"] or "F").upper() not in NO_ORDERS
    )


def _own_places(document: Document) -> Iterator[tuple[Place, tuple[int, int]]]:
    for line in document.lines:
        if line.label == "title" and line.start < HEAD and document.text[line.start : line.end].strip():
            yield "description", (line.start, line.end)
    for words in descriptions(document.text[:HEAD]):
        yield "description", words
    for words in item_rows(document.text):
        yield "item", words


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A paragraph, or a row of a table, with the numbers it has."""

    start: int
    end: int
    is_row: bool
    numbers: tuple[NumberFound, ...]


def _stretches(document: Document, found: Sequence[NumberFound]) -> Iterator[_Stretch]:
    """Group numbers by the row or paragraph they stand in; what is furniture is left out."""
    text, lines = document.text, document.lines
    starts = [line.start for line in lines]
    by_line: dict[int, list[NumberFound]] = {}
    for one in found:
        by_line.setdefault(max(0, bisect_right(starts, one.start) - 1), []).append(one)
    begins = {one.start for one in found}
    grouped: dict[tuple[int, int, bool], list[NumberFound]] = {}
    for at, numbers in by_line.items():
        if not lines or lines[at].label == "furniture":
            continue
        start, end = lines[at].start, max(lines[at].end, numbers[-1].end)
        is_row = CELLS.search(text, start, end) is not None or _is_listed(text, start, end, begins)
        if not is_row and document.media_type not in WHOLE_LINES:
            start, end = _paragraph(text, start, end)
        grouped.setdefault((start, end, is_row), []).extend(numbers)
    for (start, end, is_row), numbers in grouped.items():
        yield _Stretch(start, end, is_row, tuple(numbers))


def _is_listed(text: str, start: int, end: int, begins: Container[int]) -> bool:
    """Say whether a line begins with a number, and the line above or below with another: a list, whose lines are rows."""

    def first(low: int) -> bool:
        bullet = BULLET.match(text, low)
        return bullet is not None and bullet.end() in begins

    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    return first(start) and ((start > 0 and first(above)) or (end < len(text) and first(end + 1)))


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a line to those above and below it that were wrapped: to which the next one's first word would not have fitted."""
    low, high = _block(text, start, end)
    lines = [match.span() for match in LINE.finditer(text, low, high)]
    widest = max((last - first for first, last in lines), default=0)
    if not LEAST_WRAP <= widest <= WIDEST_WRAP:
        return start, end
    paragraph = lines[0]
    for above, line in pairwise(lines):
        word = text.find(" ", *line)
        if above[1] - above[0] + 1 + (word if word > 0 else line[1]) - line[0] > widest:
            paragraph = (paragraph[0], line[1])
        elif line[0] > start:
            break
        else:
            paragraph = line
    return min(start, paragraph[0]), max(end, paragraph[1])


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the lines around a line up to the next blank ones, and not much more than the limit of them."""
    above = max((match.end() for match in BLANK.finditer(text, max(0, start - BLOCK_LIMIT), start)), default=-1)
    below = BLANK.search(text, end, end + BLOCK_LIMIT)
    if above < 0:
        above = 0 if start <= BLOCK_LIMIT else text.find("\n", start - BLOCK_LIMIT, start) + 1 or start
    if below:
        return above, below.start()
    return above, len(text) if len(text) <= end + BLOCK_LIMIT else max(end, text.rfind("\n", end, end + BLOCK_LIMIT))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a paragraph at full stops and semicolons; a stop too many only makes a sentence a paragraph's."""
    low = start
    for stop in STOP.finditer(text, start, end):
        if not ABBREVIATED.search(text, max(low, stop.start() - 5), stop.end()):
            yield low, stop.end()
            low = stop.end()
    if text[low:end].strip():
        yield low, end
