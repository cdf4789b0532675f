"""Where a stage runs: this process, or worker processes on this machine.

The contract is one call: `runner.map(function, tasks, seconds)` gives one `Outcome` a task, in order, and never raises for
a task: a function that fails, takes too long or takes its process down with it is an outcome too.
"""

from onrecord.engine.local import open_runner
from onrecord.engine.outcome import Outcome, Progress, Report, Runner, in_batches

__all__ = ["Outcome", "Progress", "Report", "Runner", "in_batches", "open_runner"]
