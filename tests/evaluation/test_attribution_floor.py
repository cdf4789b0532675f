"""The extractors keep their floors on sentences written for this project; the figures of score.py mean what they say."""

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/attribution"
sys.path.insert(0, str(HERE))

import breakdown  # noqa: E402  # found in the folder above, which is no package
import calibration  # noqa: E402  # the same
import listened  # noqa: E402  # the same
import sample  # noqa: E402  # the same
import score  # noqa: E402  # the same
from gold import SHARED, Gold  # noqa: E402  # the same
from source_kinds import KINDS, source_kind  # noqa: E402  # the same

FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
needs_shared = pytest.mark.skipif(not (SHARED / "evaluation").exists(), reason="../shared is not here")
AT_LEAST = {"sample": (40, 40), "sample2": (75, 100)}


@pytest.mark.parametrize("name", sample.SAMPLES)
@pytest.mark.parametrize("extractor", sorted(sample.LISTENERS))
def test_linked_f1_on_a_sample_is_at_least_its_floor(extractor: str, name: str) -> None:
    """Falling below the floor is a loss of quality; the floor is never lowered to make this pass."""
    scores = [sample.score(text, sample.LISTENERS[extractor]) for text in sample.read_sample(name)]
    floor = FLOORS[extractor]["sample"][name]
    missed = [one for some in scores for one in some.missed]
    assert sample.f1(scores) >= floor, f"linked F1 {sample.f1(scores):.1f}; missed: {missed}"


@pytest.mark.parametrize("name", sample.SAMPLES)
def test_sample_spans_cut_words(name: str) -> None:
    """No gold span begins or ends with a space, lies outside its text or has no cue; no text stands twice."""
    texts = sample.read_sample(name)
    spans = [
        (one.text, start, end)
        for one in texts
        for some in one.attributions
        for places in some.values()
        for start, end in places
    ]
    texts_least, attributions_least = AT_LEAST[name]
    assert len({one.text for one in texts}) == len(texts) >= texts_least
    assert sum(len(one.attributions) for one in texts) >= attributions_least
    assert [
        one for one in spans if one[0][one[1] : one[2]].strip() != one[0][one[1] : one[2]] or one[1] >= one[2]
    ] == []
    assert all(some["cue"] and some["content"] for one in texts for some in one.attributions)


def test_the_samples_share_no_sentence() -> None:
    """What was written before any extractor had read it stays apart from what was at hand."""
    one, other = ({text.text for text in sample.read_sample(name)} for name in sample.SAMPLES)
    assert one & other == set()


def test_a_missed_and_an_invented_statement_lower_the_figure() -> None:
    """F1 counts both: two right of three found and four there."""
    assert sample.f1([sample.Score(2, 3, 2), sample.Score(1, 1, 0)]) == pytest.approx(100 * 2 * 2 / (3 + 4))


@pytest.mark.parametrize(
    ("words", "head", "kind"),
    [
        ("", "", "nobody"),
        ("she", "she", "pronoun"),
        ("Some", "Some", "pronoun"),
        ("Orla Byrne, a nurse", "Byrne", "named person"),
        ("two officials", "officials", "role"),
        ("Republicans", "Republicans", "role"),
        ("the company", "company", "organisation"),
        ("the Riverside Department of Works", "Department", "organisation"),
        ("The Guardian", "Guardian", "organisation"),
        ("WHO", "WHO", "organisation"),
        ("recent surveys", "surveys", "document"),
        ("the agency's filing", "filing", "document"),
    ],
)
def test_the_kind_of_a_source_by_its_words(words: str, head: str, kind: str) -> None:
    assert source_kind(words, head) == kind
    assert kind in KINDS


PAIRS = [(0.05, False), (0.9, True), (0.9, True), (1.0, False), (0.55, True)]


def test_expected_calibration_error_weighs_the_distance_of_each_bin() -> None:
    """Bins: one of 0.05 with none right, one of 0.55 with all right, and three in the last with two of three right."""
    bins = calibration.bins_of(PAIRS)
    assert [(one.low, one.count) for one in bins] == [(0.0, 1), (0.5, 1), (0.9, 3)]
    expected = (0.05 + 0.45 + 3 * abs(2.8 / 3 - 2 / 3)) / 5
    assert calibration.expected_error(bins) == pytest.approx(expected)
    assert calibration.expected_error([]) == 0.0


