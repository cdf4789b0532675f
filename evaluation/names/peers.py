"""Score pairs of names with rapidfuzz, rigour and Splink; runs with an interpreter that has them, started by score.py.

Standard input: `{"fit": [[left, right, left core, right core], ...], "report": [...]}`. Standard output: for each system
its scores of both lists, and the microseconds a pair took on the second, names prepared beforehand.
"""

import contextlib
import io
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

Row = Sequence[str]
System = Callable[[list[Row], list[Row]], tuple[list[float], list[float], float]]


def timed(scored: Callable[[], list[float]]) -> tuple[list[float], float]:
    """Score three times, as score.py does with the package; gives the scores and the microseconds of a pair in the quickest."""
    spent = []
    for _ in range(3):
        begun = time.perf_counter()
        found = scored()
        spent.append(time.perf_counter() - begun)
    return found, 1e6 * min(spent) / len(found)


def by_ratio(name: str) -> System:
    """Score with one of rapidfuzz's ratios, names folded by its own processor."""
    from rapidfuzz import fuzz, utils  # noqa: PLC0415  # a peer, there or not

    ratio = getattr(fuzz, name)
    plain = cache(utils.default_process)

    def score(fit: list[Row], report: list[Row]) -> tuple[list[float], list[float], float]:
        for row in (*fit, *report):
            plain(row[0]), plain(row[1])
        first = [ratio(plain(row[0]), plain(row[1])) / 100 for row in fit]
        second, spent = timed(lambda: [ratio(plain(row[0]), plain(row[1])) / 100 for row in report])
        return first, second, spent

    return score


def by_rigour(fit: list[Row], report: list[Row]) -> tuple[list[float], list[float], float]:
    """Score with rigour: symbols paired, the rest aligned; legal forms and small words left out; better of two orders."""
    from rigour.names import NamePartTag, NameTypeTag, analyze_names, compare_parts, pair_symbols  # noqa: PLC0415  # a peer, there or not

    left_out = {NamePartTag.LEGAL, NamePartTag.STOP}

    @cache
    def analysed(name: str) -> Any:
        found = sorted(analyze_names(NameTypeTag.ORG, [name]), key=lambda one: str(one.form))
        return found[0] if found else None

    def score(left: str, right: str) -> float:
        one, other = analysed(left), analysed(right)
        if one is None or other is None:
            return 0.0
        return max((_share(one, other, pairing) for pairing in pair_symbols(one, other) or [()]), default=0.0)

    def _share(one: Any, other: Any, pairing: Any) -> float:
        taken = {part for alignment in pairing for part in (*alignment.qps, *alignment.rps)}
        rest = [
            [part for part in name.parts if part not in taken and part.tag not in left_out] for name in (one, other)
        ]
        orders = (rest, [sorted(parts, key=lambda part: str(part.form)) for parts in rest])
        return max(_agreement([*pairing, *compare_parts(*order)]) for order in orders)

    def _agreement(alignments: Sequence[Any]) -> float:
        sizes = [sum(len(part.form) for part in (*one.qps, *one.rps)) for one in alignments]
        return sum(size * (one.score or 0.0) for size, one in zip(sizes, alignments, strict=True)) / (sum(sizes) or 1)

    first = [score(*row[:2]) for row in fit]
    for row in report:
        analysed(row[0]), analysed(row[1])
    second, spent = timed(lambda: [score(*row[:2]) for row in report])
    return first, second, spent


def by_splink(column: int) -> System:
    """Score with Splink, trained without labels on the names of the pairs for fitting; `column` 2 takes our cores."""

    def score(fit: list[Row], report: list[Row]) -> tuple[list[float], list[float], float]:
        names = sorted({row[at] for row in fit for at in (column, column + 1)})
        model = _trained(names)
        second, spent = timed(lambda: _predicted(model, report, column))
        return _predicted(model, fit, column), second, spent

    return score


