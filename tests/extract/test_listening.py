"""Who reads statements is chosen by the settings, and the network gives the same for the same text every time."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.config import Config
from onrecord.extract import version_of
from onrecord.extract.extractors import extract_document, extract_text
from onrecord.extract.heard import RULE
from onrecord.extract.listening import Listening, by_endpoint, by_network, by_rules, listener
from onrecord.extract.statements import Place, statements
from onrecord.extract.tagger import windows
from onrecord.model.evidence import Document, Label, Line, Segment
from onrecord.model.ids import ArtefactId, DocumentId

SAID = '"We will not renew it," Ana Lopez said.'
"""So plain that every trained model hears it."""
LONG = "\n\n".join(
    [
        SAID,
        "The mayor of the town by the sea, Bo Lind, told reporters on Tuesday that the harbour would close in May.",
        "It rained for most of the week, and the roads to the north were closed. " * 8,
        "“Nobody asked us,” said Cy Marsh, who runs the mill. “Nobody at all.”",
        "“And nobody will.”",
        "According to the report, the cost rose to $19.4 million. " * 40,
        SAID,
    ]
)
OTHERS = [SAID, "He said no.", "", "It rained. " * 300, '"' * 50, LONG[:500]]


def whole(text: str) -> list[Place]:
    return [(0, len(text))] if text else []


def heard(text: str, threads: int = 1) -> Listening:
    """Read a text by the network."""
    return by_network(text, whole(text), threads=threads)


def test_a_plain_quotation_is_heard() -> None:
    """Source, cue and words, the marks included, and the rule that found them."""
    (found,) = heard(SAID).found
    assert [SAID[low:high] for low, high in (*found.source, *found.cue, *found.content)] == [
        "Ana Lopez",
        "said",
        '"We will not renew it,"',
    ]
    assert (found.rule, found.sentence) == (RULE, (0, len(SAID)))
    assert 0.5 < found.confidence <= 1


def test_statements_carry_the_name_of_their_extractor() -> None:
    """What found a statement stands with it."""
    document = DocumentId("d")
    assert [one.extractor for one in extract_text(document, SAID, by_network).statements] == [version_of("model")]
    assert [one.extractor for one in extract_text(document, SAID, by_rules).statements] == [version_of("rules")]


def test_the_same_text_gives_the_same() -> None:
    """Twice, and after other texts of any length: nothing is carried from one text to the next."""
    first = heard(LONG)
    assert len(first.found) >= 2
    for other in OTHERS:
        heard(other)
        assert heard(LONG) == first


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_nothing(threads: int) -> None:
    """The number of cores decides how long it takes, not what is found; confidences are equal to the last digit given."""
    for text in (LONG, *OTHERS):
        assert heard(text, threads) == heard(text)


def test_another_process_gives_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The program run anew, with another number of threads, prints the same line."""
    path = tmp_path / "day.txt"
    path.write_text(LONG, encoding="utf-8")
    assert main(["extract", str(path)]) == 0
    printed = capsys.readouterr().out
    command = [sys.executable, "-m", "onrecord.cli", "extract", "--threads", "2", str(path)]
    process = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=100)
    assert json.loads(process.stdout) == json.loads(printed)
    assert json.loads(printed)["attributions"] != []


def test_a_long_text_is_read_a_stretch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut into stretches, a text has each statement at its own place, in order."""
    text = "\n\n".join([SAID] * 40)
    monkeypatch.setattr(windows, "stretches", partial(windows.stretches, most=50))
    read = heard(text)
    step = len(SAID) + 2
    length = len('"We will not renew it,"')
    assert [one.content for one in read.found] == [((at, at + length),) for at in range(0, len(text), step)]
    assert [text[low:high] for one in read.found for low, high in one.source] == ["Ana Lopez"] * 40
    starts = [one.start for one in read.entities]
    assert starts == sorted(starts)


def test_only_the_ranges_are_read() -> None:
    """What stands outside the body is not heard, and does not move what is."""
    text = f"{SAID}\n\n{SAID}\n\n{SAID}"
    low = len(SAID) + 2
    (found,) = by_network(text, [(low, low + len(SAID))]).found
    assert found.source == ((text.index("Ana", low), text.index("Ana", low) + 9),)


def test_furniture_is_not_heard() -> None:
    """Lines that are no body are not read by the network either, and names in them have no words of their own."""
    labels: tuple[Label, ...] = ("furniture", "body", "uncertain")
    text = "\n".join([SAID] * len(labels))
    step = len(SAID) + 1
    document = Document(
        id=DocumentId("d"),
        artefact=ArtefactId("a"),
        part="",
        reader="test/1",
        media_type="text/plain",
        text=text,
        lines=tuple(
            Line(start=at * step, end=at * step + len(SAID), label=label, rule="test")
            for at, label in enumerate(labels)
        ),
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
    )
    read = extract_document(document, by_network)
    assert [(one.start, one.end) for one in read.statements] == [(step, step + len(SAID) - 1)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\u0301"])
def test_nothing_to_read(text: str) -> None:
    """A text without words gives nothing, in the network's name."""
    assert heard(text) == Listening(found=[], version=version_of("model"), entities=[])


def test_rules_read_alone() -> None:
    """The rules bring statements and no names of their own."""
    assert by_rules(SAID, whole(SAID)) == Listening(found=statements(SAID, whole(SAID)), version=version_of("rules"))


def test_the_settings_choose() -> None:
    """Model, rules or server, with what each needs."""
    assert listener(Config(extractor="rules")) is by_rules
    model = listener(Config(extractor="model", threads=2))
    assert isinstance(model, partial)
    assert (model.func, model.keywords) == (by_network, {"threads": 2})
    server = listener(Config(extractor="endpoint", endpoint="http://[::1]/v1", endpoint_model="m", endpoint_key="k"))
    assert isinstance(server, partial)
    assert (server.func, server.keywords) == (by_endpoint, {"url": "http://[::1]/v1", "model": "m", "key": "k"})
    assert Config().extractor == "model"
