"""How fast do spending rows go into a record? `python benchmarks/spending.py [--rows 20000 100000 1000000] [--peers FOLDER]`.

Loads made-up USAspending transactions (spending_rows.py: 297 columns, some 2,000 bytes a row; pinned by a hash) with
`add` and the read stage, engine local:2: every row an action, awards derived from them, indexes and full text made.
With --peers the same file goes, in the same run, into SQLite by `sqlite-utils insert --csv` and into DuckDB by its
`read_csv`: one table of text each, no index, no full text, nothing checked. They are no dependencies of this project:
each gets a virtual environment of its own in FOLDER, made by pip where it is missing. Every measure is a process of its
own. "Others": how many of the processor cores other programs kept busy meanwhile.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spending_rows import write_transactions
from used import Used, watch_tree

HERE = Path(__file__).parent
PINNED = {
    20_000: "33437aa79d9802d7fbdc7e578d2963da1dc3f33803235cf4e5c841ae87088c6a",
    100_000: "d28fa0c16a8aac6445bffbcce381fcbae2dfa5f604371468d4b0fbd42d9b8fd4",
    1_000_000: "c2456047476f56539d0748481d93495953890b2d81c2b50f1f5c989f814eb15f",
}
PARTS = ("add", "read")
LATER = ("resolve", "connect")
PEERS = ("sqlite-utils", "duckdb")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process took.

    Attributes:
        seconds: By the clock, its start included.
        others: Processor cores that other programs kept busy meanwhile, on average.
        output: The last line it printed.
    """

    seconds: float
    used: Used
    others: float
    output: str


@dataclass(frozen=True, slots=True)
class Load:
    """A way to load the file.

    Attributes:
        commands: One after the other; all of them count.
        made: What they make: a file or folder.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    made: Path


def busy_seconds() -> float:
    """Give the processor seconds used on this machine since it started; 0 on a system without /proc."""
    try:
        fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    except OSError:
        return 0.0
    user, nice, system, _, _, irq, softirq, steal = map(int, fields[:8])  # proc(5); idle and iowait are left out
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def run(command: Sequence[str]) -> Taken:
    """Run a program and watch it."""
    before, started = busy_seconds(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    used = watch_tree(process.pid)
    output, _ = process.communicate()
    seconds, seen = time.perf_counter() - started, used()
    if process.returncode:
        sys.exit(f"{' '.join(command)}: ended with {process.returncode}")
    others = max(0.0, busy_seconds() - before - seen.processor_seconds) / seconds
    return Taken(seconds, seen, others, (output.strip().splitlines() or [""])[-1])


def together(taken: Sequence[Taken]) -> Taken:
    """Add up what parts took, one after the other."""
    seconds = sum(one.seconds for one in taken)
    used = Used(
        max(one.used.largest for one in taken),
        max(one.used.together for one in taken),
        sum(one.used.processor_seconds for one in taken),
    )
    return Taken(seconds, used, sum(one.others * one.seconds for one in taken) / seconds, taken[-1].output)


def ours(part: str, record: Path, *file: Path) -> tuple[str, ...]:
    """Say how a part of our loading is started."""
    return (sys.executable, str(HERE / "spending_once.py"), part, str(record), *map(str, file))


def loads(work: Path, file: Path, peers: Path | None, *, sqlite_utils: bool) -> list[Load]:
    """List the ways to load the file."""
    record = work / "record"
    found = [Load("onrecord: add and read", (ours("add", record, file), ours("read", record)), record)]
    if peers:
        program, interpreter = (peers / name / "bin" for name in PEERS)
        sqlite, duck = work / "sqlite.db", work / "duck.db"
        insert = (str(program / "sqlite-utils"), "insert", str(sqlite), "rows", str(file), "--csv", "--silent")
        load = (str(interpreter / "python"), str(HERE / "peer_duckdb.py"), str(file), str(duck))
        found.append(Load("DuckDB read_csv", (load,), duck))
        if sqlite_utils:
            found.append(Load("sqlite-utils insert --csv", (insert,), sqlite))
            found.append(Load("sqlite-utils, all text", ((*insert, "--no-detect-types"),), sqlite))
    return found


def line(name: str, rows: int, taken: Taken, size: int = 0) -> None:
    """Print what a load took."""
    used = taken.used
    print(
        f"{name:<26}{taken.seconds:>7.1f} s {rows / taken.seconds:>9,.0f} rows/s "
        f"{1e6 * used.processor_seconds / rows:>6.1f} processor µs a row {used.largest:>7,.0f} MB {used.together:>7,.0f} MB "
        f"others {taken.others:.2f}" + (f"  {size / 1e6:>8,.0f} MB made" if size else ""),
        flush=True,
    )


def size_of(path: Path) -> int:
    """Give the bytes of a file or of a folder's files."""
    return sum(one.stat().st_size for one in ([path] if path.is_file() else path.rglob("*")) if one.is_file())


