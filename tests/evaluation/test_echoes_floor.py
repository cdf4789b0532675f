"""Echoes keep their floors; the figures of evaluation/echoes/score.py mean what they say."""

import importlib.util
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.connect.echo.sources import source_of
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/echoes"


def _load(name: str) -> Any:
    """Load a script under a name of its own: other folders have a `score` too."""
    spec = importlib.util.spec_from_file_location(f"echoes_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_kept = {name: sys.modules.pop(name, None) for name in ("check", "articles", "former")}
sys.path.insert(0, str(HERE))
articles = _load("articles")
sys.modules["articles"] = articles
score = _load("score")
synthetic = _load("synthetic")
sys.path.remove(str(HERE))
for _name, _module in _kept.items():  # other folders' scripts have these names too
    sys.modules.pop(_name, None)
    if _module is not None:
        sys.modules[_name] = _module

FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "data/polnear").exists(), reason="../shared is not here")

THINGS = "ferries trawlers lanterns warehouses pilots breakwaters dredgers customs beacons cranes"
DEEDS = "repaired insured measured painted inspected replaced surveyed anchored licensed salvaged"
TIMES = "Monday spring autumn Easter midwinter Thursday harvest summer dawn Christmas"


def own_quotations(count: int) -> list[Any]:
    """Make quotations of some twenty words and an article about something else to put them into."""
    chance = random.Random(3)  # noqa: S311  # test data, not a secret
    things, deeds, times = THINGS.split(), DEEDS.split(), TIMES.split()
    made = []
    for number in range(count):
        one, two, three = chance.sample(things, 3)
        words = (
            f"the {one} of this town were never {chance.choice(deeds)} before {chance.choice(times)} and the {two} "
            f"which we promised have been {chance.choice(deeds)} twice although nobody asked about the {three} until "
            f"{chance.choice(times)}"
        ).split()
        home = source_of(
            articles.document_of(f"home{number}", f"The mayor spoke. “{' '.join(words)},” she said.\n"), ()
        )
        made.append(synthetic.Drawn(words, home, "The council met again. It rained on the way there.", f"away{number}"))
    return made


@pytest.mark.parametrize("edit", sorted(FLOORS["own"]))
def test_recall_of_made_edits_is_at_least_its_floor(edit: str) -> None:
    """Falling below the floor is a loss of quality; the floor is never lowered to make this pass."""
    quotations, chance = own_quotations(60), random.Random(4)  # noqa: S311  # the same
    vocabulary = sorted({word for one in quotations for word in one.words})
    found = [synthetic.found(one, synthetic.EDITS[edit], chance, vocabulary)[1] for one in quotations]
    assert sum(found) / len(found) >= FLOORS["own"][edit]


def _row(number: int, **labels: Any) -> dict[str, Any]:
    labelled = {"echo": True, "shared_tokens": 12, "type": "verbatim", "marks_dropped": False, "stratum": "qq 10-19"}
    sides = {side: {"path": side, "start": 100 * number, "end": 100 * number + 50} for side in "ab"}
    return {"id": str(number), "group": str(number), "split": "rules", "ranges": [], **sides, **labelled, **labels}


def _found(number: int, **values: Any) -> Any:
    span = Span(document=DocumentId("d"), start=100 * number, end=100 * number + 5, text="words")
    given = {"spans": (span, span), "types": ("verbatim",), "marks": (2, 2), "speaker": (), "score": 0.9} | values
    return score.Found(**given)


def test_figures_count_pairs_types_and_what_was_dropped() -> None:
    """Three of four echoes found, one false one beside them; two of three types right; one of two dropped marks right."""
    judged = [
        score.Judged(_row(1, marks_dropped=True), _found(1, marks=(2, 0))),
        score.Judged(_row(2, type="altered"), _found(2, types=("truncated", "altered"), marks=(2, 1))),
        score.Judged(_row(3, type="altered"), _found(3)),
        score.Judged(_row(4), None),
        score.Judged(_row(5, echo=False, type=None), _found(5)),
        score.Judged(_row(6, shared_tokens=7), None),
    ]
    figures = score.figures(judged)
    assert (figures["precision"], figures["recall"]) == (3 / 4, 3 / 4)
    assert figures["type"] == 2 / 3
    assert figures["marks dropped"] == 1 / 2
    assert figures["speaker dropped"] is None


def test_weights_of_the_pool_count_what_a_pair_stands_for() -> None:
    judged = [score.Judged(_row(1), _found(1)), score.Judged(_row(2, stratum="uu 8-9"), None)]
    assert score.figures(judged)["recall"] == 1 / 2
    assert score.figures(judged, pool=True)["recall"] == pytest.approx(1 / (1 + 65.9))


def test_an_echo_belongs_to_the_pair_it_shares_most_words_with() -> None:
    """An echo elsewhere in the two articles says nothing of a pair."""
    rows = [_row(1), _row(2)]
    judged = score.judge(rows, {"a": None, "b": None}, lambda _a, _b: [_found(2)])
    assert [(one.row["id"], one.found is not None) for one in judged] == [("1", False), ("2", True)]


@pytest.mark.parametrize(("recall", "code"), [(0.86, 0), (0.5, 1), (None, 1)])
def test_below_a_floor_the_exit_code_is_one(recall: float | None, code: int) -> None:
    values = dict.fromkeys(FLOORS["rules"], 1.0) | {"recall": recall}
    assert score.below_floors("rules", values) == code


@pytest.mark.shared
@needs_shared
def test_the_seven_links_of_the_two_articles_are_found_and_named() -> None:
    """Those the research found by reading: see ../shared/research/connecting.md, 3.A."""
    texts = {path.name[:3]: path.read_text("utf-8") for path in sorted((SHARED / "data/articles").glob("00[23]*.txt"))}
    two, three = (
        articles.read_article(name, texts[name], day) for name, day in (("002", "2018-06-19"), ("003", "2018-06-20"))
    )
    echoes = {}
    for one in score.align(score._source(two), score._source(three)):
        echo = score.echo_of(one, score.said_of(two, one, 0), score.said_of(three, one, 1))
        if echo:
            echoes[" ".join(one.right.span.text.split()[:3])] = echo
    assert {words: echo.kinds for words, echo in echoes.items()} == {
        "The stories and": ("spliced", "speaker_dropped", "truncated"),
        "As a company,": ("marks_dropped", "verbatim"),
        "We urge the": ("marks_dropped", "verbatim"),
        "on any projects": ("extended",),
        "process data on": ("marks_added", "altered"),
        "we need to": ("verbatim",),
    }
    assert "pichai" in str(echoes["The stories and"].proposed)


@pytest.mark.shared
@needs_shared
def test_the_half_for_rules_keeps_its_floors(tmp_path: Path) -> None:
    """Articles of the pairs with eight words and up are read whole by the network: a minute of one core."""
    rows = [row for row in score.read_rows() if row["split"] == "rules" and row["shared_tokens"] >= 8 and row["echo"]]
    paths = sorted({row[side]["path"] for row in rows for side in "ab"})
    judged = score.judge(rows, articles.read_articles(paths, SHARED, tmp_path), score.ours)
    figures = score.figures(judged)
    assert figures["recall"] >= FLOORS["rules"]["recall"]
    assert figures["type"] >= FLOORS["rules"]["type"]
