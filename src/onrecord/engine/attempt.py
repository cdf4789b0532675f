"""Running one task so that a failure is a value, in whatever process."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onrecord.engine.outcome import Outcome, Result, Task


@dataclass(frozen=True, slots=True)
class Failure:
    """How a task failed, in words: the exception itself stays in its process, as not every one survives pickling."""

    message: str


def attempt(function: Callable[[Task], Result], task: Task) -> Result | Failure:
    """Run a function on a task; a failure becomes a value."""
    try:
        return function(task)
    except Exception as error:  # noqa: BLE001  # the contract: a failing task is an outcome
        return failure(error)


def failure(error: Exception) -> Failure:
    """Put an exception into words."""
    words = str(error).strip().splitlines()
    return Failure(f"{type(error).__name__}: {words[0] if words else 'no message'}"[:300])


def outcome(task: Task, value: Any) -> Outcome[Task, Any]:
    """Say what became of a task whose attempt gave a value."""
    if isinstance(value, Failure):
        return Outcome(task=task, value=None, failure="raised", message=value.message)
    return Outcome(task=task, value=value)
