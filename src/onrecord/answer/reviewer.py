"""Who decides: the name that git has for the person, else the system's."""

import getpass
import shutil
import subprocess

from onrecord.errors import UserError

SECONDS = 5


def reviewer(given: str = "") -> str:
    """Name the person at the keyboard.

    Raises:
        UserError: Nobody knows the name.
    """
    if found := " ".join(given.split()) or name_in_git() or _of_system():
        return found
    raise UserError("who decides? give your name with --user NAME")


def name_in_git() -> str:
    """Give the name that git has for the person at this machine; empty without git, or where it has none."""
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  # a fixed command, no shell
            [git, "config", "--get", "user.name"], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return " ".join(done.stdout.split())


def _of_system() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # KeyError until Python 3.13: an id without a name
        return ""
