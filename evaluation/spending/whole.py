"""Load every spending file of `../shared/data/awards`, hold it against counts made without the product, explain each problem.

    python evaluation/spending/whole.py [--record FOLDER] [--verify]

Exits 1 where a number differs, a problem has no explanation, or `onrecord verify` finds anything.
"""

import argparse
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from counting import csv_rows, rows_in
from golden import FOLDERS, sources
from spending_record import AWARDS, Asked, CommandFailed, build, opened

from onrecord.model.award import Action
from onrecord.model.ids import ArtefactId, AwardId

ICE = "tornapart/ice_awards_fy13_fy18.csv"
FPDS = "fpds_atom/fpds_transactions.csv.gz"
EXPECTED = {
    "ICE rows, 2013 to 2018": 5_672,
    "of them with a negative obligation": 348,
    "of them with an obligation of zero": 1_780,
    "FPDS actions": 91_817,
    "ICE awards whose vehicle is among them": 456,
    "vehicles they hang on": 52,
}
"""Counted by hand and script when the data was collected (research notes, 22 November 2026)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its code, how its message reads, and why it is right to have it."""

    code: str
    pattern: str
    because: str


KINDS = (
    Kind(
        "bad_row",
        r"fedramp/.*_date '.*' is no date",
        "typed wrong in the marketplace (`6/152026`, 29 February 2023); the permission is kept without that date",
    ),
    Kind(
        "bad_row",
        r"fedramp/.*is no product of the list",
        "43 permissions of three products that the marketplace no longer lists: nothing says what they are for",
    ),
    Kind("bad_row", r"ocds/libcoveocds/.*holds no release", "records with links or nothing in them, made bad on purpose"),
    Kind("bad_row", r"ocds/libcoveocds/.*is no (array|object)", "values of a wrong kind, made bad on purpose"),
    Kind("bad_row", r"ocds/libcoveocds/.*of an earlier release", "release ids that stand twice, made so on purpose"),
    Kind(
        "bad_row",
        r"ocds/.*value/amount '.*' has no currency",
        "a sum without a currency says nothing that could be compared; the award is kept without it",
    ),
    Kind(
        "bad_row",
        r"ocds/ocdskit_realdata/versioned-release-\d.json: .*versioned",
        "every value is a list of its versions: the releases behind it are read instead",
    ),
    Kind("encoding_guessed", r"encoding-iso-8859-1.json", "the file is in ISO 8859-1, which JSON does not allow"),
    Kind("empty", r"HSHQDC15D00015__page-0003", "the page behind the last one of a feed: it has no entry"),
    Kind("empty", r"ocds/.*none with an award or a contract", "planning and tenders: nothing was awarded yet"),
    Kind("missing_columns", r"(broker_fpds_elements|uei_names|vendor_change_events)\.csv", "lists derived from FPDS, no records"),
    Kind("missing_columns", r"ocds/standard_examples/\w+\.csv", "codelists of the standard"),
    Kind("missing_columns", r"tornapart/(child|follow|thin)_\w+\.csv", "lists of names, of columns and of districts"),
    Kind("missing_columns", r"sierrawells/ca-db-contracts\.csv", "a list made from downloads, without days and values: read without"),
    Kind("missing_columns", r"sierrawells/scc-ice-awards\.csv", "25 awards without a column that says who bought"),
    Kind("unsupported_format", r"mn_ice/.*Assistance.*(assistance|sub-grants)", "grants, not contracts"),
    Kind("unsupported_format", r"V15XSDFiles\.zip", "schemas of FPDS"),
    Kind("unsupported_format", r"ocds/(standard_examples|libcoveocds|frameworks)/\S*(schema|extension)", "schemas and extensions"),
    Kind("unsupported_format", r"sample_orgs_(buyers|suppliers)", "lists of organisations without a release"),
    Kind("unsupported_format", r"(search_fields|tag_counts)\.json", "lists of names of fields"),
    Kind("unsupported_format", r"usaspending_api_json/awards__(grant|loan)\.json", "a grant and a loan, not contracts"),
    Kind(
        "unsupported_format",
        r"usaspending_api_json/(agency|awards__(accounts|award_f)|download_|recipient|spending_by|tas_|top_rec)",
        "answers about agencies, accounts, recipients and totals: no award stands in them",
    ),
)  # fmt: skip


