"""A dossier as one HTML file: no script, no request, prints well."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree as ET

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.export.dossier.blocks import sections
from onrecord.export.dossier.picture import RADIUS, WIDTH, Mark, Picture, picture
from onrecord.export.dossier.sources import source_line
from onrecord.model.dossier import Dossier

NUMBER = re.compile(r"\b([SATPEM]\d+)\b|\[(\d+)\]")


def html(made: Dossier) -> bytes:
    """Write a dossier as HTML; every value is escaped by the template."""
    drawn = picture(made)
    anchors = frozenset(anchors_of(made))
    values = {
        "made": made,
        "sections": sections(made),
        "picture": svg(drawn) if drawn else None,
        "picture_words": drawn.words if drawn else "",
        "source_line": source_line,
        "linked_pieces": lambda words: list(linked_pieces(words, anchors)),
        "style": Markup(_style()),  # noqa: S704  # a file of this package
        "version": __version__,
    }
    return _templates().get_template("dossier.html").render(values).encode()


def anchors_of(made: Dossier) -> Iterator[str]:
    """List what numbers of a dossier can lead to: `S3`, `source-2`."""
    for group in (made.statements, made.awards, made.tensions, made.matches, made.threads, made.echoes):
        yield from (one.label for one in group)
    yield from (f"source-{one.number}" for one in made.sources)


def linked_pieces(words: str, anchors: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Cut words at the numbers in them: `(words, anchor)`, the anchor empty where they lead nowhere."""
    place = 0
    for match in NUMBER.finditer(words):
        anchor = match[1] or f"source-{match[2]}"
        if anchor in anchors:
            yield words[place : match.start()], ""
            yield match[0], anchor
            place = match.end()
    yield words[place:], ""


def svg(drawn: Picture) -> Markup:
    """Draw the time line: every mark leads to its item, and can be reached by keyboard."""
    height = f"{drawn.height:.0f}"
    top = ET.Element("svg", {"viewBox": f"0 0 {WIDTH} {height}", "role": "group", "aria-label": drawn.words})
    ET.SubElement(
        top,
        "line",
        {"x1": "0", "x2": str(WIDTH), "y1": f"{drawn.line:.0f}", "y2": f"{drawn.line:.0f}", "class": "axis"},
    )
    for tick in drawn.ticks:
        x = f"{tick.x:.1f}"
        ET.SubElement(
            top,
            "line",
            {"x1": x, "x2": x, "y1": f"{drawn.line - 4:.0f}", "y2": f"{drawn.line + 4:.0f}", "class": "axis"},
        )
        ET.SubElement(top, "text", {"x": x, "y": f"{drawn.line + 20:.0f}", "class": "tick"}).text = tick.words
    for tie in drawn.ties:
        (x1, y1), (x2, y2) = tie.start, tie.end
        path = f"M{x1:.1f} {y1:.1f} C{x1:.1f} {drawn.line:.1f} {x2:.1f} {drawn.line:.1f} {x2:.1f} {y2:.1f}"
        curve = ET.SubElement(top, "path", {"d": path, "class": "tie"})
        ET.SubElement(curve, "title").text = f"{tie.label}: in tension, possibly"
    for mark in drawn.marks:
        _mark(top, mark)
    return Markup(ET.tostring(top, encoding="unicode"))  # noqa: S704  # ElementTree escapes every text and attribute


def _mark(top: ET.Element, mark: Mark) -> None:
    if mark.more:
        ET.SubElement(
            top, "text", {"x": f"{mark.x:.1f}", "y": f"{mark.y + 4:.1f}", "class": "more"}
        ).text = f"+{mark.more + 1}"
        return
    link = ET.SubElement(top, "a", {"href": f"#{mark.label}", "aria-label": mark.title})
    ET.SubElement(link, "title").text = mark.title
    kind = f"{'s' if mark.side == 'said' else 'd'}{' tense' if mark.tense else ''}"
    if mark.side == "said":
        ET.SubElement(link, "circle", {"cx": f"{mark.x:.1f}", "cy": f"{mark.y:.1f}", "r": str(RADIUS), "class": kind})
    else:
        size = str(2 * RADIUS)
        ET.SubElement(
            link,
            "rect",
            {
                "x": f"{mark.x - RADIUS:.1f}",
                "y": f"{mark.y - RADIUS:.1f}",
                "width": size,
                "height": size,
                "class": kind,
            },
        )
    ET.SubElement(link, "text", {"x": f"{mark.x:.1f}", "y": f"{mark.y + 3:.1f}"}).text = mark.label


@cache
def _style() -> str:
    return files("onrecord.export.dossier").joinpath("templates", "dossier.css").read_text("utf-8")


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.export.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
