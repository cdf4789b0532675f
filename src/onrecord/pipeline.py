"""The order of the stages: the only place that knows it.

**Architecture invariant:** each stage reads what the stages before it have written and writes its own; a stage that finds
nothing changed does nothing. So a build can be stopped or killed at any moment and simply run again.
"""

from onrecord.config import Config
from onrecord.engine import Progress, Report, open_runner
from onrecord.store import Record, Writer


def build(record: Record, config: Config, progress: Progress) -> list[Report]:
    """Run every stage over what is new in a record.

    Raises:
        RecordBusy: Another process writes to the record.
        UserError: No such engine.
    """
    # Imported here: readers and extractors load large libraries, and most commands never build.
    from onrecord.connect import stage as connect
    from onrecord.extract import stage as extract
    from onrecord.read import line_repeats
    from onrecord.read import stage as read
    from onrecord.resolve import stage as resolve

    with Writer(record) as writer, open_runner(config.engine) as runner:
        return [
            read.run(writer, runner, config, progress),
            line_repeats.run(writer, progress),
            extract.run(writer, runner, config, progress),
            resolve.run(writer, progress),
            connect.run(writer, progress),
        ]
