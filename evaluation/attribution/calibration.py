"""Is the confidence what it says: of the statements given 0.8, are 80 in 100 linked?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

BINS = 10
_Z = 1.96
"""Of a 95 % interval."""
LEFT, TOP, SIDE = 70, 60, 400
"""Of the plot's square, in pixels."""
INK, LIGHT, MARK = "#222", "#bbb", "#1f5f99"


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like confidence.

    Attributes:
        low, high: Confidence, half-open but for the last bin.
        count: Statements.
        confidence: Their mean confidence.
        right: Share of them that is linked.
    """

    low: float
    high: float
    count: int
    confidence: float
    right: float

    def interval(self) -> tuple[float, float]:
        """Give the 95 % interval of the share (Wilson)."""
        spread = _Z**2 / self.count
        centre = (self.right + spread / 2) / (1 + spread)
        half = _Z * sqrt(self.right * (1 - self.right) / self.count + spread / (4 * self.count)) / (1 + spread)
        return max(0.0, centre - half), min(1.0, centre + half)


def bins_of(pairs: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Sort (confidence, linked) pairs into bins of equal width; empty ones are left out."""
    found = []
    for number in range(BINS):
        inside = [(sure, right) for sure, right in pairs if min(int(sure * BINS), BINS - 1) == number]
        if inside:
            count = len(inside)
            mean, share = sum(sure for sure, _ in inside) / count, sum(right for _, right in inside) / count
            found.append(Bin(number / BINS, (number + 1) / BINS, count, mean, share))
    return found


def expected_error(bins: Sequence[Bin]) -> float:
    """Give the expected calibration error: the mean distance of confidence and share, weighed by count."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else 0.0


def show_bins(bins: Sequence[Bin]) -> None:
    """Print the table of the bins."""
    print(f"\nconfidence against linked: expected calibration error {expected_error(bins):.3f}")
    print(f"  {'confidence':12}{'statements':>11}{'mean':>7}{'linked':>8}   95 %")
    for one in bins:
        low, high = one.interval()
        print(
            f"  {one.low:.1f} to {one.high:.1f}  {one.count:11}{one.confidence:7.2f}{one.right:8.2f}   {low:.2f} to {high:.2f}"
        )


def plot(bins: Sequence[Bin], title: str) -> str:
    """Draw the reliability plot as SVG: a point a bin with its interval, counts below, the line where it should lie."""
    width, height = LEFT + SIDE + 30, TOP + SIDE + 130
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">',
        f"<title>{title}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        _words(LEFT, 24, title, weight="bold"),
        _words(LEFT, 44, f"expected calibration error {expected_error(bins):.3f}"),
        *_axes(),
        *(line for one in bins for line in _point(one)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(value: float) -> float:
    return round(LEFT + SIDE * value, 1)


def _y(value: float) -> float:
    return round(TOP + SIDE * (1 - value), 1)


def _words(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" fill="{INK}" text-anchor="{anchor}" font-weight="{weight}">{words}</text>'


def _line(start: tuple[float, float], end: tuple[float, float], style: str) -> str:
    return f'<line x1="{_x(start[0])}" y1="{_y(start[1])}" x2="{_x(end[0])}" y2="{_y(end[1])}" {style}/>'


def _axes() -> list[str]:
    grid = f'stroke="{LIGHT}" stroke-width="0.5"'
    parts = []
    for step in range(0, 11, 2):
        value = step / 10
        parts += [_line((value, 0), (value, 1), grid), _line((0, value), (1, value), grid)]
        parts.append(_words(_x(value), _y(0) + 18, f"{value:.1f}", anchor="middle"))
        parts.append(_words(LEFT - 8, _y(value) + 4, f"{value:.1f}", anchor="end"))
    parts.append(_line((0, 0), (1, 1), f'stroke="{INK}" stroke-dasharray="5 4"'))
    parts.append(f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{INK}"/>')
    middle = TOP + SIDE / 2
    parts.append(_words(LEFT + SIDE / 2, _y(0) + 38, "confidence", anchor="middle"))
    parts.append(
        f'<text transform="translate(20 {middle}) rotate(-90)" fill="{INK}" text-anchor="middle">share linked</text>'
    )
    parts.append(_words(LEFT - 8, _y(0) + 68, "n", anchor="end"))
    parts.append(_words(LEFT, _y(0) + 92, "n: statements of the bin; point: their mean; bar: its 95 % interval;"))
    parts.append(_words(LEFT, _y(0) + 110, "dashed: where the points should lie"))
    return parts


def _point(one: Bin) -> list[str]:
    low, high = one.interval()
    centre = (one.low + one.high) / 2
    return [
        _line((one.confidence, low), (one.confidence, high), f'stroke="{MARK}" stroke-width="2"'),
        f'<circle cx="{_x(one.confidence)}" cy="{_y(one.right)}" r="5" fill="{MARK}"/>',
        _words(_x(centre), _y(0) + 68, str(one.count), anchor="middle"),
    ]
