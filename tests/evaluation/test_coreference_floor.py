"""Who is who inside a document keeps its floors; the figures of evaluation/coreference/score.py mean what they say."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/coreference"
sys.path.insert(0, str(HERE))

from coref_links import Link, gold_mentions, our_links  # noqa: E402  # found in the folder above, which is no package
from marked_texts import Anaphor, Name, Text, gum, is_reported, plain_document  # noqa: E402  # the same


def _load() -> Any:
    """Load the script under a name of its own: evaluation/attribution has a `score` too."""
    spec = importlib.util.spec_from_file_location("coreference_score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = _load()
WORDS = "Ann Clarke met Carl Moss. Clarke left. She sang. He slept."
SPLITS = "## train\n\n  * GUM_news_one\n\n## test\n\n  * GUM_news_two\n"
CONLLU = """# newpar
# text = Ann Clarke left.
1\tAnn\tAnn\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new
2\tClarke\tClarke\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# text = She sang.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv)
2\tsang\tsing\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


def _at(words: str) -> tuple[int, int]:
    start = WORDS.rindex(words)
    return start, start + len(words)


def _text() -> Text:
    (clarke, she, he) = (_at(words) for words in ("Clarke", "She", "He"))
    names = (
        Name(0, 10, "ann", "person"),
        Name(*_at("Carl Moss"), "carl", "person"),
        Name(*clarke, "ann", "person"),
    )
    anaphors = (
        Anaphor(0, 10, "name", "ann"),
        Anaphor(*clarke, "name", "ann"),
        Anaphor(*she, "he_she", "ann"),
        Anaphor(*he, "he_she", None),
    )
    return Text("one", plain_document("one", WORDS), names, anaphors)


def test_a_link_counts_as_made_and_right_and_a_place_as_named() -> None:
    """A link from a pronoun that stands for nobody is wrong; a full name is not to be linked."""
    links = [
        Link(*_at("She"), "he_she", "ann"),
        Link(*_at("He"), "he_she", "carl"),
        Link(*_at("Clarke"), "name", "carl"),
    ]
    assert score.count(_text(), links, "he_she") == score.Counts(2, 1, 1)
    assert score.count(_text(), links, "name") == score.Counts(1, 0, 1)
    assert score.figures([score.Counts(2, 1, 1), score.Counts(0, 0, 1)]) == (50.0, 50.0)


def test_our_links_lead_to_the_entity_that_stands_at_the_antecedent() -> None:
    text = _text()
    made = {(one.form, WORDS[one.start : one.end]): one.entity for one in our_links(text, gold_mentions(text))}
    assert made == {("name", "Clarke"): "ann", ("he_she", "She"): "ann"}


def test_a_figure_below_its_floor_is_counted() -> None:
    found = {"one": (90.0, 50.0), "two": (90.0, 50.0)}
    assert score.below_floors(found, {"one": [90, 50], "two": [90, 51], "three": [1, 1]}) == 1


def test_gum_is_read_with_its_names_and_pronouns(tmp_path: Path) -> None:
    folder = tmp_path / "data/gum"
    (folder / "dep").mkdir(parents=True)
    (folder / "splits.md").write_text(SPLITS, "utf-8")
    (folder / "dep/GUM_news_two.conllu").write_text(CONLLU, "utf-8")
    (text,) = gum(tmp_path, reported=True)
    assert text.document.text == "Ann Clarke left. She sang."
    assert text.names == (Name(0, 10, "1", "person"),)
    assert [(one.form, one.start, one.entity) for one in text.anaphors] == [("name", 0, "1"), ("he_she", 17, "1")]
    assert list(gum(tmp_path, reported=False)) == []


def test_gums_own_test_part_is_always_kept_for_reporting_and_dev_never() -> None:
    assert [is_reported("GUM_bio_one", part) for part in ("test", "dev", "train")] == [True, False, False]


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not (ROOT.parent / "shared/data/polnear").exists(), reason="../shared is not here")
def test_articles_keep_their_floors() -> None:
    """Falling below the floor is a loss of quality; the floor is never lowered to make this pass."""
    found = score.score_texts("articles", score.texts_of("articles", "report", score.SHARED), 10)
    assert score.below_floors(found, json.loads(score.FLOORS.read_text("utf-8"))) == 0
