"""Score the lines of plain-text pages, sites held out, beside simple rules, and hold the figures against lines_floors.json.

    python evaluation/reading/lines.py [--folds 5] [--rounds 1000] [--sample]

The learned labeller is fitted anew for every fold on the pages of the other sites; whole pages and pages after a
main-content pass are fitted together, and a site is never on both sides. `words` is F1 over all words, `by page` the
same with every page alike, `shingles` F1 of four-word shingles as in shingles.py; the interval is of `shingles`, by
bootstrap over sites. Lines marked `mixed` count as no article. Exits 1 when a figure is below its floor. Needs
../shared; with --sample the texts of lines_sample.jsonl are scored with the package's own weights, which needs nothing
else (tests/evaluation/test_lines_floor.py).
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from shingles import Counts, compare, score

from onrecord.model.evidence import Label
from onrecord.model.ids import DocumentId
from onrecord.read.labels import Verdict
from onrecord.read.line_labels import combined, is_page, page_verdicts
from onrecord.read.line_model import Labeller, labeller_of
from onrecord.read.line_model import score as score_paragraphs
from onrecord.read.line_repeats import repeated_lines
from onrecord.read.paragraphs import count_words, ends_sentence

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "training/lines"))

from marked_pages import CUT, WHOLE, Example, MarkedLine, Page, example_of, read_pages  # noqa: E402  # found just above
from regression import fit_weights  # noqa: E402  # the same

SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).parent / "lines_floors.json"
SAMPLE = Path(__file__).parent / "lines_sample.jsonl"
GROUPS: Mapping[str, Sequence[str]] = {
    "whole pages": WHOLE,
    "after a main-content pass": CUT,
    **{source: (source,) for source in (*WHOLE, *CUT)},
}
Kept = list[bool]
"""For each line of a page, whether it is taken for the article."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A page's counts.

    Attributes:
        words: Right, too many and missed.
        shingles: Shares that add up to 1.
    """

    site: str
    words: tuple[int, int, int]
    shingles: Counts


def tally(page: Page, kept: Kept) -> Tally:
    """Compare the lines kept with the lines marked."""
    found = " ".join(line.text for line, keep in zip(page.lines, kept, strict=True) if keep)
    wanted = " ".join(line.text for line in page.lines if line.mark == "content")
    ours, theirs = Counter(found.split()), Counter(wanted.split())
    words = ((ours & theirs).total(), (ours - theirs).total(), (theirs - ours).total())
    return Tally(page.site, words, compare(found, wanted))


def figures(tallies: Iterable[Tally]) -> dict[str, float]:
    """Give F1 in per cent: over all words, over words with every page alike, and of shingles."""
    rows = list(tallies)
    right, extra, missed = (sum(column) for column in zip(*(one.words for one in rows), strict=True))
    shares = [tuple(value / max(1, sum(one.words)) for value in one.words) for one in rows]
    return {
        "words": 100 * 2 * right / max(1, 2 * right + extra + missed),
        "by page": score(shares)["f1"],
        "shingles": score([one.shingles for one in rows])["f1"],
    }


def interval(tallies: Sequence[Tally], rounds: int) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of shingle F1 over sites; the same each time."""
    sites: dict[str, list[Counts]] = defaultdict(list)
    for one in tallies:
        sites[one.site].append(one.shingles)
    chance = random.Random(0)
    groups = list(sites.values())
    values = sorted(
        score([one for group in chance.choices(groups, k=len(groups)) for one in group])["f1"] for _ in range(rounds)
    )
    return values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))]


def keep_all(_line: MarkedLine) -> bool:
    """Keep every line."""
    return True


def drop_short(line: MarkedLine) -> bool:
    """Drop lines under 40 characters that end no sentence."""
    return len(line.text) >= 40 or ends_sentence(line.text)


def c4(line: MarkedLine) -> bool:
    """Keep lines of five words or more with a final mark (Raffel et al. 2020, section 2.2)."""
    return count_words(line.text) >= 5 and line.text.rstrip().endswith((".", "!", "?", '"', "”"))


BASELINES: Mapping[str, Callable[[MarkedLine], bool]] = {
    "keep all": keep_all,
    "drop < 40 characters, no final mark": drop_short,
    "C4": c4,
}


def labels_of(example: Example, verdicts: Sequence[Verdict]) -> list[Label]:
    """Give each line of a page the label of its paragraph."""
    return [verdicts[number][0] if number >= 0 else "furniture" for number in example.paragraph_of]


def fold_of(site: str, folds: int) -> int:
    """Deal a site to a fold, by its name alone."""
    return crc32(site.encode()) % folds


def held_out(examples: Sequence[Example], folds: int) -> list[Labeller]:
    """Fit a labeller for each fold on the other folds' sites."""
    return [
        labeller_of(fit_weights([one for one in examples if fold_of(one.page.site, folds) != fold], f"fold {fold}"))
        for fold in range(folds)
    ]


def learned(example: Example, labeller: Labeller, *, only_pages: bool) -> list[Label]:
    """Label a page with the weights of its fold: as the product does, or whatever it looks like."""
    ruling = example.ruling
    if not ruling.judged or (only_pages and not is_page(ruling)):
        return labels_of(example, ruling.verdicts)
    return labels_of(example, combined(ruling, score_paragraphs(example.table, labeller)))


