"""Score article bodies of saved pages, ours beside the extractors we ask, and hold the figures against floors.json.

    python evaluation/reading/articles.py [--half even|odd|all] [--rounds 1000] [--memory]

Prints F1, precision and recall of four-word shingles with bootstrap intervals over pages, pages per second of one core,
and the slowest page but one in a hundred; with --memory also the peak of a process that reads nothing else. Exits 1 when
a figure is below its floor, or ours below trafilatura's in the same run. Needs ../shared; the pages of sample/ are scored
in CI by tests/evaluation/test_reading_floor.py.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pages import HALVES, PAGES, Page, body_of, document_of, half, shared_pages, uncertain_of
from shingles import Counts, compare, interval, score

from onrecord.read.anchors import covered_shares
from onrecord.read.decode import decode
from onrecord.read.html import declared_charset
from onrecord.read.html_article import article_passages, main_passages
from onrecord.read.html_stream import visible_text
from onrecord.read.paragraphs import split_rows

FLOORS = Path(__file__).parent / "floors.json"
MEMORY = (
    "import resource, pages; every = pages.shared_pages(); "
    "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; "
    "[pages.document_of(one, is_fast={fast}) for one in every]; "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, before)"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a way of reading made of the pages.

    Attributes:
        seconds: Of processor time, by page.
    """

    counts: Sequence[Counts]
    seconds: Sequence[float]


def source_of(page: Page) -> str:
    """Decode a page."""
    return decode(page.content, declared_charset(page.content)).text


def ours(page: Page, *, is_fast: bool) -> str:
    """Read as the product does: the lines labelled body."""
    return body_of(document_of(page, is_fast=is_fast))


def with_uncertain(page: Page) -> str:
    """Read as the product does, lines of which it is not sure with the body."""
    document = document_of(page)
    return "\n".join((body_of(document), *uncertain_of(document)))


def trafilatura_text(page: Page) -> str:
    """Take trafilatura's own output, precision first."""
    return "\n".join(article_passages(source_of(page)))


def resiliparse_text(page: Page) -> str:
    """Take resiliparse's own output, main content without comments."""
    return "\n".join(main_passages(source_of(page), 0))


def vote(page: Page, least: int) -> str:
    """Take the lines of the page that at least so many of the two extractors keep."""
    source = source_of(page)
    rows = [row.text for row in split_rows(visible_text(source).text)]
    shares = [covered_shares(rows, one) for one in (article_passages(source), main_passages(source, 0))]
    return "\n".join(row for row, *said in zip(rows, *shares, strict=True) if sum(one >= 0.5 for one in said) >= least)


SYSTEMS: Mapping[str, Callable[[Page], str]] = {
    "ours, full": partial(ours, is_fast=False),
    "ours, fast": partial(ours, is_fast=True),
    "ours, full, uncertain counted": with_uncertain,
    "trafilatura, precision": trafilatura_text,
    "resiliparse, main content": resiliparse_text,
    "trafilatura AND resiliparse": partial(vote, least=2),
    "trafilatura OR resiliparse": partial(vote, least=1),
}
YARDSTICK = "trafilatura, precision"


def measure(system: Callable[[Page], str], pages: Sequence[Page]) -> Measured:
    """Read every page one way; the first is read twice, so that loading is not timed."""
    system(pages[0])
    counts, seconds = [], []
    for page in pages:
        started = time.process_time()
        text = system(page)
        seconds.append(time.process_time() - started)
        counts.append(compare(text, page.article))
    return Measured(counts, seconds)


def show(name: str, measured: Measured, rounds: int) -> None:
    """Print the figures of one way of reading."""
    figures = score(measured.counts)
    low, high = interval(measured.counts, rounds)
    slow = sorted(measured.seconds)[int(0.99 * (len(measured.seconds) - 1))]
    print(
        f"{name:32}{figures['f1']:6.1f}  ({low:.1f} to {high:.1f}){figures['p']:7.1f}{figures['r']:7.1f}"
        f"{len(measured.seconds) / sum(measured.seconds):9.0f}{1000 * slow:9.0f}"
    )


def show_memory() -> None:
    """Print the peak memory of processes that only read the pages; the pages themselves are counted in."""
    for name, fast in (("full", False), ("fast", True)):
        command = [sys.executable, "-c", MEMORY.format(fast=fast)]
        done = subprocess.run(  # noqa: S603  # our own interpreter and words
            command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent
        )
        peak, before = (int(one) / 1000 for one in done.stdout.split())
        print(f"peak memory, {name}: {peak:.0f} MB, of it {before:.0f} MB before the first page")


def below(figures: Mapping[str, float], half_name: str) -> list[str]:
    """Say which F1 are below their floors, or ours below the yardstick."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["articles"][half_name]
    found = [f"{name} {figures[name]:.1f}, floor {floor}" for name, floor in floors.items() if figures[name] < floor]
    if figures["ours, full"] < figures[YARDSTICK]:
        found.append(f"ours {figures['ours, full']:.1f}, {YARDSTICK} {figures[YARDSTICK]:.1f}")
    return found


def main() -> int:
    """Read, score, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--half", choices=sorted(HALVES), default="all", help="of the pages by name")
    parser.add_argument("--rounds", type=int, default=1000, help="bootstrap samples")
    parser.add_argument("--memory", action="store_true", help="also measure the peak memory")
    arguments = parser.parse_args()
    if not PAGES.is_dir():
        print(f"{PAGES} is not here", file=sys.stderr)
        return 2
    pages = half(shared_pages(), arguments.half)
    print(f"{len(pages)} pages, half: {arguments.half}, {sum(len(one.content) for one in pages) / 1e6:.1f} MB")
    print(f"{'':32}{'F1':>6}  {'95 %':14}{'P':>7}{'R':>7}{'pages/s':>9}{'p99 ms':>9}")
    figures = {}
    for name, system in SYSTEMS.items():
        measured = measure(system, pages)
        show(name, measured, arguments.rounds)
        figures[name] = score(measured.counts)["f1"]
    if arguments.memory:
        show_memory()
    missed = below(figures, arguments.half)
    for one in missed:
        print(f"below: {one}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
