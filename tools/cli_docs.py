"""Write docs/cli.md from the commands themselves: `python tools/cli_docs.py`. A test fails when the page is behind."""

from pathlib import Path

import click

from onrecord.cli import cli

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
HEAD = """# Commands

Exit codes: 0 done · 1 done, and `verify` found something wrong · 2 your error, said in one line · 3 a bug. `--debug`
anywhere shows the full trace of an error. `--json` prints one JSON object a line.

"""


def page() -> str:
    """Write the page."""
    parts = [HEAD]
    context = click.Context(cli, info_name="onrecord")
    for name in sorted(cli.commands):
        command = cli.commands[name]
        usage = " ".join(command.collect_usage_pieces(click.Context(command, info_name=name, parent=context)))
        parts.append(
            f"## onrecord {name}\n\n```\nonrecord {name} {usage}\n```\n\n{' '.join((command.help or '').split())}\n\n"
        )
        options = [one for one in command.params if isinstance(one, click.Option)]
        for option in options:
            default = f" Default: `{option.default}`." if option.show_default and option.default is not None else ""
            metavar = f" {option.metavar or str(option.type.name).upper()}" if not option.is_flag else ""
            parts.append(f"- `{'`, `'.join(option.opts)}{metavar}`: {option.help}{default}\n")
        parts.append("\n" if options else "")
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
