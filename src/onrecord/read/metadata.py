"""Title, publisher, authors, dates and address of a document, each with what says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypedDict

from onrecord.model.evidence import Line, Meta, Origin
from onrecord.read import cues
from onrecord.read.dates import iso_date

_BREAKS = re.compile(r"\r\n|\n|\r")
_BY = re.compile(r"^(?:(?:written|words|story|posted|published|reported|reporting)\s+)?by:?\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|\||\s(?:and|und|et|y)\s|\s&\s|\s\+\s)\s*")
_JOB = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|writers?|staff|contributors?|columnists?|news|bureau|reuters|bbc|cnn|afp)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net)\b|^(?:admin|author|editor|staff|unknown|none|null|by)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about a document; the fields are named like those of `Document`."""

    title: Meta | None = None
    publisher: Meta | None = None
    authors: tuple[Meta, ...] = ()
    published: Meta | None = None
    updated: Meta | None = None
    url: Meta | None = None
    language: str | None = None


class DocumentFields(TypedDict):
    """The metadata arguments of `Document`."""

    title: Meta | None
    publisher: Meta | None
    authors: tuple[Meta, ...]
    published: Meta | None
    updated: Meta | None
    url: Meta | None
    language: str | None


def merge(first: Metadata, second: Metadata) -> Metadata:
    """Take every field from the first that has it, from the second otherwise; author lists are never mixed."""
    return Metadata(
        **{field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(Metadata)}
    )


def from_sidecar(origin: Origin) -> Metadata:
    """Take over what a person wrote beside the file; a date that is not one is left out."""
    day = iso_date(origin.published) if origin.published else None
    return Metadata(
        title=_said(origin.title),
        publisher=_said(origin.publisher),
        authors=tuple(Meta(value=name, basis="sidecar") for name in origin.authors),
        published=_said(day),
        url=_said(origin.url, "sidecar" if origin.parent is None else "web archive"),
    )


def _said(value: str | None, basis: str = "sidecar") -> Meta | None:
    return Meta(value=value, basis=basis) if value else None


def from_lines(text: str, lines: tuple[Line, ...]) -> Metadata:
    """Read title, byline, dates and outlet off the labelled lines of a plain text; the basis is `line 3`, from 1.

    Datelines count before the first line of the article only: further down they sign a letter or part a chronicle.
    """
    title = next((line for line in lines if line.label == "title"), None)
    dates: dict[str, Meta] = {}
    authors: tuple[Meta, ...] = ()
    publisher: Meta | None = None
    article = next((line.start for line in lines if line.label == "body"), len(text))
    for line in lines:
        if line.label != "meta":
            continue
        words = text[line.start : line.end]
        named = cues.dateline(words)
        if named and line.start > article:
            continue
        if named and named[0] and not publisher:
            publisher = Meta(value=named[0], basis=_basis(text, line))
        stamp = cues.stamped_date(words)
        if stamp and stamp[0] not in dates and (day := iso_date(stamp[1])):
            dates[stamp[0]] = Meta(value=day, basis=_basis(text, line))
        names = cues.byline_names(words)
        if names and not authors:
            basis = _basis(text, line)
            authors = tuple(Meta(value=name, basis=basis) for name in clean_authors([names]))
    return Metadata(
        title=_title(text, title) if title else None,
        publisher=publisher,
        authors=authors,
        published=dates.get("published"),
        updated=dates.get("updated"),
    )


def _title(text: str, line: Line) -> Meta:
    return Meta(value=fold(text[line.start : line.end]), basis=_basis(text, line))


def _basis(text: str, line: Line) -> str:
    return f"line {len(_BREAKS.findall(text, 0, line.start)) + 1}"


def fold(text: str) -> str:
    """Fold white space to single spaces."""
    return " ".join(text.split())


def clean_authors(values: Sequence[str], publisher: str | None = None) -> list[str]:
    """Take the names out of bylines as they are declared: `By A and B, Reuters` is A and B.

    Args:
        values: Bylines; addresses, handles and job titles among them are dropped.
        publisher: A name that is no author's when it stands for one.
    """
    names: dict[str, str] = {}
    own = (publisher or "").casefold()
    for value in values:
        for name in _split_names(_BY.sub("", fold(value))):
            if _is_name(name) and name.casefold() != own:
                names.setdefault(name.casefold(), name)
    return list(names.values())


def _split_names(value: str) -> list[str]:
    names = [name.strip(" .,;|\"'") for name in _BETWEEN_NAMES.split(value)]
    names = [name for name in names if name]
    if len(names) == 2 and "," in value and all(" " not in name for name in names):
        return [f"{names[1]} {names[0]}"]  # "Surname, Forename"
    if len(names) > 1 and " " in names[0]:
        # After the first full name, single lower-case pieces are jobs and places: "Jane Roe, reporter, London".
        return [name for name in names if not _JOB.search(name)]
    return names


def _is_name(name: str) -> bool:
    if not any(map(str.isalpha, name)) or len(name) > 80 or len(name.split()) > 6:
        return False
    return not _NO_NAME.search(name)


def document_fields(metadata: Metadata) -> DocumentFields:
    """Give the values under the names that `Document` takes them by: `Document(..., **document_fields(metadata))`."""
    return DocumentFields(
        title=metadata.title,
        publisher=metadata.publisher,
        authors=metadata.authors,
        published=metadata.published,
        updated=metadata.updated,
        url=metadata.url,
        language=metadata.language,
    )
