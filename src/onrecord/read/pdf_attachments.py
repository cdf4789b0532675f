"""Files attached to a PDF, taken out as artefacts of their own; its scripts are left alone."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Child
from onrecord.read.files import problem

NAME_LENGTH = 200
"""Code points of a name that are kept: it is for people."""


def attached_files(
    file: pypdfium2.PdfDocument, origin: Origin, config: Config, spool: Path | None
) -> Iterator[Child | Problem]:
    """Take the attached files out, or say why not.

    Args:
        file: The PDF.
        origin: Of the PDF.
        config: Limits for what a container may give.
        spool: A folder for them; without one they are named in a problem.
    """
    count = file.count_attachments()
    if count <= 0:
        return
    if spool is None or origin.depth >= config.container_depth:
        message = f"{count:,} attached files not opened, by the limit of {config.container_depth} containers: add them"
        yield problem(origin, "unpack_limit", message)
        return
    if count > config.unpacked_files_limit:
        message = f"{count:,} attached files: only the first {config.unpacked_files_limit:,} were taken out"
        yield problem(origin, "unpack_limit", message)
    room = config.unpacked_bytes_limit
    for number in range(1, min(count, config.unpacked_files_limit) + 1):
        found = _take_out(file, number, min(room, config.artefact_bytes_limit), spool)
        if isinstance(found, Child):
            room -= found.path.stat().st_size
            yield found
        else:
            yield problem(origin, found[0], f"attached file {number} {found[1]}")


def _take_out(file: pypdfium2.PdfDocument, number: int, limit: int, spool: Path) -> Child | tuple[str, str]:
    """Write one file into the folder; else the code of a problem and what is wrong."""
    try:
        attachment = file.get_attachment(number - 1)
        size = ctypes.c_ulong()
        pdfium.FPDFAttachment_GetFile(attachment, None, 0, size)
        if size.value > limit:
            return "unpack_limit", f"has {size.value:,} bytes, more than the {limit:,} left: add it by itself"
        content = attachment.get_data()
    except pypdfium2.PdfiumError:
        return "damaged", "is empty or could not be taken out: open the PDF and save it by itself"
    path = spool / f"attachment-{number}"
    path.write_bytes(content)
    return Child(part=f"attachment={number}", name=_name(attachment, number), path=path)


def _name(attachment: Any, number: int) -> str:
    try:
        name = " ".join(attachment.get_name().split())[:NAME_LENGTH]
    except (pypdfium2.PdfiumError, UnicodeError):
        name = ""
    return name or f"attachment {number}"
