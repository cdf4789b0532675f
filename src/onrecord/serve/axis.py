"""The picture of said and done: one axis of time downwards, statements left of it, awards right, and what connects them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Literal
from xml.etree import ElementTree as ET

from markupsafe import Markup

from onrecord.serve.formatting import MONTHS, counted
from onrecord.serve.spread import spread
from onrecord.serve.svg import draw_mark, written

Side = Literal["said", "done"]
TOP = 44  # units above the first label: the names of the sides stand there
BOTTOM = 22
BADGE = 12  # radius of a badge: a target of 24
TICK_ROOM = 18  # units between two labels of the axis
MONTHS_TICKED = 30  # a longer time has its years marked only
UNITS_A_LETTER = 7.1  # of the type the labels are set in; wide writing takes two
STRETCH = 0.7  # share of the axis given out by how much stands on a day, the rest by time alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A row, or several drawn as one.

    Attributes:
        key: Names it for `Tie`.
        day: Where it stands on the axis.
        kind: Its mark (`serve.svg.SHAPES`).
        when, what, aside, more: Its label: the day, the position or the sum, what belongs to that, and other words, cut to the room.
        href: Where it leads.
    """

    key: str
    side: Side
    day: date
    kind: str
    when: str
    what: str
    aside: str
    more: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A line between two items, with a badge that leads to what it says.

    Attributes:
        name: What the badge shows.
        kind: `tension` or `match`.
        decided: A person has decided on it.
        words: What it says, for who cannot see it.
    """

    ends: tuple[str, str]
    name: str
    kind: Literal["tension", "match"]
    decided: bool
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where things stand across the picture, in units from the left; `step` between two labels down it."""

    width: int
    step: int
    lines: int
    left_label: int
    left_mark: int
    spine: tuple[int, int]
    badge: int
    right_mark: int
    right_label: int

    def mark(self, side: Side) -> int:
        """Say where the marks of a side stand."""
        return self.left_mark if side == "said" else self.right_mark


