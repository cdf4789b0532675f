"""What is searched for on USAspending, as people type it: `microsoft agency:U.S. Customs and Border Protection from:2015-10-01`.

A search is words and terms `key:value`. Words without a key come first; a value runs to the next key, to the end of its
argument or, in double quotes, to the closing one. docs/spending-api.md tells users.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Literal, get_args

from onrecord.errors import UserError
from onrecord.model.ids import AwardId

PREFIX = "usaspending:"
Group = Literal["contracts", "idvs"]
"""Kinds of awards that one call can search; idvs (indefinite delivery vehicles) are what orders are placed under."""
KEYS = ("keyword", "agency", "funder", "recipient", "award", "from", "to", "naics", "psc", "kind")
ONCE = frozenset({"recipient", "from", "to", "kind"})
FLOOR = date(2007, 10, 1)
"""The API's searches go back no further (search_filters.md of its contracts)."""
SHORTEST_KEYWORD = 3
"""Characters; the API refuses shorter ones."""

AWARD_KEY = re.compile(r"CONT_(?:AWD|IDV)_\S.*")
_PIECE = re.compile(r'\s*(?:(?P<key>[A-Za-z]{2,20}):(?![:/\\]))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]*))')
_ARGUMENT = re.compile(r"[A-Za-z]{2,20}:(?![:/\\])")
_NAICS = re.compile(r"\d{2,6}")
_PSC = re.compile(r"[A-Z0-9]{4}")

