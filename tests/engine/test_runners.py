"""Runners give one outcome a task, in order, whatever a task does to its process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.worker_tasks import double, misbehave, never, own_process, unruly
from onrecord.engine import Outcome, Runner, in_batches, open_runner
from onrecord.errors import UserError

ENGINES = ["inline", "local:1", "local:2"]


@pytest.fixture(scope="module")
def pool() -> Iterator[Runner]:
    """Open two worker processes for the tests of this file."""
    with open_runner("local:2") as runner:
        yield runner


@pytest.mark.parametrize("engine", ENGINES)
def test_every_task_has_its_outcome_in_order(engine: str) -> None:
    """More tasks than are handed out at once."""
    with open_runner(engine) as runner:
        outcomes = list(runner.map(double, range(100), 30))
    assert outcomes == [Outcome(task=number, value=2 * number) for number in range(100)]


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_to_do(engine: str) -> None:
    """No tasks, no outcomes, and a pool that was never started can be left."""
    with open_runner(engine) as runner:
        assert list(runner.map(never, [], 30)) == []


def test_a_failing_task_is_an_outcome_the_same_on_every_engine(pool: Runner) -> None:
    """With the kind of error and the first line of its message; an exception that cannot be pickled fails no other task."""
    tasks = ["fine", "raise", "raise awkwardly", "raise nothing", "overflow", "fine too"]
    with open_runner("inline") as inline:
        here = list(inline.map(misbehave, tasks, 30))
    there = list(pool.map(misbehave, tasks, 30))
    assert here == there
    assert [(one.task, one.value, one.failure, one.message) for one in here] == [
        ("fine", "fine", None, ""),
        ("raise", None, "raised", "ValueError: first line"),
        ("raise awkwardly", None, "raised", "Awkward: a thing in a place"),
        ("raise nothing", None, "raised", "KeyError: no message"),
        ("overflow", None, "raised", "RecursionError: maximum recursion depth exceeded"),
        ("fine too", "fine too", None, ""),
    ]


def test_a_task_that_takes_its_process_down_is_an_outcome(pool: Runner) -> None:
    """However it does so; the tasks before, beside and behind it are done."""
    tasks = ["1", "die", "2", "kill", "3", "closure", "4", "die", "5"]
    found = {(one.task, one.value, one.failure) for one in pool.map(unruly, tasks, 30)}
    assert found == {
        *((task, task, None) for task in "12345"),
        ("die", None, "died"),
        ("kill", None, "died"),
        ("closure", None, next(one.failure for one in pool.map(unruly, ["closure"], 30))),
    }
    (died,) = pool.map(unruly, ["die"], 30)
    assert died.message == "its process ended with exit code 3"
    assert [one.value for one in pool.map(double, [1, 2, 3], 30)] == [2, 4, 6]


def test_many_deaths_cost_their_tasks_and_name_how_each_ended() -> None:
    """Whenever they fall: no task waits for its limit, none is blamed for another's end."""
    kinds = {
        "1": (None, ""),
        "die": ("died", "its process ended with exit code 3"),
        "kill": ("died", "its process ended with exit code -9"),
    }
    tasks = [kind for _ in range(8) for kind in ("die", "1", "kill", "die", "1", "1")]
    with open_runner("local:2") as runner:
        outcomes = list(runner.map(unruly, tasks, 250))
    assert [(one.failure, one.message) for one in outcomes] == [kinds[task] for task in tasks]


def test_a_result_that_cannot_travel_is_a_failure(pool: Runner) -> None:
    """Not a success with nothing in it."""
    (one,) = pool.map(unruly, ["closure"], 30)
    assert one.value is None
    assert one.failure in {"raised", "died"}
    assert one.message


@pytest.mark.parametrize("slow", ["sleep", "backtrack"])
def test_a_task_beyond_its_limit_is_stopped(pool: Runner, slow: str) -> None:
    """Also one that holds the interpreter inside C code; the others are done, and the wait is the limit's, not the task's."""
    started = time.monotonic()
    outcomes = list(pool.map(unruly, ["1", slow, "2", "3"], 0.5))
    assert time.monotonic() - started < 20
    assert [(one.task, one.failure) for one in outcomes] == [("1", None), (slow, "timed_out"), ("2", None), ("3", None)]
    assert outcomes[1].message == "stopped after 0.5 seconds"


