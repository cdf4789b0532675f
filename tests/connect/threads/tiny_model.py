"""A made-up model in the format of the real one: random weights, a tokenizer of a few words, written by the test."""

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "port", "mail", "we", "run", "no", "the", "sell", "##s", "camera")
WIDTH, WIDE, LAYERS, PLACES = 24, 48, 2, 300
Weights = dict[str, NDArray[np.float32]]


def weights() -> Weights:
    """Draw the numbers, with the names and shapes of BERT."""
    chance = np.random.default_rng(7)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": (PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        **_normal("embeddings.LayerNorm"),
    }
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            shapes |= _dense(f"{layer}.attention.{part}", WIDTH, WIDTH)
        shapes |= _dense(f"{layer}.intermediate.dense", WIDE, WIDTH) | _dense(f"{layer}.output.dense", WIDTH, WIDE)
        shapes |= _normal(f"{layer}.attention.output.LayerNorm") | _normal(f"{layer}.output.LayerNorm")
    return {
        name: chance.normal(name.endswith("LayerNorm.weight"), 0.2 if "LayerNorm" in name else 0.5, shape).astype(
            np.float32
        )
        for name, shape in shapes.items()
    }


def _dense(name: str, out: int, into: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def _normal(name: str) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (WIDTH,), f"{name}.bias": (WIDTH,)}


def write(folder: Path) -> dict[str, str]:
    """Write both files and give their sha256."""
    header: dict[str, object] = {
        "__metadata__": {"format": "pt"},
        "embeddings.position_ids": {"dtype": "I64", "shape": [1, 2], "data_offsets": [0, 16]},
    }
    numbers = np.arange(2, dtype="<i8").tobytes()
    for name, values in weights().items():
        ends = [len(numbers), len(numbers) + values.nbytes]
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": ends}
        numbers += values.astype("<f4").tobytes()
    described = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(len(described).to_bytes(8, "little") + described + numbers)
    tokenizer = Tokenizer(models.WordPiece({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))  # noqa: S106  # a word, no password
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair=None, special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.enable_padding(length=64)
    tokenizer.save(str(folder / "tokenizer.json"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
