"""How fast is a build? `python benchmarks/build.py [--documents 1000]`, on inputs that are pinned by a hash.

Prints the machine, then for each measure n, the median of the runs and their spread. Reading is set beside trafilatura
alone on the same pages in the same run, since absolute times say more about the machine than about us.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from corpus import write_corpus
from onrecord.config import Config
from onrecord.extract.extractors import extract_document
from onrecord.extract.listening import listener
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.pipeline import build
from onrecord.read.reader import read_file
from onrecord.store import open_record

PINNED = {1000: "fef32db2fd52e08780eae92741837e11f39d1f2f0221443cc92cd59fbf3d9cf6"}
REBUILD_LIMIT = 0.02
INSIDE = Path(tempfile.gettempdir()) / "onrecord-benchmark-inside"
"""Where files inside files would go; the corpus has none."""


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Time some work a few times, in seconds of wall clock."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def line(name: str, n: int, seconds: list[float], unit: str) -> None:
    """Print a rate with its spread."""
    rates = sorted(n / one for one in seconds)
    print(
        f"{name:<46} n={n:<6} median {statistics.median(rates):>9,.0f} {unit}  ({rates[0]:,.0f} to {rates[-1]:,.0f}, {len(rates)} runs)"
    )


def onrecord(*arguments: str) -> float:
    """Run the command line as a user would and give its wall time."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "onrecord.cli", *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def stages(folder: Path, runs: int) -> None:
    """Measure reading and extracting in one process."""
    files = sorted(folder.iterdir())
    origins = [
        Origin(artefact=artefact_id(one.name.encode()), path=str(one), collected_at="2026-01-01T00:00:00+00:00")
        for one in files
    ]
    config = Config(engine="inline")
    documents = [
        document
        for one, origin in zip(files, origins, strict=True)
        for document in read_file(one, origin, config, INSIDE).documents
    ]
    line(
        "read, one process",
        len(files),
        timed(lambda: [read_file(a, b, config, INSIDE) for a, b in zip(files, origins, strict=True)], runs),
        "documents/s",
    )
    pages = [one for one in files if one.suffix == ".html"]
    page_origins = [origin for one, origin in zip(files, origins, strict=True) if one.suffix == ".html"]
    ours = timed(lambda: [read_file(a, b, config, INSIDE) for a, b in zip(pages, page_origins, strict=True)], runs)
    theirs = timed(
        lambda: [trafilatura.extract(one.read_text(encoding="utf-8"), favor_precision=True) for one in pages], runs
    )
    line("  HTML pages only", len(pages), ours, "documents/s")
    line("  trafilatura alone on the same pages", len(pages), theirs, "documents/s")
    print(
        f"  reading costs {statistics.median(ours) / statistics.median(theirs):.2f} times trafilatura alone (our stream, map, labels and dates included)"
    )
    words = sum(len(one.text.split()) for one in documents)
    rules = timed(lambda: [extract_document(one) for one in documents], runs)
    line("extract by rules, one process", words, rules, "words/s")
    listen = listener(config)
    model = timed(lambda: [extract_document(one, listen) for one in documents], 1)
    line("extract by the model, one process", words, model, "words/s")


def whole(folder: Path, record: Path, count: int) -> None:
    """Measure a build by the command line, and the same build with nothing new."""
    onrecord("init", str(record))
    onrecord("add", str(record), str(folder))
    first = onrecord("build", str(record))
    again = [onrecord("build", str(record)) for _ in range(5)]
    start_up = [onrecord("--version") for _ in range(5)]
    ratio = statistics.median(again) / first
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(f"{'build, whole command':<46} n={count:<6} {first:.1f} s = {count / first:,.0f} documents/s")
    print(
        f"{'build again, nothing new':<46} median {statistics.median(again):.2f} s = {100 * ratio:.1f} % of the first (limit {100 * REBUILD_LIMIT:.0f} %)"
    )
    print(f"{'  of that, starting the program':<46} median {statistics.median(start_up):.2f} s")
    opened, config = open_record(record), Config()
    work = timed(lambda: build(opened, config, lambda *_: None), 5)
    print(
        f"{'  the build itself, in a running program':<46} median {statistics.median(work):.3f} s = {100 * statistics.median(work) / first:.2f} %"
    )
    print(f"{'peak memory of the largest process':<46} {peak:,.0f} MB")
    size = sum(one.stat().st_size for one in record.rglob("*") if one.is_file())
    print(f"{'record on disk':<46} {size / 1e6:,.1f} MB")
    if ratio > REBUILD_LIMIT:
        print("the limit is not met", file=sys.stderr)


def main() -> None:
    """Run all measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp())
    try:
        digest = write_corpus(work / "corpus", options.documents)
        machine = {
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "load": os.getloadavg()[0],
        }
        print(json.dumps(machine))
        print(f"corpus of {options.documents} documents, sha256 {digest[:16]}")
        if PINNED.get(options.documents, digest) != digest:
            sys.exit("the corpus is not the pinned one: figures would not compare")
        stages(work / "corpus", options.runs)
        whole(work / "corpus", work / "record", options.documents)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
