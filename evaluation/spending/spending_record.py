"""Records made and asked through the command line, as a user makes and asks them."""

import contextlib
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.cli import main
from onrecord.store import View, open_record

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests/fixtures/spending"
AWARDS = ROOT.parent / "shared/data/awards"
FOUND_NOTHING = 2


class CommandFailed(Exception):
    """A command ended with another code than 0."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A record, its open view, and its commands."""

    folder: Path
    view: View

    def rows(self, command: str, *arguments: str) -> list[dict[str, Any]]:
        """Run a command with `--json` and give its rows."""
        return [json.loads(line) for line in self.text(command, *arguments, "--json").splitlines()]

    def text(self, command: str, *arguments: str) -> str:
        """Run a command and give what it prints; arguments follow the record."""
        return run(command, str(self.folder), *arguments)


def run(*arguments: str) -> str:
    """Run one command and give what it prints.

    Raises:
        CommandFailed: It does not end with 0; the message is what it said.
    """
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        code = main(list(arguments))
    if code:
        raise CommandFailed(f"onrecord {' '.join(arguments)}: {code}: {errors.getvalue().strip()}")
    return out.getvalue()


def build(folder: Path, sources: Iterable[Path], *, engine: str = "inline") -> list[dict[str, Any]]:
    """Make a record of some files; gives what each stage reports."""
    run("init", str(folder))
    reports = run("add", str(folder), *map(str, sources), "--json")
    reports += run("build", str(folder), "--engine", engine, "--json")
    return [json.loads(line) for line in reports.splitlines()]


@contextmanager
def opened(folder: Path) -> Iterator[Asked]:
    """Open a record to ask it."""
    with View.open(open_record(folder)) as view:
        yield Asked(folder, view)