def main() -> int:
    """Build, count, explain, verify."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, help="ask this record, built before from the same folders")
    parser.add_argument("--verify", action="store_true", help="also hold the record against the bytes: takes minutes")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        record = options.record or Path(folder) / "record"
        if options.record is None:
            build(record, sources(shared=True))
        with opened(record) as asked:
            wrong = [*faults(asked), *(_verified(asked) if options.verify else ())]
    for one in wrong:
        print(f"WRONG: {one}")
    return 1 if wrong else 0


def faults(asked: Asked) -> Iterator[str]:
    """Print all tables of a record built from the whole files, and list what is wrong."""
    yield from _loaded(asked)
    yield from _expected(asked)
    yield from _explained(asked)


def _loaded(asked: Asked) -> Iterator[str]:
    """Print rows loaded beside rows counted, by folder; name the files where they differ without a problem that says so."""
    held, unread = rows_held(asked), rows_left_out(asked)
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(one for name in FOLDERS for one in (AWARDS / name).rglob("*") if one.is_file()):
        name = path.relative_to(AWARDS).as_posix()
        counted, loaded = rows_in(path), held.get(name, 0)
        totals[name.partition("/")[0]].update(files=1, counted=counted, loaded=loaded, left=unread.get(name, 0))
        if counted != loaded + unread.get(name, 0) and not (loaded == 0 and name in unread):
            yield f"{name}: {counted} rows counted, {loaded} loaded, {unread.get(name, 0)} named as left out"
    print(
        "| folder | files | rows counted | loaded | in files of other kinds, or named as left out |\n|---|---|---|---|---|"
    )
    for folder, one in totals.items():
        print(
            f"| {folder} | {one['files']} | {one['counted']:,} | {one['loaded']:,} | {one['counted'] - one['loaded']:,} |"
        )


def rows_held(asked: Asked) -> Counter[str]:
    """Count the rows of each file in the record; a file inside another counts for that."""
    paths: dict[ArtefactId, list[str]] = defaultdict(list)
    for origin in asked.view.origins():
        paths[origin.artefact].append(_name(origin.path))
    rows = Counter(one.artefact for one in asked.view.actions())
    rows += Counter(one.artefact for one in asked.view.subawards())
    rows += Counter(one.artefact for one in asked.view.authorisations())
    return Counter({path: number for artefact, number in rows.items() for path in paths[artefact]})


def rows_left_out(asked: Asked) -> Counter[str]:
    """Count the rows that problems say were left out; a file that was not read at all is there with 0."""
    found: Counter[str] = Counter()
    for one in asked.view.problems():
        more = re.search(r"(\d+) permissions? left out", one.message)
        found[_name(one.path)] += int(more[1]) if more else 0
    return found


def _name(path: str) -> str:
    """Cut a path to what stands below the data folder, and to the file that was added."""
    below = path.partition("/data/awards/")[2] or path
    return re.sub(r"(\.csv\.gz|\.zip)/.*", r"\1", below)


def _expected(asked: Asked) -> Iterator[str]:
    """Print the figures of the issue beside those of the record."""
    figures = dict(zip(EXPECTED, _figures(asked), strict=True))
    print("\n| figure | expected | in the record |\n|---|---|---|")
    for name, number in figures.items():
        print(f"| {name} | {EXPECTED[name]:,} | {number:,} |")
        if number != EXPECTED[name]:
            yield f"{name}: {number}, not {EXPECTED[name]}"


def _figures(asked: Asked) -> tuple[int, ...]:
    artefacts = {_name(one.path): one.artefact for one in asked.view.origins() if one.path.endswith(".csv")}
    ice: list[Action] = []
    fpds = 0
    vehicles: set[AwardId] = set()
    for action in asked.view.actions():
        if action.artefact == artefacts[ICE]:
            ice.append(action)
        elif action.artefact == artefacts[FPDS]:
            fpds += 1
            vehicles.update([action.award] if action.kind == "idv" else [])
    negative = sum(one.obligated is not None and one.obligated < 0 for one in ice)
    zero = sum(one.obligated == 0 for one in ice)
    hung = {one.award: one.parent for one in ice if one.parent in vehicles}
    return len(ice), negative, zero, fpds, len(hung), len(set(hung.values()))


def _explained(asked: Asked) -> Iterator[str]:
    """Print every kind of problem with its number and why it is right; name those of no kind."""
    numbers: Counter[Kind] = Counter()
    for one in asked.view.problems():
        kind = next((kind for kind in KINDS if kind.code == one.code and re.search(kind.pattern, one.message)), None)
        if kind is None:
            yield f"not explained: {one.code} {one.message}"
        else:
            numbers[kind] += 1
    print("\n| problem | number | why |\n|---|---|---|")
    for kind in KINDS:
        print(f"| {kind.code} | {numbers[kind]} | {kind.because} |")
        if not numbers[kind]:
            yield f"no such problem any more: {kind.code} {kind.pattern}"


def _verified(asked: Asked) -> Iterator[str]:
    try:
        print(f"\n{asked.text('verify').strip()}")
    except CommandFailed as error:
        yield str(error)


def join_by_number() -> tuple[int, int]:
    """Join ICE's awards to the vehicles by the columns of the files alone; gives awards and vehicles."""
    idvs = {
        (row["piid"], row["agency_id"])
        for row in csv_rows(gzip.decompress((AWARDS / FPDS).read_bytes()))
        if row["doc_type"] == "IDV"
    }
    orders = {
        (row["award_id_piid"], row["parent_award_id"], row["parent_award_agency_id"].zfill(4))
        for row in csv_rows((AWARDS / ICE).read_bytes())
    }
    joined = {order for order in orders if order[1:] in idvs}
    return len(joined), len({order[1:] for order in joined})


if __name__ == "__main__":
    sys.exit(main())
