"""What an export says of itself, in a small file beside the others."""

from datetime import datetime
from pathlib import Path

import msgspec

from onrecord import __version__
from onrecord.errors import UserError

FILE = "export.json"


def write_manifest(folder: Path, form: str, made_at: datetime, *, masked: bool) -> Path:
    """Write `export.json`: format, time, version of onrecord, and whether private people are masked.

    Raises:
        UserError: The folder cannot be written.
    """
    target = folder / FILE
    said = {"format": form, "made_at": made_at.isoformat(timespec="seconds"), "masked": masked, "version": __version__}
    part = target.with_suffix(".part")
    try:
        part.write_bytes(msgspec.json.encode(said) + b"\n")
        part.replace(target)
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return target
