"""Position over time as a picture: a lane for each position, a mark for each utterance, a line from one to the next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from markupsafe import Markup

from onrecord.serve.formatting import MONTHS, counted
from onrecord.serve.svg import draw_mark, written

LANES = (
    ("commit", "commits"),
    ("affirm", "affirms"),
    ("condition", "sets a condition"),
    ("not_aware", "is not aware"),
    ("decline", "declines to comment"),
    ("deny", "denies"),
    ("none", "no position read"),
    ("unrecorded", "award held"),
)
"""From top to bottom, with the words of `answer.show_meetings.POSITIONS`."""
UNLINED = frozenset({"none", "unrecorded"})
"""Lanes that take no position: the line passes them by."""
LANE = 44  # units from one lane to the next
TOP = 30
TARGET = 24  # units of a mark's target, at least as large as WCAG 2.2 asks
LABEL_ROOM = 84  # units a label of the axis takes
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
"""Months between two labels of the axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An utterance or an award in the picture.

    Attributes:
        day: ISO date, as far as it is known.
        lane: A member of `LANES`.
        key: Names it for `Tie`.
        words: What it says, for who cannot see it.
    """

    day: str
    lane: str
    key: str
    href: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two marks between which something is offered, with the number of its card."""

    ends: tuple[str, str]
    number: int
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    low: float
    high: float

    def at(self, day: date) -> float:
        span = (self.last - self.first).days
        share = (day - self.first).days / span if span else 0.5
        return self.low + share * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class _Drawn:
    mark: Mark
    x: float
    y: float
    more: int


def step_picture(marks: Sequence[Mark], ties: Iterable[Tie], width: int, heading: str) -> Markup | None:
    """Draw it, `width` units wide; None where fewer than two marks have a day."""
    dated = sorted(((day, one) for one in marks if (day := _date(one.day))), key=lambda one: (one[0], one[1].key))
    if len(dated) < 2:
        return None
    lanes = [(lane, words) for lane, words in LANES if any(one.lane == lane for _, one in dated)]
    beside = 170 if width > 600 else 0  # where there is room, lanes are named beside them, else above
    height = TOP + LANE * len(lanes) + 22
    svg = ET.Element("svg", {"viewBox": f"0 0 {width} {height}", "class": "steps-picture", "role": "group",
                             "aria-label": _label(dated, heading, len(marks))})  # fmt: skip
    scale = _Scale(dated[0][0], dated[-1][0], beside + 22.0, width - 22.0)
    heights = {lane: TOP + LANE * (number + 0.5) for number, (lane, _) in enumerate(lanes)}
    _axis(svg, scale, height, width)
    for y in heights.values():
        ends = {"x1": str(beside), "x2": str(width), "y1": f"{y:.5g}", "y2": f"{y:.5g}"}
        ET.SubElement(svg, "line", {**ends, "class": "lane"})
    drawn = list(_drawn(dated, scale, heights))
    _line(svg, [(scale.at(day), heights[one.lane]) for day, one in dated if one.lane not in UNLINED])
    places = {one.key: (scale.at(day), heights[one.lane]) for day, one in dated}
    held = [tie for tie in ties if all(end in places for end in tie.ends)]
    for tie in held:
        _arc(svg, tie, places)
    for lane, words in lanes:
        _name(svg, words, heights[lane], beside)
    for each in drawn:
        _mark(svg, each)
    for number, tie in enumerate(held):
        _badge(svg, tie, places, number)
    return written(svg)


def _date(value: str) -> date | None:
    for rest in ("", "-01", "-01-01"):
        try:
            return date.fromisoformat(value[:10] + rest)
        except ValueError:
            continue
    return None


def _label(dated: Sequence[tuple[date, Mark]], heading: str, number: int) -> str:
    without = number - len(dated)
    undrawn = (
        f" {counted(without, 'row')} without a date {'is' if without == 1 else 'are'} not drawn." if without else ""
    )
    return (
        f"{heading}, from {dated[0][0]} to {dated[-1][0]}: {counted(len(dated), 'mark')} in lanes by position.{undrawn} "
        "The table that follows holds all."
    )


