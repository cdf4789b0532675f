"""Splink 5, wrapped: entries of registers to scored pairs, on DuckDB in this process or on a Spark cluster.

The one module that imports Splink, and only when it is asked: the package comes with the extra `onrecord[splink]`.
The model is trained on the entries themselves, without labels (Fellegi and Sunter 1969; Enamorado et al. 2019): how
often values agree by chance is estimated from random pairs drawn with a seed, how often they agree in one organisation by
expectation maximisation over pairs that share a name, an address or a telephone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from math import comb
from typing import Any

from onrecord.errors import UserError
from onrecord.resolve.matching_rows import COLUMNS, Entry, prior

SEED = 20260101
RANDOM_PAIRS = 5_000_000
"""Pairs drawn to estimate how often values agree by chance."""
LEAST_PAIRS = 30
"""Pairs that a training rule must give: fewer teach nothing."""
MOST_PAIRS = 20_000_000
"""Pairs that are scored at most: more mean that a rule brings too many together, and a machine too many to its knees."""
TRAINED_BY = ("by_core", "by_address", "by_telephone")
LOOKED_FOR_BY = (("by_core",), ("by_address",), ("by_telephone",), ("by_rare", "state"), ("by_rare", "postcode_5"))
DUCKDB = "duckdb"
TASKS_PER_CORE = 3
"""Parts that Spark cuts its work into: two or three for each core (Spark's tuning guide, "Level of Parallelism")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two entries, by their numbers, and how likely they are one organisation."""

    left: int
    right: int
    score: float


def match(found: Sequence[Entry], *, on: str = DUCKDB, least: float) -> Iterator[Pair]:
    """Score the pairs of entries that share a name, an address, a telephone or a rare word in one place.

    Args:
        found: The entries; pairs name them by their places in it.
        on: `duckdb`, or the address of a Spark cluster: `spark://HOST:PORT`, or `local[2]`.
        least: Pairs with a lower score are left out.

    Raises:
        UserError: Splink, or pyspark for Spark, is not installed, no Spark answers, no column tells rows apart beside the
            name, or there are too many pairs.
    """
    if on != DUCKDB and not on.startswith(("spark://", "local")):
        raise UserError(f"{on}: compare on duckdb, or on a cluster: spark://HOST:PORT")
    if len(found) < 2:
        return
    columns = [column for column in (*COLUMNS, *_also(found)) if any(_cell(one, column) for one in found)]
    if not {"address", "postcode_5", "state", "telephone", *_also(found)} & set(columns):
        raise UserError("match needs a column beside the name, an address or a telephone; names alone `build` compares")
    pairs = pairs_looked_for(found)
    if pairs > MOST_PAIRS:
        raise UserError(
            f"{pairs:,} pairs would be compared, more than {MOST_PAIRS:,}: give fewer rows, or one state a time"
        )
    if pairs == 0:
        return
    table = {"unique_id": list(range(len(found)))} | {
        column: [_cell(one, column) for one in found] for column in columns
    }
    with ExitStack() as stack:
        api = _duckdb() if on == DUCKDB else _spark(on, stack)
        linker = _trained(api, table, found, columns)
        scored = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
        for row in scored.as_record_list():
            yield Pair(left=row["unique_id_l"], right=row["unique_id_r"], score=float(row["match_probability"]))


def pairs_looked_for(found: Sequence[Entry]) -> int:
    """Count the pairs that the rules bring together, those that several rules do once for each."""
    total = 0
    for rule in LOOKED_FOR_BY:
        places = [COLUMNS.index(column) for column in rule]
        groups = Counter(tuple(one.values[place] for place in places) for one in found)
        total += sum(comb(count, 2) for values, count in groups.items() if None not in values)
    return total


def _also(found: Sequence[Entry]) -> list[str]:
    return [f"also_{place}" for place in range(len(found[0].also))] if found else []


def _cell(one: Entry, column: str) -> str | None:
    return one.also[int(column.removeprefix("also_"))] if column.startswith("also_") else one.value(column)


def _trained(api: Any, table: dict[str, list[Any]], found: Sequence[Entry], columns: Sequence[str]) -> Any:
    """Train a model on a table and give Splink's linker."""
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415  # an extra
    from splink.internals.exceptions import EMTrainingException  # noqa: PLC0415  # an extra

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=_comparisons(columns),
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in LOOKED_FOR_BY if set(rule) <= set(columns)],
        probability_two_random_records_match=prior(found),
        retain_matching_columns=False,
    )
    linker = Linker(api.register(table), settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    for column in TRAINED_BY:
        groups = Counter(_cell(one, column) for one in found)
        if sum(comb(count, 2) for value, count in groups.items() if value) < LEAST_PAIRS:
            continue
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(column), fix_probability_two_random_records_match=True
            )
        except EMTrainingException:  # nothing is left to learn from these pairs: the stated values stay
            continue
    return linker


