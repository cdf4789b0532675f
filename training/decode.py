"""Read an article with the network as it stands, by the same decoding as the product's."""

import torch

from corpora import Article
from network import Tagger
from onrecord.extract.tagger.decoding import Decoder, Heard, Outputs, read
from onrecord.extract.tagger.lattice import Transitions
from onrecord.extract.tagger.links import LINKS
from onrecord.extract.tagger.windows import LIMIT, batch_of, windows


def outputs_of(network: Tagger, article: Article) -> Outputs:
    """Run the network over one article, window by window, and keep each word's own window's scores."""
    chosen = windows(article.pieces, LIMIT)
    rows = []
    with torch.inference_mode():
        for start in range(0, len(chosen), 8):
            part = chosen[start : start + 8]
            *planes, places = batch_of(article.pieces, part)
            scored = network(*(torch.from_numpy(plane).long() for plane in planes))
            flat = [values.flatten(0, 1)[torch.from_numpy(places).long()] for values in scored]
            own = torch.cat([_own(window.first, window.last, window.own_first, window.own_last) for window in part])
            rows.append([values[own] for values in flat])
    tags, entities, query, key = (torch.cat(values).numpy() for values in zip(*rows, strict=True))
    return Outputs(tags=tags, entities=entities, query=query, key=key.reshape(len(tags), len(LINKS), -1))


def _own(first: int, last: int, own_first: int, own_last: int) -> torch.Tensor:
    word = torch.arange(first, last)
    return (word >= own_first) & (word < own_last)


def decoder_of(network: Tagger, least_cue: float = 0.15) -> Decoder:
    """Take the learnt tables out of the network."""
    tables = Transitions(
        change=network.change.detach().numpy(),
        stay=network.stay.detach().numpy(),
        distance=network.distance.detach().numpy(),
        between=network.between.detach().numpy(),
    )
    return Decoder(transitions=tables, least_cue=least_cue)


def heard_in(network: Tagger, article: Article, least_cue: float = 0.15) -> list[Heard]:
    """Read an article."""
    network.eval()
    if not len(article.pieces):
        return []
    return read(article.pieces, outputs_of(network, article), decoder_of(network, least_cue))
