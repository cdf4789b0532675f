"""Names are read from the entity corpora as an editor would underline them, and held-out texts stay out of training."""

import re
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from onrecord.extract.tagger.pieces import pieces_of

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "training"))

import entity_corpora as corpora  # noqa: E402  # found in the folder above, which is no package

shared = pytest.mark.shared
needs_corpora = pytest.mark.skipif(not (SHARED / "data/gum").exists(), reason="../shared is not here")

DEPARTMENT = "Department of Health and Human Services"


def tokens(text: str, small: frozenset[str] = frozenset()) -> corpora.Tokens:
    """Words between spaces; those with a capital may stand in a name."""
    places = [match.span() for match in re.finditer(r"\S+", text)]
    forms = [text[low:high] for low, high in places]
    return corpora.Tokens(
        forms=forms,
        starts=[low for low, _ in places],
        ends=[high for _, high in places],
        proper=[form[0].isupper() and form not in small for form in forms],
        own=[False] * len(forms),
    )


@pytest.mark.parametrize(
    ("mention", "head", "kind", "expected"),
    [
        ("the company 's chief executive Tim Cook", 6, "person", "Tim Cook"),
        ("President Donald Trump", 1, "person", "Donald Trump"),
        ("the president", 1, "person", None),
        ("Senator", 0, "person", None),
        ("Jean de la Fontaine", 0, "person", "Jean de la Fontaine"),
        (f"the {DEPARTMENT} in Washington", 1, "organisation", DEPARTMENT),
        ("Microsoft and Apple", 0, "organisation", "Microsoft"),
        (
            "the Immigration and Customs Enforcement officers it sent",
            4,
            "organisation",
            "Immigration and Customs Enforcement",
        ),
        ("the Republic of China", 1, "place", "Republic of China"),
        ("the old harbour", 2, "place", None),
    ],
)
def test_a_mention_is_cut_to_the_proper_nouns_around_its_head(
    mention: str, head: int, kind: str, expected: str | None
) -> None:
    words = tokens(mention, frozenset(("The", "the")))
    place = corpora.name_within(words, (0, len(words.forms)), head, kind)
    assert expected == (mention[place[0] : place[1]] if place else None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Department of Homeland Security", "public_body"),
        ("Supreme Court of Ohio", "public_body"),
        ("City of Brampton", "public_body"),
        ("Microsoft", "organisation"),
        ("University of Helsinki", "organisation"),
        ("Farm Bureau Federation", "organisation"),
    ],
)
def test_public_bodies_are_told_by_table_and_words(name: str, expected: str) -> None:
    assert expected == corpora.organisation_kind(name)


def test_tokens_become_running_text_with_straight_marks_by_turns() -> None:
    forms = ["He", "did", "n't", "say", ":", '"', "Yes", ",", "that", "is", "Ann", "'s", '"', "(", "twice", ")", "."]
    text, places = corpora.running_text(forms)
    assert text == "He didn't say: \"Yes, that is Ann's\" (twice)."
    assert [text[low:high] for low, high in places] == forms


def test_spans_of_reads_neighbouring_names_apart() -> None:
    pieces = pieces_of("Ann Lee Bob said", [(0, 16)], [])
    assert corpora.spans_of(pieces, np.array([1, 2, 1, 0])) == [(0, 7, "person"), (8, 11, "person")]


@shared
@needs_corpora
def test_every_label_is_a_name_of_its_text() -> None:
    """Names overlap nowhere, hold no white space at their ends, no article, and no title before a person."""
    texts = corpora.training_texts(SHARED)
    assert {"GUM", "re3d", "wikigold", "wnut17"} == {text.name.split("_")[0] for text in texts}
    for text in texts:
        spans = corpora.spans_of(text.pieces, text.tags)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
        for low, high, kind in spans:
            name = text.text[low:high]
            assert name == name.strip(), text.name
            assert not (name.lower().startswith("the ") and kind != "date"), (text.name, name)
            assert not (kind == "person" and re.match(r"(?:Mr|Mrs|Ms|Dr)\b", name)), (text.name, name)


@shared
@needs_corpora
def test_held_out_texts_stand_in_no_training_text() -> None:
    """Neither by name nor by any `SHINGLE` words in a row within a paragraph."""
    training = corpora.training_texts(SHARED)
    held_out = corpora.held_out_texts(SHARED)
    assert {"gum-news-test", "gum-news-dev", "gum-other-test", "re3d-sample"} == set(held_out)
    assert sorted(text.name for text in held_out["gum-news-test"]) == ["GUM_news_nasa", "GUM_news_sensitive"]
    kept = [text for texts in held_out.values() for text in texts]
    assert not {text.name for text in training} & {text.name for text in kept}

    def shingles(texts: list[corpora.EntityText]) -> set[tuple[str, ...]]:
        paragraphs = [re.findall(r"\w+", part.lower()) for text in texts for part in text.text.split("\n\n")]
        return {tuple(part[at : at + 12]) for part in paragraphs for at in range(len(part) - 11)}

    assert not shingles(training) & shingles(kept)
