"""Who supplies whom via whom, as a picture in three layers: who buys, who receives the award, whose part is behind it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from xml.etree import ElementTree as ET

from markupsafe import Markup

from onrecord.model.ids import PartyId
from onrecord.serve.axis import cut
from onrecord.serve.formatting import address, counted
from onrecord.serve.svg import written
from onrecord.store.supply_network import SupplyEdge

LAYERS = ("Buys", "Receives the award", "Product, subcontract or parent behind it")
SHORT_LAYERS = ("Buys", "Receives the award", "Stands behind it")
NODES_A_LAYER = 12
WEAK = {"LIKELY_VIA": " likely", "MENTION_ONLY": " named"}
"""Labels that the rows do not say outright, and how their lines are drawn."""
Node = tuple[int, PartyId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What is drawn.

    Attributes:
        layers: The parties of each layer, those in most awards first.
        left_out: How many of each layer are not drawn.
        edges: Between two nodes: the surest label, and how many parts in awards.
    """

    layers: tuple[tuple[PartyId, ...], ...]
    left_out: tuple[int, ...]
    edges: tuple[tuple[Node, Node, str, int], ...]


def network_of(edges: Sequence[SupplyEdge], centre: Collection[PartyId]) -> Network:
    """Choose what is drawn: of each layer those in most awards, and always the parties the page is about."""
    weights: tuple[Counter[PartyId], ...] = (Counter(), Counter(), Counter())
    placed = [(_ends(one), one) for one in edges]
    for (left, right), one in placed:
        for level, party in (left, right):
            weights[level][party] += one.awards
    layers = []
    for weight in weights:
        order = sorted(weight, key=lambda one: (one not in centre, -weight[one], one))
        drawn = order[:NODES_A_LAYER]
        layers.append(tuple(sorted(drawn, key=lambda one: (-weight[one], one))))
    held = {(level, party) for level, layer in enumerate(layers) for party in layer}
    labels: dict[tuple[Node, Node], set[str]] = defaultdict(set)
    counts: Counter[tuple[Node, Node]] = Counter()
    for (left, right), one in placed:
        if {left, right} <= held:
            labels[left, right].add(one.label or "")
            counts[left, right] += one.awards
    lines = [(left, right, _surest(found), counts[left, right]) for (left, right), found in labels.items()]
    left_out = tuple(len(weight) - len(layer) for weight, layer in zip(weights, layers, strict=True))
    return Network(layers=tuple(layers), left_out=left_out, edges=tuple(lines))


def _surest(labels: Collection[str]) -> str:
    """Of several labels of one line take one that the rows say, where there is one."""
    return min(labels, key=lambda one: (one in WEAK, one == "MENTION_ONLY", one))


def _ends(one: SupplyEdge) -> tuple[Node, Node]:
    level = 0 if one.role == "RECIPIENT" else 1
    return (level, one.buyer), (level + 1, one.supplier)


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float


def wide_picture(network: Network, names: Mapping[PartyId, str], centre: Collection[PartyId]) -> Markup | None:
    """Draw the layers side by side; None where no award ties anybody."""
    if not network.edges:
        return None
    width, step, top = 320.0, 42.0, 34.0
    rows = max(map(len, network.layers)) + any(network.left_out)
    boxes: dict[Node, _Box] = {}
    for level, layer in enumerate(network.layers):
        offset = top + (rows - len(layer) - bool(network.left_out[level])) * step / 2
        for number, party in enumerate(layer):
            boxes[level, party] = _Box(level * 400 + 1, offset + number * step, width - 2, step - 10)
    svg = _canvas(network, 1120, top + rows * step)
    for level, words in enumerate(LAYERS):
        _text(svg, (level * 400, 16), words, "layer")
    for left, right, label, awards in network.edges:
        start, end = boxes[left], boxes[right]
        y1, y2 = start.y + start.height / 2, end.y + end.height / 2
        x1, x2 = start.x + start.width, end.x
        half = (x1 + x2) / 2
        _edge(svg, f"M{x1:.5g} {y1:.5g}C{half:.5g} {y1:.5g} {half:.5g} {y2:.5g} {x2:.5g} {y2:.5g}", label, awards)
    _nodes(svg, boxes, names, centre)
    for level, number in enumerate(network.left_out):
        if number:
            low = max((box.y + box.height for (held, _), box in boxes.items() if held == level), default=top)
            _text(svg, (level * 400, low + 22), f"and {counted(number, 'other')}", "more")
    return written(svg)


