"""The learned labeller says which paragraphs of a page are the article; the rules decide the rest and short texts."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read.labels import label_lines, rule_on
from onrecord.read.line_features import columns, features, shifted, sides
from onrecord.read.line_labels import FEWEST, RULE, combined, is_page, label_page
from onrecord.read.line_model import DamagedWeights, folder, load, open_weights, probabilities, stacked, stacked_columns
from timing import best

PROSE = "The minister said on Tuesday that the contract would be reviewed before the end of the year."
NAVIGATION = "Share this\n" + "\n".join(f"Menu item {number}" for number in range(20))
PAGE = f"{NAVIGATION}\n\nHeadline of the only story here\n\n{f'{PROSE}{chr(10)}{chr(10)}' * 8}{NAVIGATION}"


def test_the_article_of_a_page_is_found_between_its_menus() -> None:
    found = [(line.label, PAGE[line.start : line.end]) for line in label_page(PAGE)]
    assert [words for label, words in found if label == "body"] == [PROSE] * 8
    assert [words for label, words in found if label == "title"] == ["Headline of the only story here"]


@pytest.mark.parametrize("text", ["", "Hello", " \n\t\n", PROSE, f"{PROSE}\n\n" * (FEWEST - 1), "menu\n\n" * 100])
def test_short_texts_and_texts_without_prose_are_left_to_the_rules(text: str) -> None:
    assert label_page(text) == label_lines(text)


def test_where_the_labeller_contradicts_the_rules_it_is_named_and_close_calls_are_uncertain() -> None:
    ruling = rule_on(PAGE)
    likely = np.array([0.9 if label == "body" else 0.0 for label, _ in ruling.verdicts])
    body = [position for position, (label, _) in enumerate(ruling.verdicts) if label == "body"]
    likely[body[0]], likely[body[1]], likely[-1] = 0.3, 0.01, 0.9
    verdicts = combined(ruling, likely)
    assert [verdicts[position] for position in (body[0], body[1])] == [
        ("uncertain", RULE),
        ("furniture", RULE),
    ]
    assert verdicts[-1] == ("body", RULE)
    assert {verdicts[position] for position in body[2:]} == {("body", "prose")}


def test_the_head_of_a_dated_section_goes_with_the_paragraph_below_it() -> None:
    head = "02/11/2018: Greystone was asked to explain"
    ruling = rule_on(PAGE.replace(PROSE, f"{PROSE}\n\n{head}\n\n{PROSE}", 1))
    body = [label == "body" for label, _ in ruling.verdicts]
    found = combined(ruling, np.where(body, 0.9, 0.0))
    assert [verdict for verdict in found if verdict[1] == "dated section"] == [("title", "dated section")]


def test_a_text_without_furniture_by_its_wording_is_no_page() -> None:
    """A transcript or contract is long, too: the labeller knows scraped pages only."""
    assert is_page(rule_on(PAGE))
    assert not is_page(rule_on(PAGE.replace("Share this\n", "")))


def test_a_labeller_that_finds_nothing_leaves_the_text_to_the_rules() -> None:
    ruling = rule_on(PAGE)
    assert combined(ruling, np.zeros(len(ruling.judged))) == ruling.verdicts


def test_every_column_has_a_name_and_a_finite_figure() -> None:
    table = features(rule_on(PAGE))
    assert table.shape == (len(rule_on(PAGE).judged), len(columns()))
    assert len(set(columns())) == len(columns())
    assert np.isfinite(table).all()
    assert stacked(np.full(3, 0.5)).shape == (3, len(stacked_columns()))


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=12), st.integers(1, 15))
def test_neighbours_and_averages_against_plain_loops(values: list[float], span: int) -> None:
    column = np.array(values).reshape(-1, 1)
    for offset in (-3, -1, 1, 3, 20):
        wanted = [values[at + offset] if 0 <= at + offset < len(values) else 0.0 for at in range(len(values))]
        assert shifted(column, offset).ravel().tolist() == wanted
    above, below = sides(column, span)
    assert above.ravel() == pytest.approx([sum(values[max(0, at - span) : at]) / span for at in range(len(values))])
    assert below.ravel() == pytest.approx([sum(values[at + 1 : at + 1 + span]) / span for at in range(len(values))])


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([PROSE, "Menu", "By Ada Ek", "Share", "12 May 2020", '"No," he said.', "\0", "日本語。", ""]),
        max_size=90,
    )
)
def test_lines_hold_every_character_but_line_breaks_and_no_text_fails(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = label_page(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join(text[line.start : line.end] for line in found) == text.replace("\n", "")
    likely = probabilities(rule_on(text))
    assert ((likely >= 0) & (likely <= 1)).all()


def test_weights_are_those_that_were_measured(tmp_path: Path) -> None:
    content = folder().joinpath("lines.json").read_bytes()
    assert load().first.shape == (len(columns()),)
    damaged = tmp_path / "lines.json"
    with pytest.raises(DamagedWeights, match="cannot be read"):
        open_weights(damaged, "")
    damaged.write_bytes(content + b" ")
    with pytest.raises(DamagedWeights, match="sha256"):
        open_weights(damaged, hashlib.sha256(content).hexdigest())


def test_weights_for_other_columns_are_refused(tmp_path: Path) -> None:
    said = json.loads(folder().joinpath("lines.json").read_bytes())
    said["first"]["weights"].popitem()
    content = json.dumps(said).encode()
    (tmp_path / "lines.json").write_bytes(content)
    with pytest.raises(DamagedWeights, match="other columns"):
        open_weights(tmp_path / "lines.json", hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("unit", [PROSE + "\n", f"menu\n\n{PROSE}\n", "12 May 2020\n", "Share\nAda Ek\n\n"])
def test_time_grows_with_the_text_not_with_its_square(unit: str) -> None:
    """Eight times the text may take twenty-four times the time, not sixty-four."""
    label_page(PAGE)
    small = max(best(lambda: label_page(unit * 500)), 0.005)
    assert best(lambda: label_page(unit * 4_000)) < 24 * small
