"""What an export says of itself, in a small file beside the others."""

from datetime import datetime
from pathlib import Path

import msgspec

from onrecord import __version__
from onrecord.errors import UserError

FILE = "export.json"


def refuse_mixture(folder: Path) -> None:
    """Let nothing masked be written beside files that name private people: `export.json` speaks for the whole folder.

    Raises:
        UserError: The folder holds an export that was not masked, or its `export.json` cannot be read.
    """
    try:
        said = msgspec.json.decode((folder / FILE).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, msgspec.DecodeError) as error:
        raise UserError(f"{folder / FILE}: cannot be read ({error}); choose another folder with --to") from error
    if not (isinstance(said, dict) and said.get("masked") is True):
        raise UserError(
            f"{folder}: holds an export that names private people; choose another folder with --to, or delete that first"
        )


def write_manifest(folder: Path, form: str, made_at: datetime, *, masked: bool) -> Path:
    """Write `export.json`: format, time, version of onrecord, and whether private people are masked.

    Raises:
        UserError: The folder cannot be written.
    """
    target = folder / FILE
    said = {"format": form, "made_at": made_at.isoformat(timespec="seconds"), "masked": masked, "version": __version__}
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(msgspec.json.encode(said) + b"\n")
        part.replace(target)
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return target
