"""The annotated articles hold labels and no words, and each label stands where its article has the words."""

import importlib.util
import re
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/coreference/articles"


def _load() -> Any:
    """Load the script under a name of its own: other folders have a `check` too."""
    spec = importlib.util.spec_from_file_location("coreference_articles_check", HERE / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


check = _load()
ROWS = check.read_rows()
TEXT = "Acme Corp. hired Jane Roe. She said the company had grown."


def reference(words: str, form: str, party: str | None, kind: str | None) -> dict[str, Any]:
    start = TEXT.index(words)
    hashed = sha256(words.encode()).hexdigest()[:12]
    return {"start": start, "end": start + len(words), "words": hashed, "form": form, "party": party, "kind": kind}


GOOD = [
    reference("Acme Corp.", "name", "Acme", "company"),
    reference("Jane Roe", "name", "Jane Roe", "person"),
    reference("She", "pronoun", "Jane Roe", "person"),
    reference("the company", "description", "Acme", "company"),
]


def row(*references: dict[str, Any]) -> dict[str, Any]:
    return {"path": "a.txt", "references": references}


@pytest.mark.shared
@pytest.mark.skipif(not (check.SHARED / "data").exists(), reason="../shared is not here")
@pytest.mark.parametrize("one", ROWS, ids=lambda one: Path(one["path"]).name[:40])
def test_every_label_stands_where_its_words_are(one: dict[str, Any]) -> None:
    assert list(check.faults(one, check.text_of(one, check.SHARED))) == []


def test_there_are_enough_labels_for_the_figures() -> None:
    """50 articles, 150 descriptions and 250 pronouns were asked for; half the descriptions and pronouns are reported."""
    found = check.counts(ROWS)
    total = {form: sum(n for (_, one, _), n in found.items() if one == form) for form in ("article", *check.POINTERS)}
    assert total["article"] >= 50
    assert total["description"] >= 150
    assert total["pronoun"] >= 250
    assert found["report", "description", "party"] >= 75
    assert found["report", "pronoun", "party"] >= 125


def test_an_article_is_in_the_half_its_path_says_and_only_once() -> None:
    assert [check.split_of(one["path"]) for one in ROWS] == [one["split"] for one in ROWS]
    assert len({one["path"] for one in ROWS}) == len(ROWS)
    assert {check.split_of(one["path"]) for one in check.read_rows(check.READINGS)} == {"report"}


def test_the_labels_hold_no_words_of_the_articles() -> None:
    """Places, hashes and the names of parties are facts; the texts belong to their publishers."""
    rows = [*ROWS, *check.read_rows(check.READINGS)]
    assert {key for one in rows for key in one} == {"path", "sha256", "text_from", "split", "reading", "references"}
    marked = [mark for one in rows for mark in one["references"]]
    assert {key for mark in marked for key in mark} == {"start", "end", "words", "form", "party", "kind"}
    assert [mark["words"] for mark in marked if not re.fullmatch("[0-9a-f]{12}", mark["words"])] == []
    assert max(len(mark["party"] or "") for mark in marked) <= 65


def test_good_labels_have_no_fault() -> None:
    assert list(check.faults(row(*GOOD), TEXT)) == []


@pytest.mark.parametrize(
    ("number", "change", "why"),
    [
        (0, {"words": "0" * 12}, "other words"),
        (1, {"end": 500}, "other words"),
        (1, {"kind": None}, "nobody has none"),
        (1, {"party": None, "kind": None}, "a name is of somebody"),
        (2, {"form": "description"}, "only pronouns are pronouns"),
        (2, {"kind": "company"}, "two kinds"),
        (3, {"party": "Bolt"}, "named nowhere"),
        (3, {"form": "epithet"}, "no such form"),
        (0, {"form": "description"}, "begins with an article"),
    ],
)
def test_a_wrong_label_is_a_fault(number: int, change: dict[str, Any], why: str) -> None:
    marked = [one | change if place == number else one for place, one in enumerate(GOOD)]
    assert why in "\n".join(check.faults(row(*marked), TEXT))


def test_labels_out_of_order_or_twice_are_faults() -> None:
    assert "not in the order" in "\n".join(check.faults(row(*reversed(GOOD)), TEXT))
    assert "two labels" in "\n".join(check.faults(row(GOOD[0], *GOOD), TEXT))


def test_an_article_of_other_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.txt").write_bytes(TEXT.encode())
    asked = {"path": "a.txt", "sha256": sha256(TEXT.encode()).hexdigest(), "text_from": "file"}
    assert check.text_of(asked, tmp_path) == TEXT
    with pytest.raises(ValueError, match="other bytes"):
        check.text_of(asked | {"sha256": "0" * 64}, tmp_path)


def test_two_readings_may_call_a_party_differently_and_still_agree() -> None:
    second = [one | {"party": "Acme Corporation"} if one["party"] == "Acme" else one for one in GOOD]
    assert check.agreement(GOOD, second) == Counter(
        {("name", "same"): 2, ("pronoun", "same"): 1, ("description", "same"): 1}
    )


def test_readings_that_differ_do_not_agree() -> None:
    """Another party, nobody instead of a party, and a place that only one reading marked."""
    second = [
        GOOD[0],
        GOOD[1],
        GOOD[2] | {"party": None, "kind": None},
        reference("had grown", "description", "Acme", "company"),
    ]
    assert check.agreement(GOOD, second) == Counter(
        {("name", "same"): 2, ("pronoun", "other"): 1, ("description", "one"): 2}
    )
    assert check.agreement(GOOD, [*GOOD[:3], GOOD[3] | {"party": "Jane Roe"}])["description", "other"] == 1
