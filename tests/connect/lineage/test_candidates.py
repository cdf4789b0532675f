"""Pairs that share rare runs are candidates, whole at once or in any order; idioms propose nothing."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.lineage import candidates as module
from onrecord.connect.lineage.candidates import CHAINED, RARE, Candidate, candidates, still_candidates
from onrecord.connect.lineage.copies import worth_comparing
from onrecord.connect.lineage.fingerprints import Fingerprint
from onrecord.model.ids import DocumentId

Runs = list[tuple[int, bool]]


def held(number: int, runs: Runs) -> Fingerprint:
    document = DocumentId(f"{number:04}")
    return Fingerprint(
        document, np.array([run for run, _ in runs], np.uint32), np.array([quoted for _, quoted in runs], np.bool_)
    )


def plain(number: int, *runs: int) -> Fingerprint:
    return held(number, [(run, False) for run in runs])


def by_hand(some: list[Fingerprint]) -> list[Candidate]:
    """The rule in plain words, a pair at a time."""
    quoted = {
        one.document: {
            run: all(
                flag for other, flag in zip(one.shingles.tolist(), one.quoted.tolist(), strict=True) if other == run
            )
            for run in one.shingles.tolist()
        }
        for one in some
    }
    found = []
    for left, right in combinations(sorted(quoted), 2):
        counts = [0, 0, 0, 0]
        for run in quoted[left].keys() & quoted[right].keys():
            holders = sorted(document for document in quoted if run in quoted[document])
            rare = len(holders) <= module.RARE
            if rare or holders.index(right) == holders.index(left) + 1:
                sides = (quoted[left][run], quoted[right][run])
                counts = [a + b for a, b in zip(counts, (rare, not rare, any(sides), all(sides)), strict=True)]
        if (counts[0] and (counts[0] + counts[1] > 1 or counts[2])) or counts[1] >= module.CHAINED:
            found.append(Candidate(left, right, *counts))
    return found


def test_documents_that_share_a_run_are_a_pair() -> None:
    some = [plain(1, 10, 11, 12), plain(2, 12, 13, 10, 10), plain(3, 14)]
    assert [Candidate(DocumentId("0001"), DocumentId("0002"), 2)] == candidates(some)


def test_quoted_runs_are_counted_by_side() -> None:
    left = held(1, [(1, True), (2, True), (3, False), (4, True), (4, False)])
    right = held(2, [(1, True), (2, False), (3, False), (4, True)])
    (one,) = candidates([left, right])
    assert (one.runs, one.quoted, one.quoted_twice, one.unquoted) == (4, 3, 1, 3)


def test_an_idiom_proposes_nothing() -> None:
    assert candidates([plain(number, 7, 8, 100 + number) for number in range(RARE + 1)]) == []
    assert len(candidates([plain(number, 7, 8, 100 + number) for number in range(RARE)])) == RARE * (RARE - 1) // 2


def test_a_text_that_went_round_links_its_holders_in_a_chain() -> None:
    text = range(CHAINED)
    found = candidates([plain(number, *text) for number in range(3 * RARE)])
    assert [(f"{number:04}", f"{number + 1:04}") for number in range(3 * RARE - 1)] == [
        (one.left, one.right) for one in found
    ]
    assert {(0, CHAINED)} == {(one.runs, one.common) for one in found}


def test_nothing_comes_of_nothing() -> None:
    assert candidates([]) == []
    assert candidates([plain(1), plain(2)]) == []
    assert candidates([plain(1, 5), plain(2, 5)], set()) == []


records = st.lists(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=8), min_size=1, max_size=9)


@settings(deadline=None)
@given(records, st.permutations(range(9)))
def test_the_rule_holds_in_any_order(rows: list[Runs], order: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _small(patch)
        some = [held(number, runs) for number, runs in enumerate(rows)]
        shuffled = [some[place] for place in order if place < len(some)]
        assert by_hand(some) == candidates(shuffled)


@settings(deadline=None)
@given(records, st.permutations(range(9)), st.lists(st.integers(1, 4), min_size=9, max_size=9))
def test_added_in_any_order_is_as_all_at_once(rows: list[Runs], order: list[int], steps: list[int]) -> None:
    """Pairs kept from each addition and asked again at the end are those of one pass, and so are those worth comparing."""
    with pytest.MonkeyPatch.context() as patch:
        _small(patch)
        patch.setattr("onrecord.connect.lineage.copies.LEAST_RUNS", 2)
        waiting = [held(number, runs) for number, runs in enumerate(rows)]
        waiting = [waiting[place] for place in order if place < len(waiting)]
        here: list[Fingerprint] = []
        kept: set[tuple[DocumentId, DocumentId]] = set()
        for step in steps:
            fresh, waiting = waiting[:step], waiting[step:]
            here += fresh
            kept |= {(one.left, one.right) for one in _worth(here, candidates(here, {one.document for one in fresh}))}
        assert _worth(here, candidates(here)) == _worth(here, still_candidates(kept, here))


def _worth(some: list[Fingerprint], proposed: list[Candidate]) -> list[Candidate]:
    texts = {one.document: one for one in some}
    return [one for one in proposed if worth_comparing(one, texts[one.left], texts[one.right])]


def _small(patch: pytest.MonkeyPatch) -> None:
    """Make limits so low that small records reach them, and pieces so small that there are many."""
    for limit, value in (("RARE", 3), ("CHAINED", 2), ("PIECE", 5), ("TOGETHER", 2)):
        patch.setattr(module, limit, value)


def test_only_pairs_with_a_new_document_are_given() -> None:
    some = [plain(number, 1, 2, 3) for number in range(4)]
    found = candidates(some, {DocumentId("0002")})
    assert [(one.left, one.right) for one in found] == [("0000", "0002"), ("0001", "0002"), ("0002", "0003")]


def test_the_size_of_a_piece_changes_nothing() -> None:
    chance = np.random.default_rng(3)
    some = [plain(number, *chance.integers(0, 2**32, 30).tolist(), *range(5)) for number in range(9)]
    whole = candidates(some)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PIECE", 7)
        assert whole == candidates(some)
