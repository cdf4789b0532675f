"""Commands that make a record and put things into it: init, add, watch, build."""

import re
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from onrecord import terminal
from onrecord.cli.options import TYPED, as_json, builds, config_of, record_argument
from onrecord.config import Config
from onrecord.errors import UserError
from onrecord.store import View, create_record, open_record

HELD = ("documents", "statements", "awards", "subawards", "authorisations", "parties", "echoes", "tensions", "problems")
allow_private = click.option(
    "--allow-private", is_flag=True, help="Also fetch from this machine and from private networks."
)


@click.command()
@click.argument("record", type=TYPED, metavar="RECORD")
def init(record: str) -> None:
    """Make an empty record in a new folder."""
    _refuse_address(record, "records are folders of this machine so far; name a folder")
    create_record(Path(record))
    click.echo(f"{record}: an empty record. Next: onrecord add {record} FILES...")


@click.command()
@record_argument
@click.argument("sources", nargs=-1, required=True, type=TYPED, metavar="SOURCE...")
@allow_private
@click.option(
    "--awards-limit",
    default=10_000,
    show_default=True,
    type=click.IntRange(1),
    help="With usaspending: a search that finds more awards fetches none.",
)
@click.option(
    "--fresh-for",
    default="7d",
    show_default=True,
    metavar="TIME",
    help="With usaspending: answers no older than this are not asked for again.",
)
@as_json
def add(record: Path, sources: tuple[str, ...], json: bool, **settings: Any) -> None:
    """Put files, folders, pages of the web and public spending into the record, bytes as they came.

    An address (https://...) is fetched politely and kept as a web archive; a feed or sitemap with the pages it lists.
    usaspending:SEARCH fetches contracts: usaspending:azure agency:"Department of Homeland Security" from:2018-01-01.
    """
    from onrecord.pipeline import collect

    announce = partial(terminal.say, error=True)  # beside the rows of --json
    with terminal.progress_bars() as progress:
        reports = collect(open_record(record), sources, Config(**settings), progress, announce)
    if json:
        terminal.print_json(reports)
        return
    for report in reports:
        terminal.print_counts("collected", [(name, str(count)) for name, count in report.made], terminal.console())
    if failed := sum(report.problems for report in reports):
        click.echo(f"{failed} could not be collected; see: onrecord problems {record}")
    click.echo(f"Next: onrecord build {record}")


@click.command()
@record_argument
@click.option("--every", default="6h", show_default=True, metavar="TIME", help="How often: 30m, 6h, 2d.")
@click.option("--once", is_flag=True, help="One round, then end.")
@allow_private
@builds
def watch(record: Path, every: str, once: bool, **settings: Any) -> None:
    """Fetch the record's addresses again and again, keep each version, and build what is new; Ctrl-C ends it."""
    from onrecord.pipeline import watch as rounds

    config = config_of(**settings)
    with terminal.progress_bars() as progress:
        for report in rounds(open_record(record), config, progress, every="" if once else every):
            said = ", ".join(f"{count} {name}" for name, count in report.made)
            terminal.say(f"{datetime.now().astimezone():%Y-%m-%d %H:%M} {said}")


@click.command()
@record_argument
@builds
@as_json
def build(record: Path, json: bool, **settings: Any) -> None:
    """Read, extract, resolve and connect what is new; goes on where it was stopped."""
    from onrecord.pipeline import build as run

    config = config_of(**settings)
    opened = open_record(record)
    with terminal.progress_bars() as progress:
        reports = run(opened, config, progress)
    if json:
        terminal.print_json(reports)
        return
    screen = terminal.console()
    if not any(report.done for report in reports):
        screen.print("Nothing new.")
    else:
        new = [
            (f"{report.stage}: {name}", str(count)) for report in reports for name, count in report.made if report.done
        ]
        terminal.print_counts("new in this build", new, screen)
    with View.open(opened) as view:
        counts = view.counts()
    held = [(kind, f"{counts[kind]:,}") for kind in HELD if counts[kind] or kind not in {"subawards", "authorisations"}]
    terminal.print_counts("the record holds", held, screen)
    if counts["problems"]:
        click.echo(f"What was not read, or not wholly, and why: onrecord problems {record}")


def _refuse_address(typed: str, advice: str) -> None:
    # A colon behind a word of letters is an address or a query on every system we run on.
    if re.match(r"[A-Za-z]{3,}:", typed) and not Path(typed).exists():
        raise UserError(f"{typed}: {advice}")
