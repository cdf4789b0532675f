"""Turn a trained run into the files that the package ships: 8-bit weights, tables, calibrated confidence.

    python training/ship.py --encoder FOLDER --run runs/NAME --version model/1

The confidence and the threshold are fitted on the even half of dev, read with the very 8-bit weights that ship.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import msgspec
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from calibrate import Fitted, fitted
from encoder import load_encoder
from entity_corpora import ENTITY_TYPES
from network import Shape, Tagger
from onrecord.extract.tagger.network import Manifest, open_network
from scoring import SHARED, dev_halves

WEIGHTS = Path(__file__).parents[1] / "src/onrecord/extract/tagger/weights"
NAMES = ("tags", "entities", "query", "key")


class Flat(nn.Module):
    """The network with 32-bit integers in."""

    def __init__(self, network: Tagger) -> None:
        """Wrap a network."""
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Score pieces."""
        scores: tuple[Tensor, Tensor, Tensor, Tensor] = self.network(ids.long(), case.long(), quote.long())
        return scores


def main() -> None:
    """Write the files and say what they score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument(
        "--weights", choices=("network", "average"), default="network", help="the last, or their average"
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    kept = torch.load(given.run / "last.pt", weights_only=True)
    network = load_encoder(given.encoder, Shape(**kept["shape"]))
    network.load_state_dict(kept[given.weights])
    given.out.mkdir(parents=True, exist_ok=True)
    write_weights(network, given.out / "tagger.onnx")
    shutil.copyfile(given.encoder / "vocab.txt", given.out / "vocabulary.txt")
    plain = manifest_of(network, given.version, given.out, Fitted(0.15, {"one": 0.0}, 0.0))
    write_manifest(plain, given.out)
    even, _ = dev_halves(given.shared)
    fit = fitted(open_network(given.out, threads=2), even)
    write_manifest(manifest_of(network, given.version, given.out, fit), given.out)
    for path in sorted(given.out.iterdir()):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def write_weights(network: Tagger, path: Path) -> None:
    """Write the network: traced, its layers fused as onnxruntime likes them, weights in 8 bits."""
    network.eval()
    network.encoder.set_attn_implementation("eager")
    sample = tuple(torch.ones(2, 9, dtype=torch.int32) for _ in range(3))
    axes = {name: {0: "windows", 1: "pieces"} for name in ("ids", "case", "quote", *NAMES)}
    with tempfile.TemporaryDirectory() as folder:
        raw, full = Path(folder) / "raw.onnx", Path(folder) / "full.onnx"
        torch.onnx.export(
            Flat(network),
            sample,
            str(raw),
            input_names=["ids", "case", "quote"],
            output_names=list(NAMES),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        config = network.encoder.config
        fused = optimizer.optimize_model(
            str(raw),
            "bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            optimization_options=options,
            opt_level=0,
        )
        fused.save_model_to_file(str(full))
        quantize_dynamic(
            str(full),
            str(path),
            per_channel=True,
            reduce_range=True,  # seven bits: on processors without VNNI two products of eight bits overflow their sum
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather", "Attention"],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def manifest_of(network: Tagger, version: str, folder: Path, fit: Fitted) -> Manifest:
    """Describe the files and the learnt tables."""
    files = ("tagger.onnx", "vocabulary.txt")

    def rounded(values: Tensor) -> list:  # type: ignore[type-arg]  # of numbers or of lists of them
        return np.round(values.detach().double().numpy(), 5).tolist()

    return Manifest(
        version=version,
        sha256={name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files},
        change=rounded(network.change),
        stay=rounded(network.stay),
        distance=rounded(network.distance),
        between=rounded(network.between),
        least_cue=fit.least_cue,
        least_confidence=fit.least,
        confidence=fit.weights,
        entity_types=list(ENTITY_TYPES),
    )


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write `model.json`, readable in a diff."""
    text = json.dumps(msgspec.to_builtins(manifest), indent=1)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
