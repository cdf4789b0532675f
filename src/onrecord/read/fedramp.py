"""The data of the FedRAMP marketplace (JSON): which public body may use which cloud product, and since when.

Each entry of `AtoMapping` is an authority to operate, each of `ReuseMapping` another body's reuse of one; both name the
product by its id among `Products` and the body by its name. `Agencies` lists products by body too, without dates: what
stands only there is read from there. The file is a state of one day: what has ended since is not in it.

Of the contacts that products, agencies and assessors have beside their names nothing is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Literal

from onrecord.config import Config
from onrecord.model.award import Authorisation, places_of
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.read.files import guessed_encoding, problem, unreadable
from onrecord.read.ocds_instruments import date_of
from onrecord.read.ocds_json import SHOWN, Complaints, Node, Parsed, Place, field_texts, parsed

__all__ = ["READER", "field_texts", "rows"]

READER = "fedramp/1"
BAD_ENTRIES_NAMED = 100
LISTS = ("Products", "AtoMapping", "ReuseMapping")

Kind = Literal["authorisation", "reuse"]
MAPPINGS: tuple[tuple[str, Kind], ...] = (("AtoMapping", "authorisation"), ("ReuseMapping", "reuse"))
LISTED: tuple[tuple[str, Kind], ...] = (("auths", "authorisation"), ("reuses", "reuse"))
"""Lists of an agency; `procs` beside them are products that it has not authorised yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What the entries of a file refer to, by id, and what was met on the way.

    Attributes:
        seen: Product and body of each permission that was read, the body by its id and by its names.
        unknown: Ids that are no product's: how often, and where first.
    """

    root: Node
    products: dict[str, Node]
    agencies: dict[str, Node]
    seen: set[tuple[str, str]] = field(default_factory=set)
    unknown: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """A permission, and where what is said of it stands.

    Attributes:
        parent, sub: The department or independent body, and the part of it that gave the permission.
        dates: The entry with the dates, None where it has none.
    """

    kind: Kind
    number: Place
    product: Node
    parent: Place
    sub: Place | None
    dates: Node | None


def rows(path: Path, origin: Origin, config: Config) -> Iterator[Authorisation | Problem]:
    """Read a file of the marketplace; it is held whole."""
    numbers = count(1)
    found = False
    try:
        for document in parsed(path, config.text_bytes_limit):
            for one in _document(document, origin, numbers):
                found = True
                yield one
    except OSError as error:
        yield unreadable(origin, error)
        return
    if not found:
        yield problem(origin, "empty", "a marketplace without authorisations: nothing to read")


def _document(document: Parsed, origin: Origin, numbers: Iterator[int]) -> Iterator[Authorisation | Problem]:
    if document.guessed:
        yield guessed_encoding(origin, document.guessed, None)
    if document.code:
        yield problem(origin, document.code, document.fault)
        return
    said: Complaints = {}
    value = document.value
    root = Node(value, document.prefix, said).child("data") if isinstance(value, dict) else None
    if root is None:
        yield problem(origin, "unsupported_format", "JSON that is not of the FedRAMP marketplace: nothing to do")
        return
    if missing := [name for name in LISTS if not isinstance(root.value.get(name), list)]:
        message = f"lacks {', '.join(missing)}, so what only stands there is missing; fetch the whole file"
        yield problem(origin, "missing_columns", message)
    market = Market(root=root, products=_by_id(root, "Products"), agencies=_by_id(root, "Agencies"))
    for one in _permissions(market):
        if authorisation := _authorisation(one, origin, next(numbers), f"{document.prefix}/"):
            yield authorisation
    yield from _problems(origin, market)


def _by_id(root: Node, name: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in root.children(name):
        place = node.text("id")
        if place and found.setdefault(place.text.strip(), node) is not node:
            node.said[f"{place.pointer} {place.text[:SHOWN]!r} stands twice in {name}; the first was taken"] = None
    return found


def _permissions(market: Market) -> Iterator[Permission]:
    for name, kind in MAPPINGS:
        for entry in market.root.children(name):
            number = entry.text("id")
            body = _body(entry, market)
            if number is None or body is None:
                what = "product" if number is None else "body"
                entry.said[f"{entry.pointer} names no {what}; left out"] = None
                continue
            if product := _product(number, market):
                ids = [found.text.strip() for one in ("agency_id", "sub_id") if (found := entry.text(one))]
                market.seen.update((number.text.strip(), one) for one in (*ids, _name(*body)))
                yield Permission(kind=kind, number=number, product=product, parent=body[0], sub=body[1], dates=entry)
    yield from _listed(market)


def _listed(market: Market) -> Iterator[Permission]:
    """Give what only the lists of the agencies say."""
    for agency in market.root.children("Agencies"):
        body = _body(agency, market)
        given = agency.text("id")
        if body is None:
            continue
        names = {_name(*body), given.text.strip() if given else ""}
        for name, kind in LISTED:
            for entry in agency.children(name):
                number = entry.text("id")
                key = number.text.strip() if number else ""
                if number is None or any((key, one) in market.seen for one in names):
                    continue
                market.seen.update((key, one) for one in names)
                product = market.products.get(key, entry)
                yield Permission(kind=kind, number=number, product=product, parent=body[0], sub=body[1], dates=None)


def _product(number: Place, market: Market) -> Node | None:
    key = number.text.strip()
    if key not in market.products:
        times, first = market.unknown.get(key, (0, number.pointer))
        market.unknown[key] = times + 1, first
    return market.products.get(key)


def _body(entry: Node, market: Market) -> tuple[Place, Place | None] | None:
    """Find who gave a permission, by name; by its id where the entry has no name."""
    parent, sub = entry.text("parent"), entry.text("sub")
    if parent is None and sub is None:
        ids = [found.text.strip() for one in ("sub_id", "agency_id") if (found := entry.text(one))]
        agency = next((market.agencies[one] for one in ids if one in market.agencies), None)
        parent, sub = (agency.text("parent"), agency.text("sub")) if agency else (None, None)
    if parent is None:
        return (sub, None) if sub else None
    return parent, sub if sub and sub.text.strip() != parent.text.strip() else None


def _name(parent: Place, sub: Place | None) -> str:
    return f"{parent.text.strip()}/{sub.text.strip() if sub else ''}"


def _authorisation(one: Permission, origin: Origin, number: int, start: str) -> Authorisation | None:
    product = one.product
    named = product.text("cso") or product.text("service_offering") or product.text("name")
    if named is None:
        product.said[f"{product.pointer} has no name; its authorisations were left out"] = None
        return None
    provider, level, status = product.text("csp"), product.text("impact_level"), product.text("status")
    given, given_on = date_of(one.dates, "ato_date") if one.dates else (None, None)
    ended, ends_on = date_of(one.dates, "exp_date") if one.dates else (None, None)
    body = one.sub or one.parent
    department = one.parent if one.sub else None
    places = {
        "number": one.number, "product": named, "provider": provider, "body": body, "department": department,
        "level": level, "status": status, "authorised_on": given, "expires_on": ended,
    }  # fmt: skip
    return Authorisation(
        artefact=origin.artefact,
        row=number,
        number=one.number.text.strip(),
        product=named.text.strip(),
        provider=_words(provider),
        body=body.text.strip(),
        department=_words(department),
        level=_words(level),
        kind=one.kind,
        status=_words(status),
        authorised_on=given_on,
        expires_on=ends_on,
        places=places_of(start, [(name, place.pointer, place.text) for name, place in places.items() if place]),
    )


def _words(place: Place | None) -> str | None:
    return place.text.strip() if place else None


def _problems(origin: Origin, market: Market) -> Iterator[Problem]:
    for key, (times, first) in market.unknown.items():
        of = "1 permission" if times == 1 else f"{times} permissions"
        market.root.said[f"{first} {key[:SHOWN]!r} is no product of the list; {of} left out"] = None
    said = list(market.root.said)
    for text in said[:BAD_ENTRIES_NAMED]:
        yield problem(origin, "bad_row", text)
    if len(said) > BAD_ENTRIES_NAMED:
        more = f"{len(said) - BAD_ENTRIES_NAMED} more values or entries not understood, not named"
        yield problem(origin, "bad_row", more)