def narrow_picture(network: Network, names: Mapping[PartyId, str], centre: Collection[PartyId]) -> Markup | None:
    """Draw the layers below each other, the steps as arcs beside them."""
    if not network.edges:
        return None
    left, step, y = 78.0, 36.0, 4.0
    boxes: dict[Node, _Box] = {}
    heads: list[tuple[float, str, str]] = []
    for level, layer in enumerate(network.layers):
        if not layer:
            continue
        heads.append((y + 16, SHORT_LAYERS[level], "layer"))
        y += 26
        for party in layer:
            boxes[level, party] = _Box(left, y, 357 - left, step - 6)
            y += step
        if network.left_out[level]:
            heads.append((y + 12, f"and {counted(network.left_out[level], 'other')}", "more"))
            y += 22
        y += 12
    svg = _canvas(network, 358, y)
    for place, words, name in heads:
        _text(svg, (left, place), words, name)
    for start, end, label, awards in network.edges:
        y1, y2 = (boxes[one].y + boxes[one].height / 2 for one in (start, end))
        reach = left - min(70.0, 14 + abs(y2 - y1) / 7)
        _edge(svg, f"M{left:.5g} {y1:.5g}C{reach:.5g} {y1:.5g} {reach:.5g} {y2:.5g} {left:.5g} {y2:.5g}", label, awards)
    _nodes(svg, boxes, names, centre)
    return written(svg)


def _canvas(network: Network, width: int, height: float) -> ET.Element:
    nodes = sum(map(len, network.layers))
    words = (
        f"Network of supply: {counted(nodes, 'place')} of parties in three layers, {counted(len(network.edges), 'step')} "
        "between them. The table that follows holds them all."
    )
    return ET.Element(
        "svg", {"viewBox": f"0 0 {width} {height:.5g}", "class": "network", "role": "group", "aria-label": words}
    )


def _edge(svg: ET.Element, path: str, label: str, awards: int) -> None:
    name = WEAK.get(label, "")
    thick = f"{min(7.0, 1.4 + log2(max(1, awards)) * 0.8):.2g}"
    line = ET.SubElement(svg, "path", {"d": path, "class": f"step{name}", "stroke-width": thick})
    ET.SubElement(line, "title").text = counted(awards, "award")


def _nodes(
    svg: ET.Element, boxes: Mapping[Node, _Box], names: Mapping[PartyId, str], centre: Collection[PartyId]
) -> None:
    for (level, party), box in boxes.items():
        words = names.get(party, "a party")
        own = " own" if party in centre else ""
        link = ET.SubElement(svg, "a", {"href": address("parties", party), "class": f"node layer-{level}{own}"})
        ET.SubElement(link, "title").text = f"{words}: {SHORT_LAYERS[level].lower()}"
        place = {"x": f"{box.x:.5g}", "y": f"{box.y:.5g}", "width": f"{box.width:.5g}", "height": f"{box.height:.5g}"}
        ET.SubElement(link, "rect", {**place, "rx": "3"})
        middle = {"x": f"{box.x + 12:.5g}", "y": f"{box.y + box.height / 2 + 4.5:.5g}"}
        ET.SubElement(link, "text", middle).text = cut(words, (box.width - 20) * (0.88 if own else 1))  # bold is wider


def _text(svg: ET.Element, place: tuple[float, float], words: str, name: str) -> None:
    ET.SubElement(svg, "text", {"x": f"{place[0]:.5g}", "y": f"{place[1]:.5g}", "class": name}).text = words
