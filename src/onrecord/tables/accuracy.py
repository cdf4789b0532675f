"""What was measured, on what and when: the figures of docs/accuracy.md that pages show beside what they are about."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure, in per cent.

    Attributes:
        topic: What kind of thing it is about.
        what: What was counted.
        low, high: Ends of its 95 per cent interval; None where none was worked out.
        set: What it was measured on.
        date: ISO date of the measurement.
        source, as_written: The page of the documentation that has it, and its words there.
    """

    topic: str
    what: str
    percent: float
    low: float | None
    high: float | None
    set: str
    date: str
    source: str
    as_written: str


@cache
def figures() -> tuple[Figure, ...]:
    """Read the figures of the package, in their order."""
    text = files("onrecord.tables").joinpath("accuracy.csv").read_text(encoding="utf-8")
    return tuple(
        Figure(
            topic=row["topic"],
            what=row["what"],
            percent=float(row["percent"]),
            low=float(row["low"]) if row["low"] else None,
            high=float(row["high"]) if row["high"] else None,
            set=row["set"],
            date=row["date"],
            source=row["source"],
            as_written=row["as_written"],
        )
        for row in csv.DictReader(StringIO(text))
    )
