"""Trees of organisations: who belongs to whom, as recorded, and the lowest one that several belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DEEPEST = 20
"""Steps up a tree that are followed: recorded chains of owners have five or six."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Organisations by their keys with the keys of their recorded owners.

    Owners of all times count, so an organisation that was sold has two; recorded owners may also run in circles (A bought
    B, and before that B held A). Neither is an error.
    """

    owners: Mapping[str, frozenset[str]]

    def above(self, key: str) -> dict[str, int]:
        """Map an organisation and everything it belongs to to the least number of steps up to it."""
        steps = {key: 0}
        edge = [key]
        for step in range(1, DEEPEST + 1):
            edge = sorted({owner for one in edge for owner in self.owners.get(one, ()) if owner not in steps})
            steps.update(dict.fromkeys(edge, step))
            if not edge:
                break
        return steps

    def common(self, keys: Iterable[str]) -> set[str]:
        """List the organisations that all of several belong to or are."""
        chains = [self.above(key).keys() for key in dict.fromkeys(keys)]
        return set(chains[0]).intersection(*chains[1:]) if chains else set()

    def lowest_common(self, keys: Iterable[str]) -> str | None:
        """Find the lowest organisation that all of several belong to or are; None where there is none, or more than one.

        Two that are equally low and not one above the other (a unit that was sold has two owners) leave it open. Of
        those in a circle the nearest is taken.
        """
        among = list(dict.fromkeys(keys))
        common = self.common(among)
        # The lowest of what is common has all the rest of it above itself.
        lowest = [one for one in common if common <= self.above(one).keys()]
        chains = [self.above(key) for key in among]
        return min(lowest, key=lambda one: (max(chain[one] for chain in chains), one), default=None)

    def is_above(self, one: str, other: str) -> bool:
        """Tell whether one of two belongs to the other, on whatever way."""
        return one != other and (one in self.above(other) or other in self.above(one))

    def are_tied(self, one: str, other: str) -> bool:
        """Tell whether one of two belongs to the other, or both to a third."""
        return bool(self.common((one, other)))
