"""What this record is."""

import platform
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve.asking import searched_in
from onrecord.serve.site import Site
from onrecord.store import SCHEMA_VERSION, View
from onrecord.store.history import history
from onrecord.tables.accuracy import figures


def show_about(site: Site, request: Request) -> Response:  # noqa: ARG001  # every page takes the request
    """Show counts, versions, what is measured and what is not."""
    with View.open(site.record) as view:
        first = next(view.statements(), None)
        values = {
            "counts": view.counts(),
            "folder": str(site.record.folder),
            "version": software_version(),
            "schema": SCHEMA_VERSION,
            "python": platform.python_version(),
            "extractor": first.extractor if first else None,
            "history": history(view, _written(site)),
            "topics": [(topic, list(rows)) for topic, rows in groupby(figures(), key=lambda one: one.topic)],
            "active": "about",
        } | searched_in(view)
    return site.page("about.html", values)


def _written(site: Site) -> float:
    """Say when the record was last written to: what is new stands in a second file first."""
    beside = site.record.database.with_name(f"{site.record.database.name}-wal")
    return max(one.stat().st_mtime for one in (site.record.database, beside) if one.is_file())


def software_version() -> str:
    """Name the version of onrecord that runs."""
    try:
        return version("onrecord")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "not installed as a package"
