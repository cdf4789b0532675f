"""A supervised pool of worker processes (Pebble): a slow or dying one costs its task only."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import forkserver
from typing import Any, Generic

from pebble import ProcessExpired, ProcessPool

from onrecord.engine.attempt import attempt, failure, outcome
from onrecord.engine.outcome import Outcome, Result, Seconds, Task

TASKS_AHEAD = 8
"""Tasks handed out per worker before the first is collected: keeps workers busy, bounds memory."""

TRIES = 3
"""Times a task is handed out when the whole pool breaks under it: another task may have been at fault."""

SECONDS_BETWEEN_LOOKS = 1.0
"""How often a waiting runner looks whether its pool is still whole."""

PRELOAD = [
    "onrecord.read.html",
    "onrecord.read.pdf",
    "onrecord.read.mail",
    "onrecord.extract.extractors",
]
"""Imported once by the fork server, so that workers start in milliseconds."""


@dataclass(slots=True)
class Waiting(Generic[Task]):
    """A task handed out: the time it has, its future, and how often it was."""

    task: Task
    seconds: float
    future: Any
    tries: int = 1


class LocalPool:
    """Runs tasks in worker processes; a slow or dying one costs its task only and is replaced."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: Any = None

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], seconds: Seconds[Task]
    ) -> Iterator[Outcome[Task, Result]]:
        """Give an outcome for each task, in order; the pool starts with the first task."""
        source = iter(tasks)
        waiting: deque[Waiting[Task]] = deque()
        while True:
            for task in islice(source, self.workers * TASKS_AHEAD - len(waiting)):
                limit = seconds(task) if callable(seconds) else seconds
                waiting.append(Waiting(task, limit, self._handed_out(function, task, limit)))
            if not waiting:
                return
            if self._broke_under(waiting[0]) and waiting[0].tries < TRIES:
                self.stop()
                for one in filter(_is_lost, waiting):
                    one.tries += 1
                    one.future = self._handed_out(function, one.task, one.seconds)
                continue
            yield _collect(waiting.popleft())

    def _broke_under(self, one: Waiting[Task]) -> bool:
        """Wait for a task; True when the pool broke: a worker was killed from outside, between two tasks."""
        while self._pool.active and not wait([one.future], timeout=SECONDS_BETWEEN_LOOKS).done:
            pass
        return _is_lost(one)

    def _handed_out(self, function: Callable[[Task], Result], task: Task, seconds: float) -> Any:
        if self._pool is not None and not self._pool.active:
            self.stop()
        if self._pool is None:
            self._pool = ProcessPool(max_workers=self.workers, context=_context(), initializer=end_with_parent)
        return self._pool.schedule(attempt, args=(function, task), timeout=seconds)

    def stop(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None


def _context() -> Any:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(PRELOAD)
        with _deaf_to_ctrl_c():
            forkserver.ensure_running()
    return context


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Start processes that never hear Ctrl-C: it belongs to the one a person started, which ends them.

    A signal that is ignored stays so in what is started meanwhile, and in all that that starts. Else a server or a
    worker that is still loading dies of it, with a trace of its own.
    """
    if threading.current_thread() is not threading.main_thread():  # Python lets no other thread set signals
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def end_with_parent() -> None:
    """Have this worker end when the process that started the pool ends, however it ends and whatever runs here."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _is_lost(one: Waiting[Task]) -> bool:
    return not one.future.done() or isinstance(one.future.exception(), BrokenProcessPool)


def _collect(one: Waiting[Task]) -> Outcome[Task, Any]:
    """Say what became of a task that has ended."""
    task = one.task
    try:
        return outcome(task, one.future.result(timeout=0))
    except FutureTimeout:
        if not one.future.done():
            return Outcome(task=task, value=None, failure="died", message=f"its process ended {TRIES} times")
        return Outcome(task=task, value=None, failure="timed_out", message=f"stopped after {one.seconds:g} seconds")
    except ProcessExpired as error:
        message = f"its process ended with exit code {error.exitcode}"
        return Outcome(task=task, value=None, failure="died", message=message)
    except BrokenProcessPool:
        return Outcome(task=task, value=None, failure="died", message=f"its process ended {TRIES} times")
    except Exception as error:  # noqa: BLE001  # a task or result that cannot travel between processes
        return outcome(task, failure(error))
