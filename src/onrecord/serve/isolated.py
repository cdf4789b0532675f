"""Work on hostile files in a process of its own: it has little time and memory, and a crash there is an answer here."""

import subprocess
import sys
import threading

from onrecord.errors import UserError

SECONDS = 20.0
AT_ONCE = threading.BoundedSemaphore(2)
"""Processes at a time: whoever leafs quickly waits, the machine does not."""
SECONDS_WAITING = 30.0


def run_isolated(module: str, task: bytes) -> bytes:
    """Run a module as a program on a task given to its standard input, and give what it writes.

    Raises:
        UserError: It failed, or needed more time or memory than it may have.
    """
    if not AT_ONCE.acquire(timeout=SECONDS_WAITING):
        raise UserError("other pages are being drawn; ask again in a moment")
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter and a module of ours; the task goes to its input
            [sys.executable, "-I", "-m", module], input=task, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as expired:
        raise UserError(f"this page took more than {SECONDS:.0f} seconds to open; download the original") from expired
    finally:
        AT_ONCE.release()
    if done.returncode:
        raise UserError("this page cannot be opened; download the original and look at it in a program you trust")
    return done.stdout


def limit_this_process(seconds: int, memory: int) -> None:
    """Bound this process: seconds of processor time, bytes of memory; where the system cannot, nothing is bounded."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
