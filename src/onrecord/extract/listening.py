"""The choice of who reads statements: the network, the rules, or a server the user names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from onrecord.config import Config
from onrecord.extract import version_of
from onrecord.extract.statements import Found, Place
from onrecord.extract.tagger.entities import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """What was heard in a text.

    Attributes:
        found: Statements in order.
        entities: Names the network sees; the other extractors see none.
        version: Of the extractor, for every statement.
        failures: One line for each part of the text that could not be read so.
        dropped: Statements that a server gave with words that do not stand in the text.
    """

    found: Sequence[Found]
    version: str
    entities: Sequence[Entity] = ()
    failures: Sequence[str] = ()
    dropped: int = 0


Listen = Callable[[str, Sequence[Place]], Listening]
"""Reads the body of a text: the whole text, and the ranges of its body, code points, half-open."""


def by_rules(text: str, ranges: Sequence[Place]) -> Listening:
    """Read by verbs, frames and quotation marks."""
    from onrecord.extract.statements import statements  # noqa: PLC0415  # rules are compiled where they are used

    return Listening(found=statements(text, ranges), version=version_of("rules"))


def by_network(text: str, ranges: Sequence[Place], *, threads: int = 1) -> Listening:
    """Read by the network that the package brings.

    Raises:
        DamagedWeights: The model's files are missing or damaged.
    """
    from onrecord.extract.heard import heard_statements, layout_of  # noqa: PLC0415  # loads numpy
    from onrecord.extract.tagger.decoding import Heard, read  # noqa: PLC0415  # the same
    from onrecord.extract.tagger.entities import entities  # noqa: PLC0415  # the same
    from onrecord.extract.tagger.network import load, outputs_of  # noqa: PLC0415  # the same
    from onrecord.extract.tagger.pieces import pieces_of  # noqa: PLC0415  # loads the tokenizer
    from onrecord.extract.tagger.windows import stretches  # noqa: PLC0415  # loads numpy

    network = load(threads)
    layout = layout_of(text, ranges)
    heard: list[Heard] = []
    names: list[Entity] = []
    for pieces in stretches(pieces_of(text, layout.blocks, layout.quoted)):
        outputs = outputs_of(network, pieces)
        heard.extend(read(pieces, outputs, network.decoder))
        names.extend(entities(pieces, outputs.entities))
    described = network.manifest
    found = heard_statements(layout, ranges, heard, described.confidence, described.least_confidence)
    return Listening(found=found, version=version_of("model"), entities=names)


def by_endpoint(text: str, ranges: Sequence[Place], *, url: str, model: str, key: str | None) -> Listening:
    """Ask a server."""
    from onrecord.extract.endpoint import Endpoint, listen  # noqa: PLC0415  # loads HTTP, for those who ask for it

    answer = listen(Endpoint(url=url, model=model, key=key), text, ranges)
    return Listening(
        found=answer.found,
        version=version_of("endpoint", model),
        failures=answer.failures,
        dropped=answer.dropped,
    )


def listener(config: Config) -> Listen:
    """Choose the extractor that the settings name."""
    if config.extractor == "endpoint":
        return partial(by_endpoint, url=config.endpoint, model=config.endpoint_model, key=config.endpoint_key)
    return partial(by_network, threads=config.threads) if config.extractor == "model" else by_rules
