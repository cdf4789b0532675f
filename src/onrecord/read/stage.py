"""Read what is not read yet."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from os import SEEK_END
from pathlib import Path
from shutil import rmtree

from onrecord.config import MEGABYTE, Config
from onrecord.engine import Outcome, Progress, Report, Runner, in_batches
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading, RowFile, TablePart
from onrecord.read import sniff
from onrecord.read.line_repeats import compare_sites, site_of
from onrecord.read.ocr import tesseract
from onrecord.read.reader import read_file, read_version
from onrecord.store import Evidence, Writer

ROW_NAMES = {
    "actions": "spending rows",
    "subawards": "subawards",
    "authorisations": "authorisations",
    "edges": "edges between names",
}
FAILURE_CODES = {"timed_out": "timed_out", "died": "engine_died", "raised": "reader_failed"}


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One artefact to read: everything a worker needs."""

    path: Path
    origin: Origin
    config: Config
    spool: Path
    part: TablePart | None = None
    whole: bool = False


def read_task(task: ReadTask) -> Reading:
    """Read one artefact or a stretch of it, in a worker."""
    return read_file(task.path, task.origin, task.config, task.spool, part=task.part, whole=task.whole)


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
        large: list[Outcome[ReadTask, Reading]] = []
        for batch in in_batches(runner.map(read_task, tasks, seconds_of), config.batch):
            with writer.transaction():
                for outcome in batch:
                    if outcome.value and outcome.value.parts:
                        large.append(outcome)
                        continue
                    _put(writer, outcome, version, counts)
                    done += 1
                    progress("read", done, total)
        for outcome in large:  # one after the other: all workers read stretches of one table
            _put_large(writer, runner, outcome, version, counts)
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
    _empty(outcome.task.spool)
    _count(reading, counts)


class PartsDisagree(Exception):
    """A stretch of a table is not what the look at the whole said it would be."""


def _put_large(
    writer: Writer, runner: Runner, outcome: Outcome[ReadTask, Reading], version: str, counts: Counter[str]
) -> None:
    """Take in a large table stretch by stretch, in one transaction; whole, where it does not come apart as it seemed to."""
    task = outcome.task
    assert outcome.value is not None  # noqa: S101  # it has parts
    problems: list[Problem] = []
    files: list[RowFile] = []
    try:
        with writer.transaction():
            stretches = _stretches(runner, task, outcome.value.parts, problems, files)
            writer.put_reading(task.origin, Reading(), version, stretches)
            writer.put_problems("read", task.origin.artefact, problems)
    except PartsDisagree:
        with writer.transaction():
            for again in runner.map(read_task, [replace(task, whole=True)], seconds_of):
                _put(writer, again, version, counts)
        return
    _empty(task.spool)
    _count(Reading(rows=tuple(files), problems=tuple(problems)), counts)


def _stretches(
    runner: Runner, task: ReadTask, parts: Sequence[TablePart], problems: list[Problem], files: list[RowFile]
) -> Iterator[RowFile]:
    """Read stretches in the workers; each file is gone when the next one is asked for."""
    tasks = (replace(task, part=part, spool=task.spool / str(part.first)) for part in parts)
    for outcome in runner.map(read_task, tasks, seconds_of):
        reading, part = outcome.value, outcome.task.part
        if reading is None or part is None or not reading.rows:
            raise PartsDisagree
        problems += reading.problems
        files += reading.rows
        yield from reading.rows
        _empty(outcome.task.spool)
    if not any(number for file in files for _, number in file.counts):
        raise PartsDisagree  # what is wrong with a file without a row, only the whole of it says


def _empty(spool: Path) -> None:
    if spool.exists():
        rmtree(spool, ignore_errors=True)  # what is left goes when the record is next opened to write


def _count(reading: Reading, counts: Counter[str]) -> None:
    counts["documents"] += len(reading.documents)
    for file in reading.rows:
        for kind, number in file.counts:
            counts[ROW_NAMES[kind]] += number
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
