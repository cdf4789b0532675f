"""Read what is not read yet."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.config import Config
from onrecord.engine import Outcome, Progress, Report, Runner, in_batches
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read.reader import READ_VERSION, read_file
from onrecord.store import Writer

FAILURE_CODES = {"timed_out": "timed_out", "died": "engine_died", "raised": "reader_failed"}


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One artefact to read: everything a worker needs."""

    path: Path
    origin: Origin
    config: Config


def read_task(task: ReadTask) -> Reading:
    """Read one artefact, in a worker."""
    return read_file(task.path, task.origin, task.config)


def run(writer: Writer, runner: Runner, config: Config, progress: Progress) -> Report:
    """Read the artefacts that this version of the readers has not read, a batch a transaction."""
    origins = writer.unread(READ_VERSION)
    tasks = (ReadTask(writer.evidence.path(origin.artefact), origin, config) for origin in origins)
    done = documents = actions = problems = 0
    for batch in in_batches(runner.map(read_task, tasks, config.seconds_per_artefact), config.batch):
        with writer.transaction():
            for outcome in batch:
                reading = outcome.value or Reading(problems=(_failure(outcome),))
                writer.put_reading(outcome.task.origin, reading, READ_VERSION)
                done += 1
                documents += len(reading.documents)
                actions += len(reading.actions)
                problems += len(reading.problems)
                progress("read", done, len(origins))
    return Report(
        stage="read", done=done, made=(("documents", documents), ("spending rows", actions)), problems=problems
    )


def _failure(outcome: Outcome[ReadTask, Reading]) -> Problem:
    origin = outcome.task.origin
    return Problem(
        artefact=origin.artefact,
        path=origin.path,
        stage="read",
        code=FAILURE_CODES[outcome.failure or "raised"],
        message=f"{origin.path}: {outcome.message}; the file was set aside",
    )
