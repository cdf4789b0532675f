"""Members of an archive that are left out by their names."""

import re

from onrecord.read.archive_spool import Spool, one_line, tally

SIDECAR_SUFFIX = ".meta.yaml"
_LITTER = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
"""What macOS and Windows put into archives and folders unasked."""


def is_left_out(name: str, spool: Spool) -> bool:
    """Pass over hidden files and the litter of operating systems, as `collect` does, and sidecars.

    A sidecar counts only beside a file on disk: what it says belongs to an artefact's origin, and a file inside an
    archive has its own from there. It is no text of the archive either, so one problem says that it was not applied.
    """
    folders = [one for one in re.split(r"[/\\]", name) if one.strip(".")]
    if any(one.startswith(".") or one.lower() in _LITTER for one in folders):
        spool.passed_over["hidden"] += 1
        return True
    if name.endswith(SIDECAR_SUFFIX):
        advice = "unpack the archive and add the folder to have them applied"
        tally(
            spool, "bad_sidecar", f"files NAME{SIDECAR_SUFFIX} inside, which were not applied", one_line(name), advice
        )
        return True
    return False