def removed(paths: Iterable[Path]) -> None:
    """Remove files and folders."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def measure(load: Load, rows: int, runs: int) -> Taken:
    """Load some times; print each part of the median run, and what it left on disk."""
    found: list[tuple[Taken, ...]] = []
    for _ in range(runs):
        removed([load.made])
        found.append(tuple(run(command) for command in load.commands))
    found.sort(key=lambda parts: together(parts).seconds)
    chosen = found[(runs - 1) // 2]
    for part, taken in zip(PARTS, chosen, strict=False):
        if len(chosen) > 1:
            line(f"  {part}", rows, taken)
    whole = together(chosen)
    line(load.name, rows, whole, size_of(load.made))
    if len(chosen) > 1:
        print(f"  {whole.output}")
    if runs > 1:
        print(f"  median of {runs} runs: {', '.join(f'{together(one).seconds:.1f}' for one in found)} s")
    return whole


def make_peers(folder: Path) -> None:
    """Make the virtual environments of the peers that are missing."""
    for name in PEERS:
        if not (folder / name / "bin" / "python").exists():
            venv.create(folder / name, with_pip=True)
            subprocess.run([folder / name / "bin" / "python", "-m", "pip", "install", "--quiet", name], check=True)
        command = [str(folder / name / "bin" / "python"), "-m", "pip", "freeze"]
        frozen = subprocess.run(command, check=True, capture_output=True, text=True)
        print("peer:", next(one for one in frozen.stdout.splitlines() if one.lower().startswith(f"{name}==")))


def whole(rows: int, options: argparse.Namespace) -> float:
    """Write a file of so many rows and load it every way; give our peak of all processes."""
    work = Path(tempfile.mkdtemp(dir=options.work))
    try:
        file = work / "transactions.csv"
        digest = write_transactions(file, rows)
        print(f"\n{rows:,} rows, {file.stat().st_size / rows:,.0f} bytes a row, sha256 {digest[:16]}")
        if PINNED.get(rows, digest) != digest:
            sys.exit("the file is not the pinned one: figures would not compare")
        chosen = loads(work, file, options.peers, sqlite_utils=rows <= options.sqlite_rows)
        found = [measure(one, rows, options.runs) for one in chosen]
        for load, taken in zip(chosen[1:], found[1:], strict=True):
            clock = found[0].seconds / taken.seconds
            processor = found[0].used.processor_seconds / taken.used.processor_seconds
            print(f"onrecord takes {clock:.2f} times {load.name} by the clock, {processor:.2f} by processor time")
        for part in LATER if options.later else ():
            line(f"later: {part}", rows, run(ours(part, work / "record")))
        return found[0].used.together
    finally:
        shutil.rmtree(work)


def main() -> None:
    """Run all measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="where the peers' virtual environments are, or go")
    most = "the most rows that sqlite-utils is given: it needs 1 to 2 ms a row"
    parser.add_argument("--sqlite-rows", type=int, default=20_000, metavar="ROWS", help=most)
    parser.add_argument("--later", action="store_true", help="then also resolve and connect, reported apart")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="where files of some gigabytes may go meanwhile")
    options = parser.parse_args()
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "load": os.getloadavg()[0]}
    print(json.dumps(machine))
    if options.peers:
        make_peers(options.peers)
    print("memory: the largest process, then all its processes together (shared memory counted once)")
    peaks = [whole(rows, options) for rows in options.rows]
    print(f"peak of all our processes: {', '.join(f'{one:,.0f} MB' for one in peaks)} for {options.rows} rows")


if __name__ == "__main__":
    main()
