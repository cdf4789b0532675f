"""Processor time of some work, for tests that time grows with the input and not with its square."""

import gc
import time
from collections.abc import Callable


def best(work: Callable[[], object], runs: int = 3) -> float:
    """Take the best of some runs, in seconds; without the garbage collector, whose time grows with all other tests."""
    found = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        try:
            begun = time.process_time()
            work()
            found.append(time.process_time() - begun)
        finally:
            gc.enable()
    return min(found)
