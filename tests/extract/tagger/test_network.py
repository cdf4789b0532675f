"""The model's files: those shipped are the ones that were measured, and damaged ones are named before anything is read."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onrecord.cli import main
from onrecord.extract import version_of
from onrecord.extract.listening import by_network
from onrecord.extract.paragraphs import paragraphs
from onrecord.extract.tagger import network
from onrecord.extract.tagger.network import DamagedWeights, check, load, manifest, open_network, outputs_of
from onrecord.extract.tagger.pieces import Pieces, pieces_of, vocabulary_text
from onrecord.model.quotations import quotations
from onrecord.store import View, open_record

SAID = '"We will not renew it," Ana Lopez said.'
PLAIN = f"A day in June\n\n{SAID}\n"


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Copy the model into a folder of the test's own, and have the program take it from there."""
    copy = tmp_path / "weights"
    shutil.copytree(str(network.folder()), copy)
    monkeypatch.setattr(network, "folder", lambda: copy)
    load.cache_clear()
    yield copy
    load.cache_clear()


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def changed(path: Path, **values: Any) -> None:
    """Write other values into a description."""
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), encoding="utf-8")


def without(path: Path, name: str) -> None:
    """Take a value out of a description."""
    described = json.loads(path.read_text("utf-8"))
    del described[name]
    path.write_text(json.dumps(described), encoding="utf-8")


DAMAGE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a flipped bit in the network": ("tagger.onnx", flip),
    "a flipped bit in the vocabulary": ("vocabulary.txt", flip),
    "a network cut short": ("tagger.onnx", lambda path: path.write_bytes(path.read_bytes()[:-1])),
    "an empty network": ("tagger.onnx", lambda path: path.write_bytes(b"")),
    "no network": ("tagger.onnx", Path.unlink),
    "no vocabulary": ("vocabulary.txt", Path.unlink),
    "no description": ("model.json", Path.unlink),
    "an empty description": ("model.json", lambda path: path.write_bytes(b"")),
    "a description cut short": ("model.json", lambda path: path.write_bytes(path.read_bytes()[:300])),
    "a description that is no JSON": ("model.json", lambda path: path.write_text("version: 1", encoding="utf-8")),
    "a description that is no text": ("model.json", lambda path: path.write_bytes(b'{"version": "\xff"}')),
    "a description of something else": ("model.json", lambda path: path.write_text("[]", encoding="utf-8")),
    "a name that is none": ("model.json", lambda path: changed(path, other=1)),
    "no hashes": ("model.json", lambda path: changed(path, sha256={})),
    "a threshold that is none": ("model.json", lambda path: changed(path, least_cue=0)),
    "a table too small": ("model.json", lambda path: changed(path, change=[[0.0] * 4] * 3)),
    "a row too short": ("model.json", lambda path: changed(path, change=[[0.0] * 4] * 3 + [[0.0] * 3])),
    "too few distances": ("model.json", lambda path: changed(path, distance=[[0.0] * 22] * 4)),
    "too few links": ("model.json", lambda path: changed(path, between=[0.0] * 3)),
    "no version": ("model.json", partial(without, name="version")),
    "no tables": ("model.json", partial(without, name="stay")),
    "no weights of the evidence": ("model.json", partial(without, name="confidence")),
    "no types of names": ("model.json", partial(without, name="entity_types")),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_files_are_named(kind: str, weights: Path) -> None:
    """The message is one line: the file, what is wrong, and what to do; both ways to open a model say so."""
    name, damage = DAMAGE[kind]
    damage(weights / name)
    messages = []
    for opening in (check, lambda: open_network(weights, 1)):
        with pytest.raises(DamagedWeights) as raised:
            opening()
        messages.append(str(raised.value))
    assert messages[0] == messages[1]
    assert messages[0].startswith(f"{weights / name}: ")
    assert messages[0].endswith("; install onrecord again, or use --extractor rules")
    assert "\n" not in messages[0]


def test_a_damaged_file_is_named_with_both_hashes(weights: Path) -> None:
    """Who asks for help can say which file is there."""
    expected = manifest().sha256["tagger.onnx"]
    flip(weights / "tagger.onnx")
    found = hashlib.sha256((weights / "tagger.onnx").read_bytes()).hexdigest()
    with pytest.raises(DamagedWeights, match=f"its sha256 is {found} and should be {expected}"):
        check()


@pytest.mark.parametrize("kind", DAMAGE)
def test_no_text_is_read_with_a_damaged_model(kind: str, weights: Path) -> None:
    """Nothing is heard rather than something wrong, in an empty text too."""
    name, damage = DAMAGE[kind]
    damage(weights / name)
    for text in (SAID, ""):
        with pytest.raises(DamagedWeights):
            by_network(text, [(0, len(text))] if text else [])


def damaged_run(
    arguments: list[str], capsys: pytest.CaptureFixture[str], weights: Path, name: str = "tagger.onnx"
) -> str:
    """Run a command that must end with code 2, one line on the screen and no trace; give its output."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"onrecord: {weights / name}: ")
    assert err.count("\n") == 1
    assert "Traceback" not in out + err
    return out


@pytest.mark.parametrize("kind", ["a flipped bit in the network", "no vocabulary", "a description that is no text"])
def test_extract_says_it_in_one_line(
    kind: str, weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`onrecord extract` ends with code 2 and prints nothing; the rules still read, as the message says."""
    name, damage = DAMAGE[kind]
    damage(weights / name)
    text = tmp_path / "day.txt"
    text.write_text(PLAIN, encoding="utf-8")
    assert damaged_run(["extract", str(text)], capsys, weights, name) == ""
    assert main(["extract", "--extractor", "rules", str(text)]) == 0
    assert "Ana Lopez" in capsys.readouterr().out


