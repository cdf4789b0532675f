"""The items and the description of a contract, as its form sets them out.

A table of items begins at a line with three names of its columns (or at several short lines, where a page was read cell by
cell) or at the heading of a schedule, and ends at the heading of another section. In it a row begins with an item
number and goes on to the line with its price, or without one to the next row, a blank line after its quantity, or the end
of the table. A row counts only with a price, a quantity and its unit, or a redaction in the place of one: numbered
clauses have none. Numbers with a full stop ("18. SHIPPING POINT") are those of boxes and clauses, not of items.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PLACE_LIMIT = 800
"""Code points of an item or a description at most."""
SHORT_LINE = 40
COLUMNS_LEAST = 3

COLUMNS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "item|clin",
        "description|supplies|services",
        "quantity|qty",
        "unit|u/i",
        "price|amount|total|cost",
    )
)
SCHEDULE = re.compile(
    r"\W*(?:\d+[a-z]?\.?\s+)?(?:schedule(?: of (?:supplies|items|services).*)?|section b\b.*|line items?)\W*",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"\W*(?:\d+[a-z]?\.?\s+)?(?:section [c-m]\b|(?:contract |other |general )?clauses\b|(?:general |special )?terms (?:and|&) conditions\b|"
    r"(?:performance work statement|statement of (?:work|objectives))\b|inspection and acceptance\b|packaging and marking\b|"
    r"deliveries or performance\b|contract administration\b|invoic(?:e|ing)\b|instructions\b|attachments?\b|background\b|"
    r"(?:authori[sz]ed )?signature\b)",
    re.IGNORECASE,
)
"""How the line begins that ends a table of items."""
TOTAL = re.compile(r"\W*(?:\d+[a-z]?\.?\s+)?(?:grand |sub-?)?total\b", re.IGNORECASE)
ITEM = re.compile(
    r"\s*(?:(?:clin|slin|item|line)\s*(?:no\.?\s*)?)?(?:\d{4}[A-Z]{0,2}|X\d{3})(?![-/\w])|"
    r"\s*\d{1,3}\)?\s+(?!(?:ea|each|lo|lot|jb|job|mo|yr|hr|se|set|pk|unit)\b)[A-Za-z(]",
    re.IGNORECASE,
)
PRICE = re.compile(r"\$\s?\d|\d[\d,]*\.\d{2}(?!\d)|\(b\)\s*\(\d\)|not separately priced", re.IGNORECASE)
QUANTITY = re.compile(
    r"\b\d[\d,]*\s+(?:EA|EACH|LO|LOT|JB|JOB|MO|MONTHS?|YR|YEARS?|HR|HOURS?|SE|SET|PK|LT|AY|UN|UNITS?)\b",
    re.IGNORECASE,
)
DESCRIPTION = re.compile(
    r"\W*(?:\d+[a-z]?\.?\s+)?(?:(?:brief |short )?description(?: of (?:requirements?|contract requirements?|services?|supplies|work|"
    r"(?:amendment|modification)(?:/modification)?))?|subject|title|project title|purpose(?: of (?:this |the )?"
    r"(?:order|contract|call|modification|agreement))?|requirement)\s*(?:\([^)\n]*\))?\s*[:.\n]\s*",
    re.IGNORECASE,
)
LABELLED = re.compile(r"\W*(?:\d+[a-z]?\.\s+\S|[A-Z][\w /]{2,30}:)")
"""How the line begins that ends a description: the next box of a form, or the next label."""


@dataclass(slots=True)
class _Table:
    """Where the walk down a document's lines stands.

    Attributes:
        is_open: The line belongs to a table of items.
        columns: Names of columns met in the short lines just above.
        row: Start and end of the row that is being read.
    """

    is_open: bool = False
    columns: set[int] = field(default_factory=set)
    row: tuple[int, int] | None = None


def has_items(text: str) -> bool:
    """Say whether a text has a table of items, by the names of its columns."""
    table = _Table()
    return any(_has_columns(table, text[start:end]) for start, end in _lines(text))


def item_rows(text: str) -> Iterator[tuple[int, int]]:
    """List the rows of a document's tables of items, code points."""
    table = _Table()
    for start, end in _lines(text):
        if row := _step(table, text, start, end):
            yield row
    if row := _closed(table, text):
        yield row


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _has_columns(table: _Table, line: str) -> bool:
    """Note the names of columns in a line; say whether they are enough to head a table."""
    here = {number for number, column in enumerate(COLUMNS) if column.search(line)}
    is_short = len(line.strip()) <= SHORT_LINE
    if len(here) >= COLUMNS_LEAST or (is_short and here and len(table.columns | here) >= COLUMNS_LEAST):
        table.columns = set()
        return True
    if line.strip():
        table.columns = table.columns | here if is_short and here else set()
    return False


def _step(table: _Table, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Take the next line; gives the row that it ends, if it has a price."""
    line = text[start:end]
    if ITEM.match(line) and table.is_open and not SCHEDULE.fullmatch(line):
        done, table.row = _closed(table, text), (start, end)
        return done
    if _has_columns(table, line) or SCHEDULE.fullmatch(line):
        done, table.is_open = _closed(table, text), True
        return done
    if table.is_open and SECTION.match(line):
        done, table.is_open = _closed(table, text), False
        return done
    if table.row is None:
        return None
    low, high = table.row
    ends = PRICE.search(text, low, high) or end - low > PLACE_LIMIT or TOTAL.match(line)
    if ends or (not line.strip() and QUANTITY.search(text, low, high)):
        return _closed(table, text)
    table.row = (low, end)
    return None


def _closed(table: _Table, text: str) -> tuple[int, int] | None:
    row, table.row = table.row, None
    return row if row and (PRICE.search(text, *row) or QUANTITY.search(text, *row)) else None


def descriptions(head: str) -> Iterator[tuple[int, int]]:
    """List what a contract's first page says it is for, behind a label that says so, code points."""
    for start, _ in _lines(head):
        label = DESCRIPTION.match(head, start)
        if label is None:
            continue
        stop = label.end()
        first = head.find("\n", stop)
        if any(column.search(head, stop, len(head) if first < 0 else first) for column in COLUMNS[2:]):
            continue  # the head of a table of items
        last = stop
        for low, high in _lines(head[stop : stop + PLACE_LIMIT]):
            line = head[stop + low : stop + high]
            if low and (not line.strip() or LABELLED.match(line)):
                break
            last = stop + high
        if head[stop:last].strip():
            yield stop, last
