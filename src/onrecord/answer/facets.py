"""What narrows a search: values of fields with how many rows have them, each with the query it leads to."""

from dataclasses import dataclass

from onrecord.answer.query import is_field, terms, with_field, without
from onrecord.answer.search import ROWS_OF_WORDS, Looked
from onrecord.store import View
from onrecord.store.facets import FACETED, OF_PARTIES, Count, count_facets

TITLES = {
    "date": "Year",
    "speaker": "Speaker",
    "form": "Form",
    "position": "Position",
    "publisher": "Publisher",
    "lang": "Language",
    "recipient": "Recipient",
    "buyer": "Buyer",
}
"""Facets in the order they are shown."""
SHOWN = {
    "direct": "quoted",
    "indirect": "reported",
    "mixed": "partly quoted",
    "affirm": "affirms",
    "deny": "denies",
    "not_aware": "not aware of it",
    "decline": "declines to comment",
    "commit": "commits to it",
    "condition": "would, if",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet.

    Attributes:
        count: Rows that have it, among those counted.
        query: The search narrowed by it; without it where it is `chosen`.
    """

    shown: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A field and its values.

    Attributes:
        partial: Not all rows found were counted.
    """

    field: str
    title: str
    choices: tuple[Choice, ...]
    partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A field the search is narrowed by.

    Attributes:
        without: The search without it; empty where nothing would be left.
    """

    term: str
    without: str


def facets_of(view: View, looked: Looked) -> tuple[Facet, ...]:
    """Count what the rows found have, fields that kinds share added up."""
    counts: dict[str, dict[str, Count]] = {}
    partial: set[str] = set()
    for kind in ROWS_OF_WORDS:
        found = looked.hits.get(kind)
        if found is None or not found.numbers:
            continue
        for field, values in count_facets(view, kind, found.numbers).items():
            held = counts.setdefault(field, {})
            for one in values:
                before = held.get(one.value)
                held[one.value] = Count(one.value, one.shown, one.count + (before.count if before else 0))
            if len(found.numbers) > FACETED or not found.complete:
                partial.add(field)
    return tuple(
        Facet(field=field, title=title, choices=_choices(looked.query.text, field, counts[field]), partial=field in partial)
        for field, title in TITLES.items()
        if len(counts.get(field, {})) > 1 or _has(looked.query.text, field)
        if counts.get(field)
    )  # fmt: skip


def _choices(text: str, field: str, counts: dict[str, Count]) -> tuple[Choice, ...]:
    order = sorted(counts.values(), key=lambda one: one.value, reverse=True)
    if field != "date":
        order.sort(key=lambda one: -one.count)
    return tuple(_choice(text, field, one) for one in order)


def _choice(text: str, field: str, one: Count) -> Choice:
    is_plain = field not in OF_PARTIES or '"' not in one.shown
    narrowed = with_field(text, field, (one.shown if field in OF_PARTIES else one.value) if is_plain else one.value)
    term = terms(narrowed)[-1]
    chosen = term.casefold() in {each.casefold() for each in terms(text)}
    query = (
        without(text, next(each for each in terms(text) if each.casefold() == term.casefold())) if chosen else narrowed
    )
    return Choice(shown=SHOWN.get(one.value, one.shown), count=one.count, query=query, chosen=chosen)


def _has(text: str, field: str) -> bool:
    return any(is_field(one) and one.lower().startswith(f"{field}:") for one in terms(text))


def chips_of(text: str) -> tuple[Chip, ...]:
    """List the fields a search is narrowed by."""
    return tuple(
        Chip(term=one, without=without(text, one))
        for one in terms(text)
        if is_field(one.removeprefix("-")) or is_field(one)
    )
