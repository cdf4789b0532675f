"""Commands about a policy: check a record against one, print an example."""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from onrecord import terminal
from onrecord.cli.options import FOLDER, as_json, record_argument
from onrecord.store import View, open_record

if TYPE_CHECKING:
    from onrecord.answer.policy_rows import Checked, RelationRow


@click.group()
def policy() -> None:
    """Hold a record against rules of your own: which customers, suppliers or uses they name, and how far they reach."""


@policy.command()
@record_argument
@click.argument("file", type=FOLDER, metavar="POLICY.yaml")
@click.option("--exit-code", "exit_code", is_flag=True, help="End with 1 where a relation falls under a rule.")
@as_json
def check(record: Path, file: Path, exit_code: bool, json: bool) -> int:
    """List the relations in a record that fall under the rules of a policy, and those that could not be decided.

    Each with what it rests on; docs/policy.md explains the file. It judges nobody. Private people are named, to the owner of the record.
    """
    from onrecord.answer.policy import check as hold
    from onrecord.answer.policy_file import read_policy
    from onrecord.answer.policy_words import json_rows

    rules = read_policy(file)
    with View.open(open_record(record)) as view:
        checked = hold(view, rules)
    if json:
        terminal.print_json(json_rows(checked))
    else:
        _print(checked)
    return 1 if exit_code and checked.falling else 0


@policy.command()
def example() -> None:
    """Print a policy that explains itself, to begin one of your own: onrecord policy example > policy.yaml."""
    click.echo(files("onrecord.answer").joinpath("policy_example.yaml").read_text(encoding="utf-8"), nl=False)


def _print(checked: "Checked") -> None:
    from onrecord.answer.policy_words import NO_JUDGEMENT, counts, heading, notes, rule_lines

    screen = terminal.console()
    screen.print(Text(terminal.clean(checked.policy), "bold"))
    for answer in checked.answers:
        screen.print(Text(f"\n{terminal.clean(heading(answer))}", "bold"))
        for line in (*rule_lines(answer.rule), counts(answer), *notes(answer)):
            screen.print(Text(terminal.clean(line)))
        for title, rows in (("Falls under the rule", answer.falling), ("Could not be decided", answer.undecided)):
            if rows:
                screen.print(Text(f"\n{title}", "bold"))
            for row in rows:
                screen.print(_row(row))
    screen.print(Text(f"\n{NO_JUDGEMENT}"))
    screen.print(Text(terminal.clean(f"Searched: {checked.searched}."), "dim"))


def _row(row: "RelationRow") -> Text:
    from onrecord.answer.policy_words import ends_words, row_lines

    lines = "\n".join(f"    {line}" for line in row_lines(row))
    return Text(f"- {terminal.clean(ends_words(row))}\n", "bold") + Text(terminal.clean(lines), "not bold")
