"""Tokens of those whom a record is served to."""

import sqlite3

from onrecord.errors import NotFound, UserError
from onrecord.model.access import Token
from onrecord.store.view import View


def tokens(view: View, *, revoked: bool = False) -> list[Token]:
    """List tokens by name, with `revoked` also those that were taken back."""
    query = "SELECT name, role, hash, made_at, revoked_at FROM tokens ORDER BY name, made_at"
    held = [
        Token(name=row[0], role=row[1], hash=row[2], made_at=row[3], revoked_at=row[4])
        for row in view.db.execute(query)
    ]
    return [one for one in held if revoked or not one.revoked_at]


def token_of(view: View, hashed: str) -> Token | None:
    """Find the standing token with a hash."""
    return next((one for one in tokens(view) if one.hash == hashed), None)


def add(db: sqlite3.Connection, one: Token) -> None:
    """Keep a token.

    Raises:
        UserError: A standing one has its name.
    """
    if db.execute("SELECT 1 FROM tokens WHERE name = ? AND revoked_at = ''", (one.name,)).fetchone():
        raise UserError(
            f"--name {one.name}: has a token; take it back first with `onrecord token revoke`, or choose another name"
        )
    db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?)", (one.name, one.role, one.hash, one.made_at, one.revoked_at))


def revoke(db: sqlite3.Connection, name: str, at: str) -> None:
    """Take the standing token of a name back.

    Raises:
        NotFound: There is none.
    """
    done = db.execute("UPDATE tokens SET revoked_at = ? WHERE name = ? AND revoked_at = ''", (at, name))
    if not done.rowcount:
        raise NotFound(f"{name!r}: has no token that stands; `onrecord token list` names those that do")
