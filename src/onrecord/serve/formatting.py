"""Values as people read them: dates, sums, counts, words for codes, addresses of pages."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from onrecord.answer import words
from onrecord.answer.rows import StatementRow
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, StatementId
from onrecord.model.meeting import Tension
from onrecord.serve.text import part_of
from onrecord.store.search import MARKS

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # not strftime: the language of a page is not that of the machine

NOTIONS = {notion: (name.capitalize(), meaning) for notion, (name, meaning) in words.NOTIONS.items()}
"""The four meanings of "how much", in the order they are shown; never added up, never mixed."""

SAID_ON = {
    "sentence": "date given in the text",
    "sentence, relative to published": "day given in the text, reckoned from the date of publication",
    "sentence, relative to section": "day given in the text, reckoned from its section's date",
    "published": "date of publication",
}
ABOUT = {
    "statement": "the other party is named in the statement",
    "paragraph": "the other party is named in the same paragraph or the one before",
    "title": "the other party is named in the title only",
}
SCHEMES = {
    "us-uei": "UEI",
    "us-duns": "DUNS",
    "us-cage": "CAGE",
    "us-agency": "US agency code",
    "us-cgac": "US department code",
    "onrecord": "Row in the table of names",
}
TENSIONS = {
    "figures": "two figures",
    "polarity": "yes and no",
    "position_change": "a changed position",
    "statement_against_award": "a statement and an award",
}


def day(value: str | None) -> str:
    """Write an ISO date out: `28 June 2018`; what is no date stays as it is."""
    try:
        found = date.fromisoformat((value or "")[:10])
    except ValueError:
        return month(value) if value else "no date known"
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def month(value: str | None) -> str:
    """Write `2018-06` out: `June 2018`."""
    if value is None:
        return "No date known"
    year, _, number = value.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number in {f"{one:02}" for one in range(1, 13)} else value


def sum_of_money(amount: Decimal, currency: str) -> str:
    """Write a sum out to the cent, its currency first; the space between them does not break."""
    return f"{currency}\N{NO-BREAK SPACE}{amount:,.2f}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number and its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def marked(excerpt: str) -> Markup:
    """Escape an excerpt and put each hit into a `mark`; every mark that opens also closes."""
    begin, end = MARKS
    pieces: list[Markup] = []
    for number, piece in enumerate(excerpt.split(begin)):
        hit, closed, rest = piece.partition(end)
        if number == 0 or not closed:  # a stray mark of either kind is dropped
            pieces.append(escape(piece.replace(end, "")))
        else:
            pieces.append(Markup("<mark>{}</mark>{}").format(hit, rest.replace(end, "")))
    return Markup("").join(pieces)


def document_address(document: DocumentId, statement: StatementId | None = None, start: int = 0) -> str:
    """Give the address of a document's page, or of a statement that starts at an offset in it."""
    part = part_of(start)
    page = f"/documents/{quote(document, safe='')}" + (f"?part={part}" if part > 1 else "")
    return page + (f"#s-{statement}" if statement else "")


WORDS_IN_ADDRESS = 6


def words_address(span: Span) -> str:
    """Give the address of a document's page at some words of it: browsers that know text fragments scroll there and mark them."""
    lines = [line.split() for line in span.text.splitlines() if line.split()] or [[]]
    ends = lines if len(lines) == 1 else [lines[0][:WORDS_IN_ADDRESS], lines[-1][-WORDS_IN_ADDRESS:]]
    if len(lines) == 1 and len(lines[0]) > 2 * WORDS_IN_ADDRESS:
        ends = [lines[0][:WORDS_IN_ADDRESS], lines[0][-WORDS_IN_ADDRESS:]]
    fragment = ",".join(quote(" ".join(words), safe="").replace("-", "%2D") for words in ends)
    return f"{document_address(span.document, None, span.start)}#:~:text={fragment}"


def statement_address(row: StatementRow) -> str:
    """Give the address of a statement at its words."""
    return document_address(row.document, row.id, row.start)


def address(*segments: str, **query: str | int | None) -> str:
    """Give the address of a page of this app, every segment and value escaped; empty values are left out."""
    wanted = {name: value for name, value in query.items() if value not in {None, ""}}
    path = "".join(f"/{quote(segment, safe='')}" for segment in segments)
    return (path or "/") + (f"?{urlencode(wanted)}" if wanted else "")


def side_address(tension: Tension, side: str, shown: Collection[str] = ()) -> str:
    """Give the address of one side of a tension: its row where the page shows it, else its own page."""
    if side in shown:
        return f"#row-{side}"
    # Of the kinds of tension only this one has an award, on its right (model/meeting.py).
    is_award = tension.kind == "statement_against_award" and side == tension.right
    return address("awards" if is_award else "statements", side)


def web_address(value: str) -> str | None:
    """Give back an address that may be linked: of the web, and nothing that runs."""
    return value if value.lower().startswith(("https://", "http://")) else None
