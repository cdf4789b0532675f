"""What stands between a word and a cue, and where a cue's own words may stand."""

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagger.lattice import ROLES, Floats

LINKS = (*ROLES, "pointer")
"""What a word may be to a cue: one of its roles, or the first word of its source, which several cues may share."""

REACH = 3
"""Words beside a candidate cue that may belong to it still; a cue is in one piece (all of PolNeAR's are)."""
MOST_BETWEEN = 3.0
"""Cues between a word and its cue beyond which more make no difference."""


def cues_between(words: int, cues: NDArray[np.int64], likely: Floats) -> Floats:
    """Count the other cues that stand between each word and each cue, each by how likely it is one: words x cues.

    Args:
        words: Length of the paragraph.
        cues: First and last word (half-open) of each candidate, in order.
        likely: Probability of each candidate.
    """
    passed = np.zeros(words + 1, dtype=np.float32)
    np.add.at(passed, cues[:, 0] + 1, likely)
    passed = np.cumsum(passed)  # passed[n]: of cues that begin before word n
    place = np.arange(words)
    ahead = passed[cues[:, 0]][None, :] - passed[np.minimum(place + 1, words)][:, None]
    behind = passed[place][:, None] - passed[cues[:, 0] + 1][None, :]
    count = np.where(place[:, None] < cues[None, :, 0], ahead, np.where(place[:, None] >= cues[None, :, 1], behind, 0))
    return np.clip(count, 0, MOST_BETWEEN).astype(np.float32)


def beside(words: int, cues: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say whether each word may belong to each cue itself: words x cues."""
    place = np.arange(words)[:, None]
    return (place >= cues[None, :, 0] - REACH) & (place < cues[None, :, 1] + REACH)
