"""Hold what the product matches sentences with against the labels, and the figures against floors.json.

    python evaluation/said_and_done/score.py [--pinned] [--half rules|report] [--calibrate] [--show]

Builds a record of the award files and the sentences (each a document of its own) with the product's own readers,
extraction and resolution, and matches through connect/matches. Prints figures with bootstrap intervals over sentences,
beside three peers in the same run. Exits 1 when a figure is below its floor. Needs ../shared but for `--pinned`.
"""

import argparse
import contextlib
import csv
import io
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.cli import main as onrecord
from onrecord.connect.matches import METHOD
from onrecord.connect.matches.claims import claims_of
from onrecord.connect.matches.index import AwardIndex, index_awards
from onrecord.connect.matches.match import matches_of
from onrecord.connect.matches.record import data_held, parts_of, scene_of, sources_of
from onrecord.connect.matches.sums import notions_that_hold, range_of
from onrecord.model.award_numbers import Numbered, index_numbers, noting, numbers_in
from onrecord.model.ids import AwardId
from onrecord.model.names import folded
from onrecord.model.statement import Amount
from onrecord.model.thread import AwardMatch
from onrecord.store import View, open_record

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
import calibrate  # noqa: E402  # found in the folder above, which is no package

AWARDS = HERE.parents[2] / "shared/data/awards"
FILES = (
    AWARDS / "tornapart/ice_awards_fy13_fy18.csv",
    AWARDS / "mn_ice/mn_all__Contracts_PrimeAwardSummaries_2025-03-21_H19M57S23_1.csv",
)
PINNED = (HERE / "pinned_awards.csv",)
ROUNDS = 2000
SPEAKS = frozenset(
    {"amount_of_another_award", "firm_not_held", "other_agency", "later_than_the_record", "not_in_the_files"}
)
"""Why nothing matches, where the sentence does speak of a contract: `no_record_held` is the answer."""
CLOSE = 0.05
"""How near a sum is for the peers that go by amounts."""
Row = Mapping[str, Any]
Found = frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sentence; the peers give awards alone."""

    row: Row
    awards: Found
    matches: tuple[AwardMatch, ...] = ()

    @property
    def wanted(self) -> Found:
        """The awards it speaks of by its labels."""
        return frozenset(one["key"] for one in self.row["awards"])


def labels(*, pinned: bool) -> list[Row]:
    """Load the sentences with their labels."""
    path = HERE / ("pinned_sentences.jsonl" if pinned else "sentences.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Load the rows of a file of awards."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def build(folder: Path, rows: Sequence[Row], files: Sequence[Path]) -> Path:
    """Make a record of the award files and the sentences."""
    texts, record = folder / "texts", folder / "record"
    texts.mkdir(parents=True)
    for row in rows:
        (texts / f"{row['id']}.txt").write_text(f"{row['text']}\n", encoding="utf-8")
        meta = f"title: Sentence {row['id']}\npublished: {row['said']}\n"
        (texts / f"{row['id']}.txt.meta.yaml").write_text(meta, encoding="utf-8")
    for arguments in (
        ("init", str(record)),
        ("add", str(record), str(texts), *map(str, files)),
        ("build", str(record), "--engine", "inline"),
    ):
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = onrecord(list(arguments))
        if code:
            raise SystemExit(f"onrecord {arguments[0]}: {code}\n{said.getvalue()}")
    return record


def outcomes(record: Path, rows: Sequence[Row]) -> dict[str, list[Outcome]]:
    """Match every sentence, by the product and by each peer."""
    by_id = {row["id"]: row for row in rows}
    found: dict[str, list[Outcome]] = {name: [] for name in ("product", *PEERS)}
    with View.open(open_record(record)) as view:
        noted: list[Numbered] = []
        awards = (list(one) for _, one in groupby(view.actions(), key=lambda action: action.award))
        links = (link for award in view.awards_acted_on() for link in view.links(award=award))
        index = index_awards(noting(awards, noted), links, parts_of(view))
        numbers, names = index_numbers(noted), view.party_names()
        held = data_held(index, sources_of(view))
        for document in view.documents():
            row = by_id.get(Path(next(view.origins(document.artefact)).path).stem)
            if row is None:
                continue
            scene = scene_of(
                view,
                document,
                statements=view.statements(document.id),
                numbers=numbers_in(document.text, numbers),
                names=names,
            )
            matches = tuple(matches_of(claims_of(scene), index, lambda award: tuple(view.actions(award)), held))
            found["product"].append(Outcome(row, frozenset(one.award for one in matches if one.award), matches))
            for name, peer in PEERS.items():
                found[name].append(Outcome(row, peer(document.text, scene.amounts, index)))
    return found


# --- peers: what a careless matcher would do


def _by_amount(text: str, amounts: Sequence[Amount], index: AwardIndex) -> Found:  # noqa: ARG001  # as the others
    """The award with the sum nearest to the first one in the sentence, within 5 %."""
    near: dict[AwardId, float] = {}
    for amount in amounts[:1]:
        value = float(amount.value)
        for one in index.awards:
            off = min((abs(held - value) / value for _, held, _ in one.sums), default=1.0) if value else 1.0
            if off <= CLOSE:
                near[one.award] = off
    return frozenset({min(near, key=lambda award: (near[award], award))}) if near else frozenset()


def _named(text: str, index: AwardIndex) -> set[AwardId]:
    """Awards of which a recipient's name, or its first two words, stand in the sentence."""
    words = f" {folded(text)} "
    return {
        one.award
        for one in index.awards
        for name in one.names
        if f" {' '.join(name.split()[:2])} " in words and len(name) > len("geo")
    }


