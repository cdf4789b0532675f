"""Runners of this machine: in this process, or a supervised pool of worker processes (Pebble)."""

import multiprocessing
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from itertools import islice
from typing import Any

from pebble import ProcessExpired, ProcessPool

from onrecord.engine.outcome import Outcome, Result, Runner, Task
from onrecord.errors import UserError

TASKS_AHEAD = 8
"""Tasks handed out per worker before the first is collected: keeps workers busy, bounds memory."""

PRELOAD = ["onrecord.read.reader", "onrecord.extract.extractors"]
"""Imported once by the fork server, so that workers start in milliseconds."""


class Inline:
    """Runs tasks in this process, one after the other; cannot stop a slow one."""

    def map(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        seconds: float,  # noqa: ARG002  # part of the Runner contract
    ) -> Iterator[Outcome[Task, Result]]:
        """Give an outcome for each task, in order."""
        for task in tasks:
            try:
                value = function(task)
            except Exception as error:  # noqa: BLE001  # the contract: a failing task is an outcome
                yield Outcome(task=task, value=None, failure="raised", message=_say(error))
            else:
                yield Outcome(task=task, value=value)


class LocalPool:
    """Runs tasks in worker processes; a slow or dying one costs its task only and is replaced."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: Any = None

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], seconds: float
    ) -> Iterator[Outcome[Task, Result]]:
        """Give an outcome for each task, in order; the pool starts with the first task."""
        source = iter(tasks)
        waiting: deque[tuple[Task, Any]] = deque()
        while True:
            for task in islice(source, self.workers * TASKS_AHEAD - len(waiting)):
                waiting.append((task, self._started().schedule(function, args=(task,), timeout=seconds)))
            if not waiting:
                return
            task, future = waiting.popleft()
            yield _collect(task, future, seconds)

    def _started(self) -> Any:
        if self._pool is None:
            method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            context = multiprocessing.get_context(method)
            if method == "forkserver":
                context.set_forkserver_preload(PRELOAD)
            self._pool = ProcessPool(max_workers=self.workers, context=context)
        return self._pool

    def stop(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None


def _collect(task: Task, future: Any, seconds: float) -> Outcome[Task, Any]:
    try:
        return Outcome(task=task, value=future.result())
    except FutureTimeout:
        return Outcome(task=task, value=None, failure="timed_out", message=f"stopped after {seconds:g} seconds")
    except ProcessExpired as error:
        return Outcome(
            task=task, value=None, failure="died", message=f"its process ended with exit code {error.exitcode}"
        )
    except Exception as error:  # noqa: BLE001  # the contract: a failing task is an outcome
        return Outcome(task=task, value=None, failure="raised", message=_say(error))


def _say(error: BaseException) -> str:
    words = str(error).strip().splitlines()
    return f"{type(error).__name__}: {words[0] if words else 'no message'}"[:300]


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
    pool = LocalPool(int(match[1]))
    try:
        yield pool
    finally:
        pool.stop()
