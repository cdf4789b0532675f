"""Score the labels of product owners against those people gave: precision and recall per label, with intervals.

    python evaluation/spending/labels.py                    # the half that no rule was made from
    python evaluation/spending/labels.py --half rules --errors

Needs `../shared/data/awards`, from which the product reads the drawn awards with all others (orders of one vehicle are
counted). The awards are split by the SHA-256 of their keys: even ones were there to make rules from, odd ones are
reported. What is scored is the pair of maker and label for each award. Beside the product stand, on the same awards:
a search for the exact names the product's table had before (peer_names.csv, every hit SUPPLIED_VIA), and the guess
that the recipient is the maker (DIRECT).
"""

import argparse
import csv
import json
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

from onrecord.config import Config
from onrecord.connect.owners import product_owners
from onrecord.connect.owners_recipients import Recipients
from onrecord.connect.owners_vehicles import Sales, count_orders
from onrecord.model.award import Action
from onrecord.model.evidence import Origin
from onrecord.model.ids import AwardId, artefact_id
from onrecord.model.names import core_name
from onrecord.read import usaspending
from onrecord.resolve.known import find_known
from onrecord.tables import award_names, known_parties, owners_of

HERE = Path(__file__).parent
AWARDS = HERE.parents[2] / "shared/data/awards"
LABELS = ("SUPPLIED_VIA", "LIKELY_VIA", "SUBSIDIARY", "DIRECT", "MENTION_ONLY")
RESAMPLES = 2000
SEED = 5
Pairs = frozenset[tuple[str, str]]
"""`(maker, label)` of one award."""
Counts = tuple[int, int, int]
"""Right, given and wanted."""


def is_reported(award: str) -> bool:
    """Say whether an award is of the half that is reported: the SHA-256 of its key is odd."""
    return int(sha256(award.encode()).hexdigest(), 16) % 2 == 1


