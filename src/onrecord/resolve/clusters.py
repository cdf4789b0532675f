"""Places to parties: people's decisions first, then edges by score; no edge crosses a wall that a person has set."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.model.judgement import Judgement, Place
from onrecord.resolve.edges import Edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's decision on two places."""

    judgement: Judgement
    left: Place
    right: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A join that did not happen, because a wall stands between the two clusters.

    Attributes:
        join: The edge, or the person's `same`, that asked for it.
        walls: The decisions that stand against it.
    """

    join: Edge | Decision
    walls: tuple[Decision, ...]


@dataclass(slots=True)
class Clusters:
    """Places in clusters, with the walls between them: union-find by size, walls kept at the roots.

    Attributes:
        refused: Joins that a wall forbade, in the order they were asked for.
    """

    refused: list[Refused] = field(default_factory=list)
    _parent: dict[Place, Place] = field(default_factory=dict)
    _size: dict[Place, int] = field(default_factory=dict)
    _walls: dict[Place, dict[Place, list[Decision]]] = field(default_factory=lambda: defaultdict(dict))

    def root(self, place: Place) -> Place:
        """Give the place that stands for a place's cluster; which of its places that is means nothing."""
        parent = self._parent.setdefault(place, place)
        while parent != place:
            grand = self._parent[parent]
            self._parent[place] = grand
            place, parent = parent, grand
        return place

    def wall(self, decision: Decision) -> None:
        """Keep the clusters of two places apart."""
        left, right = self.root(decision.left), self.root(decision.right)
        self._walls[left].setdefault(right, []).append(decision)
        if left != right:
            self._walls[right].setdefault(left, []).append(decision)

    def apart(self, left: Place, right: Place) -> bool:
        """Say whether a wall stands between the clusters of two places."""
        root = self.root(left)
        return root in self._walls and self.root(right) in self._walls[root]

    def join(self, join: Edge | Decision) -> bool:
        """Make one cluster of two, unless a wall stands between them; a refusal is noted."""
        left, right = self.root(join.left), self.root(join.right)
        if left == right:
            return True
        if walls := self._walls[left].get(right) if left in self._walls else None:
            self.refused.append(Refused(join=join, walls=tuple(walls)))
            return False
        if self._size.get(left, 1) < self._size.get(right, 1):
            left, right = right, left
        self._parent[right] = left
        self._size[left] = self._size.get(left, 1) + self._size.get(right, 1)
        for other, decisions in self._walls.pop(right, {}).items():
            self._walls[left].setdefault(other, []).extend(decisions)
            self._walls[other][left] = self._walls[left][other]
            self._walls[other].pop(right, None)
        return True


def cluster(
    decisions: Sequence[Decision], edges: Iterable[Edge], undecided: frozenset[frozenset[Place]] = frozenset()
) -> Clusters:
    """Join places: first what people keep apart, then what people join in the order of time, then edges by score.

    Args:
        decisions: `same` and `different` that stand, in order of time.
        edges: Those of the band `link`; of equal score the first by its places.
        undecided: Pairs that a person is unsure of: no edge joins them directly.
    """
    clusters = Clusters()
    for one in decisions:
        if one.judgement.verdict == "different":
            clusters.wall(one)
    for one in decisions:
        if one.judgement.verdict == "same":
            clusters.join(one)
    for edge in sorted(edges, key=lambda one: (-one.score, _order(one.left), _order(one.right))):
        if frozenset((edge.left, edge.right)) not in undecided:
            clusters.join(edge)
    return clusters


def _order(place: Place) -> tuple[str, str]:
    return (place[0], place[1] or "")
