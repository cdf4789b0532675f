"""The order of candidates: BM25 as it is written down, and the mix with vectors."""

from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect.threads import tiny_model
from onrecord.connect.threads.ranking import K1, B, index, mixed, pool, rank, rarities, terms
from onrecord.connect.threads.vectors import open_vectors

CANDIDATES = [
    "The port runs its mail on Orm Store.",
    "No camera of ours recognises faces at the port.",
    "Prices rise in June.",
]
WORDS = st.lists(st.sampled_from("abcdef"), max_size=8)


def test_terms_are_stems_without_idle_words_and_addresses() -> None:
    assert terms("The port’s cameras https://t.co/x1 were sold") == ("port", "camera", "sell")


def test_what_shares_rare_words_comes_first() -> None:
    assert [one.place for one in rank("mail of the port", CANDIDATES)] == [0, 1, 2]
    assert next(one.place for one in rank("Does a camera recognise a face?", CANDIDATES)) == 1


def test_candidates_of_one_score_keep_their_order_and_score_nothing_for_nothing() -> None:
    found = rank("whales", CANDIDATES)
    assert [(one.place, one.score, one.meaning) for one in found] == [(0, 0.0, None), (1, 0.0, None), (2, 0.0, None)]
    assert rank("whales", []) == []


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_scores_are_those_of_the_formula(texts: list[list[str]], query: list[str]) -> None:
    """Robertson and Zaragoza 2009, each term of the query once, with the rarity that is never negative."""
    mean = sum(map(len, texts)) / len(texts) or 1.0
    expected = []
    for text in texts:
        total = 0.0
        for term in set(query):
            count, holders = text.count(term), sum(term in other for other in texts)
            rarity = log(1 + (len(texts) - holders + 0.5) / (holders + 0.5))
            total += rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * len(text) / mean))
        expected.append(total)
    assert index(texts).scores(query) == pytest.approx(np.array(expected))


def test_without_repeats_and_lengths_a_term_weighs_its_rarity() -> None:
    texts = [("a", "a", "b"), ("b",)]
    assert index(texts, k1=0).scores("ab").tolist() == pytest.approx(
        [sum(rarities(texts).values()), rarities(texts)["b"]]
    )


def test_the_mix_counts_in_standard_deviations() -> None:
    words, meaning = np.array([0.0, 10.0]), np.array([0.9, 0.1])
    assert mixed(words, meaning, 0.2).tolist() == pytest.approx([0.6, -0.6])
    assert mixed(words, np.array([0.5, 0.5]), 0.2).tolist() == pytest.approx([-0.2, 0.2])


def test_with_vectors_each_candidate_has_both_scores(tmp_path: Path) -> None:
    vectors = open_vectors(tmp_path, tiny_model.write(tmp_path))
    found = pool(["no camera", "we run the mail"], vectors).rank("we run the mail", 1)
    assert [one.place for one in found] == [1]
    assert found[0].meaning == pytest.approx(1, abs=1e-5)
    assert found[0].words > 0
