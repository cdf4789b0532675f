"""The labelled pairs of echoes hold labels and no words, and each label stands where its articles have the words."""

import importlib.util
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2] / "evaluation/echoes"


def _load() -> Any:
    """Load the script under a name of its own: other folders have a `check` too."""
    spec = importlib.util.spec_from_file_location("echoes_check", HERE / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


check = _load()
ROWS = check.read_rows()
TEXT_A = 'The mayor said: "We will open the harbour in May, whatever it costs."'
TEXT_B = "We will open the harbour in May, the mayor said."


def passage(path: str, text: str, marks: str | None) -> dict[str, Any]:
    return {"path": path, "start": 0, "end": len(text), "words": check.short_hash(text), "marks": marks}


def place(text: str) -> list[int]:
    start = text.index("We will")
    return [start, text.index("May") + 3]


def words(text: str) -> str:
    start, end = place(text)
    return str(check.short_hash(text[start:end]))


GOOD: dict[str, Any] = {
    "id": "e1",
    "a": passage("polnear/train/text/a.txt", TEXT_A, "quoted"),
    "b": passage("polnear/train/text/b.txt", TEXT_B, "none"),
    "group": "g",
    "split": check.split_of("g"),
    "echo": True,
    "why_not": None,
    "type": "truncated",
    "types": ["truncated"],
    "ranges": [{"a": place(TEXT_A), "a_words": words(TEXT_A), "b": place(TEXT_B), "b_words": words(TEXT_B)}],
    "marks_dropped": True,
    "marks_added": False,
    "wire_copy": False,
    "shared_tokens": 7,
    **dict.fromkeys(check.SIDED, ()),
    **dict.fromkeys(check.SPEAKERS),
}


@pytest.mark.shared
@pytest.mark.skipif(not (check.SHARED / "data/polnear").exists(), reason="../shared is not here")
def test_every_label_stands_where_its_words_are() -> None:
    assert [fault for row in ROWS for fault in check.faults(row, *check.texts(row, check.SHARED))] == []


def test_there_are_enough_pairs_for_the_figures() -> None:
    """300 pairs were asked for; both halves hold echoes and their opposite."""
    found = check.counts(ROWS)
    assert len(ROWS) >= 300
    assert sum(row["echo"] for row in ROWS) >= 90
    assert min(found["report", "echo"], found["rules", "echo"]) >= 35


def test_a_pair_stands_once_in_the_half_of_its_group_and_groups_share_no_passage() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert [check.split_of(row["group"]) for row in ROWS] == [row["split"] for row in ROWS]
    places = sorted((row[s]["path"], row[s]["start"], row[s]["end"], row["split"]) for row in ROWS for s in check.SIDES)
    beside = pairwise(places)
    assert [one for one, two in beside if one[0] == two[0] and two[1] < one[2] and one[3] != two[3]] == []


def test_the_labels_hold_no_words_of_the_articles() -> None:
    strings = [text for row in ROWS for text in _strings(row)]
    assert [text for text in strings if not re.fullmatch(r"[\w./+-]+|(?:qq|mix|uu) [\d+-]+|rare words", text)] == []
    assert {key for row in ROWS for one in row["ranges"] for key in one} == {"a", "a_words", "b", "b_words"}


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in _strings(one)]
    return [value] if isinstance(value, str) else []


def test_a_good_pair_has_no_fault() -> None:
    assert list(check.faults(GOOD, TEXT_A, TEXT_B)) == []
    assert check.counts([GOOD])[GOOD["split"], "marks_dropped"] == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"split": "elsewhere"}, "other half"),
        ({"b": passage("polnear/train/text/a.txt", TEXT_B, "none")}, "two articles"),
        ({"type": "verbatim"}, "first of the types"),
        ({"marks_dropped": False}, "do not follow"),
        ({"ranges": []}, "has corresponding words"),
        ({"ranges": [GOOD["ranges"][0] | {"a_words": "0" * 12}]}, "other words"),
        ({"ranges": [GOOD["ranges"][0] | {"b": [3, 900]}]}, "outside"),
        ({"nested": ["c"]}, "a side is"),
        ({"speaker_dropped": "both"}, "speaker's side"),
        ({"echo": False}, "but a reason"),
    ],
)
def test_a_wrong_label_is_a_fault(change: dict[str, Any], why: str) -> None:
    assert why in "\n".join(check.faults(GOOD | change, TEXT_A, TEXT_B))


def test_an_article_of_other_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.txt").write_text(TEXT_A)
    with pytest.raises(ValueError, match="other bytes"):
        check.text_of("a.txt", "0" * 64, tmp_path)


def test_the_type_counted_is_the_gravest() -> None:
    assert check.first_type(["extended", "altered"]) == "altered"
    assert check.first_type(["altered", "spliced"]) == "spliced"
    assert check.first_type(["extended", "truncated"]) == "extended"


def test_readings_agree_field_by_field_where_both_saw_an_echo() -> None:
    other = GOOD | {"type": "altered"}
    none = {"echo": False}
    readings = [{"id": "e1", "first": GOOD, "second": other}, {"id": "e1", "first": GOOD, "second": none}]
    found = check.agreement([GOOD], readings)
    assert Counter({key: n for key, n in found.items() if key[0] in ("echo", "type")}) == Counter(
        {("echo", "same"): 1, ("echo", "other"): 1, ("type", "other"): 1}
    )
