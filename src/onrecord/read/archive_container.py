"""A container from opening to what it gave: the part that archives, web archives and collections share."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.reading import Reading
from onrecord.read.archive_spool import Fault, Spool, Stop, finished, note, too_deep
from onrecord.read.archive_streams import CountedFile
from onrecord.read.files import unreadable

Take = Callable[[CountedFile, Spool], None]
"""From a container and the folder for its files; raises `Stop` or `Fault` where nothing more can be taken."""


@dataclass(frozen=True, slots=True)
class Container:
    """What a reader of containers is given: the file, where it was found, the limits, a folder for what is inside."""

    path: Path
    origin: Origin
    config: Config
    spool: Path


def empty(container: Container, take: Take) -> Reading:
    """Take out of a container what can be taken, and give it with what went wrong."""
    if refusal := too_deep(container.origin, container.config):
        return Reading(problems=(refusal,))
    try:
        opened = container.path.open("rb")
    except OSError as error:
        return Reading(problems=(unreadable(container.origin, error),))
    with opened:
        file = CountedFile(opened)
        spool = Spool(container.spool, container.origin, container.config, lambda: file.count)
        try:
            take(file, spool)
        except (Stop, Fault) as error:
            note(spool, error.code, error.message)
        return finished(spool)
