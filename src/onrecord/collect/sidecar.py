"""What a person writes beside a source: `NAME.meta.yaml` next to `NAME`.

Keys, all optional: `url`, `title`, `publisher`, `published` (ISO 8601), `authors` (a list or one name).
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

SUFFIX = ".meta.yaml"
KEYS = frozenset({"url", "title", "publisher", "published", "authors"})
BYTES_LIMIT = 100_000


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
        ValueError: It cannot be understood; the message says why.
    """
    sidecar = path.with_name(path.name + SUFFIX)
    if not sidecar.is_file():
        return Sidecar()
    if sidecar.stat().st_size > BYTES_LIMIT:
        raise ValueError(f"larger than {BYTES_LIMIT} bytes")
    try:
        value = yaml.safe_load(sidecar.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise ValueError(str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    if value is None:
        return Sidecar()
    if not isinstance(value, dict):
        raise ValueError("not a list of `key: value` lines")  # noqa: TRY004  # callers turn ValueError into a Problem
    unknown = sorted(str(key) for key in value if key not in KEYS)
    if unknown:
        raise ValueError(f"unknown key {', '.join(unknown)} (known: {', '.join(sorted(KEYS))})")
    return Sidecar(
        url=_text(value, "url"),
        title=_text(value, "title"),
        publisher=_text(value, "publisher"),
        published=_date(value.get("published")),
        authors=_authors(value.get("authors")),
    )


def _text(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, str | int | float):
        raise ValueError(f"{key} is not a text")  # noqa: TRY004  # callers turn ValueError into a Problem
    return str(found).strip() or None


def _date(found: object) -> str | None:
    if found is None:
        return None
    if isinstance(found, datetime | date):
        return found.isoformat()
    try:
        return (
            datetime.fromisoformat(str(found).strip()).isoformat()
            if "T" in str(found)
            else date.fromisoformat(str(found).strip()).isoformat()
        )
    except ValueError as error:
        raise ValueError(f"published is not an ISO date: {found}") from error


def _authors(found: object) -> tuple[str, ...]:
    if found is None:
        return ()
    if isinstance(found, str):
        return (found.strip(),)
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return tuple(one.strip() for one in found)
    raise ValueError("authors is not a list of names")
