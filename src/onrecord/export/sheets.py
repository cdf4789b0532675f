"""The record as tables for a spreadsheet: which columns each has, and how a row of the contract fills them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from onrecord.export import jsonl, jsonl_meetings, jsonl_spending
from onrecord.store import View

Cell = str | int | float | Decimal | date | None
"""Text, a number, a sum of money, a day; None is an empty cell."""

Row = Mapping[str, Any]
"""A row of the public contract, with `title` and `publisher` of its document where it has one."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its rows as the contract has them, and its columns in order.

    Attributes:
        columns: Heading, width in characters, and how a row fills the cell.
    """

    name: str
    rows: Callable[[View], Iterable[Row]]
    columns: tuple[tuple[str, int, Callable[[Row], Cell]], ...]


def cells(table: Table, view: View) -> Iterator[tuple[Cell, ...]]:
    """Give the rows of a table as cells."""
    heads = view.heads()
    for row in table.rows(view):
        head = heads.get(row.get("document", ""))
        told = {"title": head.title, "publisher": head.publisher} if head else {}
        whole = {"title": None, "publisher": None, **row, **told}
        yield tuple(fill(whole) for _, _, fill in table.columns)


def _of(name: str) -> Callable[[Row], Cell]:
    return lambda row: row[name]


def _day(name: str) -> Callable[[Row], Cell]:
    """Fill a cell with a day; a month or a year stays as it is written."""
    return lambda row: as_day(row[name])


def as_day(value: str | None) -> Cell:
    """Read an ISO 8601 day, or the day of a time; what names no day stays text."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return value


def _words(name: str) -> Callable[[Row], Cell]:
    return lambda row: " […] ".join(one["text"] for one in row[name] or ()) or None


def _named(name: str) -> Callable[[Row], Cell]:
    return lambda row: row[name]["name"] if row[name] else None


def _sum(notion: str) -> Callable[[Row], Cell]:
    return lambda row: None if row["money"][notion] is None else Decimal(row["money"][notion])


def _amount(row: Row) -> Cell:
    return None if row["amount"] is None else Decimal(row["amount"])


def _start(name: str) -> Callable[[Row], Cell]:
    return lambda row: row[name][0]["start"]


def _member(number: int, name: str) -> Callable[[Row], Cell]:
    return lambda row: row["members"][number][name]


def _echoed(number: int) -> Callable[[Row], Cell]:
    return lambda row: row["members"][number]["span"]["text"]


def _differences(row: Row) -> Cell:
    return "; ".join(f"{left or '(nothing)'} → {right or '(nothing)'}" for left, right in row["differences"]) or None


def _probability(row: Row) -> Cell:
    return row["probability"]["value"] if row["probability"] else None


def _aliases(row: Row) -> Cell:
    return "; ".join(one for one in row["aliases"] if one != row["name"]) or None


def _identifiers(row: Row) -> Cell:
    return "; ".join(f"{one['scheme']} {one['id']}" for one in row["identifiers"]) or None


def _utterances(view: View) -> Iterator[Row]:
    for thread in jsonl_meetings.threads(view):
        for said in thread["utterances"]:
            yield {**said, "thread": thread["id"], "name": thread["name"], "because": thread["because"]}


