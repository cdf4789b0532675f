"""The trained network, run by onnxruntime."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np

from onrecord.errors import OnrecordError
from onrecord.extract.tagger.decoding import Decoder, Outputs
from onrecord.extract.tagger.lattice import CLASSES, ROLES, Floats, Transitions
from onrecord.extract.tagger.links import LINKS
from onrecord.extract.tagger.pieces import Pieces
from onrecord.extract.tagger.windows import Window, batch_of, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FILES = ("tagger.onnx", "vocabulary.txt")
"""What a model is made of, beside its description."""
_ADVICE = "install onrecord again, or use --extractor rules"

_Types = Annotated[list[float], msgspec.Meta(min_length=1 + len(ROLES), max_length=1 + len(ROLES))]
_Links = msgspec.Meta(min_length=len(LINKS), max_length=len(LINKS))
_Distances = Annotated[list[float], msgspec.Meta(min_length=CLASSES, max_length=CLASSES)]


class DamagedWeights(OnrecordError):
    """A file of the model is not the one that was measured."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `weights/model.json` says of the model.

    Attributes:
        version: Name of the model; part of every statement's `extractor`.
        sha256: Of each other file of the folder.
        change, stay, distance, between: The lattice's tables (see `Transitions`).
        least_cue: Probability from which a word is a candidate cue.
        least_confidence: Statements below it are not given.
        confidence: Weights of the calibrated confidence, by name of the evidence.
        entity_types: Types of names, in the order of the network's tags.
    """

    version: str
    sha256: dict[str, str]
    change: Annotated[list[_Types], msgspec.Meta(min_length=1 + len(ROLES), max_length=1 + len(ROLES))]
    stay: _Types
    distance: Annotated[list[_Distances], _Links]
    between: Annotated[list[float], _Links]
    least_cue: Annotated[float, msgspec.Meta(gt=0, lt=1)]
    least_confidence: Annotated[float, msgspec.Meta(ge=0, lt=1)]
    confidence: dict[str, float]
    entity_types: list[str]


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded model."""

    session: "InferenceSession"
    manifest: Manifest
    decoder: Decoder


def folder() -> Traversable:
    """Where the package keeps the model."""
    return resources.files("onrecord.extract.tagger").joinpath("weights")


def manifest(place: Traversable | None = None) -> Manifest:
    """Read what a folder says of its model, by default the package's; loads no weights.

    Raises:
        DamagedWeights: The file is missing or not readable.
    """
    path = (place or folder()).joinpath("model.json")
    try:
        described = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedWeights(f"{path}: the model's description cannot be read ({error}); {_ADVICE}") from error
    if set(described.sha256) != set(FILES):
        raise DamagedWeights(f"{path}: damaged, it should give the sha256 of {' and '.join(FILES)}; {_ADVICE}")
    return described


def check() -> None:
    """Check every file of the package's model against its hash.

    Raises:
        DamagedWeights: A file is missing or damaged.
    """
    for name, expected in manifest().sha256.items():
        checked(folder().joinpath(name), expected)


def checked(place: Traversable, expected: str) -> bytes:
    """Read a file of the model and compare its hash.

    Raises:
        DamagedWeights: The file is missing or its sha256 is another.
    """
    try:
        content = place.read_bytes()
    except OSError as error:
        raise DamagedWeights(f"{place}: the model's file cannot be read ({error.strerror}); {_ADVICE}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise DamagedWeights(f"{place}: damaged, its sha256 is {found} and should be {expected}; {_ADVICE}")
    return content


@cache
def load(threads: int) -> Network:
    """Open the package's model, once a process (see `open_network`)."""
    return open_network(folder(), threads)


def open_network(place: Traversable, threads: int) -> Network:
    """Open the model of a folder.

    Args:
        place: Holds `model.json` and the files it names.
        threads: Processor cores it may use.

    Raises:
        DamagedWeights: A file is missing or damaged.
    """
    import onnxruntime  # noqa: PLC0415  # a tenth of a second and 50 MB, only where statements are read by the model

    described = manifest(place)
    files = {name: checked(place.joinpath(name), expected) for name, expected in described.sha256.items()}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # other work needs the cores too
    session = onnxruntime.InferenceSession(files["tagger.onnx"], options, providers=["CPUExecutionProvider"])
    tables = Transitions(
        change=np.array(described.change, dtype=np.float32),
        stay=np.array(described.stay, dtype=np.float32),
        distance=np.array(described.distance, dtype=np.float32),
        between=np.array(described.between, dtype=np.float32),
    )
    return Network(session, described, Decoder(tables, described.least_cue))


def outputs_of(network: Network, pieces: Pieces) -> Outputs:
    """Run the network over a text, window by window; each word has the scores from the window that owns it.

    Windows are not computed together: the network works in 8 bits, whose scale is set by all that is computed at once, and
    a word's scores are to depend on its window alone. On a processor this is faster, too (4,500 words of articles, one core:
    0.67 s, and 0.95 s with eight windows at a time).
    """
    rows = [_scores(network, pieces, window) for window in windows(pieces)]
    tags, entities, query, key = (np.concatenate(column) for column in zip(*rows, strict=True))
    return Outputs(tags=tags, entities=entities, query=query, key=key.reshape(len(tags), len(LINKS), -1))


def _scores(network: Network, pieces: Pieces, window: Window) -> list[Floats]:
    """Score the words that a window owns."""
    ids, case, quote, places = batch_of(pieces, [window])
    scored = network.session.run(["tags", "entities", "query", "key"], {"ids": ids, "case": case, "quote": quote})
    own = places[window.own_first - window.first : window.own_last - window.first]
    return [values.reshape(-1, values.shape[-1])[own] for values in scored]
