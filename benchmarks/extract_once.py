"""Run the extractors once over documents and print what it took; started by extract.py.

python benchmarks/extract_once.py DOCUMENTS.json [--extractor model|rules] [--threads N]
python benchmarks/extract_once.py RECORD --engine local:2      the whole stage over a record that is read
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from onrecord.config import Config
from onrecord.engine import open_runner
from onrecord.extract import stage, version_of
from onrecord.extract.extractors import extract_document
from onrecord.extract.listening import listener
from onrecord.model.evidence import Document
from onrecord.store import Writer, open_record


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("source", type=Path)
    parser.add_argument("--extractor", choices=("model", "rules"), default="model")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--engine", default="inline")
    options = parser.parse_args()
    config = Config(engine=options.engine, extractor=options.extractor, threads=options.threads)
    if options.source.is_dir():
        measure(config, lambda: None, lambda: whole_stage(options.source, config))
        return
    documents = msgspec.json.decode(options.source.read_bytes(), type=list[Document])
    listen = listener(config)
    measure(
        config,
        lambda: [extract_document(one, listen) for one in documents[:2]],
        lambda: sum(len(extract_document(one, listen).statements) for one in documents),
    )


def whole_stage(folder: Path, config: Config) -> int:
    """Run the stage: workers start, load, read, and the record is written."""
    with Writer(open_record(folder)) as writer, open_runner(config.engine) as runner:
        return dict(stage.run(writer, runner, config, lambda *_: None).made)["statements"]


def measure(config: Config, load: Callable[[], object], work: Callable[[], int]) -> None:
    """Load, work, and print what the work took."""
    started = time.perf_counter()
    load()
    loaded, before = time.perf_counter(), time.process_time()
    statements = work()
    taken = {
        "seconds": time.perf_counter() - loaded,
        "processor_seconds": time.process_time() - before if config.engine == "inline" else None,
        "loading": loaded - started,
        "statements": statements,
        "version": version_of(config.extractor),
    }
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
