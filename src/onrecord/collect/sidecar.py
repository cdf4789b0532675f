"""What a person writes beside a source: `NAME.meta.yaml` next to `NAME`.

Keys, all optional: `url`, `title`, `publisher`, `published` (ISO 8601), `authors` (a list or one name).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

SUFFIX = ".meta.yaml"
KEYS = frozenset({"url", "title", "publisher", "published", "authors"})
BYTES_LIMIT = 100_000
NAME_BYTES_LIMIT = 255
"""The longest file name that common file systems take."""
SHOWN_LIMIT = 80
"""Characters of a wrong value that a message repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What a sidecar file says; every value as in `Origin`."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()


def read_sidecar(path: Path) -> Sidecar:
    """Read the sidecar of a source; empty when there is none.

    Raises:
        ValueError: It cannot be understood; the message says why, in one line.
    """
    value = _load(path.with_name(path.name + SUFFIX))
    if value is None or value == "":
        return Sidecar()
    if not isinstance(value, dict):
        raise ValueError("not a list of `key: value` lines")  # noqa: TRY004  # callers turn ValueError into a Problem
    unknown = sorted(_shown(key) for key in value if key not in KEYS)
    if unknown:
        raise ValueError(f"unknown key {_shown(', '.join(unknown))} (known: {', '.join(sorted(KEYS))})")
    return Sidecar(
        url=_text(value, "url"),
        title=_text(value, "title"),
        publisher=_text(value, "publisher"),
        published=_date(_text(value, "published")),
        authors=_authors(value.get("authors")),
    )


def _load(sidecar: Path) -> Any:
    """Load lists, mappings and texts; nothing is taken for a number or a truth value (a title may be `1984` or `Yes`)."""
    try:
        if not sidecar.is_file():
            return None
        if sidecar.stat().st_size > BYTES_LIMIT:
            raise ValueError(f"larger than {BYTES_LIMIT} bytes")
        return yaml.load(sidecar.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506  # BaseLoader makes nothing but str, list and dict
    except yaml.MarkedYAMLError as error:
        place = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise ValueError(f"{place}{_shown(error.problem)}") from error
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except OSError as error:
        if sidecar.name.encode(errors="surrogateescape")[NAME_BYTES_LIMIT:]:
            return None  # the source's own name is too long for any file to stand beside it
        raise ValueError(f"cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(_shown(str(error) or "nested too deep")) from error


def _shown(value: object) -> str:
    """Write a wrong value for a message; a list is not written out, as aliases can make it endless."""
    text = " ".join(value.split()) if isinstance(value, str) else f"a {type(value).__name__}"
    text = text.encode(errors="backslashreplace").decode()
    return text if len(text) <= SHOWN_LIMIT else text[:SHOWN_LIMIT] + "…"


def _text(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key, "")
    if not isinstance(found, str):
        raise ValueError(f"{key} is not a text")  # noqa: TRY004  # callers turn ValueError into a Problem
    return _clean(found, key)


def _clean(found: str, key: str) -> str | None:
    try:
        found.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{key} holds half a character (a lone surrogate)") from error
    text = found.strip()
    return None if text in {"", "~", "null"} else text  # two ways of YAML to write nothing


def _date(found: str | None) -> str | None:
    if found is None:
        return None
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(found).isoformat()
        except ValueError:
            continue
    raise ValueError(f"published is not an ISO date: {_shown(found)}")


def _authors(found: object) -> tuple[str, ...]:
    names: Iterable[Any] = found if isinstance(found, list) else () if found is None else (found,)
    kept: list[str] = []
    for name in names:
        if not isinstance(name, str):
            raise ValueError("authors is not a list of names")  # noqa: TRY004  # callers turn ValueError into a Problem
        text = _clean(name, "authors")
        if text:
            kept.append(text)
    return tuple(kept)