def test_a_worker_killed_between_two_tasks_costs_nothing() -> None:
    """As by a system short of memory: the pool is started anew and every task is done once in the outcomes."""
    with open_runner("local:1") as runner:
        ((_, worker),) = (one.value or (0, 0) for one in runner.map(own_process, [0], 30))
        assert worker not in {0, os.getpid()}
        os.kill(worker, signal.SIGKILL)
        outcomes = list(runner.map(own_process, range(30), 30))
        assert [one.task for one in outcomes] == list(range(30))
        assert [one.failure for one in outcomes] == [None] * 30
        assert [(one.value or (None,))[0] for one in outcomes] == list(range(30))


def test_tasks_are_taken_only_a_little_ahead(pool: Runner) -> None:
    """A million documents are not all in memory at once."""
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    outcomes = pool.map(double, tasks(), 30)
    assert next(iter(outcomes)).value == 0
    assert len(taken) <= 2 * 8 + 1


def test_leaving_with_tasks_waiting_is_quick() -> None:
    """A build that ends in the middle does not wait for what was handed out."""
    started = time.monotonic()
    with open_runner("local:2") as runner:
        assert next(iter(runner.map(unruly, ["1", *["sleep"] * 10], 60))).value == "1"
    assert time.monotonic() - started < 20


PARENT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from onrecord.engine import open_runner
from engine.worker_tasks import process_of
if __name__ == "__main__":
    folder = Path(sys.argv[2])
    with open_runner("local:2") as runner:
        list(runner.map(process_of, [folder / "a", folder / "b"], 600))
"""


def _wait_for(condition: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="needs /proc to see processes")
def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    """In the middle of a task too: no process is left behind to eat a machine."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(Path(__file__).parents[1]), str(tmp_path)], stderr=subprocess.DEVNULL
    ) as parent:
        pids = [tmp_path / "a.pid", tmp_path / "b.pid"]
        assert _wait_for(lambda: all(path.is_file() and path.read_text(encoding="utf-8") for path in pids))
        workers = [int(path.read_text(encoding="utf-8")) for path in pids]
        assert all(_alive(worker) for worker in workers)
        parent.kill()
        parent.wait(20)
    assert _wait_for(lambda: not any(_alive(worker) for worker in workers))


@pytest.mark.parametrize(
    "engine",
    ["", "Inline", "local", "local:", "local:0", "local:-1", "local:257", "local:2 ", "local:1e1", "spark://h:1"],
)
def test_an_unknown_engine_is_refused(engine: str) -> None:
    """With the ones there are."""
    with pytest.raises(UserError, match="use inline, or local:N"), open_runner(engine):
        pass


@given(st.lists(st.integers()), st.integers(1, 10))
def test_batches_hold_everything_in_order(items: list[int], size: int) -> None:
    """Each full but the last, none empty."""
    batches = list(in_batches(iter(items), size))
    assert [item for batch in batches for item in batch] == items
    assert all(len(batch) == size for batch in batches[:-1])
    assert all(0 < len(batch) <= size for batch in batches)


def test_a_batch_is_given_as_soon_as_it_is_full() -> None:
    """Work is committed while more is still to come."""
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    assert next(in_batches(items(), 3)) == [0, 1, 2]
    assert taken == [0, 1, 2]


def test_each_task_may_have_a_time_of_its_own(pool: Runner) -> None:
    """A scan of a hundred pages may need an hour; a note that needs one is stuck."""
    outcomes = list(pool.map(unruly, ["1", "sleep", "2"], lambda task: 0.5 if task == "sleep" else 30))
    assert [one.failure for one in outcomes] == [None, "timed_out", None]
    assert outcomes[1].message == "stopped after 0.5 seconds"