def without_repeats(examples: Sequence[Example], labels: Sequence[list[Label]]) -> list[list[Label]]:
    """Relabel the lines that stand on another page of the same site and set."""
    sites: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(examples):
        sites[one.page.source, one.page.site].append(number)
    changed = [list(one) for one in labels]
    for numbers in sites.values():
        documents = [
            (
                DocumentId(str(number)),
                [(line.text, label) for line, label in zip(examples[number].page.lines, labels[number], strict=True)],
            )
            for number in numbers
        ]
        for document, positions in repeated_lines(documents).items():
            for position in positions:
                changed[int(document)][position] = "furniture"
    return changed


def systems_of(examples: Sequence[Example], folds: int) -> dict[str, list[Kept]]:
    """Let every system keep or drop the lines of every page."""
    labellers = held_out(examples, folds)
    own = [labellers[fold_of(one.page.site, folds)] for one in examples]
    rules = [labels_of(one, one.ruling.verdicts) for one in examples]
    always = [learned(one, labeller, only_pages=False) for one, labeller in zip(examples, own, strict=True)]
    product = [learned(one, labeller, only_pages=True) for one, labeller in zip(examples, own, strict=True)]
    kept = {name: [[rule(line) for line in one.page.lines] for one in examples] for name, rule in BASELINES.items()}
    for name, labels in (
        ("rules", rules),
        ("rules, repeats dropped", without_repeats(examples, rules)),
        ("learned on every page", always),
        ("product: learned on what is a page", product),
        ("product, repeats dropped", without_repeats(examples, product)),
    ):
        kept[name] = [[label == "body" for label in page] for page in labels]
    return kept


def show(title: str, tallies: Mapping[str, Sequence[Tally]], rounds: int) -> dict[str, dict[str, float]]:
    """Print a group's table and give its figures."""
    sizes = next(iter(tallies.values()))
    print(f"\n{title}: {len(sizes)} pages of {len({one.site for one in sizes})} sites")
    print(f"{'':38}{'words':>7}{'by page':>9}{'shingles':>10}  95 %")
    found = {}
    for name, rows in tallies.items():
        found[name] = figures(rows)
        low, high = interval(rows, rounds)
        values = found[name]
        print(
            f"{name:38}{values['words']:7.1f}{values['by page']:9.1f}{values['shingles']:10.1f}  {low:.1f} to {high:.1f}"
        )
    return found


def below(found: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Say which figures are below their floors."""
    return [
        f"{name}: {measure} {found[name][measure]:.1f}, floor {floor}"
        for name, wanted in floors.items()
        for measure, floor in wanted.items()
        if found[name][measure] < floor
    ]


def read_sample(path: Path = SAMPLE) -> list[Page]:
    """Read texts of our own: a JSON object a line, `lines` as pairs of mark and words; `` is a blank line."""
    pages = []
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        said = json.loads(row)
        text, lines = "", []
        for mark, words in said["lines"]:
            if words:
                lines.append(MarkedLine(len(text), words, mark, is_title=mark == "title"))
            text += f"{words}\n"
        pages.append(Page(f"sample {number}", "sample", said["site"], text, lines))
    return pages


def sample_tallies() -> list[Tally]:
    """Score the texts of our own as the product labels them."""
    examples = [example_of(page) for page in read_sample()]
    return [
        tally(one.page, [label == "body" for label in labels_of(one, page_verdicts(one.ruling))]) for one in examples
    ]


def main() -> int:
    """Read, fit, score, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--folds", type=int, default=5, help="of the sites, by name")
    parser.add_argument("--rounds", type=int, default=1000, help="bootstrap samples")
    parser.add_argument("--sample", action="store_true", help="only the texts of our own")
    arguments = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    found = {"sample": show("sample", {"product": sample_tallies()}, arguments.rounds)["product"]}
    if not arguments.sample:
        if not (SHARED / "data/textlines").is_dir():
            print(f"{SHARED}/data/textlines is not here", file=sys.stderr)
            return 2
        found |= held_out_figures(arguments.folds, arguments.rounds)
    missed = below(found, {name: wanted for name, wanted in floors.items() if name in found})
    for one in missed:
        print(f"below: {one}", file=sys.stderr)
    return 1 if missed else 0


def held_out_figures(folds: int, rounds: int) -> dict[str, dict[str, float]]:
    """Print every group's table; give the product's figures by group."""
    examples = [example_of(page) for source in (*WHOLE, *CUT) for page in read_pages(SHARED, source)]
    kept = systems_of(examples, folds)
    tallies = {
        name: [tally(one.page, page) for one, page in zip(examples, pages, strict=True)] for name, pages in kept.items()
    }
    found = {}
    for title, sources in GROUPS.items():
        chosen = [number for number, one in enumerate(examples) if one.page.source in sources]
        rows = show(title, {name: [every[number] for number in chosen] for name, every in tallies.items()}, rounds)
        found[title] = rows["product: learned on what is a page"]
        found[f"{title}, repeats dropped"] = rows["product, repeats dropped"]
    return found


if __name__ == "__main__":
    sys.exit(main())
