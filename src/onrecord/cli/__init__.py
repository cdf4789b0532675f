"""The command line: arguments in, answers out; nothing is worked out here.

Exit codes: 0 done; 1 done, and problems were found (`verify`); 2 the user's error; 3 a bug.
"""

import contextlib
import io
import logging
import os
import sys
import traceback

import click

from onrecord import __version__, terminal
from onrecord.cli import asking, giving, making, papers, policing, reviewing, seams, tokens
from onrecord.errors import OnrecordError

COMMANDS = (
    *(making.init, making.add, making.watch, making.build),
    *(asking.search, asking.show, asking.timeline, asking.said_and_done, asking.problems),
    reviewing.review,
    papers.dossier,
    policing.policy,
    *(giving.export_, giving.verify, giving.serve),
    tokens.token,
    *(seams.extract, seams.match, seams.read),
)


@click.group(commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
@click.option("--debug", is_flag=True, help="Show the full trace of an error.")
def cli(debug: bool) -> None:
    """Said and done, side by side: from articles, mail, PDFs and spending data to the record."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code; no trace reaches the user unless `--debug` asks for it."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    ordered = (
        ["--debug", *(one for one in given if one != "--debug")] if debug else given
    )  # so that it may stand anywhere
    try:
        code = cli.main(args=ordered, prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped; run the same command again to go on", 130)
    except BrokenPipeError:
        return _reader_left()
    except SystemExit as error:
        if error.code != 1:
            raise
        return _reader_left()  # click and rich end so when nobody reads their output any more
    except (OnrecordError, OSError) as error:
        if debug:
            traceback.print_exc()
        return _say(str(error), 2)
    except Exception as error:  # noqa: BLE001  # the last resort: a bug, said in one line
        if debug:
            traceback.print_exc()
        return _say(f"a bug: {type(error).__name__}: {error}. Please report it with what --debug shows", 3)
    return int(code or 0)


def _say(message: str, code: int) -> int:
    terminal.say(f"onrecord: {message}", error=True)
    return code


def _reader_left() -> int:
    """End quietly, as `onrecord problems RECORD | head` asks for: what is still to be written goes nowhere."""
    with contextlib.suppress(OSError, ValueError):  # no real output to turn away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def start() -> None:
    """Run as a program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an old console or LANG must not end a command over one character
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    logging.getLogger("stamina").addHandler(logging.NullHandler())  # a repeated call is no news to the user
    sys.exit(main())
