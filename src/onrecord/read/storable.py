"""The border to the store: what it would refuse is set aside here, so that one file cannot stop a build."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.award import Action
from onrecord.model.evidence import Document, Origin
from onrecord.model.reading import Child, Reading
from onrecord.read.files import problem
from onrecord.store.rows import dump
from onrecord.store.writer import check_document

NAME_LIMIT = 300
"""Characters kept of the name of a file inside another."""


def storable(reading: Reading, origin: Origin, reader: str) -> Reading:
    """Keep the documents and spending rows that the store takes; one problem says how many it does not, and why."""
    if reading.children:
        reading = replace(reading, children=tuple(map(_storable_child, reading.children)))
    found: Sequence[Document | Action] = (*reading.documents, *reading.actions)
    faults = {one.id: fault for one in found if (fault := fault_of(one))}
    if not faults:
        return reading
    message = (
        f"{reader} gave {len(faults)} of {len(found)} documents or rows that cannot be stored, "
        f"the first with {next(iter(faults.values()))}; please report this, the rest was read"
    )
    return replace(
        reading,
        documents=tuple(one for one in reading.documents if one.id not in faults),
        actions=tuple(one for one in reading.actions if one.id not in faults),
        problems=(*reading.problems, problem(origin, "reader_failed", message)),
    )


def fault_of(value: Document | Action) -> str:
    """Say why the store would refuse a value: text that is no UTF-8, lines or segments that do not fit; else nothing."""
    try:
        dump(value)
        if isinstance(value, Document):
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
