"""Write docs/cli.md from the commands themselves: `python tools/cli_docs.py`. A test fails when the page is behind."""

from collections.abc import Iterator
from pathlib import Path

import click

from onrecord.cli import cli

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
HEAD = """# Commands

Exit codes: 0 done · 1 done, and `verify` found something wrong, or `policy check --exit-code` a relation under a rule · 2 your error, said in one line · 3 a bug. `--debug`
anywhere shows the full trace of an error. `--json` prints one JSON object a line.

"""


def page() -> str:
    """Write the page."""
    context = click.Context(cli, info_name="onrecord")
    return HEAD + "".join(_lines(cli, context, "")).rstrip() + "\n"


def _lines(group: click.Group, context: click.Context, before: str) -> Iterator[str]:
    """Describe the commands of a group, those of groups inside it after them."""
    for name in sorted(group.commands):
        command, whole = group.commands[name], f"{before}{name}"
        inside = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inside))
        yield f"## onrecord {whole}\n\n```\nonrecord {whole} {usage}\n```\n\n{' '.join((command.help or '').split())}\n\n"
        options = [one for one in command.params if isinstance(one, click.Option)]
        for option in options:
            default = f" Default: `{option.default}`." if option.show_default and option.default is not None else ""
            metavar = f" {option.metavar or str(option.type.name).upper()}" if not option.is_flag else ""
            yield f"- `{'`, `'.join(option.opts)}{metavar}`: {option.help}{default}\n"
        yield "\n" if options else ""
        if isinstance(command, click.Group):
            yield from _lines(command, inside, f"{whole} ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
