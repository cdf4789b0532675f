"""What was not read, and what this record is."""

import platform
from collections import Counter
from importlib.metadata import PackageNotFoundError, version

from starlette.requests import Request
from starlette.responses import Response

from onrecord.model.problem import PROBLEM_CODES
from onrecord.serve.asking import asked, page_number, searched_in
from onrecord.serve.paging import page_of
from onrecord.serve.site import Site
from onrecord.store import SCHEMA_VERSION, View


def show_problems(site: Site, request: Request) -> Response:
    """Show what was not read or not understood."""
    with View.open(site.record) as view:
        problems = view.problems()
        held = searched_in(view)
    code = asked(request, "code")
    values = {
        "codes": sorted(Counter(one.code for one in problems).items()),
        "problems": page_of([one for one in problems if code in {"", one.code}], page_number(request)),
        "code": code,
        "meanings": PROBLEM_CODES,
        "active": "problems",
    }
    return site.page("problems.html", values | held)


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
            "active": "about",
        } | searched_in(view)
    return site.page("about.html", values)


def software_version() -> str:
    """Name the version of onrecord that runs."""
    try:
        return version("onrecord")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "not installed as a package"