Term = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to fetch.

    Attributes:
        typed: As a person wrote it, for messages.
        keywords: Any of them is to be found; one of several words has them all.
        agencies, funders: Awarding and funding agencies by their full names, departments or their parts.
        numbers: Award numbers (PIID).
        awards: Unique award keys; with them there is nothing to search, they are fetched.
        since, until: The award was under way: last changed on the one or later, signed on the other or before.
    """

    typed: str
    keywords: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    recipient: str | None = None
    numbers: tuple[str, ...] = ()
    awards: tuple[AwardId, ...] = ()
    since: date | None = None
    until: date | None = None
    naics: tuple[str, ...] = ()
    psc: tuple[str, ...] = ()
    groups: tuple[Group, ...] = get_args(Group)


def split_sources(sources: Sequence[str]) -> tuple[list[Search], list[str]]:
    """Take the searches out of the arguments of a command.

    A search is an argument that begins with `usaspending:` and the arguments behind it that are terms: a shell takes
    quotation marks away, so `agency:"Coast Guard"` comes as one argument of its own.

    Returns:
        The searches, and the other arguments.

    Raises:
        UserError: A search cannot be understood.
    """
    found, others, left = [], [], list(sources)
    while left:
        first = left.pop(0)
        if not first.lower().startswith(PREFIX):
            others.append(first)
            continue
        terms = list(takewhile(_is_term, left))
        del left[: len(terms)]
        found.append(parse_search([first[len(PREFIX) :], *terms]))
    return found, others


def _is_term(argument: str) -> bool:
    if argument.lower().startswith(PREFIX) or not _ARGUMENT.match(argument):
        return False
    try:
        return not Path(argument).exists()
    except OSError:  # longer than a file name can be
        return True


def parse_search(arguments: Sequence[str]) -> Search:
    """Understand a search, given without `usaspending:`, in one argument or several.

    Raises:
        UserError: It is empty, has an unknown key, a value that cannot be one, or asks for what the API does not hold.
    """
    typed = PREFIX + " ".join(one.strip() for one in arguments)
    try:
        terms = [term for argument in arguments for term in _terms(argument)]
        search = _search(typed, terms)
    except ValueError as error:
        raise UserError(f"{typed}: {error}") from error
    return search


def _terms(argument: str) -> Iterator[Term]:
    """Cut an argument into keys and values.

    Raises:
        ValueError: A quotation mark is not closed, a key is unknown or has no value.
    """
    key, words, place = "keyword", list[str](), 0
    while place < len(argument):
        piece = _PIECE.match(argument, place)
        if piece is None or piece.end() == place:
            raise ValueError("a quotation mark is never closed")
        place = piece.end()
        if piece["key"] is not None:
            yield from _term(key, words)
            key, words = _known(piece["key"]), []
        if piece["phrase"] is not None:
            if not words:
                yield from _term(key, [piece["phrase"]], is_complete=True)
                key = "keyword"
            else:
                words.append(piece["phrase"])
        elif piece["word"]:
            words.append(piece["word"])
    yield from _term(key, words)


def _term(key: str, words: Sequence[str], *, is_complete: bool = False) -> Iterator[Term]:
    value = " ".join(" ".join(words).split())
    if value:
        yield key, value
    elif key != "keyword" or is_complete:
        raise ValueError(f"{key}: has no value")


def _known(key: str) -> str:
    if key.lower() not in KEYS:
        raise ValueError(f"{key}: is no key; there are {', '.join(KEYS)} (put words with a colon in quotation marks)")
    return key.lower()


def _search(typed: str, terms: Sequence[Term]) -> Search:
    for key in ONCE:
        if sum(one == key for one, _ in terms) > 1:
            raise ValueError(f"{key}: stands twice; one search has one")
    values = {key: tuple(dict.fromkeys(value for one, value in terms if one == key)) for key in KEYS}
    single = {key: values[key][0] for key in ONCE if values[key]}
    named = [one for one in (*values["keyword"], *values["award"]) if one.upper().startswith(("CONT_", "ASST_"))]
    search = Search(
        typed=typed,
        keywords=tuple(_keyword(one) for one in values["keyword"] if one not in named),
        agencies=values["agency"],
        funders=values["funder"],
        recipient=single.get("recipient"),
        numbers=tuple(one.upper() for one in values["award"] if one not in named),
        awards=tuple(_award_key(one) for one in named),
        since=_day("from", single.get("from")),
        until=_day("to", single.get("to")),
        naics=tuple(_codes("naics", values["naics"], _NAICS, "2 to 6 digits: naics:541519")),
        psc=tuple(_codes("psc", values["psc"], _PSC, "4 letters and digits: psc:D302")),
        groups=_groups(single.get("kind")),
    )
    _check(search)
    return search


def _check(search: Search) -> None:
    if search == Search(typed=search.typed):
        raise ValueError("what is searched for? for instance: usaspending:microsoft agency:Coast Guard from:2015-10-01")
    if search.awards and search != replace(Search(typed=search.typed), awards=search.awards):
        raise ValueError("an award's key says which one it is: give it without other words and terms")
    if search.since and search.until and search.until < search.since:
        raise ValueError(f"ends ({search.until}) before it begins ({search.since})")


def _keyword(value: str) -> str:
    if len(value) < SHORTEST_KEYWORD:
        raise ValueError(
            f"{value!r} is too short a keyword: the API takes none of less than {SHORTEST_KEYWORD} characters"
        )
    return value


def _award_key(value: str) -> AwardId:
    if not AWARD_KEY.fullmatch(value.upper()):
        raise ValueError(
            f"{value!r} is no key of a contract (CONT_AWD_...) or vehicle (CONT_IDV_...); grants are not read"
        )
    return AwardId(value.upper())


def _day(key: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError  # noqa: TRY301  # said in one way, whatever is wrong with it
        found = date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{key}:{value} is no date; write year-month-day: {key}:2015-10-01") from error
    if found < FLOOR:
        raise ValueError(
            f"{key}:{value} is too early: searches go back to {FLOOR}; for older awards add a file of USAspending's "
            "Custom Award Download, which goes back to 2000-10-01"
        )
    return found


def _codes(key: str, values: Iterable[str], form: re.Pattern[str], form_words: str) -> Iterator[str]:
    for code in re.split(r"[,\s]+", " ".join(values).upper()):
        if code and not form.fullmatch(code):
            raise ValueError(f"{key}:{code} is no code; it has {form_words}")
        if code:
            yield code


def _groups(value: str | None) -> tuple[Group, ...]:
    every: tuple[Group, ...] = get_args(Group)
    if value is None or value == "both":
        return every
    chosen = tuple(one for one in every if one == value)
    if not chosen:
        raise ValueError(f"kind:{value} is not known; write kind:contracts, kind:idvs or kind:both")
    return chosen
