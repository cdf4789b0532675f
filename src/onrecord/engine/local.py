"""Runners of this machine: this process, or worker processes that start with the first task."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from onrecord.engine.attempt import attempt, outcome
from onrecord.engine.outcome import Outcome, Result, Runner, Seconds, Task
from onrecord.errors import UserError


class Inline:
    """Runs tasks in this process, one after the other; cannot stop a slow one."""

    def map(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        seconds: Seconds[Task],  # noqa: ARG002  # part of the Runner contract
    ) -> Iterator[Outcome[Task, Result]]:
        """Give an outcome for each task, in order."""
        for task in tasks:
            yield outcome(task, attempt(function, task))


class Local:
    """Runs tasks in a pool of worker processes, which starts with the first task: a build with nothing new starts none."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: Any = None

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], seconds: Seconds[Task]
    ) -> Iterator[Outcome[Task, Result]]:
        """Give an outcome for each task, in order."""
        source = iter(tasks)
        for first in source:
            if self._pool is None:
                from onrecord.engine.pool import LocalPool  # noqa: PLC0415  # a large library, needed only now

                self._pool = LocalPool(self.workers)
            yield from self._pool.map(function, chain([first], source), seconds)

    def stop(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.stop()


@contextmanager
def open_runner(engine: str) -> Iterator[Runner]:
    """Open the runner an engine name asks for: `inline`, or `local:N` with N from 1 to 256 worker processes.

    Raises:
        UserError: No such engine.
    """
    if engine == "inline":
        yield Inline()
        return
    match = re.fullmatch(r"local:([1-9]\d{0,2})", engine)
    if match is None or int(match[1]) > 256:
        raise UserError(f"--engine {engine}: no such engine; use inline, or local:N with N worker processes (local:2)")
    pool = Local(int(match[1]))
    try:
        yield pool
    finally:
        pool.stop()
