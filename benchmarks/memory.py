"""How much memory a process and all it started take together."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True, slots=True)
class Peak:
    """The most memory that was seen, in MB.

    Attributes:
        largest: Of one process, all that it had in memory.
        together: Of all processes at one time, what they share counted once (the kernel's proportional set size).
    """

    largest: float = 0.0
    together: float = 0.0


def peak_of_tree(process: int) -> Callable[[], Peak]:
    """Watch a process and its descendants, five times a second; on a system without /proc nothing is seen.

    Returns:
        Gives the peak and ends the watching.
    """
    peak = Peak()
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(SECONDS_BETWEEN_LOOKS):
            tree = _tree(process)
            largest = max(_megabytes(one, "status", "VmHWM:") for one in tree)
            together = sum(_megabytes(one, "smaps_rollup", "Pss:") for one in tree)
            peak = Peak(max(peak.largest, largest), max(peak.together, together))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()

    def answer() -> Peak:
        over.set()
        watcher.join()
        return peak

    return answer


def _tree(process: int) -> list[int]:
    """List a process and its descendants."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found = [process]
    for one in found:
        found.extend(child for child, parent in parents.items() if parent == one)
    return found


def _megabytes(process: int, file: str, field: str) -> float:
    """Read a field given in kB; 0 when the process has ended meanwhile."""
    try:
        lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith(field)), 0.0)
