"""The releases of a document of the Open Contracting Data Standard: alone, in a package, in records, in a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.read.ocds_json import Complaints, Node, nodes_of

RECORD_PARTS = frozenset({"releases", "compiledRelease", "versionedRelease"})
KNOWN_VERSION = "1."


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release and the process it belongs to.

    Attributes:
        ocid: Its own, or that of the record it stands in.
        is_compiled: It is the sum of others, which may stand beside it under the same release id.
    """

    node: Node
    ocid: str
    is_compiled: bool

    @property
    def key(self) -> tuple[str, str, bool] | None:
        """Name the release; None where it has no id, so that nothing can be told of it."""
        found = self.node.text("id")
        return (self.ocid, found.text, self.is_compiled) if found else None


def releases_of(value: object, prefix: str, said: Complaints) -> list[Release] | None:
    """List the releases of a document; None when it is none of the standard's.

    Args:
        value: The parsed document.
        prefix: What stands before pointers into it.
        said: Takes what is wrong.
    """
    if isinstance(value, list):
        roots = nodes_of(value, prefix, said)
        found = [_of_root(root) for root in roots]
        return [one for some in found for one in some or ()] if any(some is not None for some in found) else None
    return _of_root(Node(value, prefix, said)) if isinstance(value, dict) else None


def _of_root(root: Node) -> list[Release] | None:
    if "ocid" in root.value:
        return list(_of_record(root) if RECORD_PARTS & root.value.keys() else _one(root, None))
    if "records" in root.value:
        _check_version(root)
        return [one for record in root.children("records") for one in _of_record(record)]
    if "releases" in root.value:
        _check_version(root)
        return [one for release in root.children("releases") for one in _one(release, None)]
    return None


def _check_version(package: Node) -> None:
    version = package.text("version")
    if version and not version.text.startswith(KNOWN_VERSION):
        package.said[f"{version.pointer} {version.text[:40]!r} is not known: read as 1.1"] = None


def _of_record(record: Node) -> Iterator[Release]:
    """List the releases a record holds, and behind them the compiled one; links to releases elsewhere hold nothing."""
    ocid = record.text("ocid")
    found = 0
    for release in record.children("releases"):
        if "url" in release.value and "ocid" not in release.value:
            continue
        found += 1
        yield from _one(release, ocid.text if ocid else None)
    compiled = record.child("compiledRelease")
    if compiled:
        yield from _one(compiled, ocid.text if ocid else None, is_compiled=True)
    elif not found and RECORD_PARTS & record.value.keys():
        where = record.pointer or "the document"
        record.said[f"{where} holds no release, only links or versions, which are not read; add the releases"] = None


def _one(node: Node, ocid: str | None, *, is_compiled: bool = False) -> Iterator[Release]:
    stated = node.text("ocid")
    named = stated.text.strip() if stated else ocid
    if named is None:
        node.said[f"{node.pointer or 'the document'} has no ocid; left out"] = None
    elif _is_versioned(node):
        node.said[f"{node.pointer or 'the document'} is a versioned release, which is not read; add the releases"] = (
            None
        )
    else:
        yield Release(node=node, ocid=named, is_compiled=is_compiled or _is_tagged_compiled(node))


def _is_versioned(node: Node) -> bool:
    """Tell whether each value is a list of its versions (release and value), as in the versioned release schema."""
    versions = node.value.get("initiationType") or node.value.get("language")
    first = versions[0] if isinstance(versions, list) and versions else None
    return isinstance(first, dict) and "releaseID" in first


def _is_tagged_compiled(node: Node) -> bool:
    tags = node.value.get("tag")
    return isinstance(tags, list) and "compiled" in tags