def _comparisons(columns: Sequence[str]) -> list[Any]:
    """Say how entries are compared: the columns of one place together, since they agree and differ together."""
    import splink.comparison_level_library as cll  # noqa: PLC0415  # an extra
    import splink.comparison_library as cl  # noqa: PLC0415  # an extra

    found: list[Any] = [_names(cll, cl, columns)]
    if "place" in columns:
        found.append(_places(cll, cl, columns))
    if "telephone" in columns:
        found.append(cl.ExactMatch("telephone").configure(term_frequency_adjustments=True, m_probabilities=[0.8, 0.2]))
    if "parent" in columns:
        found.append(cl.ExactMatch("parent").configure(term_frequency_adjustments=True, m_probabilities=[0.8, 0.2]))
    return found + [
        cl.ExactMatch(column).configure(term_frequency_adjustments=True, m_probabilities=[0.8, 0.2])
        for column in columns
        if column.startswith("also_")
    ]


def _names(cll: Any, cl: Any, columns: Sequence[str]) -> Any:
    levels = [
        cll.NullLevel("core"),
        cll.ExactMatchLevel("core", term_frequency_adjustments=True).configure(m_probability=0.5),
    ]
    near = cll.JaroWinklerLevel("core", 0.92)
    words = [column for column in ("rare_1", "rare_2") if column in columns]
    if words:
        rare = cll.CustomLevel(" or ".join(f"{one}_l = {other}_r" for one in words for other in words))
        levels += [cll.And(near, rare).configure(m_probability=0.2), rare.configure(m_probability=0.15)]
    levels.append(near.configure(m_probability=0.05))
    if "acronym" in columns:
        level = cll.CustomLevel("acronym_l = core_r or core_l = acronym_r", label_for_charts="acronym")
        levels.append(level.configure(m_probability=0.02))
    levels.append(cll.ElseLevel().configure(m_probability=0.08))
    return cl.CustomComparison(output_column_name="name", comparison_levels=levels)


def _places(cll: Any, cl: Any, columns: Sequence[str]) -> Any:
    """Compare where two are, from the same house to the same state."""
    stages = (
        (("address",), 0.5, "address"),
        (("postcode",), 0.15, None),
        (("postcode_5",), 0.1, None),
        (("city", "state"), 0.1, None),
        (("state",), 0.1, None),
    )
    levels = [cll.NullLevel("place")]
    for needed, likely, frequency in stages:
        if set(needed) <= set(columns):
            level = cll.CustomLevel(" and ".join(f"{one}_l = {one}_r" for one in needed))
            how = {"tf_adjustment_column": frequency, "disable_tf_exact_match_detection": True} if frequency else {}
            levels.append(level.configure(m_probability=likely, **how))
    levels.append(cll.ElseLevel().configure(m_probability=0.05))
    return cl.CustomComparison(output_column_name="place", comparison_levels=levels)


def _duckdb() -> Any:
    try:
        from splink import DuckDBAPI  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UserError("match needs Splink: pip install 'onrecord[splink]'") from error
    return DuckDBAPI()


def _spark(master: str, stack: ExitStack) -> Any:
    """Open a session on a cluster, which ends with the stack."""
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415  # comes with pyspark
        from pyspark.sql import SparkSession  # noqa: PLC0415  # whoever has a cluster has it in the cluster's version
        from splink import SparkAPI  # noqa: PLC0415  # an extra
        from splink.backends.spark import similarity_jar_location  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UserError(
            "match on Spark needs: pip install 'onrecord[splink]' pyspark, in the version of the cluster"
        ) from error
    builder = SparkSession.builder.master(master).appName("onrecord match")
    try:
        session = builder.config("spark.jars", similarity_jar_location()).getOrCreate()
    except (Py4JError, OSError, RuntimeError) as error:  # no Java, no cluster, another version
        raise UserError(f"{master}: no Spark answers ({' '.join(str(error).split())[:200]})") from error
    stack.callback(session.stop)
    tasks = TASKS_PER_CORE * session.sparkContext.defaultParallelism
    session.conf.set(
        "spark.sql.shuffle.partitions", str(tasks)
    )  # Spark's own 200 take minutes over a few thousand rows
    return SparkAPI(spark_session=session, break_lineage_method="persist")