def _axis(svg: ET.Element, scale: _Scale, height: int, width: int) -> None:
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    room = (scale.high - scale.low) / LABEL_ROOM
    step = next((one for one in STEPS if months / one <= room), STEPS[-1])
    start = scale.first.year * 12 + scale.first.month - 1
    taken = -LABEL_ROOM * 1.0
    for number in range(start - start % step if step >= len(MONTHS) else start, start + months + step, step):
        first = date(number // 12, number % 12 + 1, 1)
        x = scale.at(max(first, scale.first)) if scale.first <= first <= scale.last or number == start else None
        if x is None or x - taken < LABEL_ROOM * 0.8:
            continue
        taken = x
        ET.SubElement(svg, "line", {"x1": f"{x:.5g}", "x2": f"{x:.5g}", "y1": f"{TOP - 8}", "y2": f"{height - 22}", "class": "month-line"})  # fmt: skip
        label = ET.SubElement(
            svg, "text", {"x": f"{min(max(x, 30), width - 30):.5g}", "y": f"{height - 5}", "class": "tick"}
        )
        label.text = str(first.year) if step >= len(MONTHS) else f"{MONTHS[first.month - 1][:3]} {first.year}"


def _name(svg: ET.Element, words: str, y: float, beside: int) -> None:
    """Name a lane beside it, or above it where there is no room."""
    place = (beside - 12, y + 4, "lane-name end") if beside else (0, y - 15, "lane-name")
    x, height, kind = place
    ET.SubElement(svg, "text", {"x": str(x), "y": f"{height:.5g}", "class": kind}).text = words


def _drawn(dated: Sequence[tuple[date, Mark]], scale: _Scale, heights: dict[str, float]) -> Iterator[_Drawn]:
    """Draw marks of one lane that would cover each other as one, with their number."""
    lanes: dict[str, list[tuple[float, Mark]]] = defaultdict(list)
    for day, one in dated:
        lanes[one.lane].append((scale.at(day), one))
    for lane, held in lanes.items():
        near: list[tuple[float, Mark]] = []
        for place in [*held, None]:
            if place and (not near or place[0] - near[0][0] < TARGET):
                near.append(place)
                continue
            if near:
                yield _Drawn(near[0][1], near[0][0], heights[lane], len(near))
            near = [place] if place else []


def _line(svg: ET.Element, places: Sequence[tuple[float, float]]) -> None:
    """Draw the line from each position to the next: along the lane, then up or down where the next one is."""
    if len(places) < 2:
        return
    (x, y), *rest = places
    path = f"M{x:.5g} {y:.5g}" + "".join(f"H{across:.5g}V{down:.5g}" for across, down in rest)
    ET.SubElement(svg, "path", {"d": path, "class": "step-line"})


def _mark(svg: ET.Element, one: _Drawn) -> None:
    words = f"{one.mark.words}; the first of {one.more} close together" if one.more > 1 else one.mark.words
    link = ET.SubElement(svg, "a", {"href": one.mark.href, "class": "step", "aria-label": words})
    ET.SubElement(link, "title").text = words
    half = TARGET / 2
    box = {
        "x": f"{one.x - half:.5g}",
        "y": f"{one.y - half:.5g}",
        "width": str(TARGET),
        "height": str(TARGET),
        "rx": "4",
    }
    ET.SubElement(link, "rect", {**box, "class": "hit"})
    draw_mark(link, one.mark.lane, one.x, one.y)
    if one.more > 1:
        ET.SubElement(
            link, "text", {"x": f"{one.x + 11:.5g}", "y": f"{one.y + 16:.5g}", "class": "many"}
        ).text = f"×{one.more}"


def _middle(tie: Tie, places: dict[str, tuple[float, float]]) -> tuple[float, float]:
    (left, high), (right, low) = (places[end] for end in tie.ends)
    return (left + right) / 2, (high + low) / 2


def _arc(svg: ET.Element, tie: Tie, places: dict[str, tuple[float, float]]) -> None:
    (left, high), (right, low) = (places[end] for end in tie.ends)
    path = f"M{left:.5g} {high:.5g}L{right:.5g} {low:.5g}"
    ET.SubElement(svg, "path", {"d": path, "class": "change-line"})


def _badge(svg: ET.Element, tie: Tie, places: dict[str, tuple[float, float]], number: int) -> None:
    x, y = _middle(tie, places)
    y += (number % 3 - 1) * (TARGET + 2) if number else 0
    link = ET.SubElement(svg, "a", {"href": tie.href, "class": "badge tension", "aria-label": tie.words})
    ET.SubElement(link, "title").text = tie.words
    ET.SubElement(link, "circle", {"cx": f"{x:.5g}", "cy": f"{y:.5g}", "r": str(TARGET // 2)})
    ET.SubElement(link, "text", {"x": f"{x:.5g}", "y": f"{y + 4.5:.5g}"}).text = str(tie.number)
