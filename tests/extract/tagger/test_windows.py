"""Every word is read once, in windows the network can hold, and laid where its scores are looked for."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.extract.tagger.pieces import LONGEST_WORD, Pieces, pieces_of
from onrecord.extract.tagger.windows import (
    CLS,
    LIMIT,
    OVERLAP,
    SEP,
    STRETCH,
    Window,
    batch_of,
    stretches,
    windows,
)

SIZES = st.lists(
    st.one_of(st.lists(st.integers(1, 6), min_size=1, max_size=12), st.integers(1, 900).map(lambda count: [1] * count)),
    max_size=12,
)
"""Paragraphs as the number of pieces of each of their words."""


def made(paragraphs: Sequence[Sequence[int]]) -> Pieces:
    """Make words of so many pieces each; every piece, case and state tells which word it is of."""
    counts = [count for paragraph in paragraphs for count in paragraph]
    words = np.arange(len(counts), dtype=np.int32)
    return Pieces(
        start=2 * words,
        end=2 * words + 1,
        paragraph=np.repeat(np.arange(len(paragraphs)), [len(one) for one in paragraphs]).astype(np.int32),
        case=words % 4,
        quote=words % 5,
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        ids=np.arange(1000, 1000 + sum(counts), dtype=np.int32),
    )


def length(pieces: Pieces, window: Window) -> int:
    """Count what the network is given: the pieces, a mark at the beginning and one at the end of each paragraph."""
    paragraphs = len(set(pieces.paragraph[window.first : window.last].tolist()))
    return int(pieces.first[window.last] - pieces.first[window.first]) + 1 + paragraphs


def owned(chosen: Sequence[Window]) -> list[int]:
    """List the words that some windows own, in order."""
    return [word for window in chosen for word in range(window.own_first, window.own_last)]


@settings(deadline=None)
@given(SIZES, st.none() | st.integers(1, LIMIT))
@example([[1] * (LIMIT - 2)], None)
@example([[1] * (LIMIT - 1)], None)
@example([[1] * 10, [1] * 5000, [1] * 10], None)
def test_every_word_is_owned_once(paragraphs: list[list[int]], head: int | None) -> None:
    """Windows come in order, own every word once, and hold what they own."""
    pieces = made(paragraphs)
    chosen = windows(pieces, head=head)
    assert owned(chosen) == list(range(len(pieces)))
    for window in chosen:
        assert window.first <= window.own_first < window.own_last <= window.last


@settings(deadline=None)
@given(SIZES, st.none() | st.integers(1, LIMIT))
@example([[1] * (LIMIT - 2)], None)
@example([[1] * (LIMIT // 2 - 2), [1] * (LIMIT // 2 - 1), [1] * LIMIT], None)
def test_no_window_is_over_the_limit(paragraphs: list[list[int]], head: int | None) -> None:
    """What the network is given never exceeds the limit, marks included."""
    pieces = made(paragraphs)
    assert max((length(pieces, window) for window in windows(pieces, head=head)), default=0) <= LIMIT


@settings(deadline=None)
@given(SIZES)
def test_paragraphs_stay_whole_where_they_fit(paragraphs: list[list[int]]) -> None:
    """A window begins and ends with a paragraph, unless one paragraph alone is more than a window."""
    pieces = made(paragraphs)
    borders = {0, len(pieces), *(np.flatnonzero(np.diff(pieces.paragraph)) + 1).tolist()}
    for window in windows(pieces):
        if {window.first, window.last} <= borders:
            assert (window.own_first, window.own_last) == (window.first, window.last)
        else:
            (number,) = set(pieces.paragraph[window.first : window.last].tolist())
            assert sum(paragraphs[number]) + 2 > LIMIT


@settings(deadline=None)
@given(SIZES)
def test_neighbouring_paragraphs_are_packed(paragraphs: list[list[int]]) -> None:
    """Two windows of whole paragraphs side by side would not have fitted into one."""
    pieces = made(paragraphs)
    borders = {0, len(pieces), *(np.flatnonzero(np.diff(pieces.paragraph)) + 1).tolist()}
    whole = [window for window in windows(pieces) if {window.first, window.last} <= borders]
    for before, after in pairwise(whole):
        if before.last == after.first:
            following = int((pieces.paragraph == pieces.paragraph[after.first]).sum())
            grown = Window(before.first, after.first + following, 0, 0)
            assert length(pieces, grown) > LIMIT


def test_windows_of_one_paragraph_overlap() -> None:
    """Each word of a long paragraph is owned by a window that shows what stands around it, half the overlap each side."""
    pieces = made([[1] * 2000])
    chosen = windows(pieces)
    assert len(chosen) > 1
    for window in chosen:
        assert window.own_first == 0 or window.own_first - window.first >= OVERLAP // 2
        assert window.own_last == len(pieces) or window.last - window.own_last >= OVERLAP // 2


def test_no_word_of_a_text_exceeds_a_window() -> None:
    """A word of a text has fewer pieces than a window holds (`LONGEST_WORD`), even where each character is one."""
    text = " ".join(["ꙮ" * LONGEST_WORD, "xq" * (LONGEST_WORD // 2), "9" * LONGEST_WORD] * 9)
    pieces = pieces_of(text, [(0, len(text))], [])
    assert int(np.diff(pieces.first).max()) <= LONGEST_WORD < LIMIT - OVERLAP
    assert max(length(pieces, window) for window in windows(pieces)) <= LIMIT


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=30), max_size=4))
def test_a_word_larger_than_a_window_stands_alone(paragraphs: list[list[int]]) -> None:
    """With a limit below the largest word, that word alone makes a window over the limit; the others do not."""
    pieces = made(paragraphs)
    chosen = windows(pieces, limit=OVERLAP + 12)
    assert owned(chosen) == list(range(len(pieces)))
    assert [
        window for window in chosen if length(pieces, window) > OVERLAP + 12 and window.last - window.first > 1
    ] == []


def test_no_windows_of_no_words() -> None:
    """A text without words has no windows."""
    assert windows(made([])) == []


@settings(deadline=None)
@given(SIZES.filter(bool), st.randoms(use_true_random=False))
def test_places_point_at_the_first_piece_of_each_word(paragraphs: list[list[int]], order: Random) -> None:
    """In any choice of windows, the place of a word holds its first piece, its case and its state."""
    pieces = made(paragraphs)
    chosen = windows(pieces)
    order.shuffle(chosen)
    ids, case, quote, places = batch_of(pieces, chosen)
    words = [word for window in chosen for word in range(window.first, window.last)]
    assert ids.reshape(-1)[places].tolist() == pieces.ids[pieces.first[words]].tolist()
    assert case.reshape(-1)[places].tolist() == pieces.case[words].tolist()
    assert quote.reshape(-1)[places].tolist() == pieces.quote[words].tolist()


@settings(deadline=None)
@given(SIZES.filter(bool))
def test_rows_are_what_a_walk_over_the_words_gives(paragraphs: list[list[int]]) -> None:
    """A row is a mark, then each paragraph's pieces with a mark behind, then padding; marks have no case and no state."""
    pieces = made(paragraphs)
    chosen = windows(pieces)
    ids, case, quote, _ = batch_of(pieces, chosen)
    for number, window in enumerate(chosen):
        row = [(CLS, 0, 0)]
        for word in range(window.first, window.last):
            if word > window.first and pieces.paragraph[word] != pieces.paragraph[word - 1]:
                row.append((SEP, 0, 0))
            own = pieces.ids[pieces.first[word] : pieces.first[word + 1]].tolist()
            row += [(piece, int(pieces.case[word]), int(pieces.quote[word])) for piece in own]
        row.append((SEP, 0, 0))
        row += [(0, 0, 0)] * (ids.shape[1] - len(row))
        assert list(zip(ids[number].tolist(), case[number].tolist(), quote[number].tolist(), strict=True)) == row


@settings(deadline=None)
@given(SIZES, st.integers(1, 300))
def test_stretches_hold_every_word_once(paragraphs: list[list[int]], most: int) -> None:
    """Stretches follow one another without a gap, none over its limit, cut between paragraphs or inside a longer one."""
    pieces = made(paragraphs)
    parts = list(stretches(pieces, most))
    assert [start for part in parts for start in part.start.tolist()] == pieces.start.tolist()
    assert [piece for part in parts for piece in part.ids.tolist()] == pieces.ids.tolist()
    assert max((len(part) for part in parts), default=0) <= most
    for before, after in pairwise(parts):
        if before.paragraph[-1] == after.paragraph[0]:
            assert len(paragraphs[int(after.paragraph[0])]) > most


def test_an_article_is_one_stretch() -> None:
    """What is not long is read in one go, its windows packed as in training."""
    pieces = made([[1] * 100] * 50)
    (part,) = stretches(pieces)
    assert (part.start.tolist(), part.first.tolist()) == (pieces.start.tolist(), pieces.first.tolist())
    assert len(list(stretches(made([[1] * 100] * (STRETCH // 100 + 1))))) == 2
