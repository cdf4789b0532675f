"""What a process and all that it started take: memory and processor time."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True, slots=True)
class Used:
    """What was seen to be used; memory in MB.

    Attributes:
        largest: Most memory of one process, all that it had in memory.
        together: Most of all processes at one time, what they share counted once (the kernel's proportional set size).
        processor_seconds: Of all processes, from their start.
    """

    largest: float = 0.0
    together: float = 0.0
    processor_seconds: float = 0.0


def watch_tree(process: int) -> Callable[[], Used]:
    """Watch a process and its descendants, five times a second; on a system without /proc nothing is seen.

    Returns:
        Gives what was used and ends the watching.
    """
    largest = together = 0.0
    seconds: dict[int, float] = {}
    over = threading.Event()

    def watch() -> None:
        nonlocal largest, together
        while not over.wait(SECONDS_BETWEEN_LOOKS):
            tree = _tree(process)
            seconds.update(tree)
            largest = max(largest, *(_megabytes(one, "status", "VmHWM:") for one in tree))
            together = max(together, sum(_megabytes(one, "smaps_rollup", "Pss:") for one in tree))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()

    def answer() -> Used:
        over.set()
        watcher.join()
        return Used(largest, together, sum(seconds.values()))

    return answer


def _tree(process: int) -> dict[int, float]:
    """Find a process and its descendants, each with its processor seconds."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {process: 0.0}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        number = int(stat.parent.name)
        parents[number] = int(fields[1])
        seconds[number] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # proc(5): utime, stime
    found = [process]
    for one in found:
        found.extend(child for child, parent in parents.items() if parent == one)
    return {one: seconds[one] for one in found}


def _megabytes(process: int, file: str, field: str) -> float:
    """Read a field given in kB; 0 when the process has ended meanwhile."""
    try:
        lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith(field)), 0.0)
