"""Marks for positions and for meanings of money: a shape each, so that no colour is needed to tell them apart."""

from functools import cache
from xml.etree import ElementTree as ET

from markupsafe import Markup

Attributes = dict[str, str]

SIZE = 16  # units of a mark's box
SHAPES: dict[str, tuple[tuple[str, Attributes], ...]] = {
    # round and pointed for what is said
    "affirm": (("circle", {"r": "6", "class": "full"}),),
    "commit": (("path", {"d": "M0-7 7 5.5H-7Z", "class": "full"}),),
    "condition": (("path", {"d": "M0-7 7 0 0 7-7 0Z", "class": "open"}),),
    "decline": (("circle", {"r": "6", "class": "open"}), ("path", {"d": "M-3.5 0H3.5", "class": "open"})),
    "not_aware": (("circle", {"r": "6", "class": "open"}), ("circle", {"r": "1.8", "class": "full"})),
    "deny": (("path", {"d": "M-5-5 5 5M-5 5 5-5", "class": "open thick"}),),
    "none": (("circle", {"r": "4", "class": "open"}),),
    # and square for money
    "obligated": (("path", {"d": "M-6-6H6V6H-6Z", "class": "full"}),),
    "current": (
        ("path", {"d": "M-6-6H6V6H-6Z", "class": "open"}),
        ("path", {"d": "M-6 6V0H6V6Z", "class": "full"}),
    ),
    "potential": (("path", {"d": "M-6-6H6V6H-6Z", "class": "open dashed"}),),
    "outlayed": (
        ("path", {"d": "M-6-6H6V6H-6Z", "class": "open"}),
        ("path", {"d": "M-2.5-2.5H2.5V2.5H-2.5Z", "class": "full"}),
    ),
    "unrecorded": (("path", {"d": "M-4-4H4V4H-4Z", "class": "open"}),),
    # and two together for rows drawn as one
    "many-said": (
        ("circle", {"r": "4.5", "cx": "-2.5", "class": "open"}),
        ("circle", {"r": "4.5", "cx": "2.5", "class": "open"}),
    ),
    "many-done": (
        ("path", {"d": "M-7-3H2V6H-7Z", "class": "open"}),
        ("path", {"d": "M-2-6H7V3H-2Z", "class": "open"}),
    ),
}
"""Each mark, drawn around 0, 0."""


def draw_mark(parent: ET.Element, kind: str, x: float, y: float) -> None:
    """Draw a mark with its middle at a place."""
    group = ET.SubElement(parent, "g", {"class": f"mark {kind}", "transform": f"translate({x:.4g} {y:.5g})"})
    for name, attributes in SHAPES[kind]:
        ET.SubElement(group, name, attributes)


@cache
def mark(kind: str) -> Markup:
    """Draw a mark to stand in a line of text, where a word says the same."""
    half = SIZE // 2
    box = f"{-half} {-half} {SIZE} {SIZE}"
    svg = ET.Element("svg", {"class": "key-mark", "viewBox": box, "aria-hidden": "true", "focusable": "false"})
    draw_mark(svg, kind, 0, 0)
    return written(svg)


def written(svg: ET.Element) -> Markup:
    """Write a drawing out for a page."""
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704  # ElementTree escapes every text and attribute