def test_an_interval_holds_its_share_and_narrows_with_more() -> None:
    few, many = (calibration.Bin(0.5, 0.6, count, 0.55, 0.5).interval() for count in (10, 1000))
    assert few[0] < many[0] < 0.5 < many[1] < few[1]


def test_the_plot_is_svg_with_a_point_and_a_count_for_each_bin() -> None:
    drawn = ET.fromstring(calibration.plot(calibration.bins_of(PAIRS), "model"))  # noqa: S314  # our own text
    tags = [one.tag.rpartition("}")[2] for one in drawn.iter()]
    words = [one.text for one in drawn.iter() if one.tag.endswith("text")]
    assert tags.count("circle") == 3
    assert [words.count(count) for count in ("1", "3")] == [2, 1]
    assert "confidence" in words


TEXT = "Ann Lee said it rained. Bo Ek thought we slept. It is feared they left. They hoped to go home. Cy Dunn wrote we ate."


def _attribution(source: str, cue: str, content: str) -> dict[str, list[tuple[int, int]]]:
    words = {"source": source, "cue": cue, "content": content}
    return {role: [(TEXT.index(some), TEXT.index(some) + len(some))] if some else [] for role, some in words.items()}


GOLD = Gold(
    "outlet_2020-01-01_rain",
    TEXT,
    [
        _attribution("Ann Lee", "said", "it rained"),
        _attribution("Bo Ek", "thought", "we slept"),
        _attribution("", "is feared", "they left"),
        _attribution("They", "hoped", "to go home"),
        _attribution("Cy Dunn", "wrote", "we ate"),
    ],
)


@pytest.mark.shared
@needs_shared
def test_what_went_wrong_is_told_apart() -> None:
    """One is right; of the others the source is wrong, the source is invented, the content runs on, nothing is found."""
    metric = score.evaluator()
    raw = [
        _attribution("Ann Lee", "said", "it rained"),
        _attribution("Ann Lee", "thought", "we slept"),
        _attribution("Bo Ek", "is feared", "they left"),
        _attribution("They", "hoped", "to go home. Cy Dunn wrote we"),
    ]
    found = [metric.Attribution(TEXT, one) for one in raw]
    gold = [metric.Attribution(TEXT, one) for one in GOLD.attributions]
    matches = metric.match_attributions(found, gold)
    counts = metric.score_document(TEXT, raw, GOLD.attributions)
    judged = listened.Judged(
        GOLD.name, TEXT, found, gold, [0.9, 0.8, 0.7, 0.6], matches["content"], matches["linked"], counts
    )
    kinds = [one.kind for one in breakdown.misses([judged])]
    assert kinds == ["wrong source", "source invented", "content too long", "merged with another"]
    assert [one.kind for one in breakdown.unlinked([judged])] == ["other than the gold there"] * 3
    assert judged.outlet == "outlet"
    assert score.confidences(judged) == [(0.9, True), (0.8, False), (0.7, False), (0.6, False)]
    rows = {row.group: (row.found, row.gold, row.recall) for _, some in breakdown.groups([judged]) for row in some}
    assert rows["outlet"] == (4, 5, 0.2)
    assert rows["nobody"] == (0, 1, 0.0)
    assert rows["speech"] == (1, 2, 0.5)


@pytest.mark.parametrize(("linked", "recall", "code"), [(0.7, 0.9, 0), (0.5, 0.9, 1), (0.7, 0.5, 1)])
def test_below_a_floor_the_exit_code_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, linked: float, recall: float, code: int
) -> None:
    """F1 counts, but recall where the measure is one of recall; a half without floors passes."""
    floors = tmp_path / "floors.json"
    floors.write_text('{"rules": {"polnear_dev": {"even": {"linked": 60.0, "linked_recall_speech": 80.0}}}}')
    monkeypatch.setattr(score, "FLOORS", floors)
    figures = {"rules": {"linked": {"f1": linked, "r": 0.0}, "linked_recall_speech": {"f1": 0.0, "r": recall}}}
    assert score.below_floors(figures, "even") == code
    assert score.below_floors(figures, "odd") == 0
