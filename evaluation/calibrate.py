"""From labelled scores to probabilities: a rising line, how far it is off, and a picture.

Fit on one half, report the error on the other. `write_table` makes the table that src/onrecord/tables/calibration.py reads.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

TABLES = Path(__file__).parents[1] / "src/onrecord/tables"
Case = tuple[float, bool]
"""A score, and whether the rule was right there."""
SMALLEST = 10
"""Cases a step needs; fewer are joined to the step before."""
BINS = 10


def rising(cases: Sequence[Case]) -> list[tuple[float, float]]:
    """Fit steps `(lowest score, share right)` that never fall, by pooling neighbours that would (isotonic regression)."""
    steps: list[list[float]] = []  # lowest score, right, cases
    for score, right in sorted(cases):
        if steps and steps[-1][0] == score:
            steps[-1][1:] = [steps[-1][1] + right, steps[-1][2] + 1]
        else:
            steps.append([score, float(right), 1])
        while len(steps) > 1 and (
            steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2] and steps[-1][0] != steps[-2][0]
        ):
            _, more, cases_more = steps.pop()
            steps[-1][1:] = [steps[-1][1] + more, steps[-1][2] + cases_more]
    return [(low, right / n) for low, right, n in _large_enough(steps)]


def _large_enough(steps: list[list[float]]) -> list[list[float]]:
    joined: list[list[float]] = []
    for low, right, n in steps:
        if joined and (n < SMALLEST or joined[-1][2] < SMALLEST):
            joined[-1][1:] = [joined[-1][1] + right, joined[-1][2] + n]
        else:
            joined.append([low, right, n])
    return joined


def probability(steps: Sequence[tuple[float, float]], score: float) -> float:
    """Look a score up; below the first step, the first step's."""
    return next((right for low, right in reversed(steps) if low <= score), steps[0][1])


def error(steps: Sequence[tuple[float, float]], cases: Sequence[Case]) -> float:
    """Give the expected calibration error over ten equal bins of probability: 0 is perfect."""
    return sum(abs(said - was) * n for said, was, n in reliability(steps, cases)) / len(cases)


def reliability(steps: Sequence[tuple[float, float]], cases: Sequence[Case]) -> list[tuple[float, float, int]]:
    """List `(mean probability said, share right, cases)` of each bin that has cases."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in cases:
        said = probability(steps, score)
        bins[min(BINS - 1, int(said * BINS))].append((said, right))
    return [
        (sum(said for said, _ in one) / len(one), sum(right for _, right in one) / len(one), len(one))
        for one in bins
        if one
    ]


def write_table(kind: str, method: str, cases: Sequence[Case], *, fitted_on: str, of: str) -> Path:
    """Write the package's table of one kind, fitted on `cases`; `of` names the set."""
    path = TABLES / f"calibration_{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("method", "low", "right", "n", "fitted_on", "set"))
        for low, right in rising(cases):
            table.writerow((method, f"{low:.4f}", f"{right:.3f}", len(cases), fitted_on, of))
    return path


def plot(path: Path, title: str, points: Sequence[tuple[float, float, int]]) -> None:
    """Draw a reliability plot as SVG: said against was, each point's count beside it."""
    size, edge = 320, 40

    def x(value: float) -> float:
        return edge + value * (size - 2 * edge)

    def y(value: float) -> float:
        return size - edge - value * (size - 2 * edge)

    dots = "".join(
        f'<circle cx="{x(said):.1f}" cy="{y(was):.1f}" r="4"/><text x="{x(said) + 6:.1f}" y="{y(was) + 4:.1f}">{n}</text>'
        for said, was, n in points
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="11">'
        f'<title>{title}</title><rect width="{size}" height="{size}" fill="white"/>'
        f'<path d="M{x(0)} {y(0)}H{x(1)}M{x(0)} {y(0)}V{y(1)}" stroke="black"/>'
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="grey" stroke-dasharray="4"/>{dots}'
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">probability said</text>'
        f'<text x="12" y="{size / 2}" transform="rotate(-90 12 {size / 2})" text-anchor="middle">share right</text>'
        f'<text x="{size / 2}" y="20" text-anchor="middle">{title}</text></svg>\n',
        encoding="utf-8",
    )
