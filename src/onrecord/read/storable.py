"""The border to the store: what it would refuse is set aside here, so that one file cannot stop a build."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.model.award import Row
from onrecord.model.edge_row import EdgeRow
from onrecord.model.evidence import Document, Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Child, Reading
from onrecord.read.files import problem
from onrecord.store.rows import dump
from onrecord.store.sheets import write_rows
from onrecord.store.writer import check_document

NAME_LIMIT = 300
"""Characters kept of the name of a file inside another."""


def storable(reading: Reading, origin: Origin, reader: str) -> Reading:
    """Keep the documents that the store takes; one problem says how many it does not, and why."""
    if reading.children:
        reading = replace(reading, children=tuple(map(_storable_child, reading.children)))
    faults = {one.id: fault for one in reading.documents if (fault := fault_of(one))}
    if not faults:
        return reading
    message = (
        f"{reader} gave {len(faults)} of {len(reading.documents)} documents that cannot be stored, "
        f"the first with {next(iter(faults.values()))}; please report this, the rest was read"
    )
    return replace(
        reading,
        documents=tuple(one for one in reading.documents if one.id not in faults),
        problems=(*reading.problems, problem(origin, "reader_failed", message)),
    )


def stored_rows(found: Iterable[Row | EdgeRow | Problem], origin: Origin, folder: Path) -> Reading:
    """Put rows into a file of the folder as they come; rows that the store cannot take become one problem."""
    problems: list[Problem] = []
    refused: list[str] = []

    def rows() -> Iterator[Row | EdgeRow]:
        for one in found:
            if isinstance(one, Problem):
                problems.append(one)
            else:
                yield one

    file = write_rows(folder / "rows", rows(), lambda _, error: refused.append(reason_of(error)))
    if refused:
        message = (
            f"{len(refused)} rows cannot be stored, the first with {refused[0]}; please report this, the rest was read"
        )
        problems.append(problem(origin, "reader_failed", message))
    return Reading(rows=(file,), problems=tuple(problems))


def fault_of(value: Document) -> str:
    """Say why the store would refuse a document: text that is no UTF-8, lines or segments that do not fit; else nothing."""
    try:
        dump(value)
        check_document(value)
    except ValueError as error:  # UnicodeEncodeError and AnchorError among them
        return reason_of(error)
    return ""


def _storable_child(child: Child) -> Child:
    url = None if child.url is None else _encodable(child.url)
    return replace(child, name=_on_one_line(child.name), part=_encodable(child.part), url=url)


def _encodable(text: str) -> str:
    """Put a question mark for half a character, which UTF-8 may not hold."""
    return text.encode("utf-8", "replace").decode()


def _on_one_line(name: str) -> str:
    """Write a name that a container gives as text that fits one line and any encoding."""
    name = "/".join("%2E%2E" if one == ".." else one for one in name.split("/"))  # nobody may follow it by mistake
    kept = "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in name[:NAME_LIMIT])
    return _encodable(kept) + ("…" if len(name) > NAME_LIMIT else "")


def reason_of(error: Exception) -> str:
    """Name an exception on one line of at most 300 characters."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
