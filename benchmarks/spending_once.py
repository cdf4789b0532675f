"""Do one part of loading spending rows and print what it took; started by spending.py.

python benchmarks/spending_once.py add RECORD FILE      into a new record, bytes as they are
python benchmarks/spending_once.py read RECORD          the read stage: rows, awards, indexes, full text
python benchmarks/spending_once.py resolve RECORD       who is who
python benchmarks/spending_once.py connect RECORD
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.config import Config
from onrecord.connect import stage as connect
from onrecord.engine import Report, open_runner
from onrecord.pipeline import collect
from onrecord.read import stage as read
from onrecord.resolve import stage as resolve
from onrecord.store import Writer, create_record, open_record

BYTES_LIMIT = 100_000_000_000


def main() -> None:
    """Do the part and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", choices=("add", "read", "resolve", "connect"))
    parser.add_argument("record", type=Path)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--engine", default="local:2")
    options = parser.parse_args()
    config = Config(engine=options.engine, artefact_bytes_limit=BYTES_LIMIT)
    started = time.perf_counter()
    reports = parts(options.record, options.file, config)[options.part]()
    taken = {
        "seconds": time.perf_counter() - started,
        "made": {name: number for report in reports for name, number in report.made},
        "problems": sum(report.problems for report in reports),
    }
    print(json.dumps(taken))


def parts(folder: Path, file: Path, config: Config) -> dict[str, Callable[[], list[Report]]]:
    """Say how each part is done."""

    def silent(stage: str, done: int, total: int) -> None:
        """Show no progress."""

    def staged(run: Callable[[Writer], Report]) -> list[Report]:
        with Writer(open_record(folder)) as writer:
            return [run(writer)]

    def whole_read(writer: Writer) -> Report:
        with open_runner(config.engine) as runner:
            return read.run(writer, runner, config, silent)

    return {
        "add": lambda: collect(create_record(folder), [str(file)], config, silent),
        "read": lambda: staged(whole_read),
        "resolve": lambda: staged(lambda writer: resolve.run(writer, silent)),
        "connect": lambda: staged(lambda writer: connect.run(writer, silent)),
    }


if __name__ == "__main__":
    main()
