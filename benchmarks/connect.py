"""How fast does the record connect? `python benchmarks/connect.py [--sizes 1000 2000 ...] [--stage]`, on a pinned corpus.

Without `--stage` the search for copies alone: fingerprints, candidates, comparisons, in this process. With it the whole
connect stage on a record of as many articles, read and resolved beforehand. At 10,000 articles a
hundred more are added afterwards. Each size runs in a process of its own, so that its peak memory is its own. Growth and the
share of adding are those of processor time: other programs may be running.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from connect_corpus import articles, digest, document, make_record, put_articles
from onrecord.connect.lineage.candidates import Candidate, candidates, still_candidates
from onrecord.connect.lineage.copies import Text, copy_of, text_of, worth_comparing
from onrecord.connect.lineage.families import families, settle
from onrecord.connect.lineage.fingerprints import Fingerprint
from onrecord.model.ids import DocumentId
from onrecord.model.lineage import Copy
from onrecord.store import Record, Writer

PINNED = {1000: "6e0c205d44ab41d46473fa99c7537fabdec382d21811df576439e28eb77cfaf2"}
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)
BASE, ADDED = 10_000, 100
PREPARED = 2_000
"""Texts kept prepared for comparing, as the stage does: some 120 kB each."""
LIMIT_S, LIMIT_MB, LIMIT_GROWTH, LIMIT_ADDED = 300, 2_000, 2.5, 0.05


@dataclass(frozen=True, slots=True)
class Timing:
    """What connecting so many articles took.

    Attributes:
        seconds: By the clock, of each piece of the work.
        processor: Seconds of processor time in all.
        peak: Megabytes of this process at most; of them `before` were in use when it began.
        found: What came of it.
        added, added_processor: Seconds to connect new articles afterwards, by the clock and of the processor.
    """

    articles: int
    seconds: dict[str, float]
    processor: float
    before: float
    peak: float
    found: dict[str, int]
    added: float | None = None
    added_processor: float | None = None

    @property
    def whole(self) -> float:
        """Seconds in all."""
        return sum(self.seconds.values())


def peak() -> float:
    """Give the most memory this process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


