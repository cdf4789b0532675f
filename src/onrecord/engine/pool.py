"""A supervised pool of worker processes: a slow or dying one costs its task only.

Each worker has a pipe of its own and a thread here that hands it one task at a time. Nothing is shared between workers, so
one that is killed, at whatever moment, leaves no lock held and no message of another's half read.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from multiprocessing import forkserver
from typing import Any

from onrecord.engine.attempt import attempt, failure, outcome
from onrecord.engine.outcome import Outcome, Result, Seconds, Task

TASKS_AHEAD = 8
"""Tasks taken per worker before the first is collected: keeps workers busy, bounds memory."""

TRIES = 3
"""Times a task is handed out when its worker ends before it has begun: something else ended that one."""

SECONDS_TO_START = 120.0
"""What a worker may take to start and say that it has a task, beside the task's own time."""

SECONDS_TO_END = 2.0
"""What a worker may take to end by itself."""

BEGUN = "begun"
"""What a worker says when it has a task in hand; the time of the task counts from there."""

PRELOAD = [
    "onrecord.read.html",
    "onrecord.read.pdf",
    "onrecord.read.mail",
    "onrecord.extract.extractors",
]
"""Imported once by the fork server, so that workers start in milliseconds."""


class LocalPool:
    """Runs tasks in worker processes; a slow or dying one costs its task only and is replaced."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._context = _context()
        self._threads = ThreadPoolExecutor(workers, "onrecord-worker")
        self._idle: deque[_Worker] = deque()
        self._all: set[_Worker] = set()
        self._processes = threading.Lock()  # `multiprocessing` counts its children without one of its own
        self._stopped = False

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], seconds: Seconds[Task]
    ) -> Iterator[Outcome[Task, Result]]:
        """Give an outcome for each task, in order; a worker starts when there is a task for it."""
        source = iter(tasks)
        waiting: deque[Future[Outcome[Task, Result]]] = deque()
        while True:
            for task in islice(source, self.workers * TASKS_AHEAD - len(waiting)):
                limit = seconds(task) if callable(seconds) else seconds
                waiting.append(self._threads.submit(self._done, function, task, limit))
            if not waiting:
                return
            try:
                yield waiting.popleft().result()
            except GeneratorExit:  # whoever asked has enough
                for one in waiting:
                    one.cancel()
                raise

    def _done(self, function: Callable[[Task], Result], task: Task, seconds: float) -> Outcome[Task, Result]:
        """Have a task done by a worker, another one if that ended before it began."""
        for _ in range(TRIES):
            worker = self._free_worker()
            found = worker.run(function, task, seconds)
            if found is not None and found.failure not in {"died", "timed_out"}:
                self._idle.append(worker)
                return found
            code = self._end(worker)
            if found is not None and found.failure == "died":
                return replace(found, message=f"its process ended with exit code {code}")
            if found is not None:
                return found
        return Outcome(task=task, value=None, failure="died", message=f"its process ended {TRIES} times")

    def _free_worker(self) -> "_Worker":
        with suppress(IndexError):
            return self._idle.pop()
        with self._processes:
            if self._stopped:
                raise RuntimeError("the pool was stopped")
            worker = _Worker(self._context)
            self._all.add(worker)
        return worker

    def _end(self, worker: "_Worker") -> int | None:
        with self._processes:
            self._all.discard(worker)
            return worker.end()

    def stop(self) -> None:
        """End the workers, also those at work."""
        with self._processes:
            self._stopped = True
            for worker in self._all:
                worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in list(self._all):
            self._end(worker)


class _Worker:
    """A worker process and this end of its pipe."""

    def __init__(self, context: Any) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()  # so that this end tells when the process has ended

    def run(self, function: Callable[[Task], Result], task: Task, seconds: float) -> Outcome[Task, Result] | None:
        """Have a task done; None when the process ended before it began."""
        try:
            self.pipe.send((function, task))
        except OSError:
            return None
        except Exception as error:  # noqa: BLE001  # a task that cannot travel between processes; none of it was sent
            return outcome(task, failure(error))
        try:
            if not self.pipe.poll(seconds + SECONDS_TO_START) or self.pipe.recv() != BEGUN:
                return None
        except (EOFError, OSError):
            return None
        try:
            if not self.pipe.poll(seconds):
                self.kill()
                message = f"stopped after {seconds:g} seconds"
                return Outcome(task=task, value=None, failure="timed_out", message=message)
            return outcome(task, self.pipe.recv())
        except (EOFError, OSError):
            return Outcome(task=task, value=None, failure="died")
        except Exception as error:  # noqa: BLE001  # a result that cannot travel between processes
            return outcome(task, failure(error))

    def kill(self) -> None:
        """End the process, whatever it does; whoever waits for it is told by the pipe."""
        with suppress(OSError):
            self.process.kill()

    def end(self) -> int | None:
        """Wait for the end of a process that has closed its pipe, or bring it about; give its exit code."""
        self.pipe.close()  # an idle worker ends by this
        self.process.join(SECONDS_TO_END)
        self.kill()
        self.process.join()
        code: int | None = self.process.exitcode
        return code


def _work(pipe: Any) -> None:
    """Do tasks until the other end of the pipe closes."""
    _end_with_parent()
    while True:
        task: Any = None
        try:
            function, task = pipe.recv()
        except (EOFError, OSError):
            return
        except Exception as error:  # noqa: BLE001  # what was sent cannot be opened here
            found: Any = failure(error)
            pipe.send(BEGUN)
        else:
            pipe.send(BEGUN)
            found = attempt(function, task)
        try:
            pipe.send(found)
        except OSError:
            return
        except Exception as error:  # noqa: BLE001  # a result that cannot travel between processes
            pipe.send(failure(error))


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


def _end_with_parent() -> None:
    """Have this worker end when the process that started the pool ends, however it ends and whatever runs here."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: Any) -> None:
    parent.join()
    os._exit(1)
