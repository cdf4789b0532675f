"""Names of files for addresses: safe on every file system, the same for the same address."""

import re
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlsplit

NAME_MOST = 120
"""Characters of one part of a path; longer ones are cut and told apart by a hash."""
SAFE = re.compile(r"[^A-Za-z0-9._-]+")
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "static", *(f"{one}{number}" for one in ("com", "lpt") for number in range(1, 10))}
)


def file_of(address: str, taken: set[str]) -> str:
    """Name the file of a page: `documents/ID.html`, `documents/ID.part-2.html`, `index.html` for `/`.

    Args:
        address: Path and parameters.
        taken: Names given so far, in small letters; the new one is put in.
    """
    parts = urlsplit(address)
    pieces = [_safe(unquote(one)) for one in parts.path.split("/") if one] or ["index"]
    query = "".join(f".{_safe(f'{name}-{value}')}" for name, value in parse_qsl(parts.query))
    if len(query) > NAME_MOST:
        query = f".{_digest(query)}"
    name = "/".join([*pieces[:-1], f"{pieces[-1]}{query}.html"])
    if name.lower() in taken:
        name = f"{name.removesuffix('.html')}.{_digest(address)}.html"
    taken.add(name.lower())
    return name


def _safe(words: str) -> str:
    plain = SAFE.sub("-", words).strip(".-") or _digest(words)
    if (plain != words and plain != words.replace(" ", "-")) or len(plain) > NAME_MOST:
        plain = f"{plain[:NAME_MOST]}-{_digest(words)}"
    return f"{plain}-" if plain.lower() in RESERVED else plain


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:10]