class _Clock:
    """Times pieces of work by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def copies(count: int, added: int) -> Timing:
    """Search for copies among articles held in memory, and again after some were added; texts are prepared as needed."""
    documents = {
        one.id: one for one in (document(some, number)[1] for number, some in enumerate(articles(count + added)))
    }
    prepared = lru_cache(maxsize=PREPARED)(lambda name: text_of(documents[name]))
    old, new = list(documents)[:count], list(documents)[count:]
    clock, began, before = _Clock(), time.process_time(), peak()
    with clock("fingerprints"):
        held = [prepared(one).fingerprint for one in old]
    with clock("candidates"):
        proposed = candidates(held)
    with clock("comparisons"):
        found = compare(proposed, held, prepared)
    with clock("settling"):
        sizes = {one.document: one.words for one in held}
        settled = settle(found, sizes)
        families(settled, sizes)
    processor, most = time.process_time() - began, peak()
    start, begun = time.perf_counter(), time.process_time()
    if added:
        held += [prepared(one).fingerprint for one in new]
        found += compare(candidates(held, frozenset(new)), held, prepared)
        still = {(one.left, one.right) for one in still_candidates([ends(one) for one in found], held)}
        settle([one for one in found if ends(one) in still], {one.document: one.words for one in held})
    return Timing(
        articles=count,
        seconds=clock.seconds,
        processor=processor,
        before=before,
        peak=most,
        found={
            "candidates": len(proposed),
            "copies": len(settled),
            "stitched": sum(one.kind == "stitched" for one in settled),
        },
        added=time.perf_counter() - start if added else None,
        added_processor=time.process_time() - begun if added else None,
    )


def compare(
    proposed: Sequence[Candidate], held: Sequence[Fingerprint], prepared: Callable[[DocumentId], Text]
) -> list[Copy]:
    """Compare the candidates that are worth it."""
    prints = {one.document: one for one in held}
    worth = (one for one in proposed if worth_comparing(one, prints[one.left], prints[one.right]))
    found = (copy_of(prepared(one.left), prepared(one.right)) for one in worth)
    return [one for one in found if one]


def ends(copy: Copy) -> tuple[DocumentId, DocumentId]:
    """Give the documents of a copy, the smaller id first."""
    return min(copy.document, copy.of), max(copy.document, copy.of)


def stage(count: int, added: int) -> Timing:
    """Run the connect stage on a record of its own, and again after some articles were added."""
    from onrecord.connect.stage import run  # noqa: PLC0415  # only with --stage
    from onrecord.resolve.stage import run as resolve  # noqa: PLC0415  # only with --stage

    def quiet(*_: object) -> None:
        pass

    with tempfile.TemporaryDirectory() as folder:
        record: Record = make_record(Path(folder) / "record", count)
        with Writer(record) as writer:
            resolve(writer, quiet)
            clock, began, before = _Clock(), time.process_time(), peak()
            with clock("connect"):
                report = run(writer, quiet)
            processor, most = time.process_time() - began, peak()
            again = spent = None
            if added:
                put_articles(writer, islice(enumerate(articles(count + added)), count, None))
                resolve(writer, quiet)
                start, begun = time.perf_counter(), time.process_time()
                run(writer, quiet)
                again, spent = time.perf_counter() - start, time.process_time() - begun
        return Timing(
            articles=count,
            seconds=clock.seconds,
            processor=processor,
            before=before,
            peak=most,
            found=dict(report.made),
            added=again,
            added_processor=spent,
        )


def alone(what: str, count: int, added: int) -> Timing:
    """Measure one size in a process of its own."""
    command = [sys.executable, __file__, "--one", what, str(count), str(added)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Timing(**json.loads(done.stdout.splitlines()[-1]))


def show(timings: list[Timing]) -> int:
    """Print the curve; give the number of limits that are not met."""
    missed = []
    before: Timing | None = None
    for one in timings:
        pieces = ", ".join(f"{name} {seconds:.2f}" for name, seconds in one.seconds.items())
        found = ", ".join(f"{number:,} {name}" for name, number in one.found.items())
        print(
            f"{one.articles:>7,} articles: {one.whole:8.2f} s ({1000 * one.whole / one.articles:.2f} ms each; {pieces});"
            f" processor {one.processor:.2f} s; peak {one.peak:,.0f} MB, {one.before:,.0f} before; {found}"
        )
        if before and before.articles * 2 == one.articles:
            growth = one.processor / before.processor
            print(f"          doubled: {growth:.2f} times the processor time (limit {LIMIT_GROWTH})")
            missed += [f"doubling to {one.articles}"] * (growth >= LIMIT_GROWTH)
        if one.added is not None:
            share = (one.added_processor or one.added) / one.processor
            print(
                f"          {ADDED} added: {one.added:.2f} s, {one.added_processor:.2f} s of the processor,"
                f" {share:.1%} of the whole (limit {LIMIT_ADDED:.0%})"
            )
            missed += ["adding"] * (share >= LIMIT_ADDED)
        if one.articles == BASE:
            missed += ["time"] * (one.whole >= LIMIT_S) + ["memory"] * (one.peak >= LIMIT_MB)
        before = one
    for one in missed:
        print(f"the limit is not met: {one}", file=sys.stderr)
    return len(missed)


def main() -> int:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--stage", action="store_true", help="the whole connect stage on a record")
    parser.add_argument("--one", nargs=3, metavar=("WHAT", "ARTICLES", "ADDED"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        what, count, added = options.one
        print(json.dumps(asdict({"copies": copies, "stage": stage}[what](int(count), int(added)))))
        return 0
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "load": os.getloadavg()[0]}
    print(json.dumps(machine))
    for count, pinned in PINNED.items():
        if digest(count) != pinned:
            sys.exit(f"the corpus is not the pinned one ({digest(count)}): figures would not compare")
    what = "stage" if options.stage else "copies"
    return int(show([alone(what, one, ADDED if one == BASE else 0) for one in options.sizes]) > 0)


if __name__ == "__main__":
    sys.exit(main())
