"""Commands about tokens: whom a record is served to beyond this machine."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

import click

from onrecord import terminal
from onrecord.cli.options import as_json, record_argument
from onrecord.errors import UserError
from onrecord.model.access import ROLES, Role, Token, token_hash
from onrecord.store import View, Writer, open_record

NAME_MOST = 80


@click.group()
def token() -> None:
    """Say who may see a record that is served beyond this machine (serve --host)."""


@token.command()
@record_argument
@click.option("--name", required=True, metavar="NAME", help="Whose it is; decisions made with it carry the name.")
@click.option(
    "--role", type=click.Choice(ROLES), default="reader", show_default=True, help="A reader sees the record masked."
)
def add(record: Path, name: str, role: Role) -> None:
    """Make a token and print it, once: the record keeps only its hash.

    A reader sees a copy in which private people are masked. An editor sees the record as you do, private people and files included, and decides.
    """
    called = " ".join(name.split())
    if not called or len(called) > NAME_MOST or not called.isprintable():
        raise UserError(f"--name {name[:NAME_MOST]!r}: give a name of 1 to {NAME_MOST} characters")
    made = f"onrecord_{secrets.token_urlsafe(32)}"
    with Writer(open_record(record)) as writer:
        writer.add_token(Token(name=called, role=role, hash=token_hash(made), made_at=_now()))
    click.echo(made)
    terminal.say(f"The token of {called}, {role}. It is not shown again; give it to nobody else.", error=True)


@token.command("list")
@record_argument
@as_json
def list_(record: Path, json: bool) -> None:
    """List who has a token, and who had one."""
    from onrecord.store.tokens import tokens

    with View.open(open_record(record)) as view:
        held = tokens(view, revoked=True)
    rows = [
        {"name": one.name, "role": one.role, "made_at": one.made_at, "revoked_at": one.revoked_at or None}
        for one in held
    ]
    if json:
        terminal.print_json(rows)
        return
    for row in rows:
        ended = f", taken back {row['revoked_at']}" if row["revoked_at"] else ""
        terminal.say(f"{row['name']}: {row['role']}, since {row['made_at']}{ended}")
    if not rows:
        terminal.say("Nobody has a token: the record is served to this machine only.")


@token.command()
@record_argument
@click.argument("name", metavar="NAME")
def revoke(record: Path, name: str) -> None:
    """Take somebody's token back: it opens nothing from now on."""
    with Writer(open_record(record)) as writer:
        writer.revoke_token(name, _now())
    terminal.say(f"The token of {name} is taken back.")


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds")
