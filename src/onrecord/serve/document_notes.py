"""What the text of a document is marked with, and the words for what was read out of it."""

from collections.abc import Mapping, Sequence

from onrecord.answer.document_details import Details, NamedParty
from onrecord.answer.referring import ReferenceRow
from onrecord.model.evidence import Label
from onrecord.model.statement import Amount, Comparator, SourceKind, SupplyModality, SupplyStatus, When
from onrecord.serve.formatting import day
from onrecord.serve.text import Note

SOURCE_KINDS: Mapping[SourceKind, str] = {
    "person": "a named person",
    "role": "an office, or a description of somebody",
    "organisation": "an organisation or a public body",
    "document": "a document",
    "pronoun": "a pronoun",
    "unnamed": "people without a name",
    "nobody": "nobody: the text does not say who",
}
PARTY_KINDS = {
    "person": "person",
    "company": "company",
    "public_body": "public body",
    "organisation": "organisation",
    "product": "product",
    "unknown": "kind not known",
}
LABEL_WORDS: Mapping[Label, str] = {
    "body": "body: read for statements",
    "title": "title",
    "meta": "about the text: bylines, dates, headers, comments",
    "furniture": "around the text: menus, captions, notices",
    "uncertain": "left open",
}
STATUSES: Mapping[SupplyStatus, str] = {
    "held": "it stands",
    "awarded": "awarded",
    "renewed": "renewed",
    "modified": "changed",
    "cancelled": "cancelled",
    "declined": "declined",
    "expired": "ended",
}
MODALITIES: Mapping[SupplyModality, str] = {
    "asserted": "told as so",
    "demanded": "asked for, not told as so",
    "planned": "intended or due, not told as so",
    "denied": "told as not so",
    "rumoured": "from unnamed people",
}
COMPARATORS: Mapping[Comparator, str] = {
    "exactly": "",
    "about": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
}


def notes_of(details: Details, references: Sequence[ReferenceRow]) -> list[Note]:
    """List what is noted on words of a page; the entries of the side panel are counted in the same order."""
    return [
        *(
            Note(
                start=place.start,
                end=place.end,
                kind="named",
                anchor=f"n-{number}",
                title=party_words(one),
                is_open=one.party is None,
            )
            for number, one in enumerate(details.named, 1)
            for place in one.places
        ),
        *(
            Note(
                start=one.start,
                end=one.end,
                kind="stands",
                anchor=f"r-{number}",
                title=one.note,
                is_open=one.party is None,
            )
            for number, one in enumerate(references, 1)
        ),
        *(
            Note(start=one.span.start, end=one.span.end, kind="sum", anchor=f"sum-{number}", title=sum_words(one))
            for number, one in enumerate(details.amounts, 1)
        ),
        *(
            Note(
                start=one.span.start,
                end=one.span.end,
                kind="when",
                anchor=f"when-{number}",
                title=when_words(one),
                is_open=len(one.readings) != 1,
            )
            for number, one in enumerate(details.whens, 1)
        ),
    ]


def party_words(one: NamedParty) -> str:
    """Say whom a name stands for: `Microsoft, company`."""
    if one.party is None:
        return f"{one.name}: a name taken for no party"
    return f"{one.name}, {PARTY_KINDS.get(one.kind, one.kind)}"


def sum_words(one: Amount) -> str:
    """Write a sum as it was understood: `about USD 19,400,000`."""
    return f"{COMPARATORS[one.comparator]}{one.currency}\N{NO-BREAK SPACE}{one.value:,f}"


def when_words(one: When) -> str:
    """Write what words that say when were taken for: a day, a time from and to, two readings, or nothing."""
    if not one.readings:
        return "not reckoned: it needs a day that is not known"
    return " or ".join(_interval(*(end.isoformat() if end else None for end in ends)) for ends in one.readings)


def _interval(first: str | None, last: str | None) -> str:
    if first == last:
        return day(first)
    if first is None:
        return f"until {day(last)}"
    return f"from {day(first)}" + (f" to {day(last)}" if last else " on")