def _settings(model: dict[str, Any] | None = None) -> Any:
    import splink.comparison_library as compare  # noqa: PLC0415  # a peer, there or not
    from splink import SettingsCreator, block_on  # noqa: PLC0415  # a peer, there or not

    if model:
        return model
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85, 0.75]).configure(
                term_frequency_adjustments=True
            ),
            compare.ExactMatch("first").configure(term_frequency_adjustments=True),
            compare.ExactMatch("second").configure(term_frequency_adjustments=True),
            compare.ExactMatch("last").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on("first"), block_on("last")],
    )


ENDINGS = {"INC", "INCORPORATED", "CORP", "CORPORATION", "LLC", "LTD", "LIMITED", "CO", "COMPANY", "LP", "THE"}
"""Taken off before Splink sees a name, as anybody would who prepares a column for it."""


def _cleaned(name: str) -> list[str]:
    words = name.upper().replace(",", " ").replace(".", "").split()
    while len(words) > 1 and words[-1] in ENDINGS:
        words.pop()
    return words or [""]


def _records(names: Sequence[str]) -> list[dict[str, Any]]:
    words = [_cleaned(name) for name in names]
    return [
        {
            "unique_id": at,
            "name": " ".join(own),
            "first": own[0],
            "second": own[1] if len(own) > 1 else None,
            "last": own[-1],
        }
        for at, own in enumerate(words)
    ]


def _linker(names: Sequence[str], model: dict[str, Any] | None = None) -> tuple[Any, Any]:
    import pyarrow as pa  # noqa: PLC0415  # a peer, there or not
    from splink import DuckDBAPI, Linker  # noqa: PLC0415  # a peer, there or not

    database = DuckDBAPI()
    table = database.register(pa.Table.from_pylist(_records(names)), dataset_display_name="names")
    return Linker(table, _settings(model)), database


def _trained(names: Sequence[str]) -> dict[str, Any]:
    from splink import block_on  # noqa: PLC0415  # a peer, there or not

    linker, _ = _linker(names)
    linker.training.estimate_probability_two_random_records_match([block_on("first", "second")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("last"))
    return dict(linker.misc.save_model_to_json())


def _predicted(model: dict[str, Any], rows: list[Row], column: int) -> list[float]:
    import pyarrow as pa  # noqa: PLC0415  # a peer, there or not

    names = sorted({row[at] for row in rows for at in (column, column + 1)})
    number = {name: at for at, name in enumerate(names)}
    linker, database = _linker(names, model)
    asked = [tuple(sorted((number[row[column]], number[row[column + 1]]))) for row in rows]
    blocked = [
        {"match_key": "0", "join_key_l": str(one), "join_key_r": str(other)}
        for one, other in sorted(set(asked))
        if one != other
    ]
    linker.table_management.register_blocked_pairs_for_predict(database.register(pa.Table.from_pylist(blocked)))
    found = {
        (row["unique_id_l"], row["unique_id_r"]): float(row["match_weight"])
        for row in linker.inference.predict().as_record_list()
    }
    found |= {(other, one): weight for (one, other), weight in found.items()}
    return [1e6 if one == other else found.get((one, other), -1e6) for one, other in asked]


def systems() -> Iterator[tuple[str, Callable[[], System]]]:
    """List the systems, each made when it is wanted."""
    for name in ("token_set_ratio", "token_sort_ratio", "WRatio"):
        yield f"rapidfuzz {name}", lambda name=name: by_ratio(name)
    yield "rigour", lambda: by_rigour
    yield "Splink, cleaned names", lambda: by_splink(0)
    yield "Splink, after our normaliser", lambda: by_splink(2)


def main() -> None:
    """Read pairs, score them, write."""
    logging.disable(logging.CRITICAL)
    asked = json.load(sys.stdin)
    found: dict[str, Any] = {}
    for name, make in systems():
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                fit, report, spent = make()(asked["fit"], asked["report"])
            found[name] = {"fit": fit, "report": report, "microseconds": spent}
        except ImportError as error:
            found[name] = {"missing": str(error)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
