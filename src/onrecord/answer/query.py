"""The language of a search: words, a "phrase", -without, `field:value`, dates (docs/search.md)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from onrecord.errors import UserError
from onrecord.store.search import fts_expression

KINDS = ("statement", "document", "award", "party")
FIELDS: dict[str, frozenset[str]] = {
    "kind": frozenset(KINDS),
    "speaker": frozenset({"statement"}),
    "form": frozenset({"statement"}),
    "position": frozenset({"statement"}),
    "via": frozenset({"statement"}),
    "publisher": frozenset({"statement", "document"}),
    "lang": frozenset({"statement", "document"}),
    "party": frozenset(KINDS),
    "buyer": frozenset({"award"}),
    "recipient": frozenset({"award"}),
    "date": frozenset({"statement", "document", "award"}),
    "after": frozenset({"statement", "document", "award"}),
    "before": frozenset({"statement", "document", "award"}),
}
"""Every field and the kinds that have it."""
FORMS = ("direct", "indirect", "mixed")
POSITIONS = ("affirm", "deny", "not_aware", "decline", "commit", "condition")
CHOICES = {"kind": KINDS, "form": FORMS, "position": POSITIONS}
"""Fields of which only these values mean something."""
DATES = frozenset({"date", "after", "before"})

_TERM = re.compile(r'(-?)(?:([A-Za-z]+):(?!//)(?=[^\s]))?(?:"([^"]*)"?|([^\s"]+))')
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One `field:value`.

    Attributes:
        value: As typed; of dates see `first` and `below`.
        first: ISO date, month or year the day is not before; empty for an open beginning.
        below: ISO date the day is before; empty for an open end.
        excluded: With a minus: rows of which it is true are left out.
    """

    field: str
    value: str
    first: str = ""
    below: str = ""
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search as it is understood.

    Attributes:
        words: Expression of the index of words; empty where only fields are asked for.
        plain: The words to look for in names, without what is excluded.
        kinds: Kinds that have every field asked for.
    """

    text: str
    words: str
    plain: str
    filters: tuple[Filter, ...]
    kinds: tuple[str, ...]


def parse_query(text: str) -> Query:
    """Read a search.

    Raises:
        UserError: It asks for nothing, for a field there is not, for a value a field cannot have, or for fields that no
            one kind has together.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    filters: list[Filter] = []
    for minus, field, phrase, word in _TERM.findall(unicodedata.normalize("NFC", text)):
        if field:
            filters.append(_filter(field.lower(), " ".join((phrase or word).split()), excluded=bool(minus)))
        elif re.search(r"[^\W_]", phrase or word):
            (unwanted if minus else wanted).append(phrase or word)
    if not wanted and not any(not one.excluded and one.field != "kind" for one in filters):
        raise UserError(f"{text!r}: nothing to search for; give at least one word, or a field such as speaker:NAME")
    if unwanted and not wanted:
        raise UserError(f"{text!r}: says only what is not wanted beside its fields; give at least one word to look for")
    kinds = _kinds(filters)
    words = fts_expression(wanted, unwanted) if wanted else ""
    kept = tuple(one for one in filters if one.field != "kind")
    return Query(text=text, words=words, plain=" ".join(wanted), filters=kept, kinds=kinds)


def _kinds(filters: list[Filter]) -> tuple[str, ...]:
    found = set(KINDS)
    for one in filters:
        if one.field == "kind":
            found = found - {one.value} if one.excluded else found & {one.value}
        else:
            found &= FIELDS[one.field]
    if not found:
        asked = ", ".join(dict.fromkeys(f"{one.field}:" for one in filters))
        raise UserError(f"{asked}: no kind of row has all of these; leave one out (which has what: docs/search.md)")
    return tuple(kind for kind in KINDS if kind in found)


def _filter(field: str, value: str, *, excluded: bool) -> Filter:
    if field not in FIELDS:
        raise UserError(
            f'{field}: is no field of the search; give one of {", ".join(FIELDS)}, or put it in quotation marks: "{field}:{value}"'
        )
    if field in DATES:
        first, below = _bounds(field, value)
        return Filter(field="date", value=value, first=first, below=below, excluded=excluded)
    if field in CHOICES:
        value = value.lower()
        value = value if value in CHOICES[field] else value.removesuffix("s").replace("partie", "party")
        if value not in CHOICES[field]:
            raise UserError(f"{field}:{value}: give one of {', '.join(CHOICES[field])}")
    if not value.strip("\"' "):
        raise UserError(f"{field}: is empty; give a value, in quotation marks where it has spaces")
    return Filter(field=field, value=value, excluded=excluded)


def _bounds(field: str, value: str) -> tuple[str, str]:
    """Give the first day of a period and the first day after it, empty for open ends."""
    if field == "date" and ".." in value:
        low, _, high = value.partition("..")
        if not low and not high:
            raise UserError(f"date:{value}: give at least one end: date:2018-06..2019")
        first, below = (_period(low)[0] if low else ""), (_period(high)[1] if high else "")
        if first and below and first >= below:
            raise UserError(f"date:{value}: ends before it begins; give the earlier date first")
        return first, below
    first, below = _period(value)
    return {"date": (first, below), "after": (first, ""), "before": ("", first)}[field]


def _period(value: str) -> tuple[str, str]:
    """Read a year, month or day: its beginning as far as it is given, and the first day after it."""
    found = _DAY.fullmatch(value)
    year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
    try:
        begin = date(year, month or 1, day or 1)  # year 0 is none: ValueError
        if day:
            return begin.isoformat(), date.fromordinal(begin.toordinal() + 1).isoformat()
        if month:
            after = date(year + month // 12, month % 12 + 1, 1)
            return begin.isoformat()[:7], after.isoformat()[:7]
    except (ValueError, OverflowError) as error:
        raise UserError(f"{value[:40]!r}: is no date; write 2018, 2018-06, 2018-06-28 or 2018-06..2019") from error
    return f"{year:04d}", f"{year + 1:04d}"


def terms(text: str) -> list[str]:
    """Cut a search into its terms as they were typed: a word, a phrase, a field with its value."""
    return [found.group(0) for found in _TERM.finditer(unicodedata.normalize("NFC", text))]


def is_field(term: str) -> bool:
    """Say whether a term is a field with its value."""
    found = _TERM.fullmatch(term)
    return found is not None and bool(found.group(2))


def with_field(text: str, field: str, value: str) -> str:
    """Narrow a search by a field; a value of the field that stands in it already is replaced."""
    bare = value.replace('"', " ")
    term = f"{field}:{bare}" if re.fullmatch(r"[\w.-]+", bare) else f'{field}:"{bare}"'
    dated = DATES if field in DATES else {field}
    kept = [one for one in terms(text) if not (is_field(one) and one.partition(":")[0].lower() in dated)]
    return " ".join([*kept, term])


def without(text: str, term: str) -> str:
    """Leave a term out of a search."""
    return " ".join(one for one in terms(text) if one != term)
