"""Who supplies whom, as a network for Gephi and its like (GEXF 1.3)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import quoteattr

from onrecord.errors import UserError
from onrecord.export.jsonl import named_in
from onrecord.model.award import Award
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.party import Link
from onrecord.store import View

FILE = "supply.gexf"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>onrecord</creator><description>Who supplies whom, by awards held and by what texts say</description></meta>
<graph defaultedgetype="directed" mode="static">
<attributes class="node"><attribute id="kind" title="kind" type="string"/></attributes>
<attributes class="edge">
<attribute id="relation" title="relation" type="string"/><attribute id="awards" title="awards" type="integer"/>
<attribute id="sentences" title="sentences" type="integer"/><attribute id="obligated" title="obligated, by currency" type="string"/>
<attribute id="first" title="first" type="string"/><attribute id="last" title="last" type="string"/>
</attributes>
"""
TOLD = ("asserted",)
"""How a sentence must tell a supply for an edge: what is demanded, planned, denied or rumoured has not happened by it."""

ROLES = ("RECIPIENT", "BUYER", "PRODUCT_OWNER")

CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")
"""Characters that XML 1.0 cannot hold."""

Pair = tuple[PartyId, PartyId, str]


@dataclass(slots=True)
class Edge:
    """What is held of one supplier and one customer."""

    awards: int = 0
    sentences: int = 0
    obligated: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    days: list[str] = field(default_factory=list)


def edges(view: View) -> dict[Pair, Edge]:
    """Gather edges by supplier, customer and relation: `awarded`, `supplied via` (whose product) and `said to supply`."""
    found: dict[Pair, Edge] = defaultdict(Edge)
    parts: dict[AwardId, list[Link]] = defaultdict(list)
    for link in view.links():
        parts[link.award].append(link)
    for award in view.awards():
        for pair in _pairs(parts[award.id]):
            _count(found[pair], award)
    named = named_in(view, view.heads())
    for supply in view.supplies():
        if supply.modality in TOLD and supply.supplier and supply.customer:
            seller, buyer = (
                named.get((one.document, one.start, one.end)) for one in (supply.supplier, supply.customer)
            )
            if seller and buyer and seller != buyer:
                edge = found[(seller, buyer, "said to supply")]
                edge.sentences += 1
                edge.days += [supply.on] if supply.on else []
    return found


def _pairs(links: list[Link]) -> set[Pair]:
    of = {role: {one.party for one in links if one.role == role and one.label != "MENTION_ONLY"} for role in ROLES}
    pairs = {(seller, buyer, "awarded") for seller in of["RECIPIENT"] for buyer in of["BUYER"]}
    pairs |= {(owner, seller, "supplied via") for owner in of["PRODUCT_OWNER"] for seller in of["RECIPIENT"]}
    return {pair for pair in pairs if pair[0] != pair[1]}


def _count(edge: Edge, award: Award) -> None:
    edge.awards += 1
    edge.days += [award.latest.acted_on] if award.latest.acted_on else []
    for money in award.money:
        if money.notion == "obligated":
            edge.obligated[money.currency] += money.amount


def _lines(view: View) -> Iterator[str]:
    found = edges(view)
    names = view.party_names()
    yield HEAD
    yield "<nodes>\n"
    for party in sorted({party for pair in found for party in pair[:2]}):
        name, kind = names[party]
        yield f'<node id={_quoted(party)} label={_quoted(name)}><attvalues><attvalue for="kind" value={_quoted(kind)}/></attvalues></node>\n'
    yield "</nodes>\n<edges>\n"
    for number, (pair, edge) in enumerate(sorted(found.items(), key=lambda one: one[0])):
        yield _edge(number, pair, edge)
    yield "</edges>\n</graph>\n</gexf>\n"


def _edge(number: int, pair: Pair, edge: Edge) -> str:
    sums = "; ".join(f"{currency} {amount}" for currency, amount in sorted(edge.obligated.items()))
    values = {
        "relation": pair[2],
        "awards": str(edge.awards),
        "sentences": str(edge.sentences),
        "obligated": sums,
        "first": min(edge.days, default=""),
        "last": max(edge.days, default=""),
    }
    told = "".join(f"<attvalue for={_quoted(name)} value={_quoted(value)}/>" for name, value in values.items())
    ends = f"source={_quoted(pair[0])} target={_quoted(pair[1])} label={_quoted(pair[2])}"
    weight = edge.awards + edge.sentences
    return f'<edge id="{number}" {ends} weight="{weight}"><attvalues>{told}</attvalues></edge>\n'


def _quoted(text: str) -> str:
    return quoteattr(text.translate(CONTROL))


def export(view: View, folder: Path) -> list[tuple[Path, int]]:
    """Write the network and give its file with the number of its edges.

    The file is complete or not there: it is written beside its place and then renamed.

    Raises:
        UserError: The folder cannot be written.
    """
    target = folder / FILE
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for line in _lines(view):
                file.write(line)
                count += line.startswith("<edge ")
        part.replace(target)
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return [(target, count)]