TABLES: tuple[Table, ...] = (
    Table("statements", jsonl.statements, (
        ("said on", 12, _day("said_on")), ("basis of the date", 16, _of("said_on_basis")),
        ("speaker", 28, _named("speaker")), ("words", 80, _words("content")), ("form", 10, _of("form")),
        ("cue", 14, _words("cue")), ("not said", 9, lambda row: "yes" if row["negated"] else None),
        ("via", 20, lambda row: "; ".join(row["via"]) or None), ("document", 40, _of("title")),
        ("publisher", 20, _of("publisher")), ("begins at", 10, _start("content")),
        ("confidence", 11, _of("confidence")), ("review", 10, _of("review")), ("id", 20, _of("id")),
        ("document id", 20, _of("document")),
    )),
    Table("awards", jsonl_spending.awards, (
        ("latest action", 13, _day("as_of")), ("kind", 12, _of("kind")), ("number", 22, _of("piid")),
        ("under", 22, _of("parent")), ("buyer", 30, _of("buyer")), ("funder", 30, _of("funder")),
        ("recipient", 30, _of("recipient")), ("recipient's parent", 30, _of("recipient_parent")),
        ("description", 60, _of("description")), ("obligated", 16, _sum("obligated")),
        ("current value", 16, _sum("current")), ("potential value", 16, _sum("potential")),
        ("outlayed", 16, _sum("outlayed")), ("currency", 9, _of("currency")), ("id", 30, _of("id")),
    )),
    Table("parties", jsonl.parties, (
        ("name", 36, _of("name")), ("kind", 14, _of("kind")), ("public role", 24, _of("public_role")),
        ("other names", 50, _aliases), ("identifiers", 30, _identifiers), ("mentions", 10, _of("mentions")),
        ("id", 20, _of("id")),
    )),
    Table("links", jsonl_spending.links, (
        ("award", 30, _of("award")), ("party", 20, _of("party")), ("part", 18, _of("role")),
        ("label", 16, _of("label")), ("because", 60, _of("because")),
    )),
    Table("supplies", jsonl.supplies, (
        ("supplier", 28, _named("supplier")), ("customer", 28, _named("customer")), ("product", 28, _named("product")),
        ("amount", 16, _amount), ("currency", 9, _of("currency")), ("status", 12, _of("status")),
        ("how it is told", 14, _of("modality")), ("on", 12, _day("on")),
        ("words", 80, lambda row: row["spans"]["evidence"]["text"]), ("document", 40, _of("title")),
        ("publisher", 20, _of("publisher")), ("id", 20, _of("id")),
    )),
    Table("subawards", jsonl_spending.subawards, (
        ("acted on", 12, _day("acted_on")), ("prime award", 30, _of("prime")), ("from", 30, _of("prime_recipient")),
        ("to", 30, _of("recipient")), ("amount", 16, _amount), ("currency", 9, _of("currency")),
        ("description", 60, _of("description")), ("reports", 9, lambda row: len(row["reports"])), ("id", 20, _of("id")),
    )),
    Table("threads", _utterances, (
        ("thread", 40, _of("name")), ("said on", 12, _day("said_on")), ("position", 14, _of("position")),
        ("statement", 20, _of("statement")), ("because", 50, _of("because")), ("thread id", 20, _of("thread")),
    )),
    Table("echoes", jsonl_meetings.echoes, (
        ("kind", 22, _of("kind")), ("words", 70, _echoed(0)), ("words again", 70, _echoed(1)),
        ("differences", 50, _differences), ("probability", 11, _probability), ("review", 10, _of("review")),
        ("document", 20, _member(0, "document")), ("other document", 20, _member(1, "document")), ("id", 20, _of("id")),
    )),
    Table("tensions", jsonl_meetings.tensions, (
        ("kind", 24, _of("kind")), ("compared", 60, _of("because")), ("both are true if", 60, _of("both_true_if")),
        ("left", 30, _of("left")), ("right", 30, _of("right")), ("probability", 11, _probability),
        ("review", 10, _of("review")), ("id", 20, _of("id")),
    )),
    Table("documents", jsonl.documents, (
        ("title", 50, _of("title")), ("publisher", 24, _of("publisher")), ("published", 12, _day("published")),
        ("basis of the date", 20, _of("published_basis")), ("authors", 30, lambda row: "; ".join(row["authors"]) or None),
        ("address", 50, _of("url")), ("language", 9, _of("language")), ("sha256 of the file", 24, _of("sha256")),
        ("id", 20, _of("id")),
    )),
    Table("problems", jsonl.problems, (
        ("file", 50, _of("path")), ("stage", 10, _of("stage")), ("code", 20, _of("code")), ("message", 80, _of("message")),
    )),
)  # fmt: skip
"""Every table of a workbook, in its order; a row that has no day, sum or name leaves the cell empty."""