def _by_name(text: str, amounts: Sequence[Amount], index: AwardIndex) -> Found:  # noqa: ARG001  # as the others
    """The latest award of a recipient that is named."""
    found = _named(text, index)
    latest = {one.award: one.days[-1] if one.days else 0 for one in index.awards if one.award in found}
    return frozenset({max(latest, key=lambda award: (latest[award], award))}) if latest else frozenset()


def _by_amount_and_name(text: str, amounts: Sequence[Amount], index: AwardIndex) -> Found:
    """Awards of a recipient that is named which hold the first sum at its precision."""
    if not amounts:
        return frozenset()
    wanted, found = range_of(amounts[0]), _named(text, index)
    return frozenset(one.award for one in index.awards if one.award in found and notions_that_hold(wanted, one.sums))


PEERS: dict[str, Callable[[str, Sequence[Amount], AwardIndex], Found]] = {
    "amount only": _by_amount,
    "name only": _by_name,
    "amount and name": _by_amount_and_name,
}


# --- figures


def counted(found: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    """Count `(right, of)` for each figure."""
    given = sum(len(one.awards) for one in found)
    right = sum(len(one.awards & one.wanted) for one in found)
    silent = [one for one in found if not one.wanted]
    speaks = [one for one in silent if one.row["why"] in SPEAKS]
    answered = [one for one in found if any(each.kind == "no_record_held" for each in one.matches)]
    trapped = [one for one in found if one.row["trap"]]
    figures = [
        (one, each)
        for one in found
        for each in one.matches
        if each.award in one.wanted and each.figure and one.row["figure"]
    ]
    same = [(one, each) for one, each in figures if each.figure and each.figure.start == one.row["figure"]["start"]]
    return {
        "precision": (right, given),
        "recall": (right, sum(len(one.wanted) for one in found)),
        "sentences without an award left without": (sum(not one.awards for one in silent), len(silent)),
        "traps avoided": (sum(one.row["trap"]["key"] not in one.awards for one in trapped), len(trapped)),
        "notion as the words quote it": (
            sum((each.said or "unsaid") == one.row["money"] for one, each in same),
            len(same),
        ),
        "notions that the award holds": (sum(list(each.holds) == one.row["agrees"] for one, each in same), len(same)),
        "no record held, said where it is so": (sum(not one.wanted for one in answered), len(answered)),
        "no record held, found where it is so": (sum(one in answered for one in speaks), len(speaks)),
    }


def traps(found: Sequence[Outcome]) -> str:
    """Write how many traps were taken, by what leads into them."""
    all_ = Counter(one.row["trap"]["takes_by"] for one in found if one.row["trap"])
    taken = Counter(
        one.row["trap"]["takes_by"] for one in found if one.row["trap"] and one.row["trap"]["key"] in one.awards
    )
    return ", ".join(f"{kind} {taken[kind]} of {all_[kind]}" for kind in sorted(all_))


def share(pair: tuple[int, int]) -> float:
    """Give a share; 1 of nothing."""
    return pair[0] / pair[1] if pair[1] else 1.0


def intervals(found: Sequence[Outcome]) -> dict[str, tuple[float, float]]:
    """Give the middle 95 % of each figure over samples of the sentences, drawn with replacement."""
    draw = random.Random(7)  # no secret
    rounds = [counted(draw.choices(found, k=len(found))) for _ in range(ROUNDS)]
    spread = {name: sorted(share(one[name]) for one in rounds) for name in rounds[0]}
    return {name: (values[int(0.025 * ROUNDS)], values[int(0.975 * ROUNDS)]) for name, values in spread.items()}


def report(title: str, found: Mapping[str, Sequence[Outcome]]) -> dict[str, float]:
    """Print the figures of one half, the peers' beside them; gives the product's."""
    print(f"\n{title}: {len(found['product'])} sentences")
    counts, spread = counted(found["product"]), intervals(found["product"])
    for name, pair in counts.items():
        low, high = spread[name]
        print(f"  {name:42} {share(pair):.2f}  {pair[0]:>3} of {pair[1]:<3} [{low:.2f}, {high:.2f}]")
    print(f"  traps taken: {traps(found['product'])}")
    for name in PEERS:
        peer, wide = counted(found[name]), intervals(found[name])
        said = ", ".join(
            f"{figure} {share(peer[figure]):.2f} [{wide[figure][0]:.2f}, {wide[figure][1]:.2f}]"
            for figure in ("precision", "recall")
        )
        print(f"  peer {name}: {said}; traps taken: {traps(found[name])}")
    return {name: share(pair) for name, pair in counts.items()}


def show(found: Sequence[Outcome]) -> None:
    """Print the sentences where the answer differs from the labels."""
    for one in found:
        if one.awards != one.wanted:
            print(f"{one.row['text']}\n  wanted {sorted(one.wanted)}")
            print("".join(f"  {each.kind}: {each.because}\n" for each in one.matches), end="")


def below_floors(which: str, figures: Mapping[str, float]) -> int:
    """Print what is below its floor; gives how many."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))[which]
    missed = [(name, floor) for name, floor in floors.items() if figures[name] < floor]
    for name, floor in missed:
        print(f"{which}: {name} is {figures[name]:.3f}, below its floor {floor}", file=sys.stderr)
    return len(missed)


def cases(found: Sequence[Outcome]) -> list[tuple[float, bool]]:
    """List the score of each match with an award, and whether it is right."""
    return [(each.score, each.award in one.wanted) for one in found for each in one.matches if each.award]


def calibration(by_half: Mapping[str, Sequence[Outcome]], fitted_on: str | None) -> None:
    """Print how far probabilities fitted on one half are off on the other; with a date, write the package's table.

    Two cases that were wrong are added, at the lowest and at the highest score: a rule that was never wrong on so few
    cases may still be wrong.
    """
    fitted = [*cases(by_half["rules"]), (0.0, False), (1.0, False)]
    held_out = cases(by_half["report"])
    steps = calibrate.rising(fitted)
    print(f"\nexpected calibration error on the report half, fitted on rules: {calibrate.error(steps, held_out):.3f}")
    for said, was, number in calibrate.reliability(steps, held_out):
        print(f"  said {said:.2f}, was {was:.2f}, {number} matches")
    if fitted_on:
        every = [*fitted, *held_out]
        calibrate.write_table("matches", METHOD, every, fitted_on=fitted_on, of="said_and_done, both halves")


def run(*, pinned: bool) -> tuple[list[Row], dict[str, list[Outcome]]]:
    """Build the record in a folder of its own and match."""
    rows = labels(pinned=pinned)
    with tempfile.TemporaryDirectory() as folder:
        return rows, outcomes(build(Path(folder), rows, PINNED if pinned else FILES), rows)


def of_half(found: Mapping[str, Sequence[Outcome]], half: str) -> dict[str, list[Outcome]]:
    """Keep the sentences of one half."""
    return {name: [one for one in some if one.row["half"] == half] for name, some in found.items()}


def main() -> int:
    """Score, and hold the figures against their floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pinned", action="store_true", help="the small set of invented awards that CI runs")
    parser.add_argument("--half", choices=("rules", "report"), help="only one half; floors are not held")
    parser.add_argument("--calibrate", metavar="DATE", help="write the package's table of probabilities")
    parser.add_argument("--show", action="store_true", help="list what differs on the rules half, or of the pinned set")
    options = parser.parse_args()
    _, found = run(pinned=options.pinned)
    if options.pinned:
        missed = below_floors("pinned", report("pinned", found))
        if options.show:
            show(found["product"])
        return 1 if missed else 0
    halves = {half: of_half(found, half) for half in ("rules", "report")}
    figures = {half: report(half, one) for half, one in halves.items() if options.half in {None, half}}
    if options.show:
        show(halves["rules"]["product"])
    if options.half:
        return 0
    calibration({half: one["product"] for half, one in halves.items()}, options.calibrate)
    return 1 if sum(below_floors(half, figures[half]) for half in halves) else 0


if __name__ == "__main__":
    sys.exit(main())
