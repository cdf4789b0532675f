"""The network: a small encoder, and on each word the scores of its role, of its cue and of the name it belongs to."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from onrecord.extract.tagger.lattice import CLASSES, NEVER, ROLES
from onrecord.extract.tagger.links import LINKS
from onrecord.extract.tagger.pieces import CASES, QUOTE_STATES

TAGS = ("O", *(f"{border}-{role}" for role in ROLES for border in "BI"))


@dataclass(frozen=True, slots=True)
class Shape:
    """What the network is made of; stored with a checkpoint."""

    link: int = 64
    entities: int = 1
    dropout: float = 0.1
    quotes: bool = True


class Tagger(nn.Module):
    """The encoder with its heads."""

    def __init__(self, config: BertConfig, shape: Shape) -> None:
        """Make it with random weights; `load_encoder` brings the trained ones of the encoder."""
        super().__init__()
        config.hidden_dropout_prob = shape.dropout
        config.attention_probs_dropout_prob = 0.0  # keeps the fast attention on processors
        self.shape = shape
        self.encoder = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.case = nn.Embedding(len(CASES), width)
        self.quote = nn.Embedding(len(QUOTE_STATES), width)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quote.weight)
        self.dropout = nn.Dropout(shape.dropout)
        self.tags = nn.Linear(width, len(TAGS))
        self.entities = nn.Linear(width, shape.entities)
        links = len(LINKS) * shape.link
        self.query = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, links + 1))
        self.key = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, links))
        self.distance = nn.Parameter(torch.zeros(len(LINKS), CLASSES))
        self.between = nn.Parameter(torch.zeros(len(LINKS)))
        self.change = nn.Parameter(torch.zeros(4, 4))
        self.stay = nn.Parameter(torch.zeros(4))

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Score pieces (windows x pieces): tags, entities, and the query and key of each link.

        The last column of the query says how likely a cue there has no source.
        """
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(case)
        if self.shape.quotes:
            embedded = embedded + self.quote(quote)
        mask = (ids != 0).long()
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.entities(hidden), self.query(hidden), self.key(hidden)


def lattice_loss(scores: Tensor, enter: Tensor, gold: Tensor, words: Tensor, tables: tuple[Tensor, Tensor]) -> Tensor:
    """Negative log-likelihood of the gold paths of a batch of paragraphs, summed.

    Args:
        scores: Paragraphs x words x states; states that a paragraph lacks are `NEVER`.
        enter: Paragraphs x words x 4, by type.
        gold: Paragraphs x words, the gold state.
        words: Length of each paragraph.
        tables: Change (4 x 4) and stay (4).
    """
    width = scores.shape[1]
    change, stay = tables
    types = torch.cat([torch.zeros(1, dtype=torch.long), 1 + torch.arange(scores.shape[2] - 1) % 3])
    valid = torch.arange(width)[None, :] < words[:, None]
    staying = stay[types]
    forward = scores[:, 0] + enter[:, 0][:, types]
    for place in range(1, width):
        # To leave a state and come back to it at once is counted here and not in decoding: what it weighs is nothing
        # beside staying, and the sum over the states of a type can then be made once for all of them.
        by_type = torch.cat([forward[:, :1], torch.logsumexp(forward[:, 1:].unflatten(1, (-1, 3)), 1)], 1)
        changed = torch.logsumexp(by_type[:, :, None] + change[None], 1) + enter[:, place]
        following = torch.logaddexp(changed[:, types], forward + staying) + scores[:, place]
        forward = torch.where(valid[:, place, None], following, forward)
    total = torch.logsumexp(forward, 1).sum()
    emitted = scores.gather(2, gold[:, :, None]).squeeze(2)
    kind = types[gold]
    entered = enter.gather(2, kind[:, :, None]).squeeze(2)
    same = torch.zeros_like(valid)
    same[:, 1:] = gold[:, 1:] == gold[:, :-1]
    moved = torch.zeros_like(emitted)
    moved[:, 1:] = change[kind[:, :-1], kind[:, 1:]]
    step = torch.where(same, stay[kind], moved + entered)
    return total - ((emitted + step) * valid).sum()


def entity_loss(scores: Tensor, gold: Tensor, annotated: Tensor) -> Tensor:
    """Mean loss of the names' tags; a word outside may be of any type that its corpus does not annotate.

    Args:
        scores: Words x tags.
        gold: Tag of each word.
        annotated: Words x tags, whether the corpus annotates it; outside always is.
    """
    likely = torch.log_softmax(scores, 1)
    open_ = likely.masked_fill(annotated, float(NEVER))
    open_[:, 0] = likely[:, 0]
    return -torch.where(gold == 0, torch.logsumexp(open_, 1), likely.gather(1, gold[:, None])[:, 0]).mean()
