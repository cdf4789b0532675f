"""What running a stage gives back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Item = TypeVar("Item")

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many of its inputs are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[Task, Result]):
    """What became of one task.

    Attributes:
        value: The function's result; None when it failed.
        failure: `raised`, `timed_out` or `died` (the process ended under it); None when it went well.
        message: What happened, in one line; empty when it went well.
    """

    task: Task
    value: Result | None
    failure: Literal["raised", "timed_out", "died"] | None = None
    message: str = ""


Seconds = float | Callable[[Task], float]
"""The time one task may take: one for all, or worked out for each."""


class Runner(Protocol):
    """Runs a function over many tasks."""

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], seconds: Seconds[Task]
    ) -> Iterator[Outcome[Task, Result]]:
        """Give an outcome for each task, in order; `seconds` bounds a task where the runner can stop one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a stage did in one run.

    Attributes:
        done: Inputs it went through.
        made: `(kind, count)` of what came out.
        problems: Problems it met this time.
    """

    stage: str
    done: int
    made: tuple[tuple[str, int], ...] = ()
    problems: int = 0


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut a stream into lists of at most `size`."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
