"""Who may ask a record that is served to others: tokens and what each opens."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Role = Literal["reader", "editor"]
"""A reader is answered from a masked copy; an editor sees the record as its owner does, and decides."""
ROLES: tuple[Role, ...] = ("reader", "editor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as the record keeps it: never itself.

    Attributes:
        name: Whose it is; decisions made with it carry the name.
        hash: Of the token (`token_hash`).
        made_at, revoked_at: ISO 8601, UTC; `revoked_at` is empty while it stands.
    """

    name: str
    role: Role
    hash: str
    made_at: str
    revoked_at: str = ""


def token_hash(token: str) -> str:
    """Hash a token; it is 256 random bits, so that nothing slower than SHA-256 is needed."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
