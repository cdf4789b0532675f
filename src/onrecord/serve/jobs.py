"""One piece of long work at a time, in a process of its own, so that pages stay quick and it can be stopped at any moment.

A build may be killed at any moment and simply be run again (`pipeline.py`), so stopping a job is ending its process.
"""

import multiprocessing
import os
import secrets
import shutil
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from onrecord.engine import Progress, Report
from onrecord.errors import OnrecordError, RecordBusy
from onrecord.store import Record, View
from onrecord.store.record import locked
from onrecord.store.since import Mark, mark

Work = Callable[[Record, Sequence[str], Progress], list[Report]]
"""Collects sources and builds: passed in, since these pages know no stage; it must travel to another process by its name."""
State = Literal["running", "done", "failed", "stopped"]
JOBS_KEPT = 20
SECONDS_TO_END = 5.0
RUNNING = "something is being added already; wait for it, or stop it, on the page Add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work and how far it is.

    Attributes:
        what: What was asked for, for people.
        since: Where the record's numbering stood before.
        stage, done, total: How far it is: inputs of the stage that runs, and how many there are.
        reports: What each stage did; once it is done.
        message: Why it failed.
    """

    id: str
    what: tuple[str, ...]
    since: Mark
    state: State = "running"
    stage: str = ""
    done: int = 0
    total: int = 0
    reports: tuple[Report, ...] = ()
    message: str = ""


class Jobs:
    """The jobs of one served record; a lock guards what threads of requests and of the job share."""

    def __init__(self, record: Record, work: Work) -> None:
        self.record = record
        self._work = work
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._process: Any = None
        self._listener: threading.Thread | None = None

    def start(self, what: Sequence[str], sources: Sequence[str], leave: Path | None = None) -> Job:
        """Begin a piece of work.

        Args:
            what: What it is, for people.
            sources: What is to be collected first; none to build only.
            leave: A folder that is removed when the work has ended, however it ends.

        Raises:
            RecordBusy: Another piece of work of this page runs.
        """
        with self._lock:
            if any(one.state == "running" for one in self._jobs.values()):
                raise RecordBusy(RUNNING)
            with View.open(self.record) as view:
                job = Job(id=secrets.token_hex(8), what=tuple(what), since=mark(view))
            ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
            arguments = (self._work, self.record, tuple(sources), theirs)
            self._process = multiprocessing.get_context("spawn").Process(target=run_apart, args=arguments)
            self._process.start()
            theirs.close()
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-JOBS_KEPT]:
                del self._jobs[old]
            self._listener = threading.Thread(target=self._listen, args=(job.id, ours, self._process, leave))
            self._listener.start()
        return job

    def refuse_second(self) -> None:
        """Refuse before anything is sent that could not be begun.

        Raises:
            RecordBusy: Another piece of work of this page runs, or another process writes to the record.
        """
        if (latest := self.latest()) and latest.state == "running":
            raise RecordBusy(RUNNING)
        with locked(self.record):
            pass

    def job(self, job: str) -> Job | None:
        """Give a job as it stands now; None where there is none of that id, or none any more."""
        with self._lock:
            return self._jobs.get(job)

    def latest(self) -> Job | None:
        """Give the job that was begun last."""
        with self._lock:
            return next(reversed(self._jobs.values()), None)

    def stop(self, job: str) -> None:
        """End a job's process, if it runs; what it has committed stays."""
        with self._lock:
            found = self._jobs.get(job)
            if found is None or found.state != "running":
                return
            self._jobs[job] = replace(found, state="stopped")
            process, listener = self._process, self._listener
        _end(process)
        if listener:
            listener.join(SECONDS_TO_END)

    def close(self) -> None:
        """Stop whatever runs: the server ends."""
        if latest := self.latest():
            self.stop(latest.id)

    def _listen(self, job: str, ours: Connection, process: Any, leave: Path | None) -> None:
        """Note what a process says until it ends; what became of it last, when nothing of it is left behind."""
        ended: dict[str, Any] = {}
        try:
            while not ended:
                said = ours.recv()
                if "state" in said:
                    ended = said
                else:
                    self._note(job, said)
        except (EOFError, OSError):
            pass
        process.join()
        ours.close()
        if leave:
            shutil.rmtree(leave, ignore_errors=True)
        message = f"the process that did the work ended by itself (exit code {process.exitcode}); try it again"
        self._note(job, ended or {"state": "failed", "message": message})

    def _note(self, job: str, said: dict[str, Any]) -> None:
        with self._lock:
            if self._jobs[job].state == "running":
                self._jobs[job] = replace(self._jobs[job], **said)


def _end(process: Any) -> None:
    process.terminate()
    process.join(SECONDS_TO_END)
    if process.is_alive():
        process.kill()
        process.join()


def run_apart(work: Work, record: Record, sources: Sequence[str], theirs: Connection) -> None:
    """Do the work, in a process of its own, and say through a pipe how far it is and what came of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the server, which ends this process
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def progress(stage: str, done: int, total: int) -> None:
        theirs.send({"stage": stage, "done": done, "total": total})

    try:
        theirs.send({"state": "done", "reports": tuple(work(record, sources, progress))})
    except OnrecordError as error:
        theirs.send({"state": "failed", "message": str(error)})


def _end_with_parent() -> None:
    """End this process when the server does, however that ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
