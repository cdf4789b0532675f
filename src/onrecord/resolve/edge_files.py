"""Edges out of files, brought to the places of a record: which link, which only ask, which say nothing here.

An edge links only where both names are found, it is as good as sure, and nothing the record knows speaks against it: an
edge alone never joins two bodies with different identifiers of one register, also not by way of a third.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from onrecord.model.edge_row import EdgeRow
from onrecord.model.judgement import Place, place_of_key
from onrecord.resolve.edges import Edge
from onrecord.resolve.judged import Find
from onrecord.resolve.linking.linking import OPPOSED
from onrecord.resolve.linking.organisations import Organisation
from onrecord.resolve.linking.shared_identifiers import Group, conflicting, in_different_countries

SURE = 0.99
"""Scores from which an edge links."""
RULE = "edge file"


def edges_of_files(
    rows: Iterable[EdgeRow], find: Find, bodies: Sequence[Organisation], linked: Collection[Edge]
) -> Iterator[Edge]:
    """Give the edges that say something of this record, the surest first, each pair once.

    Args:
        rows: Of all edge files.
        find: Finds the place that goes by a name.
        bodies: The record's organisations.
        linked: Edges of the band `link` that other rules gave: taken to hold.
    """
    by_place = {one.place: one for one in bodies}
    groups = {one.place: Group([one.key], frozenset(one.identifiers), is_known=one.known) for one in bodies}
    for edge in linked:
        if edge.left in groups and edge.right in groups:
            _join(groups, edge.left, edge.right)
    seen: set[frozenset[Place]] = set()
    for row in sorted(rows, key=lambda one: (-one.score, one.left, one.right, one.artefact, one.row)):
        left, right = (find(place) if (place := place_of_key(key)) else None for key in (row.left, row.right))
        if left is None or right is None or left == right or frozenset((left, right)) in seen:
            continue
        seen.add(frozenset((left, right)))
        one, other = by_place.get(left), by_place.get(right)
        if (one is None) != (other is None):
            continue  # a person and an organisation
        doubt = _doubt(one, other, groups[left], groups[right]) if one and other else "two people of two documents"
        if not doubt and row.score >= SURE:
            _join(groups, left, right)
        yield _edge(row, left, right, doubt)


def _doubt(one: Organisation, other: Organisation, mine: Group, theirs: Group) -> str:
    """Say what speaks against joining two bodies and what they are joined with; empty where nothing does."""
    if mine is theirs:
        return ""
    if mine.is_known and theirs.is_known:
        return "the tables know both under different names"
    if differ := conflicting(mine.identifiers, theirs.identifiers):
        return f"they, or what they are joined with, have different {differ}"
    if frozenset({one.kind, other.kind}) in OPPOSED:
        return "one is a firm, the other a public body"
    if in_different_countries(one, other):
        return "they are registered in different countries"
    if one.key in other.owners or other.key in one.owners:
        return "one is recorded as the other's parent"
    return ""


def _join(groups: dict[Place, Group], left: Place, right: Place) -> None:
    one, other = groups[left], groups[right]
    if one is other:
        return
    known = one.is_known or other.is_known
    both = Group([*one.keys, *other.keys], one.identifiers | other.identifiers, is_known=known)
    groups.update(dict.fromkeys(((key, None) for key in both.keys), both))


def _edge(row: EdgeRow, left: Place, right: Place, doubt: str) -> Edge:
    said = row.because or f"Line {row.row} of an edge file says so."
    return Edge(
        left=left,
        right=right,
        score=row.score,
        band="link" if row.score >= SURE and not doubt else "review",
        rule=RULE,
        because=f"{said.rstrip('.')}; but {doubt}." if doubt else said,
    )
