"""Functions for workers: they must be importable in another process."""

import os
import re
import time
from pathlib import Path
from typing import NoReturn


class Awkward(Exception):
    """An exception that cannot be unpickled: pickling keeps its message, not its two arguments."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} in {where}")


def double(number: int) -> int:
    """Give twice a number."""
    return 2 * number


def misbehave(task: str) -> str:
    """Do what a task says: raise, die, sleep, or give something that cannot travel."""
    if task == "raise":
        raise ValueError("first line\nsecond line")
    if task == "raise awkwardly":
        raise Awkward("a thing", "a place")
    if task == "raise nothing":
        raise KeyError
    if task == "overflow":
        return misbehave(task)
    return task


def unruly(task: str) -> object:
    """Do what no function in this process may do."""
    if task == "die":
        os._exit(3)
    if task == "kill":
        os.kill(os.getpid(), 9)
    if task == "sleep":
        time.sleep(60)
    if task == "backtrack":  # inside C code that lets nobody else run
        return re.match(r"(a|a)*b", "a" * 60)
    if task == "closure":
        return lambda: task
    return misbehave(task)


def process_of(task: Path) -> int:
    """Name the process this runs in, by a file, and work until told to stop or 30 seconds have passed."""
    task.with_suffix(".pid").write_text(str(os.getpid()), encoding="utf-8")
    end = time.monotonic() + 30
    while time.monotonic() < end and not task.with_suffix(".stop").exists():
        time.sleep(0.01)
    return os.getpid()


def own_process(task: int) -> tuple[int, int]:
    """Name the process this runs in."""
    return task, os.getpid()


def never(task: object) -> NoReturn:
    """Fail the test that calls it."""
    raise AssertionError(task)
