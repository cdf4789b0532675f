"""A container from opening to what it gave: the part that archives, web archives and collections share."""

from collections.abc import Callable
from pathlib import Path

from onrecord.model.reading import Reading
from onrecord.read.archive_spool import Fault, Spool, Stop, finished, note, refuse_depth
from onrecord.read.archive_streams import CountedFile
from onrecord.read.files import unreadable

Take = Callable[[CountedFile, Spool], None]
"""From a container and the folder for its files; raises `Stop` or `Fault` where nothing more can be taken."""


def empty(path: Path, spool: Spool, take: Take) -> Reading:
    """Take out of a container what can be taken, and give it with what went wrong."""
    try:
        opened = path.open("rb")
    except OSError as error:
        return Reading(problems=(unreadable(spool.origin, error),))
    with opened:
        file = CountedFile(opened)
        spool.packed = lambda: file.count
        try:
            refuse_depth(spool)
            take(file, spool)
        except (Stop, Fault) as error:
            note(spool, error.code, error.message)
        return finished(spool)
