"""Read what is not read yet."""

from collections import Counter
from dataclasses import dataclass, replace
from os import SEEK_END
from pathlib import Path
from shutil import rmtree

from onrecord.config import MEGABYTE, Config
from onrecord.engine import Outcome, Progress, Report, Runner, in_batches
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read import sniff
from onrecord.read.line_repeats import compare_sites, site_of
from onrecord.read.ocr import tesseract
from onrecord.read.reader import read_file, read_version
from onrecord.store import Evidence, Writer

FAILURE_CODES = {"timed_out": "timed_out", "died": "engine_died", "raised": "reader_failed"}


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One artefact to read: everything a worker needs."""

    path: Path
    origin: Origin
    config: Config
    spool: Path


def read_task(task: ReadTask) -> Reading:
    """Read one artefact, in a worker."""
    return read_file(task.path, task.origin, task.config, task.spool)


def run(writer: Writer, runner: Runner, config: Config, progress: Progress) -> Report:
    """Read the artefacts that this version of the readers has not read, a batch a transaction; then what was inside."""
    counts = Counter({"documents": 0, "spending rows": 0, "files inside": 0, "problems": 0})
    done = total = 0
    version = read_version(config)
    retry = "not_recognised" if tesseract() else ""  # installed since, perhaps
    while origins := writer.unread(version, retry):
        retry = ""
        total += len(origins)
        tasks = (_task(writer.evidence, origin, config) for origin in origins)
        for batch in in_batches(runner.map(read_task, tasks, seconds_of), config.batch):
            with writer.transaction():
                for outcome in batch:
                    _put(writer, outcome, version, counts)
                    done += 1
                    progress("read", done, total)
    if changed := compare_sites(writer, progress):
        counts["documents relabelled by their site"] = changed
    problems = counts.pop("problems")
    return Report(stage="read", done=done, made=tuple(counts.items()), problems=problems)


def seconds_of(task: ReadTask) -> float:
    """Give a file the time that its size and kind may need."""
    try:
        with task.path.open("rb") as file:
            head = file.read(sniff.MAGIC_BYTES)
            size = file.seek(0, SEEK_END)
    except OSError:
        return task.config.seconds_per_artefact  # reading will say what is wrong
    seconds = task.config.seconds_per_artefact + size / MEGABYTE
    is_page = (sniff.by_magic(head) or "").startswith(("application/pdf", "image/"))
    return seconds + task.config.seconds_per_recognition if is_page and tesseract() else seconds


def _task(evidence: Evidence, origin: Origin, config: Config) -> ReadTask:
    return ReadTask(evidence.path(origin.artefact), origin, config, evidence.spool(origin.artefact))


def _put(writer: Writer, outcome: Outcome[ReadTask, Reading], version: str, counts: Counter[str]) -> None:
    origin = outcome.task.origin
    reading = outcome.value or Reading(problems=(_failure(outcome),))
    placed = tuple(replace(one, site=site_of(one, origin)) for one in reading.documents)
    reading = replace(reading, documents=placed)
    writer.put_reading(origin, reading, version)
    if outcome.task.spool.exists():
        rmtree(outcome.task.spool, ignore_errors=True)  # what is left goes when the record is next opened to write
    counts["documents"] += len(reading.documents)
    counts["spending rows"] += len(reading.actions)
    counts["files inside"] += len(reading.children)
    counts["problems"] += len(reading.problems)
    for kind, number in reading.passed_over:
        counts[f"{kind}, passed over"] += number


def _failure(outcome: Outcome[ReadTask, Reading]) -> Problem:
    origin = outcome.task.origin
    return Problem(
        artefact=origin.artefact,
        path=origin.path,
        stage="read",
        code=FAILURE_CODES[outcome.failure or "raised"],
        message=f"{origin.path}: {outcome.message}; the file was set aside",
    )
