"""A time axis as SVG: statements above the line, awards below; the table beside it holds the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from xml.etree import ElementTree as ET

from markupsafe import Markup

from onrecord.serve.formatting import MONTHS, counted

SIDE = 28  # units left free at both ends, so that no label is cut
STEP = 13  # units between two dots of one stack
RADIUS = 5  # of a dot; with its outline it stays within a step
STACK = 14  # dots of one stack; more are drawn as a number
COLUMNS = (STEP, 30)  # units a stack takes; the wide one leaves room for a number above it
MONTHS_LABELLED = 36  # a longer time is labelled by year
LABEL_UNITS = 52  # room a label needs along the axis


@dataclass(frozen=True, slots=True)
class Dot:
    """One item: its ISO date, its side, and whether it stands in tension with another."""

    day: str
    side: Literal["said", "done"]
    in_tension: bool


Stack = list[tuple[date, Dot]]


def time_axis(dots: Iterable[Dot], width: int) -> Markup | None:
    """Draw the axis, `width` units wide; None when fewer than two of the dots have a date."""
    every = list(dots)
    dated = [(found, dot) for dot in every if (found := _date(dot.day))]
    if len(dated) < 2:
        return None
    first, last = _whole_months(min(found for found, _ in dated), max(found for found, _ in dated))
    scale = _Scale(first=first, days=max(1, (last - first).days), width=width)
    stacks = _stacks(dated, scale)
    above = _height(stack for (side, _), stack in stacks.items() if side == "said")
    below = _height(stack for (side, _), stack in stacks.items() if side == "done")
    line = above + 8
    svg = ET.Element(
        "svg",
        {
            "viewBox": f"0 0 {width} {line + below + 30}",
            "class": "axis",
            "role": "img",
            "aria-label": _label(dated, undrawn(every)),
        },
    )
    ET.SubElement(svg, "line", {"x1": "0", "x2": str(width), "y1": str(line), "y2": str(line), "class": "axis-line"})
    _ticks(svg, scale, line, last)
    for (side, _), stack in stacks.items():
        _stack(svg, side, sum(scale.at(found) for found, _ in stack) / len(stack), line, [dot for _, dot in stack])
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704  # ElementTree escapes every text and attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    first: date
    days: int
    width: int

    def at(self, day: date) -> float:
        return SIDE + (day - self.first).days / self.days * (self.width - 2 * SIDE)


def undrawn(dots: Iterable[Dot]) -> int:
    """Count the items without a date that can be drawn."""
    return sum(1 for dot in dots if _date(dot.day) is None)


def _date(value: str) -> date | None:
    try:
        found = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return found if found.year < date.max.year else None  # the axis ends with the month after


def _whole_months(first: date, last: date) -> tuple[date, date]:
    return first.replace(day=1), _next_month(last.replace(day=1))


def _next_month(day: date) -> date:
    return day.replace(year=day.year + 1, month=1) if day.month == len(MONTHS) else day.replace(month=day.month + 1)


def _stacks(dated: Sequence[tuple[date, Dot]], scale: _Scale) -> dict[tuple[str, int], Stack]:
    """Gather the dots of each side by column: narrow ones, unless a stack would then need a number above it."""
    narrow, wide = COLUMNS
    stacks = _by_column(dated, scale, narrow)
    return stacks if max(len(stack) for stack in stacks.values()) <= STACK else _by_column(dated, scale, wide)


def _by_column(dated: Sequence[tuple[date, Dot]], scale: _Scale, column: int) -> dict[tuple[str, int], Stack]:
    stacks: dict[tuple[str, int], Stack] = defaultdict(list)
    for found, dot in sorted(dated, key=lambda one: (not one[1].in_tension, one[0])):  # tensions next to the line
        stacks[(dot.side, round(scale.at(found) / column))].append((found, dot))
    return stacks


def _height(stacks: Iterable[Stack]) -> int:
    return STEP * min(STACK, max((len(stack) for stack in stacks), default=1)) + 12


def _label(dated: Sequence[tuple[date, Dot]], left_out: int) -> str:
    said = sum(1 for _, dot in dated if dot.side == "said")
    first, last = min(found for found, _ in dated), max(found for found, _ in dated)
    return (
        f"Time axis from {first} to {last}: {counted(said, 'statement')} above the line, "
        f"{counted(len(dated) - said, 'award')} below it. "
        + (
            f"{counted(left_out, 'row')} without a date {'is' if left_out == 1 else 'are'} not drawn. "
            if left_out
            else ""
        )
        + f"The table that follows holds {'all' if left_out else 'the same'}."
    )


def _ticks(svg: ET.Element, scale: _Scale, line: int, last: date) -> None:
    """Mark the months, or the years where the months are too many for the width."""
    months = [scale.first]
    while months[-1] < last:
        months.append(_next_month(months[-1]))
    by_year = len(months) > MONTHS_LABELLED
    marks = [one for one in months if one.month == 1 or not by_year] or months[:1]
    every = max(1, -(-len(marks) * LABEL_UNITS // (scale.width - 2 * SIDE)))
    for number, one in enumerate(marks):
        x = f"{scale.at(one):.1f}"
        ET.SubElement(svg, "line", {"x1": x, "x2": x, "y1": str(line - 4), "y2": str(line + 4), "class": "axis-line"})
        if number % every == 0:
            words = str(one.year) if by_year else f"{MONTHS[one.month - 1][:3]} {one.year % 100:02}"
            label = ET.SubElement(svg, "text", {"x": x, "y": str(line + 20), "class": "axis-label"})
            label.text = words


def _stack(svg: ET.Element, side: str, x: float, line: int, stack: Sequence[Dot]) -> None:
    away, offset = (-1, 14) if side == "said" else (1, 34)
    for number, dot in enumerate(stack[:STACK]):
        y = line + away * (offset + number * STEP)
        kind = f"dot {side}{' in-tension' if dot.in_tension else ''}"
        if number == STACK - 1 and len(stack) > STACK:
            more = ET.SubElement(svg, "text", {"x": f"{x:.1f}", "y": str(y + 4), "class": "axis-label"})
            more.text = f"+{len(stack) - STACK + 1}"
        elif side == "said":
            ET.SubElement(svg, "circle", {"cx": f"{x:.1f}", "cy": str(y), "r": str(RADIUS), "class": kind})
        else:
            size = str(2 * RADIUS)
            ET.SubElement(
                svg,
                "rect",
                {"x": f"{x - RADIUS:.1f}", "y": str(y - RADIUS), "width": size, "height": size, "class": kind},
            )