def counts(record: Path) -> dict[str, int]:
    """Count what a record holds."""
    with View.open(open_record(record)) as view:
        return dict(view.counts())


@pytest.mark.parametrize("engine", ["inline", "local:1"])
def test_a_build_stops_and_goes_on(
    engine: str, weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build with damaged weights reads the documents and leaves the record whole; with good ones it goes on from there."""
    record, text = tmp_path / "record", tmp_path / "day.txt"
    text.write_text(PLAIN, encoding="utf-8")
    flip(weights / "tagger.onnx")
    assert main(["init", str(record)]) == 0
    assert main(["add", str(record), str(text)]) == 0
    capsys.readouterr()
    for _ in range(2):
        damaged_run(["build", str(record), "--engine", engine], capsys, weights)
        held = counts(record)
        assert [held[kind] for kind in ("documents", "statements", "problems")] == [1, 0, 0]
    assert main(["verify", str(record), "--deep"]) == 0
    flip(weights / "tagger.onnx")
    assert main(["build", str(record), "--engine", engine]) == 0
    held = counts(record)
    assert [held[kind] for kind in ("documents", "statements", "problems")] == [1, 1, 0]
    with View.open(open_record(record)) as view:
        (said,) = (one for head in view.heads().values() for one in view.statements(head.id))
    assert [span.text for span in said.source] == ["Ana Lopez"]
    assert said.extractor == version_of("model")


def test_statements_already_taken_stay(weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Weights damaged later cost what is new; what the record holds it keeps."""
    record = tmp_path / "record"
    for name in ("first", "second"):
        (tmp_path / f"{name}.txt").write_text(PLAIN.replace("June", name), encoding="utf-8")
    assert main(["init", str(record)]) == 0
    assert main(["add", str(record), str(tmp_path / "first.txt")]) == 0
    assert main(["build", str(record), "--engine", "inline"]) == 0
    flip(weights / "tagger.onnx")
    assert main(["build", str(record), "--engine", "inline"]) == 0  # nothing new: no model is needed
    assert main(["add", str(record), str(tmp_path / "second.txt")]) == 0
    capsys.readouterr()
    damaged_run(["build", str(record), "--engine", "inline"], capsys, weights)
    held = counts(record)
    assert [held[kind] for kind in ("documents", "statements")] == [2, 1]


def test_the_shipped_files_are_the_ones_described() -> None:
    """Every file of the folder is named with its hash, and no other."""
    described = manifest()
    shipped = {one.name: one.read_bytes() for one in network.folder().iterdir() if one.name != "model.json"}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in shipped.items()} == described.sha256
    check()


def test_the_version_is_the_one_statements_carry() -> None:
    """A new model changes the name, so that records are read again."""
    assert version_of("model") == manifest().version


def test_the_network_fits_the_code() -> None:
    """The shipped network takes and gives what the code gives and takes, and knows every piece of the vocabulary."""
    session = load(1).session
    assert {one.name for one in session.get_inputs()} == {"ids", "case", "quote"}
    assert {"tags", "entities", "query", "key"} <= {one.name for one in session.get_outputs()}
    last = len(vocabulary_text().rstrip("\n").split("\n")) - 1
    ids = np.array([[101, last, 102]], dtype=np.int32)
    (tags,) = session.run(["tags"], {"ids": ids, "case": ids * 0 + 3, "quote": ids * 0 + 4})
    assert tags.shape == (1, 3, 7)
    assert np.isfinite(tags).all()


def cut(text: str) -> Pieces:
    """Cut a text into words."""
    blocks = paragraphs(text, [(0, len(text))])
    return pieces_of(text, blocks, quotations(text, blocks))


def test_every_word_is_scored_in_order() -> None:
    """Over windows of several paragraphs and paragraphs of several windows, each word gets its own scores."""
    short, long = (
        "Ana Lopez said no.",
        "The mayor of the town by the sea, Bo Lind, told reporters that it rained. " * 60,
    )
    text = f"{short}\n\n{long}\n\n{short}\n\nYes.\n\n{long}"
    pieces = cut(text)
    outputs = outputs_of(load(1), pieces)
    width = outputs.key.shape[2]
    assert [len(one) for one in (outputs.tags, outputs.entities, outputs.query, outputs.key)] == [len(pieces)] * 4
    assert outputs.query.shape[1] == outputs.key.shape[1] * width + 1
    said = [word for word in range(len(pieces)) if text[pieces.start[word] : pieces.end[word]] in {"said", "told"}]
    likely = outputs.tags[:, 3] - outputs.tags[:, 0]
    assert sorted(np.argsort(-likely)[: len(said)].tolist()) == said


def test_scores_depend_on_the_window_alone() -> None:
    """What else a text holds, read in other windows, changes no score, to the last bit."""
    first = "The mayor of the town by the sea, Bo Lind, told reporters that it rained. " * 12
    alone, before = cut(first), cut(f"{first}\n\n" + "HE 5% “said” no — ever! " * 40)
    for name in ("tags", "entities", "query", "key"):
        scores = [getattr(outputs_of(load(1), pieces), name)[: len(alone)] for pieces in (alone, before)]
        assert scores[0].tobytes() == scores[1].tobytes()


def test_the_model_is_opened_once() -> None:
    """A process holds one copy of the weights."""
    assert load(1) is load(1)
