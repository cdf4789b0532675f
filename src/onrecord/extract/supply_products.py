"""Who uses a product whose maker the sentence does not name."""

from collections.abc import Iterator, Sequence

from onrecord.extract.lexicon import ADVERBS, AUXILIARIES, vocabulary
from onrecord.extract.supply_ends import END, Line
from onrecord.model.evidence import Span
from onrecord.model.statement import Mention

_USE = vocabulary("use uses used using utilises utilizes utilised utilized buys bought")


def uses(line: Line, mentions: Sequence[Mention]) -> Iterator[tuple[int, Span]]:
    """Read `Y uses P` and `Y, which uses P`: the item of who uses it, and the product's name."""
    products = {
        one.span.start: one.span for one in mentions if one.kind == "product" and one.rule == "table" and one.span
    }
    for index, word in enumerate(line.low):
        if word not in _USE or not products:
            continue
        place = index - 1
        while place >= 0 and (
            line.low[place] in AUXILIARIES or line.low[place] in ADVERBS or line.low[place] in {",", "which", "that"}
        ):
            place -= 1
        following = next(
            (
                line.starts[one]
                for one in range(index + 1, min(len(line.low), index + 3))
                if line.starts[one] in products
            ),
            None,
        )
        if place >= 0 and line.low[place] == END and line.ends[place].side == "public" and following is not None:
            yield place, products[following]
