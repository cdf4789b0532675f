"""What speaks for two places being one party."""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.judgement import Place

Band = Literal["link", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A reason to take two places for one party.

    Attributes:
        score: 0 to 1, how likely they are one.
        band: `link` joins them unless a person's decision stands between; `review` only asks a person.
        rule: The rule that found it.
        because: One sentence for people.
    """

    left: Place
    right: Place
    score: float
    band: Band
    rule: str
    because: str