WIDE = Frame(
    width=1120,
    step=28,
    lines=1,
    left_label=462,
    left_mark=480,
    spine=(528, 584),
    badge=612,
    right_mark=650,
    right_label=668,
)
NARROW = Frame(
    width=358,
    step=46,
    lines=3,
    left_label=112,
    left_mark=124,
    spine=(144, 184),
    badge=203,
    right_mark=230,
    right_label=242,
)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days down the picture: in their order, and wider apart where much stands close together, or labels would be far off."""

    days: tuple[date, ...]  # those something stands on, in order, each once
    shares: tuple[float, ...]  # of the axis before each of them, 0 to 1
    low: float
    high: float

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    def at(self, day: date) -> float:
        after = min(bisect_left(self.days, day), len(self.days) - 1)
        before = max(0, after - 1)
        gap = (self.days[after] - self.days[before]).days
        part = (day - self.days[before]).days / gap if gap else 0.0
        share = self.shares[before] + part * (self.shares[after] - self.shares[before])
        return self.low + share * (self.high - self.low)


def _scale(items: Sequence[Item], low: float, high: float) -> _Scale:
    rows = Counter((one.day, one.side) for one in items)
    days = sorted({one.day for one in items})
    held = [max(rows[day, "said"], rows[day, "done"]) for day in days]
    # Half of a day's rows stand before its place and half after it.
    before = [0.0, *accumulate((left + right) / 2 for left, right in pairwise(held))]
    whole, span = before[-1] or 1.0, max(1, (days[-1] - days[0]).days)
    shares = [
        STRETCH * place / whole + (1 - STRETCH) * (day - days[0]).days / span
        for day, place in zip(days, before, strict=True)
    ]
    return _Scale(tuple(days), tuple(shares), low, high)


def time_picture(items: Sequence[Item], ties: Sequence[Tie], frame: Frame, heading: str) -> Markup | None:
    """Draw the axis; None where fewer than two items stand on it."""
    if len(items) < 2:
        return None
    ordered = sorted(items, key=lambda one: (one.day, one.side, one.key))
    sides: dict[Side, list[Item]] = {side: [one for one in ordered if one.side == side] for side in ("said", "done")}
    high = TOP + max(frame.step * (max(map(len, sides.values())) - 1), 8 * frame.step)
    scale = _scale(ordered, TOP, high)
    heights: dict[str, float] = {}
    for held in sides.values():
        places = spread([scale.at(one.day) for one in held], frame.step, TOP, high)
        heights |= {one.key: place for one, place in zip(held, places, strict=True)}
    svg = _canvas(frame, high, heading, ordered)
    _spine(svg, frame, scale)
    for one in ordered:
        _leader(svg, frame, one, (scale.at(one.day), heights[one.key]))
    badges = _badges(ties, heights, high)
    by_key = {one.key: one for one in ordered}
    for tie, place in badges:
        for end in tie.ends:
            _line(svg, frame, tie, (by_key[end].side, heights[end], place))
    for one in ordered:
        _item(svg, frame, one, heights[one.key])
    for tie, place in badges:
        _badge(svg, frame, tie, place)
    return written(svg)


def _canvas(frame: Frame, high: float, heading: str, items: Sequence[Item]) -> ET.Element:
    said = sum(1 for one in items if one.side == "said")
    words = (
        f"{heading} from {items[0].day} to {items[-1].day}: {counted(said, 'mark')} for statements on the left, "
        f"{counted(len(items) - said, 'mark')} for awards on the right. The table that follows holds all."
    )
    svg = ET.Element(
        "svg",
        {
            "viewBox": f"0 0 {frame.width} {high + BOTTOM:.5g}",
            "class": f"time-picture lines-{frame.lines}",
            "role": "group",
            "aria-label": words,
        },
    )
    for side, x in (("said", frame.left_label), ("done", frame.right_label)):
        name = ET.SubElement(svg, "text", {"x": str(x), "y": "16", "class": f"side-name {side}"})
        name.text = side.capitalize()
    return svg


def _spine(svg: ET.Element, frame: Frame, scale: _Scale) -> None:
    left, right = frame.spine
    box = {
        "x": str(left),
        "y": f"{scale.low - 14:.5g}",
        "width": str(right - left),
        "height": f"{scale.high - scale.low + 28:.5g}",
    }
    ET.SubElement(svg, "rect", {**box, "rx": "3", "class": "spine"})
    taken = -TICK_ROOM * 1.0
    for day, words in _ticks(scale):
        y = scale.at(day)
        if y - taken < TICK_ROOM:
            continue
        taken = y
        label = ET.SubElement(svg, "text", {"x": str((left + right) // 2), "y": f"{y + 4:.5g}", "class": "tick"})
        label.text = words


def _ticks(scale: _Scale) -> list[tuple[date, str]]:
    """List the first days of the months or years on the axis; the day it begins on where there is none."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    if months > MONTHS_TICKED:
        years = [date(year, 1, 1) for year in range(scale.first.year, scale.last.year + 1)]
        found = [(one, str(one.year)) for one in years if one >= scale.first]
    else:
        numbers = [scale.first.year * 12 + scale.first.month - 1 + number for number in range(months + 1)]
        firsts = [date(number // 12, number % 12 + 1, 1) for number in numbers]
        found = [(one, f"{MONTHS[one.month - 1][:3]} {one.year % 100:02}") for one in firsts if one >= scale.first]
    return found or [(scale.first, f"{MONTHS[scale.first.month - 1][:3]} {scale.first.year % 100:02}")]


def _leader(svg: ET.Element, frame: Frame, one: Item, heights: tuple[float, float]) -> None:
    true, shown = heights
    edge, mark = (frame.spine[0], frame.left_mark + 9) if one.side == "said" else (frame.spine[1], frame.right_mark - 9)
    path = f"M{edge} {true:.5g}C{(edge + mark) // 2} {true:.5g} {(edge + mark) // 2} {shown:.5g} {mark} {shown:.5g}"
    ET.SubElement(svg, "path", {"d": path, "class": "leader"})
    ET.SubElement(svg, "circle", {"cx": str(edge), "cy": f"{true:.5g}", "r": "2", "class": "leader-end"})


def _badges(ties: Sequence[Tie], heights: Mapping[str, float], high: float) -> list[tuple[Tie, float]]:
    """Give each tie whose ends are both drawn the place of its badge, half way between them where there is room."""
    drawn = [one for one in ties if all(end in heights for end in one.ends)]
    middle = {one.name: sum(heights[end] for end in one.ends) / 2 for one in drawn}
    drawn.sort(key=lambda one: (middle[one.name], one.name))
    places = spread([middle[one.name] for one in drawn], 2 * BADGE + 3, TOP, high)
    return list(zip(drawn, places, strict=True))


def _line(svg: ET.Element, frame: Frame, tie: Tie, end: tuple[Side, float, float]) -> None:
    side, shown, place = end
    start = frame.left_mark + 9 if side == "said" else frame.right_mark - 9
    half = (start + frame.badge) // 2
    path = f"M{start} {shown:.5g}C{half} {shown:.5g} {half} {place:.5g} {frame.badge} {place:.5g}"
    ET.SubElement(svg, "path", {"d": path, "class": f"tie {tie.kind} {'decided' if tie.decided else 'undecided'}"})


def _item(svg: ET.Element, frame: Frame, one: Item, y: float) -> None:
    said = one.side == "said"
    words = ", ".join(filter(None, ("said" if said else "done", one.when, one.what, one.aside, one.more)))
    link = ET.SubElement(
        svg, "a", {"href": one.href, "class": f"item {one.side}", "aria-label": words, "data-row": one.key}
    )
    left, right = (0, frame.left_mark + 10) if said else (frame.right_mark - 10, frame.width)
    height = frame.step - 2
    box = {"x": str(left), "y": f"{y - height / 2:.5g}", "width": str(right - left), "height": str(height), "rx": "3"}
    ET.SubElement(link, "rect", {**box, "class": "hit"})
    draw_mark(link, one.kind, frame.mark(one.side), y)
    x = str(frame.left_label if said else frame.right_label)
    room = frame.left_label if said else frame.width - frame.right_label
    if frame.lines > 1:
        words_of = ((one.when, "day"), (one.what, "does"), (one.aside, "aside"))
        for number, (text, name) in enumerate(words_of):
            place = {"x": x, "y": f"{y - 10 + 14 * number:.5g}", "class": f"label {one.side} {name}"}
            ET.SubElement(link, "text", place).text = cut(text, room)
        return
    aside = one.aside if one.side == "done" else one.aside and f"{one.aside}:"
    rest = cut(one.more, room - 24 - sum(map(_width, one.when + one.what + aside)))
    pieces = [(one.when, "day"), (one.what, "does"), (aside, "aside"), (rest, "words")]
    if said:
        pieces[2:] = [(rest, "words"), (aside, "aside")]
    line = ET.SubElement(link, "text", {"x": x, "y": f"{y + 4:.5g}", "class": f"label {one.side}"})
    shown = [piece for piece in (reversed(pieces) if said else pieces) if piece[0]]
    for number, (text, name) in enumerate(shown):
        span = ET.SubElement(line, "tspan", {"class": name, **({"dx": "8"} if number else {})})
        span.text = text


def _badge(svg: ET.Element, frame: Frame, tie: Tie, y: float) -> None:
    state = "decided" if tie.decided else "undecided"
    link = ET.SubElement(svg, "a", {"href": tie.href, "class": f"badge {tie.kind} {state}", "aria-label": tie.words})
    if tie.kind == "tension":
        ET.SubElement(link, "circle", {"cx": str(frame.badge), "cy": f"{y:.5g}", "r": str(BADGE)})
    else:
        side = str(2 * BADGE)
        corner = {"x": str(frame.badge - BADGE), "y": f"{y - BADGE:.5g}"}
        ET.SubElement(link, "rect", {**corner, "width": side, "height": side, "rx": "4"})
    ET.SubElement(link, "text", {"x": str(frame.badge), "y": f"{y + 4.5:.5g}"}).text = tie.name


def cut(words: str, room: float) -> str:
    """Cut words to what a room of so many units holds, at a space where there is one."""
    wide = 0.0
    for number, letter in enumerate(words):
        wide += _width(letter)
        if wide > room:
            kept = words[: max(0, number - 1)]
            head, space, _ = kept.rpartition(" ")
            return f"{head if space else kept}…" if kept else ""
    return words


def _width(letter: str) -> float:
    """Give the units a letter takes at most, nearly: CJK and what follows is set wide, capitals are wider than others."""
    return UNITS_A_LETTER * (2.0 if ord(letter) >= 0x1100 else 1.3 if letter.isupper() else 1.0)
