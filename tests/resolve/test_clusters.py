"""Joining places: no edge and no `same` crosses a wall that a person has set, whatever the order."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.judgement import Judgement, Place, Verdict
from onrecord.resolve.clusters import Clusters, Decision, cluster
from onrecord.resolve.edges import Edge

A, B, C, D = (("org:a", None), ("org:b", None), ("org:c", None), ("org:d", None))
PLACES: list[Place] = [(f"org:{name}", None) for name in "abcdefgh"]


def _edge(left: Place, right: Place, score: float = 1.0) -> Edge:
    return Edge(left=left, right=right, score=score, band="link", rule="test", because="they look alike")


def _decision(verdict: Verdict, left: Place, right: Place, at: int = 0) -> Decision:
    made = Judgement(
        left=left[0], right=right[0], verdict=verdict, user="ann", made_at=f"2026-01-01T00:00:{at:02}+00:00", reason=""
    )
    return Decision(judgement=made, left=left, right=right)


def _together(clusters: Clusters, left: Place, right: Place) -> bool:
    return clusters.root(left) == clusters.root(right)


def test_edges_join_and_join_on() -> None:
    clusters = cluster([], [_edge(A, B), _edge(B, C)])
    assert _together(clusters, A, C)
    assert not _together(clusters, A, D)


def test_an_edge_does_not_cross_a_wall_and_is_kept_as_refused() -> None:
    wall = _decision("different", A, B)
    edge = _edge(A, B)
    clusters = cluster([wall], [edge])
    assert not _together(clusters, A, B)
    assert [(one.join, one.walls) for one in clusters.refused] == [(edge, (wall,))]


def test_a_wall_holds_for_all_that_joins_later_on_either_side() -> None:
    """A is not B; C joins A and D joins B: an edge from C to D is refused by the same wall."""
    wall = _decision("different", A, B)
    clusters = cluster([wall], [_edge(A, C, 0.9), _edge(B, D, 0.9), _edge(C, D, 0.8)])
    assert (_together(clusters, A, C), _together(clusters, B, D), _together(clusters, C, D)) == (True, True, False)
    assert clusters.apart(C, D)
    assert clusters.refused[0].walls == (wall,)


def test_the_better_edge_wins_where_both_cannot_be() -> None:
    clusters = cluster([_decision("different", A, B)], [_edge(C, B, 0.6), _edge(C, A, 0.9)])
    assert (_together(clusters, A, C), _together(clusters, B, C)) == (True, False)


def test_people_come_before_edges() -> None:
    """A person says A is C and A is not B: the surer edge from B to C gives way."""
    decisions = [_decision("same", A, C, 1), _decision("different", A, B, 2)]
    clusters = cluster(decisions, [_edge(B, C, 1.0)])
    assert (_together(clusters, A, C), _together(clusters, B, C)) == (True, False)


def test_decisions_against_each_other_keep_apart_and_say_so() -> None:
    """A is B, B is C, A is not C: the later `same` is refused, nothing is lost."""
    decisions = [_decision("same", A, B, 1), _decision("same", B, C, 2), _decision("different", A, C, 3)]
    clusters = cluster(decisions, [])
    assert (_together(clusters, A, B), _together(clusters, B, C)) == (True, False)
    assert [one.join for one in clusters.refused] == [decisions[1]]


def test_a_circle_of_same_is_one_party() -> None:
    clusters = cluster([_decision("same", A, B), _decision("same", B, C), _decision("same", C, A)], [])
    assert _together(clusters, A, C)
    assert clusters.refused == []


def test_no_edge_joins_what_a_person_is_unsure_of() -> None:
    clusters = cluster([], [_edge(A, B)], frozenset({frozenset((A, B))}))
    assert not _together(clusters, A, B)


pairs = st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)).filter(lambda pair: pair[0] != pair[1])


@given(
    walls=st.lists(pairs, max_size=8),
    same=st.lists(pairs, max_size=8),
    edges=st.lists(st.tuples(pairs, st.floats(0, 1)), max_size=20),
)
def test_no_wall_is_ever_crossed(
    walls: list[tuple[Place, Place]],
    same: list[tuple[Place, Place]],
    edges: list[tuple[tuple[Place, Place], float]],
) -> None:
    """And each join is either done or refused with the walls that stand against it."""
    decisions = [_decision("different", *one) for one in walls] + [_decision("same", *one, at=1) for one in same]
    clusters = cluster(decisions, [_edge(*pair, score) for pair, score in edges])
    assert [one for one in walls if _together(clusters, *one)] == []
    refused = [{one.join.left, one.join.right} for one in clusters.refused]
    asked = [*same, *(pair for pair, _ in edges)]
    assert [pair for pair in asked if not _together(clusters, *pair) and set(pair) not in refused] == []
    assert all(one.walls for one in clusters.refused)
    apart = {frozenset(pair) for pair in combinations(PLACES, 2) if clusters.apart(*pair)}
    assert {frozenset(one) for one in walls} <= apart


def test_many_places_with_walls_join_in_no_time() -> None:
    """300,000 places, 150,000 edges, 3,000 decisions of each kind: linear, so it ends within the test's time."""
    places: list[Place] = [(f"org:{number}", None) for number in range(300_000)]
    decisions = [_decision("different", places[2 * n], places[2 * n + 1]) for n in range(3000)]
    decisions += [_decision("same", places[6000 + n], places[9000 + n]) for n in range(3000)]
    edges = [_edge(places[n], places[(n * 7919) % 300_000], n / 150_000) for n in range(150_000)]
    clusters = cluster(decisions, edges)
    assert [n for n in range(3000) if _together(clusters, places[2 * n], places[2 * n + 1])] == []
