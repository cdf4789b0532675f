"""What stands between a word and a cue, held against a walk over all words and cues."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.tagger.lattice import ROLES
from onrecord.extract.tagger.links import LINKS, MOST_BETWEEN, REACH, beside, cues_between


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]], list[float]]:
    """Draw a length, cues in order without overlap, and how likely each is (in eighths, added without rounding)."""
    borders = sorted(draw(st.sets(st.integers(0, 40), max_size=16)))
    cues = list(zip(borders[::2], borders[1::2], strict=False))
    words = draw(st.integers(max([1, *(last for _, last in cues)]), 45))
    return words, cues, draw(st.lists(st.integers(0, 8).map(lambda n: n / 8), min_size=len(cues), max_size=len(cues)))


def walked(words: int, cues: list[tuple[int, int]], likely: list[float]) -> list[list[float]]:
    """Add up the cues that begin strictly between each word and each cue."""
    return [
        [
            min(
                MOST_BETWEEN,
                sum(
                    weight
                    for (begin, _), weight in zip(cues, likely, strict=True)
                    if word < begin < first or last <= begin < word
                ),
            )
            for first, last in cues
        ]
        for word in range(words)
    ]


@settings(deadline=None)
@given(cases())
def test_cues_between(case: tuple[int, list[tuple[int, int]], list[float]]) -> None:
    """Each cue that begins between a word and another cue counts as much as it is likely; more than three count as three."""
    words, cues, likely = case
    found = cues_between(words, np.array(cues, dtype=np.int64).reshape(-1, 2), np.array(likely, dtype=np.float32))
    assert found.shape == (words, len(cues))
    assert found.dtype == np.float32
    assert found.tolist() == walked(words, cues, likely)


@settings(deadline=None)
@given(cases())
def test_beside(case: tuple[int, list[tuple[int, int]], list[float]]) -> None:
    """A word may belong to a cue it is in or at most so many words away from."""
    words, cues, _ = case
    found = beside(words, np.array(cues, dtype=np.int64).reshape(-1, 2))
    expected = [[max(first - word, word - last + 1, 0) <= REACH for first, last in cues] for word in range(words)]
    assert found.tolist() == expected


def test_the_pointer_stands_behind_the_roles() -> None:
    """The lattice takes the roles' scores as the first of the links."""
    assert LINKS[: len(ROLES)] == ROLES
    assert LINKS[len(ROLES) :] == ("pointer",)