def read_labels(path: Path, half: str) -> dict[str, dict[str, object]]:
    """Load the labelled awards of a half (`rules`, `reported` or `all`)."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["award"]: row for row in rows if half == "all" or is_reported(row["award"]) == (half == "reported")}


def maker_key(name: str) -> str:
    """Give the table's key of a maker as people name it, or its folded name where the table does not know it.

    A name that begins exactly one maker's longer name ("Quest") is taken for it.
    """
    if known := find_known(name):
        return known.key
    core, names = core_name(name), _maker_names()
    longer = {owner for one, owner in names.items() if one.startswith(f"{core} ")}
    return names.get(core) or (longer.pop() if len(longer) == 1 else core)


@cache
def _maker_names() -> dict[str, str]:
    makers = {row.owner for row in award_names()}
    own = {
        core_name(name): one.key for one in known_parties() if one.key in makers for name in (one.name, *one.aliases)
    }
    return own | {core_name(row.name): row.owner for row in award_names() if row.role == "maker" and not row.until}


def read_actions() -> dict[AwardId, list[Action]]:
    """Read the awards of ICE as the product does, award by award."""
    paths = [AWARDS / "tornapart/ice_awards_fy13_fy18.csv", *sorted((AWARDS / "mn_ice").glob("*Contracts_Prime*.csv"))]
    found: dict[AwardId, list[Action]] = {}
    for row in chain.from_iterable(_rows(path) for path in paths):
        found.setdefault(row.award, []).append(row)
    return found


def _rows(path: Path) -> Iterable[Action]:
    origin = Origin(artefact=artefact_id(path.name.encode()), path=str(path), collected_at="2026-11-23T00:00:00+00:00")
    return (row for row in usaspending.rows(path, origin, Config()) if isinstance(row, Action))


def by_product(rows: Sequence[Action], sales: Mapping[AwardId, Sales]) -> Pairs:
    """Label an award as the product does; recipients are known by their names."""
    recipients = frozenset(party.key for row in rows if row.recipient and (party := find_known(row.recipient)))
    parents = frozenset(
        party.key for row in rows if row.recipient_parent and (party := find_known(row.recipient_parent))
    )
    found = product_owners(
        rows,
        (),
        Recipients(
            keys=recipients,
            parents=parents - recipients,
            tabled=owners_of(recipients, max((row.acted_on or "" for row in rows), default="") or None),
        ),
        sales=next((sales[row.parent] for row in rows if row.parent and row.parent in sales), None),
    )
    return frozenset((one.owner, one.label) for one in found)


def by_exact_names(rows: Sequence[Action], names: Iterable[tuple[str, str]]) -> Pairs:
    """Label every maker whose name stands in a description, as whole words in any case, SUPPLIED_VIA."""
    said = " ".join(row.description for row in rows)
    return frozenset(
        (owner, "SUPPLIED_VIA")
        for name, owner in names
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, 0 if len(name) < 4 else re.IGNORECASE)
    )


def by_recipient(rows: Sequence[Action]) -> Pairs:
    """Take the recipient for the maker."""
    return frozenset((maker_key(row.recipient), "DIRECT") for row in rows if row.recipient)


def count(given: Mapping[str, Pairs], wanted: Mapping[str, Pairs], label: str) -> dict[str, Counts]:
    """Count, for each award, the makers with a label that are right, given and wanted; an empty label takes any."""
    found: dict[str, Counts] = {}
    for award, right in wanted.items():
        ours, theirs = _with(given.get(award, frozenset()), label), _with(right, label)
        found[award] = (len(ours & theirs), len(ours), len(theirs))
    return found


def _with(pairs: Pairs, label: str) -> frozenset[str]:
    return frozenset(owner for owner, own in pairs if own == label or (not label and own != "MENTION_ONLY"))


def rates(counts: Iterable[Counts]) -> tuple[float, float]:
    """Give precision and recall; not a number where nothing was given or wanted."""
    right, given, wanted = (sum(one) for one in zip(*counts, strict=True))
    return right / given if given else float("nan"), right / wanted if wanted else float("nan")


def interval(counts: Sequence[Counts], rate: int) -> str:
    """Give the 95 per cent bootstrap interval of precision (0) or recall (1), awards drawn anew."""
    chance = random.Random(SEED)
    drawn = (rates(chance.choices(counts, k=len(counts)))[rate] for _ in range(RESAMPLES))
    values = sorted(value for value in drawn if value == value)  # noqa: PLR0124  # not a number is not equal to itself
    return f"{values[int(len(values) * 0.025)]:.3f}-{values[int(len(values) * 0.975)]:.3f}" if values else "-"


def show(title: str, given: Mapping[str, Pairs], wanted: Mapping[str, Pairs]) -> None:
    """Print a table of the labels of one system."""
    print(f"\n{title}\n{'label':14}{'given':>6}{'wanted':>7}{'right':>6}  precision              recall")
    for label in (*LABELS, ""):
        counts = list(count(given, wanted, label).values())
        precision, recall = rates(counts)
        right, ours, theirs = (sum(one) for one in zip(*counts, strict=True))
        print(
            f"{label or 'maker, any':14}{ours:6}{theirs:7}{right:6}  {precision:5.3f} ({interval(counts, 0)})   "
            f"{recall:5.3f} ({interval(counts, 1)})"
        )


def show_errors(given: Mapping[str, Pairs], wanted: Mapping[str, Pairs], said: Callable[[str], str]) -> None:
    """Print the awards whose labels differ."""
    for award, right in wanted.items():
        ours = given.get(award, frozenset())
        if ours != right:
            print(
                f"{award}: ours only {sorted(ours - right)}, theirs only {sorted(right - ours)} | {said(award)[:150]}"
            )


def main() -> None:
    """Print how right the product and its peers are on a half of the labelled awards."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, default=HERE / "owners.jsonl")
    parser.add_argument("--half", choices=("rules", "reported", "all"), default="reported")
    parser.add_argument("--errors", action="store_true", help="list the awards that differ; not for the reported half")
    given = parser.parse_args()
    if given.errors and given.half != "rules":
        parser.error("errors are listed for the rules half only: the other one stays unseen")
    labelled = read_labels(given.labels, given.half)
    actions = read_actions()
    sales = count_orders(actions.values())
    if missing := labelled.keys() - actions.keys():
        parser.error(f"{len(missing)} labelled awards are not in {AWARDS}: {min(missing)}")
    wanted = {award: wanted_pairs(row) for award, row in labelled.items()}
    rows = {award: actions[AwardId(award)] for award in labelled}
    with (HERE / "peer_names.csv").open(encoding="utf-8", newline="") as file:
        names = [(row["name"], row["owner"]) for row in csv.DictReader(file)]
    ours = {award: by_product(one, sales) for award, one in rows.items()}
    print(f"{len(labelled)} awards, half: {given.half}; {RESAMPLES} bootstrap samples of awards, seed {SEED}")
    show("product", ours, wanted)
    show("exact names of the earlier table", {key: by_exact_names(one, names) for key, one in rows.items()}, wanted)
    show("the recipient is the maker", {key: by_recipient(one) for key, one in rows.items()}, wanted)
    if given.errors:
        show_errors(ours, wanted, lambda award: " ## ".join(row.description for row in rows[award]))


def wanted_pairs(row: Mapping[str, object]) -> Pairs:
    """List the makers and labels that people gave an award."""
    owners = row["owners"]
    if not isinstance(owners, list):
        raise TypeError(f"{row['award']}: owners is no list")
    return frozenset((maker_key(one["owner"]), one["label"]) for one in owners)


if __name__ == "__main__":
    main()
